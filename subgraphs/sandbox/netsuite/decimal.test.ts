import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  decimal,
  decimalOfNumber,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts';

const anyDecimal = fc.record({
  units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.integer({ min: 0, max: 12 }),
});

test('text and decimal are one and the same', () => {
  fc.assert(
    fc.property(anyDecimal, (value) => {
      const text = formatDecimal(value);
      expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      expect(compareDecimals(decimal(text), value)).toBe(0);
    }),
  );
});

test('sums and products are exact', () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, anyDecimal, (a, b, c) => {
      expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0);
      const spread = addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c));
      expect(compareDecimals(multiplyDecimals(a, addDecimals(b, c)), spread)).toBe(0);
    }),
  );
});

test.each([
  ['1.005', 2, '1.01'],
  ['-1.005', 2, '-1.01'],
  ['1.0049', 2, '1'],
  ['2.5', 0, '3'],
  ['7', 3, '7'],
])('%s to %i digits is %s: half away from zero', (text, digits, rounded) => {
  expect(formatDecimal(roundDecimal(decimal(text), digits))).toBe(rounded);
});

test.each(['', '.', '-', '1e3', '1,5', ' 1', '0x1', '--1'])('"%s" is no decimal', (text) => {
  expect(parseDecimal(text)).toBeNull();
});

test('a JSON number is the decimal its sender typed', () => {
  expect([0.1, 118.99, -33.33, 1e-7, 5].map((value) => formatDecimal(decimalOfNumber(value)))).toEqual([
    '0.1',
    '118.99',
    '-33.33',
    '0.0000001',
    '5',
  ]);
});
