// Random queries over random worlds: the federated answer must equal graphql-js over the whole world, errors and nulls
// included. FUZZ_SEED repeats a run, FUZZ_CASES makes it longer.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { graphql, parse } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { FederationEngine } from '../../gateway/federation/engine.ts';
import { openMask } from '../../gateway/federation/mask.ts';
import { readAnswer } from '../../gateway/federation/read-answer.ts';
import type { AskSubgraph } from '../../gateway/federation/subgraph.ts';
import { ledger, library, shop } from './graphs.ts';
import { chanceFrom } from './random.ts';
import { randomQuery } from './random-query.ts';
import { randomWorld } from './random-world.ts';
import { compose, someCaller } from './rig.ts';
import { askMonolith, subgraphDocument, subgraphSchema } from './world.ts';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
/** Cases per graph: a few seconds on one core. */
const casesPerGraph = Number(process.env.FUZZ_CASES ?? 250);
/** Queries per world: a new world costs more than a query. */
const queriesPerWorld = 25;
/** A planted fault must show within as many cases as the run itself has. */
const plantedRoot = fileURLToPath(new URL('../../.data/planted/', import.meta.url));

const graphs = { shop, library, ledger } as const;
type Engine = Pick<FederationEngine, 'run'>;
type EngineClass = new (...parameters: ConstructorParameters<typeof FederationEngine>) => Engine;

/** What the cases were made of: a fuzz that asks nothing finds nothing. */
interface Tally {
  cases: number;
  leaves: number;
  errors: number;
  entityHops: number;
  longLists: number;
}

/** Runs cases until the first difference; tells it, or null when there was none. */
async function firstDifference(engineClass: EngineClass, tally: Tally): Promise<string | null> {
  for (const [name, sdls] of Object.entries(graphs)) {
    const supergraph = compose(sdls);
    const documents = Object.values(sdls).map(subgraphDocument);
    for (let worldIndex = 0; worldIndex * queriesPerWorld < casesPerGraph; worldIndex += 1) {
      const chance = chanceFrom(seed + worldIndex * 7_919);
      // Every third world is whole, so that errors do not hide what lies below them.
      const hazards = worldIndex % 3 === 0 ? { nullShare: 0, errorShare: 0 } : { nullShare: 0.15, errorShare: 0.04 };
      const world = randomWorld(supergraph.apiSchema, documents, chance, hazards);
      const schemas = new Map(
        Object.entries(sdls).map(([subgraph, sdl]) => [
          subgraph,
          subgraphSchema(subgraphDocument(sdl), world, () => supergraph.apiSchema),
        ]),
      );
      const engine = new engineClass(supergraph, inProcess(schemas, tally));
      for (let index = 0; index < queriesPerWorld; index += 1) {
        const { text, variables } = randomQuery(supergraph.apiSchema, chance);
        const expected = await askMonolith(supergraph.apiSchema, world, text, variables);
        const result = await engine
          .run({
            document: parse(text),
            documentHash: text,
            operationName: null,
            variables,
            mask: openMask,
            caller: someCaller(),
          })
          .catch((error: unknown) => ({ data: String(error), errors: [] }));
        const actual = JSON.parse(JSON.stringify({ data: result.data, errors: result.errors })) as ExecutionResult;
        tally.cases += 1;
        count(expected.data, tally);
        tally.errors += expected.errors?.length ?? 0;
        if (
          isDeepStrictEqual(actual.data, expected.data) &&
          isDeepStrictEqual(nulledPlaces(actual), nulledPlaces(expected))
        )
          continue;
        return [
          `graph ${name}, world ${worldIndex}, seed ${seed}`,
          text,
          JSON.stringify(variables),
          'expected',
          show(expected),
          'actual',
          show(actual),
        ].join('\n');
      }
    }
  }
  return null;
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

const emptyTally = (): Tally => ({ cases: 0, leaves: 0, errors: 0, entityHops: 0, longLists: 0 });

test('random queries over random worlds are answered as the monolith answers them', { timeout: 120_000 }, async () => {
  const tally = emptyTally();
  const difference = await firstDifference(FederationEngine, tally);
  console.log(`fuzz seed ${seed}: ${JSON.stringify(tally)}`);
  expect(difference).toBeNull();
  expect(tally.cases).toBeGreaterThanOrEqual(casesPerGraph * 3);
  expect(tally.leaves).toBeGreaterThan(tally.cases * 3);
  expect(tally.entityHops).toBeGreaterThan(tally.cases / 2);
  expect(tally.longLists).toBeGreaterThan(tally.cases / 2);
  expect(tally.errors).toBeGreaterThan(tally.cases / 20);
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
    from: 'return [...groups].map(([key, nodes]) => ({ key,',
    to: 'return [...groups].map(([key, nodes]) => ({ key: nodes[0]?.name.value ?? key,',
  },
  'a null that does not travel up': {
    file: 'execute/project.ts',
    from: 'if (value === failed) return failed;',
    to: 'if (value === failed) continue;',
  },
  'an entity shared between two places': {
    file: 'execute/entities.ts',
    from: 'turn === perPlace.length - 1 ? entity : copy(entity)',
    to: 'turn < 0 ? copy(entity) : entity',
  },
  'an error that stays with the first of its places': {
    file: 'execute/client-errors.ts',
    from: 'if (places > placesPerTroubleMax)',
    to: 'if (places > 1)',
  },
  'a required value read under the wrong name': {
    file: 'execute/represent.ts',
    from: 'from[required.key]',
    to: 'from[required.name]',
  },
};

afterAll(() => rm(plantedRoot, { recursive: true, force: true }));

test.each(Object.entries(faults))('the fuzz catches %s', { timeout: 120_000 }, async (name, { file, from, to }) => {
  const folder = `${plantedRoot}${name.replaceAll(' ', '-')}-${process.pid}/`;
  await mkdir(folder, { recursive: true });
  await cp(fileURLToPath(new URL('../../gateway/federation/', import.meta.url)), folder, { recursive: true });
  const text = await readFile(folder + file, 'utf8');
  expect(text.split(from), `${file} must hold the text to change exactly once`).toHaveLength(2);
  await writeFile(folder + file, text.replace(from, to));
  const planted = (await import(`${folder}engine.ts`)) as { FederationEngine: EngineClass };
  const tally = emptyTally();
  const difference = await firstDifference(planted.FederationEngine, tally);
  console.log(`${name}: caught in case ${tally.cases}`);
  expect(difference).not.toBeNull();
});
