import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { WriteEnd, LookedUp } from '../../ledger/desk.ts';
import type { CustomerSource, OpportunitySource, ContractSource, ContractLineSource, PerformanceObligationSource, ContractAmendmentSource, StatementOfWorkSource } from '../sources.ts';
import type { CrmContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 alpha-3 currency code that has minor units. */
  CurrencyCode: { input: string; output: string; }
  /** A business day in the legal entity's own calendar, ISO 8601 (2026-11-20), without time zone. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as text, up to 34 digits; never a JSON number. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** What kind of modification an amendment is (ASC 606-10-25-12, 13); finance decides it. */
export type AmendmentKind =
  /** A cumulative catch-up. */
  | 'CATCH_UP'
  /** For what is still to come only. */
  | 'PROSPECTIVE'
  /** A contract of its own. */
  | 'SEPARATE'
  /** A kind the mapping does not know. */
  | 'UNKNOWN';

/** How work becomes an invoice. */
export type BillingModel =
  /** An agreed price, billed by schedule. */
  | 'FIXED_FEE'
  /** An agreed price per accepted milestone. */
  | 'MILESTONE'
  /** Not billed. */
  | 'NON_BILLABLE'
  /** A fee per period. */
  | 'RECURRING'
  /** Prepaid work, drawn down. */
  | 'RETAINER'
  /** Hours at a rate. */
  | 'TIME_AND_MATERIALS'
  /** The system of record says something we do not know. */
  | 'UNKNOWN';

/** A page of what changed. A change may be told twice, out of order and early, and never not at all: read the record itself. */
export type ChangeFeedPage = {
  /** What changed. */
  readonly changes: ReadonlyArray<RecordChange>;
  /** Whether nothing more is waiting. */
  readonly complete: Scalars['Boolean']['output'];
  /** Where the next page begins; opaque. */
  readonly cursor: Scalars['String']['output'];
  /** Whether the system has forgotten what happened since the cursor that was given: this page begins a reading of everything. */
  readonly horizonMissed: Scalars['Boolean']['output'];
};

/** A signed agreement in its current version. System of record: CRM. */
export type Contract = {
  /** Changes, oldest first. */
  readonly amendments: Maybe<ReadonlyArray<ContractAmendment>>;
  /** Freshness of the CRM's fields. */
  readonly crmSource: Maybe<SourceInfo>;
  /** Currency of the contract. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** The client. */
  readonly customer: Maybe<Customer>;
  /** Last day of validity. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** The legal entity that sells. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Priced lines. */
  readonly lines: Maybe<ReadonlyArray<ContractLine>>;
  /** Most that may be billed, without tax; null when there is no cap. */
  readonly notToExceed: Maybe<Money>;
  /** Number printed on the contract. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The deal it came of. */
  readonly opportunity: Maybe<Opportunity>;
  /** Payment terms as agreed. */
  readonly paymentTerms: Maybe<Scalars['String']['output']>;
  /** Promises to the client to which revenue is allocated. */
  readonly performanceObligations: Maybe<ReadonlyArray<PerformanceObligation>>;
  /** The client's purchase order number. */
  readonly purchaseOrder: Maybe<Scalars['String']['output']>;
  /** Its last day; null where the CRM does not keep it, or it has none. */
  readonly purchaseOrderExpiresOn: Maybe<Scalars['Date']['output']>;
  /** What that order is over in all, without tax; null where the CRM does not keep it. */
  readonly purchaseOrderValue: Maybe<Money>;
  /** The rate card that prices its work. */
  readonly rateCard: Maybe<RateCard>;
  /** Day of the client's signature. */
  readonly signedOn: Maybe<Scalars['Date']['output']>;
  /** First day of validity. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Where the contract stands. */
  readonly status: Maybe<ContractStatus>;
  /** Value of the current version, without tax. */
  readonly totalValue: Maybe<Money>;
  /** Version; amendments raise it. */
  readonly version: Maybe<Scalars['Int']['output']>;
};

/** A change of a contract. */
export type ContractAmendment = {
  /** When it was approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Day from which it holds. */
  readonly effectiveOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** What kind of modification it is. */
  readonly kind: AmendmentKind;
  /** Running number. */
  readonly number: Scalars['Int']['output'];
  /** Why. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** Change of the contract's value, without tax. */
  readonly valueDelta: Maybe<Money>;
};

/** A priced line of a contract. A line is not a performance obligation. */
export type ContractLine = {
  /** Amount of the line, without tax. */
  readonly amount: Maybe<Money>;
  /** How it is billed. */
  readonly billingModel: BillingModel;
  /** What is sold. */
  readonly description: Scalars['String']['output'];
  /** Last day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Most that may be billed for the line, without tax. */
  readonly notToExceed: Maybe<Money>;
  /** The performance obligation it belongs to. */
  readonly performanceObligation: Maybe<PerformanceObligation>;
  /** Number of units. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  /** How its revenue is recognised. */
  readonly revenueMethod: RevenueMethod;
  /** Whether unused prepaid work moves to the next period. */
  readonly rollover: Scalars['Boolean']['output'];
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Price per unit in the contract's currency, without tax; may have more digits than an amount. */
  readonly unitPrice: Maybe<Scalars['Decimal']['output']>;
};

/** Where a contract stands. */
export type ContractStatus =
  /** In force. */
  | 'ACTIVE'
  /** Fulfilled. */
  | 'COMPLETED'
  /** Being written. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'IN_APPROVAL'
  /** Paused. */
  | 'SUSPENDED'
  /** Ended early. */
  | 'TERMINATED'
  /** A status the mapping does not know. */
  | 'UNKNOWN';

/** A contract in force, and the projects that its deals name. */
export type CrmContractStanding = {
  /** How its lines are billed, each once. */
  readonly billingModels: ReadonlyArray<BillingModel>;
  /** Its number. */
  readonly number: Scalars['String']['output'];
  /** Ids of the PSA's projects that its deals name. */
  readonly psaProjects: ReadonlyArray<Scalars['String']['output']>;
  /** The contract. */
  readonly ref: SystemRecord;
  /** First day of validity. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Value of its current version, without tax. */
  readonly totalValue: Maybe<Money>;
};

/** A page of contracts in force. */
export type CrmContractsStanding = {
  /** The contracts. */
  readonly contracts: ReadonlyArray<CrmContractStanding>;
  /** Where the next page begins; null after the last. */
  readonly next: Maybe<Scalars['String']['output']>;
};

/** One thing of a customer of the CRM, set. */
export type CrmCustomerChangeInput = {
  /** Which. */
  readonly field: CrmCustomerField;
  /** Of a reference. */
  readonly record?: InputMaybe<SystemRecordInput>;
  /** Of a text. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** A customer as sales knows it. */
export type CrmCustomerFacts = {
  /** Its country. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The customer it belongs to. */
  readonly parent: Maybe<SystemRecord>;
  /** The customer. */
  readonly ref: SystemRecord;
  /** Its website. */
  readonly website: Maybe<Scalars['String']['output']>;
};

/** What can be set of a customer of the CRM. */
export type CrmCustomerField =
  /** Its name: `value`. */
  | 'NAME'
  /** The customer it belongs to: `record`, null for none. */
  | 'PARENT'
  /** Something this version does not know; refused. */
  | 'UNKNOWN';

/** Ids of a customer in the other systems. */
export type CrmCustomerLinks = {
  /** Its id in the ERP. */
  readonly erp: Maybe<Scalars['String']['output']>;
  /** Its id in the PSA. */
  readonly psa: Maybe<Scalars['String']['output']>;
};

/** Ids of a customer in the other systems; null empties a field. */
export type CrmCustomerLinksInput = {
  /** Its id in the ERP. */
  readonly erp?: InputMaybe<Scalars['String']['input']>;
  /** Its id in the PSA. */
  readonly psa?: InputMaybe<Scalars['String']['input']>;
};

/** How a customer is in the CRM. */
export type CrmCustomerStanding =
  /** It is gone. */
  | 'DELETED'
  /** It is there. */
  | 'LIVE'
  /** It was made part of another one, and is gone. */
  | 'MERGED'
  /** Something this version does not know. */
  | 'UNKNOWN';

/** A customer of the CRM at this moment. */
export type CrmCustomerState = {
  /** Its country; null also unless it is live. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Which one it was merged into. */
  readonly into: Maybe<SystemRecord>;
  /** What its reference fields hold, or held when it was merged. */
  readonly links: Maybe<CrmCustomerLinks>;
  /** Its name; null unless it is live. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The customer it belongs to; null also unless it is live. */
  readonly parent: Maybe<SystemRecord>;
  /** The customer. */
  readonly ref: SystemRecord;
  /** How it is. */
  readonly standing: CrmCustomerStanding;
};

/** The contract a deal names. Only an ACTIVE one was approved and signed. */
export type CrmDealContract = {
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Last day of validity. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Code of the legal entity that sells. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** Most that may be billed, without tax. */
  readonly notToExceed: Maybe<Money>;
  /** Its number. */
  readonly number: Scalars['String']['output'];
  /** Payment terms as agreed, in the CRM's words. */
  readonly paymentTerms: Maybe<Scalars['String']['output']>;
  /** The client's purchase order number. */
  readonly purchaseOrder: Maybe<Scalars['String']['output']>;
  /** The rate card of the PSA that prices its work. */
  readonly rateCard: Maybe<SystemRecord>;
  /** The contract. */
  readonly ref: SystemRecord;
  /** Day of the client's signature. */
  readonly signedOn: Maybe<Scalars['Date']['output']>;
  /** First day of validity. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Where it stands. */
  readonly status: ContractStatus;
  /** Value of its current version, without tax. */
  readonly totalValue: Maybe<Money>;
  /** Its version. */
  readonly version: Scalars['Int']['output'];
};

/** A deal as it is now. What a line does not say itself was filled in from its contract, and then from the deal. */
export type CrmDealFacts = {
  /** Its value, without tax. */
  readonly amount: Maybe<Money>;
  /** How it is to be billed. */
  readonly billingModel: BillingModel;
  /** When the record last changed, whoever changed it. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Expected or actual day of closing. */
  readonly closeOn: Maybe<Scalars['Date']['output']>;
  /** The contract it names; null when it names none, or one that is gone. */
  readonly contract: Maybe<CrmDealContract>;
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The client. */
  readonly customer: Maybe<SystemRecord>;
  /** Whether it is decided, either way. */
  readonly isClosed: Scalars['Boolean']['output'];
  /** Whether it is won. */
  readonly isWon: Scalars['Boolean']['output'];
  /** Code of the legal entity that is to sell, as sales proposes it. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** Lines of the contract. */
  readonly lines: ReadonlyArray<CrmDealLine>;
  /** What is written back already. */
  readonly links: CrmOpportunityLinks;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The deal. */
  readonly ref: SystemRecord;
  /** Service line sold. */
  readonly serviceLine: Maybe<Scalars['String']['output']>;
  /** Where it stands. */
  readonly stage: OpportunityStage;
  /** Its statement of work of the highest version; null when there is none. */
  readonly statementOfWork: Maybe<CrmDealStatementOfWork>;
  /** Key of the project template it is to begin with. */
  readonly templateKey: Maybe<Scalars['String']['output']>;
};

/** A priced line of a deal's contract. */
export type CrmDealLine = {
  /** Its value, without tax. */
  readonly amount: Maybe<Money>;
  /** How it is billed. */
  readonly billingModel: BillingModel;
  /** What is sold. */
  readonly description: Scalars['String']['output'];
  /** Last day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Code of the legal entity that sells it. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** Instalments as agreed, by day; those without one last. */
  readonly milestones: ReadonlyArray<CrmDealMilestone>;
  /** Most that may be billed for it, without tax. */
  readonly notToExceed: Maybe<Money>;
  /** Number of units. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  /** The line. */
  readonly ref: SystemRecord;
  /** Service line it belongs to. */
  readonly serviceLine: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Key of the project template for it. */
  readonly templateKey: Maybe<Scalars['String']['output']>;
  /** Price per unit in the contract's currency, without tax; may have more digits than an amount. */
  readonly unitPrice: Maybe<Scalars['Decimal']['output']>;
};

/** An instalment as agreed. */
export type CrmDealMilestone = {
  /** Its amount, without tax. */
  readonly amount: Maybe<Money>;
  /** Day it is due; null when only its acceptance counts. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** What it is for. */
  readonly name: Scalars['String']['output'];
  /** The instalment. */
  readonly ref: SystemRecord;
};

/** A deal as detectors look at it. */
export type CrmDealStanding = {
  /** Its value, without tax. */
  readonly amount: Maybe<Money>;
  /** Day of closing. */
  readonly closeOn: Maybe<Scalars['Date']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The deal. */
  readonly ref: SystemRecord;
  /** Where it stands. */
  readonly stage: OpportunityStage;
  /** How far the approval of its statement of work has come; null without one. */
  readonly statementOfWork: Maybe<StatementOfWorkState>;
};

/** A deal's statement of work in its highest version. */
export type CrmDealStatementOfWork = {
  /** Its value, without tax. */
  readonly amount: Maybe<Money>;
  /** How far its approval has come. */
  readonly approvalState: StatementOfWorkState;
  /** When it was approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its number. */
  readonly number: Scalars['String']['output'];
  /** The statement of work. */
  readonly ref: SystemRecord;
  /** Day of the client's signature. */
  readonly signedOn: Maybe<Scalars['Date']['output']>;
  /** Its version. */
  readonly version: Scalars['Int']['output'];
};

/** A page of deals. */
export type CrmDealsStanding = {
  /** The deals. */
  readonly deals: ReadonlyArray<CrmDealStanding>;
  /** Where the next page begins; null after the last. */
  readonly next: Maybe<Scalars['String']['output']>;
};

/** Ids of what came of a deal in the other systems. Several projects when several legal entities sell. */
export type CrmOpportunityLinks = {
  /** Id of its customer in the ERP. */
  readonly erpCustomer: Maybe<Scalars['String']['output']>;
  /** Codes of its projects in the ERP. */
  readonly erpProjects: ReadonlyArray<Scalars['String']['output']>;
  /** Ids of its projects in the PSA. */
  readonly psaProjects: ReadonlyArray<Scalars['String']['output']>;
};

/** Ids of what came of a deal in the other systems. */
export type CrmOpportunityLinksInput = {
  /** Id of its customer in the ERP; null says nothing of it. */
  readonly erpCustomer?: InputMaybe<Scalars['String']['input']>;
  /** Codes of its projects in the ERP. */
  readonly erpProjects: ReadonlyArray<Scalars['String']['input']>;
  /** Ids of its projects in the PSA. */
  readonly psaProjects: ReadonlyArray<Scalars['String']['input']>;
};

/** A client of the firm. System of record: CRM. */
export type Customer = {
  /** Name of the person in sales who answers for the customer. */
  readonly accountOwner: Maybe<Scalars['String']['output']>;
  /** E-mail of the account owner. */
  readonly accountOwnerEmail: Maybe<Scalars['String']['output']>;
  /** Contracts of the customer. */
  readonly contracts: Maybe<ReadonlyArray<Contract>>;
  /** Country as sales keeps it. */
  readonly country: Maybe<Scalars['String']['output']>;
  /** Freshness of the CRM's fields. */
  readonly crmSource: Maybe<SourceInfo>;
  /** Records of other systems that are likely the same customer; a person decides, nothing is merged. */
  readonly duplicateCandidates: Maybe<ReadonlyArray<DuplicateCandidate>>;
  /** Canonical id, the same whichever system tells of the customer. */
  readonly id: Scalars['ID']['output'];
  /** Name as sales keeps it. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Opportunities of the customer, latest close date first, at most 200. */
  readonly opportunities: Maybe<ReadonlyArray<Opportunity>>;
  /** The customer above in the hierarchy. */
  readonly parent: Maybe<Customer>;
  /** Business day of the next renewal. */
  readonly renewalOn: Maybe<Scalars['Date']['output']>;
  /** Market segment as sales keeps it. */
  readonly segment: Maybe<Scalars['String']['output']>;
  /** Web site. */
  readonly website: Maybe<Scalars['String']['output']>;
};

/** A page of customers. */
export type CustomerConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of customers. */
export type CustomerEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The customer. */
  readonly node: Customer;
};

/** Which customers; every given condition must hold. */
export type CustomerFilter = {
  /** A part of the name, in any case, taken literally. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** A range of business days, both ends included. */
export type DateRange = {
  /** First day; open when absent. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Last day; open when absent. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** A record that may be the same customer. */
export type DuplicateCandidate = {
  /** The other customer. */
  readonly customer: Customer;
  /** What agreed, or which claim conflicted: NAME, TAX_ID, DOMAIN, CLAIMED_TWICE, DANGLING_REFERENCE. */
  readonly matchedOn: ReadonlyArray<Scalars['String']['output']>;
  /** Likelihood from 0 to 1. */
  readonly score: Scalars['Decimal']['output'];
};

/** What `extensions.code` of an error may be: what happened, and what to do. Codes are never renamed nor used again. */
export type ErrorCode =
  /** The HTTP request is not a GraphQL request. POST JSON with a `query`; see the message. */
  | 'BAD_REQUEST'
  /** A variable has a value its type does not allow. Correct the variable that the message names. */
  | 'BAD_USER_INPUT'
  /** All calls we may make to the business system at once are taken. Ask again shortly. */
  | 'BUDGET_EXHAUSTED'
  /** The client left before the answer was there. None is needed. */
  | 'CANCELLED'
  /** A system failed too often and is left alone for a while. Ask again after `retryAfterMs`. */
  | 'CIRCUIT_OPEN'
  /** The time for the whole request was over. Ask for less at once. */
  | 'DEADLINE_EXCEEDED'
  /** More errors of the same kinds happened than are listed; `omitted` says how many. Treat every null without an error as not known. */
  | 'ERRORS_OMITTED'
  /** The role may not use this argument or input field. Leave it out, or ask for a role that may see the class of data it filters by. */
  | 'FORBIDDEN'
  /** The gateway has more requests than it can serve; this one was turned away unread, nothing was done. Wait `retryAfterMs` (header Retry-After), then ask again. */
  | 'GATEWAY_OVERLOADED'
  /** The query is not GraphQL. Correct the syntax at the given location. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The query does not fit the schema. Compare it with the schema (schema/api.graphql). */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The keys of the identity provider cannot be fetched, so no token can be checked. Ask again shortly. */
  | 'IDENTITY_UNAVAILABLE'
  /** A defect of the gateway or of a system API. Report it with the correlation id. */
  | 'INTERNAL'
  /** Nothing is served at this address. POST to /graphql. */
  | 'NOT_FOUND'
  /** Only registered operations may be asked here, and this is none; or no document has the given id. Register the operation (the manifest of the gateway), or send one that is. */
  | 'OPERATION_NOT_REGISTERED'
  /** The registered operation asks for something the schema no longer has. Publish the client anew, or bring the schema’s field back. */
  | 'OPERATION_NO_LONGER_VALID'
  /** The document holds no operation of the given name, or several and no name was given. Send the `operationName` of one of its operations. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /** The operation would cost more than an operation may; `cost` has the estimate and the limit. Ask for smaller pages (`first`), or for less of each row. */
  | 'OPERATION_TOO_COSTLY'
  /** The operation is larger than an operation may be; the message names the limit. Ask for less, or in several operations. */
  | 'OPERATION_TOO_LARGE'
  /** Automatic persisted queries are off. Send the query text. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** The query is valid, but no plan over the system APIs was found for it. Ask for the parts in separate queries, and report it with the correlation id. */
  | 'QUERY_NOT_PLANNABLE'
  /** You have asked more often than your role may in a time; `retryAfterMs` says when to go on. Wait `retryAfterMs`, then ask again; ask for more at once instead of more often. */
  | 'RATE_LIMITED'
  /** A stream ended although there may be more to tell; the message says why. Read what you watch anew, and connect anew with the id of the last event. */
  | 'STREAM_ENDED'
  /** A system API answered with something that is not a GraphQL answer. Report it with the correlation id. */
  | 'SUBGRAPH_ANSWER_INVALID'
  /** A system API reported an error without a code. Read its message; report it with the correlation id. */
  | 'SUBGRAPH_ERROR'
  /** A system API has more requests than it can serve. Wait `retryAfterMs`, then ask again. */
  | 'SUBGRAPH_OVERLOADED'
  /** A system API refused the request of the gateway. Report it with the correlation id. */
  | 'SUBGRAPH_REFUSED'
  /** A system API did not answer in the time it is given. Use what the other systems answered; ask again later, or for less at once. */
  | 'SUBGRAPH_TIMEOUT'
  /** A system API could not be reached, or broke off. Use what the other systems answered; ask again later. */
  | 'SUBGRAPH_UNAVAILABLE'
  /** A system API sent a value that the schema does not allow, or null where it promises a value. Report it with the correlation id. */
  | 'SUBGRAPH_VALUE_INVALID'
  /** The business system answered in an unknown shape. Report it with the correlation id. */
  | 'SYSTEM_ANSWER_INVALID'
  /** Our account may not do this in the business system. The operator grants it the permission. */
  | 'SYSTEM_FORBIDDEN'
  /** The business system asked us to slow down. Wait `retryAfterMs`. */
  | 'SYSTEM_OVERLOADED'
  /** Our account with the business system has used up its calls. Wait for the quota to be renewed, or have it raised. */
  | 'SYSTEM_QUOTA_EXHAUSTED'
  /** The business system refused the request. Correct what the message names. */
  | 'SYSTEM_REFUSED'
  /** The business system did not answer in time. Ask again later. */
  | 'SYSTEM_TIMEOUT'
  /** The business system does not accept our credentials. The operator renews them. */
  | 'SYSTEM_UNAUTHORIZED'
  /** The business system cannot be reached. Ask again later. */
  | 'SYSTEM_UNAVAILABLE'
  /** As many streams are open as there may be. Close one first, or ask from time to time instead. */
  | 'TOO_MANY_STREAMS'
  /** There is no token, or it is not valid here. Get a token from the identity provider and send it as `Authorization: Bearer …`. */
  | 'UNAUTHENTICATED'
  /** A code that a system API of somebody else's made up. Read the message of the error it came with. */
  | 'UNKNOWN';

export type LegalEntity = {
  readonly code: Maybe<Scalars['String']['output']>;
};

/** A newer execution has written or looked under this key. Stop. */
export type LookUpFenced = {
  /** The fence that was refused. */
  readonly fence: Scalars['String']['output'];
};

/** By what a system API looks a write up; from then on no lower fence can write. */
export type LookUpTicket = {
  /** As in WriteTicket: above every fence that was used under this key. */
  readonly fence: Scalars['String']['input'];
  /** Business key of the write. */
  readonly key: Scalars['String']['input'];
};

/** An amount of one currency. Whether tax is included is said by the field that carries it. */
export type Money = {
  /** Exact decimal text with the currency's minor units, such as 1200.50 or 1200 for JPY. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  /** Sets one thing of a customer. The same write twice changes nothing more. */
  readonly crmChangeCustomer: WriteOutcome;
  /** Sets the reference fields by which a customer names its records in the ERP and the PSA. The same write twice changes nothing more. */
  readonly crmLinkCustomer: WriteOutcome;
  /** Adds ids to the reference fields by which a deal names what came of it elsewhere; what they hold already stays. Another customer of the ERP there is refused. */
  readonly crmLinkOpportunity: WriteOutcome;
  /** Whether `crmChangeCustomer` was done: the customer itself when it is as said, else nothing. */
  readonly crmLookUpCustomerChange: WriteLookUp;
  /** Whether `crmLinkCustomer` was done: the customer itself when its fields hold exactly these ids, else nothing. */
  readonly crmLookUpCustomerLink: WriteLookUp;
  /** Whether `crmLinkOpportunity` was done: the deal itself when its fields hold all of these ids, else nothing. */
  readonly crmLookUpOpportunityLink: WriteLookUp;
  /** Takes `crmLinkCustomer` back: empties the fields that still hold these ids. What somebody else put there since stays. */
  readonly crmUnlinkCustomer: WriteOutcome;
  /** Takes `crmLinkOpportunity` back: takes these ids out of the fields. What somebody else put there stays. */
  readonly crmUnlinkOpportunity: WriteOutcome;
};


export type MutationCrmChangeCustomerArgs = {
  change: CrmCustomerChangeInput;
  customer: SystemRecordInput;
  takesBack: Scalars['Boolean']['input'];
  ticket: WriteTicket;
};


export type MutationCrmLinkCustomerArgs = {
  customer: SystemRecordInput;
  links: CrmCustomerLinksInput;
  ticket: WriteTicket;
};


export type MutationCrmLinkOpportunityArgs = {
  links: CrmOpportunityLinksInput;
  opportunity: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationCrmLookUpCustomerChangeArgs = {
  change: CrmCustomerChangeInput;
  customer: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationCrmLookUpCustomerLinkArgs = {
  customer: SystemRecordInput;
  links: CrmCustomerLinksInput;
  ticket: LookUpTicket;
};


export type MutationCrmLookUpOpportunityLinkArgs = {
  links: CrmOpportunityLinksInput;
  opportunity: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationCrmUnlinkCustomerArgs = {
  customer: SystemRecordInput;
  links: CrmCustomerLinksInput;
  ticket: WriteTicket;
};


export type MutationCrmUnlinkOpportunityArgs = {
  links: CrmOpportunityLinksInput;
  opportunity: SystemRecordInput;
  ticket: WriteTicket;
};

/** Why a write was not applied. */
export type NotAppliedReason =
  /** Several records carry the key; a person says which is meant. */
  | 'AMBIGUOUS'
  /** A newer execution has written or looked under this key. Stop. */
  | 'FENCED'
  /** The system could not be asked. The same write may be sent later. */
  | 'OUTAGE'
  /** The system understood and said no, and would say it again. */
  | 'REFUSED';

/** A deal. System of record: CRM. */
export type Opportunity = {
  /** Expected value, without tax. */
  readonly amount: Maybe<Money>;
  /** How it is to be billed. */
  readonly billingModel: Maybe<BillingModel>;
  /** Expected or actual day of closing. */
  readonly closeOn: Maybe<Scalars['Date']['output']>;
  /** The contract that came of it. */
  readonly contract: Maybe<Contract>;
  /** Freshness of the CRM's fields. */
  readonly crmSource: Maybe<SourceInfo>;
  /** The client. */
  readonly customer: Maybe<Customer>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** The legal entity that is to sell, as sales proposes it. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Name of the deal. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Likelihood in percent. */
  readonly probability: Maybe<Scalars['Decimal']['output']>;
  /** Service line sold. */
  readonly serviceLine: Maybe<Scalars['String']['output']>;
  /** When the statement of work was approved; closed-won alone starts nothing. */
  readonly sowApprovedAt: Maybe<Scalars['DateTime']['output']>;
  /** Where the deal stands. */
  readonly stage: Maybe<OpportunityStage>;
  /** Its statement of work, in the highest version. */
  readonly statementOfWork: Maybe<StatementOfWork>;
};

/** A page of opportunities. */
export type OpportunityConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<OpportunityEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of opportunities. */
export type OpportunityEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The opportunity. */
  readonly node: Opportunity;
};

/** Which opportunities; every given condition must hold. */
export type OpportunityFilter = {
  /** Expected or actual close within these days. */
  readonly closeOn?: InputMaybe<DateRange>;
  /** Of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these stages. */
  readonly stages?: InputMaybe<ReadonlyArray<OpportunityStage>>;
};

/** Where a deal stands. */
export type OpportunityStage =
  /** Lost. */
  | 'CLOSED_LOST'
  /** Won. */
  | 'CLOSED_WON'
  /** Expected to close. */
  | 'COMMIT'
  /** Signed, not yet closed in the CRM. */
  | 'CONTRACTED'
  /** Being worked on. */
  | 'PIPELINE'
  /** A stage the mapping does not know. */
  | 'UNKNOWN';

/** Where a page of a list begins and ends. */
export type PageInfo = {
  /** Cursor of the last row, null on an empty page; pass it as `after` for the next page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more rows follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row, null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A promise to the client to which revenue is allocated (ASC 606-10-25-14). */
export type PerformanceObligation = {
  /** Transaction price allocated to it, without tax. */
  readonly allocatedAmount: Maybe<Money>;
  /** What is promised. */
  readonly description: Scalars['String']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** How its revenue is recognised. */
  readonly revenueMethod: RevenueMethod;
};

export type Query = {
  /** One contract, null when there is none with this id. */
  readonly contract: Maybe<Contract>;
  /** What changed since a cursor; everything there is without one. */
  readonly crmChanges: Maybe<ChangeFeedPage>;
  /** A contract to be billed, as everybody reads it; null when there is none. */
  readonly crmContractToBill: Maybe<Contract>;
  /** A page of the contracts in force, in order of id, with the projects that their deals name, asked of the CRM itself. */
  readonly crmContractsStanding: Maybe<CrmContractsStanding>;
  /** A customer as sales knows it, asked of the CRM itself; null when there is none. */
  readonly crmCustomerFacts: Maybe<CrmCustomerFacts>;
  /** What a customer's reference fields hold now, asked of the CRM itself; null when there is no such customer. */
  readonly crmCustomerLinks: Maybe<CrmCustomerLinks>;
  /** A customer at this moment, also one that is gone; null when the CRM knows none. */
  readonly crmCustomerNow: Maybe<CrmCustomerState>;
  /** A customer to be billed, as everybody reads it; null when there is none. */
  readonly crmCustomerToBill: Maybe<Customer>;
  /** A deal with everything that decides whether it may become projects, asked of the CRM itself; null when there is none. */
  readonly crmDealFacts: Maybe<CrmDealFacts>;
  /** These deals as they are now, whatever they name; those that are gone are missing. Two hundred at most. */
  readonly crmDealsNow: Maybe<ReadonlyArray<CrmDealStanding>>;
  /** A page of the deals at these stages that name no project of the PSA, in order of id, asked of the CRM itself. */
  readonly crmDealsStanding: Maybe<CrmDealsStanding>;
  /** How many records of a kind there are, the deleted ones left out, to be held against what was told. */
  readonly crmRecordCount: Maybe<Scalars['Int']['output']>;
  /** One customer, null when there is none with this id. */
  readonly customer: Maybe<Customer>;
  /** Customers by name. */
  readonly customers: Maybe<CustomerConnection>;
  /** Opportunities, latest close date first. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** One opportunity, null when there is none with this id. */
  readonly opportunity: Maybe<Opportunity>;
};


export type QueryContractArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCrmChangesArgs = {
  cursor?: InputMaybe<Scalars['String']['input']>;
  kind: Scalars['String']['input'];
};


export type QueryCrmContractToBillArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCrmContractsStandingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCrmCustomerFactsArgs = {
  customer: SystemRecordInput;
};


export type QueryCrmCustomerLinksArgs = {
  customer: SystemRecordInput;
};


export type QueryCrmCustomerNowArgs = {
  customer: SystemRecordInput;
};


export type QueryCrmCustomerToBillArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCrmDealFactsArgs = {
  opportunity: SystemRecordInput;
};


export type QueryCrmDealsNowArgs = {
  deals: ReadonlyArray<SystemRecordInput>;
};


export type QueryCrmDealsStandingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  closedFrom?: InputMaybe<Scalars['Date']['input']>;
  stages: ReadonlyArray<OpportunityStage>;
};


export type QueryCrmRecordCountArgs = {
  kind: Scalars['String']['input'];
};


export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOpportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OpportunityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOpportunityArgs = {
  id: Scalars['ID']['input'];
};

export type RateCard = {
  readonly id: Scalars['ID']['output'];
};

/** That a record changed. */
export type RecordChange = {
  /** The system's own stamp of the change. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Whether the record is gone. */
  readonly deleted: Scalars['Boolean']['output'];
  /** The record. */
  readonly ref: SystemRecord;
};

/** Records that carry the key, asked of the system itself. None: it was not written, nor will be under a lower fence. Several: a duplicate. */
export type RecordsFound = {
  /** The records. */
  readonly records: ReadonlyArray<SystemRecord>;
};

/** How revenue is recognised; the ERP posts it. */
export type RevenueMethod =
  /** By cost incurred against expected cost. */
  | 'COST_TO_COST'
  /** By hours worked against expected hours. */
  | 'HOURS_INPUT'
  /** By accepted milestones. */
  | 'MILESTONE_OUTPUT'
  /** At one moment. */
  | 'POINT_IN_TIME'
  /** As invoiced, where billing equals value. */
  | 'RIGHT_TO_INVOICE'
  /** Evenly over time. */
  | 'STRAIGHT_LINE'
  /** A method the mapping does not know. */
  | 'UNKNOWN';

/** How fresh an answer is. */
export type ServedFrom =
  /** A recent answer, still within its freshness time. */
  | 'CACHE'
  /** Asked just now. */
  | 'LIVE'
  /** A stored snapshot of a closed moment. */
  | 'SNAPSHOT'
  /** The system is silent; this is the last thing it said. */
  | 'STALE_CACHE';

/** The truth about the freshness of what a system said. */
export type SourceInfo = {
  /** When the system said it. */
  readonly asOf: Scalars['DateTime']['output'];
  /** The configured name of the account (org, site) that answered. */
  readonly instance: Scalars['String']['output'];
  /** Whether it was asked just now or an earlier answer is repeated. */
  readonly servedFrom: ServedFrom;
  /** Why an old answer is repeated, such as CIRCUIT_OPEN; null unless servedFrom is STALE_CACHE. */
  readonly staleReason: Maybe<ErrorCode>;
  /** The kind of system that answered. */
  readonly system: System;
};

/** What is to be done for a deal, and how far its approval has come. System of record: CRM. */
export type StatementOfWork = {
  /** Value, without tax. */
  readonly amount: Maybe<Money>;
  /** How far its approval has come. */
  readonly approvalState: StatementOfWorkState;
  /** When it was approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Number. */
  readonly number: Scalars['String']['output'];
  /** Day of the client's signature. */
  readonly signedOn: Maybe<Scalars['Date']['output']>;
  /** Version; a change makes a higher one. */
  readonly version: Scalars['Int']['output'];
};

/** How far the approval of a statement of work has come. */
export type StatementOfWorkState =
  /** Approved by the firm. */
  | 'APPROVED'
  /** Being written. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'IN_APPROVAL'
  /** Sent back. */
  | 'REJECTED'
  /** Signed by the client. */
  | 'SIGNED'
  /** A state the mapping does not know. */
  | 'UNKNOWN';

/** The kinds of system behind the graph. */
export type System =
  /** Sales: customers, opportunities, contracts. */
  | 'CRM'
  /** Money: legal entities, invoices, payments, ledger. */
  | 'ERP'
  /** People: employment and skills. */
  | 'HCM'
  /** Our own processes. */
  | 'PROCESS'
  /** Delivery: projects, people, time, expenses. */
  | 'PSA'
  /** A kind this version of the graph does not know. */
  | 'UNKNOWN';

/** A record by its system's own id. */
export type SystemRecord = {
  /** The system's own id. */
  readonly id: Scalars['String']['output'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['output'];
  /** What it is: CUSTOMER, BILLING_ACCOUNT, LEGAL_ENTITY, PROJECT and so on; the kinds of schema/canon/identity.ts. */
  readonly kind: Scalars['String']['output'];
  /** The kind of system that has it. */
  readonly system: System;
};

/** A record by its system's own id. */
export type SystemRecordInput = {
  /** The system's own id. */
  readonly id: Scalars['String']['input'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['input'];
  /** What it is: CUSTOMER, BILLING_ACCOUNT, LEGAL_ENTITY, PROJECT and so on; the kinds of schema/canon/identity.ts. */
  readonly kind: Scalars['String']['input'];
  /** The kind of system that has it. */
  readonly system: System;
};

/** The record is there with the values that were sent. */
export type WriteApplied = {
  /** False when it was there before: an upsert, a link set again, or the same key once more. */
  readonly isNew: Scalars['Boolean']['output'];
  /** The record that was written. */
  readonly ref: SystemRecord;
};

/** What may be known of a failed write: codes and our own sentences, no text of a vendor and no value of the record. */
export type WriteFailure = {
  /** What happened, such as SYSTEM_REFUSED, KEY_REUSED or FENCED. */
  readonly code: Scalars['String']['output'];
  /** The vendor's names of the fields it objects to. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** How long the vendor wishes to be left alone, in milliseconds. */
  readonly retryAfterMs: Maybe<Scalars['Int']['output']>;
  /** The vendor's own short code. */
  readonly vendorCode: Maybe<Scalars['String']['output']>;
};

/** It may have been written. Wait, look it up, then decide; never send it again before. */
export type WriteInDoubt = {
  /** Why nobody knows. */
  readonly failure: WriteFailure;
  /** How long after it was sent its effect may still appear, in milliseconds. */
  readonly settleMs: Scalars['Int']['output'];
};

/** What a look-up found. A system that cannot be asked is an error, never an empty list. */
export type WriteLookUp = LookUpFenced | RecordsFound;

/** Nothing was written, and nothing will appear later. */
export type WriteNotApplied = {
  /** Why. */
  readonly failure: WriteFailure;
  /** What that means for whoever asked. */
  readonly reason: NotAppliedReason;
};

/** How a write ended. A service token's owner decides by it; no other answer says that nothing happened. */
export type WriteOutcome = WriteApplied | WriteInDoubt | WriteNotApplied;

/** By what a system API knows a write again. One key is written once, whoever asks how often. */
export type WriteTicket = {
  /** A whole number below 2^53 as text, higher with every call and every take-over. A lower one than was seen is refused (FENCED). */
  readonly fence: Scalars['String']['input'];
  /** Digest of what is written: the same key with another digest is refused (KEY_REUSED). */
  readonly inputHash: Scalars['String']['input'];
  /** Business key, made from the facts of the write and unique for ever: 8 to 63 letters, digits, `_` or `-`. */
  readonly key: Scalars['String']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Contract: Contract;
  Customer: Customer;
  Opportunity: Opportunity;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Contract:
    ( { __typename: 'Contract' }
    & GraphQLRecursivePick<FederationTypes['Contract'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  Opportunity:
    ( { __typename: 'Opportunity' }
    & GraphQLRecursivePick<FederationTypes['Opportunity'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AmendmentKind: AmendmentKind;
  BillingModel: BillingModel;
  ChangeFeedPage: ResolverTypeWrapper<ChangeFeedPage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Contract: ResolverTypeWrapper<ContractSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ContractAmendment: ResolverTypeWrapper<ContractAmendmentSource>;
  ContractLine: ResolverTypeWrapper<ContractLineSource>;
  ContractStatus: ContractStatus;
  CrmContractStanding: ResolverTypeWrapper<CrmContractStanding>;
  CrmContractsStanding: ResolverTypeWrapper<CrmContractsStanding>;
  CrmCustomerChangeInput: CrmCustomerChangeInput;
  CrmCustomerFacts: ResolverTypeWrapper<CrmCustomerFacts>;
  CrmCustomerField: CrmCustomerField;
  CrmCustomerLinks: ResolverTypeWrapper<CrmCustomerLinks>;
  CrmCustomerLinksInput: CrmCustomerLinksInput;
  CrmCustomerStanding: CrmCustomerStanding;
  CrmCustomerState: ResolverTypeWrapper<CrmCustomerState>;
  CrmDealContract: ResolverTypeWrapper<CrmDealContract>;
  CrmDealFacts: ResolverTypeWrapper<CrmDealFacts>;
  CrmDealLine: ResolverTypeWrapper<CrmDealLine>;
  CrmDealMilestone: ResolverTypeWrapper<CrmDealMilestone>;
  CrmDealStanding: ResolverTypeWrapper<CrmDealStanding>;
  CrmDealStatementOfWork: ResolverTypeWrapper<CrmDealStatementOfWork>;
  CrmDealsStanding: ResolverTypeWrapper<CrmDealsStanding>;
  CrmOpportunityLinks: ResolverTypeWrapper<CrmOpportunityLinks>;
  CrmOpportunityLinksInput: CrmOpportunityLinksInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerSource>;
  CustomerConnection: ResolverTypeWrapper<Omit<CustomerConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['CustomerEdge']> }>;
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node: ResolversTypes['Customer'] }>;
  CustomerFilter: CustomerFilter;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DuplicateCandidate: ResolverTypeWrapper<Omit<DuplicateCandidate, 'customer'> & { customer: ResolversTypes['Customer'] }>;
  ErrorCode: ErrorCode;
  LegalEntity: ResolverTypeWrapper<LegalEntity>;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotAppliedReason: NotAppliedReason;
  Opportunity: ResolverTypeWrapper<OpportunitySource>;
  OpportunityConnection: ResolverTypeWrapper<Omit<OpportunityConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['OpportunityEdge']> }>;
  OpportunityEdge: ResolverTypeWrapper<Omit<OpportunityEdge, 'node'> & { node: ResolversTypes['Opportunity'] }>;
  OpportunityFilter: OpportunityFilter;
  OpportunityStage: OpportunityStage;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PerformanceObligation: ResolverTypeWrapper<PerformanceObligationSource>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateCard: ResolverTypeWrapper<RateCard>;
  RecordChange: ResolverTypeWrapper<RecordChange>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  RevenueMethod: RevenueMethod;
  ServedFrom: ServedFrom;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  StatementOfWork: ResolverTypeWrapper<StatementOfWorkSource>;
  StatementOfWorkState: StatementOfWorkState;
  System: System;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  WriteApplied: ResolverTypeWrapper<WriteApplied>;
  WriteFailure: ResolverTypeWrapper<WriteFailure>;
  WriteInDoubt: ResolverTypeWrapper<WriteInDoubt>;
  WriteLookUp: ResolverTypeWrapper<LookedUp>;
  WriteNotApplied: ResolverTypeWrapper<WriteNotApplied>;
  WriteOutcome: ResolverTypeWrapper<WriteEnd>;
  WriteTicket: WriteTicket;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ChangeFeedPage: ChangeFeedPage;
  Boolean: Scalars['Boolean']['output'];
  Contract: ContractSource;
  ID: Scalars['ID']['output'];
  ContractAmendment: ContractAmendmentSource;
  ContractLine: ContractLineSource;
  CrmContractStanding: CrmContractStanding;
  CrmContractsStanding: CrmContractsStanding;
  CrmCustomerChangeInput: CrmCustomerChangeInput;
  CrmCustomerFacts: CrmCustomerFacts;
  CrmCustomerLinks: CrmCustomerLinks;
  CrmCustomerLinksInput: CrmCustomerLinksInput;
  CrmCustomerState: CrmCustomerState;
  CrmDealContract: CrmDealContract;
  CrmDealFacts: CrmDealFacts;
  CrmDealLine: CrmDealLine;
  CrmDealMilestone: CrmDealMilestone;
  CrmDealStanding: CrmDealStanding;
  CrmDealStatementOfWork: CrmDealStatementOfWork;
  CrmDealsStanding: CrmDealsStanding;
  CrmOpportunityLinks: CrmOpportunityLinks;
  CrmOpportunityLinksInput: CrmOpportunityLinksInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: CustomerSource;
  CustomerConnection: Omit<CustomerConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['CustomerEdge']> };
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node: ResolversParentTypes['Customer'] };
  CustomerFilter: CustomerFilter;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DuplicateCandidate: Omit<DuplicateCandidate, 'customer'> & { customer: ResolversParentTypes['Customer'] };
  LegalEntity: LegalEntity;
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  Opportunity: OpportunitySource;
  OpportunityConnection: Omit<OpportunityConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['OpportunityEdge']> };
  OpportunityEdge: Omit<OpportunityEdge, 'node'> & { node: ResolversParentTypes['Opportunity'] };
  OpportunityFilter: OpportunityFilter;
  PageInfo: PageInfo;
  PerformanceObligation: PerformanceObligationSource;
  Query: Record<PropertyKey, never>;
  RateCard: RateCard;
  RecordChange: RecordChange;
  RecordsFound: RecordsFound;
  SourceInfo: SourceInfo;
  StatementOfWork: StatementOfWorkSource;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  WriteApplied: WriteApplied;
  WriteFailure: WriteFailure;
  WriteInDoubt: WriteInDoubt;
  WriteLookUp: LookedUp;
  WriteNotApplied: WriteNotApplied;
  WriteOutcome: WriteEnd;
  WriteTicket: WriteTicket;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = CrmContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = CrmContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = CrmContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = CrmContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = CrmContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ChangeFeedPageResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['ChangeFeedPage'] = ResolversParentTypes['ChangeFeedPage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  horizonMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ContractResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract'], FederationReferenceType extends FederationReferenceTypes['Contract'] = FederationReferenceTypes['Contract']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contract']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amendments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContractAmendment']>>, ParentType, ContextType>;
  crmSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContractLine']>>, ParentType, ContextType>;
  notToExceed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  performanceObligations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PerformanceObligation']>>, ParentType, ContextType>;
  purchaseOrder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  purchaseOrderExpiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  purchaseOrderValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  rateCard?: Resolver<Maybe<ResolversTypes['RateCard']>, ParentType, ContextType>;
  signedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ContractStatus']>, ParentType, ContextType>;
  totalValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ContractAmendmentResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['ContractAmendment'] = ResolversParentTypes['ContractAmendment']> = {
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AmendmentKind'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueDelta?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type ContractLineResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['ContractLine'] = ResolversParentTypes['ContractLine']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billingModel?: Resolver<ResolversTypes['BillingModel'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notToExceed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  performanceObligation?: Resolver<Maybe<ResolversTypes['PerformanceObligation']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  revenueMethod?: Resolver<ResolversTypes['RevenueMethod'], ParentType, ContextType>;
  rollover?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type CrmContractStandingResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmContractStanding'] = ResolversParentTypes['CrmContractStanding']> = {
  billingModels?: Resolver<ReadonlyArray<ResolversTypes['BillingModel']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  psaProjects?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  totalValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type CrmContractsStandingResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmContractsStanding'] = ResolversParentTypes['CrmContractsStanding']> = {
  contracts?: Resolver<ReadonlyArray<ResolversTypes['CrmContractStanding']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CrmCustomerFactsResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmCustomerFacts'] = ResolversParentTypes['CrmCustomerFacts']> = {
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CrmCustomerLinksResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmCustomerLinks'] = ResolversParentTypes['CrmCustomerLinks']> = {
  erp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  psa?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CrmCustomerStateResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmCustomerState'] = ResolversParentTypes['CrmCustomerState']> = {
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  into?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  links?: Resolver<Maybe<ResolversTypes['CrmCustomerLinks']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  standing?: Resolver<ResolversTypes['CrmCustomerStanding'], ParentType, ContextType>;
};

export type CrmDealContractResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealContract'] = ResolversParentTypes['CrmDealContract']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notToExceed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  purchaseOrder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rateCard?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  signedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ContractStatus'], ParentType, ContextType>;
  totalValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CrmDealFactsResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealFacts'] = ResolversParentTypes['CrmDealFacts']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billingModel?: Resolver<ResolversTypes['BillingModel'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closeOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['CrmDealContract']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isWon?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legalEntityCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CrmDealLine']>, ParentType, ContextType>;
  links?: Resolver<ResolversTypes['CrmOpportunityLinks'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  serviceLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['OpportunityStage'], ParentType, ContextType>;
  statementOfWork?: Resolver<Maybe<ResolversTypes['CrmDealStatementOfWork']>, ParentType, ContextType>;
  templateKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CrmDealLineResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealLine'] = ResolversParentTypes['CrmDealLine']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billingModel?: Resolver<ResolversTypes['BillingModel'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  milestones?: Resolver<ReadonlyArray<ResolversTypes['CrmDealMilestone']>, ParentType, ContextType>;
  notToExceed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  serviceLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  templateKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type CrmDealMilestoneResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealMilestone'] = ResolversParentTypes['CrmDealMilestone']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type CrmDealStandingResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealStanding'] = ResolversParentTypes['CrmDealStanding']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closeOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['OpportunityStage'], ParentType, ContextType>;
  statementOfWork?: Resolver<Maybe<ResolversTypes['StatementOfWorkState']>, ParentType, ContextType>;
};

export type CrmDealStatementOfWorkResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealStatementOfWork'] = ResolversParentTypes['CrmDealStatementOfWork']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  approvalState?: Resolver<ResolversTypes['StatementOfWorkState'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  signedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CrmDealsStandingResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmDealsStanding'] = ResolversParentTypes['CrmDealsStanding']> = {
  deals?: Resolver<ReadonlyArray<ResolversTypes['CrmDealStanding']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CrmOpportunityLinksResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CrmOpportunityLinks'] = ResolversParentTypes['CrmOpportunityLinks']> = {
  erpCustomer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erpProjects?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  psaProjects?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accountOwner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accountOwnerEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contracts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Contract']>>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  crmSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  duplicateCandidates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DuplicateCandidate']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opportunities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Opportunity']>>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  renewalOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  segment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CustomerConnectionResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DuplicateCandidateResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['DuplicateCandidate'] = ResolversParentTypes['DuplicateCandidate']> = {
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  matchedOn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type LegalEntityResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LookUpFencedResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  crmChangeCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationCrmChangeCustomerArgs, 'change' | 'customer' | 'takesBack' | 'ticket'>>;
  crmLinkCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationCrmLinkCustomerArgs, 'customer' | 'links' | 'ticket'>>;
  crmLinkOpportunity?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationCrmLinkOpportunityArgs, 'links' | 'opportunity' | 'ticket'>>;
  crmLookUpCustomerChange?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationCrmLookUpCustomerChangeArgs, 'change' | 'customer' | 'ticket'>>;
  crmLookUpCustomerLink?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationCrmLookUpCustomerLinkArgs, 'customer' | 'links' | 'ticket'>>;
  crmLookUpOpportunityLink?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationCrmLookUpOpportunityLinkArgs, 'links' | 'opportunity' | 'ticket'>>;
  crmUnlinkCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationCrmUnlinkCustomerArgs, 'customer' | 'links' | 'ticket'>>;
  crmUnlinkOpportunity?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationCrmUnlinkOpportunityArgs, 'links' | 'opportunity' | 'ticket'>>;
};

export type OpportunityResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity'], FederationReferenceType extends FederationReferenceTypes['Opportunity'] = FederationReferenceTypes['Opportunity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Opportunity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billingModel?: Resolver<Maybe<ResolversTypes['BillingModel']>, ParentType, ContextType>;
  closeOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  crmSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  probability?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  serviceLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sowApprovedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['OpportunityStage']>, ParentType, ContextType>;
  statementOfWork?: Resolver<Maybe<ResolversTypes['StatementOfWork']>, ParentType, ContextType>;
};

export type OpportunityConnectionResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['OpportunityConnection'] = ResolversParentTypes['OpportunityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OpportunityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OpportunityEdgeResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['OpportunityEdge'] = ResolversParentTypes['OpportunityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Opportunity'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PerformanceObligationResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['PerformanceObligation'] = ResolversParentTypes['PerformanceObligation']> = {
  allocatedAmount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  revenueMethod?: Resolver<ResolversTypes['RevenueMethod'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType, RequireFields<QueryContractArgs, 'id'>>;
  crmChanges?: Resolver<Maybe<ResolversTypes['ChangeFeedPage']>, ParentType, ContextType, RequireFields<QueryCrmChangesArgs, 'kind'>>;
  crmContractToBill?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType, RequireFields<QueryCrmContractToBillArgs, 'id'>>;
  crmContractsStanding?: Resolver<Maybe<ResolversTypes['CrmContractsStanding']>, ParentType, ContextType, Partial<QueryCrmContractsStandingArgs>>;
  crmCustomerFacts?: Resolver<Maybe<ResolversTypes['CrmCustomerFacts']>, ParentType, ContextType, RequireFields<QueryCrmCustomerFactsArgs, 'customer'>>;
  crmCustomerLinks?: Resolver<Maybe<ResolversTypes['CrmCustomerLinks']>, ParentType, ContextType, RequireFields<QueryCrmCustomerLinksArgs, 'customer'>>;
  crmCustomerNow?: Resolver<Maybe<ResolversTypes['CrmCustomerState']>, ParentType, ContextType, RequireFields<QueryCrmCustomerNowArgs, 'customer'>>;
  crmCustomerToBill?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCrmCustomerToBillArgs, 'id'>>;
  crmDealFacts?: Resolver<Maybe<ResolversTypes['CrmDealFacts']>, ParentType, ContextType, RequireFields<QueryCrmDealFactsArgs, 'opportunity'>>;
  crmDealsNow?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CrmDealStanding']>>, ParentType, ContextType, RequireFields<QueryCrmDealsNowArgs, 'deals'>>;
  crmDealsStanding?: Resolver<Maybe<ResolversTypes['CrmDealsStanding']>, ParentType, ContextType, RequireFields<QueryCrmDealsStandingArgs, 'stages'>>;
  crmRecordCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, RequireFields<QueryCrmRecordCountArgs, 'kind'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'id'>>;
  customers?: Resolver<Maybe<ResolversTypes['CustomerConnection']>, ParentType, ContextType, RequireFields<QueryCustomersArgs, 'first'>>;
  opportunities?: Resolver<Maybe<ResolversTypes['OpportunityConnection']>, ParentType, ContextType, RequireFields<QueryOpportunitiesArgs, 'first'>>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType, RequireFields<QueryOpportunityArgs, 'id'>>;
};

export type RateCardResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['RateCard'] = ResolversParentTypes['RateCard']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RecordChangeResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type RecordsFoundResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type StatementOfWorkResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['StatementOfWork'] = ResolversParentTypes['StatementOfWork']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  approvalState?: Resolver<ResolversTypes['StatementOfWorkState'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = CrmContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type Resolvers<ContextType = CrmContext> = {
  ChangeFeedPage?: ChangeFeedPageResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  ContractAmendment?: ContractAmendmentResolvers<ContextType>;
  ContractLine?: ContractLineResolvers<ContextType>;
  CrmContractStanding?: CrmContractStandingResolvers<ContextType>;
  CrmContractsStanding?: CrmContractsStandingResolvers<ContextType>;
  CrmCustomerFacts?: CrmCustomerFactsResolvers<ContextType>;
  CrmCustomerLinks?: CrmCustomerLinksResolvers<ContextType>;
  CrmCustomerState?: CrmCustomerStateResolvers<ContextType>;
  CrmDealContract?: CrmDealContractResolvers<ContextType>;
  CrmDealFacts?: CrmDealFactsResolvers<ContextType>;
  CrmDealLine?: CrmDealLineResolvers<ContextType>;
  CrmDealMilestone?: CrmDealMilestoneResolvers<ContextType>;
  CrmDealStanding?: CrmDealStandingResolvers<ContextType>;
  CrmDealStatementOfWork?: CrmDealStatementOfWorkResolvers<ContextType>;
  CrmDealsStanding?: CrmDealsStandingResolvers<ContextType>;
  CrmOpportunityLinks?: CrmOpportunityLinksResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DuplicateCandidate?: DuplicateCandidateResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  OpportunityConnection?: OpportunityConnectionResolvers<ContextType>;
  OpportunityEdge?: OpportunityEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PerformanceObligation?: PerformanceObligationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateCard?: RateCardResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  StatementOfWork?: StatementOfWorkResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = CrmContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
