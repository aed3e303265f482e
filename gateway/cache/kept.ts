// Where answers are kept: in this process, and in a store shared with other gateways when there is one.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { CachePort } from '../../subgraphs/runtime/cache-port.ts';
import type { KeptTags } from './invalidations.ts';

/** Text longer than this is not kept: it costs more memory than the request it spares. */
export const keptCharactersMax = 1_000_000;
/** More tags than this are not remembered one by one. */
export const keptTagsMax = 200;
/** Two machines' clocks differ: what another gateway kept counts as asked this much earlier. */
export const clockSkewMs = 250;
/** A look-up elsewhere that takes longer is a miss: a subgraph in the same house answers sooner. */
export const sharedWaitMsMax = 25;
/** What an entry costs besides its text: objects, key, list of the LRU. */
const bytesPerEntry = 300;
const entriesMax = 50_000;

/** One kept answer or entity. Text is read anew at each use, so that nobody changes what another one gets. */
export interface Kept {
  readonly text: string;
  readonly askedAtMs: number;
  readonly tags: KeptTags;
}

/** One thing to keep. */
export interface KeptWrite {
  readonly key: string;
  readonly kept: Kept;
  readonly keepForMs: number;
}

/** A store that other gateways use too. */
export interface SharedStore {
  readonly cache: CachePort;
  /** Whether this gateway knows what was invalidated: else nothing in the store may be believed. */
  isCurrent(): boolean;
}

const storedValue = z.object({ text: z.string(), tags: z.union([z.array(z.string()), z.literal('any')]) });

/** Keeps answers. Nothing here waits for a slow store, and nothing here fails. */
export class KeptAnswers {
  readonly #local: LRUCache<string, Kept>;
  readonly #shared: SharedStore | null;

  constructor(localBytesMax: number, shared: SharedStore | null) {
    this.#shared = shared;
    this.#local = new LRUCache({
      max: entriesMax,
      maxSize: localBytesMax,
      maxEntrySize: Math.max(1, Math.floor(localBytesMax / 10)),
      sizeCalculation: ({ text }, key) => text.length + key.length + bytesPerEntry,
    });
  }

  /** Whether there is more to look through, at the moment, than this process's own memory. */
  get isShared(): boolean {
    return this.#shared?.isCurrent() ?? false;
  }

  /** What this process keeps under a key. */
  peek(key: string): Kept | undefined {
    return this.#local.get(key);
  }

  /** What the shared store keeps under these keys, in one question; found ones are kept here as well. */
  async fetch(keys: readonly string[]): Promise<readonly (Kept | undefined)[]> {
    const entries = await inTime(this.#shared?.cache.get(keys.map(sharedKey)));
    return keys.map((key, index) => {
      const entry = entries?.[index];
      const value = entry && storedValue.safeParse(entry.value);
      if (!value?.success) return undefined;
      const kept: Kept = { ...value.data, askedAtMs: (entry?.storedAtMs ?? 0) - clockSkewMs };
      this.#local.set(key, kept);
      return kept;
    });
  }

  /** Keeps; nobody waits for the shared store to have written. */
  keep(writes: readonly KeptWrite[]): void {
    const small = writes.filter(({ kept, keepForMs }) => keepForMs > 0 && kept.text.length <= keptCharactersMax);
    for (const { key, kept } of small) this.#local.set(key, kept);
    if (!this.#shared || small.length === 0) return;
    const shared = small.map(({ key, kept: { text, tags, askedAtMs }, keepForMs }) => ({
      key: sharedKey(key),
      entry: { value: { text, tags }, storedAtMs: askedAtMs },
      keepForMs,
    }));
    void this.#shared.cache.set(shared);
  }

  /** Forgets what this process keeps: messages about it may have been missed. */
  forgetLocal(): void {
    this.#local.clear();
  }

  /** For metrics. */
  size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#local.size, bytes: this.#local.calculatedSize };
  }
}

/** What comes in time; undefined otherwise. */
async function inTime<T>(coming: Promise<T> | undefined): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, sharedWaitMsMax, undefined);
  });
  const first = await Promise.race([coming, late]);
  clearTimeout(timer);
  return first;
}

/** Hashed, so that no key of a store that others read holds anybody's data. */
function sharedKey(key: string): string {
  return `gateway:${createHash('sha256').update(key).digest('base64url')}`;
}

/** A bounded list of tags. */
export function keptTags(tags: ReadonlySet<string>): KeptTags {
  return tags.size > keptTagsMax ? 'any' : [...tags];
}

/** The tags of several. */
export function joinTags(several: readonly KeptTags[]): KeptTags {
  const all = new Set<string>();
  for (const tags of several) {
    if (tags === 'any') return 'any';
    for (const tag of tags) all.add(tag);
  }
  return keptTags(all);
}
