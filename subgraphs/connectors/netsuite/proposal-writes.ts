// Invoices that NetSuite builds itself: billables are a sales order, which posts nothing, and NetSuite makes the invoice of it by its own
// transformation, when we ask for it or when somebody there bills the order.
// Source: SuiteTalk REST Web Services API Guide, "Transforming Records" (salesOrder to invoice).
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { ErpProposalWrites, InvoiceWrite, ProposalBuild, ProposalState } from '../../ports/invoice-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { inPeriod } from './posting-period.ts';
import { saleBody } from './sale-body.ts';
import { ids, type Statement } from './suiteql.ts';
import { checked, checkedRows, id, maybe } from './wire.ts';
import { byKey, createOnce, missing, Objection, ownId, recordPath, send, settled } from './write-record.ts';

/** The writes of orders to be invoiced. */
export function proposalWrites(context: NetSuiteContext): ErpProposalWrites {
  return {
    submitBillables: (envelope, write) => settled(context, () => submitBillables(context, envelope, write)),
    proposalsByKey: (envelope, key) => byKey(context, envelope, 'salesOrder', key),
    withdrawBillables: (envelope, proposal) => settled(context, () => withdrawBillables(context, envelope, proposal)),
    buildProposal: (envelope, write) => settled(context, () => buildProposal(context, envelope, write)),
    proposalNow: (envelope, proposal) => proposalNow(context, envelope, proposal),
  };
}

async function submitBillables(
  context: NetSuiteContext,
  envelope: Envelope,
  write: InvoiceWrite,
): Promise<WriteOutcome> {
  const body = await saleBody(context, envelope, write);
  return createOnce(context, envelope, { type: 'salesOrder', key: write.key, body });
}

const orderSchema = z.object({
  id,
  externalId: maybe(z.string()),
  subsidiary: z.object({ id }),
  status: maybe(z.object({ id: z.string() })),
});
type OrderRecord = z.output<typeof orderSchema>;

async function orderNow(context: NetSuiteContext, envelope: Envelope, internalId: string): Promise<OrderRecord | null> {
  const fields = 'id,externalId,subsidiary,status';
  const lookup = { name: 'order-now', path: `${recordPath}/salesOrder/${internalId}?fields=${fields}` };
  const body = await context.client.get(envelope, lookup);
  if (body === null) return null;
  return context.understood(lookup.name, () => Promise.resolve(checked(orderSchema, body, 'the sales order')));
}

/** NetSuite's word for where an order stands; it writes `Pending Billing`, or `pendingBilling` in some accounts. */
function standingOf({ status }: OrderRecord): 'OPEN' | 'BILLED' | 'ENDED' {
  switch ((status?.id ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')) {
    case 'billed':
      return 'BILLED';
    case 'closed':
    case 'cancelled':
      return 'ENDED';
    default:
      return 'OPEN';
  }
}

/** NetSuite itself refuses to delete an order that is billed; that is asked before, to say so in words. */
async function withdrawBillables(
  context: NetSuiteContext,
  envelope: Envelope,
  proposal: VendorRef,
): Promise<WriteOutcome> {
  const applied: WriteOutcome = { kind: 'APPLIED', ref: proposal, isNew: false };
  const internalId = ownId(context, 'BILLING_PROPOSAL', proposal);
  const order = await orderNow(context, envelope, internalId);
  if (order === null) return applied;
  const objection = (field: string, says: string): Objection => new Objection(context.config.instance, field, { says });
  if (order.externalId === null) throw objection('key', 'has this sales order from somebody else; take it back there');
  const standing = standingOf(order);
  const invoices = standing === 'OPEN' ? [] : await invoicesOf(context, envelope, order.id);
  // A billed order whose invoice no query shows yet has one all the same.
  if (invoices.some(({ voided }) => voided !== 'T') || (standing === 'BILLED' && invoices.length === 0))
    throw objection('status', 'has an invoice of this sales order; credit that instead');
  // NetSuite keeps an order with an invoice that was voided; nothing is billed of it any more.
  if (invoices.length > 0) return applied;
  // 404: somebody, or an earlier try of ours, took it away already.
  const path = `${recordPath}/salesOrder/${internalId}`;
  await send(context, envelope, { name: 'write:salesOrder:delete', method: 'DELETE', path });
  return applied;
}

async function buildProposal(
  context: NetSuiteContext,
  envelope: Envelope,
  { key, proposal, issuedOn }: ProposalBuild,
): Promise<WriteOutcome> {
  const internalId = ownId(context, 'BILLING_PROPOSAL', proposal);
  const order = await orderNow(context, envelope, internalId);
  if (order === null) throw missing(context, 'sales order');
  const path = `${recordPath}/salesOrder/${internalId}/!transform/invoice`;
  return inPeriod(context, envelope, { legalEntity: order.subsidiary.id, on: issuedOn }, () =>
    createOnce(context, envelope, { type: 'invoice', key, body: { tranDate: issuedOn }, path }),
  );
}

const invoiceRow = z.object({ id, voided: maybe(z.string()) });
type InvoiceRow = z.output<typeof invoiceRow>;

/** Invoices made of an order, voided ones with the others. A query trails the record by seconds. */
async function invoicesOf(context: NetSuiteContext, envelope: Envelope, order: string): Promise<readonly InvoiceRow[]> {
  const statement: Statement = {
    name: 'invoices-of-order',
    sql: `SELECT DISTINCT t.id, t.voided FROM transactionline l JOIN transaction t ON t.id = l.transaction
      WHERE l.createdfrom IN ${ids([order])} AND t.type = 'CustInvc' ORDER BY t.id`,
  };
  const rows = await context.client.rows(envelope, statement);
  return context.understood(statement.name, () =>
    Promise.resolve(checkedRows(invoiceRow, rows, 'invoices of an order')),
  );
}

async function proposalNow(
  context: NetSuiteContext,
  envelope: Envelope,
  proposal: VendorRef,
): Promise<ProposalState | null> {
  const internalId = context.refs.idOf('BILLING_PROPOSAL', proposal);
  const order = internalId === null ? null : await orderNow(context, envelope, internalId);
  if (order === null) return null;
  const standing = standingOf(order);
  if (standing === 'OPEN') return { kind: 'SUBMITTED' };
  const rows = await invoicesOf(context, envelope, order.id);
  return stateOf(standing, rows, (invoice) => context.refs.of('INVOICE', invoice));
}

/** What became of an order that is not open any more. One closed after it was billed in part has an invoice like any other. */
export function stateOf(
  standing: 'BILLED' | 'ENDED',
  rows: readonly InvoiceRow[],
  refOf: (invoice: string) => VendorRef,
): ProposalState {
  const invoices = rows.filter(({ voided }) => voided !== 'T').map((row) => refOf(row.id));
  if (invoices.length > 0) return { kind: 'BUILT', invoices };
  if (standing === 'ENDED') return { kind: 'REFUSED' };
  // What no query shows yet will be there; with voided ones only nothing comes of it by itself.
  return rows.length === 0 ? { kind: 'SUBMITTED' } : { kind: 'BUILT', invoices };
}
