// The default cache: this process's memory, bounded by count and by bytes, so that no burst of odd questions can fill it.
import { LRUCache } from 'lru-cache';
import type { CacheEntry, CachePort } from './cache-port.ts';

/** Enough for every page, record batch and lookup of a firm of some thousand projects. */
export const lruEntriesMax = 10_000;
/** A process of ours costs about 100 MB; its cache may cost half of that again. */
export const lruBytesMax = 50 * 1024 * 1024;

/** Bounds of the cache; an entry larger than a tenth of `bytesMax` is not kept. */
export interface LruOptions {
  readonly entriesMax?: number;
  readonly bytesMax?: number;
}

const bytesPerObject = 56;
const bytesPerCharacter = 2;
const bytesPerNumber = 8;

/** A cheap estimate of what a JSON-able value occupies: within a factor of two, which is enough for a bound. */
export function estimateBytes(value: unknown): number {
  let bytes = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') bytes += bytesPerObject / 2 + next.length * bytesPerCharacter;
    else if (typeof next !== 'object' || next === null) bytes += bytesPerNumber;
    else {
      // Keys are shared between records of one shape, so only the slots count.
      const fields: unknown[] = Object.values(next);
      bytes += bytesPerObject + fields.length * bytesPerNumber;
      for (const field of fields) open.push(field);
    }
  }
  return bytes;
}

/** An in-process cache that holds values by reference. */
export function createLruCache(options: LruOptions = {}): CachePort {
  const bytesMax = options.bytesMax ?? lruBytesMax;
  const entries = new LRUCache<string, CacheEntry>({
    max: options.entriesMax ?? lruEntriesMax,
    maxSize: bytesMax,
    // Read at each call, so that a test's clock is its clock.
    perf: { now: () => performance.now() },
    // One giant answer must not push out everything else.
    maxEntrySize: Math.max(1, Math.floor(bytesMax / 10)),
    sizeCalculation: (entry, key) => estimateBytes(entry.value) + key.length * bytesPerCharacter + bytesPerObject,
  });
  return {
    get: (keys) => Promise.resolve(keys.map((key) => entries.get(key) ?? null)),
    set: (writes) => {
      for (const { key, entry, keepForMs } of writes) {
        if (keepForMs > 0) entries.set(key, entry, { ttl: Math.ceil(keepForMs) });
      }
      return Promise.resolve();
    },
    delete: (keys) => {
      for (const key of keys) entries.delete(key);
      return Promise.resolve();
    },
    state: () => ({ kind: 'LOCAL', entries: entries.size, bytes: entries.calculatedSize }),
    close: () => {
      entries.clear();
      return Promise.resolve();
    },
  };
}
