/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Whether more may be sold on credit. */
export type CreditStanding =
  /** The ERP decides by limit and overdue balance. */
  | 'AUTOMATIC'
  /** Nothing more on credit. */
  | 'ON_HOLD'
  /** Released by hand. */
  | 'RELEASED'
  /** A state the mapping does not know. */
  | 'UNKNOWN';

/** A range of business days, both ends included. */
export type DateRange = {
  /** First day; open when absent. */
  readonly from?: string | null | undefined;
  /** Last day; open when absent. */
  readonly to?: string | null | undefined;
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

/** Which invoices; every given condition must hold. */
export type InvoiceFilter = {
  /** To this customer. */
  readonly customerId?: string | null | undefined;
  /** Issued within these days. */
  readonly issuedOn?: DateRange | null | undefined;
  /** Of this legal entity. */
  readonly legalEntityId?: string | null | undefined;
  /** Only open ones past their due date. */
  readonly overdueOnly?: boolean | null | undefined;
  /** With a line of this project. */
  readonly projectId?: string | null | undefined;
  /** In any of these statuses. */
  readonly statuses?: ReadonlyArray<InvoiceStatus> | null | undefined;
};

/** Where an invoice stands. */
export type InvoiceStatus =
  /** Being written. */
  | 'DRAFT'
  /** Posted and unpaid. */
  | 'OPEN'
  /** Paid or credited in full. */
  | 'PAID'
  /** Posted and paid in part. */
  | 'PARTIALLY_PAID'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** A status the mapping does not know. */
  | 'UNKNOWN'
  /** Voided. */
  | 'VOIDED';

/** Which projects; every given condition must hold. */
export type ProjectFilter = {
  /** Of this customer. */
  readonly customerId?: string | null | undefined;
  /** Words to look for in the title, as the PSA searches: in any case, each the beginning of a word. */
  readonly search?: string | null | undefined;
  /** Any of these statuses. */
  readonly statuses?: ReadonlyArray<ProjectStatus> | null | undefined;
};

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

export type AccountReceivablesQueryVariables = Exact<{
  id: string;
}>;


export type AccountReceivablesQuery = { readonly customer: { readonly id: string, readonly name: string | null, readonly accountOwner: string | null, readonly renewalOn: string | null, readonly receivables: ReadonlyArray<{ readonly currency: string, readonly oldestOverdueDays: number | null, readonly creditStanding: CreditStanding, readonly asOf: string, readonly legalEntity: { readonly id: string, readonly name: string | null }, readonly open: { readonly amount: string }, readonly overdue: { readonly amount: string }, readonly buckets: ReadonlyArray<{ readonly label: string, readonly invoiceCount: number, readonly amount: { readonly amount: string } }>, readonly unappliedCash: { readonly amount: string }, readonly openCredits: { readonly amount: string }, readonly disputed: { readonly amount: string }, readonly lastPayment: { readonly receivedOn: string, readonly amount: { readonly amount: string, readonly currency: string } } | null }> | null, readonly openInvoices: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly dueOn: string | null, readonly daysOverdue: number | null, readonly openBalance: { readonly amount: string, readonly currency: string } | null, readonly dispute: { readonly reason: string, readonly amount: { readonly amount: string } } | null, readonly project: { readonly id: string } | null }> | null, readonly projects: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly percentComplete: string | null }> | null, readonly crmSource: { readonly asOf: string, readonly servedFrom: ServedFrom, readonly staleReason: ErrorCode | null } | null, readonly erpSource: { readonly asOf: string, readonly servedFrom: ServedFrom, readonly staleReason: ErrorCode | null } | null } | null };

export type PortalPortfolioQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ProjectFilter | null | undefined;
  currency?: string | null | undefined;
}>;


export type PortalPortfolioQuery = { readonly projects: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly status: ProjectStatus | null, readonly billingModel: BillingModel | null, readonly percentComplete: string | null, readonly financeCode: string | null, readonly customer: { readonly id: string, readonly name: string | null, readonly segment: string | null } | null, readonly financials: { readonly currency: string, readonly oldestUnbilledDays: number | null, readonly grossMarginPercent: string | null, readonly burnPercent: string | null, readonly health: Health, readonly contractValue: { readonly amount: string } | null, readonly backlog: { readonly amount: string } | null, readonly recognized: { readonly amount: string } | null, readonly billed: { readonly amount: string } | null, readonly collected: { readonly amount: string } | null, readonly openReceivable: { readonly amount: string } | null, readonly approvedUnbilled: { readonly amount: string } | null, readonly reasons: ReadonlyArray<{ readonly code: string, readonly severity: Health, readonly text: string }> } | null, readonly psaSource: { readonly asOf: string, readonly servedFrom: ServedFrom, readonly staleReason: ErrorCode | null } | null, readonly erpSource: { readonly asOf: string, readonly servedFrom: ServedFrom, readonly staleReason: ErrorCode | null } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PortalProjectQueryVariables = Exact<{
  id: string;
  currency?: string | null | undefined;
}>;


export type PortalProjectQuery = { readonly project: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly billingModel: BillingModel | null, readonly startOn: string | null, readonly endOn: string | null, readonly financeCode: string | null, readonly manager: { readonly displayName: string | null } | null, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly legalEntity: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly functionalCurrency: string | null } | null, readonly contract: { readonly number: string | null, readonly version: number | null, readonly status: ContractStatus | null, readonly totalValue: { readonly amount: string, readonly currency: string } | null, readonly notToExceed: { readonly amount: string, readonly currency: string } | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly billingModel: BillingModel, readonly amount: { readonly amount: string, readonly currency: string } | null }> | null, readonly amendments: ReadonlyArray<{ readonly number: number, readonly kind: AmendmentKind, readonly effectiveOn: string | null, readonly valueDelta: { readonly amount: string, readonly currency: string } | null }> | null } | null, readonly plan: { readonly budget: { readonly amount: string, readonly currency: string } | null, readonly budgetUsed: { readonly amount: string, readonly currency: string } | null } | null, readonly unbilledWork: { readonly approvedHours: string, readonly oldestApprovedOn: string | null, readonly unpricedEntries: number, readonly approved: { readonly amount: string, readonly currency: string } } | null, readonly milestones: ReadonlyArray<{ readonly id: string, readonly name: string, readonly dueOn: string | null, readonly billed: boolean, readonly amount: { readonly amount: string, readonly currency: string } | null }> | null, readonly ledger: { readonly billed: { readonly amount: string, readonly currency: string }, readonly recognized: { readonly amount: string, readonly currency: string }, readonly openReceivable: { readonly amount: string, readonly currency: string }, readonly postedCost: { readonly amount: string, readonly currency: string } | null } | null, readonly financials: { readonly currency: string, readonly grossMarginPercent: string | null, readonly burnPercent: string | null, readonly health: Health, readonly grossMargin: { readonly amount: string, readonly currency: string } | null, readonly reasons: ReadonlyArray<{ readonly code: string, readonly text: string }>, readonly differences: ReadonlyArray<{ readonly measure: string, readonly explanation: string, readonly psa: { readonly amount: string }, readonly erp: { readonly amount: string }, readonly difference: { readonly amount: string } }> } | null, readonly invoices: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly status: InvoiceStatus | null, readonly dueOn: string | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly openBalance: { readonly amount: string, readonly currency: string } | null }> | null } | null };

export type ReportingInvoicesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InvoiceFilter | null | undefined;
}>;


export type ReportingInvoicesQuery = { readonly invoices: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly status: InvoiceStatus | null, readonly issuedOn: string | null, readonly dueOn: string | null, readonly daysOverdue: number | null, readonly currency: string | null, readonly net: { readonly amount: string } | null, readonly tax: { readonly amount: string } | null, readonly total: { readonly amount: string } | null, readonly openBalance: { readonly amount: string } | null, readonly legalEntity: { readonly id: string, readonly code: string | null } | null, readonly customer: { readonly id: string, readonly name: string | null, readonly segment: string | null } | null, readonly project: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly practice: string | null } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };


export const AccountReceivablesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountReceivables"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"accountOwner"}},{"kind":"Field","name":{"kind":"Name","value":"renewalOn"}},{"kind":"Field","name":{"kind":"Name","value":"receivables"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"legalEntity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"open"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overdue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"invoiceCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unappliedCash"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openCredits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disputed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"oldestOverdueDays"}},{"kind":"Field","name":{"kind":"Name","value":"lastPayment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receivedOn"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"creditStanding"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openInvoices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"overdueOnly"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"daysOverdue"}},{"kind":"Field","name":{"kind":"Name","value":"openBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dispute"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}},{"kind":"Argument","name":{"kind":"Name","value":"statuses"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"percentComplete"}}]}},{"kind":"Field","name":{"kind":"Name","value":"crmSource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"servedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"staleReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"erpSource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"servedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"staleReason"}}]}}]}}]}}]} as unknown as DocumentNode<AccountReceivablesQuery, AccountReceivablesQueryVariables>;
export const PortalPortfolioDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PortalPortfolio"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"billingModel"}},{"kind":"Field","name":{"kind":"Name","value":"percentComplete"}},{"kind":"Field","name":{"kind":"Name","value":"financeCode"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"financials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"contractValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"backlog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recognized"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"billed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"collected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openReceivable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvedUnbilled"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"oldestUnbilledDays"}},{"kind":"Field","name":{"kind":"Name","value":"grossMarginPercent"}},{"kind":"Field","name":{"kind":"Name","value":"burnPercent"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"psaSource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"servedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"staleReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"erpSource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"servedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"staleReason"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<PortalPortfolioQuery, PortalPortfolioQueryVariables>;
export const PortalProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PortalProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"billingModel"}},{"kind":"Field","name":{"kind":"Name","value":"startOn"}},{"kind":"Field","name":{"kind":"Name","value":"endOn"}},{"kind":"Field","name":{"kind":"Name","value":"manager"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"legalEntity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"functionalCurrency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notToExceed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"billingModel"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"amendments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveOn"}},{"kind":"Field","name":{"kind":"Name","value":"valueDelta"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"budgetUsed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"unbilledWork"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvedHours"}},{"kind":"Field","name":{"kind":"Name","value":"oldestApprovedOn"}},{"kind":"Field","name":{"kind":"Name","value":"unpricedEntries"}}]}},{"kind":"Field","name":{"kind":"Name","value":"milestones"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"billed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"financeCode"}},{"kind":"Field","name":{"kind":"Name","value":"ledger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"billed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recognized"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openReceivable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"postedCost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"financials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"grossMargin"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grossMarginPercent"}},{"kind":"Field","name":{"kind":"Name","value":"burnPercent"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measure"}},{"kind":"Field","name":{"kind":"Name","value":"psa"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"erp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"invoices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PortalProjectQuery, PortalProjectQueryVariables>;
export const ReportingInvoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportingInvoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"200"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invoices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"daysOverdue"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"net"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"legalEntity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"practice"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ReportingInvoicesQuery, ReportingInvoicesQueryVariables>;