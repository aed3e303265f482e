import { expect, test } from 'vitest';
import { type CurrencyCode, currencyCode } from './currency.ts';
import { money } from './money.ts';
import { taxFigure, taxPoints } from './posted-tax.ts';
import { type DocumentRequirements, missingFrom, numberFaults, type TaxDocument } from './tax-document.ts';
import {
  type Buyer,
  type Seller,
  type Supply,
  type TaxTables,
  type TaxTreatment,
  taxTreatment,
} from './tax-treatment.ts';

const eur: CurrencyCode = currencyCode('EUR');
const german: Seller = { country: 'DE', registrations: [{ jurisdiction: 'DE', taxId: 'DE123' }], nexus: [] };
const american: Seller = {
  country: 'US',
  registrations: [
    { jurisdiction: 'US-NY', taxId: '1' },
    { jurisdiction: 'US-TX', taxId: '2' },
  ],
  nexus: ['US-NY', 'US-TX', 'US-WA'],
};
const tables: TaxTables = {
  rates: [
    { jurisdiction: 'DE', ratePercent: '16', effectiveFrom: '2020-07-01', effectiveTo: '2020-12-31' },
    { jurisdiction: 'DE', ratePercent: '19', effectiveFrom: '2021-01-01', effectiveTo: null },
    { jurisdiction: 'FR', ratePercent: '20', effectiveFrom: '2014-01-01', effectiveTo: null },
    { jurisdiction: 'US-TX', ratePercent: '8.25', effectiveFrom: '2020-01-01', effectiveTo: null },
  ],
  states: [
    { jurisdiction: 'US-TX', services: 'TAXABLE' },
    { jurisdiction: 'US-NY', services: 'NOT_TAXABLE' },
  ],
  outsideScope: [{ from: 'DE', to: null, why: 'supplied where the buyer is (art. 44)' }],
};

function buyer(country: string, change: Partial<Buyer> = {}): Buyer {
  const base = {
    country,
    region: null,
    status: 'BUSINESS',
    taxId: null,
    taxIdCheck: 'NOT_CHECKED',
    certificates: [],
  } as const;
  return { ...base, ...change };
}
const french = buyer('FR', { taxId: 'FR40303265045', taxIdCheck: 'VALID' });
const services: Supply = { kind: 'SERVICES', place: null, on: '2026-03-05' };
const treat = (seller: Seller, to: Buyer, supply: Partial<Supply> = {}): TaxTreatment =>
  taxTreatment(seller, to, { ...services, ...supply }, tables);
const heldWith = (reason: string): unknown => ({ kind: 'HELD', hold: { code: 'TAX_UNDETERMINED', reason } });

test('rule 13: a domestic supply is taxed at the rate of its day', () => {
  expect(treat(german, buyer('DE'))).toMatchObject({
    kind: 'TAXED',
    category: 'S',
    ratePercent: '19',
    jurisdiction: 'DE',
  });
  expect(treat(german, buyer('DE'), { on: '2020-12-31' })).toMatchObject({ ratePercent: '16' });
});

test('rule 13: services to a business in another member state are reverse charge, AE and not zero-rated', () => {
  expect(treat(german, french)).toMatchObject({
    kind: 'REVERSE_CHARGE',
    category: 'AE',
    ratePercent: '0',
    words: 'Reverse charge',
    recapitulative: true,
  });
  const greek = buyer('GR', { taxId: 'EL123456789', taxIdCheck: 'VALID' });
  expect(treat(german, greek)).toMatchObject({ kind: 'REVERSE_CHARGE' });
  expect(treat({ ...german, registrations: [] }, french)).toEqual(heldWith('the seller has no tax number of DE'));
});

test('rule 13: a consumer is taxed where the supplier is; a business outside the Union is outside its tax', () => {
  expect(treat(german, buyer('FR', { status: 'CONSUMER' }))).toMatchObject({
    kind: 'TAXED',
    jurisdiction: 'DE',
    ratePercent: '19',
  });
  expect(treat(german, buyer('JP'))).toMatchObject({ kind: 'NOT_SUBJECT', category: 'O' });
});

test('rule 13: immovable property and admission are taxed where they are', () => {
  const both: Seller = { ...german, registrations: [...german.registrations, { jurisdiction: 'FR', taxId: 'FR9' }] };
  for (const kind of ['IMMOVABLE_PROPERTY', 'EVENT_ADMISSION'] as const) {
    expect(treat(both, french, { kind, place: 'FR' })).toMatchObject({
      kind: 'TAXED',
      jurisdiction: 'FR',
      ratePercent: '20',
    });
    expect(treat(german, french, { kind, place: 'FR' })).toEqual(heldWith('the seller has no tax number of FR'));
    expect(treat(german, french, { kind, place: null })).toMatchObject({ kind: 'HELD' });
  }
});

test('rule 15: US tax follows nexus and the state’s own rule on services', () => {
  const inState = (region: string | null): TaxTreatment => treat(american, buyer('US', { region }));
  expect(inState('TX')).toMatchObject({ kind: 'TAXED', ratePercent: '8.25', jurisdiction: 'US-TX' });
  expect(inState('NY')).toMatchObject({ kind: 'NOT_SUBJECT', why: 'US-NY does not tax services' });
  expect(inState('OR')).toMatchObject({ kind: 'NOT_SUBJECT', why: 'the seller has no nexus in US-OR' });
  expect(inState('WA')).toEqual(heldWith('whether US-WA taxes services is not known'));
  expect(inState(null)).toEqual(heldWith('the buyer’s state is not known'));
});

test('rule 15: a certificate exempts to its last day, and an expired one is a hold', () => {
  const certificate = { jurisdiction: 'US-TX', number: 'C-7', validFrom: '2026-01-01', expiresOn: '2026-03-05' };
  const to = (on: string, change = {}): TaxTreatment =>
    treat(american, buyer('US', { region: 'TX', certificates: [{ ...certificate, ...change }] }), { on });
  expect(to('2026-03-05')).toMatchObject({ kind: 'EXEMPT', category: 'E', certificate: 'C-7' });
  expect(to('2026-03-06')).toEqual({
    kind: 'HELD',
    hold: { code: 'CERTIFICATE_EXPIRED', jurisdiction: 'US-TX', expiredOn: '2026-03-05' },
  });
  expect(to('2025-12-31')).toMatchObject({ kind: 'HELD' });
  expect(to('2026-03-05', { jurisdiction: 'US-NY' })).toMatchObject({ kind: 'TAXED' });
});

test('rule 16: what is not determined is a hold with its reason, never 0 %', () => {
  expect(treat(german, buyer('FR'))).toEqual(heldWith('the buyer’s VAT number is missing'));
  expect(treat(german, { ...french, taxIdCheck: 'INVALID' })).toEqual(heldWith('the buyer’s VAT number is invalid'));
  expect(treat(german, { ...french, taxIdCheck: 'NOT_CHECKED' })).toEqual(
    heldWith('the buyer’s VAT number was not checked'),
  );
  expect(treat(german, { ...french, taxId: 'BE0123' })).toEqual(
    heldWith('the buyer’s VAT number does not begin with FR'),
  );
  expect(treat(german, buyer('FR', { status: 'UNKNOWN' }))).toMatchObject({ kind: 'HELD' });
  expect(treat(german, buyer('JP', { status: 'UNKNOWN' }))).toMatchObject({ kind: 'HELD' });
  expect(treat(american, buyer('DE'))).toEqual(heldWith('no rule for services from US to DE'));
  expect(treat(german, buyer('DE'), { on: '2019-01-01' })).toEqual(heldWith('DE has no rate on 2019-01-01'));
  expect(treat({ ...american, registrations: [] }, buyer('US', { region: 'TX' }))).toMatchObject({ kind: 'HELD' });
});

test('rule 10: the posted tax wins, ours is an estimate, and beyond policy it is an exception', () => {
  const compare = (posted: string | null): unknown =>
    taxFigure(money('19.00', eur), posted === null ? null : money(posted, eur), money('0.02', eur));
  expect(compare(null)).toEqual({ kind: 'ESTIMATE', tax: money('19.00', eur) });
  expect(compare('19.00')).toMatchObject({ kind: 'POSTED', verdict: 'AGREES' });
  expect(compare('18.98')).toMatchObject({
    tax: { amount: '18.98' },
    difference: { amount: '-0.02' },
    verdict: 'WITHIN_POLICY',
  });
  expect(compare('19.03')).toMatchObject({ tax: { amount: '19.03' }, verdict: 'EXCEPTION' });
});

test('rule 14: an advance is taxed on receipt, the rest on supply or its invoice', () => {
  const facts = {
    net: money('1000', eur),
    suppliedOn: '2026-03-31',
    invoicedOn: '2026-04-10',
    receipts: [
      { net: money('500', eur), receivedOn: '2026-04-30' },
      { net: money('300', eur), receivedOn: '2026-01-15' },
    ],
    rest: 'INVOICE' as const,
    reverseCharge: false,
  };
  expect(taxPoints(facts)).toEqual([
    { on: '2026-01-15', net: money('300', eur), why: 'ADVANCE_PAYMENT' },
    { on: '2026-04-10', net: money('700', eur), why: 'INVOICE' },
  ]);
  expect(taxPoints({ ...facts, reverseCharge: true })[1]).toMatchObject({ on: '2026-03-31', why: 'SUPPLY' });
  expect(taxPoints({ ...facts, net: money('300', eur) })).toHaveLength(1);
  expect(() => taxPoints({ ...facts, net: money('299.99', eur) })).toThrow('split the receipt');
});

const needs: DocumentRequirements = {
  sellerTaxId: true,
  buyerTaxId: 'ALWAYS',
  nationalCurrency: 'EUR',
  buyerReference: true,
};
const complete: TaxDocument = {
  kind: 'INVOICE',
  seller: { nameAndAddress: 'Seller GmbH, Berlin', taxId: 'DE123' },
  buyer: { nameAndAddress: 'Client SA, Paris', taxId: 'FR40', reference: 'PO-7' },
  supply: { from: '2026-03-01', to: '2026-03-31' },
  treatments: [],
  words: [],
  exemptionReason: null,
  currency: 'EUR',
  taxInNationalCurrency: null,
  originalNumber: null,
};

test('rule 17: a document lists everything it lacks', () => {
  expect(missingFrom(complete, needs)).toEqual([]);
  const empty: TaxDocument = {
    ...complete,
    kind: 'CREDIT_NOTE',
    seller: { nameAndAddress: ' ', taxId: null },
    buyer: { nameAndAddress: null, taxId: '', reference: null },
    supply: null,
    treatments: [treat(german, french), treat(german, buyer('JP'))].filter((one) => one.kind !== 'HELD'),
    currency: 'USD',
  };
  expect(missingFrom(empty, needs)).toEqual([
    'SELLER_NAME_AND_ADDRESS',
    'BUYER_NAME_AND_ADDRESS',
    'SELLER_TAX_ID',
    'BUYER_TAX_ID',
    'SUPPLY_DATE_OR_PERIOD',
    'REVERSE_CHARGE_WORDS',
    'EXEMPTION_REASON',
    'TAX_IN_NATIONAL_CURRENCY',
    'BUYER_REFERENCE',
    'ORIGINAL_NUMBER',
  ]);
});

test('rule 17: what is asked for depends on the case', () => {
  const reversed = { ...complete, treatments: [treat(german, french)].filter((one) => one.kind !== 'HELD') };
  expect(missingFrom(reversed, needs)).toEqual(['REVERSE_CHARGE_WORDS']);
  expect(missingFrom({ ...reversed, words: ['Reverse charge'] }, needs)).toEqual([]);
  const noId = { ...reversed, words: ['Reverse charge'], buyer: { ...complete.buyer, taxId: null } };
  expect(missingFrom(noId, { ...needs, buyerTaxId: 'NEVER' })).toEqual(['BUYER_TAX_ID']);
  const domestic = { ...complete, buyer: { ...complete.buyer, taxId: null } };
  expect(missingFrom(domestic, { ...needs, buyerTaxId: 'REVERSE_CHARGE' })).toEqual([]);
  const exempt = { ...complete, treatments: [treat(german, buyer('JP'))].filter((one) => one.kind !== 'HELD') };
  expect(missingFrom({ ...exempt, words: ['Reverse charge'] }, needs)).toEqual(['EXEMPTION_REASON']);
  expect(missingFrom({ ...exempt, exemptionReason: 'art. 44' }, needs)).toEqual([]);
  const dollars = { ...complete, currency: 'USD', taxInNationalCurrency: '17.10' };
  expect(missingFrom(dollars, needs)).toEqual([]);
  expect(missingFrom({ ...complete, kind: 'CREDIT_NOTE', originalNumber: 'INV-1' }, needs)).toEqual([]);
});

test('rule 17: a gap and a duplicate are reported per entity and series', () => {
  const given = (
    entity: string,
    series: string,
    sequence: number,
    document: string,
  ): Parameters<typeof numberFaults>[0][number] => ({
    entity,
    series,
    sequence: BigInt(sequence),
    document,
  });
  const sound = [
    given('DE', 'A', 2, 'd2'),
    given('DE', 'A', 1, 'd1'),
    given('UK', 'A', 9, 'u9'),
    given('DE', 'B', 7, 'b7'),
    given('DE', 'A', 2, 'd2'),
  ];
  expect(numberFaults(sound)).toEqual([]);
  expect(numberFaults([...sound, given('DE', 'A', 6, 'd6'), given('DE', 'A', 1, 'other')])).toEqual([
    { kind: 'DUPLICATE', entity: 'DE', series: 'A', sequence: 1n, documents: ['d1', 'other'] },
    { kind: 'GAP', entity: 'DE', series: 'A', from: 3n, to: 5n },
  ]);
});
