// What an adjustment begins from, and what of it was agreed to: never more, and never of another price.
import { expect, test } from 'vitest';
import { changeWork, type WorkChange } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import { sinceAgreed } from './adjust.ts';
import { adjustable } from './adjustable.ts';
import type { PricedEntry, WorkEntry } from './facts.ts';
import { entry, eur } from './sample-work.ts';

function after(item: WorkItem, ...changes: readonly WorkChange[]): WorkItem {
  return changes.reduce((now, change) => {
    const result = changeWork(now, change);
    if (result.kind === 'REFUSED') throw new Error(result.message);
    return result.item;
  }, item);
}

const once = newWork('T1', 1, eur('100'));
const freed = after(once, { kind: 'CLAIM', run: 'D1', amount: eur('100'), why: 'w' }, { kind: 'UNCLAIM', run: 'D1' });
const at = (amount: string): PricedEntry => ({
  kind: 'PRICED',
  ...{ standard: eur(amount), hourlyRate: amount, why: `EUR ${amount} an hour`, taxCode: null },
});

/** What an adjustment of an hour begins from that the books have as `item`, at a price of 120 by now. */
function from(
  item: WorkItem,
  adjustment: Parameters<typeof adjustable>[1]['adjustment'] = 'WRITE_DOWN',
  change: { readonly now?: WorkEntry; readonly heldByPerson?: string; readonly isPart?: boolean } = {},
) {
  const { now = entry('T1'), heldByPerson = null, isPart = false } = change;
  const facts = { entry: entry('T1'), hourlyRate: '100', why: 'EUR 100 an hour', heldByPerson, isPart };
  const found = adjustable({ item, facts, content: 'v1 of T1' }, { entry: now, priced: at('120'), adjustment });
  const { unbilled, held } = found.item.places;
  return { price: found.item.standard.amount, open: [unbilled.amount, held.amount], ...found };
}

test('is of the present price of work that no claim stands on, with its claims counted on', () => {
  const found = from(freed);
  expect(found).toMatchObject({ price: '120.00', open: ['120.00', '0.00'], isAnew: false });
  expect([found.item.claims, found.facts.hourlyRate, found.facts.why]).toEqual([1, '120', 'EUR 120 an hour']);
  const edited = entry('T1', { content: 'v2 of T1' });
  expect(from(once, 'HOLD', { now: edited }).facts.entry.content).toBe('v2 of T1');
});

test('is of the price that is frozen: billed in part, part of another version, or nothing open', () => {
  const claim: WorkChange = { kind: 'CLAIM', run: 'D1', amount: eur('60'), why: 'w' };
  const posted: WorkChange = { kind: 'FOUND_POSTED', run: 'D1', posted: eur('60') };
  expect(from(after(once, claim, { kind: 'SUBMIT', run: 'D1' }, posted)).open).toEqual(['40.00', '0.00']);
  expect(from(freed, 'WRITE_DOWN', { isPart: true }).price).toBe('100.00');
  const off = after(freed, { kind: 'WRITE_OFF', from: 'unbilled', amount: eur('100') });
  expect(from(off, 'WRITE_UP').price).toBe('100.00');
});

test('what was held is held at the present price, and let go at it', () => {
  const held = after(freed, { kind: 'HOLD', amount: eur('100') });
  expect(from(held, 'LET_GO', { heldByPerson: 'see run R' }).open).toEqual(['0.00', '120.00']);
  // What a cap holds back is let go as it is.
  expect(from(held, 'LET_GO').open).toEqual(['0.00', '100.00']);
});

test('of what a cap or a retainer keeps is all that is open (DOMAIN rules 23, 28): agreed to before or after a release held it', () => {
  const asked = { amount: { amount: '100.00', currency: 'EUR' }, standard: { amount: '100.00', currency: 'EUR' } };
  const held = after(once, { kind: 'HOLD', amount: eur('100') });
  const same = { item: held, content: 'v1 of T1' };
  const facts = { entry: entry('T1'), hourlyRate: '100', why: '', heldByPerson: null };
  for (const adjustment of ['WRITE_DOWN', 'WRITE_OFF', 'WRITE_UP'] as const) {
    const { item } = adjustable({ ...same, facts }, { entry: entry('T1'), priced: at('100'), adjustment });
    expect([item.places.unbilled.amount, item.places.held.amount]).toEqual(['100.00', '0.00']);
    expect(sinceAgreed({ kind: 'WRITE_DOWN', amount: item.places.unbilled }, item, asked)).toBeNull();
  }
  // What a person holds stays so, and what is on a draft besides is not touched.
  const byPerson = { ...facts, heldByPerson: 'see run R' };
  const present = { entry: entry('T1'), priced: at('100'), adjustment: 'WRITE_DOWN' } as const;
  expect(adjustable({ ...same, facts: byPerson }, present).item.places.held.amount).toBe('100.00');
  const part = after(
    once,
    { kind: 'HOLD', amount: eur('80') },
    { kind: 'CLAIM', run: 'D1', amount: eur('20'), why: 'w' },
  );
  expect(adjustable({ item: part, content: 'v1 of T1', facts }, present).item.places.held.amount).toBe('80.00');
});

test('puts a new value in the place of what was agreed to at another price, and says so; a hold leaves that alone', () => {
  const down = after(freed, { kind: 'WRITE_DOWN', amount: eur('30') });
  expect(from(down)).toMatchObject({ price: '120.00', open: ['120.00', '0.00'], isAnew: true });
  expect(from(down, 'HOLD')).toMatchObject({ price: '100.00', open: ['70.00', '0.00'], isAnew: false });
});

test('no more is written down or off than was agreed to, and at no other price', () => {
  const agreed = { amount: { amount: '100.00', currency: 'EUR' }, standard: { amount: '100.00', currency: 'EUR' } };
  expect(sinceAgreed({ kind: 'WRITE_DOWN', amount: eur('100') }, once, agreed)).toBeNull();
  // Somebody wrote it up while the other was asked.
  const dearer = after(once, { kind: 'WRITE_UP', amount: eur('5') });
  for (const change of [
    { kind: 'WRITE_DOWN', amount: eur('105') },
    { kind: 'WRITE_OFF', from: 'unbilled', amount: eur('105') },
  ] as const)
    expect(sinceAgreed(change, dearer, agreed)).toContain('105.00 EUR is open now, 100.00 when it was agreed to');
  expect(sinceAgreed({ kind: 'WRITE_UP', amount: eur('100') }, newWork('T1', 1, eur('120')), agreed)).toContain(
    'it costs 120.00 EUR now, 100.00 EUR when it was asked for',
  );
  // Nobody agreed to a hold, which changes no value.
  expect(sinceAgreed({ kind: 'HOLD', amount: eur('105') }, dearer, agreed)).toBeNull();
});
