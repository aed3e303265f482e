// Customers of the port: billing accounts, and what they owe.
import type { BillingAccount } from '../../../schema/canon/customer.ts';
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { ReceivablesPosition } from '../../../schema/canon/invoice.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { billingAccountsStatement, billingRow, standingRow, standingStatement } from './customer-query.ts';
import { counts, documentRow, documentsStatement, ofCustomers, somethingOpen } from './document-query.ts';
import { decoding } from './documents.ts';
import { creditStanding, toBillingAccounts, toLastPayment } from './map-customer.ts';
import { toCreditMemo, toInvoice, toPayment } from './map-document.ts';
import { checkedRows } from './wire.ts';

export function readBillingAccountsOf(
  context: NetSuiteContext,
  envelope: Envelope,
  customers: readonly VendorRef[],
): Promise<Answer<readonly (readonly BillingAccount[])[]>> {
  const { client, config, refs } = context;
  return context.perRef<readonly BillingAccount[]>(envelope, {
    name: 'billing-accounts-of',
    kind: 'CUSTOMER',
    refs: customers,
    none: () => [],
    ask: async (shared, own) => {
      const [rows, { currency }] = await Promise.all([
        client.rows(shared, billingAccountsStatement(config.mapping, own)),
        context.lookups(shared),
      ]);
      const found = Map.groupBy(checkedRows(billingRow, rows, 'billing accounts'), (row) => row.customer);
      return own.map((id) => toBillingAccounts(found.get(id) ?? [], refs, currency));
    },
  });
}

/** Two queries, whatever the number of customers: everything that is open, and how they stand. */
export function readReceivablesOf(
  context: NetSuiteContext,
  envelope: Envelope,
  customers: readonly VendorRef[],
): Promise<Answer<readonly ReceivablesPosition[]>> {
  return context.perRef<ReceivablesPosition>(envelope, {
    name: 'receivables-of',
    kind: 'CUSTOMER',
    refs: customers,
    none: (customer) => ({
      customer,
      creditStanding: 'UNKNOWN',
      openInvoices: [],
      unappliedPayments: [],
      openCredits: [],
      lastPayments: [],
    }),
    ask: (shared, own) => positions(context, shared, own),
  });
}

async function positions(
  context: NetSuiteContext,
  envelope: Envelope,
  customers: readonly string[],
): Promise<readonly ReceivablesPosition[]> {
  const { client, config, refs } = context;
  const open = documentsStatement(config.mapping, {
    name: 'open-documents',
    where: [ofCustomers(customers), somethingOpen, counts],
    projects: null,
    rows: 'BY_DOCUMENT',
  });
  const [documentRows, standingRows, decode] = await Promise.all([
    client.rows(envelope, open),
    client.rows(envelope, standingStatement(customers)),
    decoding(context, envelope),
  ]);
  const documents = Map.groupBy(checkedRows(documentRow, documentRows, 'open documents'), (row) => row.customer);
  const standings = Map.groupBy(checkedRows(standingRow, standingRows, 'standings'), (row) => row.customer);
  return customers.map((customer) => {
    const own = Map.groupBy(documents.get(customer) ?? [], (row) => row.type);
    const standing = standings.get(customer) ?? [];
    return {
      customer: refs.of('CUSTOMER', customer),
      creditStanding: creditStanding(standing[0]?.hold ?? null),
      openInvoices: (own.get('CustInvc') ?? []).map((row) => toInvoice(row, decode)),
      unappliedPayments: (own.get('CustPymt') ?? []).map((row) => toPayment(row, decode)),
      openCredits: (own.get('CustCred') ?? []).map((row) => toCreditMemo(row, decode)),
      lastPayments: standing.flatMap((row) => toLastPayment(row, refs, decode.currency) ?? []),
    };
  });
}
