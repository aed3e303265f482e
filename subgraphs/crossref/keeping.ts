// How the identities of each kind are kept: most records of a firm never need a row.
import type { RecordKind } from '../../schema/canon/identity.ts';

/**
 * LINKED: one row each, decided under a lock, because a reference field may make two records one.
 * WRITTEN_ONCE: never linked, but somebody may ask for it by id: minted without looking, and its row is written in bulk
 * before the id is given out, once per process that meets it.
 * MINTED_ONLY: never linked and never asked for by id: no row at all, however many million there are.
 */
export type Keeping = 'LINKED' | 'WRITTEN_ONCE' | 'MINTED_ONLY';

/** The keeping of every kind. A kind that gets a look-up by id moves from MINTED_ONLY to WRITTEN_ONCE here. */
export const keepingOf: Readonly<Record<RecordKind, Keeping>> = {
  CUSTOMER: 'LINKED',
  BILLING_ACCOUNT: 'MINTED_ONLY',
  OPPORTUNITY: 'LINKED',
  STATEMENT_OF_WORK: 'MINTED_ONLY',
  CONTRACT: 'LINKED',
  CONTRACT_LINE: 'MINTED_ONLY',
  PERFORMANCE_OBLIGATION: 'MINTED_ONLY',
  CONTRACT_AMENDMENT: 'MINTED_ONLY',
  PROJECT: 'LINKED',
  TASK: 'MINTED_ONLY',
  MILESTONE: 'MINTED_ONLY',
  RESOURCE: 'LINKED',
  ASSIGNMENT: 'MINTED_ONLY',
  RESOURCE_REQUEST: 'MINTED_ONLY',
  RATE_CARD: 'WRITTEN_ONCE',
  TIME_ENTRY: 'MINTED_ONLY',
  EXPENSE: 'MINTED_ONLY',
  BILLING_SCHEDULE: 'MINTED_ONLY',
  BILLING_PROPOSAL: 'MINTED_ONLY',
  INVOICE: 'WRITTEN_ONCE',
  INVOICE_LINE: 'MINTED_ONLY',
  PAYMENT: 'MINTED_ONLY',
  CREDIT_MEMO: 'MINTED_ONLY',
  JOURNAL_ENTRY: 'MINTED_ONLY',
  REVENUE_EVENT: 'MINTED_ONLY',
  LEGAL_ENTITY: 'LINKED',
  ACCOUNTING_PERIOD: 'MINTED_ONLY',
  DIMENSION: 'MINTED_ONLY',
  ENGAGEMENT: 'MINTED_ONLY',
};
