import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { WriteEnd, LookedUp } from '../../ledger/desk.ts';
import type { ProjectSource, ResourceSource, RateCardSource, UnbilledWorkSource, TaskSource, MilestoneSource, AssignmentSource, ResourceRequestSource, TimeEntrySource, ExpenseSource, CustomerReference } from '../sources.ts';
import type { PsaContext } from '../context.ts';
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

/** Where work stands with its approver. */
export type ApprovalState =
  /** Approved. */
  | 'APPROVED'
  /** Not handed in. */
  | 'DRAFT'
  /** Refused. */
  | 'REJECTED'
  /** Waiting for approval. */
  | 'SUBMITTED'
  /** A state the mapping does not know. */
  | 'UNKNOWN';

/** A person on a project. */
export type Assignment = {
  /** Hours planned. */
  readonly allocatedHours: Maybe<Scalars['Decimal']['output']>;
  /** Last day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Who. */
  readonly resource: Maybe<Resource>;
  /** As what. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
};

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

export type Contract = {
  readonly id: Scalars['ID']['output'];
};

export type Customer = {
  readonly id: Scalars['ID']['output'];
  /** Projects of the customer by title, at most 200. */
  readonly projects: Maybe<ReadonlyArray<Project>>;
};


export type CustomerProjectsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<ReadonlyArray<ProjectStatus>>;
};

/** A range of business days, both ends included. */
export type DateRange = {
  /** First day; open when absent. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Last day; open when absent. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
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

/** Money spent on a project. System of record: PSA. */
export type Expense = {
  /** What was paid, with tax. */
  readonly amount: Money;
  /** State of approval. */
  readonly approval: ApprovalState;
  /** Whether the client is to pay for it. */
  readonly billable: Scalars['Boolean']['output'];
  /** Kind of expense as the PSA calls it. */
  readonly category: Scalars['String']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is on an invoice already. */
  readonly invoiced: Scalars['Boolean']['output'];
  /** Project it was spent on. */
  readonly project: Maybe<Project>;
  /** Whether the firm pays it back to the person. */
  readonly reimbursable: Scalars['Boolean']['output'];
  /** Who spent it. */
  readonly resource: Maybe<Resource>;
  /** Day it was spent. */
  readonly spentOn: Scalars['Date']['output'];
};

/** A page of expenses. */
export type ExpenseConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<ExpenseEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of expenses. */
export type ExpenseEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The expense. */
  readonly node: Expense;
};

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

/** A date that matters, often with money. */
export type Milestone = {
  /** Amount to bill for it, without tax. */
  readonly amount: Maybe<Money>;
  /** The PSA's own bill it is on, where it says which. */
  readonly bill: Maybe<SystemRecord>;
  /** Whether the PSA has billed it. */
  readonly billed: Scalars['Boolean']['output'];
  /** Due day. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Title. */
  readonly name: Scalars['String']['output'];
};

/** An amount of one currency. Whether tax is included is said by the field that carries it. */
export type Money = {
  /** Exact decimal text with the currency's minor units, such as 1200.50 or 1200 for JPY. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  /** Makes what is missing of a team demand: places by role with their hours, and a request to fill each. Applied names the project. */
  readonly psaAddTeamDemand: WriteOutcome;
  /** Makes what is missing of a work breakdown, each piece under a key of its own. Applied names the project. */
  readonly psaAddWorkBreakdown: WriteOutcome;
  /** Has the PSA build its own invoice of work, at its own prices and without a mail to anybody. Work on a bill already, or not approved, is refused. */
  readonly psaBuildInvoice: WriteOutcome;
  /** Makes the customer under which delivery groups its projects. */
  readonly psaCreateCustomer: WriteOutcome;
  /** Makes a project. It begins as REQUESTED: nobody works on it before it is ACTIVE. */
  readonly psaCreateProject: WriteOutcome;
  /** Says that a customer is the same as another system's record. The same link twice is one link. */
  readonly psaLinkCustomer: WriteOutcome;
  /** Says which deal, contract or project elsewhere a project belongs to. The same link twice is one link. */
  readonly psaLinkProject: WriteOutcome;
  /** Bills in force that carry the key of `psaMarkBilled`. */
  readonly psaLookUpBilled: WriteLookUp;
  /** Invoices in force that carry the key of `psaBuildInvoice`; `psaUnmarkBilled` takes one back. */
  readonly psaLookUpBuilt: WriteLookUp;
  /** Customers that carry the key of `psaCreateCustomer`. */
  readonly psaLookUpCustomer: WriteLookUp;
  /** Whether `psaLinkCustomer` was done: the customer itself when it names the link, else nothing. */
  readonly psaLookUpCustomerLink: WriteLookUp;
  /** Whether `psaRenameCustomer` was done: the customer itself when it has the name, else nothing. */
  readonly psaLookUpCustomerName: WriteLookUp;
  /** Projects that carry the key of `psaCreateProject`. */
  readonly psaLookUpProject: WriteLookUp;
  /** Whether `psaLinkProject` was done: the project itself when it names the link, else nothing. */
  readonly psaLookUpProjectLink: WriteLookUp;
  /** Whether `psaSetProjectStatus` was done: the project itself when it stands so, else nothing. */
  readonly psaLookUpProjectStatus: WriteLookUp;
  /** Whether `psaSetRateCard` was done: the project itself when it has that card, else nothing. */
  readonly psaLookUpRateCard: WriteLookUp;
  /** Whether all of a team demand is there: the project when each place is there once, else nothing; the doubled places when some are. */
  readonly psaLookUpTeamDemand: WriteLookUp;
  /** Whether all of a work breakdown is there: the project when each piece is there once, else nothing; the doubled pieces when some are. */
  readonly psaLookUpWorkBreakdown: WriteLookUp;
  /** Tells the PSA that work was billed, by its own means and without a mail to anybody. Work on a bill already, or not approved, is refused. */
  readonly psaMarkBilled: WriteOutcome;
  /** Takes a customer without projects back; one that is gone already is applied. */
  readonly psaRemoveCustomer: WriteOutcome;
  /** Takes a project back that nobody has booked on; one that is gone already is applied, one with time, expenses or invoices is refused. */
  readonly psaRemoveProject: WriteOutcome;
  /** Takes back places that nobody fills yet; refused once somebody does. */
  readonly psaRemoveTeamDemand: WriteOutcome;
  /** Takes back what was made of a work breakdown; refused once anybody has booked on the project. */
  readonly psaRemoveWorkBreakdown: WriteOutcome;
  /** Gives a customer another name. The same write twice changes nothing more. */
  readonly psaRenameCustomer: WriteOutcome;
  /** Sets where a project stands. */
  readonly psaSetProjectStatus: WriteOutcome;
  /** Prices a project's work by a rate card, or by none. A card of another currency is refused. */
  readonly psaSetRateCard: WriteOutcome;
  /** Takes a link away where it still stands; what somebody else put there stays. */
  readonly psaUnlinkProject: WriteOutcome;
  /** Frees the work of a bill again; one taken back already is applied, one that counts as paid is refused. */
  readonly psaUnmarkBilled: WriteOutcome;
};


export type MutationPsaAddTeamDemandArgs = {
  demand: PsaTeamDemandInput;
  ticket: WriteTicket;
};


export type MutationPsaAddWorkBreakdownArgs = {
  breakdown: PsaWorkBreakdownInput;
  ticket: WriteTicket;
};


export type MutationPsaBuildInvoiceArgs = {
  ticket: WriteTicket;
  work: PsaWorkToBillInput;
};


export type MutationPsaCreateCustomerArgs = {
  name: Scalars['String']['input'];
  ticket: WriteTicket;
  website?: InputMaybe<Scalars['String']['input']>;
};


export type MutationPsaCreateProjectArgs = {
  project: PsaProjectInput;
  ticket: WriteTicket;
};


export type MutationPsaLinkCustomerArgs = {
  customer: SystemRecordInput;
  link: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaLinkProjectArgs = {
  link: SystemRecordInput;
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaLookUpBilledArgs = {
  ticket: LookUpTicket;
};


export type MutationPsaLookUpBuiltArgs = {
  ticket: LookUpTicket;
};


export type MutationPsaLookUpCustomerArgs = {
  ticket: LookUpTicket;
};


export type MutationPsaLookUpCustomerLinkArgs = {
  customer: SystemRecordInput;
  link: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationPsaLookUpCustomerNameArgs = {
  customer: SystemRecordInput;
  name: Scalars['String']['input'];
  ticket: LookUpTicket;
};


export type MutationPsaLookUpProjectArgs = {
  ticket: LookUpTicket;
};


export type MutationPsaLookUpProjectLinkArgs = {
  link: SystemRecordInput;
  project: SystemRecordInput;
  ticket: LookUpTicket;
};


export type MutationPsaLookUpProjectStatusArgs = {
  project: SystemRecordInput;
  standing: ProjectStanding;
  ticket: LookUpTicket;
};


export type MutationPsaLookUpRateCardArgs = {
  project: SystemRecordInput;
  rateCard?: InputMaybe<SystemRecordInput>;
  ticket: LookUpTicket;
};


export type MutationPsaLookUpTeamDemandArgs = {
  demand: PsaTeamDemandInput;
  ticket: LookUpTicket;
};


export type MutationPsaLookUpWorkBreakdownArgs = {
  breakdown: PsaWorkBreakdownInput;
  ticket: LookUpTicket;
};


export type MutationPsaMarkBilledArgs = {
  billed: PsaBilledWorkInput;
  ticket: WriteTicket;
};


export type MutationPsaRemoveCustomerArgs = {
  customer: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaRemoveProjectArgs = {
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaRemoveTeamDemandArgs = {
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaRemoveWorkBreakdownArgs = {
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaRenameCustomerArgs = {
  customer: SystemRecordInput;
  name: Scalars['String']['input'];
  takesBack: Scalars['Boolean']['input'];
  ticket: WriteTicket;
};


export type MutationPsaSetProjectStatusArgs = {
  project: SystemRecordInput;
  standing: ProjectStanding;
  ticket: WriteTicket;
};


export type MutationPsaSetRateCardArgs = {
  project: SystemRecordInput;
  rateCard?: InputMaybe<SystemRecordInput>;
  ticket: WriteTicket;
};


export type MutationPsaUnlinkProjectArgs = {
  link: SystemRecordInput;
  project: SystemRecordInput;
  ticket: WriteTicket;
};


export type MutationPsaUnmarkBilledArgs = {
  bill: SystemRecordInput;
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

export type Opportunity = {
  readonly id: Scalars['ID']['output'];
};

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

/** A delivery project. System of record: PSA. */
export type Project = {
  /** People on the project. */
  readonly assignments: Maybe<ReadonlyArray<Assignment>>;
  /** How its work becomes an invoice. */
  readonly billingModel: Maybe<BillingModel>;
  /** Code by which people and finance call it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The contract it delivers. */
  readonly contract: Maybe<Contract>;
  /** Currency of its prices. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** The client. */
  readonly customer: Maybe<Customer>;
  /** Last planned day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id, the same whichever system tells of the project. */
  readonly id: Scalars['ID']['output'];
  /** The legal entity that delivers and bills. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Project manager. */
  readonly manager: Maybe<Resource>;
  /** Milestones, in order of date. */
  readonly milestones: Maybe<ReadonlyArray<Milestone>>;
  /** Title. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The deal it came of. */
  readonly opportunity: Maybe<Opportunity>;
  /** Progress in percent, as the PSA keeps it. */
  readonly percentComplete: Maybe<Scalars['Decimal']['output']>;
  /** What was planned and used, at bill value. */
  readonly plan: Maybe<ProjectPlan>;
  /** Practice that delivers it. */
  readonly practice: Maybe<Scalars['String']['output']>;
  /** Freshness of the PSA's fields. */
  readonly psaSource: Maybe<SourceInfo>;
  /** Prices of its work. */
  readonly rateCard: Maybe<RateCard>;
  /** Region. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** Demand for people that nobody meets yet. */
  readonly resourceRequests: Maybe<ReadonlyArray<ResourceRequest>>;
  /** Service line. */
  readonly serviceLine: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** Where the project stands. */
  readonly status: Maybe<ProjectStatus>;
  /** Work breakdown, in order. */
  readonly tasks: Maybe<ReadonlyArray<Task>>;
  /** Time worked on the project. */
  readonly timeEntries: Maybe<TimeEntryConnection>;
  /** Work not on an invoice yet. */
  readonly unbilledWork: Maybe<UnbilledWork>;
};


/** A delivery project. System of record: PSA. */
export type ProjectTimeEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of projects. */
export type ProjectConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of projects. */
export type ProjectEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** Which projects; every given condition must hold. */
export type ProjectFilter = {
  /** Of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Words to look for in the title, as the PSA searches: in any case, each the beginning of a word. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Any of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<ProjectStatus>>;
};

/** What was planned for a project and how much of it is used. */
export type ProjectPlan = {
  /** Agreed price of the work, without tax. */
  readonly budget: Maybe<Money>;
  /** Work logged against it at bill value, without tax. */
  readonly budgetUsed: Maybe<Money>;
  /** When the PSA last changed the project. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** What a project can be set to. */
export type ProjectStanding =
  /** Being delivered. */
  | 'ACTIVE'
  /** Out of sight of those who work; what is set next brings it back. */
  | 'ARCHIVED'
  /** Stopped. */
  | 'CANCELLED'
  /** Delivered. */
  | 'COMPLETED'
  /** Paused; also a billing hold. */
  | 'ON_HOLD'
  /** Asked for, not started. */
  | 'REQUESTED';

/** Where a project stands. */
export type ProjectStatus =
  /** Being delivered. */
  | 'ACTIVE'
  /** Stopped. */
  | 'CANCELLED'
  /** Delivered. */
  | 'COMPLETED'
  /** Paused. */
  | 'ON_HOLD'
  /** Asked for, not started. */
  | 'REQUESTED'
  /** A status the mapping does not know. */
  | 'UNKNOWN';

/** Approved billable time of a project that is on no invoice. */
export type PsaApprovedTime = {
  /** What it is worth, without tax; entries without a price are not in it. */
  readonly amount: Money;
  /** How many entries. */
  readonly entries: Scalars['Int']['output'];
  /** How long was worked. */
  readonly minutes: Scalars['Int']['output'];
  /** Its title. */
  readonly name: Scalars['String']['output'];
  /** Day of the oldest work. */
  readonly oldestOn: Scalars['Date']['output'];
  /** The project. */
  readonly ref: SystemRecord;
  /** How many of them nothing prices. */
  readonly unpricedEntries: Scalars['Int']['output'];
};

/** Approved time by project. */
export type PsaApprovedTimeStanding = {
  /** Whether all of it was read; else the oldest 8,000 entries were. */
  readonly complete: Scalars['Boolean']['output'];
  /** Where the next page begins; null after the last. */
  readonly next: Maybe<Scalars['String']['output']>;
  /** Projects with such time. */
  readonly projects: ReadonlyArray<PsaApprovedTime>;
};

/** That work is billed elsewhere. */
export type PsaBilledWorkInput = {
  /** What billed them. */
  readonly document: SystemRecordInput;
  /** Its day. */
  readonly issuedOn: Scalars['Date']['input'];
  /** Time, expenses and milestones, 1 to 1,000; all of them wholly billed. */
  readonly items: ReadonlyArray<SystemRecordInput>;
  /** Its number. */
  readonly number?: InputMaybe<Scalars['String']['input']>;
  /** The project of all of it. */
  readonly project: SystemRecordInput;
  /** Number of the client's order. */
  readonly purchaseOrder?: InputMaybe<Scalars['String']['input']>;
};

/** An invoice the PSA has built. It knows no tax of ours: that is the ERP's. */
export type PsaBuiltInvoice = {
  /** Its day. */
  readonly issuedOn: Scalars['Date']['output'];
  /** What it bills of the work. */
  readonly items: ReadonlyArray<PsaBuiltItem>;
  /** Number the PSA gave it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The invoice. */
  readonly ref: SystemRecord;
  /** Where it stands. */
  readonly status: PsaBuiltState;
  /** All it asks for, by the PSA's own sum; without tax, for the PSA was told of none. */
  readonly total: Money;
};

/** A piece of work on an invoice of the PSA. */
export type PsaBuiltItem = {
  /** What it comes to at the PSA's price, without tax. */
  readonly net: Money;
  /** The time entry, expense or milestone. */
  readonly ref: SystemRecord;
};

/** Where an invoice of the PSA stands. */
export type PsaBuiltState =
  /** Taken back; it bills nothing. */
  | 'CANCELLED'
  /** In force, not paid. */
  | 'OPEN'
  /** Counts as paid. */
  | 'PAID'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** A project that runs, or of which work waits to be billed. */
export type PsaBusyProject = {
  /** The code people call it by; null when it has none. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** Of that amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The project. */
  readonly ref: SystemRecord;
  /** Where it stands. */
  readonly status: ProjectStatus;
  /** Submitted and approved work and expenses that nobody billed, without tax. */
  readonly unbilled: Scalars['Decimal']['output'];
};

/** What the PSA would accept of a new project. */
export type PsaConversionFacts = {
  /** Currencies it has prices in. */
  readonly currencies: ReadonlyArray<Scalars['CurrencyCode']['output']>;
  /** The customer that was asked about; null when it is not there. */
  readonly customer: Maybe<PsaCustomerFacts>;
  /** What a project's work can be priced by. */
  readonly rateCards: ReadonlyArray<PsaRateCardFacts>;
  /** Roles that demand may name. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** Service lines it has templates for. */
  readonly serviceLines: ReadonlyArray<Scalars['String']['output']>;
  /** How the firm begins projects. */
  readonly templates: ReadonlyArray<PsaProjectTemplate>;
};

/** Time as it costs something. */
export type PsaCostItem = {
  /** State of approval. */
  readonly approval: ApprovalState;
  /** When. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who approved it. */
  readonly approver: Maybe<SystemRecord>;
  /** Whether the client is to pay for it. */
  readonly billable: Scalars['Boolean']['output'];
  /** Currency of its cost. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Their e-mail, by which the ERP knows whose employee they are; null where the PSA does not show it. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** What an hour costs by the PSA's own record of the entry; null when nothing says. */
  readonly hourlyCostRate: Maybe<Scalars['Decimal']['output']>;
  /** How long. */
  readonly minutes: Scalars['Int']['output'];
  /** Day worked. */
  readonly on: Scalars['Date']['output'];
  /** The project. */
  readonly project: SystemRecord;
  /** The time entry. */
  readonly ref: SystemRecord;
  /** Whose work it is. */
  readonly resource: Maybe<SystemRecord>;
  /** The role, by the PSA's own name. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** The task. */
  readonly task: Maybe<SystemRecord>;
  /** Changes whenever the work or its approval does; not with its rate, nor with being billed. */
  readonly version: Scalars['String']['output'];
};

/** A customer as delivery knows it. */
export type PsaCustomerFacts = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The customer. */
  readonly ref: SystemRecord;
};

/** A customer of the PSA at this moment. */
export type PsaCustomerState = {
  /** Its records elsewhere, by its reference fields. */
  readonly links: ReadonlyArray<SystemRecord>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The customer. */
  readonly ref: SystemRecord;
};

/** Somebody a project needs. */
export type PsaDemandItemInput = {
  /** Last day. */
  readonly endOn: Scalars['Date']['input'];
  /** Minutes of work in all. */
  readonly minutes: Scalars['Int']['input'];
  /** Its own within the demand: 1 to 32 letters, digits or `-`. */
  readonly name: Scalars['String']['input'];
  /** Role by the PSA's own name. */
  readonly role: Scalars['String']['input'];
  /** First day. */
  readonly startOn: Scalars['Date']['input'];
};

/** Records that carry one key, of which one was meant. */
export type PsaDoubledRecord = {
  /** The business key; of an item of a step with a dot and its name behind. */
  readonly key: Scalars['String']['output'];
  /** The records. */
  readonly records: ReadonlyArray<SystemRecord>;
};

/** What is there of a work breakdown or a team demand. */
export type PsaItemFound = {
  /** Name of the piece. */
  readonly name: Scalars['String']['output'];
  /** Its records: none when it is missing, several when it is doubled. */
  readonly records: ReadonlyArray<SystemRecord>;
};

/** A project as delivery is to run it. */
export type PsaProjectInput = {
  /** How its work becomes an invoice. */
  readonly billingModel: BillingModel;
  /** Agreed price of the work without tax, in its currency. */
  readonly budget?: InputMaybe<Scalars['Decimal']['input']>;
  /** Code by which people and finance call it. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** Currency of its prices. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** The client, by the PSA's own record. */
  readonly customer: SystemRecordInput;
  /** Last planned day. */
  readonly endOn?: InputMaybe<Scalars['Date']['input']>;
  /** Code of the legal entity that delivers. */
  readonly legalEntityCode: Scalars['String']['input'];
  /** Practice that delivers it. */
  readonly practice?: InputMaybe<Scalars['String']['input']>;
  /** Region. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** Service line. */
  readonly serviceLine?: InputMaybe<Scalars['String']['input']>;
  /** First day. */
  readonly startOn?: InputMaybe<Scalars['Date']['input']>;
  /** Key of the template that gives it its first tasks; absent begins empty. */
  readonly template?: InputMaybe<Scalars['String']['input']>;
  /** Title. */
  readonly title: Scalars['String']['input'];
};

/** A project, and the people still asked for. */
export type PsaProjectStanding = {
  /** Agreed price of the work, without tax. */
  readonly budget: Maybe<Money>;
  /** Its title. */
  readonly name: Scalars['String']['output'];
  /** The project. */
  readonly ref: SystemRecord;
  /** Requests, pending or confirmed, for whoever is needed by the day and has no task of it. */
  readonly requests: ReadonlyArray<PsaRequestStanding>;
  /** Where it stands. */
  readonly status: ProjectStatus;
};

/** A project as the PSA has it now. */
export type PsaProjectState = {
  /** How its work becomes an invoice. */
  readonly billingModel: BillingModel;
  /** Agreed price; compare it with what was sent before work begins. */
  readonly budget: Maybe<Scalars['Decimal']['output']>;
  /** Currency of its prices. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The client. */
  readonly customer: Maybe<SystemRecord>;
  /** Expenses on it. */
  readonly expenses: Scalars['Int']['output'];
  /** Invoices on it. */
  readonly invoices: Scalars['Int']['output'];
  /** Whether it is out of sight. */
  readonly isArchived: Scalars['Boolean']['output'];
  /** The business key it was made under; null when no process made it. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Code of the legal entity that delivers. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** The deal, the contract and the same project elsewhere. */
  readonly links: ReadonlyArray<SystemRecord>;
  /** What prices its work. */
  readonly rateCard: Maybe<SystemRecord>;
  /** The project. */
  readonly ref: SystemRecord;
  /** Where it stands. */
  readonly status: ProjectStatus;
  /** Time entries on it. */
  readonly timeEntries: Scalars['Int']['output'];
  /** Title. */
  readonly title: Scalars['String']['output'];
};

/** A way the firm begins projects. */
export type PsaProjectTemplate = {
  /** Billing model it is for. */
  readonly billingModel: BillingModel;
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Days from the first to the last. */
  readonly durationDays: Maybe<Scalars['Int']['output']>;
  /** What deals and contracts call it by. */
  readonly key: Scalars['String']['output'];
  /** Whom its projects need. */
  readonly roles: ReadonlyArray<PsaTemplateRole>;
  /** Service line it is for. */
  readonly serviceLine: Maybe<Scalars['String']['output']>;
  /** Title. */
  readonly title: Scalars['String']['output'];
};

/** What was used of a project so far. */
export type PsaProjectUsed = {
  /** The project. */
  readonly ref: SystemRecord;
  /** Work logged on it at bill value, without tax; null when the PSA does not say. */
  readonly used: Maybe<Money>;
};

/** A page of projects. */
export type PsaProjectsStanding = {
  /** Where the next page begins; null after the last. */
  readonly next: Maybe<Scalars['String']['output']>;
  /** The projects. */
  readonly projects: ReadonlyArray<PsaProjectStanding>;
};

/** A rate card as far as a project must fit it. */
export type PsaRateCardFacts = {
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Its name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The card. */
  readonly ref: SystemRecord;
};

/** Somebody asked for who is not there. */
export type PsaRequestStanding = {
  /** Minutes asked for. */
  readonly minutes: Maybe<Scalars['Int']['output']>;
  /** The request. */
  readonly ref: SystemRecord;
  /** Role asked for. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** The same at the price of the project's rate card on the first day, without tax; null when nothing prices it. */
  readonly worth: Maybe<Money>;
};

/** The team a project needs; at most 50 places. */
export type PsaTeamDemandInput = {
  /** Its places. */
  readonly items: ReadonlyArray<PsaDemandItemInput>;
  /** The project. */
  readonly project: SystemRecordInput;
};

/** Somebody a template's projects need. */
export type PsaTemplateRole = {
  /** Minutes of work in all; null when the template does not say. */
  readonly estimatedMinutes: Maybe<Scalars['Int']['output']>;
  /** Role. */
  readonly role: Scalars['String']['output'];
};

/** A project's work breakdown, of its template, its contract or both; at most 100 pieces. */
export type PsaWorkBreakdownInput = {
  /** Of the amounts; refused when the project has another. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Its pieces; what is above stands before what is under it. */
  readonly items: ReadonlyArray<PsaWorkItemInput>;
  /** The project. */
  readonly project: SystemRecordInput;
};

/** Which work. */
export type PsaWorkChoice =
  /** On a bill of the PSA, whatever else it is. */
  | 'BILLED'
  /** Approved, billable and on no bill of the PSA. */
  | 'FREE';

/** Time or an expense as it can be billed. */
export type PsaWorkItem = {
  /** Of an expense: what was paid, with tax. */
  readonly amount: Maybe<Money>;
  /** State of approval. */
  readonly approval: ApprovalState;
  /** When. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who approved it. */
  readonly approver: Maybe<SystemRecord>;
  /** Which, where the PSA says so. */
  readonly bill: Maybe<SystemRecord>;
  /** Whether the client is to pay for it. */
  readonly billable: Scalars['Boolean']['output'];
  /** Whether it is on a bill of the PSA's own. */
  readonly billed: Scalars['Boolean']['output'];
  /** Of an expense: its kind as the PSA calls it. */
  readonly category: Maybe<Scalars['String']['output']>;
  /** Currency of its price or amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Of an expense: whether its receipt is there. */
  readonly hasReceipt: Maybe<Scalars['Boolean']['output']>;
  /** Of time: price per hour by the PSA's own pricing; null when nothing prices it. */
  readonly hourlyRate: Maybe<Scalars['Decimal']['output']>;
  /** Which of the two. */
  readonly kind: PsaWorkKind;
  /** Of time: how long. */
  readonly minutes: Maybe<Scalars['Int']['output']>;
  /** Day worked or spent. */
  readonly on: Scalars['Date']['output'];
  /** The project. */
  readonly project: SystemRecord;
  /** The time entry or expense. */
  readonly ref: SystemRecord;
  /** Of an expense: whether the firm pays it back to the person. */
  readonly reimbursable: Maybe<Scalars['Boolean']['output']>;
  /** Whose work it is. */
  readonly resource: Maybe<SystemRecord>;
  /** Of time: the role, by the PSA's own name. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** Of time: the task. */
  readonly task: Maybe<SystemRecord>;
  /** Of time: the task's title. */
  readonly taskTitle: Maybe<Scalars['String']['output']>;
  /** Changes whenever the work or its approval does; not with its price, nor with being billed. */
  readonly version: Scalars['String']['output'];
};

/** A piece of a work breakdown. */
export type PsaWorkItemInput = {
  /** Of a milestone that is billed: its amount without tax. */
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** Whether time on it is billable. */
  readonly billable: Scalars['Boolean']['input'];
  /** Last day, or the milestone's. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** Estimated minutes. */
  readonly estimatedMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** What it is. */
  readonly kind: WorkItemKind;
  /** Its own within the breakdown: 1 to 32 letters, digits or `-`. */
  readonly name: Scalars['String']['input'];
  /** Name of the piece it is under. */
  readonly parent?: InputMaybe<Scalars['String']['input']>;
  /** First day. */
  readonly startOn?: InputMaybe<Scalars['Date']['input']>;
  /** Title. */
  readonly title: Scalars['String']['input'];
};

/** Time or an expense. */
export type PsaWorkKind =
  /** An expense. */
  | 'EXPENSE'
  /** Time. */
  | 'TIME';

/** Work the PSA is to build its own invoice of. */
export type PsaWorkToBillInput = {
  /** Day of the invoice. */
  readonly issuedOn: Scalars['Date']['input'];
  /** Time, expenses and milestones, 1 to 1,000; each is billed whole. */
  readonly items: ReadonlyArray<SystemRecordInput>;
  /** The project of all of it. */
  readonly project: SystemRecordInput;
  /** Number of the client's order. */
  readonly purchaseOrder?: InputMaybe<Scalars['String']['input']>;
};

export type Query = {
  /** Expenses, by date. */
  readonly expenses: Maybe<ExpenseConnection>;
  /** One project, null when there is none with this id. */
  readonly project: Maybe<Project>;
  /** Projects by title. */
  readonly projects: Maybe<ProjectConnection>;
  /** Of a page of all projects those where time is the bill, with their approved billable time that is on no invoice and was worked before a day. */
  readonly psaApprovedTimeStanding: Maybe<PsaApprovedTimeStanding>;
  /** Work of projects up to a day, by day, asked of the PSA itself. */
  readonly psaBillingWork: Maybe<ReadonlyArray<PsaWorkItem>>;
  /** An invoice the PSA has built, as it stands now; null when there is none. */
  readonly psaBuiltInvoice: Maybe<PsaBuiltInvoice>;
  /** Projects of a customer that run, or of which work waits to be billed, at most 200; asked of the PSA itself. */
  readonly psaBusyProjects: Maybe<ReadonlyArray<PsaBusyProject>>;
  /** What changed since a cursor; everything there is without one. */
  readonly psaChanges: Maybe<ChangeFeedPage>;
  /** What the PSA would accept of a new project. */
  readonly psaConversionFacts: Maybe<PsaConversionFacts>;
  /** Approved time of projects, billable or not, billed or not, by day, asked of the PSA itself. */
  readonly psaCostWork: Maybe<ReadonlyArray<PsaCostItem>>;
  /** Time at this moment, whatever its approval, in the order asked for; null where it is gone. */
  readonly psaCostWorkNow: Maybe<ReadonlyArray<Maybe<PsaCostItem>>>;
  /** A customer at this moment, asked of the PSA itself; null when there is none. */
  readonly psaCustomerNow: Maybe<PsaCustomerState>;
  /** Of keys under which writes were in doubt and sent again those that several records carry, where one was meant. */
  readonly psaDoubledRecords: Maybe<ReadonlyArray<PsaDoubledRecord>>;
  /** A project at this moment, asked of the PSA itself; null when there is none. */
  readonly psaProjectNow: Maybe<PsaProjectState>;
  /** A project to be billed, as everybody reads it; null when there is none. */
  readonly psaProjectToBill: Maybe<Project>;
  /** A page of the projects that are asked for, delivered or paused, with the people still needed, asked of the PSA itself. */
  readonly psaProjectsStanding: Maybe<PsaProjectsStanding>;
  /** Projects in delivery or delivered, by title. */
  readonly psaProjectsToBill: Maybe<ProjectConnection>;
  /** What was used of projects so far; those the PSA does not have are left out. */
  readonly psaProjectsUsed: Maybe<ReadonlyArray<PsaProjectUsed>>;
  /** How many records of a kind there are, the deleted ones left out, to be held against what was told. */
  readonly psaRecordCount: Maybe<Scalars['Int']['output']>;
  /** What is there of a team demand, place by place. */
  readonly psaTeamDemandNow: Maybe<ReadonlyArray<PsaItemFound>>;
  /** What is there of a work breakdown, piece by piece. */
  readonly psaWorkBreakdownNow: Maybe<ReadonlyArray<PsaItemFound>>;
  /** Work at this moment, in the order asked for; null where it is gone. */
  readonly psaWorkNow: Maybe<ReadonlyArray<Maybe<PsaWorkItem>>>;
  /** People who do the work, by name. */
  readonly resources: Maybe<ResourceConnection>;
  /** Time worked, by work date. */
  readonly timeEntries: Maybe<TimeEntryConnection>;
};


export type QueryExpensesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPsaApprovedTimeStandingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  workedBefore: Scalars['Date']['input'];
};


export type QueryPsaBillingWorkArgs = {
  projects: ReadonlyArray<SystemRecordInput>;
  through: Scalars['Date']['input'];
  work: PsaWorkChoice;
};


export type QueryPsaBuiltInvoiceArgs = {
  invoice: SystemRecordInput;
};


export type QueryPsaBusyProjectsArgs = {
  customer: SystemRecordInput;
};


export type QueryPsaChangesArgs = {
  cursor?: InputMaybe<Scalars['String']['input']>;
  kind: Scalars['String']['input'];
};


export type QueryPsaConversionFactsArgs = {
  customer?: InputMaybe<SystemRecordInput>;
};


export type QueryPsaCostWorkArgs = {
  from: Scalars['Date']['input'];
  projects: ReadonlyArray<SystemRecordInput>;
  through: Scalars['Date']['input'];
};


export type QueryPsaCostWorkNowArgs = {
  items: ReadonlyArray<SystemRecordInput>;
};


export type QueryPsaCustomerNowArgs = {
  customer: SystemRecordInput;
};


export type QueryPsaDoubledRecordsArgs = {
  keys: ReadonlyArray<Scalars['String']['input']>;
};


export type QueryPsaProjectNowArgs = {
  project: SystemRecordInput;
};


export type QueryPsaProjectToBillArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPsaProjectsStandingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  neededBy: Scalars['Date']['input'];
};


export type QueryPsaProjectsToBillArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPsaProjectsUsedArgs = {
  projects: ReadonlyArray<SystemRecordInput>;
};


export type QueryPsaRecordCountArgs = {
  kind: Scalars['String']['input'];
};


export type QueryPsaTeamDemandNowArgs = {
  demand: PsaTeamDemandInput;
  key: Scalars['String']['input'];
};


export type QueryPsaWorkBreakdownNowArgs = {
  breakdown: PsaWorkBreakdownInput;
  key: Scalars['String']['input'];
};


export type QueryPsaWorkNowArgs = {
  items: ReadonlyArray<SystemRecordInput>;
};


export type QueryResourcesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ResourceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTimeEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Prices by role in one currency. System of record: PSA. */
export type RateCard = {
  /** Currency of its prices. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Prices. */
  readonly lines: Maybe<ReadonlyArray<RateLine>>;
  /** Name. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** One price of a rate card. */
export type RateLine = {
  /** Day from which it holds; always when null. */
  readonly effectiveFrom: Maybe<Scalars['Date']['output']>;
  /** Price per hour in the card's currency, without tax. */
  readonly hourlyRate: Scalars['Decimal']['output'];
  /** Role it prices. */
  readonly role: Scalars['String']['output'];
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

/** Somebody, or a role not yet filled, who does the work. System of record: PSA. */
export type Resource = {
  /** Whether the person still works here. */
  readonly active: Maybe<Scalars['Boolean']['output']>;
  /** Name. */
  readonly displayName: Maybe<Scalars['String']['output']>;
  /** E-mail. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** A person or a role. */
  readonly kind: Maybe<ResourceKind>;
  /** Role in the firm. */
  readonly role: Maybe<Scalars['String']['output']>;
};

/** A page of people. */
export type ResourceConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<ResourceEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of people. */
export type ResourceEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The person. */
  readonly node: Resource;
};

/** Which people; every given condition must hold. */
export type ResourceFilter = {
  /** Words to look for in the person's name, as the PSA searches; refused for a role that may not see personal data. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** What kind of resource it is. */
export type ResourceKind =
  /** A role that stands for a person to come. */
  | 'GENERIC_ROLE'
  /** A person. */
  | 'PERSON'
  /** A kind the mapping does not know. */
  | 'UNKNOWN';

/** Demand for a role that nobody fills yet. */
export type ResourceRequest = {
  /** Last day. */
  readonly endOn: Maybe<Scalars['Date']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Hours asked for. */
  readonly requestedHours: Maybe<Scalars['Decimal']['output']>;
  /** Role asked for. */
  readonly role: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly startOn: Maybe<Scalars['Date']['output']>;
  /** State as the PSA calls it. */
  readonly status: Scalars['String']['output'];
};

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

/** A piece of the work breakdown. */
export type Task = {
  /** Whether time on it is billable. */
  readonly billable: Scalars['Boolean']['output'];
  /** Due day. */
  readonly dueOn: Maybe<Scalars['Date']['output']>;
  /** Estimated hours. */
  readonly estimatedHours: Maybe<Scalars['Decimal']['output']>;
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Billable hours logged. */
  readonly loggedBillableHours: Maybe<Scalars['Decimal']['output']>;
  /** Title. */
  readonly name: Scalars['String']['output'];
  /** Id of the task above. */
  readonly parentId: Maybe<Scalars['ID']['output']>;
  /** Progress in percent. */
  readonly percentComplete: Maybe<Scalars['Decimal']['output']>;
  /** Place among its siblings. */
  readonly position: Scalars['Int']['output'];
  /** State as the PSA calls it. */
  readonly state: Maybe<Scalars['String']['output']>;
};

/** A piece of time worked. System of record: PSA. */
export type TimeEntry = {
  /** State of approval. */
  readonly approval: ApprovalState;
  /** Whether the client is to pay for it. */
  readonly billable: Scalars['Boolean']['output'];
  /** Hours x price, rounded half up, without tax. */
  readonly billableAmount: Maybe<Money>;
  /** Price per hour in the project's currency, without tax; null when nothing prices it. */
  readonly hourlyBillRate: Maybe<Scalars['Decimal']['output']>;
  /** What an hour of this person costs, in the project's currency. */
  readonly hourlyCostRate: Maybe<Scalars['Decimal']['output']>;
  /** Hours. */
  readonly hours: Scalars['Decimal']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is on an invoice already. */
  readonly invoiced: Scalars['Boolean']['output'];
  /** What was done, in the person's words. */
  readonly note: Maybe<Scalars['String']['output']>;
  /** Project it was worked on. */
  readonly project: Maybe<Project>;
  /** Who worked. */
  readonly resource: Maybe<Resource>;
  /** Id of the task. */
  readonly taskId: Maybe<Scalars['ID']['output']>;
  /** Day of the work. */
  readonly workedOn: Scalars['Date']['output'];
};

/** A page of time entries. */
export type TimeEntryConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<TimeEntryEdge>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, null where counting is costly. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A row of a page of time entries. */
export type TimeEntryEdge = {
  /** Cursor of this row. */
  readonly cursor: Scalars['String']['output'];
  /** The time entry. */
  readonly node: TimeEntry;
};

/** Work of a project that no invoice holds yet, at bill value, without tax. */
export type UnbilledWork = {
  /** The approved part. */
  readonly approved: Money;
  /** Hours of the approved part. */
  readonly approvedHours: Scalars['Decimal']['output'];
  /** Work date of the oldest approved item. */
  readonly oldestApprovedOn: Maybe<Scalars['Date']['output']>;
  /** Approved billable entries that no rate prices; they are held, not worth 0. */
  readonly unpricedEntries: Scalars['Int']['output'];
  /** Submitted and approved billable work: time where time is the bill, expenses on every billing model. */
  readonly workInProgress: Money;
};

/** Which work; every given condition must hold. */
export type WorkFilter = {
  /** In this state of approval. */
  readonly approval?: InputMaybe<ApprovalState>;
  /** Whether the client is to pay for it. */
  readonly billable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether it is on an invoice already. */
  readonly invoiced?: InputMaybe<Scalars['Boolean']['input']>;
  /** Worked or spent within these days. */
  readonly on?: InputMaybe<DateRange>;
  /** Of this project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a piece of a work breakdown is. */
export type WorkItemKind =
  /** Something reached on a day, billed when it has an amount. */
  | 'MILESTONE'
  /** Work, or what holds other work. */
  | 'TASK';

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
  Customer: Customer;
  Project: Project;
  RateCard: RateCard;
  Resource: Resource;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
  RateCard:
    ( { __typename: 'RateCard' }
    & GraphQLRecursivePick<FederationTypes['RateCard'], {"id":true}> );
  Resource:
    ( { __typename: 'Resource' }
    & GraphQLRecursivePick<FederationTypes['Resource'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ApprovalState: ApprovalState;
  Assignment: ResolverTypeWrapper<AssignmentSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  BillingModel: BillingModel;
  ChangeFeedPage: ResolverTypeWrapper<ChangeFeedPage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Contract: ResolverTypeWrapper<Contract>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerReference>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  ErrorCode: ErrorCode;
  Expense: ResolverTypeWrapper<ExpenseSource>;
  ExpenseConnection: ResolverTypeWrapper<Omit<ExpenseConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ExpenseEdge']> }>;
  ExpenseEdge: ResolverTypeWrapper<Omit<ExpenseEdge, 'node'> & { node: ResolversTypes['Expense'] }>;
  LegalEntity: ResolverTypeWrapper<LegalEntity>;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Milestone: ResolverTypeWrapper<MilestoneSource>;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotAppliedReason: NotAppliedReason;
  Opportunity: ResolverTypeWrapper<Opportunity>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Project: ResolverTypeWrapper<ProjectSource>;
  ProjectConnection: ResolverTypeWrapper<Omit<ProjectConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ProjectEdge']> }>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectFilter: ProjectFilter;
  ProjectPlan: ResolverTypeWrapper<ProjectPlan>;
  ProjectStanding: ProjectStanding;
  ProjectStatus: ProjectStatus;
  PsaApprovedTime: ResolverTypeWrapper<PsaApprovedTime>;
  PsaApprovedTimeStanding: ResolverTypeWrapper<PsaApprovedTimeStanding>;
  PsaBilledWorkInput: PsaBilledWorkInput;
  PsaBuiltInvoice: ResolverTypeWrapper<PsaBuiltInvoice>;
  PsaBuiltItem: ResolverTypeWrapper<PsaBuiltItem>;
  PsaBuiltState: PsaBuiltState;
  PsaBusyProject: ResolverTypeWrapper<PsaBusyProject>;
  PsaConversionFacts: ResolverTypeWrapper<PsaConversionFacts>;
  PsaCostItem: ResolverTypeWrapper<PsaCostItem>;
  PsaCustomerFacts: ResolverTypeWrapper<PsaCustomerFacts>;
  PsaCustomerState: ResolverTypeWrapper<PsaCustomerState>;
  PsaDemandItemInput: PsaDemandItemInput;
  PsaDoubledRecord: ResolverTypeWrapper<PsaDoubledRecord>;
  PsaItemFound: ResolverTypeWrapper<PsaItemFound>;
  PsaProjectInput: PsaProjectInput;
  PsaProjectStanding: ResolverTypeWrapper<PsaProjectStanding>;
  PsaProjectState: ResolverTypeWrapper<PsaProjectState>;
  PsaProjectTemplate: ResolverTypeWrapper<PsaProjectTemplate>;
  PsaProjectUsed: ResolverTypeWrapper<PsaProjectUsed>;
  PsaProjectsStanding: ResolverTypeWrapper<PsaProjectsStanding>;
  PsaRateCardFacts: ResolverTypeWrapper<PsaRateCardFacts>;
  PsaRequestStanding: ResolverTypeWrapper<PsaRequestStanding>;
  PsaTeamDemandInput: PsaTeamDemandInput;
  PsaTemplateRole: ResolverTypeWrapper<PsaTemplateRole>;
  PsaWorkBreakdownInput: PsaWorkBreakdownInput;
  PsaWorkChoice: PsaWorkChoice;
  PsaWorkItem: ResolverTypeWrapper<PsaWorkItem>;
  PsaWorkItemInput: PsaWorkItemInput;
  PsaWorkKind: PsaWorkKind;
  PsaWorkToBillInput: PsaWorkToBillInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateCard: ResolverTypeWrapper<RateCardSource>;
  RateLine: ResolverTypeWrapper<RateLine>;
  RecordChange: ResolverTypeWrapper<RecordChange>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  Resource: ResolverTypeWrapper<ResourceSource>;
  ResourceConnection: ResolverTypeWrapper<Omit<ResourceConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ResourceEdge']> }>;
  ResourceEdge: ResolverTypeWrapper<Omit<ResourceEdge, 'node'> & { node: ResolversTypes['Resource'] }>;
  ResourceFilter: ResourceFilter;
  ResourceKind: ResourceKind;
  ResourceRequest: ResolverTypeWrapper<ResourceRequestSource>;
  ServedFrom: ServedFrom;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  System: System;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  Task: ResolverTypeWrapper<TaskSource>;
  TimeEntry: ResolverTypeWrapper<TimeEntrySource>;
  TimeEntryConnection: ResolverTypeWrapper<Omit<TimeEntryConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['TimeEntryEdge']> }>;
  TimeEntryEdge: ResolverTypeWrapper<Omit<TimeEntryEdge, 'node'> & { node: ResolversTypes['TimeEntry'] }>;
  UnbilledWork: ResolverTypeWrapper<UnbilledWorkSource>;
  WorkFilter: WorkFilter;
  WorkItemKind: WorkItemKind;
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
  Assignment: AssignmentSource;
  ID: Scalars['ID']['output'];
  ChangeFeedPage: ChangeFeedPage;
  Boolean: Scalars['Boolean']['output'];
  Contract: Contract;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: CustomerReference;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Expense: ExpenseSource;
  ExpenseConnection: Omit<ExpenseConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ExpenseEdge']> };
  ExpenseEdge: Omit<ExpenseEdge, 'node'> & { node: ResolversParentTypes['Expense'] };
  LegalEntity: LegalEntity;
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Milestone: MilestoneSource;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  Opportunity: Opportunity;
  PageInfo: PageInfo;
  Project: ProjectSource;
  ProjectConnection: Omit<ProjectConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ProjectEdge']> };
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectFilter: ProjectFilter;
  ProjectPlan: ProjectPlan;
  PsaApprovedTime: PsaApprovedTime;
  PsaApprovedTimeStanding: PsaApprovedTimeStanding;
  PsaBilledWorkInput: PsaBilledWorkInput;
  PsaBuiltInvoice: PsaBuiltInvoice;
  PsaBuiltItem: PsaBuiltItem;
  PsaBusyProject: PsaBusyProject;
  PsaConversionFacts: PsaConversionFacts;
  PsaCostItem: PsaCostItem;
  PsaCustomerFacts: PsaCustomerFacts;
  PsaCustomerState: PsaCustomerState;
  PsaDemandItemInput: PsaDemandItemInput;
  PsaDoubledRecord: PsaDoubledRecord;
  PsaItemFound: PsaItemFound;
  PsaProjectInput: PsaProjectInput;
  PsaProjectStanding: PsaProjectStanding;
  PsaProjectState: PsaProjectState;
  PsaProjectTemplate: PsaProjectTemplate;
  PsaProjectUsed: PsaProjectUsed;
  PsaProjectsStanding: PsaProjectsStanding;
  PsaRateCardFacts: PsaRateCardFacts;
  PsaRequestStanding: PsaRequestStanding;
  PsaTeamDemandInput: PsaTeamDemandInput;
  PsaTemplateRole: PsaTemplateRole;
  PsaWorkBreakdownInput: PsaWorkBreakdownInput;
  PsaWorkItem: PsaWorkItem;
  PsaWorkItemInput: PsaWorkItemInput;
  PsaWorkToBillInput: PsaWorkToBillInput;
  Query: Record<PropertyKey, never>;
  RateCard: RateCardSource;
  RateLine: RateLine;
  RecordChange: RecordChange;
  RecordsFound: RecordsFound;
  Resource: ResourceSource;
  ResourceConnection: Omit<ResourceConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ResourceEdge']> };
  ResourceEdge: Omit<ResourceEdge, 'node'> & { node: ResolversParentTypes['Resource'] };
  ResourceFilter: ResourceFilter;
  ResourceRequest: ResourceRequestSource;
  SourceInfo: SourceInfo;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  Task: TaskSource;
  TimeEntry: TimeEntrySource;
  TimeEntryConnection: Omit<TimeEntryConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['TimeEntryEdge']> };
  TimeEntryEdge: Omit<TimeEntryEdge, 'node'> & { node: ResolversParentTypes['TimeEntry'] };
  UnbilledWork: UnbilledWorkSource;
  WorkFilter: WorkFilter;
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

export type CacheControlDirectiveResolver<Result, Parent, ContextType = PsaContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = PsaContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = PsaContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = PsaContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = PsaContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AssignmentResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Assignment'] = ResolversParentTypes['Assignment']> = {
  allocatedHours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ChangeFeedPageResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ChangeFeedPage'] = ResolversParentTypes['ChangeFeedPage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  horizonMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ContractResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Project']>>, ParentType, ContextType, RequireFields<CustomerProjectsArgs, 'first'>>;
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

export type ExpenseResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Expense'] = ResolversParentTypes['Expense']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  approval?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoiced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  reimbursable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  spentOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ExpenseConnectionResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ExpenseConnection'] = ResolversParentTypes['ExpenseConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExpenseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ExpenseEdgeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ExpenseEdge'] = ResolversParentTypes['ExpenseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Expense'], ParentType, ContextType>;
};

export type LegalEntityResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LookUpFencedResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MilestoneResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Milestone'] = ResolversParentTypes['Milestone']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  bill?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  billed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  psaAddTeamDemand?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaAddTeamDemandArgs, 'demand' | 'ticket'>>;
  psaAddWorkBreakdown?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaAddWorkBreakdownArgs, 'breakdown' | 'ticket'>>;
  psaBuildInvoice?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaBuildInvoiceArgs, 'ticket' | 'work'>>;
  psaCreateCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaCreateCustomerArgs, 'name' | 'ticket'>>;
  psaCreateProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaCreateProjectArgs, 'project' | 'ticket'>>;
  psaLinkCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaLinkCustomerArgs, 'customer' | 'link' | 'ticket'>>;
  psaLinkProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaLinkProjectArgs, 'link' | 'project' | 'ticket'>>;
  psaLookUpBilled?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpBilledArgs, 'ticket'>>;
  psaLookUpBuilt?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpBuiltArgs, 'ticket'>>;
  psaLookUpCustomer?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpCustomerArgs, 'ticket'>>;
  psaLookUpCustomerLink?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpCustomerLinkArgs, 'customer' | 'link' | 'ticket'>>;
  psaLookUpCustomerName?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpCustomerNameArgs, 'customer' | 'name' | 'ticket'>>;
  psaLookUpProject?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpProjectArgs, 'ticket'>>;
  psaLookUpProjectLink?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpProjectLinkArgs, 'link' | 'project' | 'ticket'>>;
  psaLookUpProjectStatus?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpProjectStatusArgs, 'project' | 'standing' | 'ticket'>>;
  psaLookUpRateCard?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpRateCardArgs, 'project' | 'ticket'>>;
  psaLookUpTeamDemand?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpTeamDemandArgs, 'demand' | 'ticket'>>;
  psaLookUpWorkBreakdown?: Resolver<ResolversTypes['WriteLookUp'], ParentType, ContextType, RequireFields<MutationPsaLookUpWorkBreakdownArgs, 'breakdown' | 'ticket'>>;
  psaMarkBilled?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaMarkBilledArgs, 'billed' | 'ticket'>>;
  psaRemoveCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaRemoveCustomerArgs, 'customer' | 'ticket'>>;
  psaRemoveProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaRemoveProjectArgs, 'project' | 'ticket'>>;
  psaRemoveTeamDemand?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaRemoveTeamDemandArgs, 'project' | 'ticket'>>;
  psaRemoveWorkBreakdown?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaRemoveWorkBreakdownArgs, 'project' | 'ticket'>>;
  psaRenameCustomer?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaRenameCustomerArgs, 'customer' | 'name' | 'takesBack' | 'ticket'>>;
  psaSetProjectStatus?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaSetProjectStatusArgs, 'project' | 'standing' | 'ticket'>>;
  psaSetRateCard?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaSetRateCardArgs, 'project' | 'ticket'>>;
  psaUnlinkProject?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaUnlinkProjectArgs, 'link' | 'project' | 'ticket'>>;
  psaUnmarkBilled?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType, RequireFields<MutationPsaUnmarkBilledArgs, 'bill' | 'ticket'>>;
};

export type OpportunityResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Assignment']>>, ParentType, ContextType>;
  billingModel?: Resolver<Maybe<ResolversTypes['BillingModel']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  manager?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  milestones?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Milestone']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType>;
  percentComplete?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['ProjectPlan']>, ParentType, ContextType>;
  practice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  psaSource?: Resolver<Maybe<ResolversTypes['SourceInfo']>, ParentType, ContextType>;
  rateCard?: Resolver<Maybe<ResolversTypes['RateCard']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceRequests?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ResourceRequest']>>, ParentType, ContextType>;
  serviceLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ProjectStatus']>, ParentType, ContextType>;
  tasks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Task']>>, ParentType, ContextType>;
  timeEntries?: Resolver<Maybe<ResolversTypes['TimeEntryConnection']>, ParentType, ContextType, RequireFields<ProjectTimeEntriesArgs, 'first'>>;
  unbilledWork?: Resolver<Maybe<ResolversTypes['UnbilledWork']>, ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectPlanResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ProjectPlan'] = ResolversParentTypes['ProjectPlan']> = {
  budget?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  budgetUsed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PsaApprovedTimeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaApprovedTime'] = ResolversParentTypes['PsaApprovedTime']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  unpricedEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PsaApprovedTimeStandingResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaApprovedTimeStanding'] = ResolversParentTypes['PsaApprovedTimeStanding']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['PsaApprovedTime']>, ParentType, ContextType>;
};

export type PsaBuiltInvoiceResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaBuiltInvoice'] = ResolversParentTypes['PsaBuiltInvoice']> = {
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['PsaBuiltItem']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PsaBuiltState'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PsaBuiltItemResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaBuiltItem'] = ResolversParentTypes['PsaBuiltItem']> = {
  net?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type PsaBusyProjectResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaBusyProject'] = ResolversParentTypes['PsaBusyProject']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProjectStatus'], ParentType, ContextType>;
  unbilled?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type PsaConversionFactsResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaConversionFacts'] = ResolversParentTypes['PsaConversionFacts']> = {
  currencies?: Resolver<ReadonlyArray<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['PsaCustomerFacts']>, ParentType, ContextType>;
  rateCards?: Resolver<ReadonlyArray<ResolversTypes['PsaRateCardFacts']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  serviceLines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  templates?: Resolver<ReadonlyArray<ResolversTypes['PsaProjectTemplate']>, ParentType, ContextType>;
};

export type PsaCostItemResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaCostItem'] = ResolversParentTypes['PsaCostItem']> = {
  approval?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approver?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hourlyCostRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PsaCustomerFactsResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaCustomerFacts'] = ResolversParentTypes['PsaCustomerFacts']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type PsaCustomerStateResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaCustomerState'] = ResolversParentTypes['PsaCustomerState']> = {
  links?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type PsaDoubledRecordResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaDoubledRecord'] = ResolversParentTypes['PsaDoubledRecord']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
};

export type PsaItemFoundResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaItemFound'] = ResolversParentTypes['PsaItemFound']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
};

export type PsaProjectStandingResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaProjectStanding'] = ResolversParentTypes['PsaProjectStanding']> = {
  budget?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  requests?: Resolver<ReadonlyArray<ResolversTypes['PsaRequestStanding']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProjectStatus'], ParentType, ContextType>;
};

export type PsaProjectStateResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaProjectState'] = ResolversParentTypes['PsaProjectState']> = {
  billingModel?: Resolver<ResolversTypes['BillingModel'], ParentType, ContextType>;
  budget?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  expenses?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  invoices?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isArchived?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalEntityCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  rateCard?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProjectStatus'], ParentType, ContextType>;
  timeEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PsaProjectTemplateResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaProjectTemplate'] = ResolversParentTypes['PsaProjectTemplate']> = {
  billingModel?: Resolver<ResolversTypes['BillingModel'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  durationDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['PsaTemplateRole']>, ParentType, ContextType>;
  serviceLine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PsaProjectUsedResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaProjectUsed'] = ResolversParentTypes['PsaProjectUsed']> = {
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  used?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PsaProjectsStandingResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaProjectsStanding'] = ResolversParentTypes['PsaProjectsStanding']> = {
  next?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['PsaProjectStanding']>, ParentType, ContextType>;
};

export type PsaRateCardFactsResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaRateCardFacts'] = ResolversParentTypes['PsaRateCardFacts']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type PsaRequestStandingResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaRequestStanding'] = ResolversParentTypes['PsaRequestStanding']> = {
  minutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  worth?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PsaTemplateRoleResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaTemplateRole'] = ResolversParentTypes['PsaTemplateRole']> = {
  estimatedMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PsaWorkItemResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['PsaWorkItem'] = ResolversParentTypes['PsaWorkItem']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  approval?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  approver?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  bill?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  billed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  hasReceipt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hourlyRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PsaWorkKind'], ParentType, ContextType>;
  minutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  reimbursable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  taskTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  expenses?: Resolver<Maybe<ResolversTypes['ExpenseConnection']>, ParentType, ContextType, RequireFields<QueryExpensesArgs, 'first'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  psaApprovedTimeStanding?: Resolver<Maybe<ResolversTypes['PsaApprovedTimeStanding']>, ParentType, ContextType, RequireFields<QueryPsaApprovedTimeStandingArgs, 'workedBefore'>>;
  psaBillingWork?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaWorkItem']>>, ParentType, ContextType, RequireFields<QueryPsaBillingWorkArgs, 'projects' | 'through' | 'work'>>;
  psaBuiltInvoice?: Resolver<Maybe<ResolversTypes['PsaBuiltInvoice']>, ParentType, ContextType, RequireFields<QueryPsaBuiltInvoiceArgs, 'invoice'>>;
  psaBusyProjects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaBusyProject']>>, ParentType, ContextType, RequireFields<QueryPsaBusyProjectsArgs, 'customer'>>;
  psaChanges?: Resolver<Maybe<ResolversTypes['ChangeFeedPage']>, ParentType, ContextType, RequireFields<QueryPsaChangesArgs, 'kind'>>;
  psaConversionFacts?: Resolver<Maybe<ResolversTypes['PsaConversionFacts']>, ParentType, ContextType, Partial<QueryPsaConversionFactsArgs>>;
  psaCostWork?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaCostItem']>>, ParentType, ContextType, RequireFields<QueryPsaCostWorkArgs, 'from' | 'projects' | 'through'>>;
  psaCostWorkNow?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['PsaCostItem']>>>, ParentType, ContextType, RequireFields<QueryPsaCostWorkNowArgs, 'items'>>;
  psaCustomerNow?: Resolver<Maybe<ResolversTypes['PsaCustomerState']>, ParentType, ContextType, RequireFields<QueryPsaCustomerNowArgs, 'customer'>>;
  psaDoubledRecords?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaDoubledRecord']>>, ParentType, ContextType, RequireFields<QueryPsaDoubledRecordsArgs, 'keys'>>;
  psaProjectNow?: Resolver<Maybe<ResolversTypes['PsaProjectState']>, ParentType, ContextType, RequireFields<QueryPsaProjectNowArgs, 'project'>>;
  psaProjectToBill?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryPsaProjectToBillArgs, 'id'>>;
  psaProjectsStanding?: Resolver<Maybe<ResolversTypes['PsaProjectsStanding']>, ParentType, ContextType, RequireFields<QueryPsaProjectsStandingArgs, 'neededBy'>>;
  psaProjectsToBill?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, Partial<QueryPsaProjectsToBillArgs>>;
  psaProjectsUsed?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaProjectUsed']>>, ParentType, ContextType, RequireFields<QueryPsaProjectsUsedArgs, 'projects'>>;
  psaRecordCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, RequireFields<QueryPsaRecordCountArgs, 'kind'>>;
  psaTeamDemandNow?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaItemFound']>>, ParentType, ContextType, RequireFields<QueryPsaTeamDemandNowArgs, 'demand' | 'key'>>;
  psaWorkBreakdownNow?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PsaItemFound']>>, ParentType, ContextType, RequireFields<QueryPsaWorkBreakdownNowArgs, 'breakdown' | 'key'>>;
  psaWorkNow?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['PsaWorkItem']>>>, ParentType, ContextType, RequireFields<QueryPsaWorkNowArgs, 'items'>>;
  resources?: Resolver<Maybe<ResolversTypes['ResourceConnection']>, ParentType, ContextType, RequireFields<QueryResourcesArgs, 'first'>>;
  timeEntries?: Resolver<Maybe<ResolversTypes['TimeEntryConnection']>, ParentType, ContextType, RequireFields<QueryTimeEntriesArgs, 'first'>>;
};

export type RateCardResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['RateCard'] = ResolversParentTypes['RateCard'], FederationReferenceType extends FederationReferenceTypes['RateCard'] = FederationReferenceTypes['RateCard']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RateCard']> | FederationReferenceType, FederationReferenceType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RateLine']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RateLineResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['RateLine'] = ResolversParentTypes['RateLine']> = {
  effectiveFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  hourlyRate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecordChangeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type RecordsFoundResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource'], FederationReferenceType extends FederationReferenceTypes['Resource'] = FederationReferenceTypes['Resource']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Resource']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ResourceKind']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ResourceConnectionResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ResourceConnection'] = ResolversParentTypes['ResourceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ResourceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ResourceEdgeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ResourceEdge'] = ResolversParentTypes['ResourceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Resource'], ParentType, ContextType>;
};

export type ResourceRequestResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['ResourceRequest'] = ResolversParentTypes['ResourceRequest']> = {
  endOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  requestedHours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type TaskResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  estimatedHours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  loggedBillableHours?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  percentComplete?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TimeEntryResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['TimeEntry'] = ResolversParentTypes['TimeEntry']> = {
  approval?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  billable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  billableAmount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  hourlyBillRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hourlyCostRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoiced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  taskId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type TimeEntryConnectionResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['TimeEntryConnection'] = ResolversParentTypes['TimeEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TimeEntryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TimeEntryEdgeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['TimeEntryEdge'] = ResolversParentTypes['TimeEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TimeEntry'], ParentType, ContextType>;
};

export type UnbilledWorkResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['UnbilledWork'] = ResolversParentTypes['UnbilledWork']> = {
  approved?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  approvedHours?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  oldestApprovedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  unpricedEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workInProgress?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = PsaContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type Resolvers<ContextType = PsaContext> = {
  Assignment?: AssignmentResolvers<ContextType>;
  ChangeFeedPage?: ChangeFeedPageResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Expense?: ExpenseResolvers<ContextType>;
  ExpenseConnection?: ExpenseConnectionResolvers<ContextType>;
  ExpenseEdge?: ExpenseEdgeResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Milestone?: MilestoneResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectPlan?: ProjectPlanResolvers<ContextType>;
  PsaApprovedTime?: PsaApprovedTimeResolvers<ContextType>;
  PsaApprovedTimeStanding?: PsaApprovedTimeStandingResolvers<ContextType>;
  PsaBuiltInvoice?: PsaBuiltInvoiceResolvers<ContextType>;
  PsaBuiltItem?: PsaBuiltItemResolvers<ContextType>;
  PsaBusyProject?: PsaBusyProjectResolvers<ContextType>;
  PsaConversionFacts?: PsaConversionFactsResolvers<ContextType>;
  PsaCostItem?: PsaCostItemResolvers<ContextType>;
  PsaCustomerFacts?: PsaCustomerFactsResolvers<ContextType>;
  PsaCustomerState?: PsaCustomerStateResolvers<ContextType>;
  PsaDoubledRecord?: PsaDoubledRecordResolvers<ContextType>;
  PsaItemFound?: PsaItemFoundResolvers<ContextType>;
  PsaProjectStanding?: PsaProjectStandingResolvers<ContextType>;
  PsaProjectState?: PsaProjectStateResolvers<ContextType>;
  PsaProjectTemplate?: PsaProjectTemplateResolvers<ContextType>;
  PsaProjectUsed?: PsaProjectUsedResolvers<ContextType>;
  PsaProjectsStanding?: PsaProjectsStandingResolvers<ContextType>;
  PsaRateCardFacts?: PsaRateCardFactsResolvers<ContextType>;
  PsaRequestStanding?: PsaRequestStandingResolvers<ContextType>;
  PsaTemplateRole?: PsaTemplateRoleResolvers<ContextType>;
  PsaWorkItem?: PsaWorkItemResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateCard?: RateCardResolvers<ContextType>;
  RateLine?: RateLineResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  ResourceConnection?: ResourceConnectionResolvers<ContextType>;
  ResourceEdge?: ResourceEdgeResolvers<ContextType>;
  ResourceRequest?: ResourceRequestResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TimeEntry?: TimeEntryResolvers<ContextType>;
  TimeEntryConnection?: TimeEntryConnectionResolvers<ContextType>;
  TimeEntryEdge?: TimeEntryEdgeResolvers<ContextType>;
  UnbilledWork?: UnbilledWorkResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = PsaContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
