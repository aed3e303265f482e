// The one wrapper around every vendor call: budget, breaker, timeout, retry, record; and the labelled, cached read.
import type { Answer, System } from '../../schema/canon/freshness.ts';
import type { BreakerState } from './breaker.ts';
import type { BudgetState } from './budget.ts';
import type { Envelope } from './envelope.ts';

/** `safeToRepeat`: the vendor's state is the same after two such calls as after one. `timeoutMs` is per attempt. */
export interface Operation {
  readonly name: string;
  readonly safeToRepeat: boolean;
  readonly timeoutMs?: number;
}

/** `args` (JSON-able) and `name` are the identity of a question; the principal is not, for masking happens above. */
export interface Question {
  readonly name: string;
  readonly args: unknown;
  readonly freshForMs: number;
  readonly staleForMs: number;
}

/** What /health says about one vendor account. */
export interface UpstreamHealth {
  readonly system: System;
  readonly instance: string;
  readonly breaker: BreakerState;
  readonly budget: BudgetState;
  readonly inFlight: number;
}

export interface Upstream {
  /**
   * One vendor call. `act` gets a signal that fires on timeout, deadline or the caller's leaving, and throws a Fault when the
   * vendor says no. Raises that Fault, or CIRCUIT_OPEN, BUDGET_EXHAUSTED, SYSTEM_TIMEOUT, DEADLINE_EXCEEDED, CANCELLED.
   */
  call<T>(envelope: Envelope, operation: Operation, act: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * A labelled read: fresh from the cache, else asked LIVE, else STALE_CACHE with the fault's code as reason, else the fault.
   * Equal questions asked at the same time share one asking; `ask` must use the envelope it is given.
   */
  read<T>(envelope: Envelope, question: Question, ask: (envelope: Envelope) => Promise<T>): Promise<Answer<T>>;
  health(): UpstreamHealth;
  close(): Promise<void>;
}
