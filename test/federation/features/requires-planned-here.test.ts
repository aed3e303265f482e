// @requires where the planner gives up, so that the gateway plans the field itself: its inputs are asked for in its place, and
// the field in a request of its own. The smallest case: the way in knows an entity by id, and the field’s own subgraph by a
// longer key that comes from where the inputs come from.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  gate: `
    type Query { hives: [Hive] swarm: Swarm }
    type Mutation { open: Hive close: Int }
    union Swarm = Hive | Nest
    type Nest { twigs: Int }
    type Hive @key(fields: "id") { id: ID! }`,
  apiary: `
    type Hive @key(fields: "id sign { code }") {
      id: ID! sign: Sign! @shareable
      weight(unit: String): Int @external label: String @external keeper: Keeper @external
      load(times: Int = 1): Int @requires(fields: "weight(unit: \\"kg\\")")
      lightLoad: Int @requires(fields: "weight(unit: \\"g\\")")
      plate: Plate @requires(fields: "label")
      badge: String @requires(fields: "keeper { id rank }")
      frames: [Frame] @requires(fields: "label")
    }
    type Sign @shareable { code: String }
    type Plate { text: String keeper: Keeper }
    interface Frame { depth: Int }
    type Wide implements Frame { depth: Int }
    type Deep implements Frame { depth: Int wax: Int }
    type Keeper @key(fields: "id") { id: ID! rank: Int @external }`,
  depot: `
    type Hive @key(fields: "id") @key(fields: "id sign { code }") {
      id: ID! sign: Sign! @shareable weight(unit: String): Int label: String keeper: Keeper
    }
    type Sign @shareable { code: String }
    type Keeper @key(fields: "id") { id: ID! }`,
  people: `type Keeper @key(fields: "id") { id: ID! name: String years: Int }`,
  guild: `
    type Keeper @key(fields: "id") { id: ID! years: Int @external rank: Int @requires(fields: "years") }`,
};

let federation: Federation;
let hives: WorldRecord[];
const done: string[] = [];
beforeAll(async () => {
  const keepers = [1, 2].map((n): WorldRecord => ({
    id: `k${n}`,
    name: `Keeper ${n}`,
    years: n * 10,
    rank(this: WorldRecord) {
      return Number(this.years) / 10;
    },
  }));
  const weightOf = (hive: WorldRecord, unit: string): number =>
    typeof hive.weight === 'function' ? (hive.weight as (args: object) => number)({ unit }) : Number(hive.weight);
  hives = [1, 2].map((n): WorldRecord => ({
    __typename: 'Hive',
    id: `h${n}`,
    sign: { code: `s${n}` },
    label: `hive ${n}`,
    keeper: keepers[n - 1],
    weight: ({ unit }: { unit?: string }) => (unit === 'g' ? n * 1_000 : n),
    load(this: WorldRecord, { times }: { times: number }) {
      return weightOf(this, 'kg') * times;
    },
    lightLoad(this: WorldRecord) {
      return weightOf(this, 'g');
    },
    plate(this: WorldRecord) {
      return { text: `<${String(this.label)}>`, keeper: keepers[n - 1] };
    },
    badge(this: WorldRecord) {
      const { id, rank } = this.keeper as WorldRecord;
      return `${String(id)} ${String(typeof rank === 'function' ? (rank as () => number).call(this.keeper) : rank)}`;
    },
    frames(this: WorldRecord) {
      const depth = String(this.label).length;
      return [
        { __typename: 'Wide', depth },
        { __typename: 'Deep', depth, wax: n },
      ];
    },
  }));
  const note = (name: string, value: unknown) => () => {
    done.push(name);
    return value;
  };
  federation = await federate(sdls, {
    Query: { hives, swarm: hives[0] },
    Mutation: { open: note('open', hives[1]), close: note('close', 3) },
    Hive: hives,
    Keeper: keepers,
  });
});
afterAll(() => federation.close());
beforeEach(() => done.splice(0));

async function answeredAsTheMonolithDoes(query: string, variables: Record<string, unknown> = {}): Promise<void> {
  const { data, errors } = await federation.ask(query, { variables });
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query, variables));
}

test('its inputs come by the same key, under a key of their own', async () => {
  const query = '{ hives { load weight(unit: "t") } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      sequence
        gate: {hives{__typename id}}
        depot: query($representations:[_Any!]!){_entities(representations: $representations){...on Hive{sign{code} weight__for__load: weight(unit: "kg") weight_with_1: weight(unit: "t")}}}
          at hives.@ by {Hive{id}}
      apiary: query($representations:[_Any!]!){_entities(representations:$representations){...on Hive{load_with_0:load}}}
        at hives by {Hive{id sign{code} weight:weight__for__load}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('two that require one field with different arguments each get theirs', async () => {
  await answeredAsTheMonolithDoes('{ hives { load lightLoad w: weight(unit: "g") } }');
});

test('its own arguments and variables, aliases and conditions stay', async () => {
  const query =
    'query ($n: Int = 4, $no: Boolean!) { hives { a: load(times: $n) b: load(times: 2) lightLoad @skip(if: $no) ...F } } fragment F on Hive { load }';
  for (const variables of [{ no: true }, { no: false, n: 7 }]) await answeredAsTheMonolithDoes(query, variables);
});

test('what lies behind it in its own subgraph comes along, what lies in others is asked there', async () => {
  await answeredAsTheMonolithDoes('{ hives { plate { text keeper { id name rank } } } }');
});

test('an interface behind it keeps its types', async () => {
  await answeredAsTheMonolithDoes('{ hives { frames { __typename depth ... on Deep { wax } } } }');
});

test('an input that itself requires comes before it', async () => {
  await answeredAsTheMonolithDoes('{ hives { badge keeper { name } } }');
});

test('it is found below a union', async () => {
  await answeredAsTheMonolithDoes('{ swarm { __typename ... on Hive { load plate { text } } ... on Nest { twigs } } }');
});

test('below a mutation the mutation runs once, and before the next one', async () => {
  const query = 'mutation { open { load badge plate { keeper { name } } } close }';
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect(done).toEqual(['open', 'close']);
  expect({ data }).toEqual(await federation.monolith(query));
});

test('an input that fails is told once, under its own name', async () => {
  const [hive] = hives;
  const label = hive?.label;
  Object.assign(hive ?? {}, { label: new Error('label came off') });
  const { errors } = await federation.ask('{ hives { plate { text } } }');
  Object.assign(hive ?? {}, { label });
  expect(errors).toMatchObject([{ message: 'label came off', path: ['hives', 0, 'label'] }]);
});
