// Documents of the ERP as a process asks for them: posted, looked up, read as they stand, taken back and credited.
import type {
  ErpInvoiceFactsQuery,
  ErpLineKind,
  ErpPostedDocumentQuery,
  ErpWatchedInvoicesQuery,
} from '../../../schema/generated/erp-writes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

type ToldDocument = NonNullable<ErpPostedDocumentQuery['document']>;
type ToldLine = ToldDocument['lines'][number];
type ToldWatched = NonNullable<NonNullable<ErpWatchedInvoicesQuery['invoices']>[number]>;
type ToldCredit = ToldWatched['credits'][number];
type ToldFacts = NonNullable<ErpInvoiceFactsQuery['facts']>;
type ToldPeriod = ToldFacts['periods'][number];
/** A record of the answer with its references checked. */
type Checked<Part, Names extends keyof Part> = Omit<Part, '__typename' | Names>;

/** One line to be posted. Amounts are decimal text without tax. */
export type ErpInvoiceLine = {
  /** Its own name within the document: 1 to 32 letters, digits or `-`. The posted line says it again. */
  readonly name: string;
  readonly kind: ErpLineKind;
  readonly description: string;
  readonly project: RecordRef | null;
  /** Both null for an amount without them. */
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  /** What counts, also where quantity x price is another amount. */
  readonly net: string;
  /** By the ERP's own name (`invoiceFacts`); what tax follows, the ERP says. */
  readonly taxCode: string;
  /** By the names or codes the ERP has (`invoiceFacts`); null says nothing. */
  readonly dimensions: {
    readonly practice: string | null;
    readonly serviceLine: string | null;
    readonly geography: string | null;
    readonly costCentre: string | null;
  };
};

/** An invoice to be posted, from one legal entity to one customer in one currency. */
export type ErpInvoice = {
  readonly customer: RecordRef;
  readonly legalEntity: RecordRef;
  /** ISO 4217. */
  readonly currency: string;
  /** Day of the document and of its posting. */
  readonly issuedOn: string;
  /** Null lets the customer's terms decide. */
  readonly dueOn: string | null;
  readonly purchaseOrder: string | null;
  readonly memo: string | null;
  readonly lines: readonly ErpInvoiceLine[];
};

/** Part or all of a posted line, credited. */
export type ErpCreditLine = {
  readonly name: string;
  /** The original's line, by its `id` in `postedDocument`. */
  readonly line: string;
  /** More than nothing, at most the line's. */
  readonly net: string;
  /** Where it closes what is left of the original's tax; null lets the ERP work it out. */
  readonly tax: string | null;
};

/** A credit memo to be posted. */
export type ErpCreditMemo = {
  readonly original: RecordRef;
  /** The original's. */
  readonly currency: string;
  readonly issuedOn: string;
  readonly memo: string | null;
  readonly lines: readonly ErpCreditLine[];
};

/** A posting period. */
export interface ErpPeriod extends Checked<ToldPeriod, 'ref'> {
  readonly ref: RecordRef;
}

/** A line as it is posted; amounts are positive in both kinds of document. */
export interface ErpPostedLine extends Checked<ToldLine, 'project' | 'dimensions'> {
  readonly project: RecordRef | null;
  readonly dimensions: readonly RecordRef[];
}

/** A document as the ERP posted it and as it stands now. */
export interface ErpPostedDocument extends Checked<
  ToldDocument,
  'ref' | 'customer' | 'legalEntity' | 'period' | 'original' | 'lines' | 'appliedTo'
> {
  readonly ref: RecordRef;
  readonly customer: RecordRef;
  readonly legalEntity: RecordRef;
  readonly period: ErpPeriod | null;
  readonly original: RecordRef | null;
  readonly lines: readonly ErpPostedLine[];
  /** Of a credit memo: which invoices it was put against. */
  readonly appliedTo: readonly { readonly invoice: RecordRef; readonly applied: ToldDocument['total'] }[];
}

/** A credit memo as the invoice it credits sees it; `net` and `tax` are null where it does not refer to the invoice. */
interface ErpInvoiceCredit extends Checked<ToldCredit, 'ref'> {
  readonly ref: RecordRef;
}

/** An invoice as whoever posted it watches it. */
export interface ErpWatchedInvoice extends Checked<
  ToldWatched,
  'ref' | 'legalEntity' | 'customer' | 'credits' | 'payments'
> {
  readonly ref: RecordRef;
  readonly legalEntity: RecordRef;
  readonly customer: RecordRef;
  /** Those that refer to it first, then those that were only put against it. */
  readonly credits: readonly ErpInvoiceCredit[];
  /** What of payments was put against it, a payment each. */
  readonly payments: readonly ErpInvoicePayment[];
}

/** A payment as the invoice it pays sees it. */
interface ErpInvoicePayment extends Checked<ToldWatched['payments'][number], 'ref'> {
  readonly ref: RecordRef;
}

/** Where billables stand that the ERP builds its own invoice from. A type, so that a run keeps it as JSON. */
export type ErpProposal = {
  readonly state: 'SUBMITTED' | 'BUILT' | 'REFUSED';
  /** Those that stand; none of one that is BUILT: what was built was voided. */
  readonly invoices: readonly RecordRef[];
};

/** What a bill of a legal entity has to fit. */
export interface ErpInvoiceFacts extends Checked<ToldFacts, 'periods'> {
  readonly periods: readonly ErpPeriod[];
}

/** What a process may ask of documents. Look-ups and reads raise Fault when the ERP cannot be asked, look-ups LowerFence. */
export interface ErpInvoices {
  /** REFUSED with the field `period`, and its name in the message, when the period of `issuedOn` takes no postings. */
  postInvoice(call: WriteCall, invoice: ErpInvoice): Promise<SystemOutcome>;
  findInvoice(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes back an invoice nobody has paid or credited; one that is gone already is APPLIED. Its number is a gap in the series. */
  removeInvoice(call: WriteCall, invoice: RecordRef): Promise<SystemOutcome>;
  /** Submits what the ERP builds its own invoice from; nothing is posted by it. */
  submitBillables(call: WriteCall, billables: ErpInvoice): Promise<SystemOutcome>;
  findProposal(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes back what nothing is built of; one that is gone already is APPLIED, one with an invoice REFUSED. */
  withdrawBillables(call: WriteCall, proposal: RecordRef): Promise<SystemOutcome>;
  /** Has the invoice built now; REFUSED as `postInvoice` is. */
  buildProposal(
    call: WriteCall,
    build: { readonly proposal: RecordRef; readonly issuedOn: string },
  ): Promise<SystemOutcome>;
  findBuilt(call: WriteCall): Promise<readonly RecordRef[]>;
  /** What became of a proposal; null when it is gone. */
  proposal(proposal: RecordRef): Promise<ErpProposal | null>;
  /** Refers to its original and is applied to what is open of it; the rest stays to be applied. */
  postCreditMemo(call: WriteCall, creditMemo: ErpCreditMemo): Promise<SystemOutcome>;
  findCreditMemo(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes a credit memo back with its applications; one that is gone already is APPLIED. */
  removeCreditMemo(call: WriteCall, creditMemo: RecordRef): Promise<SystemOutcome>;
  /** An invoice or a credit memo; null when there is none. */
  postedDocument(document: RecordRef): Promise<ErpPostedDocument | null>;
  /** In the order asked for; null for what is gone. Many at once, and seconds behind: for a watch that follows the changes. */
  watchedInvoices(invoices: readonly RecordRef[]): Promise<readonly (ErpWatchedInvoice | null)[]>;
  /** Null when there is no such legal entity. Periods are told that end on or after `on`. */
  invoiceFacts(legalEntity: RecordRef, on: string): Promise<ErpInvoiceFacts | null>;
}
