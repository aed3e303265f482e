// Amounts of the oracle: bigint minor units and decimal text, without the product's money.
import {
  type CurrencyCode as FirmCurrency,
  formatMinor,
  minorDigits as firmDigits,
} from '../../subgraphs/sandbox/firm/money.ts';

/** An amount as the graph prints it. */
export interface PlainMoney {
  readonly amount: string;
  readonly currency: string;
}

/** An amount while it is computed with. */
export interface Minor {
  readonly minor: bigint;
  readonly currency: string;
}

/** Currencies that queries ask for and the firm does not deal in, with their ISO 4217 digits. */
export const foreignCurrencies: Readonly<Record<string, number>> = { CAD: 2, BHD: 3, ISK: 0, CLF: 4 };

/** Digits after the point. Raises Error for a currency the oracle was not told of. */
export function digitsOf(currency: string): number {
  const digits = foreignCurrencies[currency] ?? firmDigits(currency as FirmCurrency);
  if (digits === undefined) throw new Error(`The oracle does not know ${currency}; add it to foreignCurrencies`);
  return digits;
}

/** `1200.50` of minor units. */
export function printed({ minor, currency }: Minor): PlainMoney {
  const digits = digitsOf(currency);
  return { amount: decimalText(minor, digits), currency };
}

/** The same for an amount that may be missing. */
export function printedOrNull(amount: Minor | null): PlainMoney | null {
  return amount === null ? null : printed(amount);
}

/** An amount of the firm, printed; null when the firm has none. */
export function firmMoney(minor: bigint | undefined, currency: FirmCurrency): PlainMoney | null {
  return minor === undefined ? null : { amount: formatMinor(minor, currency), currency };
}

/** `-0.05` of -5 and 2 digits. */
export function decimalText(units: bigint, digits: number): string {
  const sign = units < 0n ? '-' : '';
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Rounds a quotient half away from zero; the divisor is positive. */
export function dividedHalfUp(dividend: bigint, divisor: bigint): bigint {
  const size = ((dividend < 0n ? -dividend : dividend) * 2n + divisor) / (divisor * 2n);
  return dividend < 0n ? -size : size;
}

/** Converts at a decimal rate: one unit of the amount's currency is `rate` units of `to`. */
export function converted(amount: Minor, rate: string, to: string): Minor {
  const [whole = '0', fraction = ''] = rate.split('.');
  const dividend = amount.minor * BigInt(whole + fraction) * 10n ** BigInt(digitsOf(to));
  const divisor = 10n ** BigInt(fraction.length + digitsOf(amount.currency));
  return { minor: dividedHalfUp(dividend, divisor), currency: to };
}

/** Converts at the opposite rate: one unit of `to` is `rate` units of the amount's currency. */
export function convertedBack(amount: Minor, rate: string, to: string): Minor {
  const [whole = '0', fraction = ''] = rate.split('.');
  const dividend = amount.minor * 10n ** BigInt(digitsOf(to) + fraction.length);
  const divisor = BigInt(whole + fraction) * 10n ** BigInt(digitsOf(amount.currency));
  return { minor: dividedHalfUp(dividend, divisor), currency: to };
}

/** part / whole in percent with one digit, rounded once; null without a whole. */
export function percentText(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const sign = whole < 0n ? -1n : 1n;
  return decimalText(dividedHalfUp(part * sign * 1_000n, whole * sign), 1);
}

/** Decimal hours of whole minutes, to four digits. */
export function hoursOf(minutes: number): string {
  const [whole = '0', fraction = ''] = decimalText(dividedHalfUp(BigInt(minutes) * 10_000n, 60n), 4).split('.');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** Sum of whatever a list holds. */
export function total<T>(items: Iterable<T>, pick: (item: T) => bigint): bigint {
  let sum = 0n;
  for (const item of items) sum += pick(item);
  return sum;
}

/** Parts of an amount by whole weights: floors, then one unit each to the largest remainders, the earlier first. */
export function largestRemainder(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = total(weights, (weight) => weight);
  const size = amount < 0n ? -amount : amount;
  const parts = weights.map((weight, index) => ({
    index,
    floor: (size * weight) / whole,
    rest: (size * weight) % whole,
  }));
  let left = size - total(parts, (part) => part.floor);
  const order = [...parts].sort((one, other) =>
    one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1,
  );
  const shares = parts.map((part) => part.floor);
  for (const { index } of order) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return amount < 0n ? shares.map((share) => -share) : shares;
}
