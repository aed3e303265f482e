// How Kantata learns that work is billed: only its own invoice marks time and expenses as invoiced and locks them. It mirrors the ERP's
// document, or is the bill itself where the PSA builds it; either carries our key from its first moment, and tells nobody by mail. It shows
// Kantata's own prices: the money is the ERP's.
// Source: Kantata OX API, "Invoices" (create with suppress_emails and external_reference, cancel).
import { z } from 'zod';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import {
  type BilledWorkWrite,
  billedItemsMax,
  type PsaBillingWrites,
  type PsaInvoiceWrite,
} from '../../ports/billing-work.ts';
import type { WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { billingWork, billingWorkNow } from './billing-work.ts';
import { builtInvoice } from './built-invoice.ts';
import type { RecordWrite } from './client.ts';
import type { KantataContext } from './context.ts';
import { keyReference, recordsByKey, stillThere, type Subject } from './record-references.ts';
import { refused, sendOne, unlessUnread } from './sending.ts';

const standing = z.object({ status: z.string() });

/** Bills of the account; a cancelled one bills nothing any more, but stays in its lists. */
/** Our own invoices, by which it marks what is billed; cancelled ones are no more. */
export const bills: Subject = {
  ...{ type: 'Invoice', collection: 'invoices', kind: 'INVOICE', keyModel: 'Invoice', filters: {} },
  isInForce: (row) => standing.safeParse(row).data?.status !== 'cancelled',
};

/** The writes of one account. */
export function billingWrites(context: KantataContext): PsaBillingWrites {
  return {
    settleMs: context.config.settleMs,
    // A bill made twice is two bills; what is cancelled stays so.
    repeatable: ['unmarkBilled'],
    work: (envelope, question) => billingWork(context, envelope, question),
    workNow: (envelope, items) => billingWorkNow(context, envelope, items),
    markBilled: (envelope, write) => markBilled(context, envelope, write),
    billsByKey: (envelope, key) => recordsByKey(context, envelope, bills, key),
    buildInvoice: (envelope, write) => bill(context, envelope, write, null),
    builtInvoice: (envelope, invoice) => builtInvoice(context, envelope, invoice),
    unmarkBilled: (envelope, bill) => unlessUnread(context, () => unmarkBilled(context, envelope, bill)),
  };
}

async function markBilled(context: KantataContext, envelope: Envelope, write: BilledWorkWrite): Promise<WriteOutcome> {
  const { document, number } = write;
  const mirrored = {
    // Its own number is a whole number; the ERP's may be anything.
    title: number ?? document.id,
    message: `${document.instance} ${document.id}`,
  };
  return bill(context, envelope, write, mirrored);
}

/** Makes an invoice of the account's own: of what is billed elsewhere, which it names, or of what is to be billed by it. */
async function bill(
  context: KantataContext,
  envelope: Envelope,
  write: PsaInvoiceWrite,
  mirrored: { readonly title: string; readonly message: string } | null,
): Promise<WriteOutcome> {
  const { refs, mapping } = context;
  const { items, project } = write;
  if (!refs.isOurs('PROJECT', project)) return refused(context, 'workspace_id', 'has no such project');
  if (items.length === 0 || items.length > billedItemsMax)
    return refused(context, 'items', `takes 1 to ${billedItemsMax} pieces of work at once, not ${items.length}`);
  const [time, expenses] = [refs.idsOf('TIME_ENTRY', items), refs.idsOf('EXPENSE', items)];
  const milestones = refs.idsOf('MILESTONE', items);
  if (time.length + expenses.length + milestones.length !== items.length)
    return refused(context, 'items', 'was given work twice, or of another account; name each piece of its own once');
  const reference = keyReference(context, bills.keyModel, write.key);
  const invoice = {
    workspace_id: project.id,
    time_entry_ids: time,
    expense_ids: expenses,
    ...(milestones.length === 0 ? {} : { billing_milestone_ids: milestones }),
    payment_schedule: mapping.billPaymentDays,
    invoice_date: write.issuedOn,
    ...(mirrored === null ? {} : { user_invoice_title: mirrored.title }),
    ...(write.purchaseOrder === null ? {} : { purchase_order: write.purchaseOrder }),
    draft: false,
    suppress_emails: true,
    external_reference: mirrored === null ? reference : { ...reference, external_message: mirrored.message },
  };
  const post: RecordWrite = {
    ...{ name: 'write:invoices:create', method: 'POST', path: 'invoices.json', body: { invoice } },
  };
  const asked = { kind: 'CREATE', collection: bills.collection } as const;
  return sendOne(context, envelope, { write: post, asked, kind: 'INVOICE' });
}

async function unmarkBilled(context: KantataContext, envelope: Envelope, bill: VendorRef): Promise<WriteOutcome> {
  if (!context.refs.isOurs('INVOICE', bill)) return refused(context, 'id', 'has no such bill');
  const applied: WriteOutcome = { kind: 'APPLIED', ref: bill, isNew: false };
  const isGone = async (): Promise<boolean> => (await stillThere(context, envelope, bills, [bill.id])).length === 0;
  if (await isGone()) return applied;
  const { collection } = bills;
  const put: RecordWrite = {
    ...{ name: 'write:invoices:cancel', method: 'PUT', path: `${collection}/${bill.id}/cancel.json`, body: {} },
  };
  const asked = { kind: 'UPDATE', collection, id: bill.id } as const;
  const outcome = await sendOne(context, envelope, { write: put, asked, kind: 'INVOICE' });
  const isNo = outcome.kind === 'NOT_APPLIED' && outcome.reason === 'REFUSED';
  // An earlier try of ours, or a person, may have been there first.
  return isNo && (await isGone()) ? applied : outcome;
}
