import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createOperationGate, defaultOperationLimits } from './limits.ts';
import type { GateOptions, LimitMode, LimitName } from './limits.ts';

const gate = createOperationGate();
const repeat = (times: number, make: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => make(n)).join(' ');

function timed(query: string): { message: string | undefined; ms: number } {
  const startedMs = performance.now();
  const message = gate.refusalOf(query)?.message;
  return { message, ms: performance.now() - startedMs };
}

describe('the operation gate', () => {
  it.each([
    ['the introspection query', getIntrospectionQuery()],
    ['an ordinary query', 'query Q($id: ID!) { customer(id: $id) { name projects(first: 50) { nodes { id name } } } }'],
    [
      'brackets inside strings and comments',
      `{ a(text: "${'('.repeat(500)}", block: """${'{['.repeat(500)} \\""" """) # ${'['.repeat(500)}\n b }`,
    ],
    ['a syntax error, which is the server’s to report', '{ a('],
    ['an unknown fragment, which is validation’s to report', '{ ...Nowhere }'],
  ])('admits %s', (_, query) => {
    expect(gate.refusalOf(query)).toBeNull();
    expect(gate.refusalOf(query)).toBeNull(); // from memory
  });

  it.each([
    ['10,000 aliases', `{ ${repeat(10_000, (n) => `a${n}: me { id }`)} }`],
    ['1,000 short aliases', `{ ${repeat(1_000, (n) => `a${n}: me`)} }`],
    ['200 aliases of one name, where validation would be quadratic', `{ ${repeat(200, () => 'a: me')} }`],
    [
      'aliases hidden in a fragment spread again and again',
      `{ ${repeat(20, () => '...F')} } fragment F on Q { ${repeat(10, (n) => `a${n}: me`)} }`,
    ],
    ['depth', `${'{ a '.repeat(40)} ${'}'.repeat(40)}`],
    [
      'depth through fragments',
      `{ ...F0 } ${repeat(50, (n) => `fragment F${n} on Q { a { ...F${n + 1} } }`)} fragment F50 on Q { a }`,
    ],
    [
      'fields doubled by fragments',
      `{ ...F0 } ${repeat(40, (n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Q { a }`,
    ],
    ['1,000 nested lists, which overflow the parser', `{ a(x: ${'['.repeat(1_000)}${']'.repeat(1_000)}) }`],
    ['unbalanced brackets', '{'.repeat(5_000)],
    ['a huge token', `{ a(text: "${'x'.repeat(1_000_000)}") }`],
    ['many tokens', `{ ${repeat(5_000, () => 'a')} }`],
    ['root fields', `{ ${repeat(31, (n) => `f${n}`)} }`],
    ['directives', `{ a ${'@skip(if: false) '.repeat(101)} }`],
    ['directives on an operation', `query Q ${'@a '.repeat(101)} { a }`],
    ['directives on variables', `query Q($a: Int ${'@a '.repeat(101)}) { a }`],
    ['fragments, of which validation compares each pair', repeat(101, (n) => `fragment F${n} on Q { a }`)],
    ['fields of one name, of which validation compares each pair', `{ a { ${'b '.repeat(101)} } }`],
    ['fields of one name, each in a fragment of its own', `{ a { ${repeat(101, () => '... { b }')} } }`],
    ['fields of one name below fields of one name', `{ ${repeat(11, () => `a { ${'b '.repeat(10)} }`)} }`],
    ['fields of a fragment that nobody spreads', `{ a } fragment A on Q { ${repeat(1_501, (n) => `a${n}`)} }`],
  ])('refuses %s quickly', (_, query) => {
    const { message, ms } = timed(query);
    expect(message).toMatch(/^The operation has .* at most \d+ are allowed/);
    expect(ms).toBeLessThan(2_000);
  });

  it.each([
    ['quotes without end', '"""'.repeat(30_000)],
    ['one long block string', `{ a(text: """${'x "" '.repeat(15_000)}""") }`],
    ['one long string of escapes', `{ a(text: "${'\\\\'.repeat(45_000)}") }`],
  ])('is quick on %s', (_, query) => {
    expect(timed(query).ms).toBeLessThan(2_000);
  });

  it.each(['{ ...A } fragment A on Q { x ...B } fragment B on Q { ...A }', '{ a } fragment A on Q { a { ...A } }'])(
    'refuses a fragment inside itself, as validation would: %s',
    (query) => {
      const refusal = gate.refusalOf(query);
      expect(refusal?.message).toBe('Cannot spread fragment "A" within itself');
      expect(refusal?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    },
  );

  it('refuses the name by which JavaScript reaches a prototype', () => {
    expect(gate.refusalOf('{ __proto__: a }')?.extensions).toEqual({ code: 'BAD_REQUEST' });
  });

  it('says which limit was passed, by how much, and with a code', () => {
    const refusal = createOperationGate({ ...defaultOperationLimits, depthMax: 2 }).refusalOf('{ a { b { c } } }');
    expect(refusal?.message).toBe(
      'The operation has 3 levels of depth; at most 2 are allowed. Ask for less, or in several operations',
    );
    expect(refusal?.extensions).toEqual({ code: 'OPERATION_TOO_LARGE' });
  });

  describe('which only measures', () => {
    const { depthMax } = defaultOperationLimits;
    const deep = `${'{ a '.repeat(depthMax + 1)} ${'}'.repeat(depthMax + 1)}`;
    function observed(modes: GateOptions['modes']) {
      const seen: unknown[] = [];
      const measured = (limit: LimitName, value: number) => {
        if (limit === 'depthMax') seen.push(value);
      };
      const exceeded = (limit: LimitName, mode: LimitMode) => {
        seen.push(`${limit} ${mode}`);
      };
      const quiet = createOperationGate(defaultOperationLimits, { modes, observer: { measured, exceeded } });
      const refusals = [quiet.refusalOf(deep), quiet.refusalOf(deep)].map((refusal) => refusal?.extensions.code);
      return { seen, refusals, gate: quiet };
    }

    it('admits what it would refuse, and tells of every such request', () => {
      const { seen, refusals } = observed({ depthMax: 'measure' });
      expect(refusals).toEqual([undefined, undefined]);
      expect(seen).toEqual([depthMax + 1, 'depthMax measure', 'depthMax measure']);
    });

    it('says nothing of a limit that is off', () => {
      expect(observed({ depthMax: 'off' })).toMatchObject({ seen: [], refusals: [undefined, undefined] });
    });

    it('tells of refusals too', () => {
      const { seen, refusals } = observed({});
      expect(refusals).toEqual(['OPERATION_TOO_LARGE', 'OPERATION_TOO_LARGE']);
      expect(seen).toEqual([31, 'depthMax enforce', 31, 'depthMax enforce']);
    });

    it('refuses even so what would already cost too much to look at', () => {
      const lax = observed({ tokensMax: 'off', nestingMax: 'off', charactersMax: 'measure' }).gate;
      expect(lax.refusalOf(`{ a(x: ${'['.repeat(2_000)}`)?.message).toContain('nested brackets; at most 300');
      expect(lax.refusalOf(`{ ${'a '.repeat(60_000)} }`)?.message).toContain('tokens; at most 50000');
    });
  });

  it('measures every operation of a document, whichever will run', () => {
    const query = `query Small { a } query Large { ${repeat(31, (n) => `f${n}`)} }`;
    expect(gate.refusalOf(query)?.message).toContain('31 root fields');
  });
});
