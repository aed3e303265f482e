// Rules of onboarding, with the numbers of DOMAIN.md they come from.
import { expect, test } from 'vitest';
import type { BillingFacts, ErpCandidate } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { billingRefusal, candidatesQuestion, linksToAdd, matchOf } from './rules.ts';
import type { OnboardCustomerInput } from './rules.ts';

const ref = (system: RecordRef['system'], id: string, kind: RecordRef['kind'] = 'CUSTOMER'): RecordRef => ({
  system,
  instance: system.toLowerCase(),
  kind,
  id,
});
const entity = ref('ERP', '2', 'LEGAL_ENTITY');
const crm = ref('CRM', '001A');

function input(change: Partial<OnboardCustomerInput> = {}): OnboardCustomerInput {
  const facts = { role: 'account-manager', customerId: 'c', customer: crm, legalEntities: [entity], currency: 'EUR' };
  return { ...facts, paymentTerms: 'Net 30', taxId: null, distinctFrom: [], ...change };
}

const facts: BillingFacts = {
  legalEntities: [
    { ref: entity, code: 'DE01', name: 'DE', country: 'DE', functionalCurrency: 'EUR', taxRegistration: 'DE1' },
    {
      ref: ref('ERP', '3', 'LEGAL_ENTITY'),
      code: 'JP01',
      name: 'JP',
      country: 'JP',
      functionalCurrency: 'JPY',
      taxRegistration: null,
    },
  ],
  currencies: ['EUR', 'USD'],
  paymentTerms: ['Net 30'],
};

function candidate(id: string, change: Partial<ErpCandidate> = {}): ErpCandidate {
  return { ref: ref('ERP', id), legalName: 'Acme', active: true, matchedOn: ['NAME'], links: [], key: null, ...change };
}

test('rules 17 and 19: a legal entity that is unknown, or cannot charge tax, bills nobody', () => {
  expect(billingRefusal(input(), facts)).toBeNull();
  const unknown = ref('ERP', '9', 'LEGAL_ENTITY');
  expect(billingRefusal(input({ legalEntities: [entity, unknown] }), facts)?.code).toBe('LEGAL_ENTITY_UNKNOWN');
  const elsewhere = { ...entity, instance: 'another' };
  expect(billingRefusal(input({ legalEntities: [elsewhere] }), facts)?.code).toBe('LEGAL_ENTITY_UNKNOWN');
  const untaxed = ref('ERP', '3', 'LEGAL_ENTITY');
  expect(billingRefusal(input({ legalEntities: [untaxed] }), facts)).toMatchObject({
    code: 'TAX_REGISTRATION_MISSING',
    fields: ['legalEntityIds'],
  });
});

test('currency and payment terms are the ERP’s own, and a refusal names what it has', () => {
  expect(billingRefusal(input({ currency: 'JPY' }), facts)).toMatchObject({
    code: 'CURRENCY_UNKNOWN',
    fields: ['currency'],
  });
  expect(billingRefusal(input({ currency: 'JPY' }), facts)?.message).toContain('EUR, USD');
  expect(billingRefusal(input({ paymentTerms: 'Net 90' }), facts)?.code).toBe('PAYMENT_TERMS_UNKNOWN');
  expect(billingRefusal(input({ paymentTerms: null }), facts)).toBeNull();
});

test('only a reference field makes two records one; what is merely alike is asked about', () => {
  const none = { erp: null, psa: null };
  expect(matchOf(input(), none, [])).toEqual({ kind: 'NONE' });
  expect(matchOf(input(), { erp: '7', psa: null }, [candidate('6'), candidate('7')])).toEqual({
    kind: 'SAME',
    ref: ref('ERP', '7'),
  });
  expect(matchOf(input(), none, [candidate('6'), candidate('8', { links: [crm] })])).toEqual({
    kind: 'SAME',
    ref: ref('ERP', '8'),
  });
  expect(matchOf(input(), none, [candidate('6', { links: [ref('CRM', '001B')] })])).toMatchObject({
    kind: 'CANDIDATES',
  });
  expect(matchOf(input({ distinctFrom: ['6'] }), none, [candidate('6')])).toEqual({ kind: 'NONE' });
  expect(matchOf(input({ distinctFrom: ['6'] }), none, [candidate('6'), candidate('9')])).toMatchObject({
    candidates: [{ ref: { id: '9' } }],
  });
});

test('what the CRM named before is not added, and so never taken back', () => {
  const wanted = { erp: '7', psa: '9' };
  expect(linksToAdd({ erp: null, psa: null }, wanted)).toEqual(wanted);
  expect(linksToAdd({ erp: null, psa: '9' }, wanted)).toEqual({ erp: '7', psa: null });
  expect(linksToAdd(wanted, wanted)).toEqual({ erp: null, psa: null });
  expect(linksToAdd({ erp: '6', psa: '9' }, wanted)).toEqual({ erp: '7', psa: null });
});

test('the question to a person names candidates by id and by what agrees, never by name', () => {
  const question = candidatesQuestion([candidate('6', { legalName: 'Canary Ltd', matchedOn: ['TAX_ID', 'DOMAIN'] })]);
  expect(question).toMatchObject({ code: 'DUPLICATE_CANDIDATE', fields: ['6'] });
  expect(question.message).toContain('6 (tax id and domain)');
  expect(question.message).not.toContain('Canary');
});
