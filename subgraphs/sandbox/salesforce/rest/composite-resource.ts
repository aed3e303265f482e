// /composite: up to 25 calls in one, in order, where a later one may use what an earlier one answered: `@{ref.id}`. With
// allOrNone they are one transaction. The whole counts as one call.
import type { VendorResponse } from '../../stand-in.ts';
import { ApiError, notFound, refusal, refusedWrite, unableToLockRow } from '../api-error.ts';
import { allow, answered, bodyObject, type Call } from './call.ts';

/** Calls of one composite. */
const CALLS_MAX = 25;
/** Calls of all graphs of one request. */
const GRAPH_NODES_MAX = 500;
const WRITES: ReadonlySet<string> = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);
const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/gu;

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

interface Subresponse {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

/** Answers `POST /composite`; `dispatch` answers one call as if it had come alone. */
export function answerComposite(call: Call, dispatch: (call: Call) => VendorResponse): VendorResponse {
  allow(call, 'POST');
  const { allOrNone, compositeRequest } = bodyObject(call);
  if (!Array.isArray(compositeRequest) || compositeRequest.length === 0) {
    throw refusal(400, 'JSON_PARSER_ERROR', 'The compositeRequest array is required');
  }
  if (compositeRequest.length > CALLS_MAX) {
    throw refusal(400, 'LIMIT_EXCEEDED', `${compositeRequest.length} calls in a composite: give at most ${CALLS_MAX}`);
  }
  const responses = answerAll(call, compositeRequest as Subrequest[], { allOrNone: allOrNone === true, dispatch });
  const count = responses.some(hasFailed) && allOrNone === true ? 0 : responses.length;
  return answered(200, { compositeResponse: responses }, 'composite', count);
}

/** Answers `POST /composite/graph`: each graph is one transaction, whatever becomes of the others. */
export function answerGraphs(call: Call, dispatch: (call: Call) => VendorResponse): VendorResponse {
  allow(call, 'POST');
  const { graphs } = bodyObject(call);
  if (!Array.isArray(graphs) || graphs.length === 0)
    throw refusal(400, 'JSON_PARSER_ERROR', 'The graphs array is required');
  const wanted = graphs as { readonly graphId?: unknown; readonly compositeRequest?: unknown }[];
  const calls = wanted.map(({ compositeRequest }) =>
    Array.isArray(compositeRequest) ? (compositeRequest as Subrequest[]) : [],
  );
  const count = calls.reduce((sum, { length }) => sum + length, 0);
  if (count > GRAPH_NODES_MAX)
    throw refusal(400, 'LIMIT_EXCEEDED', `${count} calls in all graphs: give at most ${GRAPH_NODES_MAX}`);
  const answers = wanted.map(({ graphId }, index) => {
    const parts = answerAll(call, calls[index] ?? [], { allOrNone: true, dispatch });
    const isSuccessful = !parts.some(hasFailed);
    return { graphId, graphResponse: { compositeResponse: parts }, isSuccessful };
  });
  return answered(200, { graphs: answers }, 'composite:graph', answers.filter((one) => one.isSuccessful).length);
}

interface Manner {
  readonly allOrNone: boolean;
  readonly dispatch: (call: Call) => VendorResponse;
}

function answerAll(call: Call, calls: readonly Subrequest[], { allOrNone, dispatch }: Manner): Subresponse[] {
  const { store } = call.organization;
  const savepoint = store.savepoint();
  const responses: Subresponse[] = [];
  for (const [index, subrequest] of calls.entries())
    responses.push(answerOne(call, subrequest, { index, responses, dispatch }));
  if (!allOrNone || !responses.some(hasFailed)) return responses;
  store.rollback(savepoint);
  return responses.map(halted);
}

function hasFailed({ httpStatusCode }: Subresponse): boolean {
  return httpStatusCode >= 400;
}

interface Progress {
  readonly index: number;
  readonly responses: readonly Subresponse[];
  readonly dispatch: (call: Call) => VendorResponse;
}

function answerOne(call: Call, subrequest: Subrequest, { index, responses, dispatch }: Progress): Subresponse {
  const { referenceId } = subrequest;
  try {
    const method = subrequest.method.toUpperCase();
    const isHit = call.faults.some((fault) => fault.kind === 'partialSuccess') && index % 2 === 1;
    if (isHit && WRITES.has(method)) throw unableToLockRow('');
    const url = String(fillIn(subrequest.url, responses));
    const body = subrequest.body === undefined ? undefined : fillIn(subrequest.body, responses);
    const { status, headers = {}, body: answer = null } = dispatch(subcall(call, subrequest, { method, url, body }));
    return { body: answer, httpHeaders: capitalized(headers), httpStatusCode: status, referenceId };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { body: error.problems, httpHeaders: {}, httpStatusCode: error.status, referenceId };
  }
}

function subcall(
  call: Call,
  { httpHeaders = {} }: Subrequest,
  sent: { method: string; url: string; body: unknown },
): Call {
  const [path = '', search = ''] = sent.url.split('?');
  const match = /^\/services\/data\/(v(\d+)\.0)(\/.*)?$/u.exec(path);
  if (match === null) throw notFound();
  const headers = Object.fromEntries(Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]));
  const text = sent.body === undefined ? '' : JSON.stringify(sent.body);
  const segments = (match[3] ?? '').split('/').filter((part) => part !== '');
  return {
    ...call,
    base: `/services/data/${match[1] ?? ''}`,
    version: Number(match[2]),
    method: sent.method,
    segments: segments.map(decodeURIComponent),
    request: {
      method: sent.method,
      path,
      query: new URLSearchParams(search),
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(text),
    },
  };
}

/** Puts the values of earlier answers in the place of references, at any depth. */
function fillIn(value: unknown, responses: readonly Subresponse[]): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (reference, name: string, path: string) =>
      lookUp(responses, reference, name, path),
    );
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => fillIn(entry, responses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fillIn(entry, responses)]));
}

function lookUp(
  responses: readonly Subresponse[],
  reference: string,
  ...[name, path]: readonly [string, string]
): string {
  const response = responses.find((candidate) => candidate.referenceId === name);
  const found = path
    .split(/[.[\]]+/u)
    .filter((step) => step !== '')
    .reduce<unknown>(
      (value, step) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[step],
      response?.body,
    );
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
  throw refusedWrite('PROCESSING_HALTED', `Invalid reference specified. No value for ${reference} found.`);
}

function capitalized(headers: Readonly<Record<string, string>>): Record<string, string> {
  const names: Readonly<Record<string, string>> = {
    location: 'Location',
    etag: 'ETag',
    'last-modified': 'Last-Modified',
  };
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [names[name] ?? name, value]));
}

/** What a call of a failed transaction answers, unless it is the one that failed. */
function halted(response: Subresponse): Subresponse {
  if (response.httpStatusCode >= 400) return response;
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return { ...response, body: [{ errorCode: 'PROCESSING_HALTED', message }], httpHeaders: {}, httpStatusCode: 400 };
}
