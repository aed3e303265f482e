// What a PSA must do for us. Reads are batch-first, safe to repeat, and may raise `readFailures`;
// writes answer with an outcome (write.ts) and raise nothing of a vendor's.
import type { Answer } from '../../schema/canon/freshness.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type {
  Assignment,
  Milestone,
  Project,
  ProjectStatus,
  RateCard,
  Resource,
  ResourceRequest,
  Task,
} from '../../schema/canon/project.ts';
import type { ApprovalState, Expense, TimeEntry, UnbilledWork } from '../../schema/canon/work.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { ChangePage } from './changes.ts';
import type { ChangeFeed } from './feed.ts';
import type { PsaCustomerWrites } from './customer-writes.ts';
import type { PsaBillingWrites } from './billing-work.ts';
import type { PsaProjectWrites } from './project-writes.ts';
import type { PsaStanding } from './standing.ts';
import type { PsaCostReads } from './work-cost.ts';

/** Which projects; every given condition must hold. `search` are words, each the beginning of a word of the title. */
export interface ProjectQuery extends PageRequest {
  readonly statuses: readonly ProjectStatus[] | null;
  readonly customers: readonly VendorRef[] | null;
  readonly search: string | null;
}

/** Which people; `search` are words, each the beginning of a word of the name. */
export interface ResourceQuery extends PageRequest {
  readonly search: string | null;
}

/** Which work items; dates are inclusive business dates. */
export interface WorkQuery extends PageRequest {
  readonly projects: readonly VendorRef[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly approval: ApprovalState | null;
  readonly billable: boolean | null;
  readonly invoiced: boolean | null;
}

/** The kinds of record a PSA can list changes of. */
export type PsaChangeKind = 'CUSTOMER' | 'PROJECT' | 'RESOURCE';

/**
 * A PSA account of the firm. Answers to `…ByRef` come in the order of the references, null where the record is not
 * there; answers to `…Of` are one list (or figure) per reference. References of another instance are answered null.
 */
export interface PsaPort {
  readonly system: 'PSA';
  readonly instance: string;
  readonly customerWrites: PsaCustomerWrites;
  readonly projectWrites: PsaProjectWrites;
  readonly billingWrites: PsaBillingWrites;
  readonly costReads: PsaCostReads;
  /** What processes follow. */
  readonly feed: ChangeFeed;
  /** What detectors look through. */
  readonly standing: PsaStanding;

  /** Ordered by title, then id. One vendor call per page (at most `pageSizeMax` rows). */
  projects(envelope: Envelope, query: ProjectQuery): Promise<Answer<Page<Project>>>;
  projectsByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Project | null)[]>>;
  /** Projects of each customer, at most `firstMax` each. */
  projectsOf(
    envelope: Envelope,
    customers: readonly VendorRef[],
    statuses: readonly ProjectStatus[] | null,
  ): Promise<Answer<readonly (readonly Project[])[]>>;
  /** Costs ceil(unbilled work items of all these projects / vendor's page) calls per work resource, never one per project. */
  unbilledWorkOf(envelope: Envelope, projects: readonly Project[]): Promise<Answer<readonly UnbilledWork[]>>;
  tasksOf(envelope: Envelope, projects: readonly VendorRef[]): Promise<Answer<readonly (readonly Task[])[]>>;
  milestonesOf(envelope: Envelope, projects: readonly VendorRef[]): Promise<Answer<readonly (readonly Milestone[])[]>>;
  assignmentsOf(
    envelope: Envelope,
    projects: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly Assignment[])[]>>;
  resourceRequestsOf(
    envelope: Envelope,
    projects: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly ResourceRequest[])[]>>;
  resources(envelope: Envelope, query: ResourceQuery): Promise<Answer<Page<Resource>>>;
  resourcesByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Resource | null)[]>>;
  rateCardsByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (RateCard | null)[]>>;
  /** Ordered by work date, then id. */
  timeEntries(envelope: Envelope, query: WorkQuery): Promise<Answer<Page<TimeEntry>>>;
  expenses(envelope: Envelope, query: WorkQuery): Promise<Answer<Page<Expense>>>;
  changes(envelope: Envelope, kind: PsaChangeKind, cursor: string | null): Promise<ChangePage>;
  /** Compares the configured field mapping with the vendor's own custom fields; raises MappingError naming each difference. */
  verifyMapping(envelope: Envelope): Promise<void>;
  close(): Promise<void>;
}
