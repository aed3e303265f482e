import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BreakerOpenError, breakerResetMs, breakerVolumeMin, createBreaker } from './breaker.ts';
import type { Breaker, BreakerState } from './breaker.ts';

class Illness extends Error {}
class Silence extends Illness {}
class Left extends Error {}

/** A vendor that counts its calls and fails as told. */
class Vendor {
  calls = 0;
  failure: Error | null = null;

  readonly answer = (): Promise<string> => {
    this.calls += 1;
    return this.failure === null ? Promise.resolve('well') : Promise.reject(this.failure);
  };
}

let breaker: Breaker;
let vendor: Vendor;
let changes: BreakerState['state'][];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  changes = [];
  vendor = new Vendor();
  breaker = createBreaker({
    isIllness: (error) => error instanceof Illness,
    isSilence: (error) => error instanceof Silence,
    saysNothing: (error) => error instanceof Left,
    onChange: (state) => changes.push(state.state),
  });
});

afterEach(() => {
  breaker.close();
  vi.useRealTimers();
});

async function fire(times: number): Promise<PromiseSettledResult<string>[]> {
  const results: PromiseSettledResult<string>[] = [];
  for (let n = 0; n < times; n += 1) results.push(...(await Promise.allSettled([breaker.fire(vendor.answer)])));
  return results;
}

async function open(): Promise<void> {
  vendor.failure = new Illness('503');
  await fire(breakerVolumeMin);
  expect(breaker.state().state).toBe('OPEN');
}

describe('the breaker', () => {
  it('stays closed up to 19 failures and opens at the 20th, all within one second', async () => {
    vendor.failure = new Illness('503');
    await fire(breakerVolumeMin - 1);
    expect(breaker.state().state).toBe('CLOSED');
    vi.advanceTimersByTime(900);
    await fire(1);
    expect(breaker.state()).toEqual({ state: 'OPEN', since: 1_000_900, retryAt: 1_000_900 + breakerResetMs });
    expect(vendor.calls).toBe(20);
    await fire(50);
    expect(vendor.calls).toBe(20);
  });

  it('opens in under a second under load when the vendor dies after a busy healthy spell', async () => {
    await fire(1_000);
    vendor.failure = new Illness('reset');
    const before = vendor.calls;
    await Promise.allSettled(Array.from({ length: 200 }, () => breaker.fire(vendor.answer)));
    expect(breaker.state().state).toBe('OPEN');
    vendor.calls = before;
    await fire(10);
    expect(vendor.calls).toBe(before);
  });

  it('opens when more than half of the calls of the window fail, successes between them or not', async () => {
    for (let n = 0; n < 30; n += 1) {
      vendor.failure = n % 3 === 0 ? null : new Illness('503');
      await fire(1);
    }
    expect(breaker.state().state).toBe('OPEN');
  });

  it('stays closed over failures that are quick, beside more calls that are slow and well', async () => {
    const calls = Array.from({ length: 100 }, (_, n) =>
      breaker.fire(
        () =>
          new Promise((resolve, reject) => {
            // Two that are well between them, so that it is no run of failures.
            if (n % 5 === 0 && n < 90) setTimeout(() => reject(new Illness('503')), 2 + n / 50);
            else setTimeout(resolve, n === 1 || n === 46 ? 3 : 500);
          }),
      ),
    );
    const ended = Promise.allSettled(calls);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await ended).filter(({ status }) => status === 'rejected')).toHaveLength(18);
    expect(changes).toEqual([]);
  });

  it('forgets what happened before its window', async () => {
    for (let n = 0; n < 9; n += 1) {
      vendor.failure = new Illness('503');
      await fire(2);
      vendor.failure = null;
      await fire(1);
      vi.advanceTimersByTime(11_000);
    }
    expect(changes).toEqual([]);
  });

  it('opens at the third silence in a row, however slowly they come, and not when something was said in between', async () => {
    vendor.failure = new Silence('timeout');
    await fire(2);
    vendor.failure = new Illness('503');
    await fire(1);
    vendor.failure = new Silence('timeout');
    await fire(2);
    expect(breaker.state().state).toBe('CLOSED');
    vi.advanceTimersByTime(6_000);
    await fire(1);
    expect(breaker.state().state).toBe('OPEN');
  });

  it('opens at the third silence in a row, whoever left or had no time in between: such a call was not answered', async () => {
    for (let n = 0; n < 3; n += 1) {
      vendor.failure = new Left('no time');
      await fire(5);
      expect(breaker.state().state).toBe('CLOSED');
      vendor.failure = new Silence('timeout');
      await fire(1);
    }
    expect(breaker.state().state).toBe('OPEN');
  });

  it('does not open over callers who leave or have no time, however many', async () => {
    vendor.failure = new Left('no time');
    await fire(100);
    expect(breaker.state().state).toBe('CLOSED');
  });

  it('does not open over the questions of one page that all end at its deadline while others are answered', async () => {
    const cuts: (() => void)[] = [];
    const page = Array.from({ length: 5 }, () =>
      breaker.fire(() => new Promise((_, reject) => cuts.push(() => reject(new Silence('deadline'))))),
    );
    const ended = Promise.allSettled(page);
    vi.advanceTimersByTime(1_000);
    await fire(1);
    vi.advanceTimersByTime(1_000);
    for (const cut of cuts) cut();
    await ended;
    expect(breaker.state().state).toBe('CLOSED');
  });

  it('does not open over calls that began before it was last closed', async () => {
    const late: (() => void)[] = [];
    const hanging = Array.from({ length: 30 }, () =>
      breaker.fire(() => new Promise((_, reject) => late.push(() => reject(new Silence('timeout'))))),
    );
    const ended = Promise.allSettled(hanging);
    await open();
    vi.advanceTimersByTime(breakerResetMs);
    vendor.failure = null;
    await fire(1);
    expect(breaker.state().state).toBe('CLOSED');
    for (let n = 0; n < 100; n += 1) await fire(1);
    for (const end of late) end();
    await ended;
    expect(breaker.state().state).toBe('CLOSED');
  });

  it('is not closed by callers who leave while it is half open, but by an answer to an earlier call', async () => {
    const late: { leave: () => void; answer: () => void }[] = [];
    const hanging = Array.from({ length: 2 }, () =>
      breaker.fire(
        () =>
          new Promise<void>((resolve, reject) => late.push({ leave: () => reject(new Left('gone')), answer: resolve })),
      ),
    );
    const ended = Promise.allSettled(hanging);
    await open();
    vi.advanceTimersByTime(breakerResetMs);
    late[0]?.leave();
    await Promise.resolve();
    await expect(hanging[0]).rejects.toThrow('gone');
    expect(breaker.state().state).toBe('HALF_OPEN');
    late[1]?.answer();
    await ended;
    expect(breaker.state().state).toBe('CLOSED');
  });

  it('is not opened again by an earlier call that fails while its probe is under way', async () => {
    const late: (() => void)[] = [];
    const hanging = breaker.fire(() => new Promise((_, reject) => late.push(() => reject(new Illness('503')))));
    await open();
    vi.advanceTimersByTime(breakerResetMs);
    late[0]?.();
    await expect(hanging).rejects.toThrow('503');
    expect(breaker.state().state).toBe('HALF_OPEN');
  });

  it('counts a result in which an error is found as that error, and gives it back', async () => {
    const refused = { status: 503 };
    const fires = (): Promise<{ status: number }> =>
      breaker.fire(
        () => Promise.resolve(refused),
        ({ status }) => (status === 503 ? new Illness('503') : null),
      );
    for (let n = 0; n < breakerVolumeMin; n += 1) {
      expect(breaker.state().state).toBe('CLOSED');
      expect(await fires()).toBe(refused);
    }
    expect(breaker.state().state).toBe('OPEN');
    vi.advanceTimersByTime(breakerResetMs);
    expect(await fires()).toBe(refused); // as a probe, too
    expect(breaker.state().state).toBe('OPEN');
  });

  it('takes what is thrown at once like what is thrown later', async () => {
    const fires = (): Promise<unknown> =>
      breaker.fire(() => {
        throw new Illness('no address');
      });
    for (let n = 0; n < breakerVolumeMin; n += 1) await expect(fires()).rejects.toThrow('no address');
    expect(breaker.state().state).toBe('OPEN');
  });

  it('lets exactly one probe through when half open, and closes when it succeeds', async () => {
    await open();
    vi.advanceTimersByTime(breakerResetMs);
    expect(breaker.state()).toEqual({ state: 'HALF_OPEN' });
    vendor.failure = null;
    vendor.calls = 0;
    const results = await Promise.allSettled(Array.from({ length: 25 }, () => breaker.fire(vendor.answer)));
    expect(vendor.calls).toBe(1);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(breaker.state()).toEqual({ state: 'CLOSED' });
    await fire(25);
    expect(vendor.calls).toBe(26);
    expect(changes).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('opens again when the probe fails, once per reset time', async () => {
    await open();
    vendor.calls = 0;
    for (let n = 0; n < 4; n += 1) {
      vi.advanceTimersByTime(breakerResetMs);
      await fire(5);
    }
    expect(vendor.calls).toBe(4);
    expect(breaker.state().state).toBe('OPEN');
  });

  it('opens again when its probe is cut before the answer: nobody has seen the system well', async () => {
    await open();
    vi.advanceTimersByTime(breakerResetMs);
    vendor.failure = new Left('no time');
    await fire(1);
    expect(breaker.state().state).toBe('OPEN');
  });

  it('is never opened by errors that are no illness, however many', async () => {
    vendor.failure = new Error('the period is closed');
    const results = await fire(500);
    expect(results.every((result) => result.status === 'rejected' && result.reason === vendor.failure)).toBe(true);
    expect(breaker.state().state).toBe('CLOSED');
  });

  it('refuses without calling while open', async () => {
    await open();
    await expect(breaker.fire(vendor.answer)).rejects.toBeInstanceOf(BreakerOpenError);
  });

  it('tripped by hand stays open for the time named, and for the usual time the next time', async () => {
    breaker.trip(60_000);
    breaker.trip(120_000); // the second of two calls that met the same quota
    expect(breaker.state()).toEqual({ state: 'OPEN', since: 1_000_000, retryAt: 1_060_000 });
    vi.advanceTimersByTime(59_999);
    expect(breaker.state().state).toBe('OPEN');
    vi.advanceTimersByTime(1);
    expect(breaker.state().state).toBe('HALF_OPEN');
    vendor.failure = new Illness('503');
    await fire(1);
    expect(breaker.state()).toEqual({ state: 'OPEN', since: 1_060_000, retryAt: 1_060_000 + breakerResetMs });
  });
});
