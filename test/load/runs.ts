// `npm run bench -- runs`: what a durable run costs beyond its vendors' calls, and what a month end of queued runs does. The floor is
// the same number of commits without any run.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { connectEngine } from '../../subgraphs/journal/engine/dbos-client.ts';
import type { ProcessEngine } from '../../subgraphs/journal/engine/engine.ts';
import { waitForRest } from '../../subgraphs/journal/engine/wait-for-rest.ts';
import { Runs } from '../../subgraphs/journal/runs.ts';
import type { RunRequest } from '../../subgraphs/journal/runs.ts';
import { openStore } from '../../subgraphs/store/store.ts';
import type { Store } from '../../subgraphs/store/store.ts';
import { startMeasured } from './processes.ts';
import type { Measured } from './processes.ts';

const usage = `npm run bench -- runs [-- --runs <n>] [--workers <n>] [--step-ms <ms>] [--queued <n>] [--json]

Carries out <runs> (600) runs of five steps each with <workers> (1) on an embedded Postgres of its own; then asks 40 runs one by one.
--queued <n> then queues n runs of two vendors and three priorities and watches 20 s of them.`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '600' },
    workers: { type: 'string', default: '1' },
    'step-ms': { type: 'string', default: '0' },
    queued: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const auditKey = randomUUID() + randomUUID();
/** Begun side by side: more than the store's pool would only wait for a connection. */
const beginningsMax = 8;
const watchedMs = 20_000;

interface House {
  readonly store: Store;
  readonly runs: Runs;
  readonly engine: ProcessEngine;
  readonly workers: readonly Measured<unknown>[];
}

type Begun = RunRequest & { readonly lane: string };

function request(change: { readonly vendor?: string; readonly priority?: RunRequest['priority'] } = {}): Begun {
  const { vendor = 'alpha', priority = 'billing' } = change;
  return {
    process: 'five-steps',
    input: { vendor },
    idempotencyKey: randomUUID(),
    scope: 'bench',
    initiator: 'bench',
    correlationId: randomUUID(),
    priority,
    lane: vendor,
  };
}

async function begin({ runs, engine }: House, begun: Begun): Promise<string> {
  const { runId } = await runs.begin(begun);
  await engine.enqueue({ id: runId, execution: 1, priority: begun.priority, lane: begun.lane });
  return runId;
}

/** Does something n times, a few side by side. */
async function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = (next += 1) - 1;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: beginningsMax }, lane));
  return results;
}

async function resting({ store }: House): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from run where state_kind <> 'RUNNING'`.execute(
    store.db,
  );
  return Number(rows[0]?.count ?? 0);
}

async function untilResting(house: House, count: number): Promise<void> {
  while ((await resting(house)) < count) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Postgres and all its children, as its home knows it. */
function postgresRssMb(home: string): number {
  const postmaster = Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const pids = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').split(' ').filter(Boolean);
  // Proportional, for the children share their buffers.
  const pss = (pid: string | number): number =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  return [postmaster, ...pids].reduce((total: number, pid) => total + pss(pid), 0) / 1024;
}

async function commitsPerSecond({ store }: House, commits: number): Promise<number> {
  await sql`create table if not exists floor_row (id bigint generated always as identity, text text)`.execute(store.db);
  const startedAt = performance.now();
  await times(commits, () => sql`insert into floor_row (text) values ('x')`.execute(store.db));
  return commits / ((performance.now() - startedAt) / 1_000);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function throughput(house: House, count: number): Promise<Record<string, number>> {
  await times(20, () => begin(house, request()));
  await untilResting(house, 20);
  const before = await resting(house);
  const cpuBefore = house.workers.reduce((total, worker) => total + worker.cpuMs(), 0);
  // Queued first, so that only the carrying out is timed.
  const ids = await times(count, async () => (await house.runs.begin(request())).runId);
  const startedAt = performance.now();
  await times(count, (index) =>
    house.engine.enqueue({ id: ids[index] ?? '', execution: 1, priority: 'billing', lane: 'alpha' }),
  );
  await untilResting(house, before + count);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuMs = house.workers.reduce((total, worker) => total + worker.cpuMs(), 0) - cpuBefore;
  return { runsPerSecond: count / seconds, workerCpuMsPerRun: cpuMs / count };
}

async function oneByOne(house: House): Promise<Record<string, number>> {
  const took: number[] = [];
  for (let index = 0; index < 40; index += 1) {
    const startedAt = performance.now();
    const id = await begin(house, request({ priority: 'interactive' }));
    await waitForRest(house.runs, id, 10_000);
    took.push(performance.now() - startedAt);
  }
  took.sort((one, other) => one - other);
  return { enqueueToResultP50Ms: quantile(took, 0.5), enqueueToResultP99Ms: quantile(took, 0.99) };
}

interface Ended {
  readonly vendor: string;
  readonly priority: string;
  readonly count: number;
}

/** Runs that ended since an instant of the database's clock, by vendor and priority. */
async function endedSince({ store }: House, since: Date): Promise<Ended[]> {
  const { rows } = await sql<{ vendor: string; priority: string; count: string }>`
    select lane as vendor, priority, count(*) from run where state_kind <> 'RUNNING' and changed_at > ${since}
    group by 1, 2 order by 1, 2`.execute(store.db);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/**
 * A month end: nine tenths of what is queued is alpha's, all of it before beta's, and most of it reference data. Then 20 s are watched,
 * with a person's run begun every second.
 */
async function monthEnd(house: House, count: number): Promise<Record<string, number>> {
  const kinds = Array.from({ length: count }, (_, index) => ({
    vendor: index < count * 0.9 ? 'alpha' : 'beta',
    priority: index % 10 < 3 ? ('billing' as const) : ('reference' as const),
  }));
  const queuedAt = performance.now();
  // The backlog is to be whole when the watching begins.
  for (const { child } of house.workers) child.kill('SIGSTOP');
  await times(count, async (index) => {
    await begin(house, request(kinds[index]));
    if ((index + 1) % 10_000 === 0) console.error(`${index + 1} runs queued`);
  });
  const queueSeconds = (performance.now() - queuedAt) / 1_000;
  for (const { child } of house.workers) child.kill('SIGCONT');
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(house.store.db);
  const since = rows[0]?.now ?? new Date();
  const waits: number[] = [];
  for (const endsAt = performance.now() + watchedMs; performance.now() < endsAt;) {
    const startedAt = performance.now();
    const id = await begin(house, request({ vendor: 'beta', priority: 'interactive' }));
    await waitForRest(house.runs, id, 10_000);
    waits.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const ended = await endedSince(house, since);
  const of = (which: Partial<Ended>): number =>
    ended
      .filter((one) => Object.entries(which).every(([name, value]) => one[name as keyof Ended] === value))
      .reduce((total, one) => total + one.count, 0);
  waits.sort((one, other) => one - other);
  return {
    queuedRuns: count,
    queuedPerSecond: count / queueSeconds,
    alphaPerSecond: of({ vendor: 'alpha' }) / (watchedMs / 1_000),
    betaPerSecond: of({ vendor: 'beta' }) / (watchedMs / 1_000),
    billingPerSecond: of({ priority: 'billing' }) / (watchedMs / 1_000),
    referencePerSecond: of({ priority: 'reference' }) / (watchedMs / 1_000),
    interactiveP50Ms: quantile(waits, 0.5),
    interactiveMaxMs: waits.at(-1) ?? 0,
  };
}

const home = mkdtempSync(join(tmpdir(), 'bench-runs-'));
const store = await openStore({ dataDir: home, asOwner: true });
try {
  const workers: Measured<unknown>[] = [];
  for (let index = 0; index < Number(values.workers); index += 1) {
    workers.push(
      await startMeasured({
        file: fileURLToPath(new URL('./runs/worker.ts', import.meta.url)),
        env: {
          DATABASE_URL: store.url,
          AUDIT_KEY: auditKey,
          STEP_MS: values['step-ms'],
          MIGRATES: index === 0 ? 'yes' : 'no',
        },
      }),
    );
  }
  const engine = await connectEngine(store.url);
  const house: House = { store, runs: new Runs(store.db, Buffer.from(auditKey)), engine, workers };
  const floor = await commitsPerSecond(house, 2_000);
  const carried = await throughput(house, Number(values.runs));
  const alone = await oneByOne(house);
  const queued = Number(values.queued) > 0 ? await monthEnd(house, Number(values.queued)) : {};
  const figures = {
    floorCommitsPerSecond: floor,
    ...carried,
    // Five intents, five ends, the claim and the end of the run: what the floor would need for as many commits.
    runsPerSecondOfFloor: ((carried.runsPerSecond ?? 0) * 12) / floor,
    overheadPerStepMs: (alone.enqueueToResultP50Ms ?? 0) / 5 - Number(values['step-ms']),
    ...alone,
    ...queued,
    workerRssMb: Math.max(...workers.map((worker) => worker.rssMb())),
    postgresPssMb: postgresRssMb(home),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(26)} ${figure.toFixed(2)}`);
  await engine.close();
  await Promise.all(workers.map((worker) => worker.stop()));
} finally {
  await store.close();
  rmSync(home, { recursive: true, force: true });
}
