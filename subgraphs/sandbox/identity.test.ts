import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createEs256KeyPem } from './credentials.ts';
import type { ServedIdentity } from './identity.ts';
import { ROLES, serveIdentity } from './identity.ts';

const privateKeyPem = createEs256KeyPem();
let identity: ServedIdentity;

beforeAll(async () => {
  identity = await serveIdentity({ port: 0, privateKeyPem });
});
afterAll(() => identity.close());

async function askToken(
  body: unknown,
): Promise<{ status: number; body: { token: string; expiresAt: string; error: string } }> {
  const answer = await fetch(`${identity.url}/token`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { token: string; expiresAt: string; error: string } };
}

describe('the identity server', () => {
  it('signs a token for every role that verifies against its published keys', async () => {
    const keys = createRemoteJWKSet(new URL(`${identity.url}/.well-known/jwks.json`));
    for (const role of ROLES) {
      const { token, expiresAt } = (await askToken({ role })).body;
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: identity.url,
        audience: 'engagement-to-cash',
      });
      expect(protectedHeader.alg).toBe('ES256');
      expect(payload).toMatchObject({ sub: `${role}@demo`, role });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(8 * 3600);
      expect(new Date(expiresAt).getTime()).toBe((payload.exp ?? 0) * 1000);
    }
  });

  it('signs for a person in a role, who is one person in every role', async () => {
    const subjectOf = async (body: object): Promise<unknown> => {
      const [, payload = ''] = (await askToken(body)).body.token.split('.');
      return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: unknown }).sub;
    };
    for (const role of ['operator', 'auditor']) expect(await subjectOf({ role, person: 'olga' })).toBe('olga@demo');
    expect(await subjectOf({ role: 'operator', person: 'no name\n' })).toBe('operator@demo');
  });

  it('publishes no private part of the key', async () => {
    const { keys } = (await (await fetch(`${identity.url}/.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('keeps the key id over a restart with the same key', async () => {
    const again = await serveIdentity({ port: 0, privateKeyPem });
    const kid = async (url: string): Promise<string | undefined> =>
      ((await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys[0]?.kid;
    expect(await kid(again.url)).toBe(await kid(identity.url));
    await again.close();
  });

  it('refuses an unknown role and lists the ones it knows', async () => {
    for (const body of [{ role: 'root' }, {}, 'operator', null]) {
      const answer = await askToken(body);
      expect(answer.status).toBe(400);
      expect(answer.body.error).toContain(
        'portal-user, project-manager, account-manager, finance-controller, operator, reporting-client, billing-preparer, billing-approver, auditor',
      );
    }
  });
});
