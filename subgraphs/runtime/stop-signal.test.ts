import { expect, test } from 'vitest';
import { StopSource } from './stop-signal.ts';

test('every listener is called once, and not after it was taken away', () => {
  const source = new StopSource();
  const called: string[] = [];
  const say = (word: string) => (): void => void called.push(word);
  const [first, second, third] = [say('first'), say('second'), say('third')];
  for (const listener of [first, second, third]) source.addEventListener('abort', listener);
  source.removeEventListener('abort', first);
  source.addEventListener('abort', say('late'));
  source.removeEventListener('abort', third);
  source.abort('enough');
  source.abort('again');
  expect(called.sort()).toEqual(['late', 'second']);
  expect(source).toMatchObject({ aborted: true, reason: 'enough' });
});
