// Accounts receivable by legal entity and currency: aging by days past the due date, at a business day (DOMAIN, "AR aging").
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import { identityText, type VendorRef } from '../../schema/canon/identity.ts';
import type { CreditMemo, Invoice, Payment, ReceivablesPosition } from '../../schema/canon/invoice.ts';
import { add, compare, type Money, sum, zero } from '../../schema/canon/money.ts';

/** Days past due that begin each bucket; the classic thirties of the field. */
const bucketBounds: readonly { label: string; from: number | null; to: number | null }[] = [
  { label: 'not due', from: null, to: 0 },
  { label: '1-30', from: 1, to: 30 },
  { label: '31-60', from: 31, to: 60 },
  { label: '61-90', from: 61, to: 90 },
  { label: '91-120', from: 91, to: 120 },
  { label: '121+', from: 121, to: null },
];

/** Open balance of one age, with tax. */
export interface AgingBucket {
  readonly label: string;
  readonly fromDays: number | null;
  readonly toDays: number | null;
  readonly amount: Money;
  readonly invoiceCount: number;
}

/** What a customer owes one legal entity in one currency, with tax. */
export interface Receivables {
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  readonly open: Money;
  readonly notDue: Money;
  readonly overdue: Money;
  readonly buckets: readonly AgingBucket[];
  readonly unappliedCash: Money;
  readonly openCredits: Money;
  readonly disputed: Money;
  readonly oldestOverdueDays: number | null;
  readonly lastPayment: Payment | null;
  readonly creditStanding: ReceivablesPosition['creditStanding'];
  readonly asOf: string;
}

/** Days a document is past due on a business day; 0 when it is not due yet or has no due date. */
export function daysPastDue(dueOn: string | null, today: string): number {
  if (dueOn === null || dueOn >= today) return 0;
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`)) / 86_400_000);
}

/** One row per (legal entity, currency) that has anything; balances of different currencies never meet (DOMAIN rule 4). */
export function receivablesOf(position: ReceivablesPosition, today: string): readonly Receivables[] {
  const rows = new Map<string, Row>();
  const rowOf = (legalEntity: VendorRef, currency: CurrencyCode): Row => {
    const key = `${identityText(legalEntity)}|${currency}`;
    const row = rows.get(key) ?? { legalEntity, currency, invoices: [], payments: [], credits: [], lastPayment: null };
    rows.set(key, row);
    return row;
  };
  for (const invoice of position.openInvoices) rowOf(invoice.legalEntity, invoice.currency).invoices.push(invoice);
  for (const payment of position.unappliedPayments)
    rowOf(payment.legalEntity, payment.amount.currency).payments.push(payment);
  for (const credit of position.openCredits) rowOf(credit.legalEntity, credit.total.currency).credits.push(credit);
  for (const payment of position.lastPayments)
    rowOf(payment.legalEntity, payment.amount.currency).lastPayment = payment;
  return [...rows.values()]
    .sort((a, b) => (rowOrder(a) < rowOrder(b) ? -1 : 1))
    .map((row) => ({ ...summary(row, today), creditStanding: position.creditStanding, asOf: today }));
}

interface Row {
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  readonly invoices: Invoice[];
  readonly payments: Payment[];
  readonly credits: CreditMemo[];
  lastPayment: Payment | null;
}

function rowOrder(row: Row): string {
  return `${identityText(row.legalEntity)}|${row.currency}`;
}

function summary(row: Row, today: string): Omit<Receivables, 'creditStanding' | 'asOf'> {
  const { currency, invoices } = row;
  const aged = invoices.map((invoice) => ({ invoice, days: daysPastDue(invoice.dueOn, today) }));
  const buckets = bucketBounds.map(({ label, from, to }) => {
    const inside = aged.filter(({ days }) => (from === null || days >= from) && (to === null || days <= to));
    const amount = sum(
      currency,
      inside.map(({ invoice }) => invoice.openBalance),
    );
    return { label, fromDays: from, toDays: to, amount, invoiceCount: inside.length };
  });
  const open = sum(
    currency,
    invoices.map((invoice) => invoice.openBalance),
  );
  const notDue = buckets[0]?.amount ?? zero(currency);
  const oldest = Math.max(0, ...aged.map(({ days }) => days));
  return {
    legalEntity: row.legalEntity,
    currency,
    open,
    notDue,
    overdue: buckets.slice(1).reduce((total, bucket) => add(total, bucket.amount), zero(currency)),
    buckets,
    unappliedCash: sum(
      currency,
      row.payments.map((payment) => payment.unapplied),
    ),
    openCredits: sum(
      currency,
      row.credits.map((credit) => credit.unapplied),
    ),
    disputed: sum(currency, invoices.map(disputedPart)),
    oldestOverdueDays: oldest === 0 ? null : oldest,
    lastPayment: row.lastPayment,
  };
}

/** A dispute can be for more than is still open: only the open part is disputed receivable (DOMAIN rule 58). */
function disputedPart({ dispute, openBalance }: Invoice): Money {
  if (dispute === null) return zero(openBalance.currency);
  return compare(dispute.amount, openBalance) > 0 ? openBalance : dispute.amount;
}
