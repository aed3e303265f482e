// The cache's figures on GET /metrics. They are read when somebody asks, so that counting costs requests nothing.
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { GatewayCache } from './gateway-cache.ts';

/** Adds the figures of one cache to a registry. */
export function addCacheMetrics(registry: Registry, cache: Pick<GatewayCache, 'stats'>): void {
  const registers = [registry];
  const told = { kept: 0, joined: 0, made: 0, unremembered: 0 };
  new Counter({
    name: 'gateway_answers_total',
    help: 'Whole answers: kept ones, those made for somebody who asked at the same time, made ones, and those not looked up',
    labelNames: ['from'],
    registers,
    collect() {
      const { answers } = cache.stats();
      for (const from of ['kept', 'joined', 'made', 'unremembered'] as const) {
        this.inc({ from }, answers[from] - told[from]);
        told[from] = answers[from];
      }
    },
  });
  new Gauge({
    name: 'gateway_cache_entries',
    help: 'Root answers and entities kept in this process',
    registers,
    collect() {
      this.set(cache.stats().entries);
    },
  });
  new Gauge({
    name: 'gateway_cache_bytes',
    help: 'What they occupy, estimated',
    registers,
    collect() {
      this.set(cache.stats().bytes);
    },
  });
  if (cache.stats().isSharing === null) return;
  new Gauge({
    name: 'gateway_cache_sharing',
    help: 'Whether the store shared with other gateways is used at the moment; absent without one',
    registers,
    collect() {
      this.set(cache.stats().isSharing ? 1 : 0);
    },
  });
}
