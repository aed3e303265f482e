// Customers: their billing accounts, and how they stand with their last payments.
import { z } from 'zod';
import type { Mapping } from './config.ts';
import { ids, isoDay, type Statement } from './suiteql.ts';
import { decimal, flag, id, isoDate, maybe } from './wire.ts';

export const billingRow = z.object({
  customer: id,
  subsidiary: id,
  primarycurrency: maybe(id),
  currency: maybe(id),
  companyname: maybe(z.string()),
  altname: maybe(z.string()),
  entityid: z.string(),
  vatnumber: maybe(z.string()),
  state: maybe(z.string()),
  terms: maybe(z.string()),
  creditlimit: maybe(decimal),
  hold: maybe(z.string()),
  inactive: flag,
});
export type BillingRow = z.output<typeof billingRow>;

/** One row per customer, subsidiary it may be billed by, and further currency it may be billed in. */
export function billingAccountsStatement({ customerCurrencies }: Mapping, customers: readonly string[]): Statement {
  const currencies =
    customerCurrencies === null
      ? { column: '', join: '', order: '' }
      : {
          column: 'cc.currency,',
          join: `LEFT JOIN ${customerCurrencies} cc ON cc.customer = c.id`,
          order: ', cc.currency',
        };
  return {
    name: 'billing-accounts',
    sql: `SELECT c.id AS customer, r.subsidiary, c.currency AS primarycurrency, ${currencies.column} c.companyname, c.altname,
      c.entityid, c.vatregnumber AS vatnumber, a.state, BUILTIN.DF(c.terms) AS terms, c.creditlimit,
      c.creditholdoverride AS hold, c.isinactive AS inactive
      FROM customer c JOIN customersubsidiaryrelationship r ON r.entity = c.id
      LEFT JOIN entityaddress a ON a.nkey = c.defaultbillingaddress ${currencies.join}
      WHERE c.id IN ${ids(customers)} ORDER BY c.id, r.subsidiary${currencies.order}`,
  };
}

// As in reference-query.ts: the greatest text is the latest payment. The number comes last, for it may hold anything.
const paymentForm = /^([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|(.*)$/s;
const lastPayment = z.string().transform((value, context) => {
  const [, issued, payment, total, unused, number] = paymentForm.exec(value) ?? [];
  const parts = z
    .object({ issued: isoDate, payment: id, total: decimal, unused: maybe(decimal), number: z.string() })
    .safeParse({ issued, payment, total, unused: unused === '' ? null : unused, number });
  if (parts.success) return parts.data;
  context.addIssue({ code: 'custom', message: 'is not day|id|total|unused|number' });
  return z.NEVER;
});
export const standingRow = z.object({
  customer: id,
  hold: maybe(z.string()),
  subsidiary: maybe(id),
  currency: maybe(id),
  latest: maybe(lastPayment),
});
export type StandingRow = z.output<typeof standingRow>;

/**
 * Credit standing of customers, with the latest payment per subsidiary and currency; one row for a customer who never
 * paid. Payments of one day go by the text of their ids: any of them is the latest, but always the same one.
 */
export function standingStatement(customers: readonly string[]): Statement {
  const parts = [isoDay('p.trandate'), 'p.id', 'p.foreigntotal', 'p.foreignpaymentamountunused', 'p.tranid'];
  return {
    name: 'customer-standing',
    sql: `SELECT c.id AS customer, c.creditholdoverride AS hold, ml.subsidiary, p.currency,
      MAX(CASE WHEN p.id IS NOT NULL THEN ${parts.join(` || '|' || `)} END) AS latest
      FROM customer c
      LEFT JOIN transaction p ON p.entity = c.id AND p.type = 'CustPymt' AND p.voided = 'F'
      LEFT JOIN transactionline ml ON ml.transaction = p.id AND ml.mainline = 'T'
      WHERE c.id IN ${ids(customers)}
      GROUP BY c.id, c.creditholdoverride, ml.subsidiary, p.currency
      ORDER BY c.id, ml.subsidiary, p.currency`,
  };
}
