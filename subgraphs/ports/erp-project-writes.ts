// What an ERP must do when a deal becomes projects: writes, for each the look-up that settles a doubt and what takes it back, and
// the facts it is decided by.
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { BillingScheduleStatus } from '../../schema/canon/invoice.ts';
import type { PeriodStatus } from '../../schema/canon/legal-entity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { BillingModel } from '../../schema/canon/contract.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { ErpCustomerState, WriteTraits } from './customer-writes.ts';
import type { BusinessKey, Found, WriteOutcome } from './write.ts';

/** A project as finance bills and costs it. */
export interface ErpProjectWrite {
  readonly key: BusinessKey;
  /** The code people and documents name it by; null lets the ERP number it. */
  readonly code: string | null;
  readonly name: string;
  readonly customer: VendorRef;
  readonly legalEntity: VendorRef;
  readonly currency: CurrencyCode;
  readonly billingModel: BillingModel;
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** Whether it begins with its billing held (a start at risk). */
  readonly billingHeld: boolean;
  /** The same project elsewhere; kept in the configured reference fields. */
  readonly links: readonly VendorRef[];
}

/** One planned bill. */
export interface ScheduleLineWrite {
  readonly description: string;
  /** Null for a milestone without a day: it is billed when it is accepted. */
  readonly dueOn: string | null;
  readonly amount: Money;
  /** The milestone of the PSA that earns it. */
  readonly milestone: VendorRef | null;
}

/** When and how much a project's contract line is to be billed. The lines' amounts add up to the total exactly. */
export interface BillingScheduleWrite {
  readonly key: BusinessKey;
  readonly name: string;
  readonly project: VendorRef;
  /** The contract line's value; a schedule that does not add up to it is REFUSED before anything is sent. */
  readonly total: Money;
  readonly lines: readonly ScheduleLineWrite[];
}

/** A billing hold of one project. */
export interface BillingHoldWrite {
  readonly project: VendorRef;
  readonly held: boolean;
}

/** Which invoice billed a planned bill; null: none did after all, and it may be billed again. */
export interface ScheduleLineBilled {
  readonly project: VendorRef;
  /** The ERP's own id of the line. */
  readonly line: string;
  readonly invoice: VendorRef | null;
}

/** One planned bill as it is now. */
export interface ScheduleLineState {
  /** The ERP's own id of the line. */
  readonly id: string;
  readonly description: string | null;
  readonly dueOn: string | null;
  readonly amount: Money;
  readonly status: BillingScheduleStatus;
  readonly invoice: VendorRef | null;
  /** The PSA's own id of the milestone that earns it. */
  readonly milestone: string | null;
}

/** A project as it is now. */
export interface ErpProjectState {
  readonly ref: VendorRef;
  readonly code: string;
  readonly name: string;
  readonly customer: VendorRef | null;
  readonly legalEntity: VendorRef | null;
  readonly currency: CurrencyCode | null;
  readonly active: boolean;
  readonly billingHeld: boolean;
  /** The business key it was made under, or another external id; null when it has none. */
  readonly key: string | null;
  readonly links: readonly VendorRef[];
  /** Whether a document or booked time names it: then it can be closed but not removed. */
  readonly isUsed: boolean;
  readonly schedule: readonly ScheduleLineState[];
}

/** A project's own record. */
export type ErpProjectHeader = Omit<ErpProjectState, 'isUsed' | 'schedule'>;

/** A tax registration of a legal entity: where it can charge tax, and under which number. */
export interface TaxRegistration {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** State or province where taxes are the state's; null where they are the country's. */
  readonly state: string | null;
  readonly number: string | null;
}

/** A legal entity as far as a project and its bills must fit it. */
export interface ConversionLegalEntity {
  readonly ref: VendorRef;
  readonly code: string | null;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly functionalCurrency: CurrencyCode;
  readonly active: boolean;
  readonly registrations: readonly TaxRegistration[];
  /** Registered where the buyer is. False: a supply to the buyer is cross-border, and the tax treatment decides (DOMAIN rule 13). */
  readonly registeredWhereBuyerIs: boolean;
  /** The posting period of its calendar that holds the day asked for; null when there is none. */
  readonly period: { readonly name: string; readonly receivables: PeriodStatus } | null;
}

/** What is asked before a conversion. */
export interface ConversionQuestion {
  /** Of the ERP; null while it is to be made. */
  readonly customer: VendorRef | null;
  /** ISO 3166-1 alpha-2; null when nobody knows. */
  readonly buyerCountry: string | null;
  /** The day of the first posting, YYYY-MM-DD. */
  readonly on: string;
}

/** What the ERP would accept, asked of itself and never of a cache. */
export interface ConversionFacts {
  readonly legalEntities: readonly ConversionLegalEntity[];
  readonly currencies: readonly CurrencyCode[];
  /** By the ERP's own names. */
  readonly paymentTerms: readonly string[];
  /** Null when there is no such customer. */
  readonly customer: ConversionCustomer | null;
}

/** A customer as far as a project must fit it. */
export interface ConversionCustomer extends ErpCustomerState {
  /** Legal entities that may bill it. */
  readonly legalEntities: readonly VendorRef[];
  /** Currencies it may be billed in. */
  readonly currencies: readonly CurrencyCode[];
}

/** Writes of the ERP for projects. Records and values it does not know are NOT_APPLIED with the field's name. */
export interface ErpProjectWrites extends WriteTraits<
  | 'createProject'
  | 'createBillingSchedule'
  | 'holdBilling'
  | 'releaseBilling'
  | 'billScheduleLine'
  | 'freeScheduleLine'
  | 'removeProject'
  | 'removeBillingSchedule'
> {
  /** Makes the project of this key, or tells of the one there is: a repeat, however late, is refused as a duplicate and never a second one. */
  createProject(envelope: Envelope, write: ErpProjectWrite): Promise<WriteOutcome>;
  projectsByKey(envelope: Envelope, key: BusinessKey): Promise<Found>;
  /** Takes back a project nothing was billed or booked on; one that is gone already is APPLIED. REFUSED once documents or time name it. */
  removeProject(envelope: Envelope, project: VendorRef): Promise<WriteOutcome>;
  /** Makes what of the schedule is not there yet, each part under a key of its own; the same write twice leaves one schedule. */
  createBillingSchedule(envelope: Envelope, write: BillingScheduleWrite): Promise<WriteOutcome>;
  /** The schedule of this key when all its lines are there; one that is only half made is taken back and not found. */
  billingSchedulesByKey(envelope: Envelope, write: BillingScheduleWrite): Promise<Found>;
  /** Takes back a schedule with its lines; one that is gone already is APPLIED. REFUSED once a line is billed. */
  removeBillingSchedule(envelope: Envelope, schedule: VendorRef): Promise<WriteOutcome>;
  /** The same twice is the same. */
  billScheduleLine(envelope: Envelope, write: ScheduleLineBilled): Promise<WriteOutcome>;
  setBillingHold(envelope: Envelope, write: BillingHoldWrite): Promise<WriteOutcome>;
  /** The same without what hangs on it: one call where the whole costs several. Raises Fault. */
  projectHeaderNow(envelope: Envelope, project: VendorRef): Promise<ErpProjectHeader | null>;
  /** A project at this moment; null when there is none. Raises Fault. */
  projectNow(envelope: Envelope, project: VendorRef): Promise<ErpProjectState | null>;
  /** Raises Fault. */
  conversionFacts(envelope: Envelope, question: ConversionQuestion): Promise<ConversionFacts>;
}
