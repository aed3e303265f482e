// The way to the subgraphs of one supergraph, from the outside in: retry → limit → breaker → HTTP. The cache stands before it.
import type { BreakerState } from '../../subgraphs/runtime/breaker.ts';
import type { GatewayConfig } from '../config.ts';
import { createSubgraphSender } from '../federation/fetch-subgraph.ts';
import type { SubgraphAddress } from '../federation/fetch-subgraph.ts';
import type { AskSubgraph } from '../federation/subgraph.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { withBreakers } from '../federation/with-breaker.ts';
import { withLimits } from '../federation/with-limit.ts';
import { withRetries } from '../federation/with-retry.ts';
import type { HeaderRules } from '../security/header-rules.ts';
import type { ResilienceObserver } from './metrics.ts';

/** A page of 200 projects with everything on it is about 2 MB. */
const answerBytesMax = 16 * 1024 * 1024;
/** How often an old chain looks whether somebody still waits for one of its answers. */
const idleCheckMs = 50;

/** What the chain is made of. */
export interface AskChainParts {
  readonly config: GatewayConfig;
  readonly addresses: ReadonlyMap<string, SubgraphAddress>;
  readonly headerRules: HeaderRules;
  readonly observer: ResilienceObserver;
  readonly onBreaker: (subgraph: string, state: BreakerState) => void;
}

/** Asks the subgraphs at one set of addresses. Supergraphs that follow each other share it while the addresses are the same. */
export interface AskChain {
  readonly ask: AskSubgraph;
  readonly addresses: ReadonlyMap<string, SubgraphAddress>;
  /** What /health/ready shows. */
  breakers(): Readonly<Record<string, BreakerState>>;
  isReady(subgraph: string): Promise<boolean>;
  /** Waits until nothing is under way, then closes the connections. */
  close(): Promise<void>;
}

/** Opens the pools. Throws when an address cannot be read. */
export function createAskChain({ config, addresses, headerRules, observer, onBreaker }: AskChainParts): AskChain {
  const { concurrentMax } = config.subgraphLimits;
  const sender = createSubgraphSender({
    subgraphs: addresses,
    timeoutMs: config.timeouts.subgraphMs,
    // More connections than requests would never be used, fewer would be a second queue that nobody sees.
    connectionsMax: concurrentMax,
    answerBytesMax,
    headerRules,
  });
  const subgraphs = [...addresses].map(([name, { system }]) => ({ name, system }));
  const guarded = withBreakers(sender.ask, subgraphs, {
    onChange: (subgraph, state) => {
      if (state.state === 'OPEN') limited.passWaiting(subgraph);
      onBreaker(subgraph, state);
    },
  });
  const limited = withLimits(guarded.ask, subgraphs, {
    ...config.subgraphLimits,
    onFull: observer.limited,
    // An open breaker answers at once; nobody queues for that.
    needsPlace: (subgraph) => guarded.stateOf(subgraph).state === 'CLOSED',
  });
  return {
    ask: withRetries(limited.ask, subgraphs, { onRepeat: observer.repeated }),
    addresses,
    breakers: () => guarded.states(),
    isReady: (subgraph) => sender.isReady(subgraph),
    async close() {
      while (limited.underWay() > 0) await new Promise((resolve) => setTimeout(resolve, idleCheckMs));
      guarded.close();
      await sender.close();
    },
  };
}

/** The supergraph's addresses, changed where the configuration says so. Throws when one of them is none. */
export function subgraphAddresses(config: GatewayConfig, supergraph: Supergraph): Map<string, SubgraphAddress> {
  const addresses = new Map<string, SubgraphAddress>();
  for (const [name, composedUrl] of supergraph.subgraphUrls) {
    const { url, port, system = null } = config.subgraphs[name] ?? {};
    if (!URL.canParse(url ?? composedUrl)) {
      throw new Error(
        `"${url ?? composedUrl}" is no address for the subgraph ${name}; give it one: subgraphs.${name}.url`,
      );
    }
    const address = new URL(url ?? composedUrl);
    if (!url && port) address.port = String(port);
    addresses.set(name, { url: address.href, system });
  }
  return addresses;
}

/** Whether two sets of addresses name the same subgraphs at the same places. */
export function sameAddresses(
  one: ReadonlyMap<string, SubgraphAddress>,
  other: ReadonlyMap<string, SubgraphAddress>,
): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, { url, system }]) => other.get(name)?.url === url && other.get(name)?.system === system)
  );
}
