// The circuit breaker of one vendor account. opossum lives in this file only, behind a state that cannot be half this, half that.
import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';

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
  /** Runs the call, or raises BreakerOpenError without running it. Half open, exactly one call passes as a probe. */
  fire<T>(act: () => Promise<T>): Promise<T>;
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

/** Makes a breaker. A call costs 1.2 µs of CPU. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { isIllness, isSilence = never, isFull = never, saysNothing = never, onChange, settings = {} } = options;
  const silencesMax = settings.silencesMax ?? breakerSilencesMax;
  const resetMs = settings.resetMs ?? breakerResetMs;
  const volumeMin = settings.volumeMin ?? breakerVolumeMin;
  // opossum reads resetTimeout each time it opens, from this very object; trip() relies on that (tested).
  const opossumOptions = optionsOf(settings, countsInShare);
  const circuit = new CircuitBreaker((act: () => Promise<unknown>) => act(), opossumOptions);
  keepRotating();

  let state: BreakerState = { state: 'CLOSED' };
  /** A probe that finds no room has not found the system well. */
  function countsInShare(error: unknown): boolean {
    return isIllness(error) && (state.state !== 'CLOSED' || !isFull(error));
  }
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
    row = new Row();
    become({ state: 'CLOSED' });
  });

  // opossum divides by every call of the window, running ones included, so a vendor that dies after a busy spell would stay
  // closed for seconds. A run of failures without a single success between them needs no percentage.
  let row = new Row();

  /** A call that began before the breaker was last closed speaks of the time before: it is written into a row of its own. */
  function note(began: Row, sinceMs: number, error: unknown): void {
    if (saysNothing(error)) return;
    if (!isIllness(error)) began.answered();
    else if (isSilence(error)) began.silent(sinceMs);
    else began.refused();
    if (began === row && (row.failures >= volumeMin || row.silences >= silencesMax)) circuit.open();
  }

  function fire<T>(act: () => Promise<T>): Promise<T> {
    const began = row;
    const sinceMs = performance.now();
    return circuit.fire(act).then(
      (result) => {
        began.answered();
        return result as T; // what act gave, handed through
      },
      (error: unknown) => {
        if (isOpenError(error)) throw new BreakerOpenError('the breaker is open');
        note(began, sinceMs, error);
        throw error;
      },
    );
  }

  return {
    state: () => state,
    fire,
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

/** How calls have ended one after the other. */
class Row {
  failures = 0;
  silences = 0;
  /** When something was last said, if only a refusal; by performance.now. */
  #saidAtMs = -Infinity;

  answered(): void {
    this.failures = 0;
    this.#said();
  }

  refused(): void {
    this.failures += 1;
    this.#said();
  }

  /** Who was cut while others were answered was in a hurry, or asked for much: the questions of one page all end at its deadline. */
  silent(sinceMs: number): void {
    this.failures += 1;
    if (this.#saidAtMs <= sinceMs) this.silences += 1;
  }

  #said(): void {
    this.silences = 0;
    this.#saidAtMs = performance.now();
  }
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isOpenError(error: unknown): boolean {
  return error instanceof Error && CircuitBreaker.isOurError(error) && codeOf(error) === 'EOPENBREAKER';
}

function isBackstop(error: unknown): boolean {
  return error instanceof Error && CircuitBreaker.isOurError(error) && codeOf(error) === 'ETIMEDOUT';
}
