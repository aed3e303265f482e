// Amounts as Kantata sends them: whole base units (`*_in_cents`), of which `currency_base_unit` make one unit of the currency.
import { type CurrencyCode, minorUnitsOf } from '../../../schema/canon/currency.ts';
import type { Minutes } from '../../../schema/canon/hours.ts';
import { type Money, money, moneyFromMinor } from '../../../schema/canon/money.ts';

/** A currency and how many decimal places its base units have: USD 2, JPY 0. */
export interface Denomination {
  readonly currency: CurrencyCode;
  readonly places: number;
}

/** `baseUnit` is a power of ten as text; null where Kantata sends none, and then ISO 4217 decides. */
export function denomination(currency: CurrencyCode, baseUnit: string | null): Denomination {
  return { currency, places: baseUnit === null ? minorUnitsOf(currency) : baseUnit.length - 1 };
}

/** Base units as exact decimal text: 12345 with 2 places is `123.45`. */
export function decimalOf(baseUnits: string, places: number): string {
  const sign = baseUnits.startsWith('-') ? '-' : '';
  const digits = baseUnits.slice(sign.length).padStart(places + 1, '0');
  if (places === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** An amount. Raises RangeError when the base units are finer than the currency's minor units. */
export function amountOf(baseUnits: string, { currency, places }: Denomination): Money {
  return places === minorUnitsOf(currency)
    ? moneyFromMinor(baseUnits, currency)
    : money(decimalOf(baseUnits, places), currency);
}

/**
 * A rate per hour as decimal text. Null for no rate and for 0: Kantata writes 0 where no rate card and no person has a
 * price, and no rate is a hold, never a price of nothing.
 */
export function rateOf(baseUnits: string | null, { places }: Denomination): string | null {
  return baseUnits === null || /^-?0+$/.test(baseUnits) ? null : decimalOf(baseUnits, places);
}

/** minutes x rate / 60, rounded half up (away from zero) to minor units; whole numbers all the way. */
export function worthOf(minutes: Minutes, ratePerHour: string, { currency, places }: Denomination): Money {
  const dividend = BigInt(minutes) * BigInt(ratePerHour) * 10n ** BigInt(minorUnitsOf(currency));
  const divisor = 60n * 10n ** BigInt(places);
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return moneyFromMinor(dividend < 0n ? -rounded : rounded, currency);
}

/**
 * Decimal text as the base units Kantata wants, at most 15 digits so that a JSON number holds them. Null for what is no amount to agree
 * on: no decimal, below 0, finer than the currency's base units, or beyond that.
 */
export function baseUnitsOf(text: string, { places }: Denomination): number | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, whole = '', given = ''] = match;
  const fraction = given.replace(/0+$/, '');
  if (fraction.length > places) return null;
  const digits = `${whole}${fraction.padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  return digits.length > 15 ? null : Number(digits);
}
