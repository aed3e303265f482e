// Invoices as somebody who posted them watches them: what they say now, and what was credited of them by whom. A query for up to a
// thousand of them, which trails the records by seconds: a change that is missed is told again by the feed's overlap.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type Money, negate, sum, zero } from '../../../schema/canon/money.ts';
import type { InvoiceCredit, InvoicePayment, WatchedInvoice } from '../../ports/invoice-writes.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { documentRow, documentsStatement, isItemLine } from './document-query.ts';
import { decoding } from './documents.ts';
import { type ApplicationRow, applicationRow, applicationsStatement } from './line-query.ts';
import { clientSide, type DocumentDecoding, size, toInvoice } from './map-document.ts';
import { chunks, ids, isoDay, type Statement } from './suiteql.ts';
import { checkedRows, decimal, flag, id, isoDate, maybe } from './wire.ts';

const creditRow = z.object({
  invoice: id,
  id,
  key: maybe(z.string()),
  number: maybe(z.string()),
  issued: isoDate,
  voided: flag,
  currency: id,
  items: maybe(decimal),
  taxes: maybe(decimal),
});
type CreditRow = z.output<typeof creditRow>;

/** Credit memos made of these invoices, with the sums of their lines. */
function creditsStatement(invoices: readonly string[]): Statement {
  const header = [
    ...['l.createdfrom', 't.id', 't.externalid', 't.tranid'],
    ...[isoDay('t.trandate'), 't.voided', 't.currency'],
  ];
  const [invoice, own, key, number, issued, voided, currency] = header;
  return {
    name: 'credits-of',
    sql: `SELECT ${invoice} AS invoice, ${own} AS id, ${key} AS key, ${number} AS number, ${issued} AS issued,
      ${voided} AS voided, ${currency} AS currency,
      SUM(CASE WHEN ${isItemLine('l')} THEN l.foreignamount ELSE 0 END) AS items,
      SUM(CASE WHEN l.taxline = 'T' THEN l.foreignamount ELSE 0 END) AS taxes
      FROM transactionline l JOIN transaction t ON t.id = l.transaction
      WHERE t.type = 'CustCred' AND l.createdfrom IN ${ids(invoices)}
      GROUP BY ${header.join(', ')} ORDER BY l.createdfrom, t.id`,
  };
}

/** In the order of the references; null for one that is gone or of another account. Raises Fault. */
export async function watchedInvoices(
  context: NetSuiteContext,
  envelope: Envelope,
  invoices: readonly VendorRef[],
): Promise<readonly (WatchedInvoice | null)[]> {
  const { refs } = context;
  const parts = chunks(refs.idsOf('INVOICE', invoices));
  const found = (await Promise.all(parts.map((part) => watchedPart(context, envelope, part)))).flat();
  const byId = new Map(found.map((invoice) => [invoice.ref.id, invoice]));
  return invoices.map((ref) => byId.get(refs.idOf('INVOICE', ref) ?? '') ?? null);
}

async function watchedPart(
  context: NetSuiteContext,
  envelope: Envelope,
  part: readonly string[],
): Promise<readonly WatchedInvoice[]> {
  const { client, config } = context;
  const documents = documentsStatement(config.mapping, {
    name: 'watched-invoices',
    where: [`t.type = 'CustInvc'`, `t.id IN ${ids(part)}`],
    projects: null,
    rows: 'BY_DOCUMENT',
  });
  const [rows, credits, applications, decode] = await Promise.all([
    client.rows(envelope, documents),
    client.rows(envelope, creditsStatement(part)),
    client.rows(envelope, applicationsStatement(part)),
    decoding(context, envelope),
  ]);
  return context.understood('watched-invoices', () => {
    const creditsOf = Map.groupBy(checkedRows(creditRow, credits, 'credits'), (row) => row.invoice);
    const appliedTo = Map.groupBy(checkedRows(applicationRow, applications, 'applications'), (row) => row.invoice);
    return Promise.resolve(
      checkedRows(documentRow, rows, 'invoices').map((row) => {
        const { ref, number, status, legalEntity, customer, issuedOn, currency, net, tax, total, openBalance } =
          toInvoice(row, decode);
        const all = appliedTo.get(row.id) ?? [];
        const applied = all.filter(({ sourcetype }) => sourcetype === 'CustCred');
        const paid = all.filter(({ sourcetype }) => sourcetype !== 'CustCred');
        return {
          ...{ ref, number, status, legalEntity, customer, issuedOn, currency, net, tax, total },
          remaining: openBalance,
          credits: creditsFrom(creditsOf.get(row.id) ?? [], applied, decode),
          payments: paymentsFrom(paid, decode),
        };
      }),
    );
  });
}

/** Applications of one payment come together, whatever their days. */
function paymentsFrom(
  applied: readonly ApplicationRow[],
  { refs, currency: decode }: DocumentDecoding,
): readonly InvoicePayment[] {
  return [...Map.groupBy(applied, ({ source }) => source)].flatMap(([source, rows]) => {
    const [first] = rows;
    if (first === undefined) return [];
    const currency = decode(first.currency);
    const amounts = rows.map(({ amount }) => size(amount, currency));
    const days = rows.flatMap(({ applied: day }) => day ?? []).sort();
    return [{ ref: refs.of('PAYMENT', source), applied: sum(currency, amounts), appliedOn: days.at(-1) ?? null }];
  });
}

/** Credits that were made of the invoice, and others that were only put against it. */
function creditsFrom(
  made: readonly CreditRow[],
  applied: readonly ApplicationRow[],
  { refs, currency: decode }: DocumentDecoding,
): readonly InvoiceCredit[] {
  const amounts = new Map(applied.map((row) => [row.source, size(row.amount, decode(row.currency))]));
  const own = made.map((row): InvoiceCredit => {
    const currency = decode(row.currency);
    // Lines are signed for the side of the books: a credit's are the other way round than an invoice's.
    const credited = (amount: string | null): Money => negate(clientSide(amount, currency, 1));
    return {
      ...{ ref: refs.of('CREDIT_MEMO', row.id), key: row.key, number: row.number, issuedOn: row.issued },
      ...{ voided: row.voided, net: credited(row.items), tax: credited(row.taxes) },
      applied: amounts.get(row.id) ?? zero(currency),
    };
  });
  const others = applied
    .filter(({ source }) => !made.some((row) => row.id === source))
    .map(({ source, currency, amount }): InvoiceCredit => ({
      ...{ ref: refs.of('CREDIT_MEMO', source), key: null, number: null, issuedOn: null },
      ...{ voided: false, net: null, tax: null, applied: size(amount, decode(currency)) },
    }));
  return [...own, ...others];
}
