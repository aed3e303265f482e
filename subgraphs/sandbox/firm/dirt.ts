// Writes down every wrong, missing or awkward record as it is made, so that tests and demos can name it.
import type { DirtyCase, DirtyKind } from './firm.ts';

const KINDS: readonly DirtyKind[] = [
  'duplicateCrmAccount',
  'customerWithoutErp',
  'customerWithoutClientGroup',
  'clientGroupWithoutCrmReference',
  'clientGroupNamesOtherAccount',
  'erpCustomersShareCrmAccount',
  'erpCustomerWithoutCrmReference',
  'projectWithoutJob',
  'projectWithoutCode',
  'projectWithoutContractLink',
  'jobWithoutPsaReference',
  'jobNamesOtherProject',
  'projectWithoutRateCard',
  'projectOverBudget',
  'projectOverCap',
  'invoiceLineWithoutTaxCode',
  'invoiceWithoutContractReference',
  'invoiceWithMistypedContractReference',
  'oldUnbilledTime',
  'rejectedTime',
  'awkwardName',
  'dealWithoutStatementOfWork',
  'dealWithUnapprovedContract',
  'dealOfUnknownLegalEntity',
  'dealWithoutRateCard',
  'dealOfCustomerOnHold',
];

/** Collects dirty cases while the firm is built. */
export interface Dirt {
  add(kind: DirtyKind, list: string, ordinal: number, note: string): void;
  readonly cases: Readonly<Record<DirtyKind, readonly DirtyCase[]>>;
}

/** An empty collection with every kind present. */
export function createDirt(): Dirt {
  const cases = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Record<DirtyKind, DirtyCase[]>;
  return {
    cases,
    add: (kind, list, ordinal, note) => {
      cases[kind].push({ list, ordinal, note });
    },
  };
}

/** True for names that break naive code: anything outside ASCII, quotes, and the wildcards of query languages. */
export function isAwkward(name: string): boolean {
  return /[^\x20-\x7e]|['"%_\\]/u.test(name);
}

/** Generators fill records in steps; outside of the generator they are read-only. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
