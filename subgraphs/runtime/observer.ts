// What upstream tells about its work; telemetry listens, and so may a test.
import type { ServedFrom, System } from '../../schema/canon/freshness.ts';
import type { BreakerState } from './breaker.ts';
import type { Priority } from './envelope.ts';
import type { Fault, FaultCode } from './fault.ts';

/** One try of one vendor call; BUG is an error of ours that is no fault of the system. */
export interface AttemptEvent {
  readonly kind: 'ATTEMPT';
  readonly system: System;
  readonly instance: string;
  readonly operation: string;
  readonly attempt: number;
  readonly outcome: 'OK' | 'BUG' | FaultCode;
  readonly durationMs: number;
  readonly correlationId: string;
  readonly priority: Priority;
  readonly fault: Fault | null;
}

/** One labelled read; `servedFrom` is NONE when there was no answer at all. */
export interface ReadEvent {
  readonly kind: 'READ';
  readonly system: System;
  readonly instance: string;
  readonly question: string;
  readonly servedFrom: ServedFrom | 'NONE';
  readonly reason: FaultCode | null;
  readonly correlationId: string;
}

/** A breaker changed its state. */
export interface BreakerEvent {
  readonly kind: 'BREAKER';
  readonly system: System;
  readonly instance: string;
  readonly state: BreakerState;
}

export type UpstreamEvent = AttemptEvent | ReadEvent | BreakerEvent;

/** Must not throw and must not wait: it stands in the path of every call. */
export interface UpstreamObserver {
  observe(event: UpstreamEvent): void;
}

/** Listens to nothing. */
export const silentObserver: UpstreamObserver = { observe: () => undefined };
