import { beforeEach, describe, expect, test } from 'vitest';
import { TestClient, type CallOptions } from '../test-client.ts';

const base = '/services/data/v62.0';
const account = (referenceId: string, body: unknown): unknown => ({
  method: 'POST',
  url: `${base}/sobjects/Account`,
  referenceId,
  body,
});

interface Part {
  readonly body: unknown;
  readonly httpHeaders: Record<string, string>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

describe('calls in one call', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await TestClient.open();
  });

  async function composite(
    compositeRequest: readonly unknown[],
    options: CallOptions = {},
    allOrNone = false,
  ): Promise<Part[]> {
    const answer = await client.call('POST', '/composite', { ...options, body: { allOrNone, compositeRequest } });
    expect(answer).toMatchObject({ status: 200, resource: 'composite' });
    return (answer.body as { compositeResponse: Part[] }).compositeResponse;
  }

  const count = async (object: string): Promise<unknown> =>
    ((await client.query(`SELECT COUNT() FROM ${object}`)).body as { totalSize: number }).totalSize;

  test('a later call uses what an earlier one answered, and the whole counts once', async () => {
    const parts = await composite([
      account('acme', { Name: 'Acme' }),
      {
        method: 'POST',
        url: `${base}/sobjects/Contact`,
        referenceId: 'ada',
        body: { LastName: 'Ada', AccountId: '@{acme.id}' },
      },
      {
        method: 'GET',
        url: `${base}/query?q=SELECT+Account.Name+FROM+Contact+WHERE+Id='@{ada.id}'`,
        referenceId: 'look',
      },
      { method: 'GET', url: `${base}/sobjects/Account/@{acme.id}?fields=Name`, referenceId: 'read' },
    ]);
    expect(parts.map((part) => part.httpStatusCode)).toEqual([201, 201, 200, 200]);
    const { id } = parts[0]?.body as { id: string };
    expect(parts[0]?.httpHeaders).toEqual({ Location: `${base}/sobjects/Account/${id}` });
    expect(parts[2]?.body).toMatchObject({ totalSize: 1, records: [{ Account: { Name: 'Acme' } }] });
    expect(parts[3]).toMatchObject({ referenceId: 'read', body: { Id: id, Name: 'Acme' }, httpHeaders: {} });
    const { headers } = await client.call('GET', '/limits');
    expect(headers['sforce-limit-info']).toBe('api-usage=2/15000');
  });

  test('one that fails leaves the others standing, and those that needed it fail too', async () => {
    const parts = await composite([
      account('good', { Name: 'Good' }),
      account('bad', {}),
      { method: 'DELETE', url: `${base}/sobjects/Account/@{bad.id}`, referenceId: 'after' },
    ]);
    expect(parts.map((part) => part.httpStatusCode)).toEqual([201, 400, 400]);
    expect(parts[1]?.body).toMatchObject([{ errorCode: 'REQUIRED_FIELD_MISSING' }]);
    expect(parts[2]?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
    expect(await count('Account')).toBe(1);
  });

  test('with allOrNone nothing stays when one fails', async () => {
    const parts = await composite([account('good', { Name: 'Good' }), account('bad', {})], {}, true);
    expect(parts.map((part) => part.httpStatusCode)).toEqual([400, 400]);
    expect(parts.map((part) => part.body)).toMatchObject([
      [{ errorCode: 'PROCESSING_HALTED' }],
      [{ errorCode: 'REQUIRED_FIELD_MISSING' }],
    ]);
    expect(await count('Account')).toBe(0);
  });

  test('partialSuccess fails every second write', async () => {
    const parts = await composite(
      ['A', 'B', 'C'].map((name) => account(name, { Name: name })),
      {
        faults: [{ kind: 'partialSuccess' }],
      },
    );
    expect(parts.map((part) => part.httpStatusCode)).toEqual([201, 400, 201]);
    expect(await count('Account')).toBe(2);
  });

  test('unknown objects, refused queries and known descriptions answer as they do alone', async () => {
    const parts = await composite([
      { method: 'GET', url: `${base}/sobjects/Foo`, referenceId: 'a' },
      { method: 'GET', url: `${base}/query/?q=select count() from XYZZY`, referenceId: 'b' },
      {
        method: 'GET',
        url: `${base}/sobjects`,
        referenceId: 'c',
        httpHeaders: { 'If-Modified-Since': 'Thu, 03 Sep 2020 21:35:07 GMT' },
      },
    ]);
    expect(parts.map((part) => part.httpStatusCode)).toEqual([404, 400, 304]);
    expect(parts[1]?.body).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
    expect(parts[2]).toMatchObject({ body: null });
    expect(Object.keys(parts[2]?.httpHeaders ?? {})).toEqual(['ETag', 'Last-Modified']);
  });

  test('more than 25 calls are refused', async () => {
    const compositeRequest = Array.from({ length: 26 }, (_, index) => account(`r${index}`, { Name: 'A' }));
    expect((await client.call('POST', '/composite', { body: { compositeRequest } })).status).toBe(400);
  });

  test('mail addresses serve as keys, and a record without Id is new when upserted by Id', async () => {
    const contact = (fields: object): unknown => ({ records: [{ attributes: { type: 'Contact' }, ...fields }] });
    const upsert = async (key: string, fields: object): Promise<unknown> =>
      (await client.call('PATCH', `/composite/sobjects/Contact/${key}`, { body: contact(fields) })).body;
    const Email = 'ada@example.com';
    expect(await upsert('Email', { Email, LastName: 'A' })).toMatchObject([{ success: true, created: true }]);
    expect(await upsert('Email', { Email, LastName: 'B' })).toMatchObject([{ success: true, created: false }]);
    expect(await upsert('Id', { Id: null, LastName: 'C' })).toMatchObject([{ success: true, created: true }]);
    expect(await upsert('Email', { LastName: 'D' })).toMatchObject([{ errors: [{ statusCode: 'MISSING_ARGUMENT' }] }]);
    expect(await count('Contact')).toBe(2);
    const counted = await client.call('GET', '/limits/recordCount?sObjects=Contact,Account');
    expect(counted.body).toEqual({ sObjects: [{ count: 2, name: 'Contact' }] });
  });
});
