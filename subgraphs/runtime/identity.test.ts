import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { claimsSchema } from './claims.ts';
import { UnauthenticatedError, createTokenVerifier } from './identity.ts';
import type { UnauthenticatedReason } from './identity.ts';
import { keysCooldownMs, keysForMaxMs, keysWithoutIssuerMaxMs } from './issuer-keys.ts';

const issuer = 'https://id.example';
const audience = 'gateway';

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function makeKey(alg: string, kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

const keys: Record<string, Key> = {};
beforeAll(async () => {
  for (const alg of ['ES256', 'RS256', 'PS256', 'ES384']) keys[alg] = await makeKey(alg, alg.toLowerCase());
});

afterEach(() => {
  vi.useRealTimers();
});

interface TokenFacts {
  readonly alg?: string;
  readonly kid?: string;
  readonly claims?: JWTPayload;
  readonly key?: Key;
}

async function token({ alg = 'ES256', kid, claims = {}, key }: TokenFacts = {}): Promise<string> {
  const nowS = Math.floor(Date.now() / 1_000);
  const payload = { sub: 'ann', role: 'finance-controller', iss: issuer, aud: audience, exp: nowS + 600, ...claims };
  const signer = key ?? keys[alg]!;
  return new SignJWT(payload).setProtectedHeader({ alg, kid: kid ?? signer.jwk.kid! }).sign(signer.privateKey);
}

const bearer = async (facts?: TokenFacts): Promise<string> => `Bearer ${await token(facts)}`;
const local = () =>
  createTokenVerifier({ issuer, audience, jwks: { keys: Object.values(keys).map((key) => key.jwk) } });

async function reasonOf(verification: unknown): Promise<UnauthenticatedReason | 'accepted'> {
  try {
    await verification;
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(UnauthenticatedError);
    return (error as UnauthenticatedError).reason;
  }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('a token', () => {
  it.each(['ES256', 'RS256', 'PS256'])('signed with %s names the principal', async (alg) => {
    const text = await token({ alg });
    const principal = await local().verify(`Bearer ${text}`);
    expect(principal).toEqual({ subject: 'ann', role: 'finance-controller', token: text });
  });

  it('without a signature (alg none) is refused', async () => {
    const payload = { sub: 'ann', role: 'operator', iss: issuer, aud: audience, exp: 9_999_999_999 };
    const forged = `${part({ alg: 'none' })}.${part(payload)}.`;
    expect(await reasonOf(local().verify(`Bearer ${forged}`))).toBe('TOKEN_INVALID');
  });

  it('signed HS256 with our public key as the secret is refused', async () => {
    const payload = { sub: 'ann', role: 'operator', iss: issuer, aud: audience, exp: 9_999_999_999 };
    const head = `${part({ alg: 'HS256', kid: 'rs256' })}.${part(payload)}`;
    const signature = createHmac('sha256', JSON.stringify(keys.RS256!.jwk)).update(head).digest('base64url');
    expect(await reasonOf(local().verify(`Bearer ${head}.${signature}`))).toBe('TOKEN_INVALID');
  });

  it('signed HS256 with the public key in PEM as the secret is refused', async () => {
    const payload = { sub: 'ann', role: 'operator', iss: issuer, aud: audience, exp: 9_999_999_999 };
    const pem = createPublicKey({ key: keys.RS256!.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const head = `${part({ alg: 'HS256', kid: 'rs256' })}.${part(payload)}`;
    const signature = createHmac('sha256', pem).update(head).digest('base64url');
    expect(await reasonOf(local().verify(`Bearer ${head}.${signature}`))).toBe('TOKEN_INVALID');
  });

  it.each(['../../../../dev/null', "' UNION SELECT 'key", 'es256\u0000', 'file:///etc/passwd', '__proto__'])(
    'whose key id is an attack (%s) is refused',
    async (kid) => {
      expect(await reasonOf(local().verify(await bearer({ kid })))).toBe('TOKEN_INVALID');
    },
  );

  it('that brings its own key, or an address of one, is refused, and nobody is asked there', async () => {
    const evil = await makeKey('ES256', 'evil');
    const server = new Issuer();
    server.published = [evil];
    const url = await server.start();
    for (const header of [
      { jku: url },
      { x5u: url },
      { jwk: evil.jwk },
      { x5c: ['MIIB'] },
      { jku: url, kid: 'es256' },
    ]) {
      const forged = await new SignJWT({ sub: 'eve', role: 'operator', iss: issuer, aud: audience, exp: 9_999_999_999 })
        .setProtectedHeader({ alg: 'ES256', kid: 'evil', ...header })
        .sign(evil.privateKey);
      expect(await reasonOf(local().verify(`Bearer ${forged}`))).toBe('TOKEN_INVALID');
    }
    expect(server.asked).toBe(0);
    server.stop();
  });

  it('with a critical header we do not know is refused', async () => {
    const forged = `${part({ alg: 'ES256', kid: 'es256', crit: ['http://example/x'], 'http://example/x': 1 })}.${part({})}.AA`;
    expect(await reasonOf(local().verify(`Bearer ${forged}`))).toBe('TOKEN_INVALID');
  });

  it.each(['AA', 'A'.repeat(85), 'A'.repeat(86), 'A'.repeat(88), '*'.repeat(86), '.'.repeat(3), '='.repeat(4)])(
    'with a signature that is none (%s) is refused as the caller’s fault',
    async (signature) => {
      const [head, payload] = (await token()).split('.');
      expect(await reasonOf(local().verify(`Bearer ${head}.${payload}.${signature}`))).toBe('TOKEN_INVALID');
    },
  );

  it.each(['bm8ganNvbg', 'bnVsbA', 'W10', part({ alg: 7 }), part({ alg: 'toString' }), part({})])(
    'with a header that is none (%s) is refused as the caller’s fault',
    async (header) => {
      const [, payload, signature] = (await token()).split('.');
      expect(await reasonOf(local().verify(`Bearer ${header}.${payload}.${signature}`))).toBe('TOKEN_INVALID');
    },
  );

  it('signed with a key of another kind or strength than its algorithm asks for is refused', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const jwk = { ...short.publicKey.export({ format: 'jwk' }), kid: 'short', use: 'sig' };
    const claims = { sub: 'eve', role: 'operator', iss: issuer, aud: audience, exp: 9_999_999_999 };
    const head = `${part({ alg: 'RS256', kid: 'short' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(head), short.privateKey).toString('base64url');
    const verifier = createTokenVerifier({ issuer, audience, jwks: { keys: [jwk] } });
    // An issuer that publishes such a key is ours to complain to, not the caller's.
    expect(await reasonOf(verifier.verify(`Bearer ${head}.${signature}`))).toBe('KEYS_UNAVAILABLE');
    const other = `${part({ alg: 'ES256', kid: 'short' })}.${part(claims)}`;
    expect(await reasonOf(verifier.verify(`Bearer ${other}.${signature}`))).toBe('TOKEN_INVALID');
  });

  it('may be a few seconds off our clock and not more', async () => {
    const nowS = Math.floor(Date.now() / 1_000);
    expect(await reasonOf(local().verify(await bearer({ claims: { nbf: nowS + 3 } })))).toBe('accepted');
    expect(await reasonOf(local().verify(await bearer({ claims: { exp: nowS - 3 } })))).toBe('accepted');
    expect(await reasonOf(local().verify(await bearer({ claims: { exp: nowS - 8 } })))).toBe('TOKEN_EXPIRED');
  });

  it('limited to legal entities says so, and one with a nonsensical limit is refused', async () => {
    const verifier = local();
    const limited = await verifier.verify(await bearer({ claims: { legal_entities: ['UK01'] } }));
    expect(limited.legalEntities).toEqual(['UK01']);
    expect(await reasonOf(verifier.verify(await bearer({ claims: { legal_entities: 'UK01' } })))).toBe('TOKEN_INVALID');
  });

  it('may name its role as the provider does', async () => {
    const claims = claimsSchema.parse({ role: 'groups', roles: { 'e2c-ops': 'operator' } });
    const jwks = { keys: [keys.ES256!.jwk] };
    const mapped = createTokenVerifier({ issuer, audience, jwks, claims });
    const { role } = await mapped.verify(await bearer({ claims: { role: 'emperor', groups: ['staff', 'e2c-ops'] } }));
    expect(role).toBe('operator');
  });

  it('known already is recognised in microseconds', async () => {
    const verifier = local();
    const headers = await Promise.all(Array.from({ length: 50 }, (_, n) => bearer({ claims: { sub: `person ${n}` } })));
    for (const header of headers) await verifier.verify(header);
    const before = process.cpuUsage();
    for (let n = 0; n < 20_000; n += 1) await verifier.verify(headers[n % headers.length]);
    const { user, system } = process.cpuUsage(before);
    console.log(`a known token: ${((user + system) / 20_000).toFixed(1)} µs of CPU`);
    expect(await verifier.verify(headers[0])).toBe(await verifier.verify(headers[0]));
  });

  it('changed after signing is refused', async () => {
    const [head, payload, signature] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    const forged = `${head}.${part({ ...claims, sub: 'eve' })}.${signature}`;
    expect(await reasonOf(local().verify(`Bearer ${forged}`))).toBe('TOKEN_INVALID');
  });

  const past = Math.floor(Date.now() / 1_000) - 60;
  it.each<[string, TokenFacts, UnauthenticatedReason]>([
    ['of an algorithm that is not ours (ES384)', { alg: 'ES384' }, 'TOKEN_INVALID'],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'TOKEN_INVALID'],
    ['for another audience', { claims: { aud: 'payroll' } }, 'TOKEN_INVALID'],
    ['that has expired', { claims: { exp: past } }, 'TOKEN_EXPIRED'],
    ['that never expires', { claims: { exp: undefined } }, 'TOKEN_INVALID'],
    ['that is not valid yet', { claims: { nbf: past + 3_600 } }, 'TOKEN_INVALID'],
    ['of an unknown key id', { kid: 'unknown' }, 'TOKEN_INVALID'],
    ['whose key id is that of another key', { alg: 'ES256', kid: 'rs256' }, 'TOKEN_INVALID'],
    ['of nobody', { claims: { sub: '' } }, 'TOKEN_INVALID'],
    ['of a role we do not know', { claims: { role: 'superuser' } }, 'ROLE_UNKNOWN'],
    ['without a role', { claims: { role: undefined } }, 'ROLE_UNKNOWN'],
  ])('%s is refused', async (_, facts, reason) => {
    expect(await reasonOf(local().verify(await bearer(facts)))).toBe(reason);
  });

  it.each<[string | undefined, UnauthenticatedReason]>([
    [undefined, 'TOKEN_MISSING'],
    ['', 'TOKEN_INVALID'],
    ['Basic YTpi', 'TOKEN_INVALID'],
    ['Bearer ', 'TOKEN_INVALID'],
    ['Bearer not.a.token', 'TOKEN_INVALID'],
    [`Bearer ${'a'.repeat(9_000)}`, 'TOKEN_INVALID'],
  ])('that is no token (%s) is refused', async (header, reason) => {
    expect(await reasonOf(local().verify(header))).toBe(reason);
  });

  it('is refused with a sentence that tells a client what to do and not which check failed', async () => {
    const wrong = await Promise.all([bearer({ claims: { aud: 'payroll' } }), bearer({ kid: 'unknown' })]);
    const messages = await Promise.all(
      wrong.map((header) =>
        Promise.resolve(local().verify(header)).catch((error: unknown) => (error as Error).message),
      ),
    );
    expect(new Set(messages)).toEqual(
      new Set(['The token is not valid here; get a new one from the identity provider']),
    );
  });

  it('verified once is believed until it expires and not a moment longer', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const verifier = local();
    const header = await bearer({ claims: { exp: Math.floor(Date.now() / 1_000) + 100 } });
    await verifier.verify(header);
    vi.setSystemTime(Date.now() + 99_000);
    expect(await reasonOf(verifier.verify(header))).toBe('accepted');
    vi.setSystemTime(Date.now() + 7_000);
    expect(await reasonOf(verifier.verify(header))).toBe('TOKEN_EXPIRED');
  });
});

/** An issuer's key address: what it publishes and how often it was asked. */
class Issuer {
  published: Key[] = [];
  status = 200;
  asked = 0;
  readonly #server: Server = createServer((_, response) => {
    this.asked += 1;
    response.writeHead(this.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: this.published.map((key) => key.jwk) }));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe("the issuer's keys", () => {
  const running: Issuer[] = [];
  afterEach(() => {
    for (const server of running.splice(0)) server.stop();
  });

  async function remote(published: Key[]) {
    const server = new Issuer();
    running.push(server);
    server.published = published;
    return { server, verifier: createTokenVerifier({ issuer, audience, jwksUrl: await server.start() }) };
  }

  it('are fetched once for many tokens', async () => {
    const { server, verifier } = await remote([keys.ES256!]);
    for (let n = 0; n < 5; n += 1) await verifier.verify(await bearer({ claims: { sub: `person ${n}` } }));
    expect(server.asked).toBe(1);
  });

  it('may rotate without a restart, and forged key ids do not flood the issuer', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { server, verifier } = await remote([keys.ES256!]);
    await verifier.verify(await bearer());
    const next = await makeKey('ES256', 'next');
    server.published = [next];
    for (let n = 0; n < 20; n += 1) await reasonOf(verifier.verify(await bearer({ kid: `forged-${n}` })));
    expect(server.asked).toBe(1);
    vi.setSystemTime(Date.now() + keysCooldownMs + 1);
    expect(await reasonOf(verifier.verify(await bearer({ key: next })))).toBe('accepted');
    expect(server.asked).toBe(2);
    expect(await reasonOf(verifier.verify(await bearer({ claims: { sub: 'old key' } })))).toBe('TOKEN_INVALID');
  });

  it('go on working for a while when the issuer is down', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { server, verifier } = await remote([keys.ES256!]);
    await verifier.verify(await bearer());
    server.status = 503;
    vi.setSystemTime(Date.now() + keysForMaxMs + 1);
    expect(await reasonOf(verifier.verify(await bearer()))).toBe('accepted');
    vi.setSystemTime(Date.now() + keysWithoutIssuerMaxMs);
    expect(await reasonOf(verifier.verify(await bearer()))).toBe('KEYS_UNAVAILABLE');
  });

  it('are asked for at most once in a while also when the issuer is down, whatever strangers send', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { server, verifier } = await remote([keys.ES256!]);
    server.status = 503;
    for (let n = 0; n < 20; n += 1)
      expect(await reasonOf(verifier.verify(await bearer({ kid: `forged-${n}` })))).toBe('KEYS_UNAVAILABLE');
    expect(server.asked).toBe(1);
    server.status = 200;
    vi.setSystemTime(Date.now() + keysCooldownMs + 1);
    expect(await reasonOf(verifier.verify(await bearer()))).toBe('accepted');
    expect(server.asked).toBe(2);
  });

  it('that cannot be fetched are our trouble, not the caller’s', async () => {
    const verifier = createTokenVerifier({ issuer, audience, jwksUrl: 'http://127.0.0.1:1/jwks' });
    expect(await reasonOf(verifier.verify(await bearer()))).toBe('KEYS_UNAVAILABLE');
  });
});
