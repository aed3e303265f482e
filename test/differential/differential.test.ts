// The differential proof: random valid queries against the composed gateway equal graphql-js over a plain dump of the firm.
// DIFFERENTIAL_SEED repeats a run, DIFFERENTIAL_QUERIES makes it longer or shorter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '../house/house.ts';
import { chanceFrom } from '../federation/random.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import { compareAnswers, type Difference } from './compare.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { fieldGraphs } from './owners-of-fields.ts';
import { createGenerator, type RandomQuery } from './random-query.ts';
import { valuesOf } from './random-values.ts';
import { coverage, emptyTally, type Tally } from './tally.ts';

const seed = Number(process.env.DIFFERENTIAL_SEED ?? 20_261_120);
const queries = Number(process.env.DIFFERENTIAL_QUERIES ?? 1_000);

let house: TestHouse;
let oracle: Oracle;
const graphs = fieldGraphs();

beforeAll(async () => {
  oracle = createOracle(buildFirm({ size: 'demo', today: '2026-11-20' }));
  house = await openHouse();
}, 60_000);
afterAll(async () => {
  await house?.close();
});

async function differenceOf(query: RandomQuery, tally: Tally): Promise<Difference | null> {
  const expected = oracle.answer(query.document, query.oracleVariables);
  if (expected.errors) throw new Error(`The oracle fails: ${JSON.stringify(expected.errors)}\n${query.text}`);
  const reply = await house.ask('finance-controller', query.text, query.variables);
  tally.queries += 1;
  if (reply.errors.length > 0) return { path: '', coordinate: 'errors', expected: [], actual: reply.errors };
  const question = { schema: oracle.schema, graphs, document: query.document, variables: query.variables };
  return compareAnswers(question, expected.data, reply.data, tally);
}

test('random queries', { timeout: 600_000 }, async () => {
  const source = { schema: oracle.schema, draw: valuesOf(oracle.world), places: [], leftOut: {} };
  const next = createGenerator(source);
  const tally = emptyTally();
  const found = new Map<string, string[]>();
  const started = performance.now();
  for (let index = 0; index < queries; index += 1) {
    const query = next(chanceFrom(seed + index * 7_919));
    const difference = await differenceOf(query, tally);
    if (difference === null) continue;
    const shown = [
      difference.path,
      cut(difference.expected),
      cut(difference.actual),
      query.text,
      JSON.stringify(query.variables),
    ].join('\n   ');
    found.set(difference.coordinate, [...(found.get(difference.coordinate) ?? []), shown]);
  }
  const { byType, missing } = coverage(oracle.schema, tally);
  console.log(`${Math.round(performance.now() - started)} ms`, { ...tally, values: tally.values.size });
  console.log(byType, missing);
  for (const [coordinate, list] of found)
    console.log(
      `${coordinate}: ${list.length}\n   ${list[0]}\n   -- or\n   ${list.sort((a, b) => a.length - b.length)[0]}`,
    );
  expect(found.size).toBe(0);
});

function cut(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 600);
}
