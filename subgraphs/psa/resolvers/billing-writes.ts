// Internal queries and mutations of the PSA about billing: work with its versions, and what was billed of it.
import { recordOf } from '../../ledger/desk.ts';
import type { WorkItem } from '../../ports/billing-work.ts';
import type { MutationResolvers, PsaWorkItem, QueryResolvers } from '../generated/resolvers.ts';

export const billingMutation = {
  psaMarkBilled: (_root, { ticket, billed }, { desk, port }) => {
    const { project, items, document, number, issuedOn, purchaseOrder } = billed;
    const write = {
      ...{ key: ticket.key, issuedOn, number: number ?? null, purchaseOrder: purchaseOrder ?? null },
      ...{ project: recordOf(project), items: items.map(recordOf), document: recordOf(document) },
    };
    return desk.write('markBilled', ticket, (envelope) => port.billingWrites.markBilled(envelope, write));
  },
  psaLookUpBilled: (_root, { ticket }, { desk, port }) =>
    desk.lookUp('markBilled', ticket, (envelope) => port.billingWrites.billsByKey(envelope, ticket.key)),
  psaUnmarkBilled: (_root, { ticket, bill }, { desk, port }) => {
    const ref = recordOf(bill);
    return desk.write('unmarkBilled', ticket, (envelope) => port.billingWrites.unmarkBilled(envelope, ref));
  },
  psaBuildInvoice: (_root, { ticket, work }, { desk, port }) => {
    const { project, items, issuedOn, purchaseOrder } = work;
    const write = {
      ...{ key: ticket.key, issuedOn, purchaseOrder: purchaseOrder ?? null },
      ...{ project: recordOf(project), items: items.map(recordOf) },
    };
    return desk.write('buildInvoice', ticket, (envelope) => port.billingWrites.buildInvoice(envelope, write));
  },
  psaLookUpBuilt: (_root, { ticket }, { desk, port }) =>
    desk.lookUp('buildInvoice', ticket, (envelope) => port.billingWrites.billsByKey(envelope, ticket.key)),
} satisfies MutationResolvers;

export const billingQuery = {
  psaBillingWork: async (_root, { projects, through, work }, { envelope, port }) => {
    const found = await port.billingWrites.work(envelope, { projects: projects.map(recordOf), through, work });
    return found.map(itemOf);
  },
  psaWorkNow: async (_root, { items }, { envelope, port }) => {
    const found = await port.billingWrites.workNow(envelope, items.map(recordOf));
    return found.map((item) => (item === null ? null : itemOf(item)));
  },
  psaBuiltInvoice: (_root, { invoice }, { envelope, port }) =>
    port.billingWrites.builtInvoice(envelope, recordOf(invoice)),
} satisfies QueryResolvers;

/** Both kinds in one shape: what the other kind has is null. */
function itemOf(item: WorkItem): PsaWorkItem {
  const ofTime = { minutes: null, task: null, taskTitle: null, role: null, hourlyRate: null };
  const ofExpense = { category: null, amount: null, reimbursable: null, hasReceipt: null };
  return { ...ofTime, ...ofExpense, ...item };
}
