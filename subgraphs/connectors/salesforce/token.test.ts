import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { salesforceConfigSchema } from './config.ts';
import { createSessionKeeper, openWayIn, type Session, signInForm } from './token.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const loginUrl = 'https://acme.my.salesforce.com';
const config = (settings: Readonly<Record<string, unknown>>) =>
  salesforceConfigSchema.parse({ loginUrl, clientId: 'app-1', ...settings });
const formOf = (settings: Readonly<Record<string, unknown>>, env = {}): Promise<string> => {
  const wayIn = openWayIn(config(settings), { env });
  return signInForm(config(settings), wayIn, wayIn.secret.current());
};

describe('the form that asks for a session', () => {
  test('carries a short signed assertion of who we are, for whom, and to whom', async () => {
    const form = new URLSearchParams(await formOf({ username: 'robot@acme.example', privateKeyPem }));
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(form.get('assertion')!, publicKey, { audience: loginUrl });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ iss: 'app-1', sub: 'robot@acme.example' });
    // Salesforce refuses assertions of more than three minutes.
    expect(payload.exp! - Date.now() / 1_000).toBeLessThanOrEqual(180);
    expect(payload.exp! - Date.now() / 1_000).toBeGreaterThan(60);
  });

  test('names the host as audience, however the address was written', async () => {
    for (const written of [`${loginUrl}/`, `${loginUrl}/services/oauth2/token`]) {
      const form = await formOf({ loginUrl: written, username: 'x', privateKeyPem });
      const assertion = new URLSearchParams(form).get('assertion')!;
      expect((await jwtVerify(assertion, publicKey)).payload.aud, written).toBe(loginUrl);
    }
  });

  test('with a secret it is client credentials, and no key is needed', async () => {
    const form = new URLSearchParams(await formOf({ clientSecret: 's&c=r t' }));
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 's&c=r t',
    });
  });

  test('a secret that is named and not set leaves the key as the way in; neither stops the start', async () => {
    const named = { clientSecret: { env: 'APP_SECRET' }, username: 'x', privateKeyPem };
    expect(await formOf(named)).toContain('jwt-bearer');
    expect(await formOf(named, { APP_SECRET: 'from the environment' })).toContain('client_credentials');
    const missing = 'needs clientSecret, or username and privateKeyPem';
    expect(() => openWayIn(config({}), { env: {} })).toThrow(missing);
    expect(() => openWayIn(config({ username: 'x' }), { env: {} })).toThrow(missing);
    expect(() => openWayIn(config({ username: 'x', privateKeyPem: 'nonsense' }), { env: {} })).toThrow('in PEM');
  });
});

describe('the keeper of the session', () => {
  function shop(): { buy: () => Promise<Session>; bought: () => number; fail: () => void } {
    let bought = 0;
    let failing = false;
    return {
      buy: async () => {
        bought += 1;
        const value = `session-${bought}`;
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (failing) {
          failing = false;
          throw new Error('shop closed');
        }
        return { value, instanceUrl: loginUrl };
      },
      bought: () => bought,
      fail: () => (failing = true),
    };
  }

  test('buys one session for all who come at once, and keeps it', async () => {
    const { buy, bought } = shop();
    const keeper = createSessionKeeper(buy);
    const sessions = await Promise.all([keeper.current(), keeper.current(), keeper.current()]);
    expect(new Set(sessions.map(({ value }) => value))).toEqual(new Set(['session-1']));
    await keeper.current();
    expect(bought()).toBe(1);
  });

  test('renews once for all who were refused with the same session; a latecomer gets the newest', async () => {
    const { buy, bought } = shop();
    const keeper = createSessionKeeper(buy);
    const refused = await keeper.current();
    const renewed = await Promise.all([keeper.after(refused), keeper.after(refused)]);
    expect(renewed.map(({ value }) => value)).toEqual(['session-2', 'session-2']);
    expect((await keeper.after(refused)).value).toBe('session-2');
    expect(bought()).toBe(2);
  });

  test('a failure is told to all who waited, and the next one tries again', async () => {
    const { buy, bought, fail } = shop();
    const keeper = createSessionKeeper(buy);
    fail();
    const waited = await Promise.allSettled([keeper.current(), keeper.current()]);
    expect(waited.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await keeper.current()).value).toBe('session-2');
    expect(bought()).toBe(2);
  });
});
