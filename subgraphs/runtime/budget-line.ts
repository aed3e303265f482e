// Those who wait in this process for a place of a vendor account: the most urgent first, each for a limited time.
import type { System } from '../../schema/canon/freshness.ts';
import type { ByPriority } from './budget-rule.ts';
import { priorities, remainingMs } from './envelope.ts';
import type { Envelope, Priority } from './envelope.ts';
import { Fault } from './fault.ts';

/** Longer queues only hide that the vendor is too slow: at 200 ms a call and 10 places this is four seconds of work. */
export const budgetQueueMax = 200;
/** Nobody waits longer than this for a place, whatever the deadline: background work comes again later. */
export const budgetWaitMaxMs = 10_000;
/** When the caller may try again; about the time in which a queue of this length moves. */
const retryAfterMs = 1_000;

/** Whose line it is, and how long it may get. */
export interface BudgetLineOptions {
  readonly system: System;
  readonly instance: string;
  readonly queueMax?: number;
}

interface Waiter {
  /** Of a call that several share: as urgent as the most urgent of them. */
  readonly envelope: Envelope;
  /** The line it stands in. */
  priority: Priority;
  readonly sinceMs: number;
  readonly grant: () => void;
  readonly refuse: (fault: Fault) => void;
}

/** Who may be turned away for whom, the least urgent first. */
const lesserThan: Readonly<Record<Priority, readonly Priority[]>> = {
  interactive: ['reference', 'billing'],
  billing: ['reference'],
  reference: [],
};

/** The line of one account in this process. `shrunk` is called when somebody left it without a place. */
export class BudgetLine {
  readonly #options: BudgetLineOptions;
  readonly #shrunk: () => void;
  readonly #queues: Readonly<Record<Priority, Waiter[]>> = { interactive: [], billing: [], reference: [] };

  constructor(options: BudgetLineOptions, shrunk: () => void) {
    this.#options = options;
    this.#shrunk = shrunk;
  }

  /** How many wait. */
  get waiting(): ByPriority {
    const { interactive, billing, reference } = this.#queues;
    return { interactive: interactive.length, billing: billing.length, reference: reference.length };
  }

  /** All of them together. */
  get length(): number {
    return priorities.reduce((total, priority) => total + this.#queues[priority].length, 0);
  }

  /** How long the oldest of each has waited, in whole milliseconds. */
  waitedMs(): ByPriority {
    const waited = (priority: Priority): number => {
      const [oldest] = this.#queues[priority];
      return oldest === undefined ? 0 : Math.floor(performance.now() - oldest.sinceMs);
    };
    return { interactive: waited('interactive'), billing: waited('billing'), reference: waited('reference') };
  }

  /** Resolves to what `enter` gives once it is this caller's turn. Raises BUDGET_EXHAUSTED or CANCELLED. */
  async wait<T>(envelope: Envelope, enter: () => T): Promise<T> {
    const { priority, signal } = envelope;
    if (signal.aborted) throw this.cancelled();
    if (!this.#makeRoomFor(priority)) throw this.#exhausted(`${this.#lengthMax} calls wait already`);
    return new Promise<T>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const waiter: Waiter = {
        envelope,
        priority,
        sinceMs: performance.now(),
        grant: () => {
          settle();
          resolve(enter());
        },
        refuse: (fault) => {
          settle();
          this.#forget(waiter);
          reject(fault);
        },
      };
      const leave = (): void => waiter.refuse(this.cancelled());
      const timer = setTimeout(
        () => waiter.refuse(this.#exhausted('no free place before the deadline')),
        Math.min(remainingMs(envelope), budgetWaitMaxMs),
      );
      signal.addEventListener('abort', leave, { once: true });
      this.#queues[priority].push(waiter);
    });
  }

  /**
   * Moves calls that somebody more urgent has come to share meanwhile; to be called before places are given. A person who asks what a
   * background job has just asked would else wait behind all of the background: seconds at a month end, ten at most, and then in vain.
   */
  promote(): void {
    for (const priority of priorities) {
      const risen = this.#queues[priority].filter(({ envelope }) => envelope.priority !== priority);
      for (const waiter of risen) {
        this.#leave(waiter);
        waiter.priority = waiter.envelope.priority;
        const queue = this.#queues[waiter.priority];
        const at = queue.findIndex(({ sinceMs }) => sinceMs > waiter.sinceMs);
        queue.splice(at < 0 ? queue.length : at, 0, waiter);
      }
    }
  }

  /** Lets the first ones of each priority in; fewer when fewer still wait. */
  admit(counts: ByPriority): void {
    for (const priority of priorities) {
      for (const waiter of this.#queues[priority].splice(0, counts[priority])) waiter.grant();
    }
  }

  cancelled(): Fault {
    return new Fault({ code: 'CANCELLED', system: this.#options.system, instance: this.#options.instance });
  }

  /** Makes room for a more urgent call by refusing the newest of the least urgent ones; false when there is none. */
  #makeRoomFor(priority: Priority): boolean {
    if (this.length < this.#lengthMax) return true;
    const victim = lesserThan[priority]
      .map((lesser) => this.#queues[lesser].at(-1))
      .find((waiter) => waiter !== undefined);
    victim?.refuse(this.#exhausted('more urgent calls took the last places of the queue'));
    return victim !== undefined;
  }

  #forget(waiter: Waiter): void {
    this.#leave(waiter);
    this.#shrunk();
  }

  #leave(waiter: Waiter): void {
    const queue = this.#queues[waiter.priority];
    const at = queue.indexOf(waiter);
    if (at >= 0) queue.splice(at, 1);
  }

  get #lengthMax(): number {
    return this.#options.queueMax ?? budgetQueueMax;
  }

  #exhausted(why: string): Fault {
    const { system, instance } = this.#options;
    const message = `${system} (${instance}): ${why}`;
    return new Fault({ code: 'BUDGET_EXHAUSTED', system, instance, message, retryAfterMs });
  }
}
