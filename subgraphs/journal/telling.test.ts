// Many readers on a real Postgres: none waits for another, and no transaction waits for any of them.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../runtime/telemetry.ts';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { secretOf, webhookSchema } from './events/webhook-config.ts';
import { webhookReader } from './events/webhook.ts';
import type { EventReader } from './outbox.ts';
import { startTelling } from './telling.ts';

const servers: Server[] = [];
let store: Store | null = null;
let telling: { close(): Promise<void> } | null = null;
const logger = createLogger('test', { level: 'silent' });
const events = 30;

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await telling?.close();
  await store?.close();
  removeHomes();
});

/** A subscriber; what it was told is in `told`. With `answers` false it takes everything and says nothing. */
async function subscriber(name: string, answers: boolean): Promise<{ reader: EventReader; told: string[] }> {
  const told: string[] = [];
  const server = createServer((request, response) => {
    told.push(String(request.headers['webhook-id']));
    if (answers) response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = webhookSchema.parse({
    ...{ name, url: `http://127.0.0.1:${port}/`, secret: { env: 'S' }, types: ['*'], allowHttp: true },
    allowAddresses: ['127.0.0.0/8'],
  });
  return { reader: webhookReader(config, secretOf(config, { S: 's'.repeat(40) })), told };
}

test.runIf(binariesHere)(
  'twelve subscribers that never answer hold up neither the others nor the database',
  async () => {
    store = await openStore({ dataDir: makeHome() });
    const { db } = store;
    await sql`insert into outbox_event (type, subject, data, run_id, correlation_id)
    select 'customer.activated', 'c-' || n, '{}', 'run', 'c' from generate_series(1, ${events}) n`.execute(db);
    const mute = await Promise.all(Array.from({ length: 12 }, (_, index) => subscriber(`mute-${index}`, false)));
    const quick = await subscriber('quick', true);
    telling = startTelling(db, [...mute.map(({ reader }) => reader), quick.reader], logger);
    // More readers are being told than there are connections: were one held for each, nothing below would be answered.
    await expect.poll(() => mute.every(({ told }) => told.length > 0), { timeout: 30_000, interval: 10 }).toBe(true);
    const idle = await sql<{ count: string }>`select count(*) from pg_stat_activity
    where state = 'idle in transaction' and application_name = 'engagement-to-cash'`.execute(db);
    expect(idle.rows[0]?.count).toBe('0');
    await expect.poll(() => quick.told.length, { timeout: 30_000, interval: 10 }).toBe(events);
    // None of the mute ones is past what one relay takes at once.
    expect(Math.max(...mute.map(({ told }) => told.length))).toBeLessThan(events);
    expect(new Set(quick.told).size).toBe(events);
  },
  90_000,
);
