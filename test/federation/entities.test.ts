// Entities across subgraphs: keys, @requires, @provides, and what a plan asks of whom.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shop } from './graphs.ts';
import { federate } from './rig.ts';
import type { Federation } from './rig.ts';
import type { World, WorldRecord } from './world.ts';

function makeWorld(): World {
  const maker: WorldRecord = { id: 'm1', country: 'DE', duty: (): number => 0 };
  maker.duty = function (this: WorldRecord) {
    return String(this.country).length * 7;
  };
  const warehouse: WorldRecord = { id: 'w1', city: 'Kiel' };
  const products = ['1', '2', '3'].map((id): WorldRecord => ({
    id,
    sku: `sku-${id}`,
    region: { code: 'EU' },
    name: `Product ${id}`,
    dims: { width: Number(id), height: 10 },
    price: (args: { currency?: string }) => Number(id) * (args.currency === 'USD' ? 100 : 90),
    maker,
    inStock: Number(id) * 5,
    warehouse,
    shipping(this: WorldRecord, { zip }: { zip?: string }) {
      const dims = this.dims as { width: number; height: number } | null;
      const price =
        typeof this.price === 'function' ? (this.price as (args: object) => number)({ currency: 'USD' }) : this.price;
      return dims === null || price === null ? null : dims.width * dims.height + Number(price) + Number(zip ?? 0);
    },
    customs(this: WorldRecord) {
      const { country, duty } = this.maker as WorldRecord;
      return `${String(country)} ${String(typeof duty === 'function' ? (duty as () => number).call(this.maker) : duty)}`;
    },
  }));
  const [first, second] = products;
  warehouse.nearest = second;
  const users = ['u1', 'u2', 'u3'].map((id): WorldRecord => ({
    id,
    nick: `nick of ${id}`,
    karma: id.length,
    favourite: first,
  }));
  const reviews = ['r1', 'r2', 'r3'].map((id, index): WorldRecord => ({
    id,
    text: `says ${id}`,
    author: users[index],
    product: products[index],
  }));
  for (const user of users) {
    user.friends = ({ first: count = 9 }: { first?: number }) => users.filter((one) => one !== user).slice(0, count);
    user.reviews = ({ first: count = 9 }: { first?: number }) =>
      reviews.filter((review) => review.author === user).slice(0, count);
  }
  products.forEach((product) => (product.reviews = reviews.filter((review) => review.product === product)));
  return {
    Query: {
      products: ({ first: count = 9 }: { first?: number }) => products.slice(0, count),
      product: ({ id }: { id: string }) => products.find((one) => one.id === id) ?? null,
      me: users[0],
      grid: [[first, second], [null, first], []],
      latest: reviews,
    },
    Product: products,
    User: users,
    Review: reviews,
    Maker: [maker],
    Warehouse: [warehouse],
  };
}

let federation: Federation;
beforeAll(async () => (federation = await federate(shop, makeWorld())));
afterAll(() => federation.close());

const questions: Record<string, string> = {
  'an entity from two subgraphs': '{ products { id name inStock } }',
  'a compound and nested key': '{ products { inStock warehouse { city nearest { name inStock } } } }',
  'one entity at many places': '{ me { favourite { inStock } friends { favourite { inStock name } } } }',
  'a list of lists with holes': '{ grid { name inStock reviews { text } } }',
  '@requires with an object and arguments': '{ products(first: 2) { shipping(zip: "5") } }',
  '@requires beside the same field with other arguments': '{ products { price(currency: "EUR") shipping } }',
  '@requires of something that itself @requires': '{ products { customs } }',
  '@provides spares a request': '{ latest { text author { nick } } }',
  'beyond what is @provided': '{ latest { author { nick karma friends(first: 1) { nick karma } } } }',
  'the same field under two aliases with different arguments':
    '{ me { a: friends(first: 1) { reviews(first: 1) { text } } b: friends(first: 2) { reviews { text product { name } } } } }',
  "an alias that is another field's name": '{ products { name: id id: name stock: inStock inStock: sku } }',
  'fragments used twice': `{ me { favourite { ...P } } products { ...P ... on Product { reviews { ...R } } } }
     fragment P on Product { name inStock maker { ...M } } fragment M on Maker { duty } fragment R on Review { text author { nick } }`,
  'nothing found': '{ product(id: "none") { name inStock } }',
  '__typename everywhere': '{ __typename products(first: 1) { __typename warehouse { t: __typename city } } }',
};

test.each(Object.entries(questions))('%s is answered as the monolith answers it', async (_name, query) => {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});
