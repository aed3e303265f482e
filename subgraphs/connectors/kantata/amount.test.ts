import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { amountOf, baseUnitsOf, decimalOf, denomination, rateOf, worthOf } from './amount.ts';

const usd = denomination(currencyCode('USD'), '100');
const jpy = denomination(currencyCode('JPY'), '1');
const kwd = denomination(currencyCode('KWD'), '1000');

describe('amounts in base units', () => {
  test('cents, yen and fils are read by the base unit that is sent with them', () => {
    expect(amountOf('12345', usd).amount).toBe('123.45');
    expect(amountOf('12345', jpy).amount).toBe('12345');
    expect(amountOf('12345', kwd).amount).toBe('12.345');
    expect(amountOf('-5', usd).amount).toBe('-0.05');
  });

  test('an amount too long for a JS number keeps every digit', () => {
    expect(amountOf('900719925474099301', usd).amount).toBe('9007199254740993.01');
  });

  test('a base unit that is not the ISO one is still obeyed', () => {
    expect(amountOf('500', denomination(currencyCode('HUF'), '1')).amount).toBe('500.00');
    expect(amountOf('1200', denomination(currencyCode('JPY'), '100')).amount).toBe('12');
  });

  test('base units finer than the currency are refused, not rounded away', () => {
    expect(() => amountOf('1250', denomination(currencyCode('JPY'), '100'))).toThrow(RangeError);
  });

  test('without a base unit the currency of ISO 4217 decides', () => {
    expect(denomination(currencyCode('JPY'), null).places).toBe(0);
    expect(denomination(currencyCode('EUR'), null).places).toBe(2);
  });

  test('decimals are cut out of the digits at any length', () => {
    expect([decimalOf('0', 2), decimalOf('7', 2), decimalOf('-70', 2), decimalOf('7', 0)]).toEqual([
      '0.00',
      '0.07',
      '-0.70',
      '7',
    ]);
  });
});

describe('rates and what time is worth', () => {
  test('a rate of 0 is no rate', () => {
    expect([rateOf('0', usd), rateOf('00', usd), rateOf(null, usd)]).toEqual([null, null, null]);
    expect(rateOf('15050', usd)).toBe('150.50');
  });

  test('a minute of an odd rate is rounded half up to minor units, away from zero on both sides', () => {
    expect(worthOf(1, '90', usd).amount).toBe('0.02');
    expect(worthOf(1, '89', usd).amount).toBe('0.01');
    expect(worthOf(-1, '90', usd).amount).toBe('-0.02');
    expect(worthOf(90, '15000', usd).amount).toBe('225.00');
    expect(worthOf(50, '12345', jpy).amount).toBe('10288');
  });

  test('it agrees with the fraction computed in whole numbers, whatever minutes and rate', () => {
    for (let seed = 1; seed < 3_000; seed += 7) {
      const [minutes, rate] = [(seed * 37) % 601, String((seed * 7_919) % 60_000)];
      const cents = (BigInt(minutes) * BigInt(rate) * 2n + 60n) / 120n;
      expect(worthOf(minutes, rate, usd).amount.replace('.', '')).toBe(String(cents).padStart(3, '0'));
    }
  });
});

describe('an amount on its way to Kantata', () => {
  test.each([
    ['1234.5', usd, 123_450],
    ['1234.50', usd, 123_450],
    ['0.07', usd, 7],
    ['0', usd, 0],
    ['5000', jpy, 5000],
    ['1.5', kwd, 1500],
    ['9999999999999.99', usd, 999_999_999_999_999],
  ])('%s is %j base units', (text, money, units) => {
    expect(baseUnitsOf(text, money)).toBe(units);
  });

  test.each(['1.005', '-1', '1,000', '1e3', '', '99999999999999.99', ' 1'])('%j is none', (text) => {
    expect(baseUnitsOf(text, usd)).toBeNull();
  });

  test('what goes there comes back as itself', () => {
    for (const text of ['0.01', '19.99', '8000000.10']) {
      expect(amountOf(String(baseUnitsOf(text, usd)), usd).amount).toBe(text);
    }
  });
});
