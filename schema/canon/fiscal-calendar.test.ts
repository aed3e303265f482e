import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { businessDay, type FiscalCalendar, fiscalPeriods, isBeforeCutoff, periodOn } from './fiscal-calendar.ts';
import type { AccountingPeriod } from './legal-entity.ts';
import { landingOf, postingVerdict } from './posting-period.ts';

const runs = { seed: 20261121, numRuns: 1_000 };
const saturdayNearestDecember = { month: 12, weekday: 6, rule: 'NEAREST_MONTH_END' } as const;
const fourFourFive: FiscalCalendar = { kind: 'QUARTERS_OF_WEEKS', pattern: '4-4-5', yearEnd: saturdayNearestDecember };

test('rule 21: twelve months, also from April', () => {
  const april = fiscalPeriods({ kind: 'MONTHS', firstMonth: 4 }, 2027);
  expect(april).toHaveLength(12);
  expect([april[0], april[10]]).toMatchObject([
    { number: 1, startOn: '2026-04-01', endOn: '2026-04-30' },
    { number: 11, startOn: '2027-02-01', endOn: '2027-02-28' },
  ]);
  expect(fiscalPeriods({ kind: 'MONTHS', firstMonth: 1 }, 2024)[1]).toMatchObject({ endOn: '2024-02-29' });
});

test('rule 21: 4-4-5 as published for 2010, and 4-5-4 and 5-4-4', () => {
  // Certinia’s help, “What is a 4,4,5 Calendar?”: 3 January 2010 to 1 January 2011.
  const year = fiscalPeriods(fourFourFive, 2010);
  expect(year.map(({ weeks }) => weeks)).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]);
  expect([year[0], year[2], year[11]]).toMatchObject([
    { startOn: '2010-01-03', endOn: '2010-01-30' },
    { startOn: '2010-02-28', endOn: '2010-04-03' },
    { startOn: '2010-11-28', endOn: '2011-01-01' },
  ]);
  const pattern = (name: '4-5-4' | '5-4-4'): unknown =>
    fiscalPeriods({ ...fourFourFive, pattern: name }, 2010)
      .slice(0, 3)
      .map(({ weeks }) => weeks);
  expect([pattern('4-5-4'), pattern('5-4-4')]).toEqual([
    [4, 5, 4],
    [5, 4, 4],
  ]);
});

test('rule 21: the last Saturday of August has its 53rd week in 2008, in the last period', () => {
  const calendar: FiscalCalendar = {
    kind: 'THIRTEEN_PERIODS',
    yearEnd: { month: 8, weekday: 6, rule: 'LAST_IN_MONTH' },
  };
  const ends = (year: number): unknown => fiscalPeriods(calendar, year).at(-1);
  expect(ends(2006)).toMatchObject({ endOn: '2006-08-26', number: 13, weeks: 4 });
  expect(ends(2007)).toMatchObject({ endOn: '2007-08-25', weeks: 4 });
  expect(ends(2008)).toMatchObject({ endOn: '2008-08-30', weeks: 5 });
  // 31 December 2025 is a Wednesday: the Saturday after it is three days away, the one before four.
  expect(fiscalPeriods(fourFourFive, 2025).at(-1)).toMatchObject({ endOn: '2026-01-03' });
  // The nearest Saturday to 31 December 2020 is 2 January 2021, the last one 26 December.
  expect(fiscalPeriods(fourFourFive, 2020).at(-1)).toMatchObject({ endOn: '2021-01-02', weeks: 6 });
});

const anyCalendar: fc.Arbitrary<FiscalCalendar> = fc.oneof(
  fc.record({ kind: fc.constant('MONTHS' as const), firstMonth: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('QUARTERS_OF_WEEKS' as const),
    pattern: fc.constantFrom('4-4-5' as const, '4-5-4' as const, '5-4-4' as const),
    yearEnd: fc.record({
      month: fc.integer({ min: 1, max: 12 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      rule: fc.constantFrom('LAST_IN_MONTH' as const, 'NEAREST_MONTH_END' as const),
    }),
  }),
);

test('rule 21: every day of every calendar lies in exactly one period, and years join without a gap', () => {
  fc.assert(
    fc.property(anyCalendar, fc.integer({ min: 1990, max: 2060 }), fc.nat(370), (calendar, year, offset) => {
      const spans = [...fiscalPeriods(calendar, year), ...fiscalPeriods(calendar, year + 1)];
      spans.slice(1).forEach((span, index) => {
        const before = Temporal.PlainDate.from(spans[index]!.endOn);
        expect(before.add({ days: 1 }).toString()).toBe(span.startOn);
      });
      const day = Temporal.PlainDate.from(spans[0]!.startOn).add({ days: offset }).toString();
      const found = periodOn(calendar, day);
      expect(found.startOn <= day && day <= found.endOn).toBe(true);
      if (calendar.kind !== 'MONTHS') {
        const weeks = fiscalPeriods(calendar, year).reduce((total, span) => total + (span.weeks ?? 0), 0);
        expect([52, 53]).toContain(weeks);
      }
    }),
    runs,
  );
});

test('rule 21: a cutoff is the entity’s own clock, also when that clock changes', () => {
  const tokyo = { on: '2026-03-31', at: '18:00', timeZone: 'Asia/Tokyo' };
  expect(isBeforeCutoff('2026-03-31T08:59:59Z', tokyo)).toBe(true);
  expect(isBeforeCutoff('2026-03-31T09:00:00Z', tokyo)).toBe(false);
  // 02:30 on 25 October 2026 happens twice in Berlin; the first one, 00:30 UTC, counts.
  const berlin = { on: '2026-10-25', at: '02:30', timeZone: 'Europe/Berlin' };
  expect(isBeforeCutoff('2026-10-25T00:29:59Z', berlin)).toBe(true);
  expect(isBeforeCutoff('2026-10-25T00:30:00Z', berlin)).toBe(false);
  expect(businessDay('2026-03-31T15:30:00Z', 'Asia/Tokyo')).toBe('2026-04-01');
  expect(businessDay('2026-04-01T03:30:00Z', 'America/New_York')).toBe('2026-03-31');
});

function period(month: number, change: Partial<AccountingPeriod>): AccountingPeriod {
  const text = String(month).padStart(2, '0');
  return {
    ref: { system: 'ERP', instance: 'erp', kind: 'ACCOUNTING_PERIOD', id: `2026-${text}` },
    name: `2026-${text}`,
    fiscalCalendar: null,
    startOn: `2026-${text}-01`,
    endOn: `2026-${text}-28`,
    receivables: 'OPEN',
    payables: 'OPEN',
    ledger: 'OPEN',
    ...change,
  };
}

test('rule 44: AR, AP and GL close apart', () => {
  const january = period(1, { receivables: 'CLOSED' });
  expect(postingVerdict(january, 'receivables', [], '2026-02-03T00:00:00Z')).toMatchObject({
    kind: 'REFUSED',
    message: '2026-01 is CLOSED for receivables; date the document in an open period',
  });
  expect(postingVerdict(january, 'payables', [], '2026-02-03T00:00:00Z')).toMatchObject({ kind: 'ALLOWED' });
  for (const receivables of ['FUTURE', 'UNKNOWN'] as const)
    expect(postingVerdict(period(2, { receivables }), 'receivables', [], '2026-02-03T00:00:00Z').kind).toBe('REFUSED');
});

test('rule 44: LOCKED refuses like CLOSED unless a named override of that period and book exists and has not run out', () => {
  const locked = period(1, { receivables: 'LOCKED' });
  const override = {
    period: locked.ref,
    book: 'receivables',
    approvedBy: 'person-7',
    expiresAt: '2026-02-04T00:00:00Z',
  } as const;
  const verdict = (given: readonly (typeof override)[], at = '2026-02-03T00:00:00Z'): string =>
    postingVerdict(locked, 'receivables', given, at).kind;
  expect(verdict([])).toBe('REFUSED');
  expect(verdict([override])).toBe('ALLOWED');
  expect(verdict([override], '2026-02-04T00:00:00Z')).toBe('REFUSED');
  expect(verdict([{ ...override, period: { ...locked.ref, id: '2026-02' } }])).toBe('REFUSED');
  expect(postingVerdict(locked, 'receivables', [{ ...override, book: 'ledger' }], '2026-02-03T00:00:00Z').kind).toBe(
    'REFUSED',
  );
  const closed = period(1, { receivables: 'CLOSED' });
  expect(postingVerdict(closed, 'receivables', [override], '2026-02-03T00:00:00Z').kind).toBe('REFUSED');
});

test('rule 45: late work keeps the day it was done and is dated in the first open period', () => {
  const periods = [period(3, {}), period(1, { receivables: 'CLOSED' }), period(2, { receivables: 'LOCKED' })];
  expect(landingOf('2026-01-15', periods, 'receivables')).toMatchObject({
    workedOn: '2026-01-15',
    accountingOn: '2026-03-01',
    late: true,
  });
  expect(landingOf('2026-03-15', periods, 'receivables')).toMatchObject({ accountingOn: '2026-03-15', late: false });
  expect(landingOf('2026-01-15', periods, 'ledger')).toMatchObject({ accountingOn: '2026-01-15', late: false });
  expect(landingOf('2026-04-15', periods, 'receivables')).toEqual({
    kind: 'HELD',
    hold: { code: 'NO_OPEN_PERIOD', book: 'receivables', on: '2026-04-15' },
  });
});
