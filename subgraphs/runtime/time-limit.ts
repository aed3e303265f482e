// Time limits of one call. Whoever waits is answered when the limit is reached, even if the work ignores its signal.
import type { System } from '../../schema/canon/freshness.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { Fault } from './fault.ts';

/** Which system a limit speaks about. */
export interface Place {
  readonly system: System;
  readonly instance: string;
}

/** A system that was silent for this long is slow, even if it was the caller's deadline that ended the wait. */
export const fairSilenceMs = 1_000;

/** Node fires at once for anything longer. */
const timerMsMax = 2 ** 31 - 1;

/** What ends a wait besides its own end: a limit in milliseconds with its fault, and the caller's leaving. */
interface Limits {
  readonly ms: number;
  readonly expired: Fault;
  readonly left: { readonly signal: AbortSignal; readonly fault: Fault } | null;
}

/** Runs `act` under limits: its signal fires with the fault, and the promise rejects with it at once. */
async function limited<T>(limits: Limits, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { left } = limits;
  let timer: NodeJS.Timeout | undefined;
  const leave = (): void => controller.abort(left?.fault);
  const stopped = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Fault), { once: true });
  });
  try {
    timer = setTimeout(() => controller.abort(limits.expired), Math.min(limits.ms, timerMsMax));
    left?.signal.addEventListener('abort', leave, { once: true });
    if (left?.signal.aborted === true) leave();
    return await Promise.race([stopped, act(controller.signal)]);
  } finally {
    clearTimeout(timer);
    left?.signal.removeEventListener('abort', leave);
    stopped.catch(() => undefined);
  }
}

/** One attempt, cut at `timeoutMs`, at the caller's deadline, or when the caller leaves. */
export function withinEnvelope<T>(
  place: Place,
  envelope: Envelope,
  timeoutMs: number,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ms = Math.min(timeoutMs, remainingMs(envelope));
  const slow = ms === timeoutMs || ms >= fairSilenceMs;
  const expired = new Fault({ ...place, code: slow ? 'SYSTEM_TIMEOUT' : 'DEADLINE_EXCEEDED' });
  const fault = new Fault({ ...place, code: 'CANCELLED' });
  return limited({ ms, expired, left: { signal: envelope.signal, fault } }, act);
}

/** One attempt that belongs to nobody in particular (a breaker's probe): only `timeoutMs` cuts it. */
export function withinTimeout<T>(
  place: Place,
  timeoutMs: number,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return limited({ ms: timeoutMs, expired: new Fault({ ...place, code: 'SYSTEM_TIMEOUT' }), left: null }, act);
}

/** Waits for work that others may wait for too: the wait ends at the caller's deadline or leaving, the work goes on. */
export function waitFor<T>(place: Place, envelope: Envelope, work: Promise<T>, patienceMs = Infinity): Promise<T> {
  const ms = Math.min(patienceMs, remainingMs(envelope));
  const expired = new Fault({ ...place, code: ms === patienceMs ? 'SYSTEM_TIMEOUT' : 'DEADLINE_EXCEEDED' });
  const fault = new Fault({ ...place, code: 'CANCELLED' });
  work.catch(() => undefined);
  return limited({ ms, expired, left: { signal: envelope.signal, fault } }, () => work);
}
