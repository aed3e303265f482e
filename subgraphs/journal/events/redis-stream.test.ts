// Events in a real Redis stream: all of them, those of one run in their order, also when Redis is away in the middle; and no more than
// are kept.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { relay } from '../outbox.ts';
import type { EventReader } from '../outbox.ts';
import { redisStreamReader } from './redis-stream.ts';
import { eventsSchema } from './webhook-config.ts';

let url = process.env.REDIS_URL ?? '';
/** Started here, so that it can be stopped; null when the one of REDIS_URL is used. */
let own: { child: ChildProcess; port: number } | null = null;
let store: Store;
const readers: EventReader[] = [];

beforeAll(async () => {
  if (binariesHere) store = await openStore({ dataDir: makeHome() });
  if (url === '') await startOwn();
  if (url === '')
    console.warn('SKIPPED: neither REDIS_URL nor a redis-server here; events in Redis WERE NOT TESTED (redis-stream)');
});
beforeEach(async () => {
  if (binariesHere) await sql`delete from outbox_event`.execute(store.db);
});
afterAll(async () => {
  for (const reader of readers) await reader.close?.();
  own?.child.kill('SIGKILL');
  if (binariesHere) await store.close();
  removeHomes();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function startOwn(port?: number): Promise<void> {
  const listening = port ?? (await freePort());
  const flags = ['--port', String(listening), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', flags, { stdio: 'ignore' });
  const failed = once(child, 'error').then(() => true);
  const client = new Redis(`redis://127.0.0.1:${listening}`, { retryStrategy: () => 50, maxRetriesPerRequest: 200 });
  client.on('error', () => undefined);
  await Promise.race([client.ping(), failed]);
  client.disconnect();
  if (child.pid === undefined) return;
  own = { child, port: listening };
  url = `redis://127.0.0.1:${listening}`;
}

function readerOf(stream: string, lengthMax = 1_000): EventReader {
  const { redis } = eventsSchema.parse({ redis: { url, stream, lengthMax } });
  const reader = redisStreamReader({ ...redis, url });
  readers.push(reader);
  return reader;
}

async function write(run: string, count: number): Promise<void> {
  await sql`insert into outbox_event (type, subject, data, run_id, correlation_id)
    select 'customer.activated', ${run} || '-' || n, jsonb_build_object('n', n), ${run}, 'c' from generate_series(1, ${count}::int) n`.execute(
    store.db,
  );
}

/** What the stream holds, each entry as an object, in its order. */
async function entries(stream: string): Promise<Readonly<Record<string, string>>[]> {
  const client = new Redis(url);
  const rows = await client.xrange(stream, '-', '+');
  client.disconnect();
  return rows.map(([, fields]) => {
    const entry: Record<string, string> = {};
    for (let at = 0; at + 1 < fields.length; at += 2) entry[String(fields[at])] = String(fields[at + 1]);
    return entry;
  });
}

async function tellAll(reader: EventReader): Promise<number> {
  let told = 0;
  for (let round = 0; round < 200; round += 1) {
    const done = await relay(store.db, [reader]);
    told += done.told;
    if (done.told === 0) break;
  }
  return told;
}

test('every event is added with its id, type, subject and data, those of one run in their order', async ({ skip }) => {
  if (!binariesHere || url === '') skip();
  const stream = `test:${randomUUID()}`;
  const reader = readerOf(stream);
  await write('a', 12);
  await write('b', 12);
  expect(await tellAll(reader)).toBe(24);
  const all = await entries(stream);
  for (const run of ['a', 'b']) {
    const subjects = all.filter(({ runId }) => runId === run).map(({ subject }) => subject);
    expect(subjects).toEqual(Array.from({ length: 12 }, (_, n) => `${run}-${n + 1}`));
  }
  expect(all[0]).toMatchObject({
    type: 'customer.activated',
    subject: 'a-1',
    data: '{"n": 1}'.replace(' ', ''),
    runId: 'a',
  });
  expect(new Set(all.map(({ id }) => id)).size).toBe(24);
});

test('a Redis that is away in the middle is told the rest, still in order, when it is back', async ({ skip }) => {
  const mine = own;
  if (!binariesHere || mine === null) skip('the Redis of REDIS_URL is not ours to stop');
  const stream = `test:${randomUUID()}`;
  const reader = readerOf(stream);
  await write('a', 5);
  expect((await relay(store.db, [reader])).told).toBe(1);
  mine?.child.kill('SIGKILL');
  if (mine !== null) await once(mine.child, 'exit');
  expect(await relay(store.db, [reader])).toMatchObject({ told: 0, failed: 1 });
  // The one that failed waits; what comes after it must wait for it, though it is due.
  expect(await relay(store.db, [reader])).toEqual({ told: 0, failed: 0, dead: 0 });
  await startOwn(mine?.port);
  await sql`update outbox_delivery set next_at = now() - interval '1 second' where told_at is null`.execute(store.db);
  let told = 0;
  await expect
    .poll(
      async () => {
        await sql`update outbox_delivery set next_at = now() where told_at is null`.execute(store.db);
        return (told += (await relay(store.db, [reader])).told);
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(4);
  expect((await entries(stream)).map(({ subject }) => subject)).toEqual(['a-2', 'a-3', 'a-4', 'a-5']);
}, 60_000);

test('a stream keeps about as many as it is told to', async ({ skip }) => {
  if (!binariesHere || url === '') skip();
  const stream = `test:${randomUUID()}`;
  const reader = readerOf(stream, 1_000);
  const client = new Redis(url);
  const pipeline = client.pipeline();
  for (let count = 0; count < 5_000; count += 1) pipeline.xadd(stream, '*', 'old', '1');
  await pipeline.exec();
  await write('a', 1);
  expect(await tellAll(reader)).toBe(1);
  expect(await client.xlen(stream)).toBeLessThan(1_300);
  await client.del(stream);
  client.disconnect();
});

test('without an address there is no stream', () => {
  expect(eventsSchema.parse({}).redis.url).toBeNull();
  expect(eventsSchema.safeParse({ redis: { url: 'http://a.example' } }).success).toBe(false);
  expect(eventsSchema.safeParse({ redis: { url: 'redis://a', types: ['invoice.lost'] } }).success).toBe(false);
});
