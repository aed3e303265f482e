import { expect, test } from 'vitest';
import { isPeriod, periodAt } from './period.ts';

/** A Friday. */
const now = new Date('2026-11-20T09:30:00Z');

test.each([
  ['TODAY', null, '2026-11-20', '2026-11-21'],
  ['YESTERDAY', null, '2026-11-19', '2026-11-20'],
  ['TOMORROW', null, '2026-11-21', '2026-11-22'],
  ['THIS_WEEK', null, '2026-11-15', '2026-11-22'],
  ['LAST_WEEK', null, '2026-11-08', '2026-11-15'],
  ['THIS_MONTH', null, '2026-11-01', '2026-12-01'],
  ['LAST_MONTH', null, '2026-10-01', '2026-11-01'],
  ['NEXT_MONTH', null, '2026-12-01', '2027-01-01'],
  ['THIS_QUARTER', null, '2026-10-01', '2027-01-01'],
  ['LAST_QUARTER', null, '2026-07-01', '2026-10-01'],
  ['THIS_YEAR', null, '2026-01-01', '2027-01-01'],
  ['NEXT_FISCAL_YEAR', null, '2027-01-01', '2028-01-01'],
  ['LAST_90_DAYS', null, '2026-08-22', '2026-11-21'],
  ['LAST_N_DAYS', 7, '2026-11-13', '2026-11-21'],
  ['NEXT_N_DAYS', 7, '2026-11-21', '2026-11-28'],
  ['N_DAYS_AGO', 3, '2026-11-17', '2026-11-18'],
  ['LAST_N_WEEKS', 2, '2026-11-01', '2026-11-15'],
  ['LAST_N_MONTHS', 3, '2026-08-01', '2026-11-01'],
  ['NEXT_N_QUARTERS', 1, '2027-01-01', '2027-04-01'],
  ['LAST_N_YEARS', 2, '2024-01-01', '2026-01-01'],
  ['N_MONTHS_AGO', 2, '2026-09-01', '2026-10-01'],
])('%s:%s is from %s to before %s', (name, count, from, to) => {
  const period = periodAt(name, count, now);
  expect(new Date(period.fromMs).toISOString()).toBe(`${from}T00:00:00.000Z`);
  expect(new Date(period.toMs).toISOString()).toBe(`${to}T00:00:00.000Z`);
});

test('words that name no range are told', () => {
  expect(isPeriod('SOMEDAY')).toBe(false);
  expect(isPeriod('THIS_DECADE')).toBe(false);
});
