// Steps taken back, last one first: what is on file as begun with an undo, and what a look-up finds of those in doubt.
import type { Json, StepFailure, StepRow } from '../../journal/run-journal.ts';
import { FenceLost } from '../../journal/run-journal.ts';
import { endIfShutOut, giveUp, waitBefore } from './execution.ts';
import type { Execution } from './execution.ts';
import { failure, failureOfError } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { settled } from './perform.ts';
import type { Step, StepCall } from './step.ts';
import { RunStopped } from './stop.ts';

/** A step as the process declared it in this execution, whatever it refers to. */
export type Declared = Pick<Step<Json>, 'name' | 'system' | 'undo' | 'find'>;

/**
 * Takes back every registered step that is not refused or undone. `declared` are the steps the process named in this execution:
 * one that is on file but was not named is stuck, for nobody knows how to undo it. Raises RunStopped (parked or stuck) and
 * FenceLost; may be gone on with in a later execution.
 */
export async function compensate(
  execution: Execution,
  rows: readonly StepRow[],
  declared: ReadonlyMap<string, Declared>,
): Promise<void> {
  const open = rows.filter(({ state, undoRegistered }) => undoRegistered && isOpen(state.kind));
  for (const row of open.toSorted((one, other) => other.position - one.position)) {
    const step = declared.get(row.name);
    if (step?.undo == null) {
      const message = `step ${row.name} was begun, but this version of the process does not name it: undo it by hand`;
      throw new RunStopped({ kind: 'STUCK', step: row.name, failure: failure('UNDO_UNKNOWN', message) });
    }
    await takeBack(execution, row, step);
  }
}

function isOpen(kind: StepRow['state']['kind']): boolean {
  return kind === 'INTENT' || kind === 'DONE';
}

async function takeBack(execution: Execution, row: StepRow, step: Declared): Promise<void> {
  const { claim, journal } = execution;
  let last: Json | null = null;
  for (const ref of await standing(execution, row, step)) {
    const undo = step.undo;
    if (undo !== null) await insist(execution, row, (call) => undo(call, ref));
    last = ref;
  }
  await journal.undone(claim, row.name, last);
}

/**
 * What there is to take back. A step of which a call ever went unanswered is looked up even when it is done: a late arrival
 * of that call may have made the record anew, or a second one.
 */
async function standing(execution: Execution, row: StepRow, step: Declared): Promise<readonly Json[]> {
  if (row.state.kind === 'DONE' && !row.doubted) return [row.state.ref];
  const policy = execution.world.policyOf(row.system);
  await settled(execution, row.sentAtMs, policy.settleMs);
  const { attemptsMax } = policy.retry.remove;
  for (let attempt = 1; ; attempt += 1) {
    let last: StepFailure;
    try {
      return await step.find(execution.call(row.key, row.inputHash));
    } catch (error) {
      endIfShutOut(error, execution.claim);
      last = failureOfError(error, 'LOOK_UP_FAILED');
    }
    await pauseOrPark(execution, row, attempt, { attemptsMax, last });
  }
}

/** Calls an undo until it is applied; undos are safe to repeat, so a doubt is answered by doing it again. */
async function insist(
  execution: Execution,
  row: StepRow,
  undo: (call: StepCall) => Promise<Outcome<Json>>,
): Promise<void> {
  const { claim, world } = execution;
  const { attemptsMax } = world.policyOf(row.system).retry.remove;
  for (let attempt = 1; ; attempt += 1) {
    let outcome: Outcome<Json>;
    try {
      outcome = await undo(execution.call(row.key, row.inputHash));
    } catch (error) {
      endIfShutOut(error, execution.claim);
      outcome = { kind: 'IN_DOUBT', settleMs: 0, failure: failureOfError(error, 'UNDO_FAILED') };
    }
    if (outcome.kind === 'APPLIED') return;
    if (outcome.kind === 'NOT_APPLIED') {
      if (outcome.reason === 'FENCED') throw new FenceLost(claim.runId, claim.fence);
      if (outcome.reason !== 'OUTAGE') {
        throw new RunStopped({ kind: 'STUCK', step: row.name, failure: outcome.failure });
      }
    }
    await pauseOrPark(execution, row, attempt, { attemptsMax, last: outcome.failure });
  }
}

async function pauseOrPark(
  execution: Execution,
  row: StepRow,
  attempt: number,
  { attemptsMax, last }: { readonly attemptsMax: number; readonly last: StepFailure },
): Promise<void> {
  if (attempt >= attemptsMax) return giveUp(execution, row.name, last);
  const { retry } = execution.world.policyOf(row.system);
  await waitBefore(execution, { place: row.name, retry: retry.remove, attempt, last });
}
