// What a customer owes, as record/v1 computes it on every read.
import { addDecimals, subtractDecimals, ZERO, type Decimal } from '../decimal.ts';
import type { Row } from '../table.ts';
import type { RecordView } from './spec.ts';

const DAY_MS = 86_400_000;

/** Sums over the documents of one customer in one currency. */
export interface Balance {
  /** Open invoices less unused cash and credits. */
  readonly balance: Decimal;
  readonly overdue: Decimal;
  /** Open amounts by age past due: not due, up to 30 days, 60, 90, older. */
  readonly aging: readonly Decimal[];
  /** Days since the oldest open invoice fell due. */
  readonly daysOverdue: number;
}

/** The balance of a customer in one currency, as of the account's today. */
export function balanceOf(customer: number, currency: number | null, view: RecordView): Balance {
  const transactions = view.database.known('transaction');
  const documents = transactions
    .find('entity', customer)
    .filter((row) => transactions.number(row, 'currency') === currency);
  const aging = [ZERO, ZERO, ZERO, ZERO, ZERO];
  let unused = ZERO;
  let daysOverdue = 0;
  for (const row of documents) {
    unused = addDecimals(unused, transactions.decimal(row, 'foreignpaymentamountunused') ?? ZERO);
    const open = transactions.decimal(row, 'foreignamountunpaid') ?? ZERO;
    if (open.units === 0n) continue;
    const late = daysLate(transactions.text(row, 'duedate'), view.today);
    daysOverdue = Math.max(daysOverdue, late);
    const bucket = late <= 0 ? 0 : Math.min(4, Math.ceil(late / 30));
    aging[bucket] = addDecimals(aging[bucket] ?? ZERO, open);
  }
  const open = aging.reduce(addDecimals, ZERO);
  return {
    balance: subtractDecimals(open, unused),
    overdue: aging.slice(1).reduce(addDecimals, ZERO),
    aging,
    daysOverdue,
  };
}

function daysLate(due: string | null, today: string): number {
  if (due === null) return 0;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(due)) / DAY_MS));
}

/** Currencies a customer may be billed in. */
export function currenciesOf(customer: number, view: RecordView): readonly number[] {
  const table = view.database.known('customercurrencies');
  return table.find('customer', customer).flatMap((row) => table.number(row, 'currency') ?? []);
}

/** Subsidiaries that may bill a customer, the primary one first. */
export function subsidiariesOf(customer: number, view: Pick<RecordView, 'database'>): readonly number[] {
  const table = view.database.known('customersubsidiaryrelationship');
  const isPrimary = (row: Row): boolean => table.text(row, 'isprimarysub') === 'T';
  return [...table.find('entity', customer)]
    .sort((one, other) => Number(isPrimary(other)) - Number(isPrimary(one)))
    .flatMap((row) => table.number(row, 'subsidiary') ?? []);
}
