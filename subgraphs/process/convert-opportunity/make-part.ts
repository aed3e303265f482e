// Makes what one legal entity delivers and bills of a deal: its project, then its books, each step under a key of its own.
import { money, sum } from '../../../schema/canon/money.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { EngagementPart } from '../../journal/engagements.ts';
import type { PsaDemandItem, PsaWorkItem } from '../systems/psa-project.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { PlannedPart } from './plan.ts';
import {
  askForTeam,
  letBill,
  linkProject,
  makeFinanceProject,
  makeProject,
  planWork,
  priceWork,
  releaseBills,
  scheduleBills,
} from './steps.ts';
import type { Converting, ConversionStep } from './steps.ts';

/** Whom the parts are for. `erp` is null when it begins at risk without a customer there: then nothing is made in the ERP. */
export type PartCustomer = { readonly psa: RecordRef; readonly erp: RecordRef | null };

/**
 * Goes through the writes of a plan: a run that makes them, or a look that lists them. Both ask for the same steps in the same order, so
 * what is listed is what is made.
 */
export interface Making {
  readonly step: (step: ConversionStep) => Promise<RecordRef>;
  /** By what finance calls a project, which the ERP says once it is made. */
  readonly financeCode: (code: string, project: RecordRef) => Promise<string>;
}

/** What a part is made with. Without a contract (a start at risk) the one that comes is named when the deal is converted in order. */
export interface PartGiven {
  readonly customer: PartCustomer;
  readonly contract: RecordRef | null;
  readonly before: EngagementPart | null;
}

/** Makes of a part what is not there yet (`before` is what a start at risk left of it), and lets its bills go once nothing is waived. */
export async function makePart(
  making: Making,
  converting: Converting,
  part: PlannedPart,
  { customer, contract, before }: PartGiven,
): Promise<EngagementPart> {
  const { code, legalEntity, value } = part;
  const books = customer.erp !== null && legalEntity !== null ? { customer: customer.erp, legalEntity } : null;
  if (books !== null && part.needsBillingAccount) await making.step(letBill(converting, books));
  const psaProject = before?.psaProject ?? (await makeDelivery(making, converting, part, customer.psa));
  if (contract !== null)
    await making.step(linkProject(converting, 'contract', { project: psaProject, link: contract }));
  const worth = { code, legalEntity, value: { amount: value.amount, currency: value.currency }, psaProject };
  if (before?.erpProject != null) {
    if (!part.isBillingHeld) await making.step(releaseBills(converting, before.erpProject));
    return { ...before, ...worth };
  }
  const made = books === null ? null : await makeBooks(making, converting, { part, psaProject, ...books });
  return {
    ...worth,
    erpProject: made?.erpProject ?? null,
    billingSchedule: made?.billingSchedule ?? null,
    financeCode: made?.financeCode ?? null,
  };
}

async function makeDelivery(
  making: Making,
  converting: Converting,
  part: PlannedPart,
  customer: RecordRef,
): Promise<RecordRef> {
  const { code, title, value, startOn, endOn } = part;
  const project = await making.step(
    makeProject(converting, {
      ...{ title, customer, template: part.templateKey, startOn, endOn, currency: value.currency },
      budget: value.amount,
      billingModel: part.billingModels[0] ?? 'UNKNOWN',
      ...{ legalEntityCode: code, code: null, serviceLine: part.serviceLine, practice: null, region: null },
    }),
  );
  const items = workItems(part);
  if (items.length > 0) await making.step(planWork(converting, { project, currency: value.currency, items }));
  if (part.rateCard !== null) await making.step(priceWork(converting, project, part.rateCard));
  const team = teamOf(part);
  if (team.length > 0) await making.step(askForTeam(converting, { project, items: team }));
  await making.step(linkProject(converting, 'deal', { project, link: converting.deal }));
  return project;
}

type Books = {
  readonly part: PlannedPart;
  readonly psaProject: RecordRef;
  readonly customer: RecordRef;
  readonly legalEntity: RecordRef;
};
type MadeBooks = {
  readonly erpProject: RecordRef;
  readonly billingSchedule: RecordRef | null;
  readonly financeCode: string;
};

async function makeBooks(
  making: Making,
  converting: Converting,
  { part, psaProject, customer, legalEntity }: Books,
): Promise<MadeBooks> {
  const { title, value, startOn, endOn, schedule } = part;
  const { currency } = value;
  const erpProject = await making.step(
    makeFinanceProject(converting, {
      ...{ code: null, name: title, customer, legalEntity, currency, startOn, endOn },
      billingModel: part.billingModels[0] ?? 'UNKNOWN',
      billingHeld: part.isBillingHeld,
      links: [psaProject, converting.deal],
    }),
  );
  const financeCode = await making.financeCode(part.code, erpProject);
  await making.step(linkProject(converting, 'finance', { project: psaProject, link: erpProject }));
  if (schedule.length === 0) return { erpProject, billingSchedule: null, financeCode };
  const code = currencyCode(currency);
  const amounts = schedule.map(({ amount }) => money(amount.amount, code));
  const total = sum(code, amounts).amount;
  const lines = schedule.map(({ name, dueOn, amount }) => ({
    description: name,
    dueOn,
    amount: amount.amount,
    milestone: null,
  }));
  const billingSchedule = await making.step(
    scheduleBills(converting, { name: title, project: erpProject, currency, total, lines }),
  );
  return { erpProject, billingSchedule, financeCode };
}

/** The milestones of the contract; the template brings its own tasks. */
export function workItems({ milestones }: PlannedPart): readonly PsaWorkItem[] {
  return milestones.map(({ name, dueOn, amount }, index) => ({
    ...{ name: `milestone-${index + 1}`, kind: 'MILESTONE' as const, title: name, parent: null, startOn: null, dueOn },
    ...{ estimatedMinutes: null, billable: true, amount: amount.amount },
  }));
}

/** The template's roles as far as it says how much of them, for the whole term. */
export function teamOf({ roles, startOn, endOn }: PlannedPart): readonly PsaDemandItem[] {
  if (startOn === null || endOn === null) return [];
  return roles.flatMap(({ role, estimated }, index) =>
    estimated === null ? [] : [{ name: `role-${index + 1}`, role, minutes: estimated, startOn, endOn }],
  );
}
