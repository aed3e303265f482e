// Days may go by until everybody has agreed to a draft. What it was made under is looked at once more then: whether its project and contract are
// billed at all, the client's order, the caps, what its contract line is worth, and the period it is dated in (DOMAIN rules 23, 31, 32, 44, 45, 68).
import { type Hold, holdRemedies } from '../../../schema/canon/hold.ts';
import { add, compare, isZero, subtract, zero } from '../../../schema/canon/money.ts';
import { landingOf } from '../../../schema/canon/posting-period.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import { counts } from '../billing/cap.ts';
import { purchaseOrderHold } from '../billing/grouping.ts';
import type { BillingLine } from '../billing/line-law.ts';
import { blockerOf } from './blocker.ts';
import { readContractBooks } from './contract/keeping.ts';
import { planContract } from './contract/plan.ts';
import { readContract } from './contract/reading.ts';
import { documentOf, moneyOf } from './document.ts';
import type { WorkBooks, WorkProject } from './facts.ts';
import { holdWords } from './hold-words.ts';
import { type BookedItem, readBooks } from './keeping.ts';
import { claimedBy, draftOf } from './moving.ts';
import { capsOf, orderOf } from './plan.ts';
import { dayOfDocument } from './placing.ts';
import type { BillingPolicy } from './policy.ts';
import { readTold, type WorkSources } from './reading.ts';
import type { ReclaimParts } from './reclaim.ts';

/** What became of a draft's terms. REDATED: its period takes nothing any more, and this is its day in the first one that does. */
export type Terms =
  | { readonly kind: 'KEPT' }
  | { readonly kind: 'REDATED'; readonly accountingOn: string }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly message: string };

/** What terms are judged by, all of now. */
export interface TermFacts {
  readonly draft: Pick<KeptDraft, 'document' | 'net'>;
  readonly project: WorkProject;
  readonly books: WorkBooks;
  readonly items: readonly Pick<BookedItem, 'facts' | 'capScope'>[];
  /** The contract line that its project delivers, with the draft; null where it is billed by its time, or nobody can say which it is. */
  readonly line: BillingLine | null;
  readonly policy: BillingPolicy;
  /** The seller's business day. */
  readonly today: string;
}

/** Reads them anew, of nothing that is shared. Raises Fault. */
export async function termsNow(parts: ReclaimParts, draftId: string, policy: BillingPolicy): Promise<Terms> {
  const { books, systems, recordsOf, recordsOfEach } = parts;
  const draft = await draftOf(books, draftId);
  const { issuedOn } = documentOf(draft.document);
  const items = (await claimedBy(books, draftId)).map(({ booked }) => booked);
  // Periods as of the day it is dated: those that are over are asked for, too.
  const sources = { systems, recordsOf, recordsOfEach, today: () => issuedOn };
  const today = parts.today(policy.timeZone);
  const told = items.some(({ facts }) => isPlanned(facts))
    ? await readPlanned(sources, { books, draft, policy, today })
    : await readTold(sources, draft.projectId, null);
  if (told === null) return refused('PROJECT_UNKNOWN', `The PSA has no project ${draft.projectId} any more`);
  const { project } = told;
  const line = 'line' in told ? told.line : null;
  return termsOf({ draft, project, books: await readBooks(books.db, project), items, line, policy, today });
}

function isPlanned({ entry: { kind } }: BookedItem['facts']): boolean {
  return kind !== 'TIME' && kind !== 'EXPENSE';
}

async function readPlanned(
  sources: WorkSources,
  {
    books,
    draft,
    ...question
  }: Pick<ReclaimParts, 'books'> & Pick<TermFacts, 'policy' | 'today'> & { draft: KeptDraft },
): Promise<Pick<TermFacts, 'project' | 'line'> | null> {
  const { to } = documentOf(draft.document);
  const contract = await readContract(sources, draft.projectId, to);
  if (contract === null) return null;
  const kept = await readContractBooks(books.db, contract);
  const plan = planContract(contract, kept, () => [], { through: to, taxCode: null, ...question });
  return { project: contract.project, line: plan.line?.standing ?? null };
}

/** What became of the terms of a draft. Pure. */
export function termsOf({ draft, project, books, items, line, policy, today }: TermFacts): Terms {
  const { issuedOn, purchaseOrder } = documentOf(draft.document);
  const blocker = blockerOf(project, books);
  if (blocker !== null) return refused(blocker.code, `${blocker.message}; ${blocker.remedy}`);
  const present = project.contract?.purchaseOrder ?? null;
  if (present !== purchaseOrder) {
    const message = `The draft names the client's order ${purchaseOrder ?? 'nowhere'}, which is ${present ?? 'none'} now`;
    return refused('PURCHASE_ORDER_CHANGED', message);
  }
  const order = orderOf({ project, orderUsed: books.orderUsed ?? null });
  const net = moneyOf(draft.net);
  // What is used of it has the draft in it already.
  const before = order === null || order.balance === null ? order : { ...order, balance: add(order.balance, net) };
  const required = { required: policy.purchaseOrderRequired };
  const hold =
    purchaseOrderHold(net, before, required, today) ?? capHold(project, books, items) ?? lineHold(line, items);
  if (hold !== null) return refusedBy(hold);
  const periods = project.seller?.periods ?? [];
  const landing = landingOf(issuedOn, periods, 'receivables');
  if (landing.kind === 'LANDS' && landing.accountingOn === issuedOn) return { kind: 'KEPT' };
  // As a draft of today would be: the client's days to pay do not begin before anybody has agreed to it.
  const day = dayOfDocument([issuedOn], today, periods);
  return day.kind === 'HELD' ? refusedBy(day.hold) : { kind: 'REDATED', accountingOn: day.accountingOn };
}

function refusedBy(hold: Hold): Terms {
  return refused(hold.code, `${holdWords(hold)}; ${holdRemedies[hold.code].remedy}`);
}

function refused(code: string, message: string): Terms {
  return { kind: 'REFUSED', code, message: `${message}; then send the run on, which makes the draft anew` };
}

/** A cap of the draft's work that holds less now than is billed and under way, the draft included. */
function capHold(project: WorkProject, kept: WorkBooks, items: TermFacts['items']): Hold | null {
  const contract = project.contract?.id ?? project.id;
  const over = capsOf(project, kept).filter(
    ({ scope, limit, consumed, isOfHours = false }) =>
      compare(consumed, limit) > 0 &&
      items.some(
        ({ facts }) =>
          !(isOfHours && isPlanned(facts)) && counts(scope, { contract, line: '', workedOn: facts.entry.workedOn }),
      ),
  );
  return over.length === 0
    ? null
    : { code: 'OVER_CAP', caps: over.map(({ id, limit, consumed }) => `${id} by ${subtract(consumed, limit).amount}`) };
}

/** The contract line of a draft by plan that was amended meanwhile, and is worth less now than is billed of it and under way. */
function lineHold(line: BillingLine | null, items: TermFacts['items']): Hold | null {
  if (line === null || !items.some(({ capScope }) => capScope === line.id)) return null;
  const { scheduled } = line.places;
  if (isZero(scheduled) || compare(scheduled, zero(line.currency)) > 0) return null;
  return {
    code: 'OVER_CAP',
    caps: [`what its contract line is worth, by ${subtract(zero(line.currency), scheduled).amount}`],
  };
}
