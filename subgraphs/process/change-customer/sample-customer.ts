// A customer in order in all systems, for the tests of this folder; each test spoils what it is about.
import type { RecordRef } from '../systems/write-call.ts';
import type { CustomerFacts, ErpSide } from './facts.ts';

/** A customer's reference of a test. */
export function customerRef(system: 'CRM' | 'PSA' | 'ERP', id: string): RecordRef {
  return { system, instance: system.toLowerCase(), kind: 'CUSTOMER', id };
}

/** Its side in the ERP: billed by DE01 in euros. */
export function erpSide(change: Partial<ErpSide> = {}): ErpSide {
  return {
    ...{ ref: customerRef('ERP', '7'), legalName: 'Acme', active: true, credit: 'AUTOMATIC', parent: null },
    ...{ taxId: 'FR40303265045', paymentTerms: 'Net 30', billedBy: ['1'], currencies: ['EUR'] },
    ...change,
  };
}

/** A French customer of a German seller. */
export function facts(change: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    crm: { ref: customerRef('CRM', 'A1'), name: 'Acme', parent: null, country: 'FR' },
    psa: { ref: customerRef('PSA', '3'), name: 'Acme' },
    erp: erpSide(),
    parent: null,
    sellers: [
      { id: '1', code: 'DE01', country: 'DE', active: true, registered: true },
      { id: '2', code: 'US01', country: 'US', active: true, registered: true },
    ],
    currencies: ['EUR', 'USD'],
    paymentTerms: ['Net 30'],
    projects: [],
    balances: [],
    ...change,
  };
}
