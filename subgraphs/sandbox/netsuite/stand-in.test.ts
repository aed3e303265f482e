import { afterEach, describe, expect, test } from 'vitest';
import { openAccount, type OpenAccount, type Reply } from './open-account.ts';
import { SUITEQL_PATH } from './suiteql/endpoint.ts';

const RECORD = '/services/rest/record/v1';
let account: OpenAccount | undefined;

async function open(options: Parameters<typeof openAccount>[0] = {}): Promise<OpenAccount> {
  account = await openAccount(options);
  return account;
}

afterEach(async () => {
  await account?.close();
  account = undefined;
});

function code(reply: Reply): unknown {
  return (reply.body['o:errorDetails'] as { 'o:errorCode': string }[] | undefined)?.[0]?.['o:errorCode'];
}

describe('SuiteQL over HTTP', () => {
  test('answers a page with links, counts and a next page', async () => {
    const { query, served } = await open();
    const page = await query("SELECT id FROM transaction WHERE type = 'CustInvc' ORDER BY id", '?limit=10&offset=20');
    expect(page).toMatchObject({ count: 10, offset: 20, hasMore: true });
    expect(page.items[0]).toEqual({ links: [], id: '100021' });
    const href = `${served.url}${SUITEQL_PATH}?limit=10&offset=`;
    expect(page.links).toContainEqual({ rel: 'next', href: `${href}30` });
    expect(page.links).toContainEqual({ rel: 'previous', href: `${href}10` });
    expect(page.links).toContainEqual({ rel: 'self', href: `${href}20` });
  });

  test('ordered pages together are the whole, and the last says so', async () => {
    const { query, firm } = await open();
    const ids: string[] = [];
    for (let offset = 0, hasMore = true; hasMore; offset += 100) {
      const page = await query(
        "SELECT id FROM transaction WHERE type = 'CustInvc' ORDER BY id",
        `?limit=100&offset=${offset}`,
      );
      ids.push(...page.items.map(({ id }) => id ?? ''));
      hasMore = page.hasMore === true;
      expect(page.totalResults).toBe(firm.invoices.length);
    }
    expect(new Set(ids).size).toBe(firm.invoices.length);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=x', 'limit'],
    ['limit=10&offset=15', 'offset'],
    ['offset=-1', 'offset'],
    ['limit=1000&offset=100000', 'offset'],
  ])('refuses ?%s', async (page, parameter) => {
    const { call } = await open();
    const reply = await call('POST', `${SUITEQL_PATH}?${page}`, {
      body: { q: 'SELECT id FROM term ORDER BY id' },
      headers: { prefer: 'transient' },
    });
    expect(reply.status).toBe(400);
    expect(reply.body['o:errorDetails']).toMatchObject([
      { 'o:errorCode': 'INVALID_PARAMETER', 'o:errorQueryParam': parameter },
    ]);
  });

  test('needs POST, the Prefer header, and a query', async () => {
    const { call } = await open();
    const prefer = { prefer: 'transient' };
    expect((await call('GET', SUITEQL_PATH)).status).toBe(405);
    expect(code(await call('POST', SUITEQL_PATH, { body: { q: 'SELECT id FROM term' } }))).toBe('INVALID_HEADER');
    expect(code(await call('POST', SUITEQL_PATH, { body: 'x', headers: prefer }))).toBe('INVALID_CONTENT');
    expect(code(await call('POST', SUITEQL_PATH, { body: { q: ' ' }, headers: prefer }))).toBe('INVALID_PARAMETER');
  });

  test('refuses in NetSuite’s words', async () => {
    const { call } = await open();
    const reply = await call('POST', SUITEQL_PATH, {
      body: { q: 'SELECT nope FROM customer' },
      headers: { prefer: 'transient' },
    });
    expect(reply.body).toEqual({
      type: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1',
      title: 'Bad Request',
      status: 400,
      'o:errorDetails': [
        {
          detail:
            "Invalid search query. Detailed unprocessed description follows. Search error occurred: Unknown identifier 'nope'. Available identifiers are: {customer=customer}.",
          'o:errorQueryParam': 'q',
          'o:errorCode': 'INVALID_PARAMETER',
        },
      ],
    });
  });

  test('the request log names the table and counts the rows', async () => {
    const { query, call, served } = await open();
    await query('SELECT id FROM subsidiary ORDER BY id');
    await call('GET', `${RECORD}/currency/1`);
    const log = served.requests.list().map(({ resource, rows }) => ({ resource, rows }));
    expect(log).toEqual([
      { resource: 'token', rows: undefined },
      { resource: 'suiteql:subsidiary', rows: 5 },
      { resource: 'record:currency', rows: 1 },
    ]);
  });
});

describe('the account’s limits', () => {
  test('a sixth request at a time is turned away, and later ones are served again', async () => {
    const { call } = await open({ serviceMs: 60 });
    const replies = await Promise.all(Array.from({ length: 8 }, () => call('GET', `${RECORD}/term`)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.map(code)).toEqual([
      'CONCURRENCY_LIMIT_EXCEEDED',
      'CONCURRENCY_LIMIT_EXCEEDED',
      'CONCURRENCY_LIMIT_EXCEEDED',
    ]);
    expect((await call('GET', `${RECORD}/term`)).status).toBe(200);
  });

  test('in the other mode a surplus request hangs and is then told its login is invalid', async () => {
    const { call } = await open({ serviceMs: 30, concurrencyLimit: 1, overLimit: { kind: 'hang', milliseconds: 80 } });
    const started = performance.now();
    const replies = await Promise.all([call('GET', `${RECORD}/term`), call('GET', `${RECORD}/term`)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(performance.now() - started).toBeGreaterThan(75);
  });

  test('governanceLimits reports them', async () => {
    const { call } = await open({ concurrencyLimit: 7 });
    expect((await call('GET', '/services/rest/system/v1/governanceLimits')).body).toEqual({
      accountConcurrencyLimit: 7,
      accountUnallocatedConcurrencyLimit: 7,
      integrationLimitType: 'accountLimit',
    });
  });
});

describe('faults', () => {
  test('unavailable is 503, overload is 429 with Retry-After when asked for', async () => {
    const { call, served } = await open();
    served.faults.plant({ kind: 'unavailable', count: 1 });
    expect((await call('GET', `${RECORD}/term`)).status).toBe(503);
    served.faults.plant({ kind: 'tooManyRequests', count: 1, retryAfterSeconds: 7 });
    const reply = await call('GET', `${RECORD}/term`);
    expect([reply.status, code(reply), reply.headers.get('retry-after')]).toEqual([
      429,
      'CONCURRENCY_LIMIT_EXCEEDED',
      '7',
    ]);
    expect((await call('GET', `${RECORD}/term`)).status).toBe(200);
  });

  test('expiredToken ends the token for good: only signing in anew helps', async () => {
    const { call, served, signIn } = await open();
    served.faults.plant({ kind: 'expiredToken', count: 1 });
    expect((await call('GET', `${RECORD}/term`)).status).toBe(401);
    expect((await call('GET', `${RECORD}/term`)).status).toBe(401);
    await signIn();
    expect((await call('GET', `${RECORD}/term`)).status).toBe(200);
  });

  test('a stale index hides from SuiteQL what record/v1 already shows', async () => {
    const { call, query, served, advance } = await open();
    await call('PATCH', `${RECORD}/invoice/100001`, { body: { memo: 'first' } });
    advance(60);
    await call('PATCH', `${RECORD}/invoice/100001`, { body: { memo: 'second' } });
    const made = await call('POST', `${RECORD}/term`, { body: { name: 'Net 7' } });
    served.faults.plant({ kind: 'staleIndex', seconds: 30 });
    const memo = async (): Promise<unknown> =>
      (await query('SELECT memo FROM transaction WHERE id = 100001')).items[0]?.memo;
    expect((await call('GET', `${RECORD}/invoice/100001`)).body.memo).toBe('second');
    expect((await call('GET', made.headers.get('location') ?? '')).body.name).toBe('Net 7');
    expect(await memo()).toBe('first');
    expect((await query("SELECT id FROM term WHERE name = 'Net 7'")).items).toEqual([]);
    advance(31);
    expect(await memo()).toBe('second');
  });

  test('a stale index still shows what was deleted a moment ago', async () => {
    const { call, query, served } = await open();
    const made = await call('POST', `${RECORD}/term`, { body: { name: 'Net 7' } });
    const path = made.headers.get('location') ?? '';
    await call('DELETE', path);
    expect((await query("SELECT id FROM term WHERE name = 'Net 7'")).items).toEqual([]);
    served.faults.plant({ kind: 'staleIndex', seconds: 30 });
    expect((await query('SELECT recordid FROM deletedrecord')).items).toEqual([]);
    served.faults.clear();
    expect((await query('SELECT recordid, type FROM deletedrecord')).items).toEqual([
      { links: [], recordid: path.split('/').at(-1), type: 'Term' },
    ]);
  });

  test('row lock and closed period refuse writes only', async () => {
    const { call, served } = await open();
    served.faults.plant({ kind: 'rowLock', count: 2 });
    expect((await call('GET', `${RECORD}/job/10001`)).status).toBe(200);
    expect(code(await call('PATCH', `${RECORD}/job/10001`, { body: { comments: 'x' } }))).toBe('RCRD_HAS_BEEN_CHANGED');
    served.faults.clear();
    served.faults.plant({ kind: 'closedPeriod' });
    expect((await call('PATCH', `${RECORD}/job/10001`, { body: { comments: 'x' } })).status).toBe(204);
    const refused = await call('PATCH', `${RECORD}/invoice/100391`, { body: { memo: 'x' } });
    expect([refused.status, code(refused)]).toEqual([400, 'USER_ERROR']);
    expect(JSON.stringify(refused.body)).toContain('closed or locked');
  });

  test('schema drift takes a custom field out of queries, records and metadata, or gives it another name', async () => {
    const { call, query, served } = await open();
    const accept = { accept: 'application/schema+json' };
    served.faults.plant({ kind: 'schemaDrift', remove: 'job.custentity_psa_project' });
    await expect(query('SELECT custentity_psa_project FROM job')).rejects.toThrow('Unknown identifier');
    expect((await call('GET', `${RECORD}/job/10001`)).body).not.toHaveProperty('custentity_psa_project');
    expect(
      (await call('GET', `${RECORD}/metadata-catalog/job`, { headers: accept })).body.properties,
    ).not.toHaveProperty('custentity_psa_project');
    served.faults.clear();
    served.faults.plant({ kind: 'schemaDrift', rename: 'custentity_psa_project', to: 'custentity_kantata' });
    expect((await query('SELECT custentity_kantata FROM job WHERE id = 10001')).items[0]?.custentity_kantata).toMatch(
      /^\d+$/,
    );
    expect((await call('GET', `${RECORD}/job/10001`)).body).toHaveProperty('custentity_kantata');
  });

  test('reset forgets every write', async () => {
    const { call, served } = await open();
    await call('PATCH', `${RECORD}/invoice/100001`, { body: { memo: 'gone' } });
    const made = await call('POST', `${RECORD}/term`, { body: { name: 'Net 7' } });
    served.standIn.reset();
    expect((await call('GET', `${RECORD}/invoice/100001`)).body.memo).not.toBe('gone');
    expect((await call('GET', made.headers.get('location') ?? '')).status).toBe(404);
  });
});
