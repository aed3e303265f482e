// What a conversion is decided on: the deal as the CRM has it, and what the PSA and the ERP would accept of it. Read once, then only judged.
import type { BillingModel, ContractStatus, OpportunityStage } from '../../../schema/canon/contract.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { RecordRef } from '../systems/write-call.ts';

/** Where an approval of a statement of work stands, as the CRM says. */
export type SowState = 'DRAFT' | 'IN_APPROVAL' | 'APPROVED' | 'SIGNED' | 'REJECTED' | 'UNKNOWN';

/** A day something is due, with what is billed then; amounts are without tax. */
export type DealMilestone = { readonly name: string; readonly dueOn: string | null; readonly amount: Money };

/** One priced part of a deal; `legalEntityCode` is the seller as sales typed it. */
export type DealLine = {
  readonly id: string;
  readonly description: string;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly serviceLine: string | null;
  readonly templateKey: string | null;
  /** Null where only hours say what it comes to. */
  readonly amount: Money | null;
  readonly milestones: readonly DealMilestone[];
};

/** The deal at this moment. */
export type Deal = {
  readonly ref: RecordRef;
  readonly name: string;
  readonly stage: OpportunityStage;
  /** ISO 4217 of its amounts. */
  readonly currency: string;
  readonly amount: Money | null;
  readonly customer: RecordRef | null;
  readonly contract: { readonly id: string; readonly status: ContractStatus } | null;
  readonly statementOfWork: { readonly id: string; readonly state: SowState } | null;
  /** Business days; the project lasts as long. */
  readonly startOn: string | null;
  readonly endOn: string | null;
  /** By the ERP's own name of the terms. */
  readonly paymentTerms: string | null;
  /** The PSA's id of the price list. */
  readonly rateCardKey: string | null;
  readonly lines: readonly DealLine[];
};

/** The deal's customer in the systems that deliver and bill. Null where it is not. */
export type DealCustomer = {
  readonly erp: RecordRef | null;
  readonly psa: RecordRef | null;
  readonly active: boolean;
  readonly onHold: boolean;
  /** ISO 4217 codes it may be billed in. */
  readonly currencies: readonly string[];
  /** ISO 3166-1 alpha-2 of where it is taxed; null when nobody says. */
  readonly country: string | null;
  /** Null: it belongs to nobody. `inErp` false: its parent is not in the ERP, so consolidated limits would not see it. */
  readonly parent: { readonly inErp: boolean } | null;
};

/** A legal entity that bills, on the day of the conversion. */
export type Seller = {
  readonly ref: RecordRef;
  readonly code: string | null;
  readonly name: string;
  /** Countries (of the buyer) where it may charge tax. */
  readonly nexus: readonly string[];
  /** Whether it may bill the deal's customer already. */
  readonly billsCustomer: boolean;
  /** Whether its receivables' period of the start day takes postings. */
  readonly isPeriodOpen: boolean;
};

/** A project template of the PSA. */
export type Template = {
  readonly key: string;
  readonly title: string;
  readonly serviceLine: string | null;
  /** Whom its projects need; minutes are null where it does not say. */
  readonly roles: readonly { readonly role: string; readonly estimated: number | null }[];
};

/** A price list of the PSA; `key` is its id there. */
export type PriceList = { readonly key: string; readonly currency: string | null; readonly ref: RecordRef };

/** Everything the gates look at. */
export type ConversionFacts = {
  readonly deal: Deal;
  readonly customer: DealCustomer | null;
  readonly sellers: readonly Seller[];
  readonly currencies: readonly string[];
  readonly paymentTerms: readonly string[];
  readonly templates: readonly Template[];
  readonly rateCards: readonly PriceList[];
  readonly serviceLines: readonly string[];
};
