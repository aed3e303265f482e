// The billing law (DOMAIN rule 68): where the value of a contract line is, for what is billed by schedule and not by work.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, isZero, type Money, negate, subtract, sum, zero } from '../../../schema/canon/money.ts';

/** Where the value of a line can be. `billed` is gross; what was credited is counted apart and is scheduled again or cancelled. */
export const linePlaces = ['scheduled', 'held', 'claimed', 'inDoubt', 'billed', 'cancelled'] as const;
export type LinePlace = (typeof linePlaces)[number];

/** One line of a fixed fee, milestone, retainer or recurring contract, in its currency. */
export interface BillingLine {
  readonly id: string;
  readonly currency: CurrencyCode;
  readonly value: Money;
  readonly places: Readonly<Record<LinePlace, Money>>;
  readonly credited: Money;
  /** The run that has claimed part of it. */
  readonly claim: { readonly run: string; readonly amount: Money } | null;
}

/** A line with nothing billed yet. Raises RangeError on a negative value: a credit is no contract line. */
export function newLine(id: string, value: Money): BillingLine {
  if (isBelow(value, zero(value.currency)))
    throw new RangeError(`${id} is worth ${value.amount}; a line is worth 0 or more`);
  const { currency } = value;
  const places = Object.fromEntries(linePlaces.map((place) => [place, zero(currency)])) as Record<LinePlace, Money>;
  return { id, currency, value, places: { ...places, scheduled: value }, credited: zero(currency), claim: null };
}

/** What the law misses: line value - (scheduled + held + claimed + in doubt + billed - credited + cancelled); zero when it holds (rule 68). */
export function lineLawDifference({ value, places, credited, currency }: BillingLine): Money {
  const found = sum(currency, [
    places.scheduled,
    places.held,
    places.claimed,
    places.inDoubt,
    places.billed,
    negate(credited),
    places.cancelled,
  ]);
  return subtract(value, found);
}

/** Everything wrong with a line, in words. */
export function lineFaults(line: BillingLine): readonly string[] {
  const faults: string[] = [];
  const difference = lineLawDifference(line);
  if (!isZero(difference)) faults.push(`${line.id} is out by ${difference.amount} ${line.currency}`);
  const nothing = zero(line.currency);
  for (const place of linePlaces)
    if (isBelow(line.places[place], nothing)) faults.push(`${line.id} has ${line.places[place].amount} ${place}`);
  if (isBelow(line.places.billed, line.credited) || isBelow(line.credited, nothing))
    faults.push(`${line.id} has ${line.credited.amount} credited of ${line.places.billed.amount} billed`);
  const underClaim = add(line.places.claimed, line.places.inDoubt);
  if (compare(line.claim?.amount ?? nothing, underClaim) !== 0)
    faults.push(`${line.id} has ${underClaim.amount} under a claim of ${line.claim?.amount.amount ?? 'nobody'}`);
  return faults;
}

/** Everything that can happen to a line. */
export type LineChange =
  | { readonly kind: 'HOLD' | 'LET_GO' | 'CANCEL'; readonly amount: Money }
  | { readonly kind: 'CLAIM'; readonly run: string; readonly amount: Money }
  | { readonly kind: 'UNCLAIM' | 'SUBMIT' | 'FOUND_NOT_POSTED' | 'FOUND_POSTED'; readonly run: string }
  /** `then`: whether what is credited is to be billed again or is given up (rules 33 and 28). */
  | { readonly kind: 'CREDIT'; readonly amount: Money; readonly then: 'SCHEDULE_AGAIN' | 'CANCEL' }
  /** An amendment made it worth more, or less by what is not billed yet (rule 32). */
  | { readonly kind: 'AMEND'; readonly delta: Money };

/** The line after a change, or why it cannot be. */
export type LineResult =
  { readonly kind: 'CHANGED'; readonly line: BillingLine } | { readonly kind: 'REFUSED'; readonly message: string };

/** Changes a line; what is refused leaves it as it was (rule 68 holds either way). */
export function changeLine(line: BillingLine, change: LineChange): LineResult {
  switch (change.kind) {
    case 'HOLD':
      return move(line, 'scheduled', 'held', change.amount);
    case 'LET_GO':
      return move(line, 'held', 'scheduled', change.amount);
    case 'CANCEL':
      return move(line, 'scheduled', 'cancelled', change.amount);
    case 'CLAIM':
      if (line.claim !== null)
        return refused(line, `${line.claim.run} has claimed it already; ${change.run} leaves it alone`);
      return claimed(move(line, 'scheduled', 'claimed', change.amount), { run: change.run, amount: change.amount });
    case 'UNCLAIM':
    case 'SUBMIT':
    case 'FOUND_NOT_POSTED':
    case 'FOUND_POSTED':
      return underClaim(line, change);
    case 'CREDIT':
      return credit(line, change.amount, change.then);
    case 'AMEND':
      return amend(line, change.delta);
  }
}

type ClaimedChange = Extract<LineChange, { kind: 'UNCLAIM' | 'SUBMIT' | 'FOUND_NOT_POSTED' | 'FOUND_POSTED' }>;

function underClaim(line: BillingLine, { kind, run }: ClaimedChange): LineResult {
  const { claim } = line;
  if (claim?.run !== run) return refused(line, `${run} has no claim on it, ${claim?.run ?? 'nobody'} has`);
  switch (kind) {
    case 'UNCLAIM':
      return claimed(move(line, 'claimed', 'scheduled', claim.amount), null);
    case 'SUBMIT':
      return move(line, 'claimed', 'inDoubt', claim.amount);
    case 'FOUND_NOT_POSTED':
      return move(line, 'inDoubt', 'claimed', claim.amount);
    case 'FOUND_POSTED':
      return claimed(move(line, 'inDoubt', 'billed', claim.amount), null);
  }
}

function credit(line: BillingLine, amount: Money, then: 'SCHEDULE_AGAIN' | 'CANCEL'): LineResult {
  const open = subtract(line.places.billed, line.credited);
  if (!isAbove(amount, zero(line.currency)) || isAbove(amount, open))
    return refused(line, `${amount.amount} cannot be credited: ${open.amount} is billed and not credited`);
  const to = then === 'CANCEL' ? 'cancelled' : 'scheduled';
  const places = { ...line.places, [to]: add(line.places[to], amount) };
  return { kind: 'CHANGED', line: { ...line, places, credited: add(line.credited, amount) } };
}

function amend(line: BillingLine, delta: Money): LineResult {
  const scheduled = add(line.places.scheduled, delta);
  if (isBelow(scheduled, zero(line.currency)))
    return refused(
      line,
      `${delta.amount} is more than the ${line.places.scheduled.amount} not billed yet; credit the rest first`,
    );
  return { kind: 'CHANGED', line: { ...line, value: add(line.value, delta), places: { ...line.places, scheduled } } };
}

function move(line: BillingLine, from: LinePlace, to: LinePlace, amount: Money): LineResult {
  const there = line.places[from];
  if (!isAbove(amount, zero(line.currency)) || isAbove(amount, there))
    return refused(line, `${amount.amount} cannot go from ${from} to ${to}: ${there.amount} is ${from}`);
  const places = { ...line.places, [from]: subtract(there, amount), [to]: add(line.places[to], amount) };
  return { kind: 'CHANGED', line: { ...line, places } };
}

function claimed(result: LineResult, claim: BillingLine['claim']): LineResult {
  return result.kind === 'REFUSED' ? result : { kind: 'CHANGED', line: { ...result.line, claim } };
}

function refused(line: BillingLine, message: string): LineResult {
  return { kind: 'REFUSED', message: `${line.id}: ${message}` };
}

function isBelow(a: Money, b: Money): boolean {
  return compare(a, b) < 0;
}

function isAbove(a: Money, b: Money): boolean {
  return compare(a, b) > 0;
}
