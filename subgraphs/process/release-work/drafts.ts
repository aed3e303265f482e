// What people do to a draft by hand: end it before it is sent, or say that what was posted has reached the client.
import type { Books } from '../../journal/books.ts';
import { digest } from '../../journal/canonical.ts';
import { draftsById } from '../../journal/drafts.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { nextDraftStep } from '../billing/draft.ts';
import type { Process, Saga } from '../saga/saga.ts';
import { documentOf } from './document.ts';
import { dropDraft, moveDraft, openDraft } from './moving.ts';

/** What the ending of a draft is begun with. */
export type AbandonDraftInput = {
  readonly role: string;
  readonly draftId: string;
  readonly reason: string;
  readonly dryRun: boolean;
};

/** What an issuing is begun with. */
export type IssueInvoiceInput = {
  readonly role: string;
  readonly draftId: string;
  readonly evidence: string;
  readonly dryRun: boolean;
};

/** Where the draft stands then. */
export type DraftEnded = { readonly draftId: string; readonly state: string };

/** Ends a draft that is not sent; its work is free again, and the run that reviews it finds nothing left. */
export function abandonBillingDraft(parts: { readonly books: Books }): Process<AbandonDraftInput, DraftEnded> {
  return {
    name: 'abandonBillingDraft',
    run: async (saga, { draftId, reason, dryRun }) => {
      await possible(saga, parts.books, draftId, 'ABANDON');
      if (dryRun) return { draftId, state: 'DROPPED' };
      await saga.once('dropped', () =>
        openDraft(parts.books, saga.runId, draftId, async (open) => {
          if (open.draft.state !== 'DROPPED') refuseUnless(saga, open.draft.state, 'ABANDON');
          await dropDraft(open, 'ABANDONED', reason);
          return true;
        }),
      );
      return { draftId, state: 'DROPPED' };
    },
  };
}

/** POSTED is not ISSUED (DOMAIN rule 17): the proof is the caller's, in their words, and the audit has its digest. */
export function issueInvoice(parts: { readonly books: Books }): Process<IssueInvoiceInput, DraftEnded> {
  return {
    name: 'issueInvoice',
    run: async (saga, { draftId, evidence, dryRun }) => {
      await possible(saga, parts.books, draftId, 'ISSUE');
      if (dryRun) return { draftId, state: 'ISSUED' };
      await saga.once('issued', () =>
        openDraft(parts.books, saga.runId, draftId, async (open) => {
          if (open.draft.state !== 'ISSUED') refuseUnless(saga, open.draft.state, 'ISSUE');
          await moveDraft(open, 'ISSUE', saga.runId);
          open.page.audit('draft.issued', { draft: draftId, evidence: digest(evidence) }, evidence);
          return true;
        }),
      );
      return { draftId, state: 'ISSUED' };
    },
  };
}

async function possible(saga: Saga, { db }: Books, draftId: string, event: 'ABANDON' | 'ISSUE'): Promise<void> {
  await saga.once('draft', async () => {
    const [draft = null] = await draftsById(db, [draftId]);
    if (draft === null) return saga.refuse('DRAFT_UNKNOWN', `There is no draft ${draftId}`, ['draftId']);
    refuseUnless(saga, draft.state, event);
    const { title } = documentOf(draft.document);
    await saga.once(subjectNote, () => ({ kind: 'BILLING_DRAFT', id: draftId, label: title }));
    return title;
  });
}

function refuseUnless(saga: Saga, state: Parameters<typeof nextDraftStep>[0], event: 'ABANDON' | 'ISSUE'): void {
  const step = nextDraftStep(state, { kind: event });
  if (step.kind === 'REFUSED') saga.refuse('NOT_POSSIBLE', step.message, ['draftId']);
}
