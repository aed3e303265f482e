// @override, whole and progressive: the subgraph that answers is the one whose turn it is, for the whole request.
import { expect, test } from 'vitest';
import { FederationEngine } from '../../../gateway/federation/engine.ts';
import { openMask } from '../../../gateway/federation/mask.ts';
import { createOverrides, noOverrides } from '../../../gateway/federation/overrides.ts';
import type { AskSubgraph } from '../../../gateway/federation/subgraph.ts';
import { parse } from 'graphql';
import { compose, federate, someCaller } from '../rig.ts';

const sdls = {
  old: `
    type Query { items: [Item!] }
    type Item @key(fields: "id") { id: ID! moved: String tried: String third: String most: String }`,
  new: `
    type Item @key(fields: "id") {
      id: ID!
      moved: String @override(from: "old")
      tried: String @override(from: "old", label: "beta")
      third: String @override(from: "old", label: "percent(30)")
      most: String @override(from: "old", label: "percent(80)")
    }`,
};
const whole = '{ items { moved tried third most } }';

test('an overridden field is asked of its new subgraph alone; labels that do not hold leave theirs where they were', async () => {
  const federation = await federate(sdls, { Query: {} });
  expect(await federation.plan(whole)).toMatchInlineSnapshot(`
    "sequence
      old: {items{__typename id tried third most}}
      new: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{moved}}}
        at items.@ by {Item{id}}"
  `);
  expect(await federation.plan(whole, { ...noOverrides, labels: ['beta'], percentage: 50 })).toMatchInlineSnapshot(`
    "sequence
      old: {items{__typename id third}}
      new: query($representations:[_Any!]!){_entities(representations: $representations){...on Item{moved tried most}}}
        at items.@ by {Item{id}}"
  `);
  await federation.close();
});

test.each([
  [0.1, '0:'],
  [0.29, '0:'],
  [0.3, '30:'],
  [0.79, '30:'],
  [0.8, '80:'],
  [0.999, '80:'],
])('a draw of %d falls into the interval that all draws between two percentages share', (draw, key) => {
  const choose = createOverrides({ labels: [], percentages: [80, 30] }, ['beta'], () => draw);
  expect(choose().key).toBe(key);
});

test('only labels that the supergraph knows are told apart', () => {
  expect(createOverrides({ labels: ['beta', 'a'], percentages: [] }, ['beta', 'other'])().labels).toEqual(['beta']);
  expect(createOverrides({ labels: [], percentages: [] }, ['beta'])().key).toBe('');
});

/** Says which subgraph was asked for a field. */
const tellWho: AskSubgraph = ({ operation, variables }) => {
  const fields = (text: string) =>
    ['moved', 'tried', 'third', 'most'].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const item = Object.fromEntries(fields(operation.text).map((name) => [name, operation.subgraph]));
  const data =
    'representations' in variables ? { _entities: [item] } : { items: [{ __typename: 'Item', id: '1', ...item }] };
  return Promise.resolve({ kind: 'answered', data, errors: [], provenance: { kind: 'live' } });
};

/** The only item, as the client's JSON has it. */
function itemOf(data: unknown): Record<string, string> {
  return (JSON.parse(JSON.stringify(data)) as { items: [Record<string, string>] }).items[0];
}

async function whoAnswers(labels: readonly string[]): Promise<Record<string, string>> {
  const engine = new FederationEngine(compose(sdls), tellWho, labels);
  const { data } = await engine.run({
    document: parse(whole),
    documentHash: whole,
    operationName: null,
    variables: {},
    mask: openMask,
    caller: someCaller(),
  });
  return itemOf(data);
}

test('a custom label holds when the configuration says so', async () => {
  expect(await whoAnswers([])).toMatchObject({ moved: 'new', tried: 'old' });
  expect(await whoAnswers(['beta'])).toMatchObject({ moved: 'new', tried: 'new' });
});

test('percentages hold for about their share of requests, and the smaller one only where the larger one does', async () => {
  const engine = new FederationEngine(compose(sdls), tellWho);
  const request = {
    document: parse(whole),
    documentHash: whole,
    operationName: null,
    variables: {},
    mask: openMask,
    caller: someCaller(),
  };
  const counts = { third: 0, most: 0 };
  for (let turn = 0; turn < 1_000; turn += 1) {
    const { data } = await engine.run(request);
    const { third, most } = itemOf(data);
    counts.third += third === 'new' ? 1 : 0;
    counts.most += most === 'new' ? 1 : 0;
    if (third === 'new') expect(most).toBe('new');
  }
  // Six standard deviations off either way: fails by chance once in a billion runs.
  expect(counts.third).toBeGreaterThan(210);
  expect(counts.third).toBeLessThan(390);
  expect(counts.most).toBeGreaterThan(720);
  expect(counts.most).toBeLessThan(880);
});
