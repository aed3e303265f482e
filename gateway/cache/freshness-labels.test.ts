import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import type { Provenance } from '../federation/subgraph.ts';
import { labelPlaces, relabel } from './freshness-labels.ts';
import type { LabelPlaces } from './freshness-labels.ts';
import { readOperation } from './selected-fields.ts';

const schema = buildSchema(`
  type Query { project: Project things: [[Thing]] plain: Int }
  interface Thing { source: SourceInfo }
  type Project implements Thing { source: SourceInfo parent: Project name: String servedFrom: String }
  type SourceInfo { servedFrom: String staleReason: String asOf: String }
`);

function placesIn(text: string): LabelPlaces | null {
  const operation = readOperation(schema, parse(text), null);
  return operation && labelPlaces(operation);
}

const cached: Provenance = { kind: 'cached', ageMs: 5 };
const stale: Provenance = {
  kind: 'stale',
  ageMs: 5,
  reason: { message: 'down', code: 'SUBGRAPH_TIMEOUT', subgraph: 'erp', details: {} },
};

function relabelled(operation: string, data: unknown, provenance: Provenance): unknown {
  const places = placesIn(operation);
  if (places) relabel(data, places, provenance);
  return data;
}

test('labels are found under aliases, fragments, lists and entities', () => {
  const live = (): object => ({ s: 'LIVE', w: null });
  const operation = `query($r: [_Any!]!) {
    _entities(representations: $r) { ...on Project { parent { x: source { ...L } } } }
    things { ...on Project { source { s: servedFrom } } source { w: staleReason } }
  } fragment L on SourceInfo { s: servedFrom w: staleReason }`;
  const data = {
    _entities: [{ parent: { x: live() } }, null, { parent: null }],
    things: [[{ source: live() }, null], null],
  };
  expect(relabelled(operation, data, stale)).toEqual({
    _entities: [{ parent: { x: { s: 'STALE_CACHE', w: 'SUBGRAPH_TIMEOUT' } } }, null, { parent: null }],
    things: [[{ source: { s: 'STALE_CACHE', w: 'SUBGRAPH_TIMEOUT' } }, null], null],
  });
});

test('only SourceInfo is relabelled, and only what was live or cached', () => {
  const operation = '{ project { servedFrom source { servedFrom } parent { source { servedFrom } } } }';
  const data = {
    project: { servedFrom: 'LIVE', source: { servedFrom: 'CACHE' }, parent: { source: { servedFrom: 'SNAPSHOT' } } },
  };
  expect(relabelled(operation, data, cached)).toEqual({
    project: { servedFrom: 'LIVE', source: { servedFrom: 'CACHE' }, parent: { source: { servedFrom: 'SNAPSHOT' } } },
  });
});

test('an operation without labels has no places', () => {
  expect(placesIn('{ plain project { name source { asOf } } }')).toBeNull();
});
