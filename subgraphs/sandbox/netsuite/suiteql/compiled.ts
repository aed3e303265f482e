// What expressions compile to: closures over a tuple of rows, with the tables they read as a bit mask.
import type { Row, Value } from '../table.ts';
import { convert, type Kind } from './kinds.ts';
import type { Scope } from './scope.ts';
import type { Expression } from './syntax.ts';

/** The rows a tuple joins, by slot; null where a LEFT JOIN found nothing. */
export type Tuple = readonly (Row | null)[];
/** The aggregates of the group a tuple stands for. */
export type Aggregates = readonly Value[];

/** No aggregates: the tuple stands for itself. */
export const NO_AGGREGATES: Aggregates = [];

/** An expression with a value. */
export interface CompiledValue {
  readonly kind: Kind;
  /** One bit per slot it reads. */
  readonly slots: number;
  evaluate(tuple: Tuple, aggregates: Aggregates): Value;
  /** Set when it is nothing but a column: joins and indexes look for these. */
  readonly column?: { readonly slot: number; readonly name: string };
  /** Set when it is the same for every row. */
  readonly constant?: { readonly value: Value };
}

/** An expression with a truth; null is SQL's unknown. */
export interface CompiledCondition {
  readonly slots: number;
  test(tuple: Tuple, aggregates: Aggregates): boolean | null;
  /** Set when the whole condition is something an index can answer. */
  readonly equality?: Equality;
}

/** One side of an equality: a bare column. */
export interface ColumnEnd {
  readonly slot: number;
  readonly name: string;
  read(tuple: Tuple): Value;
}

/** A condition an index can answer: a column equal to one of some constants, or two columns of two tables equal. */
export type Equality =
  | { readonly kind: 'constants'; readonly slot: number; readonly name: string; readonly values: readonly Value[] }
  | { readonly kind: 'columns'; readonly ends: readonly [ColumnEnd, ColumnEnd] };

/** A value that is the same for every row. */
export function constantValue(value: Value, kind: Kind): CompiledValue {
  return { kind, slots: 0, evaluate: () => value, constant: { value } };
}

/** The expression converted to another kind; constants are converted once, so a bad one is refused before any row is read. */
export function asKind(value: CompiledValue, kind: Kind): CompiledValue {
  if (value.kind === kind || value.kind === 'null') return value;
  if (value.constant !== undefined) return constantValue(convert(value.constant.value, value.kind, kind), kind);
  const { kind: from, slots } = value;
  return { kind, slots, evaluate: (tuple, aggregates) => convert(value.evaluate(tuple, aggregates), from, kind) };
}

/** What may be used after GROUP BY: the keys themselves and aggregates. */
export interface Grouping {
  /** Whether the expression is one that the query groups by. */
  isKey(expression: Expression): boolean;
  /** The value of an aggregate, read from the results of the group. */
  read(expression: Extract<Expression, { kind: 'aggregate' }>): CompiledValue;
}

/** What an expression is compiled against. */
export interface Context {
  readonly scope: Scope;
  /** Present after GROUP BY; absent where rows are rows. */
  readonly grouping?: Grouping;
  /** Compiles a condition: handed in because values hold conditions (CASE) and conditions hold values. */
  readonly condition: (expression: Expression, context: Context) => CompiledCondition;
}
