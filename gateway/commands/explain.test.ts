import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSupergraph } from '../federation/supergraph.ts';
import { configFor, openDoor } from '../../test/federation/door.ts';
import type { Door } from '../../test/federation/door.ts';
import { explain } from './explain.ts';
import type { Explained } from './explain.ts';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const sdls = {
  psa: `extend schema @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl"])
      @composeDirective(name: "@cacheControl")
    directive @cacheControl(maxAge: Int) on FIELD_DEFINITION
    type Query { projects: [Project!] @cacheControl(maxAge: 10) } type Project @key(fields: "id") { id: ID! name: String }`,
  erp: 'type Project @key(fields: "id") { id: ID! billed: Int }',
};

let door: Door;
beforeAll(async () => {
  door = await openDoor(sdls, {
    Query: { projects: [{ __typename: 'Project', id: '1', name: 'One' }] },
    Project: [{ __typename: 'Project', id: '1', billed: 5 }],
  });
});
afterAll(() => door.close());

/** Explains against the door's own subgraphs, without identities. */
function explained(query: string, more: Partial<Explained> = {}): Promise<string> {
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    typeDefs: parse(
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@composeDirective"])\n${sdl}`,
    ),
    url: door.subgraphs[name]?.url ?? '',
  }));
  const supergraph = loadSupergraph(composeServices(services).supergraphSdl ?? '');
  const config = { ...configFor(Object.keys(sdls)), auth: false };
  return explain(config, supergraph, {
    query,
    variables: {},
    operationName: null,
    authorization: undefined,
    ...more,
  });
}

test('a query is told with its weight, its plan, each request, and what the cache spared the second time', async () => {
  const text = await explained('{ projects { name billed } }');
  expect(text).toMatch(/depth +2 of \d+/);
  expect(text).toMatch(/psa: \{projects/);
  expect(text).toMatch(/First run[^]*psa +[\d.]+ ms +LIVE\n[^]*erp +[\d.]+ ms +LIVE, 1 keys/);
  expect(text).toMatch(/Second run[^]*psa +[\d.]+ ms +CACHED\n[^]*erp +[\d.]+ ms +CACHED, 1 keys/);
});

test('a query the gateway answers by itself asks nobody', async () => {
  const text = await explained('{ __typename }');
  expect(text).toContain('none: the gateway answers by itself');
  expect(text).not.toMatch(/LIVE|CACHED/);
});

test('what does not fit the schema, or is no GraphQL, is told before anybody is asked', async () => {
  await expect(explained('{ projects { nothing } }')).rejects.toThrow(/does not fit the schema:\n {2}- Cannot query/);
  await expect(explained('{ projects')).rejects.toThrow(/is not GraphQL/);
});
