// NetSuite's ways of saying no -> our register of faults. No text of NetSuite's gets out: it quotes records.
import { Fault, type FaultCode, type FaultFacts } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';

/** What an error body tells us: a code from a closed vocabulary, and a detail for a person at the vendor's own screen. */
export interface Refusal {
  readonly code: string | null;
  readonly detail: string;
  /** The name of the field it is about, when NetSuite says one; never a value. */
  readonly field: string | null;
}

// Both spellings of "too many at once": REST says the first, RESTlets and gateways in between the second.
const overloadCodes = new Set(['CONCURRENCY_LIMIT_EXCEEDED', 'SSS_REQUEST_LIMIT_EXCEEDED']);
/** Somebody else saved the record at the same moment: nothing was written, and the same write works in a moment. */
const collisionCodes = new Set(['RCRD_HAS_BEEN_CHANGED']);
/** A Retry-After beyond an hour is treated as an hour: the breaker looks again by then anyway. */
const retryAfterMaxMs = 3_600_000;

/** Reads `o:errorDetails` of an error body, or `error` of the token endpoint; anything else has no code. */
export function readRefusal(text: string): Refusal {
  const body = parsed(text);
  if (typeof body.error === 'string') return { code: body.error, detail: '', field: null };
  const details = body['o:errorDetails'];
  const first: unknown = Array.isArray(details) ? details[0] : undefined;
  if (typeof first !== 'object' || first === null) return { code: null, detail: '', field: null };
  const code = 'o:errorCode' in first && typeof first['o:errorCode'] === 'string' ? first['o:errorCode'] : null;
  const detail = 'detail' in first && typeof first.detail === 'string' ? first.detail : '';
  const path = 'o:errorPath' in first && typeof first['o:errorPath'] === 'string' ? first['o:errorPath'] : '';
  return { code, detail, field: /^[A-Za-z][A-Za-z0-9_.]{0,79}$/.test(path) ? path : null };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Milliseconds of a Retry-After header, which is a number of seconds or a date; null when there is none to be read. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const trimmed = header.trim();
  const waitMs = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) * 1_000 : Date.parse(trimmed) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), retryAfterMaxMs);
}

/** The fault an unsuccessful answer stands for. 401 is SYSTEM_UNAUTHORIZED here; client.ts knows when it is not. */
export function faultOf(instance: string, reply: HttpReply, operation: string): Fault {
  const refusal = readRefusal(reply.text);
  const code = codeOf(reply.status, refusal.code);
  const facts: FaultFacts = {
    code,
    system: 'ERP',
    instance,
    vendorCode: refusal.code,
    retryAfterMs: retryAfterMs(reply.headers['retry-after'], Date.now()),
    detail: `${operation} ${reply.status} ${reply.text}`,
  };
  const remedy = code === 'SYSTEM_REFUSED' ? unknownField(refusal.detail) : null;
  if (remedy === null) return new Fault(facts);
  return new Fault({ ...facts, message: `ERP (${instance}) ${remedy}` });
}

function codeOf(status: number, vendorCode: string | null): FaultCode {
  if (status === 429 || (vendorCode !== null && overloadCodes.has(vendorCode))) return 'SYSTEM_OVERLOADED';
  if (vendorCode !== null && collisionCodes.has(vendorCode)) return 'SYSTEM_OVERLOADED';
  if (status === 401 || vendorCode === 'INVALID_LOGIN') return 'SYSTEM_UNAUTHORIZED';
  if (status === 403) return 'SYSTEM_FORBIDDEN';
  if (status === 408 || status === 504) return 'SYSTEM_TIMEOUT';
  return status >= 500 ? 'SYSTEM_UNAVAILABLE' : 'SYSTEM_REFUSED';
}

/** A name our own query used and the instance does not know is no secret, and tells an administrator what to repair. */
function unknownField(detail: string): string | null {
  const match = /(?:Unknown identifier|Field|Record) '([A-Za-z0-9_.]{1,80})'/.exec(detail);
  if (match === null) return null;
  return `has no field or record ${match[1] ?? ''} that the mapping uses; compare the mapping with the account's customisation`;
}

/** The refusal of our credentials by the token endpoint: only a person can repair it. */
export function signInFault(instance: string, reply: HttpReply): Fault {
  const refusal = readRefusal(reply.text);
  const isOurs = reply.status === 400 || reply.status === 401 || reply.status === 403;
  if (!isOurs || (refusal.code !== null && overloadCodes.has(refusal.code))) return faultOf(instance, reply, 'token');
  return new Fault({
    code: 'SYSTEM_UNAUTHORIZED',
    system: 'ERP',
    instance,
    vendorCode: refusal.code,
    message: `ERP (${instance}) refused our sign-in: check client id, certificate, its expiry and the role behind it`,
    detail: `token ${reply.status}`,
  });
}

/** An answer whose shape is not the documented one; `reason` names a key, never a value. */
export function answerFault(instance: string, operation: string, reason: string): Fault {
  return new Fault({
    code: 'SYSTEM_ANSWER_INVALID',
    system: 'ERP',
    instance,
    message: `ERP (${instance}) gave an answer of an unknown shape to ${operation}: ${reason}`,
  });
}
