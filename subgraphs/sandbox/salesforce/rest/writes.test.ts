import { beforeEach, describe, expect, test } from 'vitest';
import type { ObjectDocument } from '../catalogue/object.ts';
import { DEAL_OBJECTS } from '../catalogue/deal-objects.ts';
import { TEST_USER, TestClient, type Answer } from '../test-client.ts';

/** An invoice in the CRM, with a key of the ERP's that must be unique, and lines that belong to it. */
const invoice: ObjectDocument = {
  name: 'AR_Invoice__c',
  fields: [
    { name: 'Name', type: 'string', nameField: true, autoNumber: true, createable: false, displayFormat: 'INV-{0000}' },
    { name: 'External_Id__c', type: 'string', length: 40, externalId: true, unique: true },
    { name: 'Batch__c', type: 'string', length: 40, externalId: true },
    { name: 'Account__c', type: 'reference', referenceTo: ['Account'], relationshipName: 'Account__r' },
    { name: 'Amount__c', type: 'currency', nillable: false },
    { name: 'Status__c', type: 'picklist', restrictedPicklist: true, picklistValues: ['Open', 'Paid'] },
    { name: 'Due__c', type: 'date' },
    { name: 'Sent_At__c', type: 'datetime' },
    { name: 'Disputed__c', type: 'boolean' },
  ],
};
const line: ObjectDocument = {
  name: 'AR_Line__c',
  fields: [
    {
      name: 'Invoice__c',
      type: 'reference',
      referenceTo: ['AR_Invoice__c'],
      relationshipName: 'Invoice__r',
      childRelationshipName: 'Lines__r',
      nillable: false,
      updateable: false,
      cascadeDelete: true,
    },
  ],
};

describe('writes', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await TestClient.open({ objects: [...DEAL_OBJECTS, invoice, line] });
  });

  async function create(object: string, body: unknown): Promise<string> {
    const answer = await client.call('POST', `/sobjects/${object}`, { body });
    expect(answer).toMatchObject({ status: 201, body: { success: true, errors: [] }, resource: `sobjects:${object}` });
    return (answer.body as { id: string }).id;
  }

  const read = async (object: string, id: string): Promise<unknown> =>
    (await client.call('GET', `/sobjects/${object}/${id}`)).body;

  function problemOf({ body }: Answer): unknown {
    return (body as unknown[])[0];
  }

  test('a created record has an id, defaults, an owner and stamps to the second', async () => {
    client.clock.time = new Date('2026-11-20T10:11:12.987Z');
    const answer = await client.call('POST', '/sobjects/Account', { body: { name: 'Acme', AnnualRevenue: 5000 } });
    const { id } = answer.body as { id: string };
    expect(id).toMatch(/^001[0-9A-Za-z]{15}$/u);
    expect(answer.headers.location).toBe(`/services/data/v62.0/sobjects/Account/${id}`);
    expect(await read('Account', id)).toMatchObject({
      attributes: { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${id}` },
      Id: id,
      Name: 'Acme',
      AnnualRevenue: 5000,
      IsDeleted: false,
      OwnerId: TEST_USER,
      CurrencyIsoCode: 'USD',
      Type: null,
      CreatedById: TEST_USER,
      CreatedDate: '2026-11-20T10:11:12.000+0000',
      SystemModstamp: '2026-11-20T10:11:12.000+0000',
    });
  });

  test('ids of 15 and of 18 characters lead to the same record, and fields may be chosen', async () => {
    const id = await create('Account', { Name: 'Acme' });
    const answer = await client.call('GET', `/sobjects/Account/${id.slice(0, 15)}?fields=name,Type`);
    const attributes = { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${id}` };
    expect(answer.body).toEqual({ attributes, Name: 'Acme', Type: null, Id: id });
    const refused = await client.call('GET', `/sobjects/Account/${id}?fields=Foo`);
    expect(refused).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD' }] });
  });

  test('a change touches only what was written, and the stamps', async () => {
    const id = await create('Account', { Name: 'Acme', Site: 'x' });
    client.clock.advance(60);
    const answer = await client.call('PATCH', `/sobjects/Account/${id}`, { body: { Site: null, Type: 'Other' } });
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await read('Account', id)).toMatchObject({
      Name: 'Acme',
      Site: null,
      Type: 'Other',
      CreatedDate: '2026-11-20T09:00:00.000+0000',
      LastModifiedDate: '2026-11-20T09:01:00.000+0000',
      SystemModstamp: '2026-11-20T09:01:00.000+0000',
    });
  });

  test('POST with _HttpMethod=PATCH is a change', async () => {
    const id = await create('Account', { Name: 'Acme' });
    const answer = await client.call('POST', `/sobjects/Account/${id}?_HttpMethod=PATCH`, { body: { Site: 'y' } });
    expect(answer.status).toBe(204);
    expect(await read('Account', id)).toMatchObject({ Site: 'y' });
  });

  test('names, numbers and stages are filled in by the vendor', async () => {
    const contact = await create('Contact', { FirstName: 'Ada', LastName: 'Lovelace' });
    expect(await read('Contact', contact)).toMatchObject({ Name: 'Ada Lovelace' });
    const opportunity = { Name: 'Deal', StageName: 'Closed Won', CloseDate: '2026-12-01' };
    const deal = await create('Opportunity', opportunity);
    expect(await read('Opportunity', deal)).toMatchObject({ IsWon: true, IsClosed: true, Probability: 100 });
    await client.call('PATCH', `/sobjects/Opportunity/${deal}`, { body: { StageName: 'Prospecting' } });
    expect(await read('Opportunity', deal)).toMatchObject({ IsWon: false, IsClosed: false, Probability: 10 });
    const first = await create('AR_Invoice__c', { Amount__c: 1 });
    const second = await create('AR_Invoice__c', { Amount__c: 2 });
    expect(await read('AR_Invoice__c', first)).toMatchObject({ Name: 'INV-0001', Disputed__c: false });
    expect(await read('AR_Invoice__c', second)).toMatchObject({ Name: 'INV-0002' });
    const unnamed = await create('AR_Line__c', { Invoice__c: first });
    expect(await read('AR_Line__c', unnamed)).toMatchObject({ Name: unnamed.slice(0, 15) });
  });

  test('values are put into the stored form', async () => {
    const body = { Amount__c: '12.50', Due__c: '2026-12-01T10:00:00Z', Sent_At__c: '2026-12-01T10:00:00+02:00' };
    const id = await create('AR_Invoice__c', { ...body, External_Id__c: '' });
    expect(await read('AR_Invoice__c', id)).toMatchObject({
      Amount__c: 12.5,
      Due__c: '2026-12-01',
      Sent_At__c: '2026-12-01T08:00:00.000+0000',
      External_Id__c: null,
    });
  });

  test.each([
    [{}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Amount__c]', ['Amount__c']],
    [{ Foo__c: 1 }, 'INVALID_FIELD', "No such column 'Foo__c' on sobject of type AR_Invoice__c", undefined],
    [{ Id: '001' }, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', undefined],
    [
      { Amount__c: 'x' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of double from VALUE_STRING value x',
      undefined,
    ],
    [{ Amount__c: 1e17 }, 'NUMBER_OUTSIDE_VALID_RANGE', 'Amount: value outside of valid range', ['Amount__c']],
    [{ Amount__c: 1, Due__c: '2026-02-30' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of date', undefined],
    [{ Amount__c: 1, Disputed__c: 'x' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean', undefined],
    [
      { Amount__c: 1, Status__c: 'Lost' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Status: bad value for restricted picklist field: Lost',
      ['Status__c'],
    ],
    [
      { Amount__c: 1, External_Id__c: 'x'.repeat(41) },
      'STRING_TOO_LONG',
      `External ID: data value too large: ${'x'.repeat(41)} (max length=40)`,
      ['External_Id__c'],
    ],
    [{ Amount__c: 1, Account__c: 'abc' }, 'MALFORMED_ID', 'Account: id value of incorrect type: abc', ['Account__c']],
    [
      { Amount__c: 1, Account__c: TEST_USER },
      'MALFORMED_ID',
      `Account: id value of incorrect type: ${TEST_USER}`,
      ['Account__c'],
    ],
    [
      { Amount__c: 1, Account__c: '001000000000001AAA' },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      [],
    ],
    [{ Amount__c: 1, Account__r: { Foo: 'x' } }, 'INVALID_FIELD', 'Foreign key external ID: Foo not found', undefined],
    [
      { Amount__c: 1, Name: 'x', CreatedDate: '2026-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Name, CreatedDate. Please check the security settings',
      ['Name', 'CreatedDate'],
    ],
  ])('creating %j is refused with %s', async (body, errorCode, message, fields) => {
    const answer = await client.call('POST', '/sobjects/AR_Invoice__c', { body });
    expect(answer.status).toBe(400);
    const problem = problemOf(answer) as { message: string };
    expect(problem).toMatchObject({ errorCode, ...(fields === undefined ? {} : { fields }) });
    expect(problem.message).toContain(message);
    expect((await client.query('SELECT COUNT() FROM AR_Invoice__c')).body).toMatchObject({ totalSize: 0 });
  });

  test('a change is refused for the same reasons, and changes nothing', async () => {
    const id = await create('AR_Invoice__c', { Amount__c: 1 });
    const emptied = await client.call('PATCH', `/sobjects/AR_Invoice__c/${id}`, {
      body: { Amount__c: null, Status__c: 'Open' },
    });
    expect(problemOf(emptied)).toMatchObject({ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Amount__c'] });
    expect(await read('AR_Invoice__c', id)).toMatchObject({ Amount__c: 1, Status__c: null });
    const detail = await create('AR_Line__c', { Invoice__c: id });
    const moved = await client.call('PATCH', `/sobjects/AR_Line__c/${detail}`, { body: { Invoice__c: id } });
    expect(problemOf(moved)).toMatchObject({ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' });
  });

  test('a unique key is taken once, without regard to case, until its record is deleted', async () => {
    const id = await create('AR_Invoice__c', { Amount__c: 1, External_Id__c: 'E-1' });
    const twin = await client.call('POST', '/sobjects/AR_Invoice__c', {
      body: { Amount__c: 1, External_Id__c: 'e-1' },
    });
    expect(problemOf(twin)).toEqual({
      message: `duplicate value found: External_Id__c duplicates value on record with id: ${id.slice(0, 15)}`,
      errorCode: 'DUPLICATE_VALUE',
      fields: [],
    });
    await client.call('DELETE', `/sobjects/AR_Invoice__c/${id}`);
    await create('AR_Invoice__c', { Amount__c: 1, External_Id__c: 'E-1' });
  });

  test('a deleted record is gone for reading and writing, but not for queryAll', async () => {
    const id = await create('Account', { Name: 'Acme' });
    expect((await client.call('DELETE', `/sobjects/Account/${id}`)).status).toBe(204);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await client.call(method, `/sobjects/Account/${id}`, { body: {} });
      expect(answer.status).toBe(404);
      expect(problemOf(answer)).toEqual({ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] });
    }
    const child = await client.call('POST', '/sobjects/Contact', { body: { LastName: 'X', AccountId: id } });
    expect(problemOf(child)).toMatchObject({ errorCode: 'ENTITY_IS_DELETED', fields: ['AccountId'] });
  });

  test('details are deleted with their master, lookups are emptied', async () => {
    const accountId = await create('Account', { Name: 'Acme' });
    const invoiceId = await create('AR_Invoice__c', { Amount__c: 1, Account__c: accountId });
    const lineId = await create('AR_Line__c', { Invoice__c: invoiceId });
    await client.call('DELETE', `/sobjects/Account/${accountId}`);
    expect(await read('AR_Invoice__c', invoiceId)).toMatchObject({ Account__c: null, IsDeleted: false });
    await client.call('DELETE', `/sobjects/AR_Invoice__c/${invoiceId}`);
    expect(await read('AR_Line__c', lineId)).toMatchObject([{ errorCode: 'ENTITY_IS_DELETED' }]);
  });

  test('ids that lead nowhere are refused as the vendor does', async () => {
    const missing = '/sobjects/Account/001000000000001AAA';
    expect(await client.call('GET', missing)).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
    expect(await client.call('DELETE', missing)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] }],
    });
    expect(await client.call('GET', '/sobjects/Foo/1')).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND' }],
    });
    const put = await client.call('PUT', missing);
    expect(put).toMatchObject({ status: 405, body: [{ errorCode: 'METHOD_NOT_ALLOWED' }] });
    expect(put.headers.allow).toBe('GET,PATCH,DELETE');
  });

  test('a body that is no JSON object is refused', async () => {
    for (const body of ['{', '[]', '']) {
      const answer = await client.call('POST', '/sobjects/Account', { body });
      expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] });
    }
    const xml = await client.call('POST', '/sobjects/Account', {
      body: '<a/>',
      headers: { 'content-type': 'text/xml' },
    });
    expect(xml).toMatchObject({ status: 415, body: [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }] });
  });

  describe('by external id', () => {
    const path = '/sobjects/AR_Invoice__c/External_Id__c';

    test('an upsert creates with 201, then changes with 200 and created: false', async () => {
      const made = await client.call('PATCH', `${path}/E%2F1`, { body: { Amount__c: 1 } });
      expect(made).toMatchObject({ status: 201, body: { success: true, errors: [], created: true } });
      const { id } = made.body as { id: string };
      const changed = await client.call('PATCH', `${path}/e%2F1`, { body: { Amount__c: 2 } });
      expect(changed).toMatchObject({ status: 200, body: { id, success: true, errors: [], created: false } });
      expect((await client.call('GET', `${path}/E%2F1`)).body).toMatchObject({
        Id: id,
        Amount__c: 2,
        External_Id__c: 'E/1',
      });
      expect((await client.query('SELECT COUNT() FROM AR_Invoice__c')).body).toMatchObject({ totalSize: 1 });
    });

    test('older versions do not say created, and answer a change with 204', async () => {
      const old = '/services/data/v45.0/sobjects/AR_Invoice__c/External_Id__c/E-1';
      const made = await client.send('PATCH', old, { body: { Amount__c: 1 } });
      expect(made.status).toBe(201);
      expect(Object.keys(made.body as object)).toEqual(['id', 'success', 'errors']);
      expect(await client.send('PATCH', old, { body: { Amount__c: 2 } })).toMatchObject({
        status: 204,
        body: undefined,
      });
    });

    test('updateOnly creates nothing', async () => {
      const answer = await client.call('PATCH', `${path}/E-1?updateOnly=true`, { body: { Amount__c: 1 } });
      expect(answer).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
    });

    test('a key that several records have is answered with 300 and the list', async () => {
      const ids = [
        await create('AR_Invoice__c', { Amount__c: 1, Batch__c: 'B' }),
        await create('AR_Invoice__c', { Amount__c: 2, Batch__c: 'B' }),
      ];
      const urls = ids.map((id) => `/services/data/v62.0/sobjects/AR_Invoice__c/${id}`);
      for (const method of ['GET', 'PATCH']) {
        const answer = await client.call(method, '/sobjects/AR_Invoice__c/Batch__c/B', { body: { Amount__c: 3 } });
        expect(answer).toMatchObject({ status: 300, body: urls });
      }
    });

    test('the key in the body, a field that is no key, and a key nobody has are refused', async () => {
      const body = { Amount__c: 1, External_Id__c: 'E-1' };
      expect(problemOf(await client.call('PATCH', `${path}/E-1`, { body }))).toMatchObject({
        errorCode: 'INVALID_FIELD',
        message: 'The External_Id__c field should not be specified in the sobject data.',
      });
      const other = await client.call('PATCH', '/sobjects/AR_Invoice__c/Status__c/Open', { body: {} });
      expect(other).toMatchObject({
        status: 404,
        body: [{ message: 'Provided external ID field does not exist or is not accessible: Status__c' }],
      });
      expect((await client.call('GET', `${path}/E-9`)).status).toBe(404);
    });

    test('a parent may be named by its key', async () => {
      await create('AR_Invoice__c', { Amount__c: 1, External_Id__c: 'E-1' });
      const id = await create('AR_Line__c', { Invoice__r: { External_Id__c: 'E-1' } });
      expect(await read('AR_Line__c', id)).toMatchObject({ Invoice__c: expect.stringMatching(/^a/u) as unknown });
      const refused = await client.call('POST', '/sobjects/AR_Line__c', {
        body: { Invoice__r: { External_Id__c: 'E-2' } },
      });
      expect(problemOf(refused)).toMatchObject({ errorCode: 'INVALID_FIELD' });
    });
  });

  describe('of several records in one call', () => {
    const collection = '/composite/sobjects';
    const record = (name: string): unknown => ({ attributes: { type: 'Account' }, Name: name });

    test('each record has its own result, and good ones stay although others fail', async () => {
      const body = { records: [record('A'), { attributes: { type: 'Account' } }, record('C')] };
      const answer = await client.call('POST', collection, { body });
      expect(answer).toMatchObject({
        status: 200,
        rows: 2,
        body: [
          { success: true, errors: [] },
          { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }] },
          { success: true },
        ],
      });
      expect((await client.query('SELECT COUNT() FROM Account')).body).toMatchObject({ totalSize: 2 });
    });

    test('allOrNone takes everything back when one record fails', async () => {
      const body = { allOrNone: true, records: [record('A'), { attributes: { type: 'Account' } }] };
      const answer = await client.call('POST', collection, { body });
      expect(answer).toMatchObject({
        status: 200,
        body: [
          { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
          { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] },
        ],
      });
      expect((await client.query('SELECT COUNT() FROM Account')).body).toMatchObject({ totalSize: 0 });
    });

    test('changes, upserts, reads and deletes', async () => {
      const id = await create('Account', { Name: 'A' });
      const changed = await client.call('PATCH', collection, {
        body: { records: [{ attributes: { type: 'Account' }, id, Site: 'x' }] },
      });
      expect(changed.body).toEqual([{ id, success: true, errors: [] }]);
      const upsert = { records: [{ attributes: { type: 'AR_Invoice__c' }, External_Id__c: 'E-1', Amount__c: 1 }] };
      for (const created of [true, false]) {
        const answer = await client.call('PATCH', `${collection}/AR_Invoice__c/External_Id__c`, { body: upsert });
        expect(answer.body).toMatchObject([{ success: true, created }]);
      }
      const missing = '001000000000001AAA';
      const got = await client.call('GET', `${collection}/Account?ids=${id},${missing}&fields=Name,Site`);
      expect(got.body).toMatchObject([{ Id: id, Name: 'A', Site: 'x' }, null]);
      const posted = await client.call('POST', `${collection}/Account`, { body: { ids: [id], fields: ['Site'] } });
      expect(posted).toMatchObject({ status: 200, rows: 1, body: [{ Site: 'x' }] });
      const deleted = await client.call('DELETE', `${collection}?ids=${id},${missing}`);
      expect(deleted.body).toMatchObject([
        { id, success: true },
        {
          success: false,
          errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id' }],
        },
      ]);
    });

    test('more than 200 records are refused', async () => {
      const body = { records: Array.from({ length: 201 }, () => record('A')) };
      expect((await client.call('POST', collection, { body })).status).toBe(400);
    });
  });
});
