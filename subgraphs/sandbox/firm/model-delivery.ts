// The neutral firm, delivery: projects, plans, people on them, time and expenses (the PSA's side).
import type { BillingModel } from './model.ts';
import type { CurrencyCode } from './money.ts';

/** Where an item of time or expense stands on its way to a bill. */
export type WorkState = 'draft' | 'submitted' | 'approved' | 'rejected';

/** Bill rates by role, in one currency, with versions by date. */
export interface RateCard {
  readonly ordinal: number;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly versions: readonly RateCardVersion[];
}

/** The rates of a rate card from a date on. */
export interface RateCardVersion {
  /** Counts through all versions of all rate cards. */
  readonly ordinal: number;
  readonly effectiveFrom: string;
  readonly rates: readonly RateCardRate[];
}

/** The rate of one role, in minor units an hour. */
export interface RateCardRate {
  /** Counts through all rates of all versions. */
  readonly ordinal: number;
  readonly role: number;
  readonly rate: bigint;
}

/** A project, in the PSA. The link fields are what the PSA's record carries, so they can be missing. */
export interface Project {
  readonly ordinal: number;
  /** The finance code that the ERP's job carries; the PSA shows it in a field of its own, see `codeField`. */
  readonly code: string;
  readonly title: string;
  readonly customer: number;
  readonly contract: number;
  readonly opportunity: number;
  readonly legalEntity: number;
  readonly currency: CurrencyCode;
  readonly billingModel: BillingModel;
  readonly start: string;
  readonly due: string;
  readonly status: 'notStarted' | 'inProgress' | 'onHold' | 'completed' | 'cancelled';
  /** Agreed price: the fee, the cap or the estimate, by billing model. */
  readonly price: bigint;
  /** The cap of a time-and-materials project that has one. */
  readonly notToExceed?: bigint;
  readonly rateCard?: number;
  readonly manager: number;
  readonly approver: number;
  readonly department: number;
  readonly serviceLine: number;
  readonly location: number;
  /** 0 to 100. */
  readonly percentComplete: number;
  readonly archived: boolean;
  /** The project code the PSA's custom field shows; absent in dirty cases. */
  readonly codeField?: string;
  /** The PSA client group it belongs to; absent when the customer has none. */
  readonly clientGroup?: number;
  /** The CRM contract that the PSA's reference names; absent in dirty cases. */
  readonly contractLink?: number;
  /** The CRM opportunity that the PSA's reference names; absent in dirty cases. */
  readonly opportunityLink?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A line of a project's plan; phases hold the others. Milestone tasks are what billing milestones hang on. */
export interface Task {
  readonly ordinal: number;
  readonly project: number;
  readonly parent?: number;
  readonly kind: 'phase' | 'task' | 'milestone' | 'deliverable';
  readonly title: string;
  readonly billable: boolean;
  readonly estimateMinutes: number;
  readonly start: string;
  readonly due: string;
  readonly state: 'notStarted' | 'started' | 'completed';
  readonly percentComplete: number;
  /** Budget of the task in the project's currency. */
  readonly budget?: bigint;
  readonly fixedFee: boolean;
  /** Place among its siblings, from 1. */
  readonly position: number;
}

/** An amount to bill on acceptance of a milestone, in the project's currency. */
export interface Milestone {
  readonly ordinal: number;
  readonly project: number;
  readonly task: number;
  readonly title: string;
  readonly amount: bigint;
  readonly invoiceOn: string;
  readonly acceptedOn?: string;
  readonly invoice?: number;
}

/** A place in a project's team: a named person, or a role still to be filled. */
export interface ProjectResource {
  readonly ordinal: number;
  readonly project: number;
  readonly person?: number;
  readonly role: number;
  readonly allocatedMinutes: number;
  readonly from: string;
  readonly to: string;
}

/** A person's part in one task. */
export interface Assignment {
  readonly ordinal: number;
  readonly task: number;
  readonly resource: number;
  readonly person: number;
  readonly estimateMinutes: number;
}

/** A project manager's request for a person. `resource` is the place in the team it asks to fill. */
export interface ResourceRequest {
  readonly ordinal: number;
  readonly project: number;
  readonly resource: number;
  readonly role: number;
  readonly requestedBy: number;
  readonly person?: number;
  readonly minutes: number;
  readonly from: string;
  readonly to: string;
  readonly state: 'requested' | 'softBooked' | 'confirmed' | 'declined';
  readonly createdAt: string;
}

/** One person's work on one project on one day. `rate` and `costRate` are minor units an hour. */
export interface TimeEntry {
  readonly ordinal: number;
  readonly project: number;
  readonly task: number;
  readonly person: number;
  readonly role: number;
  readonly workedOn: string;
  readonly minutes: number;
  readonly billable: boolean;
  readonly state: WorkState;
  /** The weekly sheet it was handed in with; absent for drafts. */
  readonly timesheet?: number;
  /** In the project's currency; absent when no rate card gives one. */
  readonly rate?: bigint;
  /** In the currency of the person's legal entity. */
  readonly costRate: bigint;
  readonly notes: string;
  /** The invoice and invoice line that billed it. */
  readonly invoice?: number;
  readonly invoiceLine?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** One person's week on one project, handed in for approval. */
export interface Timesheet {
  readonly ordinal: number;
  readonly person: number;
  readonly project: number;
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
  readonly state: 'submitted' | 'approved' | 'rejected';
  readonly submittedAt: string;
  readonly decidedAt?: string;
  readonly decidedBy?: number;
  readonly rejectionReason?: string;
}

/** Money someone spent on a project, tax included, in the project's currency. */
export interface Expense {
  readonly ordinal: number;
  readonly project: number;
  readonly person: number;
  readonly category: string;
  readonly spentOn: string;
  readonly amount: bigint;
  readonly billable: boolean;
  readonly reimbursable: boolean;
  readonly taxable: boolean;
  readonly state: WorkState;
  readonly notes: string;
  readonly approvedAt?: string;
  readonly approvedBy?: number;
  readonly invoice?: number;
  readonly invoiceLine?: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** Everything the PSA knows about delivery. */
export interface Delivery {
  readonly rateCards: readonly RateCard[];
  readonly projects: readonly Project[];
  readonly tasks: readonly Task[];
  readonly milestones: readonly Milestone[];
  readonly projectResources: readonly ProjectResource[];
  readonly assignments: readonly Assignment[];
  readonly resourceRequests: readonly ResourceRequest[];
  readonly timeEntries: readonly TimeEntry[];
  readonly timesheets: readonly Timesheet[];
  readonly expenses: readonly Expense[];
}
