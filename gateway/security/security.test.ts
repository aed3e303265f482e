// The guards over HTTP, before small subgraphs: what the configuration says is what a client meets.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../test/federation/door.ts';
import type { Door } from '../../test/federation/door.ts';
import type { GatewayConfig } from '../config.ts';
import { demandSchema } from '../demand/config.ts';
import { operationsSchema } from '../operations/config.ts';
import { hashOf } from '../operations/manifest.ts';
import { httpSchema } from './config.ts';
import { headersSchema } from './header-rules.ts';
import { rateLimitSchema } from './rate-limit-config.ts';

const sdls = {
  psa: 'type Query { name: String numbers: [Int] thing: Thing } type Thing { name: String } type Mutation { touch: Int }',
  erp: 'type Query { total: Int }',
};
const world = () => ({ Query: { name: 'psa', numbers: [1], thing: { name: 't' }, total: 7 }, Mutation: { touch: 1 } });

let door: Door | undefined;
const open = async (changes: Partial<GatewayConfig>): Promise<Door> => (door = await openDoor(sdls, world(), changes));
afterEach(async () => {
  await door?.close();
  door = undefined;
});

const metricsOf = async ({ gateway }: Door): Promise<string> => (await fetch(`${gateway.adminUrl}/metrics`)).text();

describe('the rate limit', () => {
  const rateLimit = rateLimitSchema.parse({
    request: { max: 3, perSeconds: 60 },
    mutation: { max: 1, perSeconds: 60 },
    roles: { operator: { request: { max: 5, perSeconds: 60 } } },
  });

  test('tells whoever asks too often when to go on, and leaves others alone', async () => {
    const opened = await open({ rateLimit });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await opened.ask('{ name }')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { headers, body } = await opened.ask('{ name }');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    expect(headers.get('ratelimit')).toMatch(/^"request";r=0;t=\d+$/);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: expect.any(Number) as number,
    });
    expect((await opened.ask('{ name }', { subject: 'bob' })).status).toBe(200);
    for (let n = 0; n < 5; n += 1) expect((await opened.ask('{ name }', { role: 'operator' })).status).toBe(200);
    expect(await metricsOf(opened)).toContain(
      'gateway_rate_exceeded_total{class="request",role="finance-controller"} 2',
    );
  });

  test('counts mutations once more', async () => {
    const opened = await open({ rateLimit });
    expect((await opened.ask('mutation { touch }')).status).toBe(200);
    const { status, headers, body } = await opened.ask('mutation { touch }');
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect((await opened.ask('{ name }')).status).toBe(200);
  });
});

describe('header rules', () => {
  const headers = headersSchema.parse({
    all: [{ propagate: 'x-tenant' }, { insert: 'x-door', value: 'e2c' }],
    subgraphs: { erp: [{ remove: 'authorization' }, { propagate: 'x-tenant', as: 'x-firm' }] },
  });

  test('send on what they name, and the user’s token not where it is held back', async () => {
    const opened = await open({ headers });
    const { body } = await opened.ask('{ name total }', {
      headers: { 'x-tenant': 'uk', cookie: 'session=1', 'x-other': 'no' },
    });
    expect(body.data).toEqual({ name: 'psa', total: 7 });
    const [psa, erp] = [opened.subgraphs.psa?.seen.at(-1)?.headers, opened.subgraphs.erp?.seen.at(-1)?.headers];
    expect(psa).toMatchObject({
      'x-tenant': 'uk',
      'x-door': 'e2c',
      authorization: expect.stringMatching(/^Bearer ey/) as string,
    });
    expect(erp).toMatchObject({ 'x-tenant': 'uk', 'x-firm': 'uk', 'x-door': 'e2c' });
    expect(erp).not.toHaveProperty('authorization');
    for (const seen of [psa, erp]) {
      expect(seen).not.toHaveProperty('cookie');
      expect(seen).not.toHaveProperty('x-other');
    }
  });

  test('are told to caches on the way: an answer is another one under another value of what goes on', async () => {
    const opened = await open({ headers });
    const response = await fetch(`${opened.gateway.url}?query=${encodeURIComponent('{ name }')}`, {
      headers: { authorization: `Bearer ${await opened.token({})}`, 'apollo-require-preflight': '1', 'x-tenant': 'uk' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('vary')?.split(', ')).toEqual(['authorization', 'x-tenant']);
  });

  test('make two questions of one query: an answer is not repeated under other headers', async () => {
    const opened = await open({ headers });
    const ask = (tenant: string) => opened.ask('{ name }', { headers: { 'x-tenant': tenant } });
    await ask('uk');
    await ask('fr');
    expect(opened.subgraphs.psa?.seen.map((seen) => seen.headers['x-tenant'])).toEqual(['uk', 'fr']);
  });
});

test('an operation that would cost too much is refused with both figures, before anybody is asked', async () => {
  const opened = await open({ demand: demandSchema.parse({ costMax: 2 }) });
  expect((await opened.ask('{ a: thing { name } b: thing { name } }')).status).toBe(200);
  const before = opened.subgraphs.psa?.seen.length;
  const { status, body } = await opened.ask('{ a: thing { name } b: thing { name } c: thing { name } }');
  expect(status).toBe(400);
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'OPERATION_TOO_COSTLY', cost: { estimated: 3, max: 2 } });
  expect(opened.subgraphs.psa?.seen.length).toBe(before);
  expect(await metricsOf(opened)).toContain('gateway_limit_exceeded_total{limit="costMax",mode="enforce"} 1');
});

test('a limit that only measures lets pass and counts', async () => {
  const opened = await open({ limits: { aliasesMax: { max: 1, mode: 'measure' } } });
  expect((await opened.ask('{ a: name b: name }')).status).toBe(200);
  const metrics = await metricsOf(opened);
  expect(metrics).toContain('gateway_limit_exceeded_total{limit="aliasesMax",mode="measure"} 1');
  expect(metrics).toMatch(/gateway_operation_size_bucket\{le="2",limit="aliasesMax"\} 1/);
});

describe('registered operations', () => {
  const directory = mkdtempSync(join(tmpdir(), 'manifest-'));
  const manifest = join(directory, 'manifest.json');
  const text = 'query Name { name }';
  const mutation = 'mutation Touch { touch }';
  const gone = 'query Gone { gone }';
  beforeAll(() => {
    writeFileSync(
      manifest,
      JSON.stringify(Object.fromEntries([text, mutation, gone].map((each) => [hashOf(each), each]))),
    );
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test('are asked by hash, also with GET and without another header; everything else is refused', async () => {
    const opened = await open({ operations: operationsSchema.parse({ manifest }), auth: false });
    const get = async (search: string) => {
      const response = await fetch(`${opened.gateway.url}?${search}`);
      return { status: response.status, body: (await response.json()) as Awaited<ReturnType<Door['ask']>>['body'] };
    };
    expect((await opened.post(JSON.stringify({ documentId: `sha256:${hashOf(text)}` }))).body.data).toEqual({
      name: 'psa',
    });
    const persisted = { persistedQuery: { version: 1, sha256Hash: hashOf(text) } };
    expect((await opened.post(JSON.stringify({ extensions: persisted }))).body.data).toEqual({ name: 'psa' });
    expect(await get(`documentId=sha256:${hashOf(text)}`)).toMatchObject({
      status: 200,
      body: { data: { name: 'psa' } },
    });
    expect(await get(`extensions=${encodeURIComponent(JSON.stringify(persisted))}`)).toMatchObject({ status: 200 });
    expect((await get(`documentId=${hashOf(mutation)}`)).status).toBe(405);

    const codeOf = async (body: object) => (await opened.post(JSON.stringify(body))).body.errors?.[0]?.extensions.code;
    expect(await codeOf({ query: '{ name }' })).toBe('OPERATION_NOT_REGISTERED');
    expect(await codeOf({ documentId: hashOf('{ name }') })).toBe('OPERATION_NOT_REGISTERED');
    expect(await codeOf({ documentId: hashOf(gone) })).toBe('OPERATION_NO_LONGER_VALID');
    const metrics = await metricsOf(opened);
    expect(metrics).toContain('gateway_registered_operations_total{operation="Name"} 4');
    expect(metrics).toContain('gateway_documents_total{outcome="UNREGISTERED"} 1');
  });

  test('may be measured before they are required', async () => {
    const opened = await open({ operations: operationsSchema.parse({ manifest, require: 'measure' }) });
    expect((await opened.ask('{ total }')).status).toBe(200);
    expect(await metricsOf(opened)).toContain('gateway_documents_total{outcome="UNREGISTERED"} 1');
  });

  test('automatic ones are off unless switched on', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(text) } };
    const closed = await open({});
    expect((await closed.post(JSON.stringify({ query: text, extensions }))).body.errors?.[0]?.extensions.code).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
    await closed.close();
    const opened = await open({ operations: operationsSchema.parse({ automatic: true }) });
    await opened.post(JSON.stringify({ query: text, extensions }));
    expect((await opened.post(JSON.stringify({ extensions }))).body.data).toEqual({ name: 'psa' });
  });
});

test('only pages of named origins may ask from a browser', async () => {
  const opened = await open({ http: httpSchema.parse({ corsOrigins: ['https://portal.example/'] }) });
  const preflight = (origin: string) =>
    fetch(opened.gateway.url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const portal = await preflight('https://portal.example');
  expect(portal.status).toBe(204);
  expect(portal.headers.get('access-control-allow-origin')).toBe('https://portal.example');
  expect(portal.headers.get('access-control-allow-credentials')).toBeNull();
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  const { headers } = await opened.ask('{ name }', { headers: { origin: 'https://portal.example' } });
  expect(headers.get('access-control-allow-origin')).toBe('https://portal.example');
});
