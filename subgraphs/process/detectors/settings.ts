// Section `detectors` of the configuration: how often is looked, and what each detector forgives.
import { z } from 'zod';
import { numeric, truth } from '../../runtime/config-file.ts';

const minuteMs = 60_000;

const minutes = (fallback: number) => numeric.pipe(z.int().min(0).max(43_200)).default(fallback);
const days = (fallback: number) => numeric.pipe(z.int().min(0).max(400)).default(fallback);
const on = truth.default(true);

/** A detector of which nothing else can be said than how long a case may stand. */
const plain = (graceMinutes: number) => z.strictObject({ on, graceMinutes: minutes(graceMinutes) }).prefault({});

/** The section; every detector is on unless it is switched off. */
export const detectorsSchema = z.strictObject({
  /** Off: nothing is read, and what was found stays as it is. */
  on,
  /** From the end of a reading to the next. Each costs the vendors a call per 200 records and kind. */
  everySeconds: numeric.pipe(z.int().min(1).max(86_400)).default(300),
  /** `closedFrom`: deals that closed before are somebody else's history. */
  wonDealWithoutRun: z
    .strictObject({ on, graceMinutes: minutes(60), closedFrom: z.iso.date().nullable().default(null) })
    .prefault({}),
  contractWithoutSchedule: plain(240),
  /** `leadDays`: from so many days before somebody is needed. */
  requestWithoutAssignment: z.strictObject({ on, graceMinutes: minutes(60), leadDays: days(3) }).prefault({}),
  projectWithoutFinanceCode: plain(240),
  /** `afterDays`: work of a month is billed within ten days of the next one. */
  approvedTimeNotReleased: z.strictObject({ on, graceMinutes: minutes(60), afterDays: days(40) }).prefault({}),
  convertedDealReopened: plain(15),
  convertedWithoutContract: plain(60),
  atRiskPastExpiry: plain(15),
  atRiskOverLimit: plain(15),
  doubledRecord: plain(0),
  /** `withinDays`: work that was billed longer ago is not looked at any more. */
  billedWorkChanged: z.strictObject({ on, graceMinutes: minutes(15), withinDays: days(60) }).prefault({}),
});
export type DetectorSettings = z.infer<typeof detectorsSchema>;

/** What every detector's settings say. */
export function told({ on: isOn, graceMinutes }: { readonly on: boolean; readonly graceMinutes: number }): {
  readonly on: boolean;
  readonly graceMs: number;
} {
  return { on: isOn, graceMs: graceMinutes * minuteMs };
}
