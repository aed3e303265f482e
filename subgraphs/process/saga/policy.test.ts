// What the policies promise about doubts and waits.
import { expect, test } from 'vitest';
import { carefulPolicy, vendorPolicies, waitMs } from './policy.ts';

test('a system that never deduplicates, and one nobody described, is looked up before a repetition', () => {
  expect(vendorPolicies.kantata.means.kind).toBe('look-up');
  expect(carefulPolicy.means.kind).toBe('look-up');
});

test('waits double up to their maximum, and a vendor may wish for longer but not for hours', () => {
  const retry = { attemptsMax: 9, firstMs: 100, waitMsMax: 1_000 };
  expect([1, 2, 3, 4, 5].map((attempt) => waitMs(retry, attempt, null, 0))).toEqual([100, 200, 400, 800, 1_000]);
  expect(waitMs(retry, 1, null, 0.999)).toBeGreaterThanOrEqual(50);
  expect(waitMs(retry, 1, 5_000, 0)).toBe(5_000);
  expect(waitMs(retry, 1, 86_400_000, 0)).toBe(30_000);
});
