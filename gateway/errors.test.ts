import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientCodes } from './errors.ts';

test('README lists every code of the register with its meaning and remedy, and no other', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').flatMap((line) => {
    const [, code, meaning, remedy] = /^\| `([A-Z_]+)` *\| (.*?) *\| (.*?) *\|$/.exec(line) ?? [];
    return code === undefined ? [] : [{ code, meaning, remedy }];
  });
  expect(rows).toEqual(Object.entries(clientCodes).map(([code, { meaning, remedy }]) => ({ code, meaning, remedy })));
});
