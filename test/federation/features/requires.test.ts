// @requires: with arguments, nested, through fragments on an interface, and of something that itself @requires.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const shapes = `
  interface Shape { kind: String }
  type Round implements Shape @shareable { kind: String radius: Int }
  type Box implements Shape @shareable { kind: String side: Int }`;
const sdls = {
  goods: `
    type Query { goods: [Good] }
    ${shapes}
    type Good @key(fields: "id") { id: ID! weight: Int cost(currency: String): Int shape: Shape secret: Int @inaccessible }`,
  post: `
    ${shapes}
    type Good @key(fields: "id") {
      id: ID!
      weight: Int @external
      cost(currency: String): Int @external
      shape: Shape @external
      secret: Int @external
      fee: Int @requires(fields: "weight cost(currency: \\"USD\\")")
      wrap: String @requires(fields: "shape { kind ... on Round { radius } ... on Box { side } }")
      trick: Int @requires(fields: "secret")
    }`,
  tax: `type Good @key(fields: "id") { id: ID! fee: Int @external tax: Int @requires(fields: "fee") }`,
};

let federation: Federation;
beforeAll(async () => {
  const valueOf = (good: WorldRecord, name: string, args = {}): unknown => {
    const value = good[name];
    return typeof value === 'function' ? (value as (args: object) => unknown).call(good, args) : value;
  };
  const goods = [1, 2].map((n): WorldRecord => ({
    id: `${n}`,
    weight: n,
    secret: n * 7,
    cost: ({ currency }: { currency?: string }) => n * (currency === 'USD' ? 100 : 90),
    shape: n === 1 ? { __typename: 'Round', kind: 'round', radius: 4 } : { __typename: 'Box', kind: 'box', side: 5 },
    fee(this: WorldRecord) {
      return Number(valueOf(this, 'weight')) + Number(valueOf(this, 'cost', { currency: 'USD' }));
    },
    wrap(this: WorldRecord) {
      const { kind, radius, side } = this.shape as WorldRecord;
      return `${String(kind)} ${String(radius ?? side)}`;
    },
    trick(this: WorldRecord) {
      return Number(this.secret) + 1;
    },
    tax(this: WorldRecord) {
      return Number(valueOf(this, 'fee')) * 2;
    },
  }));
  federation = await federate(sdls, { Query: { goods }, Good: goods });
});
afterAll(() => federation.close());

async function answeredAsTheMonolithDoes(query: string): Promise<void> {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query));
}

test('an input with arguments is kept apart from what the client asks with others', async () => {
  const query = '{ goods { fee cost(currency: "EUR") } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      goods: {goods{__typename id cost_with_1: cost(currency: "EUR") weight cost(currency: "USD")}}
      post: query($representations:[_Any!]!){_entities(representations: $representations){...on Good{fee}}}
        at goods.@ by {Good{weight cost id}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('fragments on an interface bring what each type has', async () => {
  const query = '{ goods { wrap shape { kind } } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      goods: {goods{__typename id shape{kind __typename ...on Box{side} ...on Round{radius}}}}
      post: query($representations:[_Any!]!){_entities(representations: $representations){...on Good{wrap}}}
        at goods.@ by {Good{shape{kind Round{radius} Box{side}} id}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('an input that itself requires comes first', async () => {
  const query = '{ goods { tax } }';
  expect(await federation.plan(query)).toMatchInlineSnapshot(`
    "sequence
      goods: {goods{__typename id weight cost(currency: "USD")}}
      post: query($representations:[_Any!]!){_entities(representations: $representations){...on Good{fee}}}
        at goods.@ by {Good{weight cost id}}
      tax: query($representations:[_Any!]!){_entities(representations: $representations){...on Good{tax}}}
        at goods.@ by {Good{fee id}}"
  `);
  await answeredAsTheMonolithDoes(query);
});

test('an input that clients may not see is fetched for the subgraph alone', async () => {
  const { data, errors } = await federation.ask('{ goods { trick } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ goods: [{ trick: 8 }, { trick: 15 }] });
  await expect(federation.ask('{ goods { secret } }')).rejects.toThrow('Cannot query field "secret"');
});
