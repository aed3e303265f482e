// External references inside other records' bodies: `external_reference: {service_name, service_model, service_model_ref}`.
import type { Row } from './database.ts';
import { humanName } from './coerce.ts';
import type { ApiError } from './failure.ts';
import { subjectsOf } from './fields.ts';
import type { Scope } from './resource.ts';

/** Without these there is no reference. */
const REQUIRED = ['service_name', 'service_model', 'service_model_ref'] as const;
const OPTIONAL = ['external_link', 'external_message', 'external_status'] as const;

/** What is wrong with a reference in a body; nothing when there is none. */
export function checkReference(reference: unknown): readonly Omit<ApiError, 'type'>[] {
  if (reference === undefined || reference === null) return [];
  const fields = reference as Readonly<Record<string, unknown>>;
  return REQUIRED.filter((name) => textOf(fields[name]) === '').map((name) => ({
    field: `external_reference.${name}`,
    message: `External reference ${humanName(name).toLowerCase()} can't be blank`,
  }));
}

/**
 * Writes the reference of a record: the one with the same service and model is changed, else there is a new one.
 * The vendor documents that service_name must be unique within an object; whether it enforces that is unknown, so two
 * models of one service may stand side by side here, as the demo firm's projects have them.
 */
export function writeReference(model: string, subject: string, reference: unknown, scope: Scope): Row | undefined {
  if (reference === undefined || reference === null) return undefined;
  const fields = reference as Readonly<Record<string, unknown>>;
  const table = scope.database.table('external_references');
  const columns = {
    service_name: textOf(fields.service_name),
    service_model: textOf(fields.service_model),
    service_model_ref: textOf(fields.service_model_ref),
    ...Object.fromEntries(OPTIONAL.map((name) => [name, fields[name] === undefined ? null : textOf(fields[name])])),
    status: textOf(fields.status) === '' ? 'successful' : textOf(fields.status),
    locked: fields.locked === true || fields.locked === 'true',
    last_synced_at: scope.now,
    updated_at: scope.now,
  };
  const known = subjectsOf(scope, 'external_references', model, subject).find(
    (row) => row.service_name === columns.service_name && row.service_model === columns.service_model,
  );
  if (known !== undefined) {
    table.update(known, columns);
    return known;
  }
  return table.insert({
    id: table.nextId(),
    subject_type: model,
    subject_id: subject,
    created_at: scope.now,
    ...columns,
  });
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}
