// Filters of `q` against the columns of a record type.
import { dayAt, epochOfWallClock, parseAccountDate } from '../account-time.ts';
import { compareDecimals, decimalOf, parseDecimal, type Decimal } from '../decimal.ts';
import type { Row, Table, Value } from '../table.ts';
import { invalidFilter, type Filter } from './filter-syntax.ts';
import type { FieldSpec, RecordSpec, RecordView } from './spec.ts';

/** Whether a row passes. */
export type RowTest = (row: Row) => boolean;

type Condition = Extract<Filter, { kind: 'condition' }>;
type ValueTest = (value: Value) => boolean;

const MOMENT = /^(\d{1,2}\/\d{1,2}\/\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])[Mm])?)?$/;

/** Compiles a filter for a record type; refuses unknown fields and operators the field's type does not have. */
export function compileFilter(filter: Filter, spec: RecordSpec, view: RecordView): RowTest {
  if (filter.kind === 'condition') return compileCondition(filter, spec, view);
  const left = compileFilter(filter.left, spec, view);
  const right = compileFilter(filter.right, spec, view);
  return filter.kind === 'and' ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
}

function compileCondition(condition: Condition, spec: RecordSpec, view: RecordView): RowTest {
  const table = view.database.known(spec.table);
  const asked = view.drift.stored(spec.type, condition.field)?.toLowerCase();
  const field = spec.fields.find(({ name, source }) => source.kind === 'column' && name.toLowerCase() === asked);
  const column = asked === 'id' ? 'id' : field?.source.kind === 'column' ? field.source.column : null;
  if (column === null) throw invalidFilter(`Unknown field name '${condition.field}' in the search query.`);
  // Every operator but the two about emptiness has a form ending in _NOT.
  const negated = condition.operator.endsWith('_NOT');
  const operator = negated ? condition.operator.slice(0, -'_NOT'.length) : condition.operator;
  const test =
    operator === 'EMPTY'
      ? isNull
      : valueTest({ ...condition, operator }, asked === 'id' ? 'id' : (field?.type ?? 'string'));
  return (row) => {
    const value = read(table, row, column);
    if (value === null && operator !== 'EMPTY') return false;
    return test(value) !== negated;
  };
}

function isNull(value: Value): boolean {
  return value === null;
}

function read(table: Table, row: Row, column: string): Value {
  return table.value(row, column);
}

function valueTest(condition: Condition, type: FieldSpec['type'] | 'id'): ValueTest {
  switch (type) {
    case 'boolean':
      return booleanTest(condition);
    case 'id':
    case 'reference':
    case 'integer':
    case 'number':
      return numberTest(condition);
    case 'date':
    case 'dateTime':
      return timeTest(condition);
    case 'string':
    case 'choice':
    case 'subrecord':
      return textTest(condition);
  }
}

function refuse({ operator, field }: Condition): Error {
  return invalidFilter(`Operator '${operator}' is not allowed for the field '${field}'.`);
}

function only(condition: Condition): string {
  const [value, ...more] = condition.values;
  if (value === undefined || more.length > 0) throw invalidFilter();
  return value;
}

function booleanTest(condition: Condition): ValueTest {
  const wanted = only(condition).toLowerCase();
  if (condition.operator !== 'IS' || !['true', 'false'].includes(wanted)) throw refuse(condition);
  return (value) => (value === 'T') === (wanted === 'true');
}

function textTest(condition: Condition): ValueTest {
  const matches: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
    IS: (text, wanted) => text === wanted,
    CONTAIN: (text, wanted) => text.includes(wanted),
    START_WITH: (text, wanted) => text.startsWith(wanted),
    END_WITH: (text, wanted) => text.endsWith(wanted),
    ENDWITH: (text, wanted) => text.endsWith(wanted),
  };
  if (condition.operator === 'ANY_OF') {
    const wanted = new Set(condition.values.map((value) => value.toLowerCase()));
    return (value) => typeof value === 'string' && wanted.has(value.toLowerCase());
  }
  const match = matches[condition.operator];
  if (match === undefined) throw refuse(condition);
  // Unlike SuiteQL, the record filter does not mind case.
  const wanted = only(condition).toLowerCase();
  return (value) => typeof value === 'string' && match(value.toLowerCase(), wanted);
}

function numberTest(condition: Condition): ValueTest {
  const numbers = condition.values.map((value) => {
    const parsed = parseDecimal(value);
    if (parsed === null) throw invalidFilter(`Invalid number '${value}' in the search query.`);
    return parsed;
  });
  const [first, second] = numbers;
  if (first === undefined) throw invalidFilter();
  const compare = (value: Value, to: Decimal): number => compareDecimals(numberOf(value), to);
  switch (condition.operator) {
    case 'EQUAL':
      return (value) => compare(value, first) === 0;
    case 'ANY_OF':
      return (value) => numbers.some((wanted) => compare(value, wanted) === 0);
    case 'GREATER':
      return (value) => compare(value, first) > 0;
    case 'GREATER_OR_EQUAL':
      return (value) => compare(value, first) >= 0;
    case 'LESS':
      return (value) => compare(value, first) < 0;
    case 'LESS_OR_EQUAL':
      return (value) => compare(value, first) <= 0;
    case 'BETWEEN':
    case 'WITHIN': {
      if (second === undefined) throw invalidFilter();
      return (value) => compare(value, first) >= 0 && compare(value, second) <= 0;
    }
    default:
      throw refuse(condition);
  }
}

function numberOf(value: Value): Decimal {
  if (typeof value === 'object' && value !== null) return value;
  return decimalOf(typeof value === 'number' ? value : 0);
}

/** A point of time in a filter: a day, or a day with a time, on the account's clock. */
interface FilterTime {
  readonly day: string;
  /** Null when only a day was given: comparisons then are by day. */
  readonly epochMs: number | null;
}

function readTime(text: string): FilterTime {
  const match = MOMENT.exec(text.trim());
  const day = match === null ? null : parseAccountDate(match[1] ?? '');
  if (match === null || day === null)
    throw invalidFilter(
      `Invalid date '${text}' in the search query. The expected format is "M/d/yyyy" in time zone America/Los_Angeles.`,
    );
  const [, , hours, minutes, seconds, half] = match;
  if (hours === undefined) return { day, epochMs: null };
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return {
    day,
    epochMs: epochOfWallClock({
      year,
      month,
      day: date,
      hour,
      minute: Number(minutes ?? 0),
      second: Number(seconds ?? 0),
    }),
  };
}

function timeTest(condition: Condition): ValueTest {
  const wanted = readTime(only(condition));
  const compare = (value: Value): number => {
    if (wanted.epochMs !== null && typeof value === 'number') return value - wanted.epochMs;
    const day = typeof value === 'number' ? dayAt(value) : typeof value === 'string' ? value : '';
    return day === wanted.day ? 0 : day < wanted.day ? -1 : 1;
  };
  switch (condition.operator) {
    case 'ON':
      return (value) => compare(value) === 0;
    case 'AFTER':
      return (value) => compare(value) > 0;
    case 'ON_OR_AFTER':
      return (value) => compare(value) >= 0;
    case 'BEFORE':
      return (value) => compare(value) < 0;
    case 'ON_OR_BEFORE':
      return (value) => compare(value) <= 0;
    default:
      throw refuse(condition);
  }
}
