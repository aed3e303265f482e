// Asks once more what failed for a moment: queries only, once, under a budget per subgraph, within the deadline. A mutation
// is never sent twice: repeating belongs to whoever holds its idempotency key.
import { createRetryBudget } from '../../subgraphs/runtime/retry.ts';
import type { RetryBudget } from '../../subgraphs/runtime/retry.ts';
import type { StopSignal } from '../../subgraphs/runtime/stop-signal.ts';
import type { GatewayCode } from '../errors.ts';
import type { AskSubgraph, Caller, SubgraphError, SubgraphReply, SubgraphRequest } from './subgraph.ts';

/** What passes by itself: a broken connection, a restart, a moment's overload. A timeout has used up the time already. */
const passing: ReadonlySet<string> = new Set<GatewayCode>(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_OVERLOADED']);

/** Each request pays in this much of a repeat: at most every tenth request more for a subgraph that fails. */
export const retryShare = 0.1;
/** After a quiet spell so many repeats are saved up: a restart that breaks a pool's connections is mended whole. */
export const retrySavingsMax = 10;
/** Repeats come back spread over this time, or all callers of one failure come back in the same instant. */
export const retryJitterMs = 50;
/** A subgraph that wants a longer pause is left out instead: people wait for the rest of the answer. */
export const retryAfterMsMax = 1_000;
/** What the repeat itself needs at least; with less time left it would only become a timeout. */
const attemptMsMin = 100;

/** Who hears of repeats, and where tests are in charge. */
export interface RetryOptions {
  readonly onRepeat?: (subgraph: string) => void;
  readonly random?: () => number;
  /** Resolves after the time, or false at once when the client left. */
  readonly pause?: (ms: number, signal: StopSignal) => Promise<boolean>;
}

/** Puts a second attempt behind each subgraph's first one. */
export function withRetries(
  ask: AskSubgraph,
  subgraphs: readonly { readonly name: string }[],
  { random = Math.random, pause = pauseFor, onRepeat }: RetryOptions = {},
): AskSubgraph {
  const budgets = new Map<string, RetryBudget>();
  for (const { name } of subgraphs)
    budgets.set(name, createRetryBudget({ share: retryShare, savingsMax: retrySavingsMax }));
  /** What becomes of a question whose first attempt failed. */
  const repeat = async (
    first: FailedReply,
    { request, caller }: { readonly request: SubgraphRequest; readonly caller: Caller },
    budget: RetryBudget,
  ): Promise<SubgraphReply> => {
    const delayMs = delayBeforeRepeat(first.error, caller, random);
    if (delayMs === null || !budget.spend()) return first;
    if (!(await pause(delayMs, caller.signal))) return first;
    onRepeat?.(request.operation.subgraph);
    const second = await ask(request, caller);
    return moreTelling(first, second);
  };
  return (request, caller) => {
    const { subgraph, kind } = request.operation;
    const budget = budgets.get(subgraph);
    budget?.payIn();
    const asked = ask(request, caller);
    if (kind !== 'query' || !budget) return asked;
    return asked.then((first) => (first.kind === 'answered' ? first : repeat(first, { request, caller }, budget)));
  };
}

type FailedReply = Extract<SubgraphReply, { kind: 'failed' }>;

/** Pure but for the time of day: how long to wait before the second attempt; null when there is to be none. */
function delayBeforeRepeat(error: SubgraphError, caller: Caller, random: () => number): number | null {
  if (!passing.has(error.code) || error.details.retryable !== true || caller.signal.aborted) return null;
  const { retryAfterMs } = error.details;
  const wantedMs = typeof retryAfterMs === 'number' ? retryAfterMs : 0;
  if (wantedMs > retryAfterMsMax) return null;
  const delayMs = Math.ceil(wantedMs + random() * retryJitterMs);
  return Date.now() + delayMs + attemptMsMin < caller.deadlineAt ? delayMs : null;
}

/** That we had no place for the repeat is our matter; what went wrong first is the subgraph's. */
function moreTelling(first: SubgraphReply, second: SubgraphReply): SubgraphReply {
  return second.kind === 'failed' && second.error.code === 'BUDGET_EXHAUSTED' ? first : second;
}

function pauseFor(ms: number, signal: StopSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (waited: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', gone);
      resolve(waited);
    };
    const gone = (): void => end(false);
    const timer = setTimeout(() => end(true), ms);
    signal.addEventListener('abort', gone, { once: true });
  });
}
