// Recorded traffic: what it looks like, where it lies, and what kinds of call it holds.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded call with its answer. Host, version, tokens and mail addresses were removed. */
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

/** The calls of one test of the recorded client, in their order. */
export interface Cassette {
  readonly name: string;
  readonly interactions: readonly Interaction[];
}

/** Beside the project, unless another directory with files of the same form is given. */
const directory =
  process.env.SALESFORCE_RECORDINGS ?? join(import.meta.dirname, '../../../../shared/vendors/salesforce');

/** Every recording there is; empty when there is none. */
export function loadInteractions(): readonly Interaction[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const content = JSON.parse(readFileSync(join(directory, name), 'utf8')) as unknown;
      return Array.isArray(content) ? content.filter(isInteraction) : [];
    });
}

/** Bodies of answers that were saved one by one, by file name without ending. */
export function loadFixtures(): ReadonlyMap<string, unknown> {
  const fixtures = new Map<string, unknown>();
  for (const folder of ['fixtures', 'fixtures/sobject']) {
    const path = join(directory, folder);
    if (!existsSync(path)) continue;
    for (const name of readdirSync(path).filter((file) => file.endsWith('.json'))) {
      const text = readFileSync(join(path, name), 'utf8').trim();
      if (text !== '') fixtures.set(name.replace(/\.json$/u, ''), JSON.parse(text) as unknown);
    }
  }
  return fixtures;
}

/** Where recordings were looked for. */
export function recordingsPlace(): string {
  return directory;
}

function isInteraction(value: unknown): value is Interaction {
  return typeof value === 'object' && value !== null && 'request' in value && 'response' in value;
}

/** The calls by the test they were recorded in. */
export function byCassette(interactions: readonly Interaction[]): readonly Cassette[] {
  const groups = Map.groupBy(interactions, (interaction) => interaction.cassette);
  return [...groups].map(([name, list]) => ({ name, interactions: list.toSorted((a, b) => a.n - b.n) }));
}

/** The path behind `/services/data/<version>`, decoded, or null for calls that are not to the data API. */
export function dataPath({ request }: Interaction): readonly string[] | null {
  const match = /^\/services\/data\/[^/]+(\/.*)?$/u.exec(request.path);
  if (match === null) return null;
  return (match[1] ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
}

/** What kind of call it is, in words for the table. */
export function kindOf(interaction: Interaction): string {
  const { method, path } = interaction.request;
  if (path.startsWith('/services/oauth2/')) return `${method} ${path}`;
  if (path.startsWith('/id/')) return `${method} /id/{org}/{user}`;
  const parts = dataPath(interaction);
  if (parts === null) return `${method} ${path}`;
  const [first = '', second, third, fourth] = parts;
  if (first === 'limits' && second !== undefined) return `${method} /limits/${second}`;
  if (first === 'composite') return `${method} /${parts.slice(0, 2).join('/')}${third === undefined ? '' : '/{type}'}`;
  if (first !== 'sobjects') return `${method} /${[first, second === undefined ? '' : '{…}'].filter(Boolean).join('/')}`;
  if (second === undefined) return `${method} /sobjects`;
  if (third === undefined) return `${method} /sobjects/{type}`;
  if (['describe', 'updated', 'deleted'].includes(third)) return `${method} /sobjects/{type}/${third}`;
  return fourth === undefined ? `${method} /sobjects/{type}/{id}` : `${method} /sobjects/{type}/{field}/{value}`;
}

/** Kinds of call the stand-in answers like the vendor; every other kind is counted as not claimed. */
export const CLAIMED_KINDS: ReadonlySet<string> = new Set([
  'POST /services/oauth2/token',
  'POST /services/oauth2/revoke',
  'GET /id/{org}/{user}',
  'GET /services/data',
  'GET /services/data/',
  'GET /',
  'GET /limits',
  'GET /limits/recordCount',
  'POST /composite',
  'GET /query',
  'GET /query/{…}',
  'GET /queryAll',
  'GET /queryAll/{…}',
  'GET /sobjects',
  'GET /sobjects/{type}',
  'POST /sobjects/{type}',
  'GET /sobjects/{type}/describe',
  'GET /sobjects/{type}/updated',
  'GET /sobjects/{type}/deleted',
  'GET /sobjects/{type}/{id}',
  'PATCH /sobjects/{type}/{id}',
  'DELETE /sobjects/{type}/{id}',
  'GET /sobjects/{type}/{field}/{value}',
  'PATCH /sobjects/{type}/{field}/{value}',
  'DELETE /sobjects/{type}/{field}/{value}',
  'GET /composite/sobjects/{type}',
  'POST /composite/sobjects/{type}',
  'PATCH /composite/sobjects/{type}',
  'POST /composite/sobjects',
  'PATCH /composite/sobjects',
  'DELETE /composite/sobjects',
]);

/** An answer to an upsert of several records says of each whether it was created. */
function isUpsert(body: unknown): boolean {
  return Array.isArray(body) && body.some((result: { created?: unknown } | null) => result?.created === true);
}

/** Ids that an answer gave to records it made: one, or one per record of a collection. */
export function madeIds(method: string, status: number, body: unknown): readonly (string | null)[] {
  const idOf = (result: unknown): string | null => {
    const { id, success, created } = (result ?? {}) as { id?: unknown; success?: unknown; created?: unknown };
    return success === true && created !== false && typeof id === 'string' ? id : null;
  };
  if (status === 201) return [idOf(body)];
  const parts = (body as { compositeResponse?: unknown } | null)?.compositeResponse;
  if (Array.isArray(parts)) return parts.map((part: { body?: unknown }) => idOf(part.body));
  return status === 200 && (method === 'POST' || isUpsert(body)) && Array.isArray(body) ? body.map(idOf) : [];
}

/** A record that a call wrote: its object, the fields, and its id where the answer tells it. */
export interface WrittenRecord {
  readonly type: string;
  readonly id: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Records that a recorded call wrote, as far as it went well. */
export function writtenRecords(interaction: Interaction): readonly WrittenRecord[] {
  const { method, body } = interaction.request;
  const { status, body: answer } = interaction.response;
  const [resource, type] = dataPath(interaction) ?? [];
  if (resource !== 'sobjects' && resource !== 'composite') return [];
  if (status >= 300 || body === '' || (method !== 'POST' && method !== 'PATCH')) return [];
  const sent = JSON.parse(body) as Readonly<Record<string, unknown>>;
  if (resource === 'sobjects') {
    if (type === undefined) return [];
    return [{ type, fields: sent, id: madeIds(method, status, answer)[0] ?? null }];
  }
  if (!Array.isArray(sent.records) || !Array.isArray(answer)) return [];
  const results = answer as readonly { id?: string; success?: boolean }[];
  return (sent.records as readonly Readonly<Record<string, unknown>>[]).flatMap((record, index) => {
    const { attributes, ...fields } = record;
    const result = results[index];
    const name = (attributes as { type?: string } | undefined)?.type;
    return result?.success === true && name !== undefined ? [{ type: name, fields, id: result.id ?? null }] : [];
  });
}
