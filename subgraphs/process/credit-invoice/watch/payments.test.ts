// Payments of an invoice of ours are told once each: what came, what came more, and with a minus what was taken off again.
import { expect, test } from 'vitest';
import { mintId } from '../../../../schema/canon/identity.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { paymentEvent, paymentNews, paymentsKept } from './payments.ts';
import type { SeenDocument } from './seen.ts';

const ref = (id: string) => ({ system: 'ERP', instance: 'netsuite', kind: 'PAYMENT', id }) as const;
const idOf = (id: string): string => mintId(ref(id));
type Seen = Pick<SeenDocument, 'payments' | 'isQueried'>;
const seen = (...all: readonly (readonly [string, string, string | null])[]): Seen => ({
  isQueried: true,
  payments: all.map(([id, amount, appliedOn]) => ({
    ...{ __typename: 'ErpInvoicePayment', ref: ref(id), appliedOn },
    applied: { __typename: 'Money', amount, currency: 'EUR' },
  })),
});
const money = { amount: '0.00', currency: 'EUR' };
const draft = {
  ...{ id: 'D1', projectId: 'P1', customerId: 'C1', currency: 'EUR' },
  invoice: {
    ...{ id: 'I1', ref: { system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id: '9' }, number: 'INV9' },
    ...{ net: money, tax: money, total: money, issuedOn: '2026-11-20' },
  },
} as unknown as KeptDraft;

test('a payment is told with what of it was put against the invoice, and what is the same again is not', () => {
  const first = seen(['71', '1000.00', '2026-11-21']);
  const news = paymentNews(draft, first, [], '2026-11-25');
  expect(news).toMatchObject([{ id: idOf('71'), amount: '1000.00', on: '2026-11-21', invoiceId: 'I1' }]);
  expect(paymentNews(draft, first, paymentsKept(first, []), '2026-11-25')).toEqual([]);
  const more = seen(['71', '1250.00', '2026-11-24'], ['72', '10.00', null]);
  expect(paymentNews(draft, more, paymentsKept(first, []), '2026-11-25')).toMatchObject([
    { id: idOf('71'), amount: '250.00', on: '2026-11-24' },
    { id: idOf('72'), amount: '10.00', on: '2026-11-25' },
  ]);
});

test('one that is taken off again, or voided, is told with a minus, and the sum is what is paid', () => {
  const before = paymentsKept(seen(['71', '1000.00', '2026-11-21'], ['72', '40.00', '2026-11-21']), []);
  const news = paymentNews(draft, seen(['72', '15.00', '2026-11-21']), before, '2026-11-25');
  expect(news.map(({ id, amount }) => [id, amount])).toEqual([
    [idOf('72'), '-25.00'],
    [idOf('71'), '-1000.00'],
  ]);
  expect(news.map(paymentEvent)).toMatchObject([
    { type: 'payment.received', subject: idOf('72'), data: { invoiceIds: ['I1'], amount: { amount: '-25.00' } } },
    { data: { customerId: 'C1', amount: { amount: '-1000.00', currency: 'EUR' }, receivedOn: '2026-11-25' } },
  ]);
});

test('a query that does not tell the invoice yet takes no payment off it', () => {
  const before = paymentsKept(seen(['71', '1000.00', '2026-11-21']), []);
  const trailing = { payments: [], isQueried: false };
  expect(paymentNews(draft, trailing, before, '2026-11-25')).toEqual([]);
  expect(paymentsKept(trailing, before)).toEqual(before);
});
