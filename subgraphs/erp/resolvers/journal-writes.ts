// Internal mutations of the ERP about journal entries: posted, looked up, reversed, and read as they are posted.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { JournalEntryWrite } from '../../ports/journal-writes.ts';
import type { ErpJournalEntryInput, MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';

export const journalMutation = {
  erpPostJournalEntry: (_root, { ticket, entry }, { desk, journalWrites }) => {
    const write = entryOf(ticket.key, entry);
    return desk.write('postJournalEntry', ticket, (envelope) => journalWrites.postJournalEntry(envelope, write));
  },
  erpLookUpJournalEntry: (_root, { ticket }, { desk, journalWrites }) =>
    desk.lookUp('postJournalEntry', ticket, (envelope) => journalWrites.journalEntriesByKey(envelope, ticket.key)),
  erpReverseJournalEntry: (_root, { ticket, entry, postedOn }, { desk, journalWrites }) => {
    const reversal = { key: ticket.key, entry: recordOf(entry), postedOn };
    return desk.write('reverseJournalEntry', ticket, (envelope) =>
      journalWrites.reverseJournalEntry(envelope, reversal),
    );
  },
} satisfies MutationResolvers;

export const journalQuery = {
  erpPostedJournalEntry: async (_root, { entry }, { envelope, journalWrites }) => {
    const posted = await journalWrites.journalEntryNow(envelope, recordOf(entry));
    if (posted === null) return null;
    return { ...posted, lines: posted.lines.map((line) => ({ ...line, isDebit: line.side === 'DEBIT' })) };
  },
  erpWatchedJournalEntries: async (_root, { entries }, { envelope, journalWrites }) => {
    const watched = await journalWrites.watchedJournalEntries(envelope, entries.map(recordOf));
    return watched.map((entry) =>
      entry === null
        ? null
        : { ...entry, lines: entry.lines.map((line) => ({ ...line, isDebit: line.side === 'DEBIT' })) },
    );
  },
  erpJournalFacts: (_root, { legalEntity, on }, { envelope, journalWrites }) =>
    journalWrites.journalFacts(envelope, recordOf(legalEntity), on),
  erpEmployers: (_root, { emails }, { envelope, journalWrites }) => journalWrites.employersOf(envelope, emails),
} satisfies Pick<
  QueryResolvers,
  'erpPostedJournalEntry' | 'erpWatchedJournalEntries' | 'erpJournalFacts' | 'erpEmployers'
>;

/** Amounts are checked on the way in: more digits than the currency has raise RangeError, which is a bad request. */
function entryOf(key: string, input: ErpJournalEntryInput): JournalEntryWrite {
  const currency = currencyCode(input.currency);
  const { legalEntity, postedOn, memo, reverses, lines } = input;
  return {
    ...{ key, legalEntity: recordOf(legalEntity), currency, postedOn, memo: memo ?? null },
    reverses: reverses === null || reverses === undefined ? null : recordOf(reverses),
    lines: lines.map(({ name, account, side, amount, project, memo: says, dimensions }) => ({
      ...{ name, account, side, amount: money(amount, currency), memo: says ?? null },
      project: project === null || project === undefined ? null : recordOf(project),
      dimensions: {
        practice: dimensions.practice ?? null,
        serviceLine: dimensions.serviceLine ?? null,
        geography: dimensions.geography ?? null,
        costCentre: dimensions.costCentre ?? null,
      },
    })),
  };
}
