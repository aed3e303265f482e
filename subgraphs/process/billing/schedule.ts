// What is billed by plan: fixed fees by instalment and milestones on acceptance (DOMAIN rules 24 and 25).
import { allocate } from '../../../schema/canon/allocation.ts';
import { fraction, minorOf, quotient, roundMinor, times } from '../../../schema/canon/fraction.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import { add, compare, type Money, type RoundingMode, subtract, sum, zero } from '../../../schema/canon/money.ts';

/** One instalment of a fixed fee. */
export interface Instalment {
  readonly number: number;
  readonly dueOn: string;
  readonly amount: Money;
}

/** A fee in instalments by whole-number weights (30, 30, 40): they add up to the fee, the odd cents in the largest (rule 11). */
export function instalments(
  fee: Money,
  parts: readonly { readonly dueOn: string; readonly weight: bigint }[],
): readonly Instalment[] {
  const { shares } = allocate(
    fee,
    parts.map(({ weight }) => weight),
  );
  return parts.map(({ dueOn }, index) => ({ number: index + 1, dueOn, amount: shares[index] ?? zero(fee.currency) }));
}

/** What a schedule bills through a day: every instalment due that is not billed yet, by number (rule 24). */
export function dueInstalments(
  schedule: readonly Instalment[],
  billed: ReadonlySet<number>,
  throughOn: string,
): readonly Instalment[] {
  return schedule.filter(({ number, dueOn }) => dueOn <= throughOn && !billed.has(number));
}

/** Why a schedule does not bill its fee, in words; null when it does. */
export function scheduleFault(fee: Money, schedule: readonly Instalment[]): string | null {
  const total = sum(
    fee.currency,
    schedule.map(({ amount }) => amount),
  );
  if (compare(total, fee) !== 0)
    return `The instalments come to ${total.amount} and the fee is ${fee.amount} ${fee.currency}; correct one of them`;
  const numbers = new Set(schedule.map(({ number }) => number));
  return numbers.size === schedule.length ? null : 'Two instalments have one number; number them apart';
}

/** A milestone and how much of it the client has accepted: cumulative percent as decimal text, null before any acceptance. */
export interface MilestoneFacts {
  readonly id: string;
  readonly amount: Money;
  readonly acceptedPercent: string | null;
  readonly billed: Money;
}

/** What a milestone bills now. */
export type MilestoneBilling =
  | { readonly kind: 'BILL'; readonly amount: Money; readonly cumulative: Money }
  | { readonly kind: 'NOTHING_NEW' }
  /** Less is accepted than was billed: a credit, by way of rule 33, not a bill with a minus. */
  | { readonly kind: 'CREDIT'; readonly amount: Money }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/**
 * Billing on acceptance, in part where the client accepted in part (rule 25): the accepted share of the whole, rounded once,
 * less what was billed, so that the parts come to the whole. Raises RangeError on a percentage outside 0 to 100.
 */
export function milestoneBilling(
  { id, amount, acceptedPercent, billed }: MilestoneFacts,
  mode: RoundingMode,
): MilestoneBilling {
  if (acceptedPercent === null) return { kind: 'HELD', hold: { code: 'NOT_ACCEPTED', milestone: id } };
  const percent = fraction(acceptedPercent);
  if (percent.numerator < 0n || percent.numerator > 100n * percent.denominator)
    throw new RangeError(`${acceptedPercent} % of ${id} cannot be accepted; give 0 to 100`);
  const cumulative = roundMinor(times(minorOf(amount), times(percent, quotient(1n, 100n))), amount.currency, mode);
  const now = subtract(cumulative, billed);
  switch (compare(now, zero(amount.currency))) {
    case 0:
      return { kind: 'NOTHING_NEW' };
    case 1:
      return { kind: 'BILL', amount: now, cumulative: add(billed, now) };
    case -1:
      return { kind: 'CREDIT', amount: subtract(billed, cumulative) };
  }
}
