// What of a project that is billed by plan was billed before go-live: milestones and periods that the ERP or the PSA has billed.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { type Money, sum } from '../../../schema/canon/money.ts';
import type { PlannedBill } from '../billing/planned-bills.ts';
import { plannedKindOf, toldBills } from '../billing/told-bills.ts';
import type { BillingContract, BillingProject } from '../systems/billing-facts.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** What is asked. */
export interface PlanQuestion {
  readonly project: BillingProject;
  readonly contract: BillingContract | null;
  readonly currency: CurrencyCode;
  readonly records: readonly RecordRef[];
  /** Go-live. */
  readonly on: string;
}

/** The bills that were billed; null where the project is billed by its time. Raises Fault. */
export async function billedByPlan(
  systems: Systems,
  { project, contract, currency, records, on }: PlanQuestion,
): Promise<readonly PlannedBill[] | null> {
  const billingModel = project.billingModel ?? 'UNKNOWN';
  if (plannedKindOf(billingModel) === null) return null;
  const record = (wanted: RecordRef['system']): RecordRef | undefined =>
    records.find(({ system, kind }) => system === wanted && kind === 'PROJECT');
  const erp = record('ERP');
  const [milestones, finance] = await Promise.all([
    systems.billing.milestones(project.id),
    erp === undefined ? null : systems.erp.project(erp),
  ]);
  const lines = contract === null ? null : (contract.lines ?? []);
  const psaInstance = record('PSA')?.instance ?? '';
  const told = { billingModel, currency, psaInstance, lines, schedule: finance?.schedule ?? [], milestones };
  // The ERP's word and the PSA's: either has billed it. What no schedule plans was billed to go-live, like work that is not listed.
  return toldBills(told, on).bills.filter(
    ({ status, milestone, scheduleLine }) => status === 'BILLED' || milestone?.billed === true || scheduleLine === null,
  );
}

/** What they come to. */
export function worthOf(bills: readonly PlannedBill[], currency: CurrencyCode): Money {
  return sum(
    currency,
    bills.map(({ amount }) => amount),
  );
}
