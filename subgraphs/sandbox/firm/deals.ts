// Opportunities and contracts of the CRM: those behind projects, those not yet delivered, and those still open or lost.
import { dateOf, dayOf, instantOn } from './days.ts';
import type { EngagementPlan } from './engagements.ts';
import type { Deals, Parties } from './firm.ts';
import type { BillingModel, Contract, Opportunity } from './model.ts';
import { minorPerUnit } from './money.ts';
import { entityOfCountry } from './company-names.ts';
import { PROJECT_TOPICS } from './people-names.ts';
import { ContractWriter } from './contracts.ts';
import { addConversionDeals } from './conversion-deals.ts';
import type { Dirt, Draft } from './dirt.ts';
import { niceAmount } from './pricing.ts';
import type { Random } from './random.ts';
import type { RateBook } from './rate-cards.ts';
import { SERVICE_LINES, roughlyInCurrency } from './setup.ts';
import { instalmentsOf, statementsOf, templateFor } from './statements-of-work.ts';

/** What the deals are made from. */
interface DealsInput {
  readonly engagements: readonly EngagementPlan[];
  readonly parties: Parties;
  readonly rateBook: RateBook;
  readonly dirt: Dirt;
  readonly today: string;
  readonly random: Random;
}

type Stage = Opportunity['stage'];

/** Deals without a project, of a firm with 120 projects; a bigger firm gets proportionally more. */
const WITHOUT_PROJECT: readonly (readonly [Stage, number])[] = [
  ['won', 4],
  ['contracted', 6],
  ['negotiation', 12],
  ['proposal', 13],
  ['qualification', 12],
  ['prospecting', 11],
  ['lost', 8],
];

const PROBABILITY: Readonly<Record<Stage, number>> = {
  prospecting: 10,
  qualification: 25,
  proposal: 50,
  negotiation: 75,
  contracted: 90,
  won: 100,
  lost: 0,
};

/** Builds all deals; the first opportunities and contracts are the engagements', in their order. */
export function buildDeals(input: DealsInput): Deals {
  const contracts = new ContractWriter(input.random.fork('contracts'), dayOf(input.today));
  const opportunities: Opportunity[] = [];
  for (const engagement of input.engagements) opportunities.push(wonDeal(engagement, contracts, input));
  const projects = input.engagements.reduce((sum, engagement) => sum + engagement.projects.length, 0);
  for (const [stage, per120] of WITHOUT_PROJECT) {
    for (let count = Math.round((per120 * projects) / 120); count > 0; count -= 1) {
      opportunities.push(pipelineDeal(stage, opportunities.length + 1, contracts, input));
    }
  }
  const readyDeals = addConversionDeals({
    ...input,
    opportunities,
    contracts,
    random: input.random.fork('conversion'),
  });
  const { contractLines, ...records } = contracts.records;
  return {
    opportunities,
    ...records,
    contractLines,
    statementsOfWork: statementsOf(opportunities, input.dirt, input.random.fork('statements of work')),
    lineMilestones: instalmentsOf(contractLines),
    readyDeals,
  };
}

function wonDeal(
  engagement: EngagementPlan,
  contracts: ContractWriter,
  { parties, today, random }: DealsInput,
): Opportunity {
  const first = engagement.projects[0];
  if (first === undefined) throw new Error(`Engagement ${engagement.ordinal} has no project`);
  const start = Math.min(...engagement.projects.map((plan) => plan.start));
  // Projects that start next month are signed already.
  const close = Math.min(start - random.int(5, 40), dayOf(today) - random.int(3, 12));
  const contract = contracts.fromEngagement(engagement, close);
  const account = parties.crmAccounts[engagement.crmAccount - 1];
  return {
    ordinal: engagement.ordinal,
    name: `${account?.name ?? ''} – ${first.title.split(' – ').at(-1) ?? first.title}`,
    crmAccount: engagement.crmAccount,
    owner: engagement.owner,
    stage: 'won',
    probability: 100,
    amount: contracts.valueAtSignature(contract),
    currency: engagement.currency,
    closeOn: dateOf(close),
    legalEntity: engagement.legalEntity,
    billingModel: first.model,
    serviceLine: first.serviceLine,
    sowApprovedAt: instantOn(close - random.int(1, 9), '15:40:00'),
    templateKey: templateFor(first.serviceLine, first.model),
    contract: contract.ordinal,
    createdAt: instantOn(close - random.int(45, 160), '10:12:00'),
    modifiedAt: instantOn(Math.min(close + 1, dayOf(today) - 1), '16:20:00'),
  };
}

function pipelineDeal(
  stage: Stage,
  ordinal: number,
  contracts: ContractWriter,
  { parties, rateBook, today, random }: DealsInput,
): Opportunity {
  const now = dayOf(today);
  const account = random.pick(parties.crmAccounts);
  const customer = parties.customers[account.customer - 1];
  if (customer === undefined) throw new Error(`CRM account ${account.ordinal} belongs to no customer`);
  const done = stage === 'won' || stage === 'lost';
  // A few open deals have slipped past their close date, as in every pipeline.
  const close = done ? now - random.int(2, 30) : now + random.int(-12, 110);
  const created = Math.min(close, now) - random.int(20, 120);
  const serviceLine = random.int(1, SERVICE_LINES.length);
  const billingModel = random.pick<BillingModel>([
    'timeAndMaterials',
    'timeAndMaterials',
    'fixedFee',
    'milestone',
    'retainer',
    'recurring',
  ]);
  const dollars = random.int(30, 700) * 1000;
  const draft = {
    ordinal,
    name: `${account.name} – ${random.pick(PROJECT_TOPICS)}`,
    crmAccount: account.ordinal,
    owner: account.owner,
    stage,
    probability: PROBABILITY[stage],
    amount: niceAmount(
      roughlyInCurrency(dollars, customer.currency) * minorPerUnit(customer.currency),
      customer.currency,
    ),
    currency: customer.currency,
    closeOn: dateOf(close),
    legalEntity: entityOfCountry(customer.country),
    billingModel,
    serviceLine,
    sowApprovedAt:
      stage === 'won' || stage === 'contracted'
        ? instantOn(Math.min(close, now) - random.int(2, 8), '11:05:00')
        : undefined,
    templateKey:
      done || stage === 'contracted' || stage === 'negotiation' ? templateFor(serviceLine, billingModel) : undefined,
    createdAt: instantOn(created, '09:30:00'),
    modifiedAt: instantOn(Math.max(created, now - random.int(1, 25)), '13:45:00'),
  };
  const status = contractStatus(stage, random);
  if (status === undefined) return { ...draft, contract: undefined };
  const contract: Draft<Contract> = contracts.fromOpportunity(draft, status);
  contract.rateCard = rateBook.cardFor(customer.ordinal, customer.currency).ordinal;
  return { ...draft, contract: contract.ordinal };
}

/** Contracts are drafted during negotiation, sent for approval when agreed, and active once won. */
function contractStatus(stage: Stage, random: Random): Contract['status'] | undefined {
  if (stage === 'won') return 'activated';
  if (stage === 'contracted') return 'inApproval';
  return stage === 'negotiation' && random.chance(0.5) ? 'draft' : undefined;
}
