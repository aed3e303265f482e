import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containsLiteral, dateLiteral, listLiteral, select, textLiteral } from './soql.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  "'": "'",
  '"': '"',
  '\\': '\\',
  '%': '%',
  _: '_',
};

/** A lexer of its own, by the vendor's rule for quotes: text literals, and everything between them. */
function lex(soql: string): { readonly literals: string[]; readonly rest: string } {
  const literals: string[] = [];
  let rest = '';
  for (let at = 0; at < soql.length; at += 1) {
    if (soql[at] !== "'") {
      rest += soql.charAt(at);
      continue;
    }
    const { literal, closeAt } = lexLiteral(soql, at + 1);
    literals.push(literal);
    at = closeAt;
  }
  return { literals, rest };
}

function lexLiteral(soql: string, from: number): { readonly literal: string; readonly closeAt: number } {
  let literal = '';
  for (let at = from; at < soql.length; at += 1) {
    if (soql[at] === "'") return { literal, closeAt: at };
    if (soql[at] === '\\') {
      at += 1;
      const meant = escapes[soql.charAt(at)];
      if (meant === undefined) throw new Error(`\\${soql.charAt(at)} is no escape`);
      literal += meant;
    } else literal += soql.charAt(at);
  }
  throw new Error('a literal does not end');
}

const nasty = fc.constantFrom(
  "'",
  "\\'",
  '\\',
  '\\\\',
  '"',
  '%',
  '_',
  '\n',
  '\r',
  '\t',
  ' OR Id != null',
  "') OR ('a' = 'a",
  '--',
  '日本',
  '🚀',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
);

test('any text lexes back to the one literal it was', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      expect(lex(`SELECT Id FROM A WHERE Name = ${textLiteral(value)} LIMIT 1`)).toEqual({
        literals: [value.toWellFormed()],
        rest: 'SELECT Id FROM A WHERE Name =  LIMIT 1',
      });
    }),
    { numRuns: 1_000 },
  );
});

test('a part searched for is one literal between two wildcards, its own wildcards taken literally', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const text = containsLiteral(value);
      expect(lex(text).literals).toEqual([`%${value.toWellFormed()}%`]);
      expect(text.slice(2, -2).replace(/\\./gs, ''), 'no bare wildcard inside').not.toMatch(/[%_]/);
    }),
    { numRuns: 1_000 },
  );
});

test('a list of texts lexes back to the same texts', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), (values) => {
      expect(lex(listLiteral(values)).literals).toEqual(values.map((value) => value.toWellFormed()));
    }),
  );
});

test('nothing but a date gets into a query without quotes', () => {
  expect(dateLiteral('2026-11-20')).toBe('2026-11-20');
  for (const text of ['2026-11-20 OR Id != null', '', 'TODAY'])
    expect(() => dateLiteral(text), text).toThrow('is not a date');
});

test('conditions that do not apply leave no trace', () => {
  expect(select({ fields: ['Id'], from: 'A', where: [null, 'B = 1', null], orderBy: 'Id', limit: 2 })).toBe(
    'SELECT Id FROM A WHERE B = 1 ORDER BY Id LIMIT 2',
  );
  expect(select({ fields: ['Id'], from: 'A', where: [null] })).toBe('SELECT Id FROM A');
});
