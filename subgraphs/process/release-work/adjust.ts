// Holds work back, lets it go, or changes what it is billed at before it is billed (DOMAIN rule 28). What changes its value is somebody
// else's to agree to; the original value stays on record.
import { currencyCode } from '../../../schema/canon/currency.ts';
import { holdRemedies } from '../../../schema/canon/hold.ts';
import { compare, isZero, money } from '../../../schema/canon/money.ts';
import type { Money } from '../../../schema/canon/money.ts';
import type { Books, BooksPage } from '../../journal/books.ts';
import { hasAdjusted, insertAdjustment } from '../../journal/claims.ts';
import { subjectNote } from '../../journal/exceptions.ts';
import { endHolds } from '../../journal/work-holds.ts';
import { invoiceWords } from '../billing/by-hand.ts';
import { changeWork, type WorkChange } from '../billing/work-item.ts';
import { newWork, type WorkItem } from '../billing/work-law.ts';
import type { Process, Saga } from '../saga/saga.ts';
import { adjustable, type Found } from './adjustable.ts';
import { type ByHand, byHandFor, endDoubt } from './by-hand.ts';
import { priceExpense } from './expenses/price.ts';
import type { WorkProject } from './facts.ts';
import type { BeginFurther } from './further-run.ts';
import { holdWords } from './hold-words.ts';
import { amountOf, book, bookedItems } from './keeping.ts';
import { kindNamed, type NamedWork, plannedFound, refuseUnknown, scopeNamed, workNamed } from './planned-work.ts';
import { type BillingConfig, billingPolicyOf } from './policy.ts';
import { readProject, type WorkSources } from './reading.ts';
import { settleRefusedWork } from './settled-work.ts';
import { isGivenUp, type TellWrittenOffInput } from './tell-written-off.ts';
import { isWorth, priceEntry } from './weigh.ts';

/** What it is begun with. */
export type AdjustWorkInput = {
  readonly role: string;
  readonly workId: string;
  readonly projectId: string;
  readonly adjustment: 'HOLD' | 'LET_GO' | 'WRITE_UP' | 'WRITE_DOWN' | 'WRITE_OFF';
  /** Decimal text; null: all that is open. None for HOLD and LET_GO, which are of all of it. */
  readonly amount: string | null;
  readonly reason: string;
  readonly dryRun: boolean;
};

/** What it did. */
export type WorkAdjusted = { readonly workId: string; readonly amount: string; readonly currency: string };

/** What the process works with. */
export interface AdjustParts extends WorkSources {
  readonly books: Books;
  readonly config: BillingConfig;
  readonly begin: BeginFurther;
}

const actions = {
  WRITE_UP: 'work.write-up',
  WRITE_DOWN: 'work.write-down',
  WRITE_OFF: 'work.write-off',
} as const;

/** The process for one caller. */
export function adjustWork(parts: AdjustParts): Process<AdjustWorkInput, WorkAdjusted> {
  return { name: 'adjustWork', run: (saga, input) => adjust(saga, parts, input) };
}

async function adjust(saga: Saga, parts: AdjustParts, input: AdjustWorkInput): Promise<WorkAdjusted> {
  const { books } = parts;
  const { workId, projectId, adjustment } = input;
  const looked = await saga.once('looked', async () => {
    const project = await readProject(parts, projectId, '9999-12-31');
    const work = project === null ? null : await workNamed(books, project, workId);
    if (project === null || work === null) return refuseUnknown(saga, books, input);
    const found = await itemOf({ saga, config: parts.config, adjustment }, books, project, work);
    const amount = amountOf(changeOf(saga, input, found).amount);
    const { standard } = found.item;
    const about = { kind: kindNamed(work), legalEntity: project.seller?.code ?? null, title: project.title };
    const besides = adjustment === 'LET_GO' ? await byHandFor(parts, project, workId) : [];
    return { amount, standard: amountOf(standard), isAnew: found.isAnew, besides: [...besides], ...about };
  });
  await saga.once(subjectNote, () => ({ kind: looked.kind, id: workId, label: looked.title }));
  const done = { workId, ...looked.amount };
  if (input.dryRun) return done;
  if (adjustment !== 'HOLD' && adjustment !== 'LET_GO') {
    await saga.approve('agreed', {
      ...{ action: actions[adjustment], legalEntity: looked.legalEntity, reason: input.reason },
      amount: money(looked.amount.amount, currencyCode(looked.amount.currency)),
      subject: { kind: looked.kind, id: workId, label: looked.title },
      explanation: `${adjustment.toLowerCase().replace('_', ' ')} of ${looked.amount.amount} ${looked.amount.currency} on ${looked.title}${looked.isAnew ? anew : ''}`,
      evidence: { work: workId, adjustment, ...looked.amount },
    });
  }
  const besides = besidesIn(looked);
  if (besides.length > 0) {
    const { amount, currency } = looked.amount;
    await saga.approve('let-go', {
      ...{ action: 'work.let-go', legalEntity: looked.legalEntity, reason: input.reason },
      amount: money(amount, currencyCode(currency)),
      subject: { kind: looked.kind, id: workId, label: looked.title },
      explanation: `${amount} ${currency} on ${looked.title}, whose invoice somebody voided or credited in the ERP, is billed again beside ${invoiceWords(besides)}, which nobody here posted: it bills something else`,
      evidence: { work: workId, ...looked.amount, besides },
    });
  }
  await saga.once('booked', async () => {
    const project = await readProject(parts, projectId, '9999-12-31');
    const work = project === null ? null : await workNamed(books, project, workId);
    if (project === null || work === null)
      return saga.refuse('WORK_CHANGED', `${workId} is not free to be adjusted any more; look at it again`, ['workId']);
    const now = adjustment === 'LET_GO' ? await byHandFor(parts, project, workId) : [];
    const more = now.filter(({ id }) => !besides.some((agreed) => agreed.id === id));
    if (more.length > 0)
      return saga.refuse('BILLED_ANEW_BY_HAND', `The ERP has ${invoiceWords(more)} by now; ask anew`, ['workId']);
    const scopes = [projectId, ...(project.contract === null ? [] : [project.contract.id]), scopeNamed(work, project)];
    return books.change(saga.held, [...new Set(scopes)], (page) =>
      apply({ saga, config: parts.config, adjustment }, page, input, { project, work, agreed: looked }),
    );
  });
  await saga.once('told', () => tellGivenUp(saga, parts, input, looked.legalEntity));
  return done;
}

/** Of work nothing of which is open any more nobody has to mend anything, nor does the PSA have it unbilled; by run, null where something is. */
async function tellGivenUp(
  saga: Saga,
  { books, begin, config, today }: AdjustParts,
  { role, workId, projectId }: AdjustWorkInput,
  legalEntity: string | null,
): Promise<string | null> {
  const booked = (await bookedItems(books.db, [workId])).get(workId);
  if (booked === undefined || !isGivenUp(booked)) return null;
  await settleRefusedWork(books, saga.held, [projectId]);
  const { kind } = booked.facts.entry;
  if (kind !== 'TIME' && kind !== 'EXPENSE') return null;
  const { version } = booked.item;
  const on = today(billingPolicyOf(config, legalEntity ?? '').timeZone);
  const input: TellWrittenOffInput = { role, projectId, workId, version, on };
  return begin(saga.runId, { process: 'tellPsaOfWriteOff', input, idempotencyKey: `written-off-${workId}-${version}` });
}

const anew = ', from its present price: what was adjusted before was of another and counts no more';

/** What an item is found with. */
interface Finding {
  readonly saga: Saga;
  readonly config: BillingConfig;
  readonly adjustment: AdjustWorkInput['adjustment'];
}

/** What was looked at, and agreed to. */
interface Agreed {
  readonly amount: { readonly amount: string; readonly currency: string };
  /** What the work cost then; absent in what an earlier release of this process had looked at. */
  readonly standard?: { readonly amount: string; readonly currency: string };
  /** Invoices made by hand of which was said that they bill something else; absent like that. */
  readonly besides?: readonly ByHand[];
}

function besidesIn({ besides = [] }: Agreed): readonly ByHand[] {
  return besides;
}

async function apply(
  finding: Finding,
  page: BooksPage,
  input: AdjustWorkInput,
  { project, work, agreed }: { readonly project: WorkProject; readonly work: NamedWork; readonly agreed: Agreed },
): Promise<boolean> {
  const { saga } = finding;
  // An execution that crashed after this transaction has done it already.
  if (await hasAdjusted(page.db, saga.runId)) return true;
  const found = await itemOf(finding, page, project, work);
  const source = found.item.id;
  const change = changeOf(saga, input, found);
  const changed = sinceAgreed(change, found.item, agreed);
  if (changed !== null) return saga.refuse('WORK_CHANGED', `${source}: ${changed}`, ['workId']);
  const result = changeWork(found.item, change);
  if (result.kind === 'REFUSED') return saga.refuse('NOT_POSSIBLE', result.message, ['adjustment']);
  const { adjustment } = input;
  const facts = { ...found.facts, heldByPerson: heldBecause(saga, adjustment, { ...found, item: result.item }) };
  const besides = besidesIn(agreed).map(({ id }) => id);
  const said = besides.length === 0 ? {} : { besides: [...new Set([...(facts.besides ?? []), ...besides])] };
  await book(page.db, [
    { projectId: project.id, capScope: scopeNamed(work, project), item: result.item, facts: { ...facts, ...said } },
  ]);
  const amount = amountOf(change.amount);
  await insertAdjustment(page.db, {
    source,
    version: result.item.version,
    kind: adjustment,
    amount,
    runId: saga.runId,
  });
  page.audit('work.adjusted', { work: source, adjustment, ...amount, besides }, input.reason);
  const { unbilled, held } = result.item.places;
  // Why it waited is the next release's to say anew; of what is not open any more, nobody's.
  if (adjustment === 'LET_GO' || (isZero(unbilled) && isZero(held))) await endHolds(page.db, [source]);
  if (isZero(held)) await endDoubt(page, source);
  return true;
}

/** Why it is held from now on; null where nothing is held by a person. */
function heldBecause(
  { runId }: Saga,
  adjustment: AdjustWorkInput['adjustment'],
  { item, facts }: Pick<Found, 'item' | 'facts'>,
): string | null {
  if (adjustment === 'HOLD') return `held by hand; why is in the audit of run ${runId}`;
  return isZero(item.places.held) ? null : facts.heldByPerson;
}

/** Never more, nor of another price, than somebody agreed to: why it has to be asked anew; null when it has not. */
export function sinceAgreed({ kind, amount }: Adjusting, item: WorkItem, agreed: Agreed): string | null {
  if (kind === 'HOLD' || kind === 'LET_GO') return null;
  const currency = currencyCode(agreed.amount.currency);
  const standard = agreed.standard === undefined ? item.standard : money(agreed.standard.amount, currency);
  if (!isWorth(item, standard))
    return `it costs ${item.standard.amount} ${item.currency} now, ${standard.amount} ${currency} when it was asked for; ask anew`;
  if (compare(amount, money(agreed.amount.amount, currency)) === 0) return null;
  return `${amount.amount} ${currency} is open now, ${agreed.amount.amount} when it was agreed to; ask anew`;
}

/** The item as the books have it, or as it would begin. */
async function itemOf(
  { saga, config, adjustment }: Finding,
  { db }: Pick<Books, 'db'>,
  project: WorkProject,
  work: NamedWork,
): Promise<Found> {
  // Read again: the page may know more of it than the look before.
  if (work.kind === 'PLANNED') {
    const now = (await bookedItems(db, [work.booked.source])).get(work.booked.source);
    return plannedFound(saga, now ?? work.booked, adjustment);
  }
  const { entry } = work;
  const known = (await bookedItems(db, [entry.source])).get(entry.source);
  const policy = billingPolicyOf(config, project.seller?.code ?? project.delivererCode ?? '');
  const priced = entry.kind === 'TIME' ? priceEntry(entry, project) : priceExpense(entry, { ...project, policy });
  if (known !== undefined) return adjustable(known, { entry, priced, adjustment });
  if (priced.kind === 'HELD') {
    const { hold } = priced;
    return saga.refuse(hold.code, `${entry.source}: ${holdWords(hold)}; ${holdRemedies[hold.code].remedy}`, ['workId']);
  }
  const { hourlyRate, why, standard, taxCode } = priced;
  const facts = { entry, hourlyRate, why, heldByPerson: null, taxCode };
  return { item: newWork(entry.source, 1, standard), facts, isAnew: false };
}

type Adjusting = Extract<WorkChange, { kind: 'HOLD' | 'LET_GO' | 'WRITE_UP' | 'WRITE_DOWN' | 'WRITE_OFF' }>;

/** The change that is asked for, whole where no amount is named. Refuses what cannot be. */
function changeOf(saga: Saga, { adjustment, amount }: AdjustWorkInput, { item }: Found): Adjusting {
  const named = amount === null ? null : amountNamed(saga, amount, item);
  const change = ((): Adjusting => {
    switch (adjustment) {
      case 'HOLD':
        return { kind: adjustment, amount: item.places.unbilled };
      case 'LET_GO':
        return { kind: adjustment, amount: item.places.held };
      case 'WRITE_UP':
        return { kind: adjustment, amount: named ?? saga.refuse('AMOUNT_MISSING', 'Say by how much', ['amount']) };
      case 'WRITE_DOWN':
        return { kind: adjustment, amount: named ?? item.places.unbilled };
      case 'WRITE_OFF': {
        // What is held is given up as it is: let go first, somebody might bill it in between.
        const from = isZero(item.places.unbilled) ? 'held' : 'unbilled';
        return { kind: adjustment, from, amount: named ?? item.places[from] };
      }
    }
  })();
  const result = changeWork(item, change);
  return result.kind === 'CHANGED' ? change : saga.refuse('NOT_POSSIBLE', result.message, ['adjustment']);
}

function amountNamed(saga: Saga, amount: string, item: WorkItem): Money {
  try {
    return money(amount, item.currency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return saga.refuse('AMOUNT_INVALID', error.message, ['amount']);
  }
}
