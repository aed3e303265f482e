// The work law (DOMAIN rule 67): where the value of one version of a work item is, moment by moment, and that none is lost.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, isZero, type Money, negate, subtract, sum, zero } from '../../../schema/canon/money.ts';

/** Where the value of a work item can be. What leaves one place enters another. */
export const workPlaces = [
  'unbilled',
  'held',
  'claimed',
  'inDoubt',
  'billed',
  /** Time on a fixed fee ends here, never as approved unbilled (rule 24). */
  'absorbed',
  'writtenOff',
  'writtenDown',
  'conceded',
  /** Credited to be billed again, or open when a later version was: the next version of the item carries it (rule 33). */
  'released',
] as const;
export type WorkPlace = (typeof workPlaces)[number];

/** What a claim froze (rule 29): the price does not change any more, whatever the rate card says tomorrow. */
export interface Claim {
  readonly key: string;
  readonly run: string;
  readonly amount: Money;
  readonly why: string;
}

/**
 * One version of a time entry or expense, in contract currency. `standard` is hours x rate, or the expense with its markup;
 * of either sign, for a correction is work with a minus. `claims` counts the claims ever taken, the current one included.
 */
export interface WorkItem {
  readonly id: string;
  readonly version: number;
  readonly currency: CurrencyCode;
  readonly standard: Money;
  readonly places: Readonly<Record<WorkPlace, Money>>;
  readonly writtenUp: Money;
  /** Posted less claimed, where the ERP rounded otherwise: recorded, never hidden. */
  readonly rounding: Money;
  readonly claim: Claim | null;
  readonly claims: number;
}

/** A version with nothing done to it yet. */
export function newWork(id: string, version: number, standard: Money): WorkItem {
  const { currency } = standard;
  const places = Object.fromEntries(workPlaces.map((place) => [place, zero(currency)])) as Record<WorkPlace, Money>;
  const nothing = zero(currency);
  const state = { writtenUp: nothing, rounding: nothing, claim: null, claims: 0 };
  return { id, version, currency, standard, places: { ...places, unbilled: standard }, ...state };
}

/**
 * What the law misses: standard + written up + rounding less everything that is somewhere; zero when it holds (rule 67).
 * Written out place by place, apart from the moves that keep it, so that a wrong move cannot hide in it.
 */
export function workLawDifference({ standard, writtenUp, rounding, places, currency }: WorkItem): Money {
  const put = add(add(standard, writtenUp), rounding);
  const found = sum(currency, [
    places.unbilled,
    places.held,
    places.claimed,
    places.inDoubt,
    places.billed,
    places.absorbed,
    places.writtenOff,
    places.writtenDown,
    places.conceded,
    places.released,
  ]);
  return subtract(put, found);
}

/** Everything wrong with an item, in words: the law, an amount on the wrong side of zero, a claim without value or value without claim. */
export function workFaults(item: WorkItem): readonly string[] {
  const faults: string[] = [];
  const difference = workLawDifference(item);
  if (!isZero(difference)) faults.push(`${named(item)} is out by ${difference.amount} ${item.currency}`);
  for (const place of workPlaces)
    if (signOf(item.places[place]) * signOf(item.standard) < 0)
      faults.push(`${named(item)} has ${item.places[place].amount} ${place}`);
  const underClaim = add(item.places.claimed, item.places.inDoubt);
  if (isZero(underClaim) !== (item.claim === null))
    faults.push(`${named(item)} has a claim without value, or value without a claim`);
  if (item.claim !== null && compare(item.claim.amount, underClaim) !== 0)
    faults.push(`${named(item)} has ${underClaim.amount} under a claim that froze ${item.claim.amount.amount}`);
  return faults;
}

/**
 * What of an item uses caps (rule 23): what is billed or about to be, and what was given up after it was billed. A favour makes no room: the
 * client would be billed other work for it by the next release.
 */
export function usedOfCaps({ places }: WorkItem): Money {
  return add(add(places.claimed, places.inDoubt), add(places.billed, places.conceded));
}

/** A change refused, in words that say what is there instead. The item is as before. */
export interface Refused {
  readonly kind: 'REFUSED';
  readonly message: string;
}

/** A change made. */
export interface Changed {
  readonly kind: 'CHANGED';
  readonly item: WorkItem;
}

/** Moves part of the value; refused where the place does not hold that much. The one way in which value moves. */
export function moveWork(item: WorkItem, from: WorkPlace, to: WorkPlace, amount: Money): Changed | Refused {
  const there = item.places[from];
  if (signOf(amount) === 0 || signOf(amount) !== signOf(there) || compareSize(amount, there) > 0) {
    return refused(
      item,
      `${amount.amount} ${amount.currency} cannot go from ${from} to ${to}: ${there.amount} is ${from}`,
    );
  }
  const places = { ...item.places, [from]: subtract(there, amount), [to]: add(item.places[to], amount) };
  return { kind: 'CHANGED', item: { ...item, places } };
}

/** A refusal about an item. */
export function refused(item: WorkItem, message: string): Refused {
  return { kind: 'REFUSED', message: `${named(item)}: ${message}` };
}

/** -1, 0 or 1. */
export function signOf(amount: Money): -1 | 0 | 1 {
  return compare(amount, zero(amount.currency));
}

/** Compares two amounts by size, whatever their sign. */
export function compareSize(a: Money, b: Money): -1 | 0 | 1 {
  return compare(signOf(a) < 0 ? negate(a) : a, signOf(b) < 0 ? negate(b) : b);
}

function named(item: WorkItem): string {
  return `${item.id} version ${item.version}`;
}
