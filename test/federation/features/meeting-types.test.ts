// Types that subgraphs define differently and the graph must bring together: enums, inputs, promises, and scalars of keys.
import { afterEach, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { World, WorldRecord } from '../world.ts';

let federation: Federation;
afterEach(() => federation.close());

async function open(sdls: Readonly<Record<string, string>>, world: World): Promise<void> {
  federation = await federate(sdls, world);
}

test('an enum value that clients may not see is null without an error, and as an argument it is refused', async () => {
  await open(
    {
      a: `type Query { users: [User] sure: [User] byKind(kind: Kind): Int } enum Kind { REGULAR ADMIN @inaccessible }
          type User @key(fields: "id") { id: ID! kind: Kind sureKind: Kind! }`,
      b: 'type User @key(fields: "id") { id: ID! name: String }',
    },
    {
      Query: {
        users: [
          { id: '1', kind: 'REGULAR', name: 'Ann' },
          { id: '2', kind: 'ADMIN', name: 'Bo' },
        ],
        sure: [{ id: '2', sureKind: 'ADMIN' }],
        byKind: () => 1,
      },
      User: [
        { id: '1', kind: 'REGULAR', name: 'Ann' },
        { id: '2', kind: 'ADMIN', name: 'Bo' },
      ],
    },
  );
  const { data, errors, hidden } = await federation.ask('{ users { name kind } byKind(kind: REGULAR) }');
  expect(data).toEqual({
    users: [
      { name: 'Ann', kind: 'REGULAR' },
      { name: 'Bo', kind: null },
    ],
    byKind: 1,
  });
  expect(errors).toBeUndefined();
  expect(hidden).toMatchObject([{ path: ['users', 1, 'kind'] }]);
  // Where a value is promised, its object is lost with it: that needs an error.
  const lost = await federation.ask('{ sure { sureKind } }');
  expect(lost.data).toEqual({ sure: [null] });
  expect(lost.errors).toMatchObject([
    { path: ['sure', 0, 'sureKind'], extensions: { code: 'SUBGRAPH_VALUE_INVALID' } },
  ]);
  await expect(federation.ask('{ byKind(kind: ADMIN) }')).rejects.toThrow('ADMIN');
});

test('of an input that two subgraphs define clients see what both have', async () => {
  const told: unknown[] = [];
  const find = ({ filter }: { filter: unknown }): number => told.push(filter);
  await open(
    {
      a: 'type Query { inA(filter: Filter): Int } input Filter { first: Int word: String onlyA: Int }',
      b: 'type Query { inB(filter: Filter!): Int } input Filter { first: Int! word: String onlyB: Int = 7 }',
    },
    { Query: { inA: find, inB: find } },
  );
  const { errors } = await federation.ask('query ($f: Filter!) { inA(filter: $f) inB(filter: $f) }', {
    variables: { f: { first: 2 } },
  });
  expect(errors).toBeUndefined();
  expect(told).toContainEqual({ first: 2 });
  expect(told).toContainEqual({ first: 2, onlyB: 7 });
  await expect(federation.ask('{ inA(filter: { first: 1, onlyA: 2 }) }')).rejects.toThrow('onlyA');
});

test('a field that one type promises and another does not is answered under one name', async () => {
  const [book, film]: WorldRecord[] = [
    { __typename: 'Book', id: 'b', size: null, similar: [{ __typename: 'Film', id: 'f', size: 2 }] },
    { __typename: 'Film', id: 'f', size: 2, similar: [] },
  ];
  await open(
    {
      a: `type Query { found: [Found] one: Found } union Found = Book | Film
          type Book @key(fields: "id") { id: ID! size: Int similar: [Found] }
          type Film @key(fields: "id") { id: ID! size: Int! similar: [Found!] }`,
      b: 'type Book @key(fields: "id") { id: ID! pages: Int! } type Film @key(fields: "id") { id: ID! pages: Int }',
    },
    {
      Query: { found: [book, film], one: film },
      Book: [{ ...book, pages: 10 }],
      Film: [{ ...film, pages: null }],
    },
  );
  const query =
    '{ one { ... on Book { id } ... on Film { n: size } } found { __typename ... on Book { s: size } ... on Film { id } } }';
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('__typename is answered everywhere, alone and under aliases', async () => {
  const user: WorldRecord = { __typename: 'User', id: '1', name: 'Ann' };
  await open(
    {
      a: 'type Query { users: [User!] any: Any } union Any = User type User @key(fields: "id") { id: ID! }',
      b: 'type User @key(fields: "id") { id: ID! name: String }',
    },
    { Query: { users: [user], any: user }, User: [user] },
  );
  const query =
    '{ __typename q: __typename users { t: __typename } any { __typename ... on User { u: __typename name } } }';
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('the older way of writing subgraphs, with extend and @external keys, is understood', async () => {
  const product: WorldRecord = { upc: 'u1', name: 'Saw', reviews: [{ id: 'r1', body: 'good' }], price: 3 };
  await open(
    {
      a: 'type Query { top: [Product] } type Product @key(fields: "upc") { upc: String! name: String }',
      b: `extend type Product @key(fields: "upc") { upc: String! @external reviews: [Review] }
          type Review @key(fields: "id") { id: ID! body: String }`,
      c: 'extend type Product @key(fields: "upc") { upc: String! @external price: Int } extend type Query { cheap: Product }',
    },
    { Query: { top: [product], cheap: product }, Product: [product], Review: [] },
  );
  const query = '{ top { name price reviews { body } } cheap { name reviews { id } } }';
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});
