// Retainers (DOMAIN rule 26): prepaid quantities that are drawn down, roll over or lapse. What lapses is breakage revenue, not
// leakage (ASC 606-10-55-46 to 49; IFRS 15 B44-B47).
import { minorOf, quotient, roundMinor, times } from '../../../schema/canon/fraction.ts';
import { add, type Money, subtract, zero } from '../../../schema/canon/money.ts';

/** A prepaid quantity: minutes, or minor units where money was paid in. `price` is what was billed for it, without tax. */
export interface Lot {
  readonly id: string;
  readonly from: string;
  /** The last day on which it can be used; null never lapses. */
  readonly expiresOn: string | null;
  readonly quantity: bigint;
  readonly remaining: bigint;
  readonly price: Money;
}

/** What happens when more is used than is left. */
export type Overage = 'BILL' | 'HOLD';

/** What is drawn by a piece of work, in the lots' unit. */
export interface Draw {
  readonly on: string;
  readonly quantity: bigint;
}

/** The quantity taken from one lot and what of its price that earns. */
export interface Drawn {
  readonly lot: string;
  readonly quantity: bigint;
  readonly value: Money;
}

/** The lots after a draw. `overage` is what no lot covered: billed at the overage rate or held, as the contract says. */
export interface DrawResult {
  readonly lots: readonly Lot[];
  readonly drawn: readonly Drawn[];
  readonly overage: bigint;
  readonly overageIs: Overage;
}

/**
 * Draws from the lots in force on the day, the one that lapses first before the others (rule 26). Raises RangeError on a draw
 * that is not positive: work taken back gives its lots back by `giveBack`.
 */
export function drawDown(lots: readonly Lot[], draw: Draw, overageIs: Overage): DrawResult {
  if (draw.quantity <= 0n) throw new RangeError(`${draw.quantity} cannot be drawn; draw more than 0`);
  let wanted = draw.quantity;
  const drawn: Drawn[] = [];
  const after = new Map(lots.map((lot) => [lot.id, lot]));
  for (const lot of [...lots].sort(lapsesFirst)) {
    if (wanted === 0n || !isInForce(lot, draw.on)) continue;
    const quantity = lot.remaining < wanted ? lot.remaining : wanted;
    if (quantity === 0n) continue;
    const left = { ...lot, remaining: lot.remaining - quantity };
    drawn.push({ lot: lot.id, quantity, value: subtract(unusedValue(lot), unusedValue(left)) });
    after.set(lot.id, left);
    wanted -= quantity;
  }
  return { lots: lots.map((lot) => after.get(lot.id) ?? lot), drawn, overage: wanted, overageIs };
}

/** The lots after a correction. `left` is what of it found no draw of its day to take back. */
export interface TakenBack {
  readonly lots: readonly Lot[];
  readonly back: readonly { readonly lot: string; readonly quantity: bigint }[];
  readonly left: bigint;
}

/**
 * Makes room again for work with a minus, in the lots in force on its day, the one that lapses last before the others: as much as stands
 * drawn of each and no more, for what lapsed or was used before go-live comes back by no correction (rule 26).
 */
export function takeBack(lots: readonly Lot[], back: Draw, drawn: ReadonlyMap<string, bigint>): TakenBack {
  let left = back.quantity;
  const taken = new Map<string, bigint>();
  for (const { id } of [...lots]
    .sort(lapsesFirst)
    .reverse()
    .filter((lot) => isInForce(lot, back.on))) {
    const stands = drawn.get(id) ?? 0n;
    const quantity = stands < left ? stands : left;
    if (quantity <= 0n) continue;
    taken.set(id, quantity);
    left -= quantity;
  }
  return {
    lots: lots.map((lot) => ({ ...lot, remaining: lot.remaining + (taken.get(lot.id) ?? 0n) })),
    back: [...taken].map(([lot, quantity]) => ({ lot, quantity })),
    left,
  };
}

/** Gives back what rejected work had drawn, to the very lots it came from. Raises RangeError where a lot would hold more than it had. */
export function giveBack(lots: readonly Lot[], drawn: readonly Drawn[]): readonly Lot[] {
  return lots.map((lot) => {
    const back = drawn.filter((one) => one.lot === lot.id).reduce((total, one) => total + one.quantity, 0n);
    if (lot.remaining + back > lot.quantity)
      throw new RangeError(
        `${lot.id} would hold ${lot.remaining + back} of ${lot.quantity}; it was given back already`,
      );
    return { ...lot, remaining: lot.remaining + back };
  });
}

/** How the unused part of a lot is treated on its last day. `quantityMax` null rolls all of it over. */
export type Rollover =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'ROLL'; readonly quantityMax: bigint | null; readonly expiresOn: string | null };

/** What became of a lapsed lot: a lot of what rolls over, and the breakage, which is revenue now. The two are its unused value. */
export interface Lapse {
  readonly lot: Lot;
  readonly rolled: Lot | null;
  readonly breakage: Money;
}

/** Lapses the lots whose last day is before a day (rule 26). Lots in force are not in the answer. */
export function lapse(lots: readonly Lot[], on: string, rollover: Rollover): readonly Lapse[] {
  return lots
    .filter((lot) => lot.expiresOn !== null && lot.expiresOn < on && lot.remaining > 0n)
    .map((lot) => {
      const quantity = rolledQuantity(lot, rollover);
      const emptied = { ...lot, remaining: 0n };
      if (rollover.kind === 'NONE' || quantity === 0n)
        return { lot: emptied, rolled: null, breakage: unusedValue(lot) };
      const breakage = subtract(unusedValue(lot), unusedValue({ ...lot, remaining: quantity }));
      const price = subtract(unusedValue(lot), breakage);
      const rolled = {
        id: `${lot.id}>`,
        from: on,
        expiresOn: rollover.expiresOn,
        quantity,
        remaining: quantity,
        price,
      };
      return { lot: emptied, rolled, breakage };
    });
}

/** What of a lot's price is not earned yet. Cumulative, so that draws and breakage come to the price without a cent over. */
export function unusedValue(lot: Lot): Money {
  if (lot.quantity === 0n) return zero(lot.price.currency);
  return roundMinor(times(minorOf(lot.price), quotient(lot.remaining, lot.quantity)), lot.price.currency, 'HALF_UP');
}

/** What of all lots is not earned: the contract liability they are (when paid). */
export function balanceOf(lots: readonly Lot[], nothing: Money): Money {
  return lots.reduce((total, lot) => add(total, unusedValue(lot)), nothing);
}

function rolledQuantity(lot: Lot, rollover: Rollover): bigint {
  if (rollover.kind === 'NONE') return 0n;
  const { quantityMax } = rollover;
  return quantityMax === null || quantityMax > lot.remaining ? lot.remaining : quantityMax;
}

function isInForce(lot: Lot, on: string): boolean {
  return lot.from <= on && (lot.expiresOn === null || on <= lot.expiresOn);
}

function lapsesFirst(a: Lot, b: Lot): number {
  const [one, other] = [a.expiresOn ?? '9999-12-31', b.expiresOn ?? '9999-12-31'];
  if (one !== other) return one < other ? -1 : 1;
  return a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1;
}
