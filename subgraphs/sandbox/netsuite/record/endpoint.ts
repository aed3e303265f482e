// record/v1: which address means what.
import { NetSuiteProblem } from '../problem.ts';
import type { VendorRequest, VendorResponse } from '../../stand-in.ts';
import type { RecordEnvironment } from './environment.ts';
import { answerMetadata } from './metadata.ts';
import { answerCollection, answerRecordBody, answerSublist, requireRow } from './read.ts';
import { recordType } from './registry.ts';
import { answerTransform } from './transform.ts';
import { answerWrite } from './write.ts';

/** Where the record endpoints lie. */
export const RECORD_PATH = '/services/rest/record/v1/';

/** Answers one record request. */
export function answerRecord(request: VendorRequest, environment: RecordEnvironment): VendorResponse {
  const [first = '', second = null, third = null, ...rest] = segmentsOf(request.path);
  if (first === 'metadata-catalog') {
    environment.onType('metadata-catalog');
    requireGet(request);
    return answerMetadata(second === null ? null : recordType(second), request.headers.accept ?? '', environment);
  }
  const spec = recordType(first);
  environment.onType(spec.type);
  if (third === '!transform' && second !== null && rest.length === 1)
    return answerTransform(spec, { segment: second, target: rest[0] ?? '' }, request, environment);
  if (third?.startsWith('!') === true)
    throw new NetSuiteProblem(501, 'NOT_IMPLEMENTED', `The stand-in does not play ${third} yet.`);
  if (rest.length > 0)
    throw new NetSuiteProblem(404, 'NONEXISTENT_ID', `The resource '${request.path}' does not exist.`);
  if (request.method !== 'GET') {
    if (third !== null) throw methodNotAllowed(request);
    return answerWrite(spec, second, request, environment);
  }
  if (second === null) return answerCollection(spec, request, environment);
  const row = requireRow(spec, second, environment);
  return third === null
    ? answerRecordBody(spec, row, request, environment)
    : answerSublist(spec, row, third, environment);
}

function segmentsOf(path: string): readonly string[] {
  try {
    return path
      .slice(RECORD_PATH.length)
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    throw new NetSuiteProblem(400, 'INVALID_REQUEST', `The address '${path}' is not percent-encoded correctly.`);
  }
}

function requireGet(request: VendorRequest): void {
  if (request.method !== 'GET') throw methodNotAllowed(request);
}

function methodNotAllowed({ method }: VendorRequest): NetSuiteProblem {
  return new NetSuiteProblem(405, 'METHOD_NOT_ALLOWED', `The ${method} method is not allowed for this resource.`);
}
