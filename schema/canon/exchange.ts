// Foreign exchange: which rate, and what it says it is (DOMAIN rules 5-8). Sources: IAS 21.21-23 and .39, IFRIC 22, ASC 830-30.
import type { CurrencyCode } from './currency.ts';
import type { Hold } from './hold.ts';
import type { ExchangeRate } from './legal-entity.ts';
import { add, convert, type Money, negate, subtract, sum, zero } from './money.ts';

/** SPOT: of the day. CLOSING: at the period's end. AVERAGE: over the period. */
export type RateType = 'SPOT' | 'CLOSING' | 'AVERAGE';

/** A rate that says what it is for; `on` is the day, or the last day of the period averaged. */
export interface TypedRate extends ExchangeRate {
  readonly type: RateType;
}

/** A converted figure with everything needed to make it again (rule 5). `rate` is null where both currencies are one. */
export interface Converted<To extends string = string> {
  readonly kind: 'CONVERTED';
  readonly amount: Money<To>;
  readonly from: Money;
  readonly rate: TypedRate | null;
}

/** Work that waits for a rate (rule 8). */
export interface Held {
  readonly kind: 'HELD';
  readonly hold: Hold;
}

/** Which rate is asked for. */
export interface RateAsked {
  readonly type: RateType;
  readonly on: string;
}

/**
 * An amount in another currency at the rate of exactly that type and day; a missing rate is a hold, never 1, never
 * yesterday's and never its own inverse, for a firm that wants those loads them as rates of their own (rules 5 and 8).
 */
export function converted<To extends string>(
  amount: Money,
  to: CurrencyCode<To>,
  { type, on }: RateAsked,
  rates: readonly TypedRate[],
): Converted<To> | Held {
  if ((amount.currency as string) === to)
    return { kind: 'CONVERTED', amount: { amount: amount.amount, currency: to }, from: amount, rate: null };
  const found = rates.find(
    (rate) => rate.from === amount.currency && rate.to === to && rate.type === type && rate.on === on,
  );
  if (found === undefined) {
    return { kind: 'HELD', hold: { code: 'NO_EXCHANGE_RATE', from: amount.currency, to, type, on } };
  }
  return { kind: 'CONVERTED', amount: convert(amount, found.rate, to), from: amount, rate: found };
}

/**
 * An item in a document's currency. MONETARY: receivables and contract assets. NON_MONETARY: contract liabilities, made of
 * one part per receipt, each on its own day (IFRIC 22.9).
 */
export type BalanceItem =
  | { readonly kind: 'MONETARY'; readonly amount: Money }
  | { readonly kind: 'NON_MONETARY'; readonly receipts: readonly { readonly amount: Money; readonly on: string }[] };

/** Remeasurement into the entity's functional currency on a closing day (rule 6; IAS 21.23). */
export function remeasured<To extends string>(
  item: BalanceItem,
  functional: CurrencyCode<To>,
  closingOn: string,
  rates: readonly TypedRate[],
): { readonly kind: 'REMEASURED'; readonly amount: Money<To>; readonly parts: readonly Converted<To>[] } | Held {
  const wanted =
    item.kind === 'MONETARY'
      ? [{ amount: item.amount, asked: { type: 'CLOSING', on: closingOn } as const }]
      : item.receipts.map(({ amount, on }) => ({ amount, asked: { type: 'SPOT', on } as const }));
  const parts: Converted<To>[] = [];
  for (const { amount, asked } of wanted) {
    const part = converted(amount, functional, asked, rates);
    if (part.kind === 'HELD') return part;
    parts.push(part);
  }
  return {
    kind: 'REMEASURED',
    amount: sum(
      functional,
      parts.map((part) => part.amount),
    ),
    parts,
  };
}

/** What a translation starts from, in the entity's functional currency, gross even where balances are shown net (rule 6). */
export interface EntityBooks<Code extends string = string> {
  readonly assets: Money<Code>;
  readonly liabilities: Money<Code>;
  /** Income less expense of the period. */
  readonly result: Money<Code>;
}

/** A group view of the books: the difference goes to other comprehensive income (IAS 21.39 and .41; ASC 830-30). */
export interface Translation<To extends string = string> {
  readonly kind: 'TRANSLATED';
  readonly assets: Converted<To>;
  readonly liabilities: Converted<To>;
  readonly result: Converted<To>;
  readonly differenceToOci: Money<To>;
}

/**
 * Translation into the group's currency: all assets and liabilities at closing rate, results at the average (rule 6). `equity`
 * is what stood before the period's result, already translated at its historical rates.
 */
export function translated<To extends string>(
  books: EntityBooks,
  equity: Money<To>,
  closingOn: string,
  rates: readonly TypedRate[],
): Translation<To> | Held {
  const to = equity.currency;
  const closing = { type: 'CLOSING', on: closingOn } as const;
  const assets = converted(books.assets, to, closing, rates);
  if (assets.kind === 'HELD') return assets;
  const liabilities = converted(books.liabilities, to, closing, rates);
  if (liabilities.kind === 'HELD') return liabilities;
  const result = converted(books.result, to, { type: 'AVERAGE', on: closingOn }, rates);
  if (result.kind === 'HELD') return result;
  const net = subtract(assets.amount, liabilities.amount);
  return {
    kind: 'TRANSLATED',
    assets,
    liabilities,
    result,
    differenceToOci: subtract(net, add(equity, result.amount)),
  };
}

/**
 * Realised gain (positive) or loss on one payment application, in functional currency: what was applied at the rate of the
 * payment less the same at the rate at which the invoice stood (rule 7). It belongs to the application, not to the invoice.
 */
export function realisedExchange<To extends string>(
  applied: Money,
  functional: CurrencyCode<To>,
  rates: { readonly ofPayment: string; readonly ofInvoice: string },
): Money<To> {
  if ((applied.currency as string) === functional) return zero(functional);
  return add(convert(applied, rates.ofPayment, functional), negate(convert(applied, rates.ofInvoice, functional)));
}
