// What approved work costs, billable or not, and how that stands in a ledger (DOMAIN rules 48-51, 55, 69): at the PSA's own rate, else the
// firm's cards; with every dimension the ERP keeps; line by line on both sides, to the cent.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { fraction } from '../../../schema/canon/fraction.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import { add, compare, type Money, negate, type RoundingMode, sum, zero } from '../../../schema/canon/money.ts';
import { type RateTable, resolveRate } from '../../../schema/canon/rate.ts';
import { timeValue, type WorkedTime } from './time-and-materials.ts';

/** The dimensions a posted cost can carry (rule 55). */
export const costDimensions = ['CLIENT', 'PROJECT', 'PRACTICE', 'GEOGRAPHY', 'COST_CENTRE'] as const;
export type CostDimension = (typeof costDimensions)[number];

/** Approved time on its way to the ERP as cost, billable or not. */
export interface CostedTime extends WorkedTime {
  readonly billable: boolean;
  readonly dimensions: Readonly<Record<CostDimension, string | null>>;
}

/** What an hour of somebody costs. */
export interface CostRate {
  /** Decimal text per hour. */
  readonly hourlyRate: string;
  readonly currency: CurrencyCode;
  /** Names ids only. */
  readonly why: string;
}

/** The cost of a piece of time, or what it waits for. */
export type CostOfTime =
  | { readonly kind: 'COST'; readonly cost: Money; readonly rate: CostRate }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/** By what work is costed: the firm's cards in the currency of the resource's own company (rule 51), and what the ERP keeps. */
export interface Costing {
  readonly cards: RateTable<'COST'>;
  readonly currency: CurrencyCode;
  readonly mode: RoundingMode;
  /** Dimensions without which the ERP would not know where it counts. */
  readonly kept: readonly CostDimension[];
}

/** The rate of the PSA's own record, else the most specific card in force on the day worked; none is a hold, never 0 (rules 48-50). */
export function costRate(
  { facts, workedOn }: Pick<WorkedTime, 'facts' | 'workedOn'>,
  own: CostRate | null,
  { cards, currency }: Pick<Costing, 'cards' | 'currency'>,
): { readonly kind: 'RATE'; readonly rate: CostRate } | { readonly kind: 'HELD'; readonly hold: Hold } {
  if (own !== null && fraction(own.hourlyRate).numerator > 0n) return { kind: 'RATE', rate: own };
  const resolved = resolveRate(cards, { facts, workedOn, currency });
  if (resolved.kind === 'HELD')
    return { kind: 'HELD', hold: { code: 'NO_COST_RATE', subject: facts.person, on: workedOn } };
  const { hourlyRate } = resolved.entry;
  return { kind: 'RATE', rate: { hourlyRate, currency, why: resolved.why } };
}

/** What approved time costs, with its dimensions; non-billable time too (rules 51, 55). */
export function costOfTime(time: CostedTime, own: CostRate | null, costing: Costing): CostOfTime {
  const missing = costing.kept.filter((dimension) => (time.dimensions[dimension] ?? '').trim() === '');
  if (missing.length > 0) return { kind: 'HELD', hold: { code: 'DIMENSIONS_MISSING', dimensions: missing } };
  const found = costRate(time, own, costing);
  if (found.kind === 'HELD') return found;
  const { rate } = found;
  return { kind: 'COST', cost: timeValue(time.minutes, rate.hourlyRate, rate.currency, costing.mode), rate };
}

/** A piece of work with what it costs, as lines are made of it. */
export interface CostPart {
  readonly source: string;
  /** Whose work it is. */
  readonly person: string;
  readonly role: string | null;
  readonly billable: boolean;
  readonly minutes: number;
  readonly cost: Money;
}

/** The cost of one person's work of one kind. */
export interface CostLine {
  /** Within its entry. */
  readonly name: string;
  readonly person: string;
  readonly role: string | null;
  readonly billable: boolean;
  readonly minutes: number;
  readonly amount: Money;
  readonly sources: readonly string[];
}

/** One line per person, role and whether it is billable, in that order; each is the exact sum of its work (rule 55). */
export function costLines(parts: readonly CostPart[]): readonly CostLine[] {
  const groups = Map.groupBy(parts, ({ person, role, billable }) => JSON.stringify([person, role, billable]));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own], index) => {
      const [first] = own;
      if (first === undefined) return [];
      const { person, role, billable, cost } = first;
      return [
        {
          ...{ name: `L${index + 1}`, person, role, billable },
          minutes: own.reduce((total, { minutes }) => total + minutes, 0),
          amount: sum(
            cost.currency,
            own.map((part) => part.cost),
          ),
          sources: own.map(({ source }) => source),
        },
      ];
    });
}

/** Which account the cost of a line is put on, and which one gives it. A type, so that a journal keeps it as JSON. */
export type CostAccounts = {
  readonly billable: string;
  readonly notBillable: string;
  readonly counter: string;
};

/** One side of a line in the ledger. */
export interface LedgerLine {
  readonly name: string;
  /** The cost line it is of. */
  readonly of: string;
  readonly account: string;
  readonly side: 'DEBIT' | 'CREDIT';
  /** More than nothing. */
  readonly amount: Money;
}

/**
 * Both sides of every line, so that each balances by itself, in whatever currency the books are (rule 69). What comes to less than nothing,
 * and what is taken back, stands on the other side; what comes to nothing on none.
 */
export function ledgerLines(
  lines: readonly Pick<CostLine, 'name' | 'billable' | 'amount'>[],
  accounts: CostAccounts,
  direction: 'COST' | 'REVERSAL',
): readonly LedgerLine[] {
  return lines.flatMap(({ name, billable, amount: cost }) => {
    const size = compare(cost, zero(cost.currency));
    if (size === 0) return [];
    const amount = size < 0 ? negate(cost) : cost;
    const isAsUsual = size > 0 === (direction === 'COST');
    const account = billable ? accounts.billable : accounts.notBillable;
    const [debit, credit] = isAsUsual ? [account, accounts.counter] : [accounts.counter, account];
    return [
      { name: `${name}-D`, of: name, account: debit, side: 'DEBIT' as const, amount },
      { name: `${name}-C`, of: name, account: credit, side: 'CREDIT' as const, amount },
    ];
  });
}

/** What is wrong with an entry, in words: debits and credits apart, a line of nothing or less, two of one name (rule 69). */
export function entryFaults(lines: readonly LedgerLine[], currency: CurrencyCode): readonly string[] {
  const faults: string[] = [];
  const totals = { DEBIT: zero(currency), CREDIT: zero(currency) };
  for (const { side, amount, name } of lines) {
    if (compare(amount, zero(currency)) <= 0) faults.push(`Line ${name} is of ${amount.amount}; leave it out`);
    totals[side] = add(totals[side], amount);
  }
  if (compare(totals.DEBIT, totals.CREDIT) !== 0)
    faults.push(`Debits are ${totals.DEBIT.amount} and credits ${totals.CREDIT.amount} ${currency}`);
  if (new Set(lines.map(({ name }) => name)).size !== lines.length) faults.push('Two lines have one name');
  return faults;
}
