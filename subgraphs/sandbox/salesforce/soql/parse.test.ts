import { describe, expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { parseQuery } from './parse.ts';

const accepted = [
  'SELECT Id FROM Account',
  'select id, name from account',
  'SELECT Id, Owner.Name, Parent.Owner.Name FROM Account',
  "SELECT a.Id, a.Name FROM Account a WHERE a.Name = 'x'",
  'SELECT Id FROM Account AS a',
  'SELECT COUNT() FROM Account',
  'SELECT COUNT(Id), SUM(Amount) total, MAX(CloseDate) FROM Opportunity',
  'SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 3 ORDER BY COUNT(Id) DESC',
  'SELECT Id, (SELECT Id, Name FROM Contacts WHERE Email != null ORDER BY Name LIMIT 5) FROM Account',
  "SELECT Id FROM Account WHERE Name = 'a' AND Type != 'b' AND (Site = 'c' OR Site = 'd')",
  "SELECT Id FROM Account WHERE (Name = 'a' AND Type = 'b') OR Site = 'c'",
  "SELECT Id FROM Account WHERE NOT Name = 'a'",
  "SELECT Id FROM Account WHERE Type = 'b' AND (NOT Name LIKE 'a%')",
  "SELECT Id FROM Account WHERE Name IN ('a', 'b') AND Type NOT IN ('c')",
  "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Email LIKE '%@x.com')",
  'SELECT Id FROM Account WHERE CreatedDate > 2026-01-01T00:00:00Z AND CreatedDate <= 2026-01-01T00:00:00.000+02:00',
  'SELECT Id FROM Opportunity WHERE CloseDate >= 2026-01-01 AND CloseDate < NEXT_N_DAYS:30',
  'SELECT Id FROM Opportunity WHERE CloseDate = THIS_MONTH OR CloseDate = LAST_N_DAYS:7 OR CloseDate = TODAY',
  'SELECT Id FROM Opportunity WHERE Amount > -1.5e3 AND Amount <> 10 AND IsWon = true AND ContractId = null',
  'SELECT Id FROM Opportunity WHERE Amount > USD5000',
  'SELECT Id FROM Account ORDER BY Name ASC NULLS LAST, CreatedDate DESC NULLS FIRST, Id LIMIT 10 OFFSET 20',
  'SELECT Id FROM Order',
  String.raw`SELECT Id FROM Account WHERE Name = 'O\'Brien \\ \n \r \t \b \f \" \u00e4'`,
  String.raw`SELECT Id FROM Account WHERE Name LIKE '50\%\_%'`,
  '  SELECT\n\tId\nFROM Account\r\nLIMIT 1  ',
];

const refused: readonly (readonly [string, string])[] = [
  ['', 'A query string has to be specified'],
  ['SELEKT Id FROM Account', "unexpected token: 'SELEKT'"],
  ['SELECT FROM Account', "unexpected token: 'FROM'"],
  ['SELECT Id', "unexpected token: '<EOF>'"],
  ['SELECT Id, FROM Account', "unexpected token: 'FROM'"],
  ['SELECT * FROM Account', "no viable alternative at character '*'"],
  ['SELECT Id FROM Account;', "no viable alternative at character ';'"],
  ["SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Site = 'c'", "unexpected token: 'OR'"],
  ["SELECT Id FROM Account WHERE Name = 'a' OR Type = 'b' AND Site = 'c'", "unexpected token: 'AND'"],
  ["SELECT Id FROM Account WHERE NOT Name = 'a' AND Type = 'b'", "unexpected token: 'AND'"],
  ["SELECT Id FROM Account WHERE Type = 'b' AND NOT Name = 'a'", "unexpected token: 'NOT'"],
  ['SELECT Id FROM Account WHERE', "unexpected token: '<EOF>'"],
  ['SELECT Id FROM Account WHERE Name', "unexpected token: '<EOF>'"],
  ['SELECT Id FROM Account WHERE Name = Type', "unexpected token: 'Type'"],
  ['SELECT Id FROM Account WHERE Name = "a"', "no viable alternative at character '\"'"],
  ['SELECT Id FROM Account WHERE Name LIKE null', "unexpected token: 'null'"],
  ['SELECT Id FROM Account WHERE Name IN ()', "unexpected token: ')'"],
  ["SELECT Id FROM Account WHERE Name IN 'a'", "unexpected token: ''a''"],
  ["SELECT Id FROM Account WHERE Name = 'a", "mismatched character '<EOF>'"],
  ["SELECT Id FROM Account WHERE Name = 'O'Brien'", "mismatched character '<EOF>'"],
  [String.raw`SELECT Id FROM Account WHERE Name = 'a\q'`, String.raw`Illegal character sequence '\q'`],
  [String.raw`SELECT Id FROM Account WHERE Name = 'a\u12'`, String.raw`Illegal character sequence '\u'`],
  ["SELECT Id FROM Account WHERE (Name = 'a'", "unexpected token: '<EOF>'"],
  ['SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS', "unexpected token: '<EOF>'"],
  ['SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS:x', "unexpected token: 'x'"],
  ['SELECT Id FROM Opportunity WHERE CloseDate = 2026-02-30', 'Invalid date: 2026-02-30'],
  ['SELECT Id FROM Account LIMIT x', "unexpected token: 'x'"],
  ['SELECT Id FROM Account LIMIT -1', "unexpected token: '-1'"],
  ['SELECT Id FROM Account LIMIT 1 WHERE Id = null', "unexpected token: 'WHERE'"],
  ['SELECT Id FROM Account ORDER Name', "unexpected token: 'ORDER'"],
  ['SELECT Id FROM Account ORDER BY Name NULLS', "unexpected token: '<EOF>'"],
  ['SELECT UPPER(Name) FROM Account', "unexpected token: '('"],
  ['SELECT FIELDS(ALL) FROM Account LIMIT 200', "unexpected token: '('"],
  ['SELECT Id FROM Account FOR UPDATE', "unexpected token: 'FOR'"],
  ['SELECT TYPEOF What WHEN Account THEN Name END FROM Event', "unexpected token: 'WHEN'"],
  ['SELECT Id FROM Account JOIN Contact ON x', "unexpected token: 'Contact'"],
  ['UPDATE Account SET Name = 1', "unexpected token: 'UPDATE'"],
  ['SELECT COUNT(), Id FROM Account', "unexpected token: ','"],
  ['SELECT Id, (SELECT Id, (SELECT Id FROM Cases) FROM Contacts) FROM Account', 'more than 1 level away'],
  [`SELECT Id FROM Account WHERE ${'('.repeat(101)}`, 'levels of parentheses'],
  [`SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`, 'cannot be longer than 100000 characters'],
];

describe('the grammar', () => {
  test.each(accepted)('accepts %s', (soql) => {
    expect(() => parseQuery(soql)).not.toThrow();
  });

  test.each(refused)('refuses %s', (soql, message) => {
    const error = refusalOf(soql);
    expect(error.status).toBe(400);
    expect(error.problems[0]?.errorCode).toBe('MALFORMED_QUERY');
    expect(error.problems[0]?.message).toContain(message);
  });

  test('refuses an OFFSET above 2000 with a code of its own', () => {
    expect(refusalOf('SELECT Id FROM Account OFFSET 2001').problems[0]).toEqual({
      errorCode: 'NUMBER_OUTSIDE_VALID_RANGE',
      message: 'Maximum SOQL offset allowed is 2000',
    });
  });

  test('keeps what a condition says', () => {
    const { where } = parseQuery("SELECT Id FROM Account WHERE Name = 'a' AND (NOT (Type = 'b' OR Type = 'c'))");
    expect(where).toMatchObject({
      kind: 'and',
      parts: [
        { kind: 'compare', operator: '=', operand: { path: { text: 'Name' } } },
        { kind: 'not', part: { kind: 'or', parts: [{ kind: 'compare' }, { kind: 'compare' }] } },
      ],
    });
  });
});

function refusalOf(soql: string): ApiError {
  try {
    parseQuery(soql);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`accepted: ${soql}`);
}
