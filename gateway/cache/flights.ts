// Single flight: equal questions asked at the same time are asked once, and end early only when everybody has left.
import type { Caller } from '../federation/subgraph.ts';

/** Questions under way, by key. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * Joins the flight of this key, or starts one. `start` gets a caller whose signal fires when nobody waits any more.
   * Whoever joined shares the result with the one who started, and must not change it.
   */
  async join(key: string, caller: Caller, start: (caller: Caller) => Promise<T>): Promise<Landing<T>> {
    const known = this.#flights.get(key);
    const flight = known ?? this.#start(key, caller, start);
    const result = await board(flight, caller.signal, () => this.#flights.delete(key));
    return { result, isJoined: known !== undefined };
  }

  #start(key: string, caller: Caller, start: (caller: Caller) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const result = start({ ...caller, signal: controller.signal }).finally(() => this.#flights.delete(key));
    const flight = { result, controller, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }
}

/** How a question came back. */
export interface Landing<T> {
  readonly result: T;
  readonly isJoined: boolean;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

async function board<T>(flight: Flight<T>, signal: AbortSignal, onEmpty: () => void): Promise<T> {
  flight.waiting += 1;
  const leave = (): void => {
    flight.waiting -= 1;
    if (flight.waiting > 0) return;
    // First out of the map, then the end: nobody may join what is being ended.
    onEmpty();
    flight.controller.abort();
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  try {
    return await flight.result;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
