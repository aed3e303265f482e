// A budget counted together with other processes. This process keeps its own line, and tells the store what it holds and wants; one
// telling is under way at a time and speaks for everybody who came meanwhile, so a busy process asks the store no oftener than
// it answers.
import { HeldPlaces } from './budget-held.ts';
import { BudgetLine } from './budget-line.ts';
import type { BudgetLineOptions } from './budget-line.ts';
import type { Admission, Budget, BudgetState, Lease, SharedPlaces } from './budget-port.ts';
import { admitted, lendAllAfterMs, lentWhole, nobody } from './budget-rule.ts';
import type { BudgetLimits, BudgetShare, ByPriority } from './budget-rule.ts';
import type { Envelope } from './envelope.ts';

/** How soon those who wait ask again; a place that another process gave back lies idle for half of this on average. */
export const askAgainMs = 20;
/** Held places are told anew this often, a few times within the time for which they are believed. */
const beatMs = 2_000;
/** While the store cannot be asked this process keeps to its part; how soon the store is tried again. */
export const aloneMs = 250;

/** A budget over shared places. Without their store each process keeps to its part of the places, and at least to one. */
export class SharedBudget implements Budget {
  readonly #account: string;
  readonly #limits: BudgetLimits;
  readonly #places: SharedPlaces;
  readonly #line: BudgetLine;
  readonly #held = new HeldPlaces();
  #isTelling = false;
  /** Something changed since the telling under way began. */
  #changed = false;
  #timer: NodeJS.Timeout | null = null;
  readonly #lendAllAfterMs: number;
  #processes = 1;
  /** How long ago somebody interactive asked in any process, as the store last said. */
  #quietMs = 0;
  /** When somebody interactive last asked here, by performance.now. */
  #interactiveAt = performance.now();
  /** Until then (performance.now) the store is not asked. */
  #aloneUntilMs = 0;

  constructor(
    options: BudgetLineOptions & { readonly lendAllAfterMs?: number },
    limits: BudgetLimits,
    places: SharedPlaces,
  ) {
    this.#lendAllAfterMs = options.lendAllAfterMs ?? lendAllAfterMs;
    this.#account = `${options.system}:${options.instance}`;
    this.#limits = limits;
    this.#places = places;
    this.#line = new BudgetLine(options, () => this.#tell());
  }

  state(): BudgetState {
    const { interactive, background } = this.#held.share;
    const { concurrentMax } = this.#limits;
    return { concurrentMax, interactiveInUse: interactive, backgroundInUse: background, waiting: this.#line.length };
  }

  acquire(envelope: Envelope): Promise<Lease> {
    if (envelope.priority === 'interactive') this.#interactiveAt = performance.now();
    const entered = this.#line.wait(envelope, () => this.#lease(envelope));
    this.#tell();
    return entered;
  }

  #lease(envelope: Envelope): Lease {
    return this.#held.take(envelope, () => this.#tell());
  }

  #tell(): void {
    this.#changed = true;
    if (!this.#isTelling) void this.#exchange();
  }

  async #exchange(): Promise<void> {
    this.#isTelling = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    try {
      // Whoever asks in the same breath is told of together.
      await Promise.resolve();
      while (this.#changed) {
        this.#changed = false;
        this.#line.admit(await this.#ask());
      }
    } finally {
      this.#isTelling = false;
    }
    this.#askLater();
  }

  async #ask(): Promise<ByPriority> {
    this.#line.promote();
    if (performance.now() < this.#aloneUntilMs) return this.#alone();
    let admission: Admission;
    try {
      admission = await this.#places.exchange(this.#account, this.#lent(), this.#share());
    } catch {
      this.#aloneUntilMs = performance.now() + aloneMs;
      return this.#alone();
    }
    this.#processes = admission.processes;
    this.#quietMs = admission.quietMs;
    // Who left the line meanwhile leaves a place that the store counts as held: it is told again.
    const { waiting } = this.#line;
    if (admission.interactive > waiting.interactive) this.#changed = true;
    if (admission.billing > waiting.billing || admission.reference > waiting.reference) this.#changed = true;
    return admission;
  }

  /** Whether people are at work in other processes the store has said with its last answer; a house that was just opened expects people. */
  #lent(): BudgetLimits {
    const quietMs = Math.min(this.#quietMs, performance.now() - this.#interactiveAt);
    return lentWhole(this.#limits, quietMs > this.#lendAllAfterMs);
  }

  /** This process' part of the places, by its own memory. */
  #alone(): ByPriority {
    const concurrentMax = Math.max(1, Math.floor(this.#limits.concurrentMax / this.#processes));
    const reserve = Math.min(
      Math.ceil((this.#limits.reserve * concurrentMax) / this.#limits.concurrentMax),
      concurrentMax - 1,
    );
    return admitted({ ...this.#limits, concurrentMax, reserve }, this.#share(), nobody);
  }

  #share(): BudgetShare {
    return { ...this.#held.share, waiting: this.#line.waiting, waitedMs: this.#line.waitedMs() };
  }

  #askLater(): void {
    const { interactive, background } = this.#held.share;
    const isHolding = interactive + background > 0;
    const isWaiting = this.#line.length > 0;
    this.#timer = null;
    if (!isHolding && !isWaiting) return;
    // Not all processes at the same moment.
    const waitMs = isWaiting ? askAgainMs * (0.5 + Math.random()) : beatMs;
    this.#timer = setTimeout(() => this.#tell(), waitMs).unref();
  }
}
