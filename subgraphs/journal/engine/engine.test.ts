// Workers in processes of their own on one Postgres: queued, executed, killed, frozen, taken over.
import type { ChildProcess } from 'node:child_process';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { Runs } from '../runs.ts';
import { connectEngine } from './dbos-client.ts';
import { concurrentRunsMax } from './dbos-worker.ts';
import { auditKey, endWorker, startTestWorker } from './engine-rig.ts';
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
  // The first worker makes the engine's tables.
  const first = await worker('first', 0);
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

async function worker(name: string, stepMs: number): Promise<ChildProcess> {
  const child = await startTestWorker({ url: store.url, name, stepMs });
  workers.push(child);
  return child;
}

async function begin(count: number): Promise<string[]> {
  const one = async (): Promise<string> => {
    const request = {
      process: 'five',
      input: null,
      idempotencyKey: crypto.randomUUID(),
      scope: 'test',
      initiator: 'somebody',
    };
    const { runId } = await runs.begin({ ...request, correlationId: 'c', priority: 'billing' });
    await engine.enqueue({ id: runId, execution: 1, priority: 'billing', lane: 'five' });
    return runId;
  };
  const ids: string[] = [];
  // A few at a time: each holds a connection of the pool, and a test is no reason for a larger one.
  while (ids.length < count)
    ids.push(...(await Promise.all(Array.from({ length: Math.min(4, count - ids.length) }, one))));
  return ids;
}

async function allDone(ids: readonly string[], waitMsMax: number): Promise<void> {
  for (const id of ids)
    expect((await waitForRest(runs, id, waitMsMax)).state).toEqual({ kind: 'DONE', result: 'done' });
}

/** Keys that were called more, or less, than once. */
async function miscounted(ids: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await sql<{ key: string; count: string }>`select wanted.key, count(vendor_call.key) as count
    from (select id || '-' || step as key from unnest(${[...ids]}::text[]) id, generate_series(1, 5) step) wanted
    left join vendor_call using (key) group by 1 having count(vendor_call.key) <> 1`.execute(store.db);
  return rows;
}

test.runIf(binariesHere)(
  'a queued run is executed once, soon',
  async () => {
    await worker('prompt', 0);
    await allDone(await begin(3), 30_000);
    const waits: number[] = [];
    for (let index = 0; index < 15; index += 1) {
      const beganMs = performance.now();
      const ids = await begin(1);
      await allDone(ids, 30_000);
      waits.push(performance.now() - beganMs);
      expect(await miscounted(ids)).toEqual([]);
    }
    console.info(`enqueue to result p50 ${Math.round(waits.sort((one, other) => one - other)[7] ?? 0)} ms`);
    const beganMs = performance.now();
    const many = await begin(5 * concurrentRunsMax);
    await allDone(many, 60_000);
    console.info(`five-step runs per second ${Math.round(100_000 / (performance.now() - beganMs))}`);
    expect(await miscounted(many)).toEqual([]);
  },
  120_000,
);

test.runIf(binariesHere)(
  'a run that was begun but never queued is found',
  async () => {
    await worker('finder', 0);
    const request = { process: 'five', input: null, idempotencyKey: 'orphan', scope: 'test', initiator: 'somebody' };
    const { runId } = await runs.begin({ ...request, correlationId: 'c', priority: 'billing' });
    await allDone([runId], 30_000);
  },
  60_000,
);

test.runIf(binariesHere)(
  'a killed worker’s runs are taken over by another, each step called once',
  async () => {
    const victim = await worker('victim', 1_500);
    const ids = await begin(8);
    await worker('heir', 50);
    await endWorker(victim, 'SIGKILL');
    const killedMs = Date.now();
    await allDone(ids, 30_000);
    expect(await miscounted(ids)).toEqual([]);
    const { rows } = await sql<{ at: Date | null }>`select min(at) as at from vendor_call
    where worker = 'heir' and key like any(${ids.map((id) => `${id}-%`)}::text[])`.execute(store.db);
    const at = rows[0]?.at;
    expect(at).toBeInstanceOf(Date);
    console.info(`taken over after ${(at?.getTime() ?? 0) - killedMs} ms`);
  },
  120_000,
);

test.runIf(binariesHere)(
  'a frozen worker that wakes writes nothing into runs that were taken over',
  async () => {
    const frozen = await worker('frozen', 1_500);
    const ids = await begin(4);
    await worker('other', 50);
    frozen.kill('SIGSTOP');
    await allDone(ids, 30_000);
    frozen.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await allDone(ids, 1_000);
    // No ledger stands before this table: the one call that was on its way when it froze may come through, and no other.
    const twice = await miscounted(ids);
    console.info(`${twice.length} calls of ${ids.length} frozen runs came through after they woke`);
    expect(twice.length).toBeLessThanOrEqual(ids.length);
  },
  120_000,
);
