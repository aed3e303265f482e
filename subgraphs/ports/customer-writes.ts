// What each system must do when a customer is onboarded or changes: writes and, for each, the look-up that settles a doubt.
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { CreditStanding } from '../../schema/canon/customer.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** How a vendor's doubts end. */
export interface WriteTraits<Operation extends string> {
  /** How long after a call was sent its effect may still appear. */
  readonly settleMs: number;
  /** Writes that may be sent again after a doubt without a look-up: sent twice they leave what once leaves. */
  readonly repeatable: readonly Operation[];
}

/** A customer as the ERP is to bill it. It begins inactive and is activated when all its billing accounts stand. */
export interface ErpCustomerWrite {
  readonly key: BusinessKey;
  readonly legalName: string;
  /** The legal entity that bills it first; others are added as billing accounts. */
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  /** By the ERP's own name of the terms; null leaves the ERP's default. */
  readonly paymentTerms: string | null;
  readonly taxId: string | null;
  readonly website: string | null;
  readonly parent: VendorRef | null;
  /** The same customer elsewhere; kept in the configured reference fields. */
  readonly links: readonly VendorRef[];
}

/** A further legal entity that may bill a customer (DOMAIN rule 19). */
export interface BillingAccountWrite {
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
}

/** A customer of the ERP as it is now. */
export interface ErpCustomerState {
  readonly ref: VendorRef;
  readonly legalName: string;
  readonly active: boolean;
  readonly creditStanding: CreditStanding;
  /** The business key it was made under, or another external id; null when it has none. */
  readonly key: string | null;
  readonly links: readonly VendorRef[];
}

/** A customer of the ERP with what else may change of it. */
export interface ErpCustomerRecord extends ErpCustomerState {
  readonly parent: VendorRef | null;
  readonly taxId: string | null;
  /** By the ERP's own name. */
  readonly paymentTerms: string | null;
}

/** One thing set of a customer; the same twice changes nothing more. LINK says which customer of another system it is. */
export type ErpCustomerChange =
  | { readonly field: 'LEGAL_NAME'; readonly value: string }
  | { readonly field: 'TAX_ID'; readonly value: string | null }
  | { readonly field: 'CREDIT'; readonly value: Exclude<CreditStanding, 'UNKNOWN'> }
  | { readonly field: 'PARENT'; readonly record: VendorRef | null }
  | { readonly field: 'LINK'; readonly record: VendorRef };

/** What the ERP knows that a new customer must fit. */
export interface BillingTerms {
  readonly currencies: readonly CurrencyCode[];
  /** By the ERP's own names. */
  readonly paymentTerms: readonly string[];
}

/** Writes of the ERP. Names, currencies and terms the ERP does not know are NOT_APPLIED with the field's name. */
export interface ErpCustomerWrites extends WriteTraits<
  | 'upsertCustomer'
  | 'addBillingAccount'
  | 'activateCustomer'
  | 'deactivateCustomer'
  | 'removeCustomer'
  | 'changeCustomer'
  | 'restoreCustomer'
> {
  /** Makes or changes the customer of this key; the same write twice leaves one customer with these values. */
  upsertCustomer(envelope: Envelope, write: ErpCustomerWrite): Promise<WriteOutcome>;
  customersByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** A legal entity that already bills the customer is APPLIED, not new. */
  addBillingAccount(envelope: Envelope, write: BillingAccountWrite): Promise<WriteOutcome>;
  billingAccountsBy(envelope: Envelope, write: BillingAccountWrite): Promise<Found>;
  setCustomerActive(envelope: Envelope, customer: VendorRef, active: boolean): Promise<WriteOutcome>;
  /** Takes back a customer nothing hangs on; one that is gone already is APPLIED. REFUSED once documents name it. */
  removeCustomer(envelope: Envelope, customer: VendorRef): Promise<WriteOutcome>;
  /** Sets one thing; documents that name the customer stay as they are. A parent below it is REFUSED. */
  changeCustomer(envelope: Envelope, customer: VendorRef, change: ErpCustomerChange): Promise<WriteOutcome>;
  /** A customer at this moment; null when there is none. Raises Fault. */
  customerNow(envelope: Envelope, customer: VendorRef): Promise<ErpCustomerRecord | null>;
  /** Several at once, in no order, those that are there; may trail a write by seconds. Raises Fault. */
  customersNow(envelope: Envelope, customers: readonly VendorRef[]): Promise<readonly ErpCustomerState[]>;
  /** Raises Fault. */
  billingTerms(envelope: Envelope): Promise<BillingTerms>;
}

/** A customer as delivery groups its projects. */
export interface PsaCustomerWrite {
  readonly key: BusinessKey;
  readonly name: string;
  readonly website: string | null;
}

/** A customer of the PSA as it is now. */
export interface PsaCustomerState {
  readonly ref: VendorRef;
  readonly name: string;
  readonly links: readonly VendorRef[];
}

/** Writes of the PSA. */
export interface PsaCustomerWrites extends WriteTraits<
  'createCustomer' | 'linkCustomer' | 'removeCustomer' | 'renameCustomer' | 'restoreCustomer'
> {
  /** Not safe to repeat: look the key up first, and again after a doubt. */
  createCustomer(envelope: Envelope, write: PsaCustomerWrite): Promise<WriteOutcome>;
  customersByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** Says that a customer is the same as another system's; the same link twice is one link. */
  linkCustomer(envelope: Envelope, customer: VendorRef, link: VendorRef): Promise<WriteOutcome>;
  /** The records of other systems that a customer's reference fields name. */
  linksOfCustomer(envelope: Envelope, customer: VendorRef): Promise<Found>;
  /** Takes back a customer without projects; one that is gone already is APPLIED. */
  removeCustomer(envelope: Envelope, customer: VendorRef): Promise<WriteOutcome>;
  /** The same name twice changes nothing more; another customer's name may be REFUSED. */
  renameCustomer(envelope: Envelope, customer: VendorRef, name: string): Promise<WriteOutcome>;
  /** A customer at this moment; null when there is none. Raises Fault. */
  customerNow(envelope: Envelope, customer: VendorRef): Promise<PsaCustomerState | null>;
}

/** A customer of the CRM at this moment. MERGED: it was made part of another one, and is gone. */
export type CrmCustomerState =
  | {
      readonly kind: 'LIVE';
      readonly ref: VendorRef;
      readonly name: string;
      readonly parent: VendorRef | null;
      readonly country: string | null;
      readonly links: CustomerLinks;
    }
  | { readonly kind: 'MERGED'; readonly ref: VendorRef; readonly into: VendorRef; readonly links: CustomerLinks }
  | { readonly kind: 'DELETED'; readonly ref: VendorRef };

/** One thing set of a customer; the same twice changes nothing more. */
export type CrmCustomerChange =
  { readonly field: 'NAME'; readonly value: string } | { readonly field: 'PARENT'; readonly record: VendorRef | null };

/** Writes of the CRM. */
export interface CrmCustomerWrites extends WriteTraits<
  'linkCustomer' | 'unlinkCustomer' | 'changeCustomer' | 'restoreCustomer'
> {
  /** Fills the configured reference fields of an account; null empties one. The same write twice changes nothing more. */
  linkCustomer(envelope: Envelope, customer: VendorRef, links: CustomerLinks): Promise<WriteOutcome>;
  /** What the reference fields hold now; null when there is no such account. */
  linksOfCustomer(envelope: Envelope, customer: VendorRef): Promise<CustomerLinks | null>;
  /** A parent below it is REFUSED. */
  changeCustomer(envelope: Envelope, customer: VendorRef, change: CrmCustomerChange): Promise<WriteOutcome>;
  /** Also of one that is gone, as long as the CRM remembers it; null when it knows none. Raises Fault. */
  customerNow(envelope: Envelope, customer: VendorRef): Promise<CrmCustomerState | null>;
}

/** The records of other systems that a CRM account names: vendor ids, null where it names none. */
export interface CustomerLinks {
  readonly erp: string | null;
  readonly psa: string | null;
}
