// Contracts with their lines, obligations and amendments. Lines sum to the total; so do the obligations' allocated amounts.
import { dateOf, instantOn, monthsBetween } from './days.ts';
import type { EngagementPlan, ProjectPlan } from './engagements.ts';
import type { Draft } from './dirt.ts';
import type { Deals } from './firm.ts';
import type {
  Amendment,
  BillingModel,
  Contract,
  ContractLine,
  Obligation,
  Opportunity,
  RevenueMethod,
} from './model.ts';
import { niceAmount } from './pricing.ts';
import type { Random } from './random.ts';

/** How revenue of each billing model is recognised. */
export const REVENUE_METHOD: Readonly<Record<BillingModel, RevenueMethod>> = {
  timeAndMaterials: 'rightToInvoice',
  fixedFee: 'costToCost',
  milestone: 'milestone',
  retainer: 'straightLine',
  recurring: 'straightLine',
};

const REASONS = [
  'Scope extended to a second site',
  'Additional integration',
  'Rates adjusted',
  'Workshop series added',
  'Go-live moved by the client',
];

type LineSeed = Omit<ContractLine, 'ordinal' | 'contract' | 'obligation' | 'rollover' | 'revenueMethod'>;
/** A line that lasts as long as its contract. */
export type NewLine = Omit<LineSeed, 'start' | 'end'>;
type ContractFields = Omit<Contract, 'ordinal' | 'number' | 'opportunity' | 'version' | 'totalValue'>;

/** Adds contracts one after the other; `now` is today's day number. */
export class ContractWriter {
  readonly #contracts: Contract[] = [];
  readonly #contractLines: ContractLine[] = [];
  readonly #obligations: Obligation[] = [];
  readonly #amendments: Amendment[] = [];
  readonly #random: Random;
  readonly #now: number;

  constructor(random: Random, now: number) {
    this.#random = random;
    this.#now = now;
  }

  /** Everything written so far. */
  get records(): Pick<Deals, 'contracts' | 'contractLines' | 'obligations' | 'amendments'> {
    return {
      contracts: this.#contracts,
      contractLines: this.#contractLines,
      obligations: this.#obligations,
      amendments: this.#amendments,
    };
  }

  /** A signed contract with one line per project of the engagement; its ordinal is the engagement's. */
  fromEngagement(engagement: EngagementPlan, signedOn: number): Contract {
    const contract = this.#open(engagement.ordinal, engagementFields(engagement, signedOn, this.#now, this.#random));
    for (const plan of engagement.projects) this.#addLine(contract, projectLine(plan));
    const first = engagement.projects[0];
    if (first !== undefined) this.#addExtras(contract, first);
    return contract;
  }

  /** A contract with one line, not delivered yet. */
  fromOpportunity(opportunity: Opportunity, status: Contract['status']): Contract {
    const contract = this.#open(opportunity.ordinal, opportunityFields(opportunity, status, this.#now, this.#random));
    this.#addLine(contract, {
      name: opportunity.name,
      description: 'Services by statement of work',
      billingModel: opportunity.billingModel,
      amount: opportunity.amount,
      start: contract.start,
      end: contract.end,
    });
    return contract;
  }

  /** A contract with these lines, not delivered yet. */
  fromLines(opportunity: Opportunity, status: Contract['status'], lines: readonly NewLine[]): Draft<Contract> {
    const contract = this.#open(opportunity.ordinal, opportunityFields(opportunity, status, this.#now, this.#random));
    for (const line of lines) this.#addLine(contract, { ...line, start: contract.start, end: contract.end });
    return contract;
  }

  /** The contract's value before its approved amendments. */
  valueAtSignature(contract: Contract): bigint {
    return this.#amendments
      .filter((amendment) => amendment.contract === contract.ordinal && amendment.approvedAt !== undefined)
      .reduce((value, amendment) => value - amendment.valueDelta, contract.totalValue);
  }

  #open(opportunity: number, fields: ContractFields): Draft<Contract> {
    const ordinal = this.#contracts.length + 1;
    const number = String(100 + ordinal).padStart(8, '0');
    const contract = { ordinal, number, opportunity, version: 1, totalValue: 0n, ...fields };
    this.#contracts.push(contract);
    return contract;
  }

  #addLine(contract: Draft<Contract>, line: LineSeed): void {
    const revenueMethod = REVENUE_METHOD[line.billingModel];
    const rollover = line.billingModel === 'retainer' && this.#random.chance(0.4);
    const obligation = this.#obligations.length + 1;
    const ordinal = this.#contractLines.length + 1;
    this.#obligations.push({
      ordinal: obligation,
      contract: contract.ordinal,
      name: `PO ${line.name}`,
      description: line.description,
      revenueMethod,
      allocated: line.amount,
    });
    this.#contractLines.push({ ordinal, contract: contract.ordinal, ...line, rollover, revenueMethod, obligation });
    contract.totalValue += line.amount;
  }

  #addExtras(contract: Draft<Contract>, first: ProjectPlan): void {
    if (first.model === 'timeAndMaterials' && this.#random.chance(0.4)) {
      const amount = niceAmount(Number(first.price) * 0.05, contract.currency);
      const { start, end } = contract;
      const about = {
        name: 'Travel and expenses',
        description: 'Recharged at cost',
        billingModel: 'timeAndMaterials' as const,
      };
      this.#addLine(contract, { ...about, amount, notToExceed: amount, start, end });
    }
    // Monthly prices stay as they were signed, so that months times price is the line's amount.
    if (first.model === 'retainer' || first.model === 'recurring' || !this.#random.chance(0.35)) return;
    const count = this.#random.int(1, 2);
    for (let number = 1; number <= count; number += 1) this.#addAmendment(contract, first, number);
  }

  #addAmendment(contract: Draft<Contract>, first: ProjectPlan, number: number): void {
    const effective = Math.min(first.start + 20 + number * this.#random.int(10, 40), this.#now + 15);
    // The prices of the lines already hold approved changes; one that is still to come is not in them.
    const approved = effective < this.#now;
    this.#amendments.push({
      ordinal: this.#amendments.length + 1,
      contract: contract.ordinal,
      name: `CO-${contract.number.slice(-4)}-${number}`,
      number,
      effectiveOn: dateOf(effective),
      approvedAt: approved ? instantOn(effective - 2, '12:10:00') : undefined,
      kind: this.#random.pick(['separate', 'prospective', 'prospective', 'catchUp'] as const),
      valueDelta: niceAmount(Number(first.price) * (0.04 + this.#random.next() * 0.12), contract.currency),
      reason: this.#random.pick(REASONS),
    });
    if (!approved) return;
    contract.version += 1;
    contract.modifiedAt = instantOn(effective, '12:30:00');
  }
}

function projectLine(plan: ProjectPlan): LineSeed {
  const monthly = plan.model === 'retainer' || plan.model === 'recurring';
  const months = monthsBetween(plan.start, plan.due).length;
  return {
    name: plan.title,
    description: monthly ? `${months} months` : 'As set out in the statement of work',
    billingModel: plan.model,
    amount: plan.price,
    unitPrice: monthly ? plan.price / BigInt(months) : undefined,
    quantity: monthly ? String(months) : undefined,
    notToExceed: plan.notToExceed,
    start: dateOf(plan.start),
    end: dateOf(plan.due),
  };
}

function engagementFields(engagement: EngagementPlan, signedOn: number, now: number, random: Random): ContractFields {
  const { projects } = engagement;
  const caps = projects.flatMap((plan) => (plan.notToExceed === undefined ? [] : [plan.notToExceed]));
  const first = projects[0];
  return {
    crmAccount: engagement.crmAccount,
    legalEntity: engagement.legalEntity,
    currency: engagement.currency,
    status: statusOf(projects),
    start: dateOf(Math.min(...projects.map((plan) => plan.start))),
    end: dateOf(Math.max(...projects.map((plan) => plan.due))),
    signedOn: dateOf(signedOn),
    activatedAt: instantOn(signedOn + 1, '09:00:00'),
    notToExceed: caps.length === projects.length ? caps.reduce((sum, cap) => sum + cap, 0n) : undefined,
    terms: engagement.erpCustomer?.terms ?? 3,
    purchaseOrder: random.chance(0.7) ? `PO-${random.int(400_000, 999_999)}` : undefined,
    rateCard: first?.rateCard,
    createdAt: instantOn(signedOn - random.int(3, 20), '10:00:00'),
    modifiedAt: instantOn(Math.min(signedOn + 1, now - 1), '09:05:00'),
  };
}

function statusOf(projects: readonly ProjectPlan[]): Contract['status'] {
  if (projects.every((plan) => plan.status === 'completed')) return 'completed';
  if (projects.every((plan) => plan.status === 'cancelled')) return 'terminated';
  if (projects.every((plan) => plan.status === 'onHold')) return 'suspended';
  return 'activated';
}

function opportunityFields(
  opportunity: Opportunity,
  status: Contract['status'],
  now: number,
  random: Random,
): ContractFields {
  const start = now + random.int(5, 45);
  const active = status === 'activated';
  return {
    crmAccount: opportunity.crmAccount,
    legalEntity: opportunity.legalEntity,
    currency: opportunity.currency,
    status,
    start: dateOf(start),
    end: dateOf(start + random.int(90, 365)),
    signedOn: active ? opportunity.closeOn : undefined,
    activatedAt: active ? `${opportunity.closeOn}T17:00:00Z` : undefined,
    terms: random.pick([2, 3, 3, 4]),
    purchaseOrder: active && random.chance(0.6) ? `PO-${random.int(400_000, 999_999)}` : undefined,
    createdAt: opportunity.createdAt,
    modifiedAt: opportunity.modifiedAt,
  };
}
