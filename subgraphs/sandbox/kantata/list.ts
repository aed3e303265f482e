// Finds the records of a list or of a show: filters with their defaults, only, search, order, page.
import type { Row } from './database.ts';
import { badRequest, notFound } from './failure.ts';
import type { Page } from './paging.ts';
import { PER_PAGE_MAX, readPage } from './paging.ts';
import { referenceFilters } from './reference-filters.ts';
import type { OrderKey, Prepared, Resource, Scope } from './resource.ts';
import { SEARCH_LAG_SECONDS, isIndexed, searches } from './search.ts';

/** The rows of one answer, and how many there are in all. */
export interface Found {
  readonly rows: readonly Row[];
  readonly count: number;
  readonly page: Page;
}

/** Lists that were asked for lately, so that paging through one does not sort it again for every page. */
export interface ListCache {
  get(key: string, version: number): readonly Row[] | undefined;
  put(key: string, version: number, rows: readonly Row[]): void;
}

/** Lists kept; each is an array of pointers, so eight lists of all time entries are about 2 MB. */
const LISTS_MAX = 8;
/** Arguments that choose a part of a list or how it is shown, not what is in it. */
const ABOUT_SHOWING = ['page', 'per_page', 'limit', 'offset', 'include', 'optional_fields'];

/** An empty cache. */
export function createListCache(): ListCache {
  const lists = new Map<string, { readonly version: number; readonly rows: readonly Row[] }>();
  return {
    get: (key, version) => {
      const kept = lists.get(key);
      return kept?.version === version ? kept.rows : undefined;
    },
    put: (key, version, rows) => {
      lists.delete(key);
      lists.set(key, { version, rows });
      const [oldest] = lists.keys();
      if (lists.size > LISTS_MAX && oldest !== undefined) lists.delete(oldest);
    },
  };
}

/** How a list is to be found. */
export interface ListOptions {
  readonly cache: ListCache;
  /** A fault: lists, too, trail the database so far. */
  readonly staleSeconds: number;
}

/** Answers a list. */
export function findList(resource: Resource, scope: Scope, { cache, staleSeconds }: ListOptions): Found {
  const query = scope.arguments;
  for (const name of resource.requiredArguments ?? []) {
    if ((query.get(name) ?? '') === '') throw badRequest(`${name} is required`);
  }
  const page = readPage(query);
  const only = query.get('only') ?? '';
  if (only !== '') {
    // Recorded and documented: an unknown id is left out, never 404, and the page does not matter.
    const rows = sorted(resource, scope, pickOnly(resource, scope, only)).slice(0, PER_PAGE_MAX);
    return { rows, count: rows.length, page };
  }
  const search = query.get('search') ?? '';
  const rows =
    search !== '' && resource.searched !== undefined
      ? searchRows(resource, scope, search, Math.max(staleSeconds, SEARCH_LAG_SECONDS))
      : filterAndSort(resource, scope, { cache, staleSeconds });
  return { rows: rows.slice(page.offset, page.offset + page.limit), count: rows.length, page };
}

/** Answers a show: default filters apply, and what they hide is not found. */
export function findOne(resource: Resource, scope: Scope, id: string): Found {
  const rows = pickOnly(resource, scope, id);
  if (rows.length === 0) throw notFound();
  return { rows, count: 1, page: readPage(scope.arguments) };
}

function filterAndSort(resource: Resource, scope: Scope, { cache, staleSeconds }: ListOptions): readonly Row[] {
  const { version } = scope.database;
  const key = cacheKey(resource, scope.arguments);
  const isCacheable = staleSeconds === 0 && resource.isThere === undefined;
  const kept = isCacheable ? cache.get(key, version) : undefined;
  if (kept !== undefined) return kept;
  const found = filterRows(resource, scope).filter(
    (row) => staleSeconds === 0 || wasCreated(row, scope.now, staleSeconds),
  );
  const rows = sorted(resource, scope, found);
  if (isCacheable) cache.put(key, version, rows);
  return rows;
}

/** The vendor orders by relevance; of rows that all fit, the oldest come first. */
function searchRows(resource: Resource, scope: Scope, search: string, lagSeconds: number): readonly Row[] {
  const fits = searches(resource, search, scope);
  // Whether a row is deleted is the index's knowledge here, not the default filter's.
  return filterRows(resource, scope, ['show_deleted'])
    .filter((row) => isIndexed(row, scope.now, lagSeconds) && fits(row))
    .sort(byId);
}

function pickOnly(resource: Resource, scope: Scope, only: string): Row[] {
  const table = scope.database.table(resource.collection);
  const ids = new Set(only.split(',').filter((id) => /^\d+$/.test(id)));
  const { keep } = prepareAll(resource, scope, []);
  return [...ids].flatMap((id) => table.find(id) ?? []).filter(keep);
}

function filterRows(resource: Resource, scope: Scope, without: readonly string[] = []): Row[] {
  const { candidates, keep } = prepareAll(resource, scope, without);
  const rows = candidates?.() ?? scope.database.table(resource.collection).all();
  const kept: Row[] = [];
  for (const row of rows) if (keep(row)) kept.push(row);
  return kept;
}

function prepareAll(resource: Resource, scope: Scope, without: readonly string[]): Prepared {
  const prepared: Prepared[] = [...referenceFilters(resource, scope)];
  const usesDefaults = scope.arguments.get('apply_default_filters') !== 'false';
  for (const [name, filter] of Object.entries(resource.filters)) {
    if (without.includes(name)) continue;
    const given = scope.arguments.get(name) ?? '';
    const argument = given === '' && usesDefaults ? filter.byDefault : given;
    if (argument === undefined || argument === '') continue;
    const ready = filter.prepare(argument, scope, resource.collection);
    if (ready !== null) prepared.push(ready);
  }
  return {
    // The first filter with an index narrows; all filters check.
    candidates: prepared.find((ready) => ready.candidates !== undefined)?.candidates,
    keep: (row) => resource.isThere?.(row, scope.now) !== false && prepared.every((ready) => ready.keep(row)),
  };
}

/** By the order asked for, or the resource's own when that is unknown; equals by id, as the vendor's framework does. */
function sorted(resource: Resource, scope: Scope, rows: Row[]): readonly Row[] {
  const [asked = '', askedDirection] = (scope.arguments.get('order') ?? '').split(':');
  const [fallback = '', fallbackDirection] = resource.defaultOrder.split(':');
  const isKnown = resource.orders[asked] !== undefined;
  const key: OrderKey | undefined = resource.orders[isKnown ? asked : fallback];
  const sign = (isKnown ? askedDirection : fallbackDirection) === 'desc' ? -1 : 1;
  if (key === undefined) return rows.sort(byId);
  return rows
    .map((row) => ({ row, key: key(row, scope) }))
    .sort((one, other) => sign * compare(one.key, other.key) || byId(one.row, other.row))
    .map(({ row }) => row);
}

function compare(one: ReturnType<OrderKey>, other: ReturnType<OrderKey>): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}

function byId(one: Row, other: Row): number {
  return Number(one.id) - Number(other.id);
}

function wasCreated(row: Row, now: string, lagSeconds: number): boolean {
  return isIndexed({ id: row.id, created_at: row.created_at }, now, lagSeconds);
}

function cacheKey(resource: Resource, query: URLSearchParams): string {
  const parts = [...query].filter(([name]) => !ABOUT_SHOWING.includes(name)).map(([name, value]) => `${name}=${value}`);
  return `${resource.collection}?${parts.sort().join('&')}`;
}
