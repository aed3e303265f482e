import { expect, test } from 'vitest';
import { baseUnitOf, showAmount, worthOf } from './money.ts';

test.each([
  [2_137_450, 'USD', '$21,375'],
  [35_625, 'USD', '$356'],
  [0, 'USD', '$0'],
  [1_234_567, 'JPY', '¥1,234,567'],
  [1_234_567, 'KWD', 'KD1,235'],
  [-5_000, 'GBP', '-£50'],
  [123_400, 'CHF', 'CHF1,234'],
])('%d base units of %s show as %s', (amount, currency, shown) => {
  expect(showAmount(amount, currency)).toBe(shown);
});

test('base units follow ISO 4217: yen have none, dinars have thousandths', () => {
  expect(['USD', 'JPY', 'KWD', 'EUR'].map(baseUnitOf)).toEqual([100, 1, 1000, 100]);
});

test('time is worth its minutes at the hourly rate, halves rounded up', () => {
  expect(worthOf(75, 2_500)).toBe(3_125);
  expect(worthOf(1, 30)).toBe(1);
  expect(worthOf(1, 29)).toBe(0);
  expect(worthOf(20, 100)).toBe(33);
});
