// Work drawn from a retainer, piece by piece in the order of its days (DOMAIN rule 26): what the lots cover is absorbed, what they do not is
// held or billed as the contract says. Money lots: a unit is the currency's smallest, at bill value.
import { compare, type Money, moneyFromMinor, subtract, toMinor, zero } from '../../../schema/canon/money.ts';
import { drawDown, type Lot, type Overage } from './retainer.ts';

/** A lot that was paid in as money, all of which can be used: it is worth what was billed for it. */
export function moneyLot(
  lot: Pick<Lot, 'id' | 'from' | 'expiresOn'>,
  { price, remaining }: { readonly price: Money; readonly remaining: Money },
): Lot {
  const { id, from, expiresOn } = lot;
  return { id, from, expiresOn, price, quantity: toMinor(price), remaining: toMinor(remaining) };
}

/** Priced work that may draw. */
export interface DrawingWork {
  readonly id: string;
  readonly workedOn: string;
  readonly value: Money;
}

/** What a piece of work takes from each lot, and what none covers. The two are its value. */
export interface WorkDrawn {
  readonly id: string;
  readonly drawn: readonly { readonly lot: string; readonly amount: Money }[];
  readonly over: Money;
  readonly overIs: Overage;
}

/** The lots afterwards, and what each piece took. */
export interface DrawnWork {
  readonly lots: readonly Lot[];
  readonly work: readonly WorkDrawn[];
}

/**
 * Draws work in the order of its days and ids, so that two runs draw the same. Work of a negative value is a correction: it draws nothing and
 * is over as it is. `overageOn` says what the contract does with the excess of a day.
 */
export function drawWork(
  lots: readonly Lot[],
  work: readonly DrawingWork[],
  overageOn: (day: string) => Overage,
): DrawnWork {
  let left = lots;
  const done: WorkDrawn[] = [];
  const ordered = [...work].sort((a, b) => a.workedOn.localeCompare(b.workedOn) || a.id.localeCompare(b.id));
  for (const { id, workedOn, value } of ordered) {
    const overIs = overageOn(workedOn);
    if (compare(value, zero(value.currency)) <= 0) {
      done.push({ id, drawn: [], over: value, overIs });
      continue;
    }
    const result = drawDown(left, { on: workedOn, quantity: toMinor(value) }, overIs);
    left = result.lots;
    const drawn = result.drawn.map(({ lot, quantity }) => ({ lot, amount: moneyFromMinor(quantity, value.currency) }));
    const covered = drawn.reduce((rest, { amount }) => subtract(rest, amount), value);
    done.push({ id, drawn, over: covered, overIs });
  }
  return { lots: left, work: done };
}

/** Where what was paid in for a lot is (rule 26): nothing of it is used twice, and nothing vanishes. */
export interface LotStanding {
  readonly id: string;
  readonly quantity: Money;
  readonly drawnBefore: Money;
  readonly drawn: Money;
  readonly remaining: Money;
  readonly lapsed: Money;
}

/** What is wrong with a lot, in words; empty when drawn, lapsed and left come to what was paid in, and none is below nothing. */
export function lotFaults({ id, quantity, ...places }: LotStanding): readonly string[] {
  const parts = Object.entries(places);
  const missing = parts.reduce((rest, [, amount]) => subtract(rest, amount), quantity);
  const nothing = zero(quantity.currency);
  return [
    ...(compare(missing, nothing) === 0 ? [] : [`${id} is out by ${missing.amount} ${missing.currency}`]),
    ...parts.flatMap(([place, amount]) =>
      compare(amount, nothing) < 0 ? [`${id} has ${amount.amount} ${place}`] : [],
    ),
  ];
}
