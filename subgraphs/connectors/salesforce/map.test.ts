import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../../runtime/exact-json.ts';
import { salesforceConfigSchema } from './config.ts';
import { linksOf, toContract, toCustomer, toOpportunity } from './map.ts';
import { contractMapped } from './queries.ts';
import {
  accountRecord,
  amendmentRecord,
  checked,
  contractRecord,
  lineRecord,
  obligationRecord,
  opportunityRecord,
  queryAnswer,
} from './wire.ts';

type Row = Readonly<Record<string, unknown>>;

function sample(object: string): readonly Row[] {
  const text = readFileSync(new URL(`fixtures/${object}.json`, import.meta.url), 'utf8');
  return queryAnswer(parseExactJson(text)).records as readonly Row[];
}

const config = (mapping: Readonly<Record<string, unknown>> = {}) =>
  salesforceConfigSchema.parse({ loginUrl: 'https://acme.my.salesforce.com', clientId: 'x', mapping });
const context = { instance: 'salesforce', mapping: config().mapping };
const ref = (kind: string, id: string) => ({ system: 'CRM', instance: 'salesforce', kind, id });

const account = (changes: Row = {}) => checked(accountRecord, { ...sample('Account')[0], ...changes }, 'an account');
const deal = (changes: Row = {}) =>
  toOpportunity(checked(opportunityRecord, { ...sample('Opportunity')[0], ...changes }, 'a deal'), context);
const parts = {
  lines: sample('Contract_Line__c').map((row) => checked(lineRecord, row, 'a line')),
  obligations: sample('Performance_Obligation__c').map((row) => checked(obligationRecord, row, 'an obligation')),
  amendments: sample('Contract_Amendment__c').map((row) => checked(amendmentRecord, row, 'an amendment')),
};
const contract = (changes: Row = {}) =>
  toContract(checked(contractRecord, { ...sample('Contract')[0], ...changes }, 'a contract'), parts, context);

describe('an account', () => {
  test('is a customer with its owner, segment and parent', () => {
    expect(toCustomer(account(), context)).toEqual({
      ref: ref('CUSTOMER', '001D000000IRFmaIAH'),
      links: [],
      name: 'Østerby & Sønner "Nord" A/S',
      parent: ref('CUSTOMER', '001D000000IomazIAB'),
      accountOwner: { name: 'Ada Wagner', email: 'ada.wagner@northlight.example' },
      segment: 'Enterprise',
      country: 'DK',
      website: 'https://www.osterby.example',
      renewalOn: '2027-03-31',
    });
  });

  test('names the same customer elsewhere where the mapping says so', () => {
    const { mapping } = config({
      customerLinks: [
        { field: 'ERP_Id__c', system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER' },
        { field: 'PSA_Id__c', system: 'PSA', instance: 'kantata', kind: 'CUSTOMER' },
      ],
    });
    expect(linksOf({ ERP_Id__c: ' 4711 ', PSA_Id__c: '  ' }, { instance: 'salesforce', mapping })).toEqual([
      { system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id: '4711' },
    ]);
  });

  test('is read by the fields the mapping names', () => {
    const { mapping } = config({ account: { segment: 'Tier__c' } });
    const record = account({ Tier__c: 'Gold' });
    expect(toCustomer(record, { instance: 'west', mapping })).toMatchObject({
      segment: 'Gold',
      ref: { instance: 'west' },
    });
  });
});

describe('an opportunity', () => {
  test('is a deal in its own currency', () => {
    expect(deal()).toEqual({
      ref: ref('OPPORTUNITY', '006D0000007bmXiIAI'),
      name: 'ERP rollout, phase 2',
      customer: ref('CUSTOMER', '001D000000IRFmaIAH'),
      contract: ref('CONTRACT', '800D0000000PvyhIAC'),
      stage: 'CLOSED_WON',
      probability: '100',
      amount: { amount: '10000000', currency: 'JPY' },
      closeOn: '2026-09-30',
      legalEntityCode: 'JP01',
      billingModel: 'FIXED_FEE',
      serviceLine: 'Implementation',
      sowApprovedAt: '2026-09-28T07:25:37.000Z',
    });
  });

  test.each([
    ['1.0E7', 'EUR', '10000000.00'],
    ['120000.1', 'EUR', '120000.10'],
    ['1234.5', 'JPY', '1235'],
    ['-1234.5', 'JPY', '-1235'],
    ['0.0005', 'KWD', '0.001'],
    ['1.005', 'USD', '1.01'],
    ['90071992547409.93', 'USD', '90071992547409.93'],
    ['0.0', 'USD', '0.00'],
  ])('%s of %s is %s: the currency’s own decimals, and never a double', (sent, currency, amount) => {
    expect(deal({ Amount: sent, CurrencyIsoCode: currency }).amount).toEqual({ amount, currency });
  });

  test('stages and models nobody mapped are unknown, not an error', () => {
    expect(deal({ StageName: 'Verbal Agreement', Billing_Model__c: 'Gain Share' })).toMatchObject({
      stage: 'UNKNOWN',
      billingModel: 'UNKNOWN',
    });
    expect(deal({ StageName: 'constructor', Billing_Model__c: null })).toMatchObject({
      stage: 'UNKNOWN',
      billingModel: 'UNKNOWN',
    });
  });

  test('a currency that does not exist is refused', () => {
    expect(() => deal({ CurrencyIsoCode: 'XQX' })).toThrow(RangeError);
  });
});

describe('a contract', () => {
  test('comes with its terms, in its own currency', () => {
    expect(contract()).toMatchObject({
      ref: ref('CONTRACT', '800D0000000PvyhIAC'),
      number: '00000100',
      version: 3,
      status: 'ACTIVE',
      opportunity: ref('OPPORTUNITY', '006D0000007bmXiIAI'),
      legalEntityCode: 'UK01',
      signedOn: '2026-09-29',
      startOn: '2026-10-01',
      endOn: null,
      totalValue: { amount: '250000.00', currency: 'GBP' },
      notToExceed: { amount: '260000.50', currency: 'GBP' },
      paymentTerms: 'Net 30',
      purchaseOrder: 'PO-4711',
      rateCard: { system: 'PSA', instance: 'kantata', kind: 'RATE_CARD', id: '77' },
    });
  });

  test('tells value and last day of the client’s order where the mapping says which fields keep them, and asks for no others', () => {
    const fields = { purchaseOrderValue: 'Order_Value__c', purchaseOrderExpiresOn: 'Order_Ends__c' };
    const { mapping } = config({ contract: fields });
    const row = { ...sample('Contract')[0], Order_Value__c: '9000.5', Order_Ends__c: '2027-03-31' };
    const told = toContract(checked(contractRecord, row, 'a contract'), parts, { ...context, mapping });
    expect([told.purchaseOrderValue?.amount, told.purchaseOrderExpiresOn]).toEqual(['9000.50', '2027-03-31']);
    expect(contractMapped(mapping)).toEqual(expect.arrayContaining(Object.values(fields)));
    expect(contractMapped(context.mapping)).not.toContain(null);
    expect(contract({ Order_Value__c: '1' })).toMatchObject({ purchaseOrderValue: null, purchaseOrderExpiresOn: null });
  });

  test('its lines keep prices exactly and round amounts', () => {
    expect(contract().lines).toMatchObject([
      {
        ref: ref('CONTRACT_LINE', 'a02D0000006YUaZIAW'),
        description: 'Design and build',
        amount: { amount: '200000.00', currency: 'GBP' },
        unitPrice: '187.125',
        quantity: '1068',
        rollover: false,
        revenueMethod: 'RIGHT_TO_INVOICE',
        obligation: ref('PERFORMANCE_OBLIGATION', 'a03D0000001qRsTIAU'),
      },
      { description: 'CL-0002', billingModel: 'UNKNOWN', notToExceed: { amount: '15000.00' }, rollover: true },
    ]);
  });

  test('its amendments come by number, whatever order they were read in', () => {
    expect(contract().amendments).toMatchObject([
      { number: 1, kind: 'PROSPECTIVE', approvedAt: '2026-10-14T16:02:00.000Z' },
      { number: 2, kind: 'CATCH_UP', approvedAt: null, valueDelta: { amount: '-1250.25', currency: 'GBP' } },
    ]);
  });

  test('nothing of another contract hangs on it', () => {
    expect(contract({ Id: '800D0000000PvyiIAC' })).toMatchObject({ lines: [], obligations: [], amendments: [] });
  });

  test('without a version it is the first, with an unknown status unknown', () => {
    expect(contract({ Version__c: null, Status: 'On Ice', Rate_Card_Id__c: null })).toMatchObject({
      version: 1,
      status: 'UNKNOWN',
      rateCard: null,
    });
  });
});
