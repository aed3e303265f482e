// Virtual time and seeded chance: everything in a simulation that could differ between two runs of one seed goes through here.

/** A sequence of numbers in [0, 1) that a seed fixes (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True in `share` of the cases. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly work: () => void;
}

/** A clock that stands still until all that was set in motion has come to rest, then jumps to the next thing due. */
export class Clockwork {
  #nowMs = 1_800_000_000_000;
  #order = 0;
  readonly #due: Due[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  at(delayMs: number, work: () => void): void {
    const due = { atMs: this.#nowMs + Math.max(0, delayMs), order: (this.#order += 1), work };
    let index = this.#due.length;
    // Latest first, so that the next one is popped; few things are due at a time.
    while (index > 0 && isBefore(this.#due[index - 1], due)) index -= 1;
    this.#due.splice(index, 0, due);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(ms, resolve));
  }

  /** Runs until nothing is due any more, or `eventsMax` things have happened; tells whether it came to rest. */
  async run(eventsMax: number): Promise<boolean> {
    for (let events = 0; events < eventsMax; events += 1) {
      await rest();
      const next = this.#due.pop();
      if (next === undefined) return true;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.work();
    }
    return false;
  }
}

function isBefore(one: Due | undefined, other: Due): boolean {
  if (one === undefined) return false;
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Every promise that can go on has gone on. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
