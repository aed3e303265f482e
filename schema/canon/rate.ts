// Which rate prices an hour, and why (DOMAIN rules 48-51). Bill and cost rates are of two kinds that no function takes together.
import type { CurrencyCode } from './currency.ts';
import { fraction } from './fraction.ts';
import type { Hold } from './hold.ts';

/** What a rate may hang on, most specific first: the default order of look-up (rule 48). */
export const rateScopes = [
  'PROJECT_PERSON',
  'PROJECT_TASK',
  'PROJECT_ROLE',
  'CONTRACT_ROLE',
  'CUSTOMER_ROLE',
  'PERSON',
  'ROLE',
] as const;
export type RateScope = (typeof rateScopes)[number];

/** What a rate hangs on: the scope and the ids it names, in the order of the scope's words. */
export interface RateSubject {
  readonly scope: RateScope;
  readonly ids: readonly string[];
}

/** BILL: what the client pays. COST: what the person costs, in the currency of their own company (rule 51). */
export type RateKind = 'BILL' | 'COST';

/** One rate per hour; both days included, null is without end. `hourlyRate` keeps every digit (rule 3). */
export interface RateEntry<Kind extends RateKind> {
  readonly kind: Kind;
  readonly subject: RateSubject;
  readonly currency: CurrencyCode;
  readonly hourlyRate: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

/** Rates that were checked and are looked up by subject and currency. Made by `rateTable` alone. */
export interface RateTable<Kind extends RateKind> {
  readonly kind: Kind;
  readonly entries: ReadonlyMap<string, readonly RateEntry<Kind>[]>;
}

/** What is known of a piece of work; null where it has none, which no rate of that scope fits. */
export interface RateFacts {
  readonly person: string;
  readonly role: string | null;
  readonly project: string | null;
  readonly task: string | null;
  readonly contract: string | null;
  readonly customer: string | null;
}

/** A resolved rate with its spoken reason, which names ids only; or the hold NO_RATE. */
export type ResolvedRate<Kind extends RateKind> =
  | { readonly kind: 'RATE'; readonly entry: RateEntry<Kind>; readonly why: string }
  | { readonly kind: 'HELD'; readonly hold: Hold };

/**
 * Faults of a list of rates in words: two for one subject on one day, an end before its beginning, a rate of 0 or less
 * (rules 49 and 50: work that costs the client nothing is not billable, it has no rate of 0).
 */
export function rateFaults(entries: readonly RateEntry<RateKind>[]): readonly string[] {
  const faults: string[] = [];
  const seen = new Map<string, RateEntry<RateKind>[]>();
  for (const entry of entries) {
    if (entry.effectiveFrom !== null && entry.effectiveTo !== null && entry.effectiveTo < entry.effectiveFrom)
      faults.push(`${named(entry)} ends before it begins; correct its days`);
    if (fraction(entry.hourlyRate).numerator <= 0n)
      faults.push(`${named(entry)} is ${entry.hourlyRate}; mark the work not billable instead`);
    const key = `${entry.kind}|${keyOf(entry.subject, entry.currency)}`;
    const others = seen.get(key) ?? [];
    for (const other of others)
      if (overlap(entry, other))
        faults.push(`${named(entry)} overlaps ${named(other)}; end one before the other begins`);
    seen.set(key, [...others, entry]);
  }
  return faults;
}

/** A table to resolve from. Raises RangeError with the first fault: an ambiguous table prices nothing (rule 49). */
export function rateTable<Kind extends RateKind>(
  kind: Kind,
  entries: readonly RateEntry<NoInfer<Kind>>[],
): RateTable<Kind> {
  const [fault] = rateFaults(entries);
  if (fault !== undefined) throw new RangeError(fault);
  const table = new Map<string, RateEntry<Kind>[]>();
  for (const entry of entries) {
    const key = keyOf(entry.subject, entry.currency);
    const list = table.get(key);
    if (list === undefined) table.set(key, [entry]);
    else list.push(entry);
  }
  return { kind, entries: table };
}

/** What rate a piece of work is asked for. `currency` is the contract's for BILL and the resource's entity's for COST. */
export interface RateQuestion {
  readonly facts: RateFacts;
  readonly workedOn: string;
  readonly currency: CurrencyCode;
}

/** The most specific rate that is in force on the day worked, in a configurable order; none is a hold (rules 48-50). */
export function resolveRate<Kind extends RateKind>(
  table: RateTable<Kind>,
  { facts, workedOn, currency }: RateQuestion,
  order: readonly RateScope[] = rateScopes,
): ResolvedRate<Kind> {
  const passed: string[] = [];
  for (const scope of order) {
    const subject = subjectOf(scope, facts);
    const entry = subject === null ? undefined : inForce(table.entries.get(keyOf(subject, currency)), workedOn);
    if (entry !== undefined) return { kind: 'RATE', entry, why: spoken(entry, passed, workedOn) };
    passed.push(words(scope));
  }
  return { kind: 'HELD', hold: { code: 'NO_RATE', subject: facts.person, on: workedOn } };
}

/** The ids of a scope as the facts have them; null where one is not known. */
function subjectOf(scope: RateScope, facts: RateFacts): RateSubject | null {
  const ids = idsOf(scope, facts);
  return ids.every((id) => id !== null) ? { scope, ids } : null;
}

function idsOf(scope: RateScope, facts: RateFacts): readonly (string | null)[] {
  switch (scope) {
    case 'PROJECT_PERSON':
      return [facts.project, facts.person];
    case 'PROJECT_TASK':
      return [facts.project, facts.task];
    case 'PROJECT_ROLE':
      return [facts.project, facts.role];
    case 'CONTRACT_ROLE':
      return [facts.contract, facts.role];
    case 'CUSTOMER_ROLE':
      return [facts.customer, facts.role];
    case 'PERSON':
      return [facts.person];
    case 'ROLE':
      return [facts.role];
  }
}

function inForce<Kind extends RateKind>(
  entries: readonly RateEntry<Kind>[] | undefined,
  on: string,
): RateEntry<Kind> | undefined {
  return entries?.find(
    ({ effectiveFrom, effectiveTo }) =>
      (effectiveFrom === null || effectiveFrom <= on) && (effectiveTo === null || on <= effectiveTo),
  );
}

function overlap(a: RateEntry<RateKind>, b: RateEntry<RateKind>): boolean {
  const startsInTime = (one: RateEntry<RateKind>, other: RateEntry<RateKind>): boolean =>
    one.effectiveFrom === null || other.effectiveTo === null || one.effectiveFrom <= other.effectiveTo;
  return startsInTime(a, b) && startsInTime(b, a);
}

function spoken(entry: RateEntry<RateKind>, passed: readonly string[], on: string): string {
  const missing =
    passed.length === 0 ? 'nothing is more specific' : `no ${passed.join(', ')} rate is in force that day`;
  return `${named(entry)}, in force on ${on}; ${missing}`;
}

function named({ subject, currency, hourlyRate, effectiveFrom, effectiveTo }: RateEntry<RateKind>): string {
  const from = effectiveFrom === null ? '' : ` from ${effectiveFrom}`;
  const to = effectiveTo === null ? '' : ` to ${effectiveTo}`;
  return `the ${words(subject.scope)} rate of ${subject.ids.join(' and ')}, ${currency} ${hourlyRate} an hour${from}${to}`;
}

function words(scope: RateScope): string {
  return scope.toLowerCase().replace('_', '-');
}

function keyOf({ scope, ids }: RateSubject, currency: string): string {
  return [scope, currency, ...ids.map(encodeURIComponent)].join('|');
}
