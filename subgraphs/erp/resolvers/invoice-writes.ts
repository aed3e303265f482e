// Internal mutations of the ERP about documents: posted, or built by itself of what is submitted; looked up, taken back, credited, and read.
import { type CurrencyCode, currencyCode } from '../../../schema/canon/currency.ts';
import { money } from '../../../schema/canon/money.ts';
import { recordOf } from '../../ledger/desk.ts';
import type { CreditMemoWrite, InvoiceLineWrite, InvoiceWrite } from '../../ports/invoice-writes.ts';
import type {
  ErpCreditMemoInput,
  ErpInvoiceInput,
  ErpInvoiceLineInput,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.ts';

export const invoiceMutation = {
  erpPostInvoice: (_root, { ticket, invoice }, { desk, invoiceWrites }) => {
    const write = invoiceOf(ticket.key, invoice);
    return desk.write('postInvoice', ticket, (envelope) => invoiceWrites.postInvoice(envelope, write));
  },
  erpLookUpInvoice: (_root, { ticket }, { desk, invoiceWrites }) =>
    desk.lookUp('postInvoice', ticket, (envelope) => invoiceWrites.invoicesByKey(envelope, ticket.key)),
  erpRemoveInvoice: (_root, { ticket, invoice }, { desk, invoiceWrites }) => {
    const ref = recordOf(invoice);
    return desk.write('removeInvoice', ticket, (envelope) => invoiceWrites.removeInvoice(envelope, ref));
  },
  erpPostCreditMemo: (_root, { ticket, creditMemo }, { desk, invoiceWrites }) => {
    const write = creditOf(ticket.key, creditMemo);
    return desk.write('postCreditMemo', ticket, (envelope) => invoiceWrites.postCreditMemo(envelope, write));
  },
  erpLookUpCreditMemo: (_root, { ticket }, { desk, invoiceWrites }) =>
    desk.lookUp('postCreditMemo', ticket, (envelope) => invoiceWrites.creditMemosByKey(envelope, ticket.key)),
  erpRemoveCreditMemo: (_root, { ticket, creditMemo }, { desk, invoiceWrites }) => {
    const ref = recordOf(creditMemo);
    return desk.write('removeCreditMemo', ticket, (envelope) => invoiceWrites.removeCreditMemo(envelope, ref));
  },
  erpSubmitBillables: (_root, { ticket, billables }, { desk, invoiceWrites }) => {
    const write = invoiceOf(ticket.key, billables);
    return desk.write('submitBillables', ticket, (envelope) => invoiceWrites.submitBillables(envelope, write));
  },
  erpLookUpProposal: (_root, { ticket }, { desk, invoiceWrites }) =>
    desk.lookUp('submitBillables', ticket, (envelope) => invoiceWrites.proposalsByKey(envelope, ticket.key)),
  erpWithdrawBillables: (_root, { ticket, proposal }, { desk, invoiceWrites }) => {
    const ref = recordOf(proposal);
    return desk.write('withdrawBillables', ticket, (envelope) => invoiceWrites.withdrawBillables(envelope, ref));
  },
  erpBuildProposal: (_root, { ticket, proposal, issuedOn }, { desk, invoiceWrites }) => {
    const write = { key: ticket.key, proposal: recordOf(proposal), issuedOn };
    return desk.write('buildProposal', ticket, (envelope) => invoiceWrites.buildProposal(envelope, write));
  },
  erpLookUpBuilt: (_root, { ticket }, { desk, invoiceWrites }) =>
    desk.lookUp('buildProposal', ticket, (envelope) => invoiceWrites.invoicesByKey(envelope, ticket.key)),
} satisfies MutationResolvers;

export const invoiceQuery = {
  erpPostedDocument: (_root, { document }, { envelope, invoiceWrites }) =>
    invoiceWrites.documentNow(envelope, recordOf(document)),
  erpWatchedInvoices: (_root, { invoices }, { envelope, invoiceWrites }) =>
    invoiceWrites.watchedInvoices(envelope, invoices.map(recordOf)),
  erpProposal: async (_root, { proposal }, { envelope, invoiceWrites }) => {
    const state = await invoiceWrites.proposalNow(envelope, recordOf(proposal));
    if (state === null) return null;
    return { state: state.kind, invoices: state.kind === 'BUILT' ? state.invoices : [] };
  },
  erpInvoiceFacts: (_root, { legalEntity, on }, { envelope, invoiceWrites }) =>
    invoiceWrites.invoiceFacts(envelope, recordOf(legalEntity), on),
} satisfies Pick<QueryResolvers, 'erpPostedDocument' | 'erpWatchedInvoices' | 'erpProposal' | 'erpInvoiceFacts'>;

/** Amounts are checked on the way in: more digits than the currency has raise RangeError, which is a bad request. */
function invoiceOf(key: string, input: ErpInvoiceInput): InvoiceWrite {
  const currency = currencyCode(input.currency);
  return {
    key,
    customer: recordOf(input.customer),
    legalEntity: recordOf(input.legalEntity),
    currency,
    issuedOn: input.issuedOn,
    dueOn: input.dueOn ?? null,
    purchaseOrder: input.purchaseOrder ?? null,
    memo: input.memo ?? null,
    lines: input.lines.map((line) => lineOf(line, currency)),
  };
}

function lineOf(line: ErpInvoiceLineInput, currency: CurrencyCode): InvoiceLineWrite {
  const { name, kind, description, project, quantity, unitPrice, taxCode, dimensions } = line;
  const { practice, serviceLine, geography, costCentre } = dimensions;
  return {
    ...{ name, kind, description, taxCode },
    project: project === null || project === undefined ? null : recordOf(project),
    quantity: quantity ?? null,
    unitPrice: unitPrice ?? null,
    net: money(line.net, currency),
    dimensions: {
      practice: practice ?? null,
      serviceLine: serviceLine ?? null,
      geography: geography ?? null,
      costCentre: costCentre ?? null,
    },
  };
}

function creditOf(key: string, input: ErpCreditMemoInput): CreditMemoWrite {
  const currency = currencyCode(input.currency);
  return {
    key,
    original: recordOf(input.original),
    issuedOn: input.issuedOn,
    memo: input.memo ?? null,
    lines: input.lines.map(({ name, line, net, tax }) => ({
      ...{ name, line },
      net: money(net, currency),
      tax: tax === null || tax === undefined ? null : money(tax, currency),
    })),
  };
}
