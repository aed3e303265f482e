// The concurrency budget of one vendor account: so many calls at a time, some of them kept for people who wait.
//
// Background work may borrow kept places while nobody waits interactively. A running vendor call cannot be taken back (the
// vendor goes on computing after we hang up, and counts it), so giving back at once means: one place is lent only when nobody has
// been interactive for a while (whoever comes then waits once for a call to end), and from the moment an interactive call arrives
// no lent place is lent again.
import { HeldPlaces } from './budget-held.ts';
import { BudgetLine } from './budget-line.ts';
import type { BudgetLineOptions } from './budget-line.ts';
import { admitted, floorAfterMs, lendAllAfterMs, lentWhole, nobody } from './budget-rule.ts';
import type { BudgetLimits, ByPriority } from './budget-rule.ts';
import type { Budget, BudgetState, Lease, SharedPlaces } from './budget-port.ts';
import { SharedBudget } from './budget-shared.ts';
import type { Envelope, Priority } from './envelope.ts';

/** What a budget is made with. */
export interface BudgetOptions extends BudgetLineOptions {
  /** The vendor's own limit for our account. */
  readonly concurrentMax: number;
  /** Places kept for interactive calls; a quarter by default, and at most all but one. */
  readonly interactiveReserve?: number;
  /** How long nobody must have been interactive before the last kept place is lent too; in milliseconds. */
  readonly lendAllAfterMs?: number;
  /** How long background work waits at most before it has a place in spite of people who ask, and reference in spite of billing; in milliseconds. */
  readonly floorAfterMs?: number;
  /** Where several processes count together; without it each process has the whole budget for itself. */
  readonly places?: SharedPlaces | null;
}

/** The budget of an account. Throws RangeError when the numbers make no sense. */
export function createBudget(options: BudgetOptions): Budget {
  const { concurrentMax, places } = options;
  const reserve = options.interactiveReserve ?? Math.min(Math.ceil(concurrentMax / 4), concurrentMax - 1);
  if (!Number.isInteger(concurrentMax) || concurrentMax < 1 || reserve < 0 || reserve >= concurrentMax) {
    throw new RangeError(`A budget of ${concurrentMax} places cannot keep ${reserve}; keep 0 to ${concurrentMax - 1}`);
  }
  const limits = { concurrentMax, reserve, floorAfterMs: options.floorAfterMs ?? floorAfterMs };
  return places == null ? new LocalBudget(options, limits) : new SharedBudget(options, limits, places);
}

class LocalBudget implements Budget {
  readonly #limits: BudgetLimits;
  readonly #line: BudgetLine;
  readonly #held = new HeldPlaces();
  readonly #lendAllAfterMs: number;
  /** When somebody interactive last asked, by performance.now; a house that was just opened expects people. */
  #interactiveAt = performance.now();

  constructor(options: BudgetOptions, limits: BudgetLimits) {
    this.#limits = limits;
    this.#lendAllAfterMs = options.lendAllAfterMs ?? lendAllAfterMs;
    // Whoever waited behind a leaving interactive call may now borrow.
    this.#line = new BudgetLine(options, () => this.#admit());
  }

  state(): BudgetState {
    const { interactive, background } = this.#held.share;
    const { concurrentMax } = this.#limits;
    return { concurrentMax, interactiveInUse: interactive, backgroundInUse: background, waiting: this.#line.length };
  }

  acquire(envelope: Envelope): Promise<Lease> {
    if (envelope.priority === 'interactive') this.#interactiveAt = performance.now();
    // Whoever may enter at once turns nobody out of a full line.
    if (!envelope.signal.aborted && this.#isFreeFor(envelope.priority)) return Promise.resolve(this.#lease(envelope));
    return this.#line.wait(envelope, () => this.#lease(envelope));
  }

  #isFreeFor(priority: Priority): boolean {
    const { waiting } = this.#line;
    if (waiting[priority] > 0) return false;
    return this.#admitted({ ...waiting, [priority]: 1 })[priority] === 1;
  }

  #admitted(waiting: ByPriority): ByPriority {
    return admitted(this.#lent(), { ...this.#held.share, waiting, waitedMs: this.#line.waitedMs() }, nobody);
  }

  #lent(): BudgetLimits {
    return lentWhole(this.#limits, performance.now() - this.#interactiveAt > this.#lendAllAfterMs);
  }

  #lease(envelope: Envelope): Lease {
    return this.#held.take(envelope, () => this.#admit());
  }

  #admit(): void {
    this.#line.promote();
    this.#line.admit(this.#admitted(this.#line.waiting));
  }
}
