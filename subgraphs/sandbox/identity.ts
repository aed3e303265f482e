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
  'billing-preparer',
  'billing-approver',
  'auditor',
] as const;

/** Whom tokens are for. */
const AUDIENCE = 'engagement-to-cash';
/** A working day. */
const TOKEN_SECONDS = 8 * 60 * 60;
const REQUEST_BYTES_MAX = 16 * 1024;
/** Becomes the first part of a subject, or all of it where it is an e-mail: whoever manages a project is known by theirs. */
const PERSON_FORM = /^[a-z0-9][a-z0-9.-]{0,40}(@[a-z0-9][a-z0-9.-]{0,40})?$/;

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

  const issue = async ({ role, person, legalEntities }: Wanted): Promise<{ token: string; expiresAt: string }> => {
    const issuedAt = Math.floor(Date.now() / 1000);
    const expires = issuedAt + TOKEN_SECONDS;
    const token = await new SignJWT(legalEntities === undefined ? { role } : { role, legal_entities: legalEntities })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      // The same person in two roles is still one person.
      .setSubject(person?.includes('@') === true ? person : `${person ?? role}@demo`)
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
      const wanted = readWanted(body);
      if (wanted === undefined)
        sendJson(outgoing, 400, { error: `Send {"role": "..."} with one of: ${ROLES.join(', ')}`, roles: ROLES });
      else sendJson(outgoing, 200, await issue(wanted));
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

/** Whom a token is for: a role, in it a person (else the role itself is one), and the legal entities it is limited to. */
interface Wanted {
  readonly role: string;
  readonly person: string | undefined;
  readonly legalEntities: readonly string[] | undefined;
}

function readWanted(body: Buffer | undefined): Wanted | undefined {
  try {
    const asked = JSON.parse((body ?? '').toString()) as { role?: unknown; person?: unknown; legalEntities?: unknown };
    const role = ROLES.find((candidate) => candidate === asked.role);
    if (role === undefined) return undefined;
    const { person, legalEntities } = asked;
    return {
      role,
      person: typeof person === 'string' && PERSON_FORM.test(person) ? person : undefined,
      legalEntities: Array.isArray(legalEntities)
        ? legalEntities.filter((code) => typeof code === 'string')
        : undefined,
    };
  } catch {
    return undefined;
  }
}
