import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayAt,
  epochOfDay,
  epochOfWallClock,
  formatAccountDate,
  offsetMinutesAt,
  parseAccountDate,
  wallClockAt,
} from './account-time.ts';

const HOUR_MS = 3_600_000;

test('the account’s clock is seven or eight hours behind UTC', () => {
  expect(offsetMinutesAt(Date.parse('2026-01-15T00:00:00Z'))).toBe(-480);
  expect(offsetMinutesAt(Date.parse('2026-07-15T00:00:00Z'))).toBe(-420);
  // The clock changes at 10:00 UTC on 8 March and at 09:00 UTC on 1 November 2026.
  expect(offsetMinutesAt(Date.parse('2026-03-08T09:59:59Z'))).toBe(-480);
  expect(offsetMinutesAt(Date.parse('2026-03-08T10:00:00Z'))).toBe(-420);
  expect(offsetMinutesAt(Date.parse('2026-11-01T08:59:59Z'))).toBe(-420);
  expect(offsetMinutesAt(Date.parse('2026-11-01T09:00:00Z'))).toBe(-480);
});

test('a moment survives the way to the wall clock and back, but for the hour that autumn repeats', () => {
  const seconds = fc.integer({
    min: Date.parse('2024-01-01T00:00:00Z') / 1000,
    max: Date.parse('2028-01-01T00:00:00Z') / 1000,
  });
  fc.assert(
    fc.property(seconds, (second) => {
      const moved = Math.abs(epochOfWallClock(wallClockAt(second * 1000)) - second * 1000);
      const inRepeatedHour = offsetMinutesAt((second + 3_600) * 1000) < offsetMinutesAt((second - 3_600) * 1000);
      expect(inRepeatedHour ? [0, HOUR_MS] : [0]).toContain(moved);
    }),
  );
});

test('days are the account’s days', () => {
  expect(dayAt(Date.parse('2026-11-20T07:59:59Z'))).toBe('2026-11-19');
  expect(dayAt(Date.parse('2026-11-20T08:00:00Z'))).toBe('2026-11-20');
  expect(new Date(epochOfDay('2026-11-20')).toISOString()).toBe('2026-11-20T08:00:00.000Z');
  expect(new Date(epochOfDay('2026-07-01')).toISOString()).toBe('2026-07-01T07:00:00.000Z');
});

test('dates are M/D/YYYY', () => {
  expect(formatAccountDate('2026-03-05')).toBe('3/5/2026');
  expect(parseAccountDate('3/5/2026')).toBe('2026-03-05');
  expect(['2026-03-05', '13/1/2026', '2/30/2026', '3/5/26', 'x'].map(parseAccountDate)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
