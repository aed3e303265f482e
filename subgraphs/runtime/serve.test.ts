import { Agent, get, request as httpRequest } from 'node:http';
import { Writable } from 'node:stream';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { GraphQLError } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../schema/canon/roles.ts';
import type { Envelope } from './envelope.ts';
import { Fault } from './fault.ts';
import { createTokenVerifier } from './identity.ts';
import type { TokenVerifier } from './identity.ts';
import { serveSubgraph } from './serve.ts';
import type { RequestContext, RunningSubgraph, SubgraphOptions } from './serve.ts';
import { createLogger } from './telemetry.ts';

const canary = 'CANARY-98765.43';
const identity = { issuer: 'https://id.example', audience: 'gateway' };
let verifier: TokenVerifier;
let tokenOf: (role: Role) => Promise<string>;
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
  verifier = createTokenVerifier({ ...identity, jwks: { keys: [jwk] } });
  tokenOf = (role) =>
    new SignJWT({ role })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject('ann')
      .setIssuer(identity.issuer)
      .setAudience(identity.audience)
      .setExpirationTime('1h')
      .sign(privateKey);
});

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @sensitive(class: String!) on FIELD_DEFINITION | ARGUMENT_DEFINITION
  type Query { me: String fault: String bug: String refusal: String hidden: Int wait: String list(costAbove: String @sensitive(class: "COST_RATE")): [String] echo(n: Int): Int }
  type Person @key(fields: "id") { id: ID! cost: String @sensitive(class: "COST_RATE") }
`;

const seen: Envelope[] = [];
const left: string[] = [];
const resolvers = {
  Query: {
    me: (_: unknown, __: unknown, { envelope }: RequestContext) => envelope.principal.subject,
    fault: () => {
      const detail = `HTTP 503 {"message":"${canary}"}`;
      throw new Fault({
        code: 'SYSTEM_OVERLOADED',
        system: 'ERP',
        instance: 'netsuite',
        retryAfterMs: 2_000,
        vendorCode: 'BUSY',
        detail,
      });
    },
    bug: () => {
      throw new Error(`Cannot add "${canary}" to 98765.43`);
    },
    refusal: () => {
      throw new GraphQLError('first must be at most 200', { extensions: { code: 'BAD_USER_INPUT', secret: canary } });
    },
    hidden: () => canary, // no Int: graphql-js quotes the value in its error
    wait: (_: unknown, __: unknown, { envelope }: RequestContext) =>
      new Promise((resolve) => {
        envelope.signal.addEventListener('abort', () => left.push(envelope.correlationId));
        setTimeout(() => resolve('waited'), 300);
      }),
  },
  Person: { __resolveReference: (reference: object) => ({ ...reference, cost: canary }) },
};

const logged: string[] = [];
const running: RunningSubgraph[] = [];
afterEach(() => {
  logged.length = 0;
});
afterAll(() => Promise.all(running.splice(0).map((subgraph) => subgraph.close())));

async function serve(more: Partial<SubgraphOptions> = {}): Promise<RunningSubgraph> {
  const destination = new Writable({
    write: (chunk, _, done) => {
      logged.push(String(chunk));
      done();
    },
  });
  const subgraph = await serveSubgraph({
    name: 'erp',
    typeDefs: sdl,
    resolvers,
    context: (envelope) => {
      seen.push(envelope);
      return {};
    },
    port: 0,
    host: '127.0.0.1',
    verifier,
    logger: createLogger('erp', { level: 'debug', destination }),
    ...more,
  });
  running.push(subgraph);
  return subgraph;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  };
}

async function post(at: RunningSubgraph, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const authorization = `Bearer ${await tokenOf('portal-user')}`;
  const response = await fetch(`${at.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, body: JSON.parse(text) as Reply['body'] };
}

describe('a served subgraph', () => {
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await serve();
  });

  it('builds the envelope from token and headers, and answers with the correlation id', async () => {
    const headers = { 'x-correlation-id': 'request-0001', 'x-deadline-ms': '3000', 'x-priority': 'billing' };
    const reply = await post(subgraph, { query: '{ me }' }, headers);
    expect(reply.body).toEqual({ data: { me: 'ann' } });
    expect(reply.headers.get('x-correlation-id')).toBe('request-0001');
    const envelope = seen.at(-1)!;
    expect(envelope).toMatchObject({
      correlationId: 'request-0001',
      priority: 'billing',
      principal: { role: 'portal-user' },
    });
    expect(envelope.deadlineAt - Date.now()).toBeLessThanOrEqual(3_000);
  });

  it.each(['{ me }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }', '{ __typename }'])(
    'answers 401 to %s without a token, before anything runs',
    async (query) => {
      const before = seen.length;
      const reply = await post(subgraph, { query }, { authorization: '' });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(reply.body.errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        subgraph: 'erp',
        retryable: false,
      });
      expect(seen).toHaveLength(before);
    },
  );

  it('tells a fault by the register and nothing of the vendor’s words', async () => {
    const reply = await post(subgraph, { query: '{ fault }' }, { 'x-correlation-id': 'request-0002' });
    expect(reply.status).toBe(200);
    expect(reply.body.errors).toMatchObject([
      {
        message: 'ERP (netsuite) is overloaded and asked us to slow down',
        path: ['fault'],
        extensions: {
          code: 'SYSTEM_OVERLOADED',
          system: 'ERP',
          instance: 'netsuite',
          subgraph: 'erp',
          correlationId: 'request-0002',
          retryable: true,
          retryAfterMs: 2_000,
        },
      },
    ]);
    expect(reply.text).not.toContain('BUSY');
    expect(reply.text + logged.join()).not.toContain('CANARY');
  });

  it.each(['bug', 'hidden'])(
    'tells of a %s of ours only that there is one; the log names the place, without values',
    async (field) => {
      const reply = await post(subgraph, { query: `{ ${field} }` }, { 'x-correlation-id': 'request-0003' });
      expect(reply.body.errors?.[0]?.extensions).toEqual({
        code: 'INTERNAL',
        subgraph: 'erp',
        correlationId: 'request-0003',
        retryable: false,
      });
      expect(reply.text).not.toMatch(/CANARY|98765|serve\.test|at .*\.ts/);
      const line = logged.find((entry) => entry.includes('request-0003'))!;
      expect(JSON.parse(line)).toMatchObject({ level: 50, origin: 'INTERNAL', path: field });
      expect(line).not.toMatch(/CANARY|98765\.43/);
    },
  );

  it('passes on what a resolver says about the request, but not what it hangs on to it', async () => {
    const { body, text } = await post(subgraph, { query: '{ refusal }' });
    expect(body.errors?.[0]).toMatchObject({
      message: 'first must be at most 200',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(text).not.toContain('CANARY');
  });

  it.each([
    ['an unknown field', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query($n: Int) { echo(n: $n) }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
    ],
    ['introspection', { query: '{ __schema { types { name } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['no query', {}, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ me }' }], 'BAD_REQUEST'],
    ['no JSON', '{', 'BAD_REQUEST'],
    [
      '10,000 aliases',
      { query: `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}:me`).join(' ')} }` },
      'OPERATION_TOO_LARGE',
    ],
    [
      '300 aliases',
      { query: `{ ${Array.from({ length: 300 }, (_, n) => `a${n}:me`).join(' ')} }` },
      'OPERATION_TOO_LARGE',
    ],
    ['1,000 nested lists', { query: `{ echo(n: ${'['.repeat(1_000)}1${']'.repeat(1_000)}) }` }, 'OPERATION_TOO_LARGE'],
    ['depth', { query: `{ ${'a { '.repeat(40)} b ${'}'.repeat(40)} }` }, 'OPERATION_TOO_LARGE'],
    ['a token of half a megabyte', { query: `{ a(t: "${'x'.repeat(500_000)}") }` }, 'OPERATION_TOO_LARGE'],
  ])('answers 400 to %s, quickly and without hints about the schema', async (_, body, code) => {
    const startedMs = performance.now();
    const reply = await post(subgraph, body);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code });
    expect(reply.text).not.toContain('Did you mean');
  });

  it('answers 413 to a body of megabytes', async () => {
    const reply = await post(subgraph, { query: '{ me }', variables: { x: 'x'.repeat(3_000_000) } });
    expect(reply.status).toBe(413);
  });

  it('fires the signal of a caller who hangs up, and of nobody else', async () => {
    const caller = new AbortController();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf('operator')}`,
      'x-correlation-id': 'leaves-early',
    };
    const leaving = fetch(`${subgraph.url}/graphql`, {
      method: 'POST',
      headers,
      body: '{"query":"{ wait }"}',
      signal: caller.signal,
    });
    const staying = post(subgraph, { query: '{ wait }' });
    setTimeout(() => caller.abort(), 100);
    await expect(leaving).rejects.toThrow();
    expect((await staying).body).toEqual({ data: { wait: 'waited' } });
    expect(left).toEqual(['leaves-early']);
  });

  it('tells nothing to a stranger but that it lives', async () => {
    expect(await (await fetch(`${subgraph.url}/health/live`)).json()).toEqual({ live: true, name: 'erp' });
    expect((await fetch(`${subgraph.url}/graphql?query={me}`)).status).toBe(404);
  });
});

describe('the mask of a served subgraph', () => {
  const query = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Person { cost x: cost } } }';
  const body = { query, variables: { r: [{ __typename: 'Person', id: '1' }] } };

  it('hides through _entities', async () => {
    const { text } = await post(await serve(), body);
    expect(JSON.parse(text)).toEqual({ data: { _entities: [{ cost: null, x: null }] } });
  });

  it('is what hides: switched off, the canary is there', async () => {
    expect((await post(await serve({ mask: false }), body)).text).toContain(canary);
  });

  it('refuses a hidden argument with its coordinate', async () => {
    const { body: reply } = await post(await serve(), { query: '{ list(costAbove: "1") }' });
    expect(reply.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', coordinate: 'Query.list(costAbove:)' });
  });
});

describe('a subgraph that starts and ends', () => {
  it('refuses to start with a resolver for a field that does not exist', async () => {
    const wrong = { ...resolvers, Query: { ...resolvers.Query, typo: () => 1 }, Nowhere: {} };
    await expect(serve({ resolvers: wrong })).rejects.toThrow(
      'Subgraph erp resolves what its SDL does not have: Query.typo, Nowhere',
    );
  });

  it('says what to do when its port is taken', async () => {
    const port = Number(new URL((await serve()).url).port);
    await expect(serve({ port })).rejects.toThrow(
      `Port ${port} for erp is taken; stop what listens there or choose another port`,
    );
  });

  it('is ready when its parts are, and says which is not', async () => {
    let ready = false;
    const subgraph = await serve({ ready: () => ({ ready, checks: { store: ready ? 'UP' : 'DOWN' } }) });
    const health = async () => {
      const response = await fetch(`${subgraph.url}/health/ready`);
      return { status: response.status, body: await response.json() };
    };
    expect(await health()).toEqual({ status: 503, body: { name: 'erp', ready: false, checks: { store: 'DOWN' } } });
    ready = true;
    expect((await health()).status).toBe(200);
  });

  it('drains: answers what is under way and what still comes on open connections, and closes them after', async () => {
    const subgraph = await serve();
    const { port } = new URL(subgraph.url);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const authorization = `Bearer ${await tokenOf('operator')}`;
    const send = (query: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', authorization };
        const sending = httpRequest({ port, path: '/graphql', method: 'POST', agent, headers }, (response) => {
          response
            .resume()
            .once('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
        });
        sending.once('error', reject).end(JSON.stringify({ query }));
      });
    expect(await send('{ me }')).toEqual({ status: 200, connection: 'keep-alive' });
    const underWay = send('{ wait }');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closing = subgraph.close({ afterMs: 50 });
    const unready = await new Promise((resolve) =>
      get(`${subgraph.url}/health/ready`, (response) => resolve(response.resume().statusCode)),
    );
    expect(unready).toBe(503);
    expect(await underWay).toEqual({ status: 200, connection: 'close' });
    await closing;
    await expect(fetch(`${subgraph.url}/health/live`)).rejects.toThrow();
    agent.destroy();
  });
});
