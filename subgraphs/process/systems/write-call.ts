// What every write of a process carries to a system API, and how it ends. The same shapes as the saga's, which this folder
// may not import: a step passes its call on as it is and returns the outcome as it is.
import type { System } from '../../../schema/canon/freshness.ts';
import type { RecordKind } from '../../../schema/canon/identity.ts';

/** A record by its vendor's own id. A type, not an interface, so that a journal may keep it as JSON. */
export type RecordRef = {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
  readonly id: string;
};

/** The part of a saga's StepCall that the ledger of a system API serialises writes by. */
export interface WriteCall {
  /** Business key with its generation. */
  readonly key: string;
  /** Rises with every call and every take-over; a lower one is refused. */
  readonly fence: number;
  /** Digest of what is sent: one key has one input. */
  readonly inputHash: string;
}

/** Why a write was not applied: codes and sentences of ours, never a vendor's text. */
export type SystemFailure = {
  readonly code: string;
  readonly message: string;
  readonly vendorCode: string | null;
  readonly fields: readonly string[];
  readonly retryAfterMs: number | null;
};

/**
 * How a write ended. OUTAGE: nothing was done, the same write may be sent later. FENCED: a newer execution has written or looked
 * under this key. IN_DOUBT: it may have happened and shows `settleMs` after it was sent, or never.
 */
export type SystemOutcome =
  | { readonly kind: 'APPLIED'; readonly ref: RecordRef; readonly isNew: boolean }
  | {
      readonly kind: 'NOT_APPLIED';
      readonly reason: 'REFUSED' | 'AMBIGUOUS' | 'OUTAGE' | 'FENCED';
      readonly failure: SystemFailure;
    }
  | { readonly kind: 'IN_DOUBT'; readonly settleMs: number; readonly failure: SystemFailure };
