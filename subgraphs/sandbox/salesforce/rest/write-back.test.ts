// What an integration writes back: keys of other systems, accounts that look like others, graphs of calls.
import { beforeEach, describe, expect, test } from 'vitest';
import { TestClient } from '../test-client.ts';
import type { Answer } from '../test-client.ts';

let client: TestClient;

beforeEach(async () => {
  client = await TestClient.open();
});

const upsert = (field: string, value: string, body: object, version = 62): Promise<Answer> =>
  client.send('PATCH', `/services/data/v${version}.0/sobjects/Account/${field}/${value}`, { body });

const code = ({ body }: Answer): unknown => (body as readonly { errorCode: string }[])[0]?.errorCode;

const count = async (): Promise<number> =>
  ((await client.query('SELECT COUNT() FROM Account')).body as { totalSize: number }).totalSize;

describe('upserts by the keys of other systems', () => {
  test('201 when made, 200 when changed, 204 in old versions, one record in the end', async () => {
    const made = await upsert('ERP_Customer_Id__c', '1042', { Name: 'Keyed' });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ success: true, created: true }) as unknown,
    ]);
    const changed = await upsert('ERP_Customer_Id__c', '1042', { AR_Open_Balance__c: 12.5 });
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining({ created: false }) as unknown]);
    expect((await upsert('ERP_Customer_Id__c', '1042', { AR_Status__c: 'Overdue' }, 45)).status).toBe(204);
    expect(await count()).toBe(1);
    const read = await client.call('GET', '/sobjects/Account/ERP_Customer_Id__c/1042');
    expect(read.body).toMatchObject({ Name: 'Keyed', AR_Open_Balance__c: 12.5, AR_Status__c: 'Overdue' });
  });

  test('300 with the addresses when the key is not unique, and nothing is changed', async () => {
    for (const Name of ['One', 'Two'])
      await client.call('POST', '/sobjects/Account', { body: { Name, Legacy_Id__c: 'L1' } });
    const answer = await upsert('Legacy_Id__c', 'L1', { Name: 'Which?' });
    expect(answer.status).toBe(300);
    expect(answer.body).toHaveLength(2);
    const names = await client.query('SELECT Name FROM Account ORDER BY Name');
    expect(JSON.stringify(names.body)).not.toContain('Which?');
  });

  test('a key that another account has is DUPLICATE_VALUE', async () => {
    await upsert('ERP_Customer_Id__c', '1', { Name: 'First' });
    const { body } = await upsert('ERP_Customer_Id__c', '2', { Name: 'Second' });
    const taken = await client.call('PATCH', `/sobjects/Account/${(body as { id: string }).id}`, {
      body: { ERP_Customer_Id__c: '1' },
    });
    expect([taken.status, code(taken)]).toEqual([400, 'DUPLICATE_VALUE']);
  });

  test('a locked row is refused and left as it was', async () => {
    await upsert('ERP_Customer_Id__c', '1', { Name: 'Locked' });
    const faults = [{ kind: 'rowLock' }] as const;
    const path = '/sobjects/Account/ERP_Customer_Id__c/1';
    const refused = await client.call('PATCH', path, { body: { Name: 'Other' }, faults });
    expect([refused.status, code(refused)]).toEqual([400, 'UNABLE_TO_LOCK_ROW']);
    expect((await client.call('GET', path)).body).toMatchObject({ Name: 'Locked' });
  });
});

describe('rules on accounts', () => {
  const twin = { Name: 'Acme GmbH', Website: 'https://www.acme.example' };

  test('name and web site of another account are DUPLICATES_DETECTED, unless the header says to save', async () => {
    await client.call('POST', '/sobjects/Account', { body: twin });
    const again = { Name: ' ACME gmbh', Website: 'http://acme.example/de' };
    const refused = await client.call('POST', '/sobjects/Account', { body: again });
    expect([refused.status, code(refused), await count()]).toEqual([400, 'DUPLICATES_DETECTED', 1]);
    expect((await client.call('POST', '/sobjects/Account', { body: { Name: 'Acme GmbH' } })).status).toBe(201);
    const headers = { 'sforce-duplicate-rule-header': 'allowSave=true' };
    expect((await client.call('POST', '/sobjects/Account', { body: again, headers })).status).toBe(201);
  });

  test('an account cannot be its own ancestor', async () => {
    const make = async (body: object): Promise<string> =>
      ((await client.call('POST', '/sobjects/Account', { body })).body as { id: string }).id;
    const top = await make({ Name: 'Top' });
    const child = await make({ Name: 'Child', ParentId: top });
    const ring = await client.call('PATCH', `/sobjects/Account/${top}`, { body: { ParentId: child } });
    expect([ring.status, code(ring)]).toEqual([400, 'CIRCULAR_DEPENDENCY']);
    expect((await client.call('PATCH', `/sobjects/Account/${child}`, { body: { ParentId: top } })).status).toBe(204);
  });
});

describe('graphs', () => {
  const create = (referenceId: string, body: object): object => ({
    method: 'POST',
    url: '/services/data/v62.0/sobjects/Account',
    referenceId,
    body,
  });

  test('each graph happens whole or not at all, whatever becomes of the others', async () => {
    const graphs = [
      {
        graphId: 'good',
        compositeRequest: [create('a', { Name: 'A' }), create('b', { Name: 'B', ParentId: '@{a.id}' })],
      },
      { graphId: 'bad', compositeRequest: [create('c', { Name: 'C' }), create('d', {})] },
    ];
    const answer = await client.call('POST', '/composite/graph', { body: { graphs } });
    expect([answer.status, answer.rows]).toEqual([200, 1]);
    const told = (answer.body as { graphs: { graphId: string; isSuccessful: boolean }[] }).graphs;
    expect(told.map(({ graphId, isSuccessful }) => [graphId, isSuccessful])).toEqual([
      ['good', true],
      ['bad', false],
    ]);
    expect(await count()).toBe(2);
  });
});
