// Invoices, payments and credit memos with the sums of their lines: one row per document, one query per question.
import { z } from 'zod';
import { type InvoiceStatus } from '../../../schema/canon/invoice.ts';
import type { Mapping } from './config.ts';
import { all, any, day, ids, isoDay, type Statement } from './suiteql.ts';
import { decimal, flag, id, isoDate, maybe, whole } from './wire.ts';

/** Lines that sell something: neither the total, nor tax, nor the cost side of a stock item. */
export function isItemLine(alias: string): string {
  return `${alias}.mainline = 'F' AND ${alias}.taxline = 'F' AND COALESCE(${alias}.iscogs, 'F') = 'F'`;
}

const letter = z.string().transform((value) => value.replace(/^.*:/, ''));

export const documentRow = z.object({
  id,
  type: z.string(),
  tranid: maybe(z.string()),
  /** One letter; NetSuite's own exports write `CustInvc:A`. */
  status: maybe(letter),
  voided: flag,
  customer: id,
  subsidiary: id,
  currency: id,
  exchangerate: maybe(decimal),
  issued: isoDate,
  due: maybe(isoDate),
  period: maybe(id),
  total: maybe(decimal),
  paid: maybe(decimal),
  unpaid: maybe(decimal),
  unused: maybe(decimal),
  disputereason: maybe(z.string()),
  disputeamount: maybe(decimal),
  disputeopened: maybe(isoDate),
  disputeowner: maybe(z.string()),
  disputestatus: maybe(z.string()),
  items: maybe(decimal),
  taxes: maybe(decimal),
  firstjob: maybe(id),
  lastjob: maybe(id),
  joblesslines: maybe(whole),
  copies: maybe(whole),
  project: maybe(id),
});
export type DocumentRow = z.output<typeof documentRow>;

/** Alias -> expression, constant within a document. The project may stand on the header; then its customer is the client. */
function headerColumns({ fields }: Mapping): Readonly<Record<string, string>> {
  return {
    id: 't.id',
    type: 't.type',
    tranid: 't.tranid',
    status: 't.status',
    voided: 't.voided',
    customer: 'COALESCE(hj.customer, t.entity)',
    subsidiary: 'ml.subsidiary',
    currency: 't.currency',
    exchangerate: 't.exchangerate',
    issued: isoDay('t.trandate'),
    due: isoDay('t.duedate'),
    period: 't.postingperiod',
    total: 't.foreigntotal',
    paid: 't.foreignamountpaid',
    unpaid: 't.foreignamountunpaid',
    unused: 't.foreignpaymentamountunused',
    disputereason: `t.${fields.disputeReason}`,
    disputeamount: `t.${fields.disputeAmount}`,
    disputeopened: isoDay(`t.${fields.disputeOpened}`),
    disputeowner: `BUILTIN.DF(t.${fields.disputeOwner})`,
    disputestatus: `t.${fields.disputeStatus}`,
  };
}

/** Alias -> sum over the document's lines, with NetSuite's signs (what the client pays is negative on an invoice). */
function lineSums(): Readonly<Record<string, string>> {
  const item = isItemLine('tl');
  return {
    items: `SUM(CASE WHEN ${item} THEN tl.foreignamount ELSE 0 END)`,
    taxes: `SUM(CASE WHEN tl.taxline = 'T' THEN tl.foreignamount ELSE 0 END)`,
    firstjob: `MIN(CASE WHEN ${item} THEN lj.id END)`,
    lastjob: `MAX(CASE WHEN ${item} THEN lj.id END)`,
    joblesslines: `SUM(CASE WHEN ${item} AND lj.id IS NULL THEN 1 ELSE 0 END)`,
  };
}

/** Which documents. BY_PROJECT gives one row per document and project asked for. */
export interface DocumentQuestion {
  readonly name: string;
  readonly where: readonly string[];
  readonly projects: readonly string[] | null;
  readonly rows: 'BY_DOCUMENT' | 'BY_PROJECT';
}

/**
 * Documents, latest first, then by id. A filter by project joins the project's lines a second time: that keeps the other
 * lines in the sums and lets the database start from the project, at the price that every line comes once per match.
 * `copies` says how often, and the mapping divides by it; the quotient is exact.
 */
export function documentsStatement(mapping: Mapping, question: DocumentQuestion): Statement {
  const { projects, rows } = question;
  const header = { ...headerColumns(mapping), ...(rows === 'BY_PROJECT' ? { project: 'pl.entity' } : {}) };
  const sums = { ...lineSums(), ...(projects === null ? {} : { copies: 'COUNT(DISTINCT pl.uniquekey)' }) };
  const projectLines =
    projects === null
      ? ''
      : `JOIN transactionline pl ON pl.transaction = t.id AND ${isItemLine('pl')} AND pl.entity IN ${ids(projects)}`;
  const columns = Object.entries({ ...header, ...sums }).map(([alias, expression]) => `${expression} AS ${alias}`);
  return {
    name: question.name,
    sql: `SELECT ${columns.join(', ')}
      FROM transaction t JOIN transactionline ml ON ml.transaction = t.id AND ml.mainline = 'T' ${projectLines}
      JOIN transactionline tl ON tl.transaction = t.id
      LEFT JOIN job hj ON hj.id = t.entity LEFT JOIN job lj ON lj.id = tl.entity
      WHERE ${all(question.where)}
      GROUP BY ${Object.values(header).join(', ')}
      ORDER BY ${isoDay('t.trandate')} DESC, t.id${rows === 'BY_PROJECT' ? ', pl.entity' : ''}`,
  };
}

/** Documents of these customers, on whichever of the two entities the header names. */
export function ofCustomers(customers: readonly string[]): string {
  return any([`t.entity IN ${ids(customers)}`, `hj.customer IN ${ids(customers)}`]);
}

/** Documents that something is still open of: an invoice to be paid, a payment or credit memo to be applied. */
export const somethingOpen = any([
  all([`t.type = 'CustInvc'`, 't.foreignamountunpaid <> 0']),
  all([`t.type IN ('CustPymt', 'CustCred')`, 't.foreignpaymentamountunused <> 0']),
]);

/** Posted and not voided: what counts as money. */
export const counts = all([`t.posting = 'T'`, `t.voided = 'F'`]);

const notVoided = `t.voided = 'F'`;
const statusConditions: Readonly<Record<InvoiceStatus, string | null>> = {
  DRAFT: null, // NetSuite has no drafts: an invoice not approved yet is pending
  PENDING_APPROVAL: all([notVoided, `t.status = 'D'`]),
  OPEN: all([notVoided, `t.status = 'A'`, 'COALESCE(t.foreignamountpaid, 0) = 0']),
  PARTIALLY_PAID: all([notVoided, `t.status = 'A'`, 't.foreignamountpaid <> 0']),
  PAID: all([notVoided, `t.status = 'B'`]),
  VOIDED: any([`t.voided = 'T'`, `t.status = 'V'`]),
  UNKNOWN: all([notVoided, `t.status NOT IN ('A', 'B', 'D', 'V')`]),
};

/** Invoices in any of these states; null when no invoice of NetSuite's can be in one of them. */
export function inStatuses(statuses: readonly InvoiceStatus[]): string | null {
  const conditions = [...new Set(statuses)].flatMap((status) => statusConditions[status] ?? []);
  return conditions.length === 0 ? null : any(conditions);
}

/** Documents that come after a place in the order of documentsStatement. */
export function after(place: { readonly issued: string; readonly id: string }): string {
  const same = all([`t.trandate = ${day(place.issued)}`, `t.id > ${ids([place.id])}`]);
  return any([`t.trandate < ${day(place.issued)}`, same]);
}

/** Payments or credit memos, one row each; their lines are not needed. */
export function cashStatement(
  mapping: Mapping,
  question: { readonly name: string; readonly where: readonly string[] },
): Statement {
  const columns = Object.entries(headerColumns(mapping)).map(([alias, expression]) => `${expression} AS ${alias}`);
  return {
    name: question.name,
    sql: `SELECT ${columns.join(', ')}
      FROM transaction t JOIN transactionline ml ON ml.transaction = t.id AND ml.mainline = 'T'
      LEFT JOIN job hj ON hj.id = t.entity
      WHERE ${all(question.where)} ORDER BY ${isoDay('t.trandate')} DESC, t.id`,
  };
}
