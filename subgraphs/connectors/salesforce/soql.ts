// SOQL text. Values only ever enter it as literals made here, so that no value can become part of the query.

/** Ids of one IN list: 300 of them with their quotes are 6.3 kB, well under the 16 kB a GET may have. */
export const idsMax = 300;

/**
 * A text literal. Backslash and quote are escaped, control characters written as SOQL spells them; half a surrogate pair
 * cannot travel in a URL and becomes U+FFFD, which matches nothing a vendor stores.
 */
export function textLiteral(value: string): string {
  const escaped = value
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\b', '\\b')
    .replaceAll('\f', '\\f');
  return `'${escaped}'`;
}

/** A literal for LIKE that matches text containing `part`, taken literally: its % and _ are no wildcards. */
export function containsLiteral(part: string): string {
  const inner = textLiteral(part).slice(1, -1).replaceAll('%', '\\%').replaceAll('_', '\\_');
  return `'%${inner}%'`;
}

/** `(…)` of text literals. Raises RangeError when empty: SOQL has no empty list, the caller must not ask. */
export function listLiteral(values: readonly string[]): string {
  if (values.length === 0) throw new RangeError('An IN list needs at least one value');
  return `(${values.map(textLiteral).join(',')})`;
}

/** A date literal, which stands in SOQL without quotes. Raises RangeError for anything but YYYY-MM-DD. */
export function dateLiteral(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new RangeError(`"${value}" is not a date such as 2026-11-20`);
  return value;
}

/** A datetime literal from milliseconds since 1970. */
export function instantLiteral(ms: number): string {
  return new Date(ms).toISOString();
}

/** A query of its parts; conditions that are null do not apply. */
export function select(parts: {
  readonly fields: readonly string[];
  readonly from: string;
  readonly where: readonly (string | null)[];
  readonly orderBy?: string;
  readonly limit?: number;
}): string {
  const conditions = parts.where.filter((condition) => condition !== null);
  return [
    `SELECT ${parts.fields.join(', ')} FROM ${parts.from}`,
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join(' AND ')}`]),
    ...(parts.orderBy === undefined ? [] : [`ORDER BY ${parts.orderBy}`]),
    ...(parts.limit === undefined ? [] : [`LIMIT ${parts.limit}`]),
  ].join(' ');
}

/** Lists no longer than `size`. */
export function chunks<T>(items: readonly T[], size = idsMax): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
