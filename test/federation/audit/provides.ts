// @provides, @external as older subgraphs write it, and @override.
import type { Suite } from './suite.ts';

const nestedProvides: Suite = {
  feature: 'nested @provides',
  sdls: {
    goods: `
      type Query { goods: [Good] @provides(fields: "aisles { id name }") all: [Good] }
      type Good @key(fields: "id") { id: ID! aisles: [Aisle] @external }
      type Aisle @key(fields: "id") { id: ID! name: String @external }`,
    aisles: `
      type Good @key(fields: "id") { id: ID! aisles: [Aisle] @shareable }
      type Aisle @key(fields: "id") { id: ID! name: String @shareable parts: [Part] }
      type Part @key(fields: "id") { id: ID! name: String }`,
  },
  world: () => {
    const parts = [{ id: 'p1', name: 'Left' }];
    const aisle = { id: 'a1', name: 'Tools', parts };
    const good = { id: 'g1', aisles: [aisle] };
    return { Query: { goods: [good], all: [good] }, Good: [good], Aisle: [aisle], Part: parts };
  },
  cases: [
    { query: '{ goods { id aisles { id name } } }', requestsMax: 1 },
    { query: '{ goods { aisles { name parts { name } } } }', requestsMax: 2 },
    { query: '{ all { aisles { name } } }', requestsMax: 2 },
  ],
};

const mediaWorld = () => {
  const dog = { id: 'd1', name: 'Rex' };
  const cat = { id: 'c1', name: 'Tom' };
  const novel = { id: 'n1', title: 'Novel', beasts: [dog, cat] };
  const play = { id: 'p1', title: 'Play', beasts: [cat] };
  return { Query: { medium: novel, media: [novel, play] }, Novel: [novel], Play: [play], Dog: [dog], Cat: [cat] };
};

const providesOnInterface: Suite = {
  feature: '@provides on an interface',
  sdls: {
    first: `
      type Query { medium: Medium @provides(fields: "beasts { id name }") @shareable media: [Medium] @shareable }
      interface Medium { id: ID! beasts: [Beast] }
      interface Beast { id: ID! name: String }
      type Novel implements Medium @key(fields: "id") { id: ID! beasts: [Beast] @external }
      type Play implements Medium @key(fields: "id") { id: ID! beasts: [Beast] @external }
      type Dog implements Beast @key(fields: "id") { id: ID! @external name: String @external }
      type Cat implements Beast @key(fields: "id") { id: ID! @external name: String @external }`,
    second: `
      interface Medium { id: ID! beasts: [Beast] }
      interface Beast { id: ID! name: String }
      type Novel implements Medium @key(fields: "id") { id: ID! beasts: [Beast] @shareable title: String }
      type Play implements Medium @key(fields: "id") { id: ID! beasts: [Beast] @shareable title: String }
      type Dog implements Beast @key(fields: "id") { id: ID! @shareable name: String @shareable age: Int }
      type Cat implements Beast @key(fields: "id") { id: ID! @shareable name: String @shareable age: Int }`,
  },
  world: mediaWorld,
  cases: [
    { query: '{ medium { id beasts { id name } } }', requestsMax: 1 },
    { query: '{ medium { beasts { id name ... on Dog { age } ... on Cat { age } } } }' },
    { query: '{ media { id beasts { name } ... on Novel { title } } }' },
    { query: '{ medium { beasts { name ... on Cat { id age } } ... on Novel { title } } }' },
  ],
};

const providesOnUnion: Suite = {
  feature: '@provides on a union',
  sdls: {
    first: `
      type Query { media: [Medium] @provides(fields: "... on Novel { title } ... on Play { title }") @shareable other: [Medium] }
      union Medium = Novel | Play | Song
      type Novel @key(fields: "id") { id: ID! title: String @external }
      type Play @key(fields: "id") { id: ID! title: String @external }
      type Song @key(fields: "id") { id: ID! }`,
    second: `
      type Novel @key(fields: "id") { id: ID! title: String @shareable pages: Int }
      type Play @key(fields: "id") { id: ID! title: String @shareable acts: Int }
      type Song @key(fields: "id") { id: ID! title: String }`,
  },
  world: () => {
    const novel = { id: 'n1', title: 'Novel', pages: 300 };
    const play = { id: 'p1', title: 'Play', acts: 5 };
    const song = { id: 's1', title: 'Song' };
    const media = [novel, play, song];
    return { Query: { media, other: media }, Novel: [novel], Play: [play], Song: [song] };
  },
  cases: [
    { query: '{ media { ... on Novel { id title } ... on Play { title } } }', requestsMax: 1 },
    { query: '{ media { ... on Novel { title } ... on Song { id title } } }', requestsMax: 2 },
    { query: '{ other { __typename ... on Novel { title pages } ... on Play { acts title } } }' },
  ],
};

const overrideSimple: Suite = {
  feature: 'simple @override',
  sdls: {
    old: 'type Query { feed: [Post] @shareable oldFeed: [Post] } type Post @key(fields: "id") { id: ID! madeAt: String author: String }',
    new: 'type Query { feed: [Post] @shareable newFeed: [Post] } type Post @key(fields: "id") { id: ID! madeAt: String @override(from: "old") }',
  },
  world: () => {
    const feed = [{ id: '1', madeAt: 'monday', author: 'Ann' }];
    return { Query: { feed, oldFeed: feed, newFeed: feed }, Post: feed };
  },
  cases: [
    { query: '{ feed { id madeAt } }' },
    { query: '{ oldFeed { madeAt author } }', requestsMax: 2 },
    { query: '{ newFeed { id madeAt } }', requestsMax: 1 },
  ],
};

const overrideMissing: Suite = {
  feature: '@override of a subgraph that is not there',
  sdls: {
    a: 'type Query { feedA: [Post] } type Post @key(fields: "id") { id: ID! madeAt: String @shareable }',
    b: 'type Query { feedB: [Post] } type Post @key(fields: "id") { id: ID! madeAt: String @shareable @override(from: "gone") }',
  },
  world: () => {
    const feed = [{ id: '1', madeAt: 'monday' }];
    return { Query: { feedA: feed, feedB: feed }, Post: feed };
  },
  cases: [
    { query: '{ feedA { id madeAt } }', requestsMax: 1 },
    { query: '{ feedB { id madeAt } }', requestsMax: 1 },
  ],
};

const overrideInterface: Suite = {
  feature: '@override of a type’s interface field',
  sdls: {
    a: `
      type Query { feed: [Post] }
      interface Post { id: ID! madeAt: String }
      type Image implements Post @key(fields: "id") { id: ID! madeAt: String }
      type Words implements Post @key(fields: "id") { id: ID! madeAt: String @override(from: "b") }`,
    b: `
      type Query { other: [Other] any: [Post] }
      interface Post { id: ID! madeAt: String }
      interface Other { id: ID! madeAt: String }
      type Words implements Post & Other @key(fields: "id") { id: ID! madeAt: String body: String }
      type Image implements Post & Other @key(fields: "id") { id: ID! madeAt: String @override(from: "a") }`,
  },
  world: () => {
    const image = { id: 'i1', madeAt: 'monday' };
    const words = { id: 'w1', madeAt: 'tuesday', body: 'body' };
    return { Query: { feed: [image, words], other: [words, image], any: [words] }, Image: [image], Words: [words] };
  },
  cases: [
    { query: '{ feed { id madeAt } }' },
    { query: '{ feed { id ... on Words { id madeAt body } ... on Image { madeAt } } }' },
    { query: '{ other { id madeAt } }' },
    { query: '{ other { id ... on Words { madeAt } } any { madeAt } }' },
  ],
};

const overrideRequires: Suite = {
  feature: '@override with @requires',
  sdls: {
    a: 'type Query { inA: Person } type Person @key(fields: "id") { id: ID! name: String @shareable aName: String }',
    b: `type Query { inB: Person } type Person @key(fields: "id") {
      id: ID! name: String @shareable bName: String cName: String }`,
    c: `type Query { inC: Person } type Person @key(fields: "id") {
      id: ID! aName: String @external cName: String @override(from: "b") @requires(fields: "aName") }`,
  },
  world: () => {
    const person = { id: 'p1', name: 'Ann', aName: 'a-Ann', bName: 'b-Ann', cName: 'c-a-Ann' };
    return { Query: { inA: person, inB: person, inC: person }, Person: [person] };
  },
  cases: [
    { query: '{ inA { id name aName cName } }' },
    { query: '{ inB { bName cName } }' },
    { query: '{ inC { cName aName } }' },
    { query: '{ inC { name bName cName } }' },
  ],
};

/** Suites of @provides and @override. */
export const providesSuites = [
  nestedProvides,
  providesOnInterface,
  providesOnUnion,
  overrideSimple,
  overrideMissing,
  overrideInterface,
  overrideRequires,
];
