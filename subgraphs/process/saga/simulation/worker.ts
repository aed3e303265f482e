// Simulated workers: each may die or freeze at any await. What a dead one had sent still arrives; what it was to hear does not.
import type { RunJournal } from '../../../journal/run-journal.ts';
import type { SagaWorld } from '../execution.ts';
import type { VendorPolicy } from '../policy.ts';
import type { Step } from '../step.ts';
import type { Chance, Clockwork } from './clockwork.ts';

/** How often a worker suffers what, per await. */
export interface Hardship {
  readonly crash: number;
  readonly freeze: number;
  /** A message to the journal or a vendor that never arrives; the worker waits in vain and is taken for dead. */
  readonly drop: number;
  readonly duplicate: number;
}

const messageMsMax = 60;
/** A frozen worker comes back long after it has been taken over. */
const freezeMsMax = 40_000;

/** One execution's process: what it sends and hears goes through here. */
export class Worker {
  readonly #clock: Clockwork;
  readonly #chance: Chance;
  readonly #hardship: () => Hardship;
  readonly #onLost: (why: 'CRASHED' | 'FROZEN') => void;
  isAlive = true;
  readonly #lostBy = new Set<'CRASHED' | 'FROZEN'>();

  constructor(
    setting: { readonly clock: Clockwork; readonly chance: Chance; readonly hardship: () => Hardship },
    onLost: (why: 'CRASHED' | 'FROZEN') => void,
  ) {
    this.#clock = setting.clock;
    this.#chance = setting.chance;
    this.#hardship = setting.hardship;
    this.#onLost = onLost;
  }

  /** A message there and its answer back. */
  async exchange<T>(deliver: () => Promise<T>, mayRepeat = false): Promise<T> {
    const hardship = this.#hardship();
    await this.#suffer(hardship);
    const isDropped = this.#chance.happens(hardship.drop);
    await this.#clock.sleep(this.#chance.between(0, messageMsMax));
    if (isDropped) return this.#hang('CRASHED');
    if (mayRepeat && this.#chance.happens(hardship.duplicate)) this.#deliverAgain(deliver);
    const answer = await settle(deliver());
    await this.#clock.sleep(this.#chance.between(0, messageMsMax));
    await this.#suffer(hardship);
    if (!answer.ok) throw answer.error;
    return answer.value;
  }

  async sleep(ms: number): Promise<void> {
    await this.#clock.sleep(ms);
    await this.#suffer(this.#hardship());
  }

  /** The same message once more, later: it may overtake, or be overtaken by, what is sent next. */
  #deliverAgain(deliver: () => Promise<unknown>): void {
    this.#clock.at(this.#chance.between(0, 2 * messageMsMax), () => void settle(deliver()));
  }

  async #suffer({ crash, freeze }: Hardship): Promise<void> {
    if (!this.isAlive) return this.#hang('CRASHED');
    if (this.#chance.happens(crash)) {
      this.isAlive = false;
      return this.#hang('CRASHED');
    }
    if (this.#chance.happens(freeze)) {
      this.#lost('FROZEN');
      await this.#clock.sleep(this.#chance.between(1_000, freezeMsMax));
    }
  }

  #hang(why: 'CRASHED'): Promise<never> {
    this.isAlive = false;
    this.#lost(why);
    return new Promise(() => undefined);
  }

  #lost(why: 'CRASHED' | 'FROZEN'): void {
    // A frozen worker may take the run back when it wakes, and die then: each loss is noticed, each once.
    if (this.#lostBy.has(why)) return;
    this.#lostBy.add(why);
    this.#onLost(why);
  }
}

type Settled<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  return work.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

/** The journal as a worker reaches it; not duplicated, for a database connection does not repeat. */
export function journalOf(worker: Worker, journal: RunJournal): RunJournal {
  return {
    claim: (runId, owner) => worker.exchange(() => journal.claim(runId, owner)),
    steps: (claim) => worker.exchange(() => journal.steps(claim)),
    note: (claim, name, value) => worker.exchange(() => journal.note(claim, name, value)),
    intend: (claim, intent) => worker.exchange(() => journal.intend(claim, intent)),
    resend: (claim, name, sending) => worker.exchange(() => journal.resend(claim, name, sending)),
    done: (claim, name, ref, events) => worker.exchange(() => journal.done(claim, name, ref, events)),
    refused: (claim, name, why) => worker.exchange(() => journal.refused(claim, name, why)),
    undone: (claim, name, ref) => worker.exchange(() => journal.undone(claim, name, ref)),
    approve: (claim, request) => worker.exchange(() => journal.approve(claim, request)),
    settle: (claim, state, events) => worker.exchange(() => journal.settle(claim, state, events)),
  };
}

/** A step as a worker sends it. */
export function stepOf(worker: Worker, step: Step<string>): Step<string> {
  const { undo } = step;
  return {
    ...step,
    find: (call) => worker.exchange(() => step.find(call), true),
    act: (call) => worker.exchange(() => step.act(call), true),
    undo: undo === null ? null : (call, ref) => worker.exchange(() => undo(call, ref), true),
  };
}

/** The world of one worker. */
export function worldOf(
  worker: Worker,
  parts: { readonly clock: Clockwork; readonly chance: Chance; readonly journal: RunJournal },
  policyOf: (system: string) => VendorPolicy,
): SagaWorld {
  return {
    journal: parts.journal,
    nowMs: () => parts.clock.nowMs(),
    sleep: (ms) => worker.sleep(ms),
    random: () => parts.chance.next(),
    policyOf,
  };
}
