// Splitting an amount without losing or making a cent: largest remainder (DOMAIN rule 11).
import { floorOf, type Fraction, plus, quotient } from './fraction.ts';
import { type Money, moneyFromMinor, toMinor } from './money.ts';

/** Most shares one split may have; an invoice has at most this many lines, so a longer list is a mistake. */
export const allocationSharesMax = 100_000;

/** The shares of a split and how many minor units the largest-remainder step handed out (the visible remainder). */
export interface Allocation<Code extends string = string> {
  readonly shares: readonly Money<Code>[];
  readonly remainderMinorUnits: bigint;
}

/**
 * Splits `total` by whole-number weights. Every share is floored, then the minor units left over go one each to the
 * largest remainders (ties: the earlier share), so that the shares always add up to the total, of either sign.
 * Raises RangeError on negative weights, on no weights, and when all weights are zero.
 */
export function allocate<Code extends string>(total: Money<Code>, weights: readonly bigint[]): Allocation<Code> {
  if (weights.length === 0 || weights.length > allocationSharesMax) {
    throw new RangeError(`Cannot split ${total.amount} ${total.currency} into ${weights.length} shares`);
  }
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight of an allocation cannot be negative');
  const whole = weights.reduce((a, b) => a + b, 0n);
  if (whole === 0n) throw new RangeError(`Cannot split ${total.amount} ${total.currency} by weights that are all zero`);

  const signed = toMinor(total);
  const sign = signed < 0n ? -1n : 1n;
  const size = signed * sign;
  const floors = weights.map((weight) => (size * weight) / whole);
  const left = size - floors.reduce((a, b) => a + b, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (size * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const lucky = new Set(byRemainder.slice(0, Number(left)).map((entry) => entry.index));
  const shares = floors.map((floor, index) =>
    moneyFromMinor(sign * (lucky.has(index) ? floor + 1n : floor), total.currency),
  );
  return { shares, remainderMinorUnits: left };
}

/**
 * Rounds exact shares (minor units, of either sign) together so that they add up to a total that was rounded from their sum:
 * each is floored, the units left over go to the largest remainders (ties: the earlier share). The largest-remainder step of
 * `allocate` for shares that are not weights, such as the tax of lines (rules 9 and 11).
 * Raises RangeError when the total is not what some rounding makes of the shares, for that would move money, not round it.
 */
export function allocateExact<Code extends string>(total: Money<Code>, exact: readonly Fraction[]): Allocation<Code> {
  const floors = exact.map(floorOf);
  const left = toMinor(total) - floors.reduce((a, b) => a + b, 0n);
  if (exact.length > allocationSharesMax || left < 0n || left > BigInt(exact.length)) {
    throw new RangeError(
      `${total.amount} ${total.currency} is no rounding of the ${exact.length} shares it is made of`,
    );
  }
  const remainders = exact.map((share, index) => plus(share, quotient(-(floors[index] ?? 0n), 1n)));
  const order = remainders
    .map((remainder, index) => ({ index, remainder }))
    .sort((a, b) => {
      const difference =
        b.remainder.numerator * a.remainder.denominator - a.remainder.numerator * b.remainder.denominator;
      return difference === 0n ? a.index - b.index : difference > 0n ? 1 : -1;
    });
  const lucky = new Set(order.slice(0, Number(left)).map((entry) => entry.index));
  const shares = floors.map((floor, index) => moneyFromMinor(lucky.has(index) ? floor + 1n : floor, total.currency));
  return { shares, remainderMinorUnits: left };
}
