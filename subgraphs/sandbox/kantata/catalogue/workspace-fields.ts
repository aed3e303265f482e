// The account's own fields inside a project's body: `custom_fields: [{custom_field_id, value}]`.
import type { Row } from '../database.ts';
import { asText, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import type { Scope } from '../resource.ts';

interface Given {
  readonly custom_field_id?: unknown;
  readonly value?: unknown;
}

function givenIn(row: Row): readonly Given[] {
  return Array.isArray(row.custom_fields) ? (row.custom_fields as readonly Given[]) : [];
}

/** What is wrong with the values of a body: each names a field of projects, and text has to be text. */
export function checkFieldValues(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const isWrong = givenIn(draft).some(({ custom_field_id: id, value }) => {
    const field = database.table('custom_fields').find(asText(id));
    return field?.subject_type !== 'Workspace' || typeof value !== 'string';
  });
  return isWrong ? [{ field: 'custom_fields', message: 'Custom fields are invalid' }] : [];
}

/** Moves the values of a body to where values are kept; a value given again replaces the one before. */
export function writeFieldValues(row: Row, { database, now, currentUser }: Scope): void {
  const table = database.table('custom_field_values');
  for (const { custom_field_id: given, value } of givenIn(row)) {
    const field = asText(given);
    const known = table
      .by('subject_id', row.id)
      .find((one) => one.subject_type === 'Workspace' && one.custom_field_id === field);
    const columns = { value: asText(value), display_value: asText(value), setter_id: currentUser, updated_at: now };
    if (known === undefined) {
      table.insert({
        id: table.nextId(),
        subject_type: 'Workspace',
        subject_id: row.id,
        custom_field_id: field,
        type: textIn(database.table('custom_fields').find(field), 'value_type') ?? 'string',
        account_id: textIn(row, 'account_id'),
        created_at: now,
        ...columns,
      });
    } else table.update(known, columns);
  }
  database.table('workspaces').update(row, { custom_fields: undefined });
}
