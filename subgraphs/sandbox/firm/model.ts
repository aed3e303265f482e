// The neutral firm: what is true about it, and what each of its systems has on record. No vendor's words.
//
// Every list is dense and ordered by `ordinal`, which starts at 1; a field named after another record (`customer`, `project`)
// holds that record's ordinal, and `firm/ids.ts` turns ordinals into each vendor's ids. Dates are `YYYY-MM-DD`, instants are
// ISO 8601 in UTC, amounts are bigint minor units of the currency that the record (or its owner) names, work is in minutes.
// Links between systems are separate fields because they can be missing or wrong; `Firm.dirty` lists every case on purpose.
import type { CurrencyCode } from './money.ts';

/** How a deal is charged. */
export type BillingModel = 'timeAndMaterials' | 'fixedFee' | 'milestone' | 'retainer' | 'recurring';
/** How revenue of a contract line or obligation is recognised. */
export type RevenueMethod = 'rightToInvoice' | 'costToCost' | 'milestone' | 'straightLine';
/** How large a firm to build. */
export type FirmSize = 'demo' | 'medium';

/** One company of the firm that sells, bills and keeps books. */
export interface LegalEntity {
  readonly ordinal: number;
  /** The code all systems carry: US01, UK01, DE01, JP01. */
  readonly code: string;
  readonly name: string;
  readonly legalName: string;
  readonly country: 'US' | 'GB' | 'DE' | 'JP';
  /** Functional currency: journals and cost rates of the entity are in it. */
  readonly currency: CurrencyCode;
  readonly timeZone: string;
  readonly calendar: number;
  readonly taxNumber: string;
}

/** A practice (department), service line (class) or region (location). */
export interface Dimension {
  readonly ordinal: number;
  readonly name: string;
}

/** A calendar of fiscal periods: `month` follows the months, `fourFourFive` counts weeks. */
export interface FiscalCalendar {
  readonly ordinal: number;
  readonly name: string;
  readonly kind: 'month' | 'fourFourFive';
  /** First month of the fiscal year, 1 to 12. */
  readonly startMonth: number;
}

/** A period, quarter or year of one fiscal calendar; documents post to base periods only. */
export interface Period {
  readonly ordinal: number;
  readonly calendar: number;
  readonly name: string;
  readonly kind: 'base' | 'quarter' | 'year';
  readonly parent?: number;
  readonly start: string;
  readonly end: string;
  /** `receivablesLocked` refuses invoices only, `locked` refuses every document, `closed` is final. */
  readonly state: 'open' | 'receivablesLocked' | 'locked' | 'closed';
}

/** Month-end rate: one unit of `from` is `rate` units of `to`. */
export interface FxRate {
  readonly ordinal: number;
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly date: string;
  readonly rate: string;
}

/** Payment terms. */
export interface Terms {
  readonly ordinal: number;
  readonly name: string;
  readonly days: number;
}

/** A job role with the rate that is usual for it (minor units an hour) in every currency. */
export interface Role {
  readonly ordinal: number;
  readonly name: string;
  readonly usualRate: Readonly<Record<CurrencyCode, bigint>>;
}

/** Someone who works for the firm. Everyone is in the PSA; only people who sell are users of the CRM. */
export interface Person {
  readonly ordinal: number;
  readonly name: string;
  readonly email: string;
  readonly headline: string;
  readonly active: boolean;
  readonly role: number;
  readonly legalEntity: number;
  readonly department: number;
  readonly location: number;
  /** Cost of an hour in minor units of the legal entity's currency. */
  readonly costRate: bigint;
  readonly sells: boolean;
  readonly hiredOn: string;
}

/** A company that buys, as it really is; the systems' records of it are crmAccounts, clientGroups and erpCustomers. */
export interface Customer {
  readonly ordinal: number;
  readonly name: string;
  readonly parent?: number;
  readonly country: string;
  readonly currency: CurrencyCode;
  readonly industry: string;
  readonly segment: 'Enterprise' | 'Mid-Market' | 'SMB';
  readonly website: string;
  readonly accountManager: number;
}

/** The CRM's record of a customer; some customers have two, with similar names. */
export interface CrmAccount {
  readonly ordinal: number;
  readonly customer: number;
  readonly name: string;
  readonly accountNumber: string;
  /** The parent's CRM account. */
  readonly parent?: number;
  readonly owner: number;
  readonly renewalOn?: string;
  /** Another currency than the customer's, also one that nobody else keeps; only in dirty firms. */
  readonly currencyCode?: string;
  /** In the CRM's bin; with `mergedInto` because it was merged into that account. Only in dirty firms. */
  readonly deleted?: true;
  readonly mergedInto?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A person at a customer. */
export interface Contact {
  readonly ordinal: number;
  readonly crmAccount: number;
  readonly name: string;
  readonly email: string;
}

/** The PSA's record of a customer. `crmAccount` is the reference it carries: absent or another customer's in dirty cases. */
export interface ClientGroup {
  readonly ordinal: number;
  readonly customer: number;
  readonly name: string;
  readonly crmAccount?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** The ERP's record of a customer. Two of them may name one CRM account, and one may serve several legal entities. */
export interface ErpCustomer {
  readonly ordinal: number;
  readonly customer: number;
  /** Customer number, which the ERP also puts in front of the name. */
  readonly number: string;
  readonly name: string;
  /** The parent's ERP customer. */
  readonly parent?: number;
  /** The reference to the CRM that this record carries. */
  readonly crmAccount?: number;
  readonly legalEntity: number;
  /** Every legal entity that may bill it, the primary one first. */
  readonly legalEntities: readonly number[];
  /** Every currency it may be billed in, the primary one first. */
  readonly currencies: readonly CurrencyCode[];
  readonly terms: number;
  readonly creditLimit?: bigint;
  readonly hold: 'auto' | 'on' | 'off';
  readonly inactive: boolean;
  readonly vatNumber?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A possible sale, in the CRM. */
export interface Opportunity {
  readonly ordinal: number;
  readonly name: string;
  readonly crmAccount: number;
  readonly owner: number;
  readonly stage: 'prospecting' | 'qualification' | 'proposal' | 'negotiation' | 'contracted' | 'won' | 'lost';
  /** Per cent, 0 to 100. */
  readonly probability: number;
  readonly amount: bigint;
  readonly currency: CurrencyCode;
  readonly closeOn: string;
  readonly legalEntity: number;
  readonly billingModel: BillingModel;
  readonly serviceLine: number;
  /** When the statement of work was approved; absent until then. */
  readonly sowApprovedAt?: string;
  /** The project template it is to begin with. */
  readonly templateKey?: string;
  readonly contract?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A signed or coming agreement, in the CRM. `totalValue` is the sum of its lines' amounts after amendments. */
export interface Contract {
  readonly ordinal: number;
  readonly number: string;
  readonly crmAccount: number;
  readonly opportunity: number;
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly status: 'draft' | 'inApproval' | 'activated' | 'suspended' | 'completed' | 'terminated';
  readonly start: string;
  readonly end: string;
  readonly signedOn?: string;
  readonly activatedAt?: string;
  readonly version: number;
  readonly totalValue: bigint;
  readonly notToExceed?: bigint;
  readonly terms: number;
  /** What the contract says of its terms when that is none of the firm's; only in dirty firms. */
  readonly termsName?: string;
  readonly purchaseOrder?: string;
  readonly rateCard?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** One priced promise of a contract. */
export interface ContractLine {
  readonly ordinal: number;
  readonly contract: number;
  readonly name: string;
  readonly description: string;
  readonly billingModel: BillingModel;
  readonly amount: bigint;
  readonly unitPrice?: bigint;
  /** Decimal text: hours, months or pieces. */
  readonly quantity?: string;
  readonly notToExceed?: bigint;
  readonly start: string;
  readonly end: string;
  /** Whether unused retainer hours move to the next month. */
  readonly rollover: boolean;
  readonly revenueMethod: RevenueMethod;
  readonly obligation: number;
  /** Who sells this line, when it is another legal entity than the contract's. */
  readonly legalEntity?: number;
  /** The code the CRM has for its seller when that is none of the firm's; only on purpose. */
  readonly foreignEntityCode?: string;
}

/** What is to be done for a deal, in the CRM; a change makes a higher version. */
export interface StatementOfWork {
  readonly ordinal: number;
  readonly opportunity: number;
  readonly number: string;
  readonly version: number;
  readonly state: 'draft' | 'inApproval' | 'approved' | 'rejected' | 'signed';
  readonly amount: bigint;
  readonly approvedAt?: string;
  readonly signedOn?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** An instalment of a contract line as agreed. The instalments of a line sum to its amount. */
export interface LineMilestone {
  readonly ordinal: number;
  readonly line: number;
  readonly name: string;
  readonly dueOn: string;
  readonly amount: bigint;
}

/** A performance obligation: what revenue is recognised on. Allocated amounts of a contract sum to its total value. */
export interface Obligation {
  readonly ordinal: number;
  readonly contract: number;
  readonly name: string;
  readonly description: string;
  readonly revenueMethod: RevenueMethod;
  readonly allocated: bigint;
}

/** A change to a contract. */
export interface Amendment {
  readonly ordinal: number;
  readonly contract: number;
  readonly name: string;
  readonly number: number;
  readonly effectiveOn: string;
  readonly approvedAt?: string;
  readonly kind: 'separate' | 'prospective' | 'catchUp';
  readonly valueDelta: bigint;
  readonly reason: string;
}
