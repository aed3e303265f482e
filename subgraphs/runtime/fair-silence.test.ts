import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FairSilence, fairSilenceMs, fairSilenceMsMax } from './fair-silence.ts';

let silence: FairSilence;

beforeEach(() => {
  vi.useFakeTimers();
  silence = new FairSilence();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the silence that counts against a system', () => {
  it('is twice what its slowest answer lately took, at least a second and at most as long as an attempt', () => {
    expect(silence.ms).toBe(fairSilenceMs);
    silence.answered(200);
    expect(silence.ms).toBe(fairSilenceMs);
    silence.answered(2_000);
    expect(silence.ms).toBe(4_000);
    silence.answered(20_000);
    expect(silence.ms).toBe(fairSilenceMsMax);
  });

  it('is forgotten over some twenty quick answers', () => {
    silence.answered(2_000);
    for (let n = 0; n < 20; n += 1) silence.answered(50);
    expect(silence.ms).toBe(fairSilenceMs);
  });

  it('is a second again once nothing was answered for a while: else a system that died would never be silent to callers in a hurry', () => {
    silence.answered(3_000);
    vi.advanceTimersByTime(9_000);
    expect(silence.ms).toBe(fairSilenceMsMax);
    vi.advanceTimersByTime(2_000);
    expect(silence.ms).toBe(fairSilenceMs);
    silence.answered(100);
    expect(silence.ms).toBe(fairSilenceMs);
  });
});
