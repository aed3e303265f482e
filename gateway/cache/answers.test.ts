// Whole answers over HTTP: repeated as text, labelled, named by tags, renewed by mutations, and what HTTP is told of them.
import { afterEach, expect, test } from 'vitest';
import { openDoor } from '../../test/federation/door.ts';
import type { Door, HttpAnswer, Request } from '../../test/federation/door.ts';
import type { World } from '../../test/federation/world.ts';

const caching = `
  extend schema
    @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl", "@cacheTag"])
    @composeDirective(name: "@cacheControl") @composeDirective(name: "@cacheTag")
  directive @cacheControl(maxAge: Int, scope: String) on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @cacheTag(format: String!) repeatable on OBJECT | FIELD_DEFINITION
`;
const sdls = {
  psa: `${caching}
    type Query {
      thing(id: ID!): Thing
      hidden: Thing
      rate: Int @cacheControl(maxAge: 10, scope: "PUBLIC")
      broken: Int
      lagging: Int
    }
    type Mutation { change(id: ID!): Int }
    type Thing @cacheControl(maxAge: 10) @cacheTag(format: "thing-{$key.id}") {
      id: ID! value: Int cost: Int @sensitive(class: "COST_RATE") from: SourceInfo
    }
    type SourceInfo { servedFrom: ServedFrom! asOf: String! }
    enum ServedFrom { LIVE CACHE STALE_CACHE SNAPSHOT }`,
};

let door: Door;
let counter = 0;
afterEach(() => door.close());

async function open(): Promise<void> {
  counter = 0;
  const count = (): number => (counter += 1);
  const thing = (id: string): object => ({ id, value: count, cost: 7, from: { servedFrom: 'LIVE', asOf: 'then' } });
  const world: World = {
    Query: {
      thing: ({ id }: { id: string }) => thing(id),
      hidden: () => thing('h'),
      rate: count,
      broken: () => {
        throw new Error('broken');
      },
      lagging: () => new Promise((resolve) => setTimeout(() => resolve(count()), 50)),
    },
    Mutation: { change: count },
  };
  door = await openDoor(sdls, world);
}

const asked = (): number => door.subgraphs.psa?.seen.length ?? 0;
const query = '{ thing(id: "a") { id value from { servedFrom asOf } } }';

async function get(text: string, headers: Record<string, string> = {}, request: Request = {}): Promise<HttpAnswer> {
  const url = `${door.gateway.url}?query=${encodeURIComponent(text)}`;
  const authorization = `Bearer ${await door.token(request)}`;
  const response = await fetch(url, { headers: { authorization, 'x-apollo-operation-name': 'q', ...headers } });
  const body = await response.text();
  return { status: response.status, headers: response.headers, text: body, body: {} };
}

test('a repeated answer has every digit of a number that JavaScript cannot hold', async () => {
  await open();
  const text = '{"data":{"hidden":{"__typename":"Thing","id":9007199254740993,"value":1}}}';
  door.subgraphs.psa?.behave({ kind: 'text', text });
  const first = await door.ask('query A { hidden { id value } }');
  const again = await door.ask('query B { hidden { id value } }');
  expect(asked()).toBe(1);
  for (const { body } of [first, again]) expect(body.data).toEqual({ hidden: { id: '9007199254740993', value: 1 } });
});

test('an answer is repeated as a whole, says CACHE, and keeps the instant it was true', async () => {
  await open();
  const first = await door.ask(query);
  const again = await door.ask(query);
  const third = await door.ask(query);
  expect(asked()).toBe(1);
  expect(first.body.data).toEqual({ thing: { id: 'a', value: 1, from: { servedFrom: 'LIVE', asOf: 'then' } } });
  expect(again.body.data).toEqual({ thing: { id: 'a', value: 1, from: { servedFrom: 'CACHE', asOf: 'then' } } });
  expect(third.text).toBe(again.text);
});

test('another variable, another name, another person, another role: another answer', async () => {
  await open();
  const named = 'query A($id: ID!) { thing(id: $id) { value } } query B($id: ID!) { x: thing(id: $id) { value } }';
  const send = (operationName: string, id: string, request: Request = {}): Promise<HttpAnswer> =>
    door.post(JSON.stringify({ query: named, operationName, variables: { id } }), request);
  const texts = [
    await send('A', '1'),
    await send('A', '2'),
    await send('B', '1'),
    await send('A', '1', { subject: 'bob' }),
    await send('A', '1', { role: 'operator' }),
  ].map(({ text }) => text);
  expect(new Set(texts).size).toBe(5);
  expect((await send('A', '1')).text).toBe(texts[0]);
  expect((await send('A', '1', { subject: 'bob' })).text).toBe(texts[3]);
});

test('what a role may not see is in no repeated answer of it', async () => {
  await open();
  const ask = (role: Request['role']) => door.ask('{ hidden { cost } }', role ? { role } : {}).then(({ text }) => text);
  const texts = [await ask('finance-controller'), await ask('operator'), await ask('operator')];
  expect(texts[0]).toContain('7');
  expect(texts[1]).toContain('masked');
  expect(texts[2]).toBe(texts[1]);
});

test('an answer with an error is made anew, and each tells its own correlation id', async () => {
  await open();
  const answers = await Promise.all(Array.from({ length: 4 }, () => door.ask('{ broken lagging }')));
  for (const { headers, body } of answers)
    expect(body.errors?.[0]?.extensions.correlationId).toBe(headers.get('x-correlation-id'));
  expect(new Set(answers.map(({ headers }) => headers.get('x-correlation-id'))).size).toBe(4);
  const before = asked();
  await door.ask('{ broken lagging }');
  expect(asked()).toBe(before + 1);
});

test('a tag sent to the admin port makes answers worthless, and only those that carry it', async () => {
  await open();
  const invalidate = (body: string): Promise<Response> =>
    fetch(`${door.gateway.adminUrl}/invalidate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const other = '{ thing(id: "b") { id value } }';
  await Promise.all([door.ask(query), door.ask(other)]);
  door.pass(1);
  expect(await (await invalidate('{"tags":["thing-a"]}')).json()).toEqual({ invalidated: 1 });
  door.pass(1);
  await Promise.all([door.ask(query), door.ask(other)]);
  expect(asked()).toBe(3);
  for (const body of ['{"tags":[]}', '{"tags":[7]}', '{}', '[]', 'nonsense', '{"tags":["x"],"all":true}'])
    expect((await invalidate(body)).status).toBe(400);
  // The public port knows no such thing.
  const outside = await fetch(door.gateway.url.replace('/graphql', '/invalidate'), { method: 'POST' });
  expect(outside.status).toBe(404);
});

test('after a mutation its author reads anew, others for a while as before', async () => {
  await open();
  const read = (subject: string) => door.ask('{ thing(id: "a") { value } }', { subject }).then(({ text }) => text);
  const before = [await read('ann'), await read('bob')];
  door.pass(1);
  await door.ask('mutation { change(id: "x") }', { subject: 'ann' });
  door.pass(1);
  const after = [await read('ann'), await read('bob')];
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});

test('GET is told how long an answer may be kept, how old it is, and that the client has it already', async () => {
  await open();
  const first = await get('{ thing(id: "a") { value } }');
  expect(first.headers.get('cache-control')).toBe('private, max-age=10');
  expect(first.headers.get('vary')).toContain('authorization');
  door.pass(3_000);
  const etag = first.headers.get('etag') ?? '';
  const again = await get('{ thing(id: "a") { value } }', { 'if-none-match': `"x", W/${etag}` });
  expect([again.status, again.text]).toEqual([304, '']);
  expect(again.headers.get('age')).toBe('3');
  expect(again.headers.get('etag')).toBe(etag);
  expect((await get('{ thing(id: "a") { value } }', { 'if-none-match': '"x"' })).status).toBe(200);
  expect((await get('{ rate }')).headers.get('cache-control')).toBe('public, max-age=10');
});

test('answers with errors, answers to POST and refusals are not to be stored', async () => {
  await open();
  const answers = [
    await get('{ broken }'),
    await get('{ nonsense }'),
    await door.ask('{ rate }'),
    await door.ask('{ rate }', { authorization: null }),
  ];
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  }
});
