// Interfaces, unions and interface objects.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { library } from '../graphs.ts';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

let federation: Federation;
beforeAll(async () => {
  const rating = ({ scale }: { scale: number }): number => scale - 1;
  const book: WorldRecord = { id: 'b1', title: 'Book', isbn: '978', size: 10, weight: 1, rating };
  const film: WorldRecord = { id: 'f1', title: 'Film', minutes: 60, size: 2, reel: 3, stored: 'shelf 3', rating };
  const reader: WorldRecord = { id: 'r1', name: 'Reader', mood: 'good', likes: [film, null, book] };
  const media = [book, film];
  media.forEach((medium) => Object.assign(medium, { next: book, critics: [reader] }));
  federation = await federate(library, {
    Query: { media, best: [film, book], nodes: [...media, reader], search: [[book, reader], null, [film]] },
    Book: [book],
    Film: [film],
    Reader: [reader],
  });
});
afterAll(() => federation.close());

async function answeredAsTheMonolithDoes(query: string): Promise<void> {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
}

test('an interface’s own fields need no type; fragments go on by type', async () => {
  const query = '{ nodes { id ... on Book { weight } ... on Film { stored } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      catalogue: {nodes{id __typename ...on Book{__typename id} ...on Film{__typename id}}}
      parallel
        archive: query($representations:[_Any!]!){_entities(representations: $representations){...on Film{reel}}}
          at nodes.@.[Film] by {Film{id}}
        ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Book{weight}}}
          at nodes.@.[Book] by {Book{id}}
      ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Film{stored}}}
        at nodes.@.[Film] by {Film{reel id}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('members of a union go on each to its own subgraph', async () => {
  const query = '{ search { ... on Reader { name mood } ... on Book { weight } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      catalogue: {search{__typename ...on Reader{__typename name id} ...on Book{__typename id}}}
      ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Book{weight} ...on Reader{mood}}}
        at search.@ by {Book{id} Reader{id}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('a field that an interface object adds is asked by the interface’s name', async () => {
  const query = '{ media { title rating } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      catalogue: {media{__typename title id}}
      ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Medium{rating_with_0: rating}}}
        at media.@ by {Medium{id}} ([Medium].__typename = Medium)"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('an interface object as the way in asks for the type only where the client needs it', async () => {
  expect(await federation.plan('{ best { rating } }')).toMatchInlineSnapshot(
    `"ratings: {best{rating_with_0: rating}}"`,
  );
  const query = '{ best { rating __typename ... on Book { isbn } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      ratings: {best{__typename rating_with_0: rating id}}
      catalogue: query($representations:[_Any!]!){_entities(representations: $representations){...on Medium{__typename ...on Book{isbn}}}}
        at best.@ by {Medium{id}} ([Medium].__typename = Medium)"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('fields of an interface object beside fields of one type, and under aliases', async () => {
  await answeredAsTheMonolithDoes(
    '{ media { r: rating(scale: 9) ... on Film { s: stored rating } critics { mood } } }',
  );
});

test('what one type is asked by its own name beside what all are asked by their interface’s', async () => {
  const query = '{ search { ... on Book { weight } ... on Film { rating } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      catalogue: {search{__typename ...on Book{__typename id} ...on Film{__typename id}}}
      ratings: query($representations:[_Any!]!$representations_own:[_Any!]!){_entities(representations:$representations){...on Medium{rating_with_0:rating}}_entities_own:_entities(representations:$representations_own){...on Book{weight}}}
        at search.@ by {Book{id} Film{id}} ([Medium].__typename = Medium)
        at search.@ by {Book{id}}"
  `);
  await answeredAsTheMonolithDoes(query);
  await answeredAsTheMonolithDoes('{ media { title critics { mood } ... on Book { weight } ... on Film { stored } } }');
  await answeredAsTheMonolithDoes(
    '{ nodes { id ... on Film { rating(scale: 2) } } search { ... on Book { next: weight } ... on Film { rating(scale: 3) } } }',
  );
});

test('a field of an interface object asked of one type is fetched for that type whatever others are asked', async () => {
  await answeredAsTheMonolithDoes(
    '{ best { critics { name id } ... on Film { next: rating(scale: 3) minutes } ... on Book { id isbn } } }',
  );
  await answeredAsTheMonolithDoes(
    '{ best { id title ... on Film { rating critics { name } } ... on Book { size id } } }',
  );
});
