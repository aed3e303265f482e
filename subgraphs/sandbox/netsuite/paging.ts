// limit and offset, and the envelope every collection comes in.
import { NetSuiteProblem } from './problem.ts';

/** Most items of one page, and the default. */
export const PAGE_ITEMS_MAX = 1_000;
/** Without SuiteAnalytics Connect nobody gets past this many results of one query. */
export const RESULTS_MAX = 100_000;

/** The page a request asks for. */
export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
}

/** Reads limit and offset; the offset must be a multiple of the limit. */
export function readPage(query: URLSearchParams): PageRequest {
  const limit = readWhole(query, 'limit', PAGE_ITEMS_MAX);
  if (limit < 1 || limit > PAGE_ITEMS_MAX)
    throw invalid('limit', `The limit must be between 1 and ${PAGE_ITEMS_MAX}, not ${limit}.`);
  const offset = readWhole(query, 'offset', 0);
  if (offset % limit !== 0) throw invalid('offset', `The offset ${offset} must be divisible by the limit ${limit}.`);
  if (offset >= RESULTS_MAX) throw invalid('offset', `The offset must be less than ${RESULTS_MAX}, not ${offset}.`);
  return { limit, offset };
}

function readWhole(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw invalid(name, `The value '${text}' is not a whole number.`);
  return Number(text);
}

function invalid(name: string, why: string): NetSuiteProblem {
  return new NetSuiteProblem(400, 'INVALID_PARAMETER', `Invalid query parameter ${name}. ${why}`, {
    queryParameter: name,
  });
}

/** A collection answer with its links; `href` is the collection's own address without limit and offset. */
export function collection(
  items: readonly unknown[],
  total: number,
  page: PageRequest,
  href: string,
): Record<string, unknown> {
  const { limit, offset } = page;
  const reachable = Math.min(total, RESULTS_MAX);
  const hasMore = offset + items.length < reachable;
  const at = (where: number): string => `${href}${href.includes('?') ? '&' : '?'}limit=${limit}&offset=${where}`;
  const last = reachable === 0 ? 0 : Math.floor((reachable - 1) / limit) * limit;
  return {
    links: [
      ...(hasMore
        ? [
            { rel: 'next', href: at(offset + limit) },
            { rel: 'last', href: at(last) },
          ]
        : []),
      ...(offset > 0
        ? [
            { rel: 'first', href: at(0) },
            { rel: 'previous', href: at(offset - limit) },
          ]
        : []),
      { rel: 'self', href: at(offset) },
    ],
    count: items.length,
    hasMore,
    items,
    offset,
    totalResults: reachable,
  };
}
