import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RunRecord, StepRecord } from '../../journal/run-views.ts';
import type { ProcessContext } from '../context.ts';
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
  /** There is no token, or it is not valid here. Get a token from the identity provider and send it as `Authorization: Bearer …`. */
  | 'UNAUTHENTICATED'
  /** A code that a system API of somebody else's made up. Read the message of the error it came with. */
  | 'UNKNOWN';

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
  /** Makes a customer of the CRM one that can be delivered to and billed: matched against the ERP's customers, made there with a billing account per legal entity and in the PSA, linked in all three, then activated. Answers with the run, which goes on by itself. */
  readonly onboardCustomer: RunPayload;
  /** Sends a run that rests on its way again: in place after an outage or a question, from its first step after everything was taken back. */
  readonly replayRun: RunPayload;
};


export type MutationOnboardCustomerArgs = {
  input: OnboardCustomerInput;
};


export type MutationReplayRunArgs = {
  input: ReplayRunInput;
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

/** Whom to onboard. */
export type OnboardCustomerInput = {
  /** Currency of its invoices. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Canonical id of the customer, who has to be in the CRM. */
  readonly customerId: Scalars['ID']['input'];
  /** The ERP's ids of customers that look like it and that a person has seen to be others. */
  readonly distinctFrom?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Chosen by the caller, 8 to 200 characters: the same key and input is the same run, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Canonical ids of the legal entities that will bill it, at most 20; the first one makes it. */
  readonly legalEntityIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Payment terms by the ERP's own name; the ERP's default when absent. */
  readonly paymentTerms?: InputMaybe<Scalars['String']['input']>;
  /** Its tax id. */
  readonly taxId?: InputMaybe<Scalars['String']['input']>;
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

export type Query = {
  /** One run; null when there is none with this id. */
  readonly run: Maybe<Run>;
  /** Runs, latest begun first. */
  readonly runs: Maybe<RunConnection>;
};


export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Records that carry the key, asked of the system itself. None: it was not written, nor will be under a lower fence. Several: a duplicate. */
export type RecordsFound = {
  /** The records. */
  readonly records: ReadonlyArray<SystemRecord>;
};

/** What to replay, and why. */
export type ReplayRunInput = {
  /** For the audit, in a sentence, without names of persons. */
  readonly reason: Scalars['String']['input'];
  /** Canonical id. */
  readonly runId: Scalars['ID']['input'];
};

/** One carrying out of a business process: durable, so that it ends once, however often it is interrupted. */
export type Run = {
  /** When it was begun. */
  readonly begunAt: Scalars['DateTime']['output'];
  /** When it last changed its state or its worker. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** By this every system's logs know it. */
  readonly correlationId: Scalars['ID']['output'];
  /** Why it rests, when it rests without being done. */
  readonly failure: Maybe<RunFailure>;
  /** 1, and one more each time it began anew after everything was taken back. */
  readonly generation: Scalars['Int']['output'];
  /** Canonical id. */
  readonly id: Scalars['ID']['output'];
  /** Name of the process, such as onboardCustomer. */
  readonly process: Scalars['String']['output'];
  /** How far it is. */
  readonly state: RunState;
  /** What was written so far, in order; of the newest generation. */
  readonly steps: ReadonlyArray<RunStep>;
};

/** A page of runs. */
export type RunConnection = {
  /** The rows. */
  readonly edges: ReadonlyArray<RunEdge>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A row of a page of runs. */
export type RunEdge = {
  /** Where the row is, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The run. */
  readonly node: Run;
};

/** Why a run rests. */
export type RunFailure = {
  /** What happened, such as DUPLICATE_CANDIDATE or SYSTEM_UNAVAILABLE. */
  readonly code: Scalars['String']['output'];
  /** What of the input, or of the record, it is about. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** The step at which it happened. */
  readonly step: Scalars['String']['output'];
};

/** Which runs. */
export type RunFilter = {
  /** Of this correlation id. */
  readonly correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this process. */
  readonly process?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<RunState>>;
};

/** A run, and what has to be said about the request. */
export type RunPayload = {
  /** Whether the same request had begun it before. */
  readonly isRepeated: Scalars['Boolean']['output'];
  /** The run as it stands after at most three seconds; null when none was begun. */
  readonly run: Maybe<Run>;
  /** What is wrong with the request. Nothing was done when there is one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How far a run is. */
export type RunState =
  /** Refused, and everything was taken back. Replay begins anew. */
  | 'COMPENSATED'
  /** It was refused, and what was done is being taken back. */
  | 'COMPENSATING'
  /** Done, all of it. */
  | 'DONE'
  /** A system was away for too long. Nothing was taken back; replay goes on in place. */
  | 'PARKED'
  /** A worker has it or will have it soon. */
  | 'RUNNING'
  /** A person must decide first; replay goes on in place. */
  | 'STUCK'
  /** A state this version of the graph does not know. */
  | 'UNKNOWN';

/** One write of a run to one system. */
export type RunStep = {
  /** Business key, under which the system knows the write again. */
  readonly key: Scalars['ID']['output'];
  /** Its name within the process. */
  readonly name: Scalars['String']['output'];
  /** The record that was written; null before, and when it was taken back without ever having been there. */
  readonly record: Maybe<WrittenRecord>;
  /** How far it is. */
  readonly state: RunStepState;
  /** The system it writes to. */
  readonly system: Scalars['String']['output'];
};

/** How far a step is. */
export type RunStepState =
  /** Written. */
  | 'DONE'
  /** About to be written, or written and not known yet. */
  | 'INTENT'
  /** The system said no. */
  | 'REFUSED'
  /** Taken back. */
  | 'UNDONE'
  /** A state this version of the graph does not know. */
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

/** What a person can mend. */
export type UserError = {
  /** What is wrong, such as CUSTOMER_NOT_FOUND. */
  readonly code: Scalars['String']['output'];
  /** The same for people, with the remedy. */
  readonly message: Scalars['String']['output'];
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
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

/** A record by its system's own id. */
export type WrittenRecord = {
  /** The system's own id. */
  readonly id: Scalars['String']['output'];
  /** The configured name of the account (org, site). */
  readonly instance: Scalars['String']['output'];
  /** What it is, such as CUSTOMER. */
  readonly kind: Scalars['String']['output'];
  /** The kind of system that has it. */
  readonly system: System;
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
  Run: Run;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Run:
    ( { __typename: 'Run' }
    & GraphQLRecursivePick<FederationTypes['Run'], {"id":true}> );
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
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: DateRange;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  ErrorCode: ErrorCode;
  LookUpFenced: ResolverTypeWrapper<LookUpFenced>;
  LookUpTicket: LookUpTicket;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotAppliedReason: NotAppliedReason;
  OnboardCustomerInput: OnboardCustomerInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordsFound: ResolverTypeWrapper<RecordsFound>;
  ReplayRunInput: ReplayRunInput;
  Run: ResolverTypeWrapper<RunRecord>;
  RunConnection: ResolverTypeWrapper<Omit<RunConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['RunEdge']> }>;
  RunEdge: ResolverTypeWrapper<Omit<RunEdge, 'node'> & { node: ResolversTypes['Run'] }>;
  RunFailure: ResolverTypeWrapper<RunFailure>;
  RunFilter: RunFilter;
  RunPayload: ResolverTypeWrapper<Omit<RunPayload, 'run'> & { run?: Maybe<ResolversTypes['Run']> }>;
  RunState: RunState;
  RunStep: ResolverTypeWrapper<StepRecord>;
  RunStepState: RunStepState;
  ServedFrom: ServedFrom;
  SourceInfo: ResolverTypeWrapper<SourceInfo>;
  System: System;
  SystemRecord: ResolverTypeWrapper<SystemRecord>;
  SystemRecordInput: SystemRecordInput;
  UserError: ResolverTypeWrapper<UserError>;
  WriteApplied: ResolverTypeWrapper<WriteApplied>;
  WriteFailure: ResolverTypeWrapper<WriteFailure>;
  WriteInDoubt: ResolverTypeWrapper<WriteInDoubt>;
  WriteLookUp: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteLookUp']>;
  WriteNotApplied: ResolverTypeWrapper<WriteNotApplied>;
  WriteOutcome: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WriteOutcome']>;
  WriteTicket: WriteTicket;
  WrittenRecord: ResolverTypeWrapper<WrittenRecord>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  LookUpFenced: LookUpFenced;
  LookUpTicket: LookUpTicket;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  OnboardCustomerInput: OnboardCustomerInput;
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  RecordsFound: RecordsFound;
  ReplayRunInput: ReplayRunInput;
  Run: RunRecord;
  RunConnection: Omit<RunConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['RunEdge']> };
  RunEdge: Omit<RunEdge, 'node'> & { node: ResolversParentTypes['Run'] };
  RunFailure: RunFailure;
  RunFilter: RunFilter;
  RunPayload: Omit<RunPayload, 'run'> & { run?: Maybe<ResolversParentTypes['Run']> };
  RunStep: StepRecord;
  SourceInfo: SourceInfo;
  SystemRecord: SystemRecord;
  SystemRecordInput: SystemRecordInput;
  UserError: UserError;
  WriteApplied: WriteApplied;
  WriteFailure: WriteFailure;
  WriteInDoubt: WriteInDoubt;
  WriteLookUp: ResolversUnionTypes<ResolversParentTypes>['WriteLookUp'];
  WriteNotApplied: WriteNotApplied;
  WriteOutcome: ResolversUnionTypes<ResolversParentTypes>['WriteOutcome'];
  WriteTicket: WriteTicket;
  WrittenRecord: WrittenRecord;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheInvalidateDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheInvalidateDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheInvalidateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnerDirectiveArgs = {
  system: Scalars['String']['input'];
};

export type OwnerDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = OwnerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SensitiveDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type SensitiveDirectiveResolver<Result, Parent, ContextType = ProcessContext, Args = SensitiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type LookUpFencedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['LookUpFenced'] = ResolversParentTypes['LookUpFenced']> = {
  fence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  onboardCustomer?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationOnboardCustomerArgs, 'input'>>;
  replayRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationReplayRunArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runs?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
};

export type RecordsFoundResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RecordsFound'] = ResolversParentTypes['RecordsFound']> = {
  records?: Resolver<ReadonlyArray<ResolversTypes['SystemRecord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RunResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run'], FederationReferenceType extends FederationReferenceTypes['Run'] = FederationReferenceTypes['Run']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Run']> | FederationReferenceType, FederationReferenceType, ContextType>;
  begunAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['RunFailure']>, ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RunState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['RunStep']>, ParentType, ContextType>;
};

export type RunConnectionResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunConnection'] = ResolversParentTypes['RunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RunEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RunEdgeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunEdge'] = ResolversParentTypes['RunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
};

export type RunFailureResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunFailure'] = ResolversParentTypes['RunFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RunPayloadResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunPayload'] = ResolversParentTypes['RunPayload']> = {
  isRepeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['WrittenRecord']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RunStepState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceInfoResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SourceInfo'] = ResolversParentTypes['SourceInfo']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedFrom?: Resolver<ResolversTypes['ServedFrom'], ParentType, ContextType>;
  staleReason?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemRecordResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['SystemRecord'] = ResolversParentTypes['SystemRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteAppliedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteApplied'] = ResolversParentTypes['WriteApplied']> = {
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['SystemRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteFailureResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteFailure'] = ResolversParentTypes['WriteFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WriteInDoubtResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteInDoubt'] = ResolversParentTypes['WriteInDoubt']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  settleMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteLookUpResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteLookUp'] = ResolversParentTypes['WriteLookUp']> = {
  __resolveType: TypeResolveFn<'LookUpFenced' | 'RecordsFound', ParentType, ContextType>;
};

export type WriteNotAppliedResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteNotApplied'] = ResolversParentTypes['WriteNotApplied']> = {
  failure?: Resolver<ResolversTypes['WriteFailure'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotAppliedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WriteOutcomeResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WriteOutcome'] = ResolversParentTypes['WriteOutcome']> = {
  __resolveType: TypeResolveFn<'WriteApplied' | 'WriteInDoubt' | 'WriteNotApplied', ParentType, ContextType>;
};

export type WrittenRecordResolvers<ContextType = ProcessContext, ParentType extends ResolversParentTypes['WrittenRecord'] = ResolversParentTypes['WrittenRecord']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ProcessContext> = {
  CurrencyCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  LookUpFenced?: LookUpFencedResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordsFound?: RecordsFoundResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  RunConnection?: RunConnectionResolvers<ContextType>;
  RunEdge?: RunEdgeResolvers<ContextType>;
  RunFailure?: RunFailureResolvers<ContextType>;
  RunPayload?: RunPayloadResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  SourceInfo?: SourceInfoResolvers<ContextType>;
  SystemRecord?: SystemRecordResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  WriteApplied?: WriteAppliedResolvers<ContextType>;
  WriteFailure?: WriteFailureResolvers<ContextType>;
  WriteInDoubt?: WriteInDoubtResolvers<ContextType>;
  WriteLookUp?: WriteLookUpResolvers<ContextType>;
  WriteNotApplied?: WriteNotAppliedResolvers<ContextType>;
  WriteOutcome?: WriteOutcomeResolvers<ContextType>;
  WrittenRecord?: WrittenRecordResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = ProcessContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheInvalidate?: CacheInvalidateDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  owner?: OwnerDirectiveResolver<any, any, ContextType>;
  sensitive?: SensitiveDirectiveResolver<any, any, ContextType>;
};
