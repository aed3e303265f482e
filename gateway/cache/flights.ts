// Single flight: equal questions asked at the same time are asked once, and end early only when everybody has left.
import { StopSource } from '../../subgraphs/runtime/stop-signal.ts';
import type { StopSignal } from '../../subgraphs/runtime/stop-signal.ts';
import type { Caller } from '../federation/subgraph.ts';

/** A question under way. */
export interface Flight<T> {
  readonly result: Promise<T>;
  /** When it was asked, by the cache's clock. */
  readonly askedAtMs: number;
  /** Waits for the result, or leaves with the caller; the last one to leave ends the question. */
  board(signal: StopSignal): Promise<T>;
}

/**
 * Asks. `start` gets a caller whose signal fires when nobody waits any more. Whoever boards shares the result with the
 * one who started, and must not change it. `onEnd` is called before it is ended or when it has ended, so that nobody
 * boards any more.
 */
export function launch<T>(
  caller: Caller,
  askedAtMs: number,
  start: (caller: Caller) => Promise<T>,
  onEnd: () => void,
): Flight<T> {
  const stop = new StopSource();
  const result = start({ ...caller, signal: stop }).finally(onEnd);
  // A question nobody boarded may fail without anybody being told.
  result.catch(() => undefined);
  let waiting = 0;
  return {
    result,
    askedAtMs,
    async board(signal) {
      waiting += 1;
      const leave = (): void => {
        waiting -= 1;
        if (waiting > 0) return;
        onEnd();
        stop.abort();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      try {
        return await result;
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
  };
}
