// A field a role may not see appears nowhere: at the gateway, at every subgraph, in errors, in anybody else's cache.
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSensitivityClass, maySee, type Role, roles, type SensitivityClass } from '../../schema/canon/roles.ts';
import { type SubgraphName, subgraphNames, subgraphSdl } from '../../schema/compose.ts';
import { buildFirm } from '../../subgraphs/sandbox/firm/build.ts';
import { firmDay, openHouse, type TestHouse } from '../house/house.ts';
import { selection, sweep, type SweepStyle, walk } from '../house/sweep.ts';

const api = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const query = api.getQueryType()!;
const sensitive = readSensitive();
const canaries = readCanaries();

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ env: { CACHE_FRESH_MS: '60000' } });
}, 60_000);
afterAll(() => house.close());

/** Sensitive coordinates by class, from the SDL. */
function readSensitive(): ReadonlyMap<string, SensitivityClass> {
  return new Map(
    subgraphNames
      .flatMap((name) => objectsOf(name))
      .flatMap((type) =>
        (type.fields ?? []).flatMap((field) => {
          const value = field.directives?.find((directive) => directive.name.value === 'sensitive')?.arguments?.[0]
            ?.value;
          const sensitivity = value?.kind === Kind.STRING ? value.value : null;
          return isSensitivityClass(sensitivity)
            ? [[`${type.name.value}.${field.name.value}`, sensitivity] as const]
            : [];
        }),
      ),
  );
}

function objectsOf(name: SubgraphName): readonly ObjectTypeDefinitionNode[] {
  return subgraphSdl(name).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

/** Texts of the firm that only a sensitive field may tell: names and addresses of people, tax numbers. */
function readCanaries(): readonly { readonly text: string; readonly sensitivity: SensitivityClass }[] {
  const firm = buildFirm({ size: 'demo', today: firmDay });
  return [
    ...firm.people
      .flatMap(({ name, email }) => [name, email])
      .map((text) => ({ text, sensitivity: 'PERSONAL' as const })),
    ...firm.erpCustomers
      .flatMap(({ vatNumber }) => (vatNumber === undefined ? [] : [vatNumber]))
      .map((text) => ({ text, sensitivity: 'TAX_ID' as const })),
    ...firm.legalEntities.map(({ taxNumber }) => ({ text: taxNumber, sensitivity: 'TAX_ID' as const })),
  ];
}

interface Seen {
  readonly leaks: string[];
  readonly shown: Map<SensitivityClass, number>;
  answered: number;
}

/** Runs queries as a role and notes every sensitive value and every canary in what comes back. */
async function look(role: Role, queries: readonly string[], url?: string): Promise<Seen> {
  const seen: Seen = { leaks: [], shown: new Map(), answered: 0 };
  for (const text of queries) {
    const reply = await house.ask(role, text, {}, url);
    expect(reply.status, `${role}: ${reply.text.slice(0, 300)}`).toBe(200);
    for (const { coordinate, value } of walk(api, query, reply.data)) {
      seen.answered += 1;
      const sensitivity = sensitive.get(coordinate);
      if (sensitivity === undefined || value === null) continue;
      seen.shown.set(sensitivity, (seen.shown.get(sensitivity) ?? 0) + 1);
      if (!maySee(role, sensitivity)) seen.leaks.push(`${coordinate} = ${JSON.stringify(value)}`);
    }
    for (const canary of canaries)
      if (!maySee(role, canary.sensitivity) && reply.text.includes(canary.text))
        seen.leaks.push(`${canary.sensitivity} "${canary.text}" in ${text.slice(0, 60)}`);
  }
  return seen;
}

const styles: readonly SweepStyle[] = ['plain', 'aliased', 'fragments'];

describe('at the gateway', () => {
  // The controller first: whatever a shared cache would give away is in it when the others ask.
  test.each(['finance-controller' as const, ...roles.filter((role) => role !== 'finance-controller')])(
    '%s sees no more than the table says',
    async (role) => {
      for (const style of styles) {
        const seen = await look(role, sweep(api, style, 3));
        expect(seen.leaks).toEqual([]);
        expect(seen.answered).toBeGreaterThan(500);
        if (role === 'finance-controller')
          expect([...seen.shown.keys()].sort()).toEqual([
            'COST_RATE',
            'CUSTOMER_FINANCIAL',
            'MARGIN',
            'PERSONAL',
            'PROJECT_COST',
            'TAX_ID',
          ]);
      }
    },
    60_000,
  );

  test('what is hidden is listed, so that nobody takes it for missing', async () => {
    const reply = await house.ask(
      'portal-user',
      '{ projects(first: 1) { edges { node { financials { grossMargin { amount } } manager { displayName } } } } }',
    );
    expect(reply.extensions.masked).toEqual(['FinancialPosition.grossMargin', 'Resource.displayName']);
  });

  test('a hidden value cannot be filtered by, literally or through a variable', async () => {
    for (const [text, variables] of [
      ['{ resources(filter: { search: "a" }) { edges { node { id } } } }', {}],
      ['query ($f: ResourceFilter) { resources(filter: $f) { edges { node { id } } } }', { f: { search: 'a' } }],
      ['query ($s: String) { resources(filter: { search: $s }) { edges { node { id } } } }', { s: 'a' }],
    ] as const) {
      const refused = await house.ask('portal-user', text, variables);
      expect(refused.errors[0]?.extensions?.code, text).toBe('FORBIDDEN');
      expect((await house.ask('project-manager', text, variables)).errors).toEqual([]);
    }
  });
});

describe.each(subgraphNames)('at the subgraph %s itself', (name) => {
  const url = (): string => `${house.subgraphs.urls[name]!}/graphql`;
  const types = objectsOf(name).filter(
    (type) => type.directives?.some((directive) => directive.name.value === 'key') === true,
  );
  const lists: Readonly<Record<string, string>> = {
    Customer: 'customers',
    Project: 'projects',
    Invoice: 'invoices',
    Resource: 'resources',
    Opportunity: 'opportunities',
  };

  test('entities asked for directly hide the same', async () => {
    for (const type of types) {
      const list = lists[type.name.value];
      const hidden = (type.fields ?? [])
        .map((field) => field.name.value)
        .filter((field) => sensitive.has(`${type.name.value}.${field}`));
      if (list !== undefined && hidden.length > 0) await askEntities(type.name.value, list, hidden);
    }
  });

  async function askEntities(type: string, list: string, hidden: readonly string[]): Promise<void> {
    const found = await house.ask('finance-controller', `{ ${list}(first: 8) { edges { node { id } } } }`);
    const ids = (found.data as Record<string, { edges: { node: { id: string } }[] }>)[list]!.edges.map(
      (edge) => edge.node.id,
    );
    const text = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { id ${hidden.join(' ')} } } }`;
    for (const role of roles) {
      const reply = await house.ask(role, text, { r: ids.map((id) => ({ __typename: type, id })) }, url());
      const entities = (reply.data as { _entities: unknown[] })._entities;
      for (const { coordinate, value } of walk(api, api.getType(type) as GraphQLObjectType, entities)) {
        const sensitivity = sensitive.get(coordinate);
        if (sensitivity !== undefined && !maySee(role, sensitivity)) expect(value, `${role} ${coordinate}`).toBeNull();
      }
      if (role === 'finance-controller')
        expect(JSON.stringify(entities), 'the controller sees them').toMatch(/@|[A-Z]/);
    }
  }

  test('nobody gets in without a token', async () => {
    const reply = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect(reply.status).toBe(401);
  });
});

/** Sensitive fields that lie deeper than an entity, asked of the subgraph that tells them. */
const deeper = [
  [
    'erp',
    'Customer',
    'customers',
    'id billingAccounts { taxId creditLimit { amount } } openInvoices(first: 20) { dispute { owner } }',
  ],
  ['erp', 'Project', 'projects', 'id ledger { postedCost { amount } }'],
  ['erp', 'LegalEntity', null, 'id taxRegistration'],
  ['insight', 'Project', null, 'id financials { cost { amount } grossMargin { amount } grossMarginPercent }'],
] as const;

test.each(deeper)('what %s tells below %s hides the same', async (name, type, list, fields) => {
  const usd = { amount: '10.00', currency: 'USD' };
  const ledger = {
    currency: 'USD',
    billed: usd,
    collected: usd,
    openReceivable: usd,
    overdue: usd,
    recognized: usd,
    deferred: usd,
    postedCost: usd,
  };
  const facts = { id: '00000000-0000-5000-8000-000000000000', currency: 'USD', ledger };
  const found =
    list === null ? null : await house.ask('finance-controller', `{ ${list}(first: 60) { edges { node { id } } } }`);
  const ids =
    found === null
      ? []
      : (found.data as Record<string, { edges: { node: { id: string } }[] }>)[list!]!.edges.map((edge) => ({
          id: edge.node.id,
        }));
  const asked = type === 'LegalEntity' ? [{ code: 'US01' }, { code: 'DE01' }] : list === null ? [facts] : ids;
  const text = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`;
  const shown = new Set<string>();
  for (const role of roles) {
    const reply = await house.ask(
      role,
      text,
      { r: asked.map((each) => ({ __typename: type, ...each })) },
      `${house.subgraphs.urls[name]!}/graphql`,
    );
    expect(reply.errors).toEqual([]);
    const { _entities } = reply.data as { _entities: unknown[] };
    for (const { coordinate, value } of walk(api, api.getType(type) as GraphQLObjectType, _entities)) {
      const sensitivity = sensitive.get(coordinate);
      if (sensitivity === undefined) continue;
      if (!maySee(role, sensitivity)) expect(value, `${role} ${coordinate}`).toBeNull();
      else if (value !== null) shown.add(coordinate);
    }
  }
  // Each of them was there to be seen by somebody: a look at nothing proves nothing.
  const asks = [...sensitive.keys()].filter((coordinate) =>
    new RegExp(`\\b${coordinate.split('.')[1]!}\\b`).test(fields),
  );
  expect(asks.filter((coordinate) => shown.has(coordinate)).length).toBeGreaterThan(0);
});

test('with the mask switched off the same look finds the leaks', async () => {
  const bare = await openHouse({ mask: false });
  const masked = house;
  house = bare;
  try {
    const text = `{ resources(first: 5) ${selection(api.getType('ResourceConnection') as GraphQLObjectType, 'plain', 2)} }`;
    const seen = await look('portal-user', [text], `${bare.subgraphs.urls.psa!}/graphql`);
    expect(seen.leaks.length).toBeGreaterThan(5);
    // The gateway masks by itself, whatever a subgraph tells.
    expect((await look('portal-user', [text])).leaks).toEqual([]);
  } finally {
    house = masked;
    await bare.close();
  }
}, 60_000);
