// Canonical identity: one opaque id per record that outlives any CRM, PSA or ERP (ARCHITECTURE, rule 1).
import { createHash } from 'node:crypto';
import type { System } from './freshness.ts';

declare const canonical: unique symbol;
/** An opaque id of ours; a vendor's id does not fit where one is asked for. */
export type CanonicalId = string & { readonly [canonical]: true };

/** The kinds of record that have an identity across systems. */
export const recordKinds = [
  'CUSTOMER',
  'BILLING_ACCOUNT',
  'OPPORTUNITY',
  'STATEMENT_OF_WORK',
  'CONTRACT',
  'CONTRACT_LINE',
  'PERFORMANCE_OBLIGATION',
  'CONTRACT_AMENDMENT',
  'PROJECT',
  'TASK',
  'MILESTONE',
  'RESOURCE',
  'ASSIGNMENT',
  'RESOURCE_REQUEST',
  'RATE_CARD',
  'TIME_ENTRY',
  'EXPENSE',
  'BILLING_SCHEDULE',
  'BILLING_PROPOSAL',
  'INVOICE',
  'INVOICE_LINE',
  'PAYMENT',
  'CREDIT_MEMO',
  'JOURNAL_ENTRY',
  'REVENUE_EVENT',
  'LEGAL_ENTITY',
  'ACCOUNTING_PERIOD',
  'DIMENSION',
  'ENGAGEMENT',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A record as one system names it. `instance` is the configured name of the account (org, site), never a URL. */
export interface VendorRef {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
  readonly id: string;
}

/** Whose word counts for each kind: a record is minted from its system of record when a reference field names it. */
export const systemOfRecord: Readonly<Record<RecordKind, System>> = {
  CUSTOMER: 'CRM',
  OPPORTUNITY: 'CRM',
  STATEMENT_OF_WORK: 'CRM',
  CONTRACT: 'CRM',
  CONTRACT_LINE: 'CRM',
  PERFORMANCE_OBLIGATION: 'CRM',
  CONTRACT_AMENDMENT: 'CRM',
  PROJECT: 'PSA',
  TASK: 'PSA',
  MILESTONE: 'PSA',
  RESOURCE: 'PSA',
  ASSIGNMENT: 'PSA',
  RESOURCE_REQUEST: 'PSA',
  RATE_CARD: 'PSA',
  TIME_ENTRY: 'PSA',
  EXPENSE: 'PSA',
  BILLING_ACCOUNT: 'ERP',
  BILLING_SCHEDULE: 'ERP',
  BILLING_PROPOSAL: 'ERP',
  INVOICE: 'ERP',
  INVOICE_LINE: 'ERP',
  PAYMENT: 'ERP',
  CREDIT_MEMO: 'ERP',
  JOURNAL_ENTRY: 'ERP',
  REVENUE_EVENT: 'ERP',
  LEGAL_ENTITY: 'ERP',
  ACCOUNTING_PERIOD: 'ERP',
  DIMENSION: 'ERP',
  ENGAGEMENT: 'PROCESS',
};

/** The namespace of our UUIDv5 ids; published in schema/README.md so that a replaced subgraph mints the same ids. */
export const idNamespace = '6f1d1c0e-6a53-5b0e-9d0b-0f4c7e1a2b3d';

/** The text that is hashed: `system|instance|kind|vendor id`. */
export function identityText(ref: VendorRef): string {
  return [ref.system, ref.instance, ref.kind, ref.id].join('|');
}

/** UUIDv5 (RFC 9562) of a reference: any two processes mint the same id, and no one can read a vendor id back. */
export function mintId(ref: VendorRef): CanonicalId {
  const namespace = Buffer.from(idNamespace.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(namespace).update(identityText(ref)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  ) as CanonicalId;
}

/** Whether a text has the form of a canonical id; refused early so that no vendor is asked for nonsense. */
export function isCanonicalId(text: string): text is CanonicalId {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

/**
 * The reference a record's canonical id is minted from: the system of record's own, when the record is it or a
 * configured reference field names it; else the record itself (a later link makes that id an alias).
 */
export function mintingRef(ref: VendorRef, links: readonly VendorRef[]): VendorRef {
  const owner = systemOfRecord[ref.kind];
  if (ref.system === owner) return ref;
  return links.find((link) => link.system === owner && link.kind === ref.kind) ?? ref;
}
