import { describe, expect, it } from 'vitest';
import { buildFxRates, fxRateOn } from './setup.ts';

const rates = buildFxRates('2026-11-20');

describe('exchange rates of the firm', () => {
  it('are month-end rates: a day uses the newest one on or before it', () => {
    const october = rates.find((rate) => rate.from === 'EUR' && rate.to === 'USD' && rate.date === '2026-10-31');
    expect(fxRateOn(rates, 'EUR', 'USD', '2026-10-31')).toBe(october?.rate);
    expect(fxRateOn(rates, 'EUR', 'USD', '2026-11-19')).toBe(october?.rate);
    expect(fxRateOn(rates, 'EUR', 'USD', '2026-10-30')).not.toBe(october?.rate);
    expect(fxRateOn(rates, 'JPY', 'JPY', '1999-01-01')).toBe('1');
  });

  it('leave dinars into yen unquoted, and are crossed through dollars where somebody must enter one', () => {
    expect(rates.some((rate) => rate.from === 'KWD' && rate.to === 'JPY')).toBe(false);
    const crossed = Number(fxRateOn(rates, 'KWD', 'JPY', '2026-11-19'));
    const dollars = Number(fxRateOn(rates, 'KWD', 'USD', '2026-11-19'));
    expect(crossed * Number(fxRateOn(rates, 'JPY', 'USD', '2026-11-19'))).toBeCloseTo(dollars, 4);
    expect(Number(fxRateOn(rates, 'USD', 'CHF', '2026-11-19'))).toBeLessThan(1);
  });

  it('refuse a day before the first one', () => {
    expect(() => fxRateOn(rates, 'EUR', 'USD', '2020-01-01')).toThrow(
      'No rate from EUR to USD on or before 2020-01-01',
    );
  });
});
