import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownershipTable } from './owners.ts';

test('schema/README.md lists the owner of every field as the SDL states it', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const cells = (text: string): string[] =>
    [...text.matchAll(/^\|.*\|$/gm)].map((row) => row[0].replace(/\s*\|\s*/g, '|').replace(/-+/g, '-'));
  expect(cells(readme), 'run "node schema/owners.ts" and put its table into schema/README.md').toEqual(
    cells(ownershipTable()),
  );
});
