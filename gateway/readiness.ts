// Whether this gateway should get requests, and what it knows of each subgraph.
import type { Readiness, ReadyCheck } from '../subgraphs/runtime/http-server.ts';
import type { Generations } from './resilience/generations.ts';

/**
 * Ready for the first time when every subgraph is; from then on as long as one of them is. A gateway that took itself out
 * because one system is down would turn a partial answer into none. Not ready either while it keeps turning requests away.
 */
export function createReadiness(
  generations: Pick<Generations, 'current' | 'reload'>,
  door: { isPersistent(): boolean },
): ReadyCheck {
  let wasComplete = false;
  return async (): Promise<Readiness> => {
    const { chain } = generations.current();
    const names = [...chain.addresses.keys()];
    const states = await Promise.all(names.map(async (name) => [name, await chain.isReady(name)] as const));
    const readyCount = states.filter(([, isReady]) => isReady).length;
    wasComplete ||= readyCount === names.length;
    const breakers = chain.breakers();
    const subgraphs = Object.fromEntries(
      states.map(([name, isReady]) => [name, { ready: isReady, breaker: breakers[name]?.state ?? 'CLOSED' }]),
    );
    const isOverloaded = door.isPersistent();
    const reload = generations.reload();
    // Why a supergraph was refused is for the log: it may quote what composition put into it.
    const told = {
      ...(isOverloaded ? { overload: { ready: false } } : {}),
      ...(reload.kind === 'NEVER' ? {} : { supergraph: { reload: reload.kind, at: reload.at } }),
    };
    return { ready: wasComplete && readyCount > 0 && !isOverloaded, checks: { ...subgraphs, ...told } };
  };
}
