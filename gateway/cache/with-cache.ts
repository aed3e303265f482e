// A read cache around the port that asks subgraphs. Private by default: nothing is shared between callers who may not see
// the same. Subgraphs cache their vendors' answers themselves; this one spares the requests between us and them, and has
// an old answer at hand when a subgraph is silent.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CacheEntry, CachePort } from '../../subgraphs/runtime/cache-port.ts';
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import type { GatewayCode } from '../errors.ts';
import type { SubgraphOperation } from '../federation/steps.ts';
import type { AskSubgraph, Caller, Provenance, SubgraphReply, SubgraphRequest } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { Flights } from './flights.ts';
import { labelPlaces, relabel } from './freshness-labels.ts';
import type { LabelPlaces } from './freshness-labels.ts';

/** How long answers are repeated. */
export interface CacheTimes {
  /** An answer this young is repeated without asking. 0 switches repeating off. */
  readonly freshMs: number;
  /** An answer this old is still better than none when the subgraph is silent. 0 switches it off. */
  readonly staleMs: number;
}

/** Answers longer than this are not kept: they cost more memory than the request they spare. */
export const cachedCharactersMax = 1_000_000;

/** Operations whose label places are remembered. */
const labelledOperationsMax = 2_000;

/** Silence of a subgraph, in its several forms; after these an old answer is better than none. */
const silences: ReadonlySet<string> = new Set<GatewayCode | 'CIRCUIT_OPEN' | 'DEADLINE_EXCEEDED'>([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
  'CIRCUIT_OPEN',
  'DEADLINE_EXCEEDED',
]);

/** What the cache stands on. */
export interface CacheParts {
  readonly supergraph: Supergraph;
  readonly cache: CachePort;
  readonly clock: Clock;
  readonly times: CacheTimes;
}

/** Puts the cache before the port. */
export function withCache(ask: AskSubgraph, parts: CacheParts): AskSubgraph {
  const { cache, clock, times, supergraph } = parts;
  if (times.freshMs === 0 && times.staleMs === 0) return ask;
  const flights = new Flights<Asked>();
  const labels = createLabels(supergraph);

  const now = (): number => clock.now().getTime();

  async function askAndKeep(request: SubgraphRequest, caller: Caller, key: string): Promise<Asked> {
    const reply = await ask(request, caller);
    if (reply.kind === 'failed') return { reply, text: '' };
    const text = JSON.stringify(reply.data);
    if (reply.errors.length === 0 && text.length <= cachedCharactersMax) {
      // Nobody waits for the cache to be written.
      void cache.set([
        { key, entry: { value: text, storedAtMs: now() }, keepForMs: Math.max(times.freshMs, times.staleMs) },
      ]);
    }
    return { reply, text };
  }

  return async (request, caller) => {
    if (request.operation.kind === 'mutation' || !caller.mayRepeat) return ask(request, caller);
    const key = keyOf(supergraph, request, caller);
    const [entry = null] = await cache.get([key]);
    const ageMs = entry ? Math.max(0, now() - entry.storedAtMs) : Infinity;
    if (entry && ageMs < times.freshMs) {
      return repeat(entry, request.operation, { kind: 'cached', ageMs }, labels);
    }
    const { result, isJoined } = await flights.join(key, caller, (shared) => askAndKeep(request, shared, key));
    const { reply, text } = result;
    if (reply.kind === 'answered') return isJoined ? { ...reply, data: JSON.parse(text) as unknown } : reply;
    if (!entry || ageMs >= times.staleMs || !silences.has(reply.error.code)) return reply;
    return repeat(entry, request.operation, { kind: 'stale', ageMs, reason: reply.error }, labels);
  };
}

/** A reply with the text of its data, from which those who joined read their own copy. */
interface Asked {
  readonly reply: SubgraphReply;
  readonly text: string;
}

/** Everything that may change an answer, in one key; hashed, so that no key of a cache holds anybody's data. */
function keyOf(supergraph: Supergraph, { operation, variables }: SubgraphRequest, caller: Caller): string {
  const parts = [supergraph.hash, operation.subgraph, operation.text, variables, caller.fingerprint];
  return `gateway:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}

function repeat(
  entry: CacheEntry,
  operation: SubgraphOperation,
  provenance: Provenance,
  labels: (operation: SubgraphOperation) => LabelPlaces | null,
): SubgraphReply {
  const data: unknown = JSON.parse(String(entry.value));
  const places = labels(operation);
  if (places) relabel(data, places, provenance);
  return { kind: 'answered', data, errors: [], provenance };
}

function createLabels(supergraph: Supergraph): (operation: SubgraphOperation) => LabelPlaces | null {
  const known = new LRUCache<string, { readonly places: LabelPlaces | null }>({ max: labelledOperationsMax });
  return ({ text }) => {
    let found = known.get(text);
    if (!found) known.set(text, (found = { places: labelPlaces(supergraph.fullSchema, text) }));
    return found.places;
  };
}
