// Interfaces and unions whose members are spread over subgraphs.
import type { Suite } from './suite.ts';

const abstractTypes: Suite = {
  feature: 'abstract types',
  sdls: {
    press: `
      type Query { items: [Item] similar(id: ID!): [Item] publisher(id: ID!): Publisher publishers: [Publisher] }
      interface Item { id: ID! dimensions: Size similar: [Item] publisher: Publisher }
      type Novel implements Item @key(fields: "id") { id: ID! dimensions: Size @external similar: [Item] @shareable publisher: Publisher }
      type Journal implements Item @key(fields: "id") { id: ID! dimensions: Size @external similar: [Item] @shareable publisher: Publisher
        freight: String @requires(fields: "dimensions { depth }") }
      union Publisher = House | Self
      type House @key(fields: "id") { id: ID! name: String }
      type Self { email: String }
      type Size @shareable { depth: Int weight: Float }`,
    stock: `
      interface Item { id: ID! dimensions: Size }
      type Novel implements Item @key(fields: "id") { id: ID! dimensions: Size @shareable sku: String }
      type Journal implements Item @key(fields: "id") { id: ID! dimensions: Size @shareable sku: String issue: Int }
      type Size @shareable { depth: Int weight: Float }`,
    reviews: `
      type Query { reviews: [Review] }
      interface Item { id: ID! reviewCount: Int reviews: [Review] }
      type Novel implements Item @key(fields: "id") { id: ID! reviewCount: Int reviews: [Review] similar: [Item] @shareable }
      type Journal implements Item @key(fields: "id") { id: ID! reviewCount: Int reviews: [Review] similar: [Item] @shareable }
      type Review { id: Int! text: String item: Item }`,
    houses: 'type House @key(fields: "id") { id: ID! city: String }',
  },
  world: () => {
    const house = { id: 'h1', name: 'House', city: 'Basel' };
    const size = { depth: 3, weight: 0.5 };
    const novel: Record<string, unknown> = { id: 'n1', dimensions: size, sku: 'n', publisher: house, reviewCount: 1 };
    const journal: Record<string, unknown> = {
      id: 'j1',
      dimensions: size,
      sku: 'j',
      issue: 4,
      freight: 'f3',
      reviewCount: 0,
      reviews: [],
    };
    journal.publisher = { __typename: 'Self', email: 'self@example' };
    journal.similar = [novel];
    novel.similar = [journal, novel];
    const review = { id: 7, text: 'good', item: novel };
    novel.reviews = [review];
    const items = [novel, journal];
    return {
      Query: {
        items,
        similar: () => items,
        publisher: () => house,
        publishers: [house, journal.publisher],
        reviews: [review],
      },
      Novel: [novel],
      Journal: [journal],
      House: [house],
    };
  },
  cases: [
    { query: '{ items { id reviewCount } }' },
    { query: '{ items { __typename id dimensions { depth } } }' },
    { query: '{ items { ... on Novel { sku } ... on Journal { issue freight } } }' },
    { query: '{ items { publisher { __typename ... on House { name city } ... on Self { email } } } }' },
    { query: '{ publishers { ... on House { id city } ... on Self { email __typename } } }' },
    { query: '{ similar(id: "n1") { id similar { id reviewCount ... on Journal { sku } } } }' },
    {
      query:
        '{ reviews { text item { id __typename dimensions { weight } ... on Novel { publisher { ... on House { city } } } } } }',
    },
    {
      query: 'query ($id: ID!) { publisher(id: $id) { ...P } } fragment P on Publisher { ... on House { name city } }',
      variables: { id: 'h1' },
    },
    { query: '{ items { ...I } } fragment I on Item { id reviews { id item { ... on Novel { id sku } } } }' },
    { query: '{ items { ... on Item { ... on Novel { id reviewCount dimensions { depth weight } } } } }' },
    { query: '{ items { reviews { item { reviews { text } } } similar { similar { id dimensions { weight } } } } }' },
  ],
};

const circularInterface: Suite = {
  feature: 'circular reference through an interface',
  sdls: {
    a: `type Query { good: Good } interface Good { samePrice: [Good] } type Novel implements Good @key(fields: "id") { id: ID! samePrice: [Novel!] @shareable }`,
    b: 'type Novel @key(fields: "id") { id: ID! price: Float }',
  },
  world: () => {
    const novels: Record<string, unknown>[] = [
      { id: '1', price: 9.5 },
      { id: '2', price: 9.5 },
    ];
    for (const novel of novels) novel.samePrice = novels;
    return { Query: { good: novels[0] }, Novel: novels };
  },
  cases: [
    { query: '{ good { samePrice { __typename ... on Novel { id price } } } }' },
    { query: '{ good { samePrice { samePrice { __typename ... on Novel { id samePrice { price } } } } } }' },
  ],
};

const nodes: Suite = {
  feature: 'node interface over several subgraphs',
  sdls: {
    node: 'type Query { productNode: Node categoryNode: Node nodes: [Node] } interface Node { id: ID! } type Good implements Node @key(fields: "id") { id: ID! } type Aisle implements Node @key(fields: "id") { id: ID! }',
    more: 'type Good @key(fields: "id") { id: ID! name: String! aisle: Aisle } type Aisle @key(fields: "id") { id: ID! } ',
    types: 'interface Node { id: ID! } type Aisle implements Node @key(fields: "id") { id: ID! name: String }',
  },
  world: () => {
    const aisle = { id: 'a1', name: 'Tools' };
    const good = { id: 'g1', name: 'Saw', aisle };
    return { Query: { productNode: good, categoryNode: aisle, nodes: [good, aisle] }, Good: [good], Aisle: [aisle] };
  },
  cases: [
    {
      query:
        '{ productNode { __typename id ... on Good { name aisle { name } } ... on Aisle { label: name } } categoryNode { __typename id ... on Aisle { name } } }',
    },
    { query: '{ nodes { id } categoryNode { id } }', requestsMax: 1 },
    { query: '{ nodes { ... on Good { aisle { id name } } ... on Aisle { id } } }' },
  ],
};

const corrupted: Suite = {
  feature: 'a supergraph whose Node lost an implementation',
  sdls: {
    a: `type Query { node(id: ID!): Node account(id: ID!): Account }
      interface Node { id: ID! } type Chat implements Node @key(fields: "id") { id: ID! text: String! account: Account! } type Account @key(fields: "id") { id: ID! }`,
    b: `type Query { chat(id: ID!): Chat } type Chat @key(fields: "id") { id: ID! room: String }
      interface Node { id: ID! } type Account implements Node @key(fields: "id") { id: ID! login: String! chats: [Chat!]! }`,
  },
  world: () => {
    const account: Record<string, unknown> = { id: 'a1', login: 'ann' };
    const chat = { id: 'c1', text: 'hello', room: 'r1', account };
    account.chats = [chat];
    return { Query: { node: () => chat, account: () => account, chat: () => chat }, Chat: [chat], Account: [account] };
  },
  corrupt: (sdl) => sdl.replace(/@join__implements\(graph: A, interface: "Node"\)/, ''),
  cases: [
    { query: '{ account(id: "a1") { id login } }' },
    { query: '{ chat(id: "c1") { id text account { id login } } }' },
    { query: '{ account(id: "a1") { chats { text room account { chats { id } } } } }' },
    { query: '{ chat(id: "c1") { __typename id room } }', requestsMax: 1 },
  ],
};

const distributed: Suite = {
  feature: 'unions and interfaces spread over subgraphs',
  sdls: {
    a: `
      type Query { things: [Thing] node(id: ID!): Node nodes: [Node] toasters: [Toaster] }
      union Thing = Toaster | Oven
      interface Node { id: ID! }
      type Toaster implements Node @key(fields: "id") { id: ID! }
      type Oven @key(fields: "id") { id: ID! }`,
    b: `
      interface Node { id: ID! }
      type Toaster @key(fields: "id") { id: ID! warranty: Int }
      type Oven implements Node @key(fields: "id") { id: ID! warranty: Int }`,
  },
  world: () => {
    const toaster = { id: 't1', warranty: 3 };
    const oven = { id: 'o1', warranty: 5 };
    return {
      Query: { things: [toaster, oven], node: () => toaster, nodes: [toaster], toasters: [toaster] },
      Toaster: [toaster],
      Oven: [oven],
    };
  },
  cases: [
    { query: '{ things { ... on Node { id } } }' },
    { query: '{ things { __typename ... on Node { id ... on Oven { warranty } } } }' },
    { query: '{ things { ... on Oven { id warranty } ... on Toaster { warranty } } }' },
    { query: '{ nodes { id __typename ... on Oven { warranty } } toasters { ... on Node { id } } }' },
    { query: '{ node(id: "t1") { ... on Oven { warranty } id } }' },
    { query: '{ node(id: "t1") { ... on Toaster { warranty } } }' },
    { query: '{ toasters { ... on Node { id ... on Toaster { warranty } } } }' },
  ],
};

const unionIntersection: Suite = {
  feature: 'unions with different members',
  sdls: {
    a: `
      type Query { media: Media @shareable novel: Media @shareable view: Viewer @shareable aMedia: AMedia }
      union Media = Novel | Film
      union AMedia = Novel
      type Novel @key(fields: "id") { id: ID! title: String! aTitle: String! }
      type Film @shareable { title: String! }
      type Viewer { media: View @shareable novel: View @shareable }
      union View = Novel | Film`,
    b: `
      type Query { media: Media @shareable novel: Media @shareable view: Viewer @shareable }
      union Media = Novel | Song
      type Novel @key(fields: "id") { id: ID! bTitle: String! }
      type Song { title: String! bTitle: String! }
      type Viewer { media: View @shareable novel: View @shareable bOnly: View }
      union View = Novel | Song`,
  },
  world: () => {
    const novel = { id: 'n1', title: 'Novel', aTitle: 'a', bTitle: 'b' };
    return {
      Query: { media: novel, novel, aMedia: novel, view: { media: novel, novel, bOnly: novel } },
      Novel: [novel],
    };
  },
  cases: [
    { query: '{ media { __typename ... on Novel { title } ... on Film { title } ... on Song { title } } }' },
    { query: '{ novel { ... on Novel { title aTitle bTitle } ... on Song { bTitle } } }' },
    { query: '{ view { media { __typename ... on Novel { title bTitle } ... on Film { title } } } }' },
    { query: '{ view { novel { ... on Novel { aTitle } ... on Song { bTitle } } bOnly { ... on Novel { title } } } }' },
    { query: '{ aMedia { __typename ... on Novel { bTitle } } media { ... on Song { title } } }' },
  ],
};

/** Suites of interfaces and unions. */
export const abstractSuites = [abstractTypes, circularInterface, nodes, corrupted, distributed, unionIntersection];
