// Moves a draft and its claims on, both in one transaction of the books: reviewed, sent, found posted or not, stopped by changed work,
// dropped. The rules say what is possible (billing/draft, billing/work-item); here it is written.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { compare, subtract, sum, type Money, zero } from '../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../journal/books.ts';
import { claimsOfDrafts, moveClaims, placeClaim } from '../../journal/claims.ts';
import type { ClaimMove, KeptClaim } from '../../journal/claims.ts';
import { draftsById, saveDraft } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { Json } from '../../journal/run-journal.ts';
import { type DraftEvent, nextDraftStep } from '../billing/draft.ts';
import { changeWork, type WorkChange } from '../billing/work-item.ts';
import { builderOfDocument, documentOf, linesOf, moneyOf, spanOf, taxedLines } from './document.ts';
import { amountOf, book, bookedItems, type BookedItem } from './keeping.ts';
import type { BillingPolicy } from './policy.ts';
import { estimateLines } from './tax.ts';

/** A claim with the item it is on. */
export interface ClaimedItem {
  readonly claim: KeptClaim;
  readonly booked: BookedItem;
}

/** A draft whose project and contract are locked. */
export interface DraftPage {
  readonly page: BooksPage;
  readonly draft: KeptDraft;
}

/** Opens a draft under the locks of its project and contract. Raises Error when there is none: runs are begun for drafts that are there. */
export async function openDraft<T>(
  books: Books,
  runId: string,
  draftId: string,
  work: (draft: DraftPage) => Promise<T>,
): Promise<T> {
  return books.changeDraft(runId, draftId, async (page) => work({ page, draft: await draftOf(page, draftId) }));
}

/** A draft as it stands. Raises Error when there is none. */
export async function draftOf({ db }: Pick<Books, 'db'>, draftId: string): Promise<KeptDraft> {
  const [draft = null] = await draftsById(db, [draftId]);
  if (draft === null) throw new Error(`There is no draft ${draftId}`);
  return draft;
}

/** The open claims of a draft with their items. */
export async function claimedBy({ db }: Pick<Books, 'db'>, draftId: string): Promise<readonly ClaimedItem[]> {
  const claims = (await claimsOfDrafts(db, [draftId])).filter(
    ({ state }) => state === 'CLAIMED' || state === 'IN_DOUBT',
  );
  const items = await bookedItems(
    db,
    claims.map(({ source }) => source),
  );
  return claims.map((claim) => {
    const booked = items.get(claim.source);
    if (booked === undefined) throw new Error(`${claim.key} is a claim on nothing`);
    return { claim, booked };
  });
}

/** Moves a draft by an event that is possible now; one that has happened already changes nothing. Raises Error for what is not possible. */
export async function moveDraft(
  { page, draft }: DraftPage,
  event: DraftEvent['kind'] & MovingKind,
  runId: string,
): Promise<void> {
  const step = nextDraftStep(draft.state, event === 'POST' ? { kind: event, missing: [] } : { kind: event });
  if (step.kind !== 'NEXT') {
    if (isBehind(draft, event)) return;
    throw new Error(`Draft ${draft.id}: ${step.kind === 'REFUSED' ? step.message : step.hold.code}`);
  }
  await saveDraft(page.db, draft.id, { state: step.state });
  page.audit('draft.moved', { draft: draft.id, from: draft.state, to: step.state, run: runId });
}

type MovingKind = 'SEND_TO_REVIEW' | 'ACCEPT' | 'SUBMIT' | 'POST' | 'ISSUE';
const reached = ['DRAFT', 'PM_REVIEW', 'FINANCE_APPROVED', 'SUBMITTED', 'IN_DOUBT', 'POSTED', 'ISSUED'] as const;
const reaches: Readonly<Record<MovingKind, (typeof reached)[number]>> = {
  SEND_TO_REVIEW: 'PM_REVIEW',
  ACCEPT: 'FINANCE_APPROVED',
  SUBMIT: 'SUBMITTED',
  POST: 'IN_DOUBT',
  ISSUE: 'ISSUED',
};

/** An execution that crashed before it could note it has done this already. */
function isBehind({ state }: KeptDraft, event: MovingKind): boolean {
  return state !== 'DROPPED' && reached.indexOf(state) >= reached.indexOf(reaches[event]);
}

/**
 * The document is about to be sent, or what another system builds it of: until its document is known nobody knows where the value is (DOMAIN
 * rule 61).
 */
export async function submitDraft(open: DraftPage, runId: string): Promise<void> {
  const { state, document } = open.draft;
  if (state === 'SUBMITTED' || state === 'IN_DOUBT' || state === 'POSTED') return;
  await moveDraft(open, builderOfDocument(documentOf(document)).kind === 'GATEWAY' ? 'POST' : 'SUBMIT', runId);
  const by = { kind: 'SUBMIT', run: open.draft.id } as const;
  const claimed = await claimedBy(open.page, open.draft.id);
  await changeAll(
    open,
    claimed.map((each) => ({ each, by, move: { state: 'IN_DOUBT', posted: null } })),
  );
}

/** The ERP's word on a document. */
export interface PostedFigures {
  readonly invoice: Json;
  /** Net of each line by its position; what the ERP's line says. */
  readonly lines: readonly Money[];
}

/** Writes what the ERP has posted: the claims end as billed, a rounding of the ERP's is recorded on the last item of its line. */
export async function recordPosted(open: DraftPage, { invoice, lines }: PostedFigures): Promise<void> {
  const { page, draft } = open;
  if (draft.state === 'POSTED' || draft.state === 'ISSUED') return;
  const claimed = await claimedBy(page, draft.id);
  const byLine = Map.groupBy(claimed, ({ claim }) => claim.line);
  const changes: Change[] = [];
  for (const [line, net] of lines.entries()) {
    const own = byLine.get(line) ?? [];
    let left = net;
    for (const [index, each] of own.entries()) {
      const amount = moneyOf(each.claim.amount);
      const posted = index === own.length - 1 ? left : amount;
      left = subtract(left, posted);
      const by = { kind: 'FOUND_POSTED', run: draft.id, posted } as const;
      changes.push({ each, by, move: { state: 'BILLED', posted: posted.amount } });
    }
  }
  await changeAll(open, changes);
  await saveDraft(page.db, draft.id, { state: 'POSTED', invoice });
  page.audit('draft.posted', { draft: draft.id, items: claimed.length });
}

/** Gives everything back (DOMAIN rule 30); `words` are those of a person who wants it so. Raises Error on a document that is posted: that is credited instead. */
export async function dropDraft(open: DraftPage, why: string, words?: string): Promise<void> {
  const { page, draft } = open;
  if (draft.state === 'DROPPED') return;
  if (draft.state === 'POSTED' || draft.state === 'ISSUED')
    throw new Error(`Draft ${draft.id} is posted; credit it instead`);
  const claimed = await claimedBy(page, draft.id);
  await free(open, claimed);
  await saveDraft(page.db, draft.id, { state: 'DROPPED', whyDropped: why });
  page.audit('draft.dropped', { draft: draft.id, items: claimed.length, why }, words);
}

async function free(open: DraftPage, claimed: readonly ClaimedItem[]): Promise<void> {
  const run = open.draft.id;
  const sent = claimed.filter(({ claim }) => claim.state === 'IN_DOUBT');
  const back = await changeAll(
    open,
    sent.map((each) => ({ each, by: { kind: 'FOUND_NOT_POSTED', run }, move: { state: 'CLAIMED', posted: null } })),
  );
  const all = [...claimed.filter((each) => !sent.includes(each)), ...back];
  await changeAll(
    open,
    all.map((each) => ({ each, by: { kind: 'UNCLAIM', run }, move: { state: 'UNCLAIMED', posted: null } })),
  );
}

/**
 * Work changed under a draft: what did is given back, the rest is put together anew and reviewed again (DOMAIN rule 30). With nothing left,
 * or less than nothing, the draft is dropped: a minus alone is a credit, which refers to an invoice (rule 33).
 */
export async function reviseDraft(open: DraftPage, changed: ReadonlySet<string>, policy: BillingPolicy): Promise<void> {
  const { page, draft } = open;
  const claimed = await claimedBy(page, draft.id);
  const left = claimed.filter(({ claim }) => !changed.has(claim.source));
  if (left.length === claimed.length) return;
  const currency = currencyCode(draft.currency);
  const rest = sum(
    currency,
    left.map(({ claim }) => moneyOf(claim.amount)),
  );
  if (compare(rest, zero(currency)) <= 0) return dropDraft(open, 'WORK_CHANGED');
  await free(
    open,
    claimed.filter(({ claim }) => changed.has(claim.source)),
  );
  const old = documentOf(draft.document);
  const lines = linesOf(left.map(partOf));
  for (const [line, { parts }] of lines.entries())
    for (const { candidate } of parts) {
      const own = left.find(({ claim }) => claim.source === candidate.entry.source);
      if (own !== undefined) await placeClaim(page.db, own.claim.key, line);
    }
  const tax = { category: old.taxCategory, ratePercent: old.taxRatePercent };
  const estimate = estimateLines(taxedLines(lines), tax, policy);
  const document = {
    ...old,
    ...{ ...spanOf(left.map(({ booked }) => booked.facts.entry)), lines: lines.map(({ line }) => line) },
    ...{ taxEstimate: amountOf(estimate.tax), gross: amountOf(estimate.gross) },
  };
  const net = amountOf(rest);
  await saveDraft(page.db, draft.id, { state: 'DRAFT', revision: draft.revision + 1, document, net });
  page.audit('draft.work-changed', { draft: draft.id, givenBack: claimed.length - left.length, items: left.length });
}

/** Dates a draft in another period, to be reviewed again: its own takes no more postings (DOMAIN rule 45). */
export async function redateDraft({ page, draft }: DraftPage, issuedOn: string): Promise<void> {
  const old = documentOf(draft.document);
  if (old.issuedOn === issuedOn) return;
  const document = { ...old, issuedOn };
  await saveDraft(page.db, draft.id, { state: 'DRAFT', revision: draft.revision + 1, document });
  page.audit('draft.re-dated', { draft: draft.id, was: old.issuedOn, issuedOn });
}

function partOf({ claim, booked: { item, facts } }: ClaimedItem) {
  const { entry, hourlyRate, isPart = false, taxCode = null } = facts;
  return { candidate: { entry, item, hourlyRate, why: claim.why, isPart, taxCode }, billed: moneyOf(claim.amount) };
}

/** What happens to an item, and what becomes of its claim. */
interface Change {
  readonly each: ClaimedItem;
  readonly by: WorkChange;
  readonly move: Omit<ClaimMove, 'key'>;
}

/** All of them at once; each item is named once. */
async function changeAll({ page }: DraftPage, changes: readonly Change[]): Promise<readonly ClaimedItem[]> {
  const changed = changes.map(({ each: { claim, booked }, by }) => {
    const result = changeWork(booked.item, by);
    if (result.kind === 'REFUSED') throw new Error(result.message);
    return { claim, booked: { ...booked, item: result.item } };
  });
  await book(
    page.db,
    changed.map(({ booked }) => booked),
  );
  await moveClaims(
    page.db,
    changes.map(({ each: { claim }, move }) => ({ key: claim.key, ...move })),
  );
  return changed;
}
