// The journal in memory, with the same promises as the one in Postgres: each write whole, and refused below the run's fence.
import { approvalNote, FenceLost, noCodes } from '../../../journal/run-journal.ts';
import type {
  ApprovalAnswer,
  ApprovalRequest,
  BusinessEvent,
  Claim,
  Intent,
  Json,
  RunJournal,
  RunState,
  StepFailure,
  StepRow,
} from '../../../journal/run-journal.ts';

interface Run {
  readonly id: string;
  readonly process: string;
  readonly input: Json;
  fence: number;
  generation: number;
  state: RunState;
  steps: StepRow[];
  notes: Map<string, Json>;
}

/** An approval as it stands, and what came of it. */
export interface MemoryApproval {
  readonly id: string;
  readonly runId: string;
  readonly generation: number;
  readonly name: string;
  readonly approvers: number;
  readonly expiresAtMs: number;
  state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED';
  heard: boolean;
  /** Who agreed, each as often as it was counted. */
  agreed: string[];
  applied: number;
}

/** Faults of a journal that a test may plant. */
export interface JournalFaults {
  readonly ignoreFence?: boolean;
  /** A decision that arrives twice counts twice. */
  readonly countsTwice?: boolean;
  /** What was applied is not noted, so every execution applies it anew. */
  readonly appliesAgain?: boolean;
}

/** Runs, steps, events and exceptions in memory. */
export class MemoryJournal implements RunJournal {
  readonly events: BusinessEvent[] = [];
  /** States that need a person, by run. */
  readonly exceptions = new Map<string, RunState[]>();
  readonly approvals: MemoryApproval[] = [];
  /** Put back from a backup: vendors may be ahead of it. */
  wasRestored = false;
  readonly #runs = new Map<string, Run>();
  readonly #faults: JournalFaults;

  constructor(faults: JournalFaults = {}) {
    this.#faults = faults;
  }

  begin(id: string, process: string, input: Json): void {
    const state: RunState = { kind: 'RUNNING' };
    this.#runs.set(id, { id, process, input, fence: 0, generation: 1, state, steps: [], notes: new Map() });
  }

  run(id: string): Run {
    const run = this.#runs.get(id);
    if (run === undefined) throw new Error(`no run ${id}`);
    return run;
  }

  /** What an operator does with a dead letter: in place, or as a new generation when all was taken back. */
  replay(id: string): void {
    const run = this.run(id);
    const { state } = run;
    if (state.kind === 'COMPENSATED') {
      run.generation += 1;
      run.notes = new Map();
      run.state = { kind: 'RUNNING' };
    }
    if (state.kind === 'PARKED' || state.kind === 'STUCK') {
      const { step, failure } = state;
      run.state = state.direction === 'UNDOING' ? { kind: 'COMPENSATING', step, failure } : { kind: 'RUNNING' };
    }
  }

  claim(runId: string): Promise<Claim> {
    const run = this.run(runId);
    run.fence += 1;
    const { fence, process, input, generation, state } = run;
    const notes = Object.fromEntries(run.notes);
    const row = { runId, fence, process, input, generation, state, steps: current(run), notes };
    return Promise.resolve({ ...row, mayBeBehind: this.wasRestored });
  }

  steps(claim: Claim): Promise<readonly StepRow[]> {
    return Promise.resolve(current(this.#held(claim)));
  }

  note(claim: Claim, name: string, value: Json): Promise<Json> {
    const { notes } = this.#held(claim);
    if (!notes.has(name)) notes.set(name, value);
    return Promise.resolve(notes.get(name) ?? null);
  }

  intend(claim: Claim, intent: Intent): Promise<void> {
    const run = this.#held(claim);
    const { generation } = run;
    if (run.steps.some((row) => row.name === intent.name && row.generation === generation)) {
      throw new Error(`step ${intent.name} of ${run.id} is on file already`);
    }
    run.steps.push({ ...intent, generation, state: { kind: 'INTENT' }, doubted: false });
    return Promise.resolve();
  }

  resend(claim: Claim, name: string, sending: { sentAtMs: number; doubted: boolean }): Promise<void> {
    return this.#change(claim, name, (row) => ({
      ...row,
      sentAtMs: sending.sentAtMs,
      doubted: row.doubted || sending.doubted,
    }));
  }

  done(claim: Claim, name: string, ref: Json, events: readonly BusinessEvent[]): Promise<void> {
    this.#held(claim);
    this.events.push(...events);
    return this.#change(claim, name, (row) => ({ ...row, state: { kind: 'DONE', ref } }));
  }

  refused(claim: Claim, name: string, failure: StepFailure): Promise<void> {
    return this.#change(claim, name, (row) => ({ ...row, state: { kind: 'REFUSED', failure } }));
  }

  undone(claim: Claim, name: string, ref: Json | null): Promise<void> {
    return this.#change(claim, name, (row) => ({ ...row, state: { kind: 'UNDONE', ref } }));
  }

  approve(claim: Claim, request: ApprovalRequest): Promise<ApprovalAnswer> {
    const run = this.#held(claim);
    const { generation } = run;
    const { name, approvers, expiresAtMs } = request;
    const standing = this.approvals.find(
      (each) => each.runId === run.id && each.generation === generation && each.name === name && !each.heard,
    );
    if (standing?.state === 'APPROVED') {
      standing.applied += 1;
      const answer: ApprovalAnswer = { kind: 'APPROVED', approval: standing.id };
      if (this.#faults.appliesAgain !== true) run.notes.set(approvalNote(name), { ...answer });
      return Promise.resolve(answer);
    }
    if (standing !== undefined && standing.state !== 'PENDING') {
      return Promise.resolve({ kind: standing.state, approval: standing.id });
    }
    const id = standing?.id ?? `approval-${this.approvals.length + 1}`;
    if (standing === undefined) {
      const about = { id, runId: run.id, generation, name, approvers, expiresAtMs };
      this.approvals.push({ ...about, state: 'PENDING', heard: false, agreed: [], applied: 0 });
    }
    run.state = { kind: 'WAITING_APPROVAL', step: name, approval: id };
    return Promise.resolve({ kind: 'WAITING', approval: id });
  }

  /** A decision, or its expiry by `system`; tells whether the run was woken by it. */
  decide(id: string, approver: string, verdict: 'APPROVED' | 'REJECTED' | 'EXPIRED'): boolean {
    const approval = this.approvals.find((each) => each.id === id);
    if (approval?.state !== 'PENDING') return false;
    if (verdict === 'APPROVED') {
      if (approval.agreed.includes(approver) && this.#faults.countsTwice !== true) return false;
      approval.agreed.push(approver);
      if (approval.agreed.length < approval.approvers) return false;
    }
    approval.state = verdict;
    const run = this.run(approval.runId);
    const waits = run.state.kind === 'WAITING_APPROVAL' && run.state.approval === id;
    if (waits) run.state = { kind: 'RUNNING' };
    return waits;
  }

  settle(claim: Claim, state: RunState, events: readonly BusinessEvent[] = []): Promise<void> {
    const run = this.#held(claim);
    run.state = state;
    this.events.push(...events);
    if ('failure' in state && noCodes.includes(state.failure.code)) {
      for (const each of this.approvals) {
        const isNo = each.state === 'REJECTED' || each.state === 'EXPIRED';
        if (isNo && each.runId === run.id && each.generation === run.generation && each.name === state.step)
          each.heard = true;
      }
    }
    if (['PARKED', 'STUCK', 'COMPENSATED'].includes(state.kind)) {
      this.exceptions.set(run.id, [...(this.exceptions.get(run.id) ?? []), state]);
    }
    return Promise.resolve();
  }

  #change(claim: Claim, name: string, change: (row: StepRow) => StepRow): Promise<void> {
    const run = this.#held(claim);
    const index = run.steps.findIndex((row) => row.name === name && row.generation === run.generation);
    const row = run.steps[index];
    if (row === undefined) throw new Error(`step ${name} of ${run.id} was never begun`);
    run.steps[index] = change(row);
    return Promise.resolve();
  }

  #held(claim: Claim): Run {
    const run = this.run(claim.runId);
    if (claim.fence !== run.fence && this.#faults.ignoreFence !== true) throw new FenceLost(claim.runId, claim.fence);
    return run;
  }
}

function current(run: Run): readonly StepRow[] {
  return run.steps.filter(({ generation }) => generation === run.generation);
}
