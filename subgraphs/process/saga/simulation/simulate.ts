// One seed: a few runs of a made-up process over three systems, under loss, delay, crashes and freezes, until all are finished or
// explained; then the checker reads the systems' own state.
import type { RunState } from '../../../journal/run-journal.ts';
import { FenceLost } from '../../../journal/run-journal.ts';
import type { AskedApproval } from '../approval.ts';
import { carefulPolicy } from '../policy.ts';
import type { VendorPolicy } from '../policy.ts';
import { execute } from '../saga.ts';
import type { Process } from '../saga.ts';
import { keyOf } from '../step.ts';
import type { Step } from '../step.ts';
import { check } from './checker.ts';
import type { Violation } from './checker.ts';
import { Chance, Clockwork } from './clockwork.ts';
import { MemoryJournal } from './memory-journal.ts';
import type { MemoryApproval } from './memory-journal.ts';
import type { Bug } from './planted.ts';
import { settleMs, Vendor } from './vendor.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { journalOf, stepOf, Worker, worldOf } from './worker.ts';
import type { Hardship } from './worker.ts';

/** What one seed came to. */
export interface Verdict {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly crashes: number;
  readonly replays: number;
  readonly endings: Readonly<Partial<Record<RunState['kind'], number>>>;
  /** How the approvals ended that were asked for. */
  readonly approvals: Readonly<Partial<Record<MemoryApproval['state'], number>>>;
}

/** More than any sound seed needs by far: what is not finished by then never will be. */
const eventsMax = 60_000;
/** After so many losses of workers the weather clears, or no run would ever end. */
const crashesMax = 12;
const takeOverMs = 4_000;
const replaysMax = 30;
const dayMs = 86_400_000;

function asked({ id, gate }: Plan): AskedApproval {
  const onRejection = gate?.onRejection ?? 'STOP';
  return { action: 'simulated.gate', legalEntity: null, amount: null, explanation: id, evidence: { id }, onRejection };
}

/** Plays a seed, of the sound build or of one with a bug. */
export async function simulate(seed: number, bug: Bug = { name: 'none' }): Promise<Verdict> {
  const simulation = new Simulation(seed, bug);
  return simulation.play();
}

class Simulation {
  readonly #seed: number;
  readonly #bug: Bug;
  readonly #clock = new Clockwork();
  readonly #chance: Chance;
  readonly #journal: MemoryJournal;
  readonly #vendors: readonly Vendor[];
  readonly #plans: readonly Plan[];
  readonly #crazes: string[] = [];
  /** Approvals that somebody has been told of. */
  readonly #attended = new Set<string>();
  #crashes = 0;
  #replays = 0;

  constructor(seed: number, bug: Bug) {
    this.#seed = seed;
    this.#bug = bug;
    this.#chance = new Chance(seed);
    const fencing = bug.ignoreFences !== true;
    this.#journal = new MemoryJournal({ ignoreFence: !fencing, ...bug.approvals });
    const harsh = this.#chance.next();
    const weather = {
      requestLost: 0.12 * harsh,
      answerLost: 0.15 * harsh,
      lateCommit: 0.12 * harsh,
      outage: 0.1 * harsh,
    };
    const setting = { clock: this.#clock, chance: this.#chance, weather, fencing };
    this.#vendors = [
      new Vendor('psa', 'DUPLICATES', setting),
      new Vendor('crm', 'UPSERTS', setting),
      new Vendor('erp', 'REPEATS_FIRST_ANSWER', setting),
    ];
    this.#plans = Array.from({ length: this.#chance.between(1, 3) }, (_, index) => this.#plan(`run${seed}-${index}`));
  }

  async play(): Promise<Verdict> {
    for (const vendor of this.#vendors) {
      if (this.#chance.happens(0.15)) vendor.downUntilMs = this.#clock.nowMs() + this.#chance.between(5_000, 90_000);
    }
    for (const plan of this.#plans) {
      this.#journal.begin(plan.id, 'simulated', plan.id);
      this.#clock.at(this.#chance.between(0, 500), () => this.#launch(plan));
      // A queue that delivers the same run twice.
      if (this.#chance.happens(0.2)) this.#clock.at(this.#chance.between(0, 2_000), () => this.#launch(plan));
    }
    const isQuiet = await this.#clock.run(eventsMax);
    const violations = check(this.#plans, this.#journal);
    if (!isQuiet) violations.push({ kind: 'UNFINISHED', run: '*', what: `not quiet after ${eventsMax} events` });
    for (const what of this.#crazes) violations.push({ kind: 'THREW', run: '*', what });
    const endings = Map.groupBy(this.#plans, ({ id }) => this.#journal.run(id).state.kind);
    const approvals = Map.groupBy(this.#journal.approvals, ({ state }) => state);
    return {
      seed: this.#seed,
      violations,
      crashes: this.#crashes,
      replays: this.#replays,
      endings: Object.fromEntries([...endings].map(([kind, plans]) => [kind, plans.length])),
      approvals: Object.fromEntries([...approvals].map(([state, asked]) => [state, asked.length])),
    };
  }

  #plan(id: string): Plan {
    const count = this.#chance.between(2, 5);
    const steps = Array.from({ length: count }, (_, index): PlannedStep => {
      const vendor = this.#vendors[this.#chance.between(0, this.#vendors.length - 1)] ?? this.#first();
      const hasUndo = index < count - 1 || this.#chance.happens(0.5);
      return { name: `step-${index}`, vendor, key: `${id}-step-${index}`, hasUndo };
    });
    const isRefused = this.#chance.happens(0.35);
    const victim = steps[this.#chance.between(0, steps.length - 1)];
    if (isRefused && victim !== undefined) victim.vendor.refusedKeys.add(keyOf(victim.key, 1));
    const kept = isRefused && this.#chance.happens(0.15) ? steps[0] : undefined;
    if (kept !== undefined && kept !== victim) kept.vendor.keptKeys.add(keyOf(kept.key, 1));
    return { id, steps, isRefused, undoRefused: kept !== undefined && kept !== victim, gate: this.#gate(count) };
  }

  #gate(steps: number): Plan['gate'] {
    if (!this.#chance.happens(0.4)) return null;
    const onRejection = this.#chance.happens(0.5) ? 'TAKE_BACK' : 'STOP';
    return { before: this.#chance.between(0, steps - 1), approvers: this.#chance.between(1, 2), onRejection };
  }

  #first(): Vendor {
    const [first] = this.#vendors;
    if (first === undefined) throw new Error('no vendors');
    return first;
  }

  /** Harder at first; then it clears, so that "finished or explained" can be asked for. */
  #hardship(): Hardship {
    if (this.#crashes >= crashesMax) return { crash: 0, freeze: 0, drop: 0, duplicate: 0 };
    return { crash: 0.025, freeze: 0.01, drop: 0.01, duplicate: 0.05 };
  }

  #launch(plan: Plan): void {
    const worker = new Worker({ clock: this.#clock, chance: this.#chance, hardship: () => this.#hardship() }, () => {
      this.#crashes += 1;
      this.#clock.at(this.#chance.between(100, takeOverMs), () => this.#launch(plan));
    });
    void this.#work(plan, worker);
  }

  async #work(plan: Plan, worker: Worker): Promise<void> {
    const reached = journalOf(worker, this.#journal);
    const journal = this.#bug.journal?.(reached) ?? reached;
    const reaching = { clock: this.#clock, chance: this.#chance, journal };
    const approvals = {
      ruleOf: () => ({ roles: ['approver'], approvers: plan.gate?.approvers ?? 1, expiresInMs: 3 * dayMs }),
      nowMs: () => this.#clock.nowMs(),
    };
    const world = { ...worldOf(worker, reaching, (system) => this.#policy(system)), approvals };
    try {
      const claim = await journal.claim(plan.id, 'worker');
      this.#onEnd(plan, await execute(this.#process(plan, worker), claim, world));
    } catch (error) {
      if (error instanceof FenceLost) return;
      this.#crazes.push(error instanceof Error ? error.message : String(error));
    }
  }

  /** Those who are asked look from time to time; what they say arrives late, and sometimes twice. */
  #onWaiting(plan: Plan, approval: string): void {
    if (this.#attended.has(approval)) return;
    this.#attended.add(approval);
    const say = (approver: string, verdict: 'APPROVED' | 'REJECTED' | 'EXPIRED', afterMs: number): void => {
      this.#clock.at(afterMs, () => {
        if (this.#journal.decide(approval, approver, verdict)) this.#launch(plan);
      });
    };
    const rejects = this.#chance.happens(0.15);
    // The second may be away: then the approval expires.
    for (const approver of this.#chance.happens(0.9) ? ['ann', 'bob'] : ['ann']) {
      const copies = this.#chance.happens(0.3) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        say(approver, rejects ? 'REJECTED' : 'APPROVED', this.#chance.between(100, dayMs));
      }
    }
    say('system', 'EXPIRED', 3 * dayMs);
  }

  #onEnd(plan: Plan, state: RunState): void {
    if (state.kind === 'WAITING_APPROVAL') this.#onWaiting(plan, state.approval);
    const isResting = state.kind === 'PARKED' || state.kind === 'STUCK' || state.kind === 'COMPENSATED';
    if (!isResting || this.#replays >= replaysMax) return;
    // Compensated and stuck runs are replayed sometimes only: their rest is an end, too.
    if (state.kind !== 'PARKED' && !this.#chance.happens(0.4)) return;
    this.#replays += 1;
    this.#clock.at(this.#chance.between(1_000, 20_000), () => {
      this.#journal.replay(plan.id);
      this.#launch(plan);
    });
  }

  #policy(system: string): VendorPolicy {
    const vendor = this.#vendors.find(({ name }) => name === system) ?? this.#first();
    const careful = { ...carefulPolicy, settleMs };
    switch (vendor.nature) {
      case 'DUPLICATES':
        return this.#bug.policy?.(careful) ?? careful;
      case 'UPSERTS':
        return { ...careful, means: { kind: 'upsert' } };
      case 'REPEATS_FIRST_ANSWER':
        return { ...careful, means: { kind: 'idempotency-key', keptMs: 60_000 } };
    }
  }

  #process(plan: Plan, worker: Worker): Process<string, string> {
    return {
      name: 'simulated',
      run: async (saga) => {
        for (const [index, planned] of plan.steps.entries()) {
          if (plan.gate?.before === index) await saga.approve('gate', asked(plan));
          await saga.step(this.#step(planned, worker));
        }
        return 'done';
      },
    };
  }

  #step({ name, vendor, key, hasUndo }: PlannedStep, worker: Worker): Step<string> {
    const step: Step<string> = {
      name,
      system: vendor.name,
      operation: 'create',
      key,
      input: { name },
      find: (call) => vendor.find(call),
      act: (call) => vendor.act(call),
      undo: hasUndo ? (call, ref) => vendor.undo(call, ref) : null,
      events: (ref) => [{ type: 'simulated.done', subject: key, data: ref }],
    };
    const sent = stepOf(worker, step);
    return this.#bug.step?.(sent) ?? sent;
  }
}
