// The JSON schema of gateway.yaml, from the same zod schema that reads it. `node gateway/commands/config-schema.ts` writes
// gateway.schema.json, which editors find by the first line of gateway.yaml; a test keeps the two equal.
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { gatewayConfigSchema } from '../config.ts';

/** The committed schema. */
export const configSchemaFile = new URL('../gateway.schema.json', import.meta.url);

type Schema = Readonly<Record<string, unknown>>;

/** The schema as text. It describes the file as written, where `${NAME}` may stand for any single value. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(gatewayConfigSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify(withVariables(schema), null, 2)}\n`;
}

/** What the environment gives is a text until it is expanded. */
const variable: Schema = { type: 'string', pattern: '\\$\\{[A-Z][A-Z0-9_]*(:-[^}]*)?\\}' };

/** Keys that say something about a value without constraining it. */
const annotations: ReadonlySet<string> = new Set(['default', 'description']);

function withVariables(schema: Schema): Schema {
  const alternatives = alternativesOf(schema);
  if (alternatives.length === 1 && !isConstrainedValue(schema)) return mapParts(schema);
  const told = Object.fromEntries(Object.entries(schema).filter(([key]) => annotations.has(key)));
  const isValueAmongThem = alternatives.some(isConstrainedValue);
  return { ...told, anyOf: [...alternatives.map(mapParts), ...(isValueAmongThem ? [variable] : [])] };
}

/** Unions of unions read as one. */
function alternativesOf(schema: Schema): readonly Schema[] {
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as Schema[]).flatMap(alternativesOf);
  return [Object.fromEntries(Object.entries(schema).filter(([key]) => !annotations.has(key)))];
}

/** A single value that a text would not fit anyway. */
function isConstrainedValue(schema: Schema): boolean {
  if ('enum' in schema || 'const' in schema) return true;
  if (schema.type === 'string') return 'format' in schema || 'pattern' in schema;
  return schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean';
}

/** The same for what is inside a schema. */
function mapParts(schema: Schema): Schema {
  const mapped: Record<string, unknown> = { ...schema };
  for (const key of ['items', 'additionalProperties']) {
    const part = schema[key];
    if (typeof part === 'object' && part !== null) mapped[key] = withVariables(part as Schema);
  }
  if (typeof schema.properties === 'object' && schema.properties !== null) {
    const properties = Object.entries(schema.properties as Record<string, Schema>);
    mapped.properties = Object.fromEntries(properties.map(([name, part]) => [name, withVariables(part)]));
  }
  return mapped;
}

if (import.meta.main) writeFileSync(configSchemaFile, configJsonSchema());
