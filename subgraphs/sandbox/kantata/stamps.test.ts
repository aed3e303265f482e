import { expect, test } from 'vitest';
import { readDate, readInstant, shiftInstant, showInstant } from './stamps.ts';

test.each([
  ['2013-08-01T18:00:38Z', '2013-08-01T11:00:38-07:00'],
  ['2026-11-20T09:00:00Z', '2026-11-20T01:00:00-08:00'],
  ['2026-03-08T09:59:59Z', '2026-03-08T01:59:59-08:00'],
  ['2026-03-08T10:00:00Z', '2026-03-08T03:00:00-07:00'],
  ['2026-11-01T08:59:59Z', '2026-11-01T01:59:59-07:00'],
  ['2026-11-01T09:00:00Z', '2026-11-01T01:00:00-08:00'],
  ['2026-01-01T02:00:00Z', '2025-12-31T18:00:00-08:00'],
])('%s shows in the account time zone as %s', (stored, shown) => {
  expect(showInstant(stored)).toBe(shown);
  expect(readInstant(shown)).toBe(stored);
});

test('an instant whose plus sign became a space is still read', () => {
  expect(readInstant('2026-11-20T10:00:00 01:00')).toBe('2026-11-20T09:00:00Z');
  expect(readInstant('soon')).toBeNull();
  expect(shiftInstant('2026-11-20T00:00:30Z', -60)).toBe('2026-11-19T23:59:30Z');
});

test.each([
  ['2012/01/01', '2012-01-01'],
  ['2026-2-9', '2026-02-09'],
  ['2026-11-20T23:00:00Z', '2026-11-20'],
  ['2026-02-30', null],
  ['20.11.2026', null],
])('the date %s is read as %s', (text, date) => {
  expect(readDate(text)).toBe(date);
});
