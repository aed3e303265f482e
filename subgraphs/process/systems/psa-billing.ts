// Work of the PSA as a process bills it: read with its versions, and told what was billed of it.
import type { PsaWorkNowQuery } from '../../../schema/generated/psa-writes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

type ToldItem = NonNullable<NonNullable<PsaWorkNowQuery['items']>[number]>;
type References = 'ref' | 'project' | 'resource' | 'approver' | 'bill' | 'task';

/** Time or an expense; what the other kind has is null. `version` changes with the work and its approval, not with its price. */
export interface PsaWorkItem extends Omit<ToldItem, '__typename' | References> {
  readonly ref: RecordRef;
  readonly project: RecordRef;
  readonly resource: RecordRef | null;
  /** Who approved it: a RESOURCE. */
  readonly approver: RecordRef | null;
  /** The PSA's own bill it is on, where it says so. */
  readonly bill: RecordRef | null;
  readonly task: RecordRef | null;
}

/** Which work. FREE: approved, billable and on no bill of the PSA. BILLED: on one, whatever else it is. */
export type PsaWorkQuestion = {
  readonly projects: readonly RecordRef[];
  /** Last day of the work. */
  readonly through: string;
  readonly work: 'FREE' | 'BILLED';
};

/** That work is billed elsewhere. */
export type PsaBilledWork = {
  /** Of all of it. */
  readonly project: RecordRef;
  /** Time, expenses and milestones, 1 to 1,000, wholly billed. */
  readonly items: readonly RecordRef[];
  /** What billed them. */
  readonly document: RecordRef;
  readonly number: string | null;
  readonly issuedOn: string;
  readonly purchaseOrder: string | null;
};

/** Work the PSA is to build its own invoice of, each piece whole. */
export type PsaWorkToBill = Omit<PsaBilledWork, 'document' | 'number'>;

/** An invoice the PSA has built. Plain, so that a run keeps it as JSON. */
export type PsaBuiltInvoice = {
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly status: 'OPEN' | 'PAID' | 'CANCELLED' | 'UNKNOWN';
  readonly issuedOn: string;
  /** All it asks for, by the PSA's own sum. */
  readonly total: PsaAmount;
  /** What it bills of the work, each at the PSA's price. */
  readonly items: readonly { readonly ref: RecordRef; readonly net: PsaAmount }[];
};
type PsaAmount = { readonly amount: string; readonly currency: string };

/** What a process may ask of work. Look-ups and reads raise Fault when the PSA cannot be asked, look-ups LowerFence. */
export interface PsaBilling {
  /** By day, then id. */
  billingWork(question: PsaWorkQuestion): Promise<readonly PsaWorkItem[]>;
  /** In the order asked for; null for what is gone. */
  workNow(items: readonly RecordRef[]): Promise<readonly (PsaWorkItem | null)[]>;
  /** Locks the work in the PSA under a bill of its own, without a mail to anybody. REFUSED when some of it is billed or not approved. */
  markBilled(call: WriteCall, billed: PsaBilledWork): Promise<SystemOutcome>;
  /** The bill in force; one that was taken back is not found. */
  findBilled(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Has the PSA build its own invoice, without a mail to anybody; refused as `markBilled` is, taken back by `unmarkBilled`. */
  buildInvoice(call: WriteCall, work: PsaWorkToBill): Promise<SystemOutcome>;
  /** The invoice in force; one that was taken back is not found. */
  findBuilt(call: WriteCall): Promise<readonly RecordRef[]>;
  /** What it built; null when there is no such invoice. */
  builtInvoice(invoice: RecordRef): Promise<PsaBuiltInvoice | null>;
  /** Frees the work again; a bill taken back already is APPLIED. */
  unmarkBilled(call: WriteCall, bill: RecordRef): Promise<SystemOutcome>;
}
