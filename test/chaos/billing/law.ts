// The laws of billing and of the cost of work by their names, and what it is to break one.

/** Of invoices and credits. */
const billingLaws = [
  'a document adds up',
  'the ledger balances',
  'a credit refers to its invoice',
  'a document is of a project',
  'a posted document never changes',
  'one document a key',
  'no work is billed twice',
  'a cap holds',
  'a document charges the work it is of',
  'all work is billed',
  'no order is left over',
  'every document is told',
] as const;

/** Of journal entries. */
const costLaws = [
  'a journal entry balances',
  'a journal entry says whose it is',
  'a posted journal entry never changes',
  'no cost is posted twice',
  'cost is taken back for a reason',
  'an entry takes back what its original posted',
  'entries of two companies come in pairs',
  'all cost is posted',
] as const;

/** All there are. */
export const laws = [...billingLaws, ...costLaws] as const;

/** A law. */
export type Law = (typeof laws)[number];

/** A law that is broken, and where. */
export interface Violation {
  readonly law: Law;
  readonly what: string;
}

/** What breaks a law. */
export function broken(law: Law, what: string): Violation {
  return { law, what };
}
