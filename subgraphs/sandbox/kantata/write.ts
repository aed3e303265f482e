// Creates, updates and deletes records. The vendor deduplicates nothing: the same POST twice makes two records.
import type { Row } from './database.ts';
import type { BodyObject } from './body.ts';
import type { Coerced } from './coerce.ts';
import { coerce } from './coerce.ts';
import { announce } from './events.ts';
import type { ApiError } from './failure.ts';
import { badRequest, invalid, notFound } from './failure.ts';
import { checkReference, writeReference } from './references.ts';
import type { FieldType, Given, Resource, Scope, WriteRules } from './resource.ts';
import { renderRow } from './render.ts';

/** A fault of the vendor: of a bulk create only every second record is kept, and the answer is still an error. */
export interface WriteFaults {
  readonly isPartial: boolean;
}

type FieldError = Omit<ApiError, 'type'>;

/** Creates one record, or several under the plural name; answers the rows in the order of the body. */
export function createRecords(resource: Resource, body: BodyObject, scope: Scope, faults: WriteFaults): readonly Row[] {
  const rules = resource.write;
  if (rules?.create === undefined) throw notFound();
  const { records, isBulk } = readRecords(resource, rules, body);
  const read = records.map((record) => readInput(resource, record, scope));
  const errors = read.flatMap(({ errors: own }, index) => own.map((error) => (isBulk ? { ...error, index } : error)));
  if (errors.length > 0) throw invalid(errors);
  if (isBulk && faults.isPartial) throw keepEverySecond(resource, records, read, scope);
  return records.map((record, index) => store(resource, record, read[index]?.given ?? {}, scope));
}

/** Changes one record. */
export function updateRecord(resource: Resource, id: string, body: BodyObject, scope: Scope): Row {
  const rules = resource.write;
  const row = scope.database.table(resource.collection).find(id);
  if (rules?.update === undefined || row === undefined || rules.isLocked?.(row, scope) === true) throw notFound();
  const record = rootOf(resource, body);
  const { given, errors } = readInput(resource, record, scope, row);
  if (errors.length > 0) throw invalid(errors);
  change(resource, row, { record, given }, scope);
  return row;
}

/** Deletes one record; what is locked is not found, what is already deleted is deleted again without complaint. */
export function deleteRecord(resource: Resource, id: string, scope: Scope): void {
  const rules = resource.write;
  const table = scope.database.table(resource.collection);
  const row = table.find(id);
  if (rules?.remove === undefined || row === undefined || rules.isLocked?.(row, scope) === true) throw notFound();
  const refusals = rules.refuseRemoval?.(row, scope) ?? [];
  if (refusals.length > 0) throw invalid(refusals);
  const before = renderRow(resource, row, scope);
  rules.onRemove?.(row, scope);
  if (rules.remove === 'soft') {
    if (row.deleted_at === null || row.deleted_at === undefined)
      table.update(row, { deleted_at: scope.now, updated_at: scope.now });
  } else table.remove(row);
  announce(resource, { kind: 'deleted', row, before }, scope);
}

function readRecords(
  resource: Resource,
  rules: WriteRules,
  body: BodyObject,
): { records: BodyObject[]; isBulk: boolean } {
  const several = body[resource.collection];
  if (!Array.isArray(several)) return { records: [rootOf(resource, body)], isBulk: false };
  const max = rules.bulkMax ?? 0;
  if (several.length > max) throw badRequest(`${resource.collection}: at most ${max} objects can be created at once`);
  return { records: several.filter(isObject), isBulk: true };
}

function rootOf(resource: Resource, body: BodyObject): BodyObject {
  const root = body[resource.singular];
  if (!isObject(root)) throw badRequest(`param is missing or the value is empty: ${resource.singular}`);
  return root;
}

function isObject(value: unknown): value is BodyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface ReadInput {
  readonly given: Given;
  readonly errors: readonly FieldError[];
}

/**
 * Converts what a record gives for a new row, or for changes of the given one. Names that are not permitted are ignored,
 * as the vendor's framework does.
 */
function readInput(resource: Resource, record: BodyObject, scope: Scope, row?: Row): ReadInput {
  const rules = resource.write ?? {};
  const names = (row === undefined ? rules.create : rules.update) ?? [];
  const given: Record<string, Given[string]> = {};
  const errors: FieldError[] = [];
  for (const name of names.filter((candidate) => Object.hasOwn(record, candidate))) {
    const column = rules.columns?.[name] ?? name;
    const coerced: Coerced = coerce(name, record[name], typeOf(resource, name, column));
    if ('error' in coerced) errors.push(coerced.error);
    else given[column] = coerced.value;
  }
  for (const [name, message] of Object.entries(rules.required ?? {})) {
    const column = rules.columns?.[name] ?? name;
    const isAsked = row === undefined || column in given;
    const isBlank = given[column] === undefined || given[column] === null || given[column] === '';
    const isSaid = errors.some((error) => error.field === name);
    if (isAsked && isBlank && !isSaid) errors.push({ field: name, message });
  }
  errors.push(...checkReference(record.external_reference));
  if (errors.length > 0) return { given, errors };
  const draft = row === undefined ? newRow(resource, '0', given, scope) : { ...row, ...given };
  return { given, errors: rules.check?.(draft, scope) ?? [] };
}

function typeOf(resource: Resource, name: string, column: string): FieldType {
  const written = resource.write?.types?.[name];
  if (written !== undefined) return written;
  const field = resource.fields[column];
  if (field !== undefined) return field.type;
  const association = Object.values(resource.associations).find((candidate) => candidate.key === column);
  return association?.kind === 'many' ? 'ids' : 'id';
}

function newRow(resource: Resource, id: string, given: Given, scope: Scope): Row {
  return {
    id,
    created_at: scope.now,
    updated_at: scope.now,
    ...resource.write?.defaults?.(given, scope),
    ...given,
  };
}

function store(resource: Resource, record: BodyObject, given: Given, scope: Scope): Row {
  const existing = resource.write?.existing?.(given, scope);
  if (existing !== undefined) {
    change(resource, existing, { record, given }, scope);
    return existing;
  }
  const table = scope.database.table(resource.collection);
  const row = table.insert(newRow(resource, table.nextId(), given, scope));
  resource.write?.settle?.(row, record, scope);
  writeReference(resource.model, row.id, record.external_reference, scope);
  announce(resource, { kind: 'created', row, before: null }, scope);
  return row;
}

interface Change {
  readonly record: BodyObject;
  readonly given: Given;
}

function change(resource: Resource, row: Row, { record, given }: Change, scope: Scope): void {
  const before = renderRow(resource, row, scope);
  const follows = resource.write?.follow?.(row, given, scope) ?? {};
  scope.database.table(resource.collection).update(row, { ...given, ...follows, updated_at: scope.now });
  resource.write?.settle?.(row, record, scope);
  writeReference(resource.model, row.id, record.external_reference, scope);
  announce(resource, { kind: 'updated', row, before }, scope);
}

function keepEverySecond(
  resource: Resource,
  records: readonly BodyObject[],
  read: readonly ReadInput[],
  scope: Scope,
): Error {
  const refused: FieldError[] = [];
  records.forEach((record, index) => {
    if (index % 2 === 0) store(resource, record, read[index]?.given ?? {}, scope);
    else refused.push({ field: 'base', message: 'The record could not be saved', index });
  });
  return invalid(refused);
}
