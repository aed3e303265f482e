// Salesforce's ways of saying no -> our register of faults. No text of Salesforce's gets out: it quotes records.
import { Fault, type FaultCode } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';

/** A lock held by someone else: the same call works in a moment. */
const lockCodes = new Set(['UNABLE_TO_LOCK_ROW']);
/** The org's daily quota: nothing helps before the 24 h window moves. */
const quotaCodes = new Set(['REQUEST_LIMIT_EXCEEDED', 'TOTAL_REQUESTS_LIMIT_EXCEEDED']);
const overloadCodes = new Set(['CONCURRENT_REQUEST_LIMIT_EXCEEDED', 'QUERY_TIMEOUT']);
/** A Retry-After beyond an hour is treated as an hour: the breaker looks again by then anyway. */
const retryAfterMaxMs = 3_600_000;

/** The first error code of an error body: REST answers an array, the token endpoint an object. */
export function errorCodeOf(text: string): string | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return null;
  if ('errorCode' in first && typeof first.errorCode === 'string') return first.errorCode;
  return 'error' in first && typeof first.error === 'string' ? first.error : null;
}

/** The fault an unsuccessful answer stands for. */
export function faultOf(instance: string, reply: HttpReply, operation: string): Fault {
  const vendorCode = errorCodeOf(reply.text);
  const seconds = Number(reply.headers['retry-after']);
  return new Fault({
    code: codeOf(reply.status, vendorCode),
    system: 'CRM',
    instance,
    vendorCode,
    retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds * 1_000, retryAfterMaxMs) : null,
    detail: `${operation} ${reply.status} ${reply.text}`,
  });
}

function codeOf(status: number, vendorCode: string | null): FaultCode {
  if (vendorCode !== null && quotaCodes.has(vendorCode)) return 'SYSTEM_QUOTA_EXHAUSTED';
  if (vendorCode !== null && (overloadCodes.has(vendorCode) || lockCodes.has(vendorCode))) return 'SYSTEM_OVERLOADED';
  if (status === 429) return 'SYSTEM_OVERLOADED';
  if (status === 401) return 'SYSTEM_UNAUTHORIZED';
  if (status === 403) return 'SYSTEM_FORBIDDEN';
  if (status === 408 || status === 504) return 'SYSTEM_TIMEOUT';
  return status >= 500 ? 'SYSTEM_UNAVAILABLE' : 'SYSTEM_REFUSED';
}

/** The refusal of our credentials by the token endpoint: only a person can repair it. */
export function signInFault(instance: string, reply: HttpReply): Fault {
  if (reply.status !== 400 && reply.status !== 401) return faultOf(instance, reply, 'token');
  return new Fault({
    code: 'SYSTEM_UNAUTHORIZED',
    system: 'CRM',
    instance,
    vendorCode: errorCodeOf(reply.text),
    message: `CRM (${instance}) refused our sign-in: check client id, key or secret, and that the app admits the user`,
    detail: `token ${reply.status}`,
  });
}

/** An answer whose shape is not the documented one; `reason` names a key, never a value. */
export function answerFault(instance: string, operation: string, reason: string): Fault {
  return new Fault({
    code: 'SYSTEM_ANSWER_INVALID',
    system: 'CRM',
    instance,
    message: `CRM (${instance}) gave an answer of an unknown shape to ${operation}: ${reason}`,
  });
}
