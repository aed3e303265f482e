// The stand-in on a port with a client that has signed in, for tests.
import { importPKCS8, SignJWT } from 'jose';
import { createCredentials, type NetSuiteCredentials } from '../credentials.ts';
import { buildFirm } from '../firm/build.ts';
import type { Firm } from '../firm/firm.ts';
import { serveStandIn, type ServedStandIn } from '../serve.ts';
import { createNetSuiteStandIn, type NetSuiteOptions } from './stand-in.ts';
import { SUITEQL_PATH } from './suiteql/endpoint.ts';
import { TOKEN_PATH } from './token.ts';

/** The day the firm's history ends. */
export const TODAY = '2026-11-20';

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** What a client sends. */
export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The stand-in, served, with a signed-in client. */
export interface OpenAccount {
  readonly firm: Firm;
  readonly served: ServedStandIn;
  readonly credentials: NetSuiteCredentials;
  /** Moves the account's clock. */
  readonly advance: (seconds: number) => void;
  /** One call with the client's token. */
  readonly call: (method: string, path: string, sending?: Sending) => Promise<Reply>;
  /** One SuiteQL query; throws unless it is answered. */
  readonly query: (q: string, page?: string) => Promise<QueryPage>;
  /** Signs in anew. */
  readonly signIn: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A page of a SuiteQL answer. */
export type QueryPage = Record<string, unknown> & { readonly items: readonly Readonly<Record<string, string>>[] };

let demo: Firm | undefined;

/** The demo firm, built once per test file. */
export function demoFirm(): Firm {
  demo ??= buildFirm({ size: 'demo', today: TODAY });
  return demo;
}

/** Opens the account of the demo firm on a free port and signs a client in. */
export async function openAccount(options: Partial<NetSuiteOptions> = {}): Promise<OpenAccount> {
  const credentials = createCredentials().netsuite;
  let nowMs = Date.parse(`${TODAY}T17:00:00Z`);
  const clock = { now: () => new Date(nowMs) };
  const firm = demoFirm();
  const served = await serveStandIn(createNetSuiteStandIn({ firm, clock, credentials, ...options }), {
    port: 0,
    clock,
  });
  let token = '';
  const send = async (method: string, path: string, { body, headers }: Sending = {}): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : served.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, headers: response.headers, body: parsed };
  };
  const signIn = async (): Promise<void> => {
    const assertion = await signAssertion(credentials, served.url + TOKEN_PATH);
    const reply = await fetch(served.url + TOKEN_PATH, { method: 'POST', body: tokenForm(assertion) });
    token = ((await reply.json()) as { access_token: string }).access_token;
  };
  await signIn();
  return {
    firm,
    served,
    credentials,
    advance: (seconds) => void (nowMs += seconds * 1000),
    call: send,
    signIn,
    query: async (q, page = '') => {
      const reply = await send('POST', SUITEQL_PATH + page, { body: { q }, headers: { prefer: 'transient' } });
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
      return reply.body as QueryPage;
    },
    close: () => served.close(),
  };
}

/** A correct assertion, unless told what shall be wrong with it. */
export async function signAssertion(
  credentials: NetSuiteCredentials,
  audience: string,
  wrong: {
    readonly header?: Record<string, unknown>;
    readonly claims?: Record<string, unknown>;
    readonly key?: Parameters<SignJWT['sign']>[0];
  } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: credentials.clientId,
    scope: 'rest_webservices',
    aud: audience,
    iat: now,
    exp: now + 300,
    ...wrong.claims,
  };
  const key = wrong.key ?? (await importPKCS8(credentials.privateKeyPem, 'ES256'));
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: credentials.certificateId, ...wrong.header })
    .sign(key);
}

/** The form a client sends to the token endpoint. */
export function tokenForm(assertion: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
}
