// The writes of a posting, each with its look-up and its undo: our own books, where the claims are, and the ERP's entries.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { compare, money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import type { KeptPosting } from '../../journal/costs.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import type { Json } from '../../journal/run-journal.ts';
import { keyDigest } from '../billing/business-key.ts';
import { failure, type Outcome } from '../saga/outcome.ts';
import type { Step } from '../saga/step.ts';
import type { ErpJournalEntry, ErpPostedJournal } from '../systems/erp-journals.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { documentOf, entriesOf, type PostedEntry } from './document.ts';
import { dropPosting, postingOf, recordPosting } from './keeping.ts';

/** What the steps of one posting share. */
export interface CostSteps extends Pick<KeptPosting, 'key' | 'kind' | 'projectId' | 'amount'> {
  readonly systems: Systems;
  readonly books: Books;
  readonly runId: string;
  readonly postingId: string;
  readonly document: Json;
  /** Business day of the legal entity, YYYY-MM-DD. */
  readonly today: () => string;
}

/** A posting as a step refers to it. */
type PostingRef = { readonly posting: string };

/** Our own books: no call leaves the house, and none is in doubt. */
const ours = 'billing';
const onRecord = 'The cost is posted and on record; work that changes has it taken back by itself';

/** Holds the posting's claims for this run; taken back they are given back. */
export function holdCost({ books, runId, postingId }: CostSteps): Step<PostingRef> {
  const ref = { posting: postingId };
  return {
    ...{ name: 'hold-cost', system: ours, operation: 'update', key: `hold-${postingId}`, input: ref },
    find: async () => ((await postingOf(books.db, postingId)).state === 'DROPPED' ? [] : [ref]),
    act: async () => {
      const { state } = await postingOf(books.db, postingId);
      if (state !== 'DROPPED') return { kind: 'APPLIED', ref, isNew: true };
      return refused('COST_GIVEN_BACK', 'The work was given back; post its cost anew');
    },
    undo: async () => {
      const { state } = await postingOf(books.db, postingId);
      if (state === 'POSTED') return refused('POSTED', onRecord);
      await dropPosting(books, runId, postingId, 'TAKEN_BACK');
      return { kind: 'APPLIED', ref, isNew: false };
    },
  };
}

function refused<R extends Json>(code: string, message: string): Outcome<R> {
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure(code, message) };
}

/** Posts one entry. Taken back it is reversed by its mirror, for nothing that is posted is ever changed (DOMAIN rules 33, 46). */
export function postEntry(
  { systems, books, postingId, key, document, today }: CostSteps,
  index: number,
): Step<RecordRef> {
  const { erp } = systems;
  const told = documentOf(document).entries[index];
  if (told === undefined) throw new Error(`Posting ${postingId} has no entry ${index}`);
  const { entry, part } = told;
  return {
    ...{ name: `post-${part.toLowerCase()}`, system: 'erp', operation: 'post' },
    ...{
      key: `cost-${keyDigest(`${key}:${part}`)}`,
      input: { ...entry, lines: entry.lines.map((line) => ({ ...line })) },
    },
    find: (call) => erp.findJournalEntry(call),
    act: (call) => erp.postJournalEntry(call, entry),
    undo: async (call, ref) => {
      const { state } = await postingOf(books.db, postingId);
      if (state === 'POSTED') return refused('POSTED', onRecord);
      return erp.reverseJournalEntry(call, ref, today());
    },
  };
}

/** Reads the posted entries back and ends the claims by them. */
export function recordEntries(steps: CostSteps, refs: readonly RecordRef[]): Step<readonly PostedEntry[]> {
  const { systems, books, runId, postingId, document } = steps;
  const told = documentOf(document).entries;
  return {
    ...{
      name: 'record-cost',
      system: ours,
      operation: 'update',
      key: `posted-${postingId}`,
      input: { refs: [...refs] },
    },
    find: async () => {
      const { state, entries } = await postingOf(books.db, postingId);
      return state === 'POSTED' ? [entriesOf(entries)] : [];
    },
    act: async () => {
      const posted: PostedEntry[] = [];
      for (const [index, ref] of refs.entries()) {
        const there = await systems.erp.postedJournalEntry(ref);
        const sent = told[index];
        const wrong = sent === undefined ? 'More was posted than was sent' : differenceOf(sent.entry, there);
        if (wrong !== null || there === null || sent === undefined) return differs(wrong ?? `Entry ${ref.id} is gone`);
        posted.push({ part: sent.part, ref, number: there.number, postedOn: there.postedOn });
      }
      await recordPosting(books, runId, postingId, posted);
      return { kind: 'APPLIED', ref: posted, isNew: true };
    },
    undo: null,
    events: (posted) => [happened(steps, posted)],
  };
}

function happened({ kind, postingId, projectId, document }: CostSteps, posted: readonly PostedEntry[]) {
  const [first] = documentOf(document).entries;
  if (first === undefined) throw new Error(`Posting ${postingId} has no entry`);
  const legalEntityId = mintId(first.entry.legalEntity);
  return businessEvent({
    type: kind === 'COST' ? 'cost.posted' : 'cost.reversed',
    subject: postingId,
    // What it comes to is not told: of one person's work it is what they cost.
    data: { projectId, legalEntityId, postedOn: posted[0]?.postedOn ?? first.entry.postedOn },
    tags: [`project-${projectId}`],
  });
}

function differs(message: string): Outcome<readonly PostedEntry[]> {
  // In doubt for good: a person looks, and a replay asks again. Nothing is taken back.
  return { kind: 'NOT_APPLIED', reason: 'AMBIGUOUS', failure: failure('POSTED_DIFFERS', message) };
}

/** Why what is posted is not what was sent, in words without amounts; null when every line is there, to the cent. */
export function differenceOf(
  sent: ErpJournalEntry,
  posted: Pick<ErpPostedJournal, 'lines' | 'number'> | null,
): string | null {
  if (posted === null) return 'The ERP has the journal entry no more; see who removed it, then send the run on';
  const number = posted.number ?? 'the journal entry';
  if (posted.lines.length !== sent.lines.length)
    return `${number} has ${posted.lines.length} lines, sent were ${sent.lines.length}; compare the two`;
  for (const { name, account, side, amount } of sent.lines) {
    const line = posted.lines.find((each) => each.name === name);
    const isSame =
      line !== undefined &&
      line.account === account &&
      line.side === side &&
      line.amount.currency === sent.currency &&
      compare(moneyOf(line.amount), moneyOf({ amount, currency: sent.currency })) === 0;
    if (!isSame) return `Line ${name} of ${number} is not as it was sent; compare the two`;
  }
  return null;
}

function moneyOf({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  return money(amount, currencyCode(currency));
}
