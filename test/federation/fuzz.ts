// The differential fuzz: random queries over random worlds and graphs, answered by the federation and by graphql-js over
// the whole world. Both answers must be equal, errors, nulls and the order of mutations included.
import { isDeepStrictEqual } from 'node:util';
import { graphql, GraphQLError, isObjectType, Kind, parse } from 'graphql';
import type { ConstValueNode, DocumentNode, ExecutionResult, GraphQLSchema, ObjectTypeDefinitionNode } from 'graphql';
import type { FederationEngine } from '../../gateway/federation/engine.ts';
import { placesPerTroubleMax } from '../../gateway/federation/execute/client-errors.ts';
import { openMask } from '../../gateway/federation/mask.ts';
import { readAnswer } from '../../gateway/federation/read-answer.ts';
import type { AskSubgraph } from '../../gateway/federation/subgraph.ts';
import { featuresOfAnswer, featuresOfGraph, featuresOfOperation } from './fuzz-features.ts';
import { ledger, library, plainLibrary, shop } from './graphs.ts';
import { randomGraph } from './random-graph.ts';
import type { RandomGraph } from './random-graph.ts';
import { chanceFrom } from './random.ts';
import type { Chance } from './random.ts';
import { randomQuery } from './random-query.ts';
import { randomWorld } from './random-world.ts';
import type { RandomWorld } from './random-world.ts';
import { compose, someCaller } from './rig.ts';
import { askMonolith, subgraphDocument, subgraphSchema } from './world.ts';

/** An engine, or a copy of it with a planted fault. */
export type Engine = Pick<FederationEngine, 'run' | 'close'>;
export type EngineClass = new (...parameters: ConstructorParameters<typeof FederationEngine>) => Engine;

/** Queries per world: a new world costs more than a query. */
const queriesPerWorld = 25;

/** What the cases were made of. */
export class Tally {
  cases = 0;
  leaves = 0;
  entityHops = 0;
  /** Valid queries that the planner gives up on; the gateway says so and asks nobody. */
  unplannable = 0;
  readonly features = new Map<string, number>();

  note(features: Iterable<string>): void {
    for (const feature of features) this.features.set(feature, (this.features.get(feature) ?? 0) + 1);
  }
}

/** Graphs in turn: the ones made by hand, and between them random ones. */
function graphOf(turn: number, chance: Chance): readonly [string, RandomGraph] {
  const fixed = { shop, plainLibrary, ledger, library };
  const names = Object.keys(fixed) as (keyof typeof fixed)[];
  const name = names[(turn >> 1) % names.length];
  return turn % 2 === 0 && name ? [name, { sdls: fixed[name], labels: [] }] : ['random', randomGraph(chance)];
}

/** Runs cases until the first difference; tells it, or null when there was none. */
export async function firstDifference(
  engineClass: EngineClass,
  { seed, cases }: { readonly seed: number; readonly cases: number },
  tally: Tally,
): Promise<string | null> {
  for (let turn = 0; turn * queriesPerWorld < cases; turn += 1) {
    const chance = chanceFrom(seed + turn * 7_919);
    const [name, graph] = graphOf(turn, chance);
    const difference = await differenceInWorld(engineClass, graph, chance, tally);
    if (difference) return `graph ${name}, turn ${turn}, seed ${seed}\n${difference}`;
  }
  return null;
}

/** Whole worlds, worlds with holes, and worlds where much fails: errors hide what lies below them. */
const hazardsOfWorlds = [
  { nullShare: 0, errorShare: 0 },
  { nullShare: 0.15, errorShare: 0.04 },
  { nullShare: 0.05, errorShare: 0.15 },
];

async function differenceInWorld(
  engineClass: EngineClass,
  { sdls, labels }: RandomGraph,
  chance: Chance,
  tally: Tally,
): Promise<string | null> {
  const supergraph = compose(sdls);
  const documents = Object.entries(sdls).map(([name, sdl]) => [name, subgraphDocument(sdl)] as const);
  const parsed = documents.map(([, document]) => document);
  const made = randomWorld(supergraph, parsed, chance, chance.pick(hazardsOfWorlds));
  const schemas = new Map(
    documents.map(([name, document]) => [name, subgraphSchema(document, made.world, () => supergraph.fullSchema)]),
  );
  poisonOverridden(new Map(documents), schemas, labels);
  const engine = new engineClass(supergraph, inProcess(schemas, tally), labels);
  const features = featuresOfGraph(parsed);
  try {
    for (let index = 0; index < queriesPerWorld; index += 1) {
      const query = randomQuery(supergraph.apiSchema, chance);
      const difference = await differenceIn(engine, { ...query, schema: supergraph.apiSchema, made }, tally);
      if (difference.kind === 'different') return `${difference.text}\n${Object.values(sdls).join('\n---\n')}`;
      if (difference.kind === 'unplannable') continue;
      const document = parse(query.text);
      tally.note(featuresOfOperation(supergraph.apiSchema, document, query.variables, features));
      tally.note(featuresOfAnswer(difference.answer));
    }
  } finally {
    engine.close();
  }
  return null;
}

interface Case {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly schema: GraphQLSchema;
  readonly made: RandomWorld;
}

type Outcome =
  | { readonly kind: 'equal'; readonly answer: ExecutionResult }
  | { readonly kind: 'different'; readonly text: string }
  | { readonly kind: 'unplannable' };

async function differenceIn(engine: Engine, { text, variables, schema, made }: Case, tally: Tally): Promise<Outcome> {
  made.done.length = 0;
  const actual = await answer(engine, text, variables);
  if (actual === 'not plannable') {
    tally.unplannable += 1;
    return { kind: 'unplannable' };
  }
  const done = made.done.splice(0);
  const expected = await askMonolith(schema, made.world, text, variables);
  tally.cases += 1;
  count(expected.data, tally);
  const isEqual =
    isDeepStrictEqual(actual.data, expected.data) &&
    areSamePlaces(actual, expected) &&
    isDeepStrictEqual(done, made.done);
  if (isEqual) return { kind: 'equal', answer: expected };
  const lines = [text, JSON.stringify(variables), 'expected', show(expected), 'actual', show(actual)];
  return { kind: 'different', text: [...lines, `done ${done.join()} instead of ${made.done.join()}`].join('\n') };
}

async function answer(
  engine: Engine,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult | 'not plannable'> {
  const { data, errors, hidden } = await engine.run({
    document: parse(text),
    documentHash: text,
    operationName: null,
    variables,
    mask: openMask,
    caller: someCaller(),
  });
  if (errors.some(({ extensions }) => extensions.code === 'QUERY_NOT_PLANNABLE')) return 'not plannable';
  // graphql-js has an error where the gateway has a value that clients may not know: the places must be the same.
  return JSON.parse(JSON.stringify({ data, errors: [...errors, ...hidden] })) as ExecutionResult;
}

/** Asks the subgraphs' schemas directly, through JSON as HTTP would. */
function inProcess(schemas: ReadonlyMap<string, GraphQLSchema>, tally: Tally): AskSubgraph {
  return async ({ operation, variables }) => {
    const schema = schemas.get(operation.subgraph);
    if (!schema) throw new Error(`No subgraph ${operation.subgraph}`);
    if (operation.text.includes('_entities')) tally.entityHops += 1;
    const sent = JSON.parse(JSON.stringify(variables)) as Record<string, unknown>;
    const result = await graphql({ schema, source: operation.text, variableValues: sent });
    const answer = readAnswer(JSON.stringify(result), operation.subgraph);
    if (!answer) throw new Error(`${operation.subgraph} answered nothing`);
    return { kind: 'answered', ...answer, provenance: { kind: 'live' } };
  };
}

/** Makes the subgraph whose turn it is not fail where an @override is decided; `percent(35)` may be either. */
function poisonOverridden(
  documents: ReadonlyMap<string, DocumentNode>,
  schemas: ReadonlyMap<string, GraphQLSchema>,
  labels: readonly string[],
): void {
  for (const [subgraph, { definitions }] of documents) {
    const types = definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
    for (const { name, field, override } of types.flatMap(overriddenFields)) {
      const [from = '', label] = (override.arguments ?? []).map(({ value }) => textOf(value));
      if (label?.startsWith('percent(') === true && !/\((0|100)\)/.test(label)) continue;
      const hasMoved = label === undefined || label === 'percent(100)' || labels.includes(label);
      const type = schemas.get(hasMoved ? from : subgraph)?.getType(name);
      const loser = isObjectType(type) ? type.getFields()[field] : undefined;
      if (loser) loser.resolve = () => new GraphQLError('This subgraph was overridden');
    }
  }
}

function overriddenFields({ name, fields = [] }: ObjectTypeDefinitionNode) {
  return fields.flatMap((field) =>
    (field.directives ?? [])
      .filter((directive) => directive.name.value === 'override')
      .map((override) => ({ name: name.value, field: field.name.value, override })),
  );
}

function textOf(value: ConstValueNode): string {
  return value.kind === Kind.STRING ? value.value : '';
}

/** Beyond a limit the gateway counts errors instead of listing them: then those that it lists must be among the expected. */
function areSamePlaces(actual: ExecutionResult, expected: ExecutionResult): boolean {
  const errors = actual.errors ?? [];
  const listed = errors.filter(({ extensions }) => extensions?.code !== 'ERRORS_OMITTED');
  const places = nulledPlaces({ ...actual, errors: listed });
  const expectedPlaces = nulledPlaces(expected);
  if (listed.length === errors.length) return isDeepStrictEqual(places, expectedPlaces);
  const known = new Set(expectedPlaces);
  // No limit is below this: whoever leaves out more is not counting but losing them.
  const isAtALimit = listed.length >= placesPerTroubleMax && listed.length < (expected.errors ?? []).length;
  return isAtALimit && places.every((place) => known.has(place));
}

/** The places that errors emptied: which of several errors below one lost object is told is nobody's business. */
function nulledPlaces({ data, errors = [] }: ExecutionResult): string[] {
  const places = errors.map(({ path = [] }) => {
    let value: unknown = data;
    for (const [depth, segment] of path.entries()) {
      if (value === null || value === undefined) return path.slice(0, depth).join('.');
      value = (value as Record<string | number, unknown>)[segment];
    }
    return path.join('.');
  });
  return [...new Set(places)].sort();
}

function count(value: unknown, tally: Tally): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') tally.leaves += 1;
  else Object.values(value).forEach((part) => count(part, tally));
}

function show({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors: errors?.map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`) });
}
