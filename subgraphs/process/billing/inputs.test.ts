// Companies, opening positions, expenses, with the numbers of DOMAIN.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { type Money, money, moneyFromMinor, toMinor } from '../../../schema/canon/money.ts';
import type { Cap } from './cap.ts';
import { billingAccount, dealFaults, type DealPart, intercompany } from './entity.ts';
import { accrued, type ExpenseFacts, expenseResult, trueUp } from './expense.ts';
import {
  capsFrom,
  openingDifferences,
  openingHold,
  type OpeningPosition,
  signOffRefusal,
  wasBilledBefore,
} from './opening-position.ts';

const eur: CurrencyCode = currencyCode('EUR');
const euros = (amount: string): Money => money(amount, eur);

test('rule 18: no intercompany mapping is a hold', () => {
  const mapping = { seller: 'DE01', deliverer: 'IN01', agreement: 'cost plus 8 %' };
  expect(intercompany('DE01', 'DE01', [])).toEqual({ kind: 'MAPPED', agreement: null });
  expect(intercompany('DE01', 'IN01', [mapping])).toEqual({ kind: 'MAPPED', agreement: 'cost plus 8 %' });
  expect(intercompany('UK01', 'IN01', [mapping])).toMatchObject({ kind: 'HELD' });
  expect(intercompany('DE01', 'UK01', [mapping])).toMatchObject({ kind: 'HELD' });
  expect(intercompany('IN01', 'DE01', [mapping])).toEqual({
    kind: 'HELD',
    hold: { code: 'NO_INTERCOMPANY_MAPPING', seller: 'IN01', deliverer: 'DE01' },
  });
});

const account = (id: string, entity: string, currency = 'EUR'): DealPart['account'] => ({ id, entity, currency });

test('rule 19: one account per company and currency', () => {
  const accounts = [account('a1', 'DE01'), account('a2', 'UK01', 'GBP'), account('a3', 'DE01', 'USD')];
  expect(billingAccount(accounts, 'DE01', 'USD')).toMatchObject({ account: { id: 'a3' } });
  expect(billingAccount(accounts, 'UK01', 'EUR')).toEqual({
    kind: 'HELD',
    hold: { code: 'NO_BILLING_ACCOUNT', entity: 'UK01', currency: 'EUR' },
  });
  // Which of two is meant is for finance to say: nothing else of the release waits for that.
  expect(billingAccount([...accounts, account('a4', 'DE01')], 'DE01', 'EUR')).toEqual({
    kind: 'HELD',
    hold: { code: 'SEVERAL_BILLING_ACCOUNTS', entity: 'DE01', currency: 'EUR', accounts: ['a1', 'a4'] },
  });
});

test('rule 20: a deal becomes several, which come to it', () => {
  const part = (entity: string, project: string, value: string): DealPart => ({
    entity,
    account: account(`a-${entity}`, entity),
    project,
    schedule: null,
    value: euros(value),
  });
  const parts = [part('DE01', 'p1', '60'), part('UK01', 'p1', '40')];
  expect(dealFaults(euros('100'), parts)).toEqual([]);
  expect(dealFaults(euros('100.01'), parts)[0]).toContain('come to 100.00');
  expect(dealFaults(euros('100'), [parts[0]!, { ...parts[1]!, account: account('a9', 'DE01') }])[0]).toContain(
    'not of UK01',
  );
  expect(dealFaults(euros('120'), [parts[0]!, parts[0]!])[0]).toContain('in two parts');
});

const position: OpeningPosition = {
  project: 'p1',
  on: '2026-03-31',
  billed: euros('1000'),
  workInProgress: euros('200'),
  openReceivable: euros('300'),
  unappliedCredits: euros('0'),
  capsConsumed: new Map([['nte', euros('1000')]]),
  retainersDrawn: new Map(),
  milestonesBilled: new Map(),
  billedSources: new Set(['late']),
  unbilledSources: new Set(['early']),
  importedBy: 'ann',
  signedOff: { by: 'bob', at: '2026-04-01T09:00:00Z', explanations: new Map() },
};
const totals = { erpReceivable: euros('300'), erpBilled: euros('1000'), psaWorkInProgress: euros('200') };

test('rule 31: no project bills without a signed-off opening position', () => {
  const held = { code: 'NO_OPENING_POSITION', project: 'p1' };
  expect(openingHold('p1', position, totals)).toBeNull();
  expect(openingHold('p1', null, totals)).toEqual(held);
  expect(openingHold('p1', { ...position, project: 'p2' }, totals)).toEqual(held);
  expect(openingHold('p1', { ...position, signedOff: null }, totals)).toEqual(held);
  expect(signOffRefusal({ ...position, importedBy: 'bob' }, totals)).toBe('bob imported p1 and cannot sign it off');
});

test('rule 31: it is compared with ERP and PSA, and every difference is explained', () => {
  const other = { ...totals, erpReceivable: euros('290'), psaWorkInProgress: euros('200.01') };
  expect(openingDifferences(position, other)).toEqual(
    new Map([
      ['OPEN_RECEIVABLE', euros('10')],
      ['WORK_IN_PROGRESS', euros('-0.01')],
    ]),
  );
  expect(signOffRefusal(position, other)).toBe('OPEN_RECEIVABLE of p1 is out by 10.00 EUR, unexplained');
  const explained = (...measures: ('OPEN_RECEIVABLE' | 'WORK_IN_PROGRESS')[]): OpeningPosition => ({
    ...position,
    signedOff: {
      ...position.signedOff!,
      explanations: new Map(measures.map((measure) => [measure, 'cash in transit'])),
    },
  });
  expect(signOffRefusal(explained('OPEN_RECEIVABLE'), other)).toContain('WORK_IN_PROGRESS of p1');
  expect(signOffRefusal(explained('OPEN_RECEIVABLE', 'WORK_IN_PROGRESS'), other)).toBeNull();
});

test('rule 31: what was billed before go-live is not billed again, and its caps stay used', () => {
  const before = (id: string, workedOn: string): boolean => wasBilledBefore(position, { id, workedOn });
  expect([
    before('x', '2026-03-31'),
    before('x', '2026-04-01'),
    before('late', '2026-04-02'),
    before('early', '2026-01-01'),
  ]).toEqual([true, false, true, false]);
  const cap: Cap = {
    id: 'nte',
    scope: { kind: 'CONTRACT', contract: 'c' },
    limit: euros('1500'),
    consumed: euros('100'),
  };
  // The other one was agreed on after go-live: what was billed till then has used it, too.
  const caps = capsFrom({ ...position, billed: euros('1200') }, [cap, { ...cap, id: 'other' }]);
  expect(caps.map(({ consumed }) => consumed.amount)).toEqual(['1100.00', '1300.00']);
});

const expense: ExpenseFacts = {
  net: euros('100'),
  tax: euros('19'),
  recoverableTax: euros('19'),
  reimbursable: true,
  billable: true,
  rebilling: { kind: 'RECHARGE', markupPercent: '10', markupOn: 'NET' },
};

test('rule 52: reimbursable and billable are two flags', () => {
  const of = (reimbursable: boolean, billable: boolean): unknown[] => {
    const { toEmployee, toClient } = expenseResult({ ...expense, reimbursable, billable }, 'HALF_UP');
    return [toEmployee?.amount ?? null, toClient?.amount.amount ?? null];
  };
  expect([of(true, true), of(true, false), of(false, true), of(false, false)]).toEqual([
    ['119.00', '110.00'],
    ['119.00', null],
    [null, '110.00'],
    [null, null],
  ]);
});

test('rule 53: markup on net or gross, without the tax we recover', () => {
  const client = (change: Partial<ExpenseFacts>): unknown =>
    expenseResult({ ...expense, ...change }, 'HALF_UP').toClient;
  const gross = { kind: 'RECHARGE', markupPercent: '10', markupOn: 'GROSS' } as const;
  expect(client({ rebilling: gross })).toEqual({
    amount: euros('111.90'),
    cost: euros('100'),
    markup: euros('11.90'),
    inTaxBase: true,
  });
  // Half of the tax on a meal is lost: it is a cost.
  expect(client({ recoverableTax: euros('9.50') })).toMatchObject({ cost: euros('109.50'), amount: euros('119.50') });
  expect(client({ recoverableTax: euros('0') })).toMatchObject({ cost: euros('119') });
  expect(() => client({ recoverableTax: euros('19.01') })).toThrow('cannot be recovered');
});

test('rule 53: a disbursement is passed on as paid, outside the tax base', () => {
  const { toClient } = expenseResult({ ...expense, rebilling: { kind: 'DISBURSEMENT' } }, 'HALF_UP');
  expect(toClient).toEqual({ amount: euros('119'), cost: euros('119'), markup: euros('0'), inTaxBase: false });
});

test('rule 53: whatever the policy, the client never pays recoverable tax, and a correction mirrors its original', () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 6n });
  fc.assert(
    fc.property(
      cents,
      cents,
      fc.bigInt({ min: 0n, max: 100n }),
      fc.constantFrom('NET', 'GROSS'),
      (net, tax, share, markupOn) => {
        const recoverable = (tax * share) / 100n;
        const of = (sign: bigint): bigint => {
          const [a, b, c] = [net, tax, recoverable].map((one) => moneyFromMinor(one * sign, eur));
          const rebilling = { kind: 'RECHARGE', markupPercent: '7.5', markupOn } as const;
          const { toClient } = expenseResult(
            { ...expense, net: a!, tax: b!, recoverableTax: c!, rebilling },
            'HALF_UP',
          );
          expect(toMinor(toClient!.amount) - toMinor(toClient!.markup)).toBe(sign * (net + tax - recoverable));
          return toMinor(toClient!.amount);
        };
        expect(of(-1n)).toBe(-of(1n));
      },
    ),
    { seed: 20261121, numRuns: 1_000 },
  );
});

test('rule 54: subcontract cost accrues as received and is trued up to the bill', () => {
  const received = [
    { id: 'r1', receivedOn: '2026-03-10', cost: euros('100') },
    { id: 'r2', receivedOn: '2026-03-31', cost: euros('50') },
    { id: 'r3', receivedOn: '2026-04-01', cost: euros('70') },
  ];
  expect(accrued(received, new Set(), '2026-03-31', eur)).toEqual(euros('150'));
  expect(accrued(received, new Set(['r1']), '2026-04-01', eur)).toEqual(euros('120'));
  expect(trueUp(received.slice(0, 2), euros('155'))).toEqual({
    reversal: euros('-150'),
    posting: euros('155'),
    difference: euros('5'),
  });
});
