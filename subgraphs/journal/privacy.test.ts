// What must not be kept is gone, what must be kept stays, and the chain holds through both.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Database, Store } from '../store/store.ts';
import { verifyAudit } from './audit.ts';
import { erasePerson, liftHold, placeHold } from './erasure.ts';
import { keepHouse, removeOld } from './housekeeping.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import { retentionClasses } from './retention.ts';
import { Runs } from './runs.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let db: Database;
let runs: Runs;
const forgotten: Date[] = [];
const engine = { forget: (before: Date) => Promise.resolve(forgotten.push(before) && 0) };

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  ({ db } = store);
  runs = new Runs(db, key);
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

async function begun(initiator: string, ends: boolean): Promise<string> {
  // A caller's keys are told apart by who they are, as the process API does it.
  const facts = {
    process: 'test',
    scope: initiator,
    correlationId: 'c',
    idempotencyKey: `${initiator} ${randomUUID()}`,
  };
  const { runId } = await runs.begin({ ...facts, input: { contact: initiator }, initiator, priority: 'billing' });
  const journal = new PgRunJournal(db, key);
  const claim = await journal.claim(runId, 'test');
  const sent = { name: 'one', position: 0, system: 'memory', key: `key-${runId}`, inputHash: 'h', sentAtMs: 0 };
  await journal.intend(claim, { ...sent, undoRegistered: false });
  const event = { type: 'project.activated', subject: runId, data: { activatedOn: '2026-11-21' } };
  await journal.done(claim, 'one', 'ref', [event]);
  await journal.note(claim, 'noted', 1);
  if (ends) await journal.settle(claim, { kind: 'DONE', result: null });
  return runId;
}

async function age(days: number): Promise<void> {
  const by = sql`make_interval(days => ${sql.lit(days)})`;
  await sql`update run set changed_at = changed_at - ${by}`.execute(db);
  await sql`update idempotency_key set made_at = made_at - ${by}`.execute(db);
  await sql`update outbox_event set made_at = made_at - ${by}`.execute(db);
  await sql`update operator_act set at = at - ${by}`.execute(db);
  await sql`update housekeeping set begun_at = begun_at - ${by}, day = day - ${sql.lit(days)}::int`.execute(db);
}

async function countOf(table: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.count);
}

async function left(ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from run where id = any(${ids}::text[])`.execute(db);
  return ids.filter((id) => rows.some((row) => row.id === id));
}

test.runIf(binariesHere)(
  'every table with a number of days is emptied of what is older, and of nothing else',
  async () => {
    await begun('old@example.org', true);
    await sql`insert into operator_act (actor, action, subject, reason) values (gen_random_uuid(), 'x', 'y', 'z')`.execute(
      db,
    );
    await keepHouse(db, engine);
    const byAge = Object.entries(retentionClasses).flatMap(([table, { kind }]) =>
      kind === 'DAYS' && table !== 'dbos' ? [table] : [],
    );
    const before = new Map<string, number>();
    for (const table of byAge) before.set(table, await countOf(table));
    expect([...before.values()].filter((count) => count > 0).length).toBeGreaterThan(6);
    await age(29);
    await removeOld(db, engine);
    for (const table of byAge) expect([table, await countOf(table)]).toEqual([table, before.get(table)]);
    await age(400);
    const removed = await removeOld(db, engine);
    for (const table of byAge) expect([table, await countOf(table)]).toEqual([table, 0]);
    expect(removed).toMatchObject({ run: 1, idempotency_key: 1, outbox_event: 1, operator_act: 1, housekeeping: 1 });
    // The engine keeps inputs and outputs as long as its class says.
    expect(Math.round((Date.now() - (forgotten.at(-1)?.getTime() ?? 0)) / 86_400_000)).toBe(30);
    expect(await countOf('business_key')).toBe(1);
    expect(await verifyAudit(db, key)).toMatchObject({ kind: 'SOUND' });
  },
);

test.runIf(binariesHere)(
  'runs that have not ended, and those of people under a legal hold, are kept whatever their age',
  async () => {
    const [ended, moving, held] = [await begun('a', true), await begun('a', false), await begun('held', true)];
    await placeHold(db, key, { subject: 'held', operator: 'counsel', reason: 'a lawsuit' });
    await age(1_000);
    await removeOld(db, engine);
    expect(await left([ended, moving, held])).toEqual([moving, held]);
    expect(await liftHold(db, key, { subject: 'held', operator: 'counsel' })).toBe(true);
    await removeOld(db, engine);
    expect(await left([moving, held])).toEqual([moving]);
  },
);

test.runIf(binariesHere)(
  'of several workers one does the day’s housekeeping, and one that failed leaves it to the next',
  async () => {
    await sql`delete from housekeeping`.execute(db);
    const failing = { forget: () => Promise.reject(new Error('away')) };
    await expect(keepHouse(db, failing)).rejects.toThrow('away');
    const done = await Promise.all([1, 2, 3].map(() => keepHouse(db, engine)));
    expect(done.filter((removed) => removed !== null).length).toBe(1);
  },
);

test.runIf(binariesHere)('a person who is erased is in no table any more, and the chain still holds', async () => {
  const canary = 'Kunigunde."Canary"@example.org';
  const runId = await begun(canary, true);
  const namesake = await begun(`not.${canary}`.replace('Canary', 'canary'), true);
  const unfinished = await begun(canary, false);
  await sql`insert into operator_act (actor, action, subject, reason)
    values (gen_random_uuid(), 'REPLAY', ${runId}, ${`asked for by ${canary}`})`.execute(db);
  const everywhere = async (): Promise<readonly string[]> => {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
    const found: string[] = [];
    for (const { name } of rows) {
      const hit = await sql`select 1 from ${sql.table(name)} row where row::text like '%Canary%' limit 1`.execute(db);
      if (hit.rows.length > 0) found.push(name);
    }
    return found.sort();
  };
  expect(await everywhere()).toEqual(['idempotency_key', 'operator_act', 'person', 'run']);
  await placeHold(db, key, { subject: canary, operator: 'counsel', reason: 'a lawsuit' });
  expect(await erasePerson(db, key, { subject: canary, operator: 'officer' })).toEqual({
    kind: 'HELD',
    reason: 'a lawsuit',
  });
  await liftHold(db, key, { subject: canary, operator: 'counsel' });
  const ask = () => erasePerson(db, key, { subject: canary, operator: 'officer' });
  expect(await ask()).toEqual({ kind: 'UNFINISHED', runs: [unfinished] });
  expect(await everywhere()).toEqual(['idempotency_key', 'operator_act', 'person', 'run']);
  await sql`delete from run where id = ${unfinished}`.execute(db);
  const erased = await ask();
  expect(erased).toMatchObject({ kind: 'ERASED', inputs: 1 });
  expect(await everywhere()).toEqual([]);
  expect(await runs.initiatorOf(runId)).toBeNull();
  expect(await runs.initiatorOf(namesake)).toContain('not.');
  expect(await erasePerson(db, key, { subject: canary, operator: 'officer' })).toEqual({ kind: 'UNKNOWN' });
  expect(await verifyAudit(db, key)).toMatchObject({ kind: 'SOUND' });
  const { rows } = await sql<{ action: string }>`select entry->>'action' as action from audit_entry
    where entry->'detail'->>'person' = ${erased.kind === 'ERASED' ? erased.pseudonym : ''} order by seq`.execute(db);
  expect(rows.map(({ action }) => action)).toEqual(['hold.placed', 'hold.lifted', 'person.erased']);
});
