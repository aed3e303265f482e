// The account's concurrency limit: all callers together hold at most so many requests at a time.
import { setTimeout as wait } from 'node:timers/promises';
import { NetSuiteProblem } from './problem.ts';

/** What happens above the limit: the documented 429 at once, or what callers have also met: a hang, then 401. */
export type OverLimit = { readonly kind: 'reject' } | { readonly kind: 'hang'; readonly milliseconds: number };

/** How much of an account's limit was in use since its start. */
export interface SlotUse {
  readonly limit: number;
  /** Milliseconds of all slots together. */
  readonly busyMs: number;
  /** Requests that were refused because all slots were taken. */
  readonly refused: number;
}

/** Counts requests in flight. */
export class AccountSlots {
  readonly limit: number;
  readonly #overLimit: OverLimit;
  #inUse = 0;
  #busyMs = 0;
  #countedAt = performance.now();
  #refused = 0;

  constructor(limit: number, overLimit: OverLimit) {
    this.limit = limit;
    this.#overLimit = overLimit;
  }

  /** Counted to this moment. */
  use(): SlotUse {
    this.#count(0);
    return { limit: this.limit, busyMs: this.#busyMs, refused: this.#refused };
  }

  /** Runs one request in a slot, or refuses it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inUse >= this.limit) {
      this.#refused += 1;
      if (this.#overLimit.kind === 'reject') throw concurrencyExceeded();
      await wait(this.#overLimit.milliseconds);
      throw invalidLogin();
    }
    this.#count(1);
    try {
      return await work();
    } finally {
      this.#count(-1);
    }
  }

  #count(change: 1 | 0 | -1): void {
    const now = performance.now();
    this.#busyMs += (now - this.#countedAt) * this.#inUse;
    this.#countedAt = now;
    this.#inUse += change;
  }
}

/** The refusal of a request above the limit. */
export function concurrencyExceeded(): NetSuiteProblem {
  return new NetSuiteProblem(429, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded. Request blocked.');
}

/** The refusal of a token that is missing, unknown, revoked or expired: NetSuite does not say which. */
export function invalidLogin(): NetSuiteProblem {
  return new NetSuiteProblem(
    401,
    'INVALID_LOGIN',
    'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
  );
}
