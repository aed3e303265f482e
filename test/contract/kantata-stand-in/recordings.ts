// Real traffic of the vendor's API, recorded by the vendor's own client. It lies outside the project and may be absent.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One record as the API shows it. */
export type Shown = Readonly<Record<string, unknown>>;

/** One request and its answer. */
export interface Interaction {
  readonly cassette: string;
  readonly n: number;
  readonly recordedAt: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: readonly (readonly [string, string])[];
    readonly contentType: string | null;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

/** Where recordings and the vendor's attribute list are looked for, beside the project. */
const FOLDER = fileURLToPath(new URL('../../../../shared/vendors/kantata/', import.meta.url));

/** Every recorded interaction of the folder, oldest first; empty when there is none. */
export function readRecordings(folder = FOLDER): readonly Interaction[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as unknown)
    .filter(isInteraction)
    .sort((one, other) => Date.parse(one.recordedAt) - Date.parse(other.recordedAt));
}

/** Names of attributes and association keys the vendor lists today, whatever the resource. */
export function readVendorNames(folder = FOLDER): ReadonlySet<string> {
  const path = `${folder}/attributes.yml`;
  if (!existsSync(path)) return new Set();
  // Names stand as list items or as foreign keys; which resource they belong to does not matter here.
  const names = readFileSync(path, 'utf8').matchAll(/^\s+(?:- |foreign_key: )(\w+)/gm);
  return new Set([...names].map(([, name = '']) => name));
}

function isInteraction(value: unknown): value is Interaction {
  return typeof value === 'object' && value !== null && 'request' in value && 'response' in value;
}

/** The collection a path means, like `time_entries`. */
export function collectionOf({ request }: Interaction): string {
  return /^\/api\/v1\/(\w+)/.exec(request.path)?.[1] ?? '';
}

/** The id a path ends with, or null. */
export function idOf({ request }: Interaction): string | null {
  return /\/(\d+)(?:\.json)?$/.exec(request.path)?.[1] ?? null;
}

/** One argument of the query, or null. */
export function argumentOf({ request }: Interaction, name: string): string | null {
  return request.query.find(([candidate]) => candidate === name)?.[1] ?? null;
}

/** The records of an envelope by collection; nothing for bodies of another shape. */
export function recordsOf(body: unknown): ReadonlyMap<string, readonly Shown[]> {
  const records = new Map<string, readonly Shown[]>();
  if (typeof body !== 'object' || body === null || !('results' in body)) return records;
  for (const [name, value] of Object.entries(body)) {
    if (name === 'count' || name === 'results' || name === 'meta') continue;
    if (typeof value === 'object' && value !== null) records.set(name, Object.values(value) as Shown[]);
  }
  return records;
}

/** The ids of an envelope's results, in their order. */
export function resultsOf(body: unknown): readonly string[] {
  const results = typeof body === 'object' && body !== null && 'results' in body ? body.results : [];
  return Array.isArray(results) ? results.map((result) => String((result as { id: unknown }).id)) : [];
}

/** The kind of an interaction, for the report: method, resource, and what narrows the list. */
export function kindOf(interaction: Interaction): string {
  const { request } = interaction;
  const path = request.path
    .replace(/^\/api\/v1\//, '')
    .replace(/\.json$/, '')
    .replace(/\d+$/, ':id');
  const narrowing = request.query.map(([name]) => name).filter((name) => name !== 'include');
  const including = request.query.some(([name]) => name === 'include') ? ' +include' : '';
  return `${request.method} ${path}${narrowing.length === 0 ? '' : `?${[...narrowing].sort().join('&')}`}${including}`;
}
