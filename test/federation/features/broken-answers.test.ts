// Answers that are not what a subgraph was asked for: what is missing is an error at its place, what nobody asked for is
// dropped, and nothing reaches beyond the answer it came in.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Answer, Federation } from '../rig.ts';

const sdls = {
  one: `
    scalar Json
    union Some = Thing | Other
    interface Named { id: ID! }
    type Other { q: Int }
    type Named2 implements Named { id: ID! w: Int }
    type Thing @key(fields: "id") { id: ID! name: String balance: Int inner: Inner @shareable }
    type Inner { x: Int @shareable y: Int @shareable }
    type Query { n: Int m: Int thing: Thing things: [Thing!] some: Some named: Named json: Json sure: Json! jsons: [Json] id: ID ids: [ID] float: Float }`,
  two: `
    type Thing @key(fields: "id") { id: ID! extra: String must: String! nick: String inner: Inner @shareable }
    type Inner { x: Int @shareable y: Int @shareable z: Int }
    type Query { ok: Int }`,
};

let federation: Federation;
beforeEach(async () => {
  const things = ['1', '2', '3'].map((id) => ({
    id,
    name: `n${id}`,
    balance: 100,
    extra: `e${id}`,
    must: 'm',
    nick: null,
  }));
  const Query = { n: 1, m: 2, ok: 1, thing: things[0], things, json: null, ids: null };
  federation = await federate(sdls, { Query, Thing: things });
});
afterEach(() => federation.close());

/** Asks with one subgraph answering this text to everything. */
function askWith(subgraph: 'one' | 'two', text: string, query: string): Promise<Answer> {
  federation.subgraphs[subgraph]?.behave({ kind: 'text', text });
  return federation.ask(query);
}

const told = ({ errors = [] }: Answer): string[] =>
  errors.map(({ path = [], extensions }) => `${path.join('.')} ${String(extensions.code)}`);

const invalid = 'SUBGRAPH_ANSWER_INVALID';

test.each<[string, string, string[]]>([
  ['nothing', '{"data":{}}', [`n ${invalid}`, `m ${invalid}`]],
  ['one field too few', '{"data":{"n":5}}', [`m ${invalid}`]],
  ['errors that are no list', '{"data":{"n":5,"m":6},"errors":{"message":"x"}}', [` ${invalid}`]],
  ['errors that are text', '{"data":{"n":5,"m":6},"errors":"boom"}', [` ${invalid}`]],
  [
    'an error of a field that nobody asked for',
    '{"data":{"n":5,"m":null},"errors":[{"message":"x","path":["k"]}]}',
    [' SUBGRAPH_ERROR'],
  ],
  [
    '… beside no data',
    '{"data":null,"errors":[{"message":"x","path":["k"]}]}',
    ['n SUBGRAPH_ERROR', 'm SUBGRAPH_ERROR'],
  ],
  [
    'an error beyond a list',
    '{"data":{"n":5,"m":6},"errors":[{"message":"x","path":["zzz",99999999,-1]}]}',
    [' SUBGRAPH_ERROR'],
  ],
])('%s at the root is an error', async (_what, text, expected) => {
  expect(told(await askWith('one', text, '{ n m }'))).toEqual(expected);
});

test.each<[string, string | undefined, string[]]>([
  ['no _entities', undefined, ['0', '1', '2']],
  ['null', 'null', ['0', '1', '2']],
  ['an object', '{}', ['0', '1', '2']],
  ['text', '"x"', ['0', '1', '2']],
  ['too few entities', '[{"__typename":"Thing","extra":"e1"}]', ['1', '2']],
  ['texts', '["a",{"extra":"e"},"c"]', ['0', '2']],
  ['lists', '[[{"extra":"e"}],null,[]]', ['0', '2']],
  [
    'entities of another type',
    '[{"__typename":"Other","extra":"e"},{"__typename":"Thing","extra":"e"},{"__typename":"Nope","extra":"e"}]',
    ['0'],
  ],
  ['entities without the field', '[{"extra":"e"},{},{"__typename":"Thing"}]', ['1', '2']],
])('%s for entities is an error at each place', async (_what, entities, expected) => {
  const data = entities === undefined ? '{}' : `{"_entities":${entities}}`;
  const answer = await askWith('two', `{"data":${data}}`, '{ things { id extra } }');
  expect(told(answer)).toEqual(expected.map((index) => `things.${index}.extra ${invalid}`));
  expect(answer.data?.things).toHaveLength(3);
});

test('an entity that its subgraph does not know is no error, and an error explains what is missing', async () => {
  const unknown = await askWith(
    'two',
    '{"data":{"_entities":[{"extra":"e"},null,{"extra":"e"}]}}',
    '{ things { extra } }',
  );
  expect(unknown.errors).toBeUndefined();
  const text = '{"data":{"_entities":null},"errors":[{"message":"x","path":["_entities"]}]}';
  expect(told(await askWith('two', text, '{ things { extra } }'))).toEqual(
    ['0', '1', '2'].map((index) => `things.${index}.extra SUBGRAPH_ERROR`),
  );
});

test.each<[string, string, string, string]>([
  ['a union', '{"some":{"q":1}}', '{ some { ... on Other { q } } }', 'some'],
  ['a union, with null', '{"some":{"__typename":null,"q":1}}', '{ some { __typename } }', 'some'],
  ['an interface', '{"named":{"id":"1"}}', '{ named { __typename id } }', 'named'],
  ['an interface, by fragment', '{"named":{"id":"1"}}', '{ named { id ... on Named2 { w } } }', 'named'],
])('a value of %s that does not say its type is an error', async (_what, data, query, path) => {
  const answer = await askWith('one', `{"data":${data}}`, query);
  expect(answer.data).toEqual({ [path]: null });
  expect(told(answer)).toEqual([`${path} SUBGRAPH_VALUE_INVALID`]);
});

test('a type that nobody needs is not missed', async () => {
  const query = '{ named { id ... on Named2 @include(if: false) { w } } }';
  expect((await askWith('one', '{"data":{"named":{"id":"1"}}}', query)).errors).toBeUndefined();
});

test('what nobody asked a subgraph for does not become part of the answer', async () => {
  const text =
    '{"data":{"_entities":[{"__typename":"Thing","extra":"e","balance":999999,"id":"9","inner":{"z":1,"x":999999}}]}}';
  const answer = await askWith('two', text, '{ thing { id balance extra } }');
  expect(answer).toMatchObject({ data: { thing: { id: '1', balance: 100, extra: 'e' } } });
  expect(answer.errors).toBeUndefined();
});

test.each<[string, 'one' | 'two', string]>([
  ['data', 'one', '{"data":{"n":1,"thing":{"__typename":"Thing","id":"1"},"__proto__":{"polluted":"yes"}}}'],
  ['a nested object', 'one', '{"data":{"n":1,"thing":{"id":"1","__proto__":{"polluted":"yes"}}}}'],
  ['an error path', 'one', '{"data":{"n":1,"thing":null},"errors":[{"message":"x","path":["__proto__","polluted"]}]}'],
  [
    'a path below a method',
    'one',
    '{"data":{"n":1},"errors":[{"message":"x","path":["constructor","prototype","polluted"]}]}',
  ],
  ['an entity', 'two', '{"data":{"_entities":[{"extra":"e","inner":{},"__proto__":{"polluted":"yes"}}]}}'],
  [
    'an entity’s error path',
    'two',
    '{"data":{"_entities":[{"extra":"e"}]},"errors":[{"message":"x","path":["_entities",0,"__proto__","polluted"]}]}',
  ],
])('a prototype named in %s reaches nothing', async (_what, subgraph, text) => {
  await askWith(subgraph, text, '{ n thing { id inner { x } again: inner { y z } extra } other: thing { id extra } }');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('an error path far beyond a list does not make the list as long', async () => {
  const text = '{"data":{"things":[]},"errors":[{"message":"x","path":["things",4294967290,"name"]}]}';
  const answer = await askWith('one', text, '{ things { name } }');
  expect(answer.data).toEqual({ things: [] });
  expect(told(answer)).toEqual(['things.4294967290.name SUBGRAPH_ERROR']);
});

test('whole numbers of any length keep their digits in custom scalars and IDs', async () => {
  const text =
    '{"data":{"json":{"a":9007199254740993,"b":[-12345678901234567890,0.30000000000000004,"9007199254740993"]},"jsons":[9007199254740993],"id":9007199254740993,"ids":[1,12345678901234567890],"float":9007199254740993}}';
  federation.subgraphs.one?.behave({ kind: 'text', text });
  const written = await federation.text('{ json jsons id ids float }');
  expect(written).toBe(
    '{"json":{"a":9007199254740993,"b":[-12345678901234567890,0.30000000000000004,"9007199254740993"]},"jsons":[9007199254740993],"id":"9007199254740993","ids":["1","12345678901234567890"],"float":9007199254740992}',
  );
});

test('a long number as a key goes to the next subgraph as it came', async () => {
  federation.subgraphs.one?.behave({
    kind: 'text',
    text: '{"data":{"thing":{"__typename":"Thing","id":9007199254740993}}}',
  });
  await federation.ask('{ thing { id extra } }');
  expect(federation.subgraphs.two?.seen.at(-1)?.body).toContain('"id":9007199254740993');
});

test('a number that JSON cannot hold is an error in a custom scalar, and takes its object along where it is promised', async () => {
  const nullable = await askWith(
    'one',
    '{"data":{"json":1e400,"jsons":[{"a":[1e400]},2],"float":1e400}}',
    '{ json jsons float }',
  );
  expect(nullable.data).toEqual({ json: null, jsons: [null, 2], float: null });
  expect(told(nullable)).toEqual(['json', 'jsons.0', 'float'].map((path) => `${path} SUBGRAPH_VALUE_INVALID`));
  const promised = await askWith('one', '{"data":{"sure":-1e400}}', '{ sure }');
  expect(promised.data).toBeNull();
});

test.each([5_000, 50_000])('a value %i levels deep costs nobody else’s part', async (levels) => {
  const deep = '['.repeat(levels) + ']'.repeat(levels);
  federation.subgraphs.one?.behave({ kind: 'text', text: `{"data":{"json":${deep}}}` });
  expect(await federation.text('{ ok json }')).toContain('"ok":1');
});
