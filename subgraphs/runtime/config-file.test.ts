import { expect, test } from 'vitest';
import { z } from 'zod';
import { numeric, parseConfig, truth } from './config-file.ts';

const schema = z.strictObject({ port: numeric.pipe(z.int()), url: z.string().nullable(), key: z.string() });
const file = 'port: ${PORT:-4010}\nurl: ${DATABASE_URL:-}\nkey: ${KEY}\n';

test('variables fill values, and an empty default is null', () => {
  expect(parseConfig(file, 'a.yaml', schema, { KEY: 'k' })).toEqual({ port: 4010, url: null, key: 'k' });
  expect(parseConfig(file, 'a.yaml', schema, { KEY: 'k', PORT: '0' }).port).toBe(0);
  expect(() => parseConfig(file, 'a.yaml', schema, { KEY: 'k', PORT: 'http' })).toThrow('port: ');
  expect(parseConfig('on: ${ON:-false}', 'a.yaml', z.strictObject({ on: truth }), { ON: 'true' }).on).toBe(true);
});

test('a text of digits stays a text where a text is wanted', () => {
  expect(parseConfig(file, 'a.yaml', schema, { KEY: '0123' }).key).toBe('0123');
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
