import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { toMinor } from '../../../schema/canon/money.ts';
import { toBillingSchedules, toFinanceProject, toLedger, toRevenueEvent } from './map-project.ts';
import { bookRow, jobRow, revenueRow, scheduleRow, shareRow } from './project-query.ts';
import { createRefs } from './refs.ts';
import { checked } from './wire.ts';

const codes: Readonly<Record<string, string>> = { 1: 'EUR', 2: 'CHF' };
const decode = {
  refs: createRefs('netsuite'),
  currency: (id: string) => currencyCode(codes[id] ?? ''),
  functionalCurrency: (subsidiary: string) => currencyCode(subsidiary === '3' ? 'EUR' : 'USD'),
};
const job = checked(
  jobRow,
  { id: '10001', code: 'DE01-1', currency: '2', custentity_psa_project: ' 41300002 ' },
  'test',
);

function share(changes: Readonly<Record<string, string | undefined>>) {
  const row = { document: '1', type: 'CustInvc', currency: '2', total: '1000', unpaid: '0', entity: '10001' };
  return checked(shareRow, { ...row, subsidiary: '3', items: '-1000', copies: '1', ...changes }, 'test');
}

function ledger(shares: readonly ReturnType<typeof share>[], books: readonly Readonly<Record<string, string>>[] = []) {
  const bookRows = books.map((row) => checked(bookRow, { job: '10001', subsidiary: '3', ...row }, 'test'));
  return toLedger({ job, shares, books: bookRows, today: '2026-11-20' }, decode);
}

describe('a project’s ledger', () => {
  test('adds invoices, takes credit memos off, and tells what is collected, open and overdue', () => {
    const found = ledger(
      [
        share({ document: '1', total: '1190', unpaid: '190', due: '2026-11-19' }),
        share({ document: '2', total: '1190', unpaid: '1190', due: '2026-11-20' }),
        share({ document: '3', type: 'CustCred', total: '-119', items: '100' }),
      ],
      [{ revenue: '-1500', deferred: '-20', cost: '700.5' }],
    );
    expect(found).toMatchObject({
      currency: 'CHF',
      billed: { amount: '1900.00', currency: 'CHF' },
      collected: { amount: '1000.00' },
      openReceivable: { amount: '1380.00' },
      overdue: { amount: '190.00' },
      recognized: { amount: '1500.00', currency: 'EUR' },
      deferred: { amount: '20.00', currency: 'EUR' },
      postedCost: { amount: '700.50', currency: 'EUR' },
    });
  });

  test('is all zero in the project’s currency when nothing is posted', () => {
    expect(ledger([])).toMatchObject({
      currency: 'CHF',
      billed: { amount: '0.00' },
      recognized: { amount: '0.00', currency: 'CHF' },
    });
  });

  test('is blank when documents are in two currencies', () => {
    expect(ledger([share({}), share({ document: '2', currency: '1' })])).toBeNull();
  });

  test('shares an open balance by largest remainder over the lines’ net', () => {
    const rows = [
      share({ items: '-100', total: '100', unpaid: '100', entity: '10001' }),
      share({ items: '-200', total: '100', unpaid: '100', entity: '10002' }),
    ];
    expect(ledger(rows)?.openReceivable.amount).toBe('33.33');
    const other = checked(jobRow, { id: '10002', code: 'x', currency: '2' }, 'test');
    expect(toLedger({ job: other, shares: rows, books: [], today: '2026-11-20' }, decode)?.openReceivable.amount).toBe(
      '66.67',
    );
  });

  test('the shares of all projects of an invoice are the whole, of either kind of line', () => {
    const nets = fc.array(fc.bigInt({ min: -50_000n, max: 500_000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(nets, fc.bigInt({ min: 1n, max: 1_000_000n }), fc.boolean(), (minors, open, joblessToo) => {
        fc.pre(minors.some((minor) => minor > 0n));
        const text = (minor: bigint) =>
          `${minor < 0n ? '-' : ''}${String(minor < 0n ? -minor : minor)
            .padStart(3, '0')
            .replace(/(..)$/, '.$1')}`;
        const rows = minors.map((minor, index) =>
          share({
            items: text(-minor),
            total: text(open),
            unpaid: text(open),
            entity: joblessToo && index === 0 ? undefined : String(10_001 + index),
          }),
        );
        const opens = minors.map((_, index) => {
          const one = checked(jobRow, { id: String(10_001 + index), code: 'x', currency: '2' }, 'test');
          const found = toLedger({ job: one, shares: rows, books: [], today: '2026-11-20' }, decode);
          return found === null ? 0n : toMinor(found.openReceivable);
        });
        const sum = opens.reduce((a, b) => a + b, 0n);
        if (joblessToo) expect(sum <= open).toBe(true);
        else expect(sum).toBe(open);
        expect(opens.every((part) => part >= 0n)).toBe(true);
      }),
    );
  });

  test('is told from the books of the legal entity that bills, not from those of the one that delivers', () => {
    const books = [
      { subsidiary: '2', revenue: '0', cost: '300' },
      { subsidiary: '3', revenue: '-1000', cost: '400' },
    ];
    expect(ledger([share({})], books)?.postedCost).toEqual({ amount: '400.00', currency: 'EUR' });
    expect(ledger([], books)?.postedCost).toEqual({ amount: '400.00', currency: 'EUR' });
  });
});

describe('what hangs on a project', () => {
  test('its links, trimmed', () => {
    const link = { field: 'custentity_psa_project', system: 'PSA', instance: 'kantata', kind: 'PROJECT' } as const;
    const { links, financeCode } = toFinanceProject(job, decode.refs, [link, { ...link, field: 'custentity_none' }]);
    expect(links).toEqual([{ system: 'PSA', instance: 'kantata', kind: 'PROJECT', id: '41300002' }]);
    expect(financeCode).toBe('DE01-1');
  });

  test('a revenue event has the client’s signs; one that did nothing is none', () => {
    const row = { transaction: '5', posted: '2026-09-30', job: '10001', subsidiary: '3', method: 'Straight Line' };
    const event = toRevenueEvent(checked(revenueRow, { ...row, revenue: '-100', deferred: '100' }, 'test'), decode);
    expect(event).toMatchObject({
      ref: { id: '5:10001' },
      recognized: { amount: '100.00', currency: 'EUR' },
      deferredDelta: { amount: '-100.00' },
    });
    expect(toRevenueEvent(checked(revenueRow, { ...row, revenue: '0', deferred: '0' }, 'test'), decode)).toBeNull();
  });

  test('schedule lines count from one, and an unknown state is UNKNOWN', () => {
    const row = { line: '1', schedule: '7', name: 'Plan', job: '10001', amount: '50', currency: '2' };
    const rows = [{ status: 'READY' }, { status: 'ODD', line: '2' }].map((extra) =>
      checked(scheduleRow, { ...row, ...extra }, 'test'),
    );
    const [schedule] = toBillingSchedules(rows, { READY: 'READY' }, decode);
    expect(schedule?.lines.map(({ number, status }) => [number, status])).toEqual([
      [1, 'READY'],
      [2, 'UNKNOWN'],
    ]);
  });
});
