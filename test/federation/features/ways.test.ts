// Ways from one subgraph to another: keys that differ or are missing, parts of an entity that only its parent knows, and what
// @provides spares.
import { afterEach, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { World, WorldRecord } from '../world.ts';

let federation: Federation;
afterEach(() => federation.close());

async function open(sdls: Readonly<Record<string, string>>, world: World): Promise<void> {
  federation = await federate(sdls, world);
}

async function answeredAsTheMonolithDoes(query: string): Promise<void> {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
}

const askedOf = (subgraph: string): number => federation.subgraphs[subgraph]?.seen.length ?? -1;

test('a part without a key is fetched through the entity that has it', async () => {
  const record: WorldRecord = { id: 'p1', category: { name: 'Tools', size: 3, details: { note: 'sharp' } } };
  await open(
    {
      a: `type Query { products: [Product] } type Product @key(fields: "id") { id: ID! category: Category @shareable }
          type Category { name: String }`,
      b: `type Product @key(fields: "id") { id: ID! category: Category @shareable }
          type Category { size: Int details: Details } type Details { note: String }`,
    },
    { Query: { products: [record] }, Product: [record] },
  );
  await answeredAsTheMonolithDoes('{ products { category { name size details { note } } } }');
});

test('keys lead from one subgraph to the next, several fields long and nested', async () => {
  const record: WorldRecord = { id: 'p1', sku: 's1', maker: { id: 'm1', site: { code: 'K' } }, price: 4, stock: 5 };
  await open(
    {
      a: 'type Query { product: Product } type Product @key(fields: "id") { id: ID! }',
      b: 'type Product @key(fields: "id") @key(fields: "id sku") { id: ID! sku: String! }',
      c: `type Product @key(fields: "id sku") @key(fields: "maker { id site { code } } sku") { id: ID! sku: String! maker: Maker! price: Int }
          type Maker @shareable { id: ID! site: Site } type Site @shareable { code: String }`,
      d: `type Product @key(fields: "maker { id site { code } } sku") { sku: String! maker: Maker! stock: Int }
          type Maker @shareable { id: ID! site: Site } type Site @shareable { code: String }`,
    },
    { Query: { product: record }, Product: [record] },
  );
  await answeredAsTheMonolithDoes('{ product { stock price } }');
});

test('an entity whose key is null is asked of nobody, its neighbours are', async () => {
  const [one, two] = [1, 2].map((n): WorldRecord => ({ id: `${n}`, code: n === 1 ? null : 'c2', title: `Title ${n}` }));
  await open(
    {
      a: 'type Query { books: [Book] } type Book @key(fields: "id") { id: ID! }',
      b: 'type Book @key(fields: "id") @key(fields: "code") { id: ID! code: String }',
      c: 'type Book @key(fields: "code") { code: String title: String }',
    },
    { Query: { books: [one, two] }, Book: [one ?? {}, two ?? {}] },
  );
  const { data, errors } = await federation.ask('{ books { id title } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    books: [
      { id: '1', title: null },
      { id: '2', title: 'Title 2' },
    ],
  });
});

test('an entity that its subgraph does not know is without what that subgraph has, and the others keep theirs', async () => {
  const [known, lost] = ['n1', 'n2'].map((id): WorldRecord => ({
    id,
    chat: `chat of ${id}`,
    account: `account of ${id}`,
  }));
  await open(
    {
      a: 'type Query { nodes: [Node] } interface Node { id: ID! } type Chat implements Node @key(fields: "id") { id: ID! chat: String }',
      b: 'type Chat @key(fields: "id") { id: ID! account: String }',
    },
    { Query: { nodes: [known, lost].map((one) => ({ ...one, __typename: 'Chat' })) }, Chat: [known ?? {}] },
  );
  const { data, errors } = await federation.ask('{ nodes { id ... on Chat { chat account } } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    nodes: [
      { id: 'n1', chat: 'chat of n1', account: 'account of n1' },
      { id: 'n2', chat: 'chat of n2', account: null },
    ],
  });
});

const shops = {
  shop: `
    type Query { products: [Product] find: Thing media: [Medium] }
    union Thing = Product | Category
    interface Medium { id: ID! maker: Maker }
    type Product implements Medium @key(fields: "id") {
      id: ID! maker: Maker @shareable
      categories: [Category] @provides(fields: "name parent { name }")
    }
    type Maker @key(fields: "id") { id: ID! }
    type Category @key(fields: "id") { id: ID! name: String @external parent: Category @external }`,
  kinds: `
    type Category @key(fields: "id") { id: ID! name: String @shareable parent: Category @shareable rank: Int }`,
  makers: 'type Maker @key(fields: "id") { id: ID! name: String }',
};

function shopWorld(): World {
  const top: WorldRecord = { id: 'c1', name: 'All', parent: null, rank: 1 };
  const category: WorldRecord = { id: 'c2', name: 'Some', parent: top, rank: 2 };
  const maker: WorldRecord = { id: 'm1', name: 'Maker' };
  const product: WorldRecord = { id: 'p1', maker, categories: [category] };
  return {
    Query: { products: [product], find: category, media: [product] },
    Product: [product],
    Category: [top, category],
    Maker: [maker],
  };
}

test('what is provided, nested too, spares a request; what is not is asked for', async () => {
  await open(shops, shopWorld());
  await answeredAsTheMonolithDoes('{ products { categories { id name parent { name } } } }');
  expect(askedOf('kinds')).toBe(0);
  await answeredAsTheMonolithDoes('{ products { categories { name rank parent { name rank } } } }');
  expect(askedOf('kinds')).toBe(1);
});

test('below a union the same fields are not provided', async () => {
  await open(shops, shopWorld());
  await answeredAsTheMonolithDoes('{ find { __typename ... on Category { name } ... on Product { maker { name } } } }');
  expect(askedOf('kinds')).toBe(1);
});

test('types that lead back to themselves through an interface are followed as far as asked', async () => {
  const product: WorldRecord = { __typename: 'Book', id: 'b1' };
  product.samePrice = [product];
  product.price = 9;
  await open(
    {
      a: `type Query { product: Product } interface Product { id: ID! samePrice: [Product] }
          type Book implements Product @key(fields: "id") { id: ID! samePrice: [Product] @shareable }`,
      b: 'type Book @key(fields: "id") { id: ID! price: Int }',
    },
    { Query: { product }, Book: [product] },
  );
  await answeredAsTheMonolithDoes(
    '{ product { samePrice { id samePrice { __typename ... on Book { id price samePrice { id ... on Book { price } } } } } } }',
  );
});
