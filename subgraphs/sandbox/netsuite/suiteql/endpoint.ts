// POST /services/rest/query/v1/suiteql
import type { QuerySource } from '../database.ts';
import type { Drift } from '../drift.ts';
import { collection, readPage, RESULTS_MAX } from '../paging.ts';
import { NetSuiteProblem } from '../problem.ts';
import type { VendorRequest, VendorResponse } from '../../stand-in.ts';
import { execute } from './execute.ts';
import { parseQuery } from './parse.ts';
import { refusal } from './refusal.ts';

/** Where the query endpoint lies. */
export const SUITEQL_PATH = '/services/rest/query/v1/suiteql';

/** What a query runs against. */
export interface SuiteQlEnvironment {
  readonly data: QuerySource;
  readonly drift: Drift;
  /** Scheme and host that the client called us by. */
  readonly origin: string;
  /** Told the table of FROM as soon as it is known, for the request log. */
  readonly onTable: (table: string) => void;
}

/** Answers one query. */
export function answerSuiteQl(request: VendorRequest, environment: SuiteQlEnvironment): VendorResponse {
  if (request.method !== 'POST')
    throw new NetSuiteProblem(405, 'METHOD_NOT_ALLOWED', `The ${request.method} method is not allowed. Use POST.`);
  const preferences = (request.headers.prefer ?? '').split(/[,;]/).map((preference) => preference.trim().toLowerCase());
  if (!preferences.includes('transient'))
    throw new NetSuiteProblem(
      400,
      'INVALID_HEADER',
      `Invalid value '${request.headers.prefer ?? ''}' of the Prefer header. Provide the value 'transient'.`,
      { header: 'Prefer' },
    );
  const page = readPage(request.query);
  const query = parseQuery(readQuery(request));
  environment.onTable(query.from.table);
  const { data, drift, origin } = environment;
  const result = execute(query, { data, drift, ...page });
  if (result.total > RESULTS_MAX && page.offset + page.limit > RESULTS_MAX)
    throw refusal(`The maximum number of ${RESULTS_MAX} results is exceeded.`);
  const items = result.items.map((item) => ({ links: [], ...item }));
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8' },
    body: collection(items, result.total, page, origin + SUITEQL_PATH),
    rows: items.length,
  };
}

function readQuery(request: VendorRequest): string {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new NetSuiteProblem(400, 'INVALID_CONTENT', 'Invalid content in the request body.');
  }
  const query = typeof body === 'object' && body !== null && 'q' in body ? body.q : undefined;
  if (typeof query !== 'string' || query.trim() === '')
    throw new NetSuiteProblem(400, 'INVALID_PARAMETER', 'Invalid search query. Provide a valid search query.', {
      queryParameter: 'q',
    });
  return query;
}
