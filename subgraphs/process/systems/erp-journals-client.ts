// The ERP's system API as a process asks it about journal entries.
import {
  ErpEmployersDocument,
  ErpJournalFactsDocument,
  ErpLookUpJournalEntryDocument,
  ErpPostedJournalEntryDocument,
  type ErpPostedJournalEntryQuery,
  ErpPostJournalEntryDocument,
  ErpReverseJournalEntryDocument,
  ErpWatchedJournalEntriesDocument,
} from '../../../schema/generated/erp-writes.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import type { ErpJournals, ErpPostedJournal } from './erp-journals.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { RecordRef } from './write-call.ts';

type ToldEntry = NonNullable<ErpPostedJournalEntryQuery['entry']>;

/** Journal entries of the ERP behind an endpoint. */
export function erpJournals(endpoint: Endpoint): ErpJournals {
  return {
    postJournalEntry: async (call, entry) =>
      outcomeOf(await endpoint.ask(ErpPostJournalEntryDocument, { ticket: writeTicket(call), entry }, writeMsMax)),
    findJournalEntry: async (call) => {
      const asked = { ticket: lookUpTicket(call) };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpJournalEntryDocument, asked, lookUpMsMax));
    },
    reverseJournalEntry: async (call, entry, postedOn) => {
      const asked = { ticket: writeTicket(call), entry, postedOn };
      return outcomeOf(await endpoint.ask(ErpReverseJournalEntryDocument, asked, writeMsMax));
    },
    postedJournalEntry: async (entry) =>
      readBy('erp', await endpoint.ask(ErpPostedJournalEntryDocument, { entry }, readMsMax), ({ entry: told }) =>
        told === null ? null : postedOf(told),
      ),
    watchedJournalEntries: async (entries) =>
      readBy('erp', await endpoint.ask(ErpWatchedJournalEntriesDocument, { entries }, readMsMax), ({ entries: told }) =>
        answered('erp', told).map((entry) =>
          entry === null
            ? null
            : {
                ...entry,
                ...{ ref: recordRef('erp', entry.ref), legalEntity: recordRef('erp', entry.legalEntity) },
                lines: entry.lines.map(({ isDebit, project, ...line }) => ({
                  ...{ ...line, side: isDebit ? 'DEBIT' : 'CREDIT' },
                  project: project === null ? null : recordRef('erp', project),
                })),
              },
        ),
      ),
    journalFacts: async (legalEntity, on) =>
      readBy('erp', await endpoint.ask(ErpJournalFactsDocument, { legalEntity, on }, readMsMax), ({ facts }) =>
        facts === null
          ? null
          : { ...facts, periods: facts.periods.map((period) => ({ ...period, ref: recordRef('erp', period.ref) })) },
      ),
    employersOf: async (emails) =>
      readBy('erp', await endpoint.ask(ErpEmployersDocument, { emails }, readMsMax), ({ employers }) =>
        answered('erp', employers),
      ),
  };
}

function postedOf(told: ToldEntry): ErpPostedJournal {
  const maybe = (ref: unknown): RecordRef | null => (ref === null ? null : recordRef('erp', ref));
  return {
    ...told,
    ref: recordRef('erp', told.ref),
    legalEntity: recordRef('erp', told.legalEntity),
    period: told.period === null ? null : { ...told.period, ref: recordRef('erp', told.period.ref) },
    reverses: maybe(told.reverses),
    lines: told.lines.map(({ isDebit, ...line }) => ({
      ...line,
      side: isDebit ? 'DEBIT' : 'CREDIT',
      project: maybe(line.project),
      dimensions: line.dimensions.map((dimension) => recordRef('erp', dimension)),
    })),
  };
}
