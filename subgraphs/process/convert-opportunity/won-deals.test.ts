// Which conversion of a sold deal the feed begins: the first, none while one stands, and the next when it was provably sold anew.
import { expect, test } from 'vitest';
import { nextRound } from './won-deals.ts';

test('a sold deal begins once, and anew only when it was unwound and seen open since', () => {
  const standing = { round: 2, openSince: null };
  expect(nextRound(null)).toBe(1);
  expect(nextRound({ ...standing, state: 'ACTIVE' })).toBeNull();
  expect(nextRound({ ...standing, state: 'ACTIVE', openSince: new Date() })).toBeNull();
  expect(nextRound({ ...standing, state: 'UNWOUND' })).toBeNull();
  expect(nextRound({ ...standing, state: 'UNWOUND', openSince: new Date() })).toBe(3);
});
