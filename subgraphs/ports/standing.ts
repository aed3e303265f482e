// What systems tell of what stands in them and ought to have started something. Live or a Fault: a detector must not act on what once
// was. The CRM is read page by page in order of id, so that a record that is there throughout is on some page whatever else changes.
import type { BillingModel, OpportunityStage, StatementOfWorkState } from '../../schema/canon/contract.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Money } from '../../schema/canon/money.ts';
import type { ResourceRequest } from '../../schema/canon/project.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { BusinessKey } from './write.ts';

/** Rows of one page. */
export const standingPageMax = 200;

/** A deal as detectors look at it. */
export interface StandingDeal {
  readonly ref: VendorRef;
  readonly name: string;
  readonly stage: OpportunityStage;
  readonly amount: Money | null;
  readonly closeOn: string | null;
  readonly statementOfWork: StatementOfWorkState | null;
}

/** A contract in force, and the projects that its deals name. */
export interface StandingContract {
  readonly ref: VendorRef;
  readonly number: string;
  readonly totalValue: Money | null;
  readonly startOn: string | null;
  readonly billingModels: readonly BillingModel[];
  /** The PSA's own ids. */
  readonly psaProjects: readonly string[];
}

/** A page; `next` is null after the last. */
export interface StandingPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Which deals. */
export interface StandingDealsQuery {
  readonly stages: readonly OpportunityStage[];
  /** The first day of closing; null: any. */
  readonly closedFrom: string | null;
  readonly after: string | null;
}

/** What detectors read of a CRM; all raise Fault. */
export interface CrmStanding {
  /** Deals that name no project of the PSA: nothing came of them, as far as they say. */
  dealsStanding(envelope: Envelope, query: StandingDealsQuery): Promise<StandingPage<StandingDeal>>;
  /** Whatever they name; those that are gone are missing. */
  dealsNow(envelope: Envelope, deals: readonly VendorRef[]): Promise<readonly StandingDeal[]>;
  contractsStanding(envelope: Envelope, after: string | null): Promise<StandingPage<StandingContract>>;
}

/** Whose requests, and by when somebody is needed. */
export interface UnmetRequestsQuery {
  readonly projects: readonly VendorRef[];
  readonly neededBy: string;
}

/** Records that carry one key of ours, of which one was meant. */
export interface DoubledRecord {
  /** The business key, for an item of a step with `.` and its name behind. */
  readonly key: BusinessKey;
  readonly records: readonly VendorRef[];
}

/** What detectors read of a PSA; raises Fault. */
export interface PsaStanding {
  /** Requests, pending or confirmed, for people who are needed by a day and of whom nobody has a task. Refused ones are answered. */
  unmetRequests(envelope: Envelope, query: UnmetRequestsQuery): Promise<readonly ResourceRequest[]>;
  /** What of these keys is there more than once. */
  doubled(envelope: Envelope, keys: readonly BusinessKey[]): Promise<readonly DoubledRecord[]>;
}
