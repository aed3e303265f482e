// Converting figures of several systems into one currency: the only place that does (ARCHITECTURE, layout).
import { type CurrencyCode, currencyCode } from '../../schema/canon/currency.ts';
import { convert, type Money, money, reciprocal } from '../../schema/canon/money.ts';

/** A rate as the ERP tells it: one unit of `from` is `rate` units of `to`. */
export interface Rate {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly on: string;
  readonly source: string;
}

/** An amount as it travels between subgraphs. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Converts amounts and remembers which rates it used, so that every figure can say so (DOMAIN rule 5). */
export interface Exchange {
  readonly currency: CurrencyCode;
  /** null for nothing known, and for an amount no rate converts: a missing rate is a hold, never 1 (DOMAIN rule 8). */
  convert(amount: Amount | null | undefined): Money | null;
  used(): readonly Rate[];
}

/**
 * An exchange into one currency, by the rate into it or, where the ERP keeps only the opposite one, by that rate turned
 * round. Raises RangeError when the target is no currency.
 */
export function createExchange(target: string, rates: readonly Rate[]): Exchange {
  const currency = currencyCode(target);
  const used = new Map<string, Rate>();
  const rateFrom = (own: string): { readonly rate: Rate; readonly factor: string } | null => {
    const direct = rates.find((rate) => rate.from === own && rate.to === currency);
    if (direct !== undefined) return { rate: direct, factor: direct.rate };
    const opposite = rates.find((rate) => rate.from === currency && rate.to === own);
    return opposite === undefined ? null : { rate: opposite, factor: reciprocal(opposite.rate) };
  };
  return {
    currency,
    convert: (amount) => {
      if (amount === null || amount === undefined) return null;
      const own = currencyCode(amount.currency);
      if (own === currency) return money(amount.amount, own);
      const found = rateFrom(own);
      if (found === null) return null;
      used.set(`${found.rate.from}|${found.rate.to}`, found.rate);
      return convert(money(amount.amount, own), found.factor, currency);
    },
    used: () => [...used.values()],
  };
}
