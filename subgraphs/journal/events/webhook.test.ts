// Subscribers get signed events at least once; nobody is reached inside our own network, by whatever name.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../../store/store-rig.ts';
import { openStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { attemptsMax, relay } from '../outbox.ts';
import type { ToldEvent } from '../outbox.ts';
import type { Resolve } from './outer-address.ts';
import { eventsSchema, secretOf, webhookSchema } from './webhook-config.ts';
import { webhookReader } from './webhook.ts';

const secret = 'a secret that only the two of them know';
const servers: Server[] = [];
let store: Store | null = null;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(async () => {
  await store?.close();
  removeHomes();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `:${(server.address() as AddressInfo).port}`;
}

const event: ToldEvent = {
  eventId: 'e-1',
  type: 'customer.activated',
  subject: 'c-1',
  data: { erp: 'ü' },
  tags: [],
  runId: 'r-1',
  correlationId: 'k-1',
  madeAt: new Date(0),
};

function readerOf(url: string, { more = {}, resolve }: { more?: object; resolve?: Resolve } = {}) {
  const allowed = { allowHttp: true, allowAddresses: ['127.0.0.0/8'] };
  const base = { name: 'ledger', url, secret: { env: 'SECRET' }, types: ['*'], ...allowed, ...more };
  const config = webhookSchema.parse(base);
  return webhookReader(config, secretOf(config, { SECRET: secret }), resolve);
}

test('a subscriber can verify who sent an event, when, and that nothing was changed', async () => {
  const got: { request: IncomingMessage; body: string }[] = [];
  const port = await serve((request, response) => {
    void text(request).then((body) => {
      got.push({ request, body });
      response.end();
    });
  });
  await readerOf(`http://127.0.0.1${port}/hook`).tell(event);
  const [{ request, body } = { request: null, body: '' }] = got;
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request?.headers ?? {};
  const expected = createHmac('sha256', secret)
    .update(`${String(id)}.${String(at)}.`)
    .update(body)
    .digest('base64');
  expect(signature).toBe(`v1,${expected}`);
  expect(id).toBe('e-1');
  expect(Math.abs(Date.now() / 1_000 - Number(at))).toBeLessThan(60);
  expect(JSON.parse(body)).toMatchObject({ id: 'e-1', type: 'customer.activated', data: { erp: 'ü' } });
});

const inner = ['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1'];
const rare = ['::ffff:0:7f00:1', '5f00::1', '2001:10::1', '2001:2::1'];
const innerToo = [
  ...rare,
  '100.64.0.1',
  '0.0.0.0',
  'fd00:ec2::254',
  'fe80::1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  '::',
];

test.each([...inner, ...innerToo])('a name that resolves to %s is refused, and nothing is sent', async (address) => {
  let calls = 0;
  const port = await serve((_request, response) => response.end(String((calls += 1))));
  const resolve: Resolve = () =>
    Promise.resolve([
      { address: '8.8.8.8', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ]);
  const reader = readerOf(`http://evil.example${port}/`, { more: { allowAddresses: [] }, resolve });
  await expect(reader.tell(event)).rejects.toMatchObject({ name: 'AddressRefused' });
  expect(calls).toBe(0);
});

test.each(['http://127.0.0.1', 'http://0x7f.1', 'http://2130706433', 'http://[::1]', 'http://[::ffff:127.0.0.1]'])(
  'the address itself in a url is refused: %s',
  async (url) => {
    const reader = readerOf(`${url}:9/`, { more: { allowAddresses: [] } });
    await expect(reader.tell(event)).rejects.toMatchObject({ name: 'AddressRefused' });
  },
);

test('the connection goes to the address that was checked: the name is resolved once', async () => {
  const hosts: unknown[] = [];
  const port = await serve((request, response) => {
    hosts.push(request.headers.host);
    response.end();
  });
  let asked = 0;
  const resolve: Resolve = () => {
    asked += 1;
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  };
  // The name exists nowhere: whoever resolved it anew would fail.
  await readerOf(`http://hook.invalid${port}/`, { resolve }).tell(event);
  expect({ asked, hosts }).toEqual({ asked: 1, hosts: [`hook.invalid${port}`] });
});

test('a redirect is not followed', async () => {
  const paths: unknown[] = [];
  const port = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await expect(readerOf(`http://127.0.0.1${port}/a`).tell(event)).rejects.toMatchObject({ name: 'WebhookStatus307' });
  expect(paths).toEqual(['/a']);
});

test('a slow body, a body without end and a name that is never resolved are cut off', async () => {
  const slow = await serve((_request, response) => void response.writeHead(200).write('.'));
  const more = { timeoutMs: 200 };
  await expect(readerOf(`http://127.0.0.1${slow}`, { more }).tell(event)).rejects.toMatchObject({
    name: 'WebhookTimeout',
  });
  const long = await serve((_request, response) => void response.end('x'.repeat(1_000_000)));
  await expect(readerOf(`http://127.0.0.1${long}`).tell(event)).rejects.toMatchObject({ name: 'WebhookAnswerTooLong' });
  const resolve: Resolve = () => new Promise(() => undefined);
  await expect(readerOf('http://x.example', { more, resolve }).tell(event)).rejects.toMatchObject({
    name: 'WebhookTimeout',
  });
});

test('plain http, a short secret and two subscribers of one name are refused at the start', () => {
  const hook = { name: 'a', url: 'http://a.example', secret: { env: 'S' }, types: ['*'] };
  expect(() => eventsSchema.parse({ webhooks: [hook] })).toThrow('https');
  const safe = { ...hook, url: 'https://a.example' };
  expect(() => eventsSchema.parse({ webhooks: [safe, safe] })).toThrow('same name');
  expect(() => secretOf(webhookSchema.parse(safe), { S: 'short' })).toThrow('at least 32 characters');
});

test.runIf(binariesHere)('an event is retried until it is taken; one that never is becomes a dead letter', async () => {
  store = await openStore({ dataDir: makeHome() });
  const { db } = store;
  await sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id)
    values ('customer.activated', 'c-1', '{}', '{}', 'run', 'c')`.execute(db);
  const ids: unknown[] = [];
  const port = await serve((request, response) => {
    ids.push(request.headers['webhook-id']);
    response.writeHead(ids.length === 1 ? 503 : 204).end();
  });
  const dueNow = () => sql`update outbox_delivery set next_at = now() - interval '1 second'`.execute(db);
  const reader = readerOf(`http://127.0.0.1${port}`);
  expect(await relay(db, [reader])).toMatchObject({ failed: 1 });
  await dueNow();
  expect(await relay(db, [reader])).toMatchObject({ told: 1 });
  expect(ids[1]).toBe(ids[0]);

  const gone = await serve((_request, response) => response.writeHead(410).end());
  const never = readerOf(`http://127.0.0.1${gone}`, { more: { name: 'gone' } });
  let dead = 0;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    dead += (await relay(db, [never])).dead;
    await dueNow();
  }
  expect(dead).toBe(1);
  const { rows } = await sql`select reader, dead_reason from outbox_delivery where dead_reason is not null`.execute(db);
  expect(rows).toEqual([{ reader: 'webhook gone', dead_reason: 'WebhookStatus410' }]);
});
