// Features that few graphs use, with the plans they lead to. Their cases are those of the audit (../audit), which
// `npm run measure -- audit` asks of the gateway's command together with all others.
import { afterEach, expect, test } from 'vitest';
import { suites } from '../audit/suites.ts';
import type { Suite } from '../audit/suite.ts';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';

let federation: Federation;
afterEach(() => federation.close());

async function open(feature: string): Promise<Suite> {
  const suite = suites.find((one) => one.feature === feature);
  if (!suite) throw new Error(`There is no suite "${feature}"`);
  federation = await federate(suite.sdls, suite.world());
  return suite;
}

/** Asks every case whose answer the monolith knows; fails when there is none. */
async function expectAnswersOfTheMonolith({ cases }: Suite): Promise<void> {
  const known = cases.filter(({ expected }) => expected === undefined);
  expect(known.length).toBeGreaterThan(1);
  for (const { query, variables = {} } of known) {
    const { data, errors } = await federation.ask(query, { variables });
    expect(errors, query).toBeUndefined();
    expect({ data }, query).toEqual(await federation.monolith(query, variables));
  }
}

test('an interface object whose key is not resolvable leads to the subgraph that knows the types', async () => {
  const suite = await open('@interfaceObject with a key that is not resolvable');
  expect(await federation.plan('{ b { id ... on Novel { title } } }')).toMatchInlineSnapshot(`
    "sequence
      b: {b{__typename id}}
      a: query($representations:[_Any!]!){_entities(representations: $representations){...on Good{__typename ...on Novel{title}}}}
        at b by {Good{id}} ([Good].__typename = Good)"
  `);
  expect(await federation.plan('{ shelf { first { id } } }')).toMatchInlineSnapshot(`"c: {shelf{first{id}}}"`);
  await expectAnswersOfTheMonolith(suite);
});

test('an interface object requires a field of the types behind it, also where it was asked itself', async () => {
  const suite = await open('@interfaceObject with @requires');
  expect(await federation.plan('{ otherUsers { ... on User { age name login } } }')).toMatchInlineSnapshot(`
    "sequence
      b: {otherUsers{__typename id}}
      a: query($representations:[_Any!]!){_entities(representations: $representations){...on NodeWithName{__typename id name ...on User{age name}}}}
        at otherUsers.@ by {NodeWithName{id}} ([NodeWithName].__typename = NodeWithName)
      b: query($representations:[_Any!]!){_entities(representations: $representations){...on NodeWithName{login}}}
        at otherUsers.@ by {NodeWithName{name id}} ([NodeWithName].__typename = NodeWithName)"
  `);
  await expectAnswersOfTheMonolith(suite);
});

test('what is provided on an interface or a union spares a request; what lies beside it is asked for', async () => {
  await expectAnswersOfTheMonolith(await open('@provides on an interface'));
  expect(await federation.plan('{ medium { beasts { id name } } }')).toMatchInlineSnapshot(
    `"first: {medium{__typename beasts{__typename id name}}}"`,
  );
  await federation.close();
  const suite = await open('@provides on a union');
  expect(await federation.plan('{ media { ... on Novel { title } ... on Song { title } } }')).toMatchInlineSnapshot(`
    "sequence
      first: {media{__typename ...on Novel{title} ...on Song{__typename id}}}
      second: query($representations:[_Any!]!){_entities(representations: $representations){...on Song{title}}}
        at media.@.[Song] by {Song{id}}"
  `);
  await expectAnswersOfTheMonolith(suite);
});

test('two subgraphs may require fields of each other, as long as no field requires itself', async () => {
  const suite = await open('@requires in a circle');
  expect(await federation.plan('{ feed { byNovice } }')).toMatchInlineSnapshot(`
    "sequence
      posts: {feed{__typename id by{__typename id}}}
      authors: query($representations:[_Any!]!){_entities(representations: $representations){...on Author{postCount}}}
        at feed.@.by by {Author{id}}
      posts: query($representations:[_Any!]!){_entities(representations: $representations){...on Post{byExpert}}}
        at feed.@ by {Post{by{postCount} id}}
      authors: query($representations:[_Any!]!){_entities(representations: $representations){...on Post{byNovice}}}
        at feed.@ by {Post{byExpert id}}"
  `);
  await expectAnswersOfTheMonolith(suite);
});

test('a field of an interface may be overridden on one type and not on another', async () => {
  const suite = await open('@override of a type’s interface field');
  expect(await federation.plan('{ feed { id madeAt } }')).toMatchInlineSnapshot(`
    "sequence
      a: {feed{id __typename ...on Image{__typename id} ...on Words{madeAt}}}
      b: query($representations:[_Any!]!){_entities(representations: $representations){...on Image{madeAt}}}
        at feed.@.[Image] by {Image{id}}"
  `);
  await expectAnswersOfTheMonolith(suite);
});
