// The shortest way for the leaves that subgraphs send nearly always: a value that needs no coercion is written at once, by one
// call. Everything else, null and failures too, goes the whole way.
import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLEnumType, GraphQLLeafType } from 'graphql';
import { out } from './complete.ts';
import type { Complete } from './complete.ts';
import { constantText } from './json-writer.ts';

const yes = constantText('true');
const no = constantText('false');

/** Puts the short way before the whole one. */
export function quickLeaf(type: GraphQLLeafType, otherwise: Complete): Complete {
  if (isEnumType(type)) return quickEnum(type, otherwise);
  switch (isSpecifiedScalarType(type) ? type.name : 'String') {
    case 'Int':
      // 32 bits; JSON writes -0 as 0, and so does `addInteger`.
      return (value, run) => {
        if (typeof value !== 'number' || (value | 0) !== value) return otherwise(value, run);
        out.addInteger(value);
        return true;
      };
    case 'Float':
      return (value, run) => {
        if (typeof value !== 'number' || !Number.isFinite(value)) return otherwise(value, run);
        out.addNumber(value);
        return true;
      };
    case 'Boolean':
      return (value, run) => {
        if (typeof value !== 'boolean') return otherwise(value, run);
        out.addConstant(value ? yes : no);
        return true;
      };
    default:
      return (value, run) => {
        if (typeof value !== 'string') return otherwise(value, run);
        out.addText(value);
        return true;
      };
  }
}

function quickEnum(type: GraphQLEnumType, otherwise: Complete): Complete {
  const names = type.getValues().map(({ name, value }) => [value, constantText(JSON.stringify(name))] as const);
  const constants = new Map<unknown, Uint8Array>(names);
  return (value, run) => {
    const constant = constants.get(value);
    if (!constant) return otherwise(value, run);
    out.addConstant(constant);
    return true;
  };
}
