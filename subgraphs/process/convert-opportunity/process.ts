// Conversion: a sold deal becomes running projects, one per legal entity that sells, under one engagement, once.
import { mintId } from '../../../schema/canon/identity.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { engagementIdOf } from '../../journal/engagements.ts';
import type { EngagementPart, Engagements, RunReports } from '../../journal/engagements.ts';
import type { BusinessEvent } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { riskProblems } from './at-risk.ts';
import type { RiskProblem } from './at-risk.ts';
import type { ConversionTrigger } from './gate-rules.ts';
import type { ConversionFacts } from './facts.ts';
import { checkGates } from './gates.ts';
import type { Gate, GateCheck } from './gates.ts';
import type { AtRisk, Converted, ConvertOpportunityInput } from './input.ts';
import { makeEngagement } from './make-engagement.ts';
import type { Making, PartCustomer } from './make-part.ts';
import { planOf } from './plan.ts';
import type { ConversionPlan } from './plan.ts';
import { plannedCustomer, plannedWrites } from './planned-writes.ts';
import { readFacts } from './reading.ts';
import { recheck } from './recheck.ts';
import type { Sources } from './reading.ts';
import { blockersOf, reportedParts } from './report.ts';
import { aboutGates, noteSubject, noteWorth, worthOf } from './stake.ts';
import type { Blocker, ConversionReport, ReportedGate } from './report.ts';

export type { ConvertOpportunityInput } from './input.ts';
export { gates as conversionGates } from './gates.ts';
export type { Gate as ConversionGate } from './gates.ts';
export { blockersOf } from './report.ts';
export type { Blocker, ConversionReport, ReportedPart, ReportedPlan } from './report.ts';

/** What the process works with: the system APIs in one caller's name, and what it keeps. */
export interface ConversionParts extends Sources {
  readonly trigger: ConversionTrigger;
  /** How long a start may be at risk. */
  readonly atRiskDaysMax: number;
  readonly engagements: Engagements;
  readonly reports: RunReports;
  /** Lets a run go in order with those about a customer; what it raises while an earlier one goes first has to be let through. */
  readonly inOrder: (runId: string, customerId: string) => Promise<void>;
  /** Makes records known by their canonical ids, and which of them are one. */
  readonly learn: (
    told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[] }[],
  ) => Promise<unknown>;
}

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
  await goInOrder(saga, parts, input);
  const decision = await saga.once('decision', () => decide(saga, parts, input));
  const { plan, round, shut, customer, crmCustomer, before } = decision;
  const customerId = crmCustomer === null ? null : mintId(crmCustomer);
  const activatedOn = await saga.once('today', today);
  if (input.dryRun) return { engagementId, customerId, activatedOn, parts: null };
  if (customer === null || customerId === null) {
    return saga.ask(notInPsa.code, notInPsa.message, []);
  }
  const rechecking = { sources: parts, opportunity: input.opportunity, waived: shut };
  if (input.atRisk !== null && shut.length > 0) {
    await agreeToRisk(saga, input, input.atRisk, decision);
    await recheck(saga, 'made', rechecking);
  }
  const made = await makeEngagement(makingOf(saga, parts), {
    ...{ converting: { systems, deal: input.opportunity, round }, plan, customer, before },
    beforeWork: () => recheck(saga, 'active', rechecking),
  });
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

/** Whose deal it is only the CRM says, so the order among the customer's runs (DOMAIN rule 63) begins here. A look waits for nobody. */
async function goInOrder(
  saga: Saga,
  { systems, inOrder }: ConversionParts,
  input: ConvertOpportunityInput,
): Promise<void> {
  if (input.dryRun || !(await saga.patched('in-order'))) return;
  await saga.once('customer-in-order', async () => {
    const customer = (await systems.crm.deal(input.opportunity))?.customer ?? null;
    if (customer === null) return null;
    const customerId = mintId(customer);
    await inOrder(saga.runId, customerId);
    return customerId;
  });
}

/** A run that makes what the plan says. */
function makingOf(saga: Saga, { systems }: ConversionParts): Making {
  return {
    step: (step) => saga.step(step),
    financeCode: (code, project) =>
      saga.once(`finance-code-${code}`, async () => {
        const state = await systems.erp.project(project);
        return (
          state?.code ?? saga.ask('PROJECT_GONE', `The ERP has no project ${project.id} any more; see who removed it`)
        );
      }),
  };
}

/** What no waiver helps against. */
const notInPsa = {
  code: 'CUSTOMER_NOT_IN_PSA',
  message: 'A project belongs to a customer of the PSA; onboard the customer, then go on',
};

/** What is wrong with the terms of a start at risk; nothing where no gate needs one. */
function problemsOf(
  { today, atRiskDaysMax: daysMax }: ConversionParts,
  { atRisk }: ConvertOpportunityInput,
  { facts, waived }: Looked,
): readonly RiskProblem[] {
  if (atRisk === null || waived.length === 0) return [];
  return riskProblems(atRisk, {
    currency: facts.deal.currency,
    worth: worthOf(facts.deal),
    ...{ today: today(), daysMax },
  });
}

/** What else would stop it: a gate says so itself while it is not waived. */
function furtherBlockers(problems: readonly RiskProblem[], { facts, waived }: Looked): readonly Blocker[] {
  const homeless = facts.customer?.psa == null && waived.includes('CUSTOMER_MATCHED') ? [notInPsa] : [];
  return [...problems, ...homeless].map(({ code, message }) => ({ code, message, runId: null }));
}

/** Reads and decides in one: a question stays unanswered in the journal, and is put anew at every replay. */
async function decide(saga: Saga, parts: ConversionParts, input: ConvertOpportunityInput): Promise<Decision> {
  const { engagements, reports, trigger } = parts;
  const [standing = null] = await engagements.byId([engagementIdOf(input.opportunity)]);
  const blockers = blockersOf(standing, await engagements.underWay(input.opportunityId, saga.runId));
  const [blocker] = blockers;
  if (blocker !== undefined && !input.dryRun) saga.refuse(blocker.code, blocker.message, ['opportunityId']);
  await noteSubject(saga, input.opportunityId);
  // Also what an outage of the others parks says what it is worth.
  const facts = await readFacts(parts, input.opportunity, (deal) => noteWorth(saga, deal));
  if (facts === null) {
    return saga.refuse('OPPORTUNITY_UNKNOWN', `The CRM has no deal ${input.opportunity.id}`, ['opportunityId']);
  }
  const checks = checkGates(facts, trigger);
  const shut = checks.filter(({ passed }) => !passed).map(({ gate }) => gate);
  const waived = shut.filter((gate) => input.atRisk?.gates.includes(gate) === true);
  const plan = planOf(facts, waived);
  const round = standing === null ? 1 : standing.round + 1;
  const before = standing?.state === 'AT_RISK' ? standing.parts : [];
  const told = await tellingOf(parts, input.opportunity, { facts, plan, waived, round, before });
  const problems = problemsOf(parts, input, { facts, waived });
  const report: ConversionReport = {
    gates: checks.map((check) => reported(check, waived)),
    plan: {
      ...told,
      currency: plan.currency,
      blockers: [...blockers, ...furtherBlockers(problems, { facts, waived })],
    },
  };
  await reports.save(saga.runId, report);
  const [problem] = problems;
  if (problem !== undefined && !input.dryRun) saga.refuse(problem.code, problem.message, [problem.field]);
  const failed = checks.filter(({ gate }) => shut.includes(gate) && !waived.includes(gate));
  if (failed.length > 0 && !input.dryRun) {
    const list = failed.map(({ gate, detail, remedy }) => `${gate}: ${detail}. ${remedy ?? ''}`).join('; ');
    saga.ask(
      'GATES_SHUT',
      `${list}. Then send the run on, or wait: it is looked at again by itself`,
      failed.map(({ gate }) => gate),
      aboutGates(input.opportunityId, facts.deal, failed),
    );
  }
  const { customer, deal } = facts;
  return {
    ...{ round, before, plan, shut },
    customer: customer?.psa == null ? null : { psa: customer.psa, erp: hasBooks(shut) ? customer.erp : null },
    crmCustomer: deal.customer,
  };
}

/** What the plan's parts are given and every write that follows. A customer who is to be onboarded first has a place in it. */
async function tellingOf(
  { systems, instances }: ConversionParts,
  deal: RecordRef,
  { facts, plan, waived, round, before }: Pick<Decision, 'plan' | 'round' | 'before'> & Looked,
): Promise<Pick<ConversionReport['plan'], 'parts' | 'writes'>> {
  const { psa = null, erp = null } = facts.customer ?? {};
  const customer: PartCustomer = {
    psa: psa ?? plannedCustomer('PSA', instances.psa),
    erp: hasBooks(waived) ? (erp ?? plannedCustomer('ERP', instances.erp)) : null,
  };
  return {
    parts: reportedParts(plan, { erpCustomer: hasBooks(waived) ? erp : null, before }),
    writes: await plannedWrites({ converting: { systems, deal, round }, plan, customer, before }),
  };
}

/** What a conversion was decided on. */
type Looked = { readonly facts: ConversionFacts; readonly waived: readonly Gate[] };

/** Without these the ERP would refuse the project: it is made when they hold. */
const booksNeed: readonly Gate[] = ['CUSTOMER_MATCHED', 'CURRENCY', 'BILLING_MODEL'];

function hasBooks(shut: readonly Gate[]): boolean {
  return !booksNeed.some((gate) => shut.includes(gate));
}

function riskOf({ atRisk }: ConvertOpportunityInput, shut: readonly Gate[]) {
  return atRisk === null || shut.length === 0 ? null : { limit: atRisk.limit, until: atRisk.until };
}

function reported({ passed, ...check }: GateCheck, waived: readonly Gate[]): ReportedGate {
  return { ...check, outcome: passed ? 'PASSED' : waived.includes(check.gate) ? 'WAIVED' : 'FAILED' };
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
