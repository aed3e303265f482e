// @shareable and @provides: who may answer a field that several subgraphs know.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  users: `
    type Query { me: User shared: User @shareable }
    type User @key(fields: "id") { id: ID! name: String @shareable mail: String }`,
  posts: `
    type Query { posts: [Post] shared: User @shareable }
    type Post { title: String author: User @provides(fields: "name") critic: User }
    type User @key(fields: "id") { id: ID! name: String @external posts: Int }`,
};

let federation: Federation;
beforeAll(async () => {
  const users = ['1', '2'].map((id): WorldRecord => ({ id, name: `User ${id}`, mail: `${id}@x`, posts: Number(id) }));
  const [me, critic] = users;
  const posts = [{ title: 'One', author: me, critic }];
  federation = await federate(sdls, { Query: { me, shared: me, posts }, User: users });
});
afterAll(() => federation.close());

test.each([
  ['a provided field costs no request', '{ posts { author { name } } }'],
  ['on another way the same field is asked of its owner', '{ posts { critic { name } } }'],
  [
    'what is beyond the provided is fetched, what is provided is not fetched again',
    '{ posts { author { name mail } } }',
  ],
])('%s', async (_what, query) => {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('plans of provided, not provided and partly provided fields', async () => {
  expect(await federation.plan('{ posts { author { name } critic { name } } }')).toMatchInlineSnapshot(`
    "sequence
      posts: {posts{author{name} critic{__typename id}}}
      users: query($representations:[_Any!]!){_entities(representations: $representations){...on User{name}}}
        at posts.@.critic by {User{id}}"
  `);
  expect(await federation.plan('{ posts { author { name mail } } }')).toMatchInlineSnapshot(`
    "sequence
      posts: {posts{author{__typename name id}}}
      users: query($representations:[_Any!]!){_entities(representations: $representations){...on User{mail}}}
        at posts.@.author by {User{id}}"
  `);
});

test('a root field that two subgraphs share is asked of both, each for its part', async () => {
  const query = '{ shared { name mail posts } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "parallel
      posts: {shared{posts}}
      users: {shared{name mail}}"
  `);
  const { data } = await federation.ask(query);
  expect({ data }).toEqual(await federation.monolith(query));
});
