// How the invoices we posted stand in the ERP, as the watch over them saw it last.
import type { BillingDraftResolvers } from '../generated/resolvers.ts';
import type { RecordedInvoice } from '../release-work/process.ts';

const payments = ['OPEN', 'PARTIALLY_PAID', 'PAID', 'VOIDED'] as const;

export const draftStanding: Pick<BillingDraftResolvers, 'standing'> = {
  standing: async ({ id, invoice }, _arguments, { watchedOf }) => {
    if (invoice === null) return null;
    const seen = await watchedOf.load(id);
    // Written by the bill from what the ERP said.
    const { total } = invoice as unknown as RecordedInvoice;
    if (seen === null) return { state: 'POSTED', payment: 'OPEN', remaining: total, seenAt: null };
    const { state, status, remaining, lookedAt } = seen;
    const payment = payments.find((each) => each === status) ?? 'UNKNOWN';
    return { state, payment, remaining, seenAt: lookedAt.toISOString() };
  },
};
