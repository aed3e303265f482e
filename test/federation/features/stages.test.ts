// Fields that the planner finds no way to as part of the query: they are planned from the nearest entity above them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

/** What is alike needs similar goods, which another subgraph knows; a good is met again below its own reviews. */
const sdls = {
  shelf: `
    type Query { goods: [Good!] }
    interface Good { id: ID! }
    type Book implements Good @key(fields: "id") { id: ID! similar: [Book] depth: Int! }
    type Toy implements Good @key(fields: "id") { id: ID! similar: [Toy] depth: Int! }`,
  reviews: `
    interface Good { id: ID! reviews: [Review!]! }
    type Review { text: String good: Good }
    type Book implements Good @key(fields: "id") {
      id: ID! reviews: [Review!]! similar: [Book] @external
      alike: String @requires(fields: "similar { id }")
    }
    type Toy implements Good @key(fields: "id") {
      id: ID! reviews: [Review!]! similar: [Toy] @external
      alike: String @requires(fields: "similar { id }")
    }`,
};

function idsOf(records: unknown): string {
  return (records as WorldRecord[]).map(({ id }) => String(id)).join('+');
}

let federation: Federation;
beforeAll(async () => {
  const books = [1, 2].map((n): WorldRecord => ({ __typename: 'Book', id: `b${n}`, depth: n }));
  const toys = [1, 2].map((n): WorldRecord => ({ __typename: 'Toy', id: `t${n}`, depth: n * 10 }));
  const goods = [...books, ...toys];
  goods.forEach((good, index) => {
    good.similar = (index < 2 ? books : toys).filter((other) => other !== good);
    good.reviews = [good, ...(index === 0 ? toys : [])].map((about) => ({
      text: `on ${String(about.id)}`,
      good: about,
    }));
    good.alike = function alike(this: WorldRecord): string {
      return idsOf(this.similar);
    };
  });
  federation = await federate(sdls, { Query: { goods }, Book: books, Toy: toys });
});
afterAll(() => federation.close());

async function expectSameAsMonolith(query: string): Promise<void> {
  const answer = await federation.ask(query);
  const expected = await federation.monolith(query);
  expect(expected.errors).toBeUndefined();
  expect({ data: answer.data, errors: answer.errors }).toEqual({ data: expected.data, errors: undefined });
}

test('a @requires field of a type that is met again below itself is planned from the inner one', async () => {
  const query = '{ goods { ... on Book { reviews { good { ... on Book { alike } } } } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      sequence
        shelf: {goods{__typename ...on Book{__typename id}}}
        reviews: query($representations:[_Any!]!){_entities(representations: $representations){...on Book{reviews{good{__typename ...on Book{__typename id}}}}}}
          at goods.@.[Book] by {Book{id}}
        shelf: query($representations:[_Any!]!){_entities(representations: $representations){...on Book{similar__for__alike: similar{id}}}}
          at goods.@.[Book].reviews.@.good.[Book] by {Book{id}}
      reviews: query($representations:[_Any!]!){_entities(representations:$representations){...on Book{alike}}}
        at goods.[Book].reviews.good.[Book] by {Book{id similar:similar__for__alike{id}}}"
  `);
  await expectSameAsMonolith(query);
});

test('what has a plan and what has none are answered together, under the client’s own keys', async () => {
  await expectSameAsMonolith(
    `{ things: goods { id ... on Book { alike similar { id } } reviews { text of: good { __typename id: id
       ... on Book { like: alike similar { depth } } ... on Toy { depth like: alike } } } } }`,
  );
});
