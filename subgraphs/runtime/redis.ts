// The cache several copies share when REDIS_URL is set. A Redis that is dead, frozen or talking nonsense is an empty cache.
import { Redis } from 'ioredis';
import { z } from 'zod';
import { knowPasswordIn } from './known-secrets.ts';
import type { CacheEntry, CachePort, CacheWrite } from './cache-port.ts';
import { createLruCache } from './lru.ts';

/** Past this a cache is slower than asking; with ioredis' defaults a frozen Redis would hang every request for ever. */
export const redisCommandMs = 50;
/**
 * After an error nobody asks any more; a question of our own, this often, finds out when it is well again. So a frozen or
 * slow Redis costs those who are waiting 50 ms once, and it is back in use within a third of a second.
 */
export const redisProbeMs = 250;
/** Trusted for less than this before the next error, it is flapping. */
export const redisFlapMs = 10_000;
/** Answers in a row that a flapping one owes at most: a second. */
export const redisAnswersMax = 4;
/** After so many questions without an answer the connection is made anew: what was sent waits in its queue for ever. */
export const redisProbesMax = 20;
/** Larger values cost Redis more than they save; they are simply not kept. */
export const redisValueCharactersMax = 2 * 1024 * 1024;
/** The prefix changes when the shape of entries changes, so that two versions can share one Redis during an upgrade. */
export const redisPrefix = 'e2c:1:';

const storedEntry = z.object({ value: z.unknown(), storedAtMs: z.number() });

/** A cache in Redis; `url` as redis://[:password@]host:port/db. Never rejects: every error is a miss. */
export function createRedisCache(options: { readonly url: string; readonly prefix?: string }): CachePort {
  knowPasswordIn(options.url);
  const prefix = options.prefix ?? redisPrefix;
  const client = new Redis(options.url, {
    enableOfflineQueue: false, // its queue grew to 291 MB while Redis was down
    commandTimeout: redisCommandMs,
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false, // resending doubles counters
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  let errors = 0;
  // Without a listener ioredis prints every reconnection; the count is in state() and in the metrics.
  client.on('error', () => (errors += 1));
  const health = watch(client);
  const failed = (): void => {
    errors += 1;
    health.doubt();
  };
  const reachable = (): boolean => client.status === 'ready' && health.isTrusted();

  async function guarded<T>(otherwise: T, command: () => Promise<T>): Promise<T> {
    if (!reachable()) return otherwise;
    try {
      return await command();
    } catch {
      failed();
      return otherwise;
    }
  }

  return {
    get: (keys) =>
      keys.length === 0
        ? Promise.resolve([])
        : guarded(
            keys.map(() => null),
            async () => (await client.mget(keys.map((key) => prefix + key))).map(readEntry),
          ),
    set: (writes) =>
      guarded(undefined, async () => {
        const pipeline = client.pipeline();
        for (const { key, text, keepForMs } of writes.flatMap(writable))
          pipeline.set(prefix + key, text, 'PX', keepForMs);
        const results = await pipeline.exec();
        const error = results?.find(([failure]) => failure !== null)?.[0];
        if (error) throw error;
      }),
    delete: (keys) =>
      guarded(undefined, async () => {
        if (keys.length > 0) await client.del(keys.map((key) => prefix + key));
      }),
    state: () => ({ kind: 'REDIS', state: reachable() ? 'UP' : 'DOWN', errors }),
    close: () => {
      health.close();
      client.disconnect();
      return Promise.resolve();
    },
  };
}

/**
 * Whether a Redis answers in time: doubted after an error, trusted again when questions of our own were answered: one, or
 * more in a row when it had been trusted too soon before, so that a flapping one does not make somebody wait each time.
 */
function watch(client: Redis): { isTrusted(): boolean; doubt(): void; close(): void } {
  let probe: NodeJS.Timeout | null = null;
  let trustedAt = -Infinity;
  let needed = 1;
  let answered = 0;
  let silences = 0;
  const stop = (): void => {
    if (probe) clearInterval(probe);
    probe = null;
  };
  const ask = (): void => {
    if (probe === null || client.status !== 'ready') return;
    client.ping().then(
      () => {
        silences = 0;
        answered += 1;
        if (answered < needed) return;
        trustedAt = performance.now();
        stop();
      },
      () => {
        answered = 0;
        silences += 1;
        if (silences % redisProbesMax === 0) client.disconnect(true);
      },
    );
  };
  // A connection just made deserves to be asked at once.
  client.on('ready', ask);
  return {
    isTrusted: () => probe === null,
    doubt: () => {
      if (probe) return;
      const wasBrief = performance.now() - trustedAt < redisFlapMs;
      needed = wasBrief ? Math.min(needed * 2, redisAnswersMax) : 1;
      answered = 0;
      probe = setInterval(ask, redisProbeMs).unref();
    },
    close: stop,
  };
}

function writable(write: CacheWrite): { key: string; text: string; keepForMs: number }[] {
  const keepForMs = Math.ceil(write.keepForMs);
  if (keepForMs <= 0) return [];
  const text = JSON.stringify(write.entry);
  return text.length > redisValueCharactersMax ? [] : [{ key: write.key, text, keepForMs }];
}

function readEntry(text: string | null): CacheEntry | null {
  if (text === null) return null;
  try {
    const entry = storedEntry.parse(JSON.parse(text));
    return { value: entry.value, storedAtMs: entry.storedAtMs };
  } catch {
    return null; // somebody else's value under our key is a miss like any other
  }
}

/** The cache this process uses: Redis when REDIS_URL is set, else its own memory. */
export function cacheFrom(env: Readonly<Record<string, string | undefined>>): CachePort {
  const url = env.REDIS_URL;
  return url === undefined || url === '' ? createLruCache() : createRedisCache({ url });
}
