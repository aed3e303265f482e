// The whole cache of one gateway: what it keeps, what was invalidated, and the wrapper around the port that asks subgraphs.
import type { CachePort } from '../../subgraphs/runtime/cache-port.ts';
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import type { AskSubgraph } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import type { CacheSettings } from './config.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Invalidations } from './invalidations.ts';
import { KeptAnswers } from './kept.ts';
import type { Memory } from './memory.ts';
import { withCache } from './with-cache.ts';

/** What a gateway's cache is made of. */
export interface GatewayCacheParts {
  readonly settings: CacheSettings;
  readonly clock: Clock;
  /** A store shared with other gateways. One in this process's memory is of no use here: the cache has its own. */
  readonly shared: CachePort;
}

/** A gateway's cache; it outlives a change of the supergraph. */
export interface GatewayCache {
  /** Puts the cache before the port that asks the subgraphs of one supergraph. */
  wrap(supergraph: Supergraph, ask: AskSubgraph): AskSubgraph;
  /** Makes everything kept with one of these tags worthless, in every gateway that can be reached. */
  invalidate(tags: readonly string[]): void;
}

/** Makes an empty cache. */
export function createGatewayCache({ settings, clock, shared }: GatewayCacheParts): GatewayCache {
  const invalidations = new Invalidations();
  const memory: Memory = {
    kept: new KeptAnswers(settings.localBytesMax, shared.state().kind === 'REDIS' ? shared : null),
    invalidations,
    clock,
  };
  const doorkeeper = new Doorkeeper(settings.strangersPerSecondMax);
  const now = (): number => clock.now().getTime();
  const onChange = (principal: string, tags: readonly string[]): void => {
    invalidations.changedBy(principal, now());
    invalidations.invalidate(tags, now());
  };
  return {
    wrap: (supergraph, ask) => withCache(ask, { ...memory, supergraph, settings, doorkeeper, onChange }),
    invalidate: (tags) => invalidations.invalidate(tags, now()),
  };
}
