// Configuration from one YAML file: ${ENV} expanded, unknown keys refused, every mistake told at once with its place.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The environment a file's `${NAME}` and `${NAME:-default}` are read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with a configuration file, each mistake with its key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks a file. Raises ConfigError naming the file, each key and what it wants. */
export function readConfig<Schema extends z.ZodType>(file: string, schema: Schema, env: Environment): z.infer<Schema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`Cannot read ${file}; name another with --config or put it there`);
  }
  return parseConfig(text, file, schema, env);
}

/** The same for text at hand; `name` stands for it in messages. */
export function parseConfig<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
  env: Environment,
): z.infer<Schema> {
  const missing = new Set<string>();
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new ConfigError(`${name} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const expanded = expand(raw, env, missing);
  if (missing.size > 0) {
    const names = [...missing].sort().join(', ');
    throw new ConfigError(`${name} needs these environment variables, which are not set: ${names}`);
  }
  const result = schema.safeParse(expanded);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map((issue) => `  - ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new ConfigError(`${name} is not a valid configuration:\n${mistakes.join('\n')}`);
}

// Expanded after parsing, so that a value with quotes or line breaks (a key in PEM) cannot change the file's structure.
function expand(value: unknown, env: Environment, missing: Set<string>): unknown {
  if (typeof value === 'string') return expandText(value, env, missing);
  if (Array.isArray(value)) return value.map((item) => expand(item, env, missing));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, env, missing)]));
  }
  return value;
}

function expandText(text: string, env: Environment, missing: Set<string>): string | null {
  const filled = text.replaceAll(/\$\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?\}/g, (_, name: string, fallback?: string) => {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback;
    missing.add(name);
    return '';
  });
  // A variable that is all there is and has no value is "not said", which is null, not an empty text.
  return filled === '' && text !== '' ? null : filled;
}

/** A number, also as the text an environment variable holds. */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'a number')
    .transform(Number),
]);

/** true or false, also as the text an environment variable holds; `on` and `off` read better in a shell. */
export const truth = z.union([
  z.boolean(),
  z
    .enum(['true', 'false', 'on', 'off'], 'true or false, on or off')
    .transform((text) => text === 'true' || text === 'on'),
]);
