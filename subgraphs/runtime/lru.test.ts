import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLruCache, estimateBytes } from './lru.ts';
import { cacheFrom } from './redis.ts';

const write = (key: string, value: unknown, keepForMs = 60_000) => ({
  key,
  entry: { value, storedAtMs: 1 },
  keepForMs,
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the in-process cache', () => {
  it('answers in the order of the keys, null where it knows nothing', async () => {
    const cache = createLruCache();
    await cache.set([write('a', 1), write('b', { x: 2 })]);
    const entries = await cache.get(['b', 'unknown', 'a']);
    expect(entries.map((entry) => entry?.value ?? null)).toEqual([{ x: 2 }, null, 1]);
    await cache.delete(['a']);
    expect(await cache.get(['a'])).toEqual([null]);
  });

  it('never holds more entries than allowed, and forgets the least used first', async () => {
    const cache = createLruCache({ entriesMax: 3 });
    await cache.set([write('a', 1), write('b', 2), write('c', 3)]);
    await cache.get(['a']);
    await cache.set([write('d', 4)]);
    expect((await cache.get(['a', 'b', 'c', 'd'])).map((entry) => entry?.value ?? null)).toEqual([1, null, 3, 4]);
  });

  it('never holds more bytes than allowed', async () => {
    const cache = createLruCache({ bytesMax: 1_000_000 });
    for (let n = 0; n < 1_000; n += 1) await cache.set([write(`key${n}`, 'x'.repeat(10_000))]);
    const state = cache.state();
    expect(state).toMatchObject({ kind: 'LOCAL' });
    expect(state.kind === 'LOCAL' && state.bytes).toBeLessThanOrEqual(1_000_000);
    expect(state.kind === 'LOCAL' && state.entries).toBeGreaterThan(20);
  });

  it('does not keep one giant answer at the price of all others', async () => {
    const cache = createLruCache({ bytesMax: 100_000 });
    await cache.set([write('small', 'x'), write('giant', 'x'.repeat(20_000))]);
    expect((await cache.get(['small', 'giant'])).map((entry) => entry !== null)).toEqual([true, false]);
  });

  it('forgets an entry after its time', async () => {
    vi.useFakeTimers();
    vi.advanceTimersByTime(1); // lru-cache takes an instant of 0 for none
    const cache = createLruCache();
    await cache.set([write('a', 1, 1_000), write('never', 1, 0)]);
    expect((await cache.get(['a', 'never'])).map((entry) => entry !== null)).toEqual([true, false]);
    vi.advanceTimersByTime(1_100);
    expect(await cache.get(['a'])).toEqual([null]);
  });

  it('estimates records within a factor of four of their JSON', () => {
    const records = Array.from({ length: 200 }, (_, n) => ({
      id: `id-${n}`,
      name: 'A project',
      budget: { amount: '1200.50', currency: 'USD' },
    }));
    const ratio = estimateBytes(records) / JSON.stringify(records).length;
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(4);
  });

  it('is what a process uses when REDIS_URL is not set', () => {
    expect(cacheFrom({}).state().kind).toBe('LOCAL');
  });
});
