// Work drawn from a retainer, piece by piece in the order of its days (DOMAIN rule 26): what the lots cover is absorbed, what they do not is
// held or billed as the contract says. Money lots: a unit is the currency's smallest, at bill value.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, type Money, moneyFromMinor, subtract, toMinor, zero } from '../../../schema/canon/money.ts';
import { drawDown, type Lot, type Overage, takeBack } from './retainer.ts';

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
 * Draws work in the order of its days and ids, so that two runs draw the same. Work of a negative value is a correction: it gives back what
 * stands drawn in the period of its day, `drawn` before this and by this, and what has no room otherwise draws that. `overageOn` says what
 * the contract does with the excess of a day.
 */
export function drawWork(
  lots: readonly Lot[],
  work: readonly DrawingWork[],
  overageOn: (day: string) => Overage,
  drawn: ReadonlyMap<string, bigint> = new Map(),
): DrawnWork {
  let books: Standing = { lots, drawn };
  const ends = new Map<string, WorkDrawn>();
  const ordered = [...work].sort((a, b) => a.workedOn.localeCompare(b.workedOn) || a.id.localeCompare(b.id));
  const isMinus = ({ value }: DrawingWork): boolean => compare(value, zero(value.currency)) < 0;
  const plus = ordered.filter((piece) => !isMinus(piece));
  // Once more at the end: what a correction gives back may be for work of before it that found no room.
  for (const piece of [...plus, ...ordered.filter(isMinus), ...plus]) {
    const so = ends.get(piece.id) ?? {
      ...{ id: piece.id, drawn: [], over: piece.value, overIs: overageOn(piece.workedOn) },
    };
    const { moved, after } = isMinus(piece) ? correct(books, piece) : drawMore(books, piece, so.over);
    books = after;
    ends.set(piece.id, moved.reduce(withDraw, so));
  }
  return { lots: books.lots, work: ordered.flatMap(({ id }) => ends.get(id) ?? []) };
}

interface Standing {
  readonly lots: readonly Lot[];
  /** What stands drawn of each lot, by its id. */
  readonly drawn: ReadonlyMap<string, bigint>;
}

interface Move {
  readonly moved: WorkDrawn['drawn'];
  readonly after: Standing;
}

function drawMore({ lots, drawn }: Standing, { workedOn }: DrawingWork, open: Money): Move {
  if (compare(open, zero(open.currency)) <= 0) return { moved: [], after: { lots, drawn } };
  const result = drawDown(lots, { on: workedOn, quantity: toMinor(open) }, 'HOLD');
  return moveOf(result.lots, drawn, result.drawn, open.currency);
}

function correct({ lots, drawn }: Standing, { workedOn, value }: DrawingWork): Move {
  const result = takeBack(lots, { on: workedOn, quantity: -toMinor(value) }, drawn);
  const back = result.back.map(({ lot, quantity }) => ({ lot, quantity: -quantity }));
  return moveOf(result.lots, drawn, back, value.currency);
}

function moveOf(
  lots: readonly Lot[],
  drawn: ReadonlyMap<string, bigint>,
  moves: readonly { readonly lot: string; readonly quantity: bigint }[],
  currency: CurrencyCode,
): Move {
  const sums = new Map(drawn);
  for (const { lot, quantity } of moves) sums.set(lot, (sums.get(lot) ?? 0n) + quantity);
  const moved = moves.map(({ lot, quantity }) => ({ lot, amount: moneyFromMinor(quantity, currency) }));
  return { moved, after: { lots, drawn: sums } };
}

/** What a piece takes from one lot is one draw. */
function withDraw(end: WorkDrawn, { lot, amount }: WorkDrawn['drawn'][number]): WorkDrawn {
  const known = end.drawn.find((draw) => draw.lot === lot);
  const over = subtract(end.over, amount);
  if (known === undefined) return { ...end, over, drawn: [...end.drawn, { lot, amount }] };
  const drawn = end.drawn.map((draw) => (draw === known ? { lot, amount: add(draw.amount, amount) } : draw));
  return { ...end, over, drawn };
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
