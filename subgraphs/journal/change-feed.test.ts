// The feed on a real Postgres: nothing is missed whatever order transactions commit in, by whichever process; a listener that comes
// back is told what it missed, and one that does not fetch is told that.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../runtime/telemetry.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Database, Store } from '../store/store.ts';
import { ChangeFeed, resumedMax, waitingMax } from './change-feed.ts';
import type { Change } from './change-feed.ts';
import { PgRunJournal } from './pg-run-journal.ts';
import { Runs } from './runs.ts';

const key = Buffer.from('a key for tests that is long enough');
let store: Store;
let feed: ChangeFeed;
let leaving = new AbortController();

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  feed = new ChangeFeed(store.db, createLogger('test', { level: 'silent' }));
});
afterEach(async () => {
  leaving.abort();
  leaving = new AbortController();
  if (binariesHere) await sql`delete from run_exception`.execute(store.db);
});
afterAll(async () => {
  if (!binariesHere) return;
  await feed.close();
  await store.close();
  removeHomes();
});

async function opened(db: Database = store.db, code = 'OUTAGE'): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into run_exception (kind, code, message, owner_role)
    values ('PARKED', ${code}, 'away', 'operator') returning id`.execute(db);
  return rows[0]?.id ?? '';
}

/** Collects in the background what a feed tells. */
function collected(changes: AsyncIterable<Change>): Change[] {
  const got: Change[] = [];
  void (async () => {
    for await (const change of changes) got.push(change);
  })();
  return got;
}

const ids = (changes: readonly Change[]): string[] => changes.map(({ id }) => id);
const soon = { timeout: 30_000, interval: 20 };

test.runIf(binariesHere)('a run is told as it stands, after each change, and to its end', async () => {
  const runs = new Runs(store.db, key);
  const { runId } = await runs.begin({
    ...{ process: 'pay', input: null, idempotencyKey: randomUUID(), scope: 's', initiator: 'i', correlationId: 'c' },
    priority: 'billing',
  });
  const journal = new PgRunJournal(store.db, key);
  const got = collected(feed.run(runId, null, leaving.signal));
  await expect.poll(() => got.length, soon).toBe(1);
  const claim = await journal.claim(runId, 'w');
  await expect.poll(() => got.length, soon).toBe(2);
  const sent = { name: 'one', position: 0, system: 'erp', key: runId, inputHash: 'h', sentAtMs: 0 };
  await journal.intend(claim, { ...sent, undoRegistered: false });
  await expect.poll(() => got.length, soon).toBe(3);
  expect(new Set(got.map(({ cursor }) => cursor)).size).toBe(3);
  // Who comes back with the newest id is not told it again.
  const back = collected(feed.run(runId, got.at(-1)?.cursor ?? '', leaving.signal));
  await journal.done(claim, 'one', 'ref', []);
  await expect.poll(() => [got.length, back.length], soon).toEqual([4, 1]);
  await journal.settle(claim, { kind: 'DONE', result: null });
  await expect.poll(() => [got.length, back.length], soon).toEqual([5, 2]);
  const after: Change[] = [];
  for await (const change of feed.run(runId, null, leaving.signal)) after.push(change);
  expect(after).toHaveLength(1);
});

test.runIf(binariesHere)('a transaction that began first and commits last is not missed, nor told twice', async () => {
  const got = collected(await feed.exceptions({}, null, leaving.signal));
  let late = '';
  let commit = (): void => undefined;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const slow = store.db.transaction().execute(async (transaction) => {
    late = await opened(transaction);
    await held;
  });
  await expect.poll(() => late, soon).not.toBe('');
  const first = await opened();
  await expect.poll(() => ids(got), soon).toEqual([first]);
  // Several looks pass by, all of which meet the first one again.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  commit();
  await slow;
  await expect.poll(() => ids(got), soon).toEqual([first, late]);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(ids(got)).toEqual([first, late]);
});

test.runIf(binariesHere)('a filter is heeded, the end is told, and two processes are told the same', async () => {
  const other = new ChangeFeed(store.db, createLogger('test', { level: 'silent' }));
  const here = collected(await feed.exceptions({ codes: ['LOCKED'] }, null, leaving.signal));
  const there = collected(await other.exceptions({ codes: ['LOCKED'] }, null, leaving.signal));
  const open = collected(await feed.exceptions({ statuses: ['OPEN'] }, null, leaving.signal));
  const outage = await opened();
  const locked = await opened(store.db, 'LOCKED');
  await expect.poll(() => [here.length, there.length, open.length], soon).toEqual([1, 1, 2]);
  await sql`update run_exception set closed_at = now(), changed_at = now() where id = ${locked}`.execute(store.db);
  await expect
    .poll(() => [ids(here), ids(there)], soon)
    .toEqual([
      [locked, locked],
      [locked, locked],
    ]);
  expect(ids(open).sort()).toEqual([outage, locked].sort());
  await other.close();
});

test.runIf(binariesHere)('who comes back is told what has changed since, unless it is too much', async () => {
  const got = collected(await feed.exceptions({}, null, leaving.signal));
  const first = await opened();
  await expect.poll(() => ids(got), soon).toEqual([first]);
  const missed = [await opened(), await opened()];
  const back = collected(await feed.exceptions({}, got[0]?.cursor ?? '', leaving.signal));
  await expect.poll(() => new Set(ids(back)).size, soon).toBe(3);
  expect(ids(back)).toEqual(expect.arrayContaining(missed));
  await sql`insert into run_exception (kind, code, message) select 'PARKED', 'OUTAGE', 'away'
    from generate_series(1, ${resumedMax})`.execute(store.db);
  const tooLate = feed.exceptions({}, got[0]?.cursor ?? '', leaving.signal);
  await expect(tooLate).rejects.toMatchObject({ name: 'FeedEnded', why: 'TOO_LONG_AGO' });
});

test.runIf(binariesHere)(
  'who does not fetch is told so once more waits than is kept; what is fetched late is kept once',
  async () => {
    const changes = await feed.exceptions({}, null, leaving.signal);
    const id = await opened();
    for (let count = 0; count < 3; count += 1) {
      await sql`update run_exception set changed_at = now() where id = ${id}`.execute(store.db);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    expect((await changes.next()).value).toMatchObject({ id });
    const second = changes.next();
    const last = await opened();
    expect((await second).value).toMatchObject({ id: last });
    await sql`insert into run_exception (kind, code, message) select 'PARKED', 'OUTAGE', 'away'
    from generate_series(1, ${waitingMax + 1})`.execute(store.db);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await expect(changes.next()).rejects.toMatchObject({ name: 'FeedEnded', why: 'TOO_SLOW' });
  },
  60_000,
);
