import { describe, expect, test } from 'vitest';
import { Database } from '../database.ts';
import { decimal } from '../decimal.ts';
import { CATALOGUE } from '../catalogue/catalogue.ts';
import { readDrift } from '../drift.ts';
import { execute, type Execution } from './execute.ts';
import { parseQuery } from './parse.ts';

/** Three customers, four invoices, one journal: small enough to compute every answer by hand. */
function account(): Database {
  const database = new Database(CATALOGUE, () => new Date('2026-11-20T17:00:00Z'));
  database.load('currency', [
    { id: 1, name: 'Dollar', symbol: 'USD' },
    { id: 2, name: 'DEM', symbol: 'EUR' },
  ]);
  database.load('customer', [
    {
      id: 5,
      entityid: "C5 O'Hare & Söhne",
      companyname: "O'Hare & Söhne",
      currency: 1,
      creditlimit: decimal('1000'),
      isinactive: 'F',
    },
    { id: 10, entityid: 'C10 100% Örtlich', companyname: '100% Örtlich', currency: 2, parent: 5, isinactive: 'F' },
    { id: 9, entityid: 'C9 Quiet', companyname: 'Quiet', currency: 1, isinactive: 'T' },
  ]);
  database.load('transaction', [
    {
      id: 1,
      type: 'CustInvc',
      status: 'A',
      tranid: 'A-1',
      entity: 5,
      currency: 1,
      trandate: '2026-01-31',
      duedate: '2026-03-02',
      foreigntotal: decimal('0.10'),
      lastmodifieddate: Date.parse('2026-02-01T07:30:00Z'),
    },
    {
      id: 2,
      type: 'CustInvc',
      status: 'B',
      tranid: 'A-2',
      entity: 5,
      currency: 1,
      trandate: '2026-02-01',
      foreigntotal: decimal('0.20'),
      lastmodifieddate: Date.parse('2026-07-01T12:00:00Z'),
      memo: 'x',
    },
    {
      id: 3,
      type: 'CustInvc',
      status: 'A',
      tranid: 'A-3',
      entity: 10,
      currency: 2,
      trandate: '2026-02-02',
      foreigntotal: decimal('12345678901234567890.99'),
      lastmodifieddate: Date.parse('2026-11-20T16:59:58Z'),
    },
    {
      id: 12,
      type: 'CustInvc',
      status: 'A',
      tranid: 'A-12',
      entity: 10,
      currency: 2,
      trandate: '2026-02-02',
      foreigntotal: decimal('0.01'),
      lastmodifieddate: Date.parse('2026-11-20T16:59:59Z'),
    },
    {
      id: 4,
      type: 'Journal',
      status: 'B',
      tranid: 'J-1',
      currency: 1,
      trandate: '2026-02-03',
      foreigntotal: decimal('7'),
    },
  ]);
  return database;
}

function run(q: string, options: Partial<Execution> = {}): readonly Readonly<Record<string, string>>[] {
  return execute(parseQuery(q), { data: account(), limit: 1_000, offset: 0, ...options }).items;
}

function column(q: string): readonly (string | undefined)[] {
  return run(q).map((row) => row.v);
}

describe('SuiteQL answers', () => {
  test('values are text, names lower case, nulls left out', () => {
    expect(
      run('SELECT ID, TranId AS Number, DueDate, Memo, ForeignTotal FROM transaction WHERE id IN (1, 2) ORDER BY id'),
    ).toEqual([
      { id: '1', number: 'A-1', duedate: '3/2/2026', foreigntotal: '0.1' },
      { id: '2', number: 'A-2', memo: 'x', foreigntotal: '0.2' },
    ]);
  });

  test('ids sort as numbers, not as text', () => {
    expect(column('SELECT id v FROM transaction ORDER BY id')).toEqual(['1', '2', '3', '4', '12']);
    expect(column('SELECT MAX(id) v FROM transaction')).toEqual(['12']);
  });

  test('ids compare with numbers and with text', () => {
    expect(column("SELECT tranid v FROM transaction WHERE id = '12'")).toEqual(['A-12']);
    expect(column('SELECT tranid v FROM transaction WHERE id = 12.0')).toEqual(['A-12']);
    expect(column("SELECT tranid v FROM transaction WHERE id IN ('1', 12, 99) ORDER BY id")).toEqual(['A-1', 'A-12']);
    expect(() => run("SELECT id FROM transaction WHERE id = 'abc'")).toThrow(/Invalid number 'abc'/);
  });

  test('sums are exact', () => {
    expect(
      run(
        "SELECT currency, SUM(foreigntotal) total, COUNT(*) n FROM transaction WHERE type = 'CustInvc' GROUP BY currency ORDER BY currency",
      ),
    ).toEqual([
      { currency: '1', total: '0.3', n: '2' },
      { currency: '2', total: '12345678901234567891', n: '2' },
    ]);
  });

  test('arithmetic is exact, and null swallows it', () => {
    expect(
      run(
        'SELECT foreigntotal * 3 - 0.1 AS v, creditlimit c FROM transaction t LEFT JOIN customer k ON k.id = t.entity WHERE t.id = 1',
      ),
    ).toEqual([{ v: '0.2', c: '1000' }]);
    expect(run('SELECT -foreigntotal v, duedate d, exchangerate * 2 e FROM transaction WHERE id = 2')).toEqual([
      { v: '-0.2' },
    ]);
  });

  test('an aggregate without rows still answers one row', () => {
    expect(run("SELECT COUNT(*) n, SUM(foreigntotal) s, MIN(trandate) m FROM transaction WHERE type = 'None'")).toEqual(
      [{ n: '0' }],
    );
    expect(run("SELECT type, COUNT(*) n FROM transaction WHERE type = 'None' GROUP BY type")).toEqual([]);
  });

  test('COUNT leaves nulls out, DISTINCT counts values once', () => {
    expect(run('SELECT COUNT(entity) e, COUNT(DISTINCT entity) d, COUNT(memo) m FROM transaction')).toEqual([
      { e: '4', d: '2', m: '1' },
    ]);
  });

  test('HAVING and ORDER BY see aggregates; keys may be expressions', () => {
    expect(
      run(
        "SELECT NVL(BUILTIN.DF(entity), '-') who, COUNT(*) FROM transaction GROUP BY NVL(BUILTIN.DF(entity), '-') HAVING COUNT(*) > 1 ORDER BY SUM(foreigntotal) DESC",
      ),
    ).toEqual([
      { who: 'C10 100% Örtlich', expr1: '2' },
      { who: "C5 O'Hare & Söhne", expr1: '2' },
    ]);
  });

  test('refuses a column that is neither grouped nor aggregated', () => {
    expect(() => run('SELECT tranid, COUNT(*) FROM transaction GROUP BY entity')).toThrow(
      /'tranid' is neither aggregated nor in GROUP BY/,
    );
    expect(() => run('SELECT id FROM transaction WHERE COUNT(*) > 1')).toThrow(/Group function is not allowed here/);
  });

  test('inner joins drop what has no partner, left joins keep it', () => {
    expect(column('SELECT t.id v FROM transaction t JOIN customer c ON c.id = t.entity ORDER BY t.id')).toEqual([
      '1',
      '2',
      '3',
      '12',
    ]);
    expect(
      run(
        'SELECT t.id, c.companyname FROM transaction t LEFT JOIN customer c ON c.id = t.entity AND c.currency = 1 WHERE t.id IN (3, 4, 1) ORDER BY t.id',
      ),
    ).toEqual([{ id: '1', companyname: "O'Hare & Söhne" }, { id: '3' }, { id: '4' }]);
    expect(
      column('SELECT c.id v FROM customer c LEFT JOIN transaction t ON t.entity = c.id WHERE t.id IS NULL'),
    ).toEqual(['9']);
  });

  test('a left-joined table can be joined further', () => {
    expect(
      run(
        'SELECT t.id, p.companyname p FROM transaction t LEFT JOIN customer c ON c.id = t.entity LEFT JOIN customer p ON p.id = c.parent WHERE t.id IN (1, 3) ORDER BY 1',
      ),
    ).toEqual([{ id: '1' }, { id: '3', p: "O'Hare & Söhne" }]);
  });

  test('null is unknown in every comparison', () => {
    expect(column("SELECT id v FROM transaction WHERE memo <> 'x'")).toEqual([]);
    expect(column("SELECT id v FROM transaction WHERE NOT memo = 'x'")).toEqual([]);
    expect(column("SELECT id v FROM transaction WHERE memo NOT IN ('y') ORDER BY id")).toEqual(['2']);
    expect(column('SELECT id v FROM transaction WHERE id NOT IN (1, NULL)')).toEqual([]);
    expect(column("SELECT id v FROM transaction WHERE memo = '' OR memo = 'x'")).toEqual(['2']);
    expect(column('SELECT id v FROM transaction WHERE memo IS NULL AND id < 4 ORDER BY id')).toEqual(['1', '3']);
  });

  test('LIKE knows % and _, and an escape character takes their meaning away', () => {
    expect(column("SELECT id v FROM customer WHERE companyname LIKE '_''Hare%'")).toEqual(['5']);
    expect(column("SELECT id v FROM customer WHERE companyname LIKE '100!% %' ESCAPE '!'")).toEqual(['10']);
    expect(column("SELECT id v FROM customer WHERE companyname LIKE 'quiet'")).toEqual([]);
    expect(column("SELECT id v FROM customer WHERE companyname LIKE '.*'")).toEqual([]);
  });

  test('dates compare with TO_DATE and with the account format, and with nothing else', () => {
    expect(
      column(
        "SELECT id v FROM transaction WHERE trandate >= TO_DATE('2026-02-01', 'YYYY-MM-DD') AND trandate < TO_DATE('03.02.2026', 'DD.MM.YYYY') ORDER BY id",
      ),
    ).toEqual(['2', '3', '12']);
    expect(column("SELECT id v FROM transaction WHERE trandate = '2/2/2026' ORDER BY id")).toEqual(['3', '12']);
    expect(() => run("SELECT id FROM transaction WHERE trandate = '2026-02-02'")).toThrow(/Invalid date '2026-02-02'/);
  });

  test('moments are on the account’s clock: a date only, unless TO_CHAR asks for more', () => {
    const q = `SELECT lastmodifieddate plain, TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') whole FROM transaction WHERE id IN (1, 2) ORDER BY id`;
    expect(run(q)).toEqual([
      { plain: '1/31/2026', whole: '2026-01-31T23:30:00-08:00' },
      { plain: '7/1/2026', whole: '2026-07-01T05:00:00-07:00' },
    ]);
    expect(
      column(
        "SELECT id v FROM transaction WHERE lastmodifieddate > TO_DATE('2026-11-20 08:59:58', 'YYYY-MM-DD HH24:MI:SS')",
      ),
    ).toEqual(['12']);
    expect(
      column("SELECT id v FROM transaction WHERE lastmodifieddate >= TO_DATE('2026-11-20', 'YYYY-MM-DD') ORDER BY id"),
    ).toEqual(['3', '12']);
  });

  test('BUILTIN.DF shows names behind ids and labels of lists', () => {
    expect(
      run(
        'SELECT BUILTIN.DF(entity) e, BUILTIN.DF(type) t, BUILTIN.DF(status) s, BUILTIN.DF(currency) c, status FROM transaction WHERE id = 3',
      ),
    ).toEqual([{ e: 'C10 100% Örtlich', t: 'Invoice', s: 'Invoice : Open', c: 'DEM', status: 'A' }]);
  });

  test('DISTINCT, CASE, concatenation', () => {
    expect(
      column(
        "SELECT DISTINCT CASE WHEN entity IS NULL THEN 'none' WHEN currency = 1 THEN 'us' ELSE 'eu' END v FROM transaction ORDER BY v",
      ),
    ).toEqual(['eu', 'none', 'us']);
    expect(column("SELECT tranid || '/' || memo v FROM transaction WHERE id IN (1, 2) ORDER BY id")).toEqual([
      'A-1/',
      'A-2/x',
    ]);
  });

  test('nulls come last ascending and first descending', () => {
    expect(column('SELECT id v FROM transaction ORDER BY duedate, id').slice(0, 2)).toEqual(['1', '2']);
    expect(column('SELECT id v FROM transaction ORDER BY duedate DESC, id').at(-1)).toBe('1');
  });

  test('SELECT * gives every column; a name chosen twice gets a number', () => {
    expect(run('SELECT * FROM currency ORDER BY id')[0]).toEqual({ id: '1', name: 'Dollar', symbol: 'USD' });
    expect(
      run('SELECT t.id, c.id, 1 + 1, 2 FROM transaction t JOIN customer c ON c.id = t.entity WHERE t.id = 1'),
    ).toEqual([{ id: '1', id_0: '5', expr1: '2', expr2: '2' }]);
  });

  test.each([
    ['SELECT nope FROM customer', "Unknown identifier 'nope'. Available identifiers are: {customer=customer}."],
    [
      'SELECT t.nope FROM transaction t JOIN customer c ON c.id = t.entity',
      "Unknown identifier 't.nope'. Available identifiers are: {t=transaction, c=customer}.",
    ],
    ['SELECT id FROM nowhere', "Record 'nowhere' was not found."],
    ['SELECT subsidiary FROM transaction', 'NOT_EXPOSED'],
    ['SELECT id FROM transaction t JOIN customer c ON c.id = t.entity', "The identifier 'id' is ambiguous."],
    ['SELECT id FROM transaction WHERE id', 'A value stands where a condition is needed.'],
    ['SELECT id = 1 FROM transaction', 'A condition stands where a value is needed.'],
    ['SELECT SUM(tranid) FROM transaction', 'SUM needs a number, not a text.'],
    ["SELECT TO_CHAR(trandate, 'Q') FROM transaction", "Date format not recognized: 'Q'."],
    ["SELECT id FROM transaction WHERE trandate > TO_DATE('2026-02-30', 'YYYY-MM-DD')", 'does not match the format'],
    ['SELECT id FROM transaction ORDER BY 2', 'must be the number of a SELECT-list expression'],
    ['SELECT DISTINCT entity FROM transaction ORDER BY id', 'every ORDER BY expression must be selected'],
    ['SELECT id FROM transaction WHERE trandate > 5', 'Inconsistent datatypes'],
  ])('refuses %s', (q, reason) => {
    expect(() => run(q)).toThrow(reason);
  });
});

describe('SuiteQL pages', () => {
  const page = (q: string, offset: number): readonly (string | undefined)[] =>
    run(q, { limit: 2, offset }).map((row) => row.id);

  test('with a unique order every row comes once', () => {
    const q = 'SELECT id FROM transaction ORDER BY id';
    expect([...page(q, 0), ...page(q, 2), ...page(q, 4)]).toEqual(['1', '2', '3', '4', '12']);
  });

  test('without an order pages repeat and skip rows, and an order that leaves ties open does too', () => {
    for (const q of ['SELECT id FROM transaction', 'SELECT id FROM transaction ORDER BY posting']) {
      const ids = [...page(q, 0), ...page(q, 2), ...page(q, 4)];
      expect(new Set(ids).size).toBeLessThan(ids.length);
    }
  });
});

describe('SuiteQL under schema drift', () => {
  test('a removed column is unknown, a renamed one answers to its new name only', () => {
    const removed = readDrift([{ kind: 'schemaDrift', remove: 'transaction.memo' }]);
    expect(() => run('SELECT memo FROM transaction', { drift: removed })).toThrow("Unknown identifier 'memo'");
    const renamed = readDrift([{ kind: 'schemaDrift', rename: 'memo', to: 'note' }]);
    expect(run('SELECT note FROM transaction WHERE id = 2', { drift: renamed })).toEqual([{ note: 'x' }]);
    expect(() => run('SELECT memo FROM transaction', { drift: renamed })).toThrow("Unknown identifier 'memo'");
  });
});
