import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunks, day, ids, inListMax, isInternalId, text, texts, wallTime } from './suiteql.ts';

/** A lexer of its own: the text literals of a query and everything between them, by the database's rule for quotes. */
function lex(sql: string): { readonly literals: string[]; readonly rest: string } {
  const literals: string[] = [];
  let rest = '';
  let at = 0;
  while (at < sql.length) {
    if (sql[at] !== "'") {
      rest += sql.charAt(at);
      at += 1;
      continue;
    }
    let literal = '';
    at += 1;
    for (;;) {
      if (at >= sql.length) throw new Error('a literal does not end');
      if (sql[at] === "'" && sql[at + 1] === "'") {
        literal += "'";
        at += 2;
      } else if (sql[at] === "'") {
        at += 1;
        break;
      } else {
        literal += sql.charAt(at);
        at += 1;
      }
    }
    literals.push(literal);
  }
  return { literals, rest };
}

// Texts that would get out of a literal if anything could, mixed into any others.
const nasty = fc.constantFrom(
  "'",
  "''",
  '\\',
  "\\'",
  '--',
  '/*',
  ';',
  '"',
  '%',
  '_',
  "' OR 1=1 --",
  '\n',
  '\0',
  '😀',
  'ß',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
);

describe('values in queries', () => {
  test('any text lexes back to the one literal it was', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(lex(`SELECT 1 FROM t WHERE a = ${text(value)} AND b = 2`)).toEqual({
          literals: [value],
          rest: 'SELECT 1 FROM t WHERE a =  AND b = 2',
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('a list of texts lexes back to the same texts', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), (values) => {
        expect(lex(texts(values)).literals).toEqual(values);
      }),
    );
  });

  test('nothing but whole numbers gets into a list of ids', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        fc.pre(!/^-?\d{1,18}$/.test(value));
        expect(isInternalId(value)).toBe(false);
        expect(() => ids(['1', value])).toThrow(RangeError);
      }),
    );
    expect(ids(['1', '-5', '42'])).toBe('(1, -5, 42)');
  });

  test('an empty list and one above the database’s limit are refused', () => {
    expect(() => ids([])).toThrow('1 to 1000 values, not 0');
    expect(() => ids(Array.from({ length: inListMax + 1 }, (_, index) => String(index)))).toThrow('not 1001');
  });

  test('dates are dates and nothing else', () => {
    expect(day('2026-11-20')).toBe("TO_DATE('2026-11-20', 'YYYY-MM-DD')");
    expect(wallTime('2026-11-20 09:00:00')).toBe("TO_DATE('2026-11-20 09:00:00', 'YYYY-MM-DD HH24:MI:SS')");
    expect(() => day("2026-11-20' OR '1")).toThrow(RangeError);
    expect(() => wallTime('2026-11-20T09:00:00')).toThrow(RangeError);
  });

  test('chunks hold every value once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (values, size) => {
        const parts = chunks(values, size);
        expect(parts.flat()).toEqual(values);
        expect(parts.every((part) => part.length >= 1 && part.length <= size)).toBe(true);
      }),
    );
  });
});
