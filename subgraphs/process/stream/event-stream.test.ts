// Streams over real HTTP: what a client of the protocol gets, who may, and every way in which a stream ends.
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { createClient } from 'graphql-sse';
import { GraphQLError } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { FeedEnded } from '../../journal/change-feed.ts';
import type { Change } from '../../journal/change-feed.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import { createTokenVerifier } from '../../runtime/identity.ts';
import type { TokenVerifier } from '../../runtime/identity.ts';
import { serveSubgraph } from '../../runtime/serve.ts';
import type { RunningSubgraph } from '../../runtime/serve.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { addEventStream, streamsPerSubjectMax } from './event-stream.ts';
import type { StreamTimes } from './event-stream.ts';

const identity = { issuer: 'https://id.example', audience: 'gateway' };
const open: (() => Promise<unknown>)[] = [];
let verifier: TokenVerifier;
let tokenFor: (subject: string) => Promise<string>;
/** How far the verifier's clock is ahead of the machine's. */
const clock = { aheadMs: 0 };

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
  verifier = createTokenVerifier({ ...identity, jwks: { keys: [jwk] }, nowMs: () => Date.now() + clock.aheadMs });
  tokenFor = (subject) =>
    new SignJWT({ role: 'portal-user' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject(subject)
      .setIssuer(identity.issuer)
      .setAudience(identity.audience)
      .setExpirationTime('1h')
      .sign(privateKey);
});
afterEach(async () => {
  clock.aheadMs = 0;
  for (const close of open.splice(0)) await close();
});

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @sensitive(class: String!) on FIELD_DEFINITION | ARGUMENT_DEFINITION
  type Query { me: String }
  type Tick { number: Int cost: String @sensitive(class: "COST_RATE") text(size: Int!): String asked: Int }
  type Subscription { ticks(count: Int!): Tick forbidden: Tick overrun: Tick }
`;

interface Context {
  readonly envelope: Envelope;
  readonly lastEventId: string | null;
  /** Counts what was read in this context: one made anew for each event never comes past 1. */
  reads: number;
}

/** Listeners that have not left. */
let listening = 0;

async function* ticks(count: number, { envelope, lastEventId }: Context): AsyncGenerator<Change> {
  listening += 1;
  try {
    for (let number = Number(lastEventId ?? 0) + 1; number <= count; number += 1) {
      if (envelope.signal.aborted) return;
      yield { id: String(number), cursor: String(number) };
    }
    if (count < 1_000) return;
    await new Promise<void>((resolve) => envelope.signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    listening -= 1;
  }
}

async function* overrunning(): AsyncGenerator<Change> {
  yield await Promise.resolve({ id: '1', cursor: '1' });
  throw new FeedEnded('TOO_SLOW', 'too many wait');
}

const resolve = (change: Change) => ({ number: Number(change.id), cost: 'CANARY-17' });
const resolvers = {
  Subscription: {
    ticks: {
      subscribe: (_: unknown, { count }: { count: number }, context: Context) => ticks(count, context),
      resolve,
    },
    forbidden: {
      subscribe: () => {
        throw new GraphQLError('not you', { extensions: { code: 'FORBIDDEN' } });
      },
    },
    overrun: { subscribe: () => overrunning(), resolve },
  },
  Tick: {
    text: (_: unknown, { size }: { size: number }) => 'x'.repeat(size),
    asked: (_: unknown, __: unknown, context: Context) => (context.reads += 1),
  },
};

async function serve(times: Partial<StreamTimes> = {}): Promise<RunningSubgraph> {
  const contextOf = (envelope: Envelope, lastEventId: string | null): Context => ({ envelope, lastEventId, reads: 0 });
  const subgraph = await serveSubgraph({
    ...{ name: 'process', typeDefs, resolvers, verifier, host: '127.0.0.1', port: 0 },
    context: () => ({}),
    logger: createLogger('test', { level: 'silent' }),
    streams: (scope, house) => addEventStream(scope, { ...house, contextOf, times }),
  });
  open.push(() => subgraph.close());
  return subgraph;
}

interface Asking {
  readonly token?: string;
  readonly query: string;
  readonly headers?: Record<string, string>;
}

async function post(url: string, { token, query, headers = {} }: Asking): Promise<Response> {
  return fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
      authorization: `Bearer ${token ?? (await tokenFor('ann'))}`,
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
}

/** The codes of the errors in the last result of a stream's text. */
function lastCode(text: string): unknown {
  const results = text
    .split('\n')
    .flatMap((line) => (line.startsWith('data: {') ? [JSON.parse(line.slice(6)) as unknown] : []));
  const last = results.at(-1) as { errors?: readonly { extensions: { code: string } }[] } | undefined;
  return last?.errors?.[0]?.extensions.code;
}

test('a client of the protocol gets every event, masked for its role and read anew, and then the end', async () => {
  const { url } = await serve();
  const token = await tokenFor('ann');
  const client = createClient({ url: `${url}/graphql/stream`, headers: { authorization: `Bearer ${token}` } });
  const got: unknown[] = [];
  const query = 'subscription { ticks(count: 3) { number cost asked } }';
  for await (const result of client.iterate({ query })) got.push(result.data);
  expect(got).toEqual([1, 2, 3].map((number) => ({ ticks: { number, cost: null, asked: 1 } })));
  expect(listening).toBe(0);
});

test('every event has an id, and whoever comes back with one goes on behind it', async () => {
  const { url } = await serve();
  const query = 'subscription { ticks(count: 3) { number } }';
  const reply = await post(url, { query, headers: { 'last-event-id': '1' } });
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const event = (number: number) => `id: ${number}\nevent: next\ndata: {"data":{"ticks":{"number":${number}}}}\n\n`;
  expect(await reply.text()).toBe(`:\n\n${event(2)}${event(3)}event: complete\ndata:\n\n`);
});

test.each([
  ['no token', { query: 'subscription { forbidden { number } }', token: 'x' }, 401, 'UNAUTHENTICATED'],
  ['no subscription', { query: '{ me }' }, 400, 'OPERATION_RESOLUTION_FAILURE'],
  ['an unknown field', { query: 'subscription { nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['no GraphQL', { query: 'subscription {' }, 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'another form',
    { query: 'subscription { ticks(count: 1) { number } }', headers: { accept: '*/*' } },
    406,
    'BAD_REQUEST',
  ],
])('%s is refused before anything streams', async (_what, asking: Asking, status, code) => {
  const { url } = await serve();
  const reply = await post(url, asking);
  const body = (await reply.json()) as { errors: { extensions: { code: string; correlationId: string } }[] };
  expect([reply.status, body.errors[0]?.extensions.code]).toEqual([status, code]);
  expect(body.errors[0]?.extensions.correlationId).toBe(reply.headers.get('x-correlation-id'));
});

test('what a role may not watch is an error of the stream', async () => {
  const { url } = await serve();
  const text = await (await post(url, { query: 'subscription { forbidden { number } }' })).text();
  expect(lastCode(text)).toBe('FORBIDDEN');
  expect(text).toContain('event: complete');
});

test('a silent stream gives signs of life, and ends with a word when its token is no longer good', async () => {
  const { url } = await serve({ heartbeatMs: 30 });
  const reply = await post(url, { query: 'subscription { ticks(count: 1000) { number } }' });
  const beats = (): number => text.split('\n').filter((line) => line === ':').length;
  let text = '';
  for await (const part of (reply.body ?? []) as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString();
    // The hour of its token is over once it has shown that it lives.
    if (beats() > 3) clock.aheadMs = 2 * 3_600_000;
  }
  expect(beats()).toBeGreaterThan(3);
  expect(lastCode(text)).toBe('UNAUTHENTICATED');
  await expect.poll(() => listening, { timeout: 30_000 }).toBe(0);
}, 60_000);

test('a stream ends with a word after its time, when its house drains, and when too much waits for it', async () => {
  const query = 'subscription { ticks(count: 1000) { number } }';
  const old = await serve({ streamMsMax: 50 });
  expect(lastCode(await (await post(old.url, { query })).text())).toBe('STREAM_ENDED');
  const drained = await serve();
  const reply = await post(drained.url, { query });
  await expect.poll(() => listening, { timeout: 30_000 }).toBe(1);
  const [text] = await Promise.all([reply.text(), drained.close()]);
  open.pop();
  expect(lastCode(text)).toBe('STREAM_ENDED');
  expect(text).toMatch(/"retryable":true.*\n\nevent: complete\ndata:\n\n$/);
  const overrun = await serve();
  const late = await (await post(overrun.url, { query: 'subscription { overrun { number } }' })).text();
  expect(lastCode(late)).toBe('STREAM_ENDED');
}, 60_000);

test('one person has so many streams at most; one that is left makes room', async () => {
  const { url } = await serve();
  const query = 'subscription { ticks(count: 1000) { number } }';
  const leave = new AbortController();
  const token = await tokenFor('bob');
  const begin = () =>
    fetch(`${url}/graphql/stream`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      },
      body: JSON.stringify({ query }),
      signal: leave.signal,
    });
  // Kept: a reply that nobody holds is given up, and its stream with it.
  const kept: Response[] = [];
  for (let count = 0; count < streamsPerSubjectMax; count += 1) kept.push(await begin());
  expect(new Set(kept.map(({ status }) => status))).toEqual(new Set([200]));
  const refused = await begin();
  expect([refused.status, lastCodeOf(await refused.json())]).toEqual([429, 'TOO_MANY_STREAMS']);
  const other = await post(url, { query: 'subscription { ticks(count: 1) { number } }', token: await tokenFor('eve') });
  expect(other.status).toBe(200);
  expect(kept.every(({ bodyUsed }) => !bodyUsed)).toBe(true);
  leave.abort();
  await expect.poll(() => listening, { timeout: 30_000 }).toBe(0);
  expect((await post(url, { query: 'subscription { ticks(count: 1) { number } }', token })).status).toBe(200);
}, 60_000);

function lastCodeOf(body: unknown): unknown {
  return (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;
}

test('a reader that does not read holds little, is given up, and finds the reason at the end of what it had', async () => {
  const { url } = await serve({ stalledMsMax: 300 });
  const { port } = new URL(url);
  const query = 'subscription { ticks(count: 900) { number text(size: 20000) } }';
  const body = JSON.stringify({ query });
  const socket: Socket = createConnection(Number(port), '127.0.0.1');
  open.push(() => Promise.resolve(socket.destroy()));
  socket.write(
    `POST /graphql/stream HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n` +
      `authorization: Bearer ${await tokenFor('slow')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  socket.pause();
  await expect.poll(() => listening, { timeout: 30_000, interval: 5 }).toBe(1);
  // 18 MB in all: far more than both sides' buffers take.
  await expect.poll(() => listening, { timeout: 30_000 }).toBe(0);
  let text = '';
  socket.on('data', (part: Buffer) => (text += part.toString()));
  socket.resume();
  await expect.poll(() => text.includes('event: complete'), { timeout: 30_000 }).toBe(true);
  expect(lastCode(text.replace(/\r\n[0-9a-f]+\r\n/g, ''))).toBe('STREAM_ENDED');
  expect(text.length).toBeLessThan(17_000_000);
}, 60_000);
