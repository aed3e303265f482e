// Why a run goes no further. These are thrown through the process, so that its code reads top to bottom.
import type { Direction, StepFailure } from '../../journal/run-journal.ts';

/** What ends the forward way of a run, or its way back. */
export type StopReason =
  | { readonly kind: 'REFUSED'; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'PARKED'; readonly step: string; readonly failure: StepFailure }
  | { readonly kind: 'STUCK'; readonly step: string; readonly failure: StepFailure }
  /** Somebody else has to agree; the journal has settled the run already. */
  | { readonly kind: 'WAITING'; readonly step: string; readonly approval: string };

/** A process must let it pass: whoever swallows it finds every later step refused (saga.ts). */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`${reason.step}: ${reason.kind === 'WAITING' ? 'waits for an approval' : reason.failure.message}`);
    this.reason = reason;
  }
}

/** The state a run is left in by a stop that is not a refusal. */
export function restingState(
  reason: Extract<StopReason, { kind: 'PARKED' | 'STUCK' }>,
  direction: Direction,
): {
  readonly kind: 'PARKED' | 'STUCK';
  readonly direction: Direction;
  readonly step: string;
  readonly failure: StepFailure;
} {
  return { kind: reason.kind, direction, step: reason.step, failure: reason.failure };
}
