// Time is passed in, never read inside rules. Business time may be set (a demo firm lives on a fixed day) and still ticks.
import { Temporal } from 'temporal-polyfill';
import type { StopSignal } from './stop-signal.ts';

/** Business time. Deadlines, breakers and retries do not use it: they run on the machine's own time. */
export interface Clock {
  now(): Date;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };

/**
 * The clock a process runs on. BUSINESS_CLOCK (an RFC 3339 instant such as 2026-11-20T09:00:00Z) makes business time start
 * there and tick on; without it business time is the machine's. Throws when the text is not an instant.
 */
export function clockFrom(env: Readonly<Record<string, string | undefined>>): Clock {
  const text = env.BUSINESS_CLOCK;
  if (text === undefined || text === '') return systemClock;
  const startMs = instantMs(text);
  const bootMs = performance.now();
  return { now: () => new Date(startMs + Math.round(performance.now() - bootMs)) };
}

function instantMs(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new Error(`BUSINESS_CLOCK is "${text}"; write an instant such as 2026-11-20T09:00:00Z`);
  }
}

/** The business day it is now in a time zone (IANA name), as YYYY-MM-DD. Throws RangeError for an unknown zone. */
export function today(clock: Clock, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(clock.now().getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** Waits, or rejects with the signal's reason as soon as it fires. */
export async function sleep(ms: number, signal: StopSignal): Promise<void> {
  if (signal.aborted) throw reasonOf(signal);
  await new Promise<void>((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal.addEventListener('abort', leave, { once: true });
  });
}

function reasonOf({ reason }: StopSignal): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}
