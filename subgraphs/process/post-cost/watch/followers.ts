// Follows what changes in the ERP: journal entries of ours are looked at some at a time, by pages of their lines, and a run begins only for
// what is not as it was seen last. What we post ourselves is told, too, and ends here.
import { mintId } from '../../../../schema/canon/identity.ts';
import type { Books } from '../../../journal/books.ts';
import { costEntriesOf, type KeptCostEntry } from '../../../journal/cost-entries.ts';
import { postingsById } from '../../../journal/costs.ts';
import type { FeedChange, FeedRun, FeedSubscriber } from '../../feeds/subscriber.ts';
import type { Systems } from '../../systems/systems.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { documentOf } from '../document.ts';
import { digestOf, type EntryFacts, factsSent } from './changes.ts';
import type { WatchCostInput } from './process.ts';

type Database = Books['db'];

/** Who is told of the ERP's journal entries. */
export function watchedEntryFollowers({ db }: Pick<Books, 'db'>): readonly FeedSubscriber[] {
  return [
    {
      // What was there before is looked at once: it may have been changed while nobody watched.
      ...{ name: 'watched-journal-entries', system: 'erp', kind: 'JOURNAL_ENTRY', existing: 'TOLD' },
      needless: (changes, systems) => asKnown(db, systems, changes),
      runFor: async ({ ref }, systems) => {
        const [kept = null] = await costEntriesOf(db, [ref]);
        if (kept === null) return null;
        // By its own address: a query may trail what it is asked about.
        return runOf(db, ref, kept, await systems.erp.postedJournalEntry(ref));
      },
    },
  ];
}

/** Entries that are nobody's, or as they were seen last by a query over all of them. */
async function asKnown(db: Database, systems: Systems, changes: readonly FeedChange[]): Promise<ReadonlySet<string>> {
  const refs = changes.map(({ ref }) => ref);
  const kept = await costEntriesOf(db, refs);
  const ours = refs.filter((_, index) => kept[index] != null);
  const there = ours.length === 0 ? [] : await systems.erp.watchedJournalEntries(ours);
  const found = new Map(ours.map(({ id }, index) => [id, there[index] ?? null]));
  const known = await knownDigests(
    db,
    kept.filter((each) => each !== null),
  );
  const isNeedless = ({ id }: RecordRef): boolean => {
    const digestKnown = known.get(id);
    if (digestKnown === undefined) return true;
    const now = found.get(id) ?? null;
    return now !== null && digestOf(now) === digestKnown;
  };
  return new Set(refs.filter(isNeedless).map(({ id }) => id));
}

/** By the ERP's id: what was seen last of an entry, else what it was sent as. */
async function knownDigests(db: Database, kept: readonly KeptCostEntry[]): Promise<ReadonlyMap<string, string>> {
  const postings = await postingsById(
    db,
    kept.map(({ postingId }) => postingId),
  );
  return new Map(
    kept.flatMap(({ id, part, seen }, index) => {
      if (seen !== null) return [[id, seen] as const];
      const posting = postings[index] ?? null;
      const sent = posting === null ? undefined : documentOf(posting.document).entries.find((one) => one.part === part);
      return sent === undefined ? [] : [[id, digestOf(factsSent(sent.entry))] as const];
    }),
  );
}

async function runOf(
  db: Database,
  ref: RecordRef,
  kept: KeptCostEntry,
  there: EntryFacts | null,
): Promise<FeedRun | null> {
  const seen = digestOf(there);
  if (seen === (await knownDigests(db, [kept])).get(kept.id)) return null;
  const input: WatchCostInput = { role: 'finance-controller', entry: ref };
  // The count of looks, for an entry may be put back as it was before.
  return { process: 'watchPostedCost', input, idempotencyKey: `${mintId(ref)}:${kept.looks}:${seen}` };
}
