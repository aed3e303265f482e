// Journal entries of the ERP as a process asks for them: posted, looked up, read as they stand, and reversed.
import type {
  ErpJournalFactsQuery,
  ErpLedgerSide,
  ErpPostedJournalEntryQuery,
  ErpWatchedJournalEntriesQuery,
} from '../../../schema/generated/erp-writes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

type ToldEntry = NonNullable<ErpPostedJournalEntryQuery['entry']>;
type ToldLine = ToldEntry['lines'][number];
type ToldWatched = NonNullable<NonNullable<ErpWatchedJournalEntriesQuery['entries']>[number]>;
type ToldFacts = NonNullable<ErpJournalFactsQuery['facts']>;
type ToldPeriod = ToldFacts['periods'][number];
/** A record of the answer with its references checked. */
type Checked<Part, Names extends keyof Part> = Omit<Part, '__typename' | Names>;

/** One line to be posted. Amounts are decimal text above nothing. */
export type ErpJournalLine = {
  /** Its own name within the entry: 1 to 32 letters, digits or `-`. The posted line says it again. */
  readonly name: string;
  /** Number of the account. */
  readonly account: string;
  readonly side: ErpLedgerSide;
  readonly amount: string;
  readonly project: RecordRef | null;
  readonly memo: string | null;
  /** By the names or codes the ERP has (`journalFacts`); null says nothing. */
  readonly dimensions: {
    readonly practice: string | null;
    readonly serviceLine: string | null;
    readonly geography: string | null;
    readonly costCentre: string | null;
  };
};

/** An entry to be posted in the books of one legal entity; debits and credits come to the same. */
export type ErpJournalEntry = {
  readonly legalEntity: RecordRef;
  /** ISO 4217. */
  readonly currency: string;
  readonly postedOn: string;
  readonly memo: string | null;
  /** The entry whose lines, or some of them, it takes back. */
  readonly reverses: RecordRef | null;
  readonly lines: readonly ErpJournalLine[];
};

/** A posting period as far as the ledger goes. */
export interface ErpLedgerPeriod extends Checked<ToldPeriod, 'ref'> {
  readonly ref: RecordRef;
}

/** A line as it is posted. */
export interface ErpPostedJournalLine extends Checked<ToldLine, 'project' | 'dimensions' | 'isDebit'> {
  readonly side: ErpLedgerSide;
  readonly project: RecordRef | null;
  readonly dimensions: readonly RecordRef[];
}

/** An entry as the ERP posted it and as it stands now. */
export interface ErpPostedJournal extends Checked<ToldEntry, 'ref' | 'legalEntity' | 'period' | 'reverses' | 'lines'> {
  readonly ref: RecordRef;
  readonly legalEntity: RecordRef;
  readonly period: ErpLedgerPeriod | null;
  readonly reverses: RecordRef | null;
  readonly lines: readonly ErpPostedJournalLine[];
}

/** An entry as whoever posted it watches it. `ErpPostedJournal` is one, too. */
export interface ErpWatchedJournal extends Checked<ToldWatched, 'ref' | 'legalEntity' | 'lines'> {
  readonly ref: RecordRef;
  readonly legalEntity: RecordRef;
  readonly lines: readonly Pick<ErpPostedJournalLine, 'name' | 'account' | 'side' | 'amount' | 'project'>[];
}

/** What an entry of a legal entity has to fit. */
export interface ErpJournalFacts extends Checked<ToldFacts, 'periods'> {
  readonly periods: readonly ErpLedgerPeriod[];
}

/** What a process may ask of journal entries. Look-ups and reads raise Fault when the ERP cannot be asked, look-ups LowerFence. */
export interface ErpJournals {
  /** REFUSED with the field `period`, and its name in the message, when the period of `postedOn` takes no postings. */
  postJournalEntry(call: WriteCall, entry: ErpJournalEntry): Promise<SystemOutcome>;
  findJournalEntry(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Posts the mirror of the whole entry; nothing is deleted. Answers with the mirror. */
  reverseJournalEntry(call: WriteCall, entry: RecordRef, postedOn: string): Promise<SystemOutcome>;
  /** Null when there is none. */
  postedJournalEntry(entry: RecordRef): Promise<ErpPostedJournal | null>;
  /** In the order of the references, all at once; null for what is gone. May trail a write by seconds. */
  watchedJournalEntries(entries: readonly RecordRef[]): Promise<readonly (ErpWatchedJournal | null)[]>;
  /** Null when there is no such legal entity. Periods are told that end on or after `on`. */
  journalFacts(legalEntity: RecordRef, on: string): Promise<ErpJournalFacts | null>;
  /** Codes of the legal entities that employ people, in the order of their e-mails; null where the ERP does not say. */
  employersOf(emails: readonly string[]): Promise<readonly (string | null)[]>;
}
