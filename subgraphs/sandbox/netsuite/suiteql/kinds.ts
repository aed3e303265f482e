// Kinds of values: how one becomes another, how two compare, how one is shown in an answer.
import { dayAt, epochOfDay, formatAccountDate, parseAccountDate } from '../account-time.ts';
import { compareDecimals, decimalOf, formatDecimal, parseDecimal, type Decimal } from '../decimal.ts';
import type { ColumnKind, Value } from '../table.ts';
import { refusal } from './refusal.ts';

/** The kind of an expression; `null` is the kind of the bare word NULL. */
export type Kind = ColumnKind | 'null';

/** The kind two values are compared in, or given by CASE and COALESCE; refuses what NetSuite cannot compare. */
export function commonKind(left: Kind, right: Kind): Kind {
  if (left === right || right === 'null') return left;
  if (left === 'null') return right;
  const pair = new Set([left, right]);
  const isNumber = (kind: Kind): boolean => kind === 'key' || kind === 'decimal';
  const isText = (kind: Kind): boolean => kind === 'text' || kind === 'flag';
  const isTime = (kind: Kind): boolean => kind === 'date' || kind === 'datetime';
  if (isNumber(left) && isNumber(right)) return 'decimal';
  if (isText(left) && isText(right)) return 'text';
  if (isTime(left) && isTime(right)) return 'datetime';
  if (pair.has('text') && (isNumber(left) || isNumber(right))) return 'decimal';
  if (pair.has('text') && (isTime(left) || isTime(right))) return pair.has('date') ? 'date' : 'datetime';
  throw refusal(`Search error occurred: Inconsistent datatypes: expected ${left} got ${right}.`);
}

/** A value of one kind as a value of another, as Oracle converts implicitly; refuses text that cannot be converted. */
export function convert(value: Value, from: Kind, to: Kind): Value {
  if (value === null || from === to) return value;
  if (to === 'decimal') return toDecimal(value);
  if (to === 'datetime') return toMoment(value, from);
  if (to === 'date' && typeof value === 'string') return toDay(value);
  if (to === 'text') return show(value, from);
  return value;
}

function toDecimal(value: Value): Decimal | null {
  if (value === null || typeof value === 'object') return value;
  if (typeof value === 'number') return decimalOf(value);
  const parsed = parseDecimal(value.trim());
  if (parsed === null) throw refusal(`Search error occurred: Invalid number '${value}'.`);
  return parsed;
}

function toDay(text: string): string {
  const day = parseAccountDate(text);
  if (day === null) throw refusal(`Search error occurred: Invalid date '${text}'. The date format is M/D/YYYY.`);
  return day;
}

function toMoment(value: Value, from: Kind): Value {
  if (from === 'date' && typeof value === 'string') return epochOfDay(value);
  return typeof value === 'string' ? epochOfDay(toDay(value)) : value;
}

/** Negative, zero or positive; both values are of this kind and not null. */
export function compareValues(left: Value, right: Value, kind: Kind): number {
  if (kind === 'decimal' && isDecimal(left) && isDecimal(right)) return compareDecimals(left, right);
  if (left === right) return 0;
  return (left as string | number) < (right as string | number) ? -1 : 1;
}

/** The comparison for sorting: nulls come after everything, as in Oracle. */
export function orderValues(left: Value, right: Value, kind: Kind): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return compareValues(left, right, kind);
}

const decimalKeys = new WeakMap<Decimal, string>();

/** A primitive that is equal exactly when the values are equal, for maps and sets. */
export function hashKey(value: Value): string | number | null {
  if (!isDecimal(value)) return value;
  // Rows keep their decimals, so the text of each is made once and serves every later query.
  const known = decimalKeys.get(value);
  if (known !== undefined) return known;
  const key = `#${formatDecimal(value)}`;
  decimalKeys.set(value, key);
  return key;
}

/** A value as SuiteQL puts it into an answer: always text; moments lose their time of day, which is NetSuite's trap. */
export function show(value: Value, kind: Kind): string | null {
  if (value === null) return null;
  if (typeof value === 'object') return formatDecimal(value);
  if (kind === 'date' && typeof value === 'string') return formatAccountDate(value);
  if (kind === 'datetime' && typeof value === 'number') return formatAccountDate(dayAt(value));
  return String(value);
}

function isDecimal(value: Value): value is Decimal {
  return typeof value === 'object' && value !== null;
}
