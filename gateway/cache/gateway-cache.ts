// The whole cache of one gateway: what it keeps, what was invalidated, and the wrapper around the port that asks subgraphs.
import type { CachePort } from '../../subgraphs/runtime/cache-port.ts';
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import type { AskSubgraph } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import type { CacheSettings } from './config.ts';
import { Doorkeeper } from './doorkeeper.ts';
import type { InvalidationBus } from './invalidation-bus.ts';
import { Invalidations, nameOfPrincipal, nameOfTag } from './invalidations.ts';
import { clockSkewMs, KeptAnswers } from './kept.ts';
import type { Memory } from './memory.ts';
import { withCache } from './with-cache.ts';

/** What a gateway's cache is made of. */
export interface GatewayCacheParts {
  readonly settings: CacheSettings;
  readonly clock: Clock;
  /** A store shared with other gateways. One in this process's memory is of no use here: the cache has its own. */
  readonly shared: CachePort;
  /** Tells other gateways what was invalidated; null when this one is alone. Without it nothing is shared. */
  readonly bus: InvalidationBus | null;
}

/** A gateway's cache; it outlives a change of the supergraph. */
export interface GatewayCache {
  /** Puts the cache before the port that asks the subgraphs of one supergraph. */
  wrap(supergraph: Supergraph, ask: AskSubgraph): AskSubgraph;
  /** Makes everything kept with one of these tags worthless, in every gateway that can be reached. */
  invalidate(tags: readonly string[]): void;
}

/** Makes an empty cache. */
export function createGatewayCache({ settings, clock, shared, bus }: GatewayCacheParts): GatewayCache {
  const invalidations = new Invalidations();
  const store = bus && shared.state().kind === 'REDIS' ? { cache: shared, isCurrent: () => bus.isCurrent() } : null;
  const kept = new KeptAnswers(settings.localBytesMax, store);
  const memory: Memory = { kept, invalidations, clock };
  const doorkeeper = new Doorkeeper(settings.strangersPerSecondMax);
  const now = (): number => clock.now().getTime();
  const declare = (names: readonly string[]): void => {
    const instantMs = now();
    invalidations.note(names, instantMs);
    bus?.announce({ names, instantMs });
  };
  bus?.listen(
    // Not later than now: another machine's clock must not make what is asked from now on worthless.
    ({ names, instantMs }) => invalidations.note(names, Math.min(instantMs + clockSkewMs, now())),
    () => kept.forgetLocal(),
  );
  const onChange = (principal: string, tags: readonly string[]): void =>
    declare([nameOfPrincipal(principal), ...tags.map(nameOfTag)]);
  return {
    wrap: (supergraph, ask) => withCache(ask, { ...memory, supergraph, settings, doorkeeper, onChange }),
    invalidate: (tags) => declare(tags.map(nameOfTag)),
  };
}
