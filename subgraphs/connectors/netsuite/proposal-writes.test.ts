// What became of an order that is not open any more, by the invoices that were made of it.
import { expect, test } from 'vitest';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { stateOf } from './proposal-writes.ts';

const refOf = (id: string): VendorRef => ({ system: 'ERP', instance: 'netsuite', kind: 'INVOICE', id });
const [stands, gone] = [
  { id: '7', voided: 'F' },
  { id: '8', voided: 'T' },
];

test('an order closed after it was billed in part has an invoice; only one with none that stands is refused', () => {
  expect(stateOf('ENDED', [stands], refOf)).toEqual({ kind: 'BUILT', invoices: [refOf('7')] });
  expect(stateOf('ENDED', [gone], refOf)).toEqual({ kind: 'REFUSED' });
  expect(stateOf('ENDED', [], refOf)).toEqual({ kind: 'REFUSED' });
});

test('a billed order whose invoices were all voided is a question; one whose invoice no query shows yet is waited for', () => {
  expect(stateOf('BILLED', [stands, gone], refOf)).toEqual({ kind: 'BUILT', invoices: [refOf('7')] });
  expect(stateOf('BILLED', [gone], refOf)).toEqual({ kind: 'BUILT', invoices: [] });
  expect(stateOf('BILLED', [], refOf)).toEqual({ kind: 'SUBMITTED' });
});
