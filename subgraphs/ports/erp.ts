// What an ERP must do for us. Reads are batch-first, safe to repeat, and may raise `readFailures`;
// writes answer with an outcome (write.ts) and raise nothing of a vendor's.
import type { BillingAccount } from '../../schema/canon/customer.ts';
import type { Answer } from '../../schema/canon/freshness.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type {
  Application,
  BillingSchedule,
  CreditMemo,
  Invoice,
  InvoiceLine,
  InvoiceStatus,
  Payment,
  ProjectLedger,
  ReceivablesPosition,
  RevenueEvent,
} from '../../schema/canon/invoice.ts';
import type { AccountingPeriod, Dimension, ExchangeRate, LegalEntity } from '../../schema/canon/legal-entity.ts';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { ChangePage } from './changes.ts';
import type { ChangeFeed } from './feed.ts';
import type { ErpCustomerWrites } from './customer-writes.ts';
import type { ErpProjectWrites } from './erp-project-writes.ts';
import type { ErpInvoiceWrites } from './invoice-writes.ts';
import type { ErpJournalWrites } from './journal-writes.ts';

/** Which documents; every given condition must hold. Dates are inclusive; `overdueOn` asks for open ones due before it. */
export interface DocumentQuery extends PageRequest {
  readonly legalEntities: readonly VendorRef[] | null;
  readonly customers: readonly VendorRef[] | null;
  readonly projects: readonly VendorRef[] | null;
  readonly statuses: readonly InvoiceStatus[] | null;
  readonly issuedFrom: string | null;
  readonly issuedTo: string | null;
  readonly overdueOn: string | null;
}

/** Which payments or credit memos. */
export interface CashQuery extends PageRequest {
  readonly legalEntities: readonly VendorRef[] | null;
  readonly customers: readonly VendorRef[] | null;
  readonly unappliedOnly: boolean;
}

/** The kinds of record an ERP can list changes of. */
export type ErpChangeKind =
  | 'CUSTOMER'
  | 'PROJECT'
  | 'INVOICE'
  | 'CREDIT_MEMO'
  | 'PAYMENT'
  /** Those that were posted under a key: a ledger has thousands of others. */
  | 'JOURNAL_ENTRY'
  | 'LEGAL_ENTITY';

/** A project's finance record: its code in the ERP. A project without one cannot be billed or costed. */
export interface FinanceProject {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
  readonly financeCode: string;
}

/**
 * An ERP account of the firm. Answers to `…ByRef` come in the order of the references, null where the record is not
 * there; answers to `…Of` are one list (or figure) per reference. References of another instance are answered null.
 * Business days (`today`) are passed in: the port reads no clock.
 */
export interface ErpPort {
  readonly system: 'ERP';
  readonly instance: string;
  readonly customerWrites: ErpCustomerWrites;
  readonly projectWrites: ErpProjectWrites;
  readonly invoiceWrites: ErpInvoiceWrites;
  readonly journalWrites: ErpJournalWrites;
  /** What processes follow. */
  readonly feed: ChangeFeed;

  /** All of them: a firm has tens. Reference data, kept fresh for an hour. */
  legalEntities(envelope: Envelope): Promise<Answer<readonly LegalEntity[]>>;
  /** All posting periods, oldest first. Reference data. */
  periods(envelope: Envelope): Promise<Answer<readonly AccountingPeriod[]>>;
  dimensions(envelope: Envelope): Promise<Answer<readonly Dimension[]>>;
  /** The latest rate on or before `on` for every pair the ERP keeps. Reference data. */
  exchangeRates(envelope: Envelope, on: string): Promise<Answer<readonly ExchangeRate[]>>;

  billingAccountsOf(
    envelope: Envelope,
    customers: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly BillingAccount[])[]>>;
  /** Credit standing, open invoices, unapplied cash and credits, last payments: at most two calls for any number of customers that fits a page. */
  receivablesOf(envelope: Envelope, customers: readonly VendorRef[]): Promise<Answer<readonly ReceivablesPosition[]>>;

  financeProjectsByRef(
    envelope: Envelope,
    refs: readonly VendorRef[],
  ): Promise<Answer<readonly (FinanceProject | null)[]>>;
  /**
   * ceil(rows / vendor's page) calls per query for any number of projects; null where the ERP has no such project, and
   * where its documents are in several currencies: no one ledger can hold those (DOMAIN rule 4).
   */
  ledgersOf(
    envelope: Envelope,
    projects: readonly VendorRef[],
    today: string,
  ): Promise<Answer<readonly (ProjectLedger | null)[]>>;
  billingSchedulesOf(
    envelope: Envelope,
    projects: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly BillingSchedule[])[]>>;
  revenueEventsOf(
    envelope: Envelope,
    projects: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly RevenueEvent[])[]>>;

  /** Ordered by issue date descending, then id. One vendor call per page plus its count. */
  invoices(envelope: Envelope, query: DocumentQuery): Promise<Answer<Page<Invoice>>>;
  /** Every invoice with a line of each project, latest first: one query for all projects. */
  invoicesOf(envelope: Envelope, projects: readonly VendorRef[]): Promise<Answer<readonly (readonly Invoice[])[]>>;
  invoicesByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Invoice | null)[]>>;
  invoiceLinesOf(
    envelope: Envelope,
    invoices: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly InvoiceLine[])[]>>;
  /** Payments and credits applied to each invoice. */
  applicationsTo(
    envelope: Envelope,
    invoices: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly Application[])[]>>;
  payments(envelope: Envelope, query: CashQuery): Promise<Answer<Page<Payment>>>;
  creditMemos(envelope: Envelope, query: CashQuery): Promise<Answer<Page<CreditMemo>>>;

  changes(envelope: Envelope, kind: ErpChangeKind, cursor: string | null): Promise<ChangePage>;
  /** Compares the configured field mapping with the vendor's metadata; raises MappingError naming each difference. */
  verifyMapping(envelope: Envelope): Promise<void>;
  close(): Promise<void>;
}
