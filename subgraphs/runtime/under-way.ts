// The calls of one account that are under way: how many, how long answers take, and what becomes of their places when they end.
import type { Lease } from './budget-port.ts';
import { FairSilence } from './fair-silence.ts';
import { isFault, type Fault } from './fault.ts';
import { FullPlaces } from './full-places.ts';

/** Whether a vendor said that it has no room for another call. */
export function isFull(error: unknown): error is Fault {
  return isFault(error) && error.code === 'SYSTEM_OVERLOADED';
}

/** They are told of each call as it begins. */
export class UnderWay {
  #count = 0;
  readonly #full = new FullPlaces();
  readonly #silence = new FairSilence();

  get count(): number {
    return this.#count;
  }

  /** The shortest silence that says something of the system, in milliseconds. */
  get fairMs(): number {
    return this.#silence.ms;
  }

  /** Counts a call until it ends; its place is given back then, or a moment later where the vendor had no room. */
  follow(call: Promise<unknown>, lease: Lease): void {
    this.#count += 1;
    const sinceMs = performance.now();
    const ended = (error: unknown): void => {
      this.#count -= 1;
      if (isFull(error)) {
        this.#full.keep(lease, error.retryAfterMs);
        return;
      }
      lease.release();
      this.#full.callEnded();
    };
    call.then(() => {
      this.#silence.answered(performance.now() - sinceMs);
      ended(null);
    }, ended);
  }
}
