// Request bodies: JSON into column values, references resolved, wrong ones refused with the path they stand at.
import { decimalOfNumber, parseDecimal, type Decimal } from '../decimal.ts';
import { isCalendarDay } from '../account-time.ts';
import { invalidReference, NetSuiteProblem } from '../problem.ts';
import type { VendorRequest } from '../../stand-in.ts';
import type { Table, Value } from '../table.ts';
import type { RecordEnvironment } from './environment.ts';
import { targetTables } from './fields.ts';
import type { FieldSpec } from './spec.ts';

/** A JSON object. */
export type Body = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The request's body as a JSON object, or the refusal NetSuite gives. */
export function readBody(request: VendorRequest): Body {
  const contentType = request.headers['content-type'] ?? '';
  if (!/json/i.test(contentType))
    throw new NetSuiteProblem(
      415,
      'INVALID_HEADER',
      `Unsupported content type '${contentType}'. Use application/json.`,
      { header: 'Content-Type' },
    );
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    body = null;
  }
  if (!isBody(body)) throw invalidContent('Invalid content in the request body.');
  return body;
}

/** The refusal of a value that cannot be read. */
export function invalidContent(detail: string, path?: string): NetSuiteProblem {
  return new NetSuiteProblem(400, 'INVALID_CONTENT', detail, path === undefined ? {} : { path });
}

/** The value of a property, whatever the case of its name; undefined when it was not sent. */
export function property(body: Body, name: string): unknown {
  if (name in body) return body[name];
  const found = Object.keys(body).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : body[found];
}

/** The lines sent for a sublist; null when it was not sent. */
export function sublistItems(body: Body, name: string): readonly Body[] | null {
  const sublist = property(body, name);
  if (sublist === undefined) return null;
  const items = isBody(sublist) ? sublist.items : sublist;
  if (!Array.isArray(items) || !items.every(isBody))
    throw invalidContent(`Invalid value for the sublist ${name}.`, name);
  return items;
}

/** Where values go and where their names come from. */
export interface FieldTarget {
  readonly table: Table;
  /** The record type or sublist the fields belong to, for drift. */
  readonly owner: string;
  /** Path of the object the fields stand in, like `item.items[0].`; empty for the record itself. */
  readonly path: string;
}

/** Column values for the fields that were sent. Names nobody knows are ignored, as NetSuite does unless told otherwise. */
export function columnValues(
  fields: readonly FieldSpec[],
  body: Body,
  target: FieldTarget,
  environment: RecordEnvironment,
): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [key, sent] of Object.entries(body)) {
    const stored = environment.drift.stored(target.owner, key)?.toLowerCase();
    const field = fields.find(({ name }) => name.toLowerCase() === stored);
    if (field?.source.kind !== 'column' || field.readOnly) continue;
    values[field.source.column] = sent === null ? null : columnValue(field, sent, target, environment);
  }
  return values;
}

function columnValue(field: FieldSpec, sent: unknown, target: FieldTarget, environment: RecordEnvironment): Value {
  const path = target.path + field.name;
  const wrong = (): Error =>
    invalidContent(
      `You have entered an Invalid Field Value ${JSON.stringify(sent)} for the following field: ${field.name}`,
      path,
    );
  switch (field.type) {
    case 'string':
      if (typeof sent !== 'string' && typeof sent !== 'number') throw wrong();
      return String(sent) === '' ? null : String(sent);
    case 'integer':
    case 'number': {
      const value = readDecimal(sent);
      if (value === null) throw wrong();
      return value;
    }
    case 'boolean':
      if (typeof sent !== 'boolean') throw wrong();
      return sent ? 'T' : 'F';
    case 'date':
      if (!isDay(sent)) throw wrong();
      return sent;
    case 'choice': {
      const id = referenceKey(sent)?.id;
      const column = field.source.kind === 'column' ? field.source.column : '';
      const labels = target.table.definition.columns.find(({ name }) => name === column)?.labels;
      if (id === undefined || (labels !== undefined && !(id in labels))) throw wrong();
      return id;
    }
    case 'reference':
      return resolveReference(sent, { target: field.target ?? '', name: field.name, path }, environment);
    case 'dateTime':
    case 'subrecord':
      throw wrong();
  }
}

/** A JSON number, or text with one, as a decimal; null for anything else. */
export function readDecimal(sent: unknown): Decimal | null {
  if (typeof sent === 'number' && Number.isFinite(sent)) return decimalOfNumber(sent);
  return typeof sent === 'string' ? parseDecimal(sent) : null;
}

/** Whether a value is a day of the calendar, written YYYY-MM-DD. */
export function isDay(sent: unknown): sent is string {
  const match = typeof sent === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(sent) : null;
  return match !== null && isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

interface ReferenceKey {
  readonly id?: string;
  readonly externalId?: string;
}

/** The key in `{ id }`, `{ externalId }`, `"5"` or `5`; ids may be written `eid:X`. */
function referenceKey(sent: unknown): ReferenceKey | null {
  const id = isBody(sent) ? sent.id : sent;
  if (typeof id === 'string' && id.startsWith('eid:')) return { externalId: id.slice('eid:'.length) };
  if (typeof id === 'string' || typeof id === 'number') return { id: String(id) };
  return isBody(sent) && typeof sent.externalId === 'string' ? { externalId: sent.externalId } : null;
}

/** The reference to be resolved: the record type it leads to, the field's name and path. */
export interface ReferenceSpot {
  readonly target: string;
  readonly name: string;
  readonly path: string;
}

/** The id a reference leads to; refuses one that leads nowhere. */
export function resolveReference(sent: unknown, spot: ReferenceSpot, { database }: RecordEnvironment): number {
  const key = referenceKey(sent);
  for (const name of targetTables(spot.target)) {
    const table = database.known(name);
    const row =
      key?.id === undefined ? table.first('externalid', key?.externalId ?? '') : table.first('id', Number(key.id));
    const id = row === undefined ? null : table.number(row, 'id');
    if (id !== null) return id;
  }
  const shown = key === null ? JSON.stringify(sent) : (key.id ?? key.externalId ?? '');
  throw invalidReference(`Invalid ${spot.name} reference key ${shown}.`, spot.path);
}
