// Unions of which each subgraph knows other members, below fields that several of them answer.
import type { Suite } from './suite.ts';

const partial: Suite = {
  feature: 'partial unions',
  sdls: {
    a: `
      type Query { order: Order }
      type Order @key(fields: "id") { id: ID! parcel: Parcel @shareable }
      type Parcel @shareable { acts: [Act!]! }
      union Act = Sent | Paid
      type Sent @shareable { at: String }
      type Paid { amount: Int }`,
    b: `
      type Order @key(fields: "id") { id: ID! parcel: Parcel @shareable weight: Int }
      type Parcel @shareable { acts: [Act!]! }
      union Act = Sent | Back
      type Sent @shareable { at: String }
      type Back { why: String }`,
  },
  world: () => {
    const sent = { __typename: 'Sent', at: 'noon' };
    const order = { id: 'o1', parcel: { acts: [sent] }, weight: 3 };
    return { Query: { order }, Order: [order] };
  },
  cases: [
    { query: '{ order { parcel { acts { __typename ... on Sent { at } } } } }' },
    { query: '{ order { parcel { acts { ... on Sent { at } ... on Paid { amount } ... on Back { why } } } } }' },
    { query: '{ order { weight parcel { acts { ... on Back { why } } } } }' },
  ],
};

const partialDeep: Suite = {
  feature: 'partial unions behind an entity',
  sdls: {
    a: `
      type Query { page: Page }
      type Page @key(fields: "id") { id: ID! body: Body @shareable }
      type Body @key(fields: "id") { id: ID! blocks: [Block!] @shareable }
      union Block = Words | Picture
      type Words @shareable { text: String }
      type Picture { url: String }`,
    b: `
      type Page @key(fields: "id") { id: ID! body: Body @shareable extra: Body }
      type Body @key(fields: "id") { id: ID! blocks: [Block!] @shareable footer: [Block!] }
      union Block = Words | Sound
      type Words @shareable { text: String }
      type Sound { seconds: Int }`,
  },
  world: () => {
    const words = { __typename: 'Words', text: 'words' };
    const sound = { __typename: 'Sound', seconds: 3 };
    const body = { id: 'b1', blocks: [words], footer: [words, sound] };
    const page = { id: 'p1', body, extra: body };
    return { Query: { page }, Page: [page], Body: [body] };
  },
  cases: [
    { query: '{ page { body { blocks { __typename ... on Words { text } ... on Picture { url } } } } }' },
    {
      query:
        '{ page { body { footer { ... on Words { text } ... on Sound { seconds } } blocks { ... on Words { text } } } } }',
    },
    { query: '{ page { extra { footer { __typename ... on Sound { seconds } ... on Picture { url } } } } }' },
    { query: '{ page { extra { id blocks { ... on Words { text } ... on Sound { seconds } } } } }' },
  ],
};

/** Suites of partial unions. */
export const partialSuites = [partial, partialDeep];
