// Time and expense: the work that becomes invoices (system of record: PSA).
import type { Minutes } from './hours.ts';
import type { VendorRef } from './identity.ts';
import type { Money } from './money.ts';

export const approvalStates = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'UNKNOWN'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** A piece of time worked. Rates are money per hour; the cost rate is one person's and therefore COST_RATE. */
export interface TimeEntry {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly task: VendorRef | null;
  readonly resource: VendorRef;
  readonly workedOn: string;
  readonly duration: Minutes;
  readonly note: string | null;
  readonly billable: boolean;
  readonly approval: ApprovalState;
  readonly invoiced: boolean;
  /** Decimal text per hour in the project's currency; null is NO_RATE, never 0 (DOMAIN rule 50). */
  readonly hourlyBillRate: string | null;
  readonly hourlyCostRate: string | null;
  /** duration x hourlyBillRate rounded half up to minor units; null without a rate or when not billable. */
  readonly billableAmount: Money | null;
}

/** Money spent on a project. Reimbursable (to the person) and billable (to the client) are two flags (rule 52). */
export interface Expense {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly resource: VendorRef | null;
  readonly spentOn: string;
  readonly category: string;
  readonly amount: Money;
  readonly reimbursable: boolean;
  readonly billable: boolean;
  readonly approval: ApprovalState;
  readonly invoiced: boolean;
}

/** One project's work that is not on an invoice yet, at bill value (DOMAIN metric "WIP", "Approved unbilled"). */
export interface UnbilledWork {
  readonly project: VendorRef;
  /** Submitted and approved billable work: time on models where time is the bill, expenses on every model (rules 52, 67). */
  readonly workInProgress: Money;
  readonly approved: Money;
  readonly approvedTime: Minutes;
  /** Work date of the oldest approved unbilled item. */
  readonly oldestApprovedOn: string | null;
  /** Approved billable entries without a rate: held, not valued at 0 (rule 50). */
  readonly unpricedEntries: number;
}
