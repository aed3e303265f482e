import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { AskSubgraph, Caller, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import { createGatewayMetrics } from './metrics.ts';

const caller = {} as Caller;
const request = { operation: { subgraph: 'erp' }, variables: {} } as unknown as SubgraphRequest;
const failed = (code: string): SubgraphReply => ({
  kind: 'failed',
  error: { code, subgraph: 'erp', message: '', details: {} },
});

async function printed(registry: Registry, name: string): Promise<string[]> {
  const text = await registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => !line.startsWith('#'));
}

test('every way a subgraph may answer is a count of its own, and a made-up code is OTHER', async () => {
  const registry = new Registry();
  const metrics = createGatewayMetrics(registry);
  const reason = { code: 'SUBGRAPH_TIMEOUT', subgraph: 'erp', message: '', details: {} };
  const answered = { kind: 'answered', data: {}, errors: [] } as const;
  const replies: SubgraphReply[] = [
    { ...answered, provenance: { kind: 'live' } },
    { ...answered, provenance: { kind: 'cached', ageMs: 1 } },
    { ...answered, provenance: { kind: 'stale', ageMs: 1, reason } },
    failed('CIRCUIT_OPEN'),
    failed('SOMETHING_OF_THEIRS'),
    failed('constructor'),
  ];
  const ask: AskSubgraph = metrics.watch(() => Promise.resolve(replies.shift() as SubgraphReply));
  for (let left = replies.length; left > 0; left -= 1) await ask(request, caller);

  expect(await printed(registry, 'gateway_fetches_total')).toEqual([
    'gateway_fetches_total{subgraph="erp",outcome="LIVE"} 1',
    'gateway_fetches_total{subgraph="erp",outcome="CACHED"} 1',
    'gateway_fetches_total{subgraph="erp",outcome="STALE"} 1',
    'gateway_fetches_total{subgraph="erp",outcome="CIRCUIT_OPEN"} 1',
    'gateway_fetches_total{subgraph="erp",outcome="OTHER"} 2',
  ]);
  expect(await printed(registry, 'gateway_fetch_seconds')).toContain('gateway_fetch_seconds_count{subgraph="erp"} 6');
});

test('an answered operation counts its kind, its outcome and each of its codes', async () => {
  const registry = new Registry();
  const metrics = createGatewayMetrics(registry);
  metrics.answered('query', 'PARTIAL', 0.02, ['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT', '__proto__']);
  metrics.answered('mutation', 'COMPLETE', 0.02, []);
  metrics.refused('UNAUTHENTICATED');
  expect(await printed(registry, 'gateway_operations_total')).toEqual([
    'gateway_operations_total{operation="query",outcome="PARTIAL"} 1',
    'gateway_operations_total{operation="mutation",outcome="COMPLETE"} 1',
  ]);
  expect(await printed(registry, 'gateway_errors_total')).toEqual([
    'gateway_errors_total{code="SUBGRAPH_TIMEOUT"} 2',
    'gateway_errors_total{code="OTHER"} 1',
    'gateway_errors_total{code="UNAUTHENTICATED"} 1',
  ]);
});
