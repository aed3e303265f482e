// What a person did in the ERP to a document of ours, taken notice of: a credit or a void gives its work back, held, for somebody meant
// something by it; everything else is an exception with its money. Nothing in the ERP is overwritten (DOMAIN rule 37).
import { randomUUID } from 'node:crypto';
import { currencyCode } from '../../../../schema/canon/currency.ts';
import { isZero, sum } from '../../../../schema/canon/money.ts';
import type { Money } from '../../../../schema/canon/money.ts';
import type { RoundingPolicy } from '../../../../schema/canon/document-tax.ts';
import type { Books, BooksPage } from '../../../journal/books.ts';
import { insertCredit, nextGenerationOf, saveCredit } from '../../../journal/credits.ts';
import type { KeptCredit } from '../../../journal/credits.ts';
import { draftsById } from '../../../journal/drafts.ts';
import type { KeptDraft } from '../../../journal/drafts.ts';
import { riskNote, riskOf, subjectNote } from '../../../journal/exceptions.ts';
import type { Json } from '../../../journal/run-journal.ts';
import {
  type DocumentTrouble,
  endTrouble,
  saveWatched,
  tellTrouble,
  watchedDocuments,
} from '../../../journal/watched-documents.ts';
import { watchReaction } from '../../billing/posted-watch.ts';
import type { Process, Saga } from '../../saga/saga.ts';
import type { Systems } from '../../systems/systems.ts';
import { amountOf, type CreditBooks, invoiceOf, moneyOf } from '../facts.ts';
import { isNoticed, isOurs } from '../foreign.ts';
import type { BeginFurther } from '../free-work.ts';
import { changeInvoice, creditBooksOf, postCredit, WorkOnDraft } from '../moving.ts';
import { postedAgain, type PostedAgain } from './again.ts';
import { invoicesBeside, otherDraftsBeside, tellBeside } from './beside.ts';
import { changeWords, changedCredits, type LostCredit } from './changes.ts';
import { planForeign, planVoid, readMemos, recordedOf, type ForeignMemo, type PlannedForeign } from './foreign-plan.ts';
import { paymentEvent, type PaymentNews, paymentNews, paymentsKept } from './payments.ts';
import { digestOf, foundFacts, lookAt, ourFacts, remainingOf, type SeenDocument, voidKey } from './seen.ts';

/** What it is begun with. */
export type WatchInput = { readonly role: string; readonly draftId: string };

/** What was noticed: the credits that were taken notice of, and what is wrong. */
export type Watched = {
  readonly credits: readonly string[];
  readonly changes: readonly string[];
  readonly payments: readonly PaymentNews[];
  readonly runs: readonly string[];
};

/** What the process works with. */
export interface WatchParts {
  readonly systems: Systems;
  readonly books: Books;
  readonly begin: BeginFurther;
  readonly rounding: (legalEntity: string) => RoundingPolicy;
  /** Business day, YYYY-MM-DD. */
  readonly today: () => string;
}

/** The process for one caller. */
export function watchPostedDocuments(parts: WatchParts): Process<WatchInput, Watched> {
  return {
    name: 'watchPostedDocuments',
    run: (saga, input) => watch(saga, parts, input),
    events: (_input, { payments }) => payments.map(paymentEvent),
  };
}

async function watch(saga: Saga, parts: WatchParts, { role, draftId }: WatchInput): Promise<Watched> {
  const { begin } = parts;
  const noticed = await saga.once('noticed', () => notice(saga, parts, draftId));
  const runs: string[] = [];
  for (const creditId of noticed.credits)
    runs.push(
      await saga.once(`freed-${creditId}`, () =>
        begin(saga.runId, {
          process: 'freeCreditedWork',
          input: { role, creditId, rebill: false },
          idempotencyKey: `freed-${creditId}`,
        }),
      ),
    );
  return { ...noticed, runs };
}

type Noticed = Omit<Watched, 'runs'>;
type Reacted = Omit<Noticed, 'payments'>;

async function notice(saga: Saga, parts: WatchParts, draftId: string): Promise<Noticed> {
  const { books, systems, rounding, today } = parts;
  const [draft = null] = await draftsById(books.db, [draftId]);
  if (draft?.invoice == null) throw new Error(`Draft ${draftId} is on no invoice`);
  const invoice = invoiceOf(draft);
  await saga.once(subjectNote, () => ({ kind: 'INVOICE', id: invoice.id, label: invoice.number }));
  const seen = await lookAt(systems, draft);
  // Read outside the transaction: what a memo says of its lines, and whether one that a query misses is really gone.
  const before = await creditBooksOf(books, draft);
  const memos = await readMemos(systems, seen, before.credits);
  const lost = await changedCredits(systems, seen, before.credits);
  const isTaken = seen.posted?.status === 'VOIDED' || memos.length > 0;
  const wasTaken = before.credits.some(({ origin }) => origin === 'ERP');
  const mayBeBeside = isTaken || wasTaken;
  const besides = mayBeBeside ? await invoicesBeside(books, systems, draft) : [];
  const others = mayBeBeside ? await otherDraftsBeside(books, systems, draft) : [];
  try {
    return await changeInvoice(books, { runId: saga.runId, draftId }, async (page, locked) => {
      const again = postedAgain(lost, memos);
      await takeAgain(page, again);
      const kept = await creditBooksOf(page, locked);
      const known = (await watchedDocuments(page.db, [draftId])).get(draftId);
      const work: Looking = {
        ...{ page, draft: locked, kept, seen, runId: saga.runId, rounding },
        memos: memos.filter((memo) => !again.some((each) => each.memo === memo)),
        lost: lost.filter(({ credit }) => !again.some((each) => each.credit.id === credit.id)),
      };
      const noticed = await react(work);
      await tellBeside(page, locked, besides);
      for (const other of others) await tellBeside(page, other.draft, other.besides);
      const paid = known?.payments ?? [];
      const payments = paymentNews(locked, seen, paid, today());
      await saveWatched(page.db, {
        ...{ draftId, seen: digestOf(seen), remaining: amountOf(remainingOf(seen, locked)) },
        payments: paymentsKept(seen, paid),
        state: seen.posted === null ? 'GONE' : seen.posted.status === 'VOIDED' ? 'VOIDED' : 'POSTED',
        status: seen.posted?.status ?? 'UNKNOWN',
      });
      return { ...noticed, payments };
    });
  } catch (error) {
    if (!(error instanceof WorkOnDraft)) throw error;
    await saga.once(riskNote, () => riskOf(moneyOf(invoice.net)));
    return saga.ask('WORK_ON_DRAFT', `${invoice.number ?? invoice.id} was credited in the ERP: ${error.message}`);
  }
}

interface Looking {
  readonly page: BooksPage;
  readonly draft: KeptDraft;
  readonly kept: CreditBooks;
  readonly seen: SeenDocument;
  readonly memos: readonly ForeignMemo[];
  readonly lost: readonly LostCredit[];
  readonly runId: string;
  readonly rounding: (legalEntity: string) => RoundingPolicy;
}

async function react(work: Looking): Promise<Reacted> {
  const { page, draft, kept, seen } = work;
  await tellLost(work);
  const currency = currencyCode(draft.currency);
  const ours = ourFacts(draft, kept.credits);
  const noticed = kept.credits.filter(({ origin, key }) => origin === 'ERP' && key !== voidKey(draft.id));
  const credited = sum(
    currency,
    noticed.map(({ net }) => moneyOf(net)),
  );
  const found =
    seen.posted === null
      ? null
      : {
          ...{ ...foundFacts(seen.posted, ours, seen.credits), creditedElsewhere: elsewhere(work, currency) },
          taxCreditedElsewhere: sum(
            currency,
            work.memos.filter(({ net }) => isZero(net)).map(({ tax }) => tax),
          ),
        };
  const reaction = watchReaction(ours, found, credited);
  const trouble = { code: 'DOCUMENT_CHANGED_IN_ERP' as const, subject: subjectOf(draft) };
  // Somebody has said that it is gone for good (gone).
  if (seen.posted === null && ours.status === 'VOIDED') {
    await endTrouble(page.db, trouble);
    return { credits: [], changes: [] };
  }
  switch (reaction.kind) {
    case 'NOTHING':
      await endTrouble(page.db, trouble);
      return { credits: [], changes: [] };
    case 'EXCEPTION': {
      // A credit stands beside whatever else was changed, and its work is free: it is taken notice of first.
      const { taken, refused } = reaction.credited === null ? noMemos : await takeMemos(work);
      const { message, atRisk } = changeWords(draft, seen.posted, reaction.changes);
      const fields = [...reaction.changes, ...refused.flatMap((each) => each.fields), invoiceOf(draft).number ?? ''];
      const says = [message, ...refused.map((each) => each.message)].join('. ');
      await tellTrouble(page.db, { ...trouble, message: says, fields, system: 'erp', atRisk: amountOf(atRisk) });
      page.audit('document.changed-in-erp', { draft: draft.id, changes: [...reaction.changes] });
      return { credits: taken, changes: [...reaction.changes] };
    }
    case 'RELEASE_AND_HOLD': {
      await endTrouble(page.db, trouble);
      if (reaction.because === 'VOIDED') return { credits: await takeBack(work, planVoid(kept)), changes: [] };
      const { taken, refused } = await takeMemos(work);
      for (const each of refused) await tellTrouble(page.db, { ...trouble, ...each, system: 'erp' });
      return { credits: taken, changes: [] };
    }
  }
}

/** Credits in force that are not ours, as the ERP tells them. */
function elsewhere({ seen, kept }: Looking, currency: Money['currency']): Money {
  const theirs = seen.credits.filter((credit) => !credit.voided && !isOurs(credit, kept.credits));
  return sum(
    currency,
    theirs.flatMap(({ net }) => (net === null ? [] : [moneyOf(net)])),
  );
}

/** Credits put on record for memos, and those that take what is not there to take. */
interface TakenMemos {
  readonly taken: readonly string[];
  readonly refused: readonly Pick<DocumentTrouble, 'message' | 'fields' | 'atRisk'>[];
}

const noMemos: TakenMemos = { taken: [], refused: [] };

async function takeMemos(work: Looking): Promise<TakenMemos> {
  const { draft, seen, memos, rounding } = work;
  const posted = seen.posted;
  if (posted === null) return noMemos;
  const taken: string[] = [];
  const refused: TakenMemos['refused'][number][] = [];
  let { kept } = work;
  for (const memo of memos) {
    if (isZero(memo.net) || isNoticed(memo, kept.credits)) continue;
    const planned = planForeign(kept, { posted, rounding: rounding(draft.legalEntity) }, memo);
    if (planned.kind === 'REFUSED') {
      refused.push({
        atRisk: amountOf(memo.net),
        message: `Credit memo ${memo.number ?? memo.ref.id} takes what is not there to take: ${planned.message}`,
        fields: ['CREDITED_TOO_MUCH', memo.number ?? ''],
      });
      continue;
    }
    taken.push(...(await takeBack(work, planned)));
    kept = await creditBooksOf(work.page, draft);
  }
  return { taken, refused };
}

/** What was posted again by hand is on record from then on in the place of what is gone; its work is where it was. */
async function takeAgain(page: BooksPage, again: readonly PostedAgain[]): Promise<void> {
  for (const { credit, memo } of again) {
    const tax = memo.tax.amount;
    await saveCredit(page.db, credit.id, { memo: recordedOf(memo), tax });
    page.audit('credit.posted-again', { credit: credit.id, draft: credit.draftId, memo: memo.ref.id });
  }
}

/** Puts a credit of a person's on record, with its work given back and held. */
async function takeBack({ page, draft, runId }: Looking, planned: PlannedForeign): Promise<readonly string[]> {
  if (planned.kind === 'REFUSED' || planned.plan.lines.length === 0) return [];
  const { plan, key, memo, reason, heldBecause } = planned;
  const credit: Omit<KeptCredit, 'openedAt'> = {
    ...{ id: randomUUID(), draftId: draft.id, projectId: draft.projectId, key, reason, runId, memo: null },
    ...{ generation: await nextGenerationOf(page.db, draft.id), origin: 'ERP', state: 'OPEN', outcome: 'HOLD' },
    ...{ document: plan, net: plan.net, tax: plan.tax },
    parts: plan.lines.flatMap(({ line, sources }) => sources.map((each) => ({ ...each, line, nextVersion: null }))),
  };
  if (!(await insertCredit(page.db, credit)))
    throw new Error(`Credit ${key} of ${draft.id} is on record beside another`);
  const posted = { memo: memo as Json, document: plan as Json, tax: plan.tax.amount, heldBecause };
  await postCredit(page, { ...credit, openedAt: new Date(0) }, posted);
  return [credit.id];
}

/** A credit that we counted on and that is not there as it was: the work it gave back may be billed twice. */
async function tellLost({ page, kept, lost }: Looking): Promise<void> {
  for (const credit of kept.credits) {
    if (credit.state !== 'POSTED') continue;
    const subject = { kind: 'CREDIT', id: credit.id, label: null };
    const trouble = { code: 'CREDIT_CHANGED_IN_ERP' as const, subject };
    const gone = lost.find((each) => each.credit.id === credit.id);
    if (gone === undefined) await endTrouble(page.db, trouble);
    else
      await tellTrouble(page.db, {
        ...trouble,
        message: gone.says,
        system: 'erp',
        fields: [credit.id],
        atRisk: credit.net,
      });
  }
}

function subjectOf(draft: KeptDraft) {
  const { id, number } = invoiceOf(draft);
  return { kind: 'INVOICE', id, label: number };
}
