import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { allocate } from './allocation.ts';
import { currencyCode, minorUnits, minorUnitsOf } from './currency.ts';
import {
  add,
  compare,
  convert,
  type Money,
  money,
  moneyFromMinor,
  multiply,
  negate,
  ratio,
  round,
  subtract,
  sum,
  toMinor,
  zero,
} from './money.ts';

const usd = currencyCode('USD');
const eur = currencyCode('EUR');
const jpy = currencyCode('JPY');
const anyCurrency = fc.constantFrom(
  ...[...minorUnits].filter(([, digits]) => digits !== null).map(([code]) => currencyCode(code)),
);
const minor = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

test('adding two currencies is a type error and, where types cannot know, a clear run-time error', () => {
  // @ts-expect-error: Money<'EUR'> does not fit where Money<'USD'> is asked for
  expect(() => add(money('1', usd), money('1', eur))).toThrow('Cannot add USD to EUR');
  // @ts-expect-error: nor is there an order between them
  expect(() => compare(money('1', usd), money('1', eur))).toThrow('Cannot compare USD and EUR');
  expectTypeOf(add(money('1', usd), money('1', usd))).toEqualTypeOf<Money<'USD'>>();
});

test('a JSON number for money is refused (rule 1)', () => {
  expect(() => money(12.5 as unknown as string, usd)).toThrow('12.5 is not a decimal text');
  for (const text of ['', '1e3', '1,000', ' 1', '.5', '5.', '+1', 'NaN', 'Infinity', '0x10']) {
    expect(() => money(text, usd), text).toThrow(RangeError);
  }
});

test('amounts are printed to the currency’s minor units and finer ones are refused (rules 2 and 3)', () => {
  expect(money('5', usd).amount).toBe('5.00');
  expect(money('-0', usd).amount).toBe('0.00');
  expect(money('1000', jpy).amount).toBe('1000');
  expect(() => money('0.5', jpy)).toThrow('more than the 0 decimal places of JPY');
  expect(money('1.234', currencyCode('KWD')).amount).toBe('1.234');
  expect(() => currencyCode('XAU')).toThrow('XAU has no minor units');
  expect(() => currencyCode('EURO')).toThrow('"EURO" is not an ISO 4217 currency code');
});

test('rounding follows the stated mode', () => {
  expect(round('2.345', usd, 'HALF_UP').amount).toBe('2.35');
  expect(round('2.345', usd, 'HALF_EVEN').amount).toBe('2.34');
  expect(round('2.349', usd, 'DOWN').amount).toBe('2.34');
  expect(round('2.341', usd, 'UP').amount).toBe('2.35');
  expect(multiply(money('150.00', usd), '1.3333', 'HALF_UP').amount).toBe('200.00');
  expect(convert(money('100.00', eur), '162.755', jpy)).toEqual({ amount: '16276', currency: 'JPY' });
});

test('a ratio of nothing is blank, not zero', () => {
  expect(ratio(money('1', usd), zero(usd), 4)).toBeNull();
  expect(ratio(money('1', usd), money('3', usd), 4)).toBe('0.3333');
});

test('minor units survive the round trip and no arithmetic loses a unit', () => {
  fc.assert(
    fc.property(anyCurrency, minor, minor, (currency, a, b) => {
      const [x, y] = [moneyFromMinor(a, currency), moneyFromMinor(b, currency)];
      expect(toMinor(x)).toBe(a);
      expect(money(x.amount, currency)).toEqual(x);
      expect(toMinor(add(x, y))).toBe(a + b);
      expect(toMinor(subtract(x, y))).toBe(a - b);
      expect(add(x, negate(x))).toEqual(zero(currency));
      expect(compare(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
      expect(x.amount.split('.')[1]?.length ?? 0).toBe(minorUnitsOf(currency));
    }),
  );
});

test('an amount that somebody else printed is the same amount', () => {
  const other = (amount: string): Money<'USD'> => ({ amount, currency: usd });
  for (const five of ['5', '5.0', '5.000', '005.00', `5.${'0'.repeat(50)}`]) {
    expect(add(other(five), money('0.01', usd)).amount, five).toBe('5.01');
    expect(subtract(money('5', usd), other(five)), five).toEqual(zero(usd));
    expect(sum(usd, [other(five), money('1', usd)]).amount, five).toBe('6.00');
    expect(compare(other(five), money('5', usd)), five).toBe(0);
    expect(toMinor(other(five)), five).toBe(500n);
  }
  expect(() => add(other('five'), money('1', usd))).toThrow();
  expect(compare(other('-0.00'), zero(usd))).toBe(0);
});

test('a sum does not depend on the order of its parts', () => {
  fc.assert(
    fc.property(fc.array(minor, { maxLength: 30 }), (parts) => {
      const amounts = parts.map((part) => moneyFromMinor(part, eur));
      expect(sum(eur, amounts)).toEqual(sum(eur, [...amounts].reverse()));
      expect(toMinor(sum(eur, amounts))).toBe(parts.reduce((a, b) => a + b, 0n));
    }),
  );
});

test('allocation by largest remainder loses and makes nothing (rule 11)', () => {
  expect(allocate(money('100.00', usd), [1n, 1n, 1n]).shares.map((share) => share.amount)).toEqual([
    '33.34',
    '33.33',
    '33.33',
  ]);
  expect(() => allocate(money('1', usd), [0n, 0n])).toThrow('all zero');
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 })
    .filter((list) => list.some((weight) => weight > 0n));
  fc.assert(
    fc.property(anyCurrency, minor, weights, (currency, total, parts) => {
      const { shares, remainderMinorUnits } = allocate(moneyFromMinor(total, currency), parts);
      expect(toMinor(sum(currency, shares))).toBe(total);
      expect(remainderMinorUnits < BigInt(parts.length)).toBe(true);
      const whole = parts.reduce((a, b) => a + b, 0n);
      shares.forEach((share, index) => {
        // No share is a whole unit or more away from its exact part.
        const off = toMinor(share) * whole - total * (parts[index] ?? 0n);
        expect(off < whole && off > -whole).toBe(true);
      });
    }),
  );
});
