// Entities and root answers kept by the cache, over real subgraphs and a real engine.
import { afterEach, expect, test } from 'vitest';
import { createLruCache } from '../../subgraphs/runtime/lru.ts';
import { federate } from '../../test/federation/rig.ts';
import type { Federation, Question } from '../../test/federation/rig.ts';
import type { World, WorldRecord } from '../../test/federation/world.ts';
import { cacheSchema } from './config.ts';
import { createGatewayCache } from './gateway-cache.ts';
import type { GatewayCache } from './gateway-cache.ts';

const caching = `
  extend schema
    @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl", "@cacheTag", "@cacheInvalidate"])
    @composeDirective(name: "@cacheControl") @composeDirective(name: "@cacheTag") @composeDirective(name: "@cacheInvalidate")
  directive @cacheControl(maxAge: Int, scope: String) on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @cacheTag(format: String!) repeatable on OBJECT | FIELD_DEFINITION
  directive @cacheInvalidate(format: String!) repeatable on FIELD_DEFINITION
`;
const sdls = {
  psa: `${caching}
    type Query {
      projects(ids: [ID!]!): [Project]
      rates: [Rate!] @cacheTag(format: "rates")
      short: Int @cacheControl(maxAge: 1)
      never: Int @cacheControl(maxAge: 0)
      plain: Int
      named(id: ID!): Int @cacheControl(maxAge: 10) @cacheTag(format: "named-{$args.id}")
    }
    type Mutation {
      rename(id: ID!): Project
      touch(id: ID!): Int @cacheInvalidate(format: "named-{$args.id}")
    }
    type Rate @cacheControl(maxAge: 10, scope: "PUBLIC") { value: Int note: String @cacheControl(scope: "PRIVATE") }
    type Project @key(fields: "id") { id: ID! name: String }`,
  erp: `${caching}
    type Project @key(fields: "id") @cacheControl(maxAge: 10) @cacheTag(format: "project-{$key.id}") {
      id: ID! billed: Int source: SourceInfo lagging: Int failing: Int
    }
    type SourceInfo { servedFrom: ServedFrom! staleReason: String }
    enum ServedFrom { LIVE CACHE STALE_CACHE SNAPSHOT }`,
};

interface Rig extends Federation {
  readonly cache: GatewayCache;
  nowMs: number;
  counter: number;
  /** Representations the erp was asked for, one list per request. */
  wanted(): unknown[][];
}

let opened: Rig | null = null;
afterEach(() => opened?.close());

async function open(settings: Partial<Record<'freshMs' | 'staleMs' | 'revalidateMs', number>> = {}): Promise<Rig> {
  const state = { nowMs: 1_000_000, counter: 0 };
  const count = (): number => (state.counter += 1);
  const projects = ['1', '2', '3'].map((id): WorldRecord => ({
    id,
    name: `Project ${id}`,
    billed: count,
    source: { servedFrom: 'LIVE', staleReason: null },
    lagging: () => new Promise((resolve) => setTimeout(() => resolve(count()), 50)),
    failing: id === '2' ? new Error('no figure') : 5,
  }));
  const byId = (id: string): WorldRecord | null => projects.find((project) => project.id === id) ?? null;
  const world: World = {
    Query: {
      projects: ({ ids }: { ids: string[] }) => ids.map(byId),
      rates: () => [{ value: count(), note: 'mine' }],
      short: count,
      never: count,
      plain: count,
      named: count,
    },
    Mutation: { rename: ({ id }: { id: string }) => byId(id), touch: count },
    Project: projects,
  };
  const clock = { now: () => new Date(state.nowMs) };
  const cache = createGatewayCache({
    settings: cacheSchema.parse({ freshMs: 2_000, staleMs: 60_000, ...settings }),
    clock,
    shared: createLruCache(),
    bus: null,
  });
  const federation = await federate(sdls, world, (supergraph, ask) => cache.wrap(supergraph, ask));
  const wanted = (): unknown[][] =>
    (federation.subgraphs.erp?.seen ?? []).map(({ variables }) =>
      (variables.representations as { id: unknown }[]).map(({ id }) => id),
    );
  opened = Object.assign(state, federation, { cache, wanted });
  return opened;
}

const as = (fingerprint: string): Question => ({ caller: { fingerprint } });
const projects = (ids: string, fields: string): string => `{ projects(ids: [${ids}]) { ${fields} } }`;

test('only entities that are not kept are asked for, whatever operation asked for the others', async () => {
  const rig = await open();
  expect((await rig.ask(projects('1,2', 'billed'))).data?.projects).toEqual([{ billed: 1 }, { billed: 2 }]);
  expect((await rig.ask(projects('2,3', 'name billed'))).data?.projects).toEqual([
    { name: 'Project 2', billed: 2 },
    { name: 'Project 3', billed: 3 },
  ]);
  expect((await rig.ask(`query B { ${projects('3,2,1', 'billed').slice(2)}`)).data?.projects).toEqual([
    { billed: 3 },
    { billed: 2 },
    { billed: 1 },
  ]);
  expect(rig.wanted()).toEqual([['1', '2'], ['3']]);
});

test('another selection, another caller, a longer while: the entity is asked for anew', async () => {
  const rig = await open({ revalidateMs: 0 });
  await rig.ask(projects('1', 'billed'));
  await rig.ask(projects('1', 'billed source { servedFrom }'));
  await rig.ask(projects('1', 'billed'), as('bob'));
  expect(rig.wanted()).toHaveLength(3);
  rig.nowMs += 10_000;
  await rig.ask(projects('1', 'billed'));
  expect(rig.wanted()).toHaveLength(4);
});

test('an entity with an error is not kept, its neighbours are, and the error keeps its place', async () => {
  const rig = await open();
  const first = await rig.ask(projects('1,2,3', 'failing'));
  const second = await rig.ask(projects('3,2,1', 'failing'));
  expect([first, second].map(({ data }) => data?.projects)).toEqual(
    Array.from({ length: 2 }, () => [{ failing: 5 }, { failing: null }, { failing: 5 }]),
  );
  expect([first, second].map(({ errors }) => errors?.map(({ path }) => path))).toEqual([
    [['projects', 1, 'failing']],
    [['projects', 1, 'failing']],
  ]);
  expect(rig.wanted()).toEqual([['1', '2', '3'], ['2']]);
});

test('an entity that is being asked for is not asked for again: overlapping requests share it', async () => {
  const rig = await open();
  const answers = await Promise.all([
    rig.ask(projects('1,2', 'lagging')),
    rig.ask(projects('2,3', 'lagging')),
    rig.ask(projects('3,1', 'lagging')),
  ]);
  expect(rig.wanted().flat().sort()).toEqual(['1', '2', '3']);
  const values = answers.map(({ data }) => (data?.projects as { lagging: number }[]).map(({ lagging }) => lagging));
  expect(values[0]?.[1]).toBe(values[1]?.[0]);
  expect(values[1]?.[1]).toBe(values[2]?.[0]);
});

test('a silent subgraph: entities that were kept are served and labelled old, the others say what is wrong', async () => {
  const rig = await open();
  await rig.ask(projects('1', 'billed source { servedFrom staleReason }'));
  rig.nowMs += 30_000;
  rig.subgraphs.erp?.behave({ kind: 'status', status: 503 });
  const { data, errors } = await rig.ask(projects('1,2', 'billed source { servedFrom staleReason }'));
  expect(data?.projects).toEqual([
    { billed: 1, source: { servedFrom: 'STALE_CACHE', staleReason: 'SUBGRAPH_UNAVAILABLE' } },
    { billed: null, source: null },
  ]);
  expect(errors?.map(({ path }) => path?.join('.'))).toEqual(['projects.1.billed', 'projects.1.source']);
});

test('what ran out a moment ago is served once more, labelled, while it is asked for anew', async () => {
  const rig = await open();
  const query = projects('1', 'billed source { servedFrom }');
  await rig.ask(query);
  rig.nowMs += 11_000;
  expect((await rig.ask(query)).data?.projects).toEqual([{ billed: 1, source: { servedFrom: 'CACHE' } }]);
  await expect.poll(() => rig.wanted().length).toBe(2);
  await expect
    .poll(async () => (await rig.ask(query)).data?.projects)
    .toEqual([{ billed: 2, source: { servedFrom: 'CACHE' } }]);
  rig.nowMs += 40_000;
  expect((await rig.ask(query)).data?.projects).toEqual([{ billed: 3, source: { servedFrom: 'LIVE' } }]);
});

test('the smallest time of what was selected counts, and 0 is never kept', async () => {
  const rig = await open({ revalidateMs: 0 });
  const before = await rig.ask('{ short plain }');
  expect((await rig.ask('{ short plain }')).data).toEqual(before.data);
  rig.nowMs += 1_000;
  expect((await rig.ask('{ short plain }')).data).not.toEqual(before.data);
  expect((await rig.ask('{ never }')).data).not.toEqual((await rig.ask('{ never }')).data);
});

test('what is public is shared, what is private beside it is not', async () => {
  const rig = await open();
  const first = (await rig.ask('{ rates { value } }', as('ann'))).data;
  expect((await rig.ask('{ rates { value } }', as('bob'))).data).toEqual(first);
  const own = (await rig.ask('{ rates { value note } }', as('ann'))).data;
  expect((await rig.ask('{ rates { value note } }', as('bob'))).data).not.toEqual(own);
});

test('a tag makes worthless what carries it, also what was under way', async () => {
  const rig = await open();
  const query = projects('1,2', 'billed');
  await rig.ask(query);
  rig.nowMs += 1;
  rig.cache.invalidate(['project-1']);
  rig.nowMs += 1;
  await rig.ask(query);
  expect(rig.wanted()).toEqual([['1', '2'], ['1']]);
  const underWay = rig.ask(projects('3', 'lagging'));
  await expect.poll(() => rig.wanted().length).toBe(3);
  rig.nowMs += 1;
  rig.cache.invalidate(['project-3']);
  await underWay;
  rig.nowMs += 1;
  await rig.ask(projects('3', 'lagging'));
  expect(rig.wanted()).toHaveLength(4);
});

test('after a mutation its author reads what is new, and so does everybody of what it names or returns', async () => {
  const rig = await open();
  const named = (id: string, who: string) => rig.ask(`{ named(id: "${id}") }`, as(who)).then(({ data }) => data?.named);
  const [a, b] = [await named('a', 'bob'), await named('b', 'bob')];
  await named('b', 'ann');
  const mutated = (text: string) =>
    rig.ask(`mutation { ${text} }`, { caller: { fingerprint: 'ann', mayRepeat: false } });
  await rig.ask(projects('1,2', 'billed'), as('bob'));
  rig.nowMs += 1;
  await mutated('touch(id: "a")');
  await mutated('rename(id: "1") { id name }');
  rig.nowMs += 1;
  expect(await named('a', 'bob')).not.toBe(a);
  expect(await named('b', 'bob')).toBe(b);
  const before = rig.counter;
  await named('b', 'ann');
  expect(rig.counter).toBe(before + 1);
  await rig.ask(projects('1,2', 'billed'), as('bob'));
  expect(rig.wanted()).toEqual([['1', '2'], ['1']]);
});

test('a stranger is asked for live and leaves nothing, but has what is public', async () => {
  const rig = await open();
  const stranger: Question = { caller: { fingerprint: 'eve', isStranger: true } };
  const first = (await rig.ask('{ plain }', stranger)).data;
  expect((await rig.ask('{ plain }', as('eve'))).data).not.toEqual(first);
  const rates = (await rig.ask('{ rates { value } }', as('ann'))).data;
  expect((await rig.ask('{ rates { value } }', stranger)).data).toEqual(rates);
});
