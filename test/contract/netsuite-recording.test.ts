// The record mapper: against recorded traffic of a real account, which is not part of this repository, and against what
// queries tell of the same records.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currencyCode } from '../../schema/canon/currency.ts';
import { netSuiteConfigSchema } from '../../subgraphs/connectors/netsuite/config.ts';
import {
  billingAccountsOfRecord,
  currencyOfRecord,
  invoiceOfRecord,
  legalEntityOfRecord,
} from '../../subgraphs/connectors/netsuite/map-record.ts';
import { createRefs } from '../../subgraphs/connectors/netsuite/refs.ts';
import { parseExactJson } from '../../subgraphs/runtime/exact-json.ts';
import { callRecord, person, refs as refsOf, type Rig, startNetSuite } from './netsuite-rig.ts';

const bundle = new URL('../../../shared/vendors/netsuite/invoice_basic.json', import.meta.url);
const isThere = existsSync(bundle);
if (!isThere) console.warn('SKIPPED: no recorded NetSuite traffic at ../shared/vendors/netsuite/invoice_basic.json');

const refs = createRefs('netsuite');
const { mapping } = netSuiteConfigSchema.parse({
  account: '1',
  clientId: 'x',
  certificateId: 'x',
  privateKeyPem: 'PRIVATE KEY',
});

describe.skipIf(!isThere)('records of a real account', () => {
  const records = (isThere ? parseExactJson(readFileSync(bundle, 'utf8')) : {}) as Readonly<Record<string, unknown>>;
  const { id, code } = isThere ? currencyOfRecord(records.currency) : { id: '', code: '' as never };
  const currency = (asked: string) => {
    if (asked !== id) throw new RangeError(`currency ${asked} is not recorded`);
    return code;
  };

  test('the currency is its symbol, EUR, although everybody calls it ESP', () => {
    expect([id, code]).toEqual(['1', 'EUR']);
    expect(JSON.stringify(records.invoice)).toContain('"refName":"ESP"');
  });

  test('the invoice keeps every amount exactly', () => {
    const { invoice } = invoiceOfRecord(records.invoice, { refs, mapping, currency });
    expect(invoice).toEqual({
      ref: refs.of('INVOICE', '1'),
      number: '1',
      status: 'OPEN',
      legalEntity: refs.of('LEGAL_ENTITY', '3'),
      customer: refs.of('CUSTOMER', '5'),
      project: null,
      issuedOn: '2026-09-24',
      dueOn: '2026-10-24',
      period: refs.of('ACCOUNTING_PERIOD', '30'),
      currency: 'EUR',
      net: { amount: '3000.00', currency: 'EUR' },
      tax: { amount: '630.00', currency: 'EUR' },
      total: { amount: '3630.00', currency: 'EUR' },
      openBalance: { amount: '3630.00', currency: 'EUR' },
      exchangeRate: '1',
      dispute: null,
    });
  });

  test('its line has the client’s signs', () => {
    const { lines } = invoiceOfRecord(records.invoice, { refs, mapping, currency });
    expect(lines).toMatchObject([
      {
        ref: { kind: 'INVOICE_LINE', id: '2' },
        project: null,
        quantity: '20',
        unitPrice: '150',
        net: { amount: '3000.00', currency: 'EUR' },
        taxCode: 'VAT:S-ES',
        taxRatePercent: '21',
      },
    ]);
  });

  test('the customer goes by its name, not by the name with its number in front', () => {
    expect(billingAccountsOfRecord(records.customer, refs, currency)).toEqual([
      {
        ref: refs.of('BILLING_ACCOUNT', '5:3:1'),
        customer: refs.of('CUSTOMER', '5'),
        legalEntity: refs.of('LEGAL_ENTITY', '3'),
        legalName: 'Telefónica de España, S.A.U.',
        currency: 'EUR',
        taxId: 'ESA82018474',
        paymentTerms: 'Net 30',
        creditLimit: null,
        region: null,
        creditStanding: 'AUTOMATIC',
        active: true,
      },
    ]);
  });

  test('the subsidiary is a legal entity with its registration and calendar', () => {
    expect(legalEntityOfRecord(records.subsidiary, refs, mapping, currency)).toEqual({
      ref: refs.of('LEGAL_ENTITY', '3'),
      code: null,
      name: 'Invopop SL',
      legalName: 'Invopop SL',
      country: 'ES',
      functionalCurrency: 'EUR',
      parent: refs.of('LEGAL_ENTITY', '1'),
      taxRegistration: 'B85905495',
      fiscalCalendar: 'Standard Fiscal Calendar',
    });
  });
});

describe('one record read alone', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startNetSuite();
  });
  afterAll(() => rig.close());

  const record = async (path: string) => {
    const { status, text } = await callRecord(rig, 'GET', `${path}?expandSubResources=true`);
    expect(status).toBe(200);
    return parseExactJson(text);
  };
  const currency = (id: string) => currencyCode(rig.table('currency').find((row) => row.id === id)?.symbol ?? '');

  test('is the same invoice, line by line, as the query tells', async () => {
    const invoices = rig.table('transaction').filter((row) => row.type === 'CustInvc');
    const disputed = invoices.filter((row) => row.custbody_dispute_reason !== undefined).slice(0, 3);
    const asked = refsOf('INVOICE', [...disputed, ...invoices.filter((_, index) => index % 40 === 0)]);
    const { value } = await rig.port.invoicesByRef(person(), asked);
    const lines = await rig.port.invoiceLinesOf(person(), asked);
    for (const [index, ref] of asked.entries()) {
      const told = invoiceOfRecord(await record(`invoice/${ref.id}`), { refs, mapping, currency });
      // A record's text of an exchange rate may end in zeros that a query leaves out.
      expect({ ...told.invoice, exchangeRate: null }).toEqual({ ...value[index], exchangeRate: null });
      expect(Number(told.invoice.exchangeRate)).toBe(Number(value[index]?.exchangeRate));
      expect(told.lines).toEqual(lines.value[index]);
    }
    expect(asked.length).toBeGreaterThan(8);
  });

  test('is the same customer and legal entity as the queries tell', async () => {
    const customers = refsOf('CUSTOMER', rig.table('customer').slice(0, 5));
    const { value } = await rig.port.billingAccountsOf(person(), customers);
    for (const [index, ref] of customers.entries()) {
      const told = billingAccountsOfRecord(await record(`customer/${ref.id}`), refs, currency);
      const primary = value[index]?.filter((account) => account.legalEntity.id === told[0]?.legalEntity.id);
      expect(told).toEqual(primary);
    }
    const entities = (await rig.port.legalEntities(person())).value;
    for (const entity of entities) {
      expect(legalEntityOfRecord(await record(`subsidiary/${entity.ref.id}`), refs, mapping, currency)).toEqual(entity);
    }
  });
});
