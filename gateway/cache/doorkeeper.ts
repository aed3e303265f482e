// Whose answers are worth keeping. A principal who was never seen before most likely asks once: while few such come, their
// answers are kept all the same; when many come, only those who come back are let in, and a stranger costs one look-up.

/** Principals remembered at once, in two generations; 43 characters each. */
export const rememberedMax = 20_000;

const windowMs = 1_000;

/** Recognises who was here before. */
export class Doorkeeper {
  readonly #strangersPerSecondMax: number;
  readonly #now: () => number;
  #recent = new Set<string>();
  #earlier: ReadonlySet<string> = new Set();
  #windowEndsAt = 0;
  #strangers = 0;

  /** `now` is machine time in milliseconds: the rate of strangers is a matter of load. */
  constructor(strangersPerSecondMax: number, now: () => number = Date.now) {
    this.#strangersPerSecondMax = strangersPerSecondMax;
    this.#now = now;
  }

  /** Whether answers to this principal are looked up and kept. */
  admits(principal: string): boolean {
    if (this.#recent.has(principal)) return true;
    const isKnown = this.#earlier.has(principal);
    this.#recent.add(principal);
    if (this.#recent.size >= rememberedMax / 2) {
      this.#earlier = this.#recent;
      this.#recent = new Set();
    }
    return isKnown || this.#isQuiet();
  }

  #isQuiet(): boolean {
    const now = this.#now();
    if (now >= this.#windowEndsAt) {
      this.#windowEndsAt = now + windowMs;
      this.#strangers = 0;
    }
    this.#strangers += 1;
    return this.#strangers <= this.#strangersPerSecondMax;
  }
}
