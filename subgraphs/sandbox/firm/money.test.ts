import { describe, expect, it } from 'vitest';
import { convertMinor, divideRounded, formatMinor, parseMinor } from './money.ts';

describe('money of the sandbox', () => {
  it('writes as many digits as the currency has', () => {
    expect(formatMinor(123_456n, 'USD')).toBe('1234.56');
    expect(formatMinor(-5n, 'EUR')).toBe('-0.05');
    expect(formatMinor(123_456n, 'JPY')).toBe('123456');
    expect(formatMinor(1n, 'KWD')).toBe('0.001');
  });

  it('reads what it writes', () => {
    for (const currency of ['USD', 'JPY', 'KWD'] as const) {
      for (const amount of [0n, 1n, -1n, 99n, -100_001n, 12_345_678_901_234n]) {
        expect(parseMinor(formatMinor(amount, currency), currency)).toBe(amount);
      }
    }
  });

  it('rounds digits beyond the precision half away from zero', () => {
    expect(parseMinor('1.005', 'USD')).toBe(101n);
    expect(parseMinor('-0.5', 'JPY')).toBe(-1n);
    expect(divideRounded(-5n, 2n)).toBe(-3n);
  });

  it('refuses what is not an amount and says how to write one', () => {
    expect(() => parseMinor('1,234.50', 'USD')).toThrow('Cannot read "1,234.50" as an amount of USD');
  });

  it('converts between currencies of different precision', () => {
    expect(convertMinor(10_000n, 'USD', 'JPY', '154.51')).toBe(15_451n);
    expect(convertMinor(15_451n, 'JPY', 'USD', '0.00647208')).toBe(10_000n);
    expect(convertMinor(1000n, 'KWD', 'GBP', '2.5')).toBe(250n);
  });
});
