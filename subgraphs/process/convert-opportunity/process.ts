// Conversion: a sold deal becomes running projects, one per legal entity that sells, under one engagement, once.
import { mintId } from '../../../schema/canon/identity.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, isZero, money, round } from '../../../schema/canon/money.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { engagementIdOf } from '../../journal/engagements.ts';
import type { EngagementPart, Engagements, RunReports } from '../../journal/engagements.ts';
import type { BusinessEvent } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { ConversionTrigger } from './gate-rules.ts';
import { checkGates } from './gates.ts';
import type { Gate, GateCheck } from './gates.ts';
import type { AtRisk, Converted, ConvertOpportunityInput } from './input.ts';
import { makePart } from './make-part.ts';
import type { PartCustomer } from './make-part.ts';
import { planOf, unassigned } from './plan.ts';
import type { ConversionPlan } from './plan.ts';
import { readFacts } from './reading.ts';
import { recheck } from './recheck.ts';
import type { Sources } from './reading.ts';
import { linkDeal, startProject } from './steps.ts';
import type { Converting } from './steps.ts';

export type { ConvertOpportunityInput } from './input.ts';
export { gates as conversionGates } from './gates.ts';
export type { Gate as ConversionGate } from './gates.ts';

/** What the process works with: the system APIs in one caller's name, and what it keeps. */
export interface ConversionParts extends Sources {
  readonly trigger: ConversionTrigger;
  readonly engagements: Engagements;
  readonly reports: RunReports;
  /** Makes records known by their canonical ids, and which of them are one. */
  readonly learn: (
    told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[] }[],
  ) => Promise<unknown>;
}

/** What a conversion says of itself while it goes on: the gates as it found them and what it makes. */
export type ConversionReport = {
  readonly gates: readonly ReportedGate[];
  readonly plan: ConversionPlan;
};
type ReportedGate = Omit<GateCheck, 'passed'> & { readonly outcome: 'PASSED' | 'FAILED' | 'WAIVED' };

/** The process for one caller. */
export function convertOpportunity(parts: ConversionParts): Process<ConvertOpportunityInput, Converted> {
  return {
    name: 'convertOpportunityToProject',
    run: (saga, input) => convert(saga, parts, input),
    events: (input, result) => happened(input, result),
  };
}

/** What was decided, once. */
type Decision = {
  readonly round: number;
  readonly plan: ConversionPlan;
  readonly shut: readonly Gate[];
  readonly customer: PartCustomer | null;
  readonly crmCustomer: RecordRef | null;
  /** What an earlier start at risk has made. */
  readonly before: readonly EngagementPart[];
};

async function convert(saga: Saga, parts: ConversionParts, input: ConvertOpportunityInput): Promise<Converted> {
  const { systems, engagements, learn, today } = parts;
  const engagementId = engagementIdOf(input.opportunity);
  const decision = await saga.once('decision', () => decide(saga, parts, input));
  const { plan, round, shut, customer, crmCustomer, before } = decision;
  const customerId = crmCustomer === null ? null : mintId(crmCustomer);
  const activatedOn = await saga.once('today', today);
  if (input.dryRun) return { engagementId, customerId, activatedOn, parts: null };
  if (customer === null || customerId === null) {
    return saga.ask(
      'CUSTOMER_NOT_IN_PSA',
      'A project belongs to a customer of the PSA; onboard the customer, then go on',
      [],
    );
  }
  const rechecking = { sources: parts, opportunity: input.opportunity, waived: shut };
  if (input.atRisk !== null && shut.length > 0) {
    refuseRisk(saga, input.atRisk, { currency: plan.currency, today: activatedOn });
    await agreeToRisk(saga, input, input.atRisk, decision);
    await recheck(saga, 'made', rechecking);
  }
  const converting = (code: string | null): Converting => ({ systems, deal: input.opportunity, round, code });
  const made: EngagementPart[] = [];
  for (const part of plan.parts) {
    made.push(await makePart(saga, converting(part.code), part, { customer, before: beforeOf(decision, part.code) }));
  }
  // Until here all can be taken back; from here people work on it, and bills may go.
  await recheck(saga, 'active', rechecking);
  await saga.step(
    linkDeal(converting(null), {
      erpCustomer: customer.erp?.id ?? null,
      psaProjects: made.flatMap(({ psaProject }) => psaProject?.id ?? []),
      erpProjects: made.flatMap(({ financeCode }) => financeCode ?? []),
    }),
  );
  const begun = new Set(before.map(({ psaProject }) => psaProject?.id));
  for (const { code, psaProject } of made) {
    if (psaProject !== null && !begun.has(psaProject.id)) await saga.step(startProject(converting(code), psaProject));
  }
  await saga.once('engagement', async () => {
    // Else the graph would not find the projects before the next look at the PSA's changes.
    await learn(made.flatMap(tellingsOf));
    const state = shut.length === 0 ? 'ACTIVE' : 'AT_RISK';
    const { opportunityId, opportunity } = input;
    const of = { id: engagementId, opportunityId, opportunity, customerId, state, round } as const;
    await engagements.save({
      ...of,
      currency: plan.currency,
      parts: made,
      waived: shut,
      risk: riskOf(input, shut),
      runId: saga.runId,
    });
    return state;
  });
  return { engagementId, customerId, activatedOn, parts: made };
}

/** Reads and decides in one: a question stays unanswered in the journal, and is put anew at every replay. */
async function decide(saga: Saga, parts: ConversionParts, input: ConvertOpportunityInput): Promise<Decision> {
  const { engagements, reports, trigger } = parts;
  const [standing = null] = await engagements.byId([engagementIdOf(input.opportunity)]);
  if (standing?.state === 'ACTIVE' && !input.dryRun) {
    const message = `The deal is converted already, as engagement ${standing.id}; unwind that first`;
    saga.refuse('ALREADY_CONVERTED', message, ['opportunityId']);
  }
  const other = input.dryRun ? null : await engagements.underWay(input.opportunityId, saga.runId);
  if (other !== null) {
    saga.refuse('CONVERSION_UNDER_WAY', `Run ${other} is converting this deal; watch that one`, ['opportunityId']);
  }
  const facts = await readFacts(parts, input.opportunity);
  if (facts === null) {
    return saga.refuse('OPPORTUNITY_UNKNOWN', `The CRM has no deal ${input.opportunity.id}`, ['opportunityId']);
  }
  const checks = checkGates(facts, trigger);
  const shut = checks.filter(({ passed }) => !passed).map(({ gate }) => gate);
  const waived = shut.filter((gate) => input.atRisk?.gates.includes(gate) === true);
  const plan = planOf(facts, shut);
  const report: ConversionReport = { gates: checks.map((check) => reported(check, waived)), plan };
  await reports.save(saga.runId, report);
  const failed = checks.filter(({ gate }) => shut.includes(gate) && !waived.includes(gate));
  if (failed.length > 0 && !input.dryRun) {
    const list = failed.map(({ gate, detail, remedy }) => `${gate}: ${detail}. ${remedy ?? ''}`).join('; ');
    saga.ask(
      'GATES_SHUT',
      `${list}. Then send the run on`,
      failed.map(({ gate }) => gate),
    );
  }
  const { customer, deal } = facts;
  return {
    round: standing === null ? 1 : standing.round + 1,
    before: standing?.state === 'AT_RISK' ? standing.parts : [],
    ...{ plan, shut },
    customer: customer?.psa == null ? null : { psa: customer.psa, erp: hasBooks(shut) ? customer.erp : null },
    crmCustomer: deal.customer,
  };
}

/** Without these the ERP would refuse the project: it is made when they hold. */
const booksNeed: readonly Gate[] = ['CUSTOMER_MATCHED', 'CURRENCY', 'BILLING_MODEL'];

function hasBooks(shut: readonly Gate[]): boolean {
  return !booksNeed.some((gate) => shut.includes(gate));
}

/** What is there of a part; what began without a seller is the one that has one now. */
function beforeOf({ before, plan }: Decision, code: string): EngagementPart | null {
  const same = before.find((part) => part.code === code);
  if (same !== undefined) return same;
  const newcomers = plan.parts.filter((part) => !before.some((one) => one.code === part.code));
  const homeless = before.filter((part) => part.code === unassigned);
  return newcomers[0]?.code === code ? (homeless[0] ?? null) : null;
}

function riskOf({ atRisk }: ConvertOpportunityInput, shut: readonly Gate[]) {
  return atRisk === null || shut.length === 0 ? null : { limit: atRisk.limit, until: atRisk.until };
}

function reported({ passed, ...check }: GateCheck, waived: readonly Gate[]): ReportedGate {
  return { ...check, outcome: passed ? 'PASSED' : waived.includes(check.gate) ? 'WAIVED' : 'FAILED' };
}

/** What nobody should be asked to agree to: a start whose time is over, or whose limit is no amount of the deal's currency. */
function refuseRisk(
  saga: Saga,
  { limit, until }: AtRisk,
  { currency, today }: { readonly currency: string; readonly today: string },
): void {
  if (until < today) {
    saga.refuse('UNTIL_PAST', `It may be at risk until ${until}, which is over; name a day from ${today} on`, [
      'until',
    ]);
  }
  const code = currencyCode(currency);
  const down = round(limit, code, 'DOWN');
  if (isZero(down) || compare(down, round(limit, code, 'UP')) !== 0) {
    const message = `${limit} is no limit in ${currency}: name an amount above zero, no finer than the currency`;
    saga.refuse('LIMIT_INVALID', message, ['limit']);
  }
}

/** A start at risk is somebody else's to agree to (DOMAIN rule 65); a no stops it with nothing made. */
async function agreeToRisk(
  saga: Saga,
  input: ConvertOpportunityInput,
  risk: AtRisk,
  { plan, shut }: Decision,
): Promise<void> {
  const codes = plan.parts.map(({ code }) => code);
  const explanation = `The projects begin although ${shut.join(', ')} ${shut.length === 1 ? 'is' : 'are'} not met, until ${risk.until} and for at most ${risk.limit} ${plan.currency}; nothing is billed until then`;
  await saga.approve('at-risk', {
    action: 'conversion.at-risk',
    legalEntity: codes.length === 1 ? (codes[0] ?? null) : null,
    amount: money(risk.limit, currencyCode(plan.currency)),
    subject: { kind: 'OPPORTUNITY', id: input.opportunityId, label: null },
    explanation,
    evidence: { gates: shut, limit: risk.limit, until: risk.until },
    reason: risk.reason,
    onRejection: 'STOP',
  });
}

function tellingsOf({ psaProject, erpProject }: EngagementPart) {
  if (psaProject === null) return [];
  const told = [{ ref: psaProject, links: [] as readonly RecordRef[] }];
  return erpProject === null ? told : [...told, { ref: erpProject, links: [psaProject] }];
}

function happened(
  { opportunityId }: ConvertOpportunityInput,
  { customerId, activatedOn, parts }: Converted,
): readonly BusinessEvent[] {
  if (parts === null || customerId === null) return [];
  return parts.flatMap(({ psaProject }) => {
    if (psaProject === null) return [];
    const subject = mintId(psaProject);
    const tags = [`opportunity-${opportunityId}`, `customer-${customerId}`, `project-${subject}`];
    return [
      businessEvent({ type: 'project.created', subject, data: { contractId: null, customerId }, tags }),
      businessEvent({ type: 'project.activated', subject, data: { activatedOn }, tags }),
    ];
  });
}
