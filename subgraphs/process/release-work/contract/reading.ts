// Reads what a bill by plan is decided on from the systems themselves: the contract's lines from the CRM, the schedule from the ERP,
// milestones from the PSA.
import type { BillingModel } from '../../../../schema/canon/contract.ts';
import { type ContractBills, toldBills } from '../../billing/told-bills.ts';
import type { BillingMilestone } from '../../systems/billing-facts.ts';
import type { Systems } from '../../systems/systems.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { readTold, type ToldProject, type WorkSources } from '../reading.ts';
import type { ContractProject } from './facts.ts';

/** A project with the bills of its line that are due to a day; null when the PSA has none such. Raises Fault. */
export async function readContract(sources: WorkSources, id: string, through: string): Promise<ContractProject | null> {
  const [told, milestones] = await Promise.all([readTold(sources, id, null), sources.systems.billing.milestones(id)]);
  if (told === null) return null;
  return { project: told.project, ...billsOf(told, milestones, through) };
}

/** A project on a retainer with its work up to a day, and lines by the hour that its contract bills the excess by. */
export interface RetainedProject {
  readonly contract: ContractProject;
  readonly overages: readonly { readonly startOn: string | null; readonly endOn: string | null }[];
}

/** The same with its work; null when the PSA has none such. Raises Fault. */
export async function readRetained(sources: WorkSources, id: string, through: string): Promise<RetainedProject | null> {
  const [told, milestones] = await Promise.all([
    readTold(sources, id, through),
    sources.systems.billing.milestones(id),
  ]);
  if (told === null) return null;
  const overages = (told.agreed?.lines ?? []).filter(({ billingModel }) => billingModel === 'TIME_AND_MATERIALS');
  return { contract: { project: told.project, ...billsOf(told, milestones, through) }, overages };
}

/** The bills of a project as they are planned now; null where the PSA does not have the project any more. Raises Fault. */
export async function billsNow(
  systems: Systems,
  { projectId, psa, erp }: { readonly projectId: string; readonly psa: RecordRef; readonly erp: RecordRef },
  through: string,
): Promise<(ContractBills & { readonly billingModel: BillingModel }) | null> {
  const [told, milestones, books] = await Promise.all([
    systems.billing.project(projectId),
    systems.billing.milestones(projectId),
    systems.erp.project(erp),
  ]);
  if (told?.currency == null) return null;
  const agreed = told.contract === null ? null : await systems.billing.contract(told.contract.id);
  const { currency, billingModel } = told;
  const project = { psa, currency, billingModel: billingModel ?? 'UNKNOWN' } as const;
  return { ...billsOf({ project, agreed, books }, milestones, through), billingModel: project.billingModel };
}

type Told = Pick<ToldProject, 'agreed' | 'books'> & {
  readonly project: Pick<ToldProject['project'], 'psa' | 'currency' | 'billingModel'>;
};

function billsOf(
  { project, agreed, books }: Told,
  milestones: readonly BillingMilestone[],
  through: string,
): ContractBills {
  const { psa, currency, billingModel } = project;
  const lines = agreed === null ? null : (agreed.lines ?? []);
  const schedule = books?.schedule ?? [];
  return toldBills({ billingModel, currency, psaInstance: psa.instance, lines, schedule, milestones }, through);
}
