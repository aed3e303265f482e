// What a process may ask of the system APIs. Methods that take a WriteCall are the parts of a step: one acts, one looks up what
// it did (`find…`), one takes it back. The others read, each time of the vendor itself.
import type { Role } from '../../../schema/canon/roles.ts';
import type { Priority } from '../../runtime/envelope.ts';
import type { BillingReads } from './billing-facts.ts';
import type { CrmDeals } from './crm-deals.ts';
import type { CrmCustomerChanges, ErpCustomerChanges, PsaCustomerChanges } from './customer-changes.ts';
import type { ErpInvoices } from './erp-invoices.ts';
import type { ErpJournals } from './erp-journals.ts';
import type { ErpProjects } from './erp-projects.ts';
import type { PsaBilling } from './psa-billing.ts';
import type { PsaCosts } from './psa-costs.ts';
import type { PsaProjects } from './psa-project.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

/** On whose behalf a process acts, and which run it is. */
export interface Caller {
  /** 8 to 64 letters, digits, `.`, `_` or `-`; it appears in every log on the way. */
  readonly correlationId: string;
  /** Who began the run: carried as a claim; the run's own audit names them, so a system API keeps no trace of people. */
  readonly initiator: { readonly subject: string; readonly role: Role };
  readonly priority: Priority;
}

/** The system APIs as one caller's. */
export interface Systems {
  readonly crm: CrmSystem;
  readonly psa: PsaSystem;
  readonly erp: ErpSystem;
  /** What all three say of what is to be billed. */
  readonly billing: BillingReads;
}

/** Ids of a customer in the other systems, as the CRM's reference fields hold them; null where they hold none. */
export interface CustomerLinks {
  readonly erp: string | null;
  readonly psa: string | null;
}

/** Which reference fields of a CRM customer are to hold what. */
export interface CrmLink {
  readonly customer: RecordRef;
  readonly links: CustomerLinks;
}

/** A customer as sales knows it. */
export interface CrmCustomer {
  readonly ref: RecordRef;
  readonly name: string;
  readonly website: string | null;
  /** ISO 3166-1 alpha-2, or what the CRM says. */
  readonly country: string | null;
  /** The customer it belongs to. */
  readonly parent: RecordRef | null;
}

/** The CRM. Look-ups and reads raise Fault when it cannot be asked, look-ups LowerFence when a newer execution was there. */
export interface CrmSystem extends CrmDeals, CrmCustomerChanges {
  /** Sets both reference fields; null empties one, so read what they hold first (`customerLinks`). */
  linkCustomer(call: WriteCall, link: CrmLink): Promise<SystemOutcome>;
  /** The customer itself when its reference fields hold exactly these ids, else nothing. */
  findCustomerLink(call: WriteCall, link: CrmLink): Promise<readonly RecordRef[]>;
  /** Empties those of the reference fields that still hold these ids; what somebody else put there stays. */
  unlinkCustomer(call: WriteCall, link: CrmLink): Promise<SystemOutcome>;
  /** What the reference fields hold now; null when there is no such customer. */
  customerLinks(customer: RecordRef): Promise<CustomerLinks | null>;
  /** Null when there is no such customer. */
  customer(customer: RecordRef): Promise<CrmCustomer | null>;
}

/** A customer as delivery groups its projects. */
export interface PsaCustomer {
  readonly name: string;
  readonly website: string | null;
}

/** Says that a customer of the PSA is a record of another system. */
export interface PsaLink {
  readonly customer: RecordRef;
  readonly link: RecordRef;
}

/** The PSA. */
export interface PsaSystem extends PsaProjects, PsaBilling, PsaCosts, PsaCustomerChanges {
  createCustomer(call: WriteCall, customer: PsaCustomer): Promise<SystemOutcome>;
  findCustomer(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes back a customer without projects; one that is gone already is APPLIED. */
  removeCustomer(call: WriteCall, customer: RecordRef): Promise<SystemOutcome>;
  linkCustomer(call: WriteCall, link: PsaLink): Promise<SystemOutcome>;
  /** The customer itself when its references name the link, else nothing. */
  findCustomerLink(call: WriteCall, link: PsaLink): Promise<readonly RecordRef[]>;
}

/** A customer as the ERP is to bill it; it begins inactive. */
export interface ErpCustomer {
  readonly legalName: string;
  readonly legalEntity: RecordRef;
  /** ISO 4217. */
  readonly currency: string;
  /** By the ERP's own name of the terms; null leaves its default. */
  readonly paymentTerms: string | null;
  readonly taxId: string | null;
  readonly website: string | null;
  readonly parent: RecordRef | null;
  /** The same customer elsewhere, for the ERP's reference fields. */
  readonly links: readonly RecordRef[];
}

/** A further legal entity that may bill a customer. */
export interface ErpBillingAccount {
  readonly customer: RecordRef;
  readonly legalEntity: RecordRef;
}

/** Whether a customer may be billed. */
export interface ErpActivation {
  readonly customer: RecordRef;
  readonly active: boolean;
}

/** What is known of a customer that may be in the ERP already. */
export interface ErpMatchQuery {
  readonly name: string;
  readonly taxId: string | null;
  readonly website: string | null;
}

/** A customer of the ERP that may be the one meant. A person decides; nothing is merged. */
export interface ErpCandidate {
  readonly ref: RecordRef;
  readonly legalName: string;
  readonly active: boolean;
  /** What agrees, strongest first. */
  readonly matchedOn: readonly ('TAX_ID' | 'DOMAIN' | 'NAME')[];
  /** Its records elsewhere by its reference fields. */
  readonly links: readonly RecordRef[];
  /** The business key it was made under; null when no process of ours made it. */
  readonly key: string | null;
}

/** A legal entity as far as a new customer must fit it. */
export interface LegalEntityFacts {
  readonly ref: RecordRef;
  readonly code: string | null;
  readonly name: string;
  readonly country: string | null;
  readonly functionalCurrency: string;
  /** Null: it cannot charge tax, so nobody can be billed by it. */
  readonly taxRegistration: string | null;
}

/** What the ERP would accept of a new customer. */
export interface BillingFacts {
  readonly legalEntities: readonly LegalEntityFacts[];
  /** ISO 4217 codes it keeps. */
  readonly currencies: readonly string[];
  /** Names of its payment terms. */
  readonly paymentTerms: readonly string[];
}

/** How a customer of the ERP stands. */
export interface CustomerStanding {
  readonly ref: RecordRef;
  readonly legalName: string;
  readonly active: boolean;
  /** ON_HOLD: nothing more may be sold on credit. */
  readonly credit: 'AUTOMATIC' | 'ON_HOLD' | 'RELEASED' | 'UNKNOWN';
  /** The customer it belongs to. */
  readonly parent: RecordRef | null;
  readonly taxId: string | null;
  /** By the ERP's own name. */
  readonly paymentTerms: string | null;
  readonly links: readonly RecordRef[];
  /** The business key it was made under, or another external id; null when it has none. */
  readonly key: string | null;
}

/** The ERP. */
export interface ErpSystem extends ErpProjects, ErpInvoices, ErpJournals, ErpCustomerChanges {
  /** Makes or changes the customer of this key. */
  upsertCustomer(call: WriteCall, customer: ErpCustomer): Promise<SystemOutcome>;
  findCustomer(call: WriteCall): Promise<readonly RecordRef[]>;
  /** Takes back a customer nothing hangs on; one that is gone already is APPLIED. REFUSED once documents name it. */
  removeCustomer(call: WriteCall, customer: RecordRef): Promise<SystemOutcome>;
  addBillingAccount(call: WriteCall, account: ErpBillingAccount): Promise<SystemOutcome>;
  findBillingAccount(call: WriteCall, account: ErpBillingAccount): Promise<readonly RecordRef[]>;
  /** Its undo is the same with the other `active`: it is kept apart from this one by the operation's name. */
  setCustomerActive(call: WriteCall, activation: ErpActivation): Promise<SystemOutcome>;
  /** The customer itself when it is as `active` says, else nothing. */
  findCustomerActive(call: WriteCall, activation: ErpActivation): Promise<readonly RecordRef[]>;
  /** Customers that agree in normalised name, tax id or domain, likeliest first, at most 50. */
  customersThatMayMatch(query: ErpMatchQuery): Promise<readonly ErpCandidate[]>;
  billingFacts(): Promise<BillingFacts>;
  /** Null when there is no such customer. */
  customerStanding(customer: RecordRef): Promise<CustomerStanding | null>;
}
