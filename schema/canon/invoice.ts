// Invoices, credit memos, payments, receivables and the ledger by project (system of record: ERP).
import type { CurrencyCode } from './currency.ts';
import type { VendorRef } from './identity.ts';
import type { Money } from './money.ts';

export const invoiceStatuses = [
  'DRAFT',
  'PENDING_APPROVAL',
  'OPEN',
  'PARTIALLY_PAID',
  'PAID',
  'VOIDED',
  'UNKNOWN',
] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** A posted or pending bill. `project` is set when every line is of one project. */
export interface Invoice {
  readonly ref: VendorRef;
  readonly number: string | null;
  readonly status: InvoiceStatus;
  readonly legalEntity: VendorRef;
  readonly customer: VendorRef;
  readonly project: VendorRef | null;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly period: VendorRef | null;
  readonly currency: CurrencyCode;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly openBalance: Money;
  /** Units of the entity's functional currency per unit of the document's, decimal text as posted. */
  readonly exchangeRate: string | null;
  readonly dispute: Dispute | null;
}

/** A client's objection. It keeps the due date and stays in aging as an of-which (DOMAIN rule 58). */
export interface Dispute {
  readonly openedOn: string | null;
  readonly reason: string;
  readonly amount: Money;
  readonly owner: string | null;
}

/** A line of an invoice; `net` has the client's sign (positive = to pay). */
export interface InvoiceLine {
  readonly ref: VendorRef;
  readonly invoice: VendorRef;
  readonly project: VendorRef | null;
  readonly description: string | null;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly net: Money;
  readonly taxCode: string | null;
  readonly taxRatePercent: string | null;
  readonly dimensions: readonly VendorRef[];
}

/** Part of a payment or credit memo put against an invoice. */
export interface Application {
  readonly source: VendorRef;
  readonly invoice: VendorRef;
  readonly applied: Money;
  readonly appliedOn: string | null;
}

/** Money received. */
export interface Payment {
  readonly ref: VendorRef;
  readonly number: string | null;
  readonly legalEntity: VendorRef;
  readonly customer: VendorRef;
  readonly receivedOn: string;
  readonly amount: Money;
  readonly unapplied: Money;
}

/** A credit note; the posted original never changes (DOMAIN rule 33). */
export interface CreditMemo {
  readonly ref: VendorRef;
  readonly number: string | null;
  readonly legalEntity: VendorRef;
  readonly customer: VendorRef;
  readonly issuedOn: string;
  readonly total: Money;
  readonly unapplied: Money;
}

/** What one client owes and has paid: its open invoices, unapplied cash and credits, and its latest payments. */
export interface ReceivablesPosition {
  readonly customer: VendorRef;
  readonly creditStanding: 'AUTOMATIC' | 'ON_HOLD' | 'RELEASED' | 'UNKNOWN';
  readonly openInvoices: readonly Invoice[];
  readonly unappliedPayments: readonly Payment[];
  readonly openCredits: readonly CreditMemo[];
  /** The latest payment per (legal entity, currency). */
  readonly lastPayments: readonly Payment[];
}

/**
 * One project's posted figures, without tax where revenue and with tax where receivable. Documents (billed, collected,
 * receivable) are in the project's currency; the books (recognized, deferred, postedCost) are in the functional currency of
 * the legal entity that bills it, for an ERP posts them so and only insight converts. Each amount says its own currency.
 */
export interface ProjectLedger {
  readonly project: VendorRef;
  /** The project's currency, in which its documents are. */
  readonly currency: CurrencyCode;
  /** Invoiced less credited, without tax. */
  readonly billed: Money;
  /** Cash and credits applied to its invoices, with tax. */
  readonly collected: Money;
  /** Open balance of its invoices, with tax. */
  readonly openReceivable: Money;
  readonly overdue: Money;
  readonly recognized: Money;
  readonly deferred: Money;
  readonly postedCost: Money;
}

export const billingScheduleStatuses = ['PLANNED', 'READY', 'HELD', 'BILLED', 'CANCELLED', 'UNKNOWN'] as const;
export type BillingScheduleStatus = (typeof billingScheduleStatuses)[number];

/** When a project's contract is to be billed. */
export interface BillingSchedule {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly name: string | null;
  readonly lines: readonly BillingScheduleLine[];
}

/** One planned bill. */
export interface BillingScheduleLine {
  readonly number: number;
  readonly dueOn: string | null;
  readonly amount: Money;
  readonly status: BillingScheduleStatus;
  readonly invoice: VendorRef | null;
}

/** Revenue (or its deferral) posted for a project in a period. */
export interface RevenueEvent {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly period: VendorRef | null;
  readonly postedOn: string;
  readonly method: string | null;
  readonly recognized: Money;
  readonly deferredDelta: Money;
}
