// Makes everything a plan says, part by part, and puts it to work: the one way of a run, and of the list of writes that a plan shows.
import type { EngagementPart } from '../../journal/engagements.ts';
import { makePart } from './make-part.ts';
import type { Making, PartCustomer } from './make-part.ts';
import { unassigned } from './plan.ts';
import type { ConversionPlan } from './plan.ts';
import { linkDeal, startProject } from './steps.ts';
import type { Converting } from './steps.ts';

/** What an engagement is made of. */
export interface Engaging {
  readonly converting: Omit<Converting, 'code'>;
  readonly plan: ConversionPlan;
  readonly customer: PartCustomer;
  /** What an earlier start at risk has made. */
  readonly before: readonly EngagementPart[];
  /** Called when everything is made: until then all can be taken back, from then on people work on it, and bills may go. */
  readonly beforeWork: () => Promise<void>;
}

/** Makes what is not there yet; answers with every part as it stands then. */
export async function makeEngagement(making: Making, engaging: Engaging): Promise<readonly EngagementPart[]> {
  const { plan, customer, before, beforeWork } = engaging;
  const of = (code: string | null): Converting => ({ ...engaging.converting, code });
  const made: EngagementPart[] = [];
  for (const part of plan.parts) {
    const given = { customer, contract: plan.contract ?? null, before: beforeOf(engaging, part.code) };
    made.push(await makePart(making, of(part.code), part, given));
  }
  await beforeWork();
  await making.step(
    linkDeal(of(null), {
      erpCustomer: customer.erp?.id ?? null,
      psaProjects: made.flatMap(({ psaProject }) => psaProject?.id ?? []),
      erpProjects: made.flatMap(({ financeCode }) => financeCode ?? []),
    }),
  );
  const begun = new Set(before.map(({ psaProject }) => psaProject?.id));
  for (const { code, psaProject } of made) {
    if (psaProject !== null && !begun.has(psaProject.id)) await making.step(startProject(of(code), psaProject));
  }
  return made;
}

/** What is there of a part; what began without a seller is the one that has one now. */
export function beforeOf({ before, plan }: Pick<Engaging, 'before' | 'plan'>, code: string): EngagementPart | null {
  const same = before.find((part) => part.code === code);
  if (same !== undefined) return same;
  const newcomers = plan.parts.filter((part) => !before.some((one) => one.code === part.code));
  const homeless = before.filter((part) => part.code === unassigned);
  return newcomers[0]?.code === code ? (homeless[0] ?? null) : null;
}
