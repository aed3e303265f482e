// Salesforce's ways of saying no -> our register of faults. No text of Salesforce's gets out: it quotes records.
import { Fault, type FaultCode } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import { UnexpectedAnswer } from './wire.ts';

/** A lock held by someone else: the same call works in a moment. */
const lockCodes = new Set(['UNABLE_TO_LOCK_ROW']);
/** The org's daily quota: nothing helps before the 24 h window moves. */
const quotaCodes = new Set(['REQUEST_LIMIT_EXCEEDED', 'TOTAL_REQUESTS_LIMIT_EXCEEDED']);
/** Too many calls at once come under the same code as the quota; only the message tells (`ConcurrentRequests …`). */
const concurrencyMessage = /^Concurrent/;
const overloadCodes = new Set(['CONCURRENT_REQUEST_LIMIT_EXCEEDED', 'QUERY_TIMEOUT']);
/** Salesforce's own trouble at signing in, "retry your request", comes as a refusal. */
const signInTroubleCodes = new Set(['unknown_error', 'server_error', 'temporarily_unavailable']);
/** A Retry-After beyond an hour is treated as an hour: the breaker looks again by then anyway. */
const retryAfterMaxMs = 3_600_000;

/** What an error body says; the message is for judging only, never for showing. */
interface VendorError {
  readonly code: string | null;
  readonly message: string;
}

/** The first error of an error body: REST answers an array, the token endpoint an object. */
function vendorErrorOf(text: string): VendorError {
  const nothing = { code: null, message: '' };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return nothing;
  }
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return nothing;
  const { errorCode, error, message } = first as Readonly<Record<string, unknown>>;
  const code = [errorCode, error].find((value) => typeof value === 'string') ?? null;
  return { code, message: typeof message === 'string' ? message : '' };
}

/** The fault an unsuccessful answer stands for. */
export function faultOf(instance: string, reply: HttpReply, operation: string): Fault {
  const { code: vendorCode, message } = vendorErrorOf(reply.text);
  return new Fault({
    code: faultCodeOf(reply.status, vendorCode, message),
    system: 'CRM',
    instance,
    vendorCode,
    retryAfterMs: retryAfterMs(reply.headers['retry-after']),
    detail: `${operation} ${reply.status} ${reply.text}`,
  });
}

/** What a status with an error code stands for; `message` tells apart what shares a code. */
export function faultCodeOf(status: number, vendorCode: string | null, message: string): FaultCode {
  if (vendorCode !== null && quotaCodes.has(vendorCode))
    return concurrencyMessage.test(message) ? 'SYSTEM_OVERLOADED' : 'SYSTEM_QUOTA_EXHAUSTED';
  if (vendorCode !== null && (overloadCodes.has(vendorCode) || lockCodes.has(vendorCode))) return 'SYSTEM_OVERLOADED';
  if (status === 429) return 'SYSTEM_OVERLOADED';
  if (status === 401) return 'SYSTEM_UNAUTHORIZED';
  if (status === 403) return 'SYSTEM_FORBIDDEN';
  if (status === 408 || status === 504) return 'SYSTEM_TIMEOUT';
  if (status >= 500) return 'SYSTEM_UNAVAILABLE';
  // A redirect, or a success that is none of the documented ones.
  return status < 400 ? 'SYSTEM_ANSWER_INVALID' : 'SYSTEM_REFUSED';
}

function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d+$/.test(header) ? Math.min(Number(header) * 1_000, retryAfterMaxMs) : null;
}

/** The refusal of our credentials by the token endpoint: only a person can repair it. */
export function signInFault(instance: string, reply: HttpReply): Fault {
  const { code: vendorCode } = vendorErrorOf(reply.text);
  if (vendorCode !== null && signInTroubleCodes.has(vendorCode))
    return new Fault({ code: 'SYSTEM_UNAVAILABLE', system: 'CRM', instance, vendorCode });
  if (reply.status !== 400 && reply.status !== 401) return faultOf(instance, reply, 'token');
  return new Fault({
    code: 'SYSTEM_UNAUTHORIZED',
    system: 'CRM',
    instance,
    vendorCode,
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

/** Reads an answer; one that cannot be read is SYSTEM_ANSWER_INVALID, a mistake of ours stays what it is. */
export function understood<T>(instance: string, operation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw answerFault(instance, operation, error.message);
    if (error instanceof SyntaxError) throw answerFault(instance, operation, 'the body is not JSON');
    // What canon raises for an amount or a currency it cannot hold.
    if (error instanceof RangeError) throw answerFault(instance, operation, 'an amount or currency');
    throw error;
  }
}
