// The PSA's system API as a process that bills asks it.
import {
  PsaBillingWorkDocument,
  PsaBuildInvoiceDocument,
  PsaBuiltInvoiceDocument,
  type PsaBuiltInvoiceQuery,
  PsaLookUpBilledDocument,
  PsaLookUpBuiltDocument,
  PsaMarkBilledDocument,
  PsaUnmarkBilledDocument,
  PsaWorkNowDocument,
  type PsaWorkNowQuery,
} from '../../../schema/generated/psa-writes.ts';
import { type Endpoint, lookUpMsMax, readMsMax, writeMsMax } from './endpoint.ts';
import { answered, foundBy, lookUpTicket, outcomeOf, readBy, recordRef, writeTicket } from './exchange.ts';
import type { PsaBilling, PsaBuiltInvoice, PsaWorkItem } from './psa-billing.ts';
import type { RecordRef } from './write-call.ts';

type ToldInvoice = NonNullable<PsaBuiltInvoiceQuery['invoice']>;
type ToldItem = NonNullable<NonNullable<PsaWorkNowQuery['items']>[number]>;

/** Work behind an endpoint. */
export function psaBilling(endpoint: Endpoint): PsaBilling {
  return {
    billingWork: async (question) =>
      readBy('psa', await endpoint.ask(PsaBillingWorkDocument, question, readMsMax), ({ items }) =>
        answered('psa', items).map(workOf),
      ),
    workNow: async (items) =>
      readBy('psa', await endpoint.ask(PsaWorkNowDocument, { items }, readMsMax), ({ items: told }) =>
        answered('psa', told).map((item) => (item === null ? null : workOf(item))),
      ),
    markBilled: async (call, billed) =>
      outcomeOf(await endpoint.ask(PsaMarkBilledDocument, { ticket: writeTicket(call), billed }, writeMsMax)),
    findBilled: async (call) =>
      foundBy('psa', call, await endpoint.ask(PsaLookUpBilledDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    buildInvoice: async (call, work) =>
      outcomeOf(await endpoint.ask(PsaBuildInvoiceDocument, { ticket: writeTicket(call), work }, writeMsMax)),
    findBuilt: async (call) =>
      foundBy('psa', call, await endpoint.ask(PsaLookUpBuiltDocument, { ticket: lookUpTicket(call) }, lookUpMsMax)),
    builtInvoice: async (invoice) =>
      readBy('psa', await endpoint.ask(PsaBuiltInvoiceDocument, { invoice }, readMsMax), ({ invoice: told }) =>
        told === null ? null : builtOf(told),
      ),
    unmarkBilled: async (call, bill) =>
      outcomeOf(await endpoint.ask(PsaUnmarkBilledDocument, { ticket: writeTicket(call), bill }, writeMsMax)),
  };
}

function builtOf({ ref, number, status, issuedOn, total, items }: ToldInvoice): PsaBuiltInvoice {
  const amountOf = ({ amount, currency }: ToldInvoice['total']) => ({ amount, currency });
  return {
    ...{ ref: recordRef('psa', ref), number, status, issuedOn, total: amountOf(total) },
    items: items.map((item) => ({ ref: recordRef('psa', item.ref), net: amountOf(item.net) })),
  };
}

function workOf(told: ToldItem): PsaWorkItem {
  const maybe = (ref: unknown): RecordRef | null => (ref === null ? null : recordRef('psa', ref));
  return {
    ...told,
    ref: recordRef('psa', told.ref),
    project: recordRef('psa', told.project),
    resource: maybe(told.resource),
    approver: maybe(told.approver),
    bill: maybe(told.bill),
    task: maybe(told.task),
  };
}
