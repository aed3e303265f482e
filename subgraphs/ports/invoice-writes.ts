// What an ERP must do when work is billed: documents posted once under a key, looked up, read back as posted, and taken back or
// credited. What a document says after posting is the ERP's word: number, tax, totals and period come from it (DOMAIN rules 10, 17).
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { InvoiceStatus } from '../../schema/canon/invoice.ts';
import type { PeriodStatus } from '../../schema/canon/legal-entity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WriteTraits } from './customer-writes.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** What a line bills. Which item and income account of the ERP that is, its mapping says. */
export const lineKinds = ['TIME', 'EXPENSE', 'MILESTONE', 'FIXED_FEE', 'RETAINER', 'RECURRING'] as const;
export type LineKind = (typeof lineKinds)[number];

/** Where a line counts besides its client and its project, by the names or codes the ERP has for it; null says nothing. */
export interface LineDimensions {
  readonly practice: string | null;
  readonly serviceLine: string | null;
  readonly geography: string | null;
  readonly costCentre: string | null;
}

/** One line to be posted. */
export interface InvoiceLineWrite {
  /** Its own name within the document (`lineNameForm`); the ERP's line keeps it, so that its sources are found again. */
  readonly name: string;
  readonly kind: LineKind;
  readonly description: string;
  readonly project: VendorRef | null;
  /** Decimal text with the price per unit; both null for an amount without them. */
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  /** Without tax; what counts, also where quantity x price is another amount. */
  readonly net: Money;
  /** By the ERP's own name; what tax follows from it, the ERP's tables say. Undetermined tax is a hold and never a line (DOMAIN rule 16). */
  readonly taxCode: string;
  readonly dimensions: LineDimensions;
}

/** An invoice to be posted, from one legal entity to one customer in one currency (DOMAIN rules 4, 19). */
export interface InvoiceWrite {
  readonly key: BusinessKey;
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  /** Day of the document and of its posting; a closed period is refused by its name. */
  readonly issuedOn: string;
  /** Null lets the customer's terms decide. */
  readonly dueOn: string | null;
  /** Number of the client's order. */
  readonly purchaseOrder: string | null;
  readonly memo: string | null;
  /** 1 to `documentLinesMax`. */
  readonly lines: readonly InvoiceLineWrite[];
}

/** Part or all of a posted line, credited. */
export interface CreditLineWrite {
  /** As `InvoiceLineWrite.name`, within the credit memo. */
  readonly name: string;
  /** The original's line, by `PostedLine.id`: item, project, dimensions and tax code are its. */
  readonly line: string;
  /** More than nothing, at most the line's. */
  readonly net: Money;
  /** Tax of this part where it has to close what is left of the original's; null lets the ERP work it out at the line's own rate. */
  readonly tax: Money | null;
}

/** A credit memo that refers to its original and is applied to what is open of it (DOMAIN rule 33). */
export interface CreditMemoWrite {
  readonly key: BusinessKey;
  readonly original: VendorRef;
  /** As of an invoice: in an open period, never the original's when that is closed. */
  readonly issuedOn: string;
  readonly memo: string | null;
  readonly lines: readonly CreditLineWrite[];
}

/** More is another document; every vendor takes this many at once. */
export const documentLinesMax = 500;
/** A line's name. */
export const lineNameForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** One line as it is posted; amounts are from the client's side of the document, so that both kinds show them positive. */
export interface PostedLine {
  /** The ERP's own id of the line, unique in the account. */
  readonly id: string;
  /** What `InvoiceLineWrite.name` said; null for lines of somebody else's hand. */
  readonly name: string | null;
  readonly project: VendorRef | null;
  readonly description: string | null;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly net: Money;
  /** The ERP's posted tax of the line. */
  readonly tax: Money;
  /** By the ERP's own name. */
  readonly taxCode: string | null;
  readonly taxRatePercent: string | null;
  /** References of kind DIMENSION. */
  readonly dimensions: readonly VendorRef[];
}

/** The posting period of a document or a day. */
export interface PostingPeriod {
  readonly ref: VendorRef;
  readonly name: string;
  readonly startOn: string;
  readonly endOn: string;
  readonly receivables: PeriodStatus;
}

/** A document as the ERP posted it and as it stands now. */
export interface PostedDocument {
  readonly ref: VendorRef;
  /** The business key it was posted under, or another external id; null when it has none. */
  readonly key: string | null;
  readonly number: string | null;
  /** Of a credit memo: how much of it is applied. */
  readonly status: InvoiceStatus;
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly period: PostingPeriod | null;
  readonly purchaseOrder: string | null;
  readonly memo: string | null;
  /** Units of the legal entity's currency per unit of the document's, decimal text as posted. */
  readonly exchangeRate: string | null;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  /** What is still to be paid of an invoice, or not applied yet of a credit memo. */
  readonly remaining: Money;
  /** What a credit memo credits; null of an invoice. */
  readonly original: VendorRef | null;
  readonly lines: readonly PostedLine[];
  /** Of a credit memo: which invoices it was put against. */
  readonly appliedTo: readonly { readonly invoice: VendorRef; readonly applied: Money }[];
  /** The ERP's own stamp: RFC 3339 in UTC. */
  readonly changedAt: string;
}

/** A tax code as the ERP applies it. */
export interface TaxCodeFacts {
  readonly name: string;
  readonly description: string | null;
  readonly ratePercent: string;
  /** ISO 3166-1 alpha-2: where the tax is due. */
  readonly country: string | null;
  /** No tax is due on what it marks. */
  readonly exempt: boolean;
  /** The buyer owes the tax. */
  readonly reverseCharge: boolean;
}

/** What a bill of one legal entity has to fit, asked of the ERP itself and never of a cache but for lists that change once a year. */
export interface InvoiceFacts {
  readonly taxCodes: readonly TaxCodeFacts[];
  /** What its lines can bill. */
  readonly lineKinds: readonly LineKind[];
  /** Names a line's dimensions may have; an empty list: the ERP keeps none. */
  readonly practices: readonly string[];
  readonly serviceLines: readonly string[];
  readonly geographies: readonly string[];
  readonly costCentres: readonly string[];
  /** Posting periods of its calendar that end on or after the day asked for, oldest first. */
  readonly periods: readonly PostingPeriod[];
}

/** A credit memo as the invoice it credits sees it. */
export interface InvoiceCredit {
  readonly ref: VendorRef;
  /** The business key it was posted under; null for one of somebody else's hand. */
  readonly key: string | null;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly voided: boolean;
  /** Null for one that was only put against the invoice and does not refer to it: what of it is tax nobody can say. */
  readonly net: Money | null;
  readonly tax: Money | null;
  /** With tax. */
  readonly applied: Money;
}

/** An invoice as whoever posted it watches it (DOMAIN rule 37). */
export interface WatchedInvoice {
  readonly ref: VendorRef;
  readonly number: string | null;
  readonly status: InvoiceStatus;
  readonly legalEntity: VendorRef;
  readonly customer: VendorRef;
  readonly issuedOn: string;
  readonly currency: CurrencyCode;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly remaining: Money;
  /** Those that refer to it first, then those that were only put against it. */
  readonly credits: readonly InvoiceCredit[];
  /** What of payments was put against it, a payment each; one that was taken off again is not among them. */
  readonly payments: readonly InvoicePayment[];
}

/** A payment as the invoice it pays sees it. */
export interface InvoicePayment {
  readonly ref: VendorRef;
  readonly applied: Money;
  /** Of several days the last; null where the ERP does not say. */
  readonly appliedOn: string | null;
}

/** Asks the ERP to build the invoice of a proposal now, for those that do so when they are asked. */
export interface ProposalBuild {
  /** The invoice's, another one than the proposal's. */
  readonly key: BusinessKey;
  readonly proposal: VendorRef;
  /** Day of the document and of its posting; a closed period is refused by its name. */
  readonly issuedOn: string;
}

/** What became of a proposal. REFUSED: somebody there has closed it, and nothing will be built of it. */
export type ProposalState =
  | { readonly kind: 'SUBMITTED' }
  /** One invoice, as a rule: of several a person must say which is meant; none: what was built was voided there. */
  | { readonly kind: 'BUILT'; readonly invoices: readonly VendorRef[] }
  | { readonly kind: 'REFUSED' };

/**
 * For an ERP that builds invoices itself: billables are submitted, and the document is learned of, at once or days later. An order to be
 * invoiced (NetSuite), an invoice proposal (D365), a billing document request (SAP): to us each is a proposal.
 */
export interface ErpProposalWrites {
  /** Submits the billables of this key, or tells of the proposal there is; nothing of them is posted yet. `dueOn` is the terms' to say. */
  submitBillables(envelope: Envelope, write: InvoiceWrite): Promise<WriteOutcome>;
  proposalsByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** Takes back what nothing is built of; what is gone already is APPLIED. REFUSED once there is an invoice. */
  withdrawBillables(envelope: Envelope, proposal: VendorRef): Promise<WriteOutcome>;
  /** The invoice of this key is looked up by `invoicesByKey`. REFUSED with the field `period` as posting is, and where it was built already. */
  buildProposal(envelope: Envelope, write: ProposalBuild): Promise<WriteOutcome>;
  /** Asked of the ERP itself; null when there is no such proposal any more. May trail an invoice by seconds. Raises Fault. */
  proposalNow(envelope: Envelope, proposal: VendorRef): Promise<ProposalState | null>;
}

/** Writes of the ERP for documents, posted by us or built by itself. Records, names and values it does not know are NOT_APPLIED with the field's name. */
export interface ErpInvoiceWrites
  extends
    WriteTraits<
      | 'postInvoice'
      | 'removeInvoice'
      | 'postCreditMemo'
      | 'removeCreditMemo'
      | 'submitBillables'
      | 'withdrawBillables'
      | 'buildProposal'
    >,
    ErpProposalWrites {
  /**
   * Posts the invoice of this key, or tells of the one there is: a repeat, however late, is refused as a duplicate and never a second
   * one. REFUSED with the field `period` and the period's name when it takes no postings.
   */
  postInvoice(envelope: Envelope, write: InvoiceWrite): Promise<WriteOutcome>;
  invoicesByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /**
   * Takes back an invoice of ours nobody has paid or credited, in a period still open; one that is gone already is APPLIED. Its number
   * is a gap in the series: a document the client has seen is credited instead.
   */
  removeInvoice(envelope: Envelope, invoice: VendorRef): Promise<WriteOutcome>;
  /** As `postInvoice`; it is applied to what is open of its original, and the rest stays to be applied. */
  postCreditMemo(envelope: Envelope, write: CreditMemoWrite): Promise<WriteOutcome>;
  creditMemosByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** Takes a credit memo back with its applications; one that is gone already is APPLIED. REFUSED in a closed period. */
  removeCreditMemo(envelope: Envelope, creditMemo: VendorRef): Promise<WriteOutcome>;
  /** An invoice or a credit memo at this moment; null when there is none. Raises Fault. */
  documentNow(envelope: Envelope, document: VendorRef): Promise<PostedDocument | null>;
  /**
   * Many invoices for a watch that follows the changes of INVOICE and CREDIT_MEMO, in the order of the references; null for one that is
   * gone. May trail a write by seconds. Raises Fault.
   */
  watchedInvoices(envelope: Envelope, invoices: readonly VendorRef[]): Promise<readonly (WatchedInvoice | null)[]>;
  /** Null when there is no such legal entity. Raises Fault. */
  invoiceFacts(envelope: Envelope, legalEntity: VendorRef, on: string): Promise<InvoiceFacts | null>;
}
