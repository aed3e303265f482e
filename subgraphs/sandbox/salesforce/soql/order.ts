// ORDER BY. Nulls come first in both directions unless the query says otherwise; picklists follow the order of their values.
import type { Value } from '../store/record.ts';
import { compareValues } from './compare.ts';
import type { Operand } from './operand.ts';
import { invalidField } from './query-error.ts';
import type { OrderNode } from './syntax.ts';
import type { QueryWorld } from './world.ts';

/** One key of the order, compiled. */
export interface OrderKey<T> {
  readonly operand: Operand<T>;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** Compiles the keys; a long text cannot be one. */
export function compileOrder<T>(
  world: QueryWorld,
  nodes: readonly OrderNode[],
  operandOf: (node: OrderNode['operand']) => Operand<T>,
): OrderKey<T>[] {
  return nodes.map(({ operand: node, descending, nullsLast }) => {
    const operand = operandOf(node);
    if (operand.field?.sortable === false) {
      throw invalidField(world.text, operand.start, `field '${operand.name}' can not be sorted in a query call`);
    }
    return { operand, descending, nullsLast };
  });
}

/** Sorts; items that are equal in every key keep their order. */
export function sortItems<T>(items: readonly T[], keys: readonly OrderKey<T>[]): readonly T[] {
  if (keys.length === 0) return items;
  const keyed = items.map((item) => ({
    item,
    values: keys.map(({ operand }) => sortValue(operand, operand.read(item))),
  }));
  keyed.sort((left, right) => {
    for (const [index, key] of keys.entries()) {
      const difference = compareKey(key, left.values[index] ?? null, right.values[index] ?? null);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}

function compareKey<T>({ operand, descending, nullsLast }: OrderKey<T>, left: Value, right: Value): number {
  if (left === null || right === null) {
    const nullFirst = Number(left !== null) - Number(right !== null);
    return nullsLast ? -nullFirst : nullFirst;
  }
  const isPlace = typeof left === 'number' && typeof right === 'number';
  const difference = isPlace ? left - right : compareValues(operand.type, left, right);
  return descending ? -difference : difference;
}

/** A picklist value counts by its place in the list; values that are not in it come after those that are. */
function sortValue<T>({ field }: Operand<T>, value: Value): Value {
  if (field?.type !== 'picklist' || typeof value !== 'string' || field.picklistValues.length === 0) return value;
  const place = field.picklistValues.findIndex((entry) => entry.value === value);
  return place < 0 ? field.picklistValues.length : place;
}
