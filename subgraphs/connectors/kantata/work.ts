// Time and expenses of the port: pages of them, and the sums of what is not billed yet.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { Page } from '../../../schema/canon/paging.ts';
import type { Project } from '../../../schema/canon/project.ts';
import type { ApprovalState, Expense, TimeEntry, UnbilledWork } from '../../../schema/canon/work.ts';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { WorkQuery } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { expenseIncludes, timeIncludes, toExpenses, toTimeEntries, unbilledOf } from './map-work.ts';
import { readPage } from './page.ts';
import { chunks, type ListRequest, perPageMax } from './request.ts';

// In both lists these are filters that are on whatever value they are given; off is their absence.
const on = 'true';

function timeRequest(name: string, filters: ListRequest['filters']): ListRequest {
  return {
    name,
    collection: 'time_entries',
    filters: { from_archived_workspaces: 'true', ...filters },
    include: timeIncludes,
    order: 'date_performed:asc',
  };
}

function expenseRequest(name: string, filters: ListRequest['filters']): ListRequest {
  return {
    name,
    collection: 'expenses',
    filters: { from_archived_workspaces: 'true', ...filters },
    include: expenseIncludes,
    order: 'date:asc',
  };
}

/** A page of time, by work date. Only approved or not is a filter of Kantata's; other states are looked for row by row. */
export async function readTimeEntries(
  context: KantataContext,
  envelope: Envelope,
  query: WorkQuery,
): Promise<Answer<Page<TimeEntry>>> {
  const { approval, billable } = query;
  const asked = askedProjects(context, query);
  if (asked?.length === 0) return context.known(noPage);
  const filters = choice(query, asked);
  const request = timeRequest('timeEntries', {
    workspace_ids: asked?.join(',') ?? null,
    date_performed_between: days(query),
    billable: billable === null ? null : String(billable),
    ...invoicedFilter(query),
    approved: approval === 'APPROVED' ? on : null,
    in_active_submission: activeSubmission(approval),
  });
  const page = { first: query.first, after: query.after };
  return context.read(envelope, { name: 'timeEntries', args: { ...page, ...filters }, keep: 'FIGURES' }, (shared) =>
    readPage(context, shared, {
      page,
      request,
      filters,
      toItems: (listing) => toTimeEntries(listing, context),
      keep: approval === null || approval === 'APPROVED' ? null : (entry) => entry.approval === approval,
    }),
  );
}

/** A page of expenses, by date. Kantata cannot filter them by billable nor, for sure, by several projects. */
export async function readExpenses(
  context: KantataContext,
  envelope: Envelope,
  query: WorkQuery,
): Promise<Answer<Page<Expense>>> {
  const { approval, billable } = query;
  const asked = askedProjects(context, query);
  if (asked?.length === 0) return context.known(noPage);
  const filters = choice(query, asked);
  const wide = expenseRequest('expenses', {
    date_expensed_between: days(query),
    ...invoicedFilter(query),
    approved: approval === 'APPROVED' ? on : null,
    submitted: approval === 'SUBMITTED' ? on : null,
    unsubmitted: approval === 'DRAFT' || approval === 'REJECTED' ? on : null,
  });
  const isExact = billable === null && (approval === null || approval === 'APPROVED');
  const fits = (expense: Expense): boolean =>
    (billable === null || expense.billable === billable) &&
    (approval === null || expense.approval === approval) &&
    (asked === null || asked.includes(expense.project.id));
  const page = { first: query.first, after: query.after };
  return context.read(
    envelope,
    { name: 'expenses', args: { ...page, ...filters }, keep: 'FIGURES' },
    async (shared) => {
      const value = asked === null ? null : await context.projectFilters.valueFor(shared, wide, asked);
      return readPage(context, shared, {
        page,
        request: { ...wide, filters: { ...wide.filters, workspace_id: value } },
        filters,
        toItems: (listing) => toExpenses(listing, context),
        keep: isExact && (asked === null || value !== null) ? null : fits,
      });
    },
  );
}

/**
 * Unbilled work of all these projects: their uninvoiced time and expenses, 200 a call, added up per project. Time is read
 * only for projects where it is the bill.
 */
export async function readUnbilledWorkOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly Project[],
): Promise<Answer<readonly UnbilledWork[]>> {
  const { refs } = context;
  const ours = projects.filter((project) => refs.isOurs('PROJECT', project.ref));
  const nothing = { time: [], expenses: [] };
  if (ours.length === 0) return context.known(projects.map((project) => unbilledOf(project, nothing)));
  const ids = refs.idsOf(
    'PROJECT',
    ours.map((project) => project.ref),
  );
  const byId = new Map(ours.map((project) => [project.ref.id, project]));
  const args = ids.map((id) => [id, byId.get(id)?.currency, byId.get(id)?.billingModel]);
  const timed = ids.filter((id) => byId.get(id)?.billingModel === 'TIME_AND_MATERIALS');
  const question = { name: 'unbilledWorkOf', args, keep: 'FIGURES' } as const;
  const { value, freshness } = await context.read(envelope, question, async (shared) => {
    const [time, expenses] = await Promise.all([
      uninvoicedTime(context, shared, timed),
      uninvoicedExpenses(context, shared, ids),
    ]);
    const timeOf = Map.groupBy(time, (entry) => entry.project.id);
    const expensesOf = Map.groupBy(expenses, (expense) => expense.project.id);
    return [...byId].map(([id, project]) =>
      unbilledOf(project, { time: timeOf.get(id) ?? [], expenses: expensesOf.get(id) ?? [] }),
    );
  });
  const found = new Map(value.map((work) => [work.project.id, work]));
  const inOrder = projects.map((project) => {
    const work = refs.isOurs('PROJECT', project.ref) ? found.get(project.ref.id) : undefined;
    return work ?? unbilledOf(project, nothing);
  });
  return { value: inOrder, freshness };
}

async function uninvoicedTime(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly string[],
): Promise<readonly TimeEntry[]> {
  const lists = chunks(projects).map((part) => {
    const filters = { uninvoiced: on, billable: 'true', workspace_ids: part.join(',') };
    return context.client.all(envelope, { ...timeRequest('unbilledTime', filters), order: 'created_at:asc' });
  });
  return (await Promise.all(lists)).flatMap((listing) => toTimeEntries(listing, context));
}

async function uninvoicedExpenses(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly string[],
): Promise<readonly Expense[]> {
  const request = { ...expenseRequest('unbilledExpenses', { uninvoiced: on }), order: 'created_at:asc' };
  return toExpenses(await context.projectFilters.all(envelope, request, projects), context);
}

const noPage = { items: [], cursors: [], hasNextPage: false, totalCount: 0 };

/** The projects asked about, null for all; an empty list asks about nothing of ours. */
function askedProjects({ refs, config }: KantataContext, { projects }: WorkQuery): readonly string[] | null {
  if (projects === null) return null;
  const ids = refs.idsOf('PROJECT', projects);
  if (ids.length <= perPageMax) return ids;
  throw new UnsupportedFilterError(
    `A page of work can be filtered by ${perPageMax} projects of ${config.instance} at most, got ${ids.length}`,
  );
}

/** What chooses the rows of a list of work, apart from the page. */
function choice({ from, to, approval, billable, invoiced }: WorkQuery, projects: readonly string[] | null) {
  return { projects, from, to, approval, billable, invoiced };
}

/** `2026-01-01:2026-01-31`, both days included; a missing end is open. */
function days({ from, to }: WorkQuery): string | null {
  return from === null && to === null ? null : `${from ?? ''}:${to ?? ''}`;
}

function invoicedFilter({ invoiced }: WorkQuery): ListRequest['filters'] {
  return { invoiced: invoiced === true ? on : null, uninvoiced: invoiced === false ? on : null };
}

/** Pending and approved timesheets are active; drafts and rejected time are on none. */
function activeSubmission(approval: ApprovalState | null): string | null {
  if (approval === 'SUBMITTED') return 'true';
  return approval === 'DRAFT' || approval === 'REJECTED' ? 'false' : null;
}
