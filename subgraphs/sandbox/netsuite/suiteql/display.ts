// BUILTIN.DF: what people see for a value, which is the name behind an id and the label of a fixed list's entry.
import type { Row, Table, Value } from '../table.ts';
import type { CompiledValue, Context } from './compiled.ts';
import { show } from './kinds.ts';
import { unsupported } from './refusal.ts';
import type { ResolvedColumn, Scope } from './scope.ts';
import type { Expression } from './syntax.ts';

/** Compiles BUILTIN.DF of a column. */
export function compileDisplay(argument: Expression | undefined, context: Context): CompiledValue {
  if (argument?.kind !== 'column') throw unsupported('BUILTIN.DF takes a column.');
  if (context.grouping !== undefined && !context.grouping.isKey(argument))
    throw unsupported(`The column '${argument.name}' is neither aggregated nor in GROUP BY.`);
  const column = context.scope.resolve(argument.qualifier, argument.name);
  const { slot } = column.source;
  const write = displayer(column, context.scope);
  return {
    kind: 'text',
    slots: 1 << slot,
    evaluate: (tuple) => {
      const row = tuple[slot] ?? null;
      return row === null ? null : write(row);
    },
  };
}

function displayer({ definition, position, source }: ResolvedColumn, scope: Scope): (row: Row) => string | null {
  const { references, labels, kind, name } = definition;
  if (references !== undefined) {
    const tables = references.flatMap((reference) => scope.data.table(reference) ?? []);
    const seen = new Map<Value, string | null>();
    return (row) => {
      const value = row[position] ?? null;
      const cached = seen.get(value);
      if (cached !== undefined || value === null) return cached ?? null;
      const shown = displayName(tables, value) ?? show(value, kind);
      seen.set(value, shown);
      return shown;
    };
  }
  if (source.table.definition.name === 'transaction' && name === 'status')
    return (row) => displayStatus(source.table, row);
  return (row) => {
    const value = row[position] ?? null;
    return (typeof value === 'string' ? labels?.[value] : undefined) ?? show(value, kind);
  };
}

/** The name people see for the row with this id, in the first table that has one. */
export function displayName(tables: readonly Table[], id: Value): string | null {
  for (const table of tables) {
    const row = table.first('id', id);
    if (row !== undefined) return rowName(table, row);
  }
  return null;
}

/** The name people see for a row. */
export function rowName(table: Table, row: Row): string {
  const parts = (table.definition.display ?? ['id']).map((column) => show(table.value(row, column), 'text') ?? '');
  return parts.filter((part) => part !== '').join(' ');
}

/** A status letter as `Invoice : Open`. */
export function displayStatus(table: Table, row: Row): string | null {
  const [type, status] = [table.text(row, 'type'), table.text(row, 'status')];
  if (type === null || status === null) return null;
  const labelsOf = (column: string): Readonly<Record<string, string>> =>
    table.definition.columns.find((definition) => definition.name === column)?.labels ?? {};
  return `${labelsOf('type')[type] ?? type} : ${labelsOf('status')[`${type}:${status}`] ?? status}`;
}
