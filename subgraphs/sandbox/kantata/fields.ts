// Short names for the fields and associations that resources are made of.
import type { Row, Value } from './database.ts';
import { idsIn, textIn } from './database.ts';
import type { Field, FieldType, ManyAssociation, OneAssociation, Scope } from './resource.ts';

/** Text of any length. */
export const text: Field = { type: 'text' };
/** A whole number: minutes, per cent, or base units of a currency. */
export const integer: Field = { type: 'integer' };
/** true or false; never null unless the vendor has null there. */
export const flag: Field = { type: 'boolean' };
/** `YYYY-MM-DD`. */
export const date: Field = { type: 'date' };
/** An instant, shown with the account's offset. */
export const instant: Field = { type: 'instant' };
/** An id as text. */
export const id: Field = { type: 'id' };
/** Structure shown as it is stored. */
export const json: Field = { type: 'json' };

/** A field that is not stored. */
export function computed(type: FieldType, value: (row: Row, scope: Scope) => unknown): Field {
  return { type, value };
}

/** A column of true or false that is false where nothing was stored. */
export function flagOf(column: string): Field {
  return { type: 'boolean', value: (row) => row[column] === true, isStored: true };
}

/** An id that the vendor shows as a number; ids are text nearly everywhere else. */
export function idAsNumber(column: string): Field {
  const value = (row: Row): number | null => {
    const stored = textIn(row, column);
    return stored === null ? null : Number(stored);
  };
  return { type: 'id', value, isStored: true };
}

/** A text column with a default where nothing was stored. */
export function textOr(column: string, fallback: (row: Row) => string): Field {
  return { type: 'text', value: (row) => textIn(row, column) ?? fallback(row), isStored: true };
}

/** A field everyone sees with the same value. */
export function constant(value: Value): Field {
  return { type: 'json', value: () => value };
}

/** A field shown only when it is asked for by name. */
export function optional(field: Field): Field {
  return { ...field, optional: true };
}

/** Points at a record by a column of its own: `user_id` for `user`. The id shows without include. */
export function belongsTo(collection: string, column: string): OneAssociation {
  return { kind: 'one', collection, key: column, column, always: true, find: (row) => textIn(row, column) };
}

/** Points at a record by a link the vendor does not show without include. */
export function refersTo(collection: string, column: string): OneAssociation {
  return { ...belongsTo(collection, column), always: false };
}

/** Points at a record that has to be looked for. */
export function finds(
  collection: string,
  key: string,
  find: (row: Row, scope: Scope) => string | null,
): OneAssociation {
  return { kind: 'one', collection, key, always: false, find };
}

/** Has records whose ids are listed in a column. */
export function lists(collection: string, column: string): ManyAssociation {
  return { kind: 'many', collection, key: column, column, find: (row) => idsIn(row, column) };
}

/** Has records that have to be looked for. */
export function gathers(
  collection: string,
  key: string,
  find: (row: Row, scope: Scope) => readonly string[],
): ManyAssociation {
  return { kind: 'many', collection, key, find };
}

/** Has the records of a collection that point back by a column. */
export function owns(collection: string, key: string, foreignColumn: string): ManyAssociation {
  const find = (row: Row, { database }: Scope): readonly string[] =>
    database
      .table(collection)
      .by(foreignColumn, row.id)
      .map((owned) => owned.id);
  return { kind: 'many', collection, key, find };
}

/** External references of a record of this model, in the order they were made. */
export function externalReferences(model: string): ManyAssociation {
  return gathers('external_references', 'external_reference_ids', (row, scope) =>
    subjectsOf(scope, 'external_references', model, row.id).map((reference) => reference.id),
  );
}

/** Custom field values of a record of this model. */
export function customFieldValues(model: string): ManyAssociation {
  return gathers('custom_field_values', 'custom_field_value_ids', (row, scope) =>
    subjectsOf(scope, 'custom_field_values', model, row.id).map((value) => value.id),
  );
}

/** Rows of a polymorphic table that belong to one record; ids of different models may be equal, so the model is checked. */
export function subjectsOf({ database }: Scope, collection: string, model: string, subject: string): readonly Row[] {
  return database
    .table(collection)
    .by('subject_id', subject)
    .filter((row) => row.subject_type === model);
}
