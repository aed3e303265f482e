import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount, signAssertion, tokenForm, type OpenAccount } from './open-account.ts';
import { TOKEN_PATH } from './token.ts';

let account: OpenAccount;

beforeAll(async () => {
  account = await openAccount();
});

afterAll(() => account.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(body: URLSearchParams | string, headers: Record<string, string> = {}): Promise<Answer> {
  const reply = await fetch(account.served.url + TOKEN_PATH, { method: 'POST', body, headers });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

function assertion(wrong: Parameters<typeof signAssertion>[2] = {}): Promise<string> {
  return signAssertion(account.credentials, account.served.url + TOKEN_PATH, wrong);
}

const now = Math.floor(Date.now() / 1000);

describe('the token endpoint', () => {
  test('buys an hour with a correct assertion', async () => {
    const { status, body } = await post(tokenForm(await assertion()));
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: '3600', token_type: 'bearer' });
    expect(String(body.access_token).split('.')).toHaveLength(3);
  });

  test('accepts the account’s own token URL as audience', async () => {
    const aud = `https://7654321.suitetalk.api.netsuite.com${TOKEN_PATH}`;
    expect((await post(tokenForm(await assertion({ claims: { aud } })))).status).toBe(200);
  });

  test.each([
    ['another client id', { claims: { iss: 'somebody' } }, 401, 'invalid_client'],
    ['another certificate', { header: { kid: 'unknown' } }, 401, 'invalid_client'],
    ['no certificate id', { header: { kid: undefined } }, 401, 'invalid_client'],
    ['another audience', { claims: { aud: 'https://example.test/token' } }, 400, 'invalid_grant'],
    ['no audience', { claims: { aud: undefined } }, 400, 'invalid_grant'],
    ['another scope', { claims: { scope: 'restlets' } }, 400, 'invalid_grant'],
    ['an expired assertion', { claims: { iat: now - 600, exp: now - 10 } }, 400, 'invalid_grant'],
    ['an assertion of more than an hour', { claims: { exp: now + 7_200 } }, 400, 'invalid_grant'],
    ['an assertion from the future', { claims: { iat: now + 600, exp: now + 900 } }, 400, 'invalid_grant'],
    ['an assertion without an end', { claims: { exp: undefined } }, 400, 'invalid_grant'],
    ['an assertion without a date', { claims: { iat: undefined } }, 400, 'invalid_grant'],
  ])('refuses %s', async (_what, wrong, status, error) => {
    expect(await post(tokenForm(await assertion(wrong)))).toEqual({ status, body: { error } });
  });

  test('refuses a signature by another key', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await post(tokenForm(await assertion({ key: privateKey })))).toEqual({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('refuses RS256, whoever signed', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    expect(await post(tokenForm(await assertion({ header: { alg: 'RS256' }, key: privateKey })))).toEqual({
      status: 401,
      body: { error: 'invalid_client' },
    });
    const trail = account.served.standIn.dump().loginaudittrail ?? [];
    expect(trail.at(-1)).toMatchObject({
      status: 'Failure',
      detail: expect.stringContaining('Algorithm RS256') as unknown,
    });
  });

  test('refuses HS256 with the certificate id as a secret', async () => {
    const key = new TextEncoder().encode(account.credentials.certificateId);
    expect((await post(tokenForm(await assertion({ header: { alg: 'HS256' }, key })))).body).toEqual({
      error: 'invalid_client',
    });
  });

  test('refuses what is no assertion', async () => {
    expect((await post(tokenForm('not.a.jwt'))).body).toEqual({ error: 'invalid_grant' });
  });

  test.each([
    ['another grant', { grant_type: 'password' }],
    ['another assertion type', { client_assertion_type: 'x' }],
  ])('refuses %s', async (_what, change) => {
    const form = tokenForm(await assertion());
    for (const [name, value] of Object.entries(change)) form.set(name, value);
    expect(await post(form)).toEqual({ status: 400, body: { error: 'invalid_request' } });
  });

  test('refuses a missing and a doubled parameter, and a body that is no form', async () => {
    const missing = tokenForm(await assertion());
    missing.delete('client_assertion');
    const doubled = tokenForm(await assertion());
    doubled.append('grant_type', 'client_credentials');
    const json = { 'content-type': 'application/json' };
    for (const answer of [await post(missing), await post(doubled), await post('{}', json)])
      expect(answer).toEqual({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('the access token', () => {
  test('is needed, must be known, and ends after an hour', async () => {
    const ask = (headers: Record<string, string>): ReturnType<OpenAccount['call']> =>
      account.call('GET', '/services/rest/record/v1/currency', { headers });
    for (const authorization of ['', 'Bearer', 'Bearer made.up.token', 'Basic abc']) {
      const reply = await ask({ authorization });
      expect(reply.status).toBe(401);
      expect(reply.body).toMatchObject({
        title: 'Unauthorized',
        status: 401,
        'o:errorDetails': [{ 'o:errorCode': 'INVALID_LOGIN' }],
      });
    }
    expect((await ask({})).status).toBe(200);
    account.advance(3_599);
    expect((await ask({})).status).toBe(200);
    account.advance(1);
    expect((await ask({})).status).toBe(401);
    await account.signIn();
    expect((await ask({})).status).toBe(200);
  });
});
