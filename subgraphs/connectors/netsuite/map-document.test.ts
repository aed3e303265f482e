import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { billingRow, standingRow } from './customer-query.ts';
import { documentRow, inStatuses } from './document-query.ts';
import { lineRow } from './line-query.ts';
import { creditStanding, toBillingAccounts, toLastPayment } from './map-customer.ts';
import { invoiceStatus, opposite, toCreditMemo, toInvoice, toInvoiceLine, toPayment } from './map-document.ts';
import { toDimension, toPeriod } from './map-reference.ts';
import { dimensionRow, periodRow, rateRow } from './reference-query.ts';
import { createRefs } from './refs.ts';
import { checked, UnexpectedAnswer } from './wire.ts';

const refs = createRefs('netsuite');
const codes: Readonly<Record<string, string>> = { 1: 'EUR', 4: 'JPY', 6: 'KWD' };
const currency = (id: string) => currencyCode(codes[id] ?? '');
const decode = { refs, mapping: { disputeResolved: ['RESOLVED'] }, currency };

const raw = {
  id: '100',
  type: 'CustInvc',
  tranid: 'RE-1',
  status: 'A',
  voided: 'F',
  customer: '5',
  subsidiary: '3',
  currency: '1',
  exchangerate: '.86',
  issued: '2026-09-24',
  due: '2026-10-24',
  total: '3630',
  paid: '0',
  unpaid: '3630',
  items: '-3000',
  taxes: '-630',
  firstjob: '10001',
  lastjob: '10001',
  joblesslines: '0',
};

function invoice(changes: Readonly<Record<string, string | undefined>> = {}) {
  return toInvoice(checked(documentRow, { ...raw, ...changes }, 'test'), decode);
}

describe('an invoice', () => {
  test('has the client’s signs, exact amounts and the ISO currency', () => {
    expect(invoice()).toMatchObject({
      number: 'RE-1',
      status: 'OPEN',
      currency: 'EUR',
      net: { amount: '3000.00', currency: 'EUR' },
      tax: { amount: '630.00' },
      total: { amount: '3630.00' },
      openBalance: { amount: '3630.00' },
      exchangeRate: '0.86',
      project: { kind: 'PROJECT', id: '10001' },
      period: null,
      dispute: null,
    });
    expect(invoice({ currency: '4', total: '1100', unpaid: '1100', items: '-1000', taxes: '-100' }).total.amount).toBe(
      '1100',
    );
    expect(invoice({ currency: '6', total: '.125' }).total.amount).toBe('0.125');
  });

  test('has no project when its lines are of two, or one line is of none', () => {
    expect(invoice({ lastjob: '10002' }).project).toBeNull();
    expect(invoice({ joblesslines: '1' }).project).toBeNull();
    expect(invoice({ firstjob: undefined, lastjob: undefined, joblesslines: '2' }).project).toBeNull();
  });

  test('divides the sums by the number of times its lines were joined', () => {
    expect(invoice({ items: '-9000', taxes: '-1890', copies: '3' })).toMatchObject({
      net: { amount: '3000.00' },
      tax: { amount: '630.00' },
      total: { amount: '3630.00' },
    });
  });

  test.each([
    ['A', false, false, 'OPEN'],
    ['A', false, true, 'PARTIALLY_PAID'],
    ['B', false, true, 'PAID'],
    ['D', false, false, 'PENDING_APPROVAL'],
    ['V', false, false, 'VOIDED'],
    ['B', true, true, 'VOIDED'],
    ['E', false, false, 'UNKNOWN'],
    [null, false, false, 'UNKNOWN'],
  ] as const)('status %s (voided %s, paid %s) is %s', (letter, voided, paid, status) => {
    expect(invoiceStatus(letter, voided, paid)).toBe(status);
  });

  test('reads its status letter also when the type stands before it', () => {
    expect(invoice({ status: 'CustInvc:B' }).status).toBe('PAID');
  });

  test('is disputed for an amount or as a whole, until the dispute is resolved', () => {
    const disputed = {
      disputereason: 'Hours',
      disputeopened: '2026-10-01',
      disputeowner: 'Ana',
      disputestatus: 'OPEN',
    };
    expect(invoice({ ...disputed, disputeamount: '100.5' }).dispute).toEqual({
      openedOn: '2026-10-01',
      reason: 'Hours',
      amount: { amount: '100.50', currency: 'EUR' },
      owner: 'Ana',
    });
    expect(invoice(disputed).dispute?.amount.amount).toBe('3630.00');
    expect(invoice({ ...disputed, disputestatus: 'RESOLVED' }).dispute).toBeNull();
  });

  test('an amount that its currency cannot hold is refused, not rounded', () => {
    expect(() => invoice({ total: '3630.005' })).toThrow(RangeError);
    expect(() => invoice({ currency: '9' })).toThrow(RangeError);
  });

  test('a missing or renamed key is named', () => {
    const { issued, ...rest } = raw;
    expect(() => checked(documentRow, { ...rest, issuedon: issued }, 'a row of invoices')).toThrow(
      new UnexpectedAnswer('a row of invoices: "issued" is missing or of another form'),
    );
  });

  test('statuses that no invoice here can have ask nothing', () => {
    expect(inStatuses(['DRAFT'])).toBeNull();
    expect(inStatuses([])).toBeNull();
    expect(inStatuses(['PAID', 'DRAFT'])).toContain("t.status = 'B'");
  });
});

describe('cash and lines', () => {
  test('payments and credit memos are sizes, whatever side of the ledger signs them', () => {
    const row = checked(documentRow, { ...raw, type: 'CustCred', total: '-119', unused: '19' }, 'test');
    expect(toCreditMemo(row, decode)).toMatchObject({ total: { amount: '119.00' }, unapplied: { amount: '19.00' } });
    expect(toPayment(row, decode)).toMatchObject({ amount: { amount: '119.00' }, unapplied: { amount: '19.00' } });
  });

  test('a line has the client’s signs and keeps its price’s digits', () => {
    const row = {
      invoice: '100',
      line: '7',
      currency: '1',
      job: '10001',
      quantity: '-7.5',
      rate: '133.3333',
      amount: '-1000',
    };
    const line = toInvoiceLine(checked(lineRow, { ...row, department: '2', location: '4' }, 'test'), decode);
    expect(line).toMatchObject({ quantity: '7.5', unitPrice: '133.3333', net: { amount: '1000.00' } });
    expect(line.dimensions.map(({ id }) => id)).toEqual(['department:2', 'location:4']);
  });

  test('the opposite of a decimal is exact, and zero has no sign', () => {
    expect([opposite('-7.5'), opposite('7.5'), opposite('0.00'), opposite('-0')]).toEqual(['7.5', '-7.5', '0', '0']);
  });
});

describe('customers', () => {
  const row = {
    customer: '5',
    subsidiary: '3',
    primarycurrency: '1',
    entityid: '1 Telco',
    companyname: 'Telco',
    inactive: 'F',
  };

  test('have a billing account per subsidiary and currency, without the number in front of the name', () => {
    const rows = [{ currency: '1' }, { currency: '4' }].map((extra) =>
      checked(billingRow, { ...row, ...extra }, 'test'),
    );
    const accounts = toBillingAccounts(rows, refs, currency);
    expect(accounts.map(({ ref, legalName }) => [ref.id, legalName])).toEqual([
      ['5:3:1', 'Telco'],
      ['5:3:4', 'Telco'],
    ]);
    const [primaryOnly] = toBillingAccounts(
      [checked(billingRow, { ...row, creditlimit: '500' }, 'test')],
      refs,
      currency,
    );
    expect(primaryOnly).toMatchObject({
      ref: { id: '5:3:1' },
      creditLimit: { amount: '500.00', currency: 'EUR' },
      active: true,
    });
  });

  test('stand on credit as their hold says', () => {
    expect(['AUTO', 'ON', 'OFF', 'MAYBE', null].map(creditStanding)).toEqual([
      'AUTOMATIC',
      'ON_HOLD',
      'RELEASED',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });

  test('have their last payment told in one text, whatever its number holds', () => {
    const latest = '2026-11-19|300224|-100.5||PAY|7';
    const standing = checked(standingRow, { customer: '5', subsidiary: '3', currency: '1', latest }, 'test');
    expect(toLastPayment(standing, refs, currency)).toMatchObject({
      ref: { id: '300224' },
      number: 'PAY|7',
      receivedOn: '2026-11-19',
      amount: { amount: '100.50' },
      unapplied: { amount: '0.00' },
    });
    expect(toLastPayment(checked(standingRow, { customer: '5' }, 'test'), refs, currency)).toBeNull();
    expect(() => checked(standingRow, { customer: '5', latest: 'x' }, 'test')).toThrow('"latest"');
  });
});

describe('reference data', () => {
  const period = {
    id: '7',
    name: 'Sep',
    starton: '2026-09-01',
    endon: '2026-09-30',
    closed: 'F',
    arlocked: 'F',
    aplocked: 'F',
    alllocked: 'F',
  };

  test.each([
    [{}, ['OPEN', 'OPEN', 'OPEN']],
    [{ arlocked: 'T' }, ['LOCKED', 'OPEN', 'OPEN']],
    [{ aplocked: 'T' }, ['OPEN', 'LOCKED', 'OPEN']],
    [{ alllocked: 'T' }, ['LOCKED', 'LOCKED', 'LOCKED']],
    [{ closed: 'T', arlocked: 'T' }, ['CLOSED', 'CLOSED', 'CLOSED']],
  ])('a period with %o is %o for receivables, payables and ledger', (flags, states) => {
    const { receivables, payables, ledger } = toPeriod(checked(periodRow, { ...period, ...flags }, 'test'), refs);
    expect([receivables, payables, ledger]).toEqual(states);
  });

  test('dimensions of three tables never share an id', () => {
    const row = checked(dimensionRow, { id: '1', name: 'Advisory' }, 'test');
    expect([toDimension('CLASS', row, refs).ref.id, toDimension('DEPARTMENT', row, refs).ref.id]).toEqual([
      'classification:1',
      'department:1',
    ]);
  });

  test('the latest rate comes as day, id and rate in one text', () => {
    expect(checked(rateRow, { base: '1', quoted: '4', latest: '2026-10-31|17|.0056' }, 'test').latest).toEqual({
      on: '2026-10-31',
      rate: '0.0056',
    });
    expect(() => checked(rateRow, { base: '1', quoted: '4', latest: '2026-10-31' }, 'test')).toThrow('"latest"');
  });
});
