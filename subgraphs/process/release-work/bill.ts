// Bill: one draft goes from review to the ERP. Everybody who has to agree is asked; the work is looked at once more right before it is sent,
// for days of review have passed; then it is submitted to whoever builds the document (builders/), which is read back, and the PSA told by a
// run of its own.
import { mintId } from '../../../schema/canon/identity.ts';
import { compare, type Money, negate, subtract, zero } from '../../../schema/canon/money.ts';
import { taxFigure } from '../../../schema/canon/posted-tax.ts';
import type { Books } from '../../journal/books.ts';
import { digest } from '../../journal/canonical.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { Json } from '../../journal/run-journal.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { RecordRef } from '../systems/write-call.ts';
import type { Billable } from './builders/billables.ts';
import { waysOf } from './builders/builder.ts';
import { billedBeside } from './by-hand.ts';
import { builderOfDocument, documentOf, moneyOf } from './document.ts';
import type { BeginFurther } from './further-run.ts';
import { lookAgain } from './last-look.ts';
import { termsNow } from './last-terms.ts';
import { type ManagerAsked, managersAsked } from './manager.ts';
import { claimedBy, draftOf, moveDraft, openDraft, redateDraft, reviseDraft, submitDraft } from './moving.ts';
import { billingPolicyOf, type BillingPolicy, taxTolerance } from './policy.ts';
import type { ReclaimParts } from './reclaim.ts';
import { settleRefusedWork } from './settled-work.ts';
import { type BillSteps, draftEnded, holdWork, recordInvoice, type RecordedInvoice } from './steps.ts';

/** What a bill is begun with. */
export type BillInput = { readonly role: string; readonly draftId: string };

/** What it leaves. */
export type Billed = { readonly draftId: string; readonly invoiceId: string; readonly number: string | null };

/** What the process works with. */
export interface BillParts extends ReclaimParts {
  readonly managerAsked: ManagerAsked;
  readonly begin: BeginFurther;
  /** Makes records known by their canonical ids. */
  readonly learn: (
    told: readonly { readonly ref: RecordRef; readonly links: readonly RecordRef[] }[],
  ) => Promise<unknown>;
}

/** Work that changes under every review would never be billed by itself: a person looks at it then. */
const revisionsMax = 10;

/** The process for one caller. */
export function billReleasedWork(parts: BillParts): Process<BillInput, Billed> {
  return { name: 'billReleasedWork', run: (saga, input) => bill(saga, parts, input) };
}

/** What of a draft never changes. */
type Fixed = {
  readonly key: string;
  readonly projectId: string;
  readonly customerId: string;
  readonly legalEntity: string;
  readonly sellerId: string;
  readonly title: string;
};

async function bill(saga: Saga, parts: BillParts, input: BillInput): Promise<Billed> {
  const { books, systems, config, begin, learn } = parts;
  const { draftId } = input;
  const fixed = await saga.once('draft', async (): Promise<Fixed> => {
    const { key, projectId, customerId, legalEntity, document } = await draftOf(books, draftId);
    const { title, seller } = documentOf(document);
    return { key, projectId, customerId, legalEntity, sellerId: mintId(seller), title };
  });
  await saga.once(subjectNote, () => ({ kind: 'BILLING_DRAFT', id: draftId, label: fixed.title }));
  await saga.once(riskNote, async () => riskOf(moneyOf((await draftOf(books, draftId)).net)));
  const policy = billingPolicyOf(config, fixed.legalEntity);
  const steps: BillSteps = { systems, books, runId: saga.runId, draftId, ...fixed };
  await saga.step(holdWork(steps, parts, { isReplay: saga.generation > 1 }));
  const lookedMs = await review(saga, { parts, draftId, fixed, policy });
  const beside = await saga.once('by-hand', () => billedBeside(parts, draftId));
  if (beside !== null) saga.refuse('BILLED_ANEW_BY_HAND', beside);
  const document = documentOf(await saga.once('document', async () => (await draftOf(books, draftId)).document));
  await saga.once('submitted', () =>
    openDraft(books, saga.runId, draftId, (open) => submitDraft(open, saga.runId).then(() => true)),
  );
  const built = await waysOf(builderOfDocument(document))(saga, {
    ...{ steps, document, buildsWithinHours: policy.buildsWithinHours },
    billables: () => billablesOf(books, draftId),
    changed: async (trustMs) => (Date.now() - lookedMs < trustMs ? [] : lookAgain(parts, draftId)),
  });
  // Which it is, is known when it is read: what was built first may have been removed, and built anew.
  const recorded = await saga.step(recordInvoice(steps, built));
  // Else the graph would not find the invoice before the next look at the ERP's changes.
  await saga.once('known', async () => {
    await learn([{ ref: recorded.ref, links: [] }]);
    await settleRefusedWork(books, saga.held, [fixed.projectId]);
    return true;
  });
  await agreeToTax(saga, { recorded, fixed, draftId, policy, estimate: moneyOf(document.taxEstimate) });
  await saga.once('psa', () =>
    begin(saga.runId, {
      process: 'tellPsaOfBill',
      input: { role: input.role, draftId },
      idempotencyKey: `told-${draftId}-${saga.generation}`,
    }),
  );
  return { draftId, invoiceId: recorded.id, number: recorded.number };
}

/** The claimed work as a builder takes it. */
async function billablesOf(books: Books, draftId: string): Promise<readonly Billable[]> {
  const claimed = await claimedBy(books, draftId);
  return claimed.map(({ claim, booked: { facts } }) => ({ ref: facts.entry.ref, net: claim.amount }));
}

interface Reviewing {
  readonly parts: BillParts;
  readonly draftId: string;
  readonly fixed: Fixed;
  readonly policy: BillingPolicy;
}

/** Asks until everybody agreed to what is still true; answers when this execution saw that, in milliseconds since the epoch, or with 0. */
async function review(saga: Saga, { parts, draftId, fixed, policy }: Reviewing): Promise<number> {
  let lookedMs = 0;
  const { books } = parts;
  const move = (event: 'SEND_TO_REVIEW' | 'ACCEPT') =>
    openDraft(books, saga.runId, draftId, async (open) => {
      refuseIfDropped(saga, open.draft);
      await moveDraft(open, event, saga.runId);
      return true;
    });
  for (let revision = 1; revision <= revisionsMax; revision += 1) {
    const facts = await saga.once(`facts-${revision}`, () => evidenceOf(books, draftId));
    const asked = {
      ...{ legalEntity: fixed.legalEntity, amount: moneyOf(facts.net), evidence: facts },
      subject: { kind: 'BILLING_DRAFT', id: draftId, label: fixed.title },
    };
    await saga.once(`in-review-${revision}`, () => move('SEND_TO_REVIEW'));
    const managers = await managersAsked(saga, { ...parts, draftId, ...fixed, amount: asked.amount, revision });
    const what = `${facts.net.amount} ${facts.net.currency} for ${fixed.title}`;
    const reviewed = await saga.approve(`review-${revision}`, {
      ...asked,
      ...{ action: 'invoice.review', managers },
      explanation: `The lines of ${what} are as they should be`,
    });
    await saga.once(`accepted-${revision}`, () => move('ACCEPT'));
    const released = await saga.approve(`release-${revision}`, {
      ...asked,
      action: 'invoice.release',
      explanation: `${what} is posted as an invoice`,
    });
    const changed = await saga.once(`changed-${revision}`, async () => {
      refuseIfDropped(saga, await draftOf(books, draftId));
      lookedMs = Date.now();
      return lookAgain(parts, draftId);
    });
    if (changed.length === 0) {
      // Nobody was asked: it is as it was a moment ago. But a replay is of whenever, and what is left of a draft may come to more: a minus is gone.
      const wasAsked = reviewed.kind === 'APPROVED' || released.kind === 'APPROVED';
      const isAsMade = !wasAsked && revision === 1 && saga.generation === 1;
      if (isAsMade || (await keepsTerms(saga, { parts, draftId, fixed, policy }, revision))) return lookedMs;
      continue;
    }
    const left = await saga.once(`revised-${revision}`, () => revise(saga, { parts, draftId, fixed, policy }, changed));
    if (left === 0)
      saga.refuse(
        'WORK_CHANGED',
        'Its work changed or was rejected under review, and what is left of it comes to nothing or less; release it again as it is now',
      );
  }
  saga.ask('WORK_CHANGED', `Work changed under review ${revisionsMax} times; see who edits it, then send the run on`);
}

/** Whether it may be posted as it was agreed to. Re-dated it is reviewed again; where its terms are gone all is taken back, with what to do. */
async function keepsTerms(saga: Saga, { parts, draftId, policy }: Reviewing, revision: number): Promise<boolean> {
  if (!(await saga.patched('terms'))) return true;
  const terms = await saga.once(`terms-${revision}`, () => termsNow(parts, draftId, policy));
  switch (terms.kind) {
    case 'KEPT':
      return true;
    case 'REFUSED':
      return saga.refuse(terms.code, terms.message);
    case 'REDATED':
      await saga.once(`redated-${revision}`, () =>
        openDraft(parts.books, saga.runId, draftId, (open) => redateDraft(open, terms.accountingOn).then(() => true)),
      );
      return false;
  }
}

function refuseIfDropped(saga: Saga, { state }: Pick<KeptDraft, 'state'>): void {
  if (state === 'DROPPED') saga.refuse('DRAFT_ABANDONED', draftEnded);
}

/** What whoever approves agrees to. */
type Evidence = { readonly net: { readonly amount: string; readonly currency: string }; readonly [name: string]: Json };

async function evidenceOf(books: Books, draftId: string): Promise<Evidence> {
  const { net, document, revision } = await draftOf(books, draftId);
  const { lines, taxCode, taxWhy, taxEstimate, gross, issuedOn, purchaseOrder } = documentOf(document);
  const claims = (await claimedBy(books, draftId)).map(({ claim }) => claim.key);
  return {
    ...{ draft: draftId, revision, net, taxCode, taxWhy, taxEstimate, gross, issuedOn, purchaseOrder, lines },
    ...{ items: claims.length, claims: digest(claims) },
  };
}

async function revise(saga: Saga, { parts, draftId, policy }: Reviewing, changed: readonly string[]): Promise<number> {
  await openDraft(parts.books, saga.runId, draftId, (open) => reviseDraft(open, new Set(changed), policy));
  return (await claimedBy(parts.books, draftId)).length;
}

interface Taxed {
  readonly recorded: RecordedInvoice;
  readonly fixed: Fixed;
  readonly draftId: string;
  readonly policy: BillingPolicy;
  readonly estimate: Money;
}

/** The ERP's tax is what counts; when it is far from ours somebody says why (DOMAIN rule 10). The document stays as it is posted. */
async function agreeToTax(saga: Saga, { recorded, fixed, draftId, policy, estimate }: Taxed): Promise<void> {
  const { currency } = estimate;
  const posted = moneyOf(recorded.tax);
  const figure = taxFigure(estimate, posted, taxTolerance(policy, currency));
  if (figure.kind !== 'POSTED' || figure.verdict !== 'EXCEPTION') return;
  const difference = subtract(posted, estimate);
  await saga.approve('tax-difference', {
    ...{ action: 'invoice.tax-difference', legalEntity: fixed.legalEntity, onRejection: 'STOP' as const },
    amount: compare(difference, zero(currency)) < 0 ? negate(difference) : difference,
    subject: { kind: 'BILLING_DRAFT', id: draftId, label: fixed.title },
    explanation: `The ERP posted ${posted.amount} ${currency} of tax on ${recorded.number ?? draftId}; ${estimate.amount} was expected`,
    evidence: { draft: draftId, posted: recorded.tax, expected: estimate.amount },
  });
}
