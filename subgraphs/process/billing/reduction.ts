// Four ways in which less is earned (DOMAIN rule 28), told apart by what they reduce, who approves them, where they are posted
// and what they do to tax. Each keeps the original value and the reason.
import { compare, type Money, subtract, zero } from '../../../schema/canon/money.ts';
import type { ApprovalAction } from './approval.ts';

/** WRITE_DOWN: work in progress worth less. CONCESSION: a price given up after billing. The other two: what will not be paid. */
export type ReductionKind = 'WRITE_DOWN' | 'CONCESSION' | 'BAD_DEBT' | 'SMALL_BALANCE';

/** What a kind is, as data. */
export interface ReductionRule {
  readonly reduces: 'WORK_IN_PROGRESS' | 'BILLED' | 'RECEIVABLE';
  readonly approval: ApprovalAction;
  /** The account's role; the entity's chart gives the number. */
  readonly account: 'NONE' | 'REVENUE_REDUCTION' | 'BAD_DEBT_EXPENSE' | 'SMALL_DIFFERENCE_EXPENSE';
  /**
   * NONE: nothing was taxed yet. CREDIT_NOTE: the taxable amount falls (Directive 2006/112 art. 90). RELIEF: tax comes back only as
   * the country's bad-debt relief allows. KEPT: tax stays due.
   */
  readonly tax: 'NONE' | 'CREDIT_NOTE' | 'RELIEF' | 'KEPT';
}

/** The four. A concession is variable consideration and lowers revenue; a bad debt is an expense (ASC 606-10-32-5; 326). */
export const reductionRules: Readonly<Record<ReductionKind, ReductionRule>> = {
  WRITE_DOWN: { reduces: 'WORK_IN_PROGRESS', approval: 'WRITE_DOWN', account: 'NONE', tax: 'NONE' },
  CONCESSION: { reduces: 'BILLED', approval: 'CONCESSION', account: 'REVENUE_REDUCTION', tax: 'CREDIT_NOTE' },
  BAD_DEBT: { reduces: 'RECEIVABLE', approval: 'BAD_DEBT', account: 'BAD_DEBT_EXPENSE', tax: 'RELIEF' },
  SMALL_BALANCE: { reduces: 'RECEIVABLE', approval: 'SMALL_BALANCE', account: 'SMALL_DIFFERENCE_EXPENSE', tax: 'KEPT' },
};

/** A reduction as it is kept: the original is never overwritten. */
export interface Reduction {
  readonly kind: 'REDUCTION';
  readonly of: ReductionKind;
  readonly original: Money;
  readonly amount: Money;
  readonly remaining: Money;
  readonly reason: string;
  readonly rule: ReductionRule;
}

/** What is asked. `open` is what of the original is still there; `smallBalanceMax` the entity's limit for a small balance. */
export interface ReductionRequest {
  readonly of: ReductionKind;
  readonly original: Money;
  readonly open: Money;
  readonly amount: Money;
  readonly reason: string;
  readonly smallBalanceMax: Money;
}

/** A reduction, or why it cannot be: no reason, nothing or more than is open, or no small balance at all (rule 28). */
export function reduction(
  request: ReductionRequest,
): Reduction | { readonly kind: 'REFUSED'; readonly message: string } {
  const { of, original, open, amount, smallBalanceMax } = request;
  const reason = request.reason.trim();
  if (reason === '') return { kind: 'REFUSED', message: `A ${words(of)} needs a reason` };
  if (compare(amount, zero(amount.currency)) <= 0 || compare(amount, open) > 0)
    return {
      kind: 'REFUSED',
      message: `${amount.amount} cannot be a ${words(of)}: ${open.amount} ${open.currency} is open`,
    };
  // The limit is on the balance, not on the part: a large debt is not written off in small slices.
  if (of === 'SMALL_BALANCE' && compare(open, smallBalanceMax) > 0)
    return {
      kind: 'REFUSED',
      message: `${open.amount} is no small balance; up to ${smallBalanceMax.amount} ${open.currency} is`,
    };
  return {
    kind: 'REDUCTION',
    of,
    original,
    amount,
    remaining: subtract(open, amount),
    reason,
    rule: reductionRules[of],
  };
}

function words(of: ReductionKind): string {
  return of.toLowerCase().replace('_', ' ');
}
