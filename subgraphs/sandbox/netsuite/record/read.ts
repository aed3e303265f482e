// Reading records: collections of ids, single records, their sublists.
import { collection, readPage } from '../paging.ts';
import { invalidReference } from '../problem.ts';
import { NetSuiteProblem } from '../problem.ts';
import type { VendorRequest, VendorResponse } from '../../stand-in.ts';
import type { Row } from '../table.ts';
import { viewOf, type RecordEnvironment } from './environment.ts';
import { compileFilter } from './filter.ts';
import { parseFilter } from './filter-syntax.ts';
import { showRecord } from './show.ts';
import type { RecordSpec } from './spec.ts';

const SINGULAR = 'application/vnd.oracle.resource+json; type=singular; charset=UTF-8';
const COLLECTION = 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8';
/** External ids in addresses: NetSuite breaks on anything else. */
const EXTERNAL_ID = /^[A-Za-z0-9_-]+$/;

/** The external id in a path segment like `eid:INV-1`; null when the segment is an internal id. */
export function externalIdOf(segment: string): string | null {
  if (!segment.startsWith('eid:')) return null;
  const externalId = segment.slice('eid:'.length);
  if (!EXTERNAL_ID.test(externalId))
    throw invalidReference(`Invalid external ID '${externalId}'. Use letters, digits, underscores and hyphens.`);
  return externalId;
}

/** The row a path segment names by id or `eid:`; undefined when there is none. */
export function findRow(
  spec: RecordSpec,
  segment: string,
  environment: Pick<RecordEnvironment, 'database'>,
): Row | undefined {
  const table = environment.database.known(spec.table);
  const externalId = externalIdOf(segment);
  const found =
    externalId === null
      ? /^-?\d{1,15}$/.test(segment)
        ? table.find('id', Number(segment))
        : []
      : table.find('externalid', externalId);
  const { only } = spec;
  return found.find((row) => only === undefined || table.value(row, only.column) === only.value);
}

/** The row a path segment names, or 404. */
export function requireRow(spec: RecordSpec, segment: string, environment: Pick<RecordEnvironment, 'database'>): Row {
  const row = findRow(spec, segment, environment);
  if (row === undefined)
    throw new NetSuiteProblem(
      404,
      'NONEXISTENT_ID',
      'The record instance does not exist. Provide a valid record instance ID.',
    );
  return row;
}

/** A collection: ids and links only, which makes reading fields a call per record. */
export function answerCollection(
  spec: RecordSpec,
  request: VendorRequest,
  environment: RecordEnvironment,
): VendorResponse {
  const page = readPage(request.query);
  const { database, staleSeconds } = environment;
  const table = (staleSeconds > 0 ? database.asOf(staleSeconds).table(spec.table) : null) ?? database.known(spec.table);
  const q = request.query.get('q');
  const test = q === null ? () => true : compileFilter(parseFilter(q), spec, viewOf(environment));
  const href = `${environment.origin}/services/rest/record/v1/${spec.type}`;
  const rows = spec.only === undefined ? table.rows : table.find(spec.only.column, spec.only.value);
  const ids = rows
    .filter(test)
    .map((row) => table.number(row, 'id') ?? 0)
    .sort((one, other) => one - other);
  const items = ids
    .slice(page.offset, page.offset + page.limit)
    .map((id) => ({ links: [{ rel: 'self', href: `${href}/${id}` }], id: String(id) }));
  const self = q === null ? href : `${href}?q=${encodeURIComponent(q)}`;
  return {
    status: 200,
    headers: { 'content-type': COLLECTION },
    body: collection(items, ids.length, page, self),
    rows: items.length,
  };
}

/** One record, whole or the fields asked for. */
export function answerRecordBody(
  spec: RecordSpec,
  row: Row,
  request: VendorRequest,
  environment: RecordEnvironment,
): VendorResponse {
  const fields = request.query.get('fields');
  const only = fields === null ? null : new Set(fields.split(',').map((name) => name.trim().toLowerCase()));
  const expand = request.query.get('expandSubResources') === 'true';
  return {
    status: 200,
    headers: { 'content-type': SINGULAR },
    body: showRecord(spec, row, viewOf(environment), { expand, only }),
    rows: 1,
  };
}

/** The lines of one sublist of a record. */
export function answerSublist(
  spec: RecordSpec,
  row: Row,
  name: string,
  environment: RecordEnvironment,
): VendorResponse {
  const sublist = spec.sublists.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (sublist === undefined)
    throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `The record type '${spec.type}' has no sublist '${name}'.`);
  const shown = showRecord(spec, row, viewOf(environment), {
    expand: true,
    only: new Set([sublist.name.toLowerCase()]),
  });
  return { status: 200, headers: { 'content-type': COLLECTION }, body: shown[sublist.name] };
}
