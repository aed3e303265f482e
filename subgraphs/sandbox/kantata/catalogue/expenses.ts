// Expenses, their categories, and the reports that get them approved. Invoiced expenses are locked like invoiced time.
import type { Row } from '../database.ts';
import { asText, numberIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import {
  belongsTo,
  computed,
  date,
  externalReferences,
  flag,
  flagOf,
  instant,
  integer,
  json,
  owns,
  refersTo,
  text,
} from '../fields.ts';
import {
  always,
  dayRange,
  hides,
  idIn,
  isSo,
  isTrue,
  stampFilters,
  whenTrue,
  withoutEffect,
  wordIn,
} from '../filters.ts';
import type { Filter, Resource, Scope, WriteRules } from '../resource.ts';
import { currencyFields } from './currency-fields.ts';
import { currencyOf } from './figures.ts';
import { isInArchivedWorkspace } from './story-filters.ts';

function isInvoiced(row: Row): boolean {
  return textIn(row, 'invoice_id') !== null;
}

function isSubmitted(row: Row): boolean {
  return textIn(row, 'active_submission_id') !== null;
}

/** On an approved report, or in a project that asks for no approval. */
function isApproved(row: Row, { database }: Scope): boolean {
  const report = database.table('expense_report_submissions').find(textIn(row, 'active_submission_id') ?? '');
  if (report !== undefined) return report.status === 'approved';
  return database.table('workspaces').find(textIn(row, 'workspace_id') ?? '')?.require_expense_approvals === false;
}

const mine: Filter = {
  prepare: (argument, { currentUser }) => (isTrue(argument) ? { keep: (row) => row.user_id === currentUser } : null),
};

const INPUTS = [
  'date',
  'category',
  'expense_category_id',
  'amount_in_cents',
  'notes',
  'user_id',
  'receipt_id',
  'billable',
  'story_id',
  'reimbursable',
  'taxable',
  'foreign_exchange_amount',
];

function check(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  return database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '') === undefined
    ? [{ field: 'workspace_id', message: "Workspace can't be blank" }]
    : [];
}

const rules: WriteRules = {
  create: ['workspace_id', ...INPUTS],
  update: INPUTS,
  columns: { billable: 'is_billable' },
  types: { receipt_id: 'id', expense_category_id: 'id' },
  required: {
    workspace_id: "Workspace can't be blank",
    date: "Date can't be blank",
    category: "Category can't be blank",
    amount_in_cents: "Amount in cents can't be blank",
  },
  bulkMax: 100,
  defaults: (given, { database, currentUser }) => ({
    notes: null,
    user_id: currentUser,
    is_billable: false,
    reimbursable: false,
    taxable: false,
    story_id: null,
    receipt_id: null,
    expense_category_id:
      [...database.table('expense_categories').all()].find((row) => row.name === given.category)?.id ?? null,
    currency: currencyOf(database, asText(given.workspace_id)),
    active_submission_id: null,
    recent_submission_id: null,
    invoice_id: null,
  }),
  check,
  remove: 'hard',
  isLocked: isInvoiced,
};

/** `expenses`. */
export const expenses: Resource = {
  collection: 'expenses',
  singular: 'expense',
  model: 'Expense',
  fields: {
    created_at: instant,
    updated_at: instant,
    date,
    notes: text,
    category: text,
    amount_in_cents: integer,
    ...currencyFields,
    user_can_edit: computed('boolean', (row) => !isInvoiced(row)),
    is_invoiced: computed('boolean', isInvoiced),
    is_billable: flag,
    taxable: flagOf('taxable'),
    reimbursable: flagOf('reimbursable'),
    foreign_exchange_amount: json,
  },
  associations: {
    workspace: belongsTo('workspaces', 'workspace_id'),
    user: belongsTo('users', 'user_id'),
    story: belongsTo('stories', 'story_id'),
    receipt: belongsTo('attachments', 'receipt_id'),
    expense_category: belongsTo('expense_categories', 'expense_category_id'),
    active_submission: refersTo('expense_report_submissions', 'active_submission_id'),
    recent_submission: refersTo('expense_report_submissions', 'recent_submission_id'),
    external_references: externalReferences('Expense'),
  },
  filters: {
    ...stampFilters,
    from_archived_workspaces: hides(isInArchivedWorkspace),
    on_my_account: withoutEffect,
    workspace_id: idIn('workspace_id'),
    created_by: idIn('user_id'),
    mine,
    date_expensed_between: dayRange('date'),
    approved: always(isApproved),
    invoiced: always(isInvoiced),
    uninvoiced: always((row) => !isInvoiced(row)),
    submitted: always(isSubmitted),
    unsubmitted: always((row) => !isSubmitted(row)),
    reimbursable: isSo((row) => row.reimbursable === true),
    billable: isSo((row) => row.is_billable === true),
    in_active_invoice_id: idIn('invoice_id'),
    with_expense_report_id: idIn('active_submission_id'),
    with_recent_expense_report_ids: idIn('recent_submission_id'),
  },
  orders: {
    date: (row) => textIn(row, 'date'),
    created_at: (row) => textIn(row, 'created_at'),
    amount: (row) => numberIn(row, 'amount_in_cents'),
    category: (row) => textIn(row, 'category'),
    notes: (row) => textIn(row, 'notes'),
  },
  defaultOrder: 'date:desc',
  write: rules,
  feeds: true,
};

/** `expense_categories`. The vendor's 2013 API answered a bare list of names; today each has an id. */
export const expenseCategories: Resource = {
  collection: 'expense_categories',
  singular: 'expense_category',
  model: 'ExpenseCategory',
  fields: { name: text, deleted_at: instant },
  associations: {},
  filters: {},
  orders: { name: (row) => textIn(row, 'name') },
  defaultOrder: 'name:asc',
  write: {
    create: ['name'],
    update: ['name'],
    required: { name: "Name can't be blank" },
    defaults: () => ({ deleted_at: null }),
    remove: 'soft',
  },
};

function totalOf(row: Row, { database }: Scope): number {
  return database
    .table('expenses')
    .by('recent_submission_id', row.id)
    .reduce((sum, expense) => sum + numberIn(expense, 'amount_in_cents'), 0);
}

/** `expense_report_submissions`. What timesheets call `new` is `pending` here. */
export const expenseReportSubmissions: Resource = {
  collection: 'expense_report_submissions',
  singular: 'expense_report_submission',
  model: 'ExpenseReportSubmission',
  fields: {
    title: text,
    status: text,
    comment: text,
    start_date: date,
    end_date: date,
    created_at: instant,
    updated_at: instant,
    type: computed('text', () => 'ExpenseReportSubmission'),
    resolution_description: text,
    line_item_total_in_cents: computed('integer', totalOf),
    ...currencyFields,
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    workspace: belongsTo('workspaces', 'workspace_id'),
    expenses: owns('expenses', 'expense_ids', 'recent_submission_id'),
    external_references: externalReferences('Submission'),
  },
  filters: {
    ...stampFilters,
    statuses: wordIn('status'),
    active: whenTrue((row) => row.status === 'pending' || row.status === 'approved'),
    user_ids: idIn('user_id'),
    workspace_id: idIn('workspace_id'),
    workspace_ids: idIn('workspace_id'),
  },
  orders: { date: (row) => textIn(row, 'start_date'), created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'date:desc',
};
