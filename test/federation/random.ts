// Chance from a seed, so that whatever a random test finds can be found again.

/** A source of chance. */
export interface Chance {
  /** A whole number from 0 to `below`, exclusive. */
  below(limit: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
}

/** The same seed gives the same sequence (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    is: (probability) => next() < probability,
    pick: (options) => {
      const picked = options[below(options.length)];
      if (picked === undefined) throw new Error('Nothing to pick from');
      return picked;
    },
  };
}

/** A small number that depends on a text and on nothing else. */
export function digest(text: string): number {
  let hash = 7;
  for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return hash % 100_000;
}

/** JSON with sorted keys: arguments come in the order of whichever schema was asked. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
