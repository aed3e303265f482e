// Costs of operations over one small supergraph whose every directive matters.
import { composeServices } from '@theguild/federation-composition';
import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { loadSupergraph } from '../federation/supergraph.ts';
import { demandSchema } from './config.ts';
import type { DemandConfig } from './config.ts';
import { createDemand } from './demand.ts';
import { readWeights } from './weights.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", { name: "@listSize", as: "@size" }])
  type Query {
    projects(first: Int = 50, filter: Filter): ProjectConnection @size(slicingArguments: ["first"], sizedFields: ["edges"])
    either(first: Int, last: Int): [Project!] @size(slicingArguments: ["first", "last"])
    any(first: Int, last: Int): [Project!] @size(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 7)
    page(page: Page): [Project!] @size(assumedSize: 77)
    few: [Project!] @size(assumedSize: 3)
    silent: [Project!]
    report(deep: Boolean @cost(weight: 5)): Report
    things: [Thing!] @size(assumedSize: 10)
  }
  type Mutation { touch: Project }
  input Filter { text: String @cost(weight: 4) any: [Filter!] }
  input Page { first: Int }
  interface Thing { name: String }
  type ProjectConnection { edges: [Edge!]! total: Int }
  type Edge { node: Project }
  type Project implements Thing @key(fields: "id") { id: ID! name: String owner: Project entries: Report @cost(weight: 100) }
  type Report implements Thing @cost(weight: 20) { name: String lines: [Project!] @size(assumedSize: 2) }
`;

const supergraph = (() => {
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://127.0.0.1:1', typeDefs: parse(sdl) }]);
  if (!supergraphSdl) throw new Error(String(errors));
  // The composer at hand refuses dotted arguments; others write them.
  return loadSupergraph(supergraphSdl.replace('assumedSize: 77', 'slicingArguments: ["page.first"]'));
})();

function demanded(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  expect(validate(supergraph.apiSchema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return { document, operation, variables };
}

const demandOf = (changes: Partial<DemandConfig> = {}) => {
  const seen: unknown[] = [];
  const demand = createDemand(
    supergraph,
    { ...demandSchema.parse({}), ...changes },
    {
      estimated: (cost) => seen.push(cost),
      actual: (cost) => seen.push({ actual: cost }),
      exceeded: (mode) => seen.push(mode),
    },
  );
  return { demand, seen };
};

const { demand } = demandOf({ listSize: 2 });

describe('the estimate', () => {
  test.each<[string, string, number, Record<string, unknown>?]>([
    ['a scalar is free', '{ __typename }', 0],
    [
      'a page is its connection, its edges and their nodes',
      '{ projects(first: 10) { total edges { node { name } } } }',
      21,
    ],
    ['a page without a size has the schema’s default', '{ projects { edges { node { name } } } }', 101],
    ['a page whose edges are not asked for has none', '{ projects(first: 200) { total } }', 1],
    [
      'a variable counts with its value',
      'query($n: Int) { projects(first: $n) { edges { node { id } } } }',
      9,
      { n: 4 },
    ],
    [
      'a variable left out counts with the schema’s default',
      'query($n: Int) { projects(first: $n) { edges { node { id } } } }',
      101,
    ],
    ['or with its own', 'query($n: Int = 3) { projects(first: $n) { edges { node { id } } } }', 7],
    ['a negative page is no discount', '{ projects(first: -100) { edges { node { id } } } }', 1],
    ['pages multiply', '{ projects(first: 10) { edges { node { owner { id } } } } }', 31],
    ['a field’s weight replaces its type’s', '{ projects(first: 10) { edges { node { entries { name } } } } }', 1021],
    ['a type’s weight counts wherever it is returned', '{ report { lines { id } } }', 22],
    ['an argument’s weight', '{ report(deep: true) { name } }', 25],
    [
      'weights of input fields, however deep',
      '{ projects(first: 0, filter: { text: "a", any: [{ text: "b" }, {}] }) { total } }',
      9,
    ],
    ['the same by variable', 'query($f: Filter) { projects(first: 0, filter: $f) { total } }', 5, { f: { text: 'a' } }],
    ['an assumed size', '{ few { id } }', 3],
    ['the configured size of a list that says nothing', '{ silent { id } }', 2],
    ['the largest slicing argument', '{ any(first: 4, last: 9) { id } }', 9],
    ['the assumed size without a slicing argument', '{ any { id } }', 7],
    ['a slicing argument inside an input object', 'query($n: Int) { page(page: { first: $n }) { id } }', 6, { n: 6 }],
    [
      'fragments, however often spread',
      '{ few { ...P } any: few { ...P } } fragment P on Project { owner { id } }',
      12,
    ],
    [
      'fragments on a sized connection',
      '{ projects(first: 5) { ...C } } fragment C on ProjectConnection { edges { node { id } } }',
      11,
    ],
    [
      'the dearest of types that exclude each other',
      '{ things { ... on Project { entries { name } } ... on Report { lines { id } } } }',
      1010,
    ],
    [
      'nothing for what is skipped',
      'query($b: Boolean!) { few @skip(if: true) { id } silent @include(if: $b) { id } }',
      0,
      { b: false },
    ],
    ['what is included', 'query($b: Boolean!) { few @skip(if: $b) { id } }', 3, { b: false }],
    ['a mutation, before its fields', 'mutation { touch { id } }', 11],
  ])('%s', (_what, query, cost, variables) => {
    expect(demand.estimateOf(demanded(query, variables))).toBe(cost);
  });

  test('doubling fragments cost no time', () => {
    const fragments = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on Project { a: owner { ...F${n + 1} } b: owner { ...F${n + 1} } }`,
    );
    const document = parse(`{ few { ...F0 } } ${fragments.join(' ')} fragment F30 on Project { id }`);
    const operation = getOperationAST(document);
    expect(operation && demand.estimateOf({ document, operation, variables: {} })).toBeGreaterThan(2 ** 30);
  });
});

describe('demand control', () => {
  const costly = 'query($n: Int) { projects(first: $n) { edges { node { entries { name } } } } }';

  test('refuses what costs too much and says both figures', () => {
    const { demand: strict, seen } = demandOf({ costMax: 1_000 });
    expect(strict.refusalOf(demanded(costly, { n: 5 }))).toBeNull();
    const refusal = strict.refusalOf(demanded(costly, { n: 50 }));
    expect(refusal?.message).toContain('would cost 5101; at most 1000 is allowed');
    expect(refusal?.extensions).toEqual({
      code: 'OPERATION_TOO_COSTLY',
      cost: { estimated: 5_101, max: 1_000 },
      http: { status: 400 },
    });
    expect(seen).toEqual([511, 5_101, 'enforce']);
  });

  test('only counts when it measures, and does nothing when it is off', () => {
    const { demand: lax, seen } = demandOf({ costMax: 1_000, mode: 'measure' });
    expect(lax.refusalOf(demanded(costly, { n: 50 }))).toBeNull();
    expect(seen).toEqual([5_101, 'measure']);
    expect(demandOf({ costMax: 0, mode: 'off' }).demand.refusalOf(demanded(costly))).toBeNull();
  });

  test('a list that wants one slicing argument is refused with none or two', () => {
    const { demand: strict } = demandOf();
    const ask = (query: string, variables?: Record<string, unknown>) =>
      strict.refusalOf(demanded(query, variables))?.message;
    expect(ask('{ either { id } }')).toContain('Query.either must be told how many');
    expect(ask('{ either(first: 1, last: 1) { id } }')).toContain('Query.either');
    expect(ask('query($n: Int) { either(first: $n) { id } }')).toContain('Query.either');
    expect(ask('query($n: Int) { either(first: $n) { id } }', { n: 1 })).toBeUndefined();
    expect(ask('{ either(last: 3) { id } }')).toBeUndefined();
  });

  test('the actual cost counts what came back', () => {
    const { demand: counting, seen } = demandOf({ actual: true });
    const asked = demanded(
      '{ things { name ... on Project { owner { id } } } report(deep: true) { lines { ...P } } } fragment P on Project { id }',
    );
    counting.count(asked, () => ({
      things: [
        { __typename: 'Project', name: 'a', owner: null },
        { __typename: 'Project', name: 'b', owner: { id: 1 } },
      ],
      report: { lines: [{ id: 1 }, { id: 2 }, { id: 3 }] },
    }));
    expect(seen).toEqual([{ actual: 2 + 1 + 20 + 5 + 3 }]);
    const quiet = demandOf();
    quiet.demand.count(asked, () => ({}));
    expect(quiet.seen).toEqual([]);
  });
});

test('directives are read under the names a supergraph imports them by', () => {
  const read = (link: string, field: string) =>
    readWeights(parse(`schema ${link} { query: Query } type Query { a: [Int] ${field} }`));
  const url = 'url: "https://specs.apollo.dev/cost/v0.1"';
  expect(read(`@link(${url})`, '@cost(weight: "2.5") @cost__listSize(assumedSize: 4)')).toMatchObject({
    weights: new Map([['Query.a', 2.5]]),
    listSizes: new Map([['Query.a', { assumedSize: 4 }]]),
  });
  expect(read(`@link(${url}, as: "dear")`, '@dear(weight: 3)').weights.get('Query.a')).toBe(3);
  expect(
    read(
      `@link(${url}, import: [{ name: "@cost", as: "@price" }, "@listSize"])`,
      '@price(weight: 9) @cost(weight: 1)',
    ).weights.get('Query.a'),
  ).toBe(9);
});
