// One circuit breaker per subgraph around the port that asks: a subgraph that failed too often is left alone for a while.
import { BreakerOpenError, createBreaker } from '../../subgraphs/runtime/breaker.ts';
import type { Breaker, BreakerSettings, BreakerState } from '../../subgraphs/runtime/breaker.ts';
import type { FaultCode } from '../../subgraphs/runtime/fault.ts';
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import type { GatewayCode } from '../errors.ts';
import type { AskSubgraph, Caller, SubgraphReply } from './subgraph.ts';

/** Codes that say a subgraph is ill. A refusal or a nonsense answer says that it is there. */
const illnesses: ReadonlySet<string> = new Set<GatewayCode>([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
]);

/** Codes that say nothing of it: nobody waited for its answer. Taken for one, they kept a hanging subgraph's breaker closed. */
const cuts: ReadonlySet<string> = new Set<GatewayCode | FaultCode>(['CANCELLED', 'DEADLINE_EXCEEDED']);

/** A subgraph that is back answers its probe sooner. */
export const probePatienceMs = 1_000;

/** Asks through breakers; `states` is what /health/ready shows. */
export interface BrokenAsk {
  readonly ask: AskSubgraph;
  states(): Readonly<Record<string, BreakerState>>;
  /** One of them; CLOSED for a subgraph that has none. */
  stateOf(subgraph: string): BreakerState;
  close(): void;
}

type FailedReply = Extract<SubgraphReply, { kind: 'failed' }>;

/** A reply without an answer on its way through the breaker, which counts errors and not replies. */
class Unanswered extends Error {
  readonly reply: FailedReply;

  constructor(reply: FailedReply) {
    super('the subgraph gave no answer');
    this.reply = reply;
  }
}

const closed: BreakerState = { state: 'CLOSED' };

/** What a breaker needs to know of a subgraph. */
export interface GuardedSubgraph {
  readonly name: string;
  readonly system: string | null;
}

/** Puts a breaker before each subgraph. */
export function withBreakers(
  ask: AskSubgraph,
  subgraphs: readonly GuardedSubgraph[],
  options: { readonly settings?: BreakerSettings; readonly onChange?: (subgraph: string, state: BreakerState) => void },
): BrokenAsk {
  const breakers = new Map<string, Breaker>();
  const systems = new Map<string, string | null>();
  for (const { name, system } of subgraphs) {
    systems.set(name, system);
    const breaker = createBreaker({
      isIllness: (error) => illnesses.has(codeOf(error)),
      isSilence: (error) => codeOf(error) === 'SUBGRAPH_TIMEOUT',
      saysNothing: (error) => cuts.has(codeOf(error)),
      onChange: (state) => options.onChange?.(name, state),
      ...(options.settings ? { settings: options.settings } : {}),
    });
    breakers.set(name, breaker);
  }

  const guarded: AskSubgraph = (request, caller) => {
    const { subgraph, kind } = request.operation;
    const breaker = breakers.get(subgraph);
    if (!breaker) return ask(request, caller);
    const open = (): SubgraphReply =>
      openReply(subgraph, systems.get(subgraph) ?? null, breaker.state(), kind === 'mutation');
    if (breaker.state().state === 'CLOSED') return breaker.fire(() => ask(request, caller), unanswered);
    // The probe answers for everybody, so it outlives the client that happened to be first, and his deadline: whoever is in a hurry and
    // asks often would keep the breaker open for all.
    const leftMs = caller.deadlineAt - Date.now();
    // A mutation is waited for, for nobody else can say what became of it; so one in a hurry is no probe.
    if (kind !== 'query' && leftMs < probePatienceMs) return Promise.resolve(open());
    const asked = fire(breaker, () => ask(request, probing(caller)), open);
    // Whoever happens to be the probe is not made to wait out the silence that opened the breaker; the probe goes on.
    return kind === 'query' ? withPatience(asked, Math.min(leftMs, probePatienceMs), open) : asked;
  };
  return {
    ask: guarded,
    stateOf: (subgraph) => breakers.get(subgraph)?.state() ?? closed,
    states: () => Object.fromEntries([...breakers].map(([name, breaker]) => [name, breaker.state()])),
    close: () => breakers.forEach((breaker) => breaker.close()),
  };
}

/** The reply, or what is said for a breaker that did not let the request pass. */
function fire(breaker: Breaker, ask: () => Promise<SubgraphReply>, open: () => SubgraphReply): Promise<SubgraphReply> {
  return breaker.fire(ask, unanswered).catch((error: unknown) => {
    if (error instanceof BreakerOpenError) return open();
    throw error;
  });
}

function probing(caller: Caller): Caller {
  const deadlineAt = Math.max(caller.deadlineAt, Date.now() + probePatienceMs);
  return { ...caller, deadlineAt, signal: new StopSource() };
}

function unanswered(reply: SubgraphReply): Unanswered | null {
  if (reply.kind === 'answered') return null;
  const { code } = reply.error;
  return illnesses.has(code) || cuts.has(code) ? new Unanswered(reply) : null;
}

function codeOf(error: unknown): string {
  return error instanceof Unanswered ? error.reply.error.code : '';
}

/** What comes within a time, else what is said instead; what comes later is nobody's. */
async function withPatience<T>(promise: Promise<T>, patienceMs: number, instead: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(instead()), patienceMs)));
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}

function openReply(subgraph: string, system: string | null, state: BreakerState, isMutation: boolean): SubgraphReply {
  // Half open, the probe is under way: its answer comes within moments.
  const retryAfterMs = state.state === 'OPEN' ? Math.max(0, state.retryAt - Date.now()) : 0;
  return {
    kind: 'failed',
    error: {
      code: 'CIRCUIT_OPEN',
      subgraph,
      message: `${subgraph} failed too often and is not asked for a while`,
      details: {
        ...(system === null ? {} : { system }),
        retryable: true,
        retryAfterMs,
        ...(isMutation ? { outcome: 'NOT_APPLIED' } : {}),
      },
    },
  };
}
