// Creating and changing one record, with everything the vendor checks and fills in on the way.
import { type ApiError, entityIsDeleted, refusal, refusedWrite } from '../api-error.ts';
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { formatInstant } from '../instant.ts';
import { refuseCycle, refuseDuplicate } from './duplicates.ts';
import type { Row, Value } from './record.ts';
import { applyRules } from './rules.ts';
import { findByValue, type WriteContext } from './write-context.ts';
import { malformedId, notWriteable, readWrittenValue } from './written-value.ts';

/** A write's JSON: field names without case, and parents by `{"Account": {"External_Id__c": "A-1"}}`. */
export type WrittenFields = Readonly<Record<string, unknown>>;

/** Creates a record and answers its id. */
export function insertRecord(context: WriteContext, object: ObjectDefinition, written: WrittenFields): string {
  if (!object.allows('createable')) throw notSupported('create', object);
  const given = readGiven(context, object, written, 'createable');
  const defaults = defaultsOf(context, object);
  const values = { ...defaults, ...withoutEmptyDefaults(given, defaults) };
  checkRequired(object, values);
  checkReferences(context, object, given);
  const id = context.store.newId(object);
  const stamp = formatInstant(context.now);
  const row = {
    ...values,
    Id: id,
    ...(object.field('IsDeleted') ? { IsDeleted: false } : {}),
    CreatedDate: stamp,
    CreatedById: context.userId,
    LastModifiedDate: stamp,
    LastModifiedById: context.userId,
    SystemModstamp: stamp,
  };
  const finished = applyRules(context, object, { row, given, before: null });
  checkUnique(context, object, finished);
  refuseDuplicate(context, object, finished);
  context.store.put(finished);
  return id;
}

/** Changes a record that is there; only the fields written change, and the stamps. */
export function updateRecord(
  context: WriteContext,
  object: ObjectDefinition,
  before: Row,
  written: WrittenFields,
): void {
  if (!object.allows('updateable')) throw notSupported('update', object);
  if (before.IsDeleted === true) throw entityIsDeleted();
  const given = readGiven(context, object, written, 'updateable');
  const emptied = object.fields.filter((field) => given[field.storedAs] === null && isRequired(field));
  if (emptied.length > 0) throw requiredMissing(emptied);
  checkReferences(context, object, given);
  const stamp = formatInstant(context.now);
  const stamps = { LastModifiedDate: stamp, LastModifiedById: context.userId, SystemModstamp: stamp };
  const finished = applyRules(context, object, { row: { ...before, ...given, ...stamps }, given, before });
  checkUnique(context, object, finished);
  if ('ParentId' in given) refuseCycle(context, object, finished);
  context.store.put(finished);
}

/** Reads the JSON of a write into stored names and values; unknown, read-only and ill-typed fields are refused. */
function readGiven(
  context: WriteContext,
  object: ObjectDefinition,
  written: WrittenFields,
  flag: 'createable' | 'updateable',
): Record<string, Value> {
  const given: Record<string, Value> = {};
  const refused: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (name === 'attributes') continue;
    if (name.toLowerCase() === 'id') {
      throw refusal(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    }
    const field = object.field(name) ?? parentReference(object, name, value);
    if (field === undefined) {
      throw refusal(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    if (!field[flag]) refused.push(field.name);
    else given[field.storedAs] = readField(context, field, value);
  }
  if (refused.length > 0) throw notWriteable(refused);
  return given;
}

function parentReference(object: ObjectDefinition, name: string, value: unknown): FieldDefinition | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? object.parent(name) : undefined;
}

function readField(context: WriteContext, field: FieldDefinition, value: unknown): Value {
  const isParent = field.type === 'reference' && typeof value === 'object' && value !== null;
  return isParent ? findParent(context, field, value as WrittenFields) : readWrittenValue(field, value);
}

/** A parent named by its external id. */
function findParent(context: WriteContext, reference: FieldDefinition, value: WrittenFields): Value {
  const [entry, ...more] = Object.entries(value).filter(([name]) => name !== 'attributes');
  const object = context.catalogue.object(reference.referenceTo[0] ?? '');
  const field = entry === undefined ? undefined : object?.field(entry[0]);
  const isKey = field !== undefined && (field.externalId || field.idLookup);
  if (entry === undefined || more.length > 0 || object === undefined || !isKey) {
    const name = entry?.[0] ?? '';
    throw refusal(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${name} not found for field ${name} in entity ${object?.name ?? ''}`,
    );
  }
  const found = findByValue(context, object, field, readWrittenValue(field, entry[1]));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw refusal(
      400,
      first === undefined ? 'INVALID_FIELD' : 'DUPLICATE_EXTERNAL_ID',
      `Foreign key external ID: ${String(entry[1])} not found for field ${field.name} in entity ${object.name}`,
    );
  }
  return first.Id ?? null;
}

/** Values of fields that nobody gave: the field's own default, the user as owner, false for check boxes. */
function defaultsOf(context: WriteContext, object: ObjectDefinition): Record<string, Value> {
  const defaults: Record<string, Value> = {};
  for (const field of object.fields) {
    const value = defaultOf(context, field);
    if (value !== null) defaults[field.storedAs] = value;
  }
  return defaults;
}

function defaultOf(context: WriteContext, field: FieldDefinition): Value {
  if (field.storedAs === 'OwnerId') return context.userId;
  if (field.storedAs === 'CurrencyIsoCode') return context.currency;
  const { defaultValue } = field;
  if (typeof defaultValue === 'string' || typeof defaultValue === 'number' || typeof defaultValue === 'boolean') {
    return defaultValue;
  }
  if (field.type === 'boolean') return false;
  return field.picklistValues.find((entry) => entry.defaultValue)?.value ?? null;
}

/** A null given for a field that the vendor fills in by itself counts as not given. */
function withoutEmptyDefaults(
  given: Readonly<Record<string, Value>>,
  defaults: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== null || defaults[name] === undefined),
  );
}

/** True for fields a client has to give: writeable, never empty, and not filled in by the vendor. */
export function isRequired(field: FieldDefinition): boolean {
  return field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean';
}

function checkRequired(object: ObjectDefinition, values: Readonly<Record<string, Value>>): void {
  const missing = object.fields.filter((field) => isRequired(field) && (values[field.storedAs] ?? null) === null);
  if (missing.length > 0) throw requiredMissing(missing);
}

function requiredMissing(fields: readonly FieldDefinition[]): ApiError {
  const names = fields.map((field) => field.name);
  return refusedWrite('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

/** References of this write must lead to a record of the right object that is not deleted. */
function checkReferences(
  context: WriteContext,
  object: ObjectDefinition,
  given: Readonly<Record<string, Value>>,
): void {
  for (const field of object.fields) {
    const id = given[field.storedAs];
    if (field.type !== 'reference' || typeof id !== 'string') continue;
    const targets = field.referenceTo.flatMap((name) => context.catalogue.object(name) ?? []);
    // A reference to an object that this organisation was not given (a describe of a part) cannot be checked.
    if (targets.length === 0) continue;
    if (!targets.some((target) => id.startsWith(target.keyPrefix))) throw malformedId(field, id);
    const target = context.store.find(id);
    if (target === undefined) throw refusedWrite('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (target.IsDeleted === true) throw refusedWrite('ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  }
}

function checkUnique(context: WriteContext, object: ObjectDefinition, row: Row): void {
  for (const field of object.fields) {
    const value = row[field.storedAs] ?? null;
    if (!field.unique || value === null) continue;
    const twin = findByValue(context, object, field, value).find((other) => other.Id !== row.Id);
    if (twin === undefined) continue;
    const id = String(twin.Id).slice(0, 15);
    throw refusedWrite(
      'DUPLICATE_VALUE',
      `duplicate value found: ${field.name} duplicates value on record with id: ${id}`,
    );
  }
}

function notSupported(action: string, object: ObjectDefinition): ApiError {
  return refusal(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type ${object.name} does not support ${action}`);
}
