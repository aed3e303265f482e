// Which part of a list is asked for, read the way the vendor's framework reads it: out of range is brought into range.

/** Rows on a page when nobody says. */
const PER_PAGE_DEFAULT = 20;
/** The vendor's pages say so; its older attribute list says 5,000 for time entries, and no recording decides it. */
export const PER_PAGE_MAX = 200;

/** A part of a list, and what the answer's meta says about it. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
  /** As it was asked for, even when it is out of range. */
  readonly number: number;
  /** Always that of per_page: limit and offset do not change it. */
  readonly size: number;
}

/** Reads page and per_page, or limit and offset when both are there. */
export function readPage(query: URLSearchParams): Page {
  const size = readSize(query.get('per_page'));
  const number = leadingInteger(query.get('page') ?? '1');
  const limit = query.get('limit');
  const offset = query.get('offset');
  if (limit !== null && limit !== '' && offset !== null && offset !== '') {
    const rows = Math.min(Math.max(leadingInteger(limit), 1), PER_PAGE_MAX);
    return { limit: rows, offset: Math.max(leadingInteger(offset), 0), number, size };
  }
  return { limit: size, offset: size * (Math.max(number, 1) - 1), number, size };
}

function readSize(perPage: string | null): number {
  const asked = Math.min(leadingInteger(perPage ?? String(PER_PAGE_DEFAULT)), PER_PAGE_MAX);
  return asked < 1 ? PER_PAGE_DEFAULT : asked;
}

/** The number a text starts with, else 0, as Ruby reads it. */
function leadingInteger(text: string): number {
  return Number(/^\s*[-+]?\d+/.exec(text)?.[0] ?? 0);
}
