// The demo's identity provider: it signs a token for any role, no questions asked. Never part of a real installation.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SignJWT, calculateJwkThumbprint, exportJWK, importPKCS8 } from 'jose';
import { createPublicKey } from 'node:crypto';
import { closeServer, isLocalHost, listen, readBody, sendJson } from './http.ts';

/** The roles the demo signs tokens for. */
export const ROLES = [
  'portal-user',
  'project-manager',
  'account-manager',
  'finance-controller',
  'operator',
  'reporting-client',
] as const;

/** Whom tokens are for. */
const AUDIENCE = 'engagement-to-cash';
/** A working day. */
const TOKEN_SECONDS = 8 * 60 * 60;
const REQUEST_BYTES_MAX = 16 * 1024;

/** The identity provider on its port. */
export interface ServedIdentity {
  /** Also the issuer in every token. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the provider with a private P-256 key as PKCS#8 PEM. Tokens live in real time, not by the sandbox's clock. */
export async function serveIdentity({
  port,
  privateKeyPem,
}: {
  port: number;
  privateKeyPem: string;
}): Promise<ServedIdentity> {
  const key = await importPKCS8(privateKeyPem, 'ES256');
  const publicJwk = await exportJWK(createPublicKey(privateKeyPem));
  const kid = await calculateJwkThumbprint(publicJwk);
  const jwks = { keys: [{ ...publicJwk, kid, alg: 'ES256', use: 'sig' }] };
  let url = '';

  const issue = async (
    role: string,
    legalEntities: readonly string[] | undefined,
  ): Promise<{ token: string; expiresAt: string }> => {
    const issuedAt = Math.floor(Date.now() / 1000);
    const expires = issuedAt + TOKEN_SECONDS;
    const token = await new SignJWT(legalEntities === undefined ? { role } : { role, legal_entities: legalEntities })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      .setSubject(`${role}@demo`)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expires)
      .sign(key);
    return { token, expiresAt: new Date(expires * 1000).toISOString() };
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const route = `${incoming.method ?? ''} ${(incoming.url ?? '').split('?')[0] ?? ''}`;
    if (!isLocalHost(incoming)) {
      sendJson(outgoing, 403, { error: 'Ask for this server as 127.0.0.1 or localhost' });
    } else if (route === 'GET /.well-known/jwks.json') {
      sendJson(outgoing, 200, jwks);
    } else if (route === 'GET /.well-known/openid-configuration') {
      sendJson(outgoing, 200, {
        issuer: url,
        jwks_uri: `${url}/.well-known/jwks.json`,
        token_endpoint: `${url}/token`,
      });
    } else if (route === 'POST /token') {
      const body = await readBody(incoming, REQUEST_BYTES_MAX);
      const role = readRole(body);
      if (role === undefined)
        sendJson(outgoing, 400, { error: `Send {"role": "..."} with one of: ${ROLES.join(', ')}`, roles: ROLES });
      else sendJson(outgoing, 200, await issue(role, readLegalEntities(body)));
    } else {
      sendJson(outgoing, route === 'GET /' ? 200 : 404, {
        issuer: url,
        roles: ROLES,
        token: 'POST /token {"role": "operator"}',
      });
    }
  };

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      sendJson(outgoing, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  url = `http://127.0.0.1:${await listen(server, port, 'the identity server')}`;
  return { url, close: () => closeServer(server) };
}

function readRole(body: Buffer | undefined): string | undefined {
  try {
    const { role } = JSON.parse((body ?? '').toString()) as { role?: unknown };
    return ROLES.find((candidate) => candidate === role);
  } catch {
    return undefined;
  }
}

/** The codes a token is to be limited to; without them it is not limited. */
function readLegalEntities(body: Buffer | undefined): readonly string[] | undefined {
  const { legalEntities } = JSON.parse((body ?? '').toString()) as { legalEntities?: unknown };
  return Array.isArray(legalEntities) ? legalEntities.filter((code) => typeof code === 'string') : undefined;
}
