// Which plans let bare entities become one object.
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { readSelections } from '../planner/selections.ts';
import type { EntityFetch, PlaceSegment, Step } from '../steps.ts';
import { sharesBare } from './shares-bare.ts';

function fetchAt(...place: readonly PlaceSegment[]): EntityFetch {
  const selection = readSelections(buildSchema('type Query { a: Int }'), '{ a }').under('_entities', []);
  const batch = { key: '_entities', variable: 'representations', places: [place], requires: [], selection };
  return {
    kind: 'entity-fetch',
    operation: { subgraph: 'shops', kind: 'query', text: '', variables: [] },
    batches: [{ ...batch, representationRewrites: [], rewrites: [] }],
  };
}

const anywhere = fetchAt({ kind: 'items' }, { kind: 'field', key: 'shop' });
const onBooks = fetchAt({ kind: 'types', names: ['Book'] }, { kind: 'field', key: 'shop' });

test('a plan of places on any type lets bare entities become one object, one place on some types keeps all apart', () => {
  const together: Step = { kind: 'sequence', steps: [anywhere, { kind: 'parallel', steps: [anywhere] }] };
  const apart: Step = { kind: 'sequence', steps: [anywhere, { kind: 'parallel', steps: [onBooks] }] };
  const turn = (step: Step): Step => ({ kind: 'serial', turns: [{ step, endsOperation: () => false }] });
  expect([together, turn(together)].map(sharesBare)).toEqual([true, true]);
  expect([apart, turn(apart)].map(sharesBare)).toEqual([false, false]);
});
