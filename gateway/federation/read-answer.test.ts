import { expect, test } from 'vitest';
import { messageCharactersMax, readAnswer } from './read-answer.ts';

const messageOf = (message: string): string | undefined =>
  readAnswer(JSON.stringify({ errors: [{ message }] }), 'erp')?.errors[0]?.message;

test('a message is told without the names a subgraph suggests', () => {
  expect(messageOf('Cannot query field "nam". Did you mean "name" or "names"?')).toBe('Cannot query field "nam".');
});

test('a message made of what is looked for is cut before it is looked at', () => {
  // 1 MiB, which a client may send and a subgraph repeat: looked at whole it takes minutes.
  const message = messageOf('Did you mean '.repeat(80_000));
  expect(message).toHaveLength(messageCharactersMax + 1);
  expect(message?.at(-1)).toBe('…');
});
