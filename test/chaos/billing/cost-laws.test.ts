// The auditor of the cost of work on books made by hand: sound ones break no law, and every law is broken by the one change that breaks it.
import { expect, test } from 'vitest';
import type { CostBooks, CostedWork, CostGroup, HeldEntry } from './cost-books.ts';
import { type ChangedWork, costBrokenAtRest, costBrokenNow, noCostMemory } from './cost-laws.ts';

const group: CostGroup = { project: 'p', employer: 'US01', currency: 'USD', isBillable: true };
const work = (id: string, cost: bigint, change: Partial<CostGroup> = {}): CostedWork => ({
  ...{ id, cost, isApproved: true, group: { ...group, ...change } },
});
const entry = (id: string, accounts: Readonly<Record<string, bigint>>, change: Partial<HeldEntry> = {}): HeldEntry => ({
  ...{ id, key: `cost-${id}`, books: 'US01', currency: 'USD', projects: ['p'], reverses: null },
  ...{ accounts: new Map(Object.entries(accounts)), imbalance: 0n, booksImbalance: 0n, content: `as posted ${id}` },
  ...change,
});
const own = entry('1', { '5000': 100n, '5100': 40n, '2300': -140n });
// JP01's people on the same project, in the books of both.
const delivery = entry('2', { '5000': 70n, '6000': -70n });
const supply = entry('3', { '1150': 70n, '2300': -70n }, { books: 'JP01', projects: [null] });
const sound: CostBooks = {
  work: [work('a', 100n), work('b', 40n, { isBillable: false }), work('c', 70n, { employer: 'JP01' })],
  entries: [own, delivery, supply],
};

function laws(books: CostBooks, changed: ChangedWork = new Map(), earlier: CostBooks = sound): readonly string[] {
  const memory = noCostMemory();
  costBrokenNow(earlier, changed, memory);
  const all = [...costBrokenNow(books, changed, memory), ...costBrokenAtRest(books)];
  return [...new Set(all.map(({ law }) => law))].sort();
}

const with1 = (change: Partial<HeldEntry>): CostBooks => ({
  ...sound,
  entries: [{ ...own, ...change }, delivery, supply],
});
const plus = (...entries: readonly HeldEntry[]): CostBooks => ({ ...sound, entries: [...sound.entries, ...entries] });
const back = entry('4', { '5000': -100n, '2300': 100n }, { reverses: '1' });

test('sound books break no law', () => {
  expect(laws(sound)).toEqual([]);
});

test('work that was taken back and entered otherwise is taken back and posted anew', () => {
  const edited = { ...sound, work: [work('a', 90n), ...sound.work.slice(1)] };
  const anew = entry('5', { '5000': 90n, '2300': -90n });
  const changed = new Map([['a', 1]]);
  expect(laws({ ...plus(back, anew), work: edited.work }, changed)).toEqual([]);
  expect(
    laws(
      plus(back, {
        ...anew,
        accounts: new Map([
          ['5000', 100n],
          ['2300', -100n],
        ]),
      }),
    ),
  ).toEqual(['cost is taken back for a reason']);
});

test('an entry that the other company refused is undone by its mirror, as if it had not been', () => {
  const refused = entry('6', { '5000': 10n, '6000': -10n });
  const mirror = entry('7', { '5000': -10n, '6000': 10n }, { key: 'cost-6-reversed', reverses: '6' });
  expect(laws(plus(refused, mirror))).toEqual([]);
  expect(
    laws(
      plus(refused, {
        ...mirror,
        accounts: new Map([
          ['5000', -9n],
          ['6000', 9n],
        ]),
      }),
    ),
  ).toContain('an entry takes back what its original posted');
});

test.each([
  ['a journal entry balances', with1({ imbalance: 1n })],
  ['a journal entry balances', with1({ booksImbalance: -1n })],
  ['a journal entry says whose it is', with1({ projects: ['p', null] })],
  [
    'a journal entry says whose it is',
    with1({
      accounts: new Map([
        ['5000', 140n],
        ['4000', -140n],
      ]),
    }),
  ],
  ['a posted journal entry never changes', with1({ content: 'edited' })],
  ['a posted journal entry never changes', { ...sound, entries: [delivery, supply] }],
  ['no cost is posted twice', plus({ ...own, id: '8', key: 'cost-8' })],
  ['cost is taken back for a reason', plus(back)],
  ['an entry takes back what its original posted', plus({ ...back, reverses: '99' })],
  ['an entry takes back what its original posted', plus({ ...back, books: 'UK01' })],
  ['an entry takes back what its original posted', plus(back, { ...back, id: '9', key: 'cost-9' })],
  ['entries of two companies come in pairs', { ...sound, entries: [own, delivery] }],
  ['entries of two companies come in pairs', plus({ ...supply, id: '10', key: 'cost-10' })],
  ['all cost is posted', { ...sound, work: [...sound.work, work('d', 1n)] }],
  ['all cost is posted', { ...sound, work: sound.work.slice(1) }],
  [
    'all cost is posted',
    with1({
      accounts: new Map([
        ['5000', 140n],
        ['2300', -140n],
      ]),
    }),
  ],
] as const)('"%s" is broken by what breaks it', (law, books) => {
  expect(laws(books)).toContain(law);
});
