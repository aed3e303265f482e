// How a business system may fail us, in the words of the ports. The faults themselves are runtime's register (fault.ts);
// here stands what each family of methods may raise, so that a reader of a port knows the whole truth.
import { GraphQLError } from 'graphql';
import type { FaultCode } from '../runtime/fault.ts';

/**
 * What a read may raise. A read changes nothing and may always be repeated. It never raises "not found": a record that does
 * not exist, was deleted or is hidden from our account is missing from the answer.
 */
export const readFailures = [
  'SYSTEM_UNAVAILABLE', // refused, reset, 5xx
  'SYSTEM_TIMEOUT',
  'SYSTEM_OVERLOADED', // 429 and the vendor's own overload codes
  'SYSTEM_QUOTA_EXHAUSTED', // a daily quota: waiting a little does not help
  'SYSTEM_UNAUTHORIZED', // our credentials, after one renewal
  'SYSTEM_FORBIDDEN', // our account may not read this
  'SYSTEM_REFUSED', // the vendor understood and said no: our query is wrong for this instance
  'SYSTEM_ANSWER_INVALID', // the answer does not have the documented shape (schema drift)
  'CIRCUIT_OPEN',
  'BUDGET_EXHAUSTED', // no place in the account's concurrency budget before the deadline
  'DEADLINE_EXCEEDED',
  'CANCELLED',
] as const satisfies readonly FaultCode[];

/**
 * A filter the port cannot put to its vendor, or a cursor it did not make: the caller's to change, so the message says how.
 * BAD_USER_INPUT, else the client would read of a mistake of ours.
 */
export class UnsupportedFilterError extends GraphQLError {
  override readonly name = 'UnsupportedFilterError';

  constructor(message: string) {
    super(message, { extensions: { code: 'BAD_USER_INPUT' } });
  }
}
