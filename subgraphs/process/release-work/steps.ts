// The writes of a bill, each with its look-up and its undo: our own books, where the claims are, and the ERP's document.
import { mintId } from '../../../schema/canon/identity.ts';
import type { Books } from '../../journal/books.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import { keyDigest } from '../billing/business-key.ts';
import { failure, type Outcome } from '../saga/outcome.ts';
import type { Step } from '../saga/step.ts';
import type { ErpInvoice, ErpInvoices, ErpPostedDocument } from '../systems/erp-invoices.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { Amount, BillDocument } from './document.ts';
import { documentOf, moneyOf } from './document.ts';
import { changedWords, objectionOf } from './last-look.ts';
import { differenceOf } from './posted-difference.ts';
import { draftOf, dropDraft, openDraft, recordPosted } from './moving.ts';
import { NotReclaimed, reclaimDraft, type ReclaimParts } from './reclaim.ts';
import { WorkTaken } from './take.ts';

/** What the steps of one bill share. */
export interface BillSteps {
  readonly systems: Systems;
  readonly books: Books;
  readonly runId: string;
  readonly draftId: string;
  /** Business key of the document. */
  readonly key: string;
  readonly projectId: string;
  readonly customerId: string;
  /** Canonical id of the seller. */
  readonly sellerId: string;
}

/** A draft as a step refers to it. */
export type DraftRef = { readonly draft: string };

/** Our own books: no call leaves the house, and none is in doubt. */
const ours = 'billing';

/** What is said of a draft that somebody ended before it was sent. */
export const draftEnded = 'Somebody has ended the draft; its work is free';

/** Holds the draft's claims for this run; taken back they are given back (DOMAIN rule 30). A replay claims anew what was dropped. */
export function holdWork(
  { books, runId, draftId }: BillSteps,
  parts: ReclaimParts,
  { isReplay }: { readonly isReplay: boolean },
): Step<DraftRef> {
  const ref = { draft: draftId };
  return {
    ...{ name: 'hold-work', system: ours, operation: 'update', key: `draft-${draftId}`, input: ref },
    find: async () => ((await draftOf(books, draftId)).state === 'DROPPED' ? [] : [ref]),
    act: async () => {
      if ((await draftOf(books, draftId)).state !== 'DROPPED') return { kind: 'APPLIED', ref, isNew: false };
      // Ended by somebody before its run came by: only who sends the run on again wants it billed after all.
      if (!isReplay) return no('DRAFT_ABANDONED', draftEnded);
      try {
        await reclaimDraft(parts, { runId, draftId });
        return { kind: 'APPLIED', ref, isNew: true };
      } catch (error) {
        if (error instanceof NotReclaimed) return no(error.code, error.message);
        if (error instanceof WorkTaken) return no('WORK_TAKEN', error.message);
        throw error;
      }
    },
    undo: async () => {
      const { state } = await draftOf(books, draftId);
      if (state === 'POSTED' || state === 'ISSUED')
        return no('POSTED', 'A posted document never changes; credit it instead');
      await openDraft(books, runId, draftId, (open) => dropDraft(open, 'TAKEN_BACK'));
      return { kind: 'APPLIED', ref, isNew: false };
    },
  };
}

function no(code: string, message: string): Outcome<never> {
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure(code, message) };
}

/**
 * Posts the document, unless `changed` names work that is not as it was claimed. Until it is on record here it can be removed; then only a
 * credit takes it back (DOMAIN rules 30, 33, 63).
 */
export function postInvoice(
  { systems, books, draftId, key }: BillSteps,
  document: BillDocument,
  changed: () => Promise<readonly string[]> = () => Promise.resolve([]),
): Step<RecordRef> {
  const { erp } = systems;
  const invoice = invoiceOf(document);
  return {
    ...{ name: 'post-invoice', system: 'erp', operation: 'post', key: `bill-${keyDigest(key)}` },
    input: { ...invoice, lines: invoice.lines.map((line) => ({ ...line })) },
    find: (call) => erp.findInvoice(call),
    act: async (call) => {
      const sources = await changed();
      return sources.length > 0 ? no('WORK_CHANGED', changedWords(sources)) : erp.postInvoice(call, invoice);
    },
    undo: async (call, ref) => (await refuseIfPosted(books, draftId)) ?? erp.removeInvoice(call, ref),
  };
}

/** Until a document is on record here whatever was made of it can be taken back; then this is the no. */
export async function refuseIfPosted(books: Books, draftId: string): Promise<Outcome<RecordRef> | null> {
  const { state } = await draftOf(books, draftId);
  if (state !== 'POSTED' && state !== 'ISSUED') return null;
  const message = 'The invoice is posted and on record; credit it instead';
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure('POSTED', message) };
}

/** The document as the ERP takes it. */
export function invoiceOf(document: BillDocument): ErpInvoice {
  const { customer, seller, issuedOn, purchaseOrder, memo, erpProject, taxCode, dimensions, lines, gross } = document;
  return {
    ...{ customer, legalEntity: seller, currency: gross.currency, issuedOn, dueOn: null, purchaseOrder, memo },
    lines: lines.map(({ name, kind, description, hours, unitPrice, net, taxCode: own }) => ({
      ...{ name, kind, description, project: erpProject, taxCode: own ?? taxCode, dimensions },
      ...{ quantity: hours, unitPrice, net: net.amount },
    })),
  };
}

/** What the ERP made of it. */
export type RecordedInvoice = {
  /** Canonical id. */
  readonly id: string;
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly net: Amount;
  readonly tax: Amount;
  readonly total: Amount;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  /** The PSA's own invoice it was made from; absent where the PSA built none. */
  readonly psaInvoice?: PsaInvoice;
};

/** What is learned of whoever built it: every invoice ends in the ERP. */
export interface BuiltInvoice {
  readonly invoice: RecordRef;
  /** The PSA's own invoice it was made from; null where the PSA built none. */
  readonly psaInvoice: PsaInvoice | null;
  /** Invoices that stand for it when it is gone: whoever builds may have built anew; absent where nobody else does. */
  readonly anew?: () => Promise<readonly RecordRef[]>;
}
type PsaInvoice = { readonly ref: RecordRef; readonly number: string | null };

/**
 * Reads the posted document back and ends the claims by it; number and tax are the ERP's (DOMAIN rules 10, 17). Refused while the document can
 * be taken back and its work is not as it was claimed (rule 30).
 */
export function recordInvoice(steps: BillSteps, built: BuiltInvoice): Step<RecordedInvoice> {
  const { invoice, psaInvoice } = built;
  const { systems, books, runId, draftId, projectId, customerId } = steps;
  return {
    ...{ name: 'record-invoice', system: ours, operation: 'update', key: `posted-${draftId}`, input: { invoice } },
    find: async () => {
      const { state, invoice: known } = await draftOf(books, draftId);
      // Written by the act below.
      return state === 'POSTED' || state === 'ISSUED' ? [known as unknown as RecordedInvoice] : [];
    },
    act: async () => {
      const standing = await standingInvoice(systems.erp, built);
      if (standing.kind === 'GONE') return gone(standing.says);
      const { posted, ref } = standing;
      const { document } = await draftOf(books, draftId);
      const lines = documentOf(document).lines.map(
        ({ name }) => posted.lines.find((line) => line.name === name)?.net ?? null,
      );
      const wrong = differenceOf(documentOf(document), posted);
      if (wrong !== null) return gone(wrong);
      const objection = await objectionOf(steps, draftId, { posted, psaInvoice: psaInvoice?.ref ?? null });
      if (objection !== null) return no('WORK_CHANGED', objection);
      const recorded = { ...recordedOf(ref, posted), ...(psaInvoice === null ? {} : { psaInvoice }) };
      const nets = lines.flatMap((net) => (net === null ? [] : [moneyOf(net)]));
      await openDraft(books, runId, draftId, (open) => recordPosted(open, { invoice: recorded, lines: nets }));
      return { kind: 'APPLIED', ref: recorded, isNew: true };
    },
    undo: null,
    events: ({ ref, total, issuedOn, dueOn }) => {
      const subject = mintId(ref);
      const legalEntityId = steps.sellerId;
      const tags = [`invoice-${subject}`, 'invoices', `project-${projectId}`, `customer-${customerId}`];
      const amount = { amount: total.amount, currency: total.currency };
      return [
        businessEvent({ type: 'invoice.generated', subject, data: { customerId, legalEntityId, total: amount }, tags }),
        businessEvent({
          ...{ type: 'invoice.posted', subject, tags },
          data: { customerId, legalEntityId, total: amount, postedOn: issuedOn, dueOn: dueOn ?? issuedOn },
        }),
      ];
    },
  };
}

/** The invoice as it stands, or the one that was built after it was removed or voided. */
export async function standingInvoice(
  erp: Pick<ErpInvoices, 'postedDocument'>,
  { invoice, anew }: Pick<BuiltInvoice, 'invoice' | 'anew'>,
): Promise<
  | { readonly kind: 'STANDS'; readonly ref: RecordRef; readonly posted: ErpPostedDocument }
  | { readonly kind: 'GONE'; readonly says: string }
> {
  const first = await erp.postedDocument(invoice);
  if (first !== null && first.status !== 'VOIDED') return { kind: 'STANDS', ref: invoice, posted: first };
  const what = `The ERP ${first === null ? 'has no' : 'voided'} invoice ${first?.number ?? invoice.id}`;
  if (anew === undefined)
    return { kind: 'GONE', says: `${what}; see who took it back, then take the run back: its work is free then` };
  const others = (await anew()).filter(({ id }) => id !== invoice.id);
  const [ref] = others;
  if (others.length > 1) {
    const ids = others.map(({ id }) => id).join(', ');
    return { kind: 'GONE', says: `${what}, and ${ids} stand for it; leave one there, then send the run on` };
  }
  const posted = ref === undefined ? null : await erp.postedDocument(ref);
  if (ref !== undefined && posted !== null && posted.status !== 'VOIDED') return { kind: 'STANDS', ref, posted };
  const remedy = 'have it billed anew there and send the run on, or take the run back';
  return { kind: 'GONE', says: `${what}, and nothing is built in its place; ${remedy}` };
}

function gone(message: string): Outcome<RecordedInvoice> {
  // In doubt for good: a person looks, and a replay asks again. Nothing is taken back.
  return { kind: 'NOT_APPLIED', reason: 'AMBIGUOUS', failure: failure('POSTED_DIFFERS', message) };
}

function recordedOf(ref: RecordRef, { number, net, tax, total, issuedOn, dueOn }: ErpPostedDocument): RecordedInvoice {
  const kept = ({ amount, currency }: Amount): Amount => ({ amount, currency });
  return { id: mintId(ref), ref, number, net: kept(net), tax: kept(tax), total: kept(total), issuedOn, dueOn };
}
