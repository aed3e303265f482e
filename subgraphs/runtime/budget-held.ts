// The places of a vendor account that this process holds.
import type { Lease } from './budget-port.ts';
import type { BudgetShare } from './budget-rule.ts';
import type { Envelope, Priority } from './envelope.ts';

/** Longer ago says no more; a number of days would not fit into the integers of a store. */
const idleMsMax = 3_600_000;

/** Counts them as they are taken and given back. */
export class HeldPlaces {
  readonly #inUse = { interactive: 0, billing: 0, reference: 0 };
  /** When the last call of each ended, by performance.now; before the first one, since when there are places. */
  readonly #endedAt = { interactive: performance.now(), billing: performance.now(), reference: performance.now() };

  /** Takes a place for a call; `freed` is called once it is given back. */
  take({ priority }: Envelope, freed: () => void): Lease {
    this.#inUse[priority] += 1;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#inUse[priority] -= 1;
        this.#endedAt[priority] = performance.now();
        freed();
      },
    };
  }

  /** What is held now, as it is told to others. */
  get share(): Pick<BudgetShare, 'interactive' | 'background' | 'billingIdleMs' | 'referenceIdleMs'> {
    const { interactive, billing, reference } = this.#inUse;
    return {
      interactive,
      background: billing + reference,
      billingIdleMs: this.#idleMs('billing'),
      referenceIdleMs: this.#idleMs('reference'),
    };
  }

  #idleMs(priority: Priority): number {
    if (this.#inUse[priority] > 0) return 0;
    // None is only said while one is under way.
    return Math.max(1, Math.min(Math.floor(performance.now() - this.#endedAt[priority]), idleMsMax));
  }
}
