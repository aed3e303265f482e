// What record/v1 knows of a record type: its fields, where their values come from, its sublists.
import type { Database } from '../database.ts';
import type { Drift } from '../drift.ts';
import type { Row } from '../table.ts';

/** How a field's value looks in JSON. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'dateTime'
  /** `{ id, refName }` of another record. */
  | 'reference'
  /** `{ id, refName }` out of a fixed list. */
  | 'choice'
  /** A nested object that is no record of its own, such as an address. */
  | 'subrecord';

/** Where a field's value comes from. */
export type FieldSource =
  /** A column of the record's table; such a field can be filtered by `q`, and written unless it is read-only. */
  | { readonly kind: 'column'; readonly column: string }
  /** Computed; undefined leaves the field out. */
  | { readonly kind: 'derived'; readonly value: (row: Row, view: RecordView) => unknown };

/** One field of a record type or of the lines of a sublist. */
export interface FieldSpec {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly source: FieldSource;
  /** The record type a reference leads to. */
  readonly target?: string;
  readonly readOnly: boolean;
  /** A field this account added: the metadata marks it. */
  readonly custom: boolean;
}

/** A list inside a record. */
export interface SublistSpec {
  readonly name: string;
  readonly title: string;
  /** Fields of its lines, for the metadata. */
  readonly fields: readonly FieldSpec[];
  readonly lines: (row: Row, view: RecordView) => readonly Readonly<Record<string, unknown>>[];
}

/** One record type. */
export interface RecordSpec {
  /** The name in URLs, e.g. `customerPayment`. */
  readonly type: string;
  readonly title: string;
  readonly table: string;
  /** Rows of the table that are of this type; absent when all are. */
  readonly only?: { readonly column: string; readonly value: string };
  readonly fields: readonly FieldSpec[];
  readonly sublists: readonly SublistSpec[];
  /** Set-up records may be read but not written by an integration's role. */
  readonly access: 'readWrite' | 'readOnly';
}

/** What showing a record needs besides its row. */
export interface RecordView {
  readonly database: Database;
  readonly drift: Drift;
  /** Scheme and host for links. */
  readonly origin: string;
  /** Today for the account, `YYYY-MM-DD`. */
  readonly today: string;
}
