import { expect, test } from 'vitest';
import { currencyCode } from './currency.ts';
import { converted, realisedExchange, remeasured, translated, type TypedRate } from './exchange.ts';
import { holdRemedies } from './hold.ts';
import { add, type Money, money, subtract } from './money.ts';

const usd = currencyCode('USD');
const eur = currencyCode('EUR');
const rate = (type: TypedRate['type'], on: string, text: string): TypedRate => ({
  from: usd,
  to: eur,
  rate: text,
  on,
  type,
  source: 'ECB',
});
const rates = [
  rate('SPOT', '2026-01-10', '0.95'),
  rate('SPOT', '2026-02-20', '0.92'),
  rate('CLOSING', '2026-03-31', '0.90'),
  rate('AVERAGE', '2026-03-31', '0.93'),
];

test('rule 5: a converted figure carries its rate, type, day and source', () => {
  const result = converted(money('100.00', usd), eur, { type: 'SPOT', on: '2026-01-10' }, rates);
  expect(result).toMatchObject({
    kind: 'CONVERTED',
    amount: { amount: '95.00', currency: 'EUR' },
    from: { amount: '100.00', currency: 'USD' },
    rate: { rate: '0.95', type: 'SPOT', on: '2026-01-10', source: 'ECB' },
  });
});

test('rule 8: a missing rate is a hold, never 1: not of another day, type or direction', () => {
  const held = (asked: { type: TypedRate['type']; on: string }): unknown =>
    converted(money('100', usd), eur, asked, rates);
  expect(held({ type: 'SPOT', on: '2026-01-11' })).toEqual({
    kind: 'HELD',
    hold: { code: 'NO_EXCHANGE_RATE', from: 'USD', to: 'EUR', type: 'SPOT', on: '2026-01-11' },
  });
  expect(held({ type: 'CLOSING', on: '2026-01-10' })).toMatchObject({ kind: 'HELD' });
  expect(converted(money('100', eur), usd, { type: 'SPOT', on: '2026-01-10' }, rates)).toMatchObject({ kind: 'HELD' });
  expect(converted(money('100', eur), eur, { type: 'SPOT', on: '1999-01-01' }, [])).toMatchObject({
    amount: { amount: '100.00', currency: 'EUR' },
    rate: null,
  });
  expect(holdRemedies.NO_EXCHANGE_RATE.owner).toBe('FINANCE');
});

test('rule 6: remeasurement takes the closing rate for a receivable and each receipt’s own day for a contract liability', () => {
  expect(remeasured({ kind: 'MONETARY', amount: money('1000', usd) }, eur, '2026-03-31', rates)).toMatchObject({
    amount: { amount: '900.00' },
  });
  const receipts = [
    { amount: money('400', usd), on: '2026-01-10' },
    { amount: money('600', usd), on: '2026-02-20' },
  ];
  const liability = remeasured({ kind: 'NON_MONETARY', receipts }, eur, '2026-03-31', rates);
  // 400 x 0.95 + 600 x 0.92; the closing rate would make it 900.
  expect(liability).toMatchObject({ amount: { amount: '932.00' } });
  expect(
    remeasured(
      { kind: 'NON_MONETARY', receipts: [{ amount: money('1', usd), on: '2026-03-31' }] },
      eur,
      '2026-03-31',
      rates,
    ),
  ).toMatchObject({
    kind: 'HELD',
  });
});

test('rule 6: translation takes the closing rate for all assets and liabilities, the average for results, and the rest is OCI', () => {
  const books = { assets: money('1000', usd), liabilities: money('400', usd), result: money('100', usd) };
  const result = translated(books, money('475.00', eur), '2026-03-31', rates);
  // 900 - 360 = 540 net; 475 equity + 93 result = 568; 28 are lost to the rate.
  expect(result).toMatchObject({
    assets: { amount: { amount: '900.00' } },
    liabilities: { amount: { amount: '360.00' }, rate: { type: 'CLOSING' } },
    result: { amount: { amount: '93.00' }, rate: { type: 'AVERAGE' } },
    differenceToOci: { amount: '-28.00' },
  });
  expect(translated(books, money('475.00', eur), '2026-04-30', rates)).toMatchObject({ kind: 'HELD' });
});

test('rule 7: realised exchange sits on the application, for the part applied', () => {
  expect(realisedExchange(money('500', usd), eur, { ofPayment: '0.92', ofInvoice: '0.95' }).amount).toBe('-15.00');
  expect(realisedExchange(money('500', usd), eur, { ofPayment: '0.96', ofInvoice: '0.95' }).amount).toBe('5.00');
  expect(realisedExchange(money('500', eur), eur, { ofPayment: '2', ofInvoice: '1' }).amount).toBe('0.00');
});

test('rule 4: a converted amount never meets its original, also where types cannot know', () => {
  const result = realisedExchange(money('500', usd), eur, { ofPayment: '1', ofInvoice: '1' });
  expect(result.currency).toBe('EUR');
  const original: Money = money('500', usd);
  const unknown: Money = result;
  expect(() => add(unknown, original)).toThrow('Cannot add EUR to USD');
  expect(() => subtract(unknown, original)).toThrow('Cannot subtract USD and EUR');
});
