import { expect, test } from 'vitest';
import { customerPosition, financialPosition, type ProjectFacts } from './position.ts';

const usd = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'USD' });

const facts: ProjectFacts = {
  currency: 'USD',
  billingModel: 'TIME_AND_MATERIALS',
  percentComplete: '40',
  plan: { budget: usd('200000.00'), budgetUsed: usd('90000.00') },
  unbilledWork: {
    workInProgress: usd('12000.00'),
    approved: usd('9000.00'),
    oldestApprovedOn: '2026-11-10',
    unpricedEntries: 0,
  },
  ledger: {
    currency: 'USD',
    billed: usd('78000.00'),
    collected: usd('60000.00'),
    openReceivable: usd('24000.00'),
    overdue: usd('0.00'),
    recognized: usd('80000.00'),
    postedCost: usd('50000.00'),
  },
  exchangeRates: [{ from: 'USD', to: 'EUR', rate: '0.9', on: '2026-10-31', source: 'ERP' }],
};

test('the position of a healthy project, each figure by its formula', () => {
  const position = financialPosition(facts, null, '2026-11-20');
  expect(position).toMatchObject({
    currency: 'USD',
    backlog: usd('120000.00'),
    grossMargin: usd('30000.00'),
    grossMarginPercent: '37.5',
    burnPercent: '45.0',
    oldestUnbilledDays: 10,
    differences: [],
    health: 'GREEN',
    reasons: [],
    rates: [],
  });
});

test('figures in another currency name the rate, its day and its source (rule 5)', () => {
  const position = financialPosition(facts, 'EUR', '2026-11-20');
  expect(position?.billed).toEqual({ amount: '70200.00', currency: 'EUR' });
  expect(position?.rates).toEqual(facts.exchangeRates);
});

test('a missing rate leaves the figure unknown, never converted at 1 (rule 8)', () => {
  const position = financialPosition(facts, 'JPY', '2026-11-20');
  expect(position?.billed).toBeNull();
  expect(position?.grossMarginPercent).toBeNull();
});

test('a rate kept only the other way round is turned round, and named as it is kept', () => {
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const chf = (amount: string) => ({ amount, currency: 'CHF' });
  // Books of a German entity on a project in francs: revenue and cost are in its own currency.
  const ledger = {
    ...facts.ledger!,
    currency: 'CHF',
    billed: chf('1000.00'),
    collected: chf('0.00'),
    openReceivable: chf('0.00'),
    overdue: chf('0.00'),
    recognized: eur('950.00'),
    postedCost: eur('475.00'),
  };
  const kept = { from: 'CHF', to: 'EUR', rate: '0.95', on: '2026-10-31', source: 'ERP' };
  const plan = { budget: chf('2000.00'), budgetUsed: chf('0.00') };
  const position = financialPosition(
    { ...facts, currency: 'CHF', unbilledWork: null, plan, ledger, exchangeRates: [kept] },
    null,
    '2026-11-20',
  );
  expect(position).toMatchObject({
    recognized: chf('1000.00'),
    backlog: chf('1000.00'),
    grossMarginPercent: '50.0',
    rates: [kept],
  });
});

test('a silent ERP leaves what the PSA knows, and margin unknown rather than 100 %', () => {
  const position = financialPosition({ ...facts, ledger: null, exchangeRates: null }, null, '2026-11-20');
  expect(position).toMatchObject({
    contractValue: usd('200000.00'),
    burnPercent: '45.0',
    billed: null,
    backlog: null,
    grossMargin: null,
    grossMarginPercent: null,
  });
});

test('a silent PSA leaves what the ERP knows, in the ledger’s currency', () => {
  const silent = { currency: null, billingModel: null, percentComplete: null, plan: null, unbilledWork: null };
  expect(financialPosition({ ...facts, ...silent }, null, '2026-11-20')).toMatchObject({
    currency: 'USD',
    billed: usd('78000.00'),
    contractValue: null,
    burnPercent: null,
  });
  expect(financialPosition({ ...facts, ...silent, ledger: null }, null, '2026-11-20')).toBeNull();
  expect(financialPosition({ ...facts, ...silent, ledger: null }, 'EUR', '2026-11-20')?.health).toBe('UNKNOWN');
});

test('a silent system turns nothing green: what it would have said may be the alarm', () => {
  expect(financialPosition({ ...facts, ledger: null, exchangeRates: null }, null, '2026-11-20')?.health).toBe(
    'UNKNOWN',
  );
  const old = { ...facts.unbilledWork!, oldestApprovedOn: '2026-09-01' };
  expect(financialPosition({ ...facts, unbilledWork: old, ledger: null }, null, '2026-11-20')?.health).toBe('RED');
  expect(financialPosition({ ...facts, unbilledWork: null }, null, '2026-11-20')?.health).toBe('UNKNOWN');
});

test('nothing recognised means no margin per cent, not zero', () => {
  const ledger = { ...facts.ledger!, recognized: usd('0.00') };
  expect(financialPosition({ ...facts, ledger }, null, '2026-11-20')?.grossMarginPercent).toBeNull();
});

test('PSA and ERP that disagree on what is billed stand side by side with the difference', () => {
  const ledger = { ...facts.ledger!, billed: usd('70000.00') };
  const [difference] = financialPosition({ ...facts, ledger }, null, '2026-11-20')!.differences;
  expect(difference).toMatchObject({
    measure: 'billed',
    psa: usd('78000.00'),
    erp: usd('70000.00'),
    difference: usd('8000.00'),
  });
});

test.each([
  ['2026-10-10', 'RED', 'UNBILLED_TOO_OLD'],
  ['2026-10-25', 'AMBER', 'UNBILLED_TOO_OLD'],
])('approved work from %s turns a project %s', (oldestApprovedOn, health, code) => {
  const position = financialPosition(
    { ...facts, unbilledWork: { ...facts.unbilledWork!, oldestApprovedOn } },
    null,
    '2026-11-20',
  );
  expect(position).toMatchObject({ health, reasons: [{ code }] });
});

test('health is the same whoever asks: hiding cost changes no colour', () => {
  const hidden = { ...facts, ledger: { ...facts.ledger!, postedCost: null } };
  const [seen, masked] = [financialPosition(facts, null, '2026-11-20'), financialPosition(hidden, null, '2026-11-20')];
  expect([masked?.health, masked?.reasons]).toEqual([seen?.health, seen?.reasons]);
  expect(masked?.grossMargin).toBeNull();
});

test('a customer’s balances of several currencies are converted one by one, and one missing rate makes the sum unknown', () => {
  const row = (amount: string, currency: string) => {
    const money = { amount, currency };
    return { open: money, overdue: money, disputed: money, unappliedCash: money, openCredits: money };
  };
  const rates = [{ from: 'EUR', to: 'USD', rate: '1.1', on: '2026-10-31', source: 'ERP' }];
  expect(customerPosition([row('100.00', 'USD'), row('100.00', 'EUR')], rates, 'USD')).toMatchObject({
    open: usd('210.00'),
    unapplied: usd('420.00'),
  });
  expect(customerPosition([row('100.00', 'USD'), row('100', 'JPY')], rates, 'USD').open).toBeNull();
});
