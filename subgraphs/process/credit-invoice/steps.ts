// The writes of a credit, each with its look-up and its undo: our own books, and the ERP's memo.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { mintId } from '../../../schema/canon/identity.ts';
import { compare, moneyFromMinor, negate, subtract, zero } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { Books } from '../../journal/books.ts';
import { creditsById, insertCredit, nextGenerationOf, saveCredit } from '../../journal/credits.ts';
import type { CreditOutcome, KeptCredit } from '../../journal/credits.ts';
import { businessEvent } from '../../journal/events/event-types.ts';
import type { Json } from '../../journal/run-journal.ts';
import { businessKey, keyDigest } from '../billing/business-key.ts';
import { postedRoundingMinorUnitsMax } from '../billing/work-item.ts';
import { failure, type Outcome } from '../saga/outcome.ts';
import type { Step } from '../saga/step.ts';
import type { ErpPostedDocument } from '../systems/erp-invoices.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { type Amount, amountOf, type BilledInvoice, type CreditBooks, moneyOf } from './facts.ts';
import { changeInvoice, creditBooksOf, postCredit, WorkOnDraft } from './moving.ts';
import type { CreditPlan } from './plan.ts';

/** What the steps of one credit share. */
export interface CreditSteps {
  readonly systems: Systems;
  readonly books: Books;
  readonly runId: string;
  readonly draftId: string;
  readonly creditId: string;
  readonly outcome: CreditOutcome;
  /** A code. */
  readonly reason: string;
  readonly plan: CreditPlan;
  readonly invoice: BilledInvoice;
  readonly customerId: string;
  /** Why nothing can be credited as planned any more; null when it still can. */
  readonly stillFits: (books: CreditBooks) => string | null;
}

/** A credit as a step refers to it. */
export type CreditRef = { readonly credit: string; readonly key: string };

/** Our own books: no call leaves the house, and none is in doubt. */
const ours = 'billing';

/** Puts the intent on record, under a key of its own and never beside another credit of the same invoice; taken back it is dropped. */
export function openCredit(steps: CreditSteps): Step<CreditRef> {
  const { books, runId, draftId, creditId, plan } = steps;
  const kept = async (): Promise<KeptCredit | null> => (await creditsById(books.db, [creditId]))[0] ?? null;
  return {
    ...{ name: 'open-credit', system: ours, operation: 'create', key: `credit-${creditId}`, input: { draftId, plan } },
    find: async () => {
      const credit = await kept();
      return credit === null || credit.state === 'DROPPED' ? [] : [{ credit: credit.id, key: credit.key }];
    },
    act: () =>
      changeInvoice(books, { runId, draftId }, async (page, draft): Promise<Outcome<CreditRef>> => {
        const now = await creditBooksOf(page, draft);
        if (now.credits.some(({ state, id }) => state === 'OPEN' && id !== creditId)) {
          return no('CREDIT_UNDER_WAY', `Another credit of ${plan.original} is under way; wait for its end`);
        }
        const unfit = steps.stillFits({ ...now, credits: now.credits.filter(({ id }) => id !== creditId) });
        if (unfit !== null) return no('CREDIT_CHANGED', unfit);
        const generation = await nextGenerationOf(page.db, draftId);
        const [before = null] = await creditsById(page.db, [creditId]);
        if (before !== null) {
          // Begun anew after it was taken back: the same credit, whose key the generation of the run tells apart.
          await saveCredit(page.db, creditId, { state: 'OPEN' });
          return { kind: 'APPLIED', ref: { credit: creditId, key: before.key }, isNew: true };
        }
        const { legalEntity: entity, projectId: project, period, batch, serial } = draft;
        const key = businessKey({
          ...{ entity, project, period, batch: `${batch}#${serial}`, documentType: 'CREDIT_MEMO', generation },
        });
        await insertCredit(page.db, { ...creditOf(steps), key, generation, projectId: project });
        page.audit('credit.opened', { credit: creditId, draft: draftId, ...plan.net });
        return { kind: 'APPLIED', ref: { credit: creditId, key }, isNew: true };
      }),
    undo: async (_call, ref) => {
      const credit = await kept();
      if (credit?.state === 'POSTED')
        return no('POSTED', 'A posted credit memo never changes; bill the work again instead');
      await changeInvoice(books, { runId, draftId }, async (page) => {
        await saveCredit(page.db, creditId, { state: 'DROPPED' });
        page.audit('credit.dropped', { credit: creditId, draft: draftId });
      });
      return { kind: 'APPLIED', ref, isNew: false };
    },
  };
}

function creditOf({ creditId, draftId, outcome, reason, plan, runId }: CreditSteps) {
  return {
    ...{ id: creditId, draftId, outcome, reason, runId, origin: 'OURS' as const, state: 'OPEN' as const, memo: null },
    ...{ document: plan, net: plan.net, tax: plan.tax },
    parts: plan.lines.flatMap(({ line, sources }) => sources.map((each) => ({ ...each, line, nextVersion: null }))),
  };
}

function no<R extends Json>(code: string, message: string): Outcome<R> {
  return { kind: 'NOT_APPLIED', reason: 'REFUSED', failure: failure(code, message) };
}

/** The key under which the ERP keeps a memo; a run that began anew adds its generation. */
export function memoKeyOf(key: string): string {
  return `credit-${keyDigest(key)}`;
}

/** Posts the memo: it refers to its original and is put against what is open of it. Until it is on record here it can be removed. */
export function postMemo(
  { systems, books, creditId, plan, invoice }: CreditSteps,
  { key }: CreditRef,
): Step<RecordRef> {
  const { erp } = systems;
  const memo = {
    ...{ original: invoice.ref, currency: plan.net.currency, issuedOn: plan.accountingOn },
    memo: `Credit of ${plan.original}`,
    lines: plan.lines.map(({ name, erpLine, net, tax, isTaxFixed }) => ({
      ...{ name, line: erpLine, net: net.amount, tax: isTaxFixed ? tax.amount : null },
    })),
  };
  return {
    ...{ name: 'post-credit', system: 'erp', operation: 'post', key: memoKeyOf(key), input: memo },
    find: (call) => erp.findCreditMemo(call),
    act: (call) => erp.postCreditMemo(call, memo),
    undo: async (call, ref) => {
      const [credit = null] = await creditsById(books.db, [creditId]);
      if (credit?.state !== 'POSTED') return erp.removeCreditMemo(call, ref);
      return no('POSTED', 'The credit memo is posted and on record; bill the work again instead');
    },
  };
}

/** What the ERP made of it. */
export type RecordedMemo = {
  /** Canonical id. */
  readonly id: string;
  readonly ref: RecordRef;
  readonly number: string | null;
  readonly net: Amount;
  readonly tax: Amount;
  readonly total: Amount;
  readonly issuedOn: string;
  /** What of it was put against the invoice, with tax. */
  readonly applied: Amount;
};

/** Reads the memo back, and moves the work it takes back: number and tax are the ERP's (DOMAIN rules 10, 33, 67). */
export function recordMemo(steps: CreditSteps, memo: RecordRef): Step<RecordedMemo> {
  const { systems, books, runId, draftId, creditId, plan, invoice } = steps;
  const kept = async (): Promise<KeptCredit | null> => (await creditsById(books.db, [creditId]))[0] ?? null;
  return {
    ...{ name: 'record-credit', system: ours, operation: 'update', key: `posted-${creditId}`, input: { memo } },
    find: async () => {
      const credit = await kept();
      return credit?.state === 'POSTED' ? [credit.memo as unknown as RecordedMemo] : [];
    },
    act: async () => {
      const posted = await systems.erp.postedDocument(memo);
      if (posted === null)
        return unlike(`The ERP has no credit memo ${memo.id} any more; see who removed it, then send the run on`);
      const wrong = differenceOf(plan, invoice, posted);
      if (wrong !== null) return unlike(wrong);
      const recorded = recordedOf(memo, posted, invoice);
      try {
        await changeInvoice(books, { runId, draftId }, async (page) => {
          const credit = await kept();
          if (credit === null || credit.state === 'POSTED') return;
          const tax = recorded.tax.amount;
          await postCredit(page, credit, { memo: recorded, document: asPosted(plan, posted), tax, heldBecause: null });
        });
      } catch (error) {
        if (!(error instanceof WorkOnDraft)) throw error;
        return unlike(error.message);
      }
      return { kind: 'APPLIED', ref: recorded, isNew: true };
    },
    undo: null,
    events: ({ ref, total, issuedOn }) => {
      const subject = mintId(ref);
      const { customerId } = steps;
      const tags = [`invoice-${invoice.id}`, 'invoices', `customer-${customerId}`];
      return [
        businessEvent({
          ...{ type: 'invoice.credited', subject: invoice.id, tags },
          data: { customerId, creditMemoId: subject, total: { ...total }, creditedOn: issuedOn },
        }),
      ];
    },
  };
}

/** The plan with each line's tax as the ERP posted it: what closes the invoice takes what these leave. */
function asPosted(plan: CreditPlan, { lines }: Pick<ErpPostedDocument, 'lines'>): CreditPlan {
  return {
    ...plan,
    lines: plan.lines.map((line) => {
      const tax = lines.find(({ name }) => name === line.name)?.tax;
      return tax === undefined ? line : { ...line, tax: { amount: tax.amount, currency: tax.currency } };
    }),
  };
}

function unlike(message: string): Outcome<RecordedMemo> {
  // In doubt for good: a person looks, and a replay asks again. Nothing is taken back.
  return { kind: 'NOT_APPLIED', reason: 'AMBIGUOUS', failure: failure('POSTED_DIFFERS', message) };
}

/** Why what is posted is not what was sent, in words; null when each line is there with its amount and leads to the original. */
export function differenceOf(
  { lines, net }: CreditPlan,
  invoice: Pick<BilledInvoice, 'ref' | 'number'>,
  posted: Pick<ErpPostedDocument, 'lines' | 'number' | 'original' | 'net'>,
): string | null {
  const number = posted.number ?? 'the credit memo';
  if (posted.original?.id !== invoice.ref.id) return `${number} does not refer to ${invoice.number ?? invoice.ref.id}`;
  for (const line of lines) {
    const there = posted.lines.find(({ name }) => name === line.name);
    if (there === undefined) return `Line ${line.name} is not on ${number}; compare the two`;
    if (isFar(moneyOf(there.net), moneyOf(line.net)))
      return `Line ${line.name} of ${number} is ${there.net.amount}, sent was ${line.net.amount}`;
  }
  return compare(moneyOf(posted.net), moneyOf(net)) === 0
    ? null
    : `${number} comes to ${posted.net.amount} without tax, sent was ${net.amount}`;
}

function isFar(a: Money, b: Money): boolean {
  const difference = subtract(a, b);
  const size = compare(difference, zero(a.currency)) < 0 ? negate(difference) : difference;
  return compare(size, moneyFromMinor(postedRoundingMinorUnitsMax, a.currency)) > 0;
}

function recordedOf(ref: RecordRef, posted: ErpPostedDocument, invoice: Pick<BilledInvoice, 'ref'>): RecordedMemo {
  const { number, net, tax, total, issuedOn, appliedTo } = posted;
  const applied = appliedTo.find((each) => each.invoice.id === invoice.ref.id)?.applied;
  const kept = ({ amount, currency }: Amount): Amount => ({ amount, currency });
  const nothing = amountOf(zero(currencyCode(total.currency)));
  return {
    ...{ id: mintId(ref), ref, number, net: kept(net), tax: kept(tax), total: kept(total), issuedOn },
    applied: applied === undefined ? nothing : kept(applied),
  };
}
