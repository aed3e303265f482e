// What was declared invalid, and when. Kept answers are not searched for and removed: each remembers when it was asked and
// its tags, and is worthless when one of them was invalidated since. So an answer that was under way when the invalidation
// came is worthless too, and nothing has to know who keeps what.
import { LRUCache } from 'lru-cache';

/** Tags and principals remembered; beyond it the oldest counts as an invalidation of everything asked before it. */
export const invalidatedMax = 50_000;

/** The tags of one kept answer; `any` when they are too many to remember: every invalidation is one of it. */
export type KeptTags = readonly string[] | 'any';

/** The name of a tag among what is noted. */
export function nameOfTag(tag: string): string {
  return `tag ${tag}`;
}

/** The name of whoever changed something: his reads skip what was asked before. */
export function nameOfPrincipal(principal: string): string {
  return `by ${principal}`;
}

/** Instants of invalidations by tag, and of mutations by principal. */
export class Invalidations {
  readonly #instants: LRUCache<string, number>;
  #latest = -Infinity;
  /** Everything asked until then is worthless. */
  #floor = -Infinity;

  constructor(max: number = invalidatedMax) {
    this.#instants = new LRUCache({
      max,
      dispose: (instant, _name, reason) => {
        if (reason === 'evict') this.#floor = Math.max(this.#floor, instant);
      },
    });
  }

  /** Declares that what was asked until `instant` under one of these names is worthless. */
  note(names: readonly string[], instant: number): void {
    for (const name of names) {
      const known = this.#instants.get(name) ?? -Infinity;
      if (instant > known) this.#instants.set(name, instant);
    }
    if (names.length > 0) this.#latest = Math.max(this.#latest, instant);
  }

  /** Declares everything asked until `instant` worthless. */
  invalidateAll(instant: number): void {
    this.#floor = Math.max(this.#floor, instant);
    this.#latest = Math.max(this.#latest, instant);
  }

  /** For whom something may be repeated only when it was asked after this instant. */
  notBefore(principal: string): number {
    return this.#latest === -Infinity
      ? -Infinity
      : Math.max(this.#floor, this.#instants.get(nameOfPrincipal(principal)) ?? -Infinity);
  }

  /** Whether something with these tags, asked at `askedAtMs`, is worthless by now. */
  isInvalid(tags: KeptTags, askedAtMs: number): boolean {
    if (askedAtMs > this.#latest) return false;
    if (askedAtMs <= this.#floor || tags === 'any') return true;
    return tags.some((tag) => askedAtMs <= (this.#instants.get(nameOfTag(tag)) ?? -Infinity));
  }
}
