// What a CRM must do for us. Reads are batch-first, safe to repeat, and may raise `readFailures`;
// writes answer with an outcome (write.ts) and raise nothing of a vendor's.
import type { Contract, Opportunity, OpportunityStage, StatementOfWork } from '../../schema/canon/contract.ts';
import type { Customer } from '../../schema/canon/customer.ts';
import type { Answer } from '../../schema/canon/freshness.ts';
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Envelope } from '../runtime/envelope.ts';
import type { ChangePage } from './changes.ts';
import type { ChangeFeed } from './feed.ts';
import type { CrmCustomerWrites } from './customer-writes.ts';
import type { CrmOpportunityWrites } from './opportunity-writes.ts';
import type { CrmStanding } from './standing.ts';

/** Which customers; `search` is a part of the name, matched without case and taken literally. */
export interface CustomerQuery extends PageRequest {
  readonly search: string | null;
}

/** Which deals; every given condition must hold. Dates are inclusive. */
export interface OpportunityQuery extends PageRequest {
  readonly stages: readonly OpportunityStage[] | null;
  readonly customers: readonly VendorRef[] | null;
  readonly closeFrom: string | null;
  readonly closeTo: string | null;
}

/** The kinds of record a CRM can list changes of. */
export type CrmChangeKind = 'CUSTOMER' | 'OPPORTUNITY' | 'CONTRACT';

/**
 * A CRM account (org) of the firm. Answers to `…ByRef` come in the order of the references, null where the record is
 * not there; answers to `…Of` are one list per reference. References of another system or instance are answered null.
 */
export interface CrmPort {
  readonly system: 'CRM';
  readonly instance: string;
  readonly customerWrites: CrmCustomerWrites;
  readonly opportunityWrites: CrmOpportunityWrites;
  /** What processes follow. */
  readonly feed: ChangeFeed;
  /** What detectors look through. */
  readonly standing: CrmStanding;

  /** Ordered by name, then id. One vendor call per page. */
  customers(envelope: Envelope, query: CustomerQuery): Promise<Answer<Page<Customer>>>;
  /** ceil(refs / vendor's batch) calls. */
  customersByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Customer | null)[]>>;
  /** Ordered by close date descending, then id. One vendor call per page. */
  opportunities(envelope: Envelope, query: OpportunityQuery): Promise<Answer<Page<Opportunity>>>;
  opportunitiesByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Opportunity | null)[]>>;
  /** Latest close date first, one query for all customers. */
  opportunitiesOf(
    envelope: Envelope,
    customers: readonly VendorRef[],
  ): Promise<Answer<readonly (readonly Opportunity[])[]>>;
  /** The statement of work of the highest version of each deal: one query for all deals. */
  statementsOfWorkOf(
    envelope: Envelope,
    opportunities: readonly VendorRef[],
  ): Promise<Answer<readonly (StatementOfWork | null)[]>>;
  /** With lines, obligations and amendments: one query per child kind, not per contract. */
  contractsByRef(envelope: Envelope, refs: readonly VendorRef[]): Promise<Answer<readonly (Contract | null)[]>>;
  contractsOf(envelope: Envelope, customers: readonly VendorRef[]): Promise<Answer<readonly (readonly Contract[])[]>>;
  /** In the vendor's order of modification; a null cursor starts from the beginning of time. */
  changes(envelope: Envelope, kind: CrmChangeKind, cursor: string | null): Promise<ChangePage>;
  /** Compares the configured field mapping with the vendor's own description; raises MappingError naming each difference. */
  verifyMapping(envelope: Envelope): Promise<void>;
  close(): Promise<void>;
}
