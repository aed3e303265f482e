// Takes over records in the shape the API shows them, like recorded ones: what is stored is stored, what is computed is dropped.
import type { Row, Value } from './database.ts';
import type { Field, Resource, Scope } from './resource.ts';
import { resourceOf } from './resource.ts';
import { readInstant } from './stamps.ts';

/** Shown records by collection. */
export type ShownRecords = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Puts the records into the tables; a record that is there already is brought up to date. */
export function loadRecords(records: ShownRecords, scope: Scope): void {
  const loaded: {
    readonly resource: Resource;
    readonly row: Row;
    readonly shown: Readonly<Record<string, unknown>>;
  }[] = [];
  for (const [collection, list] of Object.entries(records)) {
    const resource = resourceOf(scope.catalogue, collection);
    const table = scope.database.table(collection);
    for (const shown of list) {
      const columns = columnsOf(resource, shown);
      const known = table.find(columns.id);
      if (known === undefined) loaded.push({ resource, row: table.insert(columns), shown });
      else {
        table.update(known, columns);
        loaded.push({ resource, row: known, shown });
      }
    }
  }
  // Links that live in other tables come last, when both ends are there.
  for (const { resource, row, shown } of loaded) {
    for (const association of Object.values(resource.associations)) {
      const ids = shown[association.key];
      if (association.kind === 'many' && Array.isArray(ids)) association.adopt?.(row, ids.map(String), scope);
    }
  }
}

function columnsOf(resource: Resource, shown: Readonly<Record<string, unknown>>): Row {
  const columns: Record<string, Value> & { id: string } = { id: String(shown.id) };
  for (const [name, field] of Object.entries(resource.fields)) {
    const value = shown[name];
    if (value === undefined || (field.value !== undefined && field.isStored !== true)) continue;
    columns[name] = toColumn(field, value);
  }
  for (const association of Object.values(resource.associations)) {
    if (association.kind === 'reference' || association.column === undefined) continue;
    const value = shown[association.key];
    if (value !== undefined) columns[association.column] = value as Value;
  }
  return columns;
}

function toColumn(field: Field, value: unknown): Value {
  if (field.type === 'instant' && typeof value === 'string') return readInstant(value);
  if (field.type === 'id' && typeof value === 'number') return String(value);
  return value as Value;
}
