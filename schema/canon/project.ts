// Project, its plan, tasks, milestones, people and demand (system of record: PSA).
import type { BillingModel } from './contract.ts';
import type { CurrencyCode } from './currency.ts';
import type { Minutes } from './hours.ts';
import type { VendorRef } from './identity.ts';
import type { Money } from './money.ts';

export const projectStatuses = ['REQUESTED', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED', 'UNKNOWN'] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

/** A delivery project. Percentages are decimal text ("42.5"). `links` are its records in other systems. */
export interface Project {
  readonly ref: VendorRef;
  readonly links: readonly VendorRef[];
  /** The finance-facing code; null when nobody gave it one. */
  readonly code: string | null;
  readonly name: string;
  readonly status: ProjectStatus;
  readonly customer: VendorRef | null;
  readonly contract: VendorRef | null;
  readonly opportunity: VendorRef | null;
  readonly legalEntityCode: string | null;
  readonly billingModel: BillingModel;
  readonly currency: CurrencyCode;
  readonly practice: string | null;
  readonly region: string | null;
  readonly serviceLine: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly manager: VendorRef | null;
  readonly rateCard: VendorRef | null;
  readonly percentComplete: string | null;
  readonly plan: ProjectPlan;
}

/** What was planned and how much of it is used, in bill value, as the PSA reports it. */
export interface ProjectPlan {
  readonly budget: Money | null;
  readonly budgetUsed: Money | null;
  readonly updatedAt: string | null;
}

/** A piece of the work breakdown. */
export interface Task {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly parent: VendorRef | null;
  readonly position: number;
  readonly name: string;
  readonly billable: boolean;
  readonly state: string | null;
  readonly estimated: Minutes | null;
  readonly loggedBillable: Minutes | null;
  readonly percentComplete: string | null;
  readonly dueOn: string | null;
}

/** A date that matters, often with money: `invoice` is the PSA's own invoice reference when it was billed there. */
export interface Milestone {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly name: string;
  readonly dueOn: string | null;
  readonly amount: Money | null;
  readonly billed: boolean;
  /** The PSA's own bill it is on; null also where it does not say which. */
  readonly bill: VendorRef | null;
}

export const resourceKinds = ['PERSON', 'GENERIC_ROLE', 'UNKNOWN'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** Somebody (or a role not yet filled) who does the work. */
export interface Resource {
  readonly ref: VendorRef;
  readonly kind: ResourceKind;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly role: string | null;
  readonly headline: string | null;
  readonly active: boolean;
}

/** A person on a project for a span of time. */
export interface Assignment {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly resource: VendorRef;
  readonly role: string | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly allocated: Minutes | null;
}

/** Demand for a role that nobody fills yet. */
export interface ResourceRequest {
  readonly ref: VendorRef;
  readonly project: VendorRef;
  readonly role: string | null;
  readonly status: string;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly requested: Minutes | null;
}

/** Prices by role, in one currency. */
export interface RateCard {
  readonly ref: VendorRef;
  readonly name: string | null;
  readonly currency: CurrencyCode;
  readonly lines: readonly RateLine[];
}

/** One price of a rate card: decimal text per hour in the card's currency (prices keep more digits than amounts). */
export interface RateLine {
  readonly role: string;
  readonly hourlyRate: string;
  readonly effectiveFrom: string | null;
}
