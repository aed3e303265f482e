// NetSuite's error bodies: RFC 9457 problems with NetSuite's own list of details.
import type { VendorResponse } from '../stand-in.ts';

const TITLES: Readonly<Record<number, readonly [title: string, type: string]>> = {
  400: ['Bad Request', 'rfc9110.html#section-15.5.1'],
  401: ['Unauthorized', 'rfc9110.html#section-15.5.2'],
  403: ['Forbidden', 'rfc9110.html#section-15.5.4'],
  404: ['Not Found', 'rfc9110.html#section-15.5.5'],
  405: ['Method Not Allowed', 'rfc9110.html#section-15.5.6'],
  409: ['Conflict', 'rfc9110.html#section-15.5.10'],
  415: ['Unsupported Media Type', 'rfc9110.html#section-15.5.16'],
  429: ['Too Many Requests', 'rfc6585.html#section-4'],
  500: ['Internal Server Error', 'rfc9110.html#section-15.6.1'],
  501: ['Not Implemented', 'rfc9110.html#section-15.6.2'],
  503: ['Service Unavailable', 'rfc9110.html#section-15.6.4'],
};

/** The error codes this stand-in answers with. */
export type ProblemCode =
  | 'INVALID_PARAMETER'
  | 'INVALID_HEADER'
  | 'INVALID_CONTENT'
  | 'INVALID_REQUEST'
  | 'INVALID_KEY_OR_REF'
  | 'INVALID_LOGIN'
  | 'INSUFFICIENT_PERMISSION'
  | 'NONEXISTENT_ID'
  | 'NONEXISTENT_RECORD_TYPE'
  | 'METHOD_NOT_ALLOWED'
  | 'CONCURRENCY_LIMIT_EXCEEDED'
  | 'RCRD_HAS_BEEN_CHANGED'
  | 'USER_ERROR'
  | 'NOT_IMPLEMENTED'
  | 'UNEXPECTED_ERROR';

/** Where in the request the problem lies. */
export interface ProblemPlace {
  readonly queryParameter?: string;
  readonly path?: string;
  readonly header?: string;
}

/** Thrown anywhere below an endpoint; the stand-in turns it into the answer. */
export class NetSuiteProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly place: ProblemPlace;

  constructor(status: number, code: ProblemCode, detail: string, place: ProblemPlace = {}) {
    super(detail);
    this.name = 'NetSuiteProblem';
    this.status = status;
    this.code = code;
    this.place = place;
  }
}

/** A business rule said no: NetSuite answers nearly all of them with USER_ERROR, and only the text tells them apart. */
export function userError(detail: string, path?: string): NetSuiteProblem {
  return new NetSuiteProblem(
    400,
    'USER_ERROR',
    `Error while accessing a resource. ${detail}`,
    path === undefined ? {} : { path },
  );
}

/** A reference to something that is not there or may not be used here. */
export function invalidReference(detail: string, path?: string): NetSuiteProblem {
  return new NetSuiteProblem(
    400,
    'INVALID_KEY_OR_REF',
    `Error while accessing a resource. ${detail}`,
    path === undefined ? {} : { path },
  );
}

/** The answer that tells of a problem. */
export function problemResponse(
  problem: NetSuiteProblem,
  headers: Readonly<Record<string, string>> = {},
): VendorResponse {
  const [title, section] = TITLES[problem.status] ?? ['Error', 'rfc9110.html#section-15'];
  const { queryParameter, path, header } = problem.place;
  return {
    status: problem.status,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error; charset=UTF-8', ...headers },
    body: {
      type: `https://www.rfc-editor.org/rfc/${section}`,
      title,
      status: problem.status,
      'o:errorDetails': [
        {
          detail: problem.message,
          ...(queryParameter === undefined ? {} : { 'o:errorQueryParam': queryParameter }),
          ...(path === undefined ? {} : { 'o:errorPath': path }),
          ...(header === undefined ? {} : { 'o:errorHeader': header }),
          'o:errorCode': problem.code,
        },
      ],
    },
  };
}
