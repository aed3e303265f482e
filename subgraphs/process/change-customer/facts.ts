// What the rules of a customer's life go by: the customer in each system, and what the ERP accepts. Plain data of now, JSON throughout.
import type { BusyProject, CustomerBalance } from '../systems/customer-changes.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** A legal entity that bills, as the ERP has it. */
export type Seller = {
  readonly id: string;
  readonly code: string;
  readonly country: string | null;
  readonly active: boolean;
  /** Whether it can charge tax at all. */
  readonly registered: boolean;
};

/** The customer in the ERP. */
export type ErpSide = {
  readonly ref: RecordRef;
  readonly legalName: string;
  readonly active: boolean;
  readonly credit: 'AUTOMATIC' | 'ON_HOLD' | 'RELEASED' | 'UNKNOWN';
  readonly parent: RecordRef | null;
  readonly taxId: string | null;
  readonly paymentTerms: string | null;
  /** Ids of the legal entities that bill it. */
  readonly billedBy: readonly string[];
  readonly currencies: readonly string[];
};

/** A customer that another one is to belong to. */
export type ParentSide = {
  readonly ref: RecordRef;
  /** Ids in the CRM of those it belongs to itself, nearest first. */
  readonly above: readonly string[];
  /** Null while it is not there. */
  readonly erp: { readonly ref: RecordRef; readonly active: boolean; readonly billedBy: readonly string[] } | null;
};

/** Everything the rules look at. */
export type CustomerFacts = {
  readonly crm: {
    readonly ref: RecordRef;
    readonly name: string;
    readonly parent: RecordRef | null;
    readonly country: string | null;
  };
  readonly psa: { readonly ref: RecordRef; readonly name: string } | null;
  readonly erp: ErpSide | null;
  /** Whom it is to belong to, if anybody; UNKNOWN: the CRM has no such customer. */
  readonly parent: ParentSide | 'UNKNOWN' | null;
  readonly sellers: readonly Seller[];
  readonly currencies: readonly string[];
  readonly paymentTerms: readonly string[];
  /** What keeps it busy; empty unless somebody wants to end it. */
  readonly projects: readonly BusyProject[];
  readonly balances: readonly CustomerBalance[];
};
