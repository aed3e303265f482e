// Whether something of a project falls due that nobody is at: looked at once a day by the schedule of its legal entity, so that a run begins
// only where it would bill something, or say what is in its way.
import type { BillingModel } from '../../../../schema/canon/contract.ts';
import type { Books } from '../../../journal/books.ts';
import { named } from '../../billing/bill-names.ts';
import type { PlannedBill } from '../../billing/planned-bills.ts';
import type { WorkSources } from '../reading.ts';
import { readContractBooks } from './keeping.ts';
import { billsNow } from './reading.ts';
import { weighBill } from './weigh.ts';

/** What is prepaid may be billed ahead, what is served not before it is. A milestone waits for the client, whatever its day. */
export function isDueBy({ kind, dueOn, milestone }: PlannedBill, through: string, today: string): boolean {
  if (milestone !== null || dueOn === null || dueOn > through) return false;
  return kind === 'RETAINER' || dueOn <= today;
}

/**
 * Whether a project has a bill by its date that can be billed to a day, or about which the systems contradict each other. What is held in
 * the ERP, billed or on a draft is none. Raises Fault.
 */
export async function hasBillDue(
  { systems, recordsOf, today, db }: Pick<WorkSources, 'systems' | 'recordsOf' | 'today'> & Pick<Books, 'db'>,
  projectId: string,
  through: string,
): Promise<boolean> {
  const records = await recordsOf(projectId);
  const psa = records.find(({ system, kind }) => system === 'PSA' && kind === 'PROJECT');
  const erp = records.find(({ system, kind }) => system === 'ERP' && kind === 'PROJECT');
  // Finance does not know it: a detector's business, not a bill's.
  if (psa === undefined || erp === undefined) return false;
  const told = await billsNow(systems, { projectId, psa, erp }, through);
  if (told === null) return false;
  const due = told.bills.filter((bill) => isDueBy(bill, through, today()));
  // Nobody can say what falls due: said once, as the exception of its run.
  if (due.length === 0) return told.line.kind === 'UNKNOWN' && isPeriodic(told.billingModel);
  const books = await readContractBooks(db, { project: { id: projectId, contract: null, currency: '' }, ...told });
  return named(due, books.names).some((bill) => {
    const { kind } = weighBill({ bill, earnedOn: bill.dueOn ?? bill.to, percent: null }, books);
    return kind === 'BILL' || kind === 'REFUSED';
  });
}

function isPeriodic(billingModel: BillingModel): boolean {
  return billingModel === 'RECURRING' || billingModel === 'RETAINER';
}
