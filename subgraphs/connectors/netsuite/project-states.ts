// Projects as they are now: what a process decides by. Asked of NetSuite itself, never of our cache.
import DataLoader from 'dataloader';
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { BillingScheduleStatus } from '../../../schema/canon/invoice.ts';
import { money } from '../../../schema/canon/money.ts';
import type { ErpProjectHeader, ErpProjectState, ScheduleLineState } from '../../ports/erp-project-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { linkRefs } from './refs.ts';
import { ids, isoDay, type Statement } from './suiteql.ts';
import { checked, checkedRows, decimal, flag, id, isoDate, maybe } from './wire.ts';
import { recordPath } from './write-record.ts';

const named = z.object({ id });
const jobRecord = z.looseObject({
  id,
  entityId: z.string(),
  companyName: maybe(z.string()),
  parent: maybe(named),
  subsidiary: maybe(named),
  currency: maybe(named),
  isInactive: maybe(z.boolean()),
  externalId: maybe(z.string()),
});

/** Headers that one request asks for, by request. */
const asking = new WeakMap<Envelope, DataLoader<string, ErpProjectHeader | null>>();
/** More than a process asks for at once. */
const askedMax = 200;

/**
 * By the record's own address: queries trail what was written by seconds, addresses do not. Several that one request asks for at once are
 * one query: who reads many projects in one go reads them before anything is decided of each.
 */
export async function projectHeaderNow(
  context: NetSuiteContext,
  envelope: Envelope,
  project: VendorRef,
): Promise<ErpProjectHeader | null> {
  const jobId = context.refs.idOf('PROJECT', project);
  if (jobId === null) return null;
  const loader =
    asking.get(envelope) ??
    new DataLoader<string, ErpProjectHeader | null>(
      async (jobs) => {
        const [only] = jobs;
        if (only !== undefined && jobs.length === 1) return [await headerByAddress(context, envelope, only)];
        return headersByQuery(context, envelope, jobs);
      },
      // What is asked for again is asked anew.
      { cache: false, maxBatchSize: askedMax },
    );
  asking.set(envelope, loader);
  return loader.load(jobId);
}

const jobRow = z.looseObject({
  ...{ id, code: z.string(), name: maybe(z.string()), customer: maybe(id), subsidiary: maybe(id), currency: maybe(id) },
  ...{ inactive: flag, key: maybe(z.string()), held: maybe(flag) },
});

async function headersByQuery(
  context: NetSuiteContext,
  envelope: Envelope,
  jobs: readonly string[],
): Promise<readonly (ErpProjectHeader | null)[]> {
  const { client, config, refs } = context;
  const { fields, projectLinks } = config.mapping;
  const links = projectLinks.map(({ field }) => `, j.${field}`).join('');
  const statement: Statement = {
    name: 'projects-now',
    sql: `SELECT j.id, j.entityid AS code, j.companyname AS name, j.parent AS customer, j.subsidiary, j.currency,
      j.isinactive AS inactive, j.externalid AS key, j.${fields.billingHold} AS held${links}
      FROM job j WHERE j.id IN ${ids([...new Set(jobs)])} ORDER BY j.id`,
  };
  const [rows, { currency }] = await Promise.all([client.rows(envelope, statement), context.lookups(envelope)]);
  return context.understood(statement.name, () => {
    const found = new Map(checkedRows(jobRow, rows, 'projects').map((row) => [row.id, row]));
    return Promise.resolve(
      jobs.map((job) => {
        const row = found.get(job);
        if (row === undefined) return null;
        return {
          ...{ ref: refs.of('PROJECT', row.id), code: row.code, name: row.name ?? row.code },
          ...{
            customer: refs.maybe('CUSTOMER', row.customer),
            legalEntity: refs.maybe('LEGAL_ENTITY', row.subsidiary),
          },
          ...{ currency: row.currency === null ? null : currency(row.currency), active: !row.inactive },
          ...{ billingHeld: row.held === true, key: row.key },
          links: linkRefs(projectLinks, (field) => textOf(row[field])),
        };
      }),
    );
  });
}

async function headerByAddress(
  context: NetSuiteContext,
  envelope: Envelope,
  jobId: string,
): Promise<ErpProjectHeader | null> {
  const { client, config, refs } = context;
  const { fields, projectLinks } = config.mapping;
  const standard = ['id', 'entityId', 'companyName', 'parent', 'subsidiary', 'currency', 'isInactive', 'externalId'];
  const asked = [...standard, fields.billingHold, ...projectLinks.map(({ field }) => field)].join(',');
  const lookup = { name: 'project-now', path: `${recordPath}/job/${jobId}?fields=${asked}` };
  const [body, { currency }] = await Promise.all([client.get(envelope, lookup), context.lookups(envelope)]);
  if (body === null) return null;
  return context.understood(lookup.name, () => {
    const record = checked(jobRecord, body, 'the project');
    return Promise.resolve({
      ref: refs.of('PROJECT', record.id),
      code: record.entityId,
      name: record.companyName ?? record.entityId,
      customer: refs.maybe('CUSTOMER', record.parent?.id ?? null),
      legalEntity: refs.maybe('LEGAL_ENTITY', record.subsidiary?.id ?? null),
      currency: record.currency === null ? null : currency(record.currency.id),
      active: record.isInactive !== true,
      billingHeld: record[fields.billingHold] === true,
      key: record.externalId,
      links: linkRefs(projectLinks, (field) => textOf(record[field])),
    });
  });
}

/** The same with what hangs on it. */
export async function projectNow(
  context: NetSuiteContext,
  envelope: Envelope,
  project: VendorRef,
): Promise<ErpProjectState | null> {
  const header = await projectHeaderNow(context, envelope, project);
  const jobId = context.refs.idOf('PROJECT', project);
  if (header === null || jobId === null) return null;
  const [used, schedule] = await Promise.all([
    usedJobs(context, envelope, [jobId]),
    scheduleNow(context, envelope, jobId),
  ]);
  return { ...header, isUsed: used.has(jobId), schedule };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const usedRow = z.object({ job: id });

/** Those of the jobs that a document or booked time names. */
export async function usedJobs(
  context: NetSuiteContext,
  envelope: Envelope,
  jobs: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    context.config.mapping.jobUses.map(({ table, column }) =>
      context.client.rows(envelope, {
        name: 'job-uses',
        sql: `SELECT u.${column} AS job FROM ${table} u WHERE u.${column} IN ${ids(jobs)} GROUP BY u.${column} ORDER BY u.${column}`,
      }),
    ),
  );
  return context.understood('job-uses', () =>
    Promise.resolve(new Set(checkedRows(usedRow, found.flat(), 'uses').map(({ job }) => job))),
  );
}

/** A line of a schedule with what a removal must know of it. */
export const lineRow = z.object({
  id,
  externalid: maybe(z.string()),
  name: maybe(z.string()),
  due: maybe(isoDate),
  amount: decimal,
  currency: maybe(id),
  status: maybe(z.string()),
  invoice: maybe(id),
  milestone: maybe(z.string()),
});
export type LineRow = z.output<typeof lineRow>;

/** Lines by the column that names their schedule or their job; null where the firm keeps none. */
export function linesBy(context: NetSuiteContext, column: 'schedule' | 'job', value: string): Statement | null {
  const schedule = context.config.mapping.billingSchedule;
  if (schedule === null) return null;
  return {
    name: 'schedule-lines',
    sql: `SELECT sl.id, sl.externalid, sl.name, ${isoDay(`sl.${schedule.dueDate}`)} AS due, sl.${schedule.amount} AS amount,
      COALESCE(sl.${schedule.currency}, j.currency) AS currency, sl.${schedule.status} AS status, sl.${schedule.invoice} AS invoice,
      sl.${schedule.milestone} AS milestone
      FROM ${schedule.record} sl JOIN job j ON j.id = sl.${schedule.job}
      WHERE sl.${schedule[column]} IN ${ids([value])} AND COALESCE(sl.isinactive, 'F') = 'F' ORDER BY sl.id`,
  };
}

/** Lines as they are now, in the order they were made. */
export async function readLines(
  context: NetSuiteContext,
  envelope: Envelope,
  statement: Statement | null,
): Promise<readonly LineRow[]> {
  if (statement === null) return [];
  const rows = await context.client.rows(envelope, statement);
  return context.understood(statement.name, () => Promise.resolve(checkedRows(lineRow, rows, 'schedule lines')));
}

/** What a status of the account means. */
export function scheduleStatus(context: NetSuiteContext, status: string | null): BillingScheduleStatus {
  const statuses = context.config.mapping.billingSchedule?.statuses ?? {};
  return status !== null && Object.hasOwn(statuses, status) ? (statuses[status] ?? 'UNKNOWN') : 'UNKNOWN';
}

async function scheduleNow(
  context: NetSuiteContext,
  envelope: Envelope,
  job: string,
): Promise<readonly ScheduleLineState[]> {
  const [rows, { currency }] = await Promise.all([
    readLines(context, envelope, linesBy(context, 'job', job)),
    context.lookups(envelope),
  ]);
  return context.understood('schedule-lines', () =>
    Promise.resolve(
      rows.map((row) => ({
        id: row.id,
        description: row.name,
        dueOn: row.due,
        amount: money(row.amount, currency(row.currency ?? '')),
        status: scheduleStatus(context, row.status),
        invoice: context.refs.maybe('INVOICE', row.invoice),
        milestone: row.milestone,
      })),
    ),
  );
}
