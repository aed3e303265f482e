import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likePattern } from './compare.ts';
import { tokenize, type Token } from './tokenize.ts';

/** The escaping a careful client does; written here anew, so that the lexer is not tested against itself. */
function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
  return `'${escaped}'`;
}

/** The same for a part of a LIKE pattern: its wildcards are meant literally. */
function quoteForLike(text: string): string {
  return quote(text)
    .replaceAll('%', String.raw`\%`)
    .replaceAll('_', String.raw`\_`);
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("'", '\\', '%', '_', '"', '\n', '\r', ' ', 'n', 'u', 'ß', '😀', ')'),
    maxLength: 20,
  }),
);

function only(tokens: readonly Token[]): Extract<Token, { kind: 'string' }> {
  const [token, end, ...more] = tokens;
  if (token?.kind !== 'string' || end?.kind !== 'end' || more.length > 0) {
    throw new Error(`not one literal: ${JSON.stringify(tokens)}`);
  }
  return token;
}

describe('text literals', () => {
  test('any text, quoted, lexes back to one literal with that text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { pieces } = only(tokenize(quote(text)));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.kind === 'plain')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any text, quoted for LIKE, matches itself and nothing but itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const pattern = likePattern(only(tokenize(quoteForLike(text))).pieces);
        expect(pattern.test(text)).toBe(true);
        if (other.toLowerCase() !== text.toLowerCase()) expect(pattern.test(`${text}x${other}`)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('any text inside a query leaves the rest of the query as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenize(`SELECT Id FROM A WHERE Name = ${quote(text)} LIMIT 1`);
        expect(tokens.map((token) => token.kind)).toEqual([
          'word',
          'word',
          'word',
          'word',
          'word',
          'word',
          'symbol',
          'string',
          'word',
          'number',
          'end',
        ]);
      }),
    );
  });
});

describe('LIKE patterns', () => {
  const like = (literal: string, text: string): boolean => likePattern(only(tokenize(literal)).pieces).test(text);

  test.each([
    ["'a%'", 'Acme', true],
    ["'a%'", 'Bacme', false],
    ["'%me'", 'ACME', true],
    ["'a_me'", 'acme', true],
    ["'a_me'", 'accme', false],
    ["'a.me'", 'acme', false],
    [String.raw`'50\%'`, '50%', true],
    [String.raw`'50\%'`, '50 percent', false],
    [String.raw`'a\_b'`, 'a_b', true],
    [String.raw`'a\_b'`, 'axb', false],
    ["'%'", '', true],
    ["'a%b'", 'a\nb', true],
    ["'_'", '😀', true],
  ])('%s against %j is %s', (literal, text, expected) => {
    expect(like(literal, text)).toBe(expected);
  });
});

describe('other tokens', () => {
  test('a date formula keeps its colon apart', () => {
    expect(tokenize('LAST_N_DAYS:30').map((token) => token.text)).toEqual(['LAST_N_DAYS', ':', '30', '<EOF>']);
  });

  test('dates, datetimes, numbers and amounts of a currency are told apart', () => {
    const kinds = tokenize('2026-01-31 2026-01-31T10:00:00.000+0000 -1.5 USD5000.5 USD').map((token) => token.kind);
    expect(kinds).toEqual(['date', 'datetime', 'number', 'currency', 'word', 'end']);
  });
});
