import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { addCacheMetrics } from './cache-metrics.ts';
import type { CacheStats } from './gateway-cache.ts';

test('figures are those of the moment, and counters never count twice', async () => {
  const registry = new Registry();
  let stats: CacheStats = {
    answers: { kept: 3, joined: 0, made: 1, unremembered: 0 },
    entries: 5,
    bytes: 700,
    isSharing: true,
  };
  addCacheMetrics(registry, { stats: () => stats });
  const first = await registry.metrics();
  expect(first).toContain('gateway_answers_total{from="kept"} 3');
  expect(first).toContain('gateway_cache_bytes 700');
  expect(first).toContain('gateway_cache_sharing 1');
  stats = { ...stats, answers: { ...stats.answers, kept: 4 }, isSharing: false };
  const second = await registry.metrics();
  expect(second).toContain('gateway_answers_total{from="kept"} 4');
  expect(second).toContain('gateway_answers_total{from="made"} 1');
  expect(second).toContain('gateway_cache_sharing 0');
});
