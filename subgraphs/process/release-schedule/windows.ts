// When a legal entity's work is released by itself, and work up to which day: windows on the entity's own clock and calendar. Pure.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { numeric } from '../../runtime/config-file.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30');

function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * What a schedule begins. TIME: time that is billed by the hour, every window. Once a day: COVERED, time that a fee covers, which ends
 * absorbed; DUE, what falls due by its date; PREPAID, work that draws from a retainer.
 */
export const allTakes = ['TIME', 'COVERED', 'DUE', 'PREPAID'] as const;
export type ScheduleTakes = (typeof allTakes)[number];

/** One legal entity's schedule. Absent: its work is released when somebody asks. */
export const scheduleSchema = z.strictObject({
  /** Code. */
  legalEntity: z.string().min(1),
  takes: z
    .array(z.enum(allTakes))
    .min(1)
    .default([...allTakes]),
  /** Windows of time begin at midnight and then so often; the others are a day each. */
  everyMinutes: numeric.pipe(z.int().min(5).max(1_440)).default(15),
  /** IANA; null: that of the legal entity's bills (section `billing.rules`), else the firm's. */
  timeZone: z
    .string()
    .nullable()
    .default(null)
    .refine((name) => name === null || isTimeZone(name), 'an IANA time zone'),
  /** Work up to so many days ago: what was done today is still being written. */
  lagDays: numeric.pipe(z.int().min(0).max(31)).default(1),
  /** On the first so many days of a month only work of the months before is released, so that they can be closed. */
  closeDays: numeric.pipe(z.int().min(0).max(20)).default(0),
  /** Closes that are not by the month: on these days only work through that day. */
  closes: z
    .array(
      z
        .strictObject({ from: z.iso.date(), to: z.iso.date(), through: z.iso.date() })
        .refine(({ from, to }) => from <= to, 'a close whose last day is not before its first'),
    )
    .default([]),
  /** Times of day at which nothing begins; `to` before `from` is over midnight. */
  rests: z
    .array(
      z
        .strictObject({ from: timeOfDay, to: timeOfDay })
        .refine(({ from, to }) => from !== to, 'a rest that ends at another time than it begins'),
    )
    .default([]),
});
export type ReleaseSchedule = z.infer<typeof scheduleSchema>;

/** The window an instant is in. */
export interface ReleaseWindow {
  /** Its beginning on the entity's clock, such as 2026-11-20T09:15, or the day: a name that two workers both come to. */
  readonly name: string;
  /** Last day of the work, or on which a bill falls due. */
  readonly through: string;
}

/** The window of an instant; null where the schedule rests. */
export function windowAt(
  schedule: ReleaseSchedule,
  atMs: number,
  firmZone: string,
  takes: ScheduleTakes = 'TIME',
): ReleaseWindow | null {
  const local = localAt(schedule, atMs, firmZone);
  const minute = startOf(schedule, local);
  if (rests(schedule, minute)) return null;
  const date = local.toPlainDate();
  const day = date.toString();
  if (takes === 'TIME') return { name: `${day}T${clockText(minute)}`, through: cutoff(schedule, date) };
  // A due date needs no lag: nobody is still writing it. A close holds it back like work.
  return { name: day, through: cutoff(takes === 'DUE' ? { ...schedule, lagDays: 0 } : schedule, date) };
}

/** When the next window begins after the one of an instant. */
export function nextWindowMs(
  schedule: ReleaseSchedule,
  atMs: number,
  firmZone: string,
  takes: ScheduleTakes = 'TIME',
): number {
  const here = localAt(schedule, atMs, firmZone);
  const isDaily = takes !== 'TIME';
  // By the clock on the wall: on a day on which it is put forward or back, minutes since midnight are others.
  let next = isDaily ? here.startOfDay().add({ days: 1 }) : here.withPlainTime(timeAt(startOf(schedule, here)));
  if (isDaily && !rests(schedule, startOf(schedule, next))) return next.epochMilliseconds;
  // Two days of windows: a schedule that rests all day is due at midnight, and rests then.
  for (let tries = 0; tries <= 2 * 288; tries += 1) {
    next = next.add({ minutes: schedule.everyMinutes });
    const beginning = startOf(schedule, next);
    if (next.epochMilliseconds > atMs && !rests(schedule, beginning)) return next.epochMilliseconds;
  }
  return next.epochMilliseconds;
}

function localAt({ timeZone }: ReleaseSchedule, atMs: number, firmZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone ?? firmZone);
}

function startOf({ everyMinutes }: ReleaseSchedule, { hour, minute }: Temporal.ZonedDateTime): number {
  return Math.floor((hour * 60 + minute) / everyMinutes) * everyMinutes;
}

function timeAt(minuteOfDay: number): Temporal.PlainTime {
  return new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);
}

function clockText(minuteOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

function rests({ rests: list }: ReleaseSchedule, minuteOfDay: number): boolean {
  const now = clockText(minuteOfDay);
  return list.some(({ from, to }) => (from <= to ? from <= now && now < to : now >= from || now < to));
}

/** A close of the entity's own counts before the month's. */
function cutoff({ closes, closeDays, lagDays }: ReleaseSchedule, date: Temporal.PlainDate): string {
  const day = date.toString();
  const close = closes.find(({ from, to }) => from <= day && day <= to);
  const usual = date.subtract({ days: lagDays }).toString();
  if (close !== undefined) return close.through < usual ? close.through : usual;
  if (date.day > closeDays) return usual;
  const lastOfMonth = date.with({ day: 1 }).subtract({ days: 1 }).toString();
  return lastOfMonth < usual ? lastOfMonth : usual;
}
