// Time and expenses as canonical work, and the sum of what is not billed yet. Pure.
import type { Project } from '../../../schema/canon/project.ts';
import { add, type Money, zero } from '../../../schema/canon/money.ts';
import type { ApprovalState, Expense, TimeEntry, UnbilledWork } from '../../../schema/canon/work.ts';
import { amountOf, denomination, rateOf, worthOf } from './amount.ts';
import { meaningOf } from './config.ts';
import type { Listing } from './listing.ts';
import { type MapContext, present } from './map-project.ts';
import {
  approvalRule,
  checked,
  type ExpenseRecord,
  expenseRecord,
  submissionRecord,
  type TimeEntryRecord,
  timeEntryRecord,
  UnexpectedAnswer,
} from './wire.ts';

/** What time is read with: its state is that of the timesheet it is on. */
export const timeIncludes = ['active_submission', 'recent_submission'] as const;
/** What expenses are read with: a project that wants no approval approves them by being so. */
export const expenseIncludes = [...timeIncludes, 'workspace'] as const;

/** The time of a list, in its order. */
export function toTimeEntries(listing: Listing, context: MapContext): readonly TimeEntry[] {
  return listing.rows.map((row) => toTimeEntry(checked(timeEntryRecord, row, 'a time entry'), listing, context));
}

function toTimeEntry(record: TimeEntryRecord, listing: Listing, { refs, mapping }: MapContext): TimeEntry {
  const money = denomination(record.currency, record.currency_base_unit);
  const hourlyBillRate = rateOf(record.rate_in_cents, money);
  const price = record.billable && hourlyBillRate !== null ? record.rate_in_cents : null;
  return {
    ref: refs.of('TIME_ENTRY', record.id),
    project: refs.of('PROJECT', record.workspace_id),
    task: refs.maybe('TASK', record.story_id),
    resource: refs.of('RESOURCE', record.user_id),
    workedOn: record.date_performed,
    duration: record.time_in_minutes,
    note: record.notes,
    billable: record.billable,
    approval: record.approved ? 'APPROVED' : submissionState(record, 'timesheet_submissions', { listing, mapping }),
    invoiced: record.is_invoiced,
    hourlyBillRate,
    hourlyCostRate: rateOf(record.cost_rate_in_cents, money),
    billableAmount: price === null ? null : worthOf(record.time_in_minutes, price, money),
  };
}

/** The expenses of a list, in its order. */
export function toExpenses(listing: Listing, context: MapContext): readonly Expense[] {
  return listing.rows.map((row) => toExpense(checked(expenseRecord, row, 'an expense'), listing, context));
}

function toExpense(record: ExpenseRecord, listing: Listing, { refs, mapping }: MapContext): Expense {
  const project = checked(approvalRule, present(listing, 'workspaces', record.workspace_id), 'a project');
  const needsNoApproval = project.require_expense_approvals === false && record.active_submission_id === null;
  return {
    ref: refs.of('EXPENSE', record.id),
    project: refs.of('PROJECT', record.workspace_id),
    resource: refs.maybe('RESOURCE', record.user_id),
    spentOn: record.date,
    category: record.category,
    amount: amountOf(record.amount_in_cents, denomination(record.currency, record.currency_base_unit)),
    reimbursable: record.reimbursable,
    billable: record.is_billable,
    approval: needsNoApproval
      ? 'APPROVED'
      : submissionState(record, 'expense_report_submissions', { listing, mapping }),
    invoiced: record.is_invoiced,
  };
}

/**
 * Where work stands by what it was handed in on. The active submission (pending or approved) counts first; the most recent
 * one tells of a rejection. Nothing handed in is a draft; a status the mapping does not name is UNKNOWN.
 */
function submissionState(
  record: Pick<TimeEntryRecord, 'active_submission_id' | 'recent_submission_id'>,
  collection: 'timesheet_submissions' | 'expense_report_submissions',
  { listing, mapping }: { listing: Listing; mapping: MapContext['mapping'] },
): ApprovalState {
  const id = record.active_submission_id ?? record.recent_submission_id;
  if (id === null) return 'DRAFT';
  const { status } = checked(submissionRecord, present(listing, collection, id), 'a submission');
  return meaningOf(mapping.submissionStatuses, status) ?? 'UNKNOWN';
}

/** What a project's unbilled work is added up from; other projects' items must not be among them. */
export interface ProjectWork {
  readonly time: readonly TimeEntry[];
  readonly expenses: readonly Expense[];
}

/**
 * Submitted and approved billable work of a project that is on no invoice. Only where time is the bill does time count:
 * elsewhere it is absorbed by a fee. Billable expenses count on every model.
 */
export function unbilledOf(project: Project, { time, expenses }: ProjectWork): UnbilledWork {
  const waits = (item: { billable: boolean; invoiced: boolean; approval: ApprovalState }): boolean =>
    item.billable && !item.invoiced && (item.approval === 'SUBMITTED' || item.approval === 'APPROVED');
  const entries = project.billingModel === 'TIME_AND_MATERIALS' ? time.filter(waits) : [];
  const items = [
    ...entries.map((entry) => ({ approval: entry.approval, on: entry.workedOn, amount: entry.billableAmount })),
    ...expenses.filter(waits).map((item) => ({ approval: item.approval, on: item.spentOn, amount: item.amount })),
  ];
  const approved = items.filter((item) => item.approval === 'APPROVED');
  const approvedEntries = entries.filter((entry) => entry.approval === 'APPROVED');
  return {
    project: project.ref,
    workInProgress: total(project, items),
    approved: total(project, approved),
    approvedTime: approvedEntries.reduce((minutes, entry) => minutes + entry.duration, 0),
    oldestApprovedOn: approved.map((item) => item.on).reduce<string | null>(earlier, null),
    unpricedEntries: approvedEntries.filter((entry) => entry.billableAmount === null).length,
  };
}

function total({ currency }: Project, items: readonly { readonly amount: Money | null }[]): Money {
  return items.reduce((sum, { amount }) => {
    if (amount === null) return sum;
    if (amount.currency !== currency) throw new UnexpectedAnswer('work: "currency" is not that of its project');
    return add(sum, amount);
  }, zero(currency));
}

function earlier(one: string | null, other: string): string {
  return one === null || other < one ? other : one;
}
