/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type PsaProjectsStandingQueryVariables = Exact<{
  after?: string | null | undefined;
  neededBy: string;
}>;


export type PsaProjectsStandingQuery = { readonly page: { readonly next: string | null, readonly projects: ReadonlyArray<{ readonly name: string, readonly status: ProjectStatus, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly budget: { readonly amount: string, readonly currency: string } | null, readonly requests: ReadonlyArray<{ readonly role: string | null, readonly startOn: string | null, readonly minutes: number | null, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly worth: { readonly amount: string, readonly currency: string } | null }> }> } | null };

export type PsaApprovedTimeStandingQueryVariables = Exact<{
  after?: string | null | undefined;
  workedBefore: string;
}>;


export type PsaApprovedTimeStandingQuery = { readonly time: { readonly next: string | null, readonly complete: boolean, readonly projects: ReadonlyArray<{ readonly name: string, readonly minutes: number, readonly entries: number, readonly unpricedEntries: number, readonly oldestOn: string, readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly amount: { readonly amount: string, readonly currency: string } }> } | null };

export type PsaProjectsUsedQueryVariables = Exact<{
  projects: ReadonlyArray<SystemRecordInput> | SystemRecordInput;
}>;


export type PsaProjectsUsedQuery = { readonly projects: ReadonlyArray<{ readonly ref: { readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }, readonly used: { readonly amount: string, readonly currency: string } | null }> | null };

export type PsaDoubledRecordsQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
}>;


export type PsaDoubledRecordsQuery = { readonly doubled: ReadonlyArray<{ readonly key: string, readonly records: ReadonlyArray<{ readonly system: System, readonly instance: string, readonly kind: string, readonly id: string }> }> | null };


export const PsaProjectsStandingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PsaProjectsStanding"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"neededBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"page"},"name":{"kind":"Name","value":"psaProjectsStanding"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"neededBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"neededBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"startOn"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"}}]}}]}}]} as unknown as DocumentNode<PsaProjectsStandingQuery, PsaProjectsStandingQueryVariables>;
export const PsaApprovedTimeStandingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PsaApprovedTimeStanding"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workedBefore"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"time"},"name":{"kind":"Name","value":"psaApprovedTimeStanding"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"workedBefore"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workedBefore"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"entries"}},{"kind":"Field","name":{"kind":"Name","value":"unpricedEntries"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}}]}}]}}]} as unknown as DocumentNode<PsaApprovedTimeStandingQuery, PsaApprovedTimeStandingQueryVariables>;
export const PsaProjectsUsedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PsaProjectsUsed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projects"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SystemRecordInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"projects"},"name":{"kind":"Name","value":"psaProjectsUsed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projects"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projects"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ref"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"used"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<PsaProjectsUsedQuery, PsaProjectsUsedQueryVariables>;
export const PsaDoubledRecordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PsaDoubledRecords"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"doubled"},"name":{"kind":"Name","value":"psaDoubledRecords"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<PsaDoubledRecordsQuery, PsaDoubledRecordsQueryVariables>;