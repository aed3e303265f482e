// The circuit breaker of one vendor account. opossum lives in this file only, behind a state that cannot be half this, half that.
import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { CallRow } from './call-row.ts';

/** `since` and `retryAt` are milliseconds of Date.now(). */
export type BreakerState =
  | { readonly state: 'CLOSED' }
  | { readonly state: 'OPEN'; readonly since: number; readonly retryAt: number }
  | { readonly state: 'HALF_OPEN' };

/** Fewer failures than this are noise: opossum's own default opens on the first one. */
export const breakerVolumeMin = 20;
/** Above this share of failed calls in the window the system is ill. */
export const breakerErrorPercent = 50;
/**
 * So many calls in a row that were answered by nothing at all, while nobody else was answered either. A refusal costs its caller a moment, silence its whole timeout:
 * whoever asks alone would wait twenty timeouts until the count above is reached. Two may be two unlucky questions.
 */
export const breakerSilencesMax = 3;
/** Long enough to see a slow vendor fail, short enough to forget this morning. */
export const breakerWindowMs = 10_000;
/** One call every so often asks whether the system is back; recovery is noticed within this time. */
export const breakerResetMs = 5_000;
/** A vendor may name hours ("tomorrow"); we look again after this long at the latest. */
export const breakerTripMaxMs = 60 * 60_000;
/** opossum must have a timeout; ours (time-limit.ts) always fires long before this one. */
const backstopMs = 180_000;

/** Deviations from the settings above, for tests and for vendors that are known to be different. */
export interface BreakerSettings {
  readonly volumeMin?: number;
  readonly errorPercent?: number;
  readonly windowMs?: number;
  readonly resetMs?: number;
  readonly silencesMax?: number;
}

/** The breaker is open, or half open with its one probe under way; nothing was called. */
export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
}

export interface Breaker {
  state(): BreakerState;
  /**
   * Runs the call, or raises BreakerOpenError without running it. Half open, exactly one call passes as a probe. A result in which
   * `errorIn` finds an error counts as that error, and is given back all the same.
   */
  fire<T>(act: () => Promise<T>, errorIn?: (result: T) => Error | null): Promise<T>;
  /** Opens at once, whatever the counts say, and looks again after `forMs`. */
  trip(forMs: number): void;
  close(): void;
}

// One timer rotates the windows of all breakers of the process; it runs only while there is a breaker.
const bucketMs = 1_000;
const rotation = new EventEmitter().setMaxListeners(0);
let breakersAlive = 0;
let rotationTimer: NodeJS.Timeout | undefined;

function keepRotating(): void {
  breakersAlive += 1;
  rotationTimer ??= setInterval(() => rotation.emit('rotate'), bucketMs).unref();
}

function stopRotating(): void {
  breakersAlive -= 1;
  if (breakersAlive > 0) return;
  clearInterval(rotationTimer);
  rotationTimer = undefined;
}

/** What a breaker is told by. */
interface BreakerOptions {
  /** Which errors count against the system; all others say that it is alive. */
  readonly isIllness: (error: unknown) => boolean;
  /** Which of those were timeouts. */
  readonly isSilence?: (error: unknown) => boolean;
  /** Which of those say that it has no room: beside calls that it answers these are no illness, only in a row. */
  readonly isFull?: (error: unknown) => boolean;
  /** Which say neither: the caller left or had no time. Such a call ends no row, for it was not answered. */
  readonly saysNothing?: (error: unknown) => boolean;
  /** Hears every change of state. */
  readonly onChange?: (state: BreakerState) => void;
  readonly settings?: BreakerSettings;
}

/** Makes a breaker. A call costs 0.2 µs of CPU while it is closed. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { isIllness, isFull = never, saysNothing = never, onChange, settings = {} } = options;
  const resetMs = settings.resetMs ?? breakerResetMs;
  let state: BreakerState = { state: 'CLOSED' };
  /** A probe that finds no room, or is cut before its answer, has not found the system well. */
  function countsInShare(error: unknown): boolean {
    if (state.state === 'CLOSED') return isIllness(error) && !isFull(error);
    return isIllness(error) || saysNothing(error);
  }
  // opossum reads resetTimeout each time it opens, from this very object; trip() relies on that (tested).
  const opossumOptions = optionsOf(settings, countsInShare);
  const circuit = new CircuitBreaker((act: () => Promise<unknown>) => act(), opossumOptions);
  const calls = new Calls(circuit, options, countsInShare);
  keepRotating();

  const become = (next: BreakerState): void => {
    state = next;
    onChange?.(next);
  };
  circuit.on('open', () => {
    const since = Date.now();
    become({ state: 'OPEN', since, retryAt: since + opossumOptions.resetTimeout });
    opossumOptions.resetTimeout = resetMs;
  });
  circuit.on('halfOpen', () => become({ state: 'HALF_OPEN' }));
  circuit.on('close', () => {
    calls.beginAnew();
    become({ state: 'CLOSED' });
  });

  return {
    state: () => state,
    fire: (act, errorIn = noError) => calls.fire(act, errorIn),
    trip: (forMs) => {
      if (circuit.opened) return;
      opossumOptions.resetTimeout = Math.min(Math.max(forMs, resetMs), breakerTripMaxMs);
      circuit.open();
    },
    close: () => {
      if (circuit.isShutdown) return;
      circuit.shutdown();
      stopRotating();
    },
  };
}

/** The calls through one circuit. */
class Calls {
  readonly #circuit: CircuitBreaker;
  readonly #options: BreakerOptions;
  readonly #counts: (error: unknown) => boolean;
  // opossum divides by every call of the window, running ones included, so a vendor that dies after a busy spell would stay closed for
  // seconds. A run of failures without a single success between them needs no percentage.
  #row = new CallRow();

  constructor(circuit: CircuitBreaker, options: BreakerOptions, counts: (error: unknown) => boolean) {
    this.#circuit = circuit;
    this.#options = options;
    this.#counts = counts;
  }

  /** Closed again: what ran before belongs to the time before. */
  beginAnew(): void {
    this.#row = new CallRow();
  }

  // While it is closed opossum is only told of calls: what it does to let one pass (four promises, a timer) was 3 % of what a small
  // request costs a gateway (test/load/README.md).
  fire<T>(act: () => Promise<T>, errorIn: (result: T) => Error | null): Promise<T> {
    const call = { began: this.#row, sinceMs: performance.now() };
    if (!this.#circuit.closed) return this.#throughOpossum(act, errorIn, call);
    this.#circuit.emit('fire', []);
    return begun(act).then(
      (result) => {
        const error = errorIn(result);
        if (error !== null) this.#failed(call, error);
        else this.#answered(call);
        return result;
      },
      (error: unknown) => {
        this.#failed(call, error);
        throw error;
      },
    );
  }

  async #throughOpossum<T>(
    act: () => Promise<T>,
    errorIn: (result: T) => Error | null,
    { began, sinceMs }: Call,
  ): Promise<T> {
    let ill: { readonly result: T } | null = null;
    const judged = async (): Promise<T> => {
      const result = await act();
      const error = errorIn(result);
      if (error === null) return result;
      ill = { result };
      throw error;
    };
    try {
      const result = (await this.#circuit.fire(judged)) as T; // what act gave, handed through
      began.answered();
      return result;
    } catch (error) {
      if (isOpenError(error)) throw new BreakerOpenError('the breaker is open');
      this.#note(began, sinceMs, error);
      if (ill !== null) return (ill as { readonly result: T }).result;
      throw error;
    }
  }

  #answered({ began }: Call): void {
    this.#tellWell();
    began.answered();
  }

  /** Counted as opossum counts its own calls; half open, it closes. */
  #tellWell(): void {
    this.#circuit.emit('success', undefined, 0);
  }

  /** What fails after it opened decides nothing any more. */
  #failed({ began, sinceMs }: Call, error: unknown): void {
    if (!this.#counts(error)) this.#tellWell();
    else if (this.#circuit.closed) this.#tellIll(error);
    this.#note(began, sinceMs, error);
  }

  /** Counted as opossum counts its own calls, and judged by its rule: the share among all that began in the window, running ones included. */
  #tellIll(error: unknown): void {
    this.#circuit.emit('failure', error, 0, []);
    const { fires, failures } = this.#circuit.stats;
    const { volumeMin = breakerVolumeMin, errorPercent = breakerErrorPercent } = this.#options.settings ?? {};
    if (fires >= volumeMin && (failures / fires) * 100 > errorPercent) this.#circuit.open();
  }

  /**
   * A call that began before the breaker was last closed speaks of the time before: it is written into a row of its own. Half open, its
   * probe alone decides.
   */
  #note(began: CallRow, sinceMs: number, error: unknown): void {
    const { isIllness, isSilence = never, saysNothing = never, settings = {} } = this.#options;
    if (saysNothing(error)) return;
    if (!isIllness(error)) began.answered();
    else if (isSilence(error)) began.silent(sinceMs);
    else began.refused();
    if (!this.#circuit.closed || began !== this.#row) return;
    const isLong = began.failures >= (settings.volumeMin ?? breakerVolumeMin);
    if (isLong || began.silences >= (settings.silencesMax ?? breakerSilencesMax)) this.#circuit.open();
  }
}

/** A call under way: the row it is written into, and when it began, by performance.now. */
interface Call {
  readonly began: CallRow;
  readonly sinceMs: number;
}

function optionsOf(settings: BreakerSettings, counts: (error: unknown) => boolean) {
  const windowMs = settings.windowMs ?? breakerWindowMs;
  return {
    timeout: backstopMs,
    resetTimeout: settings.resetMs ?? breakerResetMs,
    volumeThreshold: settings.volumeMin ?? breakerVolumeMin,
    errorThresholdPercentage: settings.errorPercent ?? breakerErrorPercent,
    rollingCountTimeout: windowMs,
    rollingCountBuckets: Math.max(1, Math.round(windowMs / bucketMs)),
    rollingPercentilesEnabled: false, // with them a failed call costs 4 ms
    enableSnapshots: false,
    rotateBucketController: rotation,
    errorFilter: (error: unknown) => !counts(error) && !isBackstop(error),
  };
}

function never(): boolean {
  return false;
}

function noError(): null {
  return null;
}

/** What it throws at once comes like what it throws later. */
function begun<T>(act: () => Promise<T>): Promise<T> {
  try {
    return act();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isOpenError(error: unknown): boolean {
  return error instanceof Error && CircuitBreaker.isOurError(error) && codeOf(error) === 'EOPENBREAKER';
}

function isBackstop(error: unknown): boolean {
  return error instanceof Error && CircuitBreaker.isOurError(error) && codeOf(error) === 'ETIMEDOUT';
}
