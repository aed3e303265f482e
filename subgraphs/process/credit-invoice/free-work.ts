// Frees credited work in the PSA, where its bill locks it, and has it billed again: a run of its own, for a PSA that says no must not hold up
// the credit, which is posted.
import type { Books } from '../../journal/books.ts';
import { versionsBySource } from '../../journal/claims.ts';
import { creditsById } from '../../journal/credits.ts';
import type { KeptCredit } from '../../journal/credits.ts';
import { draftsById } from '../../journal/drafts.ts';
import type { KeptDraft } from '../../journal/drafts.ts';
import { riskNote, riskOf, subjectNote } from '../../journal/exceptions.ts';
import type { Json } from '../../journal/run-journal.ts';
import { keyDigest } from '../billing/business-key.ts';
import type { Process, Saga } from '../saga/saga.ts';
import type { PsaBilledWork } from '../systems/psa-billing.ts';
import type { Systems } from '../systems/systems.ts';
import type { RecordRef } from '../systems/write-call.ts';
import { documentOf, invoiceOf, moneyOf } from './facts.ts';
import { freeSchedule, plannedOf, type TouchedBill } from './free-plan.ts';

/** A run to begin in the same person's name. */
export interface FurtherRun {
  readonly process: string;
  readonly input: Json;
  readonly idempotencyKey: string;
}

/** Begins a run for a run, in the name of whoever began that; the same key is the same run. Answers with its id. */
export type BeginFurther = (runId: string, run: FurtherRun) => Promise<string>;

/** What it is begun with. */
export type FreeWorkInput = {
  readonly role: string;
  readonly creditId: string;
  /** Whether the work is released at once; else it waits for somebody. */
  readonly rebill: boolean;
};

/** What it did: bills of the PSA that were taken back, and what goes on by itself. */
export type Freed = { readonly bills: number; readonly runs: readonly string[] };

/** What the process works with. */
export interface FreeParts {
  readonly systems: Systems;
  readonly books: Books;
  readonly begin: BeginFurther;
}

/** The PSA takes, and answers, so many at once. */
const itemsMax = 1_000;
const askedMax = 200;

/** The process for one caller. */
export function freeCreditedWork(parts: FreeParts): Process<FreeWorkInput, Freed> {
  return { name: 'freeCreditedWork', run: (saga, input) => free(saga, parts, input) };
}

async function free(saga: Saga, parts: FreeParts, { role, creditId, rebill }: FreeWorkInput): Promise<Freed> {
  const { books, begin } = parts;
  const { credit, draft } = await creditIn(books, creditId);
  const { number, ref, issuedOn, id } = invoiceOf(draft);
  await saga.once(subjectNote, () => ({ kind: 'INVOICE', id, label: number }));
  await saga.once(riskNote, () => riskOf(moneyOf(credit.net)));
  const work = await saga.once('work', () => workOf(parts, credit));
  const planned = await saga.once('planned', () => plannedOf(parts, { credit, draft }));
  const bills = [...(await saga.once('bills', () => billsOf(parts, draft, work.refs))), ...planned.bills];
  const { psaProject, purchaseOrder } = documentOf(draft);
  for (const [index, touched] of bills.entries()) {
    const digest = `${keyDigest(creditId)}-${index + 1}`;
    await saga.step(unmark(parts.systems, { ...touched, projectId: credit.projectId }, digest));
    for (let from = 0; from < touched.kept.length; from += itemsMax) {
      const items = touched.kept.slice(from, from + itemsMax);
      const billed = { project: psaProject, items, document: ref, number, issuedOn, purchaseOrder };
      await saga.step(markAgain(parts.systems, billed, `${digest}-${from / itemsMax + 1}`));
    }
  }
  await freeSchedule(saga, parts.systems, planned, creditId);
  if (!rebill || work.sources.length === 0) return { bills: bills.length, runs: [] };
  const run = await saga.once('released', () =>
    begin(saga.runId, {
      process: 'releaseWorkToInvoice',
      input: {
        ...{ role, choice: { projectIds: [credit.projectId], contractIds: [], legalEntity: null } },
        ...{ through: work.through, dryRun: false, taxCode: null, workIds: work.sources },
      },
      idempotencyKey: `rebill-${creditId}`,
    }),
  );
  return { bills: bills.length, runs: [run] };
}

async function creditIn(
  { db }: Books,
  creditId: string,
): Promise<{ readonly credit: KeptCredit; readonly draft: KeptDraft }> {
  const [credit = null] = await creditsById(db, [creditId]);
  const [draft = null] = credit === null ? [] : await draftsById(db, [credit.draftId]);
  if (credit === null || draft === null) throw new Error(`There is no credit ${creditId}`);
  return { credit, draft };
}

type Work = { readonly sources: readonly string[]; readonly refs: readonly RecordRef[]; readonly through: string };

/** The time and expenses a credit released, as the PSA knows it. */
async function workOf({ books }: FreeParts, { parts }: KeptCredit): Promise<Work> {
  const sources = [...new Set(parts.map(({ source }) => source))];
  const versions = await versionsBySource<
    Json,
    { readonly entry: { readonly kind?: string; readonly ref: RecordRef | null } }
  >(books.db, sources);
  const newest = sources.flatMap((source) => versions.get(source)?.at(-1) ?? []);
  // What is billed by plan is another matter (free-plan).
  const time = newest.filter(
    ({ facts: { entry } }) => entry.ref !== null && (entry.kind === 'EXPENSE' || (entry.kind ?? 'TIME') === 'TIME'),
  );
  const days = time.map(({ workedOn }) => workedOn).sort();
  return {
    sources: time.map(({ source }) => source),
    refs: time.flatMap(({ facts }) => facts.entry.ref ?? []),
    through: days.at(-1) ?? '0001-01-01',
  };
}

/** The PSA's bills that lock the work, as it says now, with everything else that is on them. */
async function billsOf(
  { systems }: FreeParts,
  draft: KeptDraft,
  refs: readonly RecordRef[],
): Promise<readonly TouchedBill[]> {
  const locked = new Map<string, { bill: RecordRef; freed: RecordRef[] }>();
  for (let from = 0; from < refs.length; from += askedMax)
    for (const item of await systems.psa.workNow(refs.slice(from, from + askedMax))) {
      if (item?.bill == null) continue;
      const known = locked.get(item.bill.id) ?? { bill: item.bill, freed: [] };
      known.freed.push(item.ref);
      locked.set(item.bill.id, known);
    }
  if (locked.size === 0) return [];
  const { psaProject } = documentOf(draft);
  const billed = await systems.psa.billingWork({ projects: [psaProject], through: '9999-12-31', work: 'BILLED' });
  const isFreed = new Set(refs.map(({ kind, id }) => `${kind} ${id}`));
  return [...locked.values()].map(({ bill, freed }) => ({
    ...{ bill, freed, milestone: null },
    kept: billed
      .filter((item) => item.bill?.id === bill.id && !isFreed.has(`${item.ref.kind} ${item.ref.id}`))
      .map(({ ref }) => ref),
  }));
}

type Unmarking = TouchedBill & { readonly projectId: string };

function unmark({ psa, billing }: Systems, { bill, freed, milestone, projectId }: Unmarking, digest: string) {
  const gone = async (): Promise<boolean> => {
    if (milestone !== null) {
      const now = (await billing.milestones(projectId)).find(({ id }) => id === milestone);
      return now?.bill?.id !== bill.id;
    }
    const now = await psa.workNow(freed.slice(0, 1));
    return now.every((item) => item?.bill?.id !== bill.id);
  };
  return {
    ...{ name: `free-${digest.slice(41)}`, system: 'psa', operation: 'remove' as const, key: `free-${digest}` },
    input: { bill },
    // A bill that is gone carries no key: the work says whether it is still on it.
    find: async () => ((await gone()) ? [bill] : []),
    act: (call: Parameters<Systems['psa']['unmarkBilled']>[0]) => psa.unmarkBilled(call, bill),
    undo: null,
  };
}

function markAgain({ psa }: Systems, billed: PsaBilledWork, digest: string) {
  return {
    ...{ name: `keep-${digest.slice(41)}`, system: 'psa', operation: 'create' as const, key: `keep-${digest}` },
    input: { ...billed, items: [...billed.items] },
    find: (call: Parameters<Systems['psa']['findBilled']>[0]) => psa.findBilled(call),
    act: (call: Parameters<Systems['psa']['markBilled']>[0]) => psa.markBilled(call, billed),
    undo: (call: Parameters<Systems['psa']['unmarkBilled']>[0], ref: RecordRef) => psa.unmarkBilled(call, ref),
  };
}
