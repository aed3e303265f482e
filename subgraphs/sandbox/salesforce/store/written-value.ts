// Values of a write, checked and put into the stored form. Each refusal has the vendor's code and words.
import { isText, type FieldDefinition } from '../catalogue/field.ts';
import { refusal, refusedWrite } from '../api-error.ts';
import { formatInstant, readDay, readInstant } from '../instant.ts';
import { readId } from '../record-id.ts';
import type { Value } from './record.ts';

/** Whole digits of an amount: precision 18 with scale 2. */
const AMOUNT_MAX = 1e16;
const INT_MAX = 2_147_483_647;

/** Reads a value given for a field. References are checked for form only; whether they lead anywhere is asked later. */
export function readWrittenValue(field: FieldDefinition, given: unknown): Value {
  if (given === null || given === undefined || given === '') return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      if (given === true || given === 'true') return true;
      if (given === false || given === 'false') return false;
      throw notOfType('boolean', given);
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return readNumber(field, given);
    case 'date':
      return readDate(given);
    case 'datetime':
      return readDateTime(given);
    case 'id':
    case 'reference':
      if (typeof given !== 'string') throw notOfType('reference', given);
      return readReference(field, given);
    case 'address':
    case 'location':
    case 'base64':
    case 'anyType':
      throw notWriteable([field.name]);
    default:
      return readText(field, given);
  }
}

/** The refusal of fields that nobody may write, or not at this moment. */
export function notWriteable(names: readonly string[]): Error {
  return refusedWrite(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify ` +
      `that it is read/write for your profile or permission set.`,
    names,
  );
}

/** The refusal of an id that is none, or of another object's. */
export function malformedId(field: FieldDefinition, given: string): Error {
  return refusedWrite('MALFORMED_ID', `${field.label}: id value of incorrect type: ${given}`, [field.name]);
}

function readReference(field: FieldDefinition, given: string): Value {
  const id = readId(given);
  if (id === null) throw malformedId(field, given);
  return id;
}

function readText(field: FieldDefinition, given: unknown): Value {
  if (typeof given !== 'string') throw notOfType('string', given);
  if (field.length > 0 && given.length > field.length) {
    throw refusedWrite(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${given} (max length=${field.length})`,
      [field.name],
    );
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(given)) {
    throw refusedWrite('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${given}`, [field.name]);
  }
  if (field.restrictedPicklist && isText(field.type)) return readRestricted(field, given);
  return given;
}

function readRestricted(field: FieldDefinition, given: string): Value {
  const wanted = field.type === 'multipicklist' ? given.split(';') : [given];
  for (const value of wanted) {
    if (field.picklistValues.some((entry) => entry.active && entry.value === value)) continue;
    throw refusedWrite(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${value}`,
      [field.name],
    );
  }
  return given;
}

function readNumber(field: FieldDefinition, given: unknown): Value {
  const isWhole = field.type === 'int' || field.type === 'long';
  const value = typeof given === 'string' && /^[+-]?\d+(\.\d+)?$/u.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || (isWhole && !Number.isInteger(value))) {
    throw notOfType(isWhole ? 'int' : 'double', given);
  }
  if (Math.abs(value) <= (field.type === 'int' ? INT_MAX : AMOUNT_MAX)) return value;
  throw refusedWrite(
    'NUMBER_OUTSIDE_VALID_RANGE',
    `${field.label}: value outside of valid range on numeric field: ${value}`,
    [field.name],
  );
}

function readDate(given: unknown): Value {
  if (typeof given !== 'string') throw notOfType('date', given);
  const instant = readInstant(given);
  // A datetime for a date field loses its time, as at the vendor.
  const day = readDay(instant === null ? given : given.slice(0, 10));
  if (day === null) throw notOfType('date', given);
  return day;
}

function readDateTime(given: unknown): Value {
  if (typeof given !== 'string') throw notOfType('datetime', given);
  const ms = readInstant(readDay(given) === null ? given : `${given}T00:00:00Z`);
  if (ms === null) throw notOfType('datetime', given);
  return formatInstant(new Date(ms));
}

/** The vendor's JSON reader speaks before anything else does. */
function notOfType(type: string, given: unknown): Error {
  return refusal(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${tokenOf(given)} value ${String(given)} or request may be missing a ` +
      `required field at [line:1, column:2]`,
  );
}

function tokenOf(given: unknown): string {
  if (typeof given === 'string') return 'VALUE_STRING';
  if (typeof given === 'number') return Number.isInteger(given) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (typeof given === 'boolean') return given ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return Array.isArray(given) ? 'START_ARRAY' : 'START_OBJECT';
}
