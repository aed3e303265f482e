// A seeded generator: the same seed makes the same firm on every machine.

/** A stream of pseudo-random choices. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from min to max, both included. */
  int(min: number, max: number): number;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
  /** A stream of its own for an area, so that a change in one area leaves the others as they were. */
  fork(area: string): Random;
}

/** Makes a stream from a 32-bit seed (mulberry32: small, fast, and good enough for data that only has to look real). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    pick: (list) => {
      const index = int(0, list.length - 1);
      if (list.length === 0) throw new Error('Cannot pick from an empty list');
      return list[index] as (typeof list)[number];
    },
    chance: (probability) => next() < probability,
    shuffled: (list) => {
      const keyed = list.map((item) => ({ item, key: next() }));
      return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
    },
    fork: (area) => createRandom(hash(seed, area)),
  };
}

function hash(seed: number, text: string): number {
  let value = (seed ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
