// What processes write through is nobody else's: through the gateway an internal field is as unknown as one that never was,
// whoever asks and however, although the supergraph holds it and its planner would plan it.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLFieldMap,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSupergraph } from '../../gateway/federation/supergraph.ts';
import { subgraphSdl } from '../../schema/compose.ts';
import { createServiceTokens } from '../../subgraphs/runtime/service-token.ts';
import { openHouse, type Reply, type TestHouse } from '../house/house.ts';

const committed = (name: string): string =>
  readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
const { privateKey } = generateKeyPairSync('ed25519');
const supergraph = loadSupergraph(committed('supergraph'));
const api = buildASTSchema(parse(committed('api')), { assumeValidSDL: true });

/** Values of scalars that do not take any text. */
const values: Readonly<Record<string, string>> = {
  Boolean: 'true',
  Int: '1',
  CurrencyCode: '"EUR"',
  Date: '"2026-11-20"',
};

const roots = { Query: OperationTypeNode.QUERY, Mutation: OperationTypeNode.MUTATION } as const;
/** The root fields of a schema. */
const rootFields = (schema: GraphQLSchema, root: keyof typeof roots): GraphQLFieldMap<unknown, unknown> =>
  schema.getRootType(roots[root])?.getFields() ?? {};

/** An internal root field, and an operation that its own subgraph would run. */
interface Internal {
  readonly subgraph: 'crm' | 'psa' | 'erp';
  readonly root: keyof typeof roots;
  readonly name: string;
  readonly operation: string;
}

const internal: readonly Internal[] = (['crm', 'psa', 'erp'] as const).flatMap((subgraph) => {
  const schema = schemaOf(subgraph);
  return (['Query', 'Mutation'] as const).flatMap((root) =>
    Object.values(rootFields(schema, root))
      .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'inaccessible'))
      .map((field) => ({ subgraph, root, name: field.name, operation: operationOf(root, field) })),
  );
});

function schemaOf(subgraph: Internal['subgraph']): GraphQLSchema {
  return buildASTSchema(subgraphSdl(subgraph), { assumeValid: true, assumeValidSDL: true });
}

function operationOf(root: Internal['root'], field: GraphQLField<unknown, unknown>): string {
  const args = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literal(type)}`);
  const given = args.length === 0 ? '' : `(${args.join(', ')})`;
  const selected = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${root.toLowerCase()} { ${field.name}${given}${selected} }`;
}

/** Some value that the type takes. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  return values[type.name] ?? '"12345678"';
}

test('there is something to hide: the subgraphs would run each, and the planner knows each', () => {
  expect(internal.length).toBeGreaterThanOrEqual(20);
  for (const { subgraph, root, name, operation } of internal) {
    expect(validate(schemaOf(subgraph), parse(operation)), operation).toEqual([]);
    expect(rootFields(supergraph.fullSchema, root)[name], `${name} in the supergraph`).toBeDefined();
  }
});

test('the public schema has neither the fields nor the types that only they use', () => {
  for (const { root, name } of internal) {
    expect(rootFields(api, root)[name], name).toBeUndefined();
  }
  const hidden = Object.values(supergraph.fullSchema.getTypeMap()).filter(({ astNode }) =>
    astNode?.directives?.some(({ name }) => name.value === 'inaccessible'),
  );
  expect(hidden.length).toBeGreaterThanOrEqual(15);
  for (const { name } of hidden) expect(api.getType(name), name).toBeUndefined();
  // Planted: without its marks the same supergraph shows every one.
  const bare = loadSupergraph(committed('supergraph').replaceAll(/(?<!directive) @inaccessible/g, '')).apiSchema;
  for (const { root, name } of internal) {
    expect(rootFields(bare, root)[name], name).toBeDefined();
  }
});

describe('through the gateway', () => {
  let house: TestHouse;
  beforeAll(async () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    house = await openHouse({ env: { INTROSPECTION: 'on', SERVICE_TOKEN_KEY: pem, PROCESS_PORT: '0' } });
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  const told = ({ status, errors, data }: Reply): unknown => ({
    status,
    data,
    errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.code })),
  });

  test('each is refused in the words that a field which never was is refused in, and nobody is asked', async () => {
    const { calls } = await house.calls(async () => {
      for (const { root, name, operation } of internal) {
        for (const role of ['operator', 'finance-controller'] as const) {
          const reply = await house.ask(role, operation);
          const never = 'x'.repeat(name.length);
          const unknown = await house.ask(role, operation.replace(name, never));
          expect(reply.errors.length, reply.text).toBe(1);
          expect(reply.status).toBe(400);
          expect(JSON.stringify(told(reply)).replaceAll(name, never), root).toEqual(JSON.stringify(told(unknown)));
        }
      }
    });
    expect(Object.values(calls).flatMap((served) => Object.keys(served))).toEqual([]);
  });

  test('an alias, a fragment, a variable or a public field beside it opens no way in', async () => {
    const { operation } = internal.find(({ name }) => name === 'erpBillingFacts') as Internal;
    const [field] = /erpBillingFacts.*\}/.exec(operation.replace(/\}$/, '')) ?? [''];
    const attempts = [
      `query { customers(first: 1) { edges { node { id } } } a: ${field} }`,
      `query { ...hidden } fragment hidden on Query { ${field} }`,
      `query { ... on Query { ${field} } }`,
      `query ($no: Boolean = false) { __typename ${field.replace('erpBillingFacts', 'erpBillingFacts @include(if: $no)')} }`,
      'query ($ticket: WriteTicket) { __typename }',
    ];
    for (const attempt of attempts) {
      const reply = await house.ask('operator', attempt);
      expect([reply.status, reply.data], attempt).toEqual([400, null]);
    }
  });

  test('introspection shows none of it', async () => {
    const types = '{ __schema { types { name } mutationType { fields { name } } queryType { fields { name } } } }';
    const { data, text } = await house.ask('operator', types);
    expect(data, text).not.toBeNull();
    expect(text).toContain('"Customer"');
    for (const { name } of internal) expect(text).not.toContain(`"${name}"`);
    expect(text).not.toMatch(/WriteTicket|SystemRecord|WriteOutcome/);
    const { data: type } = await house.ask('operator', '{ __type(name: "WriteTicket") { name } }');
    expect(type).toEqual({ __type: null });
  });

  test("the subgraph itself, asked with a person's token, knows the field and refuses the person", async () => {
    for (const { subgraph, root, name, operation } of internal) {
      const { errors } = await house.ask('operator', operation, {}, `${house.subgraphs.urls[subgraph] ?? ''}/graphql`);
      expect(errors[0]?.extensions?.code, `${root}.${name}`).toBe('FORBIDDEN');
      expect(errors[0]?.message).toContain(`takes a service token with the scope "system:${subgraph}"`);
    }
  });

  test('a service token opens the subgraph and not the gateway', async () => {
    const { operation } = internal.find(({ name }) => name === 'erpBillingFacts') as Internal;
    const token = await createServiceTokens('worker', privateKey).issue('erp', { subject: 'ann', role: 'operator' });
    const ask = (url: string): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: operation }),
      });
    expect(await (await ask(`${house.subgraphs.urls.erp ?? ''}/graphql`)).json()).toEqual({
      data: { erpBillingFacts: { __typename: 'ErpBillingFacts' } },
    });
    const refused = await ask(house.graphUrl);
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')]);
  });
});
