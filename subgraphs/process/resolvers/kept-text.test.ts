// Text that a caller may send and that no database keeps.
import { expect, test } from 'vitest';
import { refusingUnkeptText, unkeptIn } from './kept-text.ts';

test.each([
  ['a NUL', 'a\0b'],
  ['half a pair', 'a\ud800'],
])('%s anywhere in the arguments is the caller’s mistake, and nothing is begun', (_what, text) => {
  const begun: unknown[] = [];
  const begin = (...args: readonly unknown[]): void => void begun.push(args);
  const resolvers = refusingUnkeptText({
    Mutation: { begin },
    Subscription: { watch: { subscribe: begin } },
    Run: { begin },
  });
  expect(() => {
    resolvers.Mutation.begin(null, { input: { terms: [{ name: text }] } });
  }).toThrow('input.terms.0.name has a NUL');
  expect(() => {
    resolvers.Subscription.watch.subscribe(null, { id: text });
  }).toThrow('id has a NUL');
  expect(begun).toEqual([]);
  resolvers.Mutation.begin(null, { input: { name: 'Łódź 🏭' } });
  expect(begun).toHaveLength(1);
});

test('ordinary arguments pass, whatever their shape', () => {
  expect(unkeptIn({ a: [1, null, true, 'é', { b: '' }], c: undefined })).toBeNull();
});
