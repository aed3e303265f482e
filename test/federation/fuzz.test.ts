// The differential fuzz (fuzz.ts) with its floors, and proof that it finds faults. Under fixed seeds, so that a change that
// breaks nothing never fails here by chance; FUZZ_SEED (a number, or `random`) and FUZZ_CASES run others:
// `npm run measure -- federation` runs thousands nobody has seen before.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { FederationEngine } from '../../gateway/federation/engine.ts';
import { firstDifference, Tally } from './fuzz.ts';
import { plantEngine } from './plant.ts';
import type { Fault } from './plant.ts';

/** Eight worlds each: every graph made by hand, and as many random ones. Some of them found a fault once. */
const seedsByDefault = [57_826, 938_027, 11, 22, 4_711];
const seeds = seedsOf(process.env.FUZZ_SEED);
const casesOfRun = Number(process.env.FUZZ_CASES ?? 1_000);

function seedsOf(text: string | undefined): readonly number[] {
  if (text === undefined) return seedsByDefault;
  return [text === 'random' ? Date.now() % 1_000_000 : Number(text)];
}

/** Planted faults are looked for under one seed, so that the search does not fail by bad luck. */
const seedOfFaults = 4;
const casesPerFault = 600;
/** A case is 20 ms on an idle core, more where other tests run beside it. */
const timeout = 60_000 + casesOfRun * 150;
/** Copies of the engine with a fault in them. */
const plantedRoot = fileURLToPath(new URL('../../.data/planted/', import.meta.url));

/** How often a feature must be met in 1,000 cases: about a third of what is usual, so that chance does not fail a run.
 * A short run draws a dozen graphs only, and what a graph has its queries share: it has to reach a quarter of that. */
const floors: Readonly<Record<string, number>> = {
  fragment: 80,
  'inline fragment': 130,
  alias: 250,
  __typename: 180,
  introspection: 10,
  interface: 60,
  union: 70,
  list: 220,
  'list of lists': 120,
  'enum result': 90,
  'custom scalar result': 30,
  variable: 200,
  'variable, inside a value': 30,
  'variable, null': 25,
  'variable, absent': 20,
  'variable, by default': 20,
  'input object': 30,
  'input list': 40,
  'input list of one value': 8,
  'enum input': 25,
  '@skip': 80,
  '@include': 80,
  '@skip, by variable': 90,
  '@include, by variable': 90,
  '@key, several': 160,
  '@key, compound or nested': 110,
  '@shareable': 80,
  '@provides': 35,
  '@requires': 110,
  '@requires, nested': 30,
  '@requires, with arguments': 40,
  '@interfaceObject': 8,
  '@inaccessible, required': 6,
  '@override': 35,
  '@override, label': 50,
  '@override, percent': 25,
  'mutations in order': 15,
  null: 80,
  error: 35,
  'errors, several': 10,
  'error in a list': 8,
  'error that travels up': 4,
};

test(
  'random queries over random graphs and worlds are answered as the monolith answers them',
  { timeout },
  async () => {
    const tally = new Tally();
    let difference: string | null = null;
    for (const seed of seeds)
      difference ??= await firstDifference(FederationEngine, { seed, cases: casesOfRun / seeds.length }, tally);
    const table = Object.entries(floors).map(([feature, floor]) => ({
      feature,
      cases: tally.features.get(feature) ?? 0,
      floor: Math.floor((floor * casesOfRun) / (casesOfRun < 1_000 ? 4_000 : 1_000)),
    }));
    console.log(
      [
        `fuzz seed ${seeds.join(', ')}: ${tally.cases} cases, ${tally.unplannable} without a plan, ${tally.leaves} values, ${tally.entityHops} entity requests`,
        ...table.map(({ feature, cases, floor }) => `${String(cases).padStart(7)}  (at least ${floor})  ${feature}`),
      ].join('\n'),
    );
    expect(difference).toBeNull();
    expect(tally.cases).toBeGreaterThanOrEqual(casesOfRun * 0.75);
    expect(tally.leaves).toBeGreaterThan(tally.cases * 3);
    expect(tally.entityHops).toBeGreaterThan(tally.cases / 2);
    expect(table.filter(({ cases, floor }) => cases < floor)).toEqual([]);
  },
);

/** Faults an engine could have; each is planted in a copy of it by changing one piece of its text. */
const faults: Readonly<Record<string, Fault>> = {
  'entities merged at the wrong list index': {
    file: 'execute/entities.ts',
    from: 'answer[index]',
    to: 'answer[wanted.length - 1 - index]',
  },
  'a bare entity replaced at the first of its places only': {
    file: 'execute/entities.ts',
    from: 'if (visited.has(part)) return visited.get(part);',
    to: 'if (visited.has(part)) return part;',
  },
  'an alias dropped from the answer': {
    file: 'execute/project.ts',
    from: '${JSON.stringify(key)}:',
    to: '${JSON.stringify(nodes[0].name.value)}:',
  },
  'a null that does not travel up': {
    file: 'execute/complete.ts',
    from: 'if (!complete(tree[source], run)) {',
    to: 'if (!complete(tree[source], run) && !writeNull()) {',
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
    from: 'const stands = this.descend(item, depth, level + 1);',
    to: 'const stands = Array.isArray(item) ? item : this.descend(item, depth, level + 1);',
  },
  'a part written once although its errors belong to each of its places': {
    file: 'execute/complete.ts',
    from: 'if (run.errors.count !== errorsBefore) return written;',
    to: '',
  },
  '@override labels ignored': {
    file: 'planner/planner-child.ts',
    from: 'new Set(labels)',
    to: 'new Set()',
  },
  'mutations in the reverse order': {
    file: 'mutations.ts',
    from: 'for (const field of mutation.fields)',
    to: 'for (const field of [...mutation.fields].reverse())',
  },
  'mutations that go on after a null at the root': {
    file: 'mutations.ts',
    from: 'fields.some((nodes) =>',
    to: 'false && fields.some((nodes) =>',
  },
  'fields told apart by name only, not by arguments': {
    file: 'planned-keys.ts',
    from: 'this.#names.withArguments.has(name.value)',
    to: 'false',
  },
  'a null variable taken for an absent one': {
    file: 'execute/execute.ts',
    from: 'if (Object.hasOwn(execution.variables, name))',
    to: 'if (Object.hasOwn(execution.variables, name) && execution.variables[name] !== null)',
  },
  'conditions decided without the variables': {
    file: 'operation.ts',
    from: 'conditions.get(value.name.value) === true',
    to: 'false',
  },
};

afterAll(() => rm(`${plantedRoot}${process.pid}`, { recursive: true, force: true }));

test.each(Object.entries(faults))('the fuzz catches %s', { timeout: 120_000 }, async (name, fault) => {
  const Engine = await plantEngine(`${plantedRoot}${process.pid}/`, name, fault);
  const tally = new Tally();
  const difference = await firstDifference(Engine, { seed: seedOfFaults, cases: casesPerFault }, tally);
  console.log(`${name}: caught in case ${tally.cases}`);
  expect(difference).not.toBeNull();
});
