// /query and /queryAll: a query's first page, and further pages by locator.
import type { VendorResponse } from '../../stand-in.ts';
import { refusal } from '../api-error.ts';
import type { AnsweredRecord } from '../soql/render.ts';
import { malformedQuery } from '../soql/query-error.ts';
import { runQuery, type QueryResult } from '../soql/run.ts';
import type { QueryWorld } from '../soql/world.ts';
import { allow, answered, type Call } from './call.ts';

/** Rows of a page: the vendor's default and the range a client may ask for. */
const PAGE_ROWS_MAX = 2_000;
const PAGE_ROWS_MIN = 200;

/** `/query?q=…` or `/query/{locator}`; `queryAll` is the same with deleted records. */
export function answerQuery(call: Call, kind: 'query' | 'queryAll', locator: string | undefined): VendorResponse {
  allow(call, 'GET');
  if (locator !== undefined) return answerPage(call, kind, locator);
  const text = call.request.query.get('q');
  if (text === null) throw malformedQuery('A query string has to be specified');
  const result = runQuery(worldOf(call, kind, text));
  const resource = `query:${result.object}`;
  if (result.kind === 'count') {
    return answered(200, { totalSize: result.total, done: true, records: [] }, resource, 0);
  }
  return answerFirstPage(call, kind, result);
}

function worldOf(call: Call, kind: 'query' | 'queryAll', text: string): QueryWorld {
  const { organization, catalogue, base } = call;
  const rates = organization.rates();
  return {
    catalogue,
    records: organization.store,
    now: organization.clock.now(),
    includeDeleted: kind === 'queryAll',
    rateOf: (currency) => rates.get(currency) ?? 1,
    base,
    text,
  };
}

function answerFirstPage(
  call: Call,
  kind: 'query' | 'queryAll',
  { kind: resultKind, object, records }: Exclude<QueryResult, { kind: 'count' }>,
): VendorResponse {
  const pageSize = readPageSize(call);
  if (records.length <= pageSize) return page(object, records, records.length, undefined);
  if (resultKind === 'groups') {
    throw refusal(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  }
  const { locator } = call.organization.cursors.open(object, records, pageSize);
  const next = `${call.base}/${kind}/${locator}-${pageSize}`;
  return page(object, records.slice(0, pageSize), records.length, next);
}

function answerPage(call: Call, kind: 'query' | 'queryAll', name: string): VendorResponse {
  const { cursor, from } = call.organization.cursors.find(name);
  const to = from + cursor.pageSize;
  const next = to < cursor.records.length ? `${call.base}/${kind}/${cursor.locator}-${to}` : undefined;
  return page(cursor.object, cursor.records.slice(from, to), cursor.records.length, next);
}

function page(
  object: string,
  records: readonly AnsweredRecord[],
  totalSize: number,
  nextRecordsUrl: string | undefined,
): VendorResponse {
  const head = { totalSize, done: nextRecordsUrl === undefined };
  const body = nextRecordsUrl === undefined ? { ...head, records } : { ...head, nextRecordsUrl, records };
  return answered(200, body, `query:${object}`, records.length);
}

/** `Sforce-Query-Options: batchSize=500`; a size out of range is moved into it, as the vendor does. */
function readPageSize({ request }: Call): number {
  const asked = /\bbatchSize\s*=\s*(\d+)/iu.exec(request.headers['sforce-query-options'] ?? '')?.[1];
  if (asked === undefined) return PAGE_ROWS_MAX;
  return Math.min(PAGE_ROWS_MAX, Math.max(PAGE_ROWS_MIN, Number(asked)));
}
