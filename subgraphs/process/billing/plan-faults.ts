// Where a plan does not come to what its contract line is worth: nobody knows then which of the two is right (DOMAIN rules 24, 27, 68).
import { Temporal } from 'temporal-polyfill';
import { add, compare, type Money, moneyFromMinor, subtract, sum, toMinor, zero } from '../../../schema/canon/money.ts';
import type { PlannedBill, PlannedKind, PricedLine } from './planned-bills.ts';
import { charges, chargesMax } from './recurring.ts';
import { scheduleFault } from './schedule.ts';

/**
 * Why the contract's own periods cannot be billed, in words; null where their price times their number is what the line is worth, whole or
 * prorated at both ends, but for a smallest unit a period by which a price was rounded. A price of all of them would be billed each month.
 */
export function periodsFault({ amount, periodPrice, startOn, endOn }: PricedLine): string | null {
  if (amount === null || periodPrice === null || startOn === null) return null;
  const worth = `${amount.amount} ${amount.currency}`;
  if (endOn === null || isEndless(startOn, endOn)) {
    const isSeveral = compare(amount, add(periodPrice, periodPrice)) >= 0;
    return isSeveral ? null : `a line without an end is worth ${worth}, and a month of it ${periodPrice.amount}`;
  }
  const line = {
    amount: periodPrice,
    everyMonths: 1,
    alignment: 'CALENDAR',
    timing: 'ARREARS',
    startOn,
    endOn,
  } as const;
  const periods = charges(line, endOn, 'HALF_UP');
  const prorated = sum(
    amount.currency,
    periods.map((period) => period.amount),
  );
  const whole = moneyFromMinor(toMinor(periodPrice) * BigInt(periods.length), amount.currency);
  const isWorth = (total: Money): boolean => sizeOf(subtract(amount, total)) <= BigInt(periods.length);
  if (isWorth(prorated) || isWorth(whole)) return null;
  return `${periods.length} months at ${periodPrice.amount} come to ${prorated.amount}, and its line is worth ${worth}`;
}

/** What the instalments and milestones of a fee differ from it by, and in words; null where they come to it, or are not all of its bills. */
export function feeFault(
  kind: PlannedKind,
  value: Money,
  bills: readonly PlannedBill[],
): { readonly amount: Money; readonly why: string } | null {
  if ((kind !== 'FIXED_FEE' && kind !== 'MILESTONE') || bills.length === 0) return null;
  const other = bills.find(({ amount }) => amount.currency !== value.currency);
  if (other !== undefined)
    return {
      amount: value,
      why: `${other.title} is planned in ${other.amount.currency}, the fee is in ${value.currency}`,
    };
  const planned = bills.map(({ amount, dueOn, from }, index) => ({ number: index + 1, dueOn: dueOn ?? from, amount }));
  const why = scheduleFault(value, planned);
  if (why === null) return null;
  const total = planned.reduce((all, { amount }) => add(all, amount), zero(value.currency));
  return { amount: moneyFromMinor(sizeOf(subtract(value, total)), value.currency), why };
}

/** More periods than are ever told, so that nobody counts them. */
function isEndless(startOn: string, endOn: string): boolean {
  return Temporal.PlainDate.from(startOn).until(endOn, { largestUnit: 'month' }).months + 2 > chargesMax;
}

function sizeOf(amount: Money): bigint {
  const units = toMinor(amount);
  return units < 0n ? -units : units;
}
