import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Principal } from './envelope.ts';
import { UnauthenticatedError } from './identity.ts';
import { serviceKeyFrom } from './service-key.ts';
import { acceptingServices, createServiceTokens, serviceAudience, serviceIssuer } from './service-token.ts';
import { buildExecutableSubgraph } from './subgraph-schema.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const initiator = { subject: 'ann', role: 'account-manager' } as const;
const ann: Principal = { subject: 'ann', role: 'account-manager', token: 't' };
/** People's tokens are somebody else's business here: whatever reaches this verifier is Ann's. */
const people = { verify: () => Promise.resolve(ann) };
const verifier = acceptingServices(people, publicKey);

async function reasonOf(verification: unknown): Promise<string> {
  try {
    await verification;
    return 'accepted';
  } catch (error) {
    return error instanceof UnauthenticatedError ? error.reason : String(error);
  }
}

function forged(claims: object, key = privateKey, alg = 'EdDSA'): Promise<string> {
  const payload = { scope: 'system:erp', initiator: { sub: 'ann', role: 'operator' }, ...claims };
  const token = new SignJWT(payload).setProtectedHeader({ alg }).setIssuer(serviceIssuer).setSubject('service:x');
  return token.setAudience(serviceAudience).setExpirationTime('60s').sign(key);
}

describe('a service token', () => {
  test('names the service, its scope, and the person it acts for, whose role masks', async () => {
    const token = await createServiceTokens('worker', privateKey).issue('erp', initiator);
    expect(await verifier.verify(`Bearer ${token}`)).toEqual({
      subject: 'service:worker',
      role: 'account-manager',
      token: null,
      service: { scopes: ['system:erp'], initiator: 'ann' },
    });
  });

  test('of another key, another audience, without initiator or expired is refused', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const expired = new SignJWT({ scope: 'system:erp', initiator: { sub: 'ann', role: 'operator' } })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(serviceIssuer)
      .setAudience(serviceAudience)
      .setSubject('service:x')
      .setExpirationTime('-60s');
    const tokens = [
      await forged({}),
      await forged({}, other),
      await forged({ initiator: { sub: 'ann', role: 'emperor' } }),
      await forged({ initiator: undefined }),
      await forged({ scope: 7 }),
      await expired.sign(privateKey),
    ];
    const reasons = await Promise.all(tokens.map((token) => reasonOf(verifier.verify(`Bearer ${token}`))));
    expect(reasons).toEqual([
      'accepted',
      'TOKEN_INVALID',
      'TOKEN_INVALID',
      'TOKEN_INVALID',
      'TOKEN_INVALID',
      'TOKEN_EXPIRED',
    ]);
  });

  test('cannot be forged with the public key as a secret', async () => {
    const spki = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const token = await new SignJWT({ scope: 'system:erp', initiator: { sub: 'ann', role: 'operator' } })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(serviceIssuer)
      .setAudience(serviceAudience)
      .setSubject('service:x')
      .setExpirationTime('60s')
      .sign(new TextEncoder().encode(spki));
    expect(await reasonOf(verifier.verify(`Bearer ${token}`))).toBe('TOKEN_INVALID');
  });

  test("anything else goes to the people's verifier", async () => {
    expect(await verifier.verify('Bearer abc')).toBe(ann);
    expect(await verifier.verify(undefined)).toBe(ann);
  });
});

describe('internal root fields', () => {
  let writes = 0;
  const schema = buildExecutableSubgraph({
    name: 'erp',
    typeDefs: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@inaccessible"])
      type Query { open: String, facts: String @inaccessible } type Mutation { erpWrite: String @inaccessible }`,
    resolvers: {
      Query: { open: () => 'open', facts: () => 'facts' },
      Mutation: { erpWrite: () => `written ${(writes += 1)}` },
    },
  });
  const ask = async (source: string, principal: Principal): Promise<unknown> => {
    const { data, errors } = await graphql({ schema, source, contextValue: { envelope: { principal } } });
    return errors?.map(({ message }) => message) ?? { ...data };
  };
  const service = (...scopes: string[]): Principal => ({
    ...{ subject: 'service:worker', role: 'operator', token: null },
    service: { scopes, initiator: 'ann' },
  });

  test('are refused to a person, whatever the role, under any alias, and nothing runs', async () => {
    for (const role of ['operator', 'finance-controller'] as const) {
      expect(await ask('mutation { a: erpWrite }', { ...ann, role })).toEqual([
        'Mutation.erpWrite takes a service token with the scope "system:erp"; a person\'s token was given',
      ]);
    }
    expect(await ask('{ facts }', ann)).toHaveLength(1);
    expect(writes).toBe(0);
  });

  test('are refused to a service of another system, and say so', async () => {
    expect(await ask('mutation { erpWrite }', service('system:crm'))).toEqual([
      'Mutation.erpWrite takes a service token with the scope "system:erp"; this one has the scope "system:crm"',
    ]);
    expect(writes).toBe(0);
  });

  test('answer the service they are for, which reaches nothing else', async () => {
    expect(await ask('mutation { erpWrite }', service('system:crm', 'system:erp'))).toEqual({ erpWrite: 'written 1' });
    expect(await ask('{ open }', ann)).toEqual({ open: 'open' });
    expect(await ask('{ open }', service('system:erp'))).toEqual([
      "Query.open takes a person's token; a service token reaches internal fields only",
    ]);
  });
});

describe('the signing key', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
  });
  const directory = (): string => {
    made.push(mkdtempSync(join(tmpdir(), 'service-key-')));
    return join(made.at(-1) ?? '', 'keys');
  };
  const none = { privateKeyPem: null, publicKeyPem: null };
  const plain = (text: string) => ({ kind: 'PLAIN' as const, plain: text });

  test('is made once, for its owner only, and is the same for everybody after', () => {
    const dataDir = directory();
    const first = serviceKeyFrom({ ...none, dataDir }, {});
    expect(statSync(join(dataDir, 'service-token.pem')).mode & 0o777).toBe(0o600);
    const again = serviceKeyFrom({ ...none, dataDir }, { NODE_ENV: 'production' });
    expect(again.publicKey.equals(first.publicKey)).toBe(true);
  });

  test('is never made up in production', () => {
    const dataDir = directory();
    expect(() => serviceKeyFrom({ ...none, dataDir }, { NODE_ENV: 'production' })).toThrow(/SERVICE_TOKEN_KEY/);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('may be given as text, or its public half alone', () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const spki = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const given = serviceKeyFrom({ ...none, privateKeyPem: plain(pem), dataDir: '' }, {});
    expect(given.privateKey?.equals(createPrivateKey(pem))).toBe(true);
    const half = serviceKeyFrom({ ...none, publicKeyPem: plain(spki), dataDir: '' }, {});
    expect(half.privateKey).toBeNull();
    expect(half.publicKey.equals(createPublicKey(pem))).toBe(true);
  });

  test('of another kind, or open to others, stops the start', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const pem = rsa.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(() => serviceKeyFrom({ ...none, privateKeyPem: plain(pem), dataDir: '' }, {})).toThrow(/Ed25519/);
    expect(() => serviceKeyFrom({ ...none, privateKeyPem: plain('nonsense'), dataDir: '' }, {})).toThrow(/PEM/);
    const dataDir = directory();
    serviceKeyFrom({ ...none, dataDir }, {});
    chmodSync(join(dataDir, 'service-token.pem'), 0o644);
    expect(() => serviceKeyFrom({ ...none, dataDir }, {})).toThrow(/chmod 600/);
  });

  test("is rotated in its file: the new one signs at once, tokens of both count, and a stranger's never", async () => {
    const dataDir = directory();
    const worker = serviceKeyFrom({ ...none, dataDir }, {});
    const system = serviceKeyFrom({ ...none, dataDir }, {});
    const both = acceptingServices(people, system);
    const tokens = createServiceTokens('worker', () => worker.privateKey!);
    const before = await tokens.issue('erp', initiator);
    const file = join(dataDir, 'service-token.pem');
    const next = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(`${file}.new`, next, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    expect(worker.look()).toBe(true);
    const after = await tokens.issue('erp', initiator);
    // The system API has not looked since: a signature it does not know makes it look.
    for (const token of [after, before]) {
      expect(await both.verify(`Bearer ${token}`)).toMatchObject({ service: { initiator: initiator.subject } });
    }
    const stranger = createServiceTokens('worker', generateKeyPairSync('ed25519').privateKey);
    await expect(both.verify(`Bearer ${await stranger.issue('erp', initiator)}`)).rejects.toThrow();
  });

  test('two public keys in one text are both accepted, for whoever starts while a key is rotated', async () => {
    const other = generateKeyPairSync('ed25519');
    const text = [other.publicKey, publicKey].map((key) => key.export({ format: 'pem', type: 'spki' })).join('');
    const both = acceptingServices(people, serviceKeyFrom({ ...none, publicKeyPem: plain(text), dataDir: '' }, {}));
    for (const key of [privateKey, other.privateKey]) {
      const token = await createServiceTokens('worker', key).issue('erp', initiator);
      expect(await both.verify(`Bearer ${token}`)).toMatchObject({ service: { initiator: initiator.subject } });
    }
  });
});
