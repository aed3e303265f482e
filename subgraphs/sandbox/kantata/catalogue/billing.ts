// Money asked for and paid: billing milestones, invoices with their items, and payments noted from outside.
import type { Row } from '../database.ts';
import { asText, numberIn, textIn } from '../database.ts';
import {
  belongsTo,
  date,
  externalReferences,
  flagOf,
  idAsNumber,
  instant,
  integer,
  json,
  lists,
  text,
} from '../fields.ts';
import { dayRange, idIn, stampFilters, whenTrue, wordIn } from '../filters.ts';
import type { ManyAssociation, Resource, Scope } from '../resource.ts';
import { currencyFields } from './currency-fields.ts';
import { currencyOf } from './figures.ts';
import { invoiceRules } from './invoice-rules.ts';

/** Records that point at the invoice by invoice_id. Recorded invoices list them the other way round. */
function billed(collection: string, key: string): ManyAssociation {
  return {
    kind: 'many',
    collection,
    key,
    find: (row, { database }) =>
      database
        .table(collection)
        .by('invoice_id', row.id)
        .map((item) => item.id),
    adopt: (row, ids, { database }) => {
      const table = database.table(collection);
      for (const item of ids.flatMap((id) => table.find(id) ?? [])) table.update(item, { invoice_id: row.id });
    },
  };
}

function isPaid(row: Row): boolean {
  return row.status === 'accepted payment';
}

/** `invoices`. Cancelling is an act of its own. */
export const invoices: Resource = {
  collection: 'invoices',
  singular: 'invoice',
  model: 'Invoice',
  fields: {
    created_at: instant,
    updated_at: instant,
    invoice_date: date,
    due_date: date,
    status: text,
    title: text,
    message: text,
    draft: flagOf('draft'),
    payment_schedule: integer,
    balance_in_cents: integer,
    ...currencyFields,
    user_invoice_title: text,
    user_invoice_number: text,
    // A percentage, and a JSON number as the vendor has it.
    tax_rate: json,
    purchase_order: text,
    project_code: text,
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    recipient: belongsTo('users', 'recipient_id'),
    workspaces: lists('workspaces', 'workspace_ids'),
    time_entries: billed('time_entries', 'time_entry_ids'),
    expenses: billed('expenses', 'expense_ids'),
    billing_milestones: billed('billing_milestones', 'billing_milestone_ids'),
    fixed_fee_items: lists('fixed_fee_items', 'fixed_fee_item_ids'),
    additional_items: lists('additional_items', 'additional_item_ids'),
    external_references: externalReferences('Invoice'),
  },
  filters: {
    ...stampFilters,
    workspace_id: idIn('workspace_ids'),
    paid: whenTrue(isPaid),
    pending: whenTrue((row) => row.status === 'new' && row.draft !== true),
    without_drafts: whenTrue((row) => row.draft !== true),
    user_invoice_number: wordIn('user_invoice_number'),
    within_dates: dayRange('created_at'),
  },
  orders: {
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
    invoice_date: (row) => textIn(row, 'invoice_date'),
    id: (row) => Number(row.id),
  },
  defaultOrder: 'created_at:desc',
  write: invoiceRules,
  feeds: true,
};

/** `billing_milestones`: amounts to invoice on a date or when a task is done. */
export const billingMilestones: Resource = {
  collection: 'billing_milestones',
  singular: 'billing_milestone',
  model: 'BillingMilestone',
  fields: {
    title: text,
    date_to_invoice: date,
    amount_in_cents: integer,
    billing_type: text,
    ...currencyFields,
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    workspace: belongsTo('workspaces', 'workspace_id'),
    story: belongsTo('stories', 'story_id'),
    invoice: belongsTo('invoices', 'invoice_id'),
    invoices: {
      kind: 'many',
      collection: 'invoices',
      key: 'invoice_ids',
      find: (row) => {
        const invoice = textIn(row, 'invoice_id');
        return invoice === null ? [] : [invoice];
      },
    },
    external_references: externalReferences('BillingMilestone'),
  },
  filters: {
    ...stampFilters,
    workspace_id: idIn('workspace_id'),
    workspace_ids: idIn('workspace_id'),
    story_ids: idIn('story_id'),
    invoiced: {
      prepare: (argument) => ({ keep: (row) => (textIn(row, 'invoice_id') !== null) === (argument === 'true') }),
    },
  },
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
  write: {
    create: ['title', 'date_to_invoice', 'amount_in_cents', 'workspace_id', 'story_id', 'billing_type'],
    update: ['title', 'date_to_invoice', 'amount_in_cents'],
    required: {
      title: "Title can't be blank",
      amount_in_cents: "Amount in cents can't be blank",
      workspace_id: "Workspace can't be blank",
    },
    bulkMax: 100,
    defaults: (given, { database }) => ({
      date_to_invoice: null,
      story_id: null,
      invoice_id: null,
      billing_type: given.story_id === undefined || given.story_id === null ? 'fixed_date' : 'upon_completion',
      currency: currencyOf(database, asText(given.workspace_id)),
    }),
    check: (draft, scope) => [
      ...(scope.database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '') === undefined
        ? [{ field: 'workspace_id', message: "Workspace can't be blank" }]
        : []),
      ...(draft.billing_type === 'upon_completion' && textIn(draft, 'story_id') === null
        ? [{ field: 'story_id', message: "Story can't be blank" }]
        : []),
    ],
    remove: 'hard',
    isLocked: (row) => textIn(row, 'invoice_id') !== null,
  },
};

function items(collection: string, singular: string, model: string): Resource {
  return {
    collection,
    singular,
    model,
    fields: {
      created_at: instant,
      notes: text,
      amount_in_cents: integer,
      taxable: flagOf('taxable'),
      ...currencyFields,
      // Documented as numbers here, though ids are text nearly everywhere.
      story_id: idAsNumber('story_id'),
      workspace_id: idAsNumber('workspace_id'),
    },
    associations: { creator: belongsTo('users', 'creator_id') },
    filters: { ...stampFilters, workspace_id: idIn('workspace_id') },
    orders: { created_at: (row) => textIn(row, 'created_at') },
    defaultOrder: 'created_at:desc',
  };
}

/** `fixed_fee_items` of invoices. */
export const fixedFeeItems = items('fixed_fee_items', 'fixed_fee_item', 'FixedFeeItem');
/** `additional_items` of invoices: lines typed in by hand. */
export const additionalItems = items('additional_items', 'additional_item', 'AdditionalItem');

function invoiceOf(row: Row, { database }: Scope): Row | undefined {
  return database.table('invoices').find(textIn(row, 'invoice_id') ?? '');
}

/** `external_payments`: what a client paid outside the vendor's own payments. */
export const externalPayments: Resource = {
  collection: 'external_payments',
  singular: 'external_payment',
  model: 'ExternalPayment',
  fields: { created_at: instant, updated_at: instant, amount_in_cents: integer, message: text },
  associations: {
    user: belongsTo('users', 'user_id'),
    workspace: belongsTo('workspaces', 'workspace_id'),
    invoice: belongsTo('invoices', 'invoice_id'),
  },
  filters: { ...stampFilters, workspace_id: idIn('workspace_id'), invoice_id: idIn('invoice_id') },
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
  write: {
    create: ['amount_in_cents', 'message', 'invoice_id', 'workspace_id'],
    required: { amount_in_cents: "Amount in cents can't be blank", workspace_id: "Workspace can't be blank" },
    defaults: (_given, { currentUser }) => ({ message: null, invoice_id: null, user_id: currentUser }),
    check: (draft, scope) =>
      textIn(draft, 'invoice_id') !== null && invoiceOf(draft, scope) === undefined
        ? [{ field: 'invoice_id', message: 'Invoice is invalid' }]
        : [],
    // An invoice is accepted once payments cover it.
    settle: (row, _body, scope) => {
      const invoice = invoiceOf(row, scope);
      if (invoice === undefined) return;
      const paid = scope.database
        .table('external_payments')
        .by('invoice_id', invoice.id)
        .reduce((sum, payment) => sum + numberIn(payment, 'amount_in_cents'), 0);
      if (paid < numberIn(invoice, 'balance_in_cents')) return;
      scope.database.table('invoices').update(invoice, { status: 'accepted payment', updated_at: scope.now });
    },
    remove: 'hard',
  },
};
