// Projects ("jobs"): their codes, their documents, their books, their billing schedules.
import { z } from 'zod';
import type { Mapping } from './config.ts';
import { counts, isItemLine } from './document-query.ts';
import { ids, isoDay, texts, type Statement } from './suiteql.ts';
import { decimal, id, isoDate, maybe, whole } from './wire.ts';

/** A job's own columns; the fields that link it to other systems come with their own names. */
export const jobRow = z.looseObject({ id, code: z.string(), currency: maybe(id) });
export type JobRow = z.output<typeof jobRow>;

export function jobsStatement({ projectLinks }: Mapping, jobs: readonly string[]): Statement {
  const links = projectLinks.map(({ field }) => `, j.${field}`).join('');
  return {
    name: 'jobs',
    sql: `SELECT j.id, j.entityid AS code, j.currency${links} FROM job j WHERE j.id IN ${ids(jobs)} ORDER BY j.id`,
  };
}

/** One row per document and entity of its lines: what of the document belongs to whom. */
export const shareRow = z.object({
  document: id,
  type: z.enum(['CustInvc', 'CustCred']),
  currency: id,
  total: maybe(decimal),
  unpaid: maybe(decimal),
  due: maybe(isoDate),
  /** A job, the customer itself, or nobody. */
  entity: maybe(id),
  subsidiary: id,
  items: maybe(decimal),
  copies: whole,
});
export type ShareRow = z.output<typeof shareRow>;

/**
 * Invoices and credit memos with a line of these jobs, split by whose their lines are. The lines of the jobs are joined a
 * second time (`copies`, see documentsStatement): the other lines of the same document are needed to split its open balance.
 */
export function sharesStatement(jobs: readonly string[]): Statement {
  const header = ['t.id', 't.type', 't.currency', 't.foreigntotal', 't.foreignamountunpaid', isoDay('t.duedate')];
  return {
    name: 'project-documents',
    sql: `SELECT t.id AS document, t.type, t.currency, t.foreigntotal AS total, t.foreignamountunpaid AS unpaid,
      ${isoDay('t.duedate')} AS due, tl.entity, tl.subsidiary, SUM(tl.foreignamount) AS items,
      COUNT(DISTINCT pl.uniquekey) AS copies
      FROM transactionline pl JOIN transaction t ON t.id = pl.transaction
      JOIN transactionline tl ON tl.transaction = t.id
      WHERE pl.entity IN ${ids(jobs)} AND ${isItemLine('pl')} AND ${isItemLine('tl')}
      AND t.type IN ('CustInvc', 'CustCred') AND ${counts}
      GROUP BY ${header.join(', ')}, tl.entity, tl.subsidiary
      ORDER BY t.id, tl.entity, tl.subsidiary`,
  };
}

export const bookRow = z.object({
  job: id,
  subsidiary: id,
  revenue: maybe(decimal),
  deferred: maybe(decimal),
  cost: maybe(decimal),
});
export type BookRow = z.output<typeof bookRow>;

/** Ledger lines of these jobs in the primary book, of accounts that say something about revenue or cost. */
function bookLines(mapping: Mapping, jobs: readonly string[], accountTypes: readonly string[]): string {
  return `FROM transactionaccountingline a
      JOIN transactionline tl ON tl.transaction = a.transaction AND tl.id = a.transactionline
      JOIN transaction t ON t.id = a.transaction JOIN account g ON g.id = a.account
      WHERE tl.entity IN ${ids(jobs)} AND a.posting = 'T' AND a.accountingbook = ${mapping.accountingBook}
      AND g.accttype IN ${texts(accountTypes)}`;
}

/** The sum of the book's lines of some account types; revenue only from the documents that recognise it. */
function bookSum(mapping: Mapping, accountTypes: readonly string[], from: 'ALL' | 'RECOGNITION'): string {
  const { recognitionTypes } = mapping;
  const documents = from === 'ALL' || recognitionTypes === null ? '' : ` AND t.type IN ${texts(recognitionTypes)}`;
  return `SUM(CASE WHEN g.accttype IN ${texts(accountTypes)}${documents} THEN a.amount ELSE 0 END)`;
}

/** Sums of the book by job and subsidiary, in the subsidiary's functional currency, with the ledger's signs. */
export function booksStatement(mapping: Mapping, jobs: readonly string[]): Statement {
  const { revenueAccounts, deferredAccounts, costAccounts } = mapping;
  return {
    name: 'project-books',
    sql: `SELECT tl.entity AS job, tl.subsidiary, ${bookSum(mapping, revenueAccounts, 'RECOGNITION')} AS revenue,
      ${bookSum(mapping, deferredAccounts, 'ALL')} AS deferred, ${bookSum(mapping, costAccounts, 'ALL')} AS cost
      ${bookLines(mapping, jobs, [...revenueAccounts, ...deferredAccounts, ...costAccounts])}
      GROUP BY tl.entity, tl.subsidiary ORDER BY tl.entity, tl.subsidiary`,
  };
}

export const revenueRow = z.object({
  transaction: id,
  posted: isoDate,
  period: maybe(id),
  job: id,
  subsidiary: id,
  method: maybe(z.string()),
  revenue: maybe(decimal),
  deferred: maybe(decimal),
});
export type RevenueRow = z.output<typeof revenueRow>;

/** What each transaction did to a job's revenue and deferred revenue, oldest first. */
export function revenueStatement(mapping: Mapping, jobs: readonly string[]): Statement {
  const { revenueAccounts, deferredAccounts, fields } = mapping;
  const posted = isoDay('t.trandate');
  return {
    name: 'revenue-events',
    sql: `SELECT t.id AS transaction, ${posted} AS posted, t.postingperiod AS period, tl.entity AS job, tl.subsidiary,
      MAX(BUILTIN.DF(tl.${fields.revenueMethod})) AS method, ${bookSum(mapping, revenueAccounts, 'RECOGNITION')} AS revenue,
      ${bookSum(mapping, deferredAccounts, 'ALL')} AS deferred
      ${bookLines(mapping, jobs, [...revenueAccounts, ...deferredAccounts])}
      GROUP BY t.id, ${posted}, t.postingperiod, tl.entity, tl.subsidiary
      ORDER BY ${posted}, t.id, tl.entity, tl.subsidiary`,
  };
}

export const scheduleRow = z.object({
  line: id,
  schedule: id,
  name: maybe(z.string()),
  job: id,
  due: maybe(isoDate),
  amount: decimal,
  currency: maybe(id),
  status: maybe(z.string()),
  invoice: maybe(id),
});
export type ScheduleRow = z.output<typeof scheduleRow>;

/** Planned bills of these jobs in order of date; null where the firm keeps none. */
export function schedulesStatement({ billingSchedule }: Mapping, jobs: readonly string[]): Statement | null {
  if (billingSchedule === null) return null;
  const { record, schedule, job, dueDate, amount, currency, status, invoice } = billingSchedule;
  return {
    name: 'billing-schedules',
    sql: `SELECT sl.id AS line, sl.${schedule} AS schedule, s.name, sl.${job} AS job, ${isoDay(`sl.${dueDate}`)} AS due,
      sl.${amount} AS amount, COALESCE(sl.${currency}, j.currency) AS currency, sl.${status} AS status, sl.${invoice} AS invoice
      FROM ${record} sl JOIN billingschedule s ON s.id = sl.${schedule} JOIN job j ON j.id = sl.${job}
      WHERE sl.${job} IN ${ids(jobs)} AND COALESCE(sl.isinactive, 'F') = 'F'
      ORDER BY sl.${schedule}, ${isoDay(`sl.${dueDate}`)}, sl.id`,
  };
}
