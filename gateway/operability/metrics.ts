// The gateway's metrics, on GET /metrics of the admin port. Labels come from our own code and the supergraph only (subgraph
// names, codes of the register), never from a client, so their number is bounded.
import { collectDefaultMetrics, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { BreakerState } from '../../subgraphs/runtime/breaker.ts';
import { clientCodes } from '../errors.ts';
import type { AskSubgraph, SubgraphReply } from '../federation/subgraph.ts';
import { quickCounter } from './quick-counter.ts';
import { QuickHistogram } from './quick-histogram.ts';

/** How an operation ended: everything, a part with reasons, or nothing. */
export type Outcome = 'COMPLETE' | 'PARTIAL' | 'REFUSED';

/** NONE: the request never came as far as an operation (a document that does not parse, a name that is not in it). */
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'none';

/** What the gateway counts of itself. Every method is a few map lookups: they stand in the path of every request. */
export interface GatewayMetrics {
  /** An operation was answered. `codes` are those of its errors. */
  answered(operation: OperationKind, outcome: Outcome, seconds: number, codes: readonly string[]): void;
  /** A request ended before GraphQL, with this code. */
  refused(code: string): void;
  breakerChanged(subgraph: string, state: BreakerState): void;
  /** Counts what is asked of subgraphs, cache hits included. */
  watch(ask: AskSubgraph): AskSubgraph;
}

/** From a cached card to a request's whole deadline. */
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const breakerLevel = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;

/** Adds the metrics to a registry, with those of Node (memory, event loop, garbage collection) for a process of its own. */
export function createGatewayMetrics(
  registry: Registry,
  options: { readonly processMetrics?: boolean } = {},
): GatewayMetrics {
  const registers = [registry];
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry });
  const requests = quickCounter({
    name: 'gateway_operations_total',
    help: 'Operations answered, by kind and by how much of them was answered',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const seconds = new QuickHistogram({
    name: 'gateway_operation_seconds',
    help: 'From the request at the GraphQL server to its answer',
    label: 'operation',
    buckets: secondsBuckets,
    registers,
  });
  const errors = quickCounter({
    name: 'gateway_errors_total',
    help: 'Errors told to clients, by code of the register; OTHER is a code a subgraph made up',
    labelNames: ['code'],
    registers,
  });
  const breakers = new Gauge({
    name: 'gateway_breaker_state',
    help: '0 closed, 1 half open, 2 open',
    labelNames: ['subgraph'],
    registers,
  });
  const codeCounters = remember((code) => errors(code));
  const operations = remember((kind) => ({
    count: remember((outcome) => requests(kind, outcome)),
    observe: seconds.series(kind),
  }));
  return {
    answered(operation, outcome, tookSeconds, codes) {
      const { count, observe } = operations(operation);
      count(outcome)();
      observe(tookSeconds);
      for (const code of codes) codeCounters(registered(code))();
    },
    refused: (code) => codeCounters(registered(code))(),
    breakerChanged: (subgraph, { state }) => breakers.set({ subgraph }, breakerLevel[state]),
    watch: watchFetches(registers),
  };
}

function watchFetches(registers: Registry[]): (ask: AskSubgraph) => AskSubgraph {
  const fetches = quickCounter({
    name: 'gateway_fetches_total',
    help: 'What subgraphs were asked, by outcome: LIVE, CACHED, STALE, or the code of what went wrong',
    labelNames: ['subgraph', 'outcome'],
    registers,
  });
  const seconds = new QuickHistogram({
    name: 'gateway_fetch_seconds',
    help: 'From asking a subgraph to its answer, the gateway’s cache included',
    label: 'subgraph',
    buckets: secondsBuckets,
    registers,
  });
  const subgraphs = remember((subgraph) => ({
    count: remember((outcome) => fetches(subgraph, outcome)),
    observe: seconds.series(subgraph),
  }));
  return (ask) => (request, caller) => {
    const startedMs = performance.now();
    return ask(request, caller).then((reply) => {
      const { count, observe } = subgraphs(request.operation.subgraph);
      observe((performance.now() - startedMs) / 1_000);
      count(outcomeOf(reply))();
      return reply;
    });
  };
}

/** How one request to a subgraph ended, in one word. */
export function outcomeOf(reply: SubgraphReply): string {
  if (reply.kind === 'failed') return registered(reply.error.code);
  switch (reply.provenance.kind) {
    case 'live':
      return 'LIVE';
    case 'cached':
      return 'CACHED';
    case 'stale':
      return 'STALE';
  }
}

/** A subgraph of somebody else's may make up codes without end; a label may not. */
function registered(code: string): string {
  return Object.hasOwn(clientCodes, code) ? code : 'OTHER';
}

/** A label set is looked up by one key: prom-client's own look-up hashes an object each time. */
function remember<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let one = known.get(key);
    if (one === undefined) known.set(key, (one = make(key)));
    return one;
  };
}
