// How a write to a business system ends, in words that a process can act on. Every write of the ports answers with a
// WriteOutcome and never throws for what the vendor or the network did; every write has a look-up by the same business key.
import type { VendorRef } from '../../schema/canon/identity.ts';
import type { Fault, FaultCode } from '../runtime/fault.ts';

/**
 * The facts of a write in one key (DOMAIN rule 60), unique for ever. Vendors that keep an external id keep this one, so it
 * has the form that the strictest of them takes: NetSuite allows letters, digits, `_` and `-`.
 */
export type BusinessKey = string;

const businessKeyForm = /^[A-Za-z0-9][A-Za-z0-9_-]{7,62}$/;

/** The key, checked. Raises RangeError naming it and the form when it has another one. */
export function businessKey(text: string): BusinessKey {
  if (businessKeyForm.test(text)) return text;
  throw new RangeError(
    `"${text}" is no business key: 8 to 63 letters, digits, "_" or "-", beginning with a letter or digit`,
  );
}

/**
 * Why nothing was written. REFUSED: the vendor understood and said no, and would say it again (`fields` are the vendor's
 * names of what it objects to). AMBIGUOUS: several records carry the key, a person must say which is meant. OUTAGE: the
 * vendor could not be asked; the same write may be sent later, nothing has to be undone.
 */
export type NotAppliedReason = 'REFUSED' | 'AMBIGUOUS' | 'OUTAGE';

/** What a process, an operator and a log may know of a failed write: codes and our own sentences, no text of a vendor. */
export interface WriteFailure {
  readonly code: FaultCode;
  readonly message: string;
  readonly vendorCode: string | null;
  readonly fields: readonly string[];
  /** The vendor's own wish, in milliseconds; null when it named none. */
  readonly retryAfterMs: number | null;
}

/**
 * How one write ended. APPLIED: the record is there with the values that were sent; `isNew` is false when it was there
 * before (an upsert, or the same key again). IN_DOUBT: it may have happened; wait `settleMs`, look the key up, then decide
 * (DOMAIN rule 61).
 */
export type WriteOutcome =
  | { readonly kind: 'APPLIED'; readonly ref: VendorRef; readonly isNew: boolean }
  | { readonly kind: 'NOT_APPLIED'; readonly reason: NotAppliedReason; readonly failure: WriteFailure }
  | { readonly kind: 'IN_DOUBT'; readonly settleMs: number; readonly failure: WriteFailure };

/**
 * What a look-up by business key found, asked of the vendor itself and never of a cache. Several records under one key are a
 * duplicate that somebody must clean up. Raises Fault when the vendor cannot be asked.
 */
export type Found = readonly VendorRef[];

/** What a failed write tells. */
export function failureOf(fault: Fault, fields: readonly string[] = []): WriteFailure {
  const { code, message, vendorCode, retryAfterMs } = fault;
  return { code, message, vendorCode, fields, retryAfterMs };
}

/** Codes by which the vendor, or somebody's permission, says no for good. */
const refusals: ReadonlySet<FaultCode> = new Set(['SYSTEM_REFUSED', 'SYSTEM_FORBIDDEN']);

/** The outcome of a write that ended in a fault; `settleMs` is how long this vendor may take to show what it did. */
export function outcomeOfFault(fault: Fault, settleMs: number): WriteOutcome {
  const failure = failureOf(fault);
  if (fault.mayHaveActed) return { kind: 'IN_DOUBT', settleMs, failure };
  return { kind: 'NOT_APPLIED', reason: refusals.has(fault.code) ? 'REFUSED' : 'OUTAGE', failure };
}
