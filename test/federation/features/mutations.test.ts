// Mutations: one after the other across subgraphs, and none after a null that reached the root.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { World, WorldRecord } from '../world.ts';

const sdls = {
  stock: `
    type Query { item: Item }
    type Mutation { take(count: Int = 1): Int! lose: Int! drop: Int note: Item owned: Item! }
    type Item @key(fields: "id") { id: ID! count: Int }`,
  sales: `
    type Mutation { sell(count: Int): Int! refuse: Int! }
    type Item @key(fields: "id") { id: ID! label: String sure: Int! }`,
};

let done: string[];
let federation: Federation;
beforeEach(async () => {
  done = [];
  const item: WorldRecord = {
    id: '1',
    get count() {
      return done.length;
    },
    label: () => `after ${done.join()}`,
    sure: () => new Error('not sure'),
  };
  const act = (name: string, value: unknown) => () => {
    done.push(name);
    return value;
  };
  const world: World = {
    Query: { item },
    Mutation: {
      take: ({ count }: { count: number }) => act(`take ${count}`, count)(),
      lose: act('lose', new Error('lost')),
      drop: act('drop', new Error('dropped')),
      note: act('note', item),
      owned: act('owned', item),
      sell: ({ count }: { count: number }) => act(`sell ${count}`, count)(),
      refuse: act('refuse', new Error('refused')),
    },
    Item: [item],
  };
  federation = await federate(sdls, world);
});
afterEach(() => federation.close());

test('neighbours in one subgraph are one request, others wait for their turn', async () => {
  const query = 'mutation { a: take b: take(count: 2) sell(count: 3) c: take(count: 4) }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "serial
      stock: mutation{take_with_0_as_a: take take_with_1_as_b: take(count: 2)}
      sales: mutation{sell_with_2: sell(count: 3)}
      stock: mutation{take_with_3_as_c: take(count: 4)}"
  `);
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: 1, b: 2, sell: 3, c: 4 });
  expect(done).toEqual(['take 1', 'take 2', 'sell 3', 'take 4']);
});

test('what a mutation returns is read to the end before the next one starts, in the same subgraph too', async () => {
  const query = 'mutation { note { count label } take sell(count: 1) }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "serial
      sequence
        stock: mutation{note{__typename count id}}
        sales: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{label}}}
          at note by {Item{id}}
      stock: mutation{take_with_0: take}
      sales: mutation{sell_with_1: sell(count: 1)}"
  `);
  const { data } = await federation.ask(query);
  expect(data).toEqual({ note: { count: 1, label: 'after note' }, take: 1, sell: 1 });
});

test.each([
  ['in one request', 'mutation { take lose sell(count: 1) drop }', ['take 1', 'lose']],
  ['across subgraphs', 'mutation { take refuse drop note { id } }', ['take 1', 'refuse']],
  [
    'below a promised object, in another subgraph',
    'mutation { take owned { sure } sell(count: 1) }',
    ['take 1', 'owned'],
  ],
])('after a null that reached the root nothing more is changed: %s', async (_where, query, expected) => {
  const { data, errors } = await federation.ask(query);
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  expect(done).toEqual(expected);
});

test.each([
  ['a nullable field that failed', 'mutation { drop sell(count: 1) }', { drop: null, sell: 1 }],
  ['a null below a nullable object', 'mutation { note { sure } sell(count: 1) }', { note: null, sell: 1 }],
])('%s stops nothing', async (_what, query, expected) => {
  const { data, errors } = await federation.ask(query);
  expect(data).toEqual(expected);
  expect(errors).toHaveLength(1);
});

test('fragments, aliases, conditions and one field twice keep the client’s order', async () => {
  const query = `mutation($no: Boolean!) { ...F sell(count: 1) @skip(if: $no) x: sell(count: 2) ...F }
    fragment F on Mutation { __typename take y: take(count: 5) }`;
  const { data, errors } = await federation.ask(query, { variables: { no: true } });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ __typename: 'Mutation', take: 1, y: 5, x: 2 });
  expect(done).toEqual(['take 1', 'take 5', 'sell 2']);
});
