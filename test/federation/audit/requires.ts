// @requires and @provides in all the ways they meet other features.
import type { Suite } from './suite.ts';

const requiresProvides: Suite = {
  feature: 'simple @requires and @provides',
  sdls: {
    accounts:
      'type Query { me: Member } type Member @key(fields: "id") { id: ID! name: String login: String @shareable }',
    goods:
      'type Query { goods: [Good] } type Good @key(fields: "upc") { upc: String! price: Int weight: Int name: String }',
    stock: `type Good @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external inStock: Boolean
      postage: Int @requires(fields: "price weight") postageLabel: String @requires(fields: "price weight") }`,
    opinions: `
      type Opinion @key(fields: "id") { id: ID! text: String author: Member @provides(fields: "login") good: Good }
      type Member @key(fields: "id") { id: ID! login: String @external opinions: [Opinion] }
      type Good @key(fields: "upc") { upc: String! opinions: [Opinion] }`,
  },
  world: () => {
    const me: Record<string, unknown> = { id: 'm1', name: 'Ann', login: 'ann' };
    const good: Record<string, unknown> = {
      upc: 'u1',
      name: 'Saw',
      price: 3,
      weight: 2,
      inStock: true,
      postage: 6,
      postageLabel: '#u1#',
    };
    const opinion = { id: 'o1', text: 'sharp', author: me, good };
    me.opinions = [opinion];
    good.opinions = [opinion];
    return { Query: { me, goods: [good] }, Member: [me], Good: [good], Opinion: [opinion] };
  },
  cases: [
    { query: '{ me { id name login } }', requestsMax: 1 },
    { query: '{ me { opinions { text author { login } } } }', requestsMax: 2 },
    { query: '{ goods { inStock postage } }', requestsMax: 2 },
    { query: '{ goods { upc weight price postage postageLabel } }', requestsMax: 2 },
    { query: '{ goods { postage opinions { author { id name login } good { postageLabel } } } }' },
    { query: '{ me { opinions { author { opinions { good { upc name postage } } } } } }' },
  ],
};

const requiresRequires: Suite = {
  feature: '@requires of @requires',
  sdls: {
    a: `type Query { good: Good } type Good @key(fields: "id") {
      id: ID! price: Float @override(from: "b") hasDiscount: Boolean @inaccessible }`,
    b: 'type Good @key(fields: "id") { id: ID! price: Float }',
    c: `type Good @key(fields: "id") {
      id: ID! price: Float @external hasDiscount: Boolean @external
      isDear: Boolean! @requires(fields: "price")
      isDearWithDiscount: Boolean! @requires(fields: "hasDiscount") }`,
    d: `type Good @key(fields: "id") {
      id: ID! isDear: Boolean! @external isDearWithDiscount: Boolean! @external
      canAfford: Boolean @requires(fields: "isDear")
      canAffordWithDiscount: Boolean @requires(fields: "isDearWithDiscount") }`,
  },
  world: () => {
    const good = {
      id: 'g1',
      price: 699.99,
      hasDiscount: true,
      isDear: true,
      isDearWithDiscount: false,
      canAfford: false,
      canAffordWithDiscount: true,
    };
    return { Query: { good }, Good: [good] };
  },
  cases: [
    { query: '{ good { canAfford } }', requestsMax: 3 },
    { query: '{ good { isDear } }', requestsMax: 2 },
    { query: '{ good { isDear canAfford } }', requestsMax: 3 },
    { query: '{ good { canAffordWithDiscount } }', requestsMax: 3 },
    { query: '{ good { canAfford canAffordWithDiscount price isDearWithDiscount } }' },
  ],
};

const requiresCircular: Suite = {
  feature: '@requires in a circle',
  sdls: {
    posts: `
      type Query { feed: [Post] }
      type Post @key(fields: "id") { id: ID! by: Author byExpert: Boolean! @requires(fields: "by { postCount }") }
      type Author @key(fields: "id") { id: ID! postCount: Int! @external }`,
    authors: `
      type Post @key(fields: "id") { id: ID! byNovice: Boolean! @requires(fields: "byExpert") byExpert: Boolean! @external }
      type Author @key(fields: "id") { id: ID! name: String! postCount: Int! }`,
  },
  world: () => {
    const authors = [
      { id: 'a1', name: 'Ann', postCount: 12 },
      { id: 'a2', name: 'Bo', postCount: 1 },
    ];
    const feed = authors.map((by, index) => ({ id: `p${index}`, by, byExpert: index === 0, byNovice: index === 1 }));
    return { Query: { feed }, Post: feed, Author: authors };
  },
  cases: [
    { query: '{ feed { byNovice } }' },
    { query: '{ feed { byExpert } }' },
    { query: '{ feed { id byNovice byExpert by { name postCount } } }' },
  ],
};

const requiresArguments: Suite = {
  feature: '@requires with arguments',
  sdls: {
    goods: `type Query { goods: [Good] } type Good @key(fields: "upc") { upc: String! name: String price(currency: String!): Int weight: Int }`,
    stock: `type Good @key(fields: "upc") {
      upc: String! weight: Int @external price(currency: String!): Int @external
      postage: Int @requires(fields: "price(currency: \\"USD\\") weight")
      postageEur: Int @requires(fields: "price(currency: \\"EUR\\") weight")
      isDear: Boolean @requires(fields: "price(currency: \\"USD\\")") }`,
    feed: `
      type Query { feed: [Post] }
      type Post @key(fields: "id") { id: ID! notes(limit: Int!): [Note] }
      type Note @key(fields: "id") { id: ID! owner: ID }`,
    authors: `
      type Post @key(fields: "id") { id: ID! notes(limit: Int!): [Note] @external author: Author @requires(fields: "notes(limit: 3) { owner }") }
      type Note @key(fields: "id") { id: ID! owner: ID @external text: String }
      type Author { id: ID! name: String }`,
  },
  world: () => {
    const price = ({ currency }: { currency: string }): number => (currency === 'EUR' ? 90 : 100);
    const goods = [{ upc: 'u1', name: 'Saw', weight: 2, price, postage: 200, postageEur: 180, isDear: true }];
    const notes = [1, 2, 3, 4].map((n) => ({ id: `n${n}`, owner: `o${n}`, text: `note ${n}` }));
    const feed = [
      { id: 'p1', notes: ({ limit }: { limit: number }) => notes.slice(0, limit), author: { id: 'o1', name: 'Ann' } },
    ];
    return { Query: { goods, feed }, Good: goods, Post: feed, Note: notes };
  },
  cases: [
    { query: '{ goods { postage postageEur isDear } }' },
    { query: '{ goods { upc postage price(currency: "EUR") } }' },
    { query: '{ goods { cheap: price(currency: "EUR") postageEur dear: price(currency: "USD") } }' },
    { query: '{ feed { author { name } } }' },
    { query: '{ feed { notes(limit: 1) { id text } author { id } } }' },
    {
      query: 'query ($limit: Int = 2) { feed { author { name } notes(limit: $limit) { owner text } } }',
      variables: { limit: 4 },
    },
    { query: 'fragment F on Post { notes(limit: 3) { text } author { name } } { feed { ...F } }' },
  ],
};

const requiresFragments: Suite = {
  feature: '@requires with fragments',
  sdls: {
    a: `
      type Query { a: Thing thing: Base }
      interface Base { id: ID! }
      interface Sub implements Base { id: ID! foo: String }
      type Thing @key(fields: "id") { id: ID! data: Base requirer: Int @shareable }
      type Foo implements Sub & Base @key(fields: "id") { id: ID! foo: String bar: Deep }
      type Bar implements Base @key(fields: "id") { id: ID! bar: String deep: Deep }
      type Deep { name: String }`,
    b: `
      type Query { b: Thing }
      interface Base { id: ID! }
      interface Sub implements Base { id: ID! foo: String }
      type Thing @key(fields: "id") {
        id: ID! data: Base @external
        word: String @requires(fields: "data { id ... on Foo { foo } ... on Bar { bar deep { name } } }")
        plain: String @requires(fields: "data { ... on Foo { foo bar { name } } }") }
      type Foo implements Sub & Base @key(fields: "id") { id: ID!  foo: String @external bar: Deep @external }
      type Bar implements Base @key(fields: "id") { id: ID! bar: String @external deep: Deep @external }
      type Deep { name: String @external }`,
  },
  world: () => {
    const foo = { id: 'f1', foo: 'foo', bar: { name: 'deep foo' } };
    const bar = { id: 'b1', bar: 'bar', deep: { name: 'deep bar' } };
    const thing = { id: 't1', data: foo, word: 'word of foo', plain: 'plain of foo' };
    const other = { id: 't2', data: bar, word: 'word of bar', plain: 'plain of bar' };
    return { Query: { a: thing, b: other, thing: bar }, Thing: [thing, other], Foo: [foo], Bar: [bar] };
  },
  cases: [
    { query: '{ a { word } }' },
    { query: '{ b { word } }' },
    { query: '{ a { plain } b { plain word } }' },
    { query: '{ a { data { id ... on Foo { foo } } word } }' },
    { query: '{ thing { id ... on Bar { deep { name } } } }' },
  ],
};

const requiresInterface: Suite = {
  feature: '@requires of an interface',
  sdls: {
    a: `
      type Query { a: Member }
      type Member @key(fields: "id") { id: ID name: String! address: Place @external city: String @requires(fields: "address { id }")
        country: String @requires(fields: "address { ... on Home { id } ... on Work { id } }") }
      interface Place { id: ID! }
      type Home implements Place @key(fields: "id") { id: ID! city: String }
      type Work implements Place @key(fields: "id") { id: ID! city: String }`,
    b: `
      type Query { b: Member }
      type Member @key(fields: "id") { id: ID address: Place @shareable }
      interface Place { id: ID! }
      type Home implements Place @key(fields: "id") { id: ID! street: String }
      type Work implements Place @key(fields: "id") { id: ID! street: String }
      type Second implements Place @key(fields: "id") { id: ID! city: String street: String }`,
  },
  world: () => {
    const home = { id: 'h1', city: 'Home city', street: 'Home street' };
    const work = { id: 'w1', city: 'Work city', street: 'Work street' };
    const a = { id: 'm1', name: 'Ann', address: home, city: 'city of h1', country: 'country of h1' };
    const b = { id: 'm2', name: 'Bo', address: work, city: 'city of w1', country: 'country of w1' };
    return { Query: { a, b }, Member: [a, b], Home: [home], Work: [work], Second: [] };
  },
  cases: [
    { query: '{ a { city } }' },
    { query: '{ b { city country } }' },
    { query: '{ a { address { id __typename ... on Home { city street } } country } }' },
    { query: '{ b { name address { __typename ... on Work { city } } } }' },
  ],
};

/** Suites of @requires. */
export const requiresSuites = [
  requiresProvides,
  requiresRequires,
  requiresCircular,
  requiresArguments,
  requiresFragments,
  requiresInterface,
];
