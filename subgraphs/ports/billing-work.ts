// What a PSA must do when work is billed: the approved work with the version it was read in, and being told what was billed.
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { Minutes } from '../../schema/canon/hours.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { ApprovalState } from '../../schema/canon/work.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WriteTraits } from './customer-writes.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** Which work: of these projects, worked or spent on or before `through`. */
export interface WorkQuestion {
  readonly projects: readonly VendorRef[];
  readonly through: string;
  /** FREE: approved, billable and on no bill of the PSA. BILLED: on one, whatever else it is. */
  readonly work: 'FREE' | 'BILLED';
}

/** What time and expenses have in common. */
interface WorkFacts {
  readonly ref: VendorRef;
  /**
   * Changes whenever the work or its approval does: what, who, when, how much, billable or not, approved by whom. Not with prices, which
   * freeze at the claim (DOMAIN rule 29), nor with being billed.
   */
  readonly version: string;
  readonly project: VendorRef;
  /** Whose work it is. */
  readonly resource: VendorRef | null;
  /** Day worked or spent. */
  readonly on: string;
  readonly billable: boolean;
  readonly approval: ApprovalState;
  /** Who approved it (a RESOURCE) and when, RFC 3339; null where nobody had to, or the PSA does not say. */
  readonly approver: VendorRef | null;
  readonly approvedAt: string | null;
  /** Whether it is on a bill of the PSA's own. */
  readonly billed: boolean;
  /** Which, where the PSA says so. */
  readonly bill: VendorRef | null;
  readonly currency: CurrencyCode;
}

/** Time as it can be billed. */
export interface WorkTime extends WorkFacts {
  readonly kind: 'TIME';
  readonly minutes: Minutes;
  readonly task: VendorRef | null;
  readonly taskTitle: string | null;
  /** By the PSA's own name, as on the entry. */
  readonly role: string | null;
  /** Decimal text per hour by the PSA's own pricing; null is NO_RATE, never 0 (DOMAIN rule 50). */
  readonly hourlyRate: string | null;
}

/** An expense as it can be billed. */
export interface WorkExpense extends WorkFacts {
  readonly kind: 'EXPENSE';
  readonly category: string;
  /** What was paid, with tax. */
  readonly amount: Money;
  readonly reimbursable: boolean;
  readonly hasReceipt: boolean;
}

export type WorkItem = WorkTime | WorkExpense;

/** That work is billed elsewhere, told to the PSA. */
export interface BilledWorkWrite {
  readonly key: BusinessKey;
  readonly project: VendorRef;
  /** Time, expenses and milestones of that project, 1 to `billedItemsMax`; all of them wholly billed. */
  readonly items: readonly VendorRef[];
  /** What billed them. */
  readonly document: VendorRef;
  readonly number: string | null;
  readonly issuedOn: string;
  readonly purchaseOrder: string | null;
}

/** Work the PSA is to build its own invoice of, at its own prices. */
export interface PsaInvoiceWrite {
  readonly key: BusinessKey;
  readonly project: VendorRef;
  /** Time, expenses and milestones of that project, 1 to `billedItemsMax`; the PSA bills each of them whole. */
  readonly items: readonly VendorRef[];
  readonly issuedOn: string;
  readonly purchaseOrder: string | null;
}

/** An invoice the PSA has built, as it stands now. The PSA knows no tax of ours: that is the ERP's. */
export interface PsaBuiltInvoice {
  readonly ref: VendorRef;
  readonly number: string | null;
  readonly status: 'OPEN' | 'PAID' | 'CANCELLED';
  readonly issuedOn: string;
  /** All it asks for, by the PSA's own sum. */
  readonly total: Money;
  /** What it bills of our work, each at the PSA's price. */
  readonly items: readonly { readonly ref: VendorRef; readonly net: Money }[];
}

/** More items than one bill of the PSA takes at once: a further one is told under a key of its own. */
export const billedItemsMax = 1_000;

/** The work of a PSA as billing reads and marks it. */
export interface PsaBillingWrites extends WriteTraits<'markBilled' | 'unmarkBilled' | 'buildInvoice'> {
  /** By work day, then id. Asked of the PSA itself. Raises Fault. */
  work(envelope: Envelope, question: WorkQuestion): Promise<readonly WorkItem[]>;
  /** These items at this moment, in the order of the references; null for one that is gone or not ours. Raises Fault. */
  workNow(envelope: Envelope, items: readonly VendorRef[]): Promise<readonly (WorkItem | null)[]>;
  /**
   * Tells the PSA that work was billed, by its own means and without a mail to anybody; the work is then locked there. Not safe to repeat:
   * look the key up first, and again after a doubt. REFUSED when some of it is on a bill already or not approved.
   */
  markBilled(envelope: Envelope, write: BilledWorkWrite): Promise<WriteOutcome>;
  /** Bills in force that carry this key; one that was taken back is not found. */
  billsByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /**
   * Has the PSA build its own invoice of the work, without a mail to anybody; the work is then locked there. Looked up by `billsByKey`, taken
   * back by `unmarkBilled`; not safe to repeat, and REFUSED as `markBilled` is.
   */
  buildInvoice(envelope: Envelope, write: PsaInvoiceWrite): Promise<WriteOutcome>;
  /** What it built, at this moment; null when there is no such invoice. Raises Fault. */
  builtInvoice(envelope: Envelope, invoice: VendorRef): Promise<PsaBuiltInvoice | null>;
  /** Frees the work of a bill again; one taken back already is APPLIED. REFUSED once it counts as paid. */
  unmarkBilled(envelope: Envelope, bill: VendorRef): Promise<WriteOutcome>;
}
