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
  if (standingOf(order) === 'BILLED')
    throw objection('status', 'has an invoice of this sales order; credit that instead');
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

const invoiceRow = z.object({ id });

/** Invoices made of an order. */
function invoicesOfStatement(order: string): Statement {
  return {
    name: 'invoices-of-order',
    sql: `SELECT DISTINCT t.id FROM transactionline l JOIN transaction t ON t.id = l.transaction
      WHERE l.createdfrom IN ${ids([order])} AND t.type = 'CustInvc' AND t.voided = 'F' ORDER BY t.id`,
  };
}

async function proposalNow(
  context: NetSuiteContext,
  envelope: Envelope,
  proposal: VendorRef,
): Promise<ProposalState | null> {
  const internalId = context.refs.idOf('BILLING_PROPOSAL', proposal);
  const order = internalId === null ? null : await orderNow(context, envelope, internalId);
  if (order === null) return null;
  switch (standingOf(order)) {
    case 'OPEN':
      return { kind: 'SUBMITTED' };
    case 'ENDED':
      return { kind: 'REFUSED' };
    case 'BILLED': {
      const rows = await context.client.rows(envelope, invoicesOfStatement(order.id));
      const invoices = await context.understood('invoices-of-order', () =>
        Promise.resolve(checkedRows(invoiceRow, rows, 'invoices of an order')),
      );
      // A query trails the record by seconds: what is not there yet will be.
      if (invoices.length === 0) return { kind: 'SUBMITTED' };
      return { kind: 'BUILT', invoices: invoices.map((row) => context.refs.of('INVOICE', row.id)) };
    }
  }
}
