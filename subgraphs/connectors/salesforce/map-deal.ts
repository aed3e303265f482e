// Records of a deal -> the deal as a conversion decides by. Pure: knows no crossref, reads no clock.
import type { StatementOfWork } from '../../../schema/canon/contract.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { Deal, DealContract, DealLine, DealMilestone, OpportunityLinks } from '../../ports/opportunity-writes.ts';
import type { Mapping } from './config.ts';
import type { DealLineRecord, DealRecord, MilestoneRecord, StatementRecord } from './deal-query.ts';
import { amountOf, type MapContext, meaningOf, refTo, toContract, toOpportunity } from './map.ts';
import type { ContractRecord } from './wire.ts';
import { mapped } from './wire.ts';

/** Everything read of one deal. */
export interface DealParts {
  readonly deal: DealRecord;
  readonly contract: ContractRecord | null;
  readonly statements: readonly StatementRecord[];
  readonly lines: readonly DealLineRecord[];
  readonly milestones: readonly MilestoneRecord[];
}

/** A deal with its contract, statement of work and lines. */
export function toDeal({ deal, contract, statements, lines, milestones }: DealParts, context: MapContext): Deal {
  const { mapping } = context;
  const { customer, stage, amount, closeOn, legalEntityCode, billingModel, serviceLine } = toOpportunity(deal, context);
  const templateKey = mapped(deal, mapping.opportunity.templateKey, 'text');
  const agreed = contract === null ? null : contractOf(contract, context);
  const said = { legalEntityCode: agreed?.legalEntityCode ?? legalEntityCode, serviceLine, templateKey };
  const parts = Map.groupBy(milestones, (milestone) => milestone.Contract_Line__c);
  return {
    ref: refTo(context.instance, 'OPPORTUNITY', deal.Id),
    name: deal.Name,
    ...{ stage, isClosed: deal.IsClosed, isWon: deal.IsWon },
    ...{ amount, currency: currencyCode(deal.CurrencyIsoCode), closeOn, customer },
    ...{ legalEntityCode, billingModel, serviceLine, templateKey },
    changedAt: deal.SystemModstamp,
    contract: agreed,
    statementOfWork: newest(statements.map((statement) => toStatement(statement, context))),
    lines:
      agreed === null ? [] : lines.map((line) => lineOf(line, parts.get(line.Id) ?? [], { agreed, said, context })),
    links: linksIn(deal, mapping),
  };
}

/** A statement of work. A state the mapping does not name is UNKNOWN, not an error. */
export function toStatement(record: StatementRecord, { instance, mapping }: MapContext): StatementOfWork {
  return {
    ref: refTo(instance, 'STATEMENT_OF_WORK', record.Id),
    number: record.Name,
    version: Number(record.Version__c ?? '1'),
    approvalState: meaningOf(mapping.statementOfWorkStates, record.Approval_State__c),
    opportunity: refTo(instance, 'OPPORTUNITY', record.Opportunity__c),
    amount: amountOf(record.Amount__c, currencyCode(record.CurrencyIsoCode)),
    approvedAt: record.Approved_At__c,
    signedOn: record.Signed_Date__c,
  };
}

/** The one of the highest version; of two with one version the one with the higher id, which is the later one. */
export function newest(statements: readonly StatementOfWork[]): StatementOfWork | null {
  return statements.reduce<StatementOfWork | null>(
    (best, each) => (best === null || each.version >= best.version ? each : best),
    null,
  );
}

/** Ids in the reference fields. People type spaces, commas and semicolons between them. */
export function linksIn(record: Readonly<Record<string, unknown>>, { opportunityIds }: Mapping): OpportunityLinks {
  const idsIn = (field: string | null): readonly string[] =>
    field === null ? [] : (mapped(record, field, 'text') ?? '').split(/[;,\s]+/).filter((id) => id !== '');
  return {
    erpCustomer: idsIn(opportunityIds.erpCustomer)[0] ?? null,
    psaProjects: idsIn(opportunityIds.psaProjects),
    erpProjects: idsIn(opportunityIds.erpProjects),
  };
}

function contractOf(record: ContractRecord, context: MapContext): DealContract {
  const whole = toContract(record, { lines: [], obligations: [], amendments: [] }, context);
  const { ref, number, version, status, legalEntityCode, currency, totalValue, notToExceed } = whole;
  const { signedOn, startOn, endOn, paymentTerms, purchaseOrder, rateCard } = whole;
  return {
    ...{ ref, number, version, status, legalEntityCode, currency, totalValue, notToExceed },
    ...{ signedOn, startOn, endOn, paymentTerms, purchaseOrder, rateCard },
  };
}

/** What a line of one deal is read with. */
interface Around {
  readonly agreed: DealContract;
  /** What lines are that do not say so themselves. */
  readonly said: Pick<DealLine, 'legalEntityCode' | 'serviceLine' | 'templateKey'>;
  readonly context: MapContext;
}

function lineOf(
  record: DealLineRecord,
  parts: readonly MilestoneRecord[],
  { agreed, said, context }: Around,
): DealLine {
  const { currency } = agreed;
  return {
    ref: refTo(context.instance, 'CONTRACT_LINE', record.Id),
    description: record.Description__c ?? record.Name,
    legalEntityCode: record.Legal_Entity__c ?? said.legalEntityCode,
    billingModel: meaningOf(context.mapping.billingModels, record.Billing_Model__c),
    serviceLine: record.Service_Line__c ?? said.serviceLine,
    templateKey: record.Template_Key__c ?? said.templateKey,
    amount: amountOf(record.Amount__c, currency),
    unitPrice: record.Unit_Price__c,
    quantity: record.Quantity__c,
    notToExceed: amountOf(record.Not_To_Exceed__c, currency),
    startOn: record.Start_Date__c,
    endOn: record.End_Date__c,
    milestones: parts
      .map((part): DealMilestone => ({
        ref: refTo(context.instance, 'MILESTONE', part.Id),
        name: part.Name,
        dueOn: part.Due_Date__c,
        amount: amountOf(part.Amount__c, currency),
      }))
      .sort(byDay),
  };
}

/** Those without a day last; equal ones in the order of their ids, as they were read. */
function byDay(one: DealMilestone, other: DealMilestone): number {
  const [a, b] = [one.dueOn ?? '9999', other.dueOn ?? '9999'];
  return a < b ? -1 : a > b ? 1 : 0;
}
