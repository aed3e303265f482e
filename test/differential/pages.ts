// Relay pages of plain lists. The oracle's cursors are its own: a place in the list.

/** Arguments of every paged list. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Rows of a page that does not say how many it wants. */
const firstByDefault = 50;

/** The cursor of the row with this index. */
export function cursorOf(index: number): string {
  return `row-${index}`;
}

/** One page of a list that is already in its order. */
export function pageOf(rows: readonly unknown[], { first, after }: PageArguments): object {
  const start = after === null || after === undefined ? 0 : Number(after.slice('row-'.length)) + 1;
  const end = start + (first ?? firstByDefault);
  const edges = rows.slice(start, end).map((node, index) => ({ cursor: cursorOf(start + index), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows.length,
  };
}

/** Whether a day lies in a range of days, both ends included; an open range holds every day. */
export function within(
  day: string | null,
  range: { readonly from?: string | null; readonly to?: string | null } | null | undefined,
): boolean {
  const { from = null, to = null } = range ?? {};
  if (from === null && to === null) return true;
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
}

/** Whether a text holds another in any case, taken literally. */
export function holds(text: string, part: string | null | undefined): boolean {
  return part === null || part === undefined || text.toLowerCase().includes(part.toLowerCase());
}

/** Whether every word looked for begins a word of a text, in any case; no word asks for everything. */
export function holdsWords(text: string, search: string | null | undefined): boolean {
  const words = (of: string): readonly string[] => of.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const own = words(text);
  return words(search ?? '').every((wanted) => own.some((word) => word.startsWith(wanted)));
}

/** Whether a value is among those asked for; no list asks for everything. */
export function among(value: string, wanted: readonly string[] | null | undefined): boolean {
  return wanted === null || wanted === undefined || wanted.includes(value);
}
