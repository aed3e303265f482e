// Deals of the CRM as a process asks for them: a deal as it is now, and the ids written back to it.
import type { CrmDealFactsQuery } from '../../../schema/generated/crm-writes.ts';
import type { RecordRef, SystemOutcome, WriteCall } from './write-call.ts';

type Told = NonNullable<CrmDealFactsQuery['deal']>;
type ToldContract = NonNullable<Told['contract']>;
type ToldStatement = NonNullable<Told['statementOfWork']>;
type ToldLine = Told['lines'][number];
/** A record of the answer with its references checked. */
type Checked<Part, Names extends keyof Part> = Omit<Part, '__typename' | Names>;

/** Ids of what came of a deal elsewhere: vendor ids or codes. Several projects when several legal entities sell. */
export type OpportunityLinks = {
  readonly erpCustomer: string | null;
  readonly psaProjects: readonly string[];
  /** Project codes of the ERP. */
  readonly erpProjects: readonly string[];
};

/** Which ids a deal is to name. */
export interface OpportunityLink {
  readonly opportunity: RecordRef;
  readonly links: OpportunityLinks;
}

/** The contract a deal names. Only an ACTIVE one was approved and signed. */
export interface DealContract extends Checked<ToldContract, 'ref' | 'rateCard'> {
  readonly ref: RecordRef;
  /** The rate card of the PSA that prices its work. */
  readonly rateCard: RecordRef | null;
}

/** A deal's statement of work in its highest version. Only an APPROVED or SIGNED one lets work begin. */
export interface DealStatementOfWork extends Checked<ToldStatement, 'ref'> {
  readonly ref: RecordRef;
}

/** An instalment as agreed. */
export interface DealMilestone extends Checked<ToldLine['milestones'][number], 'ref'> {
  readonly ref: RecordRef;
}

/** A priced line of a deal's contract; what it does not say itself is its contract's, and then the deal's. */
export interface DealLine extends Checked<ToldLine, 'ref' | 'milestones'> {
  readonly ref: RecordRef;
  readonly milestones: readonly DealMilestone[];
}

/** A deal as it is now, with everything that decides whether it may become projects. */
export interface DealFacts extends Checked<
  Told,
  'ref' | 'customer' | 'contract' | 'statementOfWork' | 'lines' | 'links'
> {
  readonly ref: RecordRef;
  readonly customer: RecordRef | null;
  readonly contract: DealContract | null;
  readonly statementOfWork: DealStatementOfWork | null;
  readonly lines: readonly DealLine[];
  /** What is written back already. */
  readonly links: OpportunityLinks;
}

/** What a process may ask of deals. Look-ups and reads raise Fault when the CRM cannot be asked, look-ups LowerFence. */
export interface CrmDeals {
  /** Adds ids to what the deal names already; REFUSED when it names another customer of the ERP. */
  linkOpportunity(call: WriteCall, link: OpportunityLink): Promise<SystemOutcome>;
  /** The deal itself when it names all of these ids, else nothing. */
  findOpportunityLink(call: WriteCall, link: OpportunityLink): Promise<readonly RecordRef[]>;
  /** Takes these ids out again; what somebody else put there stays. A deal that is gone names nothing. */
  unlinkOpportunity(call: WriteCall, link: OpportunityLink): Promise<SystemOutcome>;
  /** A deal at this moment; null when there is none. */
  deal(opportunity: RecordRef): Promise<DealFacts | null>;
}
