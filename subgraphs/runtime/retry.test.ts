import { describe, expect, it } from 'vitest';
import { Fault, faultCodes } from './fault.ts';
import type { FaultCode } from './fault.ts';
import { createRetryBudget, defaultRetryPolicy, delayBeforeRetry, retrySavingsMax } from './retry.ts';

const place = { system: 'CRM', instance: 'salesforce' } as const;

function failed(
  code: FaultCode,
  more: { retryAfterMs?: number; attempt?: number; safe?: boolean; leftMs?: number } = {},
) {
  const fault = new Fault({ ...place, code, retryAfterMs: more.retryAfterMs ?? null });
  return { fault, attempt: more.attempt ?? 1, safeToRepeat: more.safe ?? true, remainingMs: more.leftMs ?? 10_000 };
}

const delay = (facts: ReturnType<typeof failed>, random = 0.5): number | null =>
  delayBeforeRetry(defaultRetryPolicy, facts, () => random);

describe('a repeat', () => {
  it('happens for illness of the system and for nothing else', () => {
    const repeated = faultCodes.filter((code) => delay(failed(code)) !== null);
    expect(repeated).toEqual(['SYSTEM_UNAVAILABLE', 'SYSTEM_TIMEOUT', 'SYSTEM_OVERLOADED']);
  });

  it('never happens when the call is not safe to repeat', () => {
    expect(delay(failed('SYSTEM_UNAVAILABLE', { safe: false }))).toBeNull();
  });

  it('waits longer each time, with full jitter, and ends after the third attempt', () => {
    expect([0, 0.5, 0.99].map((random) => delay(failed('SYSTEM_TIMEOUT'), random))).toEqual([0, 50, 99]);
    expect(delay(failed('SYSTEM_TIMEOUT', { attempt: 2 }))).toBe(100);
    expect(delay(failed('SYSTEM_TIMEOUT', { attempt: 3 }))).toBeNull();
  });

  it('never comes before the time the vendor named, and not at all when that is past the deadline', () => {
    expect(delay(failed('SYSTEM_OVERLOADED', { retryAfterMs: 3_000 }), 0)).toBe(3_000);
    expect(delay(failed('SYSTEM_OVERLOADED', { retryAfterMs: 3_000 }), 0.9)).toBe(3_090);
    expect(delay(failed('SYSTEM_OVERLOADED', { retryAfterMs: 10_000, leftMs: 9_000 }))).toBeNull();
  });

  it('is paid from savings: against a dead vendor a fifth more calls, not three times as many', () => {
    const savings = createRetryBudget();
    let repeats = 0;
    for (let call = 0; call < 1_000; call += 1) {
      savings.payIn();
      if (savings.spend()) repeats += 1;
      if (savings.spend()) repeats += 1;
    }
    expect(repeats).toBeGreaterThanOrEqual(200);
    expect(repeats).toBeLessThanOrEqual(200 + retrySavingsMax);
  });
});
