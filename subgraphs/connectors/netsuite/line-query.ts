// Below a document: its lines, and what was applied to it.
import { z } from 'zod';
import type { Mapping } from './config.ts';
import { isItemLine } from './document-query.ts';
import { ids, isoDay, type Statement } from './suiteql.ts';
import { decimal, id, isoDate, maybe } from './wire.ts';

export const lineRow = z.object({
  invoice: id,
  /** `uniquekey`: unique in the whole account and the same as record/v1's lineUniqueKey. */
  line: id,
  currency: id,
  job: maybe(id),
  memo: maybe(z.string()),
  quantity: maybe(decimal),
  rate: maybe(decimal),
  amount: maybe(decimal),
  taxcode: maybe(z.string()),
  taxrate: maybe(decimal),
  department: maybe(id),
  class: maybe(id),
  location: maybe(id),
});
export type LineRow = z.output<typeof lineRow>;

/** Lines of invoices in the order of the document. */
export function linesStatement({ fields }: Mapping, invoices: readonly string[]): Statement {
  return {
    name: 'invoice-lines',
    sql: `SELECT tl.transaction AS invoice, tl.uniquekey AS line, t.currency, lj.id AS job, tl.memo, tl.quantity, tl.rate,
      tl.foreignamount AS amount, BUILTIN.DF(tl.${fields.taxCode}) AS taxcode, tl.${fields.taxRate} AS taxrate,
      tl.department, tl.class, tl.location
      FROM transactionline tl JOIN transaction t ON t.id = tl.transaction LEFT JOIN job lj ON lj.id = tl.entity
      WHERE tl.transaction IN ${ids(invoices)} AND t.type = 'CustInvc' AND ${isItemLine('tl')}
      ORDER BY tl.transaction, tl.linesequencenumber, tl.uniquekey`,
  };
}

export const applicationRow = z.object({
  invoice: id,
  source: id,
  sourcetype: z.string(),
  currency: id,
  amount: maybe(decimal),
  applied: maybe(isoDate),
});
export type ApplicationRow = z.output<typeof applicationRow>;

/** Applications to invoices; a payment that met several lines of one invoice on one day is one application. */
export function applicationsStatement(invoices: readonly string[]): Statement {
  const applied = isoDay('k.nextdate');
  return {
    name: 'applications',
    sql: `SELECT k.previousdoc AS invoice, k.nextdoc AS source, k.nexttype AS sourcetype, t.currency,
      SUM(k.foreignamount) AS amount, ${applied} AS applied
      FROM previoustransactionlinelink k JOIN transaction t ON t.id = k.previousdoc
      WHERE k.previousdoc IN ${ids(invoices)} AND k.linktype = 'Payment' AND t.type = 'CustInvc'
      GROUP BY k.previousdoc, k.nextdoc, k.nexttype, t.currency, ${applied}
      ORDER BY k.previousdoc, ${applied}, k.nextdoc`,
  };
}
