// What operations bring along: conditions, mutations, directives, and subgraphs written the older ways.
import type { Suite } from './suite.ts';

const oldGoods = (link: string, extend: string): Suite['sdls'] => ({
  people: `${link} type Query { one: Person provided: Person @provides(fields: "name") } ${extend} @key(fields: "id") { id: ID! @external name: String @external rid: ID }`,
  names: `${link} type Query { named: Person } type Person @key(fields: "id") { id: ID! name: String ${link === '#\n' ? '' : '@shareable'} }`,
  rids: `${link} ${extend} @key(fields: "id") { id: ID! @external name: String @external greeting: String @requires(fields: "name") }`,
});

const oldWorld = () => {
  const person = { id: 'p1', rid: 'r1', name: 'Ann', greeting: 'Hello Ann' };
  return { Query: { one: person, provided: person, named: person }, Person: [person] };
};

const oldCases: Suite['cases'] = [
  { query: '{ one { id name rid } }' },
  { query: '{ one { greeting } }' },
  { query: '{ provided { name id } }', requestsMax: 1 },
  { query: '{ named { rid greeting name } }' },
];

const federationTwo =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@extends", "@shareable"])';

const old: readonly Suite[] = [
  {
    feature: 'federation 1, extend type',
    sdls: oldGoods('#\n', 'extend type Person'),
    world: oldWorld,
    cases: oldCases,
  },
  {
    feature: 'federation 1, @extends',
    sdls: oldGoods('#\n', 'type Person @extends'),
    world: oldWorld,
    cases: oldCases,
  },
  {
    feature: 'federation 2, extend type',
    sdls: oldGoods(federationTwo, 'extend type Person'),
    world: oldWorld,
    cases: oldCases,
  },
  {
    feature: 'federation 2, @extends',
    sdls: oldGoods(federationTwo, 'type Person @extends'),
    world: oldWorld,
    cases: oldCases,
  },
];

const resolvableExtends: Suite = {
  feature: 'federation 1 and 2 beside each other',
  sdls: {
    a: '#\n type Query { goodA: Good } type Good @extends @key(fields: "id") { id: ID! @external name: String! @external }',
    b: `${federationTwo} type Query { goodB: Good } type Good @key(fields: "id") @key(fields: "upc") { id: ID! upc: String! name: String! }`,
    c: '#\n type Good @key(fields: "upc") { upc: String! price: Float! }',
  },
  world: () => {
    const good = { id: 'g1', upc: 'u1', name: 'Saw', price: 9.5 };
    return { Query: { goodA: good, goodB: good }, Good: [good] };
  },
  cases: [{ query: '{ goodA { id name price upc } }' }, { query: '{ goodB { id name price } }' }],
};

const mysteriousExternal: Suite = {
  feature: '@external that nobody uses',
  sdls: {
    inventory: '#\n type Query { good: Good } type Good @key(fields: "id") { id: ID! name: String }',
    price: '#\n extend type Good @key(fields: "id") { id: ID! @external price: Float! name: String @external }',
  },
  world: () => {
    const good = { id: 'g1', name: 'Saw', price: 9.5 };
    return { Query: { good }, Good: [good] };
  },
  cases: [{ query: '{ good { id name price } }' }, { query: '{ good { price } }' }],
};

const conditions: Suite = {
  feature: '@include and @skip',
  sdls: {
    a: 'type Query { good: Good } type Good @key(fields: "id") { id: ID! price: Float }',
    b: 'type Good @key(fields: "id") { id: ID! price: Float @external isDear: Boolean! @requires(fields: "price") neverAsked: String! @requires(fields: "price") }',
    c: 'type Good @key(fields: "id") { id: ID! isDear: Boolean! @external include: Boolean! @requires(fields: "isDear") skip: Boolean! @requires(fields: "isDear") }',
  },
  world: () => {
    const good = {
      id: 'g1',
      price: 700,
      isDear: true,
      include: true,
      skip: false,
      neverAsked: new Error('asked all the same'),
    };
    return { Query: { good }, Good: [good] };
  },
  cases: [
    { query: 'query ($on: Boolean = false) { good { id price neverAsked @include(if: $on) } }' },
    { query: 'query ($on: Boolean = true) { good { id price neverAsked @skip(if: $on) } }' },
    { query: 'query ($on: Boolean! = true) { good { id include @include(if: $on) skip @skip(if: $on) } }' },
    {
      query:
        'query ($on: Boolean!) { good { ... @include(if: $on) { include } ...F @skip(if: $on) } } fragment F on Good { neverAsked }',
      variables: { on: true },
    },
    {
      query:
        'query ($a: Boolean!, $b: Boolean!) { good { skip @include(if: $a) @skip(if: $b) isDear @include(if: $b) } good @skip(if: $a) { neverAsked } }',
      variables: { a: true, b: false },
    },
  ],
};

const mutations: Suite = {
  feature: 'mutations',
  sdls: {
    a: `
      type Query { good(id: ID!): Good goods: [Good] }
      type Mutation { addGood(input: NewGood!): Good! multiply(by: Int!, id: String!): Int! addAisle(name: String!): Aisle! @shareable }
      input NewGood { name: String! price: Float! }
      type Good @key(fields: "id") { id: ID! name: String! price: Float! }
      type Aisle @key(fields: "id") { id: ID! name: String! @shareable }`,
    b: `
      type Mutation { remove(id: String!): Int! addAisle(name: String!): Aisle! @shareable }
      type Good @key(fields: "id") { id: ID! price: Float! @external isDear: Boolean! @requires(fields: "price") isHere: Boolean! }
      type Aisle @key(fields: "id") { id: ID! name: String! @shareable }`,
    c: 'type Mutation { add(number: Int!, id: String!): Int! }',
  },
  world: () => {
    const goods: Record<string, unknown>[] = [{ id: 'g1', name: 'Saw', price: 9.5, isDear: false, isHere: true }];
    const numbers = new Map<string, number>();
    const change = (id: string, to: (number: number) => number): number => {
      const number = to(numbers.get(id) ?? 0);
      numbers.set(id, number);
      return number;
    };
    return {
      Query: { good: ({ id }: { id: string }) => goods.find((good) => good.id === id) ?? null, goods },
      Mutation: {
        addGood: ({ input }: { input: { price: number } }) => {
          const good = {
            id: `g${goods.length + 1}`,
            isDear: input.price > 100,
            isHere: true,
            __typename: 'Good',
            ...input,
          };
          goods.push(good);
          return good;
        },
        add: ({ number, id }: { number: number; id: string }) => change(id, (one) => one + number),
        multiply: ({ by, id }: { by: number; id: string }) => change(id, (one) => one * by),
        remove: ({ id }: { id: string }) => change(id, (one) => one),
        addAisle: ({ name }: { name: string }) => ({ __typename: 'Aisle', id: `a-${name}`, name }),
      },
      Good: goods,
      Aisle: [],
    };
  },
  cases: [
    { query: 'mutation { addGood(input: { name: "Nail", price: 599.99 }) { name price isDear isHere } }' },
    { query: '{ good(id: "g1") { isDear isHere } }' },
    {
      query:
        'mutation ($id: String!) { five: add(number: 5, id: $id) ten: multiply(by: 2, id: $id) twelve: add(number: 2, id: $id) final: remove(id: $id) }',
      variables: { id: 'x' },
    },
    { query: 'mutation { addAisle(name: "Tools") { id name } }' },
    {
      query:
        'mutation { a: addAisle(name: "One") { name } add(number: 1, id: "y") b: addAisle(name: "Two") { id } multiply(by: 3, id: "y") }',
    },
    {
      query:
        'mutation { one: addGood(input: { name: "A", price: 1 }) { id isDear } two: addGood(input: { name: "B", price: 200 }) { id isDear isHere } remove(id: "z") }',
    },
  ],
};

const executableDirectives: Suite = {
  feature: 'directives of a subgraph’s own in a query, which the planner would drop, are refused',
  sdls: {
    a: 'directive @shade(by: Int! = 3, kind: String = "x") on FIELD | QUERY type Query { a: Good } type Good @key(fields: "id") { id: ID! a: String }',
    b: 'directive @shade(by: Int! = 3, kind: String = "x") on FIELD | QUERY type Query { b: Good } type Good @key(fields: "id") { id: ID! b: String }',
  },
  world: () => {
    const good = { id: 'g1', a: 'a', b: 'b' };
    return { Query: { a: good, b: good }, Good: [good] };
  },
  cases: [
    // Answered without them it would be as if they had not been asked for (gateway/federation/public-schema.ts).
    { query: '{ a { id a @shade b } }', expected: { data: null, errors: true } },
    { query: 'query Q @shade(by: 4) { a { b @shade(kind: "y") } b { a } }', expected: { data: null, errors: true } },
    { query: 'query ($n: Int! = 5) { b { a @shade(by: $n) } }', expected: { data: null, errors: true } },
    { query: '{ a { id a b } }' },
  ],
};

/** Suites of operations and of older subgraphs. */
export const operationSuites = [
  ...old,
  resolvableExtends,
  mysteriousExternal,
  conditions,
  mutations,
  executableDirectives,
];
