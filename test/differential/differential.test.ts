// The differential proof: random valid queries against the composed gateway equal graphql-js over a plain dump of the firm.
// DIFFERENTIAL_SEED gives other queries than the usual thousand, DIFFERENTIAL_QUERIES more or fewer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import { chanceFrom } from '../federation/random.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { leftOutFields } from './known-differences.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { faults, noFault, plant, removePlanted } from './planted.ts';
import { type Ask, type Finding, Proof, told } from './proof.ts';
import { createGenerator, type RandomQuery } from './random-query.ts';
import { valuesOf } from './random-values.ts';
import { coverage, emptyTally } from './tally.ts';
import { knownPlaces, pagedLists, type Walked, walkList } from './walk-lists.ts';

const seedOfRun = Number(process.env.DIFFERENTIAL_SEED ?? 20_261_120);
const queriesOfRun = Number(process.env.DIFFERENTIAL_QUERIES ?? 1_000);
/** Planted faults are looked for under one seed, so that the search does not fail by bad luck. */
const seedOfFaults = 4;
const queriesPerFault = 300;

let house: TestHouse;
let oracle: Oracle;
let ask: Ask;
const walks = new Map<string, Walked>();

beforeAll(async () => {
  oracle = createOracle(buildFirm({ size: 'demo', today: firmDay }));
  // Random queries cost what no client's would; here only answers count.
  house = await openHouse({ env: { DEMAND_CONTROL: 'measure' } });
  // The role that sees everything: what others see less of is the mask's proof.
  ask = ({ text, variables }) => house.ask('finance-controller', text, variables);
  // Ids are asked for only after the graph told them, as any client's are: some kinds are on file from then on.
  for (const list of pagedLists(oracle)) walks.set(list.name, await walkList({ oracle, ask }, list));
}, 60_000);
afterAll(async () => {
  await removePlanted();
  await house.close();
});

/** The queries of a seed; one query needs all before it, for fields that were asked for least come first. */
async function queriesOf(seed: number, count: number): Promise<readonly RandomQuery[]> {
  const draw = valuesOf(oracle.world);
  const places = await knownPlaces({ oracle, ask }, draw, chanceFrom(seed));
  const next = createGenerator({ schema: oracle.schema, draw, places, leftOut: leftOutFields });
  return Array.from({ length: count }, (_, index) => next(chanceFrom(seed + index * 7_919)));
}

test('every list, page by page, is the list of the firm in its documented order', () => {
  expect(walks.size).toBe(9);
  for (const [name, { actual, expected, oddities }] of walks) {
    expect.soft(actual, name).toEqual(expected);
    expect.soft(oddities, name).toEqual([]);
    expect.soft(new Set(actual).size, `${name} tells no row twice`).toBe(actual.length);
  }
});

test('random queries are answered as graphql-js answers them over the plain firm', { timeout: 600_000 }, async () => {
  const tally = emptyTally();
  const queries = await queriesOf(seedOfRun, queriesOfRun);
  const started = performance.now();
  const findings = await new Proof(oracle, ask).compareAll(queries, tally);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const { byType, missing, share } = coverage(oracle.schema, tally);
  console.log(
    [
      `differential seed ${seedOfRun}: ${tally.queries} queries in ${seconds} s, ${findings.length} differ`,
      `${tally.leaves} leaves, ${tally.hops} entity hops, ${tally.longLists} lists longer than one`,
      byType,
      `never with a value: ${missing.join(', ')}`,
    ].join('\n'),
  );
  expect(told(findings)).toBe('');
  expect(tally.queries).toBe(queriesOfRun);
  expect(tally.leaves / tally.queries).toBeGreaterThan(40);
  expect(tally.hops / tally.queries).toBeGreaterThan(2);
  expect(tally.longLists / tally.queries).toBeGreaterThan(1);
  // A short run cannot meet everything.
  expect(share).toBeGreaterThan(queriesOfRun >= 1_000 ? 0.98 : 0.5);
});

test('an engine without a fault, asked the way planted ones are, differs nowhere', { timeout: 120_000 }, async () => {
  const engine = await plant('no fault', noFault, house);
  const findings = await new Proof(oracle, engine.ask).compareAll(await queriesOf(seedOfFaults, 40), emptyTally());
  await engine.close();
  expect(told(findings)).toBe('');
});

test.each(Object.entries(faults))('the comparison catches %s', { timeout: 120_000 }, async (name, fault) => {
  const engine = await plant(name, fault, house);
  const proof = new Proof(oracle, engine.ask);
  const tally = emptyTally();
  let finding: Finding | null = null;
  for (const query of await queriesOf(seedOfFaults, queriesPerFault)) {
    finding ??= await proof.compare(query, tally);
    if (finding !== null) break;
  }
  await engine.close();
  console.log(`${name}: caught by query ${tally.queries}, at ${finding?.difference.coordinate ?? 'nothing'}`);
  expect(finding).not.toBeNull();
});

test.each([
  ['a cursor of nobody', '{ invoices(after: "nobody") { totalCount } }', 'without'],
  ['a filter too wide', '{ timeEntries(filter: { approval: UNKNOWN }) { totalCount } }', 'narrow it'],
  ['fewer rows than one', '{ customers(first: 1) { edges { node { openInvoices(first: -1) { id } } } } }', 'got -1'],
  ['no row', '{ projects(first: 1) { edges { node { invoices(first: 0) { id } } } } }', 'got 0'],
  ['more rows than a page', '{ customers(first: 1) { edges { node { projects(first: 201) { id } } } } }', 'got 201'],
])('%s is refused in words that say what to do', async (_what, query, remedy) => {
  const { errors } = await house.ask('finance-controller', query);
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  expect(errors[0]?.message).toContain(remedy);
});
