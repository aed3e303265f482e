// Expenses, each on a report of its own, and the categories they use.
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { Expense, WorkState } from '../../firm/model-delivery.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';
import { currencyOf, optionalId, units } from './convert.ts';

const CATEGORY_START = 4_100;
const REPORT_START = 9_900_000;

/** What timesheets call `new` is `pending` for expense reports. */
const STATUSES: Readonly<Record<Exclude<WorkState, 'draft'>, string>> = {
  submitted: 'pending',
  approved: 'approved',
  rejected: 'rejected',
};

/** Expenses, expense report submissions and expense categories. */
export function expenseRows(firm: Firm): SeedRows {
  const names = [...new Set(firm.expenses.map((expense) => expense.category))].sort();
  const categories = new Map(names.map((name, index) => [name, String(CATEGORY_START + index + 1)]));
  return {
    expense_categories: [...categories].map(([name, id]) => ({ id, name, deleted_at: null })),
    expense_report_submissions: firm.expenses.flatMap((expense) => reportRow(firm, expense)),
    expenses: firm.expenses.map((expense) => {
      const report = expense.state === 'draft' ? null : String(REPORT_START + expense.ordinal);
      return {
        id: kantataIds.expense(expense.ordinal),
        workspace_id: kantataIds.workspace(expense.project),
        user_id: kantataIds.user(expense.person),
        story_id: null,
        receipt_id: null,
        expense_category_id: categories.get(expense.category) ?? null,
        category: expense.category,
        date: expense.spentOn,
        notes: expense.notes,
        amount_in_cents: units(expense.amount),
        currency: currencyOf(firm, expense.project),
        is_billable: expense.billable,
        reimbursable: expense.reimbursable,
        taxable: expense.taxable,
        foreign_exchange_amount: null,
        active_submission_id: expense.state === 'rejected' ? null : report,
        recent_submission_id: report,
        invoice_id: optionalId(expense.invoice, kantataIds.invoice),
        created_at: expense.createdAt,
        updated_at: expense.modifiedAt,
      };
    }),
  };
}

function reportRow(firm: Firm, expense: Expense): readonly Row[] {
  if (expense.state === 'draft') return [];
  return [
    {
      id: String(REPORT_START + expense.ordinal),
      user_id: kantataIds.user(expense.person),
      workspace_id: kantataIds.workspace(expense.project),
      status: STATUSES[expense.state],
      title: `Expenses of ${expense.spentOn}`,
      comment: null,
      resolution_description: null,
      start_date: expense.spentOn,
      end_date: expense.spentOn,
      currency: currencyOf(firm, expense.project),
      created_at: expense.createdAt,
      updated_at: expense.approvedAt ?? expense.modifiedAt,
    },
  ];
}
