// Pages of long lists for the port. Where the vendor's own filters say it all, a page is one call; what it cannot filter
// is filtered here, row by row, and the cursor counts the vendor's rows either way.
import type { Page, PageRequest } from '../../../schema/canon/paging.ts';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import type { Listing } from './listing.ts';
import { listKey, readCursor, writeCursor } from './page-cursor.ts';
import { type ListRequest, perPageMax } from './request.ts';

/** Most of the vendor's rows looked through for one page: 50 calls, some seconds. Beyond, the filter is too wide. */
export const scannedRowsMax = 10_000;
/** Pages asked for at once while looking on; the budget is shared with people who wait for less. */
const waveMax = 4;

/** A page to read. */
export interface PageQuestion<T> {
  readonly page: PageRequest;
  readonly request: ListRequest;
  /** Everything that chooses rows; a cursor belongs to one such choice. */
  readonly filters: unknown;
  readonly toItems: (listing: Listing) => readonly T[];
  /** What the vendor cannot filter; null when its own filters say it all. */
  readonly keep: ((item: T) => boolean) | null;
}

interface Row<T> {
  readonly item: T;
  /** Rows of the vendor's list up to and with this one. */
  readonly behind: number;
}

/** Reads a page. Raises a BAD_USER_INPUT error for a foreign cursor, UnsupportedFilterError for a hopeless filter. */
export async function readPage<T>(
  context: KantataContext,
  envelope: Envelope,
  question: PageQuestion<T>,
): Promise<Page<T>> {
  const list = listKey(context.config.instance, question.request.name, question.filters);
  const offset = readCursor(list, question.page.after);
  const found =
    question.keep === null
      ? await exactPage(context, envelope, question, offset)
      : await scannedPage(context, envelope, { ...question, keep: question.keep }, offset);
  return {
    items: found.rows.map(({ item }) => item),
    cursors: found.rows.map(({ behind }) => writeCursor(list, behind)),
    hasNextPage: found.hasNextPage,
    totalCount: found.totalCount,
  };
}

interface Found<T> {
  readonly rows: readonly Row<T>[];
  readonly hasNextPage: boolean;
  readonly totalCount: number | null;
}

async function exactPage<T>(
  { client }: KantataContext,
  envelope: Envelope,
  { request, page: { first }, toItems }: PageQuestion<T>,
  offset: number,
): Promise<Found<T>> {
  const listing = await client.part(envelope, request, { offset, limit: first });
  const rows = toItems(listing).map((item, index) => ({ item, behind: offset + index + 1 }));
  // The vendor's count may be too high, so a page that is not full is the last one whatever the count says.
  const hasNextPage = rows.length === first && offset + first < listing.count;
  return { rows, hasNextPage, totalCount: listing.count };
}

async function scannedPage<T>(
  { client }: KantataContext,
  envelope: Envelope,
  question: PageQuestion<T> & { readonly keep: (item: T) => boolean },
  offset: number,
): Promise<Found<T>> {
  const { request, toItems, keep } = question;
  const { first } = question.page;
  const pageAt = async (from: number): Promise<{ readonly rows: readonly Row<T>[]; readonly count: number }> => {
    const listing = await client.part(envelope, request, { offset: from, limit: perPageMax });
    const rows = toItems(listing).map((item, index) => ({ item, behind: from + index + 1 }));
    return { rows: rows.filter(({ item }) => keep(item)), count: listing.count };
  };
  const start = await pageAt(offset);
  const found = [...start.rows];
  let next = offset + perPageMax;
  while (found.length <= first && next < start.count) {
    if (next - offset >= scannedRowsMax) throw tooWide(request.name);
    const wave = Math.min(waveMax, Math.ceil((start.count - next) / perPageMax));
    const offsets = Array.from({ length: wave }, (_unused, index) => next + index * perPageMax);
    const pages = await Promise.all(offsets.map(pageAt));
    found.push(...pages.flatMap((page) => page.rows));
    next += wave * perPageMax;
  }
  return { rows: found.slice(0, first), hasNextPage: found.length > first, totalCount: null };
}

function tooWide(name: string): UnsupportedFilterError {
  return new UnsupportedFilterError(
    `Among the first ${scannedRowsMax} rows of ${name} too few fit, and Kantata has no filter for it; narrow it by a project or by dates`,
  );
}
