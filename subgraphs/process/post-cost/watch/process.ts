// What a person did in the ERP to a journal entry of ours, taken notice of: an exception with its amount, which ends by itself when the entry
// is put back. Nothing in the ERP is overwritten (DOMAIN rules 33, 37).
import { mintId } from '../../../../schema/canon/identity.ts';
import type { Books } from '../../../journal/books.ts';
import { costEntriesOf, saveSeenEntry } from '../../../journal/cost-entries.ts';
import { subjectNote } from '../../../journal/exceptions.ts';
import { endTrouble, tellTrouble } from '../../../journal/watched-documents.ts';
import type { Process, Saga } from '../../saga/saga.ts';
import type { Systems } from '../../systems/systems.ts';
import type { RecordRef } from '../../systems/write-call.ts';
import { documentOf, entriesOf } from '../document.ts';
import { postingOf } from '../keeping.ts';
import { amountAtRisk, changesOf, changeWords, digestOf, type EntryChange, factsSent } from './changes.ts';

/** What it is begun with. */
export type WatchCostInput = { readonly role: string; readonly entry: RecordRef };

/** What was noticed. */
export type WatchedCost = { readonly postingId: string; readonly changes: readonly EntryChange[] };

/** What the process works with. */
export interface WatchCostParts {
  readonly systems: Systems;
  readonly books: Books;
}

/** The process for one caller. */
export function watchPostedCost(parts: WatchCostParts): Process<WatchCostInput, WatchedCost> {
  return {
    name: 'watchPostedCost',
    run: (saga, { entry }) => saga.once('noticed', () => notice(saga, parts, entry)),
  };
}

async function notice(saga: Saga, { systems, books }: WatchCostParts, ref: RecordRef): Promise<WatchedCost> {
  const [kept = null] = await costEntriesOf(books.db, [ref]);
  if (kept === null) throw new Error(`Journal entry ${ref.id} is of no posting`);
  const { postingId, part } = kept;
  const { projectId, document, entries } = await postingOf(books.db, postingId);
  const told = documentOf(document).entries.find((each) => each.part === part);
  if (told === undefined) throw new Error(`Posting ${postingId} has no entry ${part}`);
  const number = entriesOf(entries).find((each) => each.part === part)?.number ?? ref.id;
  const subject = { kind: 'JOURNAL_ENTRY', id: mintId(ref), label: number };
  await saga.once(subjectNote, () => subject);
  const there = await systems.erp.postedJournalEntry(ref);
  const sent = factsSent(told.entry);
  const changes = changesOf(sent, there);
  const trouble = { code: 'COST_CHANGED_IN_ERP' as const, subject };
  await books.change(saga.runId, [projectId], async (page) => {
    await saveSeenEntry(page.db, ref, changes.length === 0 ? null : digestOf(there));
    if (changes.length === 0) return endTrouble(page.db, trouble);
    const { amount, currency } = amountAtRisk(sent, there, changes);
    await tellTrouble(page.db, {
      ...{ ...trouble, message: changeWords(number, sent, there), fields: [...changes, number], system: 'erp' },
      atRisk: { amount, currency },
    });
    page.audit('cost.changed-in-erp', { posting: postingId, entry: subject.id, changes: [...changes] });
  });
  return { postingId, changes };
}
