// The records, in memory. Rows are replaced, never changed, so an undo is the row as it was.
import type { ObjectDefinition } from '../catalogue/object.ts';
import { salesforceId } from '../../firm/ids.ts';
import { prefixOf } from '../record-id.ts';
import type { Row } from './record.ts';

interface Undo {
  readonly id: string;
  readonly before: Row | undefined;
}

/** Where a transaction began. */
export interface Savepoint {
  readonly length: number;
}

/** All tables. Implements the reader that queries use. */
export class Store {
  /** By key prefix, which every id starts with. */
  readonly #tables = new Map<string, Map<string, Row>>();
  readonly #lastOrdinal = new Map<string, number>();
  #journal: Undo[] = [];

  /** All records of an object, deleted ones too, in the order in which they were created. */
  rows(object: ObjectDefinition): Iterable<Row> {
    return this.#tables.get(object.keyPrefix)?.values() ?? [];
  }

  /** The record with this 18-character id, also when it is deleted. */
  find(id: string): Row | undefined {
    return this.#tables.get(prefixOf(id))?.get(id);
  }

  /** Puts a record in place of the one with its id, or adds it. */
  put(row: Row): void {
    const { Id: id } = row;
    if (typeof id !== 'string' || id.length !== 18) {
      throw new Error(`A record needs an Id of 18 characters, not ${JSON.stringify(id)}`);
    }
    const table = this.#table(prefixOf(id));
    this.#journal.push({ id, before: table.get(id) });
    table.set(id, row);
  }

  /** An id that no record has. */
  newId(object: ObjectDefinition): string {
    const table = this.#table(object.keyPrefix);
    let ordinal = this.#lastOrdinal.get(object.keyPrefix) ?? table.size;
    let id: string;
    do {
      ordinal += 1;
      id = salesforceId(object.keyPrefix, ordinal);
    } while (table.has(id));
    this.#lastOrdinal.set(object.keyPrefix, ordinal);
    return id;
  }

  /** Remembers this moment; writes after it can be undone. */
  savepoint(): Savepoint {
    return { length: this.#journal.length };
  }

  /** Undoes every write since the savepoint. Ids that were given out stay used, as at the vendor. */
  rollback({ length }: Savepoint): void {
    for (const { id, before } of this.#journal.splice(length).toReversed()) {
      const table = this.#table(prefixOf(id));
      if (before === undefined) table.delete(id);
      else table.set(id, before);
    }
  }

  /** Whether anything was written since the last commit and not undone. */
  get hasChanged(): boolean {
    return this.#journal.length > 0;
  }

  /** Ends all transactions: nothing before this can be undone. */
  commit(): void {
    this.#journal = [];
  }

  /** Forgets every record. */
  clear(): void {
    this.#tables.clear();
    this.#lastOrdinal.clear();
    this.#journal = [];
  }

  #table(prefix: string): Map<string, Row> {
    let table = this.#tables.get(prefix);
    if (table === undefined) {
      table = new Map();
      this.#tables.set(prefix, table);
    }
    return table;
  }
}
