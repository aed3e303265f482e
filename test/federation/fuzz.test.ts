// Random queries over random worlds: the federated answer must equal graphql-js over the whole world, errors and nulls
// included. FUZZ_SEED repeats a run, FUZZ_CASES makes it longer.
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { graphql, parse } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { FederationEngine } from '../../gateway/federation/engine.ts';
import { openMask } from '../../gateway/federation/mask.ts';
import { readAnswer } from '../../gateway/federation/read-answer.ts';
import type { AskSubgraph } from '../../gateway/federation/subgraph.ts';
import { ledger, plainLibrary, shop } from './graphs.ts';
import { chanceFrom } from './random.ts';
import type { Chance } from './random.ts';
import { randomQuery } from './random-query.ts';
import { randomWorld } from './random-world.ts';
import { compose, someCaller } from './rig.ts';
import { askMonolith, subgraphDocument, subgraphSchema } from './world.ts';

const seedOfRun = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
/** Planted faults are looked for under one seed, so that the search does not fail by bad luck. */
const seedOfFaults = 4;
/** Cases per graph: a few seconds on one core. */
const casesPerGraph = Number(process.env.FUZZ_CASES ?? 250);
/** Queries per world: a new world costs more than a query. */
const queriesPerWorld = 25;
/** Copies of the engine with a fault in them. */
const plantedRoot = fileURLToPath(new URL('../../.data/planted/', import.meta.url));
const gatewayRoot = fileURLToPath(new URL('../../gateway/', import.meta.url));

const graphs = { shop, plainLibrary, ledger } as const;
type Engine = Pick<FederationEngine, 'run'>;
type EngineClass = new (...parameters: ConstructorParameters<typeof FederationEngine>) => Engine;

/** What the cases were made of: a fuzz that asks nothing finds nothing. */
interface Tally {
  cases: number;
  leaves: number;
  errors: number;
  entityHops: number;
  longLists: number;
  /** Valid queries that the planner gives up on; the gateway says so and asks nobody. */
  unplannable: number;
}

/** Runs cases until the first difference; tells it, or null when there was none. */
async function firstDifference(engineClass: EngineClass, seed: number, tally: Tally): Promise<string | null> {
  for (const [name, sdls] of Object.entries(graphs)) {
    for (let worldIndex = 0; worldIndex * queriesPerWorld < casesPerGraph; worldIndex += 1) {
      const difference = await differenceInWorld(engineClass, sdls, chanceFrom(seed + worldIndex * 7_919), tally);
      if (difference) return `graph ${name}, world ${worldIndex}, seed ${seed}\n${difference}`;
    }
  }
  return null;
}

async function differenceInWorld(
  engineClass: EngineClass,
  sdls: Readonly<Record<string, string>>,
  chance: Chance,
  tally: Tally,
): Promise<string | null> {
  const supergraph = compose(sdls);
  const schema = supergraph.apiSchema;
  const documents = Object.entries(sdls).map(([name, sdl]) => [name, subgraphDocument(sdl)] as const);
  const hazards = chance.pick(hazardsOfWorlds);
  const world = randomWorld(
    schema,
    documents.map(([, document]) => document),
    chance,
    hazards,
  );
  const schemas = new Map(documents.map(([name, document]) => [name, subgraphSchema(document, world, () => schema)]));
  const engine = new engineClass(supergraph, inProcess(schemas, tally));
  for (let index = 0; index < queriesPerWorld; index += 1) {
    const { text, variables } = randomQuery(schema, chance);
    const actual = await answer(engine, text, variables);
    if (actual === 'not plannable') {
      tally.unplannable += 1;
      continue;
    }
    const expected = await askMonolith(schema, world, text, variables);
    tally.cases += 1;
    tally.errors += expected.errors?.length ?? 0;
    count(expected.data, tally);
    if (
      isDeepStrictEqual(actual.data, expected.data) &&
      isDeepStrictEqual(nulledPlaces(actual), nulledPlaces(expected))
    ) {
      continue;
    }
    return [text, JSON.stringify(variables), 'expected', show(expected), 'actual', show(actual)].join('\n');
  }
  return null;
}

/** Whole worlds, worlds with holes, and worlds where much fails: errors hide what lies below them. */
const hazardsOfWorlds = [
  { nullShare: 0, errorShare: 0 },
  { nullShare: 0.15, errorShare: 0.04 },
  { nullShare: 0.05, errorShare: 0.15 },
];

async function answer(
  engine: Engine,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult | 'not plannable'> {
  const request = {
    document: parse(text),
    documentHash: text,
    operationName: null,
    variables,
    mask: openMask,
    caller: someCaller(),
  };
  const { data, errors } = await engine.run(request);
  if (errors.some(({ extensions }) => extensions.code === 'QUERY_NOT_PLANNABLE')) return 'not plannable';
  return JSON.parse(JSON.stringify({ data, errors })) as ExecutionResult;
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
  if (Array.isArray(value) && value.length > 1) tally.longLists += 1;
  if (typeof value !== 'object') tally.leaves += 1;
  else Object.values(value).forEach((part) => count(part, tally));
}

function show({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors: errors?.map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`) });
}

const emptyTally = (): Tally => ({ cases: 0, leaves: 0, errors: 0, entityHops: 0, longLists: 0, unplannable: 0 });

test('random queries over random worlds are answered as the monolith answers them', { timeout: 120_000 }, async () => {
  const tally = emptyTally();
  const difference = await firstDifference(FederationEngine, seedOfRun, tally);
  console.log(`fuzz seed ${seedOfRun}: ${JSON.stringify(tally)}`);
  expect(difference).toBeNull();
  expect(tally.cases).toBeGreaterThanOrEqual(casesPerGraph * 2.5);
  expect(tally.unplannable).toBeLessThan(tally.cases / 10);
  expect(tally.leaves).toBeGreaterThan(tally.cases * 3);
  expect(tally.entityHops).toBeGreaterThan(tally.cases / 2);
  expect(tally.longLists).toBeGreaterThan(tally.cases / 2);
  expect(tally.errors).toBeGreaterThan(tally.cases / 50);
});

/** Faults an executor could have; each is planted in a copy of the engine by changing one piece of its text. */
const faults: Record<string, { file: string; from: string; to: string }> = {
  'entities merged at the wrong list index': {
    file: 'execute/entities.ts',
    from: 'answer[index]',
    to: 'answer[wanted.length - 1 - index]',
  },
  'an alias dropped from the answer': {
    file: 'execute/project.ts',
    from: 'return { key, source, complete: this.#output(',
    to: 'return { key: name, source, complete: this.#output(',
  },
  'a null that does not travel up': {
    file: 'execute/project.ts',
    from: 'if (value === failed) return failed;',
    to: 'if (value === failed) continue;',
  },
  'an error that stays with the first of its places': {
    file: 'execute/client-errors.ts',
    from: 'if (places > placesPerTroubleMax)',
    to: 'if (places > 1)',
  },
  'a representation that lacks its nested values': {
    file: 'execute/represent.ts',
    from: 'readInto(schema, part, selections, value);',
    to: '',
  },
  'a list of lists gone through at its first level only': {
    file: 'execute/entities.ts',
    from: 'descend(item, depth);',
    to: 'if (!Array.isArray(item)) descend(item, depth);',
  },
};

afterAll(() => rm(`${plantedRoot}${process.pid}`, { recursive: true, force: true }));

test.each(Object.entries(faults))('the fuzz catches %s', { timeout: 120_000 }, async (name, { file, from, to }) => {
  const gateway = `${plantedRoot}${process.pid}/${name.replaceAll(' ', '-')}/gateway/`;
  await cp(`${gatewayRoot}federation/`, `${gateway}federation/`, { recursive: true });
  await cp(`${gatewayRoot}errors.ts`, `${gateway}errors.ts`);
  const text = await readFile(`${gateway}federation/${file}`, 'utf8');
  expect(text.split(from), `${file} must hold the text to change exactly once`).toHaveLength(2);
  await writeFile(`${gateway}federation/${file}`, text.replace(from, to));
  const planted = (await import(`${gateway}federation/engine.ts`)) as { FederationEngine: EngineClass };
  const tally = emptyTally();
  const difference = await firstDifference(planted.FederationEngine, seedOfFaults, tally);
  console.log(`${name}: caught in case ${tally.cases}`);
  expect(difference).not.toBeNull();
});
