// Expressions with a value, compiled to closures.
import {
  addDecimals,
  formatDecimal,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
  type Decimal,
} from '../decimal.ts';
import type { Value } from '../table.ts';
import { asKind, constantValue, type CompiledValue, type Context } from './compiled.ts';
import { compileDisplay } from './display.ts';
import { formatDay, formatMoment, readTime } from './formats.ts';
import { commonKind, show, type Kind } from './kinds.ts';
import { refusal, unsupported } from './refusal.ts';
import type { Expression } from './syntax.ts';

/** Compiles an expression that must have a value. */
export function compileValue(expression: Expression, context: Context): CompiledValue {
  const { grouping, scope, condition } = context;
  if (grouping?.isKey(expression) === true) return compileValue(expression, { scope, condition });
  switch (expression.kind) {
    case 'text':
      // The database behind NetSuite takes the empty text for null.
      return constantValue(expression.value === '' ? null : expression.value, 'text');
    case 'number':
      return constantValue(expression.value, 'decimal');
    case 'null':
      return constantValue(null, 'null');
    case 'column':
      return compileColumn(expression, context);
    case 'aggregate':
      if (grouping === undefined) throw unsupported('Group function is not allowed here.');
      return grouping.read(expression);
    case 'call':
      return compileCall(expression, context);
    case 'arithmetic':
      return compileArithmetic(expression, context);
    case 'negate': {
      const operand = asKind(compileValue(expression.operand, context), 'decimal');
      return decimalOver([operand], ([value]) => (value === undefined ? null : negateDecimal(value)));
    }
    case 'case':
      return compileCase(expression, context);
    default:
      throw unsupported('A condition stands where a value is needed.');
  }
}

function compileColumn(expression: Extract<Expression, { kind: 'column' }>, context: Context): CompiledValue {
  const { source, definition, position } = context.scope.resolve(expression.qualifier, expression.name);
  if (context.grouping !== undefined)
    throw unsupported(`The column '${expression.name}' is neither aggregated nor in GROUP BY.`);
  const { slot } = source;
  return {
    kind: definition.kind,
    slots: 1 << slot,
    evaluate: (tuple) => tuple[slot]?.[position] ?? null,
    column: { slot, name: definition.name },
  };
}

/** A decimal made from decimals; null as soon as one of them is. */
function decimalOver(
  operands: readonly CompiledValue[],
  combine: (values: readonly Decimal[]) => Decimal | null,
): CompiledValue {
  const evaluate: CompiledValue['evaluate'] = (tuple, aggregates) => {
    const values: Decimal[] = [];
    for (const operand of operands) {
      const value = operand.evaluate(tuple, aggregates);
      if (typeof value !== 'object' || value === null) return null;
      values.push(value);
    }
    return combine(values);
  };
  return folded({ kind: 'decimal', slots: slotsOf(operands), evaluate }, operands);
}

function slotsOf(values: readonly { readonly slots: number }[]): number {
  return values.reduce((mask, value) => mask | value.slots, 0);
}

/** Computes once what depends on constants only. */
function folded(value: CompiledValue, operands: readonly CompiledValue[]): CompiledValue {
  if (!operands.every((operand) => operand.constant !== undefined)) return value;
  return constantValue(value.evaluate([], []), value.kind);
}

function compileArithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, context: Context): CompiledValue {
  const left = compileValue(expression.left, context);
  const right = compileValue(expression.right, context);
  if (expression.operator === '||') return concatenate(left, right);
  const operands = [asKind(left, 'decimal'), asKind(right, 'decimal')];
  if ([left, right].some(({ kind }) => kind === 'date' || kind === 'datetime'))
    throw unsupported('Arithmetic on dates is not supported.');
  const { operator } = expression;
  return decimalOver(operands, ([first, second]) => {
    if (first === undefined || second === undefined) return null;
    switch (operator) {
      case '+':
        return addDecimals(first, second);
      case '-':
        return subtractDecimals(first, second);
      case '*':
        return multiplyDecimals(first, second);
    }
  });
}

function concatenate(left: CompiledValue, right: CompiledValue): CompiledValue {
  const operands = [left, right];
  const evaluate: CompiledValue['evaluate'] = (tuple, aggregates) => {
    // Null is the empty text on both sides of ||, and the empty text is null.
    const joined = operands.map((operand) => show(operand.evaluate(tuple, aggregates), operand.kind) ?? '').join('');
    return joined === '' ? null : joined;
  };
  return folded({ kind: 'text', slots: slotsOf(operands), evaluate }, operands);
}

function compileCase(expression: Extract<Expression, { kind: 'case' }>, context: Context): CompiledValue {
  const conditions = expression.branches.map((branch) => context.condition(branch.when, context));
  const outcomes = expression.branches.map((branch) => compileValue(branch.then, context));
  const otherwise =
    expression.otherwise === null ? constantValue(null, 'null') : compileValue(expression.otherwise, context);
  const kind = [...outcomes, otherwise].map((outcome) => outcome.kind).reduce(commonKind);
  const converted = outcomes.map((outcome) => asKind(outcome, kind));
  const last = asKind(otherwise, kind);
  return {
    kind,
    slots: slotsOf([...conditions, ...outcomes, otherwise]),
    evaluate: (tuple, aggregates) => {
      const met = conditions.findIndex((condition) => condition.test(tuple, aggregates) === true);
      return (converted[met] ?? last).evaluate(tuple, aggregates);
    },
  };
}

function compileCall(expression: Extract<Expression, { kind: 'call' }>, context: Context): CompiledValue {
  if (expression.name === 'builtin.df') return compileDisplay(expression.arguments[0], context);
  const values = expression.arguments.map((argument) => compileValue(argument, context));
  switch (expression.name) {
    case 'nvl':
    case 'coalesce':
      return coalesce(values);
    case 'to_date':
      return toDate(values);
    case 'to_char':
      return toChar(values);
    default:
      throw unsupported(`Function ${expression.name.toUpperCase()} is not supported.`);
  }
}

function coalesce(values: readonly CompiledValue[]): CompiledValue {
  const kind = values.map((value) => value.kind).reduce(commonKind);
  const converted = values.map((value) => asKind(value, kind));
  return {
    kind,
    slots: slotsOf(values),
    evaluate: (tuple, aggregates) => {
      for (const value of converted) {
        const found = value.evaluate(tuple, aggregates);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function constantText(value: CompiledValue | undefined, what: string): string {
  const text = value?.constant?.value;
  if (typeof text !== 'string') throw refusal(`Search error occurred: ${what} must be a text literal.`);
  return text;
}

function toDate(values: readonly CompiledValue[]): CompiledValue {
  const time = readTime(
    constantText(values[0], 'The date of TO_DATE'),
    constantText(values[1], 'The format of TO_DATE'),
  );
  return constantValue(time.value, time.kind);
}

function toChar([value, format]: readonly CompiledValue[]): CompiledValue {
  if (value === undefined) throw unsupported('TO_CHAR needs a value.');
  const isTime = value.kind === 'date' || value.kind === 'datetime';
  if (format !== undefined && !isTime) throw unsupported('TO_CHAR takes a format for dates only.');
  const pattern = format === undefined ? null : constantText(format, 'The format of TO_CHAR');
  // The same days come back row after row, and reading the calendar is slow.
  const written = new Map<Value, string | null>();
  const write = (found: Value): string | null => {
    const known = written.get(found);
    if (known !== undefined) return known;
    const text = writeText(found, value.kind, pattern);
    written.set(found, text);
    return text;
  };
  return folded(
    { kind: 'text', slots: value.slots, evaluate: (tuple, aggregates) => write(value.evaluate(tuple, aggregates)) },
    [value],
  );
}

function writeText(found: Value, kind: Kind, pattern: string | null): string | null {
  if (found === null) return null;
  if (typeof found === 'object') return formatDecimal(found);
  if (pattern === null) return show(found, kind);
  if (kind === 'date' && typeof found === 'string') return formatDay(found, pattern);
  return typeof found === 'number' ? formatMoment(found, pattern) : show(found, kind);
}
