// What one execution of a run works with: everything it touches of the world is handed in.
import type { ApprovalPolicy } from '../../journal/approvals/rule.ts';
import { FenceLost } from '../../journal/run-journal.ts';
import type { Claim, RunJournal, StepFailure } from '../../journal/run-journal.ts';
import { LowerFence } from '../../runtime/lower-fence.ts';
import { isOursAway } from './outcome.ts';
import { heldMsMax, oursAwayMs, waitMs } from './policy.ts';
import type { Retry, VendorPolicy } from './policy.ts';
import type { StepCall } from './step.ts';
import { RunStopped } from './stop.ts';

/** The world as a saga sees it. */
export interface SagaWorld {
  readonly journal: RunJournal;
  /** Milliseconds since the epoch, of the machine: settle times are physical. */
  nowMs(): number;
  /** Must reject, or never resolve, once this execution is to stop. */
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** The policy of a step's `system`. */
  policyOf(system: string): VendorPolicy;
  /** Who has to agree to what; without it everything that asks needs the strictest approval. */
  readonly approvals?: ApprovalPolicy;
  /**
   * Leaves the execution's place to others while a system wishes to be left alone for so long, by raising what ends it; it is executed
   * anew then. Returns when the wait is an outage. Without it the wait is sat out.
   */
  leaveFor?(runId: string, ms: number): Promise<void>;
}

/** Calls one step may make in one execution; the fence has room for no more. */
export const callsMax = 1_000;

/** One execution: a claim, the world, and the numbers it has given out. */
export class Execution {
  readonly claim: Claim;
  readonly world: SagaWorld;
  readonly #calls = new Map<string, number>();

  constructor(claim: Claim, world: SagaWorld) {
    this.claim = claim;
    this.world = world;
  }

  get journal(): RunJournal {
    return this.world.journal;
  }

  /** The next call under a key; every one has a higher fence than all before it, also those of earlier executions. */
  call(key: string, inputHash: string): StepCall {
    const attempt = (this.#calls.get(key) ?? 0) + 1;
    if (attempt >= callsMax) throw new RangeError(`${key}: more than ${callsMax} calls in one execution`);
    this.#calls.set(key, attempt);
    return { runId: this.claim.runId, key, fence: this.claim.fence * callsMax + attempt, inputHash, attempt };
  }
}

/** A call that failed and may be made again. */
interface Failed {
  /** Of the step, or of the reading. */
  readonly place: string;
  readonly retry: Retry;
  readonly attempt: number;
  readonly last: StepFailure;
}

/** Waits before the next call; whoever is to wait long leaves. Raises RunStopped (parked) when that is too long, or was too often. */
export async function waitBefore({ claim, world }: Execution, { place, retry, attempt, last }: Failed): Promise<void> {
  const wishMs = last.retryAfterMs ?? 0;
  if (world.leaveFor !== undefined && wishMs > heldMsMax) {
    await world.leaveFor(claim.runId, wishMs);
    throw new RunStopped({ kind: 'PARKED', step: place, failure: last });
  }
  await world.sleep(waitMs(retry, attempt, last.retryAfterMs, world.random()));
}

/**
 * Ends an execution whose attempts are used up. What is ours comes back without anybody being asked, so the run comes again by itself, for
 * as long as it may leave; what is a vendor's parks it, for people to see. Raises RunStopped (parked), or what leaving raises.
 */
export async function giveUp({ claim, world }: Execution, place: string, last: StepFailure): Promise<never> {
  if (isOursAway(last)) await world.leaveFor?.(claim.runId, oursAwayMs);
  throw new RunStopped({ kind: 'PARKED', step: place, failure: last });
}

/** Ends an execution that a newer one has shut out, whether the journal says so or a system; returns for any other error. Raises FenceLost. */
export function endIfShutOut(error: unknown, { runId, fence }: Claim): void {
  if (error instanceof FenceLost) throw error;
  if (error instanceof LowerFence) throw new FenceLost(runId, fence);
}
