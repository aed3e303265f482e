// The metrics by which limits are chosen: what is measured, and what is or would be refused. Labels come from our own code
// and the manifest only, so their number is bounded.
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { GateObserver } from '../../subgraphs/runtime/limits.ts';
import type { DemandObserver } from '../demand/demand.ts';
import type { DocumentParts } from '../stages/resolve-document.ts';
import type { RateObserver } from './rate-limit.ts';
import type { VariableObserver } from './variables.ts';

/** Observers of every guard. */
export interface SecurityMetrics {
  readonly sizes: GateObserver & VariableObserver;
  readonly demand: DemandObserver;
  readonly rates: RateObserver;
  readonly documents: NonNullable<DocumentParts['observer']>;
}

/** From a single field to the largest document anybody may send. */
const sizeBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000];
const costBuckets = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 25_000, 50_000, 100_000, 1_000_000];
/** Registered operations counted by name; a larger manifest's others count as OTHER. */
const namedOperationsMax = 500;

/** Registers the metrics. */
export function createSecurityMetrics(registry: Registry): SecurityMetrics {
  const registers = [registry];
  const sizes = new Histogram({
    name: 'gateway_operation_size',
    help: 'Documents not met before, and unusual variables, by the limit that measures them',
    labelNames: ['limit'],
    buckets: sizeBuckets,
    registers,
  });
  const exceeded = new Counter({
    name: 'gateway_limit_exceeded_total',
    help: 'Requests past a limit: refused (enforce) or let pass (measure)',
    labelNames: ['limit', 'mode'],
    registers,
  });
  const costs = new Histogram({
    name: 'gateway_operation_cost',
    help: 'Cost of operations by @cost and @listSize: estimated before, actual after where counted',
    labelNames: ['kind'],
    buckets: costBuckets,
    registers,
  });
  const estimated = costs.labels('estimated');
  const actual = costs.labels('actual');
  const rates = new Counter({
    name: 'gateway_rate_exceeded_total',
    help: 'Requests past the rate of their principal, by class and role',
    labelNames: ['class', 'role'],
    registers,
  });
  return {
    sizes: {
      measured: (limit, value) => sizes.observe({ limit }, countable(value)),
      exceeded: (limit, mode) => exceeded.inc({ limit, mode }),
    },
    demand: {
      estimated: (cost) => estimated.observe(countable(cost)),
      actual: (cost) => actual.observe(countable(cost)),
      exceeded: (mode) => exceeded.inc({ limit: 'costMax', mode }),
    },
    rates: { exceeded: (requestClass, role) => rates.inc({ class: requestClass, role }) },
    documents: countDocuments(registers),
  };
}

/** What is too much to be counted is Infinity, which a histogram refuses with an error: a hostile document would be answered by a 500. */
function countable(value: number): number {
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}

function countDocuments(registers: Registry[]): SecurityMetrics['documents'] {
  const outcomes = new Counter({
    name: 'gateway_documents_total',
    help: 'Requests by how their document stands to the manifest',
    labelNames: ['outcome'],
    registers,
  });
  const named = new Counter({
    name: 'gateway_registered_operations_total',
    help: 'Requests of registered operations by name',
    labelNames: ['operation'],
    registers,
  });
  const known = new Map<string, Counter.Internal>();
  const counterOf = (name: string): Counter.Internal => {
    const label = known.has(name) || known.size < namedOperationsMax ? name : 'OTHER';
    let counter = known.get(label);
    if (!counter) known.set(label, (counter = named.labels(label)));
    return counter;
  };
  const counters = {
    REGISTERED: outcomes.labels('REGISTERED'),
    UNREGISTERED: outcomes.labels('UNREGISTERED'),
    UNKNOWN_ID: outcomes.labels('UNKNOWN_ID'),
    NO_LONGER_VALID: outcomes.labels('NO_LONGER_VALID'),
  };
  return (outcome, operation) => {
    counters[outcome].inc();
    if (operation) counterOf(operation.name).inc();
  };
}
