// Whether this gateway should get requests, and what it knows of each subgraph.
import type { Readiness, ReadyCheck } from '../subgraphs/runtime/http-server.ts';
import type { SubgraphSender } from './federation/fetch-subgraph.ts';
import type { BrokenAsk } from './federation/with-breaker.ts';

/**
 * Ready for the first time when every subgraph is; from then on as long as one of them is. A gateway that took itself out
 * because one system is down would turn a partial answer into none.
 */
export function createReadiness(
  subgraphs: readonly string[],
  sender: SubgraphSender,
  breakers: Pick<BrokenAsk, 'states'>,
): ReadyCheck {
  let wasComplete = false;
  return async (): Promise<Readiness> => {
    const states = await Promise.all(subgraphs.map(async (name) => [name, await sender.isReady(name)] as const));
    const readyCount = states.filter(([, isReady]) => isReady).length;
    wasComplete ||= readyCount === subgraphs.length;
    const checks = Object.fromEntries(
      states.map(([name, isReady]) => [name, { ready: isReady, breaker: breakers.states()[name]?.state ?? 'CLOSED' }]),
    );
    return { ready: wasComplete && readyCount > 0, checks };
  };
}
