// Systems that are down: breakers, old answers, what the client is told, and what the cache may repeat to whom.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakerVolumeMin } from '../subgraphs/runtime/breaker.ts';
import { openDoor } from '../test/federation/door.ts';
import type { Door } from '../test/federation/door.ts';
import type { World, WorldRecord } from '../test/federation/world.ts';

const sdls = {
  psa: `
    extend schema @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl"])
      @composeDirective(name: "@cacheControl")
    directive @cacheControl(maxAge: Int, scope: String) on OBJECT | INTERFACE | FIELD_DEFINITION
    type Query { elsewhere: Int @cacheControl(maxAge: 10) projects: [Project!] counter: Int old: Labelled }
    type Mutation { bump: Int }
    type Labelled { from: SourceInfo }
    type Project @key(fields: "id") { id: ID! name: String psaSource: SourceInfo }
    type SourceInfo @shareable { servedFrom: ServedFrom! staleReason: String }
    enum ServedFrom { LIVE CACHE STALE_CACHE SNAPSHOT }`,
  erp: `
    type Project @key(fields: "id") { id: ID! billed: Int failing: Int erpSource: SourceInfo }
    type SourceInfo @shareable { servedFrom: ServedFrom! staleReason: String }
    enum ServedFrom { LIVE CACHE STALE_CACHE SNAPSHOT }`,
};

let counter: number;
let door: Door;

function makeWorld(): World {
  const live = { servedFrom: 'LIVE', staleReason: null };
  const projects = ['1', '2'].map((id): WorldRecord => ({
    id,
    name: `Project ${id}`,
    billed: 100,
    psaSource: live,
    erpSource: live,
  }));
  for (const project of projects) {
    project.failing = Object.assign(new Error('NetSuite cannot be reached'), {
      extensions: { code: 'SYSTEM_UNAVAILABLE', system: 'ERP', instance: 'netsuite', retryAfterMs: 500 },
    });
  }
  return {
    Query: {
      projects,
      counter: () => (counter += 1),
      old: { from: { servedFrom: 'STALE_CACHE', staleReason: 'CIRCUIT_OPEN' } },
    },
    Mutation: { bump: () => (counter += 10) },
    Project: projects,
  };
}

beforeEach(async () => {
  counter = 0;
  door = await openDoor(sdls, makeWorld());
});
afterEach(() => door.close());

const page = '{ projects { name psaSource { servedFrom } billed erpSource { from: servedFrom why: staleReason } } }';
const asked = (name: string): number => door.subgraphs[name]?.seen.length ?? 0;

test('one system down, nothing remembered: the rest is answered, the nulls say why, and since when it is so', async () => {
  door.subgraphs.erp?.behave({ kind: 'status', status: 503 });
  const { status, body } = await door.ask(page);
  expect(status).toBe(200);
  expect(body.data).toEqual({
    projects: [1, 2].map((id) => ({
      name: `Project ${id}`,
      psaSource: { servedFrom: 'LIVE' },
      billed: null,
      erpSource: null,
    })),
  });
  expect(body.errors?.map(({ path }) => path?.join('.'))).toEqual([
    'projects.0.billed',
    'projects.0.erpSource',
    'projects.1.billed',
    'projects.1.erpSource',
  ]);
  expect(body.errors?.[0]?.extensions).toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
    subgraph: 'erp',
    system: 'ERP',
    retryable: true,
  });
  const since = '2026-11-20T09:00:00.000Z';
  expect(body.extensions?.degraded).toEqual([
    { subgraph: 'erp', system: 'ERP', code: 'SUBGRAPH_UNAVAILABLE', since, served: 'NOTHING' },
  ]);

  door.pass(60_000);
  expect((await door.ask(page)).body.extensions?.degraded).toMatchObject([{ since }]);
  door.subgraphs.erp?.behave({ kind: 'well' });
  door.pass(60_000);
  expect((await door.ask(page)).body.extensions).toBeUndefined();
  door.pass(60_000);
  door.subgraphs.erp?.behave({ kind: 'reset' });
  expect((await door.ask('{ projects { billed } }')).body.extensions?.degraded).toMatchObject([
    { since: '2026-11-20T09:03:00.000Z' },
  ]);
});

test.each(['status', 'reset', 'hang', 'slow-body'] as const)(
  'one system down (%s), its last answer remembered: it is served, and labelled as old',
  async (kind) => {
    await door.ask(page);
    door.pass(30_000);
    door.subgraphs.erp?.behave(kind === 'status' ? { kind, status: 500 } : { kind });
    const { body } = await door.ask(page);
    expect(body.errors).toBeUndefined();
    const code = kind === 'hang' || kind === 'slow-body' ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
    expect(body.data?.projects).toMatchObject([
      { psaSource: { servedFrom: 'LIVE' }, billed: 100, erpSource: { from: 'STALE_CACHE', why: code } },
      { billed: 100 },
    ]);
    expect(body.extensions?.degraded).toMatchObject([{ subgraph: 'erp', code, served: 'STALE_CACHE', ageMs: 30_000 }]);
  },
);

test('an answer too old is not served any more', async () => {
  await door.ask(page);
  door.pass(60_001);
  door.subgraphs.erp?.behave({ kind: 'reset' });
  expect((await door.ask(page)).body.data?.projects).toMatchObject([{ billed: null }, { billed: null }]);
});

test('a system behind a subgraph that is down is reported by its own name', async () => {
  const { body } = await door.ask('{ projects { name failing } }');
  expect(body.extensions?.degraded).toEqual([
    {
      subgraph: 'erp',
      system: 'ERP',
      instance: 'netsuite',
      code: 'SYSTEM_UNAVAILABLE',
      since: '2026-11-20T09:00:00.000Z',
      served: 'NOTHING',
      retryAfterMs: 500,
    },
  ]);
});

test(
  'a breaker opens after a run of failures, spares the subgraph, and closes by itself',
  { timeout: 15_000 },
  async () => {
    door.subgraphs.erp?.behave({ kind: 'status', status: 503 });
    const query = (index: number): string => `{ projects { a${index}: billed } }`;
    for (let index = 0; index < breakerVolumeMin; index += 1) await door.ask(query(index));
    expect(asked('erp')).toBe(breakerVolumeMin);
    const { body } = await door.ask(query(99));
    expect(asked('erp')).toBe(breakerVolumeMin);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'CIRCUIT_OPEN', system: 'ERP', retryable: true });
    expect(body.extensions?.degraded).toMatchObject([
      { code: 'CIRCUIT_OPEN', served: 'NOTHING', since: '2026-11-20T09:00:00.000Z' },
    ]);
    const ready = (await (await fetch(`${door.gateway.adminUrl}/health/ready`)).json()) as {
      checks: Record<string, unknown>;
    };
    expect(ready.checks.erp).toMatchObject({ breaker: 'OPEN' });
    expect(ready.checks.psa).toMatchObject({ breaker: 'CLOSED' });

    door.subgraphs.erp?.behave({ kind: 'well' });
    await expect
      .poll(async () => (await door.ask(query(100))).body.errors, { timeout: 8_000, interval: 250 })
      .toBeUndefined();
  },
);

test('errors about the question never open a breaker', async () => {
  for (let index = 0; index < breakerVolumeMin + 5; index += 1) await door.ask(`{ projects { a${index}: failing } }`);
  expect((await door.ask('{ projects { billed } }')).body.errors).toBeUndefined();
});

test('an answer is repeated for a moment, and then says so', async () => {
  await door.ask(page);
  const { body } = await door.ask(page);
  expect([asked('psa'), asked('erp')]).toEqual([1, 1]);
  expect(body.data?.projects).toMatchObject([
    { psaSource: { servedFrom: 'CACHE' }, erpSource: { from: 'CACHE', why: null } },
    {},
  ]);
  door.pass(2_000);
  expect((await door.ask(page)).body.data?.projects).toMatchObject([{ psaSource: { servedFrom: 'LIVE' } }, {}]);
});

test('repeating makes nothing fresher: what was old stays labelled as old', async () => {
  const query = '{ old { from { servedFrom staleReason } } }';
  await door.ask(query);
  expect((await door.ask(query)).body.data).toEqual({
    old: { from: { servedFrom: 'STALE_CACHE', staleReason: 'CIRCUIT_OPEN' } },
  });
});

test('nothing is repeated to another person, another role, or after a mutation’s own reads', async () => {
  const seen = [
    await door.ask('{ counter }'),
    await door.ask('{ counter }'),
    await door.ask('{ counter }', { subject: 'bob' }),
    await door.ask('{ counter }', { role: 'operator' }),
  ].map(({ body }) => body.data?.counter);
  expect(seen).toEqual([1, 1, 2, 3]);
  expect((await door.ask('mutation { bump }')).body.data).toEqual({ bump: 13 });
  expect((await door.ask('mutation { bump }')).body.data).toEqual({ bump: 23 });
});

test('a graph that declares no maxAge anywhere has nothing repeated, yet is remembered for bad days', async () => {
  const plain = await openDoor({ psa: 'type Query { counter: Int }' }, makeWorld());
  try {
    const seen = [await plain.ask('{ counter }'), await plain.ask('{ counter }')];
    expect(seen.map(({ body }) => body.data?.counter)).toEqual([1, 2]);
    plain.subgraphs.psa?.behave({ kind: 'status', status: 503 });
    const { body } = await plain.ask('{ counter }');
    expect([body.data?.counter, body.extensions?.degraded]).toMatchObject([2, [{ served: 'STALE_CACHE' }]]);
  } finally {
    await plain.close();
  }
});

test('an answer with errors is not remembered', async () => {
  await door.ask('{ projects { failing } }');
  await door.ask('{ projects { failing } }');
  expect(asked('erp')).toBe(2);
});

test('equal questions at the same time are asked once, and everybody gets an own answer', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => door.ask(page)));
  expect([asked('psa'), asked('erp')]).toEqual([1, 1]);
  // Whoever came a moment later was told so: its label says CACHE.
  const data = answers.map(({ text }) => text.replaceAll('"CACHE"', '"LIVE"'));
  expect(new Set(data).size).toBe(1);
});

test('a client in a hurry takes nobody along: who joined its question is not given its old answer', async () => {
  await door.ask(page);
  door.pass(30_000);
  door.subgraphs.erp?.behave({ kind: 'hang' });
  const hurried = door.ask(page, { headers: { 'x-deadline-ms': '300' } });
  await expect.poll(() => asked('erp')).toBe(2);
  const joined = door.ask(page);
  door.subgraphs.erp?.behave({ kind: 'well' });
  expect((await hurried).text).toContain('"STALE_CACHE"');
  expect((await joined).text).not.toContain('"STALE_CACHE"');
});

test('a client that leaves takes nobody along, and the last one ends the request', async () => {
  door.subgraphs.psa?.behave({ kind: 'hang' });
  const controllers = [new AbortController(), new AbortController()];
  const waiting = controllers.map(({ signal }) => door.ask('{ counter }', { signal }).catch(() => 'left'));
  await expect.poll(() => asked('psa')).toBe(1);
  controllers[0]?.abort();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(door.subgraphs.psa?.abandoned()).toBe(0);
  controllers[1]?.abort();
  await expect.poll(() => door.subgraphs.psa?.abandoned()).toBe(1);
  expect(await Promise.all(waiting)).toEqual(['left', 'left']);
});

test('ready once every subgraph is, and from then on while one of them is', async () => {
  const ready = async (): Promise<number> => (await fetch(`${door.gateway.adminUrl}/health/ready`)).status;
  expect(await ready()).toBe(200);
  await door.subgraphs.erp?.close();
  expect(await ready()).toBe(200);
  await door.subgraphs.psa?.close();
  expect(await ready()).toBe(503);
  expect((await fetch(`${door.gateway.adminUrl}/health/live`)).status).toBe(200);
});

test.each([
  [{ kind: 'status', status: 500 }, 'IN_DOUBT', false],
  [{ kind: 'text', text: '<html>' }, 'IN_DOUBT', false],
  [{ kind: 'reset' }, 'IN_DOUBT', false],
  [{ kind: 'hang' }, 'IN_DOUBT', false],
  [{ kind: 'status', status: 429 }, 'NOT_APPLIED', true],
  [{ kind: 'status', status: 403 }, 'NOT_APPLIED', false],
] as const)(
  'a mutation answered with %j is told as %s, and as retryable: %s',
  async (behaviour, outcome, retryable) => {
    door.subgraphs.psa?.behave(behaviour);
    const { body } = await door.ask('mutation { bump }');
    expect(body.errors?.[0]?.extensions).toMatchObject({ outcome, retryable });
  },
);
