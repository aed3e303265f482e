// What of a project that is billed by plan was billed before go-live: milestones and periods that the ERP or the PSA has billed.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { isZero, type Money, sum } from '../../../schema/canon/money.ts';
import type { PositionRecord } from '../billing/kept-position.ts';
import type { PlannedBill } from '../billing/planned-bills.ts';
import { drawWork, moneyLot } from '../billing/retainer-draws.ts';
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

/** The bills that were billed, and whether what is prepaid rolls over. */
export interface BilledByPlan {
  readonly bills: readonly PlannedBill[];
  readonly rollsOver: boolean;
}

/** The bills that were billed; null where the project is billed by its time. Raises Fault. */
export async function billedByPlan(
  systems: Systems,
  { project, contract, currency, records, on }: PlanQuestion,
): Promise<BilledByPlan | null> {
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
  const { line, bills } = toldBills(told, on);
  const billed = bills.filter(
    ({ status, milestone, scheduleLine }) => status === 'BILLED' || milestone?.billed === true || scheduleLine === null,
  );
  return { bills: billed, rollsOver: line.kind === 'LINE' && line.line.rollover };
}

/** Work of before, and whether the PSA has it on a bill. */
interface WorkBefore {
  readonly id: string;
  readonly workedOn: string;
  readonly value: Money;
  readonly isBilled: boolean;
}

/** What of it is kept of a position: bills, and what work of before had used of what they prepaid. `over` was billed besides. */
export function planRecord(
  { bills, rollsOver }: BilledByPlan,
  work: readonly WorkBefore[],
): {
  readonly kept: Pick<PositionRecord, 'planBilled' | 'retainersDrawn'>;
  readonly over: readonly { readonly on: string; readonly value: Money }[];
} {
  const billed = bills.map(({ source, amount: { amount, currency } }) => [source, { amount, currency }] as const);
  const { lots, work: drawn } = drawnBefore(bills, work, rollsOver);
  const used = lots.map(({ id, quantity, remaining }) => [id, `${quantity - remaining}`] as const);
  const known = new Map(work.map((each) => [each.id, each]));
  return {
    kept: { planBilled: Object.fromEntries(billed), retainersDrawn: Object.fromEntries(used) },
    over: drawn.flatMap(({ id, over }) => {
      const own = known.get(id);
      return lots.length === 0 || own?.isBilled !== true || isZero(over) ? [] : [{ on: own.workedOn, value: over }];
    }),
  };
}

/**
 * What work of before had used of the prepaid periods: drawn as a draw would (DOMAIN rule 26). The excess of then was billed, or given up,
 * before go-live.
 */
function drawnBefore(
  bills: readonly PlannedBill[],
  work: readonly WorkBefore[],
  rollsOver: boolean,
): ReturnType<typeof drawWork> {
  const lots = bills
    .filter(({ kind }) => kind === 'RETAINER')
    .map(({ source, from, to, amount }) =>
      moneyLot({ id: source, from, expiresOn: rollsOver ? null : to }, { price: amount, remaining: amount }),
    );
  return drawWork(lots, work, () => 'HOLD');
}

/** What they come to. */
export function worthOf(bills: readonly PlannedBill[], currency: CurrencyCode): Money {
  return sum(
    currency,
    bills.map(({ amount }) => amount),
  );
}
