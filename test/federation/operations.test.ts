// Mutations, variables, conditions, operation names and masks.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { federate } from './rig.ts';
import type { Federation } from './rig.ts';
import type { World, WorldRecord } from './world.ts';

const sdls = {
  crm: `
    type Query { customers(filter: Filter, order: Order = NAME, ids: [[ID!]]): [Customer!] echo(flag: Boolean): String named: Named }
    type Mutation { rename(id: ID!, name: String!): Customer note(text: String!): String log: String }
    input Filter { name: String tags: [String!] = ["all"] not: Filter size: Size }
    input Size { min: Int! max: Int }
    enum Order { NAME AGE }
    interface Named { name: String rate: Int }
    type Customer implements Named @key(fields: "id") { id: ID! name: String rate: Int seen: String parent: Customer }
    type Vendor implements Named { name: String rate: Int }`,
  erp: `
    type Query { ledger: Int }
    type Mutation { post(amount: Int!): Int! fail: Int }
    type Customer @key(fields: "id") { id: ID! balance(currency: String = "EUR", at: [String]): String posted: Int }`,
};

let log: string[];
let posted: number;

function makeWorld(): World {
  const customers = ['1', '2'].map((id): WorldRecord => ({
    id,
    name: `Customer ${id}`,
    rate: 7,
    seen: () => JSON.stringify(log),
    posted: () => posted,
    balance: (args: unknown) => JSON.stringify(args),
  }));
  const [first] = customers;
  customers.forEach((customer) => (customer.parent = first));
  const said = (text: string): string => {
    log.push(text);
    return text;
  };
  return {
    Query: {
      customers: (args: object) =>
        customers.map((customer) => Object.assign(Object.create(customer) as object, { name: JSON.stringify(args) })),
      echo: (args: unknown) => JSON.stringify(args),
      named: first,
      ledger: 1,
    },
    Mutation: {
      rename: ({ id, name }: { id: string; name: string }) => {
        said(`rename ${name}`);
        return Object.assign(customers[Number(id) - 1] ?? {}, { name });
      },
      note: ({ text }: { text: string }) => said(text),
      log: () => log.join(', '),
      post: ({ amount }: { amount: number }) => {
        said(`post ${amount}`);
        return (posted += amount);
      },
      fail: () => {
        said('fail');
        throw new Error('refused');
      },
    },
    Customer: customers,
  };
}

let federation: Federation;
beforeAll(async () => (federation = await federate(sdls, makeWorld())));
beforeEach(() => {
  log = [];
  posted = 0;
});
afterAll(() => federation.close());

test('mutations of several subgraphs take effect in the client’s order', async () => {
  const { data, errors } = await federation.ask(`mutation {
    a: note(text: "1") b: post(amount: 2) c: note(text: "3") d: fail e: post(amount: 5) f: note(text: "6") log }`);
  expect(log).toEqual(['1', 'post 2', '3', 'fail', 'post 5', '6']);
  expect(data).toEqual({ a: '1', b: 2, c: '3', d: null, e: 7, f: '6', log: '1, post 2, 3, fail, post 5, 6' });
  expect(errors).toMatchObject([{ path: ['d'], message: 'refused' }]);
});

test('what a mutation returns is read before the next mutation runs', async () => {
  const { data } = await federation.ask('mutation { rename(id: 2, name: "N") { name posted } post(amount: 9) }');
  expect(data).toEqual({ rename: { name: 'N', posted: 0 }, post: 9 });
});

test('a mutation runs on when the client leaves', async () => {
  const controller = new AbortController();
  controller.abort();
  await federation.ask('mutation { post(amount: 4) }', { caller: { signal: controller.signal } });
  expect(posted).toBe(4);
});

test('a mutation of which no answer came is in doubt, one that was never sent is not', async () => {
  federation.subgraphs.erp?.behave({ kind: 'reset' });
  const { errors } = await federation.ask('mutation { fail }');
  federation.subgraphs.erp?.behave({ kind: 'well' });
  expect(errors?.[0]?.extensions).toMatchObject({ outcome: 'IN_DOUBT', retryable: false });
});

const variables: Record<string, { query: string; values: Record<string, unknown> }> = {
  'inside nested input objects and lists': {
    query: `query($tag: String!, $filter: Filter, $min: Int!, $id: ID!) {
      customers(filter: { tags: ["x", $tag], not: $filter, size: { min: $min } }, ids: [[$id, "b"], null]) { name } }`,
    values: { tag: 't', filter: { not: { size: { min: 3 } } }, min: 1, id: 7 },
  },
  'with defaults, in the operation and in the schema': {
    query: 'query($f: Filter = { name: "d" }, $o: Order) { customers(filter: $f, order: $o) { name balance } }',
    values: {},
  },
  'given as null, which is not the same as absent': {
    query: 'query($f: Filter, $flag: Boolean) { customers(filter: $f) { name } echo(flag: $flag) }',
    values: { f: null },
  },
  'as arguments of fields of entities': {
    query:
      'query($c: String!, $at: [String], $one: String) { customers { balance(currency: $c) b: balance(at: $at) d: balance(at: ["a", $one]) } }',
    values: { c: 'USD', at: 'single', one: 'z' },
  },
  'of enum type': { query: 'query($o: Order!) { customers(order: $o) { name } }', values: { o: 'AGE' } },
};

test.each(Object.entries(variables))('variables %s arrive as in the monolith', async (_name, { query, values }) => {
  const { data, errors } = await federation.ask(query, { variables: values });
  expect(errors).toBeUndefined();
  expect({ data }).toEqual(await federation.monolith(query, values));
});

test('a variable of the wrong type is refused before anybody is asked', async () => {
  const before = federation.subgraphs.crm?.seen.length;
  const answer = await federation.ask('query($f: Filter) { customers(filter: $f) { name } }', {
    variables: { f: { size: { max: 1 } } },
  });
  expect(answer).not.toHaveProperty('data');
  expect(answer.errors?.[0]?.message).toContain('Field "min" of required type "Int!" was not provided');
  expect(federation.subgraphs.crm?.seen.length).toBe(before);
});

const conditional = `query($a: Boolean!, $b: Boolean = true) {
  customers { name @skip(if: $a) ... @include(if: $b) { balance parent @include(if: $a) { name balance } } ...F @skip(if: $b) }
  ledger @include(if: $a) @skip(if: $b)
} fragment F on Customer { f: posted parent { id } }`;

test.each([{ a: true, b: true }, { a: true, b: false }, { a: false, b: true }, { a: false, b: false }, { a: true }])(
  'conditions %o leave exactly what the monolith leaves',
  async (values) => {
    const { data, errors } = await federation.ask(conditional, { variables: values });
    expect(errors).toBeUndefined();
    expect({ data }).toEqual(await federation.monolith(conditional, values));
  },
);

test('a document with several operations runs the one that is named', async () => {
  const document = 'query A { ledger } query B { named { name } }';
  expect((await federation.ask(document, { operationName: 'A' })).data).toEqual({ ledger: 1 });
  await expect(federation.ask(document)).rejects.toThrow('it may be A, B');
});

const rates = new Set(['Customer.rate', 'Customer.balance']);
const mask = { key: 'no-rates', hides: (coordinate: string) => rates.has(coordinate) };

test('a hidden field is null under every alias and fragment, is named once, and is not even asked for', async () => {
  Object.values(federation.subgraphs).forEach(({ seen }) => seen.splice(0));
  const { data, masked, errors } = await federation.ask(
    '{ customers { id rate r: rate ...F } named { rate name ... on Customer { b: balance } ... on Vendor { rate } } } fragment F on Customer { x: rate balance }',
    { mask },
  );
  expect(errors).toBeUndefined();
  const hidden = { rate: null, r: null, x: null, balance: null };
  expect(data).toMatchObject({
    customers: [
      { id: '1', ...hidden },
      { id: '2', ...hidden },
    ],
    named: { rate: null, b: null },
  });
  expect(masked).toEqual(['Customer.balance', 'Customer.rate']);
  const asked = Object.values(federation.subgraphs).flatMap(({ seen }) => seen.map(({ query }) => query));
  expect(asked.join()).not.toContain('balance');
});

test('a field hidden on one type of an interface is not read through the interface', async () => {
  expect(await federation.ask('{ named { rate } }', { mask })).toEqual({
    data: { named: { rate: null } },
    masked: ['Customer.rate'],
  });
});

test('one caller’s plan is not another’s', async () => {
  const query = '{ named { rate } }';
  expect((await federation.ask(query, { mask })).data).toEqual({ named: { rate: null } });
  expect((await federation.ask(query)).data).toEqual({ named: { rate: 7 } });
});

test('an operation of hidden fields only asks nobody', async () => {
  const everything = { key: 'all', hides: () => true };
  Object.values(federation.subgraphs).forEach(({ seen }) => seen.splice(0));
  expect(await federation.ask('{ ledger __typename }', { mask: everything })).toEqual({
    data: { ledger: null, __typename: 'Query' },
    masked: ['Query.ledger'],
  });
  expect(federation.subgraphs.erp?.seen).toEqual([]);
});
