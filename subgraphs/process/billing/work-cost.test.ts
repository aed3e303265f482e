// What work costs and how that stands in a ledger, with the numbers of DOMAIN.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { moneyFromMinor, money, toMinor } from '../../../schema/canon/money.ts';
import { type RateEntry, rateTable } from '../../../schema/canon/rate.ts';
import {
  type CostAccounts,
  costDimensions,
  type CostedTime,
  costLines,
  costOfTime,
  type CostPart,
  entryFaults,
  ledgerLines,
} from './work-cost.ts';

const usd = currencyCode('USD');
const eur = currencyCode('EUR');
const time: CostedTime = {
  ...{ id: 't1', workedOn: '2026-03-05', minutes: 90, billable: false },
  facts: { person: 'ann', role: 'Consultant', project: 'p1', task: null, contract: null, customer: null },
  dimensions: { CLIENT: 'c', PROJECT: 'p1', PRACTICE: 'data', GEOGRAPHY: 'US', COST_CENTRE: '410' },
};
const card: RateEntry<'COST'> = {
  ...{ kind: 'COST', subject: { scope: 'ROLE', ids: ['Consultant'] }, currency: usd, hourlyRate: '60' },
  ...{ effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' },
};
const costing = { cards: rateTable('COST', [card]), currency: usd, mode: 'HALF_UP', kept: costDimensions } as const;
const own = { hourlyRate: '70.50', currency: usd, why: 'as the PSA has it' };

test('rules 50, 51 and 55: non-billable time costs what the PSA says, else what a card does, in the company’s own currency', () => {
  expect(costOfTime(time, own, costing)).toEqual({ kind: 'COST', cost: money('105.75', usd), rate: own });
  expect(costOfTime(time, null, costing)).toMatchObject({ kind: 'COST', cost: money('90', usd) });
  // 0 is no rate: the card counts.
  expect(costOfTime(time, { ...own, hourlyRate: '0' }, costing)).toMatchObject({ cost: money('90', usd) });
  const nothing = { kind: 'HELD', hold: { code: 'NO_COST_RATE', subject: 'ann', on: '2026-03-05' } };
  expect(costOfTime(time, null, { ...costing, currency: eur })).toEqual(nothing);
  expect(costOfTime({ ...time, workedOn: '2027-01-01' }, null, costing)).toMatchObject({ kind: 'HELD' });
});

test('rule 55: cost without a dimension the ERP keeps waits, each named', () => {
  for (const dimension of costDimensions) {
    const without = { ...time, dimensions: { ...time.dimensions, [dimension]: ' ' } };
    const hold = { code: 'DIMENSIONS_MISSING', dimensions: [dimension] };
    expect(costOfTime(without, own, costing)).toEqual({ kind: 'HELD', hold });
    const others = costDimensions.filter((each) => each !== dimension);
    expect(costOfTime(without, own, { ...costing, kept: others })).toMatchObject({ kind: 'COST' });
  }
});

const part = fc.record({
  person: fc.constantFrom('ann', 'bob', 'cy'),
  role: fc.constantFrom('Consultant', 'Architect', null),
  billable: fc.boolean(),
  minutes: fc.integer({ min: 1, max: 900 }),
  cents: fc.bigInt({ min: -50_000n, max: 900_000n }),
});
const parts = fc.array(part, { maxLength: 40 }).map((all) =>
  all.map(({ cents, ...rest }, index): CostPart => ({
    ...{ ...rest, source: `s${index}` },
    cost: moneyFromMinor(cents, eur),
  })),
);
const accounts: CostAccounts = { billable: '5000', notBillable: '5010', counter: '2300' };

test('rules 55 and 69: debits are credits to the cent, every piece of work stands on one line of its person and kind, and its cost on its account', () => {
  fc.assert(
    fc.property(parts, fc.constantFrom('COST', 'REVERSAL'), (all, direction) => {
      const lines = costLines(all);
      expect(lines.flatMap(({ sources }) => sources).sort()).toEqual(all.map(({ source }) => source).sort());
      for (const { sources, ...line } of lines) {
        const mine = all.filter(({ source }) => sources.includes(source));
        expect(mine.every((each) => each.person === line.person && each.role === line.role)).toBe(true);
        expect(mine.every((each) => each.billable === line.billable)).toBe(true);
        expect(toMinor(line.amount)).toBe(mine.reduce((sum, { cost }) => sum + toMinor(cost), 0n));
      }
      const posted = ledgerLines(lines, accounts, direction);
      expect(entryFaults(posted, eur)).toEqual([]);
      // What an account got, signed: debits are plus.
      const on = (account: string): bigint =>
        posted
          .filter((line) => line.account === account)
          .reduce((sum, { side, amount }) => sum + (side === 'DEBIT' ? 1n : -1n) * toMinor(amount), 0n);
      const sign = direction === 'COST' ? 1n : -1n;
      const cost = (billable: boolean): bigint =>
        all.filter((each) => each.billable === billable).reduce((sum, each) => sum + toMinor(each.cost), 0n);
      expect([on('5000'), on('5010')]).toEqual([sign * cost(true), sign * cost(false)]);
      expect(on('2300')).toBe(-sign * (cost(true) + cost(false)));
    }),
  );
});

test('rule 69: an entry that does not balance is told with both sums', () => {
  const [debit, credit] = ledgerLines([{ name: 'L1', billable: true, amount: money('10.00', eur) }], accounts, 'COST');
  if (debit === undefined || credit === undefined) throw new Error('A line has two sides');
  const less = { ...credit, amount: money('9.99', eur) };
  expect(entryFaults([debit, less], eur)).toEqual(['Debits are 10.00 and credits 9.99 EUR']);
  expect(entryFaults([debit, { ...credit, name: debit.name }], eur)).toEqual(['Two lines have one name']);
});
