// The writes of a conversion, each with its look-up and its undo. What goes with a project (its breakdown, team, links, schedule of work)
// needs no undo of its own: it is taken back with the project.
import { createHash } from 'node:crypto';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { Step } from '../saga/step.ts';
import type { OpportunityLinks } from '../systems/crm-deals.ts';
import type { ErpBillingSchedule, ErpProject } from '../systems/erp-projects.ts';
import type { PsaNewProject, PsaProjectLink, PsaTeamDemand, PsaWorkBreakdown } from '../systems/psa-project.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** An id that a write puts into a field of another record, by canon's name of the field. */
export type FilledField = { readonly field: string; readonly value: string };

/** A write as a plan shows it. */
export type ShownWrite = {
  /** What is written, as canon calls it. */
  readonly kind: RecordKind;
  readonly legalEntityCode: string | null;
  readonly does: string;
  readonly fills: readonly FilledField[];
};

/** A write of this process, with the words by which a plan tells of it. */
export type ConversionStep = Step<RecordRef> & { readonly shows: ShownWrite };

/** Keys name the deal and how often it was converted: one deal is converted once, whoever asks how often. */
export interface Converting {
  readonly systems: Systems;
  readonly deal: RecordRef;
  readonly round: number;
  /** Code of the legal entity; null for what is written once per deal. */
  readonly code: string | null;
}

/** Leaves room for the generation in a key's 63 characters. */
const keyLengthMax = 58;
const digestLength = 12;

function named({ deal, round, code }: Converting, what: string): { readonly name: string; readonly key: string } {
  const name = code === null ? what : `${what}-${code}`;
  const facts = `deal-${deal.id}${round === 1 ? '' : `-r${round}`}-${name}`;
  const key = facts.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  // A long code is told apart by its digest, never cut off.
  const digest = createHash('sha256').update(facts).digest('hex').slice(0, digestLength);
  return { name, key: key.length <= keyLengthMax ? key : `${key.slice(0, keyLengthMax - digestLength - 1)}-${digest}` };
}

function shown({ code }: Converting, kind: RecordKind, does: string, fills: readonly FilledField[] = []) {
  return { shows: { kind, legalEntityCode: code, does, fills } };
}

function fromTemplate({ template }: PsaNewProject): string {
  return template === null ? 'empty' : `from template ${template}`;
}

/** Every id that the deal is to name. */
function filledIn({ erpCustomer, psaProjects, erpProjects }: OpportunityLinks): readonly FilledField[] {
  return [
    ...(erpCustomer === null ? [] : [{ field: 'erpCustomer', value: erpCustomer }]),
    ...psaProjects.map((value) => ({ field: 'psaProjects', value })),
    ...erpProjects.map((value) => ({ field: 'erpProjects', value })),
  ];
}

const fieldOf = { deal: 'opportunity', contract: 'contract', finance: 'financeProject' } as const;
const linkText = {
  deal: 'Names the deal in it',
  contract: 'Names the contract in it, whose caps and orders its bills go by',
  finance: 'Names the project of the books in it',
} as const;

/** Lets a legal entity bill the customer. It stays when the conversion is taken back: others may bill by it meanwhile. */
export function letBill(converting: Converting, account: BillingAccount): ConversionStep {
  const { erp } = converting.systems;
  return {
    ...named(converting, 'erp-billing-account'),
    ...shown(converting, 'BILLING_ACCOUNT', 'Lets the legal entity bill the customer'),
    ...{ system: 'erp', operation: 'create', input: { ...account } },
    find: (call) => erp.findBillingAccount(call, account),
    act: (call) => erp.addBillingAccount(call, account),
    undo: null,
  };
}

type BillingAccount = { readonly customer: RecordRef; readonly legalEntity: RecordRef };

/** Makes the project from its template; nobody works on it before it is active. */
export function makeProject(converting: Converting, project: PsaNewProject): ConversionStep {
  const { psa } = converting.systems;
  return {
    ...named(converting, 'psa-project'),
    ...shown(converting, 'PROJECT', `Makes "${project.title}" ${fromTemplate(project)}; nobody works on it yet`),
    ...{ system: 'psa', operation: 'create', input: { ...project } },
    find: (call) => psa.findProject(call),
    act: (call) => psa.createProject(call, project),
    undo: (call, ref) => psa.removeProject(call, ref),
  };
}

/** Adds the contract's milestones to the template's work. */
export function planWork(converting: Converting, breakdown: PsaWorkBreakdown): ConversionStep {
  const { psa } = converting.systems;
  return {
    ...named(converting, 'psa-plan'),
    ...shown(converting, 'MILESTONE', `Adds ${breakdown.items.length} milestones of the contract to it`),
    ...{
      system: 'psa',
      operation: 'create',
      input: { ...breakdown, items: breakdown.items.map((item) => ({ ...item })) },
    },
    find: (call) => psa.findWorkBreakdown(call, breakdown),
    act: (call) => psa.addWorkBreakdown(call, breakdown),
    undo: null,
  };
}

/** Prices its hours. */
export function priceWork(converting: Converting, project: RecordRef, rateCard: RecordRef): ConversionStep {
  const { psa } = converting.systems;
  const choice = { project, rateCard };
  return {
    ...named(converting, 'psa-rates'),
    ...shown(converting, 'PROJECT', 'Prices its hours', [{ field: 'rateCard', value: rateCard.id }]),
    ...{ system: 'psa', operation: 'update', input: choice },
    find: (call) => psa.findRateCard(call, choice),
    act: (call) => psa.setRateCard(call, choice),
    undo: null,
  };
}

/** Says whom it needs, by role. */
export function askForTeam(converting: Converting, demand: PsaTeamDemand): ConversionStep {
  const { psa } = converting.systems;
  return {
    ...named(converting, 'psa-team'),
    ...shown(converting, 'RESOURCE_REQUEST', `Asks for the ${demand.items.length} places of its team`),
    ...{ system: 'psa', operation: 'create', input: { ...demand, items: demand.items.map((item) => ({ ...item })) } },
    find: (call) => psa.findTeamDemand(call, demand),
    act: (call) => psa.addTeamDemand(call, demand),
    undo: null,
  };
}

/** Names a record of another system in the project. */
export function linkProject(converting: Converting, what: keyof typeof linkText, link: PsaProjectLink): ConversionStep {
  const { psa } = converting.systems;
  return {
    ...named(converting, `psa-link-${what}`),
    ...shown(converting, 'PROJECT', linkText[what], [{ field: fieldOf[what], value: link.link.id }]),
    ...{ system: 'psa', operation: 'update', input: { ...link } },
    find: (call) => psa.findProjectLink(call, link),
    act: (call) => psa.linkProject(call, link),
    undo: null,
  };
}

/** Lets people work on it. */
export function startProject(converting: Converting, project: RecordRef): ConversionStep {
  const { psa } = converting.systems;
  const standing = { project, standing: 'ACTIVE' } as const;
  return {
    ...named(converting, 'psa-active'),
    ...shown(converting, 'PROJECT', 'Lets people work on it'),
    ...{ system: 'psa', operation: 'update', input: standing },
    find: (call) => psa.findProjectStatus(call, standing),
    act: (call) => psa.setProjectStatus(call, standing),
    undo: (call) => psa.setProjectStatus(call, { project, standing: 'REQUESTED' }),
  };
}

/** Makes the project that finance bills and costs. */
export function makeFinanceProject(converting: Converting, project: ErpProject): ConversionStep {
  const { erp } = converting.systems;
  return {
    ...named(converting, 'erp-project'),
    ...shown(
      converting,
      'PROJECT',
      `Makes "${project.name}" in the books${project.billingHeld ? ', its billing held' : ''}`,
      project.links.map(({ kind, id }) => ({ field: kind === 'PROJECT' ? 'project' : 'opportunity', value: id })),
    ),
    ...{ system: 'erp', operation: 'create', input: { ...project, links: project.links.map((link) => ({ ...link })) } },
    find: (call) => erp.findProject(call),
    act: (call) => erp.createProject(call, project),
    undo: (call, ref) => erp.removeProject(call, ref),
  };
}

/** Lets its bills go, when what was waived holds. */
export function releaseBills(converting: Converting, project: RecordRef): ConversionStep {
  const { erp } = converting.systems;
  const hold = { project, held: false };
  return {
    ...named(converting, 'erp-release'),
    ...shown(converting, 'PROJECT', 'Lets its bills go'),
    ...{ system: 'erp', operation: 'update', input: hold },
    find: (call) => erp.findBillingHold(call, hold),
    act: (call) => erp.setBillingHold(call, hold),
    undo: (call) => erp.setBillingHold(call, { project, held: true }),
  };
}

/** Says when it is billed. */
export function scheduleBills(converting: Converting, schedule: ErpBillingSchedule): ConversionStep {
  const { erp } = converting.systems;
  return {
    ...named(converting, 'erp-schedule'),
    ...shown(
      converting,
      'BILLING_SCHEDULE',
      `Plans ${schedule.lines.length} bills of ${schedule.total} ${schedule.currency} in all`,
    ),
    ...{
      system: 'erp',
      operation: 'create',
      input: { ...schedule, lines: schedule.lines.map((line) => ({ ...line })) },
    },
    find: (call) => erp.findBillingSchedule(call, schedule),
    act: (call) => erp.createBillingSchedule(call, schedule),
    undo: (call, ref) => erp.removeBillingSchedule(call, ref),
  };
}

/** Names what was made on the deal; taken back is only what was added. */
export function linkDeal(converting: Converting, links: OpportunityLinks): ConversionStep {
  const { crm } = converting.systems;
  const link = { opportunity: converting.deal, links };
  const input = { opportunity: converting.deal, links: { ...links } };
  return {
    ...named(converting, 'crm-link'),
    ...shown(converting, 'OPPORTUNITY', 'Names on the deal what was made', filledIn(links)),
    ...{ system: 'crm', operation: 'update', input },
    find: (call) => crm.findOpportunityLink(call, link),
    act: (call) => crm.linkOpportunity(call, link),
    undo: (call) => crm.unlinkOpportunity(call, link),
  };
}
