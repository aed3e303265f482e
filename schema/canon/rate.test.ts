import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyCode } from './currency.ts';
import {
  type RateEntry,
  type RateFacts,
  rateFaults,
  type RateKind,
  rateScopes,
  type RateTable,
  rateTable,
  resolveRate,
} from './rate.ts';

const runs = { seed: 20261121, numRuns: 1_000 };
const eur = currencyCode('EUR');
const usd = currencyCode('USD');
const facts: RateFacts = {
  person: 'ann',
  role: 'dev',
  project: 'apollo',
  task: 'build',
  contract: 'c1',
  customer: 'acme',
};
const idsByScope = {
  PROJECT_PERSON: ['apollo', 'ann'],
  PROJECT_TASK: ['apollo', 'build'],
  PROJECT_ROLE: ['apollo', 'dev'],
  CONTRACT_ROLE: ['c1', 'dev'],
  CUSTOMER_ROLE: ['acme', 'dev'],
  PERSON: ['ann'],
  ROLE: ['dev'],
} as const;

function bill(
  scope: (typeof rateScopes)[number],
  hourlyRate: string,
  change: Partial<RateEntry<'BILL'>> = {},
): RateEntry<'BILL'> {
  const subject = { scope, ids: idsByScope[scope] };
  return { kind: 'BILL', subject, currency: eur, hourlyRate, effectiveFrom: null, effectiveTo: null, ...change };
}

const question = { facts, workedOn: '2026-03-05', currency: eur };

test('rule 48: the most specific rate wins, each of the seven in its turn', () => {
  const all = rateScopes.map((scope, index) => bill(scope, String(100 + index)));
  rateScopes.forEach((scope, index) => {
    const resolved = resolveRate(rateTable('BILL', all.slice(index)), question);
    expect(resolved).toMatchObject({ kind: 'RATE', entry: { hourlyRate: String(100 + index), subject: { scope } } });
  });
});

test('rule 48: the order is configurable and the answer says why', () => {
  const table = rateTable('BILL', [
    bill('PERSON', '180', { effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' }),
    bill('CONTRACT_ROLE', '150.125'),
  ]);
  expect(resolveRate(table, question)).toMatchObject({
    why: 'the contract-role rate of c1 and dev, EUR 150.125 an hour, in force on 2026-03-05; no project-person, project-task, project-role rate is in force that day',
  });
  expect(resolveRate(table, question, ['PERSON', 'CONTRACT_ROLE'])).toMatchObject({
    why: 'the person rate of ann, EUR 180 an hour from 2026-01-01 to 2026-12-31, in force on 2026-03-05; nothing is more specific',
  });
  expect(resolveRate(table, question, ['ROLE'])).toMatchObject({ kind: 'HELD' });
});

test('rule 49: a rate is in force on the day worked, first and last day included', () => {
  const table = rateTable('BILL', [
    bill('ROLE', '100', { effectiveTo: '2026-02-28' }),
    bill('ROLE', '110', { effectiveFrom: '2026-03-01', effectiveTo: '2026-03-31' }),
    bill('ROLE', '120', { effectiveFrom: '2026-05-01' }),
  ]);
  const on = (workedOn: string): string => {
    const resolved = resolveRate(table, { ...question, workedOn });
    return resolved.kind === 'RATE' ? resolved.entry.hourlyRate : resolved.hold.code;
  };
  expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-15', '2026-05-01'].map(on)).toEqual([
    '100',
    '110',
    '110',
    'NO_RATE',
    '120',
  ]);
});

test('rule 49: overlapping ranges are refused, whichever way they overlap, and a shared day is an overlap', () => {
  const pair = (first: Partial<RateEntry<'BILL'>>, second: Partial<RateEntry<'BILL'>>): number =>
    rateFaults([bill('ROLE', '100', first), bill('ROLE', '110', second)]).length;
  expect(pair({}, {})).toBe(1);
  expect(pair({ effectiveTo: '2026-03-01' }, { effectiveFrom: '2026-03-01' })).toBe(1);
  expect(
    pair(
      { effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' },
      { effectiveFrom: '2026-06-01', effectiveTo: '2026-06-30' },
    ),
  ).toBe(1);
  expect(pair({ effectiveTo: '2026-02-28' }, { effectiveFrom: '2026-03-01' })).toBe(0);
  expect(pair({}, { currency: usd })).toBe(0);
  expect(pair({}, { subject: { scope: 'ROLE', ids: ['lead'] } })).toBe(0);
  expect(() => rateTable('BILL', [bill('ROLE', '100'), bill('ROLE', '110')])).toThrow(
    'end one before the other begins',
  );
  expect(rateFaults([bill('ROLE', '1', { effectiveFrom: '2026-02-01', effectiveTo: '2026-01-01' })])[0]).toContain(
    'ends before',
  );
});

test('rule 49: in a table without faults no day has two rates', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
  const entry = fc
    .tuple(fc.option(day), fc.option(day))
    .map(([from, to]) => bill('ROLE', '1', { effectiveFrom: from, effectiveTo: to }));
  let sound = 0;
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), day, (entries, on) => {
      const covering = entries.filter((one) => (one.effectiveFrom ?? '') <= on && on <= (one.effectiveTo ?? '9'));
      if (rateFaults(entries).length > 0) return;
      sound += 1;
      expect(covering.length).toBeLessThan(2);
    }),
    runs,
  );
  expect(sound).toBeGreaterThan(100);
});

test('rule 50: no rate is the hold NO_RATE, never 0, and a rate of 0 is refused', () => {
  expect(resolveRate(rateTable('BILL', []), question)).toEqual({
    kind: 'HELD',
    hold: { code: 'NO_RATE', subject: 'ann', on: '2026-03-05' },
  });
  expect(() => rateTable('BILL', [bill('ROLE', '0.00')])).toThrow('mark the work not billable instead');
  expect(() => rateTable('BILL', [bill('ROLE', '-5')])).toThrow('mark the work not billable instead');
  const unknown = { ...facts, role: null, project: null };
  expect(resolveRate(rateTable('BILL', [bill('ROLE', '100')]), { ...question, facts: unknown })).toMatchObject({
    kind: 'HELD',
  });
});

test('rule 51: a cost rate is no bill rate, and is in the currency of the resource’s own company', () => {
  const cost: RateEntry<'COST'> = { ...bill('PERSON', '60'), kind: 'COST', currency: usd };
  // @ts-expect-error: a cost rate does not fit in a table of bill rates
  rateTable('BILL', [cost]);
  const table = rateTable('COST', [cost]);
  // @ts-expect-error: nor a table of cost rates where bill rates are asked for
  const asBill: RateTable<'BILL'> = table;
  expect(asBill.kind).toBe('COST');
  expect(resolveRate(table, { ...question, currency: usd })).toMatchObject({
    entry: { kind: 'COST', currency: 'USD' },
  });
  expect(resolveRate(table, question)).toMatchObject({ kind: 'HELD' });
  const kinds: readonly RateKind[] = ['BILL', 'COST'];
  expect(rateFaults(kinds.map((kind) => ({ ...bill('PERSON', '60'), kind })))).toEqual([]);
});
