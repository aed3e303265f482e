import { beforeAll, describe, expect, test } from 'vitest';
import type { ObjectDocument } from '../catalogue/object.ts';
import { DEAL_OBJECTS } from '../catalogue/deal-objects.ts';
import type { Row } from '../store/record.ts';
import { salesforceIds } from '../../firm/ids.ts';
import { TestClient, TEST_USER } from '../test-client.ts';

const A = [1, 2, 3, 4, 5].map(salesforceIds.account);
const [ACME, BETA, GAMMA, DELTA, GONE] = A as [string, string, string, string, string];

function account(id: string, name: string, more: Row = {}): Row {
  const stamp = '2026-11-01T10:00:00.000+0000';
  const system = { IsDeleted: false, OwnerId: TEST_USER, CreatedDate: stamp, SystemModstamp: stamp };
  return { Id: id, Name: name, CurrencyIsoCode: 'USD', ...system, ...more };
}

function deal(ordinal: number, accountId: string | null, more: Row): Row {
  return {
    Id: salesforceIds.opportunity(ordinal),
    Name: `Deal ${ordinal}`,
    AccountId: accountId,
    IsDeleted: false,
    CurrencyIsoCode: 'USD',
    StageName: 'Prospecting',
    IsWon: false,
    ...more,
  };
}

const rows: readonly Row[] = [
  account(ACME, 'Acme', { Type: 'Prospect', NumberOfEmployees: 10, SystemModstamp: '2026-11-20T08:00:00.000+0000' }),
  account(BETA, "beta & Söhne's 50%", { Type: 'Other', ParentId: ACME, NumberOfEmployees: 20, Site: 'x' }),
  account(GAMMA, 'Gamma', { ParentId: BETA, Description: 'long' }),
  account(DELTA, 'delta', { Type: 'Prospect', NumberOfEmployees: 5, CreatedDate: '2026-11-19T23:59:59.000+0000' }),
  account(GONE, 'Gone', { IsDeleted: true }),
  deal(1, ACME, { Amount: 0.1, CloseDate: '2026-11-20', StageName: 'Closed Won', IsWon: true }),
  deal(2, ACME, { Amount: 0.2, CloseDate: '2026-12-01' }),
  deal(3, BETA, { Amount: 20_000_000, CloseDate: '2026-10-31', CurrencyIsoCode: 'JPY' }),
  deal(4, BETA, { CloseDate: '2027-01-15', StageName: 'Closed Lost' }),
  deal(5, null, { Amount: 7, CloseDate: '2026-11-02' }),
  { Id: '01L5g0000000001AAA', IsoCode: 'USD', ConversionRate: 1, IsCorporate: true },
  { Id: '01L5g0000000002AAA', IsoCode: 'JPY', ConversionRate: 160, IsCorporate: false },
];

const project: ObjectDocument = {
  name: 'pse__Proj__c',
  keyPrefix: 'a9P',
  fields: [
    {
      name: 'pse__Account__c',
      type: 'reference',
      referenceTo: ['Account'],
      relationshipName: 'pse__Account__r',
      childRelationshipName: 'pse__Projects__r',
    },
    { name: 'pse__Is_Active__c', type: 'boolean' },
  ],
};

describe('queries against results worked out by hand', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await TestClient.open({ objects: [...DEAL_OBJECTS, project], rows });
  });

  /** Names of the records a condition selects, in the order of their ids. */
  async function names(condition: string, object = 'Account'): Promise<unknown[]> {
    const { body } = await client.query(`SELECT Name FROM ${object} WHERE ${condition}`);
    return (body as { records: { Name: string }[] }).records.map((record) => record.Name);
  }

  test.each([
    ["Name = 'ACME'", ['Acme']],
    ["Name != 'acme'", ["beta & Söhne's 50%", 'Gamma', 'delta']],
    ["Type != 'Prospect'", ["beta & Söhne's 50%", 'Gamma']],
    ["Type = ''", ['Gamma']],
    ['Type = null', ['Gamma']],
    ['Type <> null', ['Acme', "beta & Söhne's 50%", 'delta']],
    ["Type NOT IN ('Prospect')", ["beta & Söhne's 50%", 'Gamma']],
    ["Name IN ('ACME', 'DELTA', 'nobody')", ['Acme', 'delta']],
    [String.raw`Name LIKE '%50\%'`, ["beta & Söhne's 50%"]],
    [String.raw`Name LIKE '%\'s%'`, ["beta & Söhne's 50%"]],
    ["Name LIKE '_amma'", ['Gamma']],
    ["NOT Name LIKE '%a'", ['Acme', "beta & Söhne's 50%"]],
    ['NumberOfEmployees >= 10', ['Acme', "beta & Söhne's 50%"]],
    ['NumberOfEmployees < 10', ['delta']],
    ['NumberOfEmployees != 10', ["beta & Söhne's 50%", 'Gamma', 'delta']],
    [`Id = '${ACME.slice(0, 15)}'`, ['Acme']],
    [`Id = '${ACME.toLowerCase()}'`, ['Acme']],
    [`Id > '${BETA}'`, ['Gamma', 'delta']],
    ["Id = ''", []],
    [`ParentId IN ('${ACME}', '${BETA.slice(0, 15)}')`, ["beta & Söhne's 50%", 'Gamma']],
    ["Parent.Name = 'Acme'", ["beta & Söhne's 50%"]],
    ["Parent.Parent.Name = 'acme'", ['Gamma']],
    ["Parent.Name != 'Acme'", ['Acme', 'Gamma', 'delta']],
    ['Parent.Name = null', ['Acme', 'delta']],
    ["Name > 'beta'", ["beta & Söhne's 50%", 'Gamma', 'delta']],
    ["(Type = 'Prospect' AND NumberOfEmployees = 5) OR Name = 'Gamma'", ['Gamma', 'delta']],
    ['SystemModstamp > 2026-11-20T07:59:59Z', ['Acme']],
    ['SystemModstamp >= 2026-11-20T10:00:00+02:00', ['Acme']],
    ['SystemModstamp > 2026-11-20T10:00:00.000+0200', []],
    ['SystemModstamp = TODAY', ['Acme']],
    ['CreatedDate = YESTERDAY', ['delta']],
    ['CreatedDate < YESTERDAY', ['Acme', "beta & Söhne's 50%", 'Gamma']],
    [`Id IN (SELECT AccountId FROM Opportunity WHERE IsWon = TRUE)`, ['Acme']],
    [`Id NOT IN (SELECT AccountId FROM Opportunity WHERE AccountId != null)`, ['Gamma', 'delta']],
    ["account.name = 'acme'", ['Acme']],
  ])('accounts with %s', async (condition, expected) => {
    expect(await names(condition)).toEqual(expected);
  });

  test.each([
    ['CloseDate = TODAY', ['Deal 1']],
    ['CloseDate = THIS_MONTH', ['Deal 1', 'Deal 5']],
    ['CloseDate > THIS_MONTH', ['Deal 2', 'Deal 4']],
    ['CloseDate = LAST_N_DAYS:18', ['Deal 1', 'Deal 5']],
    ['CloseDate >= 2026-12-01 AND CloseDate < 2027-01-15', ['Deal 2']],
    ['CloseDate IN (LAST_MONTH, 2026-12-01)', ['Deal 2', 'Deal 3']],
    ['IsWon = false AND Amount != null', ['Deal 2', 'Deal 3', 'Deal 5']],
    // 20 million yen are 125 thousand dollars, the corporate currency of a condition without a code.
    ['Amount = 125000', ['Deal 3']],
    ['Amount >= JPY20000000', ['Deal 3']],
    ['Amount = null', ['Deal 4']],
    ["Account.Parent.Name = 'Acme'", ['Deal 3', 'Deal 4']],
    ['Owner.Name = null', ['Deal 1', 'Deal 2', 'Deal 3', 'Deal 4', 'Deal 5']],
  ])('opportunities with %s', async (condition, expected) => {
    expect(await names(condition, 'Opportunity')).toEqual(expected);
  });

  test.each([
    ['Name', ['Acme', "beta & Söhne's 50%", 'delta', 'Gamma']],
    ['Name DESC', ['Gamma', 'delta', "beta & Söhne's 50%", 'Acme']],
    ['NumberOfEmployees', ['Gamma', 'delta', 'Acme', "beta & Söhne's 50%"]],
    ['NumberOfEmployees NULLS LAST', ['delta', 'Acme', "beta & Söhne's 50%", 'Gamma']],
    ['NumberOfEmployees DESC', ['Gamma', "beta & Söhne's 50%", 'Acme', 'delta']],
    ['NumberOfEmployees DESC NULLS LAST', ["beta & Söhne's 50%", 'Acme', 'delta', 'Gamma']],
    ['Parent.Name NULLS LAST, Name DESC', ["beta & Söhne's 50%", 'Gamma', 'delta', 'Acme']],
    // A picklist sorts by the order of its values: Prospect stands before Other.
    ['Type NULLS LAST, Name', ['Acme', 'delta', "beta & Söhne's 50%", 'Gamma']],
  ])('ORDER BY %s', async (order, expected) => {
    const { body } = await client.query(`SELECT Name FROM Account ORDER BY ${order}`);
    expect((body as { records: { Name: string }[] }).records.map((record) => record.Name)).toEqual(expected);
  });

  test('LIMIT and OFFSET cut after the order; totalSize counts what is left', async () => {
    const { body } = await client.query('SELECT Name FROM Account ORDER BY Name LIMIT 2 OFFSET 1');
    expect(body).toMatchObject({
      totalSize: 2,
      done: true,
      records: [{ Name: "beta & Söhne's 50%" }, { Name: 'delta' }],
    });
  });

  test('COUNT() answers a number and no records', async () => {
    const { body } = await client.query("SELECT COUNT() FROM Account WHERE Type = 'Prospect'");
    expect(body).toEqual({ totalSize: 2, done: true, records: [] });
  });

  test('functions without GROUP BY answer one row; sums are exact and in the corporate currency', async () => {
    const { body } = await client.query(
      'SELECT COUNT(Id), COUNT(Amount) n, SUM(Amount), MIN(CloseDate), MAX(Name), AVG(Amount) mean, COUNT_DISTINCT(AccountId) FROM Opportunity',
    );
    expect(body).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'AggregateResult' },
          expr0: 5,
          n: 4,
          expr1: 125_007.3,
          expr2: '2026-10-31',
          expr3: 'Deal 5',
          mean: 31_251.825,
          expr4: 2,
        },
      ],
    });
  });

  test('GROUP BY gives a row per value, null among them, and HAVING drops rows', async () => {
    const grouped = await client.query(
      'SELECT Account.Name, COUNT(Id) FROM Opportunity GROUP BY Account.Name ORDER BY Account.Name NULLS LAST',
    );
    const attributes = { type: 'AggregateResult' };
    expect(grouped.body).toMatchObject({
      records: [
        { attributes, Name: 'Acme', expr0: 2 },
        { attributes, Name: "beta & Söhne's 50%", expr0: 2 },
        { attributes, Name: null, expr0: 1 },
      ],
    });
    const having = await client.query(
      'SELECT AccountId a FROM Opportunity GROUP BY AccountId HAVING COUNT(Id) = 2 AND SUM(Amount) > 1',
    );
    expect((having.body as { records: unknown[] }).records).toEqual([{ attributes, a: BETA }]);
  });

  test('parents come as records with their own attributes, an empty one as null', async () => {
    const { body } = await client.query('SELECT name, PARENT.name, owner.NAME FROM account ORDER BY Id LIMIT 2');
    const url = (object: string, id: string): string => `/services/data/v62.0/sobjects/${object}/${id}`;
    const Owner = { attributes: { type: 'User', url: url('User', TEST_USER) }, Name: 'Test User' };
    expect((body as { records: unknown[] }).records).toEqual([
      { attributes: { type: 'Account', url: url('Account', ACME) }, Name: 'Acme', Parent: null, Owner },
      {
        attributes: { type: 'Account', url: url('Account', BETA) },
        Name: "beta & Söhne's 50%",
        Parent: { attributes: { type: 'Account', url: url('Account', ACME) }, Name: 'Acme' },
        Owner,
      },
    ]);
  });

  test('children come as a result of their own, none as null', async () => {
    const { body } = await client.query(
      'SELECT Id, (SELECT Name, Account.Name FROM Opportunities WHERE Amount > 0 ORDER BY Name DESC LIMIT 1) FROM Account ORDER BY Id LIMIT 3',
    );
    const { records } = body as { records: Record<string, unknown>[] };
    expect(records[0]?.Opportunities).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ Name: 'Deal 2', Account: { Name: 'Acme' } }],
    });
    expect(records[2]?.Opportunities).toBeNull();
  });

  test('amounts are doubles as Java prints them', async () => {
    const { standIn, token } = client;
    const soql = 'SELECT Amount FROM Opportunity WHERE Amount != null ORDER BY Id';
    const response = await standIn.handle(
      {
        method: 'GET',
        path: '/services/data/v62.0/query',
        query: new URLSearchParams({ q: soql }),
        headers: { authorization: `Bearer ${token}` },
        body: Buffer.alloc(0),
      },
      [],
    );
    const text = JSON.stringify(response.body);
    expect([...text.matchAll(/"Amount":([^}]+)/gu)].map((match) => match[1])).toEqual(['0.1', '0.2', '2.0E7', '7.0']);
  });

  test('queryAll also finds deleted records', async () => {
    const all = await client.call('GET', `/queryAll?q=${encodeURIComponent('SELECT COUNT() FROM Account')}`);
    expect(all.body).toMatchObject({ totalSize: 5 });
    expect((await client.query('SELECT COUNT() FROM Account')).body).toMatchObject({ totalSize: 4 });
  });

  test.each([
    ['SELECT Foo FROM Account', 'INVALID_FIELD', "No such column 'Foo' on entity 'Account'"],
    ['SELECT Owner.Foo FROM Account', 'INVALID_FIELD', "No such column 'Foo' on entity 'User'"],
    ['SELECT Boss.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Boss' in field path"],
    ['SELECT Id FROM Foo', 'INVALID_TYPE', "sObject type 'Foo' is not supported"],
    ['SELECT Id, (SELECT Id FROM Foos) FROM Account', 'INVALID_TYPE', "relationship 'Foos' in FROM part of query call"],
    ["SELECT Id FROM Account WHERE Foo = 'x'", 'INVALID_FIELD', "No such column 'Foo'"],
    ['SELECT Id FROM Account ORDER BY Foo', 'INVALID_FIELD', "No such column 'Foo'"],
    ["SELECT Id FROM Account WHERE Description = 'x'", 'INVALID_FIELD', "field 'Description' can not be filtered"],
    ['SELECT Id FROM Account ORDER BY Description', 'INVALID_FIELD', "field 'Description' can not be sorted"],
    ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', "'Name' must be of type string and should be enclosed"],
    [
      "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'",
      'INVALID_FIELD',
      'must be of type dateTime and should not',
    ],
    ['SELECT Id FROM Account WHERE CreatedDate > 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
    ["SELECT Id FROM Opportunity WHERE Amount > '5'", 'INVALID_FIELD', 'must be of type currency and should not'],
    ["SELECT Id FROM Opportunity WHERE IsWon = 'true'", 'INVALID_FIELD', 'must be of type boolean'],
    ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    [
      'SELECT Id FROM Opportunity WHERE IsWon > true',
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid operator on boolean field',
    ],
    ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name, Type FROM Account GROUP BY Name', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Type'],
    ['SELECT SUM(Name) FROM Account', 'MALFORMED_QUERY', 'field Name does not support aggregate operator SUM'],
    ['SELECT Amount FROM Opportunity GROUP BY Amount', 'INVALID_FIELD', "field 'Amount' can not be grouped"],
    ['SELECT Name n FROM Account', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT Id, id FROM Account', 'MALFORMED_QUERY', 'duplicate field selected: id'],
    ['SELECT COUNT(Id) n, SUM(Amount) n FROM Opportunity', 'MALFORMED_QUERY', 'duplicate alias: n'],
  ])('%s is %s', async (soql, code, message) => {
    const { status, body } = await client.query(soql);
    const [problem] = body as { errorCode: string; message: string }[];
    expect({ status, code: problem?.errorCode }).toEqual({ status: 400, code });
    expect(problem?.message).toContain(message);
  });

  test('a refused name is shown in its place with a caret under it', async () => {
    const { body } = await client.query("SELECT a.Id, a.Name FROM Account a WHERE Idd='00111000002zYnu'");
    const [problem] = body as { message: string }[];
    expect(problem?.message.split('\n').slice(0, 4)).toEqual([
      '',
      "a.Id, a.Name FROM Account a WHERE Idd='00111000002zYnu'",
      '                                  ^',
      'ERROR at Row:1:Column:42',
    ]);
  });

  test('objects loaded as data are queried like the vendor’s own', async () => {
    const made = await client.call('POST', '/sobjects/pse__Proj__c', {
      body: { Name: 'P', pse__Account__c: ACME, pse__Is_Active__c: true },
    });
    expect(made.status).toBe(201);
    const { body } = await client.query(
      "SELECT Id, (SELECT Name FROM pse__Projects__r) FROM Account WHERE Name = 'Acme'",
    );
    expect(body).toMatchObject({ records: [{ pse__Projects__r: { records: [{ Name: 'P' }] } }] });
    expect(
      (await client.query('SELECT pse__Account__r.Name FROM pse__Proj__c WHERE pse__Is_Active__c = true')).body,
    ).toMatchObject({
      records: [{ pse__Account__r: { Name: 'Acme' } }],
    });
  });
});
