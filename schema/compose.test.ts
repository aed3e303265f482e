// The committed supergraph is what the SDL composes to, and a second composer agrees without a hint.
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { compose, subgraphAddresses, subgraphNames, subgraphSdl } from './compose.ts';

const committed = (name: string): string => readFileSync(new URL(`./${name}.graphql`, import.meta.url), 'utf8');

test('the committed supergraph and public schema are what the SDL composes to', () => {
  const composed = compose();
  expect(
    composed.supergraph === committed('supergraph'),
    'run "npm run compose" and commit schema/supergraph.graphql',
  ).toBe(true);
  expect(composed.api === committed('api'), 'run "npm run compose" and commit schema/api.graphql').toBe(true);
});

test('the reference composer accepts the subgraphs without a hint and sees the same public schema', () => {
  const result = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: subgraphSdl(name), url: subgraphAddresses[name] })),
  );
  expect(result.errors?.map((error) => error.message) ?? []).toEqual([]);
  expect(result.hints?.map((hint) => `${hint.definition.code}: ${hint.message}`) ?? []).toEqual([]);
  const theirs =
    result.schema
      ?.toAPISchema()
      .types()
      .map((type) => type.name) ?? [];
  const ours = parse(committed('api')).definitions.flatMap((definition) =>
    'name' in definition && definition.name !== undefined && definition.kind !== Kind.DIRECTIVE_DEFINITION
      ? [definition.name.value]
      : [],
  );
  expect(ours.length).toBeGreaterThan(60);
  expect([...theirs].sort()).toEqual([...ours].sort());
});
