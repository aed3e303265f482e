// What a credit is decided on: the invoice as we billed it and as the ERP has it, what was credited of it before, and what is asked.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { currencyCode } from '../../../schema/canon/currency.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import { money, type Money } from '../../../schema/canon/money.ts';
import type { KeptClaim } from '../../journal/claims.ts';
import type { KeptCredit } from '../../journal/credits.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { RoundingPolicy } from '../../../schema/canon/document-tax.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** Money as a journal keeps it. */
export type Amount = { readonly amount: string; readonly currency: string };

/** What is credited: everything that is left, lines in part or whole, or all of some work. */
export type CreditAsked =
  | { readonly kind: 'FULL' }
  | {
      readonly kind: 'LINES';
      /** By their names on the invoice; amounts without tax, null is all that is left. */
      readonly lines: readonly { readonly name: string; readonly amount: string | null }[];
    }
  | { readonly kind: 'WORK'; readonly workIds: readonly string[] };

/** The document of a draft, as far as a credit goes; written when its work was released. */
export interface BilledDocument {
  readonly title: string;
  readonly psaProject: RecordRef;
  readonly erpProject: RecordRef;
  readonly customer: RecordRef;
  readonly seller: RecordRef;
  readonly purchaseOrder: string | null;
  readonly taxCategory: string;
  readonly taxRatePercent: string;
  readonly lines: readonly { readonly name: string; readonly description: string; readonly net: Amount }[];
}

/** What was kept of the ERP's document when it was posted. */
export interface BilledInvoice {
  /** Canonical id. */
  readonly id: string;
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly net: Amount;
  readonly tax: Amount;
  readonly total: Amount;
  readonly issuedOn: string;
}

/** What of our books a credit needs. */
export interface CreditBooks {
  readonly draft: KeptDraft;
  /** Those that ended as billed. */
  readonly claims: readonly KeptClaim[];
  /** Posted and open ones, whoever posted them. */
  readonly credits: readonly KeptCredit[];
}

/** A line as the ERP has it. */
export interface PostedLine {
  /** The ERP's own id of it. */
  readonly id: string;
  readonly name: string | null;
  readonly net: Amount;
  readonly tax: Amount;
  readonly taxRatePercent: string | null;
}

/** What the ERP says. */
export interface CreditWorld {
  /** The invoice as it stands now. */
  readonly posted: {
    readonly remaining: Amount;
    readonly lines: readonly PostedLine[];
  };
  readonly periods: readonly AccountingPeriod[];
  /** Business day. */
  readonly today: string;
  readonly rounding: RoundingPolicy;
}

/** The document of a posted draft. */
export function documentOf({ document }: Pick<KeptDraft, 'document'>): BilledDocument {
  return document as unknown as BilledDocument;
}

/** The invoice of a posted draft. Raises Error on one that is not: whoever asks has looked at its state. */
export function invoiceOf({ id, invoice }: Pick<KeptDraft, 'id' | 'invoice'>): BilledInvoice {
  if (invoice === null) throw new Error(`Draft ${id} has no invoice`);
  return invoice as unknown as BilledInvoice;
}

/** A kept amount as money. */
export function moneyOf({ amount, currency }: Amount): Money {
  return money(trimmed(amount), currencyCode(currency));
}

/** Decimal text of the books as money. */
export function moneyIn(amount: string, currency: CurrencyCode): Money {
  return money(trimmed(amount), currency);
}

/** Postgres keeps as many places as it was given. */
function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Money as a journal keeps it. */
export function amountOf({ amount, currency }: Money): Amount {
  return { amount, currency };
}
