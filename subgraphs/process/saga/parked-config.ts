// Section `parked` of the configuration: how runs that an outage has parked are tried again by themselves.
import { z } from 'zod';
import type { ParkedPace } from '../../journal/parked.ts';
import { numeric, truth } from '../../runtime/config-file.ts';

const seconds = numeric.pipe(z.number().min(0.1).max(86_400));

/** The section. Off: what is parked waits for a person. */
export const parkedSchema = z.strictObject({
  retry: truth.default(true),
  /** Before the first try, the second, and so on; the last one stays. */
  pausesSeconds: z.array(seconds).min(1).default([60, 120, 300, 900, 1_800, 3_600]),
  /** From the first parking at a place; then a person has to look. */
  forHours: numeric.pipe(z.number().min(0).max(720)).default(24),
});

/** As the journal goes by it; null: nothing is tried again. */
export function parkedPace({ retry, pausesSeconds, forHours }: z.infer<typeof parkedSchema>): ParkedPace | null {
  if (!retry) return null;
  return { pausesMs: pausesSeconds.map((each) => each * 1_000), forMs: forHours * 3_600_000 };
}
