// What this connector asks in SOQL: one function per question, each with the fields its records are checked for.
import type { OpportunityStage } from '../../../schema/canon/contract.ts';
import type { Statement } from './client.ts';
import type { Mapping } from './config.ts';
import { dealLineFields, milestoneFields, statementFields } from './deal-query.ts';
import { containsLiteral, dateLiteral, instantLiteral, listLiteral, select, textLiteral } from './soql.ts';

const accountFields = ['Id', 'Name', 'ParentId', 'BillingCountry', 'Website', 'Owner.Name', 'Owner.Email'];
/** Standard fields of a deal. */
export const opportunityFields = [
  'Id',
  'Name',
  'AccountId',
  'ContractId',
  'StageName',
  'Probability',
  'Amount',
  'CurrencyIsoCode',
  'CloseDate',
];
/** Standard fields of a contract. */
export const contractFields = [
  'Id',
  'ContractNumber',
  'AccountId',
  'Status',
  'StartDate',
  'EndDate',
  'CustomerSignedDate',
  'CurrencyIsoCode',
];
/** Fields of a contract's line. */
export const lineFields = [
  'Id',
  'Contract__c',
  'Name',
  'Description__c',
  'Billing_Model__c',
  'Amount__c',
  'Unit_Price__c',
  'Quantity__c',
  'Not_To_Exceed__c',
  'Start_Date__c',
  'End_Date__c',
  'Rollover__c',
  'Revenue_Method__c',
  'Performance_Obligation__c',
];
const obligationFields = ['Id', 'Contract__c', 'Name', 'Description__c', 'Revenue_Method__c', 'Allocated_Amount__c'];
const amendmentFields = [
  'Id',
  'Contract__c',
  'Number__c',
  'Effective_Date__c',
  'Approved_At__c',
  'Kind__c',
  'Value_Delta__c',
  'Reason__c',
];

/** Every object and field the mapping names, for the check against the org's own description. */
export function mappedFields(mapping: Mapping): Readonly<Record<string, readonly string[]>> {
  return {
    Account: [
      ...accountFields.filter((field) => !field.includes('.')),
      ...Object.values(mapping.account),
      ...Object.values(mapping.accountIds).filter((field) => field !== null),
      ...mapping.customerLinks.map((link) => link.field),
    ],
    Opportunity: [
      ...opportunityFields,
      ...Object.values(mapping.opportunity),
      ...Object.values(mapping.opportunityIds).filter((field) => field !== null),
    ],
    Contract: [...contractFields, ...contractMapped(mapping)],
    [mapping.objects.line]: [...lineFields, ...dealLineFields],
    [mapping.objects.obligation]: obligationFields,
    [mapping.objects.amendment]: amendmentFields,
    ...(mapping.objects.milestone === null ? {} : { [mapping.objects.milestone]: milestoneFields }),
    ...(mapping.objects.statementOfWork === null ? {} : { [mapping.objects.statementOfWork]: statementFields }),
  };
}

function allAccountFields(mapping: Mapping): string[] {
  return [...accountFields, ...Object.values(mapping.account), ...mapping.customerLinks.map((link) => link.field)];
}

/** A page of accounts by name, after a (name, id) when given. */
export function accountsPage(
  mapping: Mapping,
  page: { search: string | null; after: { name: string; id: string } | null; limit: number },
): Statement {
  const { search, after, limit } = page;
  const soql = select({
    fields: allAccountFields(mapping),
    from: 'Account',
    where: [
      search === null ? null : `Name LIKE ${containsLiteral(search)}`,
      after === null
        ? null
        : `(Name > ${textLiteral(after.name)} OR (Name = ${textLiteral(after.name)} AND Id > ${textLiteral(after.id)}))`,
    ],
    orderBy: 'Name, Id',
    limit,
  });
  return { name: 'Account', soql };
}

/** Accounts by id. */
export function accountsById(mapping: Mapping, ids: readonly string[]): Statement {
  return {
    name: 'Account',
    soql: select({
      fields: allAccountFields(mapping),
      from: 'Account',
      where: [`Id IN ${listLiteral(ids)}`],
      orderBy: 'Id',
    }),
  };
}

/** Which opportunities a page holds. */
export interface OpportunityConditions {
  readonly stages: readonly OpportunityStage[] | null;
  readonly accounts: readonly string[] | null;
  readonly closeFrom: string | null;
  readonly closeTo: string | null;
  readonly after: { readonly closeOn: string; readonly id: string } | null;
  readonly limit: number;
}

/** A page of opportunities, latest close date first; null when no stage of the org means any of those asked for. */
export function opportunitiesPage(mapping: Mapping, conditions: OpportunityConditions): Statement | null {
  const { stages, accounts, closeFrom, closeTo, after, limit } = conditions;
  const named = Object.entries(mapping.stages);
  const wanted = stages === null ? null : named.filter(([, stage]) => stages.includes(stage)).map(([name]) => name);
  const unknown =
    stages?.includes('UNKNOWN') === true ? [`StageName NOT IN ${listLiteral(named.map(([name]) => name))}`] : [];
  const stageConditions =
    wanted === null ? [] : [...(wanted.length === 0 ? [] : [`StageName IN ${listLiteral(wanted)}`]), ...unknown];
  if (wanted !== null && stageConditions.length === 0) return null;
  const soql = select({
    fields: [...opportunityFields, ...Object.values(mapping.opportunity)],
    from: 'Opportunity',
    where: [
      stageConditions.length === 0 ? null : `(${stageConditions.join(' OR ')})`,
      accounts === null ? null : `AccountId IN ${listLiteral(accounts)}`,
      closeFrom === null ? null : `CloseDate >= ${dateLiteral(closeFrom)}`,
      closeTo === null ? null : `CloseDate <= ${dateLiteral(closeTo)}`,
      after === null
        ? null
        : `(CloseDate < ${dateLiteral(after.closeOn)} OR (CloseDate = ${dateLiteral(after.closeOn)} AND Id > ${textLiteral(after.id)}))`,
    ],
    orderBy: 'CloseDate DESC, Id',
    limit,
  });
  return { name: 'Opportunity', soql };
}

/** Opportunities by id, or of accounts, latest close date first. */
export function opportunitiesBy(mapping: Mapping, field: 'Id' | 'AccountId', ids: readonly string[]): Statement {
  const fields = [...opportunityFields, ...Object.values(mapping.opportunity)];
  return {
    name: 'Opportunity',
    soql: select({
      fields,
      from: 'Opportunity',
      where: [`${field} IN ${listLiteral(ids)}`],
      orderBy: 'CloseDate DESC, Id',
    }),
  };
}

/** Fields of Contract that the mapping names; what an org does not have is not asked for. */
export function contractMapped(mapping: Mapping): readonly string[] {
  return Object.values(mapping.contract).filter((field) => field !== null);
}

/** Contracts by id, or of accounts. */
export function contractsBy(mapping: Mapping, field: 'Id' | 'AccountId', ids: readonly string[]): Statement {
  const fields = [...contractFields, ...contractMapped(mapping)];
  return {
    name: 'Contract',
    soql: select({
      fields,
      from: 'Contract',
      where: [`${field} IN ${listLiteral(ids)}`],
      orderBy: 'ContractNumber, Id',
    }),
  };
}

/** What hangs on contracts: one query per kind, for any number of contracts. */
export function contractParts(
  mapping: Mapping,
  contracts: readonly string[],
): Readonly<Record<'lines' | 'obligations' | 'amendments', Statement>> {
  const { line, obligation, amendment } = mapping.objects;
  const part = (from: string, fields: readonly string[]): Statement => ({
    name: from,
    soql: select({ fields, from, where: [`Contract__c IN ${listLiteral(contracts)}`], orderBy: 'Id' }),
  });
  return {
    lines: part(line, lineFields),
    obligations: part(obligation, obligationFields),
    amendments: part(amendment, amendmentFields),
  };
}

/** Records of an object that changed at or after an instant, in order of change; past `afterId` within that instant. */
export function changedRecords(
  from: string,
  fields: readonly string[],
  since: { ms: number; afterId: string | null } | null,
  limit: number,
): Statement {
  const at = since === null ? null : instantLiteral(since.ms);
  const condition =
    since === null || at === null
      ? null
      : since.afterId === null
        ? `SystemModstamp >= ${at}`
        : `(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > ${textLiteral(since.afterId)}))`;
  const soql = select({
    fields: ['Id', 'SystemModstamp', 'IsDeleted', ...fields],
    from,
    where: [condition],
    orderBy: 'SystemModstamp, Id',
    limit,
  });
  return { name: `changes:${from}`, soql, deletedToo: true };
}
