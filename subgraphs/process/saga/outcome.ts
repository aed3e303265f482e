// How a call of a step ends. The same shape as the ports' WriteOutcome, for any reference that JSON can carry.
import type { FailureAbout, Json, StepFailure } from '../../journal/run-journal.ts';

/**
 * REFUSED: understood, and would be refused again. AMBIGUOUS: several records carry the key. OUTAGE: could not be asked, nothing
 * happened. FENCED: a newer execution of the run has written, or looked, under this key.
 */
export type NotApplied = 'REFUSED' | 'AMBIGUOUS' | 'OUTAGE' | 'FENCED';

/** `IN_DOUBT`: it may have happened and will be visible `settleMs` after it was sent, or never. */
export type Outcome<R extends Json> =
  | { readonly kind: 'APPLIED'; readonly ref: R; readonly isNew: boolean }
  | { readonly kind: 'NOT_APPLIED'; readonly reason: NotApplied; readonly failure: StepFailure }
  | { readonly kind: 'IN_DOUBT'; readonly settleMs: number; readonly failure: StepFailure };

/** A failure of our own making: code and a sentence. */
export function failure(
  code: string,
  message: string,
  fields: readonly string[] = [],
  about: FailureAbout | null = null,
): StepFailure {
  return { code, message, vendorCode: null, fields, retryAfterMs: null, ...(about === null ? {} : { about }) };
}

/** What a caught value tells: its code when it is a fault of ours, else that an unknown thing happened. Messages of strangers stay out. */
export function failureOfError(error: unknown, code: string): StepFailure {
  if (error instanceof Error && error.name === 'Fault' && 'code' in error && typeof error.code === 'string') {
    const retryAfterMs = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null;
    const vendorCode = 'vendorCode' in error && typeof error.vendorCode === 'string' ? error.vendorCode : null;
    return { code: error.code, message: error.message, vendorCode, fields: [], retryAfterMs };
  }
  return failure(code, `unexpected ${error instanceof Error ? error.name : typeof error}`);
}

/** As the systems' clients call it. */
const oursAway = 'SYSTEM_API_UNREACHABLE';

/** Whether a system API of ours took no connection. Nothing was sent, and whoever keeps our processes brings it back. */
export function isOursAway({ code, vendorCode }: StepFailure): boolean {
  return code === oursAway || vendorCode === oursAway;
}
