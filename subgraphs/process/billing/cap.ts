// Caps (DOMAIN rule 23): per contract, line or period. The item that crosses is split, the excess is held and stays visible, and
// none of it is revenue until it is enforceable (rule 39).
import { add, compare, type Money, subtract, zero } from '../../../schema/canon/money.ts';

/** Days, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What a cap counts. A PERIOD cap counts the days it names of its contract, but those it excepts. */
export type CapScope =
  | { readonly kind: 'CONTRACT'; readonly contract: string }
  | { readonly kind: 'LINE'; readonly line: string }
  | ({ readonly kind: 'PERIOD'; readonly contract: string; readonly except?: readonly Days[] } & Days);

/** A limit and how much of it is used up: billed, claimed and in doubt, and what the opening position brought (rule 31). */
export interface Cap {
  readonly id: string;
  readonly scope: CapScope;
  readonly limit: Money;
  readonly consumed: Money;
  /** Whether it limits hours and expenses alone: what is billed by plan uses none of it. */
  readonly isOfHours?: boolean;
}

/** Work about to be billed. */
export interface CappedWork {
  readonly id: string;
  readonly contract: string;
  readonly line: string;
  readonly workedOn: string;
  readonly value: Money;
}

/** What of an item may be billed and what is held, with the caps that are in the way. The two add up to its value. */
export interface CapSplit {
  readonly id: string;
  readonly billable: Money;
  readonly held: Money;
  readonly heldBy: readonly string[];
}

/** The split of every item, in the order in which they used the caps, and what is left of each cap. */
export interface CapResult {
  readonly splits: readonly CapSplit[];
  readonly remaining: ReadonlyMap<string, Money>;
}

/**
 * Splits work by every cap it is under (rule 23). The oldest work goes first, by day and then by id, so that two runs over the
 * same work hold the same. Work with a minus gives back what it once used. Work under no cap is billable whole.
 */
export function splitByCaps(work: readonly CappedWork[], caps: readonly Cap[]): CapResult {
  const remaining = new Map(caps.map((cap) => [cap.id, subtract(cap.limit, cap.consumed)]));
  const ordered = [...work].sort((a, b) =>
    a.workedOn === b.workedOn ? order(a.id, b.id) : order(a.workedOn, b.workedOn),
  );
  const bySubject = Map.groupBy(caps, ({ scope }) =>
    scope.kind === 'LINE' ? `line ${scope.line}` : `contract ${scope.contract}`,
  );
  const splits = ordered.map((item) => {
    const near = [...(bySubject.get(`contract ${item.contract}`) ?? []), ...(bySubject.get(`line ${item.line}`) ?? [])];
    const under = near.filter(({ scope }) => counts(scope, item));
    const split = splitOne(item, under, remaining);
    for (const { id } of under) {
      const left = remaining.get(id);
      if (left !== undefined) remaining.set(id, subtract(left, split.billable));
    }
    return split;
  });
  return { splits, remaining };
}

/** Whether a cap counts an item. */
export function counts(scope: CapScope, { contract, line, workedOn }: Omit<CappedWork, 'id' | 'value'>): boolean {
  switch (scope.kind) {
    case 'CONTRACT':
      return scope.contract === contract;
    case 'LINE':
      return scope.line === line;
    case 'PERIOD':
      return scope.contract === contract && countsDay(scope, workedOn);
  }
}

/** Whether a cap counts work of a day. */
export function countsDay(scope: CapScope, day: string): boolean {
  if (scope.kind !== 'PERIOD') return true;
  const isIn = ({ from, to }: Days): boolean => from <= day && day <= to;
  return isIn(scope) && !(scope.except ?? []).some(isIn);
}

function splitOne({ id, value }: CappedWork, under: readonly Cap[], remaining: ReadonlyMap<string, Money>): CapSplit {
  const nothing = zero(value.currency);
  if (compare(value, nothing) <= 0) return { id, billable: value, held: nothing, heldBy: [] };
  let billable = value;
  for (const cap of under) {
    // A cap already overrun (an amendment lowered it) lets nothing through; it takes nothing back either.
    const left = remaining.get(cap.id) ?? nothing;
    const open = compare(left, nothing) < 0 ? nothing : left;
    if (compare(open, billable) < 0) billable = open;
  }
  const held = subtract(value, billable);
  const binding = under.filter((cap) => compare(remaining.get(cap.id) ?? nothing, value) < 0).map((cap) => cap.id);
  return { id, billable, held, heldBy: compare(held, nothing) === 0 ? [] : binding };
}

/** How much a cap has been overrun by work held against it: the money an amendment would free. */
export function heldByCap(splits: readonly CapSplit[], cap: Cap): Money {
  return splits
    .filter((split) => split.heldBy.includes(cap.id))
    .reduce((total, split) => add(total, split.held), zero(cap.limit.currency));
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
