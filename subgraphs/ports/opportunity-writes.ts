// What a CRM must tell and keep when a deal becomes projects: the deal as it is now, and the ids of what came of it.
import type { BillingModel, ContractStatus, OpportunityStage, StatementOfWork } from '../../schema/canon/contract.ts';
import type { CurrencyCode } from '../../schema/canon/currency.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { WriteTraits } from './customer-writes.ts';
import type { Found, WriteOutcome } from './write.ts';

/** An instalment of a deal's line, as agreed. */
export interface DealMilestone {
  readonly ref: VendorRef;
  readonly name: string;
  readonly dueOn: string | null;
  readonly amount: Money | null;
}

/**
 * A priced line of a deal's contract. What a line does not say itself is the contract's or the deal's, so a deal of one legal
 * entity needs to say it once.
 */
export interface DealLine {
  readonly ref: VendorRef;
  readonly description: string;
  /** Code of the legal entity that sells this line. */
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly serviceLine: string | null;
  readonly templateKey: string | null;
  readonly amount: Money | null;
  /** Decimal text of any precision, in the contract's currency. */
  readonly unitPrice: string | null;
  readonly quantity: string | null;
  readonly notToExceed: Money | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** In order of their due days, those without one last. */
  readonly milestones: readonly DealMilestone[];
}

/** The contract a deal names. Only an ACTIVE one was approved and signed. */
export interface DealContract {
  readonly ref: VendorRef;
  readonly number: string;
  readonly version: number;
  readonly status: ContractStatus;
  readonly legalEntityCode: string | null;
  readonly currency: CurrencyCode;
  readonly totalValue: Money | null;
  readonly notToExceed: Money | null;
  readonly signedOn: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** By the CRM's name of the terms, which need not be the ERP's. */
  readonly paymentTerms: string | null;
  readonly purchaseOrder: string | null;
  /** The rate card of the PSA that prices its work. */
  readonly rateCard: VendorRef | null;
}

/** A deal as it is now, with everything that decides whether it may become projects. */
export interface Deal {
  readonly ref: VendorRef;
  readonly name: string;
  readonly stage: OpportunityStage;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly amount: Money | null;
  readonly currency: CurrencyCode;
  readonly closeOn: string | null;
  readonly customer: VendorRef | null;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly serviceLine: string | null;
  readonly templateKey: string | null;
  /** When the record last changed, whoever changed it. */
  readonly changedAt: string;
  /** Null when the deal names none, or one that is gone. */
  readonly contract: DealContract | null;
  /** The statement of work of the highest version; null when there is none. */
  readonly statementOfWork: StatementOfWork | null;
  /** Of the contract, in the order of their ids. */
  readonly lines: readonly DealLine[];
  /** What is written back already. */
  readonly links: OpportunityLinks;
}

/** The records of other systems that a deal names: vendor ids or codes. Several projects when several legal entities sell. */
export interface OpportunityLinks {
  readonly erpCustomer: string | null;
  readonly psaProjects: readonly string[];
  /** Project codes of the ERP. */
  readonly erpProjects: readonly string[];
}

/** Deals of a CRM as a conversion needs them. */
export interface CrmOpportunityWrites extends WriteTraits<'linkOpportunity' | 'unlinkOpportunity'> {
  /** A deal at this moment; null when there is none. Raises Fault. */
  dealNow(envelope: Envelope, opportunity: VendorRef): Promise<Deal | null>;
  /**
   * Adds ids to the configured reference fields; what they hold already stays, so the same write twice changes nothing more. REFUSED
   * when another customer of the ERP stands there: two conversions do not know of each other.
   */
  linkOpportunity(envelope: Envelope, opportunity: VendorRef, links: OpportunityLinks): Promise<WriteOutcome>;
  /** Takes these ids out of the fields again and leaves what others put there. A deal that is gone holds none. */
  unlinkOpportunity(envelope: Envelope, opportunity: VendorRef, links: OpportunityLinks): Promise<WriteOutcome>;
  /** The deal itself when its reference fields hold all of these ids, as far as the CRM has fields for them; else nothing. */
  opportunitiesLinked(envelope: Envelope, opportunity: VendorRef, links: OpportunityLinks): Promise<Found>;
}
