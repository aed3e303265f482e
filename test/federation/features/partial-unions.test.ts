// Unions of which every subgraph knows other members, answered by fields that several subgraphs share.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';

const sdls = {
  orders: `
    type Query { order: Box shared: Box @shareable pinned(note: Note): Box }
    enum Note { A B }
    type Box @key(fields: "id") { id: ID! content: Content @shareable }
    type Content @shareable { acts: [Act!]! }
    union Act = Both | Order
    type Both @shareable { label: String }
    type Order { total(scale: Int = 1): Int line: Line }
    type Line { text: String }`,
  visits: `
    type Query { visit: Box shared: Box @shareable }
    type Box @key(fields: "id") { id: ID! content: Content @shareable extra: Content }
    type Content @shareable { acts: [Act!]! }
    union Act = Both | Visit
    type Both @shareable { label: String }
    type Visit { at: String }`,
};

const everything = `acts {
  __typename
  ... on Both { label }
  ... on Order { sum: total(scale: $scale) line { text } }
  ... on Visit { at }
}`;

let federation: Federation;
beforeAll(async () => {
  const both = { __typename: 'Both', label: 'both' };
  const order = {
    __typename: 'Order',
    total: ({ scale }: { scale: number }) => 7 * scale,
    line: { __typename: 'Line', text: 'x' },
  };
  const visit = { __typename: 'Visit', at: 'noon' };
  const ordered = { id: '1', content: { acts: [both, order] }, extra: { acts: [visit, both] } };
  const visited = { id: '2', content: { acts: [visit] }, extra: { acts: [] } };
  const shared = { id: '3', content: { acts: [both] }, extra: { acts: [both] } };
  federation = await federate(sdls, {
    Query: { order: ordered, visit: visited, shared, pinned: ordered },
    Box: [ordered, visited, shared],
  });
});
afterAll(() => federation.close());

async function expectSameAsMonolith(query: string, variables: Record<string, unknown>): Promise<void> {
  const answer = await federation.ask(query, { variables });
  const expected = await federation.monolith(query, variables);
  expect(expected.errors).toBeUndefined();
  expect({ data: answer.data, errors: answer.errors }).toEqual({ data: expected.data, errors: undefined });
}

test('a subgraph is asked for all of its own members of a union, and for none of the others’', async () => {
  const plan = await federation.plan(`query($scale: Int) { order { content { ${everything} } } }`);
  expect(plan).toContain('...on Order{');
  expect(plan).not.toContain('Visit');
});

test('every member is answered in full, with the variables its fields take', async () => {
  await expectSameAsMonolith(
    `query($scale: Int) { order { content { ${everything} } } visit { content { ${everything} } }
      shared { content { ${everything} } } }`,
    { scale: 3 },
  );
});

test('so it is behind an entity that another subgraph began', async () => {
  await expectSameAsMonolith(`query($scale: Int) { order { id extra { ${everything} } } }`, { scale: 2 });
});

test('a fragment used at several places is mended at each', async () => {
  await expectSameAsMonolith(
    `query($scale: Int) { order { content { ...All } extra { ...All } } visit { content { ...All } } }
     fragment All on Content { acts { ...Act } }
     fragment Act on Act { ... on Order { total(scale: $scale) } ... on Visit { when: at at } }`,
    { scale: 2 },
  );
});
