// Entities by their keys: from one subgraph to the next, by several keys, by nested ones, by none.
import type { Suite } from './suite.ts';

const simpleEntity: Suite = {
  feature: 'simple entity call',
  sdls: {
    badges: 'type Query { holder: Holder } type Holder @key(fields: "id") { id: ID! mail: String @shareable }',
    names: 'type Holder @key(fields: "mail") { mail: String name: String }',
    ranks: 'type Holder @key(fields: "id") { id: ID! mail: String @shareable rank: Int }',
  },
  world: () => {
    const holder = { id: 'h1', mail: 'h1@example', name: 'Ann', rank: 4 };
    return { Query: { holder }, Holder: [holder] };
  },
  cases: [
    { query: '{ holder { name } }', requestsMax: 2 },
    { query: '{ holder { id mail name rank } }', requestsMax: 3 },
  ],
};

const complexEntity: Suite = {
  feature: 'complex entity call',
  sdls: {
    goods: `
      type Query { top: Shelf! }
      type Shelf @key(fields: "goods { id }") { goods: [Good!]! }
      type Good @key(fields: "id") { id: ID! aisle: Aisle @shareable }
      type Aisle @key(fields: "id") { id: ID! lead: Good! @shareable }`,
    links: `
      type Shelf @key(fields: "goods { id sku }") { goods: [Good!]! picked: Good @shareable }
      type Good @key(fields: "id sku") { id: ID! sku: String }`,
    prices: `
      type Shelf @key(fields: "goods { id sku aisle { id mark } } picked { id }") {
        goods: [Good!]! picked: Good @shareable first: Good
      }
      type Good @key(fields: "id sku aisle { id mark }") { id: ID! sku: String aisle: Aisle price: Price }
      type Price { amount: Float! }
      type Aisle @key(fields: "id mark") { id: ID! mark: String }`,
    catalogue: `
      type Good @key(fields: "id") { id: ID! sku: String @shareable aisle: Aisle @shareable }
      type Aisle @key(fields: "id") { id: ID! lead: Good! @shareable mark: String @shareable }`,
  },
  world: () => {
    const aisle: Record<string, unknown> = { id: 'a1', mark: 'tools' };
    const saw = { id: 'g1', sku: 's1', aisle, price: { amount: 1.5 } };
    const nail = { id: 'g2', sku: 's2', aisle, price: { amount: 0.25 } };
    aisle.lead = saw;
    const shelf = { goods: [saw, nail], picked: nail, first: saw };
    return { Query: { top: shelf }, Shelf: [shelf], Good: [saw, nail], Aisle: [aisle] };
  },
  cases: [
    {
      query:
        '{ top { goods { id sku price { amount } aisle { mark lead { id sku } id } } picked { id } first { id sku } } }',
    },
    { query: '{ top { goods { aisle { lead { price { amount } aisle { id } } } } } }' },
  ],
};

const keysMashup: Suite = {
  feature: 'keys mashup',
  sdls: {
    one: `
      type Part @key(fields: "id") @key(fields: "id compose { one two }") @key(fields: "whole { id }") { id: ID! whole: Whole compose: Compose }
      type Whole { id: ID! }
      type Compose { one: ID! two: ID! }
      type Query { parts: [Part!] }`,
    two: `
      type Query { box: Box }
      type Box @key(fields: "id") { id: ID! parts: [Part!] }
      type Part @key(fields: "id", resolvable: false) @key(fields: "id compose { one two }") {
        id: ID! compose: Compose @external inTwo: String @requires(fields: "compose { one two }")
      }
      type Compose { one: ID! @external two: ID! @external }`,
    three: 'type Part @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const parts = ['1', '2'].map((id) => ({
      id,
      whole: { id },
      compose: { one: `o${id}`, two: `t${id}` },
      inTwo: `in two ${id}`,
      name: `part ${id}`,
    }));
    const box = { id: 'b1', parts };
    return { Query: { parts, box }, Part: parts, Box: [box] };
  },
  cases: [{ query: '{ box { id parts { id name inTwo } } }' }, { query: '{ parts { inTwo name } }' }],
};

const nullKeys: Suite = {
  feature: 'null keys',
  sdls: {
    shelves:
      'type Query { holdings: [Holding!] } type Holding { copy: Copy } type Copy @key(fields: "code") { code: ID! }',
    copies: `type Copy @key(fields: "id") @key(fields: "code") { id: ID code: ID! }`,
    writers:
      'type Copy @key(fields: "id") { id: ID writer: Writer } type Writer @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const written = { code: 'c1', id: '1', writer: { id: 'w1', name: 'Ann' } };
    const unknown = { code: 'c2', id: null, writer: null };
    const anonymous = { code: 'c3', id: '3', writer: null };
    return {
      Query: { holdings: [{ copy: written }, { copy: unknown }, { copy: null }, { copy: anonymous }] },
      Copy: [written, unknown, anonymous],
      Writer: [written.writer],
    };
  },
  cases: [{ query: '{ holdings { copy { code writer { name } } } }' }],
};

const parentEntity: Suite = {
  feature: 'parent entity call',
  sdls: {
    goods: `
      type Query { goods: [Good] }
      type Good @key(fields: "id sku") { id: ID! sku: ID! }`,
    aisles: `
      type Good @key(fields: "id sku") { id: ID! sku: ID! aisle: Aisle @shareable }
      type Aisle @shareable { note: Note }
      type Note { text: String count: Int }`,
    marks: `
      type Good @key(fields: "id sku") { id: ID! sku: ID! aisle: Aisle @shareable }
      type Aisle @shareable { mark: String }`,
  },
  world: () => {
    const goods = [1, 2].map((n) => ({
      id: `g${n}`,
      sku: `s${n}`,
      aisle: { note: { text: `note ${n}`, count: n }, mark: `mark ${n}` },
    }));
    return { Query: { goods }, Good: goods };
  },
  cases: [
    { query: '{ goods { id aisle { mark note { text count } } } }', requestsMax: 3 },
    { query: '{ goods { aisle { note { text } } } }', requestsMax: 2 },
  ],
};

const parentEntityComplex: Suite = {
  feature: 'parent entity call, complex',
  sdls: {
    notes:
      'type Good @key(fields: "id") { id: ID! aisle: Aisle @shareable } type Aisle { id: ID! @shareable note: String }',
    ids: 'type Good @key(fields: "id") { id: ID! aisle: Aisle @shareable } type Aisle @key(fields: "id") { id: ID! }',
    names: 'type Aisle @key(fields: "id") { id: ID! name: String }',
    ways: 'type Query { goodOf(pick: String): Good } type Good @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const aisle = { id: 'a1', name: 'Tools', note: 'Note of g1' };
    const good = { id: 'g1', name: 'Saw', aisle };
    return { Query: { goodOf: () => good }, Good: [good], Aisle: [aisle] };
  },
  cases: [{ query: '{ goodOf(pick: "x") { id name aisle { id name note } } }' }],
};

const indirectKeys: Suite = {
  feature: 'keys on the way (external extension)',
  sdls: {
    people:
      'type Query { one: Person random: Person } type Person @key(fields: "id") { id: ID! rid: ID @shareable name: String @shareable }',
    rids: 'type Query { byRid(rid: ID!): Person } extend type Person @key(fields: "id") @key(fields: "rid") { id: ID! @external rid: ID @external nick: String }',
    ids: 'type Query { providedRandom: Person @provides(fields: "name") } extend type Person @key(fields: "id") { id: ID! @external name: String @external age: Int }',
  },
  world: () => {
    const person = { id: 'p1', rid: 'r1', name: 'Ann', nick: 'A', age: 30 };
    return {
      Query: { one: person, random: person, byRid: () => person, providedRandom: person },
      Person: [person],
    };
  },
  cases: [
    { query: '{ one { id name nick age } }' },
    { query: '{ random { nick } }' },
    { query: '{ byRid(rid: "r1") { nick } }', requestsMax: 1 },
    { query: '{ providedRandom { name id } }', requestsMax: 1 },
    { query: '{ providedRandom { name nick } }' },
  ],
};

/** Suites of keys. */
export const keySuites = [
  simpleEntity,
  complexEntity,
  keysMashup,
  nullKeys,
  parentEntity,
  parentEntityComplex,
  indirectKeys,
];
