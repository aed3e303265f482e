// Leaf values as JSON text, coerced as GraphQL says.
import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { Failure } from './failure.ts';

/** Gives the text of one leaf; throws what graphql-js throws for a value the type does not have. */
export function leafText(type: GraphQLLeafType): (value: unknown) => string {
  // Custom scalars are their subgraph's word.
  const isCustom = !isEnumType(type) && !isSpecifiedScalarType(type);
  return isCustom ? stringify : (value) => stringify(type.serialize(value));
}

/** A custom scalar may hold a whole JSON value; a failure inside it has no place of its own. */
function stringify(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value, failuresAsNull) : (JSON.stringify(value) ?? 'null');
}

function failuresAsNull(_key: string, value: unknown): unknown {
  return value instanceof Failure ? null : value;
}
