// Kantata's ways of saying no -> our register of faults. No text of Kantata's gets out: it quotes records.
import { Fault, type FaultCode } from '../../runtime/fault.ts';
import type { HttpReply } from '../../runtime/http.ts';
import { UnexpectedAnswer } from './wire.ts';

/** Kantata says "after a small delay" and names none; this small a pause does not eat a person's ten seconds. */
export const overloadPauseMs = 500;
/** A Retry-After beyond an hour is treated as an hour: the breaker looks again by then anyway. */
const retryAfterMaxMs = 3_600_000;

/** What kind of error the first entry of an error body is: oauth, system or validation; null when there is none. */
export function refusalKind(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    const errors: unknown = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : null;
    const first: unknown = Array.isArray(errors) ? errors[0] : null;
    if (typeof first !== 'object' || first === null || !('type' in first)) return null;
    return typeof first.type === 'string' ? first.type : null;
  } catch {
    return null;
  }
}

/** The fault an unsuccessful answer stands for. */
export function faultOf(instance: string, reply: HttpReply, operation: string): Fault {
  const code = codeOf(reply.status);
  return new Fault({
    code,
    system: 'PSA',
    instance,
    vendorCode: refusalKind(reply.text),
    retryAfterMs: pauseMs(code, reply.headers['retry-after']),
    detail: `${operation} ${reply.status} ${reply.text}`,
    ...(code === 'SYSTEM_UNAUTHORIZED' ? { message: tokenRemedy(instance) } : {}),
  });
}

function codeOf(status: number): FaultCode {
  if (status === 429) return 'SYSTEM_OVERLOADED';
  if (status === 401) return 'SYSTEM_UNAUTHORIZED';
  if (status === 403) return 'SYSTEM_FORBIDDEN';
  if (status === 408 || status === 504) return 'SYSTEM_TIMEOUT';
  return status >= 500 ? 'SYSTEM_UNAVAILABLE' : 'SYSTEM_REFUSED';
}

function tokenRemedy(instance: string): string {
  return `PSA (${instance}) refused our access token: it was revoked, or its user left; put a new one where the configuration says the token is`;
}

/** Kantata documents no Retry-After; should one come (from something in between), it counts. */
function pauseMs(code: FaultCode, header: string | undefined): number | null {
  if (header !== undefined && /^\d{1,9}$/.test(header.trim())) {
    return Math.min(Number(header.trim()) * 1_000, retryAfterMaxMs);
  }
  return code === 'SYSTEM_OVERLOADED' ? overloadPauseMs : null;
}

/** An answer whose shape is not the documented one; `reason` names a key, never a value. */
export function answerFault(instance: string, operation: string, reason: string): Fault {
  return new Fault({
    code: 'SYSTEM_ANSWER_INVALID',
    system: 'PSA',
    instance,
    message: `PSA (${instance}) gave an answer of an unknown shape to ${operation}: ${reason}`,
  });
}

/** Reads an answer; what cannot be read becomes the fault of an unknown shape. */
export function understood<T>(instance: string, operation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw answerFault(instance, operation, error.message);
    if (error instanceof SyntaxError) throw answerFault(instance, operation, 'the body is not JSON');
    throw error;
  }
}
