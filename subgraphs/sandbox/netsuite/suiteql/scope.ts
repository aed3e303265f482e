// What the names of one query mean: which table an alias stands for, which column a name is.
import type { Drift } from '../drift.ts';
import type { QuerySource } from '../database.ts';
import type { ColumnDefinition, Table } from '../table.ts';
import { refusal, unsupported } from './refusal.ts';
import type { Query } from './syntax.ts';

/** One table of the query; its slot is its place in every tuple of rows. */
export interface Source {
  readonly alias: string;
  readonly table: Table;
  readonly slot: number;
}

/** A column a name was resolved to. */
export interface ResolvedColumn {
  readonly source: Source;
  readonly definition: ColumnDefinition;
  readonly position: number;
}

/** The names of one query. */
export class Scope {
  readonly sources: readonly Source[];
  readonly data: QuerySource;
  readonly #drift: Drift;

  constructor(query: Query, data: QuerySource, drift: Drift) {
    this.data = data;
    this.#drift = drift;
    this.sources = [query.from, ...query.joins].map(({ table: name, alias }, slot) => {
      const table = data.table(name);
      if (table === undefined) throw refusal(`Search error occurred: Record '${name}' was not found.`);
      return { alias, table, slot };
    });
  }

  /** The column a name stands for; refuses unknown, hidden and ambiguous names in NetSuite's words. */
  resolve(qualifier: string | null, name: string): ResolvedColumn {
    const candidates = qualifier === null ? this.sources : this.sources.filter(({ alias }) => alias === qualifier);
    const found = candidates.flatMap((source) => this.#lookUp(source, name));
    const [column, another] = found;
    if (column === undefined) throw this.#unknown(qualifier, name, candidates);
    if (another !== undefined) throw unsupported(`The identifier '${name}' is ambiguous.`);
    return column;
  }

  /** The columns of a table as they are named today, for SELECT *. */
  columnsOf(source: Source): readonly string[] {
    const { name, columns } = source.table.definition;
    return columns.flatMap((column) => this.#drift.shown(name, column.name)?.toLowerCase() ?? []);
  }

  #lookUp(source: Source, name: string): readonly ResolvedColumn[] {
    const stored = this.#drift.stored(source.table.definition.name, name);
    const position = stored === null ? undefined : source.table.position(stored);
    if (position === undefined) return [];
    const definition = source.table.definition.columns[position];
    return definition === undefined ? [] : [{ source, definition, position }];
  }

  #unknown(qualifier: string | null, name: string, candidates: readonly Source[]): Error {
    const hidden = candidates.find(({ table }) => table.definition.notExposed?.includes(name) === true);
    if (hidden !== undefined) {
      const record = hidden.table.definition.name;
      return refusal(
        `Search error occurred: Field '${name}' for record '${record}' was not found. Reason: NOT_EXPOSED - Field is not exposed to this channel.`,
      );
    }
    const available = this.sources.map(({ alias, table }) => `${alias}=${table.definition.name}`).join(', ');
    const asked = qualifier === null ? name : `${qualifier}.${name}`;
    return refusal(`Search error occurred: Unknown identifier '${asked}'. Available identifiers are: {${available}}.`);
  }
}
