// A graph whose every value says for whom it was made: the subgraphs read the caller out of the token and write him into
// what they answer. They hide nothing themselves, so whatever a caller sees of others came through the gateway.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createGatewayCache } from '../../../gateway/cache/gateway-cache.ts';
import { gatewayConfigSchema } from '../../../gateway/config.ts';
import { loadSupergraph } from '../../../gateway/federation/supergraph.ts';
import { createGateway } from '../../../gateway/serve.ts';
import type { Role } from '../../../schema/canon/roles.ts';
import { systemClock } from '../../../subgraphs/runtime/clock.ts';
import { createTokenVerifier } from '../../../subgraphs/runtime/identity.ts';
import { createLruCache } from '../../../subgraphs/runtime/lru.ts';
import { createLogger } from '../../../subgraphs/runtime/telemetry.ts';

/** Somebody who asks. One subject may have several roles. */
export interface Persona {
  readonly subject: string;
  readonly role: Role;
}

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@external", "@composeDirective"])
    @link(url: "https://engagement-to-cash.dev/governance/v1.0", import: ["@sensitive"])
    @link(url: "https://engagement-to-cash.dev/caching/v1.0", import: ["@cacheControl", "@cacheTag"])
    @composeDirective(name: "@sensitive") @composeDirective(name: "@cacheControl") @composeDirective(name: "@cacheTag")
  directive @sensitive(class: String!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION
  directive @cacheControl(maxAge: Int, scope: String) on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @cacheTag(format: String!) repeatable on OBJECT | FIELD_DEFINITION
`;

const sdlsFor = (maxAge: number) => ({
  psa: `${head}
    type Query { me: Me projects(first: Int = 3): [Project!] project(id: ID!): Project named: [Named] rates: [Rate!] note(text: String): String }
    type Me { name: String email: String @sensitive(class: "PERSONAL") }
    type Rate @cacheControl(maxAge: ${maxAge}, scope: "PUBLIC") { value: String }
    interface Named { name: String secret: String }
    type Project implements Named @key(fields: "id") @cacheControl(maxAge: ${maxAge}) @cacheTag(format: "project-{$key.id}") {
      id: ID! name: String secret: String @sensitive(class: "COST_RATE") cost: String @sensitive(class: "PROJECT_COST")
      budget: String source: SourceInfo
    }
    type Team implements Named { name: String secret: String @sensitive(class: "MARGIN") }
    type SourceInfo @shareable { servedFrom: String! asOf: String! }`,
  erp: `${head}
    type Project @key(fields: "id") {
      id: ID! budget: String @external billed: String margin: String @sensitive(class: "MARGIN") tax: String @sensitive(class: "TAX_ID")
      invoices(first: Int = 2): [Invoice!] used: String @requires(fields: "budget")
    }
    type Invoice { number: String amount: String customer: Customer }
    type Customer @key(fields: "id") { id: ID! standing: String @sensitive(class: "CUSTOMER_FINANCIAL") }`,
  crm: `${head}
    type Customer @key(fields: "id") @cacheControl(maxAge: ${maxAge}) { id: ID! name: String contact: String @sensitive(class: "PERSONAL") }`,
});

const subgraphNames = ['psa', 'erp', 'crm'] as const;

/** Marks that a checker looks for; private values name the caller they were made for. */
function stamp({ subject, role }: Persona, what: string): string {
  return `<of ${subject} as ${role}> ${what}`;
}

function secret(persona: Persona, sensitivity: string): string {
  return stamp(persona, `<secret ${sensitivity}>`);
}

type Resolvers = Record<string, Record<string, unknown>>;
type Context = Persona;

function resolversOf(): Record<(typeof subgraphNames)[number], Resolvers> {
  const own =
    (what: string) =>
    (parent: { id?: string } | undefined, args: object, caller: Context): string =>
      stamp(caller, `${what} ${parent?.id ?? ''} ${JSON.stringify(args)}`);
  const hidden =
    (sensitivity: string) =>
    (_parent: object, _args: object, caller: Context): string =>
      secret(caller, sensitivity);
  const byReference = { __resolveReference: (reference: object) => ({ ...reference }) };
  const ids = ['1', '2', '3', '4', '5'].map((id) => ({ __typename: 'Project', id }));
  return {
    psa: {
      Query: {
        me: () => ({}),
        projects: (_: object, { first }: { first: number }) => ids.slice(0, first),
        project: (_: object, { id }: { id: string }) => ({ __typename: 'Project', id }),
        named: () => [...ids.slice(0, 2), { __typename: 'Team' }],
        rates: () => [{ value: 'the same for everybody' }],
        note: own('note'),
      },
      Me: { name: own('name'), email: hidden('PERSONAL') },
      Project: {
        ...byReference,
        name: own('project'),
        secret: hidden('COST_RATE'),
        cost: hidden('PROJECT_COST'),
        budget: own('budget'),
        source: () => ({ servedFrom: 'LIVE', asOf: new Date().toISOString() }),
      },
      Team: { name: own('team'), secret: hidden('MARGIN') },
    },
    erp: {
      Project: {
        ...byReference,
        billed: own('billed'),
        margin: hidden('MARGIN'),
        tax: hidden('TAX_ID'),
        used: ({ budget }: { budget: string }) => `used of ${budget}`,
        invoices: (_: object, { first }: { first: number }) => ['a', 'b', 'c'].slice(0, first).map((id) => ({ id })),
      },
      Invoice: {
        number: own('invoice'),
        amount: own('amount'),
        customer: ({ id }: { id: string }) => ({ id: `c${id}` }),
      },
      Customer: { ...byReference, standing: hidden('CUSTOMER_FINANCIAL') },
    },
    crm: { Customer: { ...byReference, name: own('customer'), contact: hidden('PERSONAL') } },
  };
}

/** A running gateway before such a graph. */
export interface LeakWorld {
  readonly url: string;
  /** Requests the subgraphs have served. */
  readonly served: () => number;
  tokenOf(persona: Persona): Promise<string>;
  close(): Promise<void>;
}

const identity = { issuer: 'https://id.example', audience: 'leak', jwksUrl: 'https://id.example/jwks' };

/** What a run may vary. */
export interface LeakOptions {
  /** Takes the caller out of the cache's keys: what a check must notice. */
  readonly forgetsWho: boolean;
  /** How long answers are repeated: short ones are made anew in the middle of things. */
  readonly freshSeconds: number;
}

/** Opens it. */
export async function openLeakWorld(options: LeakOptions): Promise<LeakWorld> {
  const sdls = sdlsFor(options.freshSeconds);
  let served = 0;
  const resolvers = resolversOf();
  const subgraphs = await Promise.all(
    subgraphNames.map(async (name) => {
      const typeDefs = parse(sdls[name]);
      const server = await serve(
        buildSubgraphSchema([{ typeDefs, resolvers: resolvers[name] as never }]),
        () => (served += 1),
      );
      return { name, typeDefs, ...server };
    }),
  );
  const { supergraphSdl, errors } = composeServices(subgraphs satisfies readonly { typeDefs: DocumentNode }[]);
  if (!supergraphSdl) throw new Error((errors ?? []).map(String).join('\n'));
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'leak', alg: 'ES256' }] };
  const config = gatewayConfigSchema.parse({
    ...{ host: '127.0.0.1', port: 0, adminHost: '127.0.0.1', adminPort: 0, supergraph: null, auth: true, identity },
    introspection: false,
    subgraphs: {},
    timeouts: { requestMs: 10_000, subgraphMs: 6_000, drainNoticeMs: 0 },
    cache: { freshMs: options.freshSeconds * 1_000, staleMs: 60_000 },
    limits: {},
    rateLimit: { mode: 'measure' },
  });
  const gateway = await createGateway({
    config,
    supergraph: loadSupergraph(supergraphSdl),
    verifier: createTokenVerifier({ ...identity, jwks }),
    logger: createLogger('leak', { level: 'silent' }),
    memory: createGatewayCache({
      settings: config.cache,
      clock: systemClock,
      shared: createLruCache(),
      bus: null,
      ...(options.forgetsWho ? { whoOf: () => 'everybody' } : {}),
    }),
  });
  return {
    url: gateway.url,
    served: () => served,
    tokenOf: ({ subject, role }) =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: 'ES256', kid: 'leak' })
        .setSubject(subject)
        .setIssuer(identity.issuer)
        .setAudience(identity.audience)
        .setExpirationTime('1h')
        .sign(privateKey),
    async close() {
      await gateway.close();
      await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    },
  };
}

/** Some milliseconds, so that requests overlap. */
const answerMs = 3;

async function serve(schema: GraphQLSchema, onRequest: () => void): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      onRequest();
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
        query: string;
        variables: Record<string, unknown>;
      };
      const contextValue = callerOf(request.headers.authorization);
      void graphql({ schema, source: query, variableValues: variables, contextValue }).then((result) => {
        response.setHeader('content-type', 'application/json');
        setTimeout(() => response.end(JSON.stringify(result)), answerMs);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/graphql`, close };
}

/** The caller, as the token says that the gateway sent on. */
function callerOf(authorization: string | undefined): Context {
  const payload = authorization?.split('.')[1] ?? '';
  const { sub, role } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; role: Role };
  return { subject: sub, role };
}
