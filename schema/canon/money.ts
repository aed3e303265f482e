// Money: decimal text with a currency. It never passes through a JS number, and two currencies never meet.
import { Decimal } from 'decimal.js';
import { type CurrencyCode, minorUnitsOf } from './currency.ts';

// 60 significant digits: the wire allows 34, and a product of two such amounts before rounding needs room.
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** Most digits an amount may carry on the wire (IEEE 754 decimal128, what every vendor's own money fits in). */
export const amountDigitsMax = 34;

/** An amount of one currency; `Money<'USD'>` and `Money<'EUR'>` do not add: a type error (DOMAIN rule 4). */
export interface Money<Code extends string = string> {
  readonly amount: string;
  readonly currency: CurrencyCode<Code>;
}

/** Rounding modes a legal entity may choose (DOMAIN rule 9). */
export type RoundingMode = 'HALF_UP' | 'HALF_EVEN' | 'DOWN' | 'UP';

const decimalRounding: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  HALF_UP: Decimal.ROUND_HALF_UP,
  HALF_EVEN: Decimal.ROUND_HALF_EVEN,
  DOWN: Decimal.ROUND_DOWN,
  UP: Decimal.ROUND_UP,
};

/**
 * Money from decimal text, printed to the currency's minor units ("5" USD -> "5.00").
 * Raises RangeError when the text is no decimal or has more places than the currency (a price, not an amount: rule 3).
 */
export function money<Code extends string>(amount: string, currency: CurrencyCode<Code>): Money<Code> {
  const value = decimal(amount);
  const places = minorUnitsOf(currency);
  if (value.decimalPlaces() > places) {
    throw new RangeError(
      `${amount} has more than the ${places} decimal places of ${currency}; round it by a policy first`,
    );
  }
  return { amount: text(value, places), currency };
}

/** Money from whole minor units (cents, yen, fils) as text or bigint; how Kantata sends it. */
export function moneyFromMinor<Code extends string>(minor: bigint | string, currency: CurrencyCode<Code>): Money<Code> {
  if (!/^-?\d+$/.test(String(minor)))
    throw new RangeError(`"${minor}" is not a whole number of ${currency} minor units`);
  const places = minorUnitsOf(currency);
  if (String(minor).length <= printedLengthMax) return { amount: printed(BigInt(minor), currency), currency };
  return { amount: text(new Exact(String(minor)).times(new Exact(10).pow(-places)), places), currency };
}

/** Whole minor units of an amount. */
export function toMinor(amount: Money): bigint {
  const minor = printedMinor(amount);
  if (minor !== null) return minor;
  return BigInt(new Exact(amount.amount).times(new Exact(10).pow(minorUnitsOf(amount.currency))).toFixed(0));
}

/** Nothing of a currency. */
export function zero<Code extends string>(currency: CurrencyCode<Code>): Money<Code> {
  const known = noughts.get(currency);
  // Kept under its own currency, so it is of that code.
  if (known !== undefined) return known as Money<Code>;
  const nothing = money('0', currency);
  noughts.set(currency, nothing);
  return nothing;
}

/** One object per currency: work that is nowhere but in one place has eleven of them. */
const noughts = new Map<string, Money>();

/** a + b. Raises TypeError when currencies known only at run time differ. */
export function add<Code extends string>(a: Money<Code>, b: Money<NoInfer<Code>>): Money<Code> {
  sameCurrency('add', a, b);
  const [x, y] = [printedMinor(a), printedMinor(b)];
  if (x !== null && y !== null) return { amount: printed(x + y, a.currency), currency: a.currency };
  return money(new Exact(a.amount).plus(b.amount).toFixed(), a.currency);
}

/** a - b. Raises TypeError when currencies known only at run time differ. */
export function subtract<Code extends string>(a: Money<Code>, b: Money<NoInfer<Code>>): Money<Code> {
  sameCurrency('subtract', b, a);
  const [x, y] = [printedMinor(a), printedMinor(b)];
  if (x !== null && y !== null) return { amount: printed(x - y, a.currency), currency: a.currency };
  return money(new Exact(a.amount).minus(b.amount).toFixed(), a.currency);
}

/** Sum of any number of amounts of one stated currency; of none it is zero. Raises TypeError on any other currency. */
export function sum<Code extends string>(currency: CurrencyCode<Code>, amounts: Iterable<Money<Code>>): Money<Code> {
  let minor = 0n;
  let total = zero(currency);
  for (const amount of amounts) {
    sameCurrency('add', total, amount);
    const own = printedMinor(amount);
    if (own === null) total = add(total, amount);
    else minor += own;
  }
  return add(total, { amount: printed(minor, currency), currency });
}

/** The opposite amount. */
export function negate<Code extends string>(a: Money<Code>): Money<Code> {
  return money(new Exact(a.amount).negated().toFixed(), a.currency);
}

/** -1, 0 or 1. Raises TypeError when currencies differ: there is no order between them. */
export function compare<Code extends string>(a: Money<Code>, b: Money<NoInfer<Code>>): -1 | 0 | 1 {
  sameCurrency('compare', a, b);
  if (a.amount === b.amount) return 0;
  const [x, y] = [printedMinor(a), printedMinor(b)];
  if (x !== null && y !== null) return x < y ? -1 : x > y ? 1 : 0;
  const order = new Exact(a.amount).comparedTo(b.amount);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/** Whether an amount is exactly nothing. */
export function isZero(a: Money): boolean {
  const minor = printedMinor(a);
  if (minor !== null) return minor === 0n;
  return new Exact(a.amount).isZero();
}

/** amount x decimal factor (hours, quantity, rate), rounded to minor units by the stated mode. */
export function multiply<Code extends string>(a: Money<Code>, factor: string, mode: RoundingMode): Money<Code> {
  return round(new Exact(a.amount).times(decimal(factor)).toFixed(), a.currency, mode);
}

/** Decimal text of any precision, rounded to the currency's minor units by the stated mode. */
export function round<Code extends string>(
  amount: string,
  currency: CurrencyCode<Code>,
  mode: RoundingMode,
): Money<Code> {
  const places = minorUnitsOf(currency);
  return { amount: text(decimal(amount).toDecimalPlaces(places, decimalRounding[mode]), places), currency };
}

/** numerator / denominator as decimal text with `places` digits, half up; null when there is nothing to divide by. */
export function ratio<Code extends string>(
  part: Money<Code>,
  whole: Money<NoInfer<Code>>,
  places: number,
): string | null {
  sameCurrency('divide', part, whole);
  const denominator = new Exact(whole.amount);
  if (denominator.isZero()) return null;
  return new Exact(part.amount).dividedBy(denominator).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toFixed();
}

/** Conversion at a stated rate (1 unit of `from` = rate units of `to`), rounded half up to the target's minor units. */
export function convert<To extends string>(amount: Money, rate: string, to: CurrencyCode<To>): Money<To> {
  return round(new Exact(amount.amount).times(decimal(rate)).toFixed(), to, 'HALF_UP');
}

/** 1 / rate as decimal text with 30 digits: a rate turned round. Raises RangeError when the rate is no positive decimal. */
export function reciprocal(rate: string): string {
  const value = decimal(rate);
  if (value.lessThanOrEqualTo(0)) throw new RangeError(`${rate} is no exchange rate; it must be more than 0`);
  return new Exact(1).dividedBy(value).toDecimalPlaces(30, Decimal.ROUND_HALF_UP).toFixed();
}

/** Longer amounts go the long way, which says what is too long. */
const printedLengthMax = 40;

/**
 * Whole minor units of an amount in the one form in which this module prints it; null for every other, which is taken apart by the
 * decimals. Billing adds and compares amounts a hundred times per hour of work, and decimals cost ten times as much.
 */
function printedMinor({ amount, currency }: Money): bigint | null {
  const { length } = amount;
  if (length > printedLengthMax) return null;
  const places = minorUnitsOf(currency);
  const point = places === 0 ? length : length - places - 1;
  const first = amount.charCodeAt(0) === minus ? 1 : 0;
  if (point <= first) return null;
  for (let index = first; index < length; index += 1) {
    const code = amount.charCodeAt(index);
    if (index === point ? code !== dot : code < nought || code > nine) return null;
  }
  return BigInt(places === 0 ? amount : amount.slice(0, point) + amount.slice(point + 1));
}

const [minus, dot, nought, nine] = [45, 46, 48, 57];

function printed(minor: bigint, currency: CurrencyCode): string {
  const places = minorUnitsOf(currency);
  if (places === 0) return String(minor);
  const isNegative = minor < 0n;
  const digits = String(isNegative ? -minor : minor).padStart(places + 1, '0');
  return `${isNegative ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function decimal(amount: string): Decimal {
  // A JSON number must not slip in through an unchecked boundary: rule 1 is kept at run time too.
  if (typeof amount !== 'string' || !/^-?\d+(\.\d+)?$/.test(amount)) {
    throw new RangeError(`${JSON.stringify(amount)} is not a decimal text such as "1234.50"`);
  }
  if (amount.replace(/[-.]/g, '').length > 2 * amountDigitsMax) {
    throw new RangeError(`"${amount.slice(0, 20)}…" has more than ${2 * amountDigitsMax} digits`);
  }
  return new Exact(amount);
}

function text(value: Decimal, places: number): string {
  return (value.isZero() ? new Exact(0) : value).toFixed(places);
}

function sameCurrency(verb: string, a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new TypeError(`Cannot ${verb} ${a.currency} ${verb === 'add' ? 'to' : 'and'} ${b.currency}`);
}
