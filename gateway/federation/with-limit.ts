// How many requests one subgraph gets at a time, and how many may wait for that: a bounded queue per subgraph. Not a
// breaker's matter: a full queue says that we ask too much, not that the subgraph is ill.
import type { GatewayCode } from '../errors.ts';
import type { FaultCode } from '../../subgraphs/runtime/fault.ts';
import type { LimitMode } from '../../subgraphs/runtime/limits.ts';
import { PassingList } from '../../subgraphs/runtime/passing.ts';
import type { AskSubgraph, Caller, SubgraphReply, SubgraphRequest } from './subgraph.ts';
import type { GuardedSubgraph } from './with-breaker.ts';

/** When a refused caller may try again: about the time in which a queue of this length moves. */
const retryAfterMs = 1_000;

/** Settings, and how the limit looks at the breaker behind it. */
export interface LimitOptions {
  /** `measure` tells of what would be refused and lets everything pass. */
  readonly mode: LimitMode;
  readonly concurrentMax: number;
  readonly queueMax: number;
  /** False while the breaker is not closed: what it refuses needs no place, and its probe must not wait for one. */
  readonly needsPlace: (subgraph: string) => boolean;
  /** The queue was full. */
  readonly onFull?: (subgraph: string, mode: LimitMode) => void;
}

/** Asks within limits. */
export interface LimitedAsk {
  readonly ask: AskSubgraph;
  /** Lets everybody pass who waits for a place: the breaker behind has opened and answers at once. */
  passWaiting(subgraph: string): void;
  /** Requests that have no reply yet, of all subgraphs. */
  underWay(): number;
}

/** Who waits for a place. */
interface Waiter {
  readonly enter: () => void;
}

/** The places of one subgraph. */
interface Places {
  readonly subgraph: GuardedSubgraph;
  inUse: number;
  /** First come, first served: those who wait have the same deadline or nearly so. */
  readonly waiting: PassingList<Waiter>;
  /** What follows a reply, and what an error; made once, for they are handed to every request. */
  readonly leaveWith: (reply: SubgraphReply) => SubgraphReply;
  readonly leaveFailing: (error: unknown) => never;
}

/** Puts a limit before each subgraph. */
export function withLimits(ask: AskSubgraph, subgraphs: readonly GuardedSubgraph[], options: LimitOptions): LimitedAsk {
  const { mode, queueMax } = options;
  const concurrentMax = mode === 'enforce' ? options.concurrentMax : Infinity;
  const places = new Map<string, Places>();
  for (const subgraph of subgraphs) places.set(subgraph.name, freePlaces(subgraph, concurrentMax));
  const measuredMax = mode === 'measure' ? options.concurrentMax + queueMax : Infinity;
  /** Asks when there is a place. */
  const queue = async (place: Places, request: SubgraphRequest, caller: Caller): Promise<SubgraphReply> => {
    const { subgraph: name, kind } = request.operation;
    const isMutation = kind === 'mutation';
    if (place.waiting.size >= queueMax) {
      options.onFull?.(name, 'enforce');
      return full(place.subgraph, 'has no free place', isMutation);
    }
    const outcome = await waitForPlace(place, caller, isMutation);
    if (outcome !== 'ENTERED') return unserved(place.subgraph, outcome, isMutation);
    return ask(request, caller).then(place.leaveWith, place.leaveFailing);
  };
  return {
    ask(request, caller) {
      const { subgraph: name } = request.operation;
      const place = places.get(name);
      if (!place) return ask(request, caller);
      if (place.inUse >= concurrentMax && options.needsPlace(name)) return queue(place, request, caller);
      // Where nothing is enforced the same figures say what would have been refused.
      if (place.inUse >= measuredMax) options.onFull?.(name, 'measure');
      place.inUse += 1;
      return ask(request, caller).then(place.leaveWith, place.leaveFailing);
    },
    passWaiting(subgraph) {
      for (const waiter of places.get(subgraph)?.waiting.values() ?? []) waiter.enter();
    },
    underWay: () => [...places.values()].reduce((total, { inUse, waiting }) => total + inUse + waiting.size, 0),
  };
}

function freePlaces(subgraph: GuardedSubgraph, concurrentMax: number): Places {
  const place: Places = {
    subgraph,
    inUse: 0,
    waiting: new PassingList(),
    leaveWith(reply) {
      leave(place, concurrentMax);
      return reply;
    },
    leaveFailing(error) {
      leave(place, concurrentMax);
      throw error;
    },
  };
  return place;
}

/** How a wait ended. */
type Waited = 'ENTERED' | 'LATE' | 'GONE';

/** A place is handed over with the call that wakes the waiter, so nobody can take it in between. */
function waitForPlace(place: Places, { signal, deadlineAt }: Caller, isMutation: boolean): Promise<Waited> {
  return new Promise((resolve) => {
    const end = (how: Waited): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', gone);
      place.waiting.remove(ticket);
      if (how === 'ENTERED') place.inUse += 1;
      resolve(how);
    };
    const gone = (): void => end('GONE');
    const timer = setTimeout(() => end('LATE'), Math.max(0, deadlineAt - Date.now()));
    // A mutation runs on when its client leaves, also out of the queue.
    if (!isMutation) signal.addEventListener('abort', gone, { once: true });
    const ticket = place.waiting.add({ enter: () => end('ENTERED') });
  });
}

function leave(place: Places, concurrentMax: number): void {
  place.inUse -= 1;
  if (place.inUse >= concurrentMax) return;
  place.waiting.first?.enter();
}

function unserved(subgraph: GuardedSubgraph, how: Exclude<Waited, 'ENTERED'>, isMutation: boolean): SubgraphReply {
  if (how === 'LATE') return full(subgraph, 'had no free place before the deadline', isMutation);
  return failed(subgraph, { code: 'CANCELLED', says: 'was not asked: the client left', isMutation });
}

/** What is not sent is not applied, so even a mutation may be tried again. */
function full(subgraph: GuardedSubgraph, says: string, isMutation: boolean): SubgraphReply {
  return failed(subgraph, { code: 'BUDGET_EXHAUSTED', says, isMutation, retryAfterMs });
}

function failed(
  { name, system }: GuardedSubgraph,
  why: {
    readonly code: GatewayCode | FaultCode;
    readonly says: string;
    readonly isMutation: boolean;
    readonly retryAfterMs?: number;
  },
): SubgraphReply {
  const retryable = why.retryAfterMs !== undefined;
  const details = {
    ...(system === null ? {} : { system }),
    retryable,
    retryAfterMs: why.retryAfterMs ?? null,
    ...(why.isMutation ? { outcome: 'NOT_APPLIED' } : {}),
  };
  return { kind: 'failed', error: { code: why.code, subgraph: name, message: `${name} ${why.says}`, details } };
}
