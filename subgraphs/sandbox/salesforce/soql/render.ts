// Records as answers: `attributes` first, then the fields asked for, parents as records of their own.
import { isDouble, type FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import type { Row, Value } from '../store/record.ts';
import { wireDouble } from '../wire-number.ts';

/** A record in an answer. */
export type AnsweredRecord = Record<string, unknown>;

/** The `attributes` of a record. */
export function attributesOf(base: string, object: ObjectDefinition, row: Row, type = object.name): AnsweredRecord {
  return { type, url: `${base}/sobjects/${object.name}/${String(row.Id)}` };
}

/** A field's value as the vendor writes it. */
export function renderField(field: FieldDefinition, row: Row): unknown {
  if (field.type === 'address') return renderAddress(field, row);
  return renderValue(field.type, row[field.storedAs] ?? null);
}

/** A value of a type as the vendor writes it: amounts are doubles, everything else is as stored. */
export function renderValue(type: FieldDefinition['type'], value: Value): unknown {
  return typeof value === 'number' && isDouble(type) ? wireDouble(value) : value;
}

const ADDRESS_PARTS = ['City', 'Country', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'] as const;

/** `BillingAddress` is put together from BillingStreet, BillingCity and so on; null when all of them are. */
function renderAddress(field: FieldDefinition, row: Row): unknown {
  const prefix = field.storedAs.replace(/Address$/u, '');
  const parts = ADDRESS_PARTS.map((part) => [part, row[prefix + part] ?? null] as const);
  if (parts.every(([, value]) => value === null)) return null;
  const named = parts.map(([part, value]) => [part.charAt(0).toLowerCase() + part.slice(1), value]);
  return { geocodeAccuracy: null, ...(Object.fromEntries(named) as Record<string, unknown>) };
}
