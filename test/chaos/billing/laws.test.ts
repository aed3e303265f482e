// The auditor of billing on books made by hand: sound ones break no law, and every law is broken by the one change that breaks it.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { laws as allLaws } from './law.ts';
import { brokenAtRest, brokenNow, type Known, noMemory } from './laws.ts';
import { type PlantedLaw, plantedLaws } from './planted-laws.ts';
import type { HeldDocument, HeldWork, VendorBooks } from './vendor-books.ts';

const work = (id: string, worth: bigint, bill: string | null): HeldWork => ({
  ...{ id, project: 'p', worth, isApproved: true, bill },
});
const invoice: HeldDocument = {
  ...{
    id: '1',
    key: 'bill-1',
    kind: 'INVOICE',
    project: 'p',
    original: null,
    lines: [100n, 50n],
    tax: 15n,
    total: 165n,
  },
  ...{ imbalance: 0n, isVoided: false, content: 'as posted' },
};
const sound: VendorBooks = {
  work: [work('a', 100n, 'b1'), work('b', 50n, 'b1'), { ...work('old', 70n, null), isApproved: true }],
  bills: [{ id: 'b1', document: '1' }],
  documents: [invoice],
  orders: [],
};
const known: Known = { caps: new Map(), projects: new Set(['p']), before: new Set(['old']) };

function laws(books: VendorBooks, knowing: Known = known, earlier: VendorBooks = sound): readonly string[] {
  const memory = noMemory();
  brokenNow(earlier, knowing, memory);
  const all = [...brokenNow(books, knowing, memory), ...brokenAtRest(books, knowing)];
  return [...new Set(all.map(({ law }) => law))].sort();
}

const posted = (change: Partial<HeldDocument>): VendorBooks => ({ ...sound, documents: [{ ...invoice, ...change }] });

test('sound books break no law, nor does a credit with its work billed anew', () => {
  expect(laws(sound)).toEqual([]);
  const credit: HeldDocument = { ...invoice, ...{ id: '2', key: 'credit-1', kind: 'CREDIT', original: '1' } };
  const again: HeldDocument = { ...invoice, ...{ id: '3', key: 'bill-2' } };
  const rebilled: VendorBooks = {
    work: sound.work.map((each) => (each.id === 'old' ? each : { ...each, bill: 'b2' })),
    bills: [{ id: 'b2', document: '3' }],
    documents: [invoice, credit, again],
    orders: [],
  };
  expect(laws(rebilled)).toEqual([]);
  expect(laws({ ...rebilled, documents: [invoice, { ...credit, original: null }, again] })).toEqual([
    'a credit refers to its invoice',
    'every document is told',
  ]);
});

test.each([
  ['a document adds up', posted({ total: 166n })],
  ['the ledger balances', posted({ imbalance: 1n })],
  ['a document is of a project', posted({ project: null })],
  ['a posted document never changes', posted({ content: 'edited' })],
  ['no order is left over', { ...sound, orders: ['order-1'] }],
  ['one document a key', { ...sound, documents: [invoice, { ...invoice, id: '2' }] }],
  ['no work is billed twice', { ...sound, documents: [invoice, { ...invoice, id: '2', key: 'bill-2' }] }],
  ['a document charges the work it is of', posted({ lines: [100n, 49n], tax: 16n })],
  ['all work is billed', { ...sound, work: [...sound.work, work('c', 1n, null)] }],
  ['every document is told', { ...sound, bills: [] }],
])('"%s" is broken by what breaks it', (law, books) => {
  expect(laws(books)).toContain(law);
});

test('a cap holds what is more than it, and what it lets through is billed', () => {
  const capped = (cap: bigint): Known => ({ ...known, caps: new Map([['p', cap]]) });
  expect(laws(sound, capped(150n))).toEqual([]);
  expect(laws(sound, capped(149n))).toContain('a cap holds');
  expect(laws({ ...posted({ lines: [100n], tax: 65n }) }, capped(120n))).toContain('all work is billed');
});

test('every law has a build that breaks it, and what is changed for that is there, once', async () => {
  const planted: readonly PlantedLaw[] = Object.values(plantedLaws);
  expect([...new Set(planted.map(({ law }) => law))].sort()).toEqual([...allLaws].sort());
  for (const { file, from } of planted) {
    const text = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect(text.split(from).length - 1, `${file}: ${from}`).toBe(1);
  }
});
