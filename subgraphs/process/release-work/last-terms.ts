// Days may go by until everybody has agreed to a draft. What it was made under is looked at once more then: whether its project and contract are
// billed at all, the client's order, the caps, and the period it is dated in (DOMAIN rules 23, 31, 44, 45).
import { type Hold, holdRemedies } from '../../../schema/canon/hold.ts';
import { add, compare, subtract } from '../../../schema/canon/money.ts';
import { landingOf } from '../../../schema/canon/posting-period.ts';
import { counts } from '../billing/cap.ts';
import { purchaseOrderHold } from '../billing/grouping.ts';
import { blockerOf } from './blocker.ts';
import { documentOf, moneyOf } from './document.ts';
import type { WorkBooks, WorkProject } from './facts.ts';
import { holdWords } from './hold-words.ts';
import { type BookedItem, readBooks } from './keeping.ts';
import { claimedBy, draftOf } from './moving.ts';
import { capsOf, orderOf } from './plan.ts';
import type { BillingPolicy } from './policy.ts';
import { readTold } from './reading.ts';
import type { ReclaimParts } from './reclaim.ts';

/** What became of a draft's terms. REDATED: its period takes nothing any more, and this is the first day that does. */
export type Terms =
  | { readonly kind: 'KEPT' }
  | { readonly kind: 'REDATED'; readonly accountingOn: string }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly message: string };

/** Reads them anew, of nothing that is shared. Raises Fault. */
export async function termsNow(parts: ReclaimParts, draftId: string, policy: BillingPolicy): Promise<Terms> {
  const { books, systems, recordsOf, recordsOfEach } = parts;
  const draft = await draftOf(books, draftId);
  const { issuedOn, purchaseOrder } = documentOf(draft.document);
  // Periods as of the day it is dated: those that are over are asked for, too.
  const told = await readTold({ systems, recordsOf, recordsOfEach, today: () => issuedOn }, draft.projectId, null);
  if (told === null) return refused('PROJECT_UNKNOWN', `The PSA has no project ${draft.projectId} any more`);
  const { project } = told;
  const kept = await readBooks(books.db, project);
  const blocker = blockerOf(project, kept);
  if (blocker !== null) return refused(blocker.code, `${blocker.message}; ${blocker.remedy}`);
  const present = project.contract?.purchaseOrder ?? null;
  if (present !== purchaseOrder) {
    const message = `The draft names the client's order ${purchaseOrder ?? 'nowhere'}, which is ${present ?? 'none'} now`;
    return refused('PURCHASE_ORDER_CHANGED', message);
  }
  const order = orderOf({ project, orderUsed: kept.orderUsed ?? null });
  const net = moneyOf(draft.net);
  // What is used of it has the draft in it already.
  const before = order === null || order.balance === null ? order : { ...order, balance: add(order.balance, net) };
  const required = { required: policy.purchaseOrderRequired };
  const hold =
    purchaseOrderHold(net, before, required, parts.today()) ??
    capHold(project, kept, await claimedItems(parts, draftId));
  if (hold !== null) return refused(hold.code, `${holdWords(hold)}; ${holdRemedies[hold.code].remedy}`);
  const landing = landingOf(issuedOn, project.seller?.periods ?? [], 'receivables');
  if (landing.kind === 'HELD')
    return refused(landing.hold.code, `${holdWords(landing.hold)}; ${holdRemedies[landing.hold.code].remedy}`);
  return landing.accountingOn === issuedOn ? { kind: 'KEPT' } : { kind: 'REDATED', accountingOn: landing.accountingOn };
}

function refused(code: string, message: string): Terms {
  return { kind: 'REFUSED', code, message: `${message}; then send the run on, which makes the draft anew` };
}

async function claimedItems({ books }: ReclaimParts, draftId: string): Promise<readonly BookedItem[]> {
  return (await claimedBy(books, draftId)).map(({ booked }) => booked);
}

/** A cap of the draft's hours and expenses that holds less now than is billed and under way, the draft included. */
function capHold(project: WorkProject, kept: WorkBooks, items: readonly BookedItem[]): Hold | null {
  const contract = project.contract?.id ?? project.id;
  const work = items.flatMap(({ facts: { entry } }) =>
    entry.kind === 'TIME' || entry.kind === 'EXPENSE' ? [{ contract, line: '', workedOn: entry.workedOn }] : [],
  );
  const over = capsOf(project, kept).filter(
    ({ scope, limit, consumed }) => compare(consumed, limit) > 0 && work.some((each) => counts(scope, each)),
  );
  return over.length === 0
    ? null
    : { code: 'OVER_CAP', caps: over.map(({ id, limit, consumed }) => `${id} by ${subtract(consumed, limit).amount}`) };
}
