// All tables of the account, with what changed lately, so that a query can be answered as the search index saw things earlier.
import { Table, type Row, type TableDefinition, type Values } from './table.ts';

/** Changes remembered for a stale view; older ones count as indexed long ago. */
const CHANGES_MAX = 20_000;

interface Change {
  readonly atMs: number;
  readonly table: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Where a query reads from: the tables as they are, or as they were. */
export interface QuerySource {
  /** The table with this lower-case name. */
  table(name: string): Table | undefined;
}

/** Rows of every table at one moment. */
export type Snapshot = ReadonlyMap<string, readonly Row[]>;

/** The account's data. */
export class Database implements QuerySource {
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #now: () => Date;
  #changes: Change[] = [];
  #version = 0;

  constructor(definitions: readonly TableDefinition[], now: () => Date) {
    this.#tables = new Map(definitions.map((definition) => [definition.name, new Table(definition)]));
    this.#now = now;
  }

  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** A table that is known to exist. */
  known(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`The account has no table "${name}"`);
    return table;
  }

  /** Names of all tables. */
  names(): string[] {
    return [...this.#tables.keys()];
  }

  /** Counts every change, so that a request's own books can say whether it changed anything. */
  get version(): number {
    return this.#version;
  }

  /** Does a piece of work whole or, when it throws, not at all. The work must not wait for anything. */
  transact<T>(work: () => T): T {
    const [before, changes, version] = [this.snapshot(), this.#changes, this.#version];
    this.#changes = [...changes];
    try {
      return work();
    } catch (error) {
      for (const [name, table] of this.#tables) {
        const rows = before.get(name) ?? [];
        if (table.rows !== rows) table.rows = rows;
      }
      this.#changes = changes;
      this.#version = version;
      throw error;
    }
  }

  /** Fills a table without remembering it as a change: the seed. */
  load(table: string, rows: readonly Values[]): void {
    const target = this.known(table);
    target.rows = [...target.rows, ...rows.map((values) => target.build(values))];
  }

  insert(table: string, values: Values): Row {
    const target = this.known(table);
    const row = target.build(values);
    target.rows = [...target.rows, row];
    this.#remember({ table, before: undefined, after: row });
    return row;
  }

  /** Changes some columns of a row and gives back the new row. */
  update(table: string, row: Row, values: Values): Row {
    const target = this.known(table);
    const changed = target.build({ ...target.read(row), ...values });
    target.rows = target.rows.map((other) => (other === row ? changed : other));
    this.#remember({ table, before: row, after: changed });
    return changed;
  }

  remove(table: string, rows: readonly Row[]): void {
    const target = this.known(table);
    const gone = new Set(rows);
    target.rows = target.rows.filter((row) => !gone.has(row));
    for (const row of rows) this.#remember({ table, before: row, after: undefined });
  }

  /** One more than the largest id of the table. */
  nextId(table: string, column = 'id'): number {
    const target = this.known(table);
    const position = target.position(column) ?? 0;
    let largest = 0;
    for (const row of target.rows) {
      const value = row[position];
      if (typeof value === 'number' && value > largest) largest = value;
    }
    return largest + 1;
  }

  /** The tables as they were so many seconds ago: later changes are taken back. */
  asOf(secondsAgo: number): QuerySource {
    const cutMs = this.#now().getTime() - secondsAgo * 1000;
    const recent = this.#changes.filter((change) => change.atMs > cutMs);
    const older = new Map<string, Table>();
    for (const name of new Set(recent.map((change) => change.table))) {
      const table = this.known(name);
      let rows = [...table.rows];
      for (const { before, after } of recent.filter((change) => change.table === name).reverse()) {
        if (after === undefined) rows.push(...(before === undefined ? [] : [before]));
        else if (before === undefined) rows = rows.filter((row) => row !== after);
        else rows = rows.map((row) => (row === after ? before : row));
      }
      older.set(name, new Table(table.definition, rows));
    }
    return { table: (name) => older.get(name) ?? this.#tables.get(name) };
  }

  snapshot(): Snapshot {
    return new Map([...this.#tables].map(([name, table]) => [name, table.rows]));
  }

  /** Back to a snapshot; everything since is forgotten. */
  restore(snapshot: Snapshot): void {
    for (const [name, table] of this.#tables) table.rows = snapshot.get(name) ?? [];
    this.#changes = [];
  }

  #remember(change: Omit<Change, 'atMs'>): void {
    this.#version += 1;
    this.#changes.push({ ...change, atMs: this.#now().getTime() });
    if (this.#changes.length > CHANGES_MAX) this.#changes.splice(0, this.#changes.length - CHANGES_MAX);
  }
}
