// Which claimed work is not any more what was claimed: edited, rejected, deleted, or put on a bill of the PSA by somebody (DOMAIN rule 30).
import { mintId } from '../../../schema/canon/identity.ts';
import { knownNames, named } from '../billing/bill-names.ts';
import type { PsaWorkItem } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { knownBill } from './contract/keeping.ts';
import { billsNow } from './contract/reading.ts';
import { contentOf, contradictionOf } from './contract/weigh.ts';
import type { BillDocument } from './document.ts';
import type { BookedItem } from './keeping.ts';
import type { ClaimedItem } from './moving.ts';

/** The PSA answers so many at once. */
const askedMax = 200;

/** What is claimed, and by what document. */
export interface Claimed {
  readonly projectId: string;
  readonly document: BillDocument;
  readonly items: readonly ClaimedItem[];
  /** The PSA's own invoice of this very document, which bills the work there; absent: it is on none. */
  readonly ownBill?: RecordRef | null;
}

/** Sources of claims that are not as they were claimed, asked of the systems themselves. Raises Fault when one cannot be asked. */
export async function changedWork(systems: Systems, claimed: Claimed): Promise<readonly string[]> {
  const isOfPsa = ({ booked: { facts } }: ClaimedItem): boolean =>
    facts.entry.kind === 'TIME' || facts.entry.kind === 'EXPENSE';
  const byTime = claimed.items.filter(isOfPsa);
  const byPlan = claimed.items.filter((item) => !isOfPsa(item));
  return [
    ...(await changedTime(systems, byTime, claimed.ownBill ?? null)),
    ...(byPlan.length === 0 ? [] : await changedBills(systems, claimed, byPlan)),
  ];
}

/** Planned bills that were cancelled, held back, agreed anew, or billed by somebody meanwhile. */
async function changedBills(
  systems: Systems,
  { projectId, document, ownBill = null }: Claimed,
  items: readonly ClaimedItem[],
): Promise<readonly string[]> {
  const asked = { projectId, psa: document.psaProject, erp: document.erpProject };
  const now = await billsNow(systems, asked, document.to);
  const planned = now?.bills ?? [];
  const names = knownNames(
    planned,
    items.flatMap(({ booked }) => (booked.facts.entry.ref === null ? [knownBill(booked.facts, booked.content)] : [])),
  );
  const bills = new Map(named(planned, names).map((bill) => [bill.source, bill]));
  return items.flatMap(({ claim, booked }) => {
    const bill = bills.get(claim.source);
    if (bill === undefined || contentOf(bill) !== booked.content || contradictionOf(bill) !== null)
      return [claim.source];
    if (bill.status === 'CANCELLED' || bill.status === 'HELD') return [claim.source];
    // What we billed ourselves and credited since is marked as billed there still; and what is on the document's own bill is.
    const isBilled = bill.status === 'BILLED' || (ownBill === null && bill.milestone?.billed === true);
    return isBilled && booked.item.version === 1 ? [claim.source] : [];
  });
}

async function changedTime(
  systems: Systems,
  claimed: readonly ClaimedItem[],
  ownBill: RecordRef | null,
): Promise<readonly string[]> {
  const now = await workNow(
    systems,
    claimed.map(({ booked }) => booked),
  );
  return claimed.flatMap(({ claim, booked }) => {
    const work = now.get(claim.source) ?? null;
    const isOwn = ownBill !== null && work?.bill?.id === ownBill.id;
    return isAsClaimed(isOwn && work !== null ? { ...work, billed: false } : work, booked.content)
      ? []
      : [claim.source];
  });
}

/** What the PSA has of time and expenses now, by source; what is gone is not there. Raises Fault. */
export async function workNow(
  { psa }: Pick<Systems, 'psa'>,
  items: readonly Pick<BookedItem, 'facts'>[],
): Promise<ReadonlyMap<string, PsaWorkItem>> {
  const refs = items.flatMap(({ facts }) => facts.entry.ref ?? []);
  const now: (PsaWorkItem | null)[] = [];
  for (let from = 0; from < refs.length; from += askedMax)
    now.push(...(await psa.workNow(refs.slice(from, from + askedMax))));
  return new Map(now.flatMap((work) => (work === null ? [] : [[mintId(work.ref) as string, work] as const])));
}

/** Whether work is as it was when it was claimed. Its price may differ: that froze. */
export function isAsClaimed(now: PsaWorkItem | null, content: string): boolean {
  return now !== null && now.version === content && now.approval === 'APPROVED' && now.billable && !now.billed;
}
