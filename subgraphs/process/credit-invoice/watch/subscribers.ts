// Follows what changes in the ERP: an invoice of ours, or a memo that credits one, is looked at as it is now, and a run begins only for what
// is news. What we write ourselves is told, too, and ends here once it is on record.
import { mintId } from '../../../../schema/canon/identity.ts';
import type { Books } from '../../../journal/books.ts';
import { creditOfMemo } from '../../../journal/credits.ts';
import { draftsById, draftsOfInvoices } from '../../../journal/drafts.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { watchedDocuments } from '../../../journal/watched-documents.ts';
import type { FeedChange, FeedRun, FeedSubscriber } from '../../feeds/subscriber.ts';
import type { Systems } from '../../systems/systems.ts';
import type { WatchInput } from './process.ts';
import { documentOf, invoiceOf } from '../facts.ts';
import { besideKey, draftsBeside, followsInvoices, suspects } from './beside.ts';
import { digestOf, digestWhenPosted, lookAt } from './seen.ts';

/** Who is told of the ERP's invoices and credit memos. */
export function watchedDocumentFollowers(books: Pick<Books, 'db'>): readonly FeedSubscriber[] {
  return [
    {
      // What was there before is looked at once: it may have been changed while nobody watched.
      ...{ name: followsInvoices, system: 'erp', kind: 'INVOICE', existing: 'TOLD' },
      needless: (changes, systems) => asPosted(books, systems, changes),
      runFor: async (change, systems) => {
        const [draft = null] = await draftsOfInvoices(books.db, [mintId(change.ref)]);
        return draft === null ? runBeside(books, systems, change) : runOf(books, systems, draft);
      },
    },
    {
      ...{ name: 'watched-credit-memos', system: 'erp', kind: 'CREDIT_MEMO', existing: 'TOLD' },
      runFor: async (change, systems) => {
        const draft = await draftCredited(books, systems, change);
        return draft === null ? null : runOf(books, systems, draft);
      },
    },
  ];
}

/**
 * Invoices that are nobody's and about nothing that is held, or as we know them by a query over all of them. It may trail what somebody does to one meanwhile: the feed
 * trails as far, and tells of that as of a further change.
 */
async function asPosted(
  { db }: Pick<Books, 'db'>,
  systems: Systems,
  changes: readonly FeedChange[],
): Promise<ReadonlySet<string>> {
  const drafts = await draftsOfInvoices(
    db,
    changes.map(({ ref }) => mintId(ref)),
  );
  const ours = drafts.filter((draft) => draft !== null);
  const known = await watchedDocuments(
    db,
    ours.map(({ id }) => id),
  );
  const seen = ours.length === 0 ? [] : await systems.erp.watchedInvoices(ours.map((draft) => invoiceOf(draft).ref));
  const changed = new Set(
    ours.flatMap((draft, index) => {
      const now = seen[index] ?? null;
      const before = known.get(draft.id)?.seen ?? digestWhenPosted(draft);
      return now !== null && digestOf({ posted: now, credits: now.credits, payments: now.payments }) === before
        ? []
        : [draft.id];
    }),
  );
  const foreign = await suspects(
    { db },
    systems,
    changes.filter((_, index) => drafts[index] == null),
  );
  const isNeedless = (draft: KeptDraft | null, { ref }: FeedChange): boolean =>
    draft === null ? !foreign.has(ref.id) : !changed.has(draft.id);
  return new Set(changes.flatMap((each, index) => (isNeedless(drafts[index] ?? null, each) ? [each.ref.id] : [])));
}

/** An invoice that nobody here posted, where work of its customer is held since a person voided or credited what billed it. */
async function runBeside(books: Pick<Books, 'db'>, systems: Systems, change: FeedChange): Promise<FeedRun | null> {
  const posted = change.deleted ? null : await systems.erp.postedDocument(change.ref);
  // Gone: of whom it was nobody says any more; whoever lets the work go asks for what there is then.
  if (posted === null) return null;
  const drafts = await draftsBeside(books, posted);
  const isOnLine = ({ document }: KeptDraft): boolean =>
    posted.lines.some(({ project }) => project?.id === documentOf({ document }).erpProject.id);
  const draft = drafts.find(isOnLine) ?? drafts[0];
  if (draft === undefined) return null;
  const input: WatchInput = { role: 'operator', draftId: draft.id };
  const idempotencyKey = await besideKey(books, draft, change, posted);
  return idempotencyKey === null ? null : { process: 'watchPostedDocuments', input, idempotencyKey };
}

async function draftCredited(
  { db }: Pick<Books, 'db'>,
  systems: Systems,
  { ref, deleted }: FeedChange,
): Promise<KeptDraft | null> {
  const known = await creditOfMemo(db, mintId(ref));
  if (known !== null) return (await draftsById(db, [known.draftId]))[0] ?? null;
  if (deleted) return null;
  const memo = await systems.erp.postedDocument(ref);
  if (memo?.original == null) return null;
  return (await draftsOfInvoices(db, [mintId(memo.original)]))[0] ?? null;
}

async function runOf({ db }: Pick<Books, 'db'>, systems: Systems, draft: KeptDraft): Promise<FeedRun | null> {
  const seen = digestOf(await lookAt(systems, draft));
  const known = (await watchedDocuments(db, [draft.id])).get(draft.id);
  if (seen === (known?.seen ?? digestWhenPosted(draft))) return null;
  const input: WatchInput = { role: 'operator', draftId: draft.id };
  // The count of looks, for a document may be put back as it was before.
  return { process: 'watchPostedDocuments', input, idempotencyKey: `${draft.id}:${known?.looks ?? 0}:${seen}` };
}
