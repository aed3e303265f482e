// Expressions with a truth, compiled to closures, with SQL's three values: true, false and unknown (null).
import { compileValue } from './compile-value.ts';
import {
  asKind,
  NO_AGGREGATES,
  type ColumnEnd,
  type CompiledCondition,
  type CompiledValue,
  type Context,
  type Equality,
} from './compiled.ts';
import { commonKind, compareValues, hashKey } from './kinds.ts';
import { unsupported } from './refusal.ts';
import type { ComparisonOperator, Expression } from './syntax.ts';
import type { Value } from '../table.ts';

/** Compiles an expression that must be a condition. */
export function compileCondition(expression: Expression, context: Context): CompiledCondition {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const left = compileCondition(expression.left, context);
      const right = compileCondition(expression.right, context);
      // `decisive` is the truth that settles the whole, whatever the other side is.
      const decisive = expression.kind === 'or';
      return {
        slots: left.slots | right.slots,
        test: (tuple, aggregates) => {
          const first = left.test(tuple, aggregates);
          if (first === decisive) return decisive;
          const second = right.test(tuple, aggregates);
          if (second === decisive) return decisive;
          return first === null || second === null ? null : !decisive;
        },
      };
    }
    case 'not': {
      const operand = compileCondition(expression.operand, context);
      return {
        slots: operand.slots,
        test: (tuple, aggregates) => negate(operand.test(tuple, aggregates), true),
      };
    }
    case 'compare':
      return compileComparison(expression, context);
    case 'in':
      return compileIn(expression, context);
    case 'like':
      return compileLike(expression, context);
    case 'between':
      return compileBetween(expression, context);
    case 'isNull': {
      const operand = compileValue(expression.operand, context);
      const { negated } = expression;
      return {
        slots: operand.slots,
        test: (tuple, aggregates) => (operand.evaluate(tuple, aggregates) === null) !== negated,
      };
    }
    default:
      throw unsupported('A value stands where a condition is needed.');
  }
}

function negate(truth: boolean | null, negated: boolean): boolean | null {
  return truth === null ? null : truth !== negated;
}

function holds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function compileComparison(expression: Extract<Expression, { kind: 'compare' }>, context: Context): CompiledCondition {
  const [left, right, kind] = aligned(compileValue(expression.left, context), compileValue(expression.right, context));
  const { operator } = expression;
  const equality = operator === '=' ? equalityOf(left, right) : undefined;
  return {
    slots: left.slots | right.slots,
    test: (tuple, aggregates) => {
      const first = left.evaluate(tuple, aggregates);
      if (first === null) return null;
      const second = right.evaluate(tuple, aggregates);
      return second === null ? null : holds(operator, compareValues(first, second, kind));
    },
    ...(equality === undefined ? {} : { equality }),
  };
}

/** Both sides in one kind; ids compared with whole numbers stay ids, so that the index on them can be used. */
function aligned(
  left: CompiledValue,
  right: CompiledValue,
): readonly [CompiledValue, CompiledValue, CompiledValue['kind']] {
  const [asLeft, asRight] = [asId(left, right), asId(right, left)];
  if (asRight !== null) return [left, asRight, left.kind];
  if (asLeft !== null) return [asLeft, right, right.kind];
  const kind = commonKind(left.kind, right.kind);
  return [asKind(left, kind), asKind(right, kind), kind];
}

/** A constant as an id, when the other side is an id and the constant is one: a whole number, or text that is one. */
function asId(constant: CompiledValue, other: CompiledValue): CompiledValue | null {
  if (other.kind !== 'key' || constant.constant === undefined) return null;
  const key =
    constant.kind === 'decimal' || constant.kind === 'text'
      ? hashKey(asKind(constant, 'decimal').constant?.value ?? null)
      : null;
  if (typeof key !== 'string' || !/^#-?\d{1,15}$/.test(key)) return null;
  const value = Number(key.slice(1));
  return { kind: 'key', slots: 0, evaluate: () => value, constant: { value } };
}

function equalityOf(left: CompiledValue, right: CompiledValue): Equality | undefined {
  if (left.kind === 'decimal' || left.kind !== right.kind) return undefined;
  const [first, second] = [endOf(left), endOf(right)];
  if (first !== null && right.constant !== undefined)
    return { kind: 'constants', slot: first.slot, name: first.name, values: [right.constant.value] };
  if (second !== null && left.constant !== undefined)
    return { kind: 'constants', slot: second.slot, name: second.name, values: [left.constant.value] };
  if (first === null || second === null || first.slot === second.slot) return undefined;
  return { kind: 'columns', ends: [first, second] };
}

function endOf(value: CompiledValue): ColumnEnd | null {
  const { column } = value;
  return column === undefined ? null : { ...column, read: (tuple) => value.evaluate(tuple, NO_AGGREGATES) };
}

function compileIn(expression: Extract<Expression, { kind: 'in' }>, context: Context): CompiledCondition {
  const operand = compileValue(expression.operand, context);
  const options = expression.options.map((option) => compileValue(option, context));
  const pairs = options.map((option) => aligned(operand, option));
  const { negated } = expression;
  const first = pairs[0];
  const uniform = pairs.every(([left, right]) => left.kind === first?.[0].kind && right.constant !== undefined);
  if (first === undefined || !uniform) return anyOf(pairs, operand.slots, negated);
  const values = pairs.map(([, option]) => option.constant?.value ?? null);
  const keys = new Set(values.filter((value) => value !== null).map(hashKey));
  const unknown = values.includes(null);
  const [left] = first;
  const indexable = !negated && left.column !== undefined && left.kind !== 'decimal';
  return {
    slots: left.slots,
    test: (tuple, aggregates) => {
      const value = left.evaluate(tuple, aggregates);
      if (value === null) return null;
      if (keys.has(hashKey(value))) return !negated;
      return unknown ? null : negated;
    },
    ...(indexable && left.column !== undefined
      ? { equality: { kind: 'constants', ...left.column, values: uniqueValues(values) } }
      : {}),
  };
}

function uniqueValues(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

/** IN over values that differ per row or need different conversions: one comparison after the other. */
function anyOf(
  pairs: readonly (readonly [CompiledValue, CompiledValue, CompiledValue['kind']])[],
  slots: number,
  negated: boolean,
): CompiledCondition {
  return {
    slots: pairs.reduce((mask, [, option]) => mask | option.slots, slots),
    test: (tuple, aggregates) => {
      let unknown = false;
      for (const [operand, option, kind] of pairs) {
        const [value, candidate] = [operand.evaluate(tuple, aggregates), option.evaluate(tuple, aggregates)];
        if (value === null || candidate === null) unknown = true;
        else if (compareValues(value, candidate, kind) === 0) return !negated;
      }
      return unknown ? null : negated;
    },
  };
}

function compileBetween(expression: Extract<Expression, { kind: 'between' }>, context: Context): CompiledCondition {
  const { operand, low, high, negated } = expression;
  const both: Expression = {
    kind: 'and',
    left: { kind: 'compare', operator: '>=', left: operand, right: low },
    right: { kind: 'compare', operator: '<=', left: operand, right: high },
  };
  return compileCondition(negated ? { kind: 'not', operand: both } : both, context);
}

function compileLike(expression: Extract<Expression, { kind: 'like' }>, context: Context): CompiledCondition {
  const operand = asKind(compileValue(expression.operand, context), 'text');
  const pattern = asKind(compileValue(expression.pattern, context), 'text');
  const { negated, escape } = expression;
  const constant = typeof pattern.constant?.value === 'string' ? likePattern(pattern.constant.value, escape) : null;
  return {
    slots: operand.slots | pattern.slots,
    test: (tuple, aggregates) => {
      const text = operand.evaluate(tuple, aggregates);
      const wanted = pattern.evaluate(tuple, aggregates);
      if (typeof text !== 'string' || typeof wanted !== 'string') return null;
      return (constant ?? likePattern(wanted, escape)).test(text) !== negated;
    },
  };
}

/** `%` is any text and `_` any one character, unless the escape character stands before them. */
function likePattern(pattern: string, escape: string | null): RegExp {
  let source = '';
  let escaped = false;
  for (const character of pattern) {
    if (!escaped && character === escape) escaped = true;
    else {
      if (escaped && character !== '%' && character !== '_' && character !== escape)
        throw unsupported('The escape character must stand before %, _ or itself.');
      source += likeCharacter(character, escaped);
      escaped = false;
    }
  }
  if (escaped) throw unsupported('The escape character must not be the last one.');
  return new RegExp(`^${source}$`, 'su');
}

function likeCharacter(character: string, escaped: boolean): string {
  if (!escaped && character === '%') return '.*';
  if (!escaped && character === '_') return '.';
  return character.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
