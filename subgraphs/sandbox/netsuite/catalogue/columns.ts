// Short ways to write the columns of a table.
import type { ColumnDefinition } from '../table.ts';

/** An internal id, of this row or of a row of the tables named. */
export function key(name: string, ...references: readonly string[]): ColumnDefinition {
  return references.length === 0 ? { name, kind: 'key' } : { name, kind: 'key', references };
}

/** Text. */
export function text(name: string): ColumnDefinition {
  return { name, kind: 'text' };
}

/** Text out of a fixed list, with what people see for each value. */
export function choice(name: string, labels: Readonly<Record<string, string>>): ColumnDefinition {
  return { name, kind: 'text', labels };
}

/** An exact number that is not an id: amounts, rates, quantities. */
export function amount(name: string): ColumnDefinition {
  return { name, kind: 'decimal' };
}

/** A day. */
export function date(name: string): ColumnDefinition {
  return { name, kind: 'date' };
}

/** A moment. */
export function moment(name: string): ColumnDefinition {
  return { name, kind: 'datetime' };
}

/** T or F. */
export function flag(name: string): ColumnDefinition {
  return { name, kind: 'flag' };
}
