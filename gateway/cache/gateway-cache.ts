// The whole cache of one gateway: what it keeps, what was invalidated, and the wrapper around the port that asks subgraphs.
import type { CachePort } from '../../subgraphs/runtime/cache-port.ts';
import type { Clock } from '../../subgraphs/runtime/clock.ts';
import type { AskSubgraph, Caller } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { Answers } from './answers.ts';
import type { AnswerCounts, AnswersParts } from './answers.ts';
import type { CacheSettings } from './config.ts';
import { Doorkeeper } from './doorkeeper.ts';
import type { Admission } from './doorkeeper.ts';
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
  /** Whose answers may be shared: the caller's fingerprint. Tests give less, to show that they would notice. */
  readonly whoOf?: (caller: Caller) => string;
}

/** A cache in figures. */
export interface CacheStats {
  readonly answers: Readonly<AnswerCounts>;
  /** Root answers and entities in this process. */
  readonly entries: number;
  readonly bytes: number;
  /** Whether the shared store is believed at the moment; null when there is none. */
  readonly isSharing: boolean | null;
}

/** How answers are put into words. */
export type AnswerTexts<T> = Pick<AnswersParts<T>, 'textOf' | 'forAnother'>;

/** A gateway's cache; it outlives a change of the supergraph. */
export interface GatewayCache {
  /** Puts the cache before the port that asks the subgraphs of one supergraph. */
  wrap(supergraph: Supergraph, ask: AskSubgraph): AskSubgraph;
  /** Whole answers of one supergraph. */
  answers<T>(supergraph: Supergraph, texts: AnswerTexts<T>): Answers<T>;
  /** Whether somebody's answers are worth keeping; to be asked once per request. */
  admit(fingerprint: string): Admission;
  /** Whether somebody ON_TRIAL was spared a request. */
  learn(wasSpared: boolean): void;
  /** What it holds and how it is used, for metrics. */
  stats(): CacheStats;
  /** Makes everything kept with one of these tags worthless, in every gateway that can be reached. */
  invalidate(tags: readonly string[]): void;
}

/** Makes an empty cache. */
export function createGatewayCache(parts: GatewayCacheParts): GatewayCache {
  const { settings, clock, shared, bus } = parts;
  const invalidations = new Invalidations();
  const store = bus && shared.state().kind === 'REDIS' ? { cache: shared, isCurrent: () => bus.isCurrent() } : null;
  const kept = new KeptAnswers(Math.ceil(settings.localBytesMax / 2), store);
  const whoOf = parts.whoOf ?? ((caller: Caller): string => caller.fingerprint);
  const memory: Memory = { kept, invalidations, clock, whoOf };
  const counts: AnswerCounts = { kept: 0, joined: 0, made: 0, unremembered: 0 };
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
    wrap: (supergraph, ask) => withCache(ask, { ...memory, supergraph, settings, onChange }),
    answers: (supergraph, texts) =>
      new Answers({ ...memory, ...texts, supergraph, counts, bytesMax: Math.ceil(settings.localBytesMax / 2) }),
    admit: (fingerprint) => doorkeeper.admit(fingerprint),
    learn: (wasSpared) => doorkeeper.learn(wasSpared),
    stats: () => ({ answers: counts, ...kept.size(), isSharing: store && kept.isShared }),
    invalidate: (tags) => declare(tags.map(nameOfTag)),
  };
}
