// What arguments say about cost: how many items a list will have, and weights of inputs.
import { getNamedType, isInputObjectType, Kind, valueFromASTUntyped } from 'graphql';
import type { FieldNode, GraphQLField, GraphQLInputType, ValueNode } from 'graphql';
import { add } from './amount.ts';
import type { Amount, Variables } from './amount.ts';
import type { ListSize, Weights } from './weights.ts';

type Field = GraphQLField<unknown, unknown>;

/** The size @listSize gives a list, and how many of its slicing arguments have a value. */
export interface SaidSize {
  /** Null when nothing is said. */
  readonly size: Amount | null;
  readonly given: Amount;
}

/** The largest slicing argument, else the assumed size, else nothing; defaults of the schema count as given. */
export function sizeOfList(listSize: ListSize, field: Field, node: FieldNode, otherwise: number): SaidSize {
  const slices = listSize.slicingArguments.map((path) => sliceOf(path.split('.'), field, node));
  const fallback = listSize.assumedSize ?? otherwise;
  if (slices.length === 0) return { size: listSize.assumedSize, given: 1 };
  const fixed: (number | null)[] = [];
  const open: ((variables: Variables) => number | null)[] = [];
  for (const slice of slices) {
    if (typeof slice === 'function') open.push(slice);
    else fixed.push(slice);
  }
  const known = fixed.filter((slice) => slice !== null);
  if (open.length === 0)
    return { size: known.length > 0 ? Math.max(...known) : listSize.assumedSize, given: known.length };
  const all = (variables: Variables): number[] => [
    ...known,
    ...open.map((slice) => slice(variables)).filter((slice) => slice !== null),
  ];
  return {
    size: (variables) => {
      const found = all(variables);
      return found.length > 0 ? Math.max(...found) : fallback;
    },
    given: (variables) => all(variables).length,
  };
}

/** A slicing argument's value: known now, or known from the variables. */
function sliceOf(
  [name = '', ...path]: readonly string[],
  field: Field,
  node: FieldNode,
): number | null | ((variables: Variables) => number | null) {
  const definition = field.args.find((argument) => argument.name === name);
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const standard = countOf(definition?.defaultValue, path);
  if (!value) return standard;
  if (!mentionsVariable(value)) return countOf(valueFromASTUntyped(value), path);
  if (value.kind === Kind.VARIABLE) {
    const variable = value.name.value;
    return (variables) => (variables[variable] === undefined ? standard : countOf(variables[variable], path));
  }
  return (variables) => countOf(valueFromASTUntyped(value, variables), path);
}

function countOf(value: unknown, [next, ...rest]: readonly string[]): number | null {
  if (next !== undefined) {
    return typeof value === 'object' && value !== null ? countOf((value as Variables)[next], rest) : null;
  }
  return typeof value === 'number' ? Math.max(0, value) : null;
}

function mentionsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(mentionsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => mentionsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

/** The weights of a field's arguments that are given; 0 in nearly every schema. */
export function argumentsWeight(weights: Weights, coordinate: string, field: Field, node: FieldNode): Amount {
  if (!weights.weighInputs) return 0;
  let total: Amount = 0;
  for (const { name, value } of node.arguments ?? []) {
    const definition = field.args.find((argument) => argument.name === name.value);
    if (!definition) continue;
    const own = weights.weights.get(`${coordinate}(${name.value}:)`) ?? 0;
    const weigh = (given: unknown): number =>
      given === null || given === undefined ? 0 : own + inputWeight(weights, definition.type, given);
    total = add(
      total,
      mentionsVariable(value)
        ? (variables) => weigh(valueFromASTUntyped(value, variables))
        : weigh(valueFromASTUntyped(value)),
    );
  }
  return total;
}

function inputWeight(weights: Weights, type: GraphQLInputType, value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + inputWeight(weights, type, item), 0);
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return 0;
  const fields = named.getFields();
  let sum = 0;
  for (const [name, part] of Object.entries(value)) {
    const field = fields[name];
    if (!field || part === null) continue;
    sum += (weights.weights.get(`${named.name}.${name}`) ?? 0) + inputWeight(weights, field.type, part);
  }
  return sum;
}
