// Building invoices: what they bill is marked with them, and free again when they are cancelled or, as drafts, deleted.
import { alter } from '../alter.ts';
import type { BodyObject } from '../body.ts';
import type { Row } from '../database.ts';
import { asText, idsIn, numberIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import { invalid, notFound } from '../failure.ts';
import { divideHalfUp, worthOf } from '../money.ts';
import type { Scope, WriteRules } from '../resource.ts';
import { currencyOf } from './figures.ts';

/** What an invoice can bill, by the body's name. */
const BILLED = {
  time_entry_ids: 'time_entries',
  expense_ids: 'expenses',
  billing_milestone_ids: 'billing_milestones',
} as const;
/** Lines typed into the invoice itself, by the body's name; their ids stand in a column of the invoice. */
const TYPED = { fixed_fee_items: 'fixed_fee_item_ids', additional_items: 'additional_item_ids' } as const;

type BilledName = keyof typeof BILLED;
const BILLED_NAMES = Object.keys(BILLED) as BilledName[];

const WRITTEN = [
  ...BILLED_NAMES,
  'workspace_id',
  'workspace_ids',
  'payment_schedule',
  'invoice_date',
  'user_invoice_number',
  'user_invoice_title',
  'draft',
  'message',
  'purchase_order',
  'project_code',
  'tax_rate',
];

/** Rules of `invoices`. An issued invoice answers 404 to changes and deletes: cancel it. */
export const invoiceRules: WriteRules = {
  create: WRITTEN,
  update: WRITTEN.filter((name) => !name.startsWith('workspace')),
  types: {
    time_entry_ids: 'ids',
    expense_ids: 'ids',
    billing_milestone_ids: 'ids',
    workspace_id: 'id',
    workspace_ids: 'ids',
    draft: 'boolean',
    tax_rate: 'json',
  },
  // Empty lists will do, for an invoice of milestones; the names must be there.
  required: {
    payment_schedule: "Payment schedule can't be blank",
    time_entry_ids: "Time entry ids can't be blank",
    expense_ids: "Expense ids can't be blank",
  },
  defaults: (given, scope) => {
    const workspaces = idsIn(given, 'workspace_ids');
    const workspace_ids = workspaces.length > 0 ? workspaces : [asText(given.workspace_id)];
    const number = String(scope.database.table('invoices').size + 1);
    const issued = textIn(given, 'invoice_date') ?? scope.now.slice(0, 10);
    return {
      title: `Invoice #${textIn(given, 'user_invoice_number') ?? number}`,
      user_invoice_number: number,
      user_invoice_title: null,
      invoice_date: issued,
      due_date: dayAfter(issued, numberIn(given, 'payment_schedule')),
      status: 'new',
      draft: false,
      message: null,
      balance_in_cents: 0,
      currency: currencyOf(scope.database, workspace_ids[0] ?? ''),
      tax_rate: null,
      purchase_order: null,
      project_code: null,
      workspace_ids,
      fixed_fee_item_ids: [],
      additional_item_ids: [],
      user_id: scope.currentUser,
      recipient_id: null,
    };
  },
  check: (draft, scope) => [
    ...checkWorkspaces(draft, scope),
    ...BILLED_NAMES.flatMap((name) => checkBilled(draft, name, scope)),
  ],
  settle: (row, body, scope) => {
    for (const name of BILLED_NAMES) if (row[name] !== undefined) mark(row, name, scope);
    for (const [name, column] of Object.entries(TYPED)) writeTyped(row, { name, column, sent: body[name] }, scope);
    tellByMail(row, body, scope);
    const unstored = Object.fromEntries([...BILLED_NAMES, 'workspace_id'].map((name) => [name, undefined]));
    scope.database.table('invoices').update(row, { ...unstored, balance_in_cents: balanceOf(row, scope) });
  },
  remove: 'hard',
  onRemove: (row, scope) => {
    release(row, scope);
  },
  isLocked: (row) => row.draft !== true,
};

/** `PUT /invoices/{id}/cancel`: what it billed can be billed again. */
export function cancelInvoice(id: string, scope: Scope): Row {
  const row = scope.database.table('invoices').find(id);
  if (row === undefined) throw notFound();
  if (row.status !== 'new')
    throw invalid([{ field: 'status', message: `Invoice cannot be cancelled: its status is ${asText(row.status)}` }]);
  release(row, scope);
  alter('invoices', row, { status: 'cancelled' }, scope);
  return row;
}

function checkWorkspaces(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const workspaces = idsIn(draft, 'workspace_ids').map((id) => database.table('workspaces').find(id));
  if (workspaces.length === 0 || workspaces.includes(undefined))
    return [{ field: 'workspace_id', message: "Workspace can't be blank" }];
  const currencies = new Set(workspaces.map((workspace) => textIn(workspace, 'currency')));
  return currencies.size > 1 ? [{ field: 'workspace_ids', message: 'Workspaces must have the same currency' }] : [];
}

/** Everything billed must be there, of one of the workspaces, free, and approved where the project asks for that. */
function checkBilled(draft: Row, name: BilledName, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const workspaces = idsIn(draft, 'workspace_ids');
  for (const id of idsIn(draft, name)) {
    const item = database.table(BILLED[name]).find(id);
    const workspace = textIn(item, 'workspace_id');
    if (item === undefined || workspace === null || !workspaces.includes(workspace))
      return [{ field: name, message: `${id} does not belong to the invoice's workspaces` }];
    const invoice = textIn(item, 'invoice_id');
    if (invoice !== null && invoice !== draft.id) return [{ field: name, message: `${id} has already been invoiced` }];
    if (name === 'time_entry_ids' && item.billable !== true) return [{ field: name, message: `${id} is not billable` }];
    const asksApproval = database.table('workspaces').find(workspace)?.require_time_approvals !== false;
    if (name === 'time_entry_ids' && asksApproval && item.approved !== true)
      return [{ field: name, message: `${id} has not been approved` }];
  }
  return [];
}

/** Documented: making an invoice mails it, unless `suppress_emails` says not to. The mails lie in a table that no resource shows. */
function tellByMail(invoice: Row, body: BodyObject, { database, now }: Scope): void {
  const table = database.table('creation_emails');
  const isTold = table.by('invoice_id', invoice.id).length > 0;
  if (isTold || invoice.draft === true || body.suppress_emails === true || body.suppress_emails === 'true') return;
  table.insert({ id: table.nextId(), invoice_id: invoice.id, created_at: now });
}

/** Marks what the body names and frees what it no longer names. */
function mark(invoice: Row, name: BilledName, scope: Scope): void {
  const collection = BILLED[name];
  const table = scope.database.table(collection);
  const named = new Set(idsIn(invoice, name));
  for (const item of [...table.by('invoice_id', invoice.id)])
    if (!named.has(item.id)) alter(collection, item, { invoice_id: null }, scope);
  for (const item of [...named].flatMap((id) => table.find(id) ?? []))
    if (item.invoice_id !== invoice.id) alter(collection, item, { invoice_id: invoice.id }, scope);
}

function release(invoice: Row, scope: Scope): void {
  for (const collection of Object.values(BILLED))
    for (const item of [...scope.database.table(collection).by('invoice_id', invoice.id)])
      alter(collection, item, { invoice_id: null }, scope);
}

interface TypedLines {
  readonly name: string;
  readonly column: string;
  readonly sent: unknown;
}

function writeTyped(invoice: Row, { name, column, sent }: TypedLines, scope: Scope): void {
  if (!Array.isArray(sent)) return;
  const table = scope.database.table(name);
  const ids = (sent as Readonly<Record<string, unknown>>[]).map((line) => {
    const row = table.insert({
      id: table.nextId(),
      notes: asText(line.notes),
      amount_in_cents: Math.trunc(Number(line.amount_in_cents ?? 0)),
      taxable: line.taxable === true,
      currency: textIn(invoice, 'currency'),
      story_id: null,
      workspace_id:
        asText(line.workspace_id) === '' ? (idsIn(invoice, 'workspace_ids')[0] ?? null) : asText(line.workspace_id),
      creator_id: scope.currentUser,
      created_at: scope.now,
      updated_at: scope.now,
    });
    return row.id;
  });
  scope.database.table('invoices').update(invoice, { [column]: ids });
}

/** What the invoice asks for, tax on taxable items included. */
function balanceOf(invoice: Row, { database }: Scope): number {
  const billed = (collection: string): readonly Row[] => database.table(collection).by('invoice_id', invoice.id);
  const typed = Object.entries(TYPED).flatMap(([collection, column]) =>
    idsIn(invoice, column).flatMap((id) => database.table(collection).find(id) ?? []),
  );
  const amounts = [
    ...billed('time_entries').map((entry) => ({
      amount: worthOf(numberIn(entry, 'time_in_minutes'), numberIn(entry, 'rate_in_cents')),
      taxable: entry.taxable === true,
    })),
    ...[...billed('expenses'), ...billed('billing_milestones'), ...typed].map((item) => ({
      amount: numberIn(item, 'amount_in_cents'),
      taxable: item.taxable === true,
    })),
  ];
  const sum = amounts.reduce((total, { amount }) => total + amount, 0);
  const taxable = amounts.filter((item) => item.taxable).reduce((total, { amount }) => total + amount, 0);
  // The rate is a percentage with up to two digits after the point.
  return sum + divideHalfUp(taxable * Math.round(Number(invoice.tax_rate ?? 0) * 100), 10_000);
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
