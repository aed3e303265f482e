// When work is released by itself: windows on the entity's own clock, the day up to which, closes and times of rest.
import { expect, test } from 'vitest';
import { nextWindowMs, type ReleaseSchedule, scheduleSchema, windowAt } from './windows.ts';

const at = (text: string): number => Date.parse(text);
const schedule = (change: Partial<ReleaseSchedule> = {}): ReleaseSchedule => ({
  ...scheduleSchema.parse({ legalEntity: 'US01' }),
  ...change,
});

test('is every fifteen minutes by default, and releases what was worked up to yesterday', () => {
  const now = at('2026-11-20T09:22:59Z');
  expect(windowAt(schedule(), now, 'UTC')).toEqual({ name: '2026-11-20T09:15', through: '2026-11-19' });
  expect(windowAt(schedule(), at('2026-11-20T09:15:00Z'), 'UTC')?.name).toBe('2026-11-20T09:15');
  expect(new Date(nextWindowMs(schedule(), now, 'UTC')).toISOString()).toBe('2026-11-20T09:30:00.000Z');
});

test('goes by the clock of its own place', () => {
  const tokyo = schedule({ timeZone: 'Asia/Tokyo' });
  expect(windowAt(tokyo, at('2026-11-20T15:07:00Z'), 'UTC')).toEqual({
    name: '2026-11-21T00:00',
    through: '2026-11-20',
  });
  expect(windowAt(schedule(), at('2026-11-20T04:59:00Z'), 'America/New_York')?.through).toBe('2026-11-18');
});

test('releases only the month before while that is closed, and what a close of its own says', () => {
  const month = schedule({ closeDays: 3 });
  expect(windowAt(month, at('2026-12-03T23:59:00Z'), 'UTC')?.through).toBe('2026-11-30');
  expect(windowAt(month, at('2026-12-04T00:00:00Z'), 'UTC')?.through).toBe('2026-12-03');
  // A lag that is longer than the close counts.
  expect(windowAt(schedule({ closeDays: 3, lagDays: 10 }), at('2026-12-02T08:00:00Z'), 'UTC')?.through).toBe(
    '2026-11-22',
  );
  const own = schedule({ closes: [{ from: '2026-11-18', to: '2026-11-20', through: '2026-11-15' }] });
  expect(windowAt(own, at('2026-11-20T12:00:00Z'), 'UTC')?.through).toBe('2026-11-15');
  expect(windowAt(own, at('2026-11-21T12:00:00Z'), 'UTC')?.through).toBe('2026-11-20');
});

test('begins nothing while it rests, over midnight too, and is due again when the rest is over', () => {
  const night = schedule({ rests: [{ from: '22:00', to: '06:00' }] });
  expect(windowAt(night, at('2026-11-20T23:30:00Z'), 'UTC')).toBeNull();
  expect(windowAt(night, at('2026-11-20T05:59:00Z'), 'UTC')).toBeNull();
  expect(windowAt(night, at('2026-11-20T06:00:00Z'), 'UTC')?.name).toBe('2026-11-20T06:00');
  expect(new Date(nextWindowMs(night, at('2026-11-20T21:50:00Z'), 'UTC')).toISOString()).toBe(
    '2026-11-21T06:00:00.000Z',
  );
});

test('is a day for what is billed by plan: its due dates count today, but for a close, and it begins after the rest', () => {
  const night = schedule({ rests: [{ from: '22:00', to: '06:00' }], closeDays: 3 });
  expect(windowAt(night, at('2026-11-20T05:59:00Z'), 'UTC', 'DUE')).toBeNull();
  const due = windowAt(night, at('2026-11-20T06:00:00Z'), 'UTC', 'DUE');
  expect(due).toEqual({ name: '2026-11-20', through: '2026-11-20' });
  expect(windowAt(night, at('2026-11-20T21:59:00Z'), 'UTC', 'DUE')).toEqual(due);
  expect(windowAt(night, at('2026-11-20T06:00:00Z'), 'UTC', 'COVERED')?.through).toBe('2026-11-19');
  expect(windowAt(night, at('2026-12-02T06:00:00Z'), 'UTC', 'DUE')?.through).toBe('2026-11-30');
  const next = (text: string): string => new Date(nextWindowMs(night, at(text), 'UTC', 'DUE')).toISOString();
  expect(next('2026-11-20T06:00:00Z')).toBe('2026-11-21T06:00:00.000Z');
  expect(new Date(nextWindowMs(schedule(), at('2026-11-20T06:00:00Z'), 'UTC', 'DUE')).toISOString()).toBe(
    '2026-11-21T00:00:00.000Z',
  );
});

test('an hour that comes twice has its windows once', () => {
  const berlin = schedule({ timeZone: 'Europe/Berlin' });
  // 02:30 summer time, and 02:30 an hour later.
  const names = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((text) => windowAt(berlin, at(text), 'UTC')?.name);
  expect(names).toEqual(['2026-10-25T02:30', '2026-10-25T02:30']);
});

test('is due by the clock on the wall on days on which that is put forward or back', () => {
  const berlin = schedule({ timeZone: 'Europe/Berlin' });
  const next = (text: string): string => new Date(nextWindowMs(berlin, at(text), 'UTC')).toISOString();
  // 10:07 on the day that has no 02:30, and on the one that has it twice.
  expect(next('2026-03-29T08:07:00Z')).toBe('2026-03-29T08:15:00.000Z');
  expect(next('2026-10-25T09:07:00Z')).toBe('2026-10-25T09:15:00.000Z');
});

test('refuses a close that never comes and a rest that nobody can tell from none', () => {
  const closes = [{ from: '2026-12-03', to: '2026-12-01', through: '2026-11-30' }];
  expect(scheduleSchema.safeParse({ legalEntity: 'US01', closes }).success).toBe(false);
  const rests = [{ from: '22:00', to: '22:00' }];
  expect(scheduleSchema.safeParse({ legalEntity: 'US01', rests }).success).toBe(false);
});

test('refuses a zone that is none and windows that are too short', () => {
  expect(scheduleSchema.safeParse({ legalEntity: 'US01', timeZone: 'Mars/Base' }).success).toBe(false);
  expect(scheduleSchema.safeParse({ legalEntity: 'US01', everyMinutes: 1 }).success).toBe(false);
  expect(scheduleSchema.safeParse({ legalEntity: 'US01', rests: [{ from: '25:00', to: '06:00' }] }).success).toBe(
    false,
  );
});
