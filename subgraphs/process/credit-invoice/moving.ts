// Moves a credit on, and with it the work it takes back: both in one transaction of the books, under the locks of project and contract.
// The rules say what is possible (billing/work-item); here it is written.
import { isZero } from '../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../journal/books.ts';
import { claimsOfDrafts, saveItems, versionsBySource } from '../../journal/claims.ts';
import type { KeptItem } from '../../journal/claims.ts';
import { carryPart, creditsOfDrafts, saveCredit } from '../../journal/credits.ts';
import type { KeptCredit, KeptPart } from '../../journal/credits.ts';
import { draftsById } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { Json } from '../../journal/run-journal.ts';
import { type HoldKind, saveHolds } from '../../journal/work-holds.ts';
import { changeWork, reissueBilled } from '../billing/work-item.ts';
import { usedOfCaps, type WorkItem, workFaults } from '../billing/work-law.ts';
import { amountOf, type CreditBooks, moneyIn } from './facts.ts';

/** The newest version of some work is on a draft: its price is frozen there, and what is released cannot join it. Nothing was written. */
export class WorkOnDraft extends Error {
  override readonly name = 'WorkOnDraft';
}

/** A transaction over one invoice. Raises Error when there is no such draft. */
export async function changeInvoice<T>(
  books: Books,
  { runId, draftId }: { readonly runId: string; readonly draftId: string },
  work: (page: BooksPage, draft: KeptDraft) => Promise<T>,
): Promise<T> {
  const before = await draftIn(books, draftId);
  const scopes = [before.projectId, ...(before.contractId === null ? [] : [before.contractId])];
  return books.change(runId, scopes, async (page) => work(page, await draftIn(page, draftId)));
}

async function draftIn({ db }: Pick<Books, 'db'>, draftId: string): Promise<KeptDraft> {
  const [draft = null] = await draftsById(db, [draftId]);
  if (draft === null) throw new Error(`There is no draft ${draftId}`);
  return draft;
}

/** What the books say of an invoice. */
export async function creditBooksOf({ db }: Pick<Books, 'db'>, draft: KeptDraft): Promise<CreditBooks> {
  const [claims, credits] = await Promise.all([claimsOfDrafts(db, [draft.id]), creditsOfDrafts(db, [draft.id])]);
  return { draft, credits, claims: claims.filter(({ state }) => state === 'BILLED') };
}

/** What is kept of an item besides its value. */
type ItemFacts = {
  readonly heldByPerson: string | null;
  readonly isPart?: boolean;
  readonly [name: string]: Json | undefined;
};
type Row = KeptItem<Json, Json>;

/**
 * Puts a credit on record as posted: what it takes back becomes a new version of each hour, free or held, or is given up. Raises
 * WorkOnDraft.
 */
export async function postCredit(
  page: BooksPage,
  credit: KeptCredit,
  posted: { readonly memo: Json; readonly document: Json; readonly tax: string; readonly heldBecause: string | null },
): Promise<void> {
  const sources = credit.parts.map(({ source }) => source);
  const kept = await versionsBySource<Json, Json>(page.db, sources);
  for (const part of credit.parts) {
    const rows = kept.get(part.source) ?? [];
    if (credit.outcome === 'CONCEDE') await concede(page, rows, part);
    else await release(page, rows, { credit, part, heldBecause: posted.heldBecause });
  }
  const { memo, document, tax } = posted;
  await saveCredit(page.db, credit.id, { state: 'POSTED', memo, document, tax });
  const { draftId, outcome, origin, net } = credit;
  page.audit('invoice.credited', { credit: credit.id, draft: draftId, outcome, origin, ...net });
}

async function concede(page: BooksPage, rows: readonly Row[], part: KeptPart): Promise<void> {
  const row = rows.find(({ version }) => version === part.version);
  if (row === undefined) throw new Error(`${part.source} has no version ${part.version}`);
  const item = itemOf(row);
  const result = changeWork(item, { kind: 'CONCEDE', amount: moneyIn(part.amount, item.currency) });
  if (result.kind === 'REFUSED') throw new Error(result.message);
  await keep(page, row, result.item, factsOf(row));
}

interface Releasing {
  readonly credit: KeptCredit;
  readonly part: KeptPart;
  readonly heldBecause: string | null;
}

async function release(page: BooksPage, rows: readonly Row[], { credit, part, heldBecause }: Releasing): Promise<void> {
  const versions = rows.map(itemOf);
  const newest = rows.at(-1);
  const row = rows.find(({ version }) => version === part.version);
  const currency = versions[0]?.currency;
  if (newest === undefined || row === undefined || currency === undefined)
    throw new Error(`${part.source} has no version ${part.version}`);
  const reissued = reissueBilled(versions, part.version, moneyIn(part.amount, currency));
  if (reissued.kind === 'REFUSED') throw new WorkOnDraft(reissued.message);
  for (const item of reissued.changed) {
    const own = rows.find(({ version }) => version === item.version) ?? row;
    await keep(page, own, item, factsOf(own));
  }
  // Priced anew only where the whole of it is free again: else two prices would make up one hour.
  const { isPart } = reissued;
  const heldByPerson = heldBecause ?? factsOf(newest).heldByPerson;
  const next = heldByPerson === null ? reissued.next : withAllHeld(reissued.next);
  await keep(page, newest, next, { ...factsOf(newest), heldByPerson, isPart });
  await carryPart(page.db, credit.id, part, next.version);
  if (heldByPerson === null) return;
  const { projectId, workedOn } = newest;
  await saveHolds(page.db, { projectIds: [], kinds: [] }, [
    {
      ...{ source: part.source, workedOn, projectId, code: 'HELD_BY_PERSON', owner: 'FINANCE', currency },
      hold: { code: 'HELD_BY_PERSON', reason: heldByPerson },
      ...{ amount: amountOf(next.places.held), runId: credit.runId, kind: kindOf(newest) },
    },
  ]);
}

function kindOf(row: Row): HoldKind {
  // Written by a release with each item.
  const { kind } = factsOf(row).entry as { readonly kind: string };
  return kind === 'TIME' || kind === 'EXPENSE' ? kind : 'PLAN';
}

function withAllHeld(item: WorkItem): WorkItem {
  const { unbilled } = item.places;
  if (isZero(unbilled)) return item;
  const held = changeWork(item, { kind: 'HOLD', amount: unbilled });
  if (held.kind === 'REFUSED') throw new Error(held.message);
  return held.item;
}

/** Raises Error when the work law does not hold of it: then nothing of the transaction is written. */
async function keep(page: BooksPage, row: Row, item: WorkItem, facts: ItemFacts): Promise<void> {
  const [fault] = workFaults(item);
  if (fault !== undefined) throw new Error(`The work law does not hold: ${fault}`);
  const used = amountOf(usedOfCaps(item));
  // Written and read as the rules have them.
  const kept = { facts: facts as unknown as Json, state: item as unknown as Json };
  await saveItems(page.db, [{ ...row, version: item.version, used, ...kept }]);
}

function itemOf({ state }: Row): WorkItem {
  return state as unknown as WorkItem;
}

function factsOf({ facts }: Row): ItemFacts {
  return facts as unknown as ItemFacts;
}
