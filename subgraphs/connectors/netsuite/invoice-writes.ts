// Documents the way NetSuite posts them: invoices made by POST under an external id, of which NetSuite takes one, read back by their
// addresses, and deleted while nothing hangs on them. NetSuite works the tax out from the lines' codes; none of ours is sent.
// Sources: SuiteTalk REST Web Services API Guide ("Creating a Record Instance", "Using External IDs"); a recorded invoice of 2026.
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { ErpInvoiceWrites, InvoiceWrite } from '../../ports/invoice-writes.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { NetSuiteContext } from './context.ts';
import { creditMemoWrites } from './credit-memo-writes.ts';
import { readInvoiceFacts } from './invoice-facts.ts';
import { inPeriod } from './posting-period.ts';
import { proposalWrites } from './proposal-writes.ts';
import { documentNow } from './posted-document.ts';
import { saleBody } from './sale-body.ts';
import { watchedInvoices } from './watched-invoices.ts';
import { checked, decimal, id, isoDate, maybe } from './wire.ts';
import { byKey, createOnce, Objection, ownId, recordPath, send, settled } from './write-record.ts';

/** Writes of one account. */
export function invoiceWrites(context: NetSuiteContext): ErpInvoiceWrites {
  return {
    settleMs: context.config.settleMs,
    // Made by POST under an external id: a second call, early or late, finds the first one's record. What is gone stays gone.
    repeatable: [
      ...(['postInvoice', 'removeInvoice', 'postCreditMemo', 'removeCreditMemo'] as const),
      ...(['submitBillables', 'withdrawBillables', 'buildProposal'] as const),
    ],
    ...creditMemoWrites(context),
    ...proposalWrites(context),
    postInvoice: (envelope, write) => settled(context, () => postInvoice(context, envelope, write)),
    invoicesByKey: (envelope, key) => byKey(context, envelope, 'invoice', key),
    removeInvoice: (envelope, invoice) => settled(context, () => removeInvoice(context, envelope, invoice)),
    documentNow: (envelope, document) => documentNow(context, envelope, document),
    watchedInvoices: (envelope, invoices) => watchedInvoices(context, envelope, invoices),
    invoiceFacts: (envelope, legalEntity, on) => readInvoiceFacts(context, envelope, legalEntity, on),
  };
}

async function postInvoice(context: NetSuiteContext, envelope: Envelope, write: InvoiceWrite): Promise<WriteOutcome> {
  const sale = await saleBody(context, envelope, write);
  const body = { ...sale, ...(write.dueOn === null ? {} : { dueDate: write.dueOn }) };
  return inPeriod(context, envelope, { legalEntity: sale.subsidiary.id, on: write.issuedOn }, () =>
    createOnce(context, envelope, { type: 'invoice', key: write.key, body }),
  );
}

const named = z.object({ id });
const openInvoice = z.object({
  externalId: maybe(z.string()),
  tranDate: isoDate,
  subsidiary: named,
  amountPaid: maybe(decimal),
});

/** NetSuite itself refuses to delete what something is applied to; that is asked before, to say so in words. */
async function removeInvoice(context: NetSuiteContext, envelope: Envelope, invoice: VendorRef): Promise<WriteOutcome> {
  const applied: WriteOutcome = { kind: 'APPLIED', ref: invoice, isNew: false };
  const path = `${recordPath}/invoice/${ownId(context, 'INVOICE', invoice)}`;
  const name = 'invoice-to-remove';
  const fields = 'externalId,tranDate,subsidiary,amountPaid';
  const body = await context.client.get(envelope, { name, path: `${path}?fields=${fields}` });
  if (body === null) return applied;
  const record = await context.understood(name, () => Promise.resolve(checked(openInvoice, body, 'the invoice')));
  const objection = (field: string, says: string): Objection => new Objection(context.config.instance, field, { says });
  if (record.externalId === null) throw objection('key', 'has this invoice from somebody else; take it back there');
  if (/[1-9]/.test(record.amountPaid ?? ''))
    throw objection('remaining', 'has payments or credits on this invoice; credit it instead');
  const day = { legalEntity: record.subsidiary.id, on: record.tranDate };
  await inPeriod(context, envelope, day, () =>
    // 404: somebody, or an earlier try of ours, took it away already.
    send(context, envelope, { name: 'write:invoice:delete', method: 'DELETE', path }),
  );
  return applied;
}
