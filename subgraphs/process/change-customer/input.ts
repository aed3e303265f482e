// What a change of a customer is begun with, and what it leaves.
import type { CreditSetting } from '../systems/customer-changes.ts';
import type { RecordRef } from '../systems/write-call.ts';

/**
 * What changes. MERGE: the CRM has made this customer part of another one. FOLLOW: name and parent as the CRM says them now, whoever
 * changed them there.
 */
export type CustomerChange =
  | { readonly kind: 'RENAME'; readonly name: string }
  | { readonly kind: 'REPARENT'; readonly parent: RecordRef | null }
  | { readonly kind: 'TAX_ID'; readonly taxId: string | null }
  | { readonly kind: 'CREDIT'; readonly credit: CreditSetting }
  | { readonly kind: 'DEACTIVATE' }
  | { readonly kind: 'REACTIVATE' }
  | { readonly kind: 'MERGE' }
  | { readonly kind: 'FOLLOW' };

/** What the run is begun with. */
export type ChangeCustomerInput = {
  /** The role of whoever asked: what they may not see the process must not show. */
  readonly role: string;
  readonly customerId: string;
  readonly customer: RecordRef;
  readonly change: CustomerChange;
  /** Free text, for whoever has to agree; kept with the run, which is erased in time. */
  readonly reason: string | null;
  /** Only look: what would be written, and nothing is. */
  readonly dryRun: boolean;
};

/** What a change leaves. `customerId` is that of the customer that lives on. */
export type ChangedCustomer = {
  readonly customerId: string;
  /** The one that was merged into it; null for all other changes. */
  readonly mergedId: string | null;
  readonly changedOn: string;
  readonly changes: readonly ReportedChange[];
};

/** What of a customer can differ between systems. */
export type ChangedThing = 'NAME' | 'PARENT' | 'TAX_ID' | 'CREDIT' | 'ACTIVE' | 'LINK';

/**
 * What one system is told. WRITTEN: it is set, or would be in a dry run. SAME: it says so already. NOT_THERE: the customer, or the
 * parent it gets, is not in this system. NOT_KEPT: this system has no place for it.
 */
export type ReportedChange = {
  readonly system: 'CRM' | 'PSA' | 'ERP';
  readonly thing: ChangedThing;
  readonly outcome: 'WRITTEN' | 'SAME' | 'NOT_THERE' | 'NOT_KEPT';
};

/** What is in a system and what is to be there, in words: a name, a record's id there, a tax id. Null where nothing is, or none is known. */
export type ChangedValues = { readonly before: string | null; readonly after: string | null };

/** A change with the values before and after; reports of an earlier release have none. */
export type TracedChange = ReportedChange & Partial<ChangedValues>;

/** What a change says of itself before it writes. */
export type CustomerChangeReport = { readonly customerChanges: readonly TracedChange[] };
