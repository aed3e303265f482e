// What a budget is to those who call a vendor, and what it asks of a store in which several processes count together.
import type { BudgetLimits, BudgetShare, ByPriority } from './budget-rule.ts';
import type { Envelope } from './envelope.ts';

/** How full a vendor account's budget is; in use and waiting count this process' calls. */
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

/** Where places are counted: in this process' memory (budget.ts), or in a store that all processes share (budget-shared.ts). */
export interface Budget {
  /** Raises BUDGET_EXHAUSTED (queue full, or no place in time) or CANCELLED. */
  acquire(envelope: Envelope): Promise<Lease>;
  state(): BudgetState;
}

/** What a store lets in, and what of the account is known to it alone. */
export interface Admission extends ByPriority {
  /** How many processes have used the account within the last minute, this one included. */
  readonly processes: number;
  /** How long ago somebody interactive last asked in any of them, in milliseconds; very long where nobody has. */
  readonly quietMs: number;
}

/** The shares of all processes by account. The store's own clock says how old each is. */
export interface SharedPlaces {
  /**
   * Files this process' share of an account and lets in whom the rule (budget-rule.ts) lets in, which it counts as held from then
   * on; all in one step. Rejects when the store cannot be asked in time.
   */
  exchange(account: string, limits: BudgetLimits, mine: BudgetShare): Promise<Admission>;
  close(): Promise<void>;
}

/** Waiting that was told longer ago is not waited for: its process is gone or hangs. */
export const waitingTrustMs = 1_000;
/** Places told longer ago are free: their process is gone, and the vendor has answered into a closed connection. */
export const heldTrustMs = 10_000;
/** A process that has not used the account for as long counts no more when a store is lost and places are shared out. */
export const processTrustMs = 60_000;
