// Values on their way in: literals, variables anywhere, defaults, null and absent, coercion, and what no subgraph must see.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stableText } from '../random.ts';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  one: `
    scalar Json
    enum Level { LOW HIGH }
    input Filter { a: Int = 5 b: [String!] c: Filter e: Level j: Json must: Int! }
    type Query { echo(i: Int f: Float s: String id: ID l: [Int] ll: [[Int!]] in: Filter ins: [Filter!] e: Level j: Json d: Int = 7): String item: Item }
    type Item @key(fields: "id") { id: ID! }`,
  two: `type Item @key(fields: "id") { id: ID! echo(x: Int, s: String = "q"): String }`,
};

const told = (args: object): string => stableText(args);
let federation: Federation;
beforeAll(async () => {
  const item: WorldRecord = { id: '1', echo: told };
  federation = await federate(sdls, { Query: { echo: told, item }, Item: [item] });
});
afterAll(() => federation.close());

test.each<[string, string, Record<string, unknown>?]>([
  ['an ID of -0', '{ echo(id: -0) }'],
  ['an ID beyond 64 bits', '{ echo(id: 123456789012345678901234567890) }'],
  ['a Float written as a very long whole number', '{ echo(f: 123456789012345678901234567890) }'],
  ['unicode in every spelling', '{ echo(s: "h\\u00e9 \\u{1F600} \\uD83D\\uDE00 日本 😀 \\" \\\\ \\n") }'],
  [
    'backspaces, and what only looks like them',
    '{ a: echo(s: "a\\bc") b: echo(s: "\\\\b \\\\\\b", j: { k: ["\\b"] }) c: echo(s: """\n\\b "\\b" \\""" \\b""") }',
  ],
  ['a backspace after a block string', '{ item { echo(s: """q""") b: echo(s: "\\b") } }'],
  ...['1e0', '1.0e0', '0.0e0', '-1.0e0', '-0.0e0', '1.50e1', '3.0e-1', '1.0E+2', '1.0e21', '1.5e-7', '1e308'].map(
    (float): [string, string] => [`the number ${float}`, `{ a: echo(f: ${float}) b: echo(j: ${float}) }`],
  ),
  ['a block string', '{ echo(s: """\n   quoted "x" \\"""\n     deeper\n""") }'],
  ['control characters in a variable', 'query($s: String) { echo(s: $s) }', { s: '"\\\n\u2028\u0000' }],
  ['one value for a list', '{ a: echo(l: 1) b: echo(ll: 1) c: echo(ll: [1, 2]) }'],
  ['one value for a list, by variable', 'query($l: [[Int!]]) { echo(ll: $l) }', { l: 3 }],
  ['nulls in lists and null lists', '{ a: echo(l: [1, null]) b: echo(l: null) }'],
  ['defaults within input objects', '{ echo(in: { must: 1, c: { must: 2, a: null } }) }'],
  [
    'variables within input objects and lists',
    'query($n: Int!, $s: String!) { echo(in: { must: $n, b: ["a", $s], c: { must: $n } }) }',
    { n: 3, s: 'é' },
  ],
  ['an absent variable within an input object', 'query($n: Int) { echo(in: { must: 1, a: $n }) }', {}],
  ['a null variable within an input object', 'query($n: Int) { echo(in: { must: 1, a: $n }) }', { n: null }],
  ['an absent variable keeps the default', 'query($d: Int) { echo(d: $d) item { echo(x: $d) } }', {}],
  [
    'a null variable does not',
    'query($d: Int, $s: String) { echo(d: $d) item { echo(x: $d, s: $s) } }',
    { d: null, s: null },
  ],
  ['a variable with a default', 'query($d: Int = 4, $l: [Int] = [1]) { echo(d: $d, l: $l) }', {}],
  ['a custom scalar, literal', '{ echo(j: { a: [1, { b: null }], s: "x", e: LOW }) }'],
  [
    'a custom scalar with variables inside',
    'query($x: Int, $j: Json) { echo(j: { a: $x, b: [$j] }) }',
    { x: 1, j: { deep: [null] } },
  ],
  ['enums', 'query($e: Level) { a: echo(e: $e) b: echo(e: LOW, in: { must: 1, e: HIGH }) }', { e: 'HIGH' }],
  [
    'a variable named as the gateway’s own',
    'query($representations: Int) { item { echo(x: $representations) } }',
    { representations: 5 },
  ],
  [
    'aliases named as the planner’s own',
    '{ _e0: echo _internal_qp_alias_0: echo(d: 1) item { _entities: id __x: echo } }',
  ],
])('%s arrives as the monolith sees it', async (_what, query, variables = {}) => {
  const { data, errors } = await federation.ask(query, { variables });
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query, variables));
});

test.each<[string, string, Record<string, unknown>, string]>([
  ['a whole number beyond 32 bits', 'query($i: Int) { echo(i: $i) }', { i: 3e9 }, '32-bit'],
  ['an unknown field', 'query($in: Filter) { echo(in: $in) }', { in: { must: 1, x: 1 } }, '"x" is not defined'],
  ['a missing promised field', 'query($in: Filter) { echo(in: $in) }', { in: {} }, '"must" of required type'],
  ['a missing promised variable', 'query($i: Int!) { echo(i: $i) }', {}, 'was not provided'],
  ['an unknown enum value', 'query($e: Level) { echo(e: $e) }', { e: 'MIDDLE' }, '"MIDDLE" does not exist'],
])('%s is refused before any subgraph is asked', async (_what, query, variables, message) => {
  const before = federation.subgraphs.one?.seen.length;
  const { data, errors } = await federation.ask(query, { variables });
  expect(data).toBeUndefined();
  expect(errors?.[0]?.message).toContain(message);
  expect(federation.subgraphs.one?.seen.length).toBe(before);
});

test.each([
  ['_service', '{ _service { sdl } }'],
  ['_entities', '{ _entities(representations: []) { __typename } }'],
  ['@defer', '{ item { id ... @defer { echo } } }'],
  ['@stream', '{ item @stream { id } }'],
  ['an unknown fragment', '{ item { ...X } }'],
  ['a fragment in a circle', '{ item { ...X } } fragment X on Item { id ...X }'],
  ['two operations of one name', 'query A { echo } query A { echo }'],
])('%s is no part of what clients may ask', async (_what, query) => {
  await expect(federation.ask(query)).rejects.toThrow();
});
