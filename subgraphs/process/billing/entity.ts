// Several companies (DOMAIN rules 18-20): who sells, who delivers, whose account is billed, and one deal that becomes several.
import type { Hold } from '../../../schema/canon/hold.ts';
import { compare, type Money, sum } from '../../../schema/canon/money.ts';

/** That one company may deliver for another, and by which agreement between them. */
export interface IntercompanyMapping {
  readonly seller: string;
  readonly deliverer: string;
  readonly agreement: string;
}

/** The agreement under which work is delivered: null within one company; none between two is a hold (rule 18). */
export function intercompany(
  seller: string,
  deliverer: string,
  mappings: readonly IntercompanyMapping[],
): { readonly kind: 'MAPPED'; readonly agreement: string | null } | { readonly kind: 'HELD'; readonly hold: Hold } {
  if (seller === deliverer) return { kind: 'MAPPED', agreement: null };
  const mapping = mappings.find((candidate) => candidate.seller === seller && candidate.deliverer === deliverer);
  return mapping === undefined
    ? { kind: 'HELD', hold: { code: 'NO_INTERCOMPANY_MAPPING', seller, deliverer } }
    : { kind: 'MAPPED', agreement: mapping.agreement };
}

/** A customer's account with one company in one currency. */
export interface Account {
  readonly id: string;
  readonly entity: string;
  readonly currency: string;
}

/** The one account to bill (rule 19); none, or two for one company and currency, is a hold. */
export function billingAccount(
  accounts: readonly Account[],
  entity: string,
  currency: string,
): { readonly kind: 'ACCOUNT'; readonly account: Account } | { readonly kind: 'HELD'; readonly hold: Hold } {
  const fitting = accounts.filter((one) => one.entity === entity && one.currency === currency);
  const [account] = fitting;
  if (account === undefined) return { kind: 'HELD', hold: { code: 'NO_BILLING_ACCOUNT', entity, currency } };
  if (fitting.length > 1) {
    const own = fitting.map(({ id }) => id).sort();
    return { kind: 'HELD', hold: { code: 'SEVERAL_BILLING_ACCOUNTS', entity, currency, accounts: own } };
  }
  return { kind: 'ACCOUNT', account };
}

/** One of the things a deal becomes. */
export interface DealPart {
  readonly entity: string;
  readonly account: Account;
  readonly project: string;
  readonly schedule: string | null;
  readonly value: Money;
}

/** Faults of the parts of a deal under one engagement, in words: value lost or made, a foreign account, a project in two parts (rule 20). */
export function dealFaults(deal: Money, parts: readonly DealPart[]): readonly string[] {
  const faults: string[] = [];
  const total = sum(
    deal.currency,
    parts.map(({ value }) => value),
  );
  if (compare(total, deal) !== 0)
    faults.push(`The parts come to ${total.amount} and the deal is ${deal.amount} ${deal.currency}`);
  for (const { entity, account } of parts)
    if (account.entity !== entity) faults.push(`${account.id} is an account of ${account.entity}, not of ${entity}`);
  const seen = new Set<string>();
  for (const { entity, project } of parts) {
    const key = JSON.stringify([entity, project]);
    if (seen.has(key)) faults.push(`${project} of ${entity} is in two parts; put them together`);
    seen.add(key);
  }
  return faults;
}
