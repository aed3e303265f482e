// Text of SuiteQL: literals, lists and dates. No value gets into a query except through here.

/** Most values of one IN list; the database behind NetSuite refuses more. */
export const inListMax = 1_000;
/** Most rows of one page of the SuiteQL endpoint. */
export const pageRowsMax = 1_000;
/** Rows after which NetSuite cuts a SuiteQL result off without saying so. */
export const resultRowsMax = 100_000;

/** One query with the name it goes by in logs and metrics. */
export interface Statement {
  readonly name: string;
  /** Must end in an ORDER BY that is unique, else pages repeat and skip rows. */
  readonly sql: string;
}

/** A text literal: a quote is written twice, and there is no other escape (a backslash is a backslash). */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Whether a text has the form of an internal id; anything else names no record and is never sent. */
export function isInternalId(value: string): boolean {
  return /^-?\d{1,18}$/.test(value);
}

/** A list of internal ids for IN. Raises RangeError on an empty or too long list and on anything that is no id. */
export function ids(values: readonly string[]): string {
  if (values.length === 0 || values.length > inListMax) {
    throw new RangeError(`An IN list holds 1 to ${inListMax} values, not ${values.length}; use chunks`);
  }
  const odd = values.find((value) => !isInternalId(value));
  if (odd !== undefined) throw new RangeError(`"${odd}" is not a NetSuite internal id (a whole number)`);
  return `(${values.join(', ')})`;
}

/** A list of text literals for IN. */
export function texts(values: readonly string[]): string {
  if (values.length === 0 || values.length > inListMax) {
    throw new RangeError(`An IN list holds 1 to ${inListMax} values, not ${values.length}`);
  }
  return `(${values.map(text).join(', ')})`;
}

/** A business day (YYYY-MM-DD) as a date of the database. */
export function day(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new RangeError(`"${value}" is not a day such as 2026-11-20`);
  return `TO_DATE('${value}', 'YYYY-MM-DD')`;
}

/** A wall clock time of the account (YYYY-MM-DD HH:MM:SS) as a date of the database. */
export function wallTime(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value)) {
    throw new RangeError(`"${value}" is not a wall clock time such as 2026-11-20 09:00:00`);
  }
  return `TO_DATE('${value}', 'YYYY-MM-DD HH24:MI:SS')`;
}

/** A date column as YYYY-MM-DD, whatever date format the account prefers. */
export function isoDay(column: string): string {
  return `TO_CHAR(${column}, 'YYYY-MM-DD')`;
}

/** A moment column with its offset; without TO_CHAR NetSuite gives the day alone. */
export function isoMoment(column: string): string {
  return `TO_CHAR(${column}, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`;
}

/** Parts of at most `size`, in order; every part becomes one IN list. */
export function chunks<T>(values: readonly T[], size: number = inListMax): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let start = 0; start < values.length; start += size) parts.push(values.slice(start, start + size));
  return parts;
}

/** Conditions joined by AND; each stands in its own brackets. */
export function all(conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' AND ');
}

/** Conditions joined by OR; each stands in its own brackets. */
export function any(conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' OR ');
}
