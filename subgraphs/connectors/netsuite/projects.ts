// Projects of the port: finance code, ledger, billing schedules, revenue.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { BillingSchedule, ProjectLedger, RevenueEvent } from '../../../schema/canon/invoice.ts';
import type { FinanceProject } from '../../ports/erp.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { type ProjectDecoding, toBillingSchedules, toFinanceProject, toLedger, toRevenueEvent } from './map-project.ts';
import {
  bookRow,
  booksStatement,
  type JobRow,
  jobRow,
  jobsStatement,
  revenueRow,
  revenueStatement,
  scheduleRow,
  schedulesStatement,
  type ShareRow,
  shareRow,
  sharesStatement,
} from './project-query.ts';
import { checkedRows } from './wire.ts';

async function decoding(context: NetSuiteContext, envelope: Envelope): Promise<ProjectDecoding> {
  const { currency, functionalCurrency } = await context.lookups(envelope);
  return { refs: context.refs, currency, functionalCurrency };
}

/** A page asks for code and ledger of the same projects at once: both stand on this one labelled read. */
function readJobs(
  context: NetSuiteContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (JobRow | null)[]>> {
  return context.perRef<JobRow | null>(envelope, {
    name: 'jobs',
    kind: 'PROJECT',
    refs,
    none: () => null,
    ask: async (shared, own) => {
      const rows = await context.client.rows(shared, jobsStatement(context.config.mapping, own));
      const found = new Map(checkedRows(jobRow, rows, 'jobs').map((row) => [row.id, row]));
      return own.map((id) => found.get(id) ?? null);
    },
  });
}

export async function readFinanceProjects(
  context: NetSuiteContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (FinanceProject | null)[]>> {
  const { projectLinks } = context.config.mapping;
  const { value, freshness } = await readJobs(context, envelope, refs);
  return {
    value: value.map((row) => (row === null ? null : toFinanceProject(row, context.refs, projectLinks))),
    freshness,
  };
}

/** Three queries for any number of projects: the projects, their documents split by project, their books. */
export function readLedgersOf(
  context: NetSuiteContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
  today: string,
): Promise<Answer<readonly (ProjectLedger | null)[]>> {
  const { client, config, refs } = context;
  return context.perRef<ProjectLedger | null>(envelope, {
    name: 'ledgers-of',
    kind: 'PROJECT',
    refs: projects,
    args: { today },
    none: () => null,
    ask: async (shared, own) => {
      const ownRefs = own.map((id) => refs.of('PROJECT', id));
      const [jobs, shareRows, bookRows, decode] = await Promise.all([
        readJobs(context, shared, ownRefs),
        client.rows(shared, sharesStatement(own)),
        client.rows(shared, booksStatement(config.mapping, own)),
        decoding(context, shared),
      ]);
      const documents = Map.groupBy(checkedRows(shareRow, shareRows, 'project documents'), (row) => row.document);
      const shares = new Map<string, ShareRow[]>(own.map((id) => [id, []]));
      for (const rows of documents.values()) {
        // A document's rows go, all of them, to each job that has one of its own among them.
        for (const entity of new Set(rows.map((row) => row.entity ?? ''))) shares.get(entity)?.push(...rows);
      }
      const books = Map.groupBy(checkedRows(bookRow, bookRows, 'project books'), (row) => row.job);
      return jobs.value.map((job) => {
        if (job === null) return null;
        const facts = { job, shares: shares.get(job.id) ?? [], books: books.get(job.id) ?? [], today };
        return toLedger(facts, decode);
      });
    },
  });
}

export function readRevenueEventsOf(
  context: NetSuiteContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Promise<Answer<readonly (readonly RevenueEvent[])[]>> {
  return context.perRef<readonly RevenueEvent[]>(envelope, {
    name: 'revenue-events-of',
    kind: 'PROJECT',
    refs: projects,
    none: () => [],
    ask: async (shared, own) => {
      const [rows, decode] = await Promise.all([
        context.client.rows(shared, revenueStatement(context.config.mapping, own)),
        decoding(context, shared),
      ]);
      const found = Map.groupBy(checkedRows(revenueRow, rows, 'revenue events'), (row) => row.job);
      return own.map((id) => (found.get(id) ?? []).flatMap((row) => toRevenueEvent(row, decode) ?? []));
    },
  });
}

export async function readBillingSchedulesOf(
  context: NetSuiteContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Promise<Answer<readonly (readonly BillingSchedule[])[]>> {
  const { mapping } = context.config;
  if (mapping.billingSchedule === null) return context.known(projects.map(() => []));
  const { statuses } = mapping.billingSchedule;
  return context.perRef<readonly BillingSchedule[]>(envelope, {
    name: 'billing-schedules-of',
    kind: 'PROJECT',
    refs: projects,
    none: () => [],
    ask: async (shared, own) => {
      const statement = schedulesStatement(mapping, own);
      const [rows, decode] = await Promise.all([
        statement === null ? [] : context.client.rows(shared, statement),
        decoding(context, shared),
      ]);
      const found = Map.groupBy(checkedRows(scheduleRow, rows, 'billing schedules'), (row) => row.job);
      return own.map((id) => toBillingSchedules(found.get(id) ?? [], statuses, decode));
    },
  });
}
