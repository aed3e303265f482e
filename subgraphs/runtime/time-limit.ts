// Time limits of one call. Whoever waits is answered when the limit is reached, even if the work ignores its signal.
import type { System } from '../../schema/canon/freshness.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { Fault } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { StopSource } from './stop-signal.ts';
import type { StopSignal } from './stop-signal.ts';

/** Which system a limit speaks about. */
export interface Place {
  readonly system: System;
  readonly instance: string;
}

/** Node fires at once for anything longer. */
const timerMsMax = 2 ** 31 - 1;

/** What ends a wait besides its own end: a limit in milliseconds, and the caller's leaving. */
interface Limits {
  readonly place: Place;
  readonly ms: number;
  /** What the end of the time is called. */
  readonly expired: FaultCode;
  readonly left: StopSignal | null;
}

/**
 * Runs `act` under limits: its signal fires with a fault, and the promise rejects with it at once. Faults are made when they are needed:
 * two of them, each with a stack, were a twentieth of the work of reading time entries.
 */
function limited<T>({ place, ms, expired, left }: Limits, act: (signal: StopSignal) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = new StopSource();
    const settle = (): void => {
      clearTimeout(timer);
      left?.removeEventListener('abort', leave);
    };
    const cut = (code: FaultCode): void => {
      settle();
      const fault = new Fault({ ...place, code });
      reject(fault);
      stop.abort(fault);
    };
    const leave = (): void => cut('CANCELLED');
    const timer = setTimeout(() => cut(expired), Math.min(ms, timerMsMax));
    left?.addEventListener('abort', leave, { once: true });
    if (left?.aborted === true) leave();
    const run = async (): Promise<T> => act(stop); // what it throws at once is a rejection as well
    void run().then(resolve, reject).finally(settle);
  });
}

/** When an attempt is cut, in milliseconds, and what a cut says of the system. */
export interface AttemptLimits {
  readonly timeoutMs: number;
  /** Who was cut sooner, by the caller's deadline, says nothing of the system. */
  readonly fairMs: number;
}

/** One attempt, cut at its timeout, at the caller's deadline, or when the caller leaves. */
export function withinEnvelope<T>(
  place: Place,
  envelope: Envelope,
  { timeoutMs, fairMs }: AttemptLimits,
  act: (signal: StopSignal) => Promise<T>,
): Promise<T> {
  const ms = Math.min(timeoutMs, remainingMs(envelope));
  const slow = ms === timeoutMs || ms >= fairMs;
  return limited({ place, ms, expired: slow ? 'SYSTEM_TIMEOUT' : 'DEADLINE_EXCEEDED', left: envelope.signal }, act);
}

/** One attempt that belongs to nobody in particular (a breaker's probe): only `timeoutMs` cuts it. */
export function withinTimeout<T>(place: Place, timeoutMs: number, act: (signal: StopSignal) => Promise<T>): Promise<T> {
  return limited({ place, ms: timeoutMs, expired: 'SYSTEM_TIMEOUT', left: null }, act);
}

/** Waits for work that others may wait for too: the wait ends at the caller's deadline or leaving, the work goes on. */
export function waitFor<T>(place: Place, envelope: Envelope, work: Promise<T>, patienceMs = Infinity): Promise<T> {
  const ms = Math.min(patienceMs, remainingMs(envelope));
  const expired = ms === patienceMs ? 'SYSTEM_TIMEOUT' : 'DEADLINE_EXCEEDED';
  work.catch(() => undefined);
  return limited({ place, ms, expired, left: envelope.signal }, () => work);
}
