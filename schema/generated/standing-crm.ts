/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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
export type SystemRecordInput = {
  /** The system's own id. */
  readonly id: string;
  /** The configured name of the account (org, site). */
  readonly instance: string;
  /** What it is: CUSTOMER, BILLING_ACCOUNT, LEGAL_ENTITY, PROJECT and so on; the kinds of schema/canon/identity.ts. */
  readonly kind: string;
  /** The kind of system that has it. */
  readonly system: System;
};

export type CrmDealsStandingQueryVariables = Exact<{
  stages: ReadonlyArray<OpportunityStage> | OpportunityStage;
  closedFrom?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type CrmDealsStandingQuery = { readonly page: { readonly next: string | null, readonly deals: ReadonlyArray<{ readonly name: string, readonly stage: OpportunityStage, readonly closeOn: string | null, readonly statementOfWork: StatementOfWorkState | null, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly amount: { readonly amount: string, readonly currency: string } | null }> } | null };

export type CrmDealsNowQueryVariables = Exact<{
  deals: ReadonlyArray<SystemRecordInput> | SystemRecordInput;
}>;


export type CrmDealsNowQuery = { readonly deals: ReadonlyArray<{ readonly name: string, readonly stage: OpportunityStage, readonly closeOn: string | null, readonly statementOfWork: StatementOfWorkState | null, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly amount: { readonly amount: string, readonly currency: string } | null }> | null };

export type CrmContractsStandingQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CrmContractsStandingQuery = { readonly page: { readonly next: string | null, readonly contracts: ReadonlyArray<{ readonly number: string, readonly startOn: string | null, readonly billingModels: ReadonlyArray<BillingModel>, readonly psaProjects: ReadonlyArray<string>, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly totalValue: { readonly amount: string, readonly currency: string } | null }> } | null };


export const CrmDealsStandingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CrmDealsStanding"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"stages"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpportunityStage"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"closedFrom"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"page"},"name":{"kind":"Name","value":"crmDealsStanding"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"stages"},"value":{"kind":"Variable","name":{"kind":"Name","value":"stages"}}},{"kind":"Argument","name":{"kind":"Name","value":"closedFrom"},"value":{"kind":"Variable","name":{"kind":"Name","value":"closedFrom"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closeOn"}},{"kind":"Field","name":{"kind":"Name","value":"statementOfWork"}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"}}]}}]}}]} as unknown as DocumentNode<CrmDealsStandingQuery, CrmDealsStandingQueryVariables>;
export const CrmDealsNowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CrmDealsNow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deals"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SystemRecordInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"deals"},"name":{"kind":"Name","value":"crmDealsNow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"deals"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deals"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closeOn"}},{"kind":"Field","name":{"kind":"Name","value":"statementOfWork"}}]}}]}}]} as unknown as DocumentNode<CrmDealsNowQuery, CrmDealsNowQueryVariables>;
export const CrmContractsStandingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CrmContractsStanding"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"page"},"name":{"kind":"Name","value":"crmContractsStanding"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contracts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startOn"}},{"kind":"Field","name":{"kind":"Name","value":"billingModels"}},{"kind":"Field","name":{"kind":"Name","value":"psaProjects"}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"}}]}}]}}]} as unknown as DocumentNode<CrmContractsStandingQuery, CrmContractsStandingQueryVariables>;