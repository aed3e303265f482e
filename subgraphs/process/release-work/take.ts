// Takes the work of a plan: a draft per document, a claim per item, all in one transaction of the books. What somebody else has taken
// meanwhile is left to them, and the plan is made anew without it.
import { randomUUID } from 'node:crypto';
import type { BooksPage } from '../../journal/books.ts';
import { takeClaims } from '../../journal/claims.ts';
import { digest } from '../../journal/canonical.ts';
import { insertDraft, nextSerial } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import type { Json } from '../../journal/run-journal.ts';
import { endHolds, saveHolds } from '../../journal/work-holds.ts';
import { holdRemedies } from '../../../schema/canon/hold.ts';
import { isZero, type Money } from '../../../schema/canon/money.ts';
import { businessKey } from '../billing/business-key.ts';
import { changeWork, claimKey } from '../billing/work-item.ts';
import type { WorkItem } from '../billing/work-law.ts';
import type { Candidate, WorkProject } from './facts.ts';
import { amountOf, book, type Booking } from './keeping.ts';
import type { PlannedDocument, ReleasePlan } from './plan.ts';

/** Somebody else was faster; nothing was written. Plan anew. */
export class WorkTaken extends Error {
  override readonly name = 'WorkTaken';

  constructor(source: string) {
    super(`${source} was claimed by another run meanwhile; plan anew without it`);
  }
}

/** For whom work is taken. */
export interface Taking {
  readonly page: BooksPage;
  readonly project: WorkProject;
  readonly runId: string;
  /** What caps, or the billing law of a contract's line, count by. */
  readonly capScope: string;
}

/** Writes drafts and claims of a plan, and what waits; answers with the drafts. Raises WorkTaken. */
export async function takeWork(taking: Taking, plan: ReleasePlan): Promise<readonly TakenDraft[]> {
  const { page, project, runId } = taking;
  const drafts: TakenDraft[] = [];
  for (const document of plan.documents) drafts.push(await takeDocument(taking, document));
  const absorbed = plan.absorbed.map((candidate) =>
    bookingOf(taking, candidate, must(candidate.item, changeWork(candidate.item, { kind: 'ABSORB' }))),
  );
  const overCap = plan.overCap.map(({ candidate, held }) =>
    bookingOf(taking, candidate, holding(candidate.item, held)),
  );
  await book(page.db, [...absorbed, ...overCap]);
  if (plan.absorbed.length > 0) page.audit('work.absorbed', { project: project.id, items: plan.absorbed.length });
  const expenses = new Set(project.expenses.map(({ source }) => source));
  const contents = contentsOf(project);
  await saveHolds(
    page.db,
    // A release of named work says nothing of the rest, but of what it took.
    { projectIds: plan.isOfNamedWork === true ? [] : [project.id], kinds: plan.kinds },
    plan.held.map(({ source, workedOn, amount, hold }) => ({
      ...{ source, workedOn, projectId: project.id, code: hold.code, owner: holdRemedies[hold.code].owner },
      hold: hold as unknown as Json,
      amount: amount === null ? null : amountOf(amount),
      ...{ currency: project.currency, runId, kind: expenses.has(source) ? 'EXPENSE' : 'TIME' },
      content: contents.get(source) ?? null,
    })),
  );
  if (plan.isOfNamedWork === true) await endHolds(page.db, takenBy(plan));
  return drafts;
}

/** Work of a project as it was looked at, by source. */
export function contentsOf({
  entries,
  expenses,
}: Pick<WorkProject, 'entries' | 'expenses'>): ReadonlyMap<string, string> {
  return new Map([...entries, ...expenses].map(({ source, content }) => [source, content]));
}

/** Work of a plan that waits for nobody any more; what a cap keeps a part of waits with that. */
function takenBy({ documents, absorbed, held }: ReleasePlan): readonly string[] {
  const billed = documents.flatMap(({ lines }) => lines.flatMap(({ parts }) => parts.map((part) => part.candidate)));
  const waiting = new Set(held.map(({ source }) => source));
  return [...billed, ...absorbed].map(({ entry }) => entry.source).filter((source) => !waiting.has(source));
}

/** A draft as it was just written. */
export type TakenDraft = Pick<KeptDraft, 'id' | 'document' | 'net'>;

/** Writes one draft with its claims. Raises WorkTaken. */
export async function takeDocument(taking: Taking, planned: PlannedDocument): Promise<TakenDraft> {
  const { page, project, runId } = taking;
  const { seller, buyer, contract } = project;
  if (seller === null || buyer === null) throw new Error(`${project.title} was planned without a seller or a buyer`);
  const facts = {
    ...{ projectId: project.id, contractId: contract?.id ?? null, customerId: buyer.id, legalEntity: seller.code },
    ...{ currency: project.currency, period: planned.period, batch: planned.batch },
  };
  const serial = await nextSerial(page.db, facts);
  const id = randomUUID();
  const batch = `${planned.batch}#${serial}`;
  const { period } = planned;
  const key = businessKey({
    ...{
      entity: seller.code,
      project: project.id,
      period,
      batch,
      documentType: 'INVOICE',
      generation: generationOf(planned),
    },
  });
  const document = planned.document as unknown as Json;
  const draft = { id, document, net: amountOf(planned.net) };
  await insertDraft(page.db, { ...facts, ...draft, key, serial, releasedBy: runId });
  await claimDocument(taking, id, planned);
  return draft;
}

/** Claims the work of a document for its draft, all or nothing. Raises WorkTaken. */
export async function claimDocument(taking: Taking, draftId: string, planned: PlannedDocument): Promise<void> {
  const { page } = taking;
  const capped = new Map(planned.capped.map(({ candidate, held }) => [candidate, held]));
  const claims = planned.lines.flatMap(({ parts }, line) =>
    parts.map(({ candidate, billed }) =>
      claimOf(taking, { draftId, line, candidate, billed, kept: capped.get(candidate) ?? null }),
    ),
  );
  await book(
    page.db,
    claims.map(({ booking }) => booking),
  );
  const [missed] = await takeClaims(
    page.db,
    claims.map(({ claim }) => claim),
  );
  if (missed !== undefined) throw new WorkTaken(missed.source);
  const { amount, currency } = planned.net;
  const keys = claims.map(({ claim: { key: claimed } }) => claimed);
  page.audit('work.claimed', {
    draft: draftId,
    items: keys.length,
    net: `${amount} ${currency}`,
    claims: digest(keys),
  });
  const { taxCode, isTaxNamed = false, taxReason } = planned.document;
  if (isTaxNamed) page.audit('draft.tax-named', { draft: draftId, taxCode }, taxReason);
}

/** 1, and one more each time its work was credited to be billed again (DOMAIN rules 33, 60). */
function generationOf({ lines }: PlannedDocument): number {
  return Math.max(1, ...lines.flatMap(({ parts }) => parts.map(({ candidate }) => candidate.item.version)));
}

interface Claiming {
  readonly draftId: string;
  readonly line: number;
  readonly candidate: Candidate;
  readonly billed: Money;
  readonly kept: Money | null;
}

/** The claim on one item: its price does not change from here on (DOMAIN rule 29). */
function claimOf(taking: Taking, { draftId, line, candidate, billed, kept }: Claiming) {
  const { item, why, entry } = candidate;
  const key = claimKey(item);
  const rest = kept === null ? item : holding(item, kept);
  const claimed = must(rest, changeWork(rest, { kind: 'CLAIM', run: draftId, amount: billed, why }));
  const number = item.claims + 1;
  return {
    booking: bookingOf(taking, candidate, claimed),
    claim: { key, source: entry.source, version: item.version, number, draftId, line, why, amount: amountOf(billed) },
  };
}

function holding(item: WorkItem, amount: Money): WorkItem {
  return isZero(amount) ? item : must(item, changeWork(item, { kind: 'HOLD', amount }));
}

function must(item: WorkItem, result: ReturnType<typeof changeWork>): WorkItem {
  if (result.kind === 'CHANGED') return result.item;
  throw new RangeError(`${item.id} of a plan cannot be taken: ${result.message}`);
}

/** An item as it is to be written. */
export function bookingOf({ project, capScope }: Taking, candidate: Candidate, item: WorkItem): Booking {
  const { entry, hourlyRate, why, isPart = false, taxCode = null, besides } = candidate;
  const said = besides === undefined ? {} : { besides };
  const facts = { entry, hourlyRate, why, heldByPerson: null, isPart, taxCode, ...said };
  return { projectId: project.id, capScope, item, facts };
}
