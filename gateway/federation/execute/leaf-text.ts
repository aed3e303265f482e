// Leaf values as JSON text, coerced as GraphQL says.
import { GraphQLError, isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/** Gives the text of one leaf; throws what graphql-js throws for a value the type does not have. */
export function leafText(type: GraphQLLeafType): (value: unknown) => string {
  // Custom scalars are their subgraph's word.
  const isCustom = !isEnumType(type) && !isSpecifiedScalarType(type);
  return isCustom ? stringify : (value) => stringify(type.serialize(value));
}

/** A custom scalar may hold a whole JSON value. */
function stringify(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw tooLarge();
  if (typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  try {
    return JSON.stringify(value, refuseInfinity);
  } catch (error) {
    if (error instanceof RangeError) throw new GraphQLError('The value nests too deep to be handed on.');
    throw error;
  }
}

function refuseInfinity(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw tooLarge();
  return value;
}

/** JSON has no infinity, and null would be another value. */
function tooLarge(): GraphQLError {
  return new GraphQLError('A number is larger than numbers may be here (about 1.8e308).');
}
