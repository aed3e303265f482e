// Plans as text: what a question costs in requests, and what each request carries.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, print } from 'graphql';
import { openMask } from '../../gateway/federation/mask.ts';
import { pickOperation } from '../../gateway/federation/operation.ts';
import { planOnce } from '../../gateway/federation/once.ts';
import { noOverrides } from '../../gateway/federation/overrides.ts';
import type { PartPlans } from '../../gateway/federation/pieces.ts';
import { createPlanner } from '../../gateway/federation/plan.ts';
import type { Planner } from '../../gateway/federation/plan.ts';
import { EntityPlanner } from '../../gateway/federation/planner/plan-from-entity.ts';
import { specialise } from '../../gateway/federation/specialise.ts';
import { stagesOf } from '../../gateway/federation/stages.ts';
import type { Supergraph } from '../../gateway/federation/supergraph.ts';
import { printPlan } from '../../gateway/federation/print-plan.ts';
import { compose } from './rig.ts';

const sdls = {
  psa: `
    type Query { projects: [Project!] media: [Medium!] anything: [Thing!] }
    type Mutation { rename(id: ID!, name: String!): Project }
    union Thing = Project | Invoice
    type Project @key(fields: "id") { id: ID! name: String hours: Int parent: Project }
    type Invoice @key(fields: "id") { id: ID! total: Int! }
    interface Medium @key(fields: "id") { id: ID! title: String }
    type Book implements Medium @key(fields: "id") { id: ID! title: String isbn: String }`,
  erp: `
    type Query { ledger: Int }
    type Mutation { close(period: ID!): Int }
    type Project @key(fields: "id") { id: ID! hours: Int @external billed(rate: Int): Int @requires(fields: "hours") }
    type Medium @interfaceObject @key(fields: "id") { id: ID! rating: Int }`,
};

let supergraph: Supergraph;
let planner: Planner;
beforeAll(() => {
  supergraph = compose(sdls);
  planner = createPlanner(supergraph);
});
afterAll(() => planner.close());

async function plan(query: string, conditions: Record<string, boolean> = {}): Promise<string> {
  const operation = pickOperation(supergraph.fullSchema, parse(query), null);
  const known = new Map(Object.entries(conditions));
  const { document } = specialise(supergraph.apiSchema, operation, known, openMask);
  return document ? printPlan(await planner.plan(document, noOverrides)) : 'nothing to ask';
}

test('a list costs one request per subgraph, with what @requires needs', async () => {
  expect(await plan('{ projects { name billed(rate: 3) } }')).toMatchInlineSnapshot(`
    "sequence
      psa: {projects{__typename name id hours}}
      erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{billed_with_1: billed(rate: 3)}}}
        at projects.@ by {Project{hours id}}"
  `);
});

test('the same entities at two places are asked for in one request', async () => {
  expect(await plan('{ projects { billed parent { billed } } }')).toMatchInlineSnapshot(`
    "sequence
      psa: {projects{__typename id parent{__typename id hours} hours}}
      erp: query($__batch_reps_0:[_Any!]!){_e0: _entities(representations: $__batch_reps_0){...on Project{billed_with_0: billed}}}
        at projects.@.parent and projects.@ by {Project{hours id}}"
  `);
});

test('an interface object is asked by the name of the interface', async () => {
  expect(await plan('{ media { title rating ... on Book { isbn } } }')).toMatchInlineSnapshot(`
    "sequence
      psa: {media{__typename title id ...on Book{isbn}}}
      erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Medium{rating}}}
        at media.@ by {Medium{id}} ([Medium].__typename = Medium)"
  `);
});

test('members of a union are told apart on the way down', async () => {
  expect(await plan('{ anything { ... on Project { billed } ... on Invoice { total } } }')).toMatchInlineSnapshot(`
    "sequence
      psa: {anything{__typename ...on Project{__typename id hours} ...on Invoice{total}}}
      erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{billed_with_0: billed}}}
        at anything.@.[Project] by {Project{hours id}}"
  `);
});

test('what one mutation returns is read before the next one runs', async () => {
  expect(
    await plan(
      'mutation { a: rename(id: 1, name: "x") { billed } close(period: 1) b: rename(id: 2, name: "y") { name } }',
    ),
  ).toMatchInlineSnapshot(`
    "serial
      sequence
        psa: mutation{rename_with_1_as_a: rename(id: 1, name: "x"){__typename id hours}}
        erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{billed_with_0: billed}}}
          at rename_with_1_as_a by {Project{hours id}}
      erp: mutation{close_with_2: close(period: 1)}
      psa: mutation{rename_with_3_as_b: rename(id: 2, name: "y"){name}}"
  `);
});

test('a skipped field costs nothing, and a condition does not reach any subgraph', async () => {
  const query = 'query($a: Boolean!, $b: Boolean!) { projects { name @skip(if: $b) ... @include(if: $a) { billed } } }';
  expect(await plan(query, { a: false, b: true })).toMatchInlineSnapshot(`"psa: {projects{__typename}}"`);
  expect(await plan(query, { a: true, b: false })).toMatchInlineSnapshot(`
    "sequence
      psa: {projects{__typename name id hours}}
      erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{billed_with_0: billed}}}
        at projects.@ by {Project{hours id}}"
  `);
});

test('the schema and the type of the root are answered without asking anybody', async () => {
  expect(await plan('{ __typename __schema { queryType { name } } ...F } fragment F on Query { t: __typename }')).toBe(
    'nothing to ask',
  );
});

test('a mutation of which a part has no plan is asked once, with the keys by which that part is fetched', async () => {
  const entities = new EntityPlanner(supergraph.plannedSdl);
  const document = parse('mutation { rename(id: 1, name: "x") { name hours parent { billed name } } }');
  const plans: PartPlans = {
    // As if the planner gave up on `billed`.
    plan: (part) => (print(part).includes('billed') ? Promise.reject(new Error()) : planner.plan(part, noOverrides)),
    stages: (leaf) =>
      stagesOf(supergraph.fullSchema, leaf, (typename, selectionSet, operation) =>
        entities.plan(typename, { selectionSet, operation }, noOverrides),
      ),
  };
  expect(printPlan(await planOnce(document, plans, new Error('no plan')))).toMatchInlineSnapshot(`
    "sequence
      psa: mutation{rename(id: 1, name: "x"){name hours parent{__typename id name}}}
      psa: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{hours}}}
        at rename.parent by {Project{id}}
      erp: query($representations:[_Any!]!){_entities(representations: $representations){...on Project{billed}}}
        at rename.parent by {Project{hours id}}"
  `);
  const hopeless: PartPlans = { ...plans, plan: () => Promise.reject(new Error()) };
  await expect(planOnce(document, hopeless, new Error('no plan'))).rejects.toThrow('no plan');
  entities.close();
});
