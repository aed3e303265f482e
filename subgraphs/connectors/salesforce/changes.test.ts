import { describe, expect, test } from 'vitest';
import { changePageMax } from '../../ports/changes.ts';
import { changePageOf, changesStatement, domainKeys } from './changes.ts';
import { salesforceConfigSchema } from './config.ts';

const config = salesforceConfigSchema.parse({
  loginUrl: 'https://acme.my.salesforce.com',
  clientId: 'x',
  changesOverlapSeconds: 60,
  mapping: { customerLinks: [{ field: 'ERP_Id__c', system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER' }] },
});
const id = (n: number) => `001D0000${String(n).padStart(7, '0')}`;
const row = (n: number, second = 0) => ({
  Id: id(n),
  SystemModstamp: `2026-11-20T09:00:${String(second).padStart(2, '0')}.000+0000`,
  IsDeleted: false,
  Name: `Customer ${n}`,
  Website: null,
  ERP_Id__c: null,
});
const full = Array.from({ length: changePageMax }, (_, n) => row(n));
const soql = (cursor: string | null) => changesStatement(config, 'CUSTOMER', cursor).soql;

describe('where a reading goes on', () => {
  test('the first reading starts at the beginning of time and reads the recycle bin too', () => {
    const statement = changesStatement(config, 'OPPORTUNITY', null);
    expect(statement).toMatchObject({ name: 'changes:Opportunity', deletedToo: true });
    expect(statement.soql).toBe(
      `SELECT Id, SystemModstamp, IsDeleted FROM Opportunity ORDER BY SystemModstamp, Id LIMIT ${changePageMax}`,
    );
  });

  test('within a reading it goes on after the last record, even at the same instant', () => {
    const { cursor, complete } = changePageOf(config, 'CUSTOMER', null, full);
    expect(complete).toBe(false);
    expect(soql(cursor)).toContain(
      "(SystemModstamp > 2026-11-20T09:00:00.000Z OR (SystemModstamp = 2026-11-20T09:00:00.000Z AND Id > '001D00000000999IAA'))",
    );
  });

  test('a finished reading starts again a little earlier', () => {
    const { cursor, complete } = changePageOf(config, 'CUSTOMER', null, [row(1), row(2, 30)]);
    expect(complete).toBe(true);
    expect(soql(cursor)).toContain('WHERE SystemModstamp >= 2026-11-20T08:59:30.000Z ORDER BY');
  });

  test('a reading that ends with an exactly full page overlaps as well', () => {
    const { cursor } = changePageOf(config, 'CUSTOMER', null, full);
    const last = changePageOf(config, 'CUSTOMER', cursor, []);
    expect(last).toMatchObject({ changes: [], complete: true });
    expect(soql(last.cursor)).toContain('WHERE SystemModstamp >= 2026-11-20T08:59:00.000Z ORDER BY');
  });

  test('nothing at all keeps the place', () => {
    const { cursor } = changePageOf(config, 'CUSTOMER', null, [row(1, 5)]);
    expect(changePageOf(config, 'CUSTOMER', cursor, []).cursor).toBe(cursor);
    expect(soql(changePageOf(config, 'CUSTOMER', null, []).cursor)).toContain('>= 1970-01-01T00:00:00.000Z');
  });

  test.each([
    'nonsense',
    '',
    'e30',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('null').toString('base64url'),
  ])('the cursor %j is refused', (cursor) => {
    expect(() => soql(cursor)).toThrow('is not a cursor of this feed');
  });

  test('a cursor somebody wrote carries nothing into the query', () => {
    const forged = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
    expect(soql(forged({ ms: 0, afterId: "' OR Id != '" }))).toContain("Id > '\\' OR Id != \\''");
    for (const ms of [1e300, -1, 0.5]) expect(() => soql(forged({ ms, afterId: null }))).toThrow('is not a cursor');
  });
});

describe('what a change tells', () => {
  test('its record by the long id, its links, its name and when', () => {
    const changed = { ...row(7), ERP_Id__c: ' 4711 ', Website: 'https://www.Acme.example/de', IsDeleted: true };
    expect(changePageOf(config, 'CUSTOMER', null, [changed]).changes).toEqual([
      {
        ref: { system: 'CRM', instance: 'salesforce', kind: 'CUSTOMER', id: '001D00000000007IAA' },
        links: [{ system: 'ERP', instance: 'netsuite', kind: 'CUSTOMER', id: '4711' }],
        name: 'Customer 7',
        matchKeys: ['domain:acme.example'],
        changedAt: '2026-11-20T09:00:00.000Z',
        deleted: true,
      },
    ]);
  });

  test('a deal or contract has neither links nor a domain', () => {
    const { Id, SystemModstamp, IsDeleted } = row(7);
    const [change] = changePageOf(config, 'CONTRACT', null, [{ Id, SystemModstamp, IsDeleted }]).changes;
    expect(change).toMatchObject({ links: [], name: null, matchKeys: [] });
  });

  test('a record of another shape is an invalid answer, not a bug', () => {
    expect(() => changePageOf(config, 'CUSTOMER', null, [{ ...row(1), SystemModstamp: 'soon' }])).toThrow(
      expect.objectContaining({ code: 'SYSTEM_ANSWER_INVALID' }),
    );
    const { Id, SystemModstamp, IsDeleted } = row(1);
    expect(() => changePageOf(config, 'CUSTOMER', null, [{ Id, SystemModstamp, IsDeleted }])).toThrow(
      expect.objectContaining({ code: 'SYSTEM_ANSWER_INVALID' }),
    );
  });

  test.each([
    ['acme.example', 'domain:acme.example'],
    ['WWW.Acme.Example', 'domain:acme.example'],
    ['http://www.acme.example:8080/path?x=1', 'domain:acme.example'],
    [' https://shop.acme.example ', 'domain:shop.acme.example'],
    ['münchen.example', 'domain:xn--mnchen-3ya.example'],
    ['acme', null],
    ['n/a', null],
    ['http://', null],
    ['', null],
    ['192.0.2.1', null],
  ])('the website %j is matched by %s', (website, key) => {
    expect(domainKeys(website)).toEqual(key === null ? [] : [key]);
  });
});
