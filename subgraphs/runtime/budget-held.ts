// The places of a vendor account that this process holds.
import type { Lease } from './budget-port.ts';
import type { BudgetShare } from './budget-rule.ts';
import type { Envelope } from './envelope.ts';

/** Longer ago says no more; a number of days would not fit into the integers of a store. */
const referenceIdleMsMax = 3_600_000;

/** What a call is counted as. */
const countedAs = {
  interactive: ['interactive'],
  billing: ['background'],
  reference: ['background', 'reference'],
} as const;

/** Counts them as they are taken and given back. */
export class HeldPlaces {
  readonly #inUse = { interactive: 0, background: 0, reference: 0 };
  /** When the last reference call ended, by performance.now; before the first one, since when there are places. */
  #referenceEndedAt = performance.now();

  /** Takes a place for a call; `freed` is called once it is given back. */
  take({ priority }: Envelope, freed: () => void): Lease {
    const kinds = countedAs[priority];
    for (const kind of kinds) this.#inUse[kind] += 1;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        for (const kind of kinds) this.#inUse[kind] -= 1;
        if (priority === 'reference') this.#referenceEndedAt = performance.now();
        freed();
      },
    };
  }

  /** What is held now, as it is told to others. */
  get share(): Pick<BudgetShare, 'interactive' | 'background' | 'referenceIdleMs'> {
    const { interactive, background, reference } = this.#inUse;
    const idleMs = Math.floor(performance.now() - this.#referenceEndedAt);
    // None is only said while one is under way.
    const referenceIdleMs = reference > 0 ? 0 : Math.max(1, Math.min(idleMs, referenceIdleMsMax));
    return { interactive, background, referenceIdleMs };
  }
}
