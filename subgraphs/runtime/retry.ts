// When a call is repeated and how long we wait before. Repeating is a loan on the vendor's patience, so it has its own budget.
import { isIllness } from './fault.ts';
import type { Fault } from './fault.ts';

/** Attempts count the first one. Delays double from `baseDelayMs` up to `delayMaxMs`, with full jitter. */
export interface RetryPolicy {
  readonly attemptsMax: number;
  readonly baseDelayMs: number;
  readonly delayMaxMs: number;
}

/** Two repeats mend a hiccup; more mend nothing and triple the load on a system that is already ill. */
export const defaultRetryPolicy: RetryPolicy = { attemptsMax: 3, baseDelayMs: 100, delayMaxMs: 2_000 };

/** Pure: how long to wait before attempt `attempt + 1`, in milliseconds; null when there is to be none. */
export function delayBeforeRetry(
  policy: RetryPolicy,
  failed: {
    readonly fault: Fault;
    readonly attempt: number;
    readonly safeToRepeat: boolean;
    readonly remainingMs: number;
  },
  random: () => number = Math.random,
): number | null {
  const { fault, attempt, safeToRepeat, remainingMs } = failed;
  if (!safeToRepeat || !isIllness(fault.code) || attempt >= policy.attemptsMax) return null;
  const ceilingMs = Math.min(policy.baseDelayMs * 2 ** (attempt - 1), policy.delayMaxMs);
  // The vendor's own word is a minimum; jitter on top, or every waiting call comes back in the same instant.
  const delayMs = Math.ceil((fault.retryAfterMs ?? 0) + random() * ceilingMs);
  return delayMs < remainingMs ? delayMs : null;
}

/** Each call pays in a fraction, each repeat costs one: a dead vendor gets at most that fraction of extra load. */
export const retryShare = 0.2;
/** A quiet account may still repeat this often in a row. */
export const retrySavingsMax = 10;

/** Counts what may be repeated for one vendor account. */
export interface RetryBudget {
  payIn(): void;
  /** False when nothing is left: then the failure stands. */
  spend(): boolean;
}

/** A full purse to begin with, so that the first hiccup after a start is mended. */
export function createRetryBudget({ share = retryShare, savingsMax = retrySavingsMax } = {}): RetryBudget {
  let savings = savingsMax;
  return {
    payIn: () => {
      savings = Math.min(savingsMax, savings + share);
    },
    spend: () => {
      if (savings < 1) return false;
      savings -= 1;
      return true;
    },
  };
}
