// A token that names legal entities: records of other entities are not there, in lists, by id, below customers, or in sums.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type Reply, type TestHouse } from '../house/house.ts';

let house: TestHouse;
let codes: readonly string[];
beforeAll(async () => {
  house = await openHouse();
  const { data } = await house.ask('finance-controller', '{ legalEntities { code } }');
  codes = (data as { legalEntities: { code: string | null }[] }).legalEntities.flatMap(({ code }) => code ?? []);
}, 60_000);
afterAll(() => house?.close());

async function askLimited(legalEntities: readonly string[], query: string, variables = {}): Promise<Reply> {
  const issued = await fetch(`${house.sandbox.urls.identity}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'finance-controller', legalEntities }),
  });
  const { token } = (await issued.json()) as { token: string };
  const answer = await fetch(house.graphUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  const parsed = JSON.parse(text) as Partial<Reply>;
  return {
    status: answer.status,
    data: parsed.data,
    errors: parsed.errors ?? [],
    extensions: parsed.extensions ?? {},
    text,
  };
}

async function idOf(wanted: string | undefined): Promise<string | undefined> {
  const { data } = await house.ask('finance-controller', '{ legalEntities { id code } }');
  const { legalEntities } = data as { legalEntities: { id: string; code: string | null }[] };
  return legalEntities.find(({ code }) => code === wanted)?.id;
}

const documents = `{
  invoices(first: 200) { totalCount edges { node { id legalEntity { code } } } }
  payments(first: 200) { edges { node { id legalEntity { code } } } }
  creditMemos(first: 200) { edges { node { id legalEntity { code } } } }
}`;

interface Documents {
  readonly invoices: { readonly totalCount: number | null; readonly edges: readonly Edge[] };
  readonly payments: { readonly edges: readonly Edge[] };
  readonly creditMemos: { readonly edges: readonly Edge[] };
}
interface Edge {
  readonly node: { readonly id: string; readonly legalEntity: { readonly code: string } };
}

const codesIn = (edges: readonly Edge[]): Set<string> => new Set(edges.map(({ node }) => node.legalEntity.code));

test('lists hold the records of these entities and of no other, and count no other', async () => {
  const all = (await house.ask('finance-controller', documents)).data as Documents;
  expect(codesIn(all.invoices.edges).size).toBeGreaterThan(1);
  const [own = ''] = codesIn(all.invoices.edges);
  const limited = (await askLimited([own], documents)).data as Documents;
  const ofOwn =
    'query($id: ID!) { invoices(first: 200, filter: { legalEntityId: $id }) { totalCount edges { node { id } } } }';
  const expected = (await house.ask('finance-controller', ofOwn, { id: await idOf(own) })).data as Documents;
  expect(limited.invoices.edges.map(({ node }) => node.id)).toEqual(expected.invoices.edges.map(({ node }) => node.id));
  expect(limited.invoices.totalCount).toBe(expected.invoices.totalCount);
  expect(codesIn(limited.invoices.edges)).toEqual(new Set([own]));
  for (const { edges } of [limited.payments, limited.creditMemos])
    for (const code of codesIn(edges)) expect(code).toBe(own);
});

test('an invoice of another entity is not there by its id, and a filter by another entity finds nothing', async () => {
  const all = (await house.ask('finance-controller', documents)).data as Documents;
  const [own = ''] = codesIn(all.invoices.edges);
  const foreign = all.invoices.edges.find(({ node }) => node.legalEntity.code !== own)?.node;
  const byId = 'query($id: ID!) { invoice(id: $id) { id number } }';
  expect((await house.ask('finance-controller', byId, { id: foreign?.id })).data).not.toEqual({ invoice: null });
  expect((await askLimited([own], byId, { id: foreign?.id })).data).toEqual({ invoice: null });

  const byEntity = 'query($id: ID!) { invoices(first: 5, filter: { legalEntityId: $id }) { edges { node { id } } } }';
  expect((await askLimited([own], byEntity, { id: await idOf(foreign?.legalEntity.code) })).data).toEqual({
    invoices: { edges: [] },
  });
});

test('the entities themselves are limited, and none at all is none', async () => {
  const [first = ''] = codes;
  const query = '{ legalEntities { code parent { code } } invoices(first: 5) { edges { node { id } } } }';
  const { data } = await askLimited([first], query);
  expect((data as { legalEntities: { code: string }[] }).legalEntities.map(({ code }) => code)).toEqual([first]);
  expect((await askLimited([], query)).data).toEqual({ legalEntities: [], invoices: { edges: [] } });
});

test('systems that cannot limit their records refuse, and say so', async () => {
  const { data, errors } = await askLimited([codes[0] ?? ''], '{ projects(first: 1) { edges { node { id } } } }');
  expect(data).toEqual({ projects: null });
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
});
