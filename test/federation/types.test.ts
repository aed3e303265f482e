// Interfaces, unions, interface objects, and what is hidden from the public schema.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { library } from './graphs.ts';
import { federate } from './rig.ts';
import type { Federation } from './rig.ts';
import type { World, WorldRecord } from './world.ts';

function makeWorld(): World {
  const rating = { rating: ({ scale }: { scale: number }) => scale - 1 };
  const books: WorldRecord[] = [1, 2].map((n) => ({
    id: `b${n}`,
    title: `Book ${n}`,
    isbn: `978-${n}`,
    size: n * 10,
    weight: n,
    ...rating,
  }));
  const films: WorldRecord[] = [1, 2].map((n) => ({
    id: `f${n}`,
    title: `Film ${n}`,
    minutes: n * 60,
    size: n,
    reel: n * 3,
    stored(this: WorldRecord) {
      return `shelf ${String(this.reel)}`;
    },
    ...rating,
  }));
  const readers: WorldRecord[] = [1, 2].map((n) => ({
    id: `r${n}`,
    name: `Reader ${n}`,
    mood: n === 1 ? 'good' : null,
  }));
  const [book, book2] = books;
  const [film] = films;
  const all = [...books, ...films];
  all.forEach((medium, index) => {
    medium.next = all[index + 1] ?? null;
    medium.critics = readers.slice(index % 2);
  });
  readers.forEach((reader) => (reader.likes = [film, reader, null, book2]));
  const secret = { id: 's1' };
  const everything = [...all, ...readers, secret];
  return {
    Query: {
      media: all,
      best: [film, book],
      nodes: [...all, ...readers],
      node: ({ id }: { id: string }) => everything.find((one) => one.id === id) ?? null,
      search: [[book, readers[0]], null, [film, null]],
      shelf: { place: { __typename: 'Street', label: 'High Street' }, kind: 'LOCKED' },
    },
    Book: books,
    Film: films,
    Reader: readers,
    Secret: [secret],
  };
}

let federation: Federation;
beforeAll(async () => (federation = await federate(library, makeWorld())));
afterAll(() => federation.close());

const questions: Record<string, string> = {
  'an interface, only its own fields': '{ nodes { id } media { title } }',
  'an interface, by type':
    '{ nodes { id __typename ... on Book { isbn weight } ... on Film { stored } ... on Reader { mood } } }',
  'a fragment on an interface inside another interface':
    '{ nodes { ... on Medium { title rating ... on Film { minutes } } } }',
  'fields added to an interface by an interface object':
    '{ media { title rating r: rating(scale: 10) critics { name mood } } }',
  'an interface object as the way in':
    '{ best { rating title __typename ... on Book { isbn next { title rating } } } }',
  'an interface object, nothing else asked': '{ best { rating } }',
  'a union in lists of lists with holes':
    '{ search { __typename ... on Reader { name mood likes { ... on Film { stored } ... on Book { weight } } } ... on Book { weight title } ... on Film { size } } }',
  'one response key of two nullabilities in the subgraph':
    '{ search { ... on Book { n: title } ... on Film { n: title size } ... on Reader { n: name } } }',
  'nested interfaces': '{ media { next { next { title rating ... on Film { reel } } } } }',
};

test.each(Object.entries(questions))('%s is answered as the monolith answers it', async (_name, query) => {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('a type told once stays known when an interface object is asked again for another piece of the plan', async () => {
  const query = `{ best { __typename critics { name } id next { next { rating(scale: 4) next { t: __typename id
    ... on Book { rating(scale: 3) weight size } } id } critics { likes { ... on Reader { mood name } } } id } } }`;
  expect((await federation.plan(query)).match(/ratings: \{best/g)?.length).toBeGreaterThan(1);
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('two nullabilities under one key travel under two names and come back under the client’s', async () => {
  const query =
    '{ media { ... on Film { size } ... on Book { size } } search { ... on Film { size } ... on Book { size } } }';
  expect(await federation.plan(query)).toContain('_internal_qp_alias');
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('so it is where they meet below fields that are apart themselves', async () => {
  const query =
    '{ media { ... on Film { next { ... on Film { size } } } ... on Book { next { ... on Book { size } } } } }';
  expect(await federation.plan(query)).toContain('size__of__Film -> size');
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
});

test('a value of a type that clients may not see is null without an error, and its place is told without the type', async () => {
  const { data, errors, hidden } = await federation.ask('{ node(id: "s1") { id __typename } }');
  expect(data).toEqual({ node: null });
  expect(errors).toBeUndefined();
  expect(hidden).toMatchObject([{ path: ['node'] }]);
  expect(JSON.stringify(hidden)).not.toContain('Secret');
});

test('an enum value that clients may not see is null without an error, and its place is told', async () => {
  const { data, errors, hidden } = await federation.ask('{ shelf { kind place { ... on Street { label } } } }');
  expect(data).toEqual({ shelf: { kind: null, place: { label: 'High Street' } } });
  expect(errors).toBeUndefined();
  expect(hidden).toMatchObject([{ path: ['shelf', 'kind'] }]);
  expect(JSON.stringify(hidden)).not.toContain('LOCKED');
});

test('introspection knows nothing of the composer and of what is inaccessible', async () => {
  const { data } = await federation.ask(
    '{ __schema { types { name } directives { name } } __type(name: "Kind") { enumValues { name } } }',
  );
  const text = JSON.stringify(data);
  expect(text).not.toMatch(/join__|link__|Secret|LOCKED|inaccessible|"tag"/);
  expect(text).toContain('"OPEN"');
});

test('introspection and data come in one answer, in the order asked for', async () => {
  const { data, errors } = await federation.ask(
    'query($n: String!) { t: __typename media { id } a: __type(name: $n) { kind } ...F } fragment F on Query { b: __type(name: "Nobody") { name } s: __schema { queryType { name } } }',
    { variables: { n: 'Film' } },
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ t: 'Query', a: { kind: 'OBJECT' }, b: null, s: { queryType: { name: 'Query' } } });
  expect(Object.keys(data ?? {})).toEqual(['t', 'media', 'a', 'b', 's']);
});

test('a query that ends the planner’s process is planned in pieces; others of the same moment are answered', async () => {
  const deadly = '{ node(id: "f1") { ... on Film { x: stored critics { __typename } } } }';
  const queries = [deadly, '{ media { title } }', '{ best { title } }', '{ media { rating } }', deadly];
  const answers = await Promise.all(queries.map((query) => federation.ask(query)));
  for (const [index, { data, errors }] of answers.entries()) {
    expect(errors).toBeUndefined();
    expect({ data }).toEqual(await federation.monolith(queries[index] ?? ''));
  }
});
