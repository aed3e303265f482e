// What is posted beside what was sent: nothing that was added, doubled, left out or billed to somebody else is taken for the document.
import { describe, expect, test } from 'vitest';
import type { ErpPostedDocument } from '../systems/erp-invoices.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { BillDocument } from './document.ts';
import { planRelease } from './plan.ts';
import { billingPolicyOf, billingSchema } from './policy.ts';
import { type ComparedDocument, differenceOf } from './posted-difference.ts';
import { books, entry, project, question } from './sample-work.ts';
import { standingInvoice } from './steps.ts';

/** 100 of one role and 200 of another, under order PO-7. */
function sentBy(builder: 'GATEWAY' | 'ERP'): BillDocument {
  const policy = billingPolicyOf(billingSchema.parse({ rules: [{ builder }] }), 'DE01');
  const contract = { id: 'K1', number: 'K1', isActive: true, status: 'ACTIVE', purchaseOrder: 'PO-7', caps: [] };
  const work = [entry('T1'), entry('T2', { role: 'Partner', hourlyRate: '200', workedOn: '2026-11-04' })];
  const [planned] = planRelease(project(work, { contract }), books(), question({ policy })).documents;
  if (planned === undefined) throw new Error('nothing was planned');
  return planned.document;
}
const sent = sentBy('ERP');

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const line = (name: string | null, amount: string) => ({ name, description: 'typed in', net: eur(amount) });
const [first, second] = [line('L1', '100.00'), line('L2', '200.00')];
const there = (change: Partial<ComparedDocument> = {}): ComparedDocument => ({
  ...{ number: 'INV-1', customer: sent.customer, legalEntity: sent.seller, purchaseOrder: 'PO-7' },
  ...{ net: eur('300.00'), lines: [first, second] },
  ...change,
});

describe('what is posted', () => {
  test('is the document when each line is there once, but for a cent of rounding', () => {
    expect(differenceOf(sent, there())).toBeNull();
    expect(differenceOf(sent, there({ net: eur('300.01'), lines: [line('L1', '100.01'), second] }))).toBeNull();
    expect(differenceOf(sent, there({ purchaseOrder: null }))).toBeNull();
  });

  test.each([
    ['carries a name twice', { net: eur('800.00'), lines: [first, second, line('L1', '500.00')] }, '2 times'],
    ['has a line of no name', { net: eur('800.00'), lines: [first, second, line(null, '500.00')] }, 'typed in'],
    [
      'has a line that was not sent',
      { net: eur('800.00'), lines: [first, second, line('L3', '500.00')] },
      '500.00 EUR',
    ],
    ['lacks a line', { net: eur('100.00'), lines: [first] }, 'L2 of 200.00 EUR is not on it'],
    ['bills a line otherwise', { net: eur('300.02'), lines: [line('L1', '100.02'), second] }, '100.02 EUR'],
    ['comes to more than its lines', { net: eur('345.00') }, 'its lines come to 300.00 EUR'],
  ])('is not when it %s: both figures are named', (_what, change, says) => {
    const posted = there(change);
    const wrong = differenceOf(sent, posted);
    expect(wrong).toContain(says);
    for (const figure of [`${posted.net.amount} EUR`, '300.00 EUR']) expect(wrong).toContain(figure);
  });

  test('is not when whoever built it billed somebody else, in another currency or under another order', () => {
    const other = (ref: RecordRef): RecordRef => ({ ...ref, id: `${ref.id}9` });
    for (const change of [
      { customer: other(sent.customer) },
      { legalEntity: other(sent.seller) },
      { purchaseOrder: 'PO-8' },
      { net: { amount: '300.00', currency: 'USD' } },
    ])
      expect(differenceOf(sent, there(change)), JSON.stringify(change)).not.toBeNull();
    // What we posted ourselves says to whom; the ERP may write it otherwise.
    expect(differenceOf(sentBy('GATEWAY'), there({ purchaseOrder: 'PO-8' }))).toBeNull();
  });
});

describe('an invoice that is gone when it is to be recorded', () => {
  const invoice = (id: string): RecordRef => ({ system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id });
  /** The ERP's documents by id. */
  const holding = (documents: Readonly<Record<string, ErpPostedDocument['status']>>) => ({
    postedDocument: ({ id }: RecordRef): Promise<ErpPostedDocument | null> => {
      const status = documents[id];
      return Promise.resolve(status === undefined ? null : ({ number: `INV-${id}`, status } as ErpPostedDocument));
    },
  });
  const built = (...ids: readonly string[]) => ({
    invoice: invoice('1'),
    anew: () => Promise.resolve(ids.map(invoice)),
  });

  test('is the one that was built in its place, where it was removed or voided', async () => {
    const anew = { kind: 'STANDS', ref: invoice('2') };
    expect(await standingInvoice(holding({ 2: 'OPEN' }), built('2'))).toMatchObject(anew);
    expect(await standingInvoice(holding({ 1: 'VOIDED', 2: 'OPEN' }), built('1', '2'))).toMatchObject(anew);
    expect(await standingInvoice(holding({ 1: 'OPEN', 2: 'OPEN' }), built('2'))).toMatchObject({ ref: invoice('1') });
  });

  test('stays a question with none in its place, with several, or where nobody builds but us', async () => {
    const gone = { kind: 'GONE' };
    expect(await standingInvoice(holding({}), built())).toMatchObject(gone);
    // A query that trails tells of the one that is gone.
    expect(await standingInvoice(holding({}), built('1'))).toMatchObject(gone);
    expect(await standingInvoice(holding({ 2: 'OPEN', 3: 'OPEN' }), built('2', '3'))).toMatchObject(gone);
    expect(await standingInvoice(holding({ 2: 'OPEN' }), { invoice: invoice('1') })).toMatchObject(gone);
  });
});
