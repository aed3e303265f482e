// The ERP's system API as a process asks it about documents.
import {
  ErpBuildProposalDocument,
  ErpInvoiceFactsDocument,
  type ErpInvoiceFactsQuery,
  ErpLookUpBuiltDocument,
  ErpLookUpCreditMemoDocument,
  ErpLookUpInvoiceDocument,
  ErpLookUpProposalDocument,
  ErpPostCreditMemoDocument,
  ErpPostedDocumentDocument,
  type ErpPostedDocumentQuery,
  ErpPostInvoiceDocument,
  ErpProposalDocument,
  ErpRemoveCreditMemoDocument,
  ErpRemoveInvoiceDocument,
  ErpSubmitBillablesDocument,
  ErpWatchedInvoicesDocument,
  ErpWithdrawBillablesDocument,
} from '../../../schema/generated/erp-writes.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import type { ErpInvoices, ErpPeriod, ErpPostedDocument } from './erp-invoices.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { RecordRef } from './write-call.ts';

type ToldDocument = NonNullable<ErpPostedDocumentQuery['document']>;
type ToldPeriod = NonNullable<ErpInvoiceFactsQuery['facts']>['periods'][number];

/** Documents of the ERP behind an endpoint. */
export function erpInvoices(endpoint: Endpoint): ErpInvoices {
  return { ...invoices(endpoint), ...proposals(endpoint), ...creditMemos(endpoint), ...reads(endpoint) };
}

function invoices(endpoint: Endpoint): Pick<ErpInvoices, 'postInvoice' | 'findInvoice' | 'removeInvoice'> {
  return {
    postInvoice: async (call, invoice) =>
      outcomeOf(await endpoint.ask(ErpPostInvoiceDocument, { ticket: writeTicket(call), invoice }, writeMsMax)),
    findInvoice: async (call) =>
      foundBy('erp', call, await endpoint.ask(ErpLookUpInvoiceDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    removeInvoice: async (call, invoice) =>
      outcomeOf(await endpoint.ask(ErpRemoveInvoiceDocument, { ticket: writeTicket(call), invoice }, writeMsMax)),
  };
}

type Proposals = Pick<
  ErpInvoices,
  'submitBillables' | 'findProposal' | 'withdrawBillables' | 'buildProposal' | 'findBuilt' | 'proposal'
>;

function proposals(endpoint: Endpoint): Proposals {
  return {
    submitBillables: async (call, billables) => {
      const asked = { ticket: writeTicket(call), billables };
      return outcomeOf(await endpoint.ask(ErpSubmitBillablesDocument, asked, writeMsMax));
    },
    findProposal: async (call) =>
      foundBy('erp', call, await endpoint.ask(ErpLookUpProposalDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    withdrawBillables: async (call, proposal) =>
      outcomeOf(await endpoint.ask(ErpWithdrawBillablesDocument, { ticket: writeTicket(call), proposal }, writeMsMax)),
    buildProposal: async (call, build) =>
      outcomeOf(await endpoint.ask(ErpBuildProposalDocument, { ticket: writeTicket(call), ...build }, writeMsMax)),
    findBuilt: async (call) =>
      foundBy('erp', call, await endpoint.ask(ErpLookUpBuiltDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    proposal: async (proposal) =>
      readBy('erp', await endpoint.ask(ErpProposalDocument, { proposal }, readMsMax), ({ proposal: told }) =>
        told === null
          ? null
          : // What nobody here knows yet has built nothing that is known of.
            {
              state: told.state === 'UNKNOWN' ? 'SUBMITTED' : told.state,
              invoices: told.invoices.map((invoice) => recordRef('erp', invoice)),
            },
      ),
  };
}

function creditMemos(endpoint: Endpoint): Pick<ErpInvoices, 'postCreditMemo' | 'findCreditMemo' | 'removeCreditMemo'> {
  return {
    postCreditMemo: async (call, creditMemo) =>
      outcomeOf(await endpoint.ask(ErpPostCreditMemoDocument, { ticket: writeTicket(call), creditMemo }, writeMsMax)),
    findCreditMemo: async (call) => {
      const asked = { ticket: lookUpTicket(call) };
      return foundBy('erp', call, await endpoint.ask(ErpLookUpCreditMemoDocument, asked, lookUpMsMax));
    },
    removeCreditMemo: async (call, creditMemo) =>
      outcomeOf(await endpoint.ask(ErpRemoveCreditMemoDocument, { ticket: writeTicket(call), creditMemo }, writeMsMax)),
  };
}

function reads(endpoint: Endpoint): Pick<ErpInvoices, 'postedDocument' | 'watchedInvoices' | 'invoiceFacts'> {
  return {
    postedDocument: async (document) =>
      readBy('erp', await endpoint.ask(ErpPostedDocumentDocument, { document }, readMsMax), ({ document: told }) =>
        told === null ? null : postedOf(told),
      ),
    watchedInvoices: async (invoices) =>
      readBy('erp', await endpoint.ask(ErpWatchedInvoicesDocument, { invoices }, readMsMax), ({ invoices: told }) =>
        answered('erp', told).map((invoice) =>
          invoice === null
            ? null
            : {
                ...invoice,
                ref: recordRef('erp', invoice.ref),
                legalEntity: recordRef('erp', invoice.legalEntity),
                customer: recordRef('erp', invoice.customer),
                credits: invoice.credits.map((credit) => ({ ...credit, ref: recordRef('erp', credit.ref) })),
                payments: invoice.payments.map((payment) => ({ ...payment, ref: recordRef('erp', payment.ref) })),
              },
        ),
      ),
    invoiceFacts: async (legalEntity, on) =>
      readBy('erp', await endpoint.ask(ErpInvoiceFactsDocument, { legalEntity, on }, readMsMax), ({ facts }) =>
        facts === null ? null : { ...facts, periods: facts.periods.map(periodOf) },
      ),
  };
}

function postedOf(told: ToldDocument): ErpPostedDocument {
  return {
    ...told,
    ref: recordRef('erp', told.ref),
    customer: recordRef('erp', told.customer),
    legalEntity: recordRef('erp', told.legalEntity),
    period: told.period === null ? null : periodOf(told.period),
    original: maybeRef(told.original),
    lines: told.lines.map((line) => ({
      ...line,
      project: maybeRef(line.project),
      dimensions: line.dimensions.map((dimension) => recordRef('erp', dimension)),
    })),
    appliedTo: told.appliedTo.map(({ invoice, applied }) => ({ invoice: recordRef('erp', invoice), applied })),
  };
}

function periodOf(told: ToldPeriod): ErpPeriod {
  return { ...told, ref: recordRef('erp', told.ref) };
}

function maybeRef(ref: unknown): RecordRef | null {
  return ref === null ? null : recordRef('erp', ref);
}
