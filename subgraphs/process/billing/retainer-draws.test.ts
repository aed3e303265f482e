// Draws from retainers over long random lives: what was paid in is drawn, left or lapsed at every moment, whatever is drawn, given back and
// lapsed in whatever order. The seed is fixed and printed with every counterexample.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { add, compare, isZero, money, moneyFromMinor, subtract, sum, toMinor } from '../../../schema/canon/money.ts';
import { drawDown, giveBack, lapse, type Lot } from './retainer.ts';
import { drawWork, lotFaults, type LotStanding, moneyLot, type WorkDrawn } from './retainer-draws.ts';

const eur = currencyCode('EUR');
const of = (amount: string) => money(amount, eur);

function month(number: string, paid: string, remaining = paid): Lot {
  const [from, expiresOn] = [`2026-${number}-01`, `2026-${number}-28`];
  return moneyLot({ id: `M${number}`, from, expiresOn }, { price: of(paid), remaining: of(remaining) });
}

test('rule 26: work draws from the period it was done in, oldest work first, and what is over is what the contract says', () => {
  const work = [
    { id: 'T3', workedOn: '2026-02-03', value: of('80.00') },
    { id: 'T2', workedOn: '2026-01-20', value: of('70.00') },
    { id: 'T1', workedOn: '2026-01-10', value: of('60.00') },
    { id: 'T0', workedOn: '2026-02-01', value: of('-10.00') },
  ];
  const { lots, work: done } = drawWork([month('01', '100.00'), month('02', '50.00')], work, (day) =>
    day < '2026-02' ? 'HOLD' : 'BILL',
  );
  expect(done).toEqual([
    { id: 'T1', drawn: [{ lot: 'M01', amount: of('60.00') }], over: of('0.00'), overIs: 'HOLD' },
    { id: 'T2', drawn: [{ lot: 'M01', amount: of('40.00') }], over: of('30.00'), overIs: 'HOLD' },
    // A correction gives back, and what had no room draws that.
    { id: 'T0', drawn: [{ lot: 'M02', amount: of('-10.00') }], over: of('0.00'), overIs: 'BILL' },
    { id: 'T3', drawn: [{ lot: 'M02', amount: of('60.00') }], over: of('20.00'), overIs: 'BILL' },
  ]);
  expect(lots.map(({ remaining }) => remaining)).toEqual([0n, 0n]);
});

test('rule 26: a correction with a minus gives back what stands drawn in its period, in whatever run, and never what lapsed', () => {
  const minus = [{ id: 'C', workedOn: '2026-01-31', value: of('-80.00') }];
  const [lot, other] = [month('01', '100.00', '20.00'), month('02', '50.00', '0.00')];
  // 50.00 was drawn of the 100.00, and 30.00 lapsed.
  const { lots, work } = drawWork(
    [{ ...lot, expiresOn: '2026-01-31' }, other],
    minus,
    () => 'HOLD',
    new Map([
      ['M01', 5_000n],
      ['M02', 5_000n],
    ]),
  );
  expect(work).toEqual([
    { id: 'C', drawn: [{ lot: 'M01', amount: of('-50.00') }], over: of('-30.00'), overIs: 'HOLD' },
  ]);
  expect(lots.map(({ remaining }) => remaining)).toEqual([7_000n, 0n]);
});

const step = fc.record({
  kind: fc.constantFrom('DRAW', 'DRAW', 'DRAW', 'CORRECT', 'GIVE_BACK', 'LAPSE'),
  day: fc.constantFrom('2026-01-05', '2026-01-20', '2026-02-10', '2026-03-15', '2026-04-01'),
  minor: fc.bigInt({ min: 1n, max: 9_000n }),
  which: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Books {
  readonly lots: readonly Lot[];
  /** What stands of every draw there was. */
  readonly draws: readonly WorkDrawn[];
  readonly lapsed: ReadonlyMap<string, bigint>;
}

const tally = { covered: 0, over: 0, corrected: 0, given: 0, lapsed: 0 };

/** Carries a step out; `draw` may be a broken one. */
function walk(books: Books, { kind, day, minor, which }: Step, draw: typeof drawWork): Books {
  switch (kind) {
    case 'CORRECT':
    case 'DRAW': {
      const value = moneyFromMinor(kind === 'DRAW' ? minor : -minor, eur);
      const stands = new Map(standingOf(books).map(({ id, drawn }) => [id, toMinor(drawn)]));
      const piece = { id: `T${books.draws.length}`, workedOn: day, value };
      const { lots, work } = draw(books.lots, [piece], () => 'HOLD', stands);
      const [done] = work;
      if (done === undefined) return books;
      const covered = done.drawn.reduce((total, { amount }) => add(total, amount), done.over);
      expect(compare(covered, value)).toBe(0);
      if (kind === 'CORRECT') tally.corrected += done.drawn.length;
      else if (done.drawn.length > 0) tally.covered += 1;
      if (!isZero(done.over)) tally.over += 1;
      return { ...books, lots, draws: [...books.draws, done] };
    }
    case 'GIVE_BACK': {
      const index = books.draws.length === 0 ? -1 : which % books.draws.length;
      const back = books.draws[index];
      if (back === undefined || back.drawn.some(({ lot }) => books.lapsed.has(lot))) return books;
      // What it had made room for is used, or what it drew was given back by a correction already: a further draw's business.
      if (back.drawn.some(({ lot, amount }) => !isRoomFor(books, lot, toMinor(amount)))) return books;
      tally.given += 1;
      const drawn = back.drawn.map(({ lot, amount }) => ({ lot, quantity: toMinor(amount), value: amount }));
      return { ...books, lots: giveBack(books.lots, drawn), draws: books.draws.filter((_, place) => place !== index) };
    }
    case 'LAPSE': {
      const ends = lapse(books.lots, day, { kind: 'NONE' });
      tally.lapsed += ends.length;
      const gone = new Map(ends.map(({ lot, breakage }) => [lot.id, { lot, breakage: toMinor(breakage) }]));
      return {
        ...books,
        lots: books.lots.map((lot) => gone.get(lot.id)?.lot ?? lot),
        // What a correction gives back to a period that is over may lapse again.
        lapsed: new Map([
          ...books.lapsed,
          ...[...gone].map(([id, { breakage }]) => [id, breakage + (books.lapsed.get(id) ?? 0n)] as const),
        ]),
      };
    }
  }
}

/** Whether a draw can be taken back without more being left, or less, than there is. */
function isRoomFor(books: Books, id: string, quantity: bigint): boolean {
  const lot = books.lots.find((each) => each.id === id);
  const drawn = standingOf(books).find((each) => each.id === id)?.drawn ?? of('0');
  return lot !== undefined && lot.remaining + quantity >= 0n && toMinor(drawn) >= quantity;
}

function standingOf({ lots, draws, lapsed }: Books): readonly LotStanding[] {
  return lots.map(({ id, price, remaining }) => ({
    ...{ id, quantity: price, drawnBefore: of('0') },
    drawn: sum(
      eur,
      draws.flatMap(({ drawn }) => drawn.filter(({ lot }) => lot === id).map(({ amount }) => amount)),
    ),
    remaining: moneyFromMinor(remaining, eur),
    lapsed: moneyFromMinor(lapsed.get(id) ?? 0n, eur),
  }));
}

const begin: Books = {
  lots: [month('01', '100.00'), month('02', '75.50'), month('03', '0.01')],
  ...{ draws: [], lapsed: new Map() },
};

function faultsOf(steps: readonly Step[], draw: typeof drawWork): readonly string[] {
  let books = begin;
  for (const each of steps) {
    books = walk(books, each, draw);
    const faults = standingOf(books).flatMap(lotFaults);
    if (faults.length > 0) return faults;
  }
  return [];
}

const runs = { seed: 20261121, numRuns: 100 };
const steps = fc.array(step, { minLength: 5, maxLength: 30 });

test('rule 26: what was paid in is drawn, left or lapsed, whatever happens', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      expect(faultsOf(drawn, drawWork)).toEqual([]);
    }),
    runs,
  );
});

test('rule 26: a draw that forgets to take its quantity off, takes it twice, or gives back what nobody drew, is caught', () => {
  const forgets: typeof drawWork = (lots, ...rest) => ({ ...drawWork(lots, ...rest), lots });
  const unbounded: typeof drawWork = (lots, work, overage) =>
    drawWork(lots, work, overage, new Map(lots.map(({ id }) => [id, 1_000_000n])));
  const twice: typeof drawWork = (lots, work, ...rest) => {
    const once = drawWork(lots, work, ...rest);
    const [piece] = work;
    if (piece === undefined) return once;
    return { ...once, lots: drawDown(once.lots, { on: piece.workedOn, quantity: 1n }, 'HOLD').lots };
  };
  for (const broken of [forgets, twice, unbounded]) {
    const found = fc.check(
      fc.property(steps, (drawn) => faultsOf(drawn, broken).length === 0),
      runs,
    );
    expect(found.failed).toBe(true);
  }
});

test('rule 26: a lot that is short says by how much', () => {
  const [standing] = standingOf(begin);
  if (standing === undefined) throw new Error('no lot');
  expect(lotFaults({ ...standing, remaining: subtract(standing.remaining, of('0.01')) })).toEqual([
    'M01 is out by 0.01 EUR',
  ]);
  expect(lotFaults({ ...standing, remaining: add(standing.remaining, of('0.01')) })).toEqual([
    'M01 is out by -0.01 EUR',
  ]);
  expect(lotFaults({ ...standing, remaining: of('-1'), lapsed: of('101') })).toEqual(['M01 has -1.00 remaining']);
});

afterAll(() => {
  expect(tally.covered).toBeGreaterThan(100);
  expect(tally.over).toBeGreaterThan(100);
  expect(tally.corrected).toBeGreaterThan(50);
  expect(tally.given).toBeGreaterThan(50);
  expect(tally.lapsed).toBeGreaterThan(20);
});
