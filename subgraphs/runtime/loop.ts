// A loop in the background that ends when it is asked to.

/** What runs; `close` lets the round under way end. */
export interface Loop {
  close(): Promise<void>;
}

/** Starts it. The work goes on until its signal says otherwise, and raises nothing: nobody is there to hear it before `close`. */
export function startLoop(work: (leaving: AbortSignal) => Promise<unknown>): Loop {
  const leaving = new AbortController();
  const running = work(leaving.signal);
  return {
    close: async () => {
      leaving.abort();
      await running;
    },
  };
}
