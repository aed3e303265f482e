// What an ERP must do when the cost of work reaches its ledger: journal entries posted once under a key, balanced to the cent, looked up,
// read back as posted, and taken back by nothing but an entry that reverses them (DOMAIN rules 33, 46, 55, 69).
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { PeriodStatus } from '../../schema/canon/legal-entity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WriteTraits } from './customer-writes.ts';
import type { LineDimensions } from './invoice-writes.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** Which side of its account a line stands on. */
export type LedgerSide = 'DEBIT' | 'CREDIT';

/** One line of an entry. */
export interface JournalLineWrite {
  /** Its own name within the entry (`lineNameForm`); the ERP's line keeps it, so that its sources are found again. */
  readonly name: string;
  /** Number of the account, as the ERP's chart has it. */
  readonly account: string;
  readonly side: LedgerSide;
  /** More than nothing, in the entry's currency. */
  readonly amount: Money;
  /** The project it counts for; its client follows from it. */
  readonly project: VendorRef | null;
  /** Ids, hours and kinds of work; never a person's name. */
  readonly memo: string | null;
  readonly dimensions: LineDimensions;
}

/** An entry in the books of one legal entity, in one currency; debits and credits come to the same. */
export interface JournalEntryWrite {
  readonly key: BusinessKey;
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  /** Day of its posting; a closed period is refused by its name. */
  readonly postedOn: string;
  readonly memo: string | null;
  /** The entry whose lines, or some of them, it takes back. */
  readonly reverses: VendorRef | null;
  /** 2 to `documentLinesMax`. */
  readonly lines: readonly JournalLineWrite[];
}

/** A whole entry taken back. */
export interface JournalReversal {
  readonly key: BusinessKey;
  readonly entry: VendorRef;
  /** In an open period, which the original's may not be any more. */
  readonly postedOn: string;
}

/** A period as far as the ledger goes. */
export interface LedgerPeriod {
  readonly ref: VendorRef;
  readonly name: string;
  readonly startOn: string;
  readonly endOn: string;
  readonly ledger: PeriodStatus;
}

/** One line as it is posted. */
export interface PostedJournalLine {
  /** Position within its entry, as the ERP counts. */
  readonly id: string;
  /** What `JournalLineWrite.name` said; null for lines of somebody else's hand. */
  readonly name: string | null;
  /** Null for an account that is in no list any more. */
  readonly account: string | null;
  readonly side: LedgerSide;
  readonly amount: Money;
  readonly project: VendorRef | null;
  readonly memo: string | null;
  /** References of kind DIMENSION. */
  readonly dimensions: readonly VendorRef[];
}

/** An entry as the ERP posted it and as it stands now. */
export interface PostedJournalEntry {
  readonly ref: VendorRef;
  /** The business key it was posted under, or another external id; null when it has none. */
  readonly key: string | null;
  readonly number: string | null;
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  readonly postedOn: string;
  readonly period: LedgerPeriod | null;
  readonly memo: string | null;
  /** Units of the legal entity's currency per unit of the entry's, decimal text as posted. */
  readonly exchangeRate: string | null;
  readonly reverses: VendorRef | null;
  readonly lines: readonly PostedJournalLine[];
}

/** One line as whoever posted its entry watches it. */
export type WatchedJournalLine = Pick<PostedJournalLine, 'name' | 'account' | 'side' | 'amount' | 'project'>;

/** An entry as whoever posted it watches it: what it says now. */
export interface WatchedJournalEntry extends Pick<
  PostedJournalEntry,
  'ref' | 'number' | 'legalEntity' | 'currency' | 'postedOn'
> {
  readonly lines: readonly WatchedJournalLine[];
}

/** What an entry of one legal entity has to fit, asked of the ERP itself and never of a cache but for lists that change once a year. */
export interface JournalFacts {
  readonly functionalCurrency: CurrencyCode;
  /** Numbers of the accounts in use. */
  readonly accounts: readonly string[];
  /** Names a line's dimensions may have; an empty list: the ERP keeps none. */
  readonly practices: readonly string[];
  readonly serviceLines: readonly string[];
  readonly geographies: readonly string[];
  readonly costCentres: readonly string[];
  /** Posting periods of its calendar that end on or after the day asked for, oldest first. */
  readonly periods: readonly LedgerPeriod[];
}

/** Journal entries of the ERP. Records, names and values it does not know are NOT_APPLIED with the field's name. */
export interface ErpJournalWrites extends WriteTraits<'postJournalEntry' | 'reverseJournalEntry'> {
  /**
   * Posts the entry of this key, or tells of the one there is. REFUSED with the field `lines` when it does not balance, and with the field
   * `period` and the period's name when that takes no postings.
   */
  postJournalEntry(envelope: Envelope, write: JournalEntryWrite): Promise<WriteOutcome>;
  journalEntriesByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /**
   * Posts the mirror of an entry, which refers to it, under a key of its own; nothing is deleted. An entry that is not there any more has
   * nothing to be reversed and is APPLIED as itself.
   */
  reverseJournalEntry(envelope: Envelope, reversal: JournalReversal): Promise<WriteOutcome>;
  /** An entry at this moment; null when there is none. Raises Fault. */
  journalEntryNow(envelope: Envelope, entry: VendorRef): Promise<PostedJournalEntry | null>;
  /** In the order of the references, by pages of lines and not by entry; null for one that is gone. May trail a write by seconds. */
  watchedJournalEntries(
    envelope: Envelope,
    entries: readonly VendorRef[],
  ): Promise<readonly (WatchedJournalEntry | null)[]>;
  /** Null when there is no such legal entity. Raises Fault. */
  journalFacts(envelope: Envelope, legalEntity: VendorRef, on: string): Promise<JournalFacts | null>;
  /**
   * Code of the legal entity that employs whom, by e-mail, in the order asked for; null where the ERP knows nobody by it, or several of
   * different legal entities. Raises Fault.
   */
  employersOf(envelope: Envelope, emails: readonly string[]): Promise<readonly (string | null)[]>;
}
