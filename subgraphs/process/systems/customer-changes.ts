// What a process may ask of the system APIs about customers that change: writes with the look-up of each, and the facts of now.
// Types, not interfaces, so that a journal may keep them as JSON.
import type { ProjectStatus } from '../../../schema/canon/project.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

/** Ids of a customer in the other systems, as the CRM's reference fields hold them; null where they hold none. */
export type CustomerIds = { readonly erp: string | null; readonly psa: string | null };

/** A customer of the CRM at this moment. MERGED: it was made part of another one, and is gone. */
export type CrmCustomerNow =
  | {
      readonly kind: 'LIVE';
      readonly ref: RecordRef;
      readonly name: string;
      readonly parent: RecordRef | null;
      readonly country: string | null;
      readonly links: CustomerIds;
    }
  | { readonly kind: 'MERGED'; readonly ref: RecordRef; readonly into: RecordRef; readonly links: CustomerIds }
  | { readonly kind: 'DELETED'; readonly ref: RecordRef };

/** One thing of a customer of the CRM. */
export type CrmCustomerChange =
  { readonly field: 'NAME'; readonly value: string } | { readonly field: 'PARENT'; readonly record: RecordRef | null };

/** What credit can be set to. */
export type CreditSetting = 'AUTOMATIC' | 'ON_HOLD' | 'RELEASED';

/** One thing of a customer of the ERP. LINK: which customer of another system it is. */
export type ErpCustomerChange =
  | { readonly field: 'LEGAL_NAME'; readonly value: string }
  | { readonly field: 'TAX_ID'; readonly value: string | null }
  | { readonly field: 'CREDIT'; readonly credit: CreditSetting }
  | { readonly field: 'PARENT'; readonly record: RecordRef | null }
  | { readonly field: 'LINK'; readonly record: RecordRef };

/** A change of one customer, and whether it sets back what an earlier write of the key set. */
export type Changing<Change> = { readonly customer: RecordRef; readonly change: Change };

/** A customer of the PSA at this moment. */
export type PsaCustomerNow = {
  readonly ref: RecordRef;
  readonly name: string;
  readonly links: readonly RecordRef[];
};

/** A project that runs, or of which work waits to be billed. Amounts are decimal text without tax. */
export type BusyProject = {
  readonly ref: RecordRef;
  readonly code: string | null;
  readonly status: ProjectStatus;
  readonly unbilled: string;
  readonly currency: string;
};

/** What a customer owes one legal entity in one currency; decimal text with tax. */
export type CustomerBalance = {
  readonly legalEntity: string;
  readonly currency: string;
  readonly open: string;
  readonly unappliedCash: string;
  readonly openCredits: string;
};

/** The CRM's part. Look-ups and reads raise Fault, look-ups LowerFence, as everywhere. */
export interface CrmCustomerChanges {
  changeCustomer(call: WriteCall, changing: Changing<CrmCustomerChange>): Promise<SystemOutcome>;
  findCustomerChange(call: WriteCall, changing: Changing<CrmCustomerChange>): Promise<readonly RecordRef[]>;
  /** Takes the same key; gives the value that was there before. */
  restoreCustomer(call: WriteCall, changing: Changing<CrmCustomerChange>): Promise<SystemOutcome>;
  /** Also of one that is gone, as long as the CRM remembers it; null when it knows none. Never of a cache. */
  customerNow(customer: RecordRef): Promise<CrmCustomerNow | null>;
}

/** The PSA's part. */
export interface PsaCustomerChanges {
  renameCustomer(call: WriteCall, naming: CustomerNaming): Promise<SystemOutcome>;
  findCustomerName(call: WriteCall, naming: CustomerNaming): Promise<readonly RecordRef[]>;
  /** Takes the same key; gives the name that was there before. */
  restoreCustomerName(call: WriteCall, naming: CustomerNaming): Promise<SystemOutcome>;
  /** Null when there is no such customer. */
  customerNow(customer: RecordRef): Promise<PsaCustomerNow | null>;
  /** At most 200. */
  busyProjects(customer: RecordRef): Promise<readonly BusyProject[]>;
}

/** A customer and its name. */
export type CustomerNaming = { readonly customer: RecordRef; readonly name: string };

/** The ERP's part. */
export interface ErpCustomerChanges {
  changeCustomer(call: WriteCall, changing: Changing<ErpCustomerChange>): Promise<SystemOutcome>;
  findCustomerChange(call: WriteCall, changing: Changing<ErpCustomerChange>): Promise<readonly RecordRef[]>;
  /** Takes the same key; gives the value that was there before. */
  restoreCustomer(call: WriteCall, changing: Changing<ErpCustomerChange>): Promise<SystemOutcome>;
  balances(customer: RecordRef): Promise<readonly CustomerBalance[]>;
}
