// Turns a body's values into what columns hold, the way the vendor's framework casts form text and JSON alike.
import type { Value } from './database.ts';
import type { ApiError } from './failure.ts';
import type { FieldType } from './resource.ts';
import { readDate, readInstant } from './stamps.ts';

/** A converted value, or what is wrong with it. */
export type Coerced = { readonly value: Value } | { readonly error: Omit<ApiError, 'type'> };

/** Converts one value for a column of the type. A blank is no value, except in text. */
export function coerce(name: string, raw: unknown, type: FieldType): Coerced {
  if (raw === null || raw === undefined) return { value: null };
  if (type !== 'text' && raw === '') return { value: type === 'ids' ? [] : null };
  switch (type) {
    case 'text':
      return { value: toText(raw) };
    case 'integer':
      return wrap(name, toInteger(raw), 'is not a number');
    case 'boolean':
      return { value: isTruthy(raw) };
    case 'date':
      return wrap(name, typeof raw === 'string' ? readDate(raw) : null, 'is not a valid date');
    case 'instant':
      return wrap(name, typeof raw === 'string' ? readInstant(raw) : null, 'is not a valid datetime');
    case 'id':
      return wrap(name, toId(raw), 'is invalid');
    case 'ids':
      return toIds(name, raw);
    case 'json':
      return { value: raw as Value };
  }
}

/** `amount_in_cents` as the vendor names it in messages: `Amount in cents`. */
export function humanName(name: string): string {
  const words = name.replace(/_ids?$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wrap(name: string, value: Value, complaint: string): Coerced {
  return value === null ? { error: { field: name, message: `${humanName(name)} ${complaint}` } } : { value };
}

/** Text columns take anything; a list is kept as YAML, as a recording shows (`---\n- ''\n- ''\n`). */
function toText(raw: unknown): string {
  if (Array.isArray(raw)) return `---\n${raw.map((item) => `- '${toText(item)}'\n`).join('')}`;
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : JSON.stringify(raw);
}

function toInteger(raw: unknown): number | null {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : null;
  if (typeof raw !== 'string' || !/^\s*[-+]?\d+\s*$/.test(raw)) return null;
  const value = Number(raw);
  return Number.isSafeInteger(value) ? value : null;
}

function isTruthy(raw: unknown): boolean {
  return raw === true || raw === 1 || ['true', 'TRUE', '1', 't', 'on'].includes(String(raw));
}

function toId(raw: unknown): string | null {
  const id = typeof raw === 'number' ? String(raw) : raw;
  return typeof id === 'string' && /^\d+$/.test(id) ? id : null;
}

function toIds(name: string, raw: unknown): Coerced {
  const list = Array.isArray(raw) ? (raw as readonly unknown[]) : String(raw).split(',');
  // Rails forms send an empty entry so that an empty list can be said at all.
  const ids = list.filter((item) => item !== '' && item !== null).map(toId);
  const known = ids.filter((item) => item !== null);
  if (known.length < ids.length) return { error: { field: name, message: `${humanName(name)} is invalid` } };
  return { value: known };
}
