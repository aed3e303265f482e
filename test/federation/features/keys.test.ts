// @key: simple, compound, nested, several, and one that only leads on; an entity is asked for once per subgraph.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  shelf: `
    type Query { items: [Item] }
    type Item @key(fields: "id") @key(fields: "sku place { row }") { id: ID! sku: String place: Place }
    type Place @shareable { row: Int }`,
  stock: `
    type Item @key(fields: "sku place { row }") { sku: String place: Place left: Int sold: Item }
    type Place @shareable { row: Int }`,
  price: `type Item @key(fields: "id") { id: ID! price: Int }`,
};

let federation: Federation;
beforeAll(async () => {
  const items = [1, 2].map((n): WorldRecord => ({
    id: `${n}`,
    sku: 'same',
    place: { row: n },
    left: n * 10,
    price: n * 100,
  }));
  items.forEach((item) => (item.sold = items[0]));
  federation = await federate(sdls, { Query: { items: [...items, null, items[0]] }, Item: items });
});
afterAll(() => federation.close());

test('each subgraph is asked by the key it knows, from one to the next', async () => {
  const query = '{ items { price left sold { price } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      shelf: {items{__typename id sku place{row}}}
      parallel
        stock: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{left sold{__typename sku place{row}}}}}
          at items.@ by {Item{sku place{row}}}
        price: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{price}}}
          at items.@ by {Item{id}}
      shelf: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{id}}}
        at items.@.sold by {Item{sku place{row}}}
      price: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{price}}}
        at items.@.sold by {Item{id}}"
  `);
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('one entity at several places is one representation', async () => {
  await federation.ask('{ items { price } }');
  expect(federation.subgraphs.price?.seen.at(-1)?.variables.representations).toEqual([
    { __typename: 'Item', id: '1' },
    { __typename: 'Item', id: '2' },
  ]);
});
