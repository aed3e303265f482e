import { SignJWT } from 'jose';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { salesforceIds } from '../../firm/ids.ts';
import { TEST_CREDENTIALS, TestClient, type Answer } from '../test-client.ts';

const key = createPrivateKey(TEST_CREDENTIALS.privateKeyPem);
const rows = [{ Id: salesforceIds.account(1), Name: 'Acme', IsDeleted: false, Type: 'Other', Site: 'x' }];

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly seconds?: number;
  readonly key?: KeyObject;
}

describe('signing in', () => {
  async function token(client: TestClient, form: Record<string, string>, headers = {}): Promise<Answer> {
    const body = new URLSearchParams(form).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded', authorization: '' };
    return client.send('POST', '/services/oauth2/token', { body, headers: { ...type, ...headers } });
  }

  function assertion({ iss, sub, aud, seconds = 180, key: signingKey = key }: Claims = {}): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(iss ?? TEST_CREDENTIALS.clientId)
      .setSubject(sub ?? TEST_CREDENTIALS.username)
      .setAudience(aud ?? 'http://sf.test')
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(signingKey);
  }

  const bearer = async (client: TestClient, claims: Claims = {}): Promise<Answer> =>
    token(client, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await assertion(claims),
    });

  test('client credentials buy a session, in the form or in the header', async () => {
    const client = await TestClient.open();
    const { clientId, clientSecret } = TEST_CREDENTIALS;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const inForm = await token(client, form);
    expect(inForm).toMatchObject({ status: 200, resource: 'token', rows: 1 });
    expect(Object.keys(inForm.body as object).toSorted()).toEqual([
      'access_token',
      'id',
      'instance_url',
      'issued_at',
      'signature',
      'token_type',
    ]);
    expect(inForm.body).toMatchObject({
      token_type: 'Bearer',
      instance_url: 'http://sf.test',
      issued_at: String(client.clock.now().getTime()),
    });
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${clientSecret}`).toString('base64');
    const inHeader = await token(client, { grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
    expect(inHeader.status).toBe(200);
  });

  test('a signed assertion buys a session too', async () => {
    const client = await TestClient.open();
    const answer = await bearer(client);
    expect(answer).toMatchObject({ status: 200, body: { scope: 'api', token_type: 'Bearer' } });
    client.token = (answer.body as { access_token: string }).access_token;
    expect((await client.call('GET', '/limits')).status).toBe(200);
  });

  test.each<[string, Claims, string, string]>([
    ['another app', { iss: 'x' }, 'invalid_client_id', 'client identifier invalid'],
    ['another user', { sub: 'x' }, 'invalid_grant', "user hasn't approved this consumer"],
    ['another place', { aud: 'https://example.com' }, 'invalid_grant', 'audience is invalid'],
    ['the past', { seconds: -600 }, 'invalid_grant', 'expired authorization code'],
    ['the far future', { seconds: 86_400 }, 'invalid_grant', 'invalid assertion'],
    [
      'another key',
      { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
      'invalid_grant',
      'invalid assertion',
    ],
  ])('an assertion of %s is refused', async (_what, claims, error, description) => {
    const client = await TestClient.open();
    expect(await bearer(client, claims)).toMatchObject({
      status: 400,
      body: { error, error_description: description },
    });
  });

  test.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'magic' }, 'unsupported_grant_type'],
    [{ grant_type: 'password', username: 'a', password: 'b' }, 'invalid_grant'],
    [{ grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' }, 'invalid_client_id'],
    [{ grant_type: 'client_credentials', client_id: TEST_CREDENTIALS.clientId, client_secret: 'y' }, 'invalid_client'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'x' }, 'invalid_grant'],
  ])('%j is refused', async (form, error) => {
    const client = await TestClient.open();
    expect(await token(client, form as Record<string, string>)).toMatchObject({ status: 400, body: { error } });
  });

  test('a session ends two hours after its last use, or when it is revoked', async () => {
    const client = await TestClient.open();
    for (let hour = 0; hour < 4; hour += 1) {
      client.clock.advance(3_600);
      expect((await client.call('GET', '/limits')).status).toBe(200);
    }
    client.clock.advance(7_200);
    expect(await client.call('GET', '/limits')).toMatchObject({
      status: 401,
      body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
    await client.signIn();
    const revoked = await client.send('POST', '/services/oauth2/revoke', { body: `token=${client.token}` });
    expect(revoked.status).toBe(200);
    expect((await client.call('GET', '/limits')).status).toBe(401);
  });
});

describe('the allowance of calls', () => {
  test('is told in every answer and counts over 24 hours', async () => {
    const client = await TestClient.open({ usage: { max: 3, enforced: true } });
    const used = async (): Promise<string | undefined> =>
      (await client.call('GET', '/sobjects/Foo')).headers['sforce-limit-info'];
    expect([await used(), await used()]).toEqual(['api-usage=1/3', 'api-usage=2/3']);
    const limits = (await client.call('GET', '/limits')).body as Record<string, unknown>;
    expect(limits.DailyApiRequests).toEqual({ Max: 3, Remaining: 0 });
    const over = await client.call('GET', '/limits');
    expect(over).toMatchObject({ status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }] });
    expect(over.headers['sforce-limit-info']).toBe('api-usage=3/3');
    client.clock.advance(24 * 3_600);
    await client.signIn();
    expect(await used()).toBe('api-usage=1/3');
  });

  test('has no consequences unless it is enforced', async () => {
    const client = await TestClient.open({ usage: { max: 1 } });
    await client.call('GET', '/limits');
    const over = await client.call('GET', '/limits');
    expect(over).toMatchObject({ status: 200, headers: { 'sforce-limit-info': 'api-usage=2/1' } });
  });
});

describe('faults', () => {
  test('expiredToken ends the session; a new one works', async () => {
    const client = await TestClient.open();
    const expired = await client.call('GET', '/limits', { faults: [{ kind: 'expiredToken' }] });
    expect(expired).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
    expect((await client.call('GET', '/limits')).status).toBe(401);
    await client.signIn();
    expect((await client.call('GET', '/limits')).status).toBe(200);
  });

  test('overload is the used-up allowance, or with a time to come back the busy instance', async () => {
    const client = await TestClient.open();
    const usedUp = await client.call('GET', '/limits', { faults: [{ kind: 'overload' }] });
    expect(usedUp).toMatchObject({ status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }] });
    const busy = await client.call('GET', '/limits', { faults: [{ kind: 'overload', retryAfterSeconds: 7 }] });
    expect(busy).toMatchObject({ status: 503, headers: { 'retry-after': '7' } });
  });

  test('unavailable answers 503, also to sign-ins', async () => {
    const client = await TestClient.open();
    for (const url of ['/services/data/v62.0/limits', '/services/oauth2/token']) {
      const answer = await client.send('GET', url, { faults: [{ kind: 'unavailable' }] });
      expect(answer).toMatchObject({ status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE' }] });
    }
  });

  test('rowLock refuses writes and changes nothing; reads go on', async () => {
    const client = await TestClient.open({ rows });
    const path = `/sobjects/Account/${salesforceIds.account(1)}`;
    const faults = [{ kind: 'rowLock' }] as const;
    const write = await client.call('PATCH', path, { body: { Site: 'y' }, faults });
    expect(write).toMatchObject({ status: 400, body: [{ errorCode: 'UNABLE_TO_LOCK_ROW', fields: [] }] });
    expect((await client.call('GET', path, { faults })).body).toMatchObject({ Site: 'x' });
  });

  test('partialSuccess fails every second record of a collection and keeps the others', async () => {
    const client = await TestClient.open();
    const records = ['A', 'B', 'C'].map((Name) => ({ attributes: { type: 'Account' }, Name }));
    const answer = await client.call('POST', '/composite/sobjects', {
      body: { records },
      faults: [{ kind: 'partialSuccess' }],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: [{ success: true }, { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] }, { success: true }],
    });
    expect((await client.query('SELECT Name FROM Account')).body).toMatchObject({ totalSize: 2 });
  });

  test('a removed field is unknown to queries, describes and writes; the value survives', async () => {
    const client = await TestClient.open({ rows });
    const faults = [{ kind: 'schemaDrift', remove: 'Account.Site' }] as const;
    const query = await client.query('SELECT Site FROM Account', { faults });
    expect(query).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD' }] });
    const describe = await client.call('GET', '/sobjects/Account/describe', { faults });
    expect(JSON.stringify(describe.body)).not.toContain('"Site"');
    const id = salesforceIds.account(1);
    const write = await client.call('PATCH', `/sobjects/Account/${id}`, { body: { Site: 'y' }, faults });
    expect(write).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD' }] });
    expect((await client.query('SELECT Site FROM Account')).body).toMatchObject({ records: [{ Site: 'x' }] });
  });

  test('a renamed field answers to its new name with the old value', async () => {
    const client = await TestClient.open({ rows });
    const faults = [{ kind: 'schemaDrift', rename: 'Site', to: 'Site__c' }] as const;
    const found = await client.query("SELECT site__c FROM Account WHERE Site__c = 'X'", { faults });
    expect(found.body).toMatchObject({ records: [{ Site__c: 'x' }] });
    expect((await client.query('SELECT Site FROM Account', { faults })).status).toBe(400);
  });
});

describe('a reset', () => {
  test('brings back the records it started with, and keeps sessions', async () => {
    const client = await TestClient.open({ rows });
    await client.call('POST', '/sobjects/Account', { body: { Name: 'New' } });
    await client.call('DELETE', `/sobjects/Account/${salesforceIds.account(1)}`);
    client.standIn.reset();
    expect((await client.query('SELECT Name FROM Account')).body).toMatchObject({
      totalSize: 1,
      records: [{ Name: 'Acme' }],
    });
    expect(client.standIn.dump().Account).toHaveLength(1);
  });
});
