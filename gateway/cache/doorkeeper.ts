// Whose answers are worth keeping. Keeping costs a fifth of a small request, and it pays only for those who ask again while
// it is fresh. Who was here a moment ago is always let in. Of the others a few per second are, as long as few come; of a
// crowd those who come back, and when that turns out to spare nothing, only a sample of them, which shows when it does.

/** Principals remembered at once, in two generations; 43 characters each. */
export const rememberedMax = 20_000;
/** So many who came back are watched before it is judged whether letting them in pays. */
export const trialsPerVerdict = 500;
/** Below this share of spared requests keeping costs more than it saves (a kept answer saves some ten times its keeping). */
const sparedShareMin = 0.05;
/** While it does not pay one of so many is let in. */
const sampledOneOf = 32;

const windowMs = 1_000;

/** What becomes of a principal's answers: not looked up nor kept, both, or both and told to `learn` whether it helped. */
export type Admission = 'TURNED_AWAY' | 'ADMITTED' | 'ON_TRIAL';

/** Recognises who was here before. */
export class Doorkeeper {
  readonly #strangersPerSecondMax: number;
  readonly #now: () => number;
  #recent = new Set<string>();
  #earlier: ReadonlySet<string> = new Set();
  #inWindow = new Set<string>();
  #inLastWindow: ReadonlySet<string> = new Set();
  #windowEndsAt = 0;
  #strangers = 0;
  #trials = 0;
  #spared = 0;
  #pays = true;

  /** `now` is machine time in milliseconds: the rate of strangers is a matter of load. */
  constructor(strangersPerSecondMax: number, now: () => number = Date.now) {
    this.#strangersPerSecondMax = strangersPerSecondMax;
    this.#now = now;
  }

  /** Whether answers to this principal are looked up and kept. */
  admit(principal: string): Admission {
    this.#turnWindow();
    const wasJustHere = this.#inWindow.has(principal) || this.#inLastWindow.has(principal);
    const isKnown = this.#remember(principal);
    this.#inWindow.add(principal);
    if (wasJustHere) return 'ADMITTED';
    if (isKnown && (this.#pays || isSampled(principal))) return 'ON_TRIAL';
    this.#strangers += 1;
    return this.#strangers <= this.#strangersPerSecondMax ? 'ADMITTED' : 'TURNED_AWAY';
  }

  /** Whether somebody ON_TRIAL was spared a request to a subgraph, or got an old answer where there was no other. */
  learn(wasSpared: boolean): void {
    this.#trials += 1;
    if (wasSpared) this.#spared += 1;
    if (this.#trials < trialsPerVerdict) return;
    this.#pays = this.#spared >= this.#trials * sparedShareMin;
    [this.#trials, this.#spared] = [0, 0];
  }

  #turnWindow(): void {
    const now = this.#now();
    if (now < this.#windowEndsAt) return;
    this.#inLastWindow = now < this.#windowEndsAt + windowMs ? this.#inWindow : new Set();
    this.#inWindow = new Set();
    this.#windowEndsAt = now + windowMs;
    this.#strangers = 0;
  }

  #remember(principal: string): boolean {
    if (this.#recent.has(principal)) return true;
    const isKnown = this.#earlier.has(principal);
    this.#recent.add(principal);
    if (this.#recent.size >= rememberedMax / 2) {
      this.#earlier = this.#recent;
      this.#recent = new Set();
    }
    return isKnown;
  }
}

/** Principals are digests in base64url, of whose 64 letters `A` and `a` leave 1. */
function isSampled(principal: string): boolean {
  return principal.charCodeAt(0) % sampledOneOf === 1;
}
