// Work as billing needs it: with the version it was read in, who approved it, and what prices it. Asked of Kantata itself.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Expense, TimeEntry } from '../../../schema/canon/work.ts';
import type { WorkExpense, WorkItem, WorkQuestion, WorkTime } from '../../ports/billing-work.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { joinListings, type Listing, noListing } from './listing.ts';
import { present } from './map-project.ts';
import { expenseIncludes, timeIncludes, toExpenses, toTimeEntries } from './map-work.ts';
import { chunks, type ListRequest } from './request.ts';
import { checked } from './wire.ts';

const id = z.string().regex(/^\d+$/);
const maybeId = id.nullish().transform((value) => value ?? null);
const instant = z.iso.datetime({ offset: true });

/** What an entry says besides what every read of time takes. */
const timeExtra = z.object({
  story_id: maybeId,
  role_id: maybeId,
  invoice_id: maybeId,
  active_submission_id: maybeId,
  currency: z.string(),
});
const expenseExtra = z.object({ active_submission_id: maybeId, receipt_id: maybeId, notes: z.string().nullish() });
const billOfExpenses = z.object({ id, expense_ids: z.array(id) });
const titled = z.object({ title: z.string() });
const namedRole = z.object({ name: z.string() });
/** Who decided about a submission, and when. */
const decided = z.object({
  current_resolution_creator_id: maybeId,
  current_resolution_created_at_date: instant.nullish().transform((value) => value ?? null),
});

// In both lists these are filters that are on whatever value they are given; off is their absence.
const on = 'true';
const billedFilter = { FREE: { uninvoiced: on }, BILLED: { invoiced: on } } as const;

/** A list of time with what says its version and its approval. */
export function timeRequest(name: string, filters: ListRequest['filters']): ListRequest {
  const include = [...timeIncludes, 'story', 'role', 'invoice'];
  return { name, collection: 'time_entries', filters: { from_archived_workspaces: on, ...filters }, include, order };
}

function expenseRequest(name: string, filters: ListRequest['filters']): ListRequest {
  const include = [...expenseIncludes, 'receipt'];
  return { name, collection: 'expenses', filters: { from_archived_workspaces: on, ...filters }, include, order };
}

// What is worked while it is read comes last, and shifts no page.
const order = 'created_at:asc';

/** Work of some projects, by day, then id. */
export async function billingWork(
  context: KantataContext,
  envelope: Envelope,
  { projects, through, work }: WorkQuestion,
): Promise<readonly WorkItem[]> {
  const ids = context.refs.idsOf('PROJECT', projects);
  if (ids.length === 0) return [];
  const [time, expenses] = await Promise.all([
    timeOf(context, envelope, ids, { date_performed_between: `:${through}`, ...billedFilter[work] }),
    expensesOf(context, envelope, ids, { date_expensed_between: `:${through}`, ...billedFilter[work] }),
  ]);
  const isAsked = (item: WorkItem): boolean =>
    work === 'BILLED' || (item.billable && item.approval === 'APPROVED' && !item.billed);
  return [...time, ...expenses].filter(isAsked).sort(byDay);
}

async function timeOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly string[],
  filters: ListRequest['filters'],
): Promise<readonly WorkTime[]> {
  const lists = await Promise.all(
    chunks(projects).map((part) =>
      context.client.all(envelope, timeRequest('billingTime', { workspace_ids: part.join(','), ...filters })),
    ),
  );
  return context.understood('billingTime', () => Promise.resolve(lists.flatMap((list) => workTime(context, list))));
}

async function expensesOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly string[],
  filters: ListRequest['filters'],
): Promise<readonly WorkExpense[]> {
  const request = expenseRequest('billingExpenses', filters);
  const listing = await context.projectFilters.all(envelope, request, projects);
  const expenses = await context.understood('billingExpenses', () => Promise.resolve(workExpenses(context, listing)));
  return withBills(context, envelope, expenses);
}

/** An expense does not say which bill it is on; the bills of its project say what is on them. */
async function withBills(
  context: KantataContext,
  envelope: Envelope,
  expenses: readonly WorkExpense[],
): Promise<readonly WorkExpense[]> {
  const { client, refs } = context;
  const projects = [...new Set(expenses.filter(({ billed }) => billed).map(({ project }) => project.id))];
  if (projects.length === 0) return expenses;
  const lists = await Promise.all(
    projects.map((project) =>
      client.all(envelope, {
        ...{ name: 'billsOfExpenses', collection: 'invoices', order, include: ['expenses'] },
        filters: { workspace_id: project },
      }),
    ),
  );
  return context.understood('billsOfExpenses', () => {
    const bills = lists.flatMap(({ rows }) => rows.map((row) => checked(billOfExpenses, row, 'a bill')));
    const billOf = new Map(bills.flatMap(({ id: bill, expense_ids: own }) => own.map((each) => [each, bill] as const)));
    const found = (own: string): string | null => billOf.get(own) ?? null;
    return Promise.resolve(
      expenses.map((item) => (item.billed ? { ...item, bill: refs.maybe('INVOICE', found(item.ref.id)) } : item)),
    );
  });
}

type Dated = Pick<WorkItem, 'on' | 'kind' | 'ref'>;

/** By day, then kind, then id. */
export function byDay(one: Dated, other: Dated): number {
  if (one.on !== other.on) return one.on < other.on ? -1 : 1;
  if (one.kind !== other.kind) return one.kind === 'TIME' ? -1 : 1;
  return one.ref.id.length - other.ref.id.length || (one.ref.id < other.ref.id ? -1 : 1);
}

/** Items by reference, as they are now; null for one that is gone, or of another account. */
export async function billingWorkNow(
  context: KantataContext,
  envelope: Envelope,
  items: readonly VendorRef[],
): Promise<readonly (WorkItem | null)[]> {
  const { client, refs } = context;
  const read = async (request: ListRequest, ids: readonly string[]): Promise<Listing> =>
    joinListings(
      noListing,
      await Promise.all(
        chunks(ids).map((part) =>
          client.all(envelope, { ...request, filters: { ...request.filters, only: part.join(',') } }),
        ),
      ),
    );
  const [time, expenses] = await Promise.all([
    read(timeRequest('billingTimeNow', {}), refs.idsOf('TIME_ENTRY', items)),
    read(expenseRequest('billingExpensesNow', {}), refs.idsOf('EXPENSE', items)),
  ]);
  const spent = await context.understood('billingExpensesNow', () => Promise.resolve(workExpenses(context, expenses)));
  const billed = await withBills(context, envelope, spent);
  return context.understood('billingWorkNow', () => {
    const found = new Map([...workTime(context, time), ...billed].map((item) => [keyOf(item.ref), item]));
    const isOurs = (ref: VendorRef): boolean => refs.isOurs('TIME_ENTRY', ref) || refs.isOurs('EXPENSE', ref);
    return Promise.resolve(items.map((ref) => (isOurs(ref) ? (found.get(keyOf(ref)) ?? null) : null)));
  });
}

/** A record of one account by kind and id. */
export function keyOf({ kind, id: own }: VendorRef): string {
  return `${kind} ${own}`;
}

/** The time of a list, in its order. */
export function workTime(context: KantataContext, listing: Listing): readonly WorkTime[] {
  return toTimeEntries(listing, context).map((entry, index) => {
    const extra = checked(timeExtra, listing.rows[index], 'a time entry');
    const task = extra.story_id === null ? null : present(listing, 'stories', extra.story_id);
    const role = extra.role_id === null ? null : present(listing, 'roles', extra.role_id);
    const approval = decisionOf(context, listing, 'timesheet_submissions', {
      entry,
      submission: extra.active_submission_id,
    });
    const { ref, project, resource, billable } = entry;
    return {
      kind: 'TIME',
      ...{ ref, project, resource, billable, on: entry.workedOn, approval: entry.approval, ...approval },
      version: versionOf('TIME', entry, [entry.task?.id ?? null, entry.duration, extra.role_id, approval.approvedAt]),
      billed: entry.invoiced,
      bill: context.refs.maybe('INVOICE', extra.invoice_id),
      currency: currencyCode(extra.currency),
      minutes: entry.duration,
      task: entry.task,
      taskTitle: task === null ? null : checked(titled, task, 'a task').title,
      role: role === null ? null : checked(namedRole, role, 'a role').name,
      hourlyRate: entry.hourlyBillRate,
    };
  });
}

function workExpenses(context: KantataContext, listing: Listing): readonly WorkExpense[] {
  return toExpenses(listing, context).map((entry, index) => {
    const extra = checked(expenseExtra, listing.rows[index], 'an expense');
    const asked = { entry, submission: extra.active_submission_id };
    const approval = decisionOf(context, listing, 'expense_report_submissions', asked);
    const { ref, project, resource, billable, category, amount, reimbursable } = entry;
    const currency: CurrencyCode = amount.currency;
    const content = [category, amount.amount, amount.currency, extra.notes ?? null, approval.approvedAt];
    return {
      kind: 'EXPENSE',
      ...{ ref, project, resource, billable, on: entry.spentOn, approval: entry.approval, ...approval },
      version: versionOf('EXPENSE', entry, content),
      ...{ billed: entry.invoiced, bill: null, currency, category, amount, reimbursable },
      // No part of the version: a receipt that arrives later changes nothing of what was spent.
      hasReceipt: extra.receipt_id !== null,
    };
  });
}

interface Approval {
  readonly approver: VendorRef | null;
  readonly approvedAt: string | null;
}

/** Who approved it: whoever decided about the submission it is approved on. */
function decisionOf(
  { refs }: KantataContext,
  listing: Listing,
  collection: 'timesheet_submissions' | 'expense_report_submissions',
  { entry, submission }: { readonly entry: TimeEntry | Expense; readonly submission: string | null },
): Approval {
  if (entry.approval !== 'APPROVED' || submission === null) return { approver: null, approvedAt: null };
  const told = checked(decided, present(listing, collection, submission), 'a submission');
  const approvedAt = told.current_resolution_created_at_date;
  return {
    approver: refs.maybe('RESOURCE', told.current_resolution_creator_id),
    approvedAt: approvedAt === null ? null : new Date(approvedAt).toISOString(),
  };
}

/** Half a SHA-256 tells versions of one record apart for ever. */
const versionDigits = 32;

/** A digest of the work and its approval. An approval taken back and given again is another version: somebody looked anew. */
function versionOf(
  kind: WorkItem['kind'],
  entry: TimeEntry | Expense,
  content: readonly (string | number | null)[],
): string {
  const day = 'workedOn' in entry ? [entry.workedOn, entry.note] : [entry.spentOn];
  const { project, resource, billable, approval } = entry;
  const facts = [kind, project.id, resource?.id ?? null, ...day, billable, approval, ...content];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, versionDigits);
}
