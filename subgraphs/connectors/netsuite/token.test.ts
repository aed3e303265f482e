import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { netSuiteConfigSchema, originOf } from './config.ts';
import { type AccessToken, algorithmOf, createTokenKeeper, signInForm } from './token.ts';
import { createSignInJudge, provenForMs, refusalsInARowMax } from './sign-in-judge.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const config = netSuiteConfigSchema.parse({
  account: '1234567_SB1',
  clientId: 'client',
  certificateId: 'certificate',
  privateKeyPem: ec.privateKey.export({ type: 'pkcs8', format: 'pem' }),
});

describe('signing in', () => {
  test('the assertion names client, certificate and token URL, and lives well below an hour', async () => {
    const form = new URLSearchParams(await signInForm(config, originOf(config)));
    const assertion = form.get('client_assertion') ?? '';
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'ES256', kid: 'certificate' });
    const audience = 'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token';
    const { payload } = await jwtVerify(assertion, ec.publicKey, { audience, issuer: 'client' });
    expect(payload.scope).toEqual(['rest_webservices']);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThan(3_600);
    const other = new URLSearchParams(await signInForm(config, originOf(config))).get('client_assertion') ?? '';
    expect(decodeJwt(other).jti).not.toBe(payload.jti);
  });

  test('a key chooses its algorithm, and never RS256', () => {
    expect(algorithmOf(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey)).toBe('PS256');
    expect(algorithmOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey)).toBe('ES384');
    expect(() => algorithmOf(generateKeyPairSync('ed25519').privateKey)).toThrow('ed25519');
  });
});

describe('the kept token', () => {
  function keeper(lifeMs: number) {
    let bought = 0;
    const kept = createTokenKeeper(async () => {
      await Promise.resolve();
      bought += 1;
      return { value: `token-${bought}`, usableUntilMs: Date.now() + lifeMs };
    });
    return { kept, bought: () => bought };
  }

  test('is bought once for all who ask at the same time, and kept', async () => {
    const { kept, bought } = keeper(60_000);
    const tokens = await Promise.all([kept.current(), kept.current(), kept.current()]);
    expect(new Set(tokens.map((token: AccessToken) => token.value))).toEqual(new Set(['token-1']));
    await kept.current();
    expect(bought()).toBe(1);
  });

  test('is bought anew when it is about to end', async () => {
    const { kept } = keeper(0);
    expect((await kept.current()).value).toBe('token-1');
    expect((await kept.current()).value).toBe('token-2');
  });

  test('is renewed once when many calls were refused with the same one', async () => {
    const { kept, bought } = keeper(60_000);
    const refused = await kept.current();
    const renewed = await Promise.all([kept.after(refused), kept.after(refused)]);
    expect(renewed.map((token) => token.value)).toEqual(['token-2', 'token-2']);
    // Somebody who comes late with the old one gets the newest without buying.
    expect((await kept.after(refused)).value).toBe('token-2');
    expect(bought()).toBe(2);
  });

  test('a purchase that fails is tried again by the next caller', async () => {
    let attempts = 0;
    const kept = createTokenKeeper(() => {
      attempts += 1;
      if (attempts === 1) return Promise.reject(new Error('no'));
      return Promise.resolve({ value: 'token', usableUntilMs: Date.now() + 60_000 });
    });
    await expect(kept.current()).rejects.toThrow('no');
    expect((await kept.current()).value).toBe('token');
  });
});

describe('what a 401 with a fresh token means', () => {
  test('nothing speaks for us: the sign-in is bad', () => {
    expect(createSignInJudge().refused(0)).toBe('UNAUTHORIZED');
  });

  test('in a burst, or soon after a call was let in, it is overload', () => {
    let now = 0;
    const judge = createSignInJudge(() => now);
    expect(judge.refused(3)).toBe('OVERLOADED');
    judge.accepted();
    now += provenForMs;
    expect(judge.refused(0)).toBe('OVERLOADED');
    now += 1;
    expect(judge.refused(0)).toBe('UNAUTHORIZED');
  });

  test('refusals that never end are no burst', () => {
    const judge = createSignInJudge();
    const verdicts = Array.from({ length: refusalsInARowMax + 1 }, () => judge.refused(4));
    expect(verdicts.at(-2)).toBe('OVERLOADED');
    expect(verdicts.at(-1)).toBe('UNAUTHORIZED');
  });
});
