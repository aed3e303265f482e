// What was refused and is billed after all ends with the run that did it, on a real Postgres; while anything of it is open, it does not.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Books } from '../../journal/books.ts';
import { RunReports } from '../../journal/engagements.ts';
import { openRefusals, settleRefusals } from '../../journal/refusals.ts';
import { savePosition } from '../../journal/opening-positions.ts';
import { PgRunJournal } from '../../journal/pg-run-journal.ts';
import type { Claim } from '../../journal/run-journal.ts';
import { Runs } from '../../journal/runs.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { failure } from '../saga/outcome.ts';
import type { WorkProject } from './facts.ts';
import { capScopeOf, readBooks } from './keeping.ts';
import { dropDraft, moveDraft, openDraft, recordPosted, submitDraft } from './moving.ts';
import { planRelease } from './plan.ts';
import { previewOf } from './preview.ts';
import { entry, eur, project, question } from './sample-work.ts';
import { settleRefusedWork } from './settled-work.ts';
import { takeWork } from './take.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let books: Books;
let journal: PgRunJournal;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  books = new Books(store.db, key);
  journal = new PgRunJournal(store.db, key);
}, 60_000);

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

let begun = 0;

async function runOf(process: string): Promise<Claim> {
  const facts = { process, input: {}, idempotencyKey: `settled-${(begun += 1)}`, scope: 's', initiator: 'i' };
  const { runId } = await new Runs(store.db, key).begin({ ...facts, correlationId: 'c', priority: 'billing' });
  return journal.claim(runId, 'worker');
}

/** A run that is refused about something, with nothing made. */
async function refused(process: string, subject: { readonly kind: string; readonly id: string }): Promise<string> {
  const claim = await runOf(process);
  await journal.note(claim, 'subject', { ...subject, label: null });
  await journal.settle(claim, { kind: 'COMPENSATED', step: 'rules', failure: failure('NOT_IN_ERP', 'no') });
  return claim.runId;
}

interface Ended {
  readonly resolution: string | null;
  readonly settledBy: string | null;
  readonly isByWhom: boolean;
}

async function exceptionOf(runId: string): Promise<Ended | undefined> {
  const { rows } = await sql<Ended>`select resolution, settled_by as "settledBy",
      closed_by is not distinct from (select initiator from run where id = settled_by) as "isByWhom"
    from run_exception where run_id = ${runId}`.execute(store.db);
  return rows[0];
}

const open = { resolution: null, settledBy: null };

async function signOff(id: string, runId: string): Promise<void> {
  const nothing = { amount: '0.00', currency: 'EUR' };
  const position = {
    ...{ project: id, on: '2026-10-31', billed: nothing, workInProgress: nothing, openReceivable: nothing },
    ...{ unappliedCredits: nothing, capsConsumed: {}, billedSources: [], unbilledSources: [] },
  };
  const totals = { erpReceivable: nothing, erpBilled: nothing, psaWorkInProgress: nothing };
  const signed = { projectId: id, on: '2026-10-31', currency: 'EUR', explanations: {}, approvalId: 'else', runId };
  await savePosition(store.db, { ...signed, position, totals });
}

/** A release of a project; answers with its draft. */
async function release(work: WorkProject, { runId }: Claim): Promise<string> {
  const [draft] = await books.change(runId, [work.id], async (page) => {
    const plan = planRelease(work, await readBooks(page.db, work), question());
    return takeWork({ page, project: work, runId, capScope: capScopeOf(work) }, plan);
  });
  if (draft === undefined) throw new Error(`Nothing of ${work.id} was drafted`);
  return draft.id;
}

/** A draft goes the way of a bill to its end. */
async function post(draft: string, by: Claim, net: string): Promise<void> {
  for (const event of ['SEND_TO_REVIEW', 'ACCEPT'] as const)
    await openDraft(books, by.runId, draft, (page) => moveDraft(page, event, by.runId));
  await openDraft(books, by.runId, draft, (page) => submitDraft(page, by.runId));
  await openDraft(books, by.runId, draft, (page) =>
    recordPosted(page, { invoice: { id: `I-${draft}` }, lines: [eur(net)] }),
  );
}

/** A project whose release is refused, for nobody has signed off its opening position: an hour of before go-live and two of after. */
async function refusedRelease(id: string): Promise<{ readonly work: WorkProject; readonly runId: string }> {
  const old = entry(`${id}-old`, { workedOn: '2026-10-20' });
  const work = project([old, entry(`${id}-T1`), entry(`${id}-T2`)], { id });
  const plan = planRelease(work, await readBooks(store.db, work), question());
  expect(plan.blocker?.code).toBe('NO_OPENING_POSITION');
  expect(plan.held).toHaveLength(3);
  const runId = await refused('releaseWorkToInvoice', { kind: 'PROJECT', id });
  await new RunReports(store.db).save(runId, { preview: previewOf(plan, work) });
  await signOff(id, runId);
  return { work, runId };
}

describe.runIf(binariesHere)('the exception of a refused release', { timeout: 60_000 }, () => {
  test('stays while any of its work is open, and ends with the bill that leaves none', async () => {
    const { work, runId } = await refusedRelease('P-later');
    const [old, first, second] = work.entries;
    if (old === undefined || first === undefined || second === undefined) throw new Error('three entries are needed');
    const bill = await runOf('billReleasedWork');
    await settleRefusedWork(books, bill, [work.id]);
    expect(await exceptionOf(runId)).toMatchObject(open);
    await post(await release({ ...work, entries: [old, first] }, bill), bill, '100.00');
    await settleRefusedWork(books, bill, [work.id]);
    // An hour is not billed yet.
    expect(await exceptionOf(runId)).toMatchObject(open);
    const last = await runOf('billReleasedWork');
    const draft = await release(work, last);
    await settleRefusedWork(books, last, [work.id]);
    // It is on a draft, which may still be given up.
    expect(await exceptionOf(runId)).toMatchObject(open);
    await post(draft, last, '100.00');
    await settleRefusedWork(books, last, ['P-other']);
    expect(await exceptionOf(runId)).toMatchObject(open);
    await settleRefusedWork(books, last, [work.id]);
    expect(await exceptionOf(runId)).toEqual({ resolution: 'SETTLED', settledBy: last.runId, isByWhom: true });
    const { rows } = await sql<{ detail: object }>`select entry->'detail' as detail from audit_entry
      where entry->>'action' = 'exception.settled' and entry->>'runId' = ${last.runId}`.execute(store.db);
    expect(rows).toMatchObject([{ detail: { refusedRun: runId } }]);
  });

  test('stays when it does not say its work, or not all of it', async () => {
    const { work, runId } = await refusedRelease('P-silent');
    const reports = new RunReports(store.db);
    const [report] = await reports.of([runId]);
    const { preview } = report as { readonly preview: { readonly held: readonly object[] } };
    const bill = await runOf('billReleasedWork');
    await post(await release(work, bill), bill, '200.00');
    for (const held of [[], Array.from({ length: 1_000 }, () => preview.held[0] ?? {})]) {
      await reports.save(runId, { preview: { ...preview, held } as object as { readonly [name: string]: never } });
      await settleRefusedWork(books, bill, [work.id]);
      expect(await exceptionOf(runId)).toMatchObject(open);
    }
  });

  test('a bill that was refused ends when its work is on another one that is posted', async () => {
    const work = project([entry('P-bill-T1')], { id: 'P-bill' });
    const first = await runOf('releaseWorkToInvoice');
    await signOff(work.id, first.runId);
    const dropped = await release(work, first);
    await openDraft(books, first.runId, dropped, (page) => dropDraft(page, 'TAKEN_BACK'));
    const runId = await refused('billReleasedWork', { kind: 'BILLING_DRAFT', id: dropped });
    const bill = await runOf('billReleasedWork');
    const draft = await release(work, bill);
    await settleRefusedWork(books, bill, [work.id]);
    expect(await exceptionOf(runId)).toMatchObject(open);
    await post(draft, bill, '100.00');
    await settleRefusedWork(books, bill, [work.id]);
    expect(await exceptionOf(runId)).toMatchObject({ resolution: 'SETTLED', settledBy: bill.runId });
  });

  test('what is parked or stuck is nobody else’s to settle', async () => {
    const claim = await runOf('unwindConversion');
    await journal.note(claim, 'subject', { kind: 'ENGAGEMENT', id: 'E1', label: null });
    await journal.settle(claim, { kind: 'STUCK', step: 's', direction: 'ACTING', failure: failure('X', 'x') });
    const asked = { processes: ['unwindConversion'], subjectIds: ['E1'] };
    expect(await openRefusals(store.db, asked)).toEqual([]);
    const again = await refused('unwindConversion', { kind: 'ENGAGEMENT', id: 'E1' });
    const refusals = await openRefusals(store.db, asked);
    expect(refusals.map(({ runId }) => runId)).toEqual([again]);
    const by = await runOf('unwindConversion');
    await books.change(by, ['E1'], (page) => settleRefusals(page, by.runId, refusals));
    expect([await exceptionOf(claim.runId), await exceptionOf(again)]).toMatchObject([
      open,
      { resolution: 'SETTLED', settledBy: by.runId },
    ]);
  });
});
