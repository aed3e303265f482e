// The account's tables in memory. Rows hold only what the vendor stores; what it computes is made when a row is shown.

/** What a column can hold. Instants are UTC text, dates text, amounts whole base units, ids text. */
export type Value = string | number | boolean | null | readonly string[] | { readonly [key: string]: unknown };

/** A stored record. */
export interface Row {
  readonly id: string;
  readonly [column: string]: Value | undefined;
}

/** Columns to set. */
export type Changes = Readonly<Record<string, Value | undefined>>;

/** One collection's rows, in the order of their ids' birth. */
export interface Table {
  readonly name: string;
  find(id: string): Row | undefined;
  all(): Iterable<Row>;
  /** Rows whose column has the value; the index over a column is built when it is first asked for. */
  by(column: string, value: string): readonly Row[];
  insert(row: Row): Row;
  /** Changes a row in place: everyone who holds it sees the change. */
  update(row: Row, changes: Changes): void;
  remove(row: Row): void;
  /** The id the next record gets: one more than the largest there has been. */
  nextId(): string;
  readonly size: number;
}

/** All tables. */
export interface Database {
  table(name: string): Table;
  names(): readonly string[];
  /** Counts every write, so that lists derived from the tables know when they are stale. */
  readonly version: number;
}

type MutableRow = { id: string } & Record<string, Value | undefined>;

/** An empty database; a table exists as soon as it is named. */
export function createDatabase(): Database {
  const tables = new Map<string, Table>();
  let version = 0;
  const changed = (): void => {
    version += 1;
  };
  return {
    table: (name) => {
      let table = tables.get(name);
      if (table === undefined) {
        table = createTable(name, changed);
        tables.set(name, table);
      }
      return table;
    },
    names: () => [...tables.keys()].sort(),
    get version() {
      return version;
    },
  };
}

function createTable(name: string, changed: () => void): Table {
  const rows = new Map<string, Row>();
  const indexes = new Map<string, Map<string, Row[]>>();
  let lastId = 0;
  const enter = (index: Map<string, Row[]>, column: string, row: Row): void => {
    for (const key of keysOf(row[column])) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [row]);
      else list.push(row);
    }
  };
  const leave = (index: Map<string, Row[]>, column: string, row: Row): void => {
    for (const key of keysOf(row[column])) {
      const list = index.get(key) ?? [];
      const at = list.indexOf(row);
      if (at >= 0) list.splice(at, 1);
    }
  };
  const indexOf = (column: string): Map<string, Row[]> => {
    let index = indexes.get(column);
    if (index === undefined) {
      index = new Map();
      for (const row of rows.values()) enter(index, column, row);
      indexes.set(column, index);
    }
    return index;
  };
  return {
    name,
    find: (id) => rows.get(id),
    all: () => rows.values(),
    by: (column, value) => indexOf(column).get(value) ?? [],
    insert: (row) => {
      if (rows.has(row.id)) throw new Error(`${name} ${row.id} exists already: update it, or remove it first`);
      rows.set(row.id, row);
      if (/^\d+$/.test(row.id)) lastId = Math.max(lastId, Number(row.id));
      for (const [column, index] of indexes) enter(index, column, row);
      changed();
      return row;
    },
    update: (row, changes) => {
      const touched = [...indexes].filter(([column]) => column in changes);
      for (const [column, index] of touched) leave(index, column, row);
      Object.assign(row as MutableRow, changes);
      for (const [column, index] of touched) enter(index, column, row);
      changed();
    },
    remove: (row) => {
      rows.delete(row.id);
      for (const [column, index] of indexes) leave(index, column, row);
      changed();
    },
    nextId: () => String(lastId + 1),
    get size() {
      return rows.size;
    },
  };
}

/** The values under which a cell is found: itself, or each id of a list. */
function keysOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** A cell as text: numbers in digits, anything without a text of its own as nothing. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The text in a column, or null. */
export function textIn(row: Changes | undefined, column: string): string | null {
  const value = row?.[column];
  return typeof value === 'string' ? value : null;
}

/** The number in a column, or 0. */
export function numberIn(row: Changes | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : 0;
}

/** The ids in a column, or none. */
export function idsIn(row: Changes | undefined, column: string): readonly string[] {
  const value = row?.[column];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
