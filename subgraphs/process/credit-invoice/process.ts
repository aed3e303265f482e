// Credit and rebill: what is wrong on a posted invoice is credited by a memo that refers to it; the work goes back to be billed again, or is
// given up. The invoice itself never changes (DOMAIN rules 33-35).
import { randomUUID } from 'node:crypto';
import type { CurrencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { compare, isZero, type Money, negate, zero } from '../../../schema/canon/money.ts';
import { taxFigure } from '../../../schema/canon/posted-tax.ts';
import type { RoundingPolicy } from '../../../schema/canon/document-tax.ts';
import type { AccountingPeriod } from '../../../schema/canon/legal-entity.ts';
import type { Books } from '../../journal/books.ts';
import { versionsBySource } from '../../journal/claims.ts';
import type { CreditOutcome } from '../../journal/credits.ts';
import { digest } from '../../journal/canonical.ts';
import { draftsOfInvoices } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { RunReports } from '../../journal/engagements.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import {
  type BilledInvoice,
  type CreditAsked,
  type CreditBooks,
  type CreditWorld,
  documentOf,
  invoiceOf,
  moneyOf,
} from './facts.ts';
import type { BeginFurther } from './free-work.ts';
import { foreignCredits } from './foreign.ts';
import { planGone, recordGone } from './gone.ts';
import { creditBooksOf } from './moving.ts';
import { type CreditPlan, planCredit } from './plan.ts';
import { creditedInPart } from './whole-work.ts';
import { type CreditSteps, openCredit, postMemo, type RecordedMemo, recordMemo } from './steps.ts';

export { freeCreditedWork } from './free-work.ts';
export { watchedDocumentFollowers } from './watch/subscribers.ts';
export { watchPostedDocuments } from './watch/process.ts';
export type { CreditPlan } from './plan.ts';
export type { RecordedMemo } from './steps.ts';

/** Why something is credited. */
export const creditReasons = [
  'WORK_REJECTED',
  'PRICE_WRONG',
  'CUSTOMER_WRONG',
  'DISPUTE',
  'GOODWILL',
  'OTHER',
] as const;
export type CreditReason = (typeof creditReasons)[number];

/** What a credit is begun with. A type, so that a run keeps it as JSON. */
export type CreditInput = {
  readonly role: string;
  /** Canonical id of the invoice. */
  readonly invoiceId: string;
  readonly asked: CreditAsked;
  /** Whether the work goes back to be billed again; else it is given up. */
  readonly rebill: boolean;
  readonly reason: CreditReason;
  readonly words: string;
  /** Only look: the preview, and nothing is posted. */
  readonly dryRun: boolean;
};

/** What it leaves. */
export type Credited = {
  readonly creditId: string | null;
  readonly creditMemoId: string | null;
  readonly number: string | null;
  /** Runs that go on by themselves: the work is freed in the PSA and billed again. */
  readonly runs: readonly string[];
};

/** What a rebill would be, as releases show it. */
export type RebillPreview = (asked: {
  readonly projectId: string;
  readonly sources: readonly { readonly source: string; readonly version: number; readonly amount: string }[];
}) => Promise<Json>;

/** What is said of a credit before it is posted. */
export type CreditReport = {
  readonly credit: CreditPlan & { readonly outcome: CreditOutcome; readonly works: number };
  /** A release's preview; null where nothing is billed again. */
  readonly rebill: Json;
};

/** What the process works with. */
export interface CreditParts {
  readonly systems: Systems;
  readonly books: Books;
  readonly reports: RunReports;
  readonly begin: BeginFurther;
  readonly rounding: (legalEntity: string) => RoundingPolicy;
  /** By how much the ERP's tax may differ from ours before somebody has to agree. */
  readonly toleranceOf: (legalEntity: string, currency: CurrencyCode) => Money;
  readonly rebillOf: RebillPreview;
  /** Whether whoever builds its invoices bills work whole or not at all. */
  readonly billsWholeOnly: (legalEntity: string) => boolean;
  /** Makes records known by their canonical ids. */
  readonly learn: (
    told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[] }[],
  ) => Promise<unknown>;
  /** Business day, YYYY-MM-DD. */
  /** Business day of a legal entity, YYYY-MM-DD. */
  readonly todayOf: (legalEntity: string) => string;
}

/** The process for one caller. */
export function creditAndRebill(parts: CreditParts): Process<CreditInput, Credited> {
  return { name: 'creditAndRebill', run: (saga, input) => credit(saga, parts, input) };
}

/** What was seen when the credit was planned. */
type Looked = {
  readonly draftId: string;
  readonly projectId: string;
  readonly customerId: string;
  readonly legalEntity: string;
  readonly invoice: BilledInvoice & Json;
  /** Null: the ERP has the invoice no more. */
  readonly world: (CreditWorld & Json) | null;
  readonly plan: CreditPlan;
};

async function credit(saga: Saga, parts: CreditParts, input: CreditInput): Promise<Credited> {
  const { asked, rebill, reason } = input;
  const outcome = rebill ? 'REBILL' : 'CONCEDE';
  const looked = await saga.once('looked', () => look(saga, parts, input));
  const { plan, draftId, invoice, world, customerId } = looked;
  await saga.once(subjectNote, () => ({ kind: 'INVOICE', id: invoice.id, label: invoice.number }));
  await saga.once(riskNote, () => riskOf(moneyOf(plan.net)));
  await saga.once('reported', () => report(saga, parts, looked, outcome));
  if (input.dryRun) return { creditId: null, creditMemoId: null, number: null, runs: [] };
  const what = `${plan.gross.amount} ${plan.gross.currency} of invoice ${plan.original}`;
  const how =
    world === null ? 'counts as billed no more, for the ERP has it no more and nothing is posted' : 'is credited';
  await saga.approve('credit', {
    ...{ action: 'invoice.credit', legalEntity: looked.legalEntity, amount: moneyOf(plan.net), reason: input.words },
    subject: { kind: 'INVOICE', id: invoice.id, label: invoice.number },
    explanation: `${what} with tax ${how}; its work is ${rebill ? 'billed again' : 'given up'} (${reason})`,
    evidence: { invoice: invoice.id, reason, outcome, ...plan },
  });
  if (world === null) {
    const gone = { books: parts.books, draftId, invoice, plan, outcome, reason, words: input.words } as const;
    const creditId = await recordGone(saga, gone);
    const runs = rebill ? [await saga.once('freed', () => free(saga, parts, input, creditId))] : [];
    return { creditId, creditMemoId: null, number: null, runs };
  }
  const creditId = await saga.once('credit-id', () => randomUUID());
  const steps: CreditSteps = {
    ...{ systems: parts.systems, books: parts.books, runId: saga.runId, draftId, creditId, customerId },
    ...{ outcome, reason, plan, invoice },
    stillFits: (books) => {
      const again = planCredit(books, world, asked);
      if (again.kind === 'REFUSED') return again.message;
      return digest(again.plan) === digest(plan) ? null : `${plan.original} was credited meanwhile; look at it again`;
    },
  };
  const opened = await saga.step(openCredit(steps));
  const memo = await saga.step(postMemo(steps, opened));
  const recorded = await saga.step(recordMemo(steps, memo));
  // Else the graph would not find the memo before the next look at the ERP's changes.
  await saga.once('known', () => parts.learn([{ ref: memo, links: [] }]).then(() => true));
  // The work goes on: what the ERP's tax is changes nothing of it.
  const runs = rebill ? [await saga.once('freed', () => free(saga, parts, input, creditId))] : [];
  await agreeToTax(saga, parts, looked, recorded);
  return { creditId, creditMemoId: mintId(memo), number: recorded.number, runs };
}

/** The ERP's tax is what counts, on a credit too; when it is far from ours somebody says why (DOMAIN rule 10). The memo stays as it is. */
async function agreeToTax(
  saga: Saga,
  { toleranceOf }: CreditParts,
  { plan, invoice, legalEntity }: Looked,
  { tax, number, id }: RecordedMemo,
): Promise<void> {
  const [estimate, posted] = [moneyOf(plan.tax), moneyOf(tax)];
  const { currency } = estimate;
  const figure = taxFigure(estimate, posted, toleranceOf(legalEntity, currency));
  if (figure.kind !== 'POSTED' || figure.verdict !== 'EXCEPTION') return;
  const { difference } = figure;
  await saga.approve('tax-difference', {
    ...{ action: 'invoice.tax-difference', legalEntity, onRejection: 'STOP' as const },
    amount: compare(difference, zero(currency)) < 0 ? negate(difference) : difference,
    subject: { kind: 'INVOICE', id: invoice.id, label: invoice.number },
    explanation: `The ERP posted ${posted.amount} ${currency} of tax on credit memo ${number ?? id} of ${plan.original}; ${estimate.amount} was expected`,
    evidence: { creditMemo: id, posted: tax, expected: estimate.amount },
  });
}

function free(saga: Saga, { begin }: CreditParts, { role }: CreditInput, creditId: string): Promise<string> {
  const run = { process: 'freeCreditedWork', input: { role, creditId, rebill: true } };
  return begin(saga.runId, { ...run, idempotencyKey: `freed-${creditId}` });
}

async function look(saga: Saga, parts: CreditParts, { invoiceId, asked, rebill }: CreditInput): Promise<Looked & Json> {
  const { systems, books } = parts;
  const [draft = null] = await draftsOfInvoices(books.db, [invoiceId]);
  if (draft === null) {
    const message = `Invoice ${invoiceId} was not posted from here, so nobody knows its work; credit it in the ERP`;
    return saga.refuse('NOT_OURS', message, ['invoiceId']);
  }
  const invoice = invoiceOf(draft);
  const kept = await creditBooksOf(books, draft);
  const world = await worldOf(saga, parts, { draft, invoice });
  const unnoticed = await foreignCredits(systems, invoice.ref, kept.credits);
  if (unnoticed.length > 0) {
    const numbers = unnoticed.map(({ number, ref }) => number ?? ref.id).join(', ');
    const isOfTax = unnoticed.every(({ net }) => net !== null && isZero(moneyOf(net)));
    const then = isOfTax
      ? 'and is of tax alone: void it there, or credit the rest there too'
      : 'and is not taken notice of yet; ask again in a minute';
    const message = `${numbers} credits ${invoice.number ?? invoiceId} in the ERP ${then}`;
    saga.refuse('CREDITED_IN_ERP', message, ['invoiceId']);
  }
  const plan = world === null ? planGone(saga, kept, asked) : planIn(saga, kept, world, asked);
  if (rebill) {
    if (parts.billsWholeOnly(draft.legalEntity)) refuseInPart(saga, kept, plan);
    await refuseOnDraft(saga, books, plan);
  }
  const { id: draftId, projectId, customerId, legalEntity } = draft;
  // Types of plain data, as a journal keeps it.
  return {
    ...{ draftId, projectId, customerId, legalEntity, invoice, world, plan },
  } as unknown as Looked & Json;
}

function planIn(saga: Saga, kept: CreditBooks, world: CreditWorld, asked: CreditAsked): CreditPlan {
  const planned = planCredit(kept, world, asked);
  return planned.kind === 'PLAN' ? planned.plan : saga.refuse(planned.code, planned.message, ['lines']);
}

/** What the ERP says; null where it has the invoice no more. */
async function worldOf(
  saga: Saga,
  { systems, rounding, todayOf }: CreditParts,
  { draft, invoice }: { readonly draft: KeptDraft; readonly invoice: BilledInvoice },
): Promise<CreditWorld | null> {
  const number = invoice.number ?? invoice.id;
  const today = todayOf(draft.legalEntity);
  const [posted, facts] = await Promise.all([
    systems.erp.postedDocument(invoice.ref),
    systems.erp.invoiceFacts(documentOf(draft).seller, today),
  ]);
  if (posted === null) return null;
  if (posted.status === 'VOIDED') {
    const message = `The ERP voided invoice ${number}, so there is nothing to credit; its work is given back by that, and heldWork lists it`;
    return saga.refuse('NOT_IN_ERP', message, ['invoiceId']);
  }
  const periods = (facts?.periods ?? []).map(({ ref, name, startOn, endOn, receivables }): AccountingPeriod => ({
    ...{ ref, name, startOn, endOn, receivables, fiscalCalendar: null },
    // Only receivables matter to a credit; the other books are not asked about.
    ...({ payables: 'UNKNOWN', ledger: 'UNKNOWN' } as const),
  }));
  return {
    posted: { remaining: posted.remaining, lines: posted.lines },
    ...{ periods, today, rounding: rounding(draft.legalEntity) },
  };
}

/** What is on a draft already at its frozen price cannot take back more: that draft is posted or ended first. */
async function refuseOnDraft(saga: Saga, books: Books, { lines }: CreditPlan): Promise<void> {
  const sources = lines.flatMap((line) => line.sources.map(({ source }) => source));
  const versions = await versionsBySource<{ readonly claim: Json }, Json>(books.db, sources);
  const taken = sources.filter((source) => versions.get(source)?.at(-1)?.state.claim != null);
  const [first] = taken;
  if (first === undefined) return;
  const message = `${taken.length} of its entries are on a draft again (${first}); have that posted or ended first`;
  saga.refuse('WORK_ON_DRAFT', message, ['invoiceId']);
}

/** The PSA would bill such work whole, with what of it stays billed: no part of it goes back. */
function refuseInPart(saga: Saga, { claims }: Pick<CreditBooks, 'claims'>, { lines, original }: CreditPlan): void {
  const inPart = creditedInPart(claims, lines);
  const [first] = inPart;
  if (first === undefined) return;
  const why = `${inPart.length} pieces of work on ${original} (${first}) would go back in part, and the PSA, which builds the invoices, bills each whole`;
  const remedy = 'credit them whole (the invoice, its lines, or workIds), or give the amount up with rebill: false';
  saga.refuse('REBILL_IN_PART', `${why}; ${remedy}`, ['rebill']);
}

async function report(
  saga: Saga,
  { reports, rebillOf }: CreditParts,
  { plan, projectId }: Looked,
  outcome: CreditOutcome,
): Promise<boolean> {
  const sources = plan.lines.flatMap((line) => line.sources);
  const rebill = outcome === 'REBILL' ? await rebillOf({ projectId, sources }) : null;
  const told: CreditReport = { credit: { ...plan, outcome, works: sources.length }, rebill };
  await reports.save(saga.runId, told);
  return true;
}
