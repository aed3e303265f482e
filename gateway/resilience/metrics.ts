// What keeping the gateway upright is counted by. Labels are subgraph names and words of ours.
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { LimitMode } from '../../subgraphs/runtime/limits.ts';

/** Hears what limits, retries and reloads do. */
export interface ResilienceObserver {
  /** A request past the gateway's own capacity. */
  readonly shed: (mode: LimitMode) => void;
  /** A request past a subgraph's places and queue. */
  readonly limited: (subgraph: string, mode: LimitMode) => void;
  /** A query that was sent once more. */
  readonly repeated: (subgraph: string) => void;
  readonly reloaded: (outcome: 'DONE' | 'REFUSED') => void;
  /** Shows these figures from now on. */
  watch(load: () => { readonly inFlight: number; readonly limit: number }): void;
}

/** Registers the metrics. */
export function createResilienceMetrics(registry: Registry): ResilienceObserver {
  const registers = [registry];
  const shed = new Counter({
    name: 'gateway_shed_total',
    help: 'Requests past the capacity of the gateway: turned away unread (enforce) or let in (measure)',
    labelNames: ['mode'],
    registers,
  });
  const limited = new Counter({
    name: 'gateway_subgraph_limited_total',
    help: 'Requests past the places and the queue of a subgraph',
    labelNames: ['subgraph', 'mode'],
    registers,
  });
  const repeated = new Counter({
    name: 'gateway_retries_total',
    help: 'Queries sent to a subgraph once more',
    labelNames: ['subgraph'],
    registers,
  });
  const reloaded = new Counter({
    name: 'gateway_supergraph_reloads_total',
    help: 'Supergraphs offered while serving: DONE or REFUSED',
    labelNames: ['outcome'],
    registers,
  });
  return {
    shed: (mode) => shed.inc({ mode }),
    limited: (subgraph, mode) => limited.inc({ subgraph, mode }),
    repeated: (subgraph) => repeated.inc({ subgraph }),
    reloaded: (outcome) => reloaded.inc({ outcome }),
    watch(load) {
      const show = (name: string, help: string, read: () => number): void => {
        const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
      };
      show('gateway_requests_in_flight', 'Requests that are being answered', () => load().inFlight);
      show('gateway_requests_in_flight_limit', 'How many may be at the moment', () => load().limit);
    },
  };
}
