// What must hold when a simulation has come to rest, read from the systems' records and the journal, not from the saga.
import { approvalRejected, noCodes } from '../../../journal/run-journal.ts';
import { keyOf } from '../step.ts';
import type { MemoryJournal } from './memory-journal.ts';
import type { Plan, PlannedStep } from './plan.ts';

/** What was found. */
export interface Violation {
  readonly kind:
    | 'LOST'
    | 'DUPLICATED'
    | 'UNDONE_BUT_LIVE'
    | 'UNDONE_WITHOUT_CAUSE'
    | 'UNEXPLAINED'
    | 'UNFINISHED'
    | 'UNAPPROVED'
    | 'APPLIED_TWICE'
    | 'THREW';
  readonly run: string;
  readonly what: string;
}

/** Every violation of every run. */
export function check(plans: readonly Plan[], journal: MemoryJournal): Violation[] {
  return plans.flatMap((plan) => checkRun(plan, journal));
}

function checkRun(plan: Plan, journal: MemoryJournal): Violation[] {
  const { state, generation } = journal.run(plan.id);
  const found: Violation[] = [];
  const report = (kind: Violation['kind'], what: string): void => void found.push({ kind, run: plan.id, what });
  for (const step of plan.steps) {
    for (let past = 1; past <= generation; past += 1) {
      const live = step.vendor.live(keyOf(step.key, past)).length;
      const isStanding = past === generation && state.kind === 'DONE';
      if (live > 1) report('DUPLICATED', `${live} of ${keyOf(step.key, past)} at ${step.vendor.name}`);
      if (isStanding && live === 0) report('LOST', `${keyOf(step.key, past)} at ${step.vendor.name}`);
      if (mustBeGone(plan, step, past < generation || state.kind === 'COMPENSATED') && live > 0) {
        report('UNDONE_BUT_LIVE', `${keyOf(step.key, past)} at ${step.vendor.name}`);
      }
    }
  }
  checkGate(plan, journal, report);
  const wasRejected = 'failure' in state && state.failure.code === approvalRejected;
  switch (state.kind) {
    case 'DONE':
      checkEvents(plan, journal, report);
      break;
    case 'COMPENSATED':
      if (!plan.isRefused && !wasRejected) report('UNDONE_WITHOUT_CAUSE', state.failure.message);
      break;
    case 'STUCK':
      if (!explained(plan, state.failure.code) || !journal.exceptions.has(plan.id)) {
        report('UNEXPLAINED', state.failure.message);
      }
      break;
    case 'PARKED':
    case 'RUNNING':
    case 'COMPENSATING':
    case 'WAITING_APPROVAL':
      report('UNFINISHED', state.kind);
  }
  return found;
}

/** Why a run may be stuck: an undo was refused, or somebody said no, or nothing, where it stops for that. */
function explained({ undoRefused, gate }: Plan, code: string): boolean {
  return undoRefused || (gate !== null && noCodes.includes(code));
}

/** Nothing beyond the gate was ever written without the agreement of as many people as it takes; each agreement was applied once. */
function checkGate(plan: Plan, journal: MemoryJournal, report: (kind: Violation['kind'], what: string) => void): void {
  const { gate } = plan;
  if (gate === null) return;
  const asked = journal.approvals.filter(({ runId }) => runId === plan.id);
  for (const { id, applied } of asked) if (applied > 1) report('APPLIED_TWICE', `${id} ${applied} times`);
  for (const step of plan.steps.slice(gate.before)) {
    for (let generation = 1; generation <= journal.run(plan.id).generation; generation += 1) {
      const key = keyOf(step.key, generation);
      if (!step.vendor.records.some((record) => record.key === key)) continue;
      const agreed = asked.find((each) => each.generation === generation && each.state === 'APPROVED');
      const people = new Set(agreed?.agreed).size;
      if (people < gate.approvers) report('UNAPPROVED', `${key}: ${people} of ${gate.approvers} agreed`);
    }
  }
}

/** What has no undo stays, which is why such a step comes last. */
function mustBeGone(plan: Plan, step: PlannedStep, isTakenBack: boolean): boolean {
  return isTakenBack && step.hasUndo && plan.steps.includes(step);
}

/** One event for each step that stands. */
function checkEvents(
  plan: Plan,
  journal: MemoryJournal,
  report: (kind: Violation['kind'], what: string) => void,
): void {
  const { steps } = journal.run(plan.id);
  for (const { key } of plan.steps) {
    const told = journal.events.filter(({ subject }) => subject === key).length;
    const done = steps.filter(
      (row) => row.key.startsWith(key) && (row.state.kind === 'DONE' || row.state.kind === 'UNDONE'),
    );
    const isTold = told >= 1 && told <= done.length;
    if (!isTold) report(told === 0 ? 'LOST' : 'DUPLICATED', `${told} events of ${key}`);
  }
}
