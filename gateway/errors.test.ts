import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
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

test('the graph’s ErrorCode lists every code of the register with its meaning and remedy, and UNKNOWN', () => {
  const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));
  const type = schema.getType('ErrorCode');
  const values = isEnumType(type) ? type.getValues() : [];
  const told = values.map(({ name, description }) => [name, description]);
  const register = Object.entries(clientCodes).map(([code, { meaning, remedy }]) => [code, `${meaning} ${remedy}`]);
  const byCode = ([one = '']: (string | null | undefined)[], [other = '']: (string | null | undefined)[]): number =>
    String(one) < String(other) ? -1 : 1;
  expect(told.filter(([code]) => code !== 'UNKNOWN').sort(byCode)).toEqual(register.sort(byCode));
});
