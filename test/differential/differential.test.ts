// The differential proof: random valid queries against the composed gateway equal graphql-js over a plain dump of the firm.
// DIFFERENTIAL_SEED repeats a run, DIFFERENTIAL_QUERIES makes it longer or shorter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import { chanceFrom } from '../federation/random.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { leftOutFields } from './known-differences.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { type Ask, Proof, told } from './proof.ts';
import { createGenerator, type RandomQuery } from './random-query.ts';
import { valuesOf } from './random-values.ts';
import { coverage, emptyTally } from './tally.ts';
import { knownPlaces, pagedLists, walkList } from './walk-lists.ts';

const seedOfRun = Number(process.env.DIFFERENTIAL_SEED ?? Date.now() % 1_000_000);
const queriesOfRun = Number(process.env.DIFFERENTIAL_QUERIES ?? 1_000);

let house: TestHouse;
let oracle: Oracle;
let ask: Ask;

beforeAll(async () => {
  oracle = createOracle(buildFirm({ size: 'demo', today: firmDay }));
  house = await openHouse();
  // The role that sees everything: what others see less of is the mask's proof.
  ask = ({ text, variables }) => house.ask('finance-controller', text, variables);
}, 60_000);
afterAll(() => house.close());

/** The queries of a seed; one query needs all before it, for fields that were asked for least come first. */
async function queriesOf(seed: number, count: number): Promise<readonly RandomQuery[]> {
  const draw = valuesOf(oracle.world);
  const places = await knownPlaces({ oracle, ask }, draw, chanceFrom(seed));
  const next = createGenerator({ schema: oracle.schema, draw, places, leftOut: leftOutFields });
  return Array.from({ length: count }, (_, index) => next(chanceFrom(seed + index * 7_919)));
}

test('every list, page by page, is the list of the firm in its documented order', { timeout: 60_000 }, async () => {
  for (const list of pagedLists(oracle)) {
    const { actual, expected, oddities } = await walkList({ oracle, ask }, list);
    expect.soft(actual, list.name).toEqual(expected);
    expect.soft(oddities, list.name).toEqual([]);
    expect.soft(new Set(actual).size, `${list.name} tells no row twice`).toBe(actual.length);
  }
});

test('random queries are answered as graphql-js answers them over the plain firm', { timeout: 600_000 }, async () => {
  const tally = emptyTally();
  const started = performance.now();
  const queries = await queriesOf(seedOfRun, queriesOfRun);
  const findings = await new Proof(oracle, ask).compareAll(queries, tally);
  const { byType, missing } = coverage(oracle.schema, tally);
  console.log(
    `differential seed ${seedOfRun}, ${Math.round(performance.now() - started)} ms: ${JSON.stringify({ ...tally, values: undefined })}`,
  );
  console.log(byType, missing);
  expect(told(findings)).toBe('');
});
