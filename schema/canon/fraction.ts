// Exact quotients of whole numbers: hours, days and percents divide an amount without an error, which is rounded once, at the end.
import type { CurrencyCode } from './currency.ts';
import { minorUnitsOf } from './currency.ts';
import { type Money, moneyFromMinor, type RoundingMode, toMinor } from './money.ts';

/** numerator / denominator, lowest terms, the denominator positive. Unit prices and rates keep every digit so (DOMAIN rule 3). */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Nothing, to begin a sum with. */
export const nought: Fraction = { numerator: 0n, denominator: 1n };

/** The quotient of two whole numbers. Raises RangeError when there is nothing to divide by. */
export function quotient(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError(`${numerator} cannot be divided by 0`);
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign);
  return { numerator: (numerator * sign) / divisor, denominator: (denominator * sign) / divisor };
}

/** Decimal text as a quotient. Raises RangeError on anything but decimal text, so that no JSON number slips in (rule 1). */
export function fraction(decimal: string): Fraction {
  if (typeof decimal !== 'string' || !/^-?\d{1,40}(\.\d{1,40})?$/.test(decimal)) {
    throw new RangeError(`${JSON.stringify(decimal)} is not a decimal text such as "1234.5"`);
  }
  const [whole = '0', digits = ''] = decimal.split('.');
  return quotient(BigInt(whole + digits), 10n ** BigInt(digits.length));
}

/** An amount in its minor units (cents, yen, fils) as a quotient. */
export function minorOf(amount: Money): Fraction {
  return { numerator: toMinor(amount), denominator: 1n };
}

/** a + b. */
export function plus(a: Fraction, b: Fraction): Fraction {
  return quotient(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a x b. */
export function times(a: Fraction, b: Fraction): Fraction {
  return quotient(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The greatest whole number not above it. */
export function floorOf(value: Fraction): bigint {
  const cut = value.numerator / value.denominator;
  return value.numerator < 0n && cut * value.denominator !== value.numerator ? cut - 1n : cut;
}

/**
 * The whole number that a mode makes of it (rule 9). DOWN is towards and UP away from zero, a half goes the same way on
 * either side of zero: a credit is the mirror of what it credits.
 */
export function wholeOf(value: Fraction, mode: RoundingMode): bigint {
  const sign = value.numerator < 0n ? -1n : 1n;
  const size = value.numerator * sign;
  const whole = size / value.denominator;
  const rest = size % value.denominator;
  if (rest === 0n) return sign * whole;
  return sign * (goesUp(whole, rest * 2n, value.denominator, mode) ? whole + 1n : whole);
}

/** Minor units rounded to an amount by the stated mode. */
export function roundMinor<Code extends string>(
  minorUnits: Fraction,
  currency: CurrencyCode<Code>,
  mode: RoundingMode,
): Money<Code> {
  return moneyFromMinor(wholeOf(minorUnits, mode), currency);
}

/** Major units (a price times a quantity) rounded to an amount by the stated mode. */
export function roundMajor<Code extends string>(
  majorUnits: Fraction,
  currency: CurrencyCode<Code>,
  mode: RoundingMode,
): Money<Code> {
  const scale = quotient(10n ** BigInt(minorUnitsOf(currency)), 1n);
  return roundMinor(times(majorUnits, scale), currency, mode);
}

function goesUp(whole: bigint, twiceRest: bigint, denominator: bigint, mode: RoundingMode): boolean {
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'HALF_UP':
      return twiceRest >= denominator;
    case 'HALF_EVEN':
      return twiceRest > denominator || (twiceRest === denominator && whole % 2n === 1n);
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
