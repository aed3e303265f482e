import { describe, expect, test } from 'vitest';
import { parseQuery } from './parse.ts';

const ACCEPTED = [
  'SELECT id FROM customer',
  'select ID, companyName name from Customer',
  'SELECT DISTINCT entity FROM transaction',
  'SELECT * FROM term ORDER BY id',
  'SELECT t.id AS key, BUILTIN.DF(t.entity) AS "Customer" FROM transaction t',
  "SELECT t.id FROM transaction t JOIN transactionline tl ON tl.transaction = t.id AND tl.mainline = 'F'",
  'SELECT t.id FROM transaction t INNER JOIN transactionline tl ON (tl.transaction = t.id)',
  'SELECT t.id FROM transaction AS t LEFT OUTER JOIN customer c ON c.id = t.entity LEFT JOIN term ON term.id = t.terms',
  "SELECT id FROM transaction WHERE type IN ('CustInvc', 'CustCred') AND NOT voided = 'T'",
  "SELECT id FROM transaction WHERE NOT (a = 1 OR b <> 2) AND c NOT IN (1, 2) AND d NOT LIKE 'x%' AND e NOT BETWEEN 1 AND 2",
  'SELECT id FROM transaction WHERE memo IS NULL AND duedate IS NOT NULL',
  "SELECT id FROM customer WHERE companyname LIKE '50\\%%' ESCAPE '\\'",
  'SELECT id FROM transaction WHERE foreigntotal BETWEEN 1.5 AND 100 AND foreigntotal != 3 AND foreigntotal >= -2',
  "SELECT id FROM transaction WHERE trandate >= TO_DATE('2026-01-01', 'YYYY-MM-DD')",
  'SELECT TO_CHAR(lastmodifieddate, \'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM\') m FROM transaction',
  'SELECT NVL(memo, tranid), COALESCE(a, b, c) FROM transaction',
  "SELECT CASE WHEN a = 1 THEN 'x' WHEN b IS NULL THEN 'y' ELSE 'z' END FROM transaction",
  'SELECT entity, COUNT(*), COUNT(DISTINCT currency), SUM(a + b * -2 - 1), MIN(c), MAX(d) FROM transaction GROUP BY entity HAVING COUNT(*) > 1 ORDER BY 2 DESC, entity ASC',
  "SELECT a || '-' || b FROM transaction",
];

const REFUSED = [
  '',
  'SELECT',
  'SELECT FROM customer',
  'SELECT id customer',
  'SELECT id FROM',
  'SELECT id, FROM customer',
  'SELECT id FROM customer WHERE',
  'SELECT id FROM customer WHERE id =',
  'SELECT id FROM customer WHERE id IN ()',
  'SELECT id FROM customer WHERE id IN (SELECT 1 FROM x)',
  'SELECT id FROM (SELECT id FROM customer)',
  'SELECT id FROM customer, job',
  'SELECT id FROM customer c CROSS JOIN job j',
  'SELECT id FROM customer c RIGHT JOIN job j ON j.customer = c.id',
  'SELECT id FROM customer c FULL JOIN job j ON j.customer = c.id',
  'SELECT id FROM customer c JOIN job j',
  'SELECT id FROM customer c JOIN job c ON 1 = 1',
  'SELECT c.* FROM customer c',
  'SELECT * FROM customer c JOIN job j ON j.customer = c.id',
  'SELECT id FROM customer LIMIT 10',
  'SELECT id FROM customer ORDER BY id FETCH FIRST 10 ROWS ONLY',
  'SELECT id FROM customer ORDER BY id NULLS LAST',
  'SELECT TOP 5 id FROM customer',
  'SELECT id FROM customer UNION SELECT id FROM job',
  'WITH x AS (SELECT 1 FROM a) SELECT id FROM x',
  'SELECT id FROM customer; DELETE FROM customer',
  'DELETE FROM customer',
  'UPDATE customer SET id = 1',
  'SELECT LISTAGG(id) FROM customer',
  'SELECT UPPER(companyname) FROM customer',
  'SELECT AVG(id) FROM transaction',
  'SELECT BUILTIN.CONSOLIDATE(id) FROM transaction',
  "SELECT TO_DATE('2026-01-01') FROM transaction",
  'SELECT id FROM customer WHERE companyname = "Acme',
  "SELECT id FROM customer WHERE companyname LIKE 'a' ESCAPE 'xy'",
  'SELECT id FROM customer WHERE id = 1 AND',
  'SELECT id FROM customer WHERE (id = 1',
  'SELECT id FROM customer WHERE id NOT = 1',
  'SELECT id FROM customer WHERE EXISTS (1)',
  'SELECT id FROM customer WHERE id = ?',
];

describe('SuiteQL grammar', () => {
  test.each(ACCEPTED)('accepts %s', (query) => {
    expect(() => parseQuery(query)).not.toThrow();
  });

  test.each(REFUSED)('refuses %s', (query) => {
    expect(() => parseQuery(query)).toThrow(
      /^Invalid search query. Detailed unprocessed description follows. Search error occurred: Invalid or unsupported search\./,
    );
  });

  test('tells where it stumbled', () => {
    expect(() => parseQuery('SELECT id\nFROM customer LIMIT 5')).toThrow(/near 'limit' at line 2, column 15/);
    expect(() => parseQuery('SELECT id FROM')).toThrow(/near the end of the query/);
  });

  test('takes a thousand values in IN and refuses one more', () => {
    const query = (count: number): string =>
      `SELECT id FROM customer WHERE id IN (${Array.from({ length: count }, (_, index) => index).join(', ')})`;
    expect(() => parseQuery(query(1_000))).not.toThrow();
    expect(() => parseQuery(query(1_001))).toThrow(
      /maximum number of expressions in a list is 1000, this one has 1001/,
    );
  });

  test('refuses nesting that would overflow the stack', () => {
    expect(() => parseQuery(`SELECT id FROM customer WHERE ${'('.repeat(50_000)}`)).toThrow(/nests deeper than 200/);
  });

  test('AND binds stronger than OR, NOT stronger than AND', () => {
    expect(parseQuery('SELECT a FROM t WHERE NOT a = 1 AND b = 2 OR c = 3').where).toMatchObject({
      kind: 'or',
      left: { kind: 'and', left: { kind: 'not' } },
    });
  });
});
