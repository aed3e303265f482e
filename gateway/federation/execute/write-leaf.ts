// Leaf values as JSON text: coerced as GraphQL says, by the shortest way for the values that subgraphs send nearly always.
import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLEnumType, GraphQLLeafType, GraphQLScalarType } from 'graphql';
import { Failure } from './failure.ts';

/** Writes one leaf; throws what graphql-js throws for a value the type does not have. */
export type WriteLeaf = (value: unknown) => string;

/** Up to this length looking at each character is quicker than JSON.stringify. */
const lookedThroughMax = 48;

/** The writer of a type. Custom scalars are their subgraph's word. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(type);
  if (!isSpecifiedScalarType(type)) return (value) => (typeof value === 'string' ? quote(value) : stringify(value));
  switch (type.name) {
    case 'String':
    case 'ID':
      return (value) => (typeof value === 'string' ? quote(value) : serialized(type, value));
    case 'Int':
      // Int32 only, and never -0, which `| 0` tells apart from nothing: JSON writes both as 0.
      return (value) => (typeof value === 'number' && (value | 0) === value ? String(value) : serialized(type, value));
    case 'Float':
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : serialized(type, value));
    default:
      return (value) => (value === true ? 'true' : value === false ? 'false' : serialized(type, value));
  }
}

function enumWriter(type: GraphQLEnumType): WriteLeaf {
  const texts = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, JSON.stringify(name)]));
  return (value) => texts.get(value) ?? serialized(type, value);
}

function serialized(type: GraphQLScalarType | GraphQLEnumType, value: unknown): string {
  return stringify(type.serialize(value));
}

/** A custom scalar may hold a whole JSON value; a failure inside it has no place of its own. */
function stringify(value: unknown): string {
  return JSON.stringify(value, failuresAsNull) ?? 'null';
}

function failuresAsNull(_key: string, value: unknown): unknown {
  return value instanceof Failure ? null : value;
}

/** A text in JSON's quotes. */
export function quote(text: string): string {
  if (text.length > lookedThroughMax) return JSON.stringify(text);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Control characters, the quote, the backslash, and surrogates, which JSON escapes when they stand alone.
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd8_00 && code <= 0xdf_ff))
      return JSON.stringify(text);
  }
  return `"${text}"`;
}
