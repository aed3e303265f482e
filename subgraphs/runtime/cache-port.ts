// The one door to any cache. Nothing durable lives behind it: every answer may be a miss, every write may be lost.

/** `storedAtMs` is the writer's business time; the reader decides from it whether the value is fresh, stale or too old. */
export interface CacheEntry {
  readonly value: unknown;
  readonly storedAtMs: number;
}

/** `keepForMs` is machine time, after which the cache forgets the entry by itself. The value must be JSON-able. */
export interface CacheWrite {
  readonly key: string;
  readonly entry: CacheEntry;
  readonly keepForMs: number;
}

/** No method ever rejects: a cache that fails is an empty cache. Entries may be shared by reference; treat them as frozen. */
export interface CachePort {
  /** One entry or null per key, in the order of the keys. */
  get(keys: readonly string[]): Promise<readonly (CacheEntry | null)[]>;
  set(writes: readonly CacheWrite[]): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** What /health and metrics show. */
  state(): CacheState;
  close(): Promise<void>;
}

/** DOWN means that every read is a miss at the moment, not that anything is broken. */
export type CacheState =
  | { readonly kind: 'LOCAL'; readonly entries: number; readonly bytes: number }
  | { readonly kind: 'REDIS'; readonly state: 'UP' | 'DOWN'; readonly errors: number };
