// Deals as a conversion reads them, against the org's own rows, and the ids written back to them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Deal, OpportunityLinks } from '../../subgraphs/ports/opportunity-writes.ts';
import { changeRecord, person, refs, type Rig, startSalesforce, type StateRow } from './salesforce-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startSalesforce();
});
afterAll(() => rig.close());

const deal = (opportunity: VendorRef): Promise<Deal | null> =>
  rig.port.opportunityWrites.dealNow(person(), opportunity);
const refOf = (row: StateRow | undefined): VendorRef => refs('OPPORTUNITY', row === undefined ? [] : [row])[0] ?? gone;
const gone: VendorRef = { system: 'CRM', instance: 'salesforce', kind: 'OPPORTUNITY', id: '006000000000999AAA' };
const named = (part: string): StateRow | undefined =>
  rig.table('Opportunity').find((row) => String(row.Name).endsWith(part));

/** Hundredths of a thousandth: exact sums apart from the product's own money. */
function units(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(5, '0').slice(0, 5));
}
const sumOf = (amounts: readonly (string | undefined)[]): bigint =>
  amounts.reduce((sum, amount) => sum + units(amount ?? '0'), 0n);

describe('a deal', () => {
  test('is told whole: contract, statement of work, lines that sum to the contract, instalments that sum to their line', async () => {
    const decided = rig.table('Opportunity').filter((row) => row.StageName === 'Contracted' || row.IsWon === true);
    expect(decided.length).toBeGreaterThan(80);
    let [lines, milestones] = [0, 0];
    for (const row of decided.slice(-40)) {
      const told = await deal(refOf(row));
      expect(told).toMatchObject({
        name: row.Name,
        isWon: row.IsWon,
        isClosed: row.IsClosed,
        currency: row.CurrencyIsoCode,
      });
      const contract = rig.table('Contract').find(({ Id }) => Id === row.ContractId);
      expect(told?.contract).toMatchObject({
        number: contract?.ContractNumber,
        paymentTerms: contract?.Payment_Terms__c,
      });
      expect(sumOf(told?.lines.map((line) => line.amount?.amount) ?? [])).toBe(
        units(told?.contract?.totalValue?.amount ?? ''),
      );
      expect(told?.lines.every((line) => line.legalEntityCode !== null && line.templateKey !== null)).toBe(true);
      for (const line of told?.lines ?? []) {
        const days = line.milestones.map(({ dueOn }) => dueOn ?? '');
        expect(days).toEqual([...days].sort());
        if (line.milestones.length === 0) continue;
        expect(sumOf(line.milestones.map(({ amount }) => amount?.amount))).toBe(units(line.amount?.amount ?? ''));
        milestones += line.milestones.length;
      }
      lines += told?.lines.length ?? 0;
    }
    expect(lines).toBeGreaterThan(50);
    expect(milestones).toBeGreaterThan(30);
  });

  test('of several legal entities names each line’s own', async () => {
    const told = await deal(refOf(named('Rollout in three countries')));
    expect(new Set(told?.lines.map(({ legalEntityCode }) => legalEntityCode)).size).toBe(3);
    expect(told).toMatchObject({ stage: 'CONTRACTED', isClosed: false, contract: { status: 'ACTIVE' } });
    expect(told?.statementOfWork?.approvalState).toBe('APPROVED');
    expect(told?.links).toEqual({ erpCustomer: null, psaProjects: [], erpProjects: [] });
  });

  test('that lacks something says so in the place where it lacks it', async () => {
    const facts = (part: string): Promise<Deal | null> => deal(refOf(named(part)));
    expect(await facts('Pricing study')).toMatchObject({ isWon: true, statementOfWork: null });
    expect(await facts('Service desk review')).toMatchObject({ isWon: true, contract: { status: 'IN_APPROVAL' } });
    expect((await facts('Market entry'))?.lines[0]?.legalEntityCode).toBe('SG01');
    expect(await facts('Data governance')).toMatchObject({
      billingModel: 'TIME_AND_MATERIALS',
      contract: { rateCard: null },
    });
    expect(await deal(gone)).toBeNull();
  });

  test('has the statement of work of its highest version, sent-back ones below it notwithstanding', async () => {
    const statements = Map.groupBy(rig.table('Statement_Of_Work__c'), (row) => String(row.Opportunity__c));
    const [id, versions = []] = [...statements].find(([, rows]) => rows.length > 1) ?? [''];
    const newest = versions.find((row) => row.Version__c === 2);
    const told = await deal({ ...gone, id });
    expect(told?.statementOfWork).toMatchObject({ number: newest?.Name, version: 2 });
    expect(versions.some((row) => row.Approval_State__c === 'Rejected')).toBe(true);
    const { value } = await rig.port.statementsOfWorkOf(person(), [gone, { ...gone, id }]);
    expect(value).toEqual([null, told?.statementOfWork]);
  });

  test('is asked for now: what a person changed a moment ago is told, although pages may still show the old', async () => {
    const row = named('Target operating model');
    const before = await deal(refOf(row));
    await changeRecord(rig, 'Opportunity', String(row?.Id), { StageName: 'Closed Won' });
    const after = await deal(refOf(row));
    expect([before?.isWon, after?.isWon, after?.stage]).toEqual([false, true, 'CLOSED_WON']);
    expect((after?.changedAt ?? '') >= (before?.changedAt ?? '')).toBe(true);
  });
});

test('deals of now are told by their ids, whatever stage they are at and whatever they name; one that is gone is missing', async () => {
  const some = [
    ...rig
      .table('Opportunity')
      .filter((row) => row.PSA_Project_Id__c !== null)
      .slice(0, 2),
    ...rig
      .table('Opportunity')
      .filter((row) => row.StageName === 'Closed Lost')
      .slice(0, 2),
    ...rig
      .table('Opportunity')
      .filter((row) => row.StageName === 'Contracted')
      .slice(0, 2),
  ];
  expect(new Set(some.map(({ StageName }) => StageName)).size).toBeGreaterThanOrEqual(3);
  const told = await rig.port.standing.dealsNow(person(), [...some.map(refOf), gone]);
  const byId = new Map(told.map((each) => [each.ref.id, each]));
  expect(byId.size).toBe(some.length);
  for (const row of some) {
    const each = byId.get(String(row.Id));
    expect([each?.name, each?.amount?.currency, each?.closeOn]).toEqual([row.Name, row.CurrencyIsoCode, row.CloseDate]);
    expect(units(each?.amount?.amount ?? '')).toBe(units(String(row.Amount)));
  }
  expect(await rig.port.standing.dealsNow(person(), [gone])).toEqual([]);
});

describe('ids written back', () => {
  const links: OpportunityLinks = { erpCustomer: '1042', psaProjects: ['7', '8'], erpProjects: ['US01-7'] };
  const now = async (opportunity: VendorRef): Promise<OpportunityLinks | undefined> => (await deal(opportunity))?.links;

  test('are added to what stands there, and taken out again without what others put there', async () => {
    const writes = rig.port.opportunityWrites;
    const row = named('Ledger migration');
    const opportunity = refOf(row);
    await changeRecord(rig, 'Opportunity', String(row?.Id), { PSA_Project_Id__c: ' 99, 8' });
    expect(await writes.linkOpportunity(person(), opportunity, links)).toMatchObject({ kind: 'APPLIED' });
    expect(await now(opportunity)).toEqual({ ...links, psaProjects: ['99', '8', '7'] });
    expect(await writes.opportunitiesLinked(person(), opportunity, links)).toEqual([opportunity]);
    expect(await writes.opportunitiesLinked(person(), opportunity, { ...links, psaProjects: ['6'] })).toEqual([]);
    await changeRecord(rig, 'Opportunity', String(row?.Id), { ERP_Customer_Id__c: '2000' });
    expect(await writes.unlinkOpportunity(person(), opportunity, links)).toMatchObject({ kind: 'APPLIED' });
    expect(await now(opportunity)).toEqual({ erpCustomer: '2000', psaProjects: ['99'], erpProjects: [] });
  });

  test('do not take another customer’s place: that is refused with the field’s name, and nothing is written', async () => {
    const opportunity = refOf(rig.table('Opportunity').find((row) => row.ERP_Customer_Id__c !== null));
    const before = await now(opportunity);
    const outcome = await rig.port.opportunityWrites.linkOpportunity(person(), opportunity, links);
    expect(outcome).toMatchObject({
      kind: 'NOT_APPLIED',
      reason: 'REFUSED',
      failure: { fields: ['ERP_Customer_Id__c'] },
    });
    expect(await now(opportunity)).toEqual(before);
  });

  test('of a deal that is gone: adding is refused, taking out has nothing left to do', async () => {
    const writes = rig.port.opportunityWrites;
    expect(await writes.linkOpportunity(person(), gone, links)).toMatchObject({
      reason: 'REFUSED',
      failure: { fields: ['Id'] },
    });
    expect(await writes.unlinkOpportunity(person(), gone, links)).toMatchObject({ kind: 'APPLIED' });
    expect(await writes.opportunitiesLinked(person(), gone, links)).toEqual([]);
  });
});
