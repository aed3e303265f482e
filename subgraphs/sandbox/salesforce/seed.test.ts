import { beforeAll, describe, expect, test } from 'vitest';
import { buildFirm } from '../firm/build.ts';
import { salesforceIds } from '../firm/ids.ts';
import { formatMinor } from '../firm/money.ts';
import type { FieldDefinition } from './catalogue/field.ts';
import { readInstant } from './instant.ts';
import { integrationUserId } from './seed.ts';
import { createSalesforceStandIn, firmCatalogue } from './stand-in.ts';
import { isRequired } from './store/write.ts';
import { readWrittenValue } from './store/written-value.ts';
import { TEST_CREDENTIALS, TestClient, TestClock } from './test-client.ts';

const firm = buildFirm({ size: 'demo', today: '2026-11-20' });
const catalogue = firmCatalogue();

describe('the firm in its CRM', () => {
  const clock = new TestClock();
  const standIn = createSalesforceStandIn({ firm, clock, credentials: TEST_CREDENTIALS });
  const client = new TestClient(standIn, clock);
  const tables = standIn.dump();

  beforeAll(() => client.signIn());

  test('holds a record for every record the firm’s CRM has', () => {
    const counts = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));
    expect(counts).toEqual({
      Account: firm.crmAccounts.length,
      Contact: firm.contacts.length,
      Contract_Milestone__c: firm.lineMilestones.length,
      Statement_Of_Work__c: firm.statementsOfWork.length,
      User: firm.people.filter((person) => person.sells).length + 1,
      Organization: 1,
      CurrencyType: 6,
      Opportunity: firm.opportunities.length,
      Contract: firm.contracts.length,
      Contract_Line__c: firm.contractLines.length,
      Performance_Obligation__c: firm.obligations.length,
      Contract_Amendment__c: firm.amendments.length,
    });
  });

  test('keeps the vendor’s own rules: known fields, values of their type, required fields, references that lead somewhere', () => {
    const ids = new Set(Object.values(tables).flatMap((rows) => rows.map((row) => row.Id)));
    const wrong = catalogue.objects.flatMap((object) =>
      (tables[object.name] ?? []).flatMap((row) => {
        const unknown = Object.keys(row).filter((name) => object.field(name)?.name !== name);
        const bad = object.fields.filter((field) => !isAllowed(field, row[field.name] ?? null, ids));
        return [...unknown, ...bad.map((field) => field.name)].map(
          (name) => `${object.name}.${name}: ${String(row[name])}`,
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('contract lines and obligations sum to the contract, amounts are the firm’s to the minor unit', () => {
    for (const contract of firm.contracts) {
      const id = salesforceIds.contract(contract.ordinal);
      const total = formatMinor(contract.totalValue, contract.currency);
      const row = tables.Contract?.find((candidate) => candidate.Id === id);
      expect(row?.Total_Value__c).toBe(Number(total));
      const lines = firm.contractLines.filter((line) => line.contract === contract.ordinal);
      const stored = tables.Contract_Line__c?.filter((line) => line.Contract__c === id) ?? [];
      expect(stored.map((line) => line.Amount__c)).toEqual(
        lines.map((line) => Number(formatMinor(line.amount, contract.currency))),
      );
    }
  });

  test('dirty records stay dirty', async () => {
    const [twin] = firm.dirty.duplicateCrmAccount;
    const account = firm.crmAccounts.find((candidate) => candidate.ordinal === twin?.ordinal);
    const original = salesforceIds.account(account?.customer ?? 0);
    const { body } = await client.query(
      `SELECT Id FROM Account WHERE Website = '${websiteOf(account?.customer)}' ORDER BY Id`,
    );
    const found = (body as { records: { Id: string }[] }).records.map((record) => record.Id);
    expect(found).toEqual([original, salesforceIds.account(account?.ordinal ?? 0)]);
  });

  test('answers what the connector asks: accounts with owners, contracts with parts', async () => {
    const accounts = await client.query(
      "SELECT Id, Name, Owner.Name, Owner.Email FROM Account WHERE Name LIKE '%a%' ORDER BY Name, Id",
    );
    expect(accounts).toMatchObject({ status: 200, resource: 'query:Account' });
    const parts = await client.query(
      'SELECT Id, (SELECT Id FROM Contract_Lines__r), (SELECT Id FROM Performance_Obligations__r), (SELECT Id FROM Contract_Amendments__r) FROM Contract ORDER BY Id',
    );
    const { records } = parts.body as { records: Record<string, { totalSize: number } | null>[] };
    const sum = (name: string): number => records.reduce((total, record) => total + (record[name]?.totalSize ?? 0), 0);
    expect(sum('Contract_Lines__r')).toBe(firm.contractLines.length);
    expect(sum('Performance_Obligations__r')).toBe(firm.obligations.length);
    expect(sum('Contract_Amendments__r')).toBe(firm.amendments.length);
  });

  test('is the same after a reset, and the connected app acts for a user of its own', () => {
    standIn.reset();
    expect(standIn.dump()).toEqual(tables);
    const user = tables.User?.find((row) => row.Id === integrationUserId(firm));
    expect(user).toMatchObject({ Username: TEST_CREDENTIALS.username, IsActive: true });
  });
});

function websiteOf(customer: number | undefined): string {
  return firm.customers.find((candidate) => candidate.ordinal === customer)?.website ?? '';
}

/** What a write of this value would be allowed, and what the vendor keeps of it. */
function isAllowed(field: FieldDefinition, value: unknown, ids: ReadonlySet<unknown>): boolean {
  if (value === null) return !isRequired(field);
  if (field.type === 'datetime')
    return typeof value === 'string' && readInstant(value) !== null && value.endsWith('+0000');
  if (field.type === 'reference' && !ids.has(value)) return false;
  return readWrittenValue(field, value) === value;
}
