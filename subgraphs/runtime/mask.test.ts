import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { roles } from '../../schema/canon/roles.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { systemEnvelope } from './envelope.ts';
import { maskSchema } from './mask.ts';

const canary = 'CANARY-145.50';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @sensitive(class: String!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE
  interface Costed { cost: String @sensitive(class: "COST_RATE") }
  type Person implements Costed @key(fields: "id") {
    id: ID!
    name: String
    cost: String
    rate(currency: String): String @sensitive(class: "COST_RATE")
    home: Address @sensitive(class: "PERSONAL")
  }
  type Address { street: String! }
  enum Order { NAME RATE @sensitive(class: "COST_RATE") }
  input Range { from: String to: String = "open" @sensitive(class: "COST_RATE") and: [Range!] }
  input Filter { name: String rate: Range @sensitive(class: "COST_RATE") within: Range order: [Order!] }
  type Query {
    people(filter: Filter, order: Order, minRate: String @sensitive(class: "COST_RATE")): [Person!]!
    costed: [Costed!]!
  }
`;

/** A subgraph that counts how often a hidden resolver ran. */
function subgraph(mask = true): { schema: GraphQLSchema; calls: string[] } {
  const calls: string[] = [];
  const secret = (name: string, value: unknown) => () => {
    calls.push(name);
    return value;
  };
  const person = { __typename: 'Person', id: 'p1', name: 'Ann', cost: canary };
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        Query: { people: () => [{ ...person }], costed: () => [{ ...person }] },
        Person: {
          __resolveReference: () => ({ ...person }),
          rate: secret('rate', canary),
          home: secret('home', { street: canary }),
        },
        Costed: { __resolveType: () => 'Person' },
      } as Record<string, Record<string, () => unknown>>,
    },
  ]);
  return { schema: mask ? maskSchema(schema) : schema, calls };
}

async function ask(schema: GraphQLSchema, role: Role | null, source: string, variableValues?: Record<string, unknown>) {
  const contextValue = role === null ? {} : { envelope: systemEnvelope('test', { role }) };
  const result = await graphql({
    schema,
    source,
    contextValue,
    ...(variableValues === undefined ? {} : { variableValues }),
  });
  return { result, text: JSON.stringify(result) };
}

const entities = '($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id rate cost home { street } } } }';
const waysIn: readonly (readonly [string, string])[] = [
  ['plainly', '{ people { rate cost home { street } } }'],
  ['under an alias', '{ people { name: rate id: cost x: home { y: street } } }'],
  [
    'through fragments',
    '{ people { ...F ... on Person { rate ... @include(if: true) { cost } } } } fragment F on Person { home { street } }',
  ],
  ['through an interface', '{ costed { cost ... on Person { rate } } }'],
  ['through _entities', `query${entities}`],
  ['with an argument', '{ people { rate(currency: "USD") } }'],
];
const representations = { r: [{ __typename: 'Person', id: 'p1', rate: canary, cost: canary }] };

describe('a masked field', () => {
  it.each(waysIn)('asked %s is null, and its resolver is never called', async (_, query) => {
    const { schema, calls } = subgraph();
    for (const role of [...roles.filter((each) => each === 'portal-user'), null]) {
      const { result, text } = await ask(schema, role, query, representations);
      expect(result.errors).toBeUndefined();
      expect(text).not.toContain('CANARY');
      expect(text).toMatch(/null/);
    }
    expect(calls).toEqual([]);
  });

  it.each(waysIn)('asked %s is there for a role that may see it', async (_, query) => {
    const { result, text } = await ask(subgraph().schema, 'finance-controller', query, representations);
    expect(result.errors).toBeUndefined();
    expect(text).toContain(canary);
  });

  it.each(waysIn)('asked %s appears when the mask is off: so these tests can fail', async (_, query) => {
    const { text } = await ask(subgraph(false).schema, 'portal-user', query, representations);
    expect(text).toContain(canary);
  });

  it('is hidden per class: a project manager sees people but no rates', async () => {
    const { result } = await ask(subgraph().schema, 'project-manager', '{ people { name rate home { street } } }');
    expect(result.data).toEqual({ people: [{ name: 'Ann', rate: null, home: { street: canary } }] });
  });
});

const waysToUse: readonly (readonly [string, string, Record<string, unknown>, string])[] = [
  ['an argument', '{ people(minRate: "100") { id } }', {}, 'Query.people(minRate:)'],
  ['an argument that is null', '{ people(minRate: null) { id } }', {}, 'Query.people(minRate:)'],
  ['an argument by variable', 'query($m: String) { people(minRate: $m) { id } }', { m: '1' }, 'Query.people(minRate:)'],
  ['an input field', '{ people(filter: { rate: { from: "100" } }) { id } }', {}, 'Filter.rate'],
  ['an input field by variable', 'query($f: Filter) { people(filter: $f) { id } }', { f: { rate: {} } }, 'Filter.rate'],
  [
    'a nested input field',
    '{ people(filter: { within: { and: [{ from: "1" }, { to: "2" }] } }) { id } }',
    {},
    'Range.to',
  ],
  ['an order', '{ people(order: RATE) { id } }', {}, 'Order.RATE'],
  ['an order in a list', '{ people(filter: { order: [NAME, RATE] }) { id } }', {}, 'Order.RATE'],
];

describe('a hidden input', () => {
  it.each(waysToUse)('as %s is refused, naming it', async (_, query, variables, coordinate) => {
    const { result } = await ask(subgraph().schema, 'portal-user', query, variables);
    expect(result.data ?? null).toBeNull();
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', coordinate });
    expect(result.errors?.[0]?.message).toBe(`${coordinate} may not be used by this role`);
  });

  it.each(waysToUse)('as %s is served to a role that may see it', async (_, query, variables) => {
    const { result } = await ask(subgraph().schema, 'finance-controller', query, variables);
    expect(result.errors).toBeUndefined();
  });

  it.each([
    ['left out', '{ people(filter: { name: "A", within: { from: "1" }, order: NAME }, order: NAME) { id } }', {}],
    ['a variable nobody set', 'query($m: String) { people(minRate: $m) { id } }', {}],
  ])('that is %s harms nobody', async (_, query, variables) => {
    const { result } = await ask(subgraph().schema, 'portal-user', query, variables);
    expect(result.errors).toBeUndefined();
  });
});

describe('a mask that cannot hold', () => {
  const build = (fields: string): GraphQLSchema =>
    buildSubgraphSchema([
      { typeDefs: parse(`directive @sensitive(class: String!) on FIELD_DEFINITION type Query { ${fields} }`) },
    ]);

  it('stops the start when the field cannot be null', () => {
    expect(() => maskSchema(build('cost: String! @sensitive(class: "MARGIN")'))).toThrow(
      'Query.cost is @sensitive and must be nullable',
    );
  });

  it('stops the start when nobody knows the class', () => {
    expect(() => maskSchema(build('cost: String @sensitive(class: "MARGE")'))).toThrow(
      'Query.cost is @sensitive of the class "MARGE"',
    );
  });
});
