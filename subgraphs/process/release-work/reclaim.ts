// Claims the work of a dropped draft once more, for a run that begins anew. A new claim is a new price (DOMAIN rule 29): time and expenses are
// planned anew of what PSA, contract and books say now, and what cannot be billed so is refused, with nothing claimed.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, type Money, sum } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { claimsOfDrafts, type KeptClaim, takeClaims } from '../../journal/claims.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import { saveDraft } from '../../journal/drafts.ts';
import type { Json } from '../../journal/run-journal.ts';
import { changeWork, claimKey } from '../billing/work-item.ts';
import { documentOf, moneyOf } from './document.ts';
import { priceExpense } from './expenses/price.ts';
import type { PsaEntry, WorkProject } from './facts.ts';
import { holdWords } from './hold-words.ts';
import { amountOf, book, type BookedItem, bookedItems, capScopeOf, readBooks } from './keeping.ts';
import { type DraftPage, draftOf, openDraft } from './moving.ts';
import { planRelease, type ReleaseQuestion } from './plan.ts';
import { type BillingConfig, type BillingPolicy, billingPolicyOf } from './policy.ts';
import { readProject, readTold, type WorkSources } from './reading.ts';
import { claimDocument, WorkTaken } from './take.ts';
import { isWorth, priceEntry } from './weigh.ts';

/** What it works with. */
export interface ReclaimParts extends WorkSources {
  readonly books: Books;
  readonly config: BillingConfig;
}

/** The work of a dropped draft cannot be claimed once more, and why; nothing was claimed. */
export class NotReclaimed extends Error {
  override readonly name = 'NotReclaimed';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Claims what is free of the work of a dropped draft, and writes the draft anew; one that is not dropped stays. Raises NotReclaimed, Fault. */
export async function reclaimDraft(
  parts: ReclaimParts,
  { runId, draftId }: { readonly runId: string; readonly draftId: string },
): Promise<void> {
  const { books, config, today } = parts;
  const draft = await draftOf(books, draftId);
  if (draft.state !== 'DROPPED') return;
  const claims = await claimedOnce(books, draftId);
  const items = await bookedItems(books.db, [...claims.keys()]);
  const kinds = new Set([...items.values()].map(({ facts }) => facts.entry.kind));
  const isOfPsa = [...kinds].every((kind) => kind === 'TIME' || kind === 'EXPENSE');
  // Read before the locks, for it asks three systems; as in a release, the books are read again under them.
  const project = isOfPsa ? await readProject(parts, draft.projectId, '9999-12-31') : null;
  if (isOfPsa && project === null) throw gone(draft, 'the PSA does not have its project any more');
  const policy = billingPolicyOf(config, draft.legalEntity);
  const { taxCode, isTaxNamed = false, taxReason } = documentOf(draft.document);
  const question: ReleaseQuestion = {
    ...{ through: '9999-12-31', today: today(policy.timeZone), policy, only: new Set(claims.keys()) },
    ...{ taxCode: isTaxNamed ? taxCode : null, taxReason },
  };
  const told = project === null ? await readTold(parts, draft.projectId, null) : { project };
  if (told === null) throw gone(draft, 'the PSA does not have its project any more');
  const purchaseOrder = told.project.contract?.purchaseOrder ?? null;
  await openDraft(books, runId, draftId, async (open) => {
    if (open.draft.state !== 'DROPPED') return;
    // What is over a retainer is planned by a draw, of what is prepaid by then; a bill by plan is worth what was agreed on.
    const isOfDraw = project?.billingModel === 'RETAINER' && kinds.has('TIME');
    if (project === null || isOfDraw) await reclaimAsItWas(open, { project, policy, purchaseOrder });
    else await planAnew(open, project, question);
  });
}

/** What a draft ever claimed, each piece as it was claimed last. */
async function claimedOnce({ db }: Pick<Books, 'db'>, draftId: string): Promise<ReadonlyMap<string, KeptClaim>> {
  return new Map((await claimsOfDrafts(db, [draftId])).map((claim) => [claim.source, claim]));
}

function gone({ id }: Pick<KeptDraft, 'id'>, why: string): NotReclaimed {
  return new NotReclaimed(
    'WORK_TAKEN',
    `The work of draft ${id} is not as it was: ${why}; release what is left of it anew`,
  );
}

/** Writes the draft as a release of its work would come out now. */
export async function planAnew(
  { page, draft }: DraftPage,
  project: WorkProject,
  question: ReleaseQuestion,
): Promise<void> {
  const plan = planRelease(project, await readBooks(page.db, project), question);
  const { blocker } = plan;
  if (blocker !== null) throw new NotReclaimed(blocker.code, `${blocker.message}; ${blocker.remedy}`);
  const [planned, ...others] = plan.documents;
  const [waits] = plan.held;
  if (planned === undefined)
    throw gone(draft, waits === undefined ? 'nothing of it is free to be billed' : holdWords(waits.hold));
  if (others.length > 0) throw gone(draft, `it would be ${others.length + 1} invoices now`);
  const taking = { page, project, runId: draft.releasedBy, capScope: capScopeOf(project) };
  await claimDocument(taking, draft.id, planned);
  await writeAnew({ page, draft }, { net: planned.net, document: planned.document });
}

async function writeAnew(
  { page, draft }: DraftPage,
  { net, document }: { readonly net: Money; readonly document: Json },
): Promise<void> {
  const revision = draft.revision + 1;
  await saveDraft(page.db, draft.id, { state: 'DRAFT', revision, document, net: amountOf(net) });
  page.audit('draft.claimed-again', { draft: draft.id, was: draft.net.amount, net: net.amount });
}

/** What a draft is claimed again by that is not planned anew. */
interface AsItWas {
  /** With its work as the PSA has it; null for what is billed by plan. */
  readonly project: WorkProject | null;
  readonly policy: BillingPolicy;
  /** The client's order of now: a draft under another one would be stopped again and again. */
  readonly purchaseOrder: string | null;
}

/** All of it as it was claimed last, or nothing: at another price than of now nothing is claimed. */
export async function reclaimAsItWas(open: DraftPage, { project, policy, purchaseOrder }: AsItWas): Promise<void> {
  const { page, draft } = open;
  const claims = await claimedOnce(page, draft.id);
  const items = await bookedItems(page.db, [...claims.keys()]);
  const amounts = [...claims.values()].map(({ amount }) => moneyOf(amount));
  const total = sum(currencyCode(draft.currency), amounts);
  if (compare(total, moneyOf(draft.net)) !== 0) throw gone(draft, 'some of it was given back before');
  const entries = new Map(
    [...(project?.entries ?? []), ...(project?.expenses ?? [])].map((each) => [each.source, each]),
  );
  for (const claim of claims.values()) {
    const booked = items.get(claim.source);
    if (booked === undefined) throw gone(draft, `${claim.source} is on no record`);
    if (project !== null) refuseIfDearer(draft, booked, { project, policy, entry: entries.get(claim.source) });
    const { item } = booked;
    const taken = changeWork(item, { kind: 'CLAIM', run: draft.id, amount: moneyOf(claim.amount), why: claim.why });
    if (taken.kind === 'REFUSED') throw gone(draft, taken.message);
    await book(page.db, [{ ...booked, item: taken.item }]);
    const again = { ...claim, key: claimKey(item), version: item.version, number: item.claims + 1 };
    if ((await takeClaims(page.db, [again])).length > 0) throw new WorkTaken(claim.source);
  }
  await writeAnew(open, { net: total, document: { ...documentOf(draft.document), purchaseOrder } });
}

/** A piece of work beside what the PSA has of it now. */
interface Beside {
  readonly project: WorkProject;
  readonly policy: BillingPolicy;
  readonly entry: PsaEntry | undefined;
}

function refuseIfDearer(
  draft: KeptDraft,
  { item, content, facts }: BookedItem,
  { project, policy, entry }: Beside,
): void {
  if (entry?.content !== content) throw gone(draft, `${item.id} was changed, or is not free, in the PSA`);
  const priced = entry.kind === 'TIME' ? priceEntry(entry, project) : priceExpense(entry, { ...project, policy });
  if (facts.isPart === true || (priced.kind === 'PRICED' && isWorth(item, priced.standard))) return;
  throw gone(draft, `${item.id} cost ${item.standard.amount} ${item.currency} and has another price now`);
}
