import { beforeAll, describe, expect, test } from 'vitest';
import { salesforceIds } from '../../firm/ids.ts';
import type { Row } from '../store/record.ts';
import { TestClient } from '../test-client.ts';

/** Two pages of accounts, as in the recording of 2086. */
const ACCOUNTS = 2_086;

function accounts(): Row[] {
  return Array.from({ length: ACCOUNTS }, (_, index) => ({
    Id: salesforceIds.account(index + 1),
    Name: `Account ${String(index).padStart(4, '0')}`,
    IsDeleted: false,
    SystemModstamp: '2026-11-10T10:00:00.000+0000',
  }));
}

interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly { readonly Name: string }[];
}

describe('pages of a query', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await TestClient.open({ rows: accounts() });
  });

  async function pages(soql: string, headers: Record<string, string> = {}, kind = 'query'): Promise<Page[]> {
    const found: Page[] = [];
    let url: string | undefined = `/services/data/v62.0/${kind}?q=${encodeURIComponent(soql)}`;
    while (url !== undefined) {
      const answer = await client.send('GET', url, { headers });
      expect(answer).toMatchObject({ status: 200, resource: 'query:Account' });
      const page = answer.body as Page;
      expect(answer.rows).toBe(page.records.length);
      found.push(page);
      url = page.nextRecordsUrl;
    }
    return found;
  }

  test('hold 2000 records each unless the client wants less, and lose none', async () => {
    const list = await pages('SELECT Name FROM Account ORDER BY Name');
    expect(list.map((page) => page.records.length)).toEqual([2_000, 86]);
    expect(list.every((page) => page.totalSize === ACCOUNTS)).toBe(true);
    expect(list.map((page) => page.done)).toEqual([false, true]);
    expect(list[0]?.nextRecordsUrl).toMatch(/^\/services\/data\/v62\.0\/query\/0r8[0-9A-Za-z]{15}-2000$/u);
    const names = list.flatMap((page) => page.records.map((record) => record.Name));
    expect(new Set(names).size).toBe(ACCOUNTS);
    expect(names).toEqual(names.toSorted());
  });

  test.each([
    ['500', [500, 500, 500, 500, 86]],
    ['10', [...Array.from({ length: 10 }, () => 200), 86]],
    ['9999', [2_000, 86]],
  ])('a batchSize of %s is moved into 200 to 2000', async (size, expected) => {
    const list = await pages('SELECT Name FROM Account', { 'sforce-query-options': `batchSize=${size}` });
    expect(list.map((page) => page.records.length)).toEqual(expected);
  });

  test('of queryAll go on under queryAll', async () => {
    const [first] = await pages('SELECT Name FROM Account', {}, 'queryAll');
    expect(first?.nextRecordsUrl).toContain('/queryAll/0r8');
  });

  test('show the records as they were when the query began', async () => {
    const first = (await client.query('SELECT Name FROM Account ORDER BY Name')).body as Page;
    const last = salesforceIds.account(ACCOUNTS);
    await client.call('PATCH', `/sobjects/Account/${last}`, { body: { Name: 'Account 9999' } });
    const second = (await client.send('GET', first.nextRecordsUrl ?? '')).body as Page;
    expect(second.records.at(-1)?.Name).toBe('Account 2085');
    await client.call('PATCH', `/sobjects/Account/${last}`, { body: { Name: 'Account 2085' } });
  });

  test('end with their locator: a wrong, old or foreign one is refused', async () => {
    const first = (await client.query('SELECT Name FROM Account')).body as Page;
    for (const url of ['/query/0r8000000000000AAA-2000', '/query/nonsense', '/query/0r8000000000000AAA']) {
      expect(await client.call('GET', url)).toMatchObject({
        status: 400,
        body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }],
      });
    }
    client.clock.advance(3 * 86_400);
    await client.signIn();
    const late = await client.send('GET', first.nextRecordsUrl ?? '');
    expect(late).toMatchObject({ status: 400, body: [{ message: 'invalid query locator' }] });
    client.clock.advance(-3 * 86_400);
  });

  test('do not exist for groups', async () => {
    const answer = await client.query('SELECT Name, COUNT(Id) FROM Account GROUP BY Name');
    expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
    const limited = await client.query('SELECT Name, COUNT(Id) FROM Account GROUP BY Name LIMIT 2000');
    expect(limited).toMatchObject({ status: 200, rows: 2_000 });
  });

  test('a URL of more than 16 kB is refused before anyone reads it', async () => {
    const ids = Array.from({ length: 900 }, (_, index) => `'${salesforceIds.account(index + 1)}'`);
    expect((await client.query(`SELECT Id FROM Account WHERE Id IN (${ids.join(',')})`)).status).toBe(414);
  });

  test('a query without text is malformed', async () => {
    expect(await client.call('GET', '/query')).toMatchObject({ status: 400, body: [{ errorCode: 'MALFORMED_QUERY' }] });
  });
});

describe('what changed', () => {
  test('updated and deleted list ids within the span, start included, end not', async () => {
    const client = await TestClient.open({ rows: accounts().slice(0, 2) });
    const made = await client.call('POST', '/sobjects/Account', { body: { Name: 'New' } });
    client.clock.advance(120);
    const gone = salesforceIds.account(2);
    await client.call('DELETE', `/sobjects/Account/${gone}`);
    client.clock.advance(120);
    const span = (start: string, end: string): string => `start=2026-11-${start}%2B00:00&end=2026-11-${end}%2B00:00`;
    const updated = await client.call('GET', `/sobjects/Account/updated?${span('20T09:00:00', '20T09:03:00')}`);
    expect(updated.body).toEqual({
      ids: [(made.body as { id: string }).id],
      latestDateCovered: '2026-11-20T09:03:00.000+0000',
    });
    const before = await client.call('GET', `/sobjects/Account/updated?${span('10T09:00:00', '20T09:00:00')}`);
    expect(before.body).toMatchObject({ ids: [salesforceIds.account(1)] });
    const deleted = await client.call('GET', `/sobjects/Account/deleted?${span('20T09:01:00', '21T00:00:00')}`);
    expect(deleted.body).toEqual({
      deletedRecords: [{ id: gone, deletedDate: '2026-11-20T09:02:00.000+0000' }],
      earliestDateAvailable: '2026-10-21T09:04:00.000+0000',
      latestDateCovered: '2026-11-20T09:04:00.000+0000',
    });
  });

  test.each([
    ['start=2026-09-01T00:00:00Z&end=2026-11-20T00:00:00Z', 'INVALID_REPLICATION_DATE'],
    ['start=2026-11-20T00:00:30Z&end=2026-11-20T00:01:00Z', 'INVALID_REPLICATION_DATE'],
    ['start=yesterday&end=2026-11-20T00:01:00Z', 'INVALID_PARAMETER_VALUE'],
  ])('%s is refused', async (search, errorCode) => {
    const client = await TestClient.open();
    const answer = await client.call('GET', `/sobjects/Account/updated?${search}`);
    expect(answer).toMatchObject({ status: 400, body: [{ errorCode }] });
  });
});

describe('what the organisation says about itself', () => {
  test('versions need no session; others do', async () => {
    const client = await TestClient.open();
    client.token = 'none';
    const versions = (await client.send('GET', '/services/data')).body as {
      version: string;
      url: string;
      label: string;
    }[];
    expect(versions.at(-1)).toEqual({ label: "Winter '25", url: '/services/data/v62.0', version: '62.0' });
    expect((await client.call('GET', '/')).status).toBe(401);
    await client.signIn();
    expect((await client.send('GET', '/services/data/v99.0/')).status).toBe(404);
  });

  test('the map of resources leads to the identity of the user', async () => {
    const client = await TestClient.open();
    const { body } = await client.call('GET', '/');
    const { identity, sobjects } = body as { identity: string; sobjects: string };
    expect(sobjects).toBe('/services/data/v62.0/sobjects');
    const answer = await client.send('GET', new URL(identity).pathname);
    expect(answer).toMatchObject({ status: 200, body: { username: 'test@example.com', display_name: 'Test User' } });
    expect(answer.headers['sforce-limit-info']).toBeUndefined();
  });

  test('a describe is complete, says what hangs on the object, and is not sent twice', async () => {
    const client = await TestClient.open();
    const first = await client.call('GET', '/sobjects/account/describe');
    expect(first.resource).toBe('describe');
    const { fields, childRelationships, urls } = first.body as {
      fields: { name: string; type: string; nillable: boolean }[];
      childRelationships: { childSObject: string; relationshipName: string | null }[];
      urls: Record<string, string>;
    };
    expect(fields[0]).toMatchObject({ name: 'Id', type: 'id', nillable: false });
    expect(fields.find((field) => field.name === 'AnnualRevenue')).toMatchObject({ type: 'currency', nillable: true });
    expect(new Set(fields.map((field) => Object.keys(field).length)).size).toBe(1);
    expect(childRelationships).toContainEqual(
      expect.objectContaining({ childSObject: 'Contact', relationshipName: 'Contacts' }),
    );
    expect(urls.sobject).toBe('/services/data/v62.0/sobjects/Account');
    const again = await client.call('GET', '/sobjects/Account/describe', {
      headers: { 'if-none-match': first.headers.etag ?? '' },
    });
    expect(again).toMatchObject({ status: 304, body: undefined });
  });

  test('the list of objects has the short form of each', async () => {
    const client = await TestClient.open();
    const { sobjects } = (await client.call('GET', '/sobjects')).body as {
      sobjects: { name: string; keyPrefix: string }[];
    };
    expect(sobjects.map((object) => object.keyPrefix)).toContain('001');
    const one = await client.call('GET', '/sobjects/Account');
    expect(one.body).toMatchObject({ objectDescribe: { name: 'Account' }, recentItems: [] });
  });
});
