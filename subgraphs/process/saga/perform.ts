// One step forward: intent, act, done; and in between whatever it takes to know whether the act happened.
import { digest } from '../../journal/canonical.ts';
import { BusinessKeyTaken, FenceLost } from '../../journal/run-journal.ts';
import type { Intent, Json, StepFailure, StepRow } from '../../journal/run-journal.ts';
import { endIfShutOut, giveUp, waitBefore } from './execution.ts';
import type { Execution } from './execution.ts';
import { failure, failureOfError } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { VendorPolicy } from './policy.ts';
import { keyOf } from './step.ts';
import type { Step } from './step.ts';
import { RunStopped } from './stop.ts';

/** One step under way. */
interface Performing<R extends Json> {
  readonly execution: Execution;
  readonly step: Step<R>;
  readonly policy: VendorPolicy;
  readonly key: string;
  readonly inputHash: string;
  attempt: number;
  /** A call may have happened and nobody has looked since. */
  inDoubt: boolean;
  /** Some call of this step once had no answer. */
  doubted: boolean;
  sentAtMs: number;
  settleMs: number;
}

/**
 * Brings a step to its end and returns the record's reference. A step that is done already returns what it returned then.
 * Raises RunStopped (refused, parked, stuck) and FenceLost.
 */
export async function perform<R extends Json>(execution: Execution, step: Step<R>, position: number): Promise<R> {
  const { claim, world } = execution;
  const key = keyOf(step.key, claim.generation);
  const inputHash = digest(step.input);
  const row = claim.steps.find(({ name }) => name === step.name);
  const recorded = row === undefined ? null : recall(row, key, inputHash);
  // The journal returns what this very step returned.
  if (recorded !== null) return recorded.ref as R;
  const policy = world.policyOf(step.system);
  const sentAtMs = row?.sentAtMs ?? world.nowMs();
  // After a restoration what was never begun here may have been done before the loss; long ago, so that nothing has to settle.
  const isLost = row === undefined && claim.mayBeBehind;
  const inDoubt = row !== undefined || isLost;
  if (row === undefined) {
    const intent = { name: step.name, position, system: step.system, key, inputHash, sentAtMs };
    await intend(execution, { ...intent, undoRegistered: step.undo !== null });
  }
  const doing = {
    execution,
    step,
    policy,
    key,
    inputHash,
    attempt: 0,
    inDoubt,
    doubted: inDoubt,
    sentAtMs: isLost ? -Infinity : sentAtMs,
  };
  return strive({ ...doing, settleMs: policy.settleMs });
}

async function intend({ claim, journal }: Execution, intent: Intent): Promise<void> {
  try {
    await journal.intend(claim, intent);
  } catch (error) {
    if (!(error instanceof BusinessKeyTaken)) throw error;
    throw new RunStopped({ kind: 'STUCK', step: intent.name, failure: failure('KEY_TAKEN', error.message) });
  }
}

/** What the journal says about a step; null when it has to be gone on with. */
function recall(row: StepRow, key: string, inputHash: string): { readonly ref: Json } | null {
  const { name: step, state } = row;
  if (row.inputHash !== inputHash || row.key !== key) {
    const message = `step ${step} was begun as ${row.key} with another input; the process changed under a run in flight`;
    throw new RunStopped({ kind: 'STUCK', step, failure: failure('INPUT_CHANGED', message) });
  }
  switch (state.kind) {
    case 'DONE':
      return { ref: state.ref };
    case 'REFUSED':
      throw new RunStopped({ kind: 'REFUSED', step, failure: state.failure });
    case 'UNDONE':
      throw new RunStopped({ kind: 'REFUSED', step, failure: failure('UNDONE', `step ${step} was taken back`) });
    case 'INTENT':
      return null;
  }
}

async function strive<R extends Json>(doing: Performing<R>): Promise<R> {
  const { execution, step, policy } = doing;
  const { attemptsMax } = policy.retry[step.operation];
  for (let last = noAttempt; ;) {
    if (doing.attempt >= attemptsMax) return giveUp(execution, step.name, last);
    if (doing.attempt > 0) {
      const { attempt } = doing;
      await waitBefore(execution, { place: step.name, retry: policy.retry[step.operation], attempt, last });
    }
    doing.attempt += 1;
    if (doing.inDoubt && mustLook(doing)) {
      const found = await lookUp(doing);
      if (found.kind === 'FOUND') return finish(doing, found.ref);
      if (found.kind === 'UNASKED') {
        last = found.failure;
        continue;
      }
      doing.inDoubt = false;
    }
    const outcome = await send(doing);
    switch (outcome.kind) {
      case 'APPLIED':
        return finish(doing, outcome.ref);
      case 'IN_DOUBT':
        doing.inDoubt = true;
        doing.doubted = true;
        // A connector knows its vendor better, but never less than the policy: somebody wrote that down on purpose.
        doing.settleMs = Math.max(policy.settleMs, outcome.settleMs);
        last = outcome.failure;
        break;
      case 'NOT_APPLIED':
        last = notApplied(doing, outcome);
    }
    if (outcome.kind === 'NOT_APPLIED' && outcome.reason === 'REFUSED') {
      const late = await refusedAfterDoubt(doing, outcome.failure);
      if (late !== null) return finish(doing, late.ref);
      await execution.journal.refused(execution.claim, step.name, outcome.failure);
      throw new RunStopped({ kind: 'REFUSED', step: step.name, failure: outcome.failure });
    }
  }
}

const noAttempt = failure('NOT_ATTEMPTED', 'the policy allows no attempt');

/** Ends the run for outcomes that no repetition changes; returns the failure of an outage. */
function notApplied<R extends Json>(
  { execution, step }: Performing<R>,
  outcome: Extract<Outcome<R>, { kind: 'NOT_APPLIED' }>,
): StepFailure {
  if (outcome.reason === 'FENCED') throw new FenceLost(execution.claim.runId, execution.claim.fence);
  if (outcome.reason === 'AMBIGUOUS') {
    throw new RunStopped({ kind: 'STUCK', step: step.name, failure: outcome.failure });
  }
  return outcome.failure;
}

/** Whether a doubt needs a look-up before the next call: an upsert, or a key the vendor still keeps, needs none. */
function mustLook({
  policy,
  execution,
  sentAtMs,
}: Pick<Performing<Json>, 'policy' | 'execution' | 'sentAtMs'>): boolean {
  const { means } = policy;
  switch (means.kind) {
    case 'upsert':
      return false;
    case 'idempotency-key':
      // Half of the time it is kept: clocks differ and calls queue.
      return execution.world.nowMs() - sentAtMs > means.keptMs / 2;
    case 'look-up':
      return true;
  }
}

/**
 * A refusal after a doubt is no proof: the first call may have gone through, and the second been refused because of it. So the
 * record is looked up, and what cannot be looked up is parked rather than called refused.
 */
async function refusedAfterDoubt<R extends Json>(
  doing: Performing<R>,
  refusal: StepFailure,
): Promise<{ readonly ref: R } | null> {
  if (!doing.doubted) return null;
  const found = await lookUp(doing);
  if (found.kind === 'FOUND') return { ref: found.ref };
  if (found.kind === 'ABSENT') return null;
  throw new RunStopped({ kind: 'PARKED', step: doing.step.name, failure: refusal });
}

/** What a look-up shows. */
type Found<R> =
  | { readonly kind: 'FOUND'; readonly ref: R }
  | { readonly kind: 'ABSENT' }
  | { readonly kind: 'UNASKED'; readonly failure: StepFailure };

async function lookUp<R extends Json>({ execution, step, ...doing }: Performing<R>): Promise<Found<R>> {
  await settled(execution, doing.sentAtMs, doing.settleMs);
  let records: readonly R[];
  try {
    records = await step.find(execution.call(doing.key, doing.inputHash));
  } catch (error) {
    endIfShutOut(error, execution.claim);
    return { kind: 'UNASKED', failure: failureOfError(error, 'LOOK_UP_FAILED') };
  }
  const [first, ...others] = records;
  if (first === undefined) return { kind: 'ABSENT' };
  if (others.length === 0) return { kind: 'FOUND', ref: first };
  const message = `${records.length} records of ${step.system} carry the key ${doing.key}; one of them is too many`;
  throw new RunStopped({ kind: 'STUCK', step: step.name, failure: failure('DUPLICATE', message) });
}

/** Waits until whatever was sent at an instant must have become visible. */
export async function settled({ world }: Execution, sentAtMs: number, settleMs: number): Promise<void> {
  // A clock that was set back must not make us wait longer than the settle time itself.
  const leftMs = Math.min(settleMs, sentAtMs + settleMs - world.nowMs());
  if (leftMs > 0) await world.sleep(leftMs);
}

async function send<R extends Json>(doing: Performing<R>): Promise<Outcome<R>> {
  const { execution, step, key, inputHash, doubted } = doing;
  // The first call is covered by the intent just written; each later one writes down anew when it was sent.
  if (doing.attempt > 1 || doubted) {
    doing.sentAtMs = execution.world.nowMs();
    await execution.journal.resend(execution.claim, step.name, { sentAtMs: doing.sentAtMs, doubted });
  }
  try {
    return await step.act(execution.call(key, inputHash));
  } catch (error) {
    endIfShutOut(error, execution.claim);
    return { kind: 'IN_DOUBT', settleMs: doing.settleMs, failure: failureOfError(error, 'ACT_FAILED') };
  }
}

async function finish<R extends Json>({ execution, step }: Performing<R>, ref: R): Promise<R> {
  await execution.journal.done(execution.claim, step.name, ref, step.events?.(ref) ?? []);
  return ref;
}
