// Rows of documents -> canonical invoices, payments, credit memos, lines and applications.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type {
  Application,
  CreditMemo,
  Dispute,
  Invoice,
  InvoiceLine,
  InvoiceStatus,
  Payment,
} from '../../../schema/canon/invoice.ts';
import { isZero, money, type Money, moneyFromMinor, negate, toMinor } from '../../../schema/canon/money.ts';
import type { Mapping } from './config.ts';
import type { DocumentRow } from './document-query.ts';
import type { ApplicationRow, LineRow } from './line-query.ts';
import { dimensionId, type Refs } from './refs.ts';

/** What mapping a document needs besides its row. */
export interface DocumentDecoding {
  readonly refs: Refs;
  readonly mapping: Pick<Mapping, 'disputeResolved'>;
  readonly currency: (id: string) => CurrencyCode;
}

/** An amount as NetSuite signs it; nothing when the column is empty. */
export function signed(amount: string | null, currency: CurrencyCode): Money {
  return money(amount ?? '0', currency);
}

/** The size of an amount: NetSuite signs totals by the side of the ledger, we say by the type what they are. */
export function size(amount: string | null, currency: CurrencyCode): Money {
  return money((amount ?? '0').replace(/^-/, ''), currency);
}

/** An amount of lines from the client's side: what is to be paid is positive. */
export function clientSide(amount: string | null, currency: CurrencyCode, copies: number): Money {
  const value = negate(signed(amount, currency));
  return copies === 1 ? value : moneyFromMinor(toMinor(value) / BigInt(copies), currency);
}

/** The state of an invoice from NetSuite's letter; "open" splits by whether anything was paid. */
export function invoiceStatus(letter: string | null, voided: boolean, anythingPaid: boolean): InvoiceStatus {
  if (voided) return 'VOIDED';
  switch (letter) {
    case 'A':
      return anythingPaid ? 'PARTIALLY_PAID' : 'OPEN';
    case 'B':
      return 'PAID';
    case 'D':
      return 'PENDING_APPROVAL';
    case 'V':
      return 'VOIDED';
    default:
      return 'UNKNOWN';
  }
}

/** An invoice; its project only when every line that sells something is of the same one. */
export function toInvoice(row: DocumentRow, { refs, mapping, currency: decode }: DocumentDecoding): Invoice {
  const currency = decode(row.currency);
  const copies = row.copies ?? 1;
  const openBalance = signed(row.unpaid, currency);
  const oneProject = row.firstjob === row.lastjob && (row.joblesslines ?? 0) === 0;
  return {
    ref: refs.of('INVOICE', row.id),
    number: row.tranid,
    status: invoiceStatus(row.status, row.voided, !isZero(signed(row.paid, currency))),
    legalEntity: refs.of('LEGAL_ENTITY', row.subsidiary),
    customer: refs.of('CUSTOMER', row.customer),
    project: oneProject ? refs.maybe('PROJECT', row.firstjob) : null,
    issuedOn: row.issued,
    dueOn: row.due,
    period: refs.maybe('ACCOUNTING_PERIOD', row.period),
    currency,
    net: clientSide(row.items, currency, copies),
    tax: clientSide(row.taxes, currency, copies),
    total: signed(row.total, currency),
    openBalance,
    exchangeRate: row.exchangerate,
    dispute: toDispute(row, currency, mapping),
  };
}

/** A dispute has a reason or an amount and is not resolved; without an amount all that is open is disputed. */
function toDispute(row: DocumentRow, currency: CurrencyCode, mapping: DocumentDecoding['mapping']): Dispute | null {
  if (row.disputereason === null && row.disputeamount === null) return null;
  if (row.disputestatus !== null && mapping.disputeResolved.includes(row.disputestatus)) return null;
  return {
    openedOn: row.disputeopened,
    reason: row.disputereason ?? 'no reason given',
    amount: signed(row.disputeamount ?? row.unpaid, currency),
    owner: row.disputeowner,
  };
}

export function toPayment(row: DocumentRow, { refs, currency: decode }: DocumentDecoding): Payment {
  const currency = decode(row.currency);
  return {
    ref: refs.of('PAYMENT', row.id),
    number: row.tranid,
    legalEntity: refs.of('LEGAL_ENTITY', row.subsidiary),
    customer: refs.of('CUSTOMER', row.customer),
    receivedOn: row.issued,
    amount: size(row.total, currency),
    unapplied: size(row.unused, currency),
  };
}

export function toCreditMemo(row: DocumentRow, { refs, currency: decode }: DocumentDecoding): CreditMemo {
  const currency = decode(row.currency);
  return {
    ref: refs.of('CREDIT_MEMO', row.id),
    number: row.tranid,
    legalEntity: refs.of('LEGAL_ENTITY', row.subsidiary),
    customer: refs.of('CUSTOMER', row.customer),
    issuedOn: row.issued,
    total: size(row.total, currency),
    unapplied: size(row.unused, currency),
  };
}

/** A line; quantity is signed like the amount in NetSuite, and from the client's side here. */
export function toInvoiceLine(row: LineRow, { refs, currency: decode }: DocumentDecoding): InvoiceLine {
  const dimensions = [
    row.department === null ? [] : refs.of('DIMENSION', dimensionId('DEPARTMENT', row.department)),
    row.class === null ? [] : refs.of('DIMENSION', dimensionId('CLASS', row.class)),
    row.location === null ? [] : refs.of('DIMENSION', dimensionId('LOCATION', row.location)),
  ].flat();
  return {
    ref: refs.of('INVOICE_LINE', row.line),
    invoice: refs.of('INVOICE', row.invoice),
    project: refs.maybe('PROJECT', row.job),
    description: row.memo,
    quantity: row.quantity === null ? null : opposite(row.quantity),
    unitPrice: row.rate,
    net: clientSide(row.amount, decode(row.currency), 1),
    taxCode: row.taxcode,
    taxRatePercent: row.taxrate,
    dimensions,
  };
}

/** Decimal text with the other sign. */
export function opposite(value: string): string {
  if (/^-?0*\.?0*$/.test(value)) return '0';
  return value.startsWith('-') ? value.slice(1) : `-${value}`;
}

/** What was applied to an invoice; anything that is no credit memo is money or stands for it (deposits, journals). */
export function toApplication(row: ApplicationRow, { refs, currency: decode }: DocumentDecoding): Application {
  return {
    source: refs.of(row.sourcetype === 'CustCred' ? 'CREDIT_MEMO' : 'PAYMENT', row.source),
    invoice: refs.of('INVOICE', row.invoice),
    applied: size(row.amount, decode(row.currency)),
    appliedOn: row.applied,
  };
}
