import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from './exact-json.ts';

/** JSON.parse's opinion with every number replaced by its source text, the slow way. */
function expected(text: string): unknown {
  const reviver = (_: string, value: unknown, context: { source?: string }): unknown =>
    typeof value === 'number' ? context.source : value;
  return JSON.parse(text, reviver as (this: unknown, key: string, value: unknown) => unknown);
}

function verdict(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) };
  } catch (error) {
    return error instanceof SyntaxError ? 'refused' : error;
  }
}

describe('parseExactJson', () => {
  it('keeps the digits of every number as they were sent', () => {
    const text = '{"a":10.00,"b":[-0.1,1E+2,12345678901234567890],"c":"7","d":true,"e":null}';
    expect(parseExactJson(text)).toEqual({
      a: '10.00',
      b: ['-0.1', '1E+2', '12345678901234567890'],
      c: '7',
      d: true,
      e: null,
    });
  });

  it('agrees with JSON.parse on any document, with any spacing', () => {
    const spacing = fc.constantFrom(undefined, 1, '\t', ' \r\n');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), spacing, (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseExactJson(text)).toEqual(expected(text));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses exactly what JSON.parse refuses: documents with a character added, removed or changed', () => {
    const damage = fc.record({
      value: fc.jsonValue({ maxDepth: 3 }),
      at: fc.nat(60),
      cut: fc.nat(2),
      paste: fc.constantFrom('', '"', '\\', '-', '0', '1', '.', 'e', ':', ',', '{', '}', '[', ']', ' ', '\n', 'x'),
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ value, at, cut, paste }) => {
        const text = JSON.stringify(value);
        const damaged = text.slice(0, at) + paste + text.slice(at + cut);
        const ours = verdict(parseExactJson, damaged);
        if (ours === 'refused') refused += 1;
        expect(ours).toEqual(verdict(expected, damaged));
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(300);
  });

  it.each(['{1:2}', '{"a":-}', '[01]', '[1.]', '[.5]', '[+1]', '[1e]', '-', '', '["a', '[1 2]', '{"a" 1}', '{12 :3}'])(
    'refuses %s',
    (text) => expect(() => parseExactJson(text)).toThrow(SyntaxError),
  );

  it('does not quote the text it refuses: a vendor body must not reach a log through an error message', () => {
    expect(() => parseExactJson('{"salary": CANARY}')).toThrow(/^The text of 18 characters is not JSON$/);
  });

  it('is linear: two megabytes of backslashes and numbers take less than a second', () => {
    const text = JSON.stringify({
      text: '\\'.repeat(1_000_000),
      numbers: Array.from({ length: 100_000 }, (_, n) => n),
    });
    const startedMs = performance.now();
    parseExactJson(text);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
