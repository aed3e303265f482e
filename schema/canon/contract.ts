// Opportunity and contract: what was sold (system of record: CRM).
import type { CurrencyCode } from './currency.ts';
import type { VendorRef } from './identity.ts';
import type { Money } from './money.ts';

/** How work becomes an invoice (DOMAIN rules 22-27). */
export const billingModels = [
  'TIME_AND_MATERIALS',
  'FIXED_FEE',
  'MILESTONE',
  'RETAINER',
  'RECURRING',
  'NON_BILLABLE',
  'UNKNOWN',
] as const;
export type BillingModel = (typeof billingModels)[number];

/** Where a deal stands. CONTRACTED and CLOSED_WON are two things: which of them starts work is a policy. */
export const opportunityStages = ['PIPELINE', 'COMMIT', 'CONTRACTED', 'CLOSED_WON', 'CLOSED_LOST', 'UNKNOWN'] as const;
export type OpportunityStage = (typeof opportunityStages)[number];

/** A deal. `probability` is a percent as decimal text, `legalEntityCode` the proposed seller's code as sales typed it. */
export interface Opportunity {
  readonly ref: VendorRef;
  readonly name: string;
  readonly customer: VendorRef | null;
  readonly contract: VendorRef | null;
  readonly stage: OpportunityStage;
  readonly probability: string | null;
  readonly amount: Money | null;
  readonly closeOn: string | null;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly serviceLine: string | null;
  readonly sowApprovedAt: string | null;
}

export const contractStatuses = [
  'DRAFT',
  'IN_APPROVAL',
  'ACTIVE',
  'SUSPENDED',
  'COMPLETED',
  'TERMINATED',
  'UNKNOWN',
] as const;
export type ContractStatus = (typeof contractStatuses)[number];

/** How revenue of a line is recognised; the ERP posts it, this is an input (DOMAIN rule 38). */
export const revenueMethods = [
  'RIGHT_TO_INVOICE',
  'COST_TO_COST',
  'HOURS_INPUT',
  'STRAIGHT_LINE',
  'MILESTONE_OUTPUT',
  'POINT_IN_TIME',
  'UNKNOWN',
] as const;
export type RevenueMethod = (typeof revenueMethods)[number];

/** A signed agreement with its current version. */
export interface Contract {
  readonly ref: VendorRef;
  readonly number: string;
  readonly version: number;
  readonly status: ContractStatus;
  readonly customer: VendorRef | null;
  readonly opportunity: VendorRef | null;
  readonly legalEntityCode: string | null;
  readonly signedOn: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly currency: CurrencyCode;
  readonly totalValue: Money | null;
  readonly notToExceed: Money | null;
  readonly paymentTerms: string | null;
  readonly purchaseOrder: string | null;
  /** What the client's order is over in all, without tax, and its last day; null where the CRM does not keep it. */
  readonly purchaseOrderValue: Money | null;
  readonly purchaseOrderExpiresOn: string | null;
  /** The rate card of the PSA that prices its work. */
  readonly rateCard: VendorRef | null;
  readonly lines: readonly ContractLine[];
  readonly obligations: readonly PerformanceObligation[];
  readonly amendments: readonly ContractAmendment[];
}

/** Where a statement of work stands; only an APPROVED or SIGNED one lets work begin. */
export const statementOfWorkStates = ['DRAFT', 'IN_APPROVAL', 'APPROVED', 'REJECTED', 'SIGNED', 'UNKNOWN'] as const;
export type StatementOfWorkState = (typeof statementOfWorkStates)[number];

/** What is to be done for a deal, in one version of it. */
export interface StatementOfWork {
  readonly ref: VendorRef;
  readonly number: string;
  readonly version: number;
  readonly approvalState: StatementOfWorkState;
  readonly opportunity: VendorRef;
  readonly amount: Money | null;
  readonly approvedAt: string | null;
  readonly signedOn: string | null;
}

/** A priced line. A line is not a performance obligation (DOMAIN rule 38). */
export interface ContractLine {
  readonly ref: VendorRef;
  readonly description: string;
  readonly billingModel: BillingModel;
  readonly amount: Money | null;
  /** Decimal text of any precision, in the contract's currency: prices keep more digits than amounts (rule 3). */
  readonly unitPrice: string | null;
  readonly quantity: string | null;
  readonly notToExceed: Money | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly rollover: boolean;
  readonly revenueMethod: RevenueMethod;
  readonly obligation: VendorRef | null;
}

/** A promise to the client to which revenue is allocated (ASC 606-10-25-14). */
export interface PerformanceObligation {
  readonly ref: VendorRef;
  readonly description: string;
  readonly revenueMethod: RevenueMethod;
  readonly allocatedAmount: Money | null;
}

/** What kind of modification an amendment is: a contract of its own, for the future only, or a cumulative catch-up (606-10-25-12, 13). */
export const amendmentKinds = ['SEPARATE', 'PROSPECTIVE', 'CATCH_UP', 'UNKNOWN'] as const;
export type AmendmentKind = (typeof amendmentKinds)[number];

/** A change of a contract with its effective date (DOMAIN rule 32). */
export interface ContractAmendment {
  readonly ref: VendorRef;
  readonly number: number;
  readonly effectiveOn: string | null;
  readonly approvedAt: string | null;
  readonly kind: AmendmentKind;
  readonly valueDelta: Money | null;
  readonly reason: string | null;
}
