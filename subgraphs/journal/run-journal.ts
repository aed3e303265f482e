// What a durable run writes down, and when. The journal is the truth about a run: an engine's checkpoints are a memo.
// Implemented over Postgres (pg-run-journal.ts) and, for the simulation, in memory.
import type { Money } from '../../schema/canon/money.ts';

/** Anything JSON can carry: inputs, references and events are kept as such. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Why something was not done, in codes and our own sentences: no text of a vendor and no personal data. */
export interface StepFailure {
  readonly code: string;
  readonly message: string;
  readonly vendorCode: string | null;
  readonly fields: readonly string[];
  /** The vendor's own wish, in milliseconds; null when it named none. */
  readonly retryAfterMs: number | null;
  /** Whose it is to mend and what is at stake, where the process knows it better than its code and its notes do. */
  readonly about?: FailureAbout;
}

/** What a process says of a failure of its own. */
export interface FailureAbout {
  /** The role that mends it. */
  readonly ownerRole: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string | null };
  /** Null when nobody can say. */
  readonly atRisk: { readonly amount: string; readonly currency: string } | null;
  /** Set where what it waits for is mended in a system that tells nobody: then it is tried again like what an outage has parked. */
  readonly isTriedAgain?: boolean;
}

/** What a run was doing when it stopped: going forward, or taking steps back. */
export type Direction = 'ACTING' | 'UNDOING';

/**
 * Where a run stands. PARKED: an outage outlasted the retries, nothing was undone, replay goes on in place. COMPENSATED: a
 * refusal, everything taken back, replay begins a new generation. STUCK: a person must decide first (an undo was refused, or
 * several records carry one key), replay goes on in place. PARKED and STUCK are the dead letters. WAITING_APPROVAL: somebody else has
 * to agree at the place `step`; nothing is held for it, and the decision sends it on.
 */
export type RunState =
  | { readonly kind: 'RUNNING' }
  | { readonly kind: 'COMPENSATING'; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'DONE'; readonly result: Json }
  | { readonly kind: 'PARKED'; readonly direction: Direction; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'COMPENSATED'; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'STUCK'; readonly direction: Direction; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'WAITING_APPROVAL'; readonly step: string; readonly approval: string };

/** Who goes first: somebody waits; money waits; nobody does. */
export type Priority = 'interactive' | 'billing' | 'reference';

/** A run as it stands. */
export interface RunView {
  readonly id: string;
  readonly process: string;
  readonly generation: number;
  readonly execution: number;
  readonly state: RunState;
  readonly correlationId: string;
  readonly priority: Priority;
  readonly lane: string;
}

/** How far one step is. INTENT: the call may have been made; only a look-up can tell. */
export type StepState =
  | { readonly kind: 'INTENT' }
  | { readonly kind: 'DONE'; readonly ref: Json }
  | { readonly kind: 'REFUSED'; readonly failure: StepFailure }
  | { readonly kind: 'UNDONE'; readonly ref: Json | null };

/** One step of one generation, as written down. */
export interface StepRow {
  readonly name: string;
  readonly generation: number;
  /** Order of beginning within the generation. */
  readonly position: number;
  readonly system: string;
  /** Business key with its generation: what the vendor keeps. */
  readonly key: string;
  readonly inputHash: string;
  readonly state: StepState;
  /** Milliseconds since the epoch: when the call was last about to be made. */
  readonly sentAtMs: number;
  /** Whether a call of this step ever ended without an answer: something of it may still arrive. */
  readonly doubted: boolean;
  /** The undo is on file: whoever compensates will run it. */
  readonly undoRegistered: boolean;
}

/** A typed business event; `type` names what happened, such as CustomerActivated. Never personal data: ids and amounts. */
export interface BusinessEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: Json;
  /** Names of kept answers that are worthless from now on. */
  readonly tags?: readonly string[];
}

/** A run taken for execution. Whoever takes it later has a higher fence, and the earlier one can write no more. */
export interface Claim {
  readonly runId: string;
  readonly fence: number;
  readonly process: string;
  readonly input: Json;
  readonly generation: number;
  readonly state: RunState;
  /** Steps of the current generation. */
  readonly steps: readonly StepRow[];
  /** What was decided or read once and holds for good in this generation, by name. */
  readonly notes: Readonly<Record<string, Json>>;
  /** The journal was once put back from a backup: what it does not know of may be done all the same. */
  readonly mayBeBehind: boolean;
}

/** A step about to act for the first time. Its undo is registered by the same row. */
export interface Intent {
  readonly name: string;
  readonly position: number;
  readonly system: string;
  readonly key: string;
  readonly inputHash: string;
  readonly sentAtMs: number;
  readonly undoRegistered: boolean;
}

/** What somebody else has to agree to before a run goes on. */
export interface ApprovalRequest {
  /** The place in the process; unique in it and never renamed while runs are in flight. */
  readonly name: string;
  /** What the policy goes by, such as `conversion.at-risk`. */
  readonly action: string;
  /** A code; null when it is the firm's. */
  readonly legalEntity: string | null;
  readonly amount: Money | null;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string | null } | null;
  /** For whoever decides: a sentence of ours without names of persons. */
  readonly explanation: string;
  /** The requester's words; kept where they can be erased. */
  readonly reason: string | null;
  /** The facts that are agreed to; with others it is asked for anew. */
  readonly evidence: Json;
  /** Who may decide, and how many of them must agree. */
  readonly roles: readonly string[];
  /** Pseudonyms of those whom the role `project-manager` stands for; absent: nobody. */
  readonly managers?: readonly string[];
  readonly approvers: number;
  /** Milliseconds since the epoch, by the business clock. */
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

/** What became of a request. WAITING: the run was settled as WAITING_APPROVAL by the same write. */
export interface ApprovalAnswer {
  readonly kind: 'WAITING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'WITHDRAWN';
  readonly approval: string;
}

/** Why a run rests when it was not agreed to: somebody said no, nobody said anything in time, or whoever asked took it back. */
export const approvalRejected = 'APPROVAL_REJECTED';
export const approvalExpired = 'APPROVAL_EXPIRED';
export const approvalWithdrawn = 'APPROVAL_WITHDRAWN';
export const noCodes: readonly string[] = [approvalRejected, approvalExpired, approvalWithdrawn];

/** Note under which a run keeps that an approval was given at a place; it is applied once. */
export function approvalNote(name: string): string {
  return `approval-${name}`;
}

/**
 * Every write is one transaction with its audit row (and outbox rows where there are events), and raises FenceLost when
 * somebody with a higher fence has taken the run.
 */
export interface RunJournal {
  claim(runId: string, owner: string): Promise<Claim>;
  /** The steps of the claim's generation as they stand now. */
  steps(claim: Claim): Promise<readonly StepRow[]>;
  /** A value read or decided once; the first one written stays. */
  note(claim: Claim, name: string, value: Json): Promise<Json>;
  intend(claim: Claim, intent: Intent): Promise<void>;
  /** The call is about to be made again; `doubted` says that an earlier one had no answer. */
  resend(claim: Claim, name: string, sending: { readonly sentAtMs: number; readonly doubted: boolean }): Promise<void>;
  done(claim: Claim, name: string, ref: Json, events: readonly BusinessEvent[]): Promise<void>;
  refused(claim: Claim, name: string, failure: StepFailure): Promise<void>;
  /** `ref` is what was taken back; null when a look-up showed that there was nothing. */
  undone(claim: Claim, name: string, ref: Json | null): Promise<void>;
  /**
   * Asks for an approval, or tells what became of the one that was asked for at this place and generation; what was approved is
   * noted (approvalNote) and applied once. After a no that the run has rested for, it is asked for anew.
   */
  approve(claim: Claim, request: ApprovalRequest): Promise<ApprovalAnswer>;
  /** The run's new state; PARKED, STUCK and COMPENSATED open an exception. */
  settle(claim: Claim, state: RunState, events?: readonly BusinessEvent[]): Promise<void>;
}

/** Who writes in the name of a run: refused once somebody else has taken it. */
export type Held = Pick<Claim, 'runId' | 'fence'>;

/** Somebody else has taken the run: stop at once, and write and send nothing more. */
export class FenceLost extends Error {
  override readonly name = 'FenceLost';

  constructor(runId: string, fence: number) {
    super(`Run ${runId} was taken over from fence ${fence}; this execution stops`);
  }
}

/** A business key is another run's for ever: the same fact is not written twice under two runs. */
export class BusinessKeyTaken extends Error {
  override readonly name = 'BusinessKeyTaken';
  readonly key: string;
  readonly holder: string;

  constructor(key: string, holder: string) {
    super(`${key} is written by run ${holder}, and once for ever; watch that run, and send it on if it rests`);
    this.key = key;
    this.holder = holder;
  }
}
