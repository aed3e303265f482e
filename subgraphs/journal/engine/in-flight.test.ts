// Runs in flight while the world around them changes: their process, and the systems they need.
import type { ChildProcess } from 'node:child_process';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import type { Json } from '../run-journal.ts';
import { Runs } from '../runs.ts';
import { connectEngine } from './dbos-client.ts';
import { auditKey, endWorker, startTestWorker } from './engine-rig.ts';
import type { WorkerPlan } from './engine-rig.ts';
import type { ProcessEngine } from './engine.ts';
import { waitForRest } from './wait-for-rest.ts';

let store: Store;
let runs: Runs;
let engine: ProcessEngine;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome(), asOwner: true });
  runs = new Runs(store.db, Buffer.from(auditKey));
  await sql`create table vendor_call (key text, worker text, at timestamptz default clock_timestamp())`.execute(
    store.db,
  );
  const first = await worker({ name: 'first', stepMs: 0 });
  engine = await connectEngine(store.url);
  await endWorker(first);
}, 30_000);

afterEach(async () => {
  for (const child of workers.splice(0)) await endWorker(child, 'SIGKILL');
});

afterAll(async () => {
  if (binariesHere) {
    await engine.close();
    await store.close();
  }
  removeHomes();
});

async function worker(plan: Omit<WorkerPlan, 'url'>): Promise<ChildProcess> {
  const child = await startTestWorker({ ...plan, url: store.url });
  workers.push(child);
  return child;
}

async function begin(lane: string, systems: readonly string[], orderOf?: string): Promise<string> {
  const facts = {
    process: 'five',
    idempotencyKey: crypto.randomUUID(),
    scope: 'test',
    initiator: 'somebody',
    correlationId: 'c',
  };
  const input: Json = { systems };
  const { runId } = await runs.begin({ ...facts, input, priority: 'billing', lane, ...(orderOf && { orderOf }) });
  await engine.enqueue({ id: runId, execution: 1, priority: 'billing', lane });
  return runId;
}

async function many(count: number, lane: string, systems: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await begin(lane, systems));
  return ids;
}

async function allDone(ids: readonly string[], waitMsMax: number): Promise<void> {
  for (const id of ids)
    expect((await waitForRest(runs, id, waitMsMax)).state).toEqual({ kind: 'DONE', result: 'done' });
}

/** The steps of a run as the vendor had them, in order. */
async function callsOf(id: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    key: string;
  }>`select key from vendor_call where key like ${`${id}-%`} order by at`.execute(store.db);
  return rows.map(({ key }) => key.slice(id.length + 1));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 30_000; performance.now() < endMs;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come to that within 30 s');
}

async function count(rows: ReturnType<typeof sql<{ count: string }>>): Promise<number> {
  return Number((await rows.execute(store.db)).rows[0]?.count);
}

const oldWay = ['1', '2', '3', '4', '5'];
const newWay = ['1', '2', 'credit', '3', '4', '5'];

test.runIf(binariesHere)(
  'a changed process: a run that had passed the change goes on the old way, one that had not and a new one go the new way',
  async () => {
    const old = await worker({ name: 'old', stepMs: 400 });
    const passed = await begin('table', []);
    await until(async () => (await callsOf(passed)).length === 3);
    const before = await begin('table', []);
    await until(async () => (await callsOf(before)).length === 1);
    await endWorker(old, 'SIGKILL');
    expect((await callsOf(passed)).length).toBeLessThan(5);
    await worker({ name: 'new', stepMs: 0, version: 2 });
    const fresh = await begin('table', []);
    await allDone([passed, before, fresh], 40_000);
    expect(await Promise.all([passed, before, fresh].map(callsOf))).toEqual([oldWay, newWay, newWay]);
  },
  120_000,
);

test.runIf(binariesHere)(
  'runs that need a paused system hold up nobody, open no exception, and go on when it is resumed',
  async () => {
    await sql`insert into system_pause (system, paused_by, reason) values ('alpha', gen_random_uuid(), 'test')`.execute(
      store.db,
    );
    await worker({ name: 'only', stepMs: 0 });
    const alpha = ['alpha', 'alpha', 'alpha', 'alpha', 'alpha'];
    const waiting = await many(60, 'alpha', alpha);
    const midway = await begin('beta', ['beta', 'beta', 'alpha', 'beta', 'beta']);
    const others = await many(20, 'beta', ['beta', 'beta', 'beta', 'beta', 'beta']);
    await allDone(others, 40_000);
    await until(async () => (await count(sql`select count(*) from run_set_aside`)) === 61);
    expect(await callsOf(midway)).toEqual(['1', '2']);
    expect(
      await count(sql`select count(*) from vendor_call where key like any(${waiting.map((id) => `${id}-%`)}::text[])`),
    ).toBe(0);
    expect(await count(sql`select count(*) from run_exception`)).toBe(0);
    await sql`delete from system_pause`.execute(store.db);
    await allDone([...waiting, midway], 60_000);
    for (const id of [...waiting, midway]) expect(await callsOf(id)).toEqual(oldWay);
    expect(await count(sql`select count(*) from run_set_aside`)).toBe(0);
  },
  120_000,
);

test.runIf(binariesHere)(
  'runs about one customer are carried out one after another as they were begun, through a killed worker, and others do not wait',
  async () => {
    const victim = await worker({ name: 'early', stepMs: 150 });
    const ids: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      // A lane each, so that the queue itself puts them in no order.
      ids.push(await begin(`lane-${index}`, [], 'customer-a'), await begin(`lane-${index}`, [], `customer-${index}`));
    }
    const ordered = ids.filter((_id, index) => index % 2 === 0);
    await until(async () => (await callsOf(ordered[1] ?? '')).length === 1);
    await worker({ name: 'late', stepMs: 20 });
    await endWorker(victim, 'SIGKILL');
    await allDone(ids, 30_000);
    const { rows } = await sql<{ run: string }>`select substring(key from 1 for 36) as run
      from vendor_call where substring(key from 1 for 36) = any(${ordered}::text[]) order by at`.execute(store.db);
    const calls = rows.map(({ run }) => run);
    expect(calls).toEqual(ordered.flatMap((id) => [id, id, id, id, id]));
    expect(await count(sql`select count(*) from run_set_aside`)).toBe(0);
  },
  120_000,
);

test.runIf(binariesHere)(
  'a run whose execution ended without it is executed anew',
  async () => {
    await worker({ name: 'finder', stepMs: 0 });
    const lost = await begin('table', []);
    await allDone([lost], 40_000);
    // As a database leaves it that died between the engine's last word and ours.
    await sql`update run set state_kind = 'RUNNING', state = '{"kind": "RUNNING"}', changed_at = now() - interval '1 minute'
      where id = ${lost}`.execute(store.db);
    await sql`update dbos.workflow_status set updated_at = 0 where workflow_uuid = ${`${lost}/1`}`.execute(store.db);
    // Looks for such runs when it begins, and now and then.
    await worker({ name: 'another', stepMs: 0 });
    await allDone([lost], 30_000);
    expect(await count(sql`select count(*) from run where id = ${lost} and execution = 2`)).toBe(1);
  },
  120_000,
);

test.runIf(binariesHere)(
  'the engine keeps nothing of what a run is about, and forgets what ended',
  async () => {
    await worker({ name: 'discreet', stepMs: 0 });
    const id = await begin('table', ['Canary']);
    await allDone([id], 40_000);
    const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'dbos' and table_type = 'BASE TABLE'`.execute(store.db);
    expect(tables.length).toBeGreaterThan(3);
    for (const { name } of tables) {
      const hits = sql<{
        count: string;
      }>`select count(*) from ${sql.table(`dbos.${name}`)} kept where kept::text like '%Canary%'`;
      expect([name, await count(hits)]).toEqual([name, 0]);
    }
    const ended = sql<{ count: string }>`select count(*) from dbos.workflow_status where workflow_uuid = ${`${id}/1`}`;
    await until(
      async () => (await engine.forget(new Date(Date.now() + 60_000), 1_000)) === 0 && (await count(ended)) === 0,
    );
  },
  90_000,
);
