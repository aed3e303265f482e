// Which billables share an invoice, and whether the client's order lets them (the contract's policy; DOMAIN rules 17, 19, 60).
import type { Hold } from '../../../schema/canon/hold.ts';
import { compare, type Money, subtract, sum } from '../../../schema/canon/money.ts';

/** What a contract may ask to be billed apart. */
export const groupings = ['PROJECT', 'WORK_TYPE', 'LEGAL_ENTITY', 'PERIOD', 'PURCHASE_ORDER'] as const;
export type Grouping = (typeof groupings)[number];

/** Something to bill. `period` is the fiscal period's name, `workType` what the contract calls it. */
export interface Billable {
  readonly id: string;
  readonly seller: string;
  /** The entity whose people did it (rule 18): what LEGAL_ENTITY groups by, since every document has one seller anyway. */
  readonly deliverer: string;
  readonly account: string;
  readonly project: string;
  readonly workType: string;
  readonly period: string;
  readonly purchaseOrder: string | null;
  readonly amount: Money;
}

/** One document to be. `batch` names the group within seller and account: part of its business key. */
export interface BillableGroup {
  readonly seller: string;
  readonly account: string;
  readonly batch: string;
  readonly items: readonly Billable[];
  readonly total: Money;
}

/**
 * Groups by policy. One document has one seller, one account and one currency whatever the policy (rules 4 and 19). The same
 * items make the same groups and batch names in whatever order they come (rule 60).
 */
export function groupBillables(items: readonly Billable[], policy: readonly Grouping[]): readonly BillableGroup[] {
  const ordered = groupings.filter((grouping) => policy.includes(grouping));
  const groups = new Map<string, Billable[]>();
  for (const item of [...items].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = JSON.stringify([item.seller, item.account, item.amount.currency, batchOf(item, ordered)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const total = sum(
        first.amount.currency,
        members.map(({ amount }) => amount),
      );
      return [{ seller: first.seller, account: first.account, batch: batchOf(first, ordered), items: members, total }];
    });
}

/** What the client asks of orders on its bills. */
export interface PurchaseOrderPolicy {
  readonly required: boolean;
}

/** The client's order. `balance` is what is left of it, `expiresOn` the last day it can be billed; null is without end. */
export interface PurchaseOrder {
  readonly number: string;
  readonly balance: Money | null;
  readonly expiresOn: string | null;
}

/** Why the client's order does not let a document through on a day: missing, expired or too small; null when it does. */
export function purchaseOrderHold(
  total: Money,
  order: PurchaseOrder | null,
  { required }: PurchaseOrderPolicy,
  on: string,
): Hold | null {
  if (order === null) return required ? { code: 'PURCHASE_ORDER_MISSING' } : null;
  const { number, balance, expiresOn } = order;
  if (expiresOn !== null && expiresOn < on)
    return { code: 'PURCHASE_ORDER_EXPIRED', purchaseOrder: number, expiredOn: expiresOn };
  if (balance !== null && compare(total, balance) > 0)
    return { code: 'PURCHASE_ORDER_EXHAUSTED', purchaseOrder: number, short: subtract(total, balance) };
  return null;
}

function batchOf(item: Billable, policy: readonly Grouping[]): string {
  return policy.map((grouping) => `${grouping}=${encodeURIComponent(valueOf(item, grouping))}`).join('&');
}

function valueOf(item: Billable, grouping: Grouping): string {
  switch (grouping) {
    case 'PROJECT':
      return item.project;
    case 'WORK_TYPE':
      return item.workType;
    case 'LEGAL_ENTITY':
      return item.deliverer;
    case 'PERIOD':
      return item.period;
    case 'PURCHASE_ORDER':
      return item.purchaseOrder ?? '';
  }
}
