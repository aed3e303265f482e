// A whole gateway over small subgraphs: real HTTP on both sides, real tokens, one clock to turn.
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { composeServices } from '@theguild/federation-composition';
import type { GraphQLSchema } from 'graphql';
import { gatewayConfigSchema } from '../../gateway/config.ts';
import type { GatewayConfig } from '../../gateway/config.ts';
import { loadSupergraph } from '../../gateway/federation/supergraph.ts';
import { createGateway } from '../../gateway/serve.ts';
import type { Gateway } from '../../gateway/serve.ts';
import type { Role } from '../../schema/canon/roles.ts';
import { createTokenVerifier } from '../../subgraphs/runtime/identity.ts';
import { createLogger } from '../../subgraphs/runtime/telemetry.ts';
import { startSubgraph } from './subgraph-server.ts';
import type { SubgraphServer } from './subgraph-server.ts';
import { stamp, subgraphDocument, subgraphSchema } from './world.ts';
import type { World } from './world.ts';

/** Who signs tokens in tests, and for whom. */
export const identity = {
  issuer: 'https://id.example',
  audience: 'engagement-to-cash',
  jwksUrl: 'https://id.example/jwks',
};

const governance = `
  extend schema
    @link(url: "https://engagement-to-cash.dev/governance/v1.0", import: ["@sensitive"])
    @composeDirective(name: "@sensitive")
  directive @sensitive(class: String!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION
`;

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
    extensions?: { degraded?: Record<string, unknown>[]; masked?: string[] };
  };
}

/** A request: by default a finance controller named ann. */
export interface Request {
  readonly role?: Role;
  readonly subject?: string;
  readonly authorization?: string | null;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** A token's contents where they differ from a good one's. */
export interface TokenChanges {
  readonly role?: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string;
}

/** The gateway with everything a test turns. */
export interface Door {
  readonly gateway: Gateway;
  readonly subgraphs: Readonly<Record<string, SubgraphServer>>;
  /** Moves the gateway's clock on. */
  pass(milliseconds: number): void;
  /** A token signed with the key the gateway trusts. */
  token(changes?: TokenChanges): Promise<string>;
  ask(query: string, request?: Request): Promise<HttpAnswer>;
  /** Sends any body. */
  post(body: string, request?: Request): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Opens a gateway before subgraphs over a world. */
export async function openDoor(
  sdls: Readonly<Record<string, string>>,
  world: World,
  changes: Partial<GatewayConfig> = {},
): Promise<Door> {
  const { subgraphs, supergraph } = await startSubgraphs(sdls, world);
  const keys = await signingKeys();
  let nowMs = Date.parse('2026-11-20T09:00:00Z');
  const gateway = await createGateway({
    config: { ...configFor(Object.keys(sdls)), ...changes },
    supergraph,
    verifier: createTokenVerifier({ ...identity, jwks: { keys: [keys.jwk] } }),
    clock: { now: () => new Date(nowMs) },
    logger: createLogger('test', { level: 'silent' }),
  });
  const token = (changes: TokenChanges = {}): Promise<string> => signToken(keys.privateKey, 'ES256', changes);
  const post: Door['post'] = async (body, request = {}) => {
    const authorization =
      request.authorization === undefined ? `Bearer ${await token(request)}` : request.authorization;
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...request.headers,
      },
      body,
      signal: request.signal ?? null,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  return {
    gateway,
    subgraphs,
    token,
    pass: (milliseconds) => (nowMs += milliseconds),
    post,
    ask: (query, request) => post(JSON.stringify({ query, variables: request?.variables }), request),
    async close() {
      await gateway.close();
      await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close()));
    },
  };
}

async function startSubgraphs(sdls: Readonly<Record<string, string>>, world: World) {
  stamp(world);
  const composed: { schema?: GraphQLSchema } = {};
  const whole = (): GraphQLSchema => {
    if (!composed.schema) throw new Error('The graph is not composed yet');
    return composed.schema;
  };
  const subgraphs: Record<string, SubgraphServer> = {};
  const services = [];
  for (const [name, sdl] of Object.entries(sdls)) {
    const typeDefs = subgraphDocument(governance + sdl);
    const subgraph = await startSubgraph(subgraphSchema(typeDefs, world, whole));
    subgraphs[name] = subgraph;
    services.push({ name, url: subgraph.url, typeDefs });
  }
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error((errors ?? []).map(String).join('\n'));
  const supergraph = loadSupergraph(supergraphSdl);
  composed.schema = supergraph.fullSchema;
  return { subgraphs, supergraph };
}

/** What gateway.yaml says, with free ports and short waits. */
export function configFor(subgraphs: readonly string[]): GatewayConfig {
  return gatewayConfigSchema.parse({
    host: '127.0.0.1',
    port: 0,
    adminHost: '127.0.0.1',
    adminPort: 0,
    supergraph: null,
    auth: true,
    identity,
    introspection: false,
    subgraphs: Object.fromEntries(subgraphs.map((name) => [name, { system: name.toUpperCase() }])),
    timeouts: { requestMs: 3_000, subgraphMs: 400, drainNoticeMs: 0 },
    cache: { freshMs: 2_000, staleMs: 60_000 },
    limits: {},
  });
}

/** A key pair and its public half as a JWKS entry. */
export async function signingKeys(algorithm: 'ES256' | 'RS256' | 'PS256' = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: algorithm, alg: algorithm } };
}

/** Signs a token; the defaults make a good one. */
export async function signToken(
  key: CryptoKey | Uint8Array,
  algorithm: string,
  { role = 'finance-controller', subject = 'ann', expires = '1h', ...changes }: TokenChanges = {},
): Promise<string> {
  const { issuer, audience } = { ...identity, ...changes };
  return new SignJWT({ role })
    .setProtectedHeader({ alg: algorithm, kid: 'ES256' })
    .setSubject(subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(key);
}

function parsed(text: string): HttpAnswer['body'] {
  try {
    return JSON.parse(text) as HttpAnswer['body'];
  } catch {
    return {};
  }
}
