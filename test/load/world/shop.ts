// The shop every federation gateway is shown with: accounts, products, reviews, inventory. Its heavy query answers about 88 kB
// of nested lists in seven subgraph requests, its small one needs four.
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const link = (...names: readonly string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${names.map((name) => `"@${name}"`).join(', ')}])\n`;

/** SDL and resolvers of one subgraph. */
export interface ShopSubgraph {
  readonly sdl: string;
  readonly resolvers: object;
}

interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: string;
}
interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}
interface Review {
  readonly id: string;
  readonly body: string;
  readonly author: string;
  readonly product: string;
}

const names = ['Uri Goldshtein', 'Dotan Simha', 'Kamil Kisiela', 'Arda Tanrikulu', 'Gil Gardosh', 'Laurin Quast'];
const users: readonly User[] = names.map((name, index) => ({
  id: String(index + 1),
  name,
  username: `user_${index + 1}_${name.split(' ')[0] ?? ''}`,
  birthday: `19${70 + index}-0${index + 1}-15`,
}));
const goods = ['Table', 'Couch', 'Chair', 'Lamp', 'Shelf', 'Carpet', 'Mirror', 'Desk', 'Stool'];
const products: readonly Product[] = goods.map((name, index) => ({
  upc: String(index + 1),
  name: `${name} of the ${index + 1}. collection`,
  price: 54 + index * 120,
  weight: 25 + index * 90,
}));
const bodies = ['Love it!', 'Too expensive.', 'Could be better.', 'Prefer something else, but it does what it says.'];
/** Four or five reviews by each of four users, two of each product: 88 kB once nested. */
const reviews: readonly Review[] = Array.from({ length: 23 }, (_, index) => ({
  id: String(index + 1),
  body: bodies[index % bodies.length] ?? '',
  author: String((index % 4) + 1),
  product: String((index % 9) + 1),
}));

/** The four subgraphs, by name. */
export const shop: Readonly<Record<string, ShopSubgraph>> = {
  accounts: {
    sdl: `${link('key')}
      type Query { me: User user(id: ID!): User users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String birthday: String }`,
    resolvers: {
      Query: {
        me: () => users[0],
        user: (_: unknown, { id }: { id: string }) => users.find((one) => one.id === id),
        users: () => users,
      },
      User: { __resolveReference: ({ id }: { id: string }) => users.find((one) => one.id === id) },
    },
  },
  products: {
    sdl: `${link('key')}
      type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: ({ upc }: { upc: string }) => products.find((one) => one.upc === upc) },
    },
  },
  reviews: {
    sdl: `${link('key')}
      type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
      type User @key(fields: "id") { id: ID! reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: {
        __resolveReference: ({ id }: { id: string }) => reviews.find((one) => one.id === id),
        author: ({ author }: Review) => ({ id: author }),
        product: ({ product }: Review) => ({ upc: product }),
      },
      User: { reviews: ({ id }: { id: string }) => reviews.filter((one) => one.author === id) },
      Product: { reviews: ({ upc }: { upc: string }) => reviews.filter((one) => one.product === upc) },
    },
  },
  inventory: {
    sdl: `${link('key', 'external', 'requires')}
      type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: {
        inStock: ({ upc }: { upc: string }) => Number(upc) % 3 > 0,
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
          price > 1_000 ? 0 : Math.round(weight / 2),
      },
    },
  },
};

/** The shop's supergraph; `urlOf` says where each subgraph answers. */
export function shopSupergraph(urlOf: (name: string) => string): string {
  const services = Object.entries(shop).map(([name, { sdl }]) => ({ name, typeDefs: parse(sdl), url: urlOf(name) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(`The shop does not compose: ${JSON.stringify(errors)}`);
  return supergraphSdl;
}

const fragments = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }`;
const reviewed = (inside: string): string => `reviews { ...Review ${inside} }`;
const productOf = 'product { ...Product }';
const authorOf = `author { ...User ${reviewed(productOf)} }`;

/** What is asked of the shop. */
export const shopQueries = {
  heavy: `query Heavy {
    users { ...User ${reviewed(`product { ...Product ${reviewed(authorOf)} }`)} }
    topProducts { ...Product ${reviewed(authorOf)} }
  } ${fragments}`,
  small: 'query Small { me { name reviews { body product { name inStock } } } }',
} as const;
