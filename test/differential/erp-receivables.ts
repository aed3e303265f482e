// What a customer owes each legal entity in each currency, aged by days past the due date (DOMAIN "AR aging").
import { at } from '../../subgraphs/sandbox/firm/firm.ts';
import type { ErpCustomer } from '../../subgraphs/sandbox/firm/model.ts';
import type { CreditMemo, Invoice, Payment } from '../../subgraphs/sandbox/firm/model-finance.ts';
import type { CurrencyCode } from '../../subgraphs/sandbox/firm/money.ts';
import { daysOverdue, erpPayment, liveDispute } from './erp-documents.ts';
import { creditStanding } from './erp-plain.ts';
import { type Minor, printed, total } from './plain-money.ts';
import { by, type Plain, type World } from './world.ts';

const buckets: readonly (readonly [label: string, from: number | null, to: number | null])[] = [
  ['not due', null, 0],
  ['1-30', 1, 30],
  ['31-60', 31, 60],
  ['61-90', 61, 90],
  ['91-120', 91, 120],
  ['121+', 121, null],
];

/** The documents of one customer with one legal entity in one currency. */
export interface ReceivablesRow {
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly invoices: readonly Invoice[];
  readonly payments: readonly Payment[];
  readonly credits: readonly CreditMemo[];
}

/** One row where anything is open, unapplied, or was ever paid. */
export function receivablesRows({ firm }: World, erpCustomer: number): readonly ReceivablesRow[] {
  const own = <T extends { readonly erpCustomer: number }>(documents: readonly T[]): readonly T[] =>
    documents.filter((document) => document.erpCustomer === erpCustomer);
  const documents = {
    invoices: own(firm.invoices).filter(({ open }) => open !== 0n),
    payments: own(firm.payments),
    credits: own(firm.creditMemos).filter(({ unapplied }) => unapplied !== 0n),
  };
  const places = new Set(
    Object.values(documents)
      .flat()
      .map(({ legalEntity, currency }) => `${legalEntity} ${currency}`),
  );
  return [...places].map((place) => {
    const [legalEntity = '', currency = ''] = place.split(' ');
    const here = <T extends { readonly legalEntity: number; readonly currency: string }>(list: readonly T[]): T[] =>
      list.filter((document) => `${document.legalEntity} ${document.currency}` === place);
    return {
      legalEntity: Number(legalEntity),
      currency: currency as CurrencyCode,
      invoices: here(documents.invoices),
      payments: here(documents.payments),
      credits: here(documents.credits),
    };
  });
}

/** The sums of a row. */
export interface ReceivablesSums {
  readonly open: bigint;
  readonly overdue: bigint;
  readonly disputed: bigint;
  readonly unappliedCash: bigint;
  readonly openCredits: bigint;
}

/** A dispute counts as far as something is open. */
export function sumsOf({ firm }: World, { invoices, payments, credits }: ReceivablesRow): ReceivablesSums {
  return {
    open: total(invoices, ({ open }) => open),
    overdue: total(invoices, (invoice) => (daysOverdue(invoice, firm.today) > 0 ? invoice.open : 0n)),
    disputed: total(invoices, (invoice) => {
      const amount = liveDispute(firm, invoice)?.amount ?? 0n;
      return amount < invoice.open ? amount : invoice.open;
    }),
    unappliedCash: total(payments, ({ unapplied }) => unapplied),
    openCredits: total(credits, ({ unapplied }) => unapplied),
  };
}

/** A row as the graph shows it. */
export function receivablesSummary(world: World, customer: ErpCustomer, row: ReceivablesRow): Plain {
  const { firm } = world;
  const { currency, invoices, legalEntity } = row;
  const sums = sumsOf(world, row);
  const money = (minor: bigint): object => printed({ minor, currency } satisfies Minor);
  const oldest = Math.max(0, ...invoices.map((invoice) => daysOverdue(invoice, firm.today)));
  const lastPayment = [...row.payments]
    .sort(
      by(
        ({ receivedOn }) => receivedOn,
        ({ ordinal }) => ordinal,
      ),
    )
    .at(-1);
  return {
    legalEntity: () => world.legalEntity(legalEntity),
    currency,
    open: money(sums.open),
    notDue: money(sums.open - sums.overdue),
    overdue: money(sums.overdue),
    buckets: buckets.map(([label, fromDays, toDays]) => {
      const inside = invoices.filter((invoice) => {
        const days = daysOverdue(invoice, firm.today);
        return days >= (fromDays ?? 0) && days <= (toDays ?? Infinity);
      });
      const amount = money(total(inside, ({ open }) => open));
      return { label, fromDays, toDays, amount, invoiceCount: inside.length };
    }),
    unappliedCash: money(sums.unappliedCash),
    openCredits: money(sums.openCredits),
    disputed: money(sums.disputed),
    oldestOverdueDays: oldest === 0 ? null : oldest,
    lastPayment: lastPayment === undefined ? null : erpPayment(world, lastPayment),
    creditStanding: creditStanding(customer),
    asOf: firm.today,
  };
}

/** Open invoices by due date; those due on one day latest issued first, then by id. */
export function openInvoices(
  world: World,
  erpCustomer: number,
  { first, overdueOnly }: { readonly first?: number | null; readonly overdueOnly?: boolean | null },
): readonly Plain[] {
  const { firm } = world;
  return firm.invoices
    .filter((invoice) => invoice.erpCustomer === erpCustomer && invoice.open !== 0n)
    .filter((invoice) => overdueOnly !== true || daysOverdue(invoice, firm.today) > 0)
    .sort(
      (one, other) =>
        by<Invoice>(({ dueOn }) => dueOn)(one, other) ||
        by<Invoice>(({ issuedOn }) => issuedOn)(other, one) ||
        one.ordinal - other.ordinal,
    )
    .slice(0, first ?? 50)
    .map(({ ordinal }) => world.invoice(ordinal));
}

/** The ERP's record of a canonical customer; null when it has none. */
export function erpCustomerOf({ firm, ids }: World, id: string): ErpCustomer | null {
  const { erpCustomer } = ids.customer(id);
  return erpCustomer === null ? null : at(firm.erpCustomers, erpCustomer);
}
