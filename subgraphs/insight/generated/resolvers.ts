import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ProjectSource, CustomerSource } from '../sources.ts';
import type { InsightContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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

export type Customer = {
  readonly exchangeRates: Maybe<ReadonlyArray<ExchangeRate>>;
  readonly id: Scalars['ID']['output'];
  /** What the customer owes over all legal entities, converted into one currency. */
  readonly position: Maybe<CustomerPosition>;
  readonly receivables: Maybe<ReadonlyArray<ReceivablesSummary>>;
};


export type CustomerPositionArgs = {
  currency: Scalars['CurrencyCode']['input'];
};

/** What a customer owes over all legal entities, in one currency, with tax. */
export type CustomerPosition = {
  /** Currency of the figures. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The disputed part of the open balance. */
  readonly disputed: Maybe<Money>;
  /** Open balance; null when a rate is missing: a missing rate is a hold, never 1. */
  readonly open: Maybe<Money>;
  /** The part past due. */
  readonly overdue: Maybe<Money>;
  /** Rates used to convert; empty when nothing was. */
  readonly rates: ReadonlyArray<RateUsed>;
  /** Cash and credits not applied yet. */
  readonly unapplied: Maybe<Money>;
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

export type ExchangeRate = {
  readonly from: Scalars['CurrencyCode']['output'];
  readonly on: Scalars['Date']['output'];
  readonly rate: Scalars['Decimal']['output'];
  readonly source: Scalars['String']['output'];
  readonly to: Scalars['CurrencyCode']['output'];
};

/** Delivery beside finance of one project, in one currency. Computed; each figure names its formula. */
export type FinancialPosition = {
  /** Approved work on no invoice, at bill value, without tax. */
  readonly approvedUnbilled: Maybe<Money>;
  /** Contract value less recognised revenue, without tax. */
  readonly backlog: Maybe<Money>;
  /** Invoiced less credited, without tax. */
  readonly billed: Maybe<Money>;
  /** Used part of the plan's budget in percent, at bill value; null without a budget. */
  readonly burnPercent: Maybe<Scalars['Decimal']['output']>;
  /** Cash and credits applied to invoices, with tax. */
  readonly collected: Maybe<Money>;
  /** The plan's agreed price, without tax. */
  readonly contractValue: Maybe<Money>;
  /** Cost posted to the ERP. */
  readonly cost: Maybe<Money>;
  /** Currency of the figures. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Billed with recognised revenue: what each system says and how far they differ. */
  readonly differences: ReadonlyArray<SourceDifference>;
  /** Recognised revenue less cost. */
  readonly grossMargin: Maybe<Money>;
  /** Gross margin over recognised revenue in percent; null when nothing is recognised. */
  readonly grossMarginPercent: Maybe<Scalars['Decimal']['output']>;
  /** How the project does; never derived from cost or margin, so that it reveals neither. */
  readonly health: Health;
  /** Age in days of the oldest approved unbilled work. */
  readonly oldestUnbilledDays: Maybe<Scalars['Int']['output']>;
  /** Open balance of invoices, with tax. */
  readonly openReceivable: Maybe<Money>;
  /** Progress in percent as the PSA keeps it. */
  readonly percentComplete: Maybe<Scalars['Decimal']['output']>;
  /** Rates used to convert; empty when nothing was. */
  readonly rates: ReadonlyArray<RateUsed>;
  /** Why, worst first. */
  readonly reasons: ReadonlyArray<HealthReason>;
  /** Revenue recognised, without tax. */
  readonly recognized: Maybe<Money>;
  /** Work in progress at bill value, without tax. */
  readonly workInProgress: Maybe<Money>;
};

/** How a project does. */
export type Health =
  /** Something needs a look. */
  | 'AMBER'
  /** Nothing calls for attention. */
  | 'GREEN'
  /** Something needs a hand now. */
  | 'RED'
  /** Too little is known. */
  | 'UNKNOWN';

/** A reason of a project's health. */
export type HealthReason = {
  /** The money it is about, in the position's currency. */
  readonly amount: Maybe<Money>;
  /** Stable code, such as UNBILLED_TOO_OLD. */
  readonly code: Scalars['String']['output'];
  /** How bad it is. */
  readonly severity: Health;
  /** The reason in words with its figures. */
  readonly text: Scalars['String']['output'];
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

export type Project = {
  readonly billingModel: Maybe<BillingModel>;
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  readonly exchangeRates: Maybe<ReadonlyArray<ExchangeRate>>;
  /** Delivery beside finance, from the PSA and the ERP; what a silent system would have told is null. */
  readonly financials: Maybe<FinancialPosition>;
  readonly id: Scalars['ID']['output'];
  readonly ledger: Maybe<ProjectLedger>;
  readonly percentComplete: Maybe<Scalars['Decimal']['output']>;
  readonly plan: Maybe<ProjectPlan>;
  readonly status: Maybe<ProjectStatus>;
  readonly unbilledWork: Maybe<UnbilledWork>;
};


export type ProjectFinancialsArgs = {
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

export type ProjectLedger = {
  readonly billed: Money;
  readonly collected: Money;
  readonly currency: Scalars['CurrencyCode']['output'];
  readonly deferred: Money;
  readonly openReceivable: Money;
  readonly overdue: Money;
  readonly postedCost: Maybe<Money>;
  readonly recognized: Money;
};

export type ProjectPlan = {
  readonly budget: Maybe<Money>;
  readonly budgetUsed: Maybe<Money>;
};

export type ProjectStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'ON_HOLD'
  | 'REQUESTED'
  | 'UNKNOWN';

/** A rate by which a figure was converted. */
export type RateUsed = {
  /** Currency converted from. */
  readonly from: Scalars['CurrencyCode']['output'];
  /** Day of the rate. */
  readonly on: Scalars['Date']['output'];
  /** Units of `to` for one unit of `from`. */
  readonly rate: Scalars['Decimal']['output'];
  /** Who published it. */
  readonly source: Scalars['String']['output'];
  /** Currency converted to. */
  readonly to: Scalars['CurrencyCode']['output'];
};

export type ReceivablesSummary = {
  readonly currency: Scalars['CurrencyCode']['output'];
  readonly disputed: Money;
  readonly open: Money;
  readonly openCredits: Money;
  readonly overdue: Money;
  readonly unappliedCash: Money;
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

/** One measure told by two systems. */
export type SourceDifference = {
  /** PSA less ERP. */
  readonly difference: Money;
  /** What the ERP says, without tax. */
  readonly erp: Money;
  /** Why they differ, in words. */
  readonly explanation: Scalars['String']['output'];
  /** What is measured. */
  readonly measure: Scalars['String']['output'];
  /** What the PSA says, without tax. */
  readonly psa: Money;
};

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

export type UnbilledWork = {
  readonly approved: Money;
  readonly approvedHours: Scalars['Decimal']['output'];
  readonly oldestApprovedOn: Maybe<Scalars['Date']['output']>;
  readonly unpricedEntries: Scalars['Int']['output'];
  readonly workInProgress: Money;
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
  Customer: Customer;
  Project: Project;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"receivables":{"currency":true,"open":{"amount":true,"currency":true},"overdue":{"amount":true,"currency":true},"disputed":{"amount":true,"currency":true},"unappliedCash":{"amount":true,"currency":true},"openCredits":{"amount":true,"currency":true}},"exchangeRates":{"from":true,"to":true,"rate":true,"on":true,"source":true}}> ) );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Project'], {"currency":true,"billingModel":true,"status":true,"percentComplete":true,"plan":{"budget":{"amount":true,"currency":true},"budgetUsed":{"amount":true,"currency":true}},"unbilledWork":{"workInProgress":{"amount":true,"currency":true},"approved":{"amount":true,"currency":true},"approvedHours":true,"oldestApprovedOn":true,"unpricedEntries":true},"ledger":{"currency":true,"billed":{"amount":true,"currency":true},"collected":{"amount":true,"currency":true},"openReceivable":{"amount":true,"currency":true},"overdue":{"amount":true,"currency":true},"recognized":{"amount":true,"currency":true},"deferred":{"amount":true,"currency":true},"postedCost":{"amount":true,"currency":true}},"exchangeRates":{"from":true,"to":true,"rate":true,"on":true,"source":true}}> ) );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  WriteLookUp:
    | ( LookUpFenced )
    | ( RecordsFound )
  ;
  WriteOutcome:
    | ( WriteApplied )
    | ( WriteInDoubt )
    | ( WriteNotApplied )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BillingModel: BillingModel;
  ChangeFeedPage: ResolverTypeWrapper<ChangeFeedPage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CustomerPosition: ResolverTypeWrapper<CustomerPosition>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  ErrorCode: ErrorCode;
  ExchangeRate: ResolverTypeWrapper<ExchangeRate>;
  FinancialPosition: ResolverTypeWrapper<FinancialPosition>;
  Health: Health;
  HealthReason: ResolverTypeWrapper<HealthReason>;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Money: ResolverTypeWrapper<Money>;
  NotAppliedReason: NotAppliedReason;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Project: ResolverTypeWrapper<ProjectSource>;
  ProjectLedger: ResolverTypeWrapper<ProjectLedger>;
  ProjectPlan: ResolverTypeWrapper<ProjectPlan>;
  ProjectStatus: ProjectStatus;
  RateUsed: ResolverTypeWrapper<RateUsed>;
  ReceivablesSummary: ResolverTypeWrapper<ReceivablesSummary>;
  RecordChange: ResolverTypeWrapper<RecordChange>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  ServedFrom: ServedFrom;
  SourceDifference: ResolverTypeWrapper<SourceDifference>;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  System: System;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  UnbilledWork: ResolverTypeWrapper<UnbilledWork>;
  WriteApplied: ResolverTypeWrapper<WriteApplied>;
  WriteFailure: ResolverTypeWrapper<WriteFailure>;
  WriteInDoubt: ResolverTypeWrapper<WriteInDoubt>;
  WriteLookUp: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteLookUp']>;
  WriteNotApplied: ResolverTypeWrapper<WriteNotApplied>;
  WriteOutcome: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteOutcome']>;
  WriteTicket: WriteTicket;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ChangeFeedPage: ChangeFeedPage;
  Boolean: Scalars['Boolean']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: CustomerSource;
  ID: Scalars['ID']['output'];
  CustomerPosition: CustomerPosition;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  ExchangeRate: ExchangeRate;
  FinancialPosition: FinancialPosition;
  HealthReason: HealthReason;
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Money: Money;
  PageInfo: PageInfo;
  Project: ProjectSource;
  ProjectLedger: ProjectLedger;
  ProjectPlan: ProjectPlan;
  RateUsed: RateUsed;
  ReceivablesSummary: ReceivablesSummary;
  RecordChange: RecordChange;
  RecordsFound: RecordsFound;
  SourceDifference: SourceDifference;
  SourceInfo: SourceInfo;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  UnbilledWork: UnbilledWork;
  WriteApplied: WriteApplied;
  WriteFailure: WriteFailure;
  WriteInDoubt: WriteInDoubt;
  WriteLookUp: ResolversUnionTypes<ResolversParentTypes>['WriteLookUp'];
  WriteNotApplied: WriteNotApplied;
  WriteOutcome: ResolversUnionTypes<ResolversParentTypes>['WriteOutcome'];
  WriteTicket: WriteTicket;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = InsightContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = InsightContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = InsightContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = InsightContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = InsightContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ChangeFeedPageResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['ChangeFeedPage'] = ResolversParentTypes['ChangeFeedPage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  horizonMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['CustomerPosition']>, ParentType, ContextType, RequireFields<CustomerPositionArgs, 'currency'>>;
};

export type CustomerPositionResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['CustomerPosition'] = ResolversParentTypes['CustomerPosition']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  disputed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  open?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  overdue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['RateUsed']>, ParentType, ContextType>;
  unapplied?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
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

export type FinancialPositionResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['FinancialPosition'] = ResolversParentTypes['FinancialPosition']> = {
  approvedUnbilled?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  backlog?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  billed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  burnPercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  collected?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  contractValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  cost?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['SourceDifference']>, ParentType, ContextType>;
  grossMargin?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  grossMarginPercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['Health'], ParentType, ContextType>;
  oldestUnbilledDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  openReceivable?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  percentComplete?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['RateUsed']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['HealthReason']>, ParentType, ContextType>;
  recognized?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  workInProgress?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type HealthReasonResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['HealthReason'] = ResolversParentTypes['HealthReason']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Health'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LookUpFencedResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  financials?: Resolver<Maybe<ResolversTypes['FinancialPosition']>, ParentType, ContextType, Partial<ProjectFinancialsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RateUsedResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['RateUsed'] = ResolversParentTypes['RateUsed']> = {
  from?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type RecordChangeResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
};

export type RecordsFoundResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SourceDifferenceResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['SourceDifference'] = ResolversParentTypes['SourceDifference']> = {
  difference?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  erp?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  measure?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  psa?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = InsightContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type Resolvers<ContextType = InsightContext> = {
  ChangeFeedPage?: ChangeFeedPageResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerPosition?: CustomerPositionResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  FinancialPosition?: FinancialPositionResolvers<ContextType>;
  HealthReason?: HealthReasonResolvers<ContextType>;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  RateUsed?: RateUsedResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  SourceDifference?: SourceDifferenceResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = InsightContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
