// The concurrency budget of one vendor account: so many calls at a time, some of them kept for people who wait.
//
// Background work may borrow kept places while nobody waits interactively. A running vendor call cannot be taken back (the
// vendor goes on computing after we hang up, and counts it), so giving back at once means: one place is never lent, and from
// the moment an interactive call arrives no lent place is lent again.
import type { System } from '../../schema/canon/freshness.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope, Priority } from './envelope.ts';
import { Fault } from './fault.ts';

/** How full a vendor account's budget is. */
export interface BudgetState {
  readonly concurrentMax: number;
  readonly interactiveInUse: number;
  readonly backgroundInUse: number;
  readonly waiting: number;
}

/** A place in the budget; `release` may be called more than once. */
export interface Lease {
  release(): void;
}

/** Where places are counted; this process's memory below, later a store that several copies share. */
export interface Budget {
  /** Raises BUDGET_EXHAUSTED (queue full, or no place in time) or CANCELLED. */
  acquire(envelope: Envelope): Promise<Lease>;
  state(): BudgetState;
}

/** Longer queues only hide that the vendor is too slow: at 200 ms a call and 10 places this is four seconds of work. */
export const budgetQueueMax = 200;
/** Nobody waits longer than this for a place, whatever the deadline: background work comes again later. */
export const budgetWaitMaxMs = 10_000;
/** When the caller may try again; about the time in which a queue of this length moves. */
const retryAfterMs = 1_000;

export interface BudgetOptions {
  readonly system: System;
  readonly instance: string;
  /** The vendor's own limit for our account, or our share of it. */
  readonly concurrentMax: number;
  /** Places kept for interactive calls; a quarter by default, and at most all but one. */
  readonly interactiveReserve?: number;
  readonly queueMax?: number;
}

/** A budget counted in this process's memory. Throws RangeError when the numbers make no sense. */
export function createBudget(options: BudgetOptions): Budget {
  const { concurrentMax } = options;
  const reserve = options.interactiveReserve ?? Math.min(Math.ceil(concurrentMax / 4), concurrentMax - 1);
  if (!Number.isInteger(concurrentMax) || concurrentMax < 1 || reserve < 0 || reserve >= concurrentMax) {
    throw new RangeError(`A budget of ${concurrentMax} places cannot keep ${reserve}; keep 0 to ${concurrentMax - 1}`);
  }
  return new LocalBudget(options, reserve);
}

interface Waiter {
  readonly priority: Priority;
  readonly grant: () => void;
  readonly refuse: (fault: Fault) => void;
}

/** Who may be turned away for whom, the least urgent first. */
const lesserThan: Readonly<Record<Priority, readonly Priority[]>> = {
  interactive: ['reference', 'billing'],
  billing: ['reference'],
  reference: [],
};

class LocalBudget implements Budget {
  readonly #options: BudgetOptions;
  readonly #reserve: number;
  readonly #inUse = { interactive: 0, background: 0 };
  readonly #queues: Readonly<Record<Priority, Waiter[]>> = { interactive: [], billing: [], reference: [] };

  constructor(options: BudgetOptions, reserve: number) {
    this.#options = options;
    this.#reserve = reserve;
  }

  state(): BudgetState {
    return {
      concurrentMax: this.#options.concurrentMax,
      interactiveInUse: this.#inUse.interactive,
      backgroundInUse: this.#inUse.background,
      waiting: this.#waiting(),
    };
  }

  async acquire(envelope: Envelope): Promise<Lease> {
    const { priority, signal } = envelope;
    if (signal.aborted) throw this.#cancelled();
    if (this.#queues[priority].length === 0 && this.#mayEnter(priority)) return this.#enter(priority);
    if (!this.#makeRoomFor(priority)) throw this.#exhausted(`${this.#queueMax()} calls wait already`);
    return new Promise<Lease>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const waiter: Waiter = {
        priority,
        grant: () => {
          settle();
          resolve(this.#enter(priority));
        },
        refuse: (fault) => {
          settle();
          this.#forget(waiter);
          reject(fault);
        },
      };
      const leave = (): void => waiter.refuse(this.#cancelled());
      const timer = setTimeout(
        () => waiter.refuse(this.#exhausted('no free place before the deadline')),
        Math.min(remainingMs(envelope), budgetWaitMaxMs),
      );
      signal.addEventListener('abort', leave, { once: true });
      this.#queues[priority].push(waiter);
    });
  }

  #mayEnter(priority: Priority): boolean {
    const { concurrentMax } = this.#options;
    const { interactive, background } = this.#inUse;
    if (interactive + background >= concurrentMax) return false;
    if (priority === 'interactive' || background < concurrentMax - this.#reserve) return true;
    const idle = interactive === 0 && this.#queues.interactive.length === 0;
    return idle && background < concurrentMax - 1;
  }

  #enter(priority: Priority): Lease {
    const kind = priority === 'interactive' ? 'interactive' : 'background';
    this.#inUse[kind] += 1;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#inUse[kind] -= 1;
        this.#admitWaiting();
      },
    };
  }

  #admitWaiting(): void {
    for (const queue of [this.#queues.interactive, this.#queues.billing, this.#queues.reference]) {
      for (let first = queue[0]; first !== undefined && this.#mayEnter(first.priority); first = queue[0]) {
        queue.shift();
        first.grant();
      }
    }
  }

  /** Makes room for a more urgent call by refusing the newest of the least urgent ones; false when there is none. */
  #makeRoomFor(priority: Priority): boolean {
    if (this.#waiting() < this.#queueMax()) return true;
    const victim = lesserThan[priority]
      .map((lesser) => this.#queues[lesser].at(-1))
      .find((waiter) => waiter !== undefined);
    victim?.refuse(this.#exhausted('more urgent calls took the last places of the queue'));
    return victim !== undefined;
  }

  #forget(waiter: Waiter): void {
    const queue = this.#queues[waiter.priority];
    const at = queue.indexOf(waiter);
    if (at >= 0) queue.splice(at, 1);
    // Whoever waited behind a leaving interactive call may now borrow.
    this.#admitWaiting();
  }

  #waiting(): number {
    return this.#queues.interactive.length + this.#queues.billing.length + this.#queues.reference.length;
  }

  #queueMax(): number {
    return this.#options.queueMax ?? budgetQueueMax;
  }

  #exhausted(why: string): Fault {
    const { system, instance } = this.#options;
    return new Fault({
      code: 'BUDGET_EXHAUSTED',
      system,
      instance,
      message: `${system} (${instance}): ${why}`,
      retryAfterMs,
    });
  }

  #cancelled(): Fault {
    return new Fault({ code: 'CANCELLED', system: this.#options.system, instance: this.#options.instance });
  }
}
