// The one wrapper around every vendor call: budget, breaker, timeout, retry, record; and the labelled, cached read.
import type { Answer, System } from '../../schema/canon/freshness.ts';
import { createAttempts } from './attempt.ts';
import type { Operation } from './attempt.ts';
import type { BreakerSettings, BreakerState } from './breaker.ts';
import type { Budget, BudgetState } from './budget-port.ts';
import type { CachePort } from './cache-port.ts';
import { sleep } from './clock.ts';
import type { Clock } from './clock.ts';
import { remainingMs } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { Fault, isFault } from './fault.ts';
import { createReader } from './labelled-read.ts';
import type { Question } from './labelled-read.ts';
import type { AttemptEvent, UpstreamObserver } from './observer.ts';
import { createRetryBudget, defaultRetryPolicy, delayBeforeRetry } from './retry.ts';
import type { RetryPolicy } from './retry.ts';
import type { StopSignal } from './stop-signal.ts';
import type { Place } from './time-limit.ts';
import { beginSpan } from './tracing.ts';
import type { OpenSpan } from './tracing.ts';

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
  call<T>(envelope: Envelope, operation: Operation, act: (signal: StopSignal) => Promise<T>): Promise<T>;
  /**
   * A labelled read: fresh from the cache, else asked LIVE, else STALE_CACHE with the fault's code as reason, else the fault.
   * Equal questions asked at the same time share one asking; `ask` must use the envelope it is given.
   */
  read<T>(envelope: Envelope, question: Question, ask: (envelope: Envelope) => Promise<T>): Promise<Answer<T>>;
  health(): UpstreamHealth;
  close(): Promise<void>;
}

/** `clock` is business time (labels and ages of answers); deadlines and delays run on the machine's time. */
export interface UpstreamOptions {
  readonly system: System;
  readonly instance: string;
  readonly budget: Budget;
  readonly cache: CachePort;
  readonly clock: Clock;
  readonly observer: UpstreamObserver;
  readonly breaker?: BreakerSettings;
  readonly retry?: RetryPolicy;
}

/** The wrapper of one vendor account; everything that calls that account must go through the same one. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { system, instance, observer } = options;
  const place = { system, instance };
  const retryPolicy = options.retry ?? defaultRetryPolicy;
  const retryBudget = createRetryBudget();
  const reader = createReader(place, options);
  const attempts = createAttempts(place, options);

  async function attemptOnce<T>(
    envelope: Envelope,
    operation: Operation,
    attempt: number,
    act: (signal: StopSignal) => Promise<T>,
  ): Promise<T> {
    const startedMs = performance.now();
    const span = spanOf(envelope, place, { name: operation.name, attempt });
    const record = (outcome: AttemptEvent['outcome'], fault: Fault | null): void => {
      const { correlationId, priority } = envelope;
      const durationMs = performance.now() - startedMs;
      const event = { operation: operation.name, attempt, outcome, durationMs, correlationId, priority, fault };
      observer.observe({ kind: 'ATTEMPT', ...place, ...event });
      span.end({ outcome }, outcome === 'OK' ? null : outcome);
    };
    try {
      const value = await attempts.run(envelope, operation, act);
      record('OK', null);
      return value;
    } catch (error) {
      if (isFault(error)) record(error.code, error);
      else record('BUG', null);
      throw error;
    }
  }

  async function call<T>(
    envelope: Envelope,
    operation: Operation,
    act: (signal: StopSignal) => Promise<T>,
  ): Promise<T> {
    retryBudget.payIn();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await attemptOnce(envelope, operation, attempt, act);
      } catch (fault) {
        if (!isFault(fault)) throw fault;
        const { safeToRepeat } = operation;
        const delayMs = delayBeforeRetry(retryPolicy, {
          fault,
          attempt,
          safeToRepeat,
          remainingMs: remainingMs(envelope),
        });
        if (delayMs === null || !retryBudget.spend()) throw fault;
        await sleep(delayMs, envelope.signal).catch(() => {
          throw new Fault({ ...place, code: 'CANCELLED' });
        });
      }
    }
  }

  return {
    call,
    read: (envelope, question, ask) => reader.read(envelope, question, ask),
    health: () => ({ ...place, ...attempts.state() }),
    close: () => {
      attempts.close();
      return Promise.resolve();
    },
  };
}

/** A vendor is not told of the trace: the span is ours, around its call. */
function spanOf(envelope: Envelope, place: Place, call: { readonly name: string; readonly attempt: number }): OpenSpan {
  const { system, instance } = place;
  return beginSpan({
    name: `${instance} ${call.name}`,
    role: 'CLIENT',
    parent: envelope.trace ?? null,
    attributes: { 'vendor.system': system, 'vendor.instance': instance, attempt: call.attempt },
  });
}
