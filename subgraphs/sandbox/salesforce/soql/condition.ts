// Conditions as functions. A null is unequal to everything but null, and neither smaller nor greater than anything.
import type { Value } from '../store/record.ts';
import { compareValues, equalityKey } from './compare.ts';
import { invalidOperator, readLiteral, readPattern } from './literal.ts';
import type { Operand } from './operand.ts';
import { invalidField } from './query-error.ts';
import type { ComparisonOperator, ConditionNode, LiteralNode, OperandNode, QueryNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** What a condition is compiled with. */
export interface ConditionContext<T> {
  readonly world: QueryWorld;
  readonly operand: (node: OperandNode) => Operand<T>;
  /** The values an `IN (SELECT …)` selects. */
  readonly values: (query: QueryNode) => readonly Value[];
}

type PlainOperator = Exclude<ComparisonOperator, 'LIKE'>;
type OrderOperator = '<' | '<=' | '>' | '>=';

/** A test of one item. */
export type Test<T> = (item: T) => boolean;

/** Compiles a condition; names, operators and values are checked here, before any record is read. */
export function compileCondition<T>(node: ConditionNode, context: ConditionContext<T>): Test<T> {
  switch (node.kind) {
    case 'and': {
      const tests = node.parts.map((part) => compileCondition(part, context));
      return (item) => tests.every((test) => test(item));
    }
    case 'or': {
      const tests = node.parts.map((part) => compileCondition(part, context));
      return (item) => tests.some((test) => test(item));
    }
    case 'not': {
      const test = compileCondition(node.part, context);
      return (item) => !test(item);
    }
    case 'compare':
      return compileComparison(filterable(node.operand, context), node.operator, node.literal, context.world);
    case 'in':
      return compileIn(filterable(node.operand, context), node.negated, node.literals, context.world);
    case 'inQuery': {
      const operand = filterable(node.operand, context);
      const keys = new Set(context.values(node.query).map((value) => equalityKey(operand.type, value)));
      keys.delete('null');
      return (item) => keys.has(equalityKey(operand.type, operand.read(item))) !== node.negated;
    }
  }
}

function filterable<T>(node: OperandNode, context: ConditionContext<T>): Operand<T> {
  const operand = context.operand(node);
  if (operand.field?.filterable !== false) return operand;
  throw invalidField(context.world.text, operand.start, `field '${operand.name}' can not be filtered in a query call`);
}

function compileIn<T>(
  operand: Operand<T>,
  negated: boolean,
  literals: readonly LiteralNode[],
  world: QueryWorld,
): Test<T> {
  const keys = new Set<string>();
  const ranges: Test<T>[] = [];
  for (const literal of literals) {
    const value = readLiteral(world, operand, literal);
    if (value.kind === 'value') keys.add(equalityKey(operand.type, value.value));
    else ranges.push(compileComparison(operand, '=', literal, world));
  }
  return (item) => {
    const isIn = keys.has(equalityKey(operand.type, operand.read(item))) || ranges.some((test) => test(item));
    return isIn !== negated;
  };
}

function compileComparison<T>(
  operand: Operand<T>,
  operator: ComparisonOperator,
  literal: LiteralNode,
  world: QueryWorld,
): Test<T> {
  if (operator === 'LIKE') {
    const pattern = readPattern(world, operand, literal);
    return (item) => {
      const value = operand.read(item);
      return typeof value === 'string' && pattern.test(value);
    };
  }
  const isOrder = operator !== '=' && operator !== '!=';
  if (isOrder && operand.type === 'boolean') throw invalidOperator(world, operand);
  const value = readLiteral(world, operand, literal);
  if (value.kind === 'value') return compareWithValue(operand, operator, value.value);
  return compareWithRange(operand, operator, value.from, value.to);
}

function compareWithValue<T>(operand: Operand<T>, operator: PlainOperator, expected: Value): Test<T> {
  const isEqual = (value: Value): boolean => {
    if (value === null || expected === null) return value === expected;
    return compareValues(operand.type, value, expected) === 0;
  };
  if (operator === '=') return (item) => isEqual(operand.read(item));
  if (operator === '!=') return (item) => !isEqual(operand.read(item));
  const holds = ORDER[operator];
  return (item) => {
    const value = operand.read(item);
    return value !== null && expected !== null && holds(compareValues(operand.type, value, expected));
  };
}

/** A range of days: `=` is within, `<` before its start, `>` from its end on. */
function compareWithRange<T>(operand: Operand<T>, operator: PlainOperator, from: string, to: string): Test<T> {
  const test = RANGE[operator];
  return (item) => {
    const value = operand.read(item);
    return typeof value === 'string' ? test(value, from, to) : operator === '!=';
  };
}

const ORDER: Readonly<Record<OrderOperator, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
};

const RANGE: Readonly<Record<PlainOperator, (value: string, from: string, to: string) => boolean>> = {
  '=': (value, from, to) => value >= from && value < to,
  '!=': (value, from, to) => value < from || value >= to,
  '<': (value, from) => value < from,
  '<=': (value, _from, to) => value < to,
  '>': (value, _from, to) => value >= to,
  '>=': (value, from) => value >= from,
};
