// What this process knows of identities, bounded by count and by age: the other processes' decisions arrive by ageing.
import { LRUCache } from 'lru-cache';
import { identityText, type VendorRef } from '../../schema/canon/identity.ts';
import type { Known } from './decide.ts';
import type { Place } from './records.ts';

/** Identities kept in memory, each way: together about 25 MB. */
export const entriesMax = 50_000;
/** After this another process's link, or a claim that can be granted now, is noticed. Old ids stay right as aliases. */
export const keptMs = 60_000;

/** Bounds of the cache; for tests. */
export interface CacheOptions {
  readonly entriesMax?: number;
  readonly keptMs?: number;
}

/** Both directions. There are no entries for "nothing": a record that appears must be found at once. */
export interface IdentityCache {
  known(ref: VendorRef): Known | undefined;
  /** What was just decided. */
  remember(ref: VendorRef, known: Known): void;
  /** What was just looked up; it may be older than what was decided meanwhile, so it does not take a link away. */
  rememberRead(ref: VendorRef, known: Known): void;
  refAt(id: string, at: Place): VendorRef | undefined;
  rememberRefAt(id: string, at: Place, ref: VendorRef): void;
  /** Forgets which record stands behind some ids at the place of a record that moved. */
  forget(ids: readonly string[], at: Place): void;
  size(): { readonly known: number; readonly refs: number };
}

/** An empty cache. */
export function createIdentityCache(options: CacheOptions = {}): IdentityCache {
  const bounds = { max: options.entriesMax ?? entriesMax, ttl: options.keptMs ?? keptMs };
  const byRef = new LRUCache<string, Known>(bounds);
  const byId = new LRUCache<string, VendorRef>(bounds);
  const seatOf = (id: string, { system, instance, kind }: Place): string => `${id}|${system}|${instance}|${kind}`;
  return {
    known: (ref) => byRef.get(identityText(ref)),
    remember: (ref, known) => {
      byRef.set(identityText(ref), known);
    },
    rememberRead: (ref, known) => {
      const text = identityText(ref);
      if (!known.linked && byRef.get(text)?.linked === true) return;
      byRef.set(text, known);
    },
    refAt: (id, at) => byId.get(seatOf(id, at)),
    rememberRefAt: (id, at, ref) => {
      byId.set(seatOf(id, at), ref);
    },
    forget: (ids, at) => {
      for (const id of ids) byId.delete(seatOf(id, at));
    },
    size: () => ({ known: byRef.size, refs: byId.size }),
  };
}
