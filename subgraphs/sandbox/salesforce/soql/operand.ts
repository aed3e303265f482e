// Something with a value per record, or per group of records: what conditions, order and functions work on.
import type { FieldDefinition, FieldType } from '../catalogue/field.ts';
import { sumExactly } from '../wire-number.ts';
import type { Row, Value } from '../store/record.ts';
import { compareValues, equalityKey } from './compare.ts';
import { resolvePath, type ResolvedPath, type Root } from './path.ts';
import { malformedQuery } from './query-error.ts';
import type { AggregateFunction, AggregateNode, OperandNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** A value per item, with what is needed to compare and to complain. */
export interface Operand<T> {
  /** As the query wrote it, for messages. */
  readonly name: string;
  readonly start: number;
  readonly type: FieldType;
  /** Null for functions. */
  readonly field: FieldDefinition | null;
  /** Amounts come in the corporate currency, so that they can be compared; everything else as it is stored. */
  readonly read: (item: T) => Value;
}

/** An operand of a query without groups. Functions have no value there. */
export function rowOperand(world: QueryWorld, root: Root, node: OperandNode): Operand<Row> {
  if (node.kind === 'aggregate') throw malformedQuery(`unexpected token: '${node.function}'`);
  return operandOf(world, resolvePath(world, root, node.path));
}

/** The operand of a field. */
export function operandOf(world: QueryWorld, path: ResolvedPath): Operand<Row> {
  const { field, start } = path;
  const read = field.type === 'currency' ? (row: Row): Value => corporateAmount(world, path, row) : path.read;
  return { name: field.name, start, type: field.type, field, read };
}

/** An amount in the corporate currency: the vendor compares, sorts and sums amounts of several currencies like this. */
function corporateAmount(world: QueryWorld, path: ResolvedPath, row: Row): Value {
  const owner = path.owner(row);
  const amount = owner?.[path.field.storedAs] ?? null;
  if (typeof amount !== 'number' || owner === null) return null;
  const { CurrencyIsoCode: currency } = owner;
  return typeof currency === 'string' ? amount / world.rateOf(currency) : amount;
}

/** A function over the records of a group. */
export function aggregateOperand(world: QueryWorld, root: Root, node: AggregateNode): Operand<readonly Row[]> {
  const { function: name, start } = node;
  if (node.argument === null) {
    return { name: 'COUNT()', start, type: 'int', field: null, read: (rows) => rows.length };
  }
  const operand = operandOf(world, resolvePath(world, root, node.argument));
  checkAggregate(operand, name);
  const type = aggregateType(name, operand.type);
  const read = (rows: readonly Row[]): Value => aggregate(name, operand, rows.map(operand.read));
  return { name: `${name}(${operand.name})`, start, type, field: null, read };
}

function checkAggregate({ field, name, type }: Operand<Row>, aggregateName: AggregateFunction): void {
  const isNumber = ['int', 'long', 'double', 'currency', 'percent'].includes(type);
  const isSum = aggregateName === 'SUM' || aggregateName === 'AVG';
  if (field?.aggregatable === true && (isNumber || !isSum)) return;
  throw malformedQuery(`field ${name} does not support aggregate operator ${aggregateName}`);
}

function aggregateType(name: AggregateFunction, type: FieldType): FieldType {
  switch (name) {
    case 'COUNT':
    case 'COUNT_DISTINCT':
      return 'int';
    case 'SUM':
    case 'AVG':
      return type === 'int' && name === 'SUM' ? 'int' : 'double';
    case 'MIN':
    case 'MAX':
      return type;
  }
}

function aggregate(name: AggregateFunction, { type }: Operand<Row>, values: readonly Value[]): Value {
  const known = values.filter((value) => value !== null);
  const numbers = known.filter((value) => typeof value === 'number');
  switch (name) {
    case 'COUNT':
      return known.length;
    case 'COUNT_DISTINCT':
      return new Set(known.map((value) => equalityKey(type, value))).size;
    case 'SUM':
      return numbers.length === 0 ? null : sumExactly(numbers);
    case 'AVG':
      return numbers.length === 0 ? null : sumExactly(numbers) / numbers.length;
    case 'MIN':
      return known.toSorted((a, b) => compareValues(type, a, b))[0] ?? null;
    case 'MAX':
      return known.toSorted((a, b) => compareValues(type, b, a))[0] ?? null;
  }
}
