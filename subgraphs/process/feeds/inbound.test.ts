// Webhooks from outside: only what is signed, of now, new and small is taken, and then it is a hint and nothing more.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signatureOf } from '../../journal/events/webhook.ts';
import { ensureFeeds, holdFeed } from '../../journal/feeds/holding.ts';
import { createHttpServer, type HttpServer } from '../../runtime/http-server.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore, type Store } from '../../store/store.ts';
import { feedsSchema, hookSecrets } from './hooks-config.ts';
import { hookBytesMax, hookWindowMs, receiveHooks } from './inbound.ts';

const [secret, newSecret] = ['a secret that only the two of them know', 'the secret that comes after that one'];
const nowMs = Date.UTC(2026, 10, 20, 9);
const logger = createLogger('hooks', { level: 'silent' });
let store: Store;
let server: HttpServer;
let url: string;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  const hooks = [{ system: 'crm', secret: { env: 'HOOK_SECRET' } }];
  server = createHttpServer({ name: 'process', logger });
  const secrets = hookSecrets(feedsSchema.parse({ hooks }), { env: { HOOK_SECRET: `${newSecret}\n${secret}` } });
  receiveHooks(server.app, { db: store.db, secrets, logger, nowMs: () => nowMs });
  url = await server.listen('127.0.0.1', 0);
  await ensureFeeds(store.db, [
    { system: 'crm', instance: 'salesforce', kind: 'OPPORTUNITY' },
    { system: 'crm', instance: 'salesforce', kind: 'CUSTOMER' },
  ]);
});
afterAll(async () => {
  if (binariesHere) {
    await server.drain(0);
    await store.close();
  }
  removeHomes();
});

interface Sent {
  readonly id: string;
  readonly body?: string;
  readonly agoMs?: number;
  readonly by?: string;
  readonly signature?: string;
  readonly system?: string;
}

async function send({ id, body = '{}', agoMs = 0, by = secret, signature, system = 'crm' }: Sent) {
  const timestamp = String(Math.floor((nowMs - agoMs) / 1_000));
  const headers = {
    ...{ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp },
    'webhook-signature': signature ?? signatureOf(Buffer.from(by), id, timestamp, body),
  };
  const reply = await fetch(`${url}/hooks/${system}`, { method: 'POST', headers, body });
  const text = await reply.text();
  return { status: reply.status, code: /"code":"(\w+)"/.exec(text)?.[1] ?? null, text };
}

const hinted = async (): Promise<readonly string[]> =>
  (await sql<{ kind: string }>`select kind from feed where hinted order by kind`.execute(store.db)).rows.map(
    ({ kind }) => kind,
  );
const due = async (): Promise<readonly string[]> =>
  (await sql<{ record_id: string }>`select record_id from feed_due order by 1`.execute(store.db)).rows.map(
    (row) => row.record_id,
  );

describe.skipIf(!binariesHere)('a webhook', () => {
  test.each([
    ['signed by somebody else', { by: 'somebody who would like to be the other one' }],
    ['without a signature', { signature: '' }],
    [
      'with the signature of another body',
      { signature: signatureOf(Buffer.from(secret), 'x', String(nowMs / 1_000), '{"a":1}') },
    ],
  ])('%s is refused with 401', async (_what, more) => {
    expect(await send({ id: 'x', ...more })).toMatchObject({ status: 401, code: 'HOOK_UNAUTHENTICATED' });
    expect(await hinted()).toEqual([]);
  });

  test('from before or after the window is refused with 401, though it is signed', async () => {
    for (const agoMs of [hookWindowMs + 2_000, -hookWindowMs - 2_000])
      expect(await send({ id: 'late', agoMs })).toMatchObject({ status: 401, code: 'HOOK_OUTSIDE_WINDOW' });
    expect(await send({ id: 'late', agoMs: hookWindowMs - 2_000 })).toMatchObject({ status: 202 });
  });

  test('is taken once; the same again is refused with 409 and does nothing', async () => {
    await sql`update feed set hinted = false`.execute(store.db);
    expect(await send({ id: 'once', body: '{"kind":"OPPORTUNITY","id":"006D1"}' })).toMatchObject({ status: 202 });
    expect([await hinted(), await due()]).toEqual([['OPPORTUNITY'], ['006D1']]);
    await sql`update feed set hinted = false`.execute(store.db);
    const again = await send({ id: 'once', body: '{"kind":"OPPORTUNITY","id":"006D1"}' });
    expect(again).toMatchObject({ status: 409, code: 'HOOK_REPEATED' });
    expect(await hinted()).toEqual([]);
  });

  test('too large is refused with 413 before it is read, to a system nobody speaks for with 404', async () => {
    const large = await send({ id: 'large', body: `"${'x'.repeat(hookBytesMax)}"` });
    expect(large).toMatchObject({ status: 413, code: 'HOOK_TOO_LARGE' });
    expect(await send({ id: 'psa', system: 'psa' })).toMatchObject({ status: 404 });
  });

  test('of the new secret is taken beside the old; one that makes no sense hints at everything of its system', async () => {
    await sql`update feed set hinted = false`.execute(store.db);
    await sql`delete from feed_due`.execute(store.db);
    const timestamp = String(nowMs / 1_000);
    const [old, fresh] = [secret, newSecret].map((each) =>
      signatureOf(Buffer.from(each), 'both', timestamp, 'no json'),
    );
    expect(await send({ id: 'both', body: 'no json', signature: `${old ?? ''} ${fresh ?? ''}` })).toMatchObject({
      status: 202,
    });
    expect(await send({ id: 'new', by: newSecret, body: '{"kind":"OPPORTUNITY","id":"a b; drop"}' })).toMatchObject({
      status: 202,
    });
    expect([await hinted(), await due()]).toEqual([['CUSTOMER', 'OPPORTUNITY'], []]);
  });

  test('makes its feed due at once, for good', async () => {
    await sql`update feed set due_at = now() + interval '1 hour', hinted = false`.execute(store.db);
    const look = { owner: 'one', names: ['crm/salesforce/CUSTOMER'], leaseMs: 1 };
    expect(await holdFeed(store.db, look)).toBeNull();
    expect((await send({ id: 'due', body: '{"kind":"CUSTOMER"}' })).status).toBe(202);
    expect(await holdFeed(store.db, look)).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Its holder died before it had read: the next one is told as well.
    expect(await holdFeed(store.db, { ...look, owner: 'two' })).not.toBeNull();
  });

  test('a secret that is not there ends the start', () => {
    const hooks = [{ system: 'erp', secret: { env: 'NOWHERE' } }];
    expect(() => hookSecrets(feedsSchema.parse({ hooks }), { env: {} })).toThrow('NOWHERE');
  });
});
