// @interfaceObject: a subgraph that adds to all types of an interface without knowing any of them.
import type { Suite } from './suite.ts';

const simple: Suite = {
  feature: 'simple @interfaceObject',
  sdls: {
    a: `
      type Query { users: [NodeWithName!]! accounts: [Account] }
      interface NodeWithName @key(fields: "id") { id: ID! name: String }
      type User implements NodeWithName @key(fields: "id") { id: ID! name: String age: Int }
      interface Account @key(fields: "id") { id: ID! }
      type Admin implements Account @key(fields: "id") { id: ID! isMain: Boolean }
      type Regular implements Account @key(fields: "id") { id: ID! isMain: Boolean }`,
    b: `
      type Query { otherUsers: [NodeWithName] }
      type NodeWithName @key(fields: "id") @interfaceObject { id: ID! login: String }
      type Account @key(fields: "id") @interfaceObject { id: ID! name: String }`,
    c: `
      type Query { otherAccounts: [Account] }
      type Account @key(fields: "id") @interfaceObject { id: ID! isActive: Boolean }`,
  },
  world: () => {
    const users = ['u1', 'u2'].map((id, index) => ({ id, name: `name ${id}`, login: `login ${id}`, age: 20 + index }));
    const admin = { id: 'x1', isMain: true, name: 'Admin', isActive: true };
    const regular = { id: 'x2', isMain: false, name: 'Regular', isActive: false };
    const accounts = [admin, regular];
    return {
      Query: { users, otherUsers: users, accounts, otherAccounts: accounts },
      User: users,
      Admin: [admin],
      Regular: [regular],
    };
  },
  cases: [
    { query: '{ users { id name login } }' },
    { query: '{ otherUsers { id name login } }' },
    { query: '{ otherUsers { id login ... on User { age } } }' },
    { query: '{ users { ... on User { age id name login } } }' },
    { query: '{ otherUsers { __typename login } }' },
    { query: '{ otherUsers { login ... on User { name } } }' },
    { query: '{ accounts { name } }' },
    { query: '{ accounts { id isActive ... on Admin { isMain name } } }' },
    { query: '{ otherAccounts { id isActive name } }' },
    { query: '{ otherAccounts { __typename name ... on Regular { isMain } ... on Admin { isActive } } }' },
    { query: '{ accounts { ... on Admin { name } ... on Regular { isActive } } }' },
    { query: '{ otherAccounts { ... on Admin { __typename id name } } }' },
  ],
};

const withRequires: Suite = {
  feature: '@interfaceObject with @requires',
  sdls: {
    a: `
      type Query { users: [NodeWithName!]! }
      interface NodeWithName @key(fields: "id") { id: ID! name: String }
      type User implements NodeWithName @key(fields: "id") { id: ID! name: String age: Int }`,
    b: `
      type Query { otherUsers: [NodeWithName] }
      type NodeWithName @key(fields: "id") @interfaceObject { id: ID! name: String @external login: String @requires(fields: "name") }`,
  },
  world: () => {
    const users = ['u1', 'u2'].map((id, index) => ({ id, name: `name ${id}`, login: `login ${id}`, age: 20 + index }));
    return { Query: { users, otherUsers: users }, User: users };
  },
  cases: [
    { query: '{ users { id name login } }' },
    { query: '{ users { login } }' },
    { query: '{ otherUsers { id name login } }' },
    { query: '{ otherUsers { login } }' },
    { query: '{ users { ... on User { age login } } }' },
    { query: '{ otherUsers { ... on User { age id name login } } }' },
    { query: '{ otherUsers { login ... on User { age } } users { login } }' },
  ],
};

const indirect: Suite = {
  feature: '@interfaceObject behind another subgraph',
  sdls: {
    lists:
      'type Query { list: List } type List { items: [Medium!]! } interface Medium @key(fields: "id") { id: ID! } type Clip implements Medium @key(fields: "id") { id: ID! seconds: Int } type Song implements Medium @key(fields: "id") { id: ID! }',
    media:
      'type Medium @key(fields: "id") @interfaceObject { id: ID! maker: Maker title: String } type Maker @key(fields: "id") { id: ID! }',
    makers: 'type Maker @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const makers = [
      { id: 'm1', name: 'Ann' },
      { id: 'm2', name: 'Bo' },
    ];
    const clip = { id: 'c1', seconds: 9, maker: makers[0], title: 'Clip' };
    const song = { id: 's1', maker: makers[1], title: 'Song' };
    return { Query: { list: { items: [clip, song, clip] } }, Clip: [clip], Song: [song], Maker: makers };
  },
  cases: [
    { query: '{ list { items { id maker { name } } } }' },
    { query: '{ list { items { __typename title maker { id name } ... on Clip { seconds } } } }' },
    { query: '{ list { items { ... on Song { maker { name } } ... on Clip { title } } } }' },
  ],
};

const nonResolvable: Suite = {
  feature: '@interfaceObject with a key that is not resolvable',
  sdls: {
    a: `
      type Query { good: Good goods: [Good] }
      interface Good @key(fields: "id") { id: ID! }
      type Novel implements Good @key(fields: "id") { id: ID! title: String }
      type Film implements Good @key(fields: "id") { id: ID! minutes: Int }`,
    b: `
      type Query { b: Good }
      type Good @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }`,
    c: `
      type Query { shelf: Shelf }
      type Shelf @key(fields: "id") { id: ID! first: Good all: [Good] label: String }
      type Good @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }`,
  },
  world: () => {
    const novel = { id: 'n1', title: 'Novel' };
    const film = { id: 'f1', minutes: 90 };
    const shelf = { id: 's1', first: film, all: [novel, film], label: 'top' };
    return {
      Query: { good: novel, goods: [novel, film], b: novel, shelf },
      Novel: [novel],
      Film: [film],
      Shelf: [shelf],
    };
  },
  cases: [
    { query: '{ good { id } b { id } }' },
    { query: '{ b { __typename } }' },
    { query: '{ b { id ... on Novel { title } } }' },
    { query: '{ b { __typename id ... on Film { minutes } } good { __typename ... on Novel { title } } }' },
    { query: '{ shelf { label first { id } all { id } } }', requestsMax: 1 },
    { query: '{ shelf { first { __typename ... on Film { minutes } } all { ... on Novel { id title } } } }' },
    { query: '{ goods { id ... on Film { minutes } } shelf { all { ... on Film { id } ... on Novel { title } } } }' },
  ],
};

const keyless: Suite = {
  feature: '@interfaceObject reached by its own fields only',
  sdls: {
    a: `
      type Query { item: Item }
      interface Item @key(fields: "id") @key(fields: "slug") { id: ID! slug: String! }
      type Novel implements Item @key(fields: "id") @key(fields: "slug") { id: ID! slug: String! pages: Int }
      type Film implements Item @key(fields: "id") @key(fields: "slug") { id: ID! slug: String! }`,
    b: `type Query { liked: [Item] } type Item @interfaceObject @key(fields: "slug") { slug: String! likes: Int similar: [Item] }`,
    c: `type Item @interfaceObject @key(fields: "id") { id: ID! price(currency: String = "EUR"): Int }`,
  },
  world: () => {
    const price = ({ currency }: { currency: string }): number => (currency === 'EUR' ? 9 : 10);
    const novel: Record<string, unknown> = { id: '1', slug: 'novel', pages: 300, likes: 5, price };
    const film = { id: '2', slug: 'film', likes: 2, price, similar: [novel] };
    novel.similar = [film];
    return { Query: { item: novel, liked: [film, novel] }, Novel: [novel], Film: [film] };
  },
  cases: [
    { query: '{ item { likes price } }' },
    { query: '{ liked { slug likes } }', requestsMax: 1 },
    { query: '{ liked { price ... on Novel { pages } } }' },
    { query: '{ liked { similar { __typename price(currency: "USD") ... on Novel { pages } similar { likes } } } }' },
    {
      query: 'query ($c: String) { item { a: price(currency: $c) b: price similar { id } } }',
      variables: { c: 'USD' },
    },
  ],
};

/** Suites of interface objects. */
export const interfaceObjectSuites = [simple, withRequires, indirect, nonResolvable, keyless];
