// What a GET of a list looks like. Every value is encoded, so no search text can add an argument.

/** Kantata takes and gives no more than this at once: rows of a page, ids of `only` and of list filters. */
export const perPageMax = 200;

/** A list to read. `name` is what logs and metrics call it. */
export interface ListRequest {
  readonly name: string;
  readonly collection: string;
  /** Filters by the vendor's names; null ones are left out. */
  readonly filters: Readonly<Record<string, string | null>>;
  readonly include?: readonly string[];
  /** Such as `created_at:asc`; the vendor breaks ties by id. */
  readonly order?: string;
}

/** Which part of a list: a page of `perPageMax`, counted from 1, or so many rows from an offset. */
export type Part = { readonly page: number } | { readonly offset: number; readonly limit: number };

/** The path of a request, with its arguments. */
export function pathOf({ collection, filters, include = [], order }: ListRequest, part: Part): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== null) query.set(name, value);
  if (include.length > 0) query.set('include', include.join(','));
  if (order !== undefined) query.set('order', order);
  if ('page' in part) {
    query.set('page', String(part.page));
    query.set('per_page', String(perPageMax));
  } else {
    query.set('limit', String(part.limit));
    query.set('offset', String(part.offset));
  }
  return `/api/v1/${collection}.json?${query.toString()}`;
}

/** Ids in lists the vendor takes at once. */
export function chunks(ids: readonly string[], size = perPageMax): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += size) parts.push(ids.slice(from, from + size));
  return parts;
}
