// Fields beside each other that need the same field of another subgraph, with other arguments.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { federate } from '../rig.ts';
import type { Federation } from '../rig.ts';
import type { WorldRecord } from '../world.ts';

const sdls = {
  goods: `type Query { good: Good goods: [Good] } type Good @key(fields: "id") { id: ID! price(in: String): Int }`,
  shop: `type Good @key(fields: "id") {
    id: ID! price(in: String): Int @external dollars: String @requires(fields: "price(in: \\"USD\\")") }`,
  bank: `type Good @key(fields: "id") {
    id: ID! price(in: String): Int @external euros: String @requires(fields: "price(in: \\"EUR\\")") }`,
};

let federation: Federation;
beforeAll(async () => {
  const priceOf = (good: WorldRecord, currency: string): unknown =>
    typeof good.price === 'function' ? (good.price as (args: object) => unknown)({ in: currency }) : good.price;
  const goods = [1, 2].map((n): WorldRecord => ({
    id: String(n),
    // One has no price in euros: the one in dollars must not stand in for it.
    price: (args: { in?: string }) => (args.in === 'EUR' ? (n === 1 ? 10 : null) : 30 * n),
    dollars(this: WorldRecord) {
      return `$${String(priceOf(this, 'USD'))}`;
    },
    euros(this: WorldRecord) {
      return `€${String(priceOf(this, 'EUR'))}`;
    },
  }));
  federation = await federate(sdls, { Query: { good: goods[0], goods }, Good: goods });
});
afterAll(() => federation.close());

test('each is sent the value for its own arguments, and the client its own', async () => {
  const query = '{ goods { dollars euros price price_: price(in: "EUR") } good { e: euros d: dollars } }';
  const answer = await federation.ask(query);
  expect(answer.data).toEqual((await federation.monolith(query)).data);
  expect(answer.data).toMatchObject({ goods: [{ euros: '€10' }, { dollars: '$60', euros: '€null' }] });
  expect(answer.errors).toBeUndefined();
});
