// What is about to become an invoice: lines with the work they bill, before numbers, tax and totals.
import type { Draft } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import type { LineKind, BillingScheduleLine, ErpJob } from './model-finance.ts';
import type { Expense, Milestone, TimeEntry } from './model-delivery.ts';
import { dateOf, monthName } from './days.ts';

/** One line, with the records that get marked as billed by it. */
export interface BillableLine {
  readonly plan: ProjectPlan;
  readonly job: ErpJob;
  readonly kind: LineKind;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: bigint;
  readonly net: bigint;
  readonly role?: number;
  readonly entries?: readonly Draft<TimeEntry>[];
  readonly expenses?: readonly Draft<Expense>[];
  readonly milestone?: Draft<Milestone>;
  readonly scheduleLine?: Draft<BillingScheduleLine>;
}

/** An invoice to be: all lines are of one engagement. */
export interface Billable {
  readonly issued: number;
  readonly memo: string;
  readonly lines: readonly BillableLine[];
}

/** Expenses of a project that wait for a bill; taking them removes them. */
export interface ExpensePile {
  /** The approved, billable expenses up to a day that were approved when the invoice is issued, as one line; none, no line. */
  take(plan: ProjectPlan, job: ErpJob, upTo: number, issued: number): BillableLine[];
}

/** Piles the billable, approved expenses up by project. */
export function pileExpenses(expenses: readonly Draft<Expense>[]): ExpensePile {
  const piles = new Map<number, Draft<Expense>[]>();
  for (const expense of expenses) {
    if (!expense.billable || expense.state !== 'approved') continue;
    const pile = piles.get(expense.project) ?? [];
    pile.push(expense);
    piles.set(expense.project, pile);
  }
  return {
    take: (plan, job, upTo, issued) => {
      const pile = piles.get(plan.ordinal) ?? [];
      const ready = (expense: Expense): boolean =>
        expense.spentOn <= dateOf(upTo) && (expense.approvedAt ?? '9') < dateOf(issued);
      const taken = pile.filter(ready);
      if (taken.length === 0) return [];
      piles.set(
        plan.ordinal,
        pile.filter((expense) => !ready(expense)),
      );
      const net = taken.reduce((sum, expense) => sum + expense.amount, 0n);
      const description = `Expenses to ${monthName(upTo)}`;
      return [{ plan, job, kind: 'expense', description, quantity: '1', unitPrice: net, net, expenses: taken }];
    },
  };
}
