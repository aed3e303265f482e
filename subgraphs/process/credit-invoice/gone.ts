// An invoice of ours that somebody removed in the ERP: no memo can refer to it, and its work would count as billed for ever. Whoever asks for its
// credit says that it is gone for good; somebody else agrees; nothing is posted, and the work goes back or is given up (DOMAIN rule 37).
import { randomUUID } from 'node:crypto';
import { insertCredit, nextGenerationOf } from '../../journal/credits.ts';
import type { CreditOutcome, KeptCredit } from '../../journal/credits.ts';
import { digest } from '../../journal/canonical.ts';
import { endTrouble } from '../../journal/watched-documents.ts';
import type { Books } from '../../journal/books.ts';
import type { Saga } from '../saga/saga.ts';
import { type BilledInvoice, type CreditBooks, invoiceOf } from './facts.ts';
import { changeInvoice, creditBooksOf, postCredit, WorkOnDraft } from './moving.ts';
import type { CreditPlan } from './plan.ts';
import { planVoid } from './watch/foreign-plan.ts';

/** What is taken back of it: all that is billed and not credited before. Refuses anything less, for no memo says what of it is meant. */
export function planGone(saga: Saga, books: CreditBooks, asked: { readonly kind: string }): CreditPlan {
  const { number, id } = invoiceOf(books.draft);
  if (asked.kind !== 'FULL') {
    const message = `The ERP has invoice ${number ?? id} no more; all of its work goes back or is given up: name neither lines nor work`;
    return saga.refuse('NOT_IN_ERP', message, ['lines']);
  }
  const planned = planVoid(books);
  return planned.kind === 'PLAN' ? planned.plan : saga.refuse('NOT_CREDITABLE', planned.message, ['invoiceId']);
}

/** What is recorded of it. */
export interface Gone {
  readonly books: Books;
  readonly draftId: string;
  readonly invoice: BilledInvoice;
  readonly plan: CreditPlan;
  readonly outcome: CreditOutcome;
  readonly reason: string;
  readonly words: string;
}

/** Puts it on record like a void, whose work does not wait: somebody has said what is meant. Answers with the credit's id. */
export async function recordGone(
  saga: Saga,
  { books, draftId, invoice, plan, outcome, reason, words }: Gone,
): Promise<string> {
  const id = await saga.once('credit-id', () => randomUUID());
  await saga.once('gone', async () => {
    try {
      await changeInvoice(books, { runId: saga.runId, draftId }, async (page, draft) => {
        const kept = await creditBooksOf(page, draft);
        // An execution that crashed after this transaction has done it already.
        if (kept.credits.some((credit) => credit.id === id)) return;
        const now = planVoid(kept);
        if (now.kind === 'REFUSED' || digest(now.plan) !== digest(plan)) {
          const message = `${plan.original} was credited or voided meanwhile; look at it again`;
          saga.refuse('CREDIT_CHANGED', message, ['invoiceId']);
        } else {
          const credit: KeptCredit = {
            ...{
              id,
              draftId,
              projectId: draft.projectId,
              key: now.key,
              reason,
              runId: saga.runId,
              memo: null,
              outcome,
            },
            ...{ generation: await nextGenerationOf(page.db, draftId), origin: 'ERP', state: 'OPEN', document: plan },
            ...{ net: plan.net, tax: plan.tax, openedAt: new Date(0) },
            parts: plan.lines.flatMap(({ line, sources }) =>
              sources.map((each) => ({ ...each, line, nextVersion: null })),
            ),
          };
          if (!(await insertCredit(page.db, credit))) throw new Error(`${now.key} is on record beside another`);
          await postCredit(page, credit, { memo: null, document: plan, tax: plan.tax.amount, heldBecause: null });
          page.audit('invoice.gone', { credit: id, draft: draftId, outcome, reason }, words);
          const subject = { kind: 'INVOICE', id: invoice.id, label: invoice.number };
          await endTrouble(page.db, { code: 'DOCUMENT_CHANGED_IN_ERP', subject });
        }
      });
      return true;
    } catch (error) {
      if (!(error instanceof WorkOnDraft)) throw error;
      return saga.refuse('WORK_ON_DRAFT', error.message, ['invoiceId']);
    }
  });
  return id;
}
