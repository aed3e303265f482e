// Which invoices of the ERP's own hand may bill work that a void of ours gave back.
import { expect, test } from 'vitest';
import { billedByHand, type CustomerInvoice, invoiceWords } from './by-hand.ts';

const asked = { projectId: 'P1', legalEntity: 'DE01', since: '2026-11-20', ours: new Set(['ours']) };
const invoice = (change: Partial<CustomerInvoice> = {}): CustomerInvoice => ({
  ...{ id: 'by-hand', number: '77', status: 'OPEN', issuedOn: '2026-11-20', legalEntity: 'DE01' },
  ...{ net: { amount: '100.00', currency: 'EUR' }, projects: ['P1'] },
  ...change,
});
const found = (change: Partial<CustomerInvoice>) => billedByHand([invoice(change)], asked).length;

test('an invoice in force of the same seller since ours counts when a line is of the project or of none (DOMAIN rule 37)', () => {
  for (const change of [{}, { projects: ['P2', null] }, { projects: [] }, { status: 'PAID' }, { issuedOn: null }])
    expect(found(change), JSON.stringify(change)).toBe(1);
});

test('what is ours, voided, of another seller, of other projects alone, or older than ours is none', () => {
  for (const change of [
    { id: 'ours' },
    { status: 'VOIDED' },
    { legalEntity: 'UK01' },
    { projects: ['P2', 'P3'] },
    { issuedOn: '2026-11-19' },
  ])
    expect(found(change), JSON.stringify(change)).toBe(0);
});

test('is named by its number and amount', () => {
  expect(invoiceWords([invoice(), invoice({ id: 'x', number: null, net: null })])).toBe('77 of 100.00 EUR, x');
});
