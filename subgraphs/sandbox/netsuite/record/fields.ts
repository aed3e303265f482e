// Short ways to write the fields of a record type, and the shapes that references have.
import { formatDecimal, type Decimal } from '../decimal.ts';
import { displayName } from '../suiteql/display.ts';
import type { Row } from '../table.ts';
import type { FieldSpec, FieldType, RecordView, SublistSpec } from './spec.ts';

/** Tables of the record types that references lead to; `entity` may be any of three. */
const TARGET_TABLES: Readonly<Record<string, readonly string[]>> = {
  customer: ['customer'],
  job: ['job'],
  employee: ['employee'],
  entity: ['customer', 'job', 'employee'],
  subsidiary: ['subsidiary'],
  currency: ['currency'],
  term: ['term'],
  accountingPeriod: ['accountingperiod'],
  fiscalCalendar: ['fiscalcalendar'],
  department: ['department'],
  classification: ['classification'],
  location: ['location'],
  account: ['account'],
  serviceSaleItem: ['item'],
  salesTaxItem: ['salestaxitem'],
  billingSchedule: ['billingschedule'],
  invoice: ['transaction'],
  salesOrder: ['transaction'],
};

/** Tables a reference of this target looks in. */
export function targetTables(target: string): readonly string[] {
  return TARGET_TABLES[target] ?? [];
}

function column(type: FieldType, name: string, title: string, from: string): FieldSpec {
  return {
    name,
    title,
    type,
    source: { kind: 'column', column: from },
    readOnly: false,
    custom: /^cust(entity|body|col|record)_/.test(name),
  };
}

/** Text in a column. */
export function text(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return column('string', name, title, from);
}

/** An amount or rate in a column. */
export function number(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return column('number', name, title, from);
}

/** T or F in a column. */
export function boolean(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return column('boolean', name, title, from);
}

/** A day in a column. */
export function day(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return column('date', name, title, from);
}

/** A moment in a column, which only the system writes. */
export function moment(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return { ...column('dateTime', name, title, from), readOnly: true };
}

/** The id of another record in a column. */
export function reference(name: string, title: string, target: string, from = name.toLowerCase()): FieldSpec {
  return { ...column('reference', name, title, from), target };
}

/** An entry of a fixed list in a column. */
export function choice(name: string, title: string, from = name.toLowerCase()): FieldSpec {
  return column('choice', name, title, from);
}

/** The same field, but refused in writes. */
export function readOnly(field: FieldSpec): FieldSpec {
  return { ...field, readOnly: true };
}

/** A computed field. */
export function derived(
  type: FieldType,
  name: string,
  title: string,
  value: (row: Row, view: RecordView) => unknown,
): FieldSpec {
  return { name, title, type, source: { kind: 'derived', value }, readOnly: true, custom: false };
}

/** Fields that are the same on every record because the firm never touched the feature behind them. */
export function untouched(values: Readonly<Record<string, unknown>>): readonly FieldSpec[] {
  return Object.entries(values).map(([name, value]) => {
    const title = name.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase());
    return derived(typeOf(value), name, title, () => value);
  });
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' ? 'choice' : 'string';
}

/** A sublist nobody uses. */
export function emptySublist(name: string, title: string): SublistSpec {
  return { name, title, fields: [], lines: () => [] };
}

/** A decimal as record/v1 writes it: a JSON number, whatever that does to long fractions. */
export function jsonNumber(value: Decimal | null): number | undefined {
  return value === null ? undefined : Number(formatDecimal(value));
}

/** `{ links, id, refName }` of another record; undefined when there is none. */
export function referenceTo(target: string, id: number | null, view: RecordView): unknown {
  if (id === null) return undefined;
  const tables = targetTables(target).flatMap((name) => view.database.table(name) ?? []);
  // An integration's role may not see the chart of accounts, so an account's name is its id.
  const refName = target === 'account' ? String(id) : displayName(tables, id);
  // A line without a project has its customer as entity, which is no project.
  if (refName === null) return undefined;
  const type = target === 'entity' ? entityType(id, view) : target;
  return {
    links: [{ rel: 'self', href: `${view.origin}/services/rest/record/v1/${type}/${id}` }],
    id: String(id),
    refName,
  };
}

function entityType(id: number, view: RecordView): string {
  const found = targetTables('entity').find((name) => view.database.known(name).first('id', id) !== undefined);
  return found ?? 'customer';
}
