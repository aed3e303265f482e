import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

/** What a client has to do with text before it goes into a query: double the quotes, nothing else. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

describe('SuiteQL tokens', () => {
  test('any text, quoted by doubling its quotes, lexes back to the one literal it is', () => {
    const awkward = fc.stringMatching(/^['"\\%_();\-/*\n a-züß]*$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), awkward), (text) => {
        const tokens = tokenize(`x = ${literal(text)} AND`);
        expect(tokens.map(({ kind }) => kind)).toEqual(['word', 'symbol', 'text', 'word', 'end']);
        expect(tokens[2]!.value).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a quote that is not doubled ends the literal', () => {
    expect(tokenize("x = 'O' OR 'a' = 'a'").filter(({ kind }) => kind === 'text')).toHaveLength(3);
    expect(() => tokenize("x = 'O'Hare'")).toThrow(/an unclosed ' at line 1, column 12/);
  });

  test('words fold to lower case, double-quoted names too, text keeps its case', () => {
    expect(tokenize('SELECT "Weird Name" FROM Customer WHERE a = \'Ab\'').map(({ value }) => value)).toEqual([
      'select',
      'weird name',
      'from',
      'customer',
      'where',
      'a',
      '=',
      'Ab',
      'end of query',
    ]);
  });

  test.each([
    ['SELECT a -- comment', '-'],
    ['SELECT a; DROP', ';'],
    ["SELECT 'open", "'"],
    ['SELECT a ? b', '?'],
    ['SELECT a / b', '/'],
    ['SELECT [a]', '['],
  ])('%s is refused', (query) => {
    expect(() => tokenize(query)).toThrow(/Invalid or unsupported search. Syntax error near/);
  });

  test('numbers are whole or have a point', () => {
    expect(tokenize('1 2.50 .5').map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'number 1',
      'number 2.50',
      'number .5',
      'end end of query',
    ]);
  });
});
