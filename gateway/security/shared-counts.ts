// Counts of all gateways in one Redis. A Redis that is dead, frozen or slow is simply not heard: each gateway then goes by
// its own count.
import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Rate } from './rate-limit-config.ts';
import type { SharedCounts } from './rate-limit.ts';

/** As with the cache: past this Redis is slower than doing without. */
const commandMs = 50;
/** After a failure nobody asks for this long. */
const muteMs = 1_000;

/** Shared counts that can be closed. */
export interface RedisCounts extends SharedCounts {
  close(): void;
}

/** Counts under `url` (redis://…). Never rejects. */
export function createRedisCounts(url: string): RedisCounts {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false, // resending doubles counters
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  let mutedUntil = 0;
  client.on('error', () => (mutedUntil = Date.now() + muteMs));
  client.on('ready', () => (mutedUntil = 0));
  /** One per rate: few, for they come from the configuration. */
  const limiters = new Map<string, RateLimiterRedis>();
  const limiterOf = ({ max, perSeconds }: Rate): RateLimiterRedis => {
    const name = `${max}/${perSeconds}`;
    let limiter = limiters.get(name);
    if (!limiter) {
      limiter = new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `e2c:rate:${name}`,
        points: max,
        duration: perSeconds,
      });
      limiters.set(name, limiter);
    }
    return limiter;
  };
  return {
    async add(key, count, rate) {
      if (client.status !== 'ready' || Date.now() < mutedUntil) return null;
      try {
        return heard(await limiterOf(rate).consume(key, count));
      } catch (answer) {
        // Past the limit the library rejects with the count, and with an error only when Redis fails.
        if (answer instanceof RateLimiterRes) return heard(answer);
        mutedUntil = Date.now() + muteMs;
        return null;
      }
    },
    close: () => client.disconnect(),
  };
}

function heard({ consumedPoints, msBeforeNext }: RateLimiterRes): { total: number; resetMs: number } {
  return { total: consumedPoints, resetMs: msBeforeNext };
}
