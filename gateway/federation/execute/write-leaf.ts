// Leaf values as JSON text: coerced as GraphQL says, by the shortest way for the values that subgraphs send nearly always.
import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLEnumType, GraphQLLeafType, GraphQLScalarType } from 'graphql';
import { Failure } from './failure.ts';
import type { JsonWriter } from './json-writer.ts';

/** Writes one leaf; throws what graphql-js throws for a value the type does not have, with nothing written. */
export type WriteLeaf = (value: unknown, out: JsonWriter) => void;

/** Up to this length looking at each character is quicker than JSON.stringify. */
const lookedThroughMax = 48;

/** The writer of a type. Custom scalars are their subgraph's word. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(type);
  if (!isSpecifiedScalarType(type)) {
    return (value, out) => (typeof value === 'string' ? writeText(value, out) : out.add(stringify(value)));
  }
  switch (type.name) {
    case 'String':
    case 'ID':
      return (value, out) => (typeof value === 'string' ? writeText(value, out) : out.add(serialized(type, value)));
    case 'Int':
      // 32 bits; JSON writes -0 as 0, and so does String.
      return (value, out) =>
        out.add(typeof value === 'number' && (value | 0) === value ? String(value) : serialized(type, value));
    case 'Float':
      return (value, out) =>
        out.add(typeof value === 'number' && Number.isFinite(value) ? String(value) : serialized(type, value));
    default:
      return (value, out) => out.add(value === true ? 'true' : value === false ? 'false' : serialized(type, value));
  }
}

function enumWriter(type: GraphQLEnumType): WriteLeaf {
  const texts = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, JSON.stringify(name)]));
  return (value, out) => out.add(texts.get(value) ?? serialized(type, value));
}

function serialized(type: GraphQLScalarType | GraphQLEnumType, value: unknown): string {
  return stringify(type.serialize(value));
}

/** A custom scalar may hold a whole JSON value; a failure inside it has no place of its own. */
function stringify(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value, failuresAsNull) : (JSON.stringify(value) ?? 'null');
}

function failuresAsNull(_key: string, value: unknown): unknown {
  return value instanceof Failure ? null : value;
}

/** A text in JSON's quotes. */
function writeText(text: string, out: JsonWriter): void {
  if (text.length > lookedThroughMax || !isPlain(text)) {
    out.add(JSON.stringify(text));
    return;
  }
  out.add('"');
  out.add(text);
  out.add('"');
}

/** Without control characters, quote, backslash, and surrogates, which JSON escapes when they stand alone. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd8_00 && code <= 0xdf_ff)) return false;
  }
  return true;
}
