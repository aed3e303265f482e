// What the CRM is the system of record of: customers, deals, contracts. Straight from the firm's lists.
import { at } from '../../subgraphs/sandbox/firm/firm.ts';
import { salesforceIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type {
  BillingModel,
  Contract,
  CrmAccount,
  Opportunity,
  RevenueMethod,
  StatementOfWork,
} from '../../subgraphs/sandbox/firm/model.ts';
import { crmId } from './identities.ts';
import { among, holds, pageOf, type PageArguments, within } from './pages.ts';
import { firmMoney } from './plain-money.ts';
import { by, lazily, type Plain, sourceInfo, unknownFields, type World } from './world.ts';

/** The firm's word for a billing model in the graph's. */
export const billingModels: Readonly<Record<BillingModel, string>> = {
  timeAndMaterials: 'TIME_AND_MATERIALS',
  fixedFee: 'FIXED_FEE',
  milestone: 'MILESTONE',
  retainer: 'RETAINER',
  recurring: 'RECURRING',
};
const stages: Readonly<Record<Opportunity['stage'], string>> = {
  prospecting: 'PIPELINE',
  qualification: 'PIPELINE',
  proposal: 'PIPELINE',
  negotiation: 'COMMIT',
  contracted: 'CONTRACTED',
  won: 'CLOSED_WON',
  lost: 'CLOSED_LOST',
};
const contractStatuses: Readonly<Record<Contract['status'], string>> = {
  draft: 'DRAFT',
  inApproval: 'IN_APPROVAL',
  activated: 'ACTIVE',
  suspended: 'SUSPENDED',
  completed: 'COMPLETED',
  terminated: 'TERMINATED',
};
const revenueMethods: Readonly<Record<RevenueMethod, string>> = {
  rightToInvoice: 'RIGHT_TO_INVOICE',
  costToCost: 'COST_TO_COST',
  milestone: 'MILESTONE_OUTPUT',
  straightLine: 'STRAIGHT_LINE',
};
const statementStates: Readonly<Record<StatementOfWork['state'], string>> = {
  draft: 'DRAFT',
  inApproval: 'IN_APPROVAL',
  approved: 'APPROVED',
  rejected: 'REJECTED',
  signed: 'SIGNED',
};
const amendmentKinds = { separate: 'SEPARATE', prospective: 'PROSPECTIVE', catchUp: 'CATCH_UP' } as const;

const customerFields =
  'name parent accountOwner accountOwnerEmail segment country website renewalOn opportunities contracts crmSource';

/** The CRM sorts text by its locale, without regard to case; equal names go by id. */
const locale = new Intl.Collator('en', { sensitivity: 'accent' });

/** A customer as far as the CRM and the crossref tell of it. */
export function crmCustomer(world: World, id: string): Plain {
  const { firm, ids } = world;
  const account = ids.customer(id).account;
  const told = account === null ? unknownFields(customerFields) : knownCustomer(world, at(firm.crmAccounts, account));
  return {
    id,
    ...told,
    duplicateCandidates: () =>
      ids.likelyMatchesOf(id).map(({ otherId, score, matchedOn }) => ({
        customer: world.customer(otherId),
        score,
        matchedOn,
      })),
  };
}

function knownCustomer(world: World, account: CrmAccount): Plain {
  const { firm, ids } = world;
  const customer = at(firm.customers, account.customer);
  const owner = at(firm.people, account.owner);
  const opportunities = lazily(() =>
    firm.opportunities
      .filter((opportunity) => opportunity.crmAccount === account.ordinal)
      .sort(latestClosing)
      .map(({ ordinal }) => world.opportunity(ordinal)),
  );
  return {
    name: account.name,
    parent: () => (account.parent === undefined ? null : world.customer(ids.ofAccount(account.parent))),
    accountOwner: owner.name,
    accountOwnerEmail: owner.email,
    segment: customer.segment,
    country: customer.country,
    website: customer.website,
    renewalOn: account.renewalOn ?? null,
    opportunities,
    contracts: () =>
      firm.contracts
        .filter((contract) => contract.crmAccount === account.ordinal)
        .map(({ ordinal }) => world.contract(ordinal)),
    crmSource: sourceInfo('CRM'),
  };
}

function latestClosing(one: Opportunity, other: Opportunity): number {
  return by<Opportunity>(({ closeOn }) => closeOn)(other, one) || one.ordinal - other.ordinal;
}

/** A deal. */
export function crmOpportunity(world: World, ordinal: number): Plain {
  const { firm, ids } = world;
  const deal = at(firm.opportunities, ordinal);
  return {
    id: crmId('OPPORTUNITY', salesforceIds.opportunity(ordinal)),
    name: deal.name,
    stage: stages[deal.stage],
    probability: String(deal.probability),
    amount: firmMoney(deal.amount, deal.currency),
    closeOn: deal.closeOn,
    customer: () => world.customer(ids.ofAccount(deal.crmAccount)),
    contract: () => (deal.contract === undefined ? null : world.contract(deal.contract)),
    legalEntity: () => world.legalEntity(deal.legalEntity),
    billingModel: billingModels[deal.billingModel],
    serviceLine: at(firm.serviceLines, deal.serviceLine).name,
    sowApprovedAt: deal.sowApprovedAt ?? null,
    statementOfWork: () => statementOf(world, deal),
    crmSource: sourceInfo('CRM'),
  };
}

/** The statement of work of the highest version. */
function statementOf({ firm }: World, { ordinal, currency }: Opportunity): Plain | null {
  const own = firm.statementsOfWork.filter(({ opportunity }) => opportunity === ordinal);
  const statement = own.sort(by(({ version }) => version)).at(-1);
  if (statement === undefined) return null;
  return {
    id: crmId('STATEMENT_OF_WORK', salesforceIds.statementOfWork(statement.ordinal)),
    number: statement.number,
    version: statement.version,
    approvalState: statementStates[statement.state],
    amount: firmMoney(statement.amount, currency),
    approvedAt: statement.approvedAt ?? null,
    signedOn: statement.signedOn ?? null,
  };
}

/** A contract with what hangs on it. */
export function crmContract(world: World, ordinal: number): Plain {
  const { firm, ids } = world;
  const contract = at(firm.contracts, ordinal);
  const { currency } = contract;
  const obligations = lazily(() => obligationsOf(world, contract));
  return {
    id: crmId('CONTRACT', salesforceIds.contract(ordinal)),
    number: contract.number,
    version: contract.version,
    status: contractStatuses[contract.status],
    customer: () => world.customer(ids.ofAccount(contract.crmAccount)),
    opportunity: () => world.opportunity(contract.opportunity),
    legalEntity: () => world.legalEntity(contract.legalEntity),
    signedOn: contract.signedOn ?? null,
    startOn: contract.start,
    endOn: contract.end,
    currency,
    totalValue: firmMoney(contract.totalValue, currency),
    notToExceed: firmMoney(contract.notToExceed, currency),
    paymentTerms: at(firm.terms, contract.terms).name,
    purchaseOrder: contract.purchaseOrder ?? null,
    // Kept by no field of the mapping.
    purchaseOrderValue: null,
    purchaseOrderExpiresOn: null,
    rateCard: () => (contract.rateCard === undefined ? null : world.rateCard(contract.rateCard)),
    lines: () => linesOf(world, contract, obligations()),
    performanceObligations: () => [...obligations().values()],
    amendments: () =>
      firm.amendments
        .filter((amendment) => amendment.contract === ordinal)
        .sort(by(({ number }) => number))
        .map((amendment) => ({
          id: crmId('CONTRACT_AMENDMENT', salesforceIds.contractAmendment(amendment.ordinal)),
          number: amendment.number,
          effectiveOn: amendment.effectiveOn,
          approvedAt: amendment.approvedAt ?? null,
          kind: amendmentKinds[amendment.kind],
          valueDelta: firmMoney(amendment.valueDelta, currency),
          reason: amendment.reason,
        })),
    crmSource: sourceInfo('CRM'),
  };
}

function obligationsOf({ firm }: World, { ordinal, currency }: Contract): ReadonlyMap<number, Plain> {
  const own = firm.obligations.filter(({ contract }) => contract === ordinal);
  return new Map(
    own.map((obligation) => [
      obligation.ordinal,
      {
        id: crmId('PERFORMANCE_OBLIGATION', salesforceIds.performanceObligation(obligation.ordinal)),
        description: obligation.description,
        revenueMethod: revenueMethods[obligation.revenueMethod],
        allocatedAmount: firmMoney(obligation.allocated, currency),
      },
    ]),
  );
}

function linesOf(
  { firm }: World,
  { ordinal, currency }: Contract,
  obligations: ReadonlyMap<number, Plain>,
): readonly Plain[] {
  const own = firm.contractLines.filter(({ contract }) => contract === ordinal);
  return own.map((line) => ({
    id: crmId('CONTRACT_LINE', salesforceIds.contractLine(line.ordinal)),
    description: line.description,
    billingModel: billingModels[line.billingModel],
    amount: firmMoney(line.amount, currency),
    unitPrice: firmMoney(line.unitPrice, currency)?.amount ?? null,
    quantity: line.quantity ?? null,
    notToExceed: firmMoney(line.notToExceed, currency),
    startOn: line.start,
    endOn: line.end,
    rollover: line.rollover,
    revenueMethod: revenueMethods[line.revenueMethod],
    performanceObligation: obligations.get(line.obligation) ?? null,
  }));
}

interface OpportunityFilter {
  readonly stages?: readonly string[] | null;
  readonly customerId?: string | null;
  readonly closeOn?: { readonly from?: string | null; readonly to?: string | null } | null;
}

/** The CRM's fields of Query. */
export function crmQuery(world: World): Plain {
  const { firm, ids } = world;
  const opportunities = new Map(
    firm.opportunities.map(({ ordinal }) => [crmId('OPPORTUNITY', salesforceIds.opportunity(ordinal)), ordinal]),
  );
  const contracts = new Map(
    firm.contracts.map(({ ordinal }) => [crmId('CONTRACT', salesforceIds.contract(ordinal)), ordinal]),
  );
  const byName = [...firm.crmAccounts].sort(
    (one, other) =>
      locale.compare(one.name, other.name) ||
      by<CrmAccount>(({ name }) => name.toLowerCase())(one, other) ||
      one.ordinal - other.ordinal,
  );
  const latestFirst = [...firm.opportunities].sort(latestClosing);
  const entity = (ordinal: number | undefined, of: (ordinal: number) => Plain): Plain | null =>
    ordinal === undefined ? null : of(ordinal);
  return {
    customer: ({ id }: { id: string }) => (ids.customer(id).account === null ? null : world.customer(id)),
    opportunity: ({ id }: { id: string }) => entity(opportunities.get(id), world.opportunity),
    contract: ({ id }: { id: string }) => entity(contracts.get(id), world.contract),
    customers: ({ filter, ...page }: PageArguments & { filter?: { search?: string | null } | null }) =>
      pageOf(
        byName
          .filter(({ name }) => holds(name, filter?.search))
          .map(({ ordinal }) => world.customer(ids.ofAccount(ordinal))),
        page,
      ),
    opportunities: ({ filter, ...page }: PageArguments & { filter?: OpportunityFilter | null }) =>
      pageOf(
        latestFirst
          .filter((deal) => among(stages[deal.stage], filter?.stages))
          .filter((deal) => isOf(ids.ofAccount(deal.crmAccount), filter?.customerId))
          .filter((deal) => within(deal.closeOn, filter?.closeOn))
          .map(({ ordinal }) => world.opportunity(ordinal)),
        page,
      ),
  };
}

/** Whether a record is of the one asked for; nobody asked for asks for all. */
export function isOf(id: string | null, wanted: string | null | undefined): boolean {
  return wanted === null || wanted === undefined || id === wanted;
}
