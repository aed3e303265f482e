// What had been used of a contract's caps at go-live: hours and expenses by their days, and of a cap of the whole contract what was billed by
// plan, too (DOMAIN rules 23, 31). Pure.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { add, type Money, sum, zero } from '../../../schema/canon/money.ts';
import { type Cap, countsDay } from '../billing/cap.ts';

/** Work of before with what it is worth. */
export interface ValuedWork {
  readonly kind: 'TIME' | 'EXPENSE';
  /** The day of the work. */
  readonly on: string;
  readonly value: Money;
}

/**
 * Hours and expenses that were billed, by their day. Where a plan bills a project its fee covers the time: that leaves expenses, and `over`,
 * what was over a retainer. Null is a project that is billed by its time.
 */
export function workBilled(
  billed: readonly ValuedWork[],
  over: readonly Omit<ValuedWork, 'kind'>[] | null,
  currency: CurrencyCode,
): ReadonlyMap<string, Money> {
  const all = over === null ? billed : [...billed.filter(({ kind }) => kind === 'EXPENSE'), ...over];
  const days = new Map<string, Money>();
  for (const { on, value } of all) days.set(on, add(days.get(on) ?? zero(currency), value));
  return days;
}

/** What was used of a cap. A cap of hours is used by work alone, never by what was billed by plan. */
export function usedOf(
  { scope, isOfHours = false }: Pick<Cap, 'scope' | 'isOfHours'>,
  before: {
    /** What was billed in all, or by plan. */
    readonly before: Money;
    readonly work: ReadonlyMap<string, Money>;
    readonly isByPlan: boolean;
  },
): Money {
  const counted = [...before.work].filter(([day]) => countsDay(scope, day));
  const worked = sum(
    before.before.currency,
    counted.map(([, value]) => value),
  );
  if (isOfHours) return worked;
  return before.isByPlan ? add(before.before, worked) : before.before;
}
