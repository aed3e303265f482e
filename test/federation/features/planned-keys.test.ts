// The keys of the answer tree: whatever clients and subgraphs call their fields, no two of them are taken for each other.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stableText } from '../random.ts';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  shop: `
    input Filter { a: Int b: Filter c: Int }
    interface Product { id: ID! price: Float sold: Boolean sold_as_is: String }
    type Book implements Product @key(fields: "id") {
      id: ID! price(currency: String): Float price_with_1: Int sold: Boolean sold_as_is: String }
    type Film implements Product @key(fields: "id") { id: ID! price: Float sold: Boolean sold_as_is: String }
    type Race @key(fields: "constructor") { constructor: ID! toString: String }
    type Pair { x: Int y: Int! }
    type Query { products: [Product] book: Book race: Race pair(a: Int, b: Int, in: Filter): Pair }`,
  store: `
    type Book @key(fields: "id") { id: ID! stock: Int failing: Int }
    type Race @key(fields: "constructor") { constructor: ID! valueOf: String hasOwnProperty: String isPrototypeOf: Int }`,
};

let asked: string[] = [];
let federation: Federation;
beforeAll(async () => {
  const price = ({ currency }: { currency?: string }): number => (currency ?? 'free').length;
  const book: WorldRecord = { id: '1', price, price_with_1: 111, sold: true, sold_as_is: 'worn', stock: 5 };
  book.failing = new Error('not today');
  const film: WorldRecord = { id: '2', price: 20, sold: false, sold_as_is: 'new' };
  const race: WorldRecord = { constructor: 'Ferrari', toString: null, valueOf: 'fast', hasOwnProperty: null };
  Object.assign(race, { isPrototypeOf: new Error('nobody knows') });
  const pair = (args: object): object => {
    asked.push(stableText(args));
    return { x: 1, y: 2 };
  };
  const Query = { products: [book, film], book, race, pair };
  federation = await federate(sdls, { Query, Book: [book], Film: [film], Race: [race] });
});
afterAll(() => federation.close());

const paths = (errors: readonly { readonly path?: readonly (string | number)[] | undefined }[] = []): string[] =>
  errors.map(({ path = [] }) => path.join('.'));

test.each<[string, string]>([
  ['a field to which one type adds an argument', '{ products { __typename price } }'],
  ['… with an alias', '{ products { __typename p: price } }'],
  ['… beside what another subgraph knows', '{ products { price ... on Book { stock } } }'],
  ['… asked of the type, too', '{ products { __typename price ... on Book { price dear: price(currency: "EUR") } } }'],
  ['an alias that makes another field’s name', '{ products { __typename is: sold sold_as_is } }'],
  ['… the other way round', '{ products { sold_as_is is: sold } }'],
  ['a field called like one with arguments', '{ book { price(currency: "x") price_with_1 } }'],
  ['… without arguments', '{ book { price p: price(currency: "xy") price_with_1 stock } }'],
  ['fields called as what every object has', '{ race { constructor toString valueOf hasOwnProperty } }'],
  ['aliases called so', '{ race { valueOf: toString hasOwnProperty: valueOf toString: hasOwnProperty } }'],
  ['their errors', '{ race { isPrototypeOf toString } products { toString: id ... on Book { valueOf: failing } } }'],
])('%s is answered as the monolith does', async (_what, query) => {
  const { data, errors } = await federation.ask(query);
  const expected = await federation.monolith(query);
  expect(data).toEqual(expected.data);
  expect(paths(errors).sort()).toEqual(paths(expected.errors).sort());
});

test.each<[string, string]>([
  ['arguments', '{ pair(a: 1, b: 2) { x } pair(b: 2, a: 1) { y } }'],
  ['arguments in a fragment', '{ ...F pair(a: 1, b: 2) { x } } fragment F on Query { pair(b: 2, a: 1) { y } }'],
  [
    'the fields of an input object',
    '{ pair(in: { a: 1, b: { a: 2, c: 3 } }) { x } pair(in: { b: { c: 3, a: 2 }, a: 1 }) { y } }',
  ],
])('%s in another order are the same field, asked once', async (_what, query) => {
  asked = [];
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ pair: { x: 1, y: 2 } });
  expect(asked).toHaveLength(1);
});
