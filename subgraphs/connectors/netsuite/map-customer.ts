// Rows of customers -> billing accounts, credit standing, last payments.
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import type { BillingAccount, CreditStanding } from '../../../schema/canon/customer.ts';
import type { Payment } from '../../../schema/canon/invoice.ts';
import { money } from '../../../schema/canon/money.ts';
import type { BillingRow, StandingRow } from './customer-query.ts';
import { size } from './map-document.ts';
import type { Refs } from './refs.ts';

/** NetSuite's credit hold: ON holds, OFF releases, AUTO leaves it to limit and overdue balance. */
export function creditStanding(hold: string | null): CreditStanding {
  switch (hold) {
    case 'AUTO':
      return 'AUTOMATIC';
    case 'ON':
      return 'ON_HOLD';
    case 'OFF':
      return 'RELEASED';
    default:
      return 'UNKNOWN';
  }
}

/** The vendor id of a billing account, which NetSuite has no record for: customer, subsidiary and currency make it. */
export function billingAccountId(customer: string, subsidiary: string, currency: string): string {
  return `${customer}:${subsidiary}:${currency}`;
}

/** The billing accounts of one customer: every subsidiary that may bill it, in every currency it may be billed in. */
export function toBillingAccounts(
  rows: readonly BillingRow[],
  refs: Refs,
  decode: (id: string) => CurrencyCode,
): readonly BillingAccount[] {
  const accounts = new Map<string, BillingAccount>();
  for (const row of rows) {
    for (const currency of new Set([row.primarycurrency, row.currency])) {
      if (currency === null) continue;
      const account = billingAccountId(row.customer, row.subsidiary, currency);
      accounts.set(account, toBillingAccount(row, { id: account, currency: decode(currency) }, refs, decode));
    }
  }
  return [...accounts.values()];
}

function toBillingAccount(
  row: BillingRow,
  account: { readonly id: string; readonly currency: CurrencyCode },
  refs: Refs,
  decode: (id: string) => CurrencyCode,
): BillingAccount {
  const { creditlimit, primarycurrency } = row;
  return {
    ref: refs.of('BILLING_ACCOUNT', account.id),
    customer: refs.of('CUSTOMER', row.customer),
    legalEntity: refs.of('LEGAL_ENTITY', row.subsidiary),
    // Not entityid: it carries the customer's number in front of the name.
    legalName: row.companyname ?? row.altname ?? row.entityid,
    currency: account.currency,
    taxId: row.vatnumber,
    region: row.state,
    paymentTerms: row.terms,
    // One limit for the customer as a whole, in its primary currency.
    creditLimit: creditlimit === null || primarycurrency === null ? null : money(creditlimit, decode(primarycurrency)),
    creditStanding: creditStanding(row.hold),
    active: !row.inactive,
  };
}

/** The latest payment a row tells of; null for a customer who never paid. */
export function toLastPayment(row: StandingRow, refs: Refs, decode: (id: string) => CurrencyCode): Payment | null {
  const { customer, subsidiary, latest } = row;
  if (subsidiary === null || row.currency === null || latest === null) return null;
  const currency = decode(row.currency);
  return {
    ref: refs.of('PAYMENT', latest.payment),
    number: latest.number === '' ? null : latest.number,
    legalEntity: refs.of('LEGAL_ENTITY', subsidiary),
    customer: refs.of('CUSTOMER', customer),
    receivedOn: latest.issued,
    amount: size(latest.total, currency),
    unapplied: size(latest.unused, currency),
  };
}
