import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from './config-file.ts';

const schema = z.strictObject({ port: z.number(), url: z.string().nullable(), key: z.string() });
const file = 'port: ${PORT:-4010}\nurl: ${DATABASE_URL:-}\nkey: ${KEY}\n';

test('variables fill values, keep YAML’s types, and an empty default is null', () => {
  expect(parseConfig(file, 'a.yaml', schema, { KEY: 'k' })).toEqual({ port: 4010, url: null, key: 'k' });
  expect(parseConfig(file, 'a.yaml', schema, { KEY: 'k', PORT: '0' }).port).toBe(0);
  expect(() => parseConfig(file, 'a.yaml', schema, { KEY: 'k', PORT: '0123' })).toThrow('port');
});

test('a value with quotes and line breaks cannot change the structure of the file', () => {
  const key = '-----BEGIN\n"port: 1"\n# x: y\n';
  expect(parseConfig(file, 'a.yaml', schema, { KEY: key }).key).toBe(key);
});

test('every mistake is told with its key', () => {
  expect(() => parseConfig(file, 'a.yaml', schema, {})).toThrow(
    'a.yaml needs these environment variables, which are not set: KEY',
  );
  expect(() => parseConfig('port: x\nprot: 1\nurl: null\nkey: k', 'a.yaml', schema, {})).toThrow(/port: .*\n.*prot/s);
  expect(() => parseConfig('a: [', 'a.yaml', schema, {})).toThrow('a.yaml is not YAML');
});
