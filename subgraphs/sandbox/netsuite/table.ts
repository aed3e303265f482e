// One table of the account: immutable rows of typed values, with hash indexes built when somebody first asks.
import type { Decimal } from './decimal.ts';

/** A stored value: `key` columns hold numbers, `datetime` epoch milliseconds, `date` YYYY-MM-DD, `flag` T or F. */
export type Value = null | string | number | Decimal;
/** One row; never changed in place, so a snapshot of a table is a copy of its list. */
export type Row = readonly Value[];
/** How a column's values are stored, compared and shown. */
export type ColumnKind = 'key' | 'text' | 'decimal' | 'date' | 'datetime' | 'flag';

/** One column. */
export interface ColumnDefinition {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Tables whose id it holds, tried in this order: what BUILTIN.DF shows comes from there. */
  readonly references?: readonly string[];
  /** What BUILTIN.DF shows for the values of a fixed list; keys of `transaction.status` carry the type in front. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One table. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  /** Columns whose values, joined by a blank, name a row to people. */
  readonly display?: readonly string[];
  /** Columns that NetSuite has but does not give to SuiteQL: asking for one is an error of its own. */
  readonly notExposed?: readonly string[];
}

/** Values by column name, for writing; columns left out are null. */
export type Values = Readonly<Record<string, Value>>;

/** Rows of one table. Only database.ts writes; everyone else reads. */
export class Table {
  readonly definition: TableDefinition;
  readonly #positions: ReadonlyMap<string, number>;
  readonly #indexes = new Map<string, Map<Value, Row[]>>();
  #rows: readonly Row[];

  constructor(definition: TableDefinition, rows: readonly Row[] = []) {
    this.definition = definition;
    this.#positions = new Map(definition.columns.map((column, index) => [column.name, index]));
    this.#rows = rows;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Replaces all rows and forgets the indexes. */
  set rows(rows: readonly Row[]) {
    this.#rows = rows;
    this.#indexes.clear();
  }

  /** Where a column lies in a row; undefined when the table has no such column. */
  position(column: string): number | undefined {
    return this.#positions.get(column);
  }

  /** The value of a column that the table is known to have. */
  value(row: Row, column: string): Value {
    return row[this.#required(column)] ?? null;
  }

  /** The value of a text, flag or date column. */
  text(row: Row, column: string): string | null {
    const value = this.value(row, column);
    return typeof value === 'string' ? value : null;
  }

  /** The value of a key or datetime column. */
  number(row: Row, column: string): number | null {
    const value = this.value(row, column);
    return typeof value === 'number' ? value : null;
  }

  /** The value of a decimal column. */
  decimal(row: Row, column: string): Decimal | null {
    const value = this.value(row, column);
    return typeof value === 'object' ? value : null;
  }

  /** Every row whose column holds this value, through an index. Not for decimal columns. */
  find(column: string, value: Value): readonly Row[] {
    return this.index(column).get(value) ?? [];
  }

  /** The only row whose column holds this value, or the first of several. */
  first(column: string, value: Value): Row | undefined {
    return this.find(column, value)[0];
  }

  /** Rows by the value of one column; built on first use, kept until the table changes. */
  index(column: string): ReadonlyMap<Value, Row[]> {
    const known = this.#indexes.get(column);
    if (known !== undefined) return known;
    const position = this.#required(column);
    const built = new Map<Value, Row[]>();
    for (const row of this.#rows) {
      const value = row[position] ?? null;
      const bucket = built.get(value);
      if (bucket === undefined) built.set(value, [row]);
      else bucket.push(row);
    }
    this.#indexes.set(column, built);
    return built;
  }

  /** A row from values by name; a name the table does not have is a defect of the caller. */
  build(values: Values): Row {
    const row: Value[] = Array.from(this.definition.columns, () => null);
    for (const [column, value] of Object.entries(values)) row[this.#required(column)] = value;
    return row;
  }

  /** A row as values by name. */
  read(row: Row): Record<string, Value> {
    return Object.fromEntries(this.definition.columns.map((column, index) => [column.name, row[index] ?? null]));
  }

  #required(column: string): number {
    const position = this.#positions.get(column);
    if (position === undefined) throw new Error(`Table ${this.definition.name} has no column "${column}"`);
    return position;
  }
}
