// The gateway over HTTP: who gets in, what is too large, what is hidden, what is said when systems are down.
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultOperationLimits } from '../subgraphs/runtime/limits.ts';
import { openDoor, signingKeys, signToken } from '../test/federation/door.ts';
import type { Door } from '../test/federation/door.ts';
import type { World, WorldRecord } from '../test/federation/world.ts';

/** Planted values of hidden fields: they must appear nowhere for a role that may not see them. */
const canary = 'CANARY-7731';

const sdls = {
  psa: `
    type Query {
      projects(first: Int = 2, filter: Filter, costAbove: String @sensitive(class: "COST_RATE")): [Project!]
      named: [Named]
      counter: Int
      source: SourceInfo
    }
    type Mutation { bump: Int }
    input Filter { name: String rateAbove: String @sensitive(class: "COST_RATE") any: [Filter!] }
    interface Named { name: String secret: String }
    type Project implements Named @key(fields: "id") {
      id: ID! name: String cost: String @sensitive(class: "PROJECT_COST") secret: String @sensitive(class: "COST_RATE")
      psaSource: SourceInfo
    }
    type Team implements Named { name: String secret: String }
    type SourceInfo @shareable { servedFrom: String! staleReason: String }`,
  erp: `
    type Project @key(fields: "id") { id: ID! billed: Int erpSource: SourceInfo }
    type SourceInfo @shareable { servedFrom: String! staleReason: String }`,
};

let counter = 0;

function makeWorld(): World {
  const source = { servedFrom: 'LIVE', staleReason: null };
  const projects = ['1', '2'].map((id): WorldRecord => ({
    id,
    name: `Project ${id}`,
    cost: `${canary} cost`,
    secret: `${canary} secret`,
    billed: Number(id) * 100,
    psaSource: source,
    erpSource: source,
  }));
  return {
    Query: {
      projects: ({ first }: { first: number }) => projects.slice(0, first),
      named: [projects[0], { __typename: 'Team', name: 'Team', secret: 'open' }],
      counter: () => (counter += 1),
      source,
    },
    Mutation: { bump: () => (counter += 10) },
    Project: projects,
  };
}

let door: Door;
beforeAll(async () => (door = await openDoor(sdls, makeWorld())));
afterAll(() => door.close());
afterEach(() => {
  door.pass(3_600_000); // so that nothing cached by one test serves another
  for (const subgraph of Object.values(door.subgraphs)) subgraph.behave({ kind: 'well' });
});

describe('identify', () => {
  test('without a token nobody gets in, and the answer says what to send', async () => {
    const { status, headers, body } = await door.ask('{ counter }', { authorization: null });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('Authorization: Bearer') as string, extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(body.errors?.[0]?.extensions.correlationId).toBe(headers.get('x-correlation-id'));
  });

  test('tokens of another key, issuer, audience, algorithm, age or role do not get in', async () => {
    const { privateKey } = await signingKeys();
    const unsigned = ['{"alg":"none"}', '{"sub":"eve","role":"operator"}'].map((part) =>
      Buffer.from(part).toString('base64url'),
    );
    const forged = [
      await signToken(privateKey, 'ES256'),
      await signToken(new TextEncoder().encode('a shared secret of thirty-two bytes'), 'HS256'),
      `${unsigned.join('.')}.`,
      await door.token({ issuer: 'https://other.example' }),
      await door.token({ audience: 'somebody-else' }),
      await door.token({ expires: '-1m' }),
      await door.token({ role: 'emperor' }),
      'nonsense',
    ];
    for (const token of forged) {
      const { status, text } = await door.ask('{ counter }', { authorization: `Bearer ${token}` });
      expect(status).toBe(401);
      expect(text).not.toContain(token);
    }
  });

  test('subgraphs get the user’s own token and the correlation id of the client', async () => {
    const { headers } = await door.ask('{ counter }', { headers: { 'x-correlation-id': 'portal-12345' } });
    expect(headers.get('x-correlation-id')).toBe('portal-12345');
    const seen = door.subgraphs.psa?.seen.at(-1)?.headers;
    expect(seen).toMatchObject({
      'x-correlation-id': 'portal-12345',
      authorization: expect.stringMatching(/^Bearer ey/) as string,
    });
  });
});

describe('weigh', () => {
  const { aliasesMax, depthMax, rootFieldsMax, directivesMax, fieldsMax } = defaultOperationLimits;
  const many = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');
  const tooLarge: Record<string, string> = {
    tokens: `{ ${many(5_000, () => 'counter')} }`,
    aliases: `{ projects { ${many(aliasesMax + 1, (index) => `a${index}: name`)} } }`,
    'root fields': `{ ${many(rootFieldsMax + 1, () => 'counter')} }`,
    directives: `{ counter ${many(directivesMax + 1, () => '@include(if: true)')} }`,
    'levels of depth': `${'{ projects '.repeat(depthMax)} { name } ${'}'.repeat(depthMax)}`,
    'nested brackets': `{ projects(filter: ${'['.repeat(1_000)}) }`,
    fields: `{ ...A } fragment A on Query { projects { ${many(40, () => '...B')} } } fragment B on Project { ${many(fieldsMax / 40 + 1, () => 'name')} }`,
  };
  test.each(Object.entries(tooLarge))(
    'too many %s are refused with 400 before anybody is asked',
    async (what, query) => {
      const before = door.subgraphs.psa?.seen.length;
      const { status, body } = await door.ask(query);
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([
        { message: expect.stringContaining(what) as string, extensions: { code: 'OPERATION_TOO_LARGE' } },
      ]);
      expect(door.subgraphs.psa?.seen.length).toBe(before);
    },
  );

  test('20,000 aliases are refused within moments', async () => {
    const startedAt = Date.now();
    const { status } = await door.ask(`{ ${many(20_000, (index) => `a${index}: counter`)} }`);
    expect(status).toBe(400);
    expect(Date.now() - startedAt).toBeLessThan(500);
  });

  test('batches, persisted queries, forms and prototypes are refused', async () => {
    expect((await door.post('[{"query":"{ counter }"}]')).status).toBe(400);
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } };
    expect((await door.post(JSON.stringify(persisted))).body.errors?.[0]?.extensions.code).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
    expect(
      (await door.post('query={ counter }', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
        .status,
    ).toBe(415);
    expect((await door.ask('{ __proto__: counter }')).status).toBe(400);
  });

  test('the schema is not told: no introspection, no suggestions, no stack', async () => {
    const { body } = await door.ask('{ __schema { types { name } } }');
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(body.errors?.[0]?.message).toBe('Introspection is off here; ask whoever runs this graph for its schema');
    const { text } = await door.ask('{ projects { nam } }');
    expect(text).not.toMatch(/Did you mean|stacktrace|node_modules/);
    const wrong = await door.ask('query($f: Filter) { projects(filter: $f) { id } }', {
      variables: { f: { nme: 'x' } },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.text).not.toMatch(/Did you mean|stacktrace/);
    expect(wrong.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('mask', () => {
  const role = 'account-manager'; // sees neither cost nor rates
  const queries: Record<string, string> = {
    plain: '{ projects { name cost secret } }',
    'an alias': '{ projects { name: cost x: secret } }',
    'a fragment': '{ projects { ...F ... on Project { y: cost } } } fragment F on Project { secret c: cost }',
    'an interface': '{ named { name secret } }',
    'an interface by type': '{ named { ... on Project { secret } ... on Team { secret } } }',
  };
  test.each(Object.entries(queries))('a hidden field is null through %s, and is named once', async (_name, query) => {
    const hidden = await door.ask(query, { role });
    expect(hidden.status).toBe(200);
    expect(hidden.text).not.toContain(canary);
    expect(hidden.body.extensions?.masked?.length).toBeGreaterThan(0);
    expect(new Set(hidden.body.extensions?.masked).size).toBe(hidden.body.extensions?.masked?.length);
    expect(hidden.body.errors).toBeUndefined();
    const open = await door.ask(query);
    expect(open.text).toContain(canary);
    expect(open.body.extensions?.masked).toBeUndefined();
    const again = await door.ask(query, { role });
    expect(again.text).not.toContain(canary);
  });

  test('a subgraph is not even asked for what its caller may not see', async () => {
    await door.ask('{ projects { name cost secret } }', { role });
    expect(door.subgraphs.psa?.seen.at(-1)?.query).not.toMatch(/cost|secret/);
  });

  const inputs: Record<string, { query: string; variables?: Record<string, unknown>; coordinate: string }> = {
    'a hidden argument': { query: '{ projects(costAbove: "1") { id } }', coordinate: 'Query.projects(costAbove:)' },
    'a hidden input field': {
      query: '{ projects(filter: { any: [{ rateAbove: "1" }] }) { id } }',
      coordinate: 'Filter.rateAbove',
    },
    'a hidden input field in a variable': {
      query: 'query($f: Filter) { projects(filter: $f) { id } }',
      variables: { f: { name: 'x', any: [{ any: [{ rateAbove: null }] }] } },
      coordinate: 'Filter.rateAbove',
    },
    'a hidden input field in a default': {
      query: 'query($f: Filter = { rateAbove: "2" }) { projects(filter: $f) { id } }',
      coordinate: 'Filter.rateAbove',
    },
    'a variable with a default, used in a fragment before the operation': {
      query: 'fragment F on Query { projects(costAbove: $c) { id } } query($c: String = "1") { ...F }',
      coordinate: 'Query.projects(costAbove:)',
    },
    'a variable for a hidden argument': {
      query: 'query($c: String) { projects(costAbove: $c) { id } }',
      variables: { c: '1' },
      coordinate: 'Query.projects(costAbove:)',
    },
  };
  test.each(Object.entries(inputs))(
    '%s is refused with 403, by name',
    async (_name, { query, variables = {}, coordinate }) => {
      const { status, body } = await door.ask(query, { role, variables });
      expect(status).toBe(403);
      expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', coordinates: [coordinate] } }]);
      expect((await door.ask(query, { variables })).status).toBe(200);
    },
  );

  test('a hidden argument whose variable has no value is left out, not refused', async () => {
    const { status } = await door.ask('query($c: String) { projects(costAbove: $c) { id } }', { role });
    expect(status).toBe(200);
  });
});

describe('drain', () => {
  test('a request under way is answered, its connection is told to close, later ones find nobody', async () => {
    const own = await openDoor(sdls, makeWorld(), { auth: false });
    const agent = new Agent({ keepAlive: true });
    const send = (query: string): Promise<{ status: number | undefined; connection: string | undefined }> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(
          own.gateway.url,
          { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
          (response) => {
            response.resume();
            response.once('end', () =>
              resolve({ status: response.statusCode, connection: response.headers.connection }),
            );
          },
        );
        request.once('error', reject);
        request.end(JSON.stringify({ query }));
      });
    expect((await send('{ counter }')).connection).toBe('keep-alive');
    own.subgraphs.psa?.behave({ kind: 'hang' }); // ends by the subgraph's time limit, while the gateway closes
    const underWay = send('{ projects { name } }');
    await expect.poll(() => own.subgraphs.psa?.seen.length).toBe(2);
    const closed = own.close();
    expect(await underWay).toEqual({ status: 200, connection: 'close' });
    await closed;
    await expect(send('{ counter }')).rejects.toThrow();
    agent.destroy();
  });
});
