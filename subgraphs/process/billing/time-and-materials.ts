// What work is worth (DOMAIN rules 22 and 50): hours x resolved rate, rounded once.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { fraction, quotient, roundMajor, times } from '../../../schema/canon/fraction.ts';
import type { Hold } from '../../../schema/canon/hold.ts';
import type { Minutes } from '../../../schema/canon/hours.ts';
import type { Money, RoundingMode } from '../../../schema/canon/money.ts';
import { type RateFacts, type RateScope, type RateTable, resolveRate } from '../../../schema/canon/rate.ts';

/** A piece of time to price. Minutes, because a third of an hour is no decimal. */
export interface WorkedTime {
  readonly id: string;
  readonly workedOn: string;
  readonly minutes: Minutes;
  readonly facts: RateFacts;
}

/** Time with its price and why, or held for want of one. `hourlyRate` is what the claim freezes (rule 29). */
export type PricedTime =
  | {
      readonly kind: 'PRICED';
      readonly id: string;
      readonly standard: Money;
      readonly hourlyRate: string;
      readonly why: string;
    }
  | { readonly kind: 'HELD'; readonly id: string; readonly hold: Hold };

/** Minutes at a rate per hour, exact until the one rounding (rules 3 and 22). Raises RangeError on part of a minute. */
export function timeValue(minutes: Minutes, hourlyRate: string, currency: CurrencyCode, mode: RoundingMode): Money {
  if (!Number.isSafeInteger(minutes)) throw new RangeError(`${minutes} is not a whole number of minutes`);
  return roundMajor(times(quotient(BigInt(minutes), 60n), fraction(hourlyRate)), currency, mode);
}

/** How a contract prices its time. */
export interface PricingPolicy {
  readonly currency: CurrencyCode;
  readonly mode: RoundingMode;
  readonly order?: readonly RateScope[];
}

/** Time priced by the bill rates in force on the day worked (rules 22, 48-50). */
export function priceTime(
  time: WorkedTime,
  rates: RateTable<'BILL'>,
  { currency, mode, order }: PricingPolicy,
): PricedTime {
  const resolved = resolveRate(rates, { facts: time.facts, workedOn: time.workedOn, currency }, order);
  if (resolved.kind === 'HELD') return { kind: 'HELD', id: time.id, hold: resolved.hold };
  const { hourlyRate } = resolved.entry;
  const standard = timeValue(time.minutes, hourlyRate, currency, mode);
  return { kind: 'PRICED', id: time.id, standard, hourlyRate, why: resolved.why };
}
