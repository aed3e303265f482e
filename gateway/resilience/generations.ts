// The supergraph that is served now, and how it is replaced while requests are under way.
import type { Logger } from '../../subgraphs/runtime/telemetry.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { sameAddresses, subgraphAddresses } from './ask-chain.ts';
import type { AskChain, AskChainParts } from './ask-chain.ts';
import { createGeneration } from './generation.ts';
import type { Generation, GenerationParts } from './generation.ts';

/** How the last attempt to change the supergraph went. */
export type ReloadState =
  | { readonly kind: 'NEVER' }
  | { readonly kind: 'DONE'; readonly at: string }
  /** What is served is older than what was offered. */
  | { readonly kind: 'REFUSED'; readonly at: string; readonly why: string };

/** The generations of one gateway. */
export interface Generations {
  current(): Generation;
  /** Serves another supergraph from now on. Rejects when it cannot be served; then the old one goes on. */
  swap(supergraph: Supergraph): Promise<void>;
  /** A supergraph was offered that could not even be loaded. */
  refuse(error: unknown): void;
  reload(): ReloadState;
  close(): Promise<void>;
}

/** What generations are made of. */
export interface GenerationsParts extends GenerationParts {
  readonly makeChain: (addresses: AskChainParts['addresses']) => AskChain;
  readonly onReload: (outcome: 'DONE' | 'REFUSED') => void;
  readonly logger: Logger;
}

/** Starts the first one. Rejects when it cannot be served. */
export async function startGenerations(first: Supergraph, parts: GenerationsParts): Promise<Generations> {
  const { config, makeChain, logger, onReload } = parts;
  const retiring = new Set<Promise<void>>();
  /** The one that is served and those that still answer. */
  const alive = new Set<Generation>();
  let reload: ReloadState = { kind: 'NEVER' };
  let swapping: Promise<unknown> = Promise.resolve();

  const start = async (supergraph: Supergraph, old: Generation | null): Promise<Generation> => {
    const addresses = subgraphAddresses(config, supergraph);
    // Breakers, budgets and connections know the subgraphs, not the schema: they stay while the addresses do.
    const kept = old && sameAddresses(old.chain.addresses, addresses) ? old.chain : null;
    const chain = kept ?? makeChain(addresses);
    try {
      return await createGeneration(supergraph, chain, parts);
    } catch (error) {
      if (chain !== kept) await chain.close();
      throw error;
    }
  };
  let current = await start(first, null);
  alive.add(current);

  /** Closes a generation once it is drained, and its chain when nobody else asks through it. */
  const end = async (old: Generation): Promise<void> => {
    await old.retire();
    alive.delete(old);
    if (![...alive].some(({ chain }) => chain === old.chain)) await old.chain.close();
  };
  const retire = (old: Generation): void => {
    const ended = end(old)
      .catch((error: unknown) => logger.error({ err: error }, 'an old supergraph could not be closed'))
      .finally(() => retiring.delete(ended));
    retiring.add(ended);
  };
  const refuse = (error: unknown): void => {
    const why = error instanceof Error ? error.message : String(error);
    reload = { kind: 'REFUSED', at: new Date().toISOString(), why };
    logger.error({ why }, 'supergraph refused; the one before goes on being served');
    onReload('REFUSED');
  };
  const swap = async (supergraph: Supergraph): Promise<void> => {
    const old = current;
    try {
      current = await start(supergraph, old);
      alive.add(current);
    } catch (error) {
      refuse(error);
      throw error;
    }
    reload = { kind: 'DONE', at: new Date().toISOString() };
    logger.info({ hash: supergraph.hash.slice(0, 12) }, 'supergraph changed');
    onReload('DONE');
    retire(old);
  };

  return {
    current: () => current,
    swap(supergraph) {
      // One after the other: the last one offered is the one that is served in the end.
      const swapped = swapping.then(() => swap(supergraph));
      swapping = swapped.catch(() => undefined);
      return swapped;
    },
    refuse,
    reload: () => reload,
    async close() {
      await swapping;
      await Promise.all(retiring);
      await end(current);
    },
  };
}
