// Events reach their readers, again after a failure, and are given up with a reason.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { attemptsMax, invalidationReader, relay } from './outbox.ts';
import type { EventReader } from './outbox.ts';

let store: Store | null = null;

beforeEach(async () => {
  if (!binariesHere) return;
  store ??= await openStore({ dataDir: makeHome() });
  await sql`delete from outbox_event`.execute(store.db);
  await sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id)
    select 'customer.activated', 'customer-' || n, 'null', array['customer-' || n], 'run', 'c' from generate_series(1, 5) n`.execute(
    store.db,
  );
});

afterAll(async () => {
  await store?.close();
  removeHomes();
});

function db(): Store['db'] {
  if (store === null) throw new Error('no store');
  return store.db;
}

const dueNow = async (): Promise<unknown> =>
  sql`update outbox_delivery set next_at = now() - interval '1 second'`.execute(db());

test.runIf(binariesHere)('every reader is told every event once, in order, also by two relays at once', async () => {
  const heard: string[] = [];
  const reader: EventReader = {
    name: 'r',
    wants: () => true,
    tell: ({ subject }) => Promise.resolve(void heard.push(subject)),
  };
  await Promise.all([relay(db(), [reader]), relay(db(), [reader])]);
  await relay(db(), [reader]);
  expect(heard).toEqual([1, 2, 3, 4, 5].map((n) => `customer-${n}`));
});

test.runIf(binariesHere)(
  'a reader that fails is told again, and given up after its attempts with a reason',
  async () => {
    let calls = 0;
    const broken: EventReader = {
      name: 'b',
      wants: ({ tags }) => tags.includes('customer-3'),
      tell: () => Promise.reject(new TypeError(`${(calls += 1)}`)),
    };
    expect(await relay(db(), [broken])).toEqual({ told: 4, failed: 1, dead: 0 });
    expect(await relay(db(), [broken])).toEqual({ told: 0, failed: 0, dead: 0 });
    for (let attempt = 2; attempt <= attemptsMax; attempt += 1) {
      await dueNow();
      await relay(db(), [broken]);
    }
    expect(calls).toBe(attemptsMax);
    const { rows } = await sql<{
      dead_reason: string;
    }>`select dead_reason from outbox_delivery where dead_reason is not null`.execute(db());
    expect(rows).toEqual([{ dead_reason: 'TypeError' }]);
  },
);

test.runIf(binariesHere)('tags reach a gateway’s admin port', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => bodies.push(part.toString()));
    request.on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await relay(db(), [invalidationReader(`http://127.0.0.1:${port}`)])).toMatchObject({ told: 5 });
  expect(bodies[0]).toBe('{"tags":["customer-1"]}');
  server.close();
});
