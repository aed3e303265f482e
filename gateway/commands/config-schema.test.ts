import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configJsonSchema, configSchemaFile } from './config-schema.ts';

test('the committed JSON schema is the one of the configuration; `node gateway/commands/config-schema.ts` writes it', () => {
  expect(readFileSync(configSchemaFile, 'utf8')).toBe(configJsonSchema());
});

test('a key nobody knows is an error, and a variable may stand for a number', () => {
  const schema = JSON.parse(configJsonSchema()) as {
    additionalProperties: boolean;
    properties: { port: { anyOf: { type: string; pattern?: string }[] } };
  };
  expect(schema.additionalProperties).toBe(false);
  const patterns = schema.properties.port.anyOf.flatMap(({ pattern }) => (pattern ? [new RegExp(pattern)] : []));
  expect(patterns.some((pattern) => pattern.test('${PORT:-4000}'))).toBe(true);
  expect(patterns.some((pattern) => pattern.test('four thousand'))).toBe(false);
});
