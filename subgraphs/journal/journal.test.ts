// The journal on a real Postgres: keys, fences, and a saga carried through it, with everything in one transaction.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '../process/saga/saga.ts';
import type { Process } from '../process/saga/saga.ts';
import { failure } from '../process/saga/outcome.ts';
import { carefulPolicy } from '../process/saga/policy.ts';
import type { SagaWorld } from '../process/saga/execution.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { verifyAudit } from './audit.ts';
import { EventRefused } from './events/event-types.ts';
import { Operators } from './operate.ts';
import { joinOrder, rowOf, takeTurn } from './order.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import { retentionClasses } from './retention.ts';
import { FenceLost } from './run-journal.ts';
import { Runs } from './runs.ts';
import type { RunRequest } from './runs.ts';
import { setAside, wake } from './set-aside.ts';

const key = Buffer.from('a key for tests that is long enough');
const by = { operator: 'operator', reason: 'because the tests say so' };
let store: Store;
let runs: Runs;
let operators: Operators;
let journal: PgRunJournal;
let world: SagaWorld;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  runs = new Runs(store.db, key);
  operators = new Operators(store.db, key);
  journal = new PgRunJournal(store.db, key);
  const retry = { attemptsMax: 2, firstMs: 1, waitMsMax: 2 };
  const policy = { ...carefulPolicy, settleMs: 5, retry: { create: retry, update: retry, post: retry, remove: retry } };
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  world = { journal, nowMs: () => Date.now(), sleep, random: () => 0.5, policyOf: () => policy };
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

function request(idempotencyKey: string, change: Partial<RunRequest> = {}): RunRequest {
  const facts = {
    process: 'test',
    input: { a: 1, b: 2 },
    scope: 'caller',
    initiator: 'somebody',
    correlationId: 'c-1',
  };
  return { ...facts, priority: 'billing', idempotencyKey, ...change };
}

/** A system in memory with one record per key, and two steps over it. */
function twoSteps(ends: 'DONE' | 'REFUSED' | 'OUTAGE', records: Map<string, number>): Process<null, string> {
  const unique = randomUUID();
  return {
    name: 'test',
    run: async (saga) => {
      for (const [index, name] of ['first', 'second'].entries()) {
        await saga.step<string>({
          name,
          system: 'memory',
          operation: 'create',
          key: `${name}-${unique}`,
          input: { name },
          find: ({ key: asked }) => Promise.resolve(records.has(asked) ? [asked] : []),
          act: ({ key: asked }) => {
            if (index === 1 && ends !== 'DONE') {
              return Promise.resolve({ kind: 'NOT_APPLIED', reason: ends, failure: failure(ends, 'no') });
            }
            records.set(asked, (records.get(asked) ?? 0) + 1);
            return Promise.resolve({ kind: 'APPLIED', ref: asked, isNew: true });
          },
          undo: (_call, ref) => {
            records.delete(ref);
            return Promise.resolve({ kind: 'APPLIED', ref, isNew: false });
          },
          events: (ref) => [
            { type: 'project.activated', subject: ref, data: { activatedOn: '2026-11-21' }, tags: ['customer-1'] },
          ],
        });
      }
      return 'done';
    },
  };
}

async function begun(): Promise<string> {
  return (await runs.begin(request(randomUUID(), { input: null }))).runId;
}

test.runIf(binariesHere)('fifty callers with one key at one moment begin one run', async () => {
  const begun = await Promise.all(Array.from({ length: 50 }, () => runs.begin(request('fifty'))));
  expect(new Set(begun.map(({ runId }) => runId)).size).toBe(1);
  expect(begun.filter(({ kind }) => kind === 'NEW').length).toBe(1);
  expect(await runs.begin(request('fifty', { input: { b: 2, a: 1 } }))).toMatchObject({ kind: 'SAME' });
  expect(await runs.begin(request('fifty', { input: { a: 1, b: 3 } }))).toMatchObject({ kind: 'OTHER_INPUT' });
  expect(await runs.begin(request('fifty', { scope: 'another' }))).toMatchObject({ kind: 'NEW' });
});

test.runIf(binariesHere)('a run is done with its steps, its events and a sound chain', async () => {
  const runId = await begun();
  const records = new Map<string, number>();
  const process = twoSteps('DONE', records);
  expect(await execute(process, await journal.claim(runId, 'a'), world)).toEqual({ kind: 'DONE', result: 'done' });
  expect(await execute(process, await journal.claim(runId, 'b'), world)).toEqual({ kind: 'DONE', result: 'done' });
  expect([...records.values()]).toEqual([1, 1]);
  const { rows } = await sql<{ tags: string[] }>`select tags from outbox_event where run_id = ${runId}`.execute(
    store.db,
  );
  expect(rows.map(({ tags }) => tags)).toEqual([['customer-1'], ['customer-1']]);
  const entries = await sql<{ action: string }>`select entry->>'action' as action from audit_entry
    where entry->>'runId' = ${runId} order by seq`.execute(store.db);
  expect(entries.rows.map(({ action }) => action)).toEqual(['run.begun', 'step.done', 'step.done', 'run.done']);
  expect(await verifyAudit(store.db, key)).toMatchObject({ kind: 'SOUND' });
});

test.runIf(binariesHere)('a refusal takes everything back, and its replay is a new generation of keys', async () => {
  const runId = await begun();
  const records = new Map<string, number>();
  const refused = await execute(twoSteps('REFUSED', records), await journal.claim(runId, 'a'), world);
  expect(refused.kind).toBe('COMPENSATED');
  expect(records.size).toBe(0);
  expect(await operators.replay(runId, by)).toMatchObject({
    kind: 'DONE',
    runs: [{ generation: 2, execution: 2 }],
  });
  expect(await operators.replay(runId, by)).toEqual({ kind: 'NOT_RESTING', state: 'RUNNING' });
  await execute(twoSteps('DONE', records), await journal.claim(runId, 'a'), world);
  expect([...records.keys()].every((asked) => asked.endsWith('-g2'))).toBe(true);
});

test.runIf(binariesHere)('an outage parks with nothing taken back, and its replay goes on in place', async () => {
  const runId = await begun();
  const records = new Map<string, number>();
  const parked = twoSteps('OUTAGE', records);
  expect((await execute(parked, await journal.claim(runId, 'a'), world)).kind).toBe('PARKED');
  expect([...records.values()]).toEqual([1]);
  const open = sql<{ code: string }>`select code from run_exception where run_id = ${runId} and closed_at is null`;
  expect((await open.execute(store.db)).rows).toEqual([{ code: 'OUTAGE' }]);
  await operators.replay(runId, by);
  expect((await open.execute(store.db)).rows).toEqual([]);
  expect((await runs.read(runId))?.state).toEqual({ kind: 'RUNNING' });
});

test.runIf(binariesHere).each([
  ['of an unknown type', { type: 'project.vanished', subject: 'p-1', data: { activatedOn: '2026-11-21' } }],
  [
    'with a person in it',
    { type: 'project.activated', subject: 'ada@example.com', data: { activatedOn: '2026-11-21' } },
  ],
  ['with data of another type', { type: 'project.activated', subject: 'p-1', data: { closedOn: '2026-11-21' } }],
])('an event %s is refused, and nothing of the write it came with is done', async (_what, event) => {
  const runId = await begun();
  const claim = await journal.claim(runId, 'a');
  const settled = journal.settle(claim, { kind: 'DONE', result: null }, [event]);
  await expect(settled).rejects.toBeInstanceOf(EventRefused);
  expect((await runs.read(runId))?.state).toEqual({ kind: 'RUNNING' });
  const told = await sql`select 1 from outbox_event where run_id = ${runId}`.execute(store.db);
  expect(told.rows).toEqual([]);
  await journal.settle(claim, { kind: 'DONE', result: null }, []);
  expect(await verifyAudit(store.db, key)).toMatchObject({ kind: 'SOUND' });
});

test.runIf(binariesHere)('an execution that was taken over writes no more', async () => {
  const runId = await begun();
  const zombie = await journal.claim(runId, 'a');
  await journal.claim(runId, 'b');
  await expect(journal.settle(zombie, { kind: 'DONE', result: null })).rejects.toBeInstanceOf(FenceLost);
  expect((await runs.read(runId))?.state).toEqual({ kind: 'RUNNING' });
});

test.runIf(binariesHere)('a business key of another run is refused for ever', async () => {
  const records = new Map<string, number>();
  const process = twoSteps('DONE', records);
  await execute(process, await journal.claim(await begun(), 'a'), world);
  const second = await execute(process, await journal.claim(await begun(), 'a'), world);
  expect(second).toMatchObject({ kind: 'STUCK', failure: { code: 'KEY_TAKEN' } });
  expect([...records.values()]).toEqual([1, 1]);
});

/** Runs about one customer, in the order of their beginning. */
async function queued(count: number, orderOf: string = randomUUID()): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push((await runs.begin(request(randomUUID(), { input: null, orderOf }))).runId);
  }
  return ids;
}

const turnOf = (id: string | undefined) => takeTurn(store.db, id ?? '');
const taken = { kind: 'TAKEN' };
const behind = (run: string | undefined) => ({ kind: 'BEHIND', run });

async function carriedOut(id: string | undefined, ends: Parameters<typeof twoSteps>[0]): Promise<string> {
  const { kind } = await execute(twoSteps(ends, new Map()), await journal.claim(id ?? '', 'a'), world);
  return kind;
}

test.runIf(binariesHere)('runs about one customer have their turn in the order in which they were begun', async () => {
  const [first, second, third] = await queued(3);
  // Whoever is asked first: a queue hands out by priority, and a dead worker's runs late.
  expect(await turnOf(third)).toEqual(behind(second));
  expect(await turnOf(second)).toEqual(behind(first));
  expect(await turnOf(first)).toEqual(taken);
  expect(await turnOf(first)).toEqual(taken);
  expect(await carriedOut(first, 'DONE')).toBe('DONE');
  expect(await turnOf(third)).toEqual(behind(second));
  expect(await turnOf(second)).toEqual(taken);
  const [other] = await queued(1);
  expect(await turnOf(other)).toEqual(taken);
  expect(await turnOf(await begun())).toEqual({ kind: 'FREE' });
});

test.runIf(binariesHere)(
  'one that learns on its way whom it is about joins then, behind whoever has the turn and before later ones',
  async () => {
    const orderOf = randomUUID();
    const begin = async (order?: string): Promise<string> =>
      (await runs.begin(request(randomUUID(), { input: null, ...(order === undefined ? {} : { orderOf: order }) })))
        .runId;
    const [joining, holder, last] = [await begin(), await begin(orderOf), await begin(orderOf)];
    expect(await turnOf(joining)).toEqual({ kind: 'FREE' });
    expect(await turnOf(holder)).toEqual(taken);
    // It was begun before, but the turn is taken: whoever is at it ends first.
    expect(await joinOrder(store.db, joining, orderOf)).toEqual(behind(holder));
    expect(await turnOf(holder)).toEqual(taken);
    expect(await carriedOut(holder, 'DONE')).toBe('DONE');
    expect(await turnOf(last)).toEqual(behind(joining));
    expect(await joinOrder(store.db, joining, randomUUID())).toEqual(taken);
    expect(await carriedOut(joining, 'DONE')).toBe('DONE');
    expect(await turnOf(last)).toEqual(taken);
  },
);

test.runIf(binariesHere)('two workers that take the turn of one customer at once do not both get it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const ids = await queued(4);
    const turns = await Promise.all(ids.map(turnOf));
    expect(turns.map(({ kind }) => kind)).toEqual(['TAKEN', 'BEHIND', 'BEHIND', 'BEHIND']);
  }
});

test.runIf(binariesHere)('a parked run lets no later one pass; one that was taken back or waived does', async () => {
  const [parked, second, third] = await queued(3);
  await turnOf(parked);
  expect(await carriedOut(parked, 'OUTAGE')).toBe('PARKED');
  expect(await turnOf(second)).toEqual(behind(parked));
  const { rows } = await sql<{ id: string }>`select id from run_exception where run_id = ${parked ?? ''}`.execute(
    store.db,
  );
  expect(await operators.waive(rows[0]?.id ?? '', by)).toMatchObject({ kind: 'DONE' });
  expect(await turnOf(second)).toEqual(taken);
  // Sent on all the same, it has to wait for whoever has the turn now.
  await operators.replay(parked ?? '', by);
  expect(await turnOf(parked)).toEqual(behind(second));
  expect(await turnOf(second)).toEqual(taken);
  expect(await carriedOut(second, 'REFUSED')).toBe('COMPENSATED');
  expect(await turnOf(third)).toEqual(behind(parked));
  expect(await turnOf(parked)).toEqual(taken);
});

test.runIf(binariesHere)(
  'runs in a row go one at a time, but one that is parked holds up none of them: they are in order only not to be at it all at once',
  async () => {
    const [parked, second, third] = await queued(3, rowOf(randomUUID(), 0));
    expect(await turnOf(parked)).toEqual(taken);
    expect(await turnOf(second)).toEqual(behind(parked));
    await setAside(store.db, second ?? '', { kind: 'BEHIND', run: parked ?? '' });
    expect(await carriedOut(parked, 'OUTAGE')).toBe('PARKED');
    expect(await wake(store.db)).toMatchObject([{ id: second }]);
    expect(await turnOf(second)).toEqual(taken);
    expect(await turnOf(third)).toEqual(behind(second));
    // Sent on it takes its place in the row again.
    await operators.replay(parked ?? '', by);
    expect(await turnOf(parked)).toEqual(behind(second));
    expect(await carriedOut(second, 'DONE')).toBe('DONE');
    expect(await turnOf(parked)).toEqual(taken);
    expect(await turnOf(third)).toEqual(behind(parked));
  },
);

test.runIf(binariesHere)(
  'a question asked before anything was written lets others pass, so that they may answer it',
  async () => {
    const [asking, second] = await queued(2);
    const question: Process<null, string> = { name: 'test', run: (saga) => saga.ask('WHICH', 'Which of them is it?') };
    await turnOf(asking);
    expect((await execute(question, await journal.claim(asking ?? '', 'a'), world)).kind).toBe('STUCK');
    expect(await turnOf(second)).toEqual(taken);
  },
);

test.runIf(binariesHere)(
  'what waits behind a run is woken once that has let go, and what a system wished away in its time',
  async () => {
    const [first, second, third] = await queued(3);
    await turnOf(first);
    await setAside(store.db, second ?? '', { kind: 'BEHIND', run: first ?? '' });
    await setAside(store.db, third ?? '', { kind: 'BEHIND', run: second ?? '' });
    const [wished] = await queued(1);
    await setAside(store.db, wished ?? '', { kind: 'WISHED', ms: 600_000 });
    expect(await wake(store.db)).toEqual([]);
    await carriedOut(first, 'DONE');
    expect(await wake(store.db)).toMatchObject([{ id: second, execution: 2 }]);
    expect(await wake(store.db)).toEqual([]);
    await setAside(store.db, wished ?? '', { kind: 'WISHED', ms: 0 });
    expect(await wake(store.db)).toMatchObject([{ id: wished }]);
  },
);

test.runIf(binariesHere)('every table has a retention class', async () => {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(store.db);
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.map(({ name }) => name).filter((name) => !(name in retentionClasses))).toEqual([]);
});
