// A run that waits for an approval for days: through workers that are killed and started anew, real processes on a real Postgres.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { approvalDesk } from '../approvals/desk.ts';
import { verifyAudit } from '../audit.ts';
import { Runs } from '../runs.ts';
import { auditKey, endWorker, gateRule, startTestWorker } from './engine-rig.ts';

const dayMs = 86_400_000;
const key = Buffer.from(auditKey);
let store: Store;
let runs: Runs;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome(), asOwner: true });
  runs = new Runs(store.db, key);
  await sql`create table vendor_call (key text, worker text, at timestamptz default clock_timestamp())`.execute(
    store.db,
  );
}, 30_000);
afterEach(async () => {
  for (const child of workers.splice(0)) await endWorker(child, 'SIGKILL');
});
afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

async function worker(name: string, days: number, stepMs = 0): Promise<ChildProcess> {
  const child = await startTestWorker({ url: store.url, name, stepMs, aheadMs: days * dayMs });
  workers.push(child);
  return child;
}

async function begin(): Promise<string> {
  const facts = { process: 'five', idempotencyKey: randomUUID(), scope: 'test', initiator: 'maker@demo' };
  const { runId } = await runs.begin({ ...facts, input: { gate: true }, correlationId: 'c', priority: 'billing' });
  return runId;
}

const stateOf = async (runId: string) => (await runs.read(runId))?.state.kind;
const reaches = (runId: string, state: string) =>
  expect.poll(() => stateOf(runId), { timeout: 60_000, interval: 100 }).toBe(state);

async function calls(runId: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    key: string;
  }>`select key from vendor_call where starts_with(key, ${runId}) order by key`.execute(store.db);
  return rows.map((row) => row.key.slice(runId.length + 1));
}

/** Deciding as a person does at a time, in a process that dies before it has queued anything. */
async function approve(runId: string, subject: string, days: number): Promise<string> {
  const nowMs = Date.now() + days * dayMs;
  const { rows } = await sql<{
    id: string;
  }>`select id from approval where run_id = ${runId} and state = 'PENDING'`.execute(store.db);
  const request = { scope: subject, key: randomUUID(), input: null };
  const by = { subject, role: 'billing-approver', legalEntities: null, reason: 'fine', request, nowMs };
  const { approvals } = approvalDesk(store.db, key, { ruleOf: () => gateRule, nowMs: () => nowMs });
  return (await approvals.decide(rows[0]?.id ?? '', 'APPROVED', by)).kind;
}

test.runIf(binariesHere)(
  'after three days, two kills and two restarts an approval applies once; what nobody decided in five days stops',
  { timeout: 180_000 },
  async () => {
    const first = await worker('first', 0);
    const [runId, forgotten] = [await begin(), await begin()];
    // Queued by the workers' round.
    await reaches(runId, 'WAITING_APPROVAL');
    await reaches(forgotten, 'WAITING_APPROVAL');
    await endWorker(first, 'SIGKILL');
    const second = await worker('second', 1);
    expect(await approve(runId, 'maker@demo', 1)).toBe('OWN_REQUEST');
    // Several of its rounds, and the take-over of what the first one had.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(await stateOf(runId)).toBe('WAITING_APPROVAL');
    expect(await calls(runId)).toEqual(['1', '2', '3']);
    const queued = await sql`select 1 from dbos.workflow_status where status in ('PENDING', 'ENQUEUED')`.execute(
      store.db,
    );
    expect(queued.rows).toEqual([]);
    await endWorker(second);
    expect(await approve(runId, 'ann@demo', 3)).toBe('DONE');
    expect(await approve(runId, 'bob@demo', 3)).toBe('NOT_FOUND');
    const third = await worker('third', 3, 1_000);
    const applied = sql`select 1 from approval where run_id = ${runId} and applied_at is not null`;
    await expect
      .poll(async () => (await applied.execute(store.db)).rows.length, { timeout: 60_000, interval: 20 })
      .toBe(1);
    await endWorker(third, 'SIGKILL');
    await worker('fourth', 3);
    await reaches(runId, 'DONE');
    expect(await calls(runId)).toEqual(['1', '2', '3', '4', '5']);
    const counted = await sql<{ n: number }>`select count(*)::int as n from audit_entry
      where entry->>'runId' = ${runId} and entry->>'action' = 'approval.applied'`.execute(store.db);
    expect(counted.rows).toEqual([{ n: 1 }]);
    expect(await stateOf(forgotten)).toBe('WAITING_APPROVAL');
    await worker('fifth', 6);
    await reaches(forgotten, 'STUCK');
    expect((await runs.read(forgotten))?.state).toMatchObject({ failure: { code: 'APPROVAL_EXPIRED' } });
    expect(await calls(forgotten)).toEqual(['1', '2', '3']);
    expect((await verifyAudit(store.db, key)).kind).toBe('SOUND');
  },
);
