import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { compose, subgraphNames, subgraphSdl } from './compose.ts';
import { lint } from './lint.ts';

const subgraphs = subgraphNames.map((name) => ({ name, sdl: subgraphSdl(name) }));

test('the schema follows its style', () => {
  expect(lint(subgraphs)).toEqual([]);
});

test('the lint reads the whole schema', () => {
  const types = subgraphs.reduce((count, { sdl }) => count + sdl.definitions.length, 0);
  expect(types).toBeGreaterThan(100);
  expect(compose().api.length).toBeGreaterThan(20_000);
});

const planted: readonly (readonly [rule: string, sdl: string])[] = [
  ['type-name', '"d" type bad_name @owner(system: "CRM") { "d" id: ID! }'],
  ['field-name', '"d" type Thing @owner(system: "CRM") { "d" getName: String }'],
  ['described', '"d" type Thing @owner(system: "CRM") { name: String }'],
  ['described', '"d" input ThingFilter { name: String }'],
  ['exact-money', '"d" type Thing @owner(system: "CRM") { "d" price: Float }'],
  ['exact-money', '"d" type Thing @owner(system: "CRM") { "d" openBalance: Int }'],
  ['owner', '"d" type Thing { "d" name: String }'],
  ['owner', '"d" type Thing @owner(system: "SALES") { "d" name: String }'],
  ['paged', 'type Query { "d" things: ThingConnection }'],
  ['nullable-root-field', 'type Query { "d" things("d" first: Int): ThingConnection! }'],
  ['unknown-value', '"d" enum Colour { "d" RED }'],
  ['nullable-entity-field', 'type Project @key(fields: "id") { id: ID! "d" code: String! @owner(system: "ERP") }'],
];

test.each(planted)('a planted breach of %s is caught', (rule, text) => {
  const sdl: DocumentNode = parse(text);
  const found = lint([...subgraphs, { name: 'planted', sdl }]).filter((finding) => finding.at.startsWith('planted'));
  expect(found.map((finding) => finding.rule)).toEqual([rule]);
});
