// One attempt of one vendor call: a place in the budget, the breaker's leave, a time limit, and every failure in our words.
import { BreakerOpenError, createBreaker } from './breaker.ts';
import type { BreakerSettings, BreakerState } from './breaker.ts';
import type { Budget, BudgetState } from './budget-port.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { Fault, isFault, isIllness, unsent } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { TransportError } from './http.ts';
import type { TransportFailure } from './http.ts';
import type { UpstreamObserver } from './observer.ts';
import type { StopSignal } from './stop-signal.ts';
import { waitFor, withinEnvelope, withinTimeout } from './time-limit.ts';
import type { Place } from './time-limit.ts';
import { isFull, UnderWay } from './under-way.ts';

/** `safeToRepeat`: the vendor's state is the same after two such calls as after one. `timeoutMs` is per attempt. */
export interface Operation {
  readonly name: string;
  readonly safeToRepeat: boolean;
  readonly timeoutMs?: number;
}

/** An attempt that names no timeout gets this long: half of a person's deadline, so that one repeat still fits. */
export const attemptMs = 5_000;
/** No attempt may hold a place in the vendor's budget longer than this. */
export const attemptMaxMs = 60_000;
/** A system that is back answers its probe sooner. */
export const probePatienceMs = 1_000;
/** A quota that is used up does not come back in seconds; without the vendor's word we look again after this long. */
export const quotaPauseMs = 60_000;

const transportCodes: Readonly<Record<TransportFailure, FaultCode>> = {
  REFUSED: 'SYSTEM_UNAVAILABLE',
  BROKEN: 'SYSTEM_UNAVAILABLE',
  SILENT: 'SYSTEM_TIMEOUT',
  TOO_LARGE: 'SYSTEM_ANSWER_INVALID',
};

/** What the attempts of one account are doing. */
export interface AttemptsState {
  readonly breaker: BreakerState;
  readonly budget: BudgetState;
  readonly inFlight: number;
}

export interface Attempts {
  /** Runs `act` once. Raises a Fault, or whatever bug of ours `act` ran into. */
  run<T>(envelope: Envelope, operation: Operation, act: (signal: StopSignal) => Promise<T>): Promise<T>;
  state(): AttemptsState;
  close(): void;
}

/** What attempts are made of. */
interface AttemptParts {
  readonly budget: Budget;
  readonly observer: UpstreamObserver;
  readonly breaker?: BreakerSettings;
}

/** The attempts of one vendor account, under one budget and one breaker. */
export function createAttempts(place: Place, parts: AttemptParts): Attempts {
  const { budget, observer } = parts;
  const underWay = new UnderWay();
  const breaker = createBreaker({
    isIllness: (error) => isFault(error) && isIllness(error.code),
    isFull,
    isSilence: (error) => isFault(error) && error.code === 'SYSTEM_TIMEOUT',
    saysNothing: (error) => isFault(error) && (error.code === 'CANCELLED' || error.code === 'DEADLINE_EXCEEDED'),
    onChange: (state) => observer.observe({ kind: 'BREAKER', ...place, state }),
    ...(parts.breaker === undefined ? {} : { settings: parts.breaker }),
  });

  const circuitOpen = (): Fault => openFault(place, breaker.state());

  /** The act, with whatever it throws put into our words; bugs of ours stay what they are. */
  async function inOurWords<T>(signal: StopSignal, act: (signal: StopSignal) => Promise<T>): Promise<T> {
    try {
      return await act(signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof TransportError)) throw error;
      const mayHaveActed = error.failure !== 'REFUSED';
      throw new Fault({ ...place, code: transportCodes[error.failure], mayHaveActed, detail: error.message });
    }
  }

  /** The budget comes before the breaker's leave, so that waiting for a place is never mistaken for a slow vendor. */
  async function started<T>(
    envelope: Envelope,
    operation: Operation,
    act: (signal: StopSignal) => Promise<T>,
  ): Promise<T> {
    const timeoutMs = Math.min(operation.timeoutMs ?? attemptMs, attemptMaxMs);
    const lease = await budget.acquire(envelope);
    const asked = (signal: StopSignal): Promise<T> => inOurWords(signal, act);
    // A half-open breaker's probe outlives its caller: its answer is for everybody, and a caller who leaves proves nothing.
    const isProbe = breaker.state().state === 'HALF_OPEN';
    const running = breaker.fire(() =>
      isProbe
        ? withinTimeout(place, timeoutMs, asked)
        : withinEnvelope(place, envelope, { timeoutMs, fairMs: underWay.fairMs }, asked),
    );
    underWay.follow(running, lease);
    if (!isProbe) return running;
    // Whoever happens to be the probe is not made to wait out the silence that opened the breaker; the probe goes on. A write
    // must be waited for: nobody else can say what became of it.
    return waitFor(place, envelope, running, operation.safeToRepeat ? probePatienceMs : Infinity);
  }

  async function run<T>(envelope: Envelope, operation: Operation, act: (signal: StopSignal) => Promise<T>): Promise<T> {
    if (envelope.signal.aborted) throw new Fault({ ...place, code: 'CANCELLED', mayHaveActed: false });
    if (remainingMs(envelope) === 0) throw new Fault({ ...place, code: 'DEADLINE_EXCEEDED', mayHaveActed: false });
    // Asked before the queue: an open breaker answers at once instead of after a wait for a place.
    if (breaker.state().state === 'OPEN') throw circuitOpen();
    let hasBegun = false;
    try {
      return await started(envelope, operation, (signal) => {
        hasBegun = true;
        return act(signal);
      });
    } catch (error) {
      if (error instanceof BreakerOpenError) throw circuitOpen();
      if (!isFault(error)) throw error;
      if (error.code === 'SYSTEM_QUOTA_EXHAUSTED') breaker.trip(error.retryAfterMs ?? quotaPauseMs);
      // A deadline that passed in the queue is no doubt about a write: nothing was sent.
      throw hasBegun ? error : unsent(error);
    }
  }

  return {
    run,
    state: () => ({ breaker: breaker.state(), budget: budget.state(), inFlight: underWay.count }),
    close: () => breaker.close(),
  };
}

function openFault(place: Place, state: BreakerState): Fault {
  // Half open, the probe decides; it takes an attempt's time at most.
  const retryAfterMs = state.state === 'OPEN' ? Math.max(0, state.retryAt - Date.now()) : attemptMs;
  return new Fault({ ...place, code: 'CIRCUIT_OPEN', retryAfterMs });
}
