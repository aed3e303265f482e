// A row as record/v1 JSON: references with links, numbers as JSON numbers, nulls left out.
import { formatInstant } from '../account-time.ts';
import type { Row, Table } from '../table.ts';
import { jsonNumber, referenceTo } from './fields.ts';
import type { FieldSpec, RecordSpec, RecordView } from './spec.ts';

/** How much of a record to show. */
export interface ShowOptions {
  /** Sublists with their lines instead of links to them. */
  readonly expand: boolean;
  /** Only these fields, in lower case; null shows all. */
  readonly only: ReadonlySet<string> | null;
}

/** A record. */
export function showRecord(
  spec: RecordSpec,
  row: Row,
  view: RecordView,
  options: ShowOptions,
): Record<string, unknown> {
  const table = view.database.known(spec.table);
  const id = String(table.number(row, 'id') ?? '');
  const self = `${view.origin}/services/rest/record/v1/${spec.type}/${id}`;
  const wanted = (name: string): boolean => options.only === null || options.only.has(name.toLowerCase());
  const shown: Record<string, unknown> = {
    ...showFields(
      spec.fields.filter(({ name }) => wanted(name)),
      { table, row, owner: spec.type },
      view,
    ),
    id,
  };
  for (const sublist of spec.sublists) {
    if (!wanted(sublist.name)) continue;
    const links = [{ rel: 'self', href: `${self}/${sublist.name}` }];
    if (!options.expand) shown[sublist.name] = { links };
    else {
      const items = sublist.lines(row, view).map((line, index) => ({
        links: [{ rel: 'self', href: `${self}/${sublist.name}/${lineKey(line, index)}` }],
        ...line,
      }));
      shown[sublist.name] = { links, items, totalResults: items.length };
    }
  }
  const sorted = Object.entries(shown).sort(([one], [other]) => (one < other ? -1 : 1));
  return { links: [{ rel: 'self', href: self }], ...Object.fromEntries(sorted) };
}

function lineKey(line: Readonly<Record<string, unknown>>, index: number): string {
  return typeof line.line === 'number' && line.line > 0 ? String(line.line) : String(index + 1);
}

/** A row and the table it is of; `owner` is the record type or sublist its field names belong to, for drift. */
export interface ShownRow {
  readonly table: Table;
  readonly row: Row;
  readonly owner: string;
}

/** The fields of a row that have a value, under the names they have today. */
export function showFields(fields: readonly FieldSpec[], shown: ShownRow, view: RecordView): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const field of fields) {
    const name = view.drift.shown(shown.owner, field.name);
    const value = name === null ? undefined : showField(field, shown, view);
    if (name !== null && value !== undefined) object[name] = value;
  }
  return object;
}

function showField(field: FieldSpec, { table, row }: ShownRow, view: RecordView): unknown {
  if (field.source.kind === 'derived') return field.source.value(row, view);
  const { column } = field.source;
  switch (field.type) {
    case 'string':
    case 'date':
      return table.text(row, column) ?? undefined;
    case 'integer':
    case 'number':
      return jsonNumber(table.decimal(row, column));
    case 'boolean': {
      const flag = table.text(row, column);
      return flag === null ? undefined : flag === 'T';
    }
    case 'dateTime': {
      const at = table.number(row, column);
      return at === null ? undefined : formatInstant(at);
    }
    case 'reference':
      return referenceTo(field.target ?? '', table.number(row, column), view);
    case 'choice': {
      const value = table.text(row, column);
      const labels = table.definition.columns.find(({ name }) => name === column)?.labels;
      return value === null ? undefined : { id: value, refName: labels?.[value] ?? value };
    }
    case 'subrecord':
      return undefined;
  }
}
