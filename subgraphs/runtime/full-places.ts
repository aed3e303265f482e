// Places in the budget of a vendor's account that the vendor itself had no room for.
import type { Lease } from './budget-port.ts';

/** A place without room is tried again after this long at the latest, in milliseconds: nobody tells us when others who use the account leave. */
export const fullPlaceMs = 1_000;

/**
 * Keeps a place whose call was refused for want of room, so that nobody runs into the same wall at once: the vendor may still be counting
 * a call that we cut, or somebody else's. It has room again when a call under way ends, so each one that ends gives one kept place
 * back; else it comes back after a while. Without it one such place refused everybody who waited, one after the other, within a tenth of
 * a second, which opened the breaker of an account whose other calls were all being answered.
 */
export class FullPlaces {
  readonly #kept = new Map<Lease, NodeJS.Timeout>();

  /** `retryAfterMs`: what the vendor named, if it did; a longer time binds who was refused, not the place. */
  keep(lease: Lease, retryAfterMs: number | null): void {
    const timer = setTimeout(() => this.#giveBack(lease), Math.min(retryAfterMs ?? fullPlaceMs, fullPlaceMs));
    this.#kept.set(lease, timer);
  }

  callEnded(): void {
    const [first] = this.#kept.keys();
    if (first !== undefined) this.#giveBack(first);
  }

  #giveBack(lease: Lease): void {
    clearTimeout(this.#kept.get(lease));
    this.#kept.delete(lease);
    lease.release();
  }
}
