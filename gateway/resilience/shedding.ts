// How many requests the gateway works on at a time. Past its capacity a gateway that takes everything in answers nothing in
// time; one that turns the surplus away at once, unread, goes on answering the rest.
//
// Capacity is not a figure anybody could write down: it depends on what is asked. What is measured is how late the event loop
// is. While it is late the limit falls by a tenth every tick, and while it is not and the limit is in the way, it rises.
// Requests that wait for a slow subgraph cost nothing and make nothing late, so they are never the reason.
import type { LimitMode } from '../../subgraphs/runtime/limits.ts';
import type { SheddingSettings } from './config.ts';

/** How often the event loop is looked at. */
const tickMs = 50;
/** The weight of one look in the average: a single pause is not overload, two in a row are. */
const weight = 0.25;
/** The share that is left of the limit after a tick that came late. */
const fallTo = 0.9;
/**
 * Requests the limit grows by after a tick that came in time. By a share of itself it would grow faster than the event loop
 * can tell: subgraphs that are slow because everybody asks make nothing late here, until all the answers come at once.
 */
const riseBy = 2;
/** Times its floor the limit is at the start: nobody knows yet what will be asked. */
const startTimes = 4;
/**
 * Since the event loop was last behind it must have been in time for so long to be called calm. Under overload it is behind every second or
 * so; those who take long then take long because of us, and others in their places would only make the queues before the subgraphs full.
 */
export const calmMs = 5_000;
/** After this long with refusals in every second readiness goes off; after as long without any it comes back. */
export const persistentMs = 5_000;
/** Gaps between refusals that are shorter than this belong together. */
const gapMs = 1_000;
/** When the refused may come again. */
export const retryAfterSeconds = 1;

/** Counts who is inside. */
export interface Shedding {
  /** Whether one more may come in; then `leave` must follow. `measure` lets everybody in. */
  enter(): boolean;
  leave(): void;
  /** Whether the event loop has been in time for a while: what takes long then waits for somebody else. */
  isCalm(): boolean;
  /** Whether requests have been turned away for so long that balancers should look elsewhere. */
  isPersistent(): boolean;
  state(): { readonly inFlight: number; readonly limit: number };
  close(): void;
}

/** What shedding needs besides its settings. */
export interface SheddingParts {
  readonly settings: SheddingSettings;
  /** Called for each request past the limit. */
  readonly onExceeded?: (mode: LimitMode) => void;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

/** Shedding without its clockwork, for whoever calls `tick` himself. */
export class AdaptiveLimit implements Shedding {
  readonly #parts: SheddingParts;
  readonly #now: () => number;
  #inFlight = 0;
  #averageLateMs = 0;
  #lateAtMs = -Infinity;
  #limit: number;
  /** Whether somebody met the limit since the last tick: a limit that is in nobody's way need not grow. */
  #wasMet = false;
  #refusing: { sinceMs: number; lastMs: number } | null = null;
  #persistentUntilMs = -Infinity;

  constructor(parts: SheddingParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    const { inFlightMin, inFlightMax } = parts.settings;
    this.#limit = Math.min(inFlightMin * startTimes, inFlightMax);
  }

  enter(): boolean {
    if (this.#inFlight < this.#limit) {
      this.#inFlight += 1;
      return true;
    }
    const { settings, onExceeded } = this.#parts;
    this.#wasMet = true;
    if (settings.mode !== 'off') onExceeded?.(settings.mode);
    if (settings.mode === 'enforce') {
      this.#note(this.#now());
      return false;
    }
    this.#inFlight += 1;
    return true;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  isCalm(): boolean {
    return this.#now() - this.#lateAtMs >= calmMs;
  }

  isPersistent(): boolean {
    return this.#now() < this.#persistentUntilMs;
  }

  state(): { readonly inFlight: number; readonly limit: number } {
    return { inFlight: this.#inFlight, limit: this.#limit };
  }

  /** One look at the event loop: how late it was, in ms. */
  tick(lateMs: number): void {
    const { inFlightMin, inFlightMax, loopDelayMs } = this.#parts.settings;
    // However long one pause is (a reload, garbage), by itself it does not bring the average past the limit.
    const countedMs = Math.min(Math.max(0, lateMs), loopDelayMs / weight);
    this.#averageLateMs += weight * (countedMs - this.#averageLateMs);
    if (this.#averageLateMs > loopDelayMs) {
      this.#lateAtMs = this.#now();
      // From what is really inside: a limit far above it would take seconds to come down.
      this.#limit = Math.max(inFlightMin, Math.floor(Math.min(this.#limit, this.#inFlight) * fallTo));
    } else if (this.#wasMet) {
      this.#limit = Math.min(inFlightMax, this.#limit + riseBy);
    }
    this.#wasMet = false;
  }

  close(): void {
    // Nothing runs by itself here.
  }

  #note(nowMs: number): void {
    if (!this.#refusing || nowMs - this.#refusing.lastMs > gapMs) this.#refusing = { sinceMs: nowMs, lastMs: nowMs };
    this.#refusing.lastMs = nowMs;
    if (nowMs - this.#refusing.sinceMs >= persistentMs || nowMs < this.#persistentUntilMs) {
      this.#persistentUntilMs = nowMs + persistentMs;
    }
  }
}

/** Starts watching the event loop; ends with `close`. */
export function startShedding(parts: SheddingParts): Shedding {
  const limit = new AdaptiveLimit(parts);
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    limit.tick(nowMs - lastMs - tickMs);
    lastMs = nowMs;
  }, tickMs).unref();
  limit.close = () => clearInterval(timer);
  return limit;
}
