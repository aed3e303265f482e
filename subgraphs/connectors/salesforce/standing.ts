// Deals and contracts as detectors read them: page by page in order of id, always of the org itself.
import { z } from 'zod';
import { type BillingModel, billingModels } from '../../../schema/canon/contract.ts';
import type { CrmStanding, StandingContract, StandingDeal, StandingPage } from '../../ports/standing.ts';
import { standingPageMax } from '../../ports/standing.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { Client, Statement } from './client.ts';
import type { Mapping, SalesforceConfig } from './config.ts';
import { statementRecord, statementsOf } from './deal-query.ts';
import { understood } from './failures.ts';
import { linksIn, newest, toStatement } from './map-deal.ts';
import { meaningOf, toContract, toOpportunity } from './map.ts';
import { contractFields, contractMapped, opportunityFields } from './queries.ts';
import { recordIdForm } from './record-id.ts';
import { chunks, dateLiteral, listLiteral, select, textLiteral } from './soql.ts';
import { checked, contractRecord, kinds, mapped, opportunityRecord } from './wire.ts';

/** Of a line only whose it is and how it is billed. */
const lineModelRecord = z.object({ Contract__c: kinds.id.unwrap(), Billing_Model__c: kinds.text });
const dealOfContract = z.looseObject({ Id: kinds.id.unwrap(), ContractId: kinds.id });

interface Parts {
  readonly config: SalesforceConfig;
  readonly client: Client;
}

/** Deals and contracts of one org. */
export function standing(config: SalesforceConfig, client: Client): CrmStanding {
  const parts = { config, client };
  return {
    dealsStanding: async (envelope, { stages, closedFrom, after }) => {
      const names = namesOf(config.mapping.stages, stages);
      // No stage of the org means any of these: there is nothing to ask for.
      if (names.length === 0) return { items: [], next: null };
      const { psaProjects } = config.mapping.opportunityIds;
      const where = [
        `StageName IN ${listLiteral(names)}`,
        closedFrom === null ? null : `CloseDate >= ${dateLiteral(closedFrom)}`,
        // An org without the field says of no deal what came of it: all are told.
        psaProjects === null ? null : `${psaProjects} = null`,
        beyond(after),
      ];
      return dealsPage(parts, envelope, where);
    },
    dealsNow: async (envelope, deals) => {
      const ids = deals.map(({ id }) => id).filter((id) => recordIdForm.test(id));
      const pages = chunks(ids, standingPageMax).map((part) =>
        dealsPage(parts, envelope, [`Id IN ${listLiteral(part)}`]),
      );
      return (await Promise.all(pages)).flatMap(({ items }) => items);
    },
    contractsStanding: (envelope, after) => contractsPage(parts, envelope, after),
  };
}

async function dealsPage(
  { config, client }: Parts,
  envelope: Envelope,
  where: readonly (string | null)[],
): Promise<StandingPage<StandingDeal>> {
  const { mapping, instance } = config;
  const fields = [...opportunityFields, ...Object.values(mapping.opportunity)];
  const soql = select({ fields, from: 'Opportunity', where, orderBy: 'Id', limit: standingPageMax });
  const rows = await client.records(envelope, { name: 'deals-standing', soql });
  const records = understood(instance, 'deals-standing', () =>
    rows.map((row) => checked(opportunityRecord, row, 'a deal')),
  );
  const ids = records.map(({ Id }) => Id);
  const asked = chunks(ids).flatMap((part) => statementsOf(mapping, part) ?? []);
  const statements = await all(client, envelope, asked);
  const context = { instance, mapping };
  return understood(instance, 'deals-standing', () => {
    const read = statements.map((row) => toStatement(checked(statementRecord, row, 'a statement of work'), context));
    const byDeal = Map.groupBy(read, ({ opportunity }) => opportunity.id);
    const items = records.map((record): StandingDeal => {
      const { ref, name, stage, amount, closeOn } = toOpportunity(record, context);
      const statementOfWork = newest(byDeal.get(record.Id) ?? [])?.approvalState ?? null;
      return { ref, name, stage, amount, closeOn, statementOfWork };
    });
    return pageOf(items, ids);
  });
}

async function contractsPage(
  { config, client }: Parts,
  envelope: Envelope,
  after: string | null,
): Promise<StandingPage<StandingContract>> {
  const { mapping, instance } = config;
  const inForce = namesOf(mapping.contractStatuses, ['ACTIVE']);
  if (inForce.length === 0) return { items: [], next: null };
  const where = [`Status IN ${listLiteral(inForce)}`, beyond(after)];
  const fields = [...contractFields, ...contractMapped(mapping)];
  const soql = select({ fields, from: 'Contract', where, orderBy: 'Id', limit: standingPageMax });
  const rows = await client.records(envelope, { name: 'contracts-standing', soql });
  const context = { instance, mapping };
  const records = understood(instance, 'contracts-standing', () =>
    rows.map((row) => checked(contractRecord, row, 'a contract')),
  );
  const ids = records.map(({ Id }) => Id);
  if (ids.length === 0) return { items: [], next: null };
  const named = records.flatMap((record) => mapped(record, mapping.contract.opportunity, 'id') ?? []);
  const [lines, deals] = await Promise.all([
    all(client, envelope, [modelsOf(mapping, ids)]),
    all(client, envelope, [dealsOf(mapping, ids, named)]),
  ]);
  return understood(instance, 'contracts-standing', () => {
    const models = Map.groupBy(
      lines.map((row) => checked(lineModelRecord, row, 'a line')),
      ({ Contract__c }) => Contract__c,
    );
    const known = deals.map((row) => checked(dealOfContract, row, 'a deal'));
    const items = records.map((record): StandingContract => {
      const { ref, number, totalValue, startOn, opportunity } = toContract(record, none, context);
      const its = known.filter(({ Id, ContractId }) => ContractId === record.Id || Id === opportunity?.id);
      const billed = (models.get(record.Id) ?? []).map((line): BillingModel =>
        meaningOf(mapping.billingModels, line.Billing_Model__c),
      );
      return {
        ...{ ref, number, totalValue, startOn },
        billingModels: billingModels.filter((model) => billed.includes(model)),
        psaProjects: [...new Set(its.flatMap((deal) => linksIn(deal, mapping).psaProjects))],
      };
    });
    return pageOf(items, ids);
  });
}

const none = { lines: [], obligations: [], amendments: [] };

function modelsOf({ objects }: Mapping, contracts: readonly string[]): Statement {
  const where = [`Contract__c IN ${listLiteral(contracts)}`];
  const soql = select({ fields: ['Contract__c', 'Billing_Model__c'], from: objects.line, where, orderBy: 'Id' });
  return { name: 'models-standing', soql };
}

/** The deals of contracts, whichever of the two names the other. */
function dealsOf(mapping: Mapping, contracts: readonly string[], named: readonly string[]): Statement {
  const either = [`ContractId IN ${listLiteral(contracts)}`];
  if (named.length > 0) either.push(`Id IN ${listLiteral(named)}`);
  const where = [`(${either.join(' OR ')})`];
  const soql = select({ fields: ['Id', 'ContractId', ...linkFields(mapping)], from: 'Opportunity', where });
  return { name: 'deals-of-contracts-standing', soql };
}

function linkFields({ opportunityIds }: Mapping): readonly string[] {
  return Object.values(opportunityIds).filter((field) => field !== null);
}

function namesOf(named: Readonly<Record<string, string>>, wanted: readonly string[]): readonly string[] {
  return Object.entries(named).flatMap(([name, meaning]) => (wanted.includes(meaning) ? [name] : []));
}

/** Pages go on after an id. What is none was not ours: the query would be refused as a whole. */
function beyond(after: string | null): string | null {
  if (after === null) return null;
  if (!recordIdForm.test(after)) throw new RangeError(`"${after.slice(0, 40)}" is no id of a record to go on after`);
  return `Id > ${textLiteral(after)}`;
}

/** A full page may have another one after it; the last one may turn out to be empty. */
function pageOf<T>(items: readonly T[], ids: readonly string[]): StandingPage<T> {
  return { items, next: ids.length < standingPageMax ? null : (ids.at(-1) ?? null) };
}

async function all(client: Client, envelope: Envelope, statements: readonly Statement[]): Promise<readonly unknown[]> {
  return (await Promise.all(statements.map((statement) => client.records(envelope, statement)))).flat();
}
