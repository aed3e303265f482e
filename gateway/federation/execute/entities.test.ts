import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { readSelections } from '../planner/selections.ts';
import type { EntityBatch, PlaceSegment } from '../steps.ts';
import { collectWanted, mergeEntities } from './entities.ts';
import { Failure } from './failure.ts';
import type { Tree } from './tree.ts';

const schema = buildSchema(
  'type Query { a: User } type User { id: ID! best: User } interface Medium { id: ID } type Book implements Medium { id: ID }',
);

function batchAt(...places: readonly string[]): EntityBatch {
  return {
    key: '_entities',
    variable: 'representations',
    places: places.map((place) => place.split('.').map(segment)),
    requires: [
      { kind: 'type', name: 'User', selections: [{ kind: 'field', key: 'id', name: 'id', selections: null }] },
    ],
    representationRewrites: [],
    rewrites: [],
    selection: readSelections(schema, '{ _entities { __typename best { id } score } }').under('_entities', []),
  };
}

function segment(text: string): PlaceSegment {
  return text === '@' ? { kind: 'items' } : { kind: 'field', key: text };
}

/** Each with its own memory, for none of these trees is gone through twice. */
const collecting = (sharesBare = true) => ({ schema, sharedParts: new Set<unknown>(), sharesBare });

const user = (id: string): Tree => ({ __typename: 'User', id });

test('the same entity is asked for once, wherever and however often it is', () => {
  const root = {
    list: [
      [user('1'), null],
      [user('2'), user('1')],
    ],
    one: user('1'),
  };
  const wanted = collectWanted(collecting(), batchAt('list.@', 'one'), root);
  expect(wanted.map(({ representation }) => representation)).toEqual([user('1'), user('2')]);
  expect(wanted.map(({ path }) => path)).toEqual([
    ['list', 0, 0],
    ['list', 1, 0],
  ]);
});

test('parts of an entity are shared within a place and never across places', () => {
  const root = { list: [user('1'), user('1')], one: user('1') };
  const batch = batchAt('list.@', 'one');
  mergeEntities({ schema, sharedParts: new Set() }, batch, collectWanted(collecting(), batch, root), [
    { best: { id: '2' } },
  ]);
  const [first, second] = root.list;
  expect(first?.best).toBe(second?.best);
  expect(root.one.best).toEqual({ id: '2' });
  expect(root.one.best).not.toBe(first?.best);
});

test('entities of which nothing but the key is known become one object at a place, others stay as they are', () => {
  const root = { list: [user('1'), { ...user('1'), score: 5 }, user('2'), user('1')], one: user('1') };
  const known = collecting();
  const wanted = collectWanted(known, batchAt('list.@', 'one'), root);
  const [bare, richer, other, again] = root.list;
  expect([again, root.one].map((object) => object === bare)).toEqual([true, false]);
  expect([richer, other].map((object) => object === bare)).toEqual([false, false]);
  expect([...known.sharedParts]).toEqual([bare]);
  expect(wanted.map(({ targets }) => targets)).toEqual([[[bare, richer], [root.one]], [[other]]]);
});

test('a bare entity that several objects share is replaced at each of them', () => {
  const [one, other] = [user('1'), user('1')];
  const root = { list: [{ best: one }, { best: other }, { best: other }] };
  collectWanted({ schema, sharedParts: new Set([other]), sharesBare: true }, batchAt('list.@.best'), root);
  expect(root.list.map(({ best }) => best === one)).toEqual([true, true, true]);
});

test('bare entities stay apart where a plan may ask the same key with other arguments, or one of them failed', () => {
  const error = { message: 'no', code: 'X', subgraph: 's', details: {} };
  const apart = { list: [user('1'), user('1')] };
  collectWanted(collecting(false), batchAt('list.@'), apart);
  expect(apart.list[0]).not.toBe(apart.list[1]);
  const failing = { list: [user('1'), { ...user('1'), best: new Failure(error) }] };
  collectWanted(collecting(), batchAt('list.@'), failing);
  expect(failing.list[0]).not.toBe(failing.list[1]);
});

test('a failed entity fails the fields that were asked for, but not what is known from elsewhere', () => {
  const root = { one: { ...user('1'), score: 5 } as Tree };
  const batch = batchAt('one');
  const error = { message: 'no', code: 'X', subgraph: 's', details: {} };
  mergeEntities({ schema, sharedParts: new Set() }, batch, collectWanted(collecting(), batch, root), [
    new Failure(error, ['best', 'name']),
  ]);
  expect(root.one.score).toBe(5);
  expect(root.one.best).toEqual(new Failure(error, ['name']));
});

test('an entity of which nothing is known is not asked for', () => {
  const error = { message: 'no', code: 'X', subgraph: 's', details: {} };
  const root = {
    list: [
      { __typename: 'User', id: null },
      { __typename: 'User', id: new Failure(error) },
      { __typename: 'Book', id: '1' },
    ],
  };
  expect(collectWanted(collecting(), batchAt('list.@'), root)).toEqual([]);
});

test('values that look alike as text are told apart', () => {
  const ids: unknown[] = ['1', 1, 'true', true, '{"id":"1"}', { id: '1' }, '"1"', '-', '[1]', [1]];
  const root = { list: ids.map((id) => ({ __typename: 'User', id })) };
  const wanted = collectWanted(collecting(), batchAt('list.@'), root);
  expect(wanted.map(({ representation }) => representation.id)).toEqual(ids);
});

test('a subgraph that knows only the interface does not take away what is known of the type', () => {
  const book = { __typename: 'Book', id: '1' };
  const vague: Tree = { id: '2' };
  const wantedOf = (object: Tree) => [
    { representation: object, targets: [[object]], lastPlace: 0, bare: null, path: [] },
  ];
  const merging = { schema, sharedParts: new Set() };
  mergeEntities(merging, batchAt('a'), wantedOf(book), [{ __typename: 'Medium', score: 5 }]);
  mergeEntities(merging, batchAt('a'), wantedOf(vague), [{ __typename: 'Medium', score: 6 }]);
  mergeEntities(merging, batchAt('a'), wantedOf(vague), [{ __typename: 'Book' }]);
  expect(book).toEqual({ __typename: 'Book', id: '1', score: 5 });
  expect(vague).toEqual({ __typename: 'Book', id: '2', score: 6 });
});
