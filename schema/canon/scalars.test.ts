import { parseValue } from 'graphql';
import { expect, test } from 'vitest';
import { scalars } from './scalars.ts';

test.each(['2026-11-20', '2024-02-29'])('%s is a day', (text) => {
  expect(scalars.Date.parseValue(text)).toBe(text);
  expect(scalars.Date.parseLiteral(parseValue(`"${text}"`))).toBe(text);
});

test.each([
  'nope',
  '2026-02-31',
  '2025-02-29',
  '2026-11-20T00:00:00Z',
  '20261120',
  '',
  ' 2026-11-20',
  20261120,
  null,
  { from: 1 },
])('%j is no day, and the refusal says what one looks like', (value) => {
  expect(() => scalars.Date.parseValue(value)).toThrow('is not a day of the calendar such as 2026-11-20');
});

test('a literal of another kind is refused like a wrong text', () => {
  expect(() => scalars.Date.parseLiteral(parseValue('20261120'))).toThrow('is not a day');
  expect(() => scalars.CurrencyCode.parseLiteral(parseValue('EUR'))).toThrow('is not an ISO 4217 code');
});

test('a currency without minor units, or none at all, is refused', () => {
  expect(scalars.CurrencyCode.parseValue('KWD')).toBe('KWD');
  for (const text of ['XAU', 'EURO', 'eur', ''])
    expect(() => scalars.CurrencyCode.parseValue(text)).toThrow('is not an ISO 4217 code');
});
