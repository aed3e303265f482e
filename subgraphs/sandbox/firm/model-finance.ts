// The neutral firm, finance: jobs, invoices, cash, credits, schedules and journals (the ERP's side).
import type { RevenueMethod } from './model.ts';
import type { CurrencyCode } from './money.ts';

/** An account of the chart all legal entities share. */
export interface LedgerAccount {
  readonly ordinal: number;
  readonly number: string;
  readonly name: string;
  readonly kind:
    | 'receivable'
    | 'bank'
    | 'unbilledReceivable'
    | 'deferredRevenue'
    | 'taxPayable'
    | 'payrollClearing'
    | 'income'
    | 'costOfSales'
    | 'expense';
}

/** A tax code of one legal entity; `rate` is per cent as decimal text. */
export interface TaxCode {
  readonly ordinal: number;
  readonly legalEntity: number;
  readonly code: string;
  readonly name: string;
  readonly rate: string;
}

/** What an invoice line sells; the ERP needs one for every line. */
export interface ServiceItem {
  readonly ordinal: number;
  readonly name: string;
  readonly kind: LineKind;
}

/** What an invoice line bills. */
export type LineKind = 'time' | 'expense' | 'milestone' | 'fixedFee' | 'retainer' | 'recurring';

/** The ERP's record of a project. `psaProject` is the reference it carries: absent or another project's in dirty cases. */
export interface ErpJob {
  readonly ordinal: number;
  readonly project: number;
  readonly code: string;
  readonly name: string;
  readonly erpCustomer: number;
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly start: string;
  readonly end: string;
  readonly psaProject?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** One line of an invoice or credit memo; amounts are positive in the document's currency. */
export interface DocumentLine {
  /** Counts through the lines of all invoices, and apart from that through those of all credit memos. */
  readonly ordinal: number;
  /** Place in the document, from 1. */
  readonly position: number;
  readonly job: number;
  readonly project: number;
  readonly kind: LineKind;
  readonly description: string;
  /** Decimal text: hours, pieces or 1. */
  readonly quantity: string;
  readonly unitPrice: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  /** Absent when finance forgot it, which is a dirty case; `tax` is 0 then. */
  readonly taxCode?: number;
  readonly department: number;
  readonly serviceLine: number;
  readonly location: number;
  readonly account: number;
  readonly item: number;
  readonly milestone?: number;
  readonly scheduleLine?: number;
  /** For `time` lines: the role whose hours it bills. */
  readonly role?: number;
}

/** An invoice. net + tax = total; open = total - paid - credited, where the two are sums of applications. */
export interface Invoice {
  readonly ordinal: number;
  /** The number on the document; unique per legal entity only among invoices. */
  readonly number: string;
  readonly legalEntity: number;
  readonly erpCustomer: number;
  readonly currency: CurrencyCode;
  /** Functional currency units of the legal entity for one unit of `currency`. */
  readonly fxRate: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly terms: number;
  readonly period: number;
  /** The CRM contract's number as finance typed it; absent or mistyped on some. */
  readonly contractReference?: string;
  readonly memo: string;
  readonly lines: readonly DocumentLine[];
  readonly net: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  readonly paid: bigint;
  readonly credited: bigint;
  readonly open: bigint;
  readonly dispute?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A customer's objection to (part of) an invoice. */
export interface Dispute {
  readonly ordinal: number;
  readonly invoice: number;
  readonly reason: string;
  readonly amount: bigint;
  readonly openedOn: string;
  readonly owner: number;
  readonly status: 'open' | 'underReview' | 'resolved';
}

/** Cash received; amount = sum of its applications + unapplied. */
export interface Payment {
  readonly ordinal: number;
  readonly number: string;
  readonly legalEntity: number;
  readonly erpCustomer: number;
  readonly currency: CurrencyCode;
  readonly fxRate: string;
  readonly receivedOn: string;
  readonly period: number;
  readonly amount: bigint;
  readonly unapplied: bigint;
  readonly memo: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A credit memo; total = sum of its applications + unapplied. */
export interface CreditMemo {
  readonly ordinal: number;
  readonly number: string;
  readonly legalEntity: number;
  readonly erpCustomer: number;
  readonly currency: CurrencyCode;
  readonly fxRate: string;
  readonly issuedOn: string;
  readonly period: number;
  /** The invoice it corrects, also when it was never applied to it. */
  readonly originalInvoice: number;
  readonly reason: string;
  readonly lines: readonly DocumentLine[];
  readonly net: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  readonly unapplied: bigint;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** Part of a payment or credit memo set against an invoice, in the invoice's currency. */
export interface Application {
  readonly ordinal: number;
  readonly source: { readonly kind: 'payment' | 'creditMemo'; readonly ordinal: number };
  readonly invoice: number;
  readonly amount: bigint;
  readonly appliedOn: string;
}

/** When a fixed-fee, milestone, retainer or recurring project is to be billed, in the project's currency. */
export interface BillingSchedule {
  readonly ordinal: number;
  readonly name: string;
  readonly project: number;
  readonly job: number;
  readonly lines: readonly BillingScheduleLine[];
}

/** One instalment of a billing schedule. */
export interface BillingScheduleLine {
  /** Counts through the lines of all schedules. */
  readonly ordinal: number;
  readonly description: string;
  readonly dueOn: string;
  readonly amount: bigint;
  readonly state: 'pending' | 'ready' | 'invoiced' | 'cancelled';
  readonly milestone?: number;
  readonly invoice?: number;
}

/** A journal of one legal entity, in its functional currency; the lines sum to zero. */
export interface Journal {
  readonly ordinal: number;
  readonly number: string;
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly postedOn: string;
  readonly period: number;
  readonly kind: 'revenue' | 'labourCost';
  readonly memo: string;
  readonly lines: readonly JournalLine[];
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** One side of a journal: debit positive, credit negative. */
export interface JournalLine {
  readonly position: number;
  readonly account: number;
  readonly amount: bigint;
  readonly job?: number;
  readonly department?: number;
  readonly serviceLine?: number;
  readonly location?: number;
  readonly revenueMethod?: RevenueMethod;
  readonly memo: string;
}

/** Revenue of one project and month, in the legal entity's functional currency; `position` is its income line in the journal. */
export interface RevenueEvent {
  readonly ordinal: number;
  readonly project: number;
  readonly job: number;
  readonly obligation: number;
  readonly method: RevenueMethod;
  readonly recognisedOn: string;
  readonly amount: bigint;
  readonly journal: number;
  readonly position: number;
}

/** Labour cost of one project and month, in the legal entity's functional currency. */
export interface LabourCost {
  readonly ordinal: number;
  readonly project: number;
  readonly job: number;
  readonly month: string;
  readonly amount: bigint;
  readonly minutes: number;
  readonly journal: number;
  readonly position: number;
}

/** Everything the ERP knows. */
export interface Finance {
  readonly accounts: readonly LedgerAccount[];
  readonly taxCodes: readonly TaxCode[];
  readonly items: readonly ServiceItem[];
  readonly jobs: readonly ErpJob[];
  readonly invoices: readonly Invoice[];
  readonly disputes: readonly Dispute[];
  readonly payments: readonly Payment[];
  readonly creditMemos: readonly CreditMemo[];
  readonly applications: readonly Application[];
  readonly billingSchedules: readonly BillingSchedule[];
  readonly journals: readonly Journal[];
  readonly revenueEvents: readonly RevenueEvent[];
  readonly labourCosts: readonly LabourCost[];
}
