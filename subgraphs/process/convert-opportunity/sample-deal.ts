// A deal that passes every gate, for the tests of this folder; each test spoils what it is about.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConversionFacts, Deal, DealLine, Seller } from './facts.ts';

/** A reference of a test. */
export function ref(system: RecordRef['system'], kind: RecordRef['kind'], id: string): RecordRef {
  return { system, instance: system.toLowerCase(), kind, id };
}

/** An amount of euros. */
export function eur(amount: string): Money {
  return money(amount, currencyCode('EUR'));
}

/** A line of time and materials, 10,000 EUR sold by DE01. */
export function line(change: Partial<DealLine> = {}): DealLine {
  const sold = { id: 'L1', description: 'Advice', legalEntityCode: 'DE01', amount: eur('10000.00'), milestones: [] };
  const made = { serviceLine: 'Data', templateKey: 'data-rollout' };
  return { ...sold, ...made, billingModel: 'TIME_AND_MATERIALS', ...change };
}

/** A legal entity that may tax and whose period is open. */
export function seller(code: string, change: Partial<Seller> = {}): Seller {
  return {
    ref: ref('ERP', 'LEGAL_ENTITY', code),
    code,
    name: code,
    nexus: ['DE'],
    billsCustomer: true,
    isPeriodOpen: true,
    ...change,
  };
}

/** The deal, with what a test changes of it. */
export function facts(deal: Partial<Deal> = {}, change: Partial<ConversionFacts> = {}): ConversionFacts {
  return {
    deal: {
      ref: ref('CRM', 'OPPORTUNITY', '006A'),
      name: 'Rollout',
      stage: 'CLOSED_WON',
      currency: 'EUR',
      amount: eur('10000.00'),
      customer: ref('CRM', 'CUSTOMER', '001A'),
      contract: { id: '800A', status: 'ACTIVE' },
      statementOfWork: { id: 'a0S', state: 'APPROVED' },
      startOn: '2026-01-01',
      endOn: '2026-12-31',
      paymentTerms: 'Net 30',
      rateCardKey: 'emea',
      lines: [line()],
      ...deal,
    },
    customer: {
      erp: ref('ERP', 'CUSTOMER', '7'),
      psa: ref('PSA', 'CUSTOMER', '9'),
      active: true,
      onHold: false,
      currencies: ['EUR'],
      country: 'DE',
      parent: null,
    },
    sellers: [seller('DE01'), seller('FR01')],
    currencies: ['EUR', 'USD'],
    paymentTerms: ['Net 30'],
    templates: [
      {
        key: 'data-rollout',
        title: 'Data rollout',
        serviceLine: 'Data',
        roles: [{ role: 'Consultant', estimated: 600 }],
      },
    ],
    rateCards: [{ key: 'emea', currency: 'EUR', ref: ref('PSA', 'RATE_CARD', 'emea') }],
    serviceLines: ['Data', 'Cloud'],
    ...change,
  };
}
