// Canonical id <-> vendor ids, unique both ways, in one look-up per batch and none for what was seen a moment ago.
import { identityText, isCanonicalId, mintId, type RecordKind, type VendorRef } from '../../schema/canon/identity.ts';
import type { Store } from '../store/store.ts';
import {
  type Candidate,
  type Clues,
  cluesSharing,
  findCandidates,
  noteDangling,
  noteLikelyMatches,
  saveClues,
} from './candidates.ts';
import { markComplete, type Progress, readProgress, writeCursor } from './cursors.ts';
import { type Claim, claimOf, isSettled, type Known, knownOf, type Sighting } from './decide.ts';
import { type CacheOptions, createIdentityCache, type IdentityCache } from './identity-cache.ts';
import { type Keeping, keepingOf } from './keeping.ts';
import { matchedKinds, matchKeysOf } from './match.ts';
import {
  deciding,
  type Place,
  recordClaims,
  rowsOf,
  seenIdsAt,
  seenRefsOf,
  supersedeRecord,
  vendorIdsAt,
  writeOnce,
} from './records.ts';

export type { Sighting } from './decide.ts';
export type { Place } from './records.ts';

/** A record as a change query tells it: whole, as it is now, with what a person would match it by. */
export interface Told extends Sighting {
  readonly name?: string | null;
  /** Values that likely identify the same record elsewhere, e.g. `taxId:DE123`, `domain:acme.com`. */
  readonly matchKeys?: readonly string[];
}

/** The directory of identities. Every method is batched and safe when several processes use it at once. */
export interface Crossref {
  /**
   * Canonical ids of records just read, minting and linking as needed; same order. Links are added, never undone: what was
   * read may come from a cache, or without its reference fields.
   */
  identify(sightings: readonly Sighting[]): Promise<readonly string[]>;
  /** Canonical ids of references that some record names; same order; minted when unseen. */
  idsOf(refs: readonly VendorRef[]): Promise<readonly string[]>;
  /**
   * Takes in what a change query told: links as they are now (one that moved moves, one that is gone is undone), and what
   * likely matches are found by. Canonical ids in the same order.
   */
  learn(told: readonly Told[]): Promise<readonly string[]>;
  /** Notes that all a place had was told: from now on references to records it did not tell of are dangling. */
  settle(at: Place): Promise<void>;
  /** The records of one place behind canonical ids, aliases followed; an unknown id has none; same order. */
  refsOf(ids: readonly string[], at: Place): Promise<readonly (readonly VendorRef[])[]>;
  /** Ids of the records that a place has told of, in order of id, past one of them. */
  known(at: Place, page: { readonly first: number; readonly after: string | null }): Promise<readonly string[]>;
  /** Every system's records behind canonical ids, aliases followed; those that were read, not those only named. */
  allRefsOf(ids: readonly string[]): Promise<readonly (readonly VendorRef[])[]>;
  /** Likely matches and conflicts of records, most likely first; same order. */
  candidatesOf(ids: readonly string[]): Promise<readonly (readonly Candidate[])[]>;
  /** Records of a place that share a key with those asked for (`matchKeysOf`), with what they share. */
  matching(at: Place, keys: readonly string[]): Promise<readonly Clues[]>;
  /** Lets the id of a record that its system made part of another one lead to that one from now on. */
  supersede(loser: VendorRef, winner: VendorRef): Promise<void>;
  /** How far a place was read; null when never. */
  progress(at: Place): Promise<Progress | null>;
  /** The cursor alone; null when the place was never read. */
  cursor(at: Place): Promise<string | null>;
  saveCursor(at: Place, cursor: string): Promise<void>;
}

/** Claims decided in one transaction; the others of their kind wait so long. */
export const claimsMax = 2_000;

/** Bounds and keeping have defaults; both are for tests and for firms with kinds of their own. */
export interface CrossrefOptions extends CacheOptions {
  readonly keeping?: Readonly<Partial<Record<RecordKind, Keeping>>>;
}

/** The crossref in a store. */
export function createCrossref(store: Store, options: CrossrefOptions = {}): Crossref {
  const { db } = store;
  const cache = createIdentityCache(options);
  const keepings: Readonly<Record<RecordKind, Keeping>> = { ...keepingOf, ...options.keeping };
  const identities = createResolver(store, cache, keepings);

  async function learn(told: readonly Told[]): Promise<readonly string[]> {
    const ids = await identities.resolve(told.map((each) => claimOf(each, 'TOLD')));
    const matched = told.flatMap((each, index) =>
      matchedKinds.has(each.ref.kind) ? [{ ...each, id: ids[index] ?? '' }] : [],
    );
    for (const [kind, group] of Map.groupBy(matched, ({ ref }) => ref.kind)) {
      await deciding(db, kind, async (transaction) => {
        const clues = group.map(({ ref, name, matchKeys }) => ({
          ref,
          keys: matchKeysOf(name ?? null, matchKeys ?? []),
        }));
        await saveClues(transaction, clues);
        await noteLikelyMatches(transaction, kind, [...new Set(group.map(({ id }) => id))]);
      });
    }
    return ids;
  }

  async function refsOf(ids: readonly string[], at: Place): Promise<readonly (readonly VendorRef[])[]> {
    if (keepings[at.kind] === 'MINTED_ONLY') {
      throw new Error(`No ${at.kind} can be found by its id: make its keeping WRITTEN_ONCE in crossref/keeping.ts`);
    }
    const found = new Map<string, VendorRef>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const ref = cache.refAt(id, at);
      if (ref !== undefined) found.set(id, ref);
      else if (isCanonicalId(id)) unknown.add(id);
    }
    const { system, instance, kind } = at;
    for (const { id, vendorId } of await vendorIdsAt(db, [...unknown], at)) {
      const ref: VendorRef = { system, instance, kind, id: vendorId };
      cache.rememberRefAt(id, at, ref);
      found.set(id, ref);
    }
    return ids.map((id) => {
      const ref = found.get(id);
      return ref === undefined ? [] : [ref];
    });
  }

  return {
    identify: (sightings) => identities.resolve(sightings.map((each) => claimOf(each, 'READ'))),
    idsOf: (refs) => identities.resolve(refs.map((ref): Claim => ({ ref, target: null, telling: 'NAMED' }))),
    learn,
    settle: async (at) => {
      await markComplete(db, at);
      if (keepings[at.kind] === 'LINKED')
        await deciding(db, at.kind, (transaction) => noteDangling(transaction, at.kind));
    },
    refsOf,
    known: (at, page) => seenIdsAt(db, at, page),
    allRefsOf: async (ids) => {
      const found = await seenRefsOf(db, [...new Set(ids)].filter(isCanonicalId));
      return ids.map((id) => found.get(id) ?? []);
    },
    supersede: async (loser, winner) => {
      await supersedeRecord(db, loser, winner);
      cache.forget([mintId(loser)], loser);
    },
    matching: (at, keys) => cluesSharing(db, at, keys),
    candidatesOf: (ids) => findCandidates(db, ids),
    progress: (at) => readProgress(db, at),
    cursor: async (at) => (await readProgress(db, at))?.cursor ?? null,
    saveCursor: (at, cursor) => writeCursor(db, at, cursor),
  };
}

function createResolver(
  { db }: Store,
  cache: IdentityCache,
  keepings: Readonly<Record<RecordKind, Keeping>>,
): { resolve(claims: readonly Claim[]): Promise<readonly string[]> } {
  /** Claims that the cache does not settle, after a look at what other processes decided. `answers` gets the others. */
  async function undecided(claims: readonly Claim[], answers: Map<string, Known>): Promise<readonly Claim[]> {
    const settles = (claim: Claim): boolean => {
      const known = cache.known(claim.ref);
      if (known === undefined || !isSettled(claim, known)) return false;
      answers.set(identityText(claim.ref), known);
      return true;
    };
    const open = claims.filter((claim) => !settles(claim));
    if (open.length === 0) return [];
    const refs = new Map(open.map(({ ref }) => [identityText(ref), ref]));
    const read = new Map((await rowsOf(db, [...refs.values()])).map((row) => [identityText(row.ref), knownOf(row)]));
    for (const [text, ref] of refs) {
      const known = read.get(text);
      if (known !== undefined) cache.rememberRead(ref, known);
    }
    return open.filter((claim) => {
      const known = read.get(identityText(claim.ref));
      if (known === undefined || !isSettled(claim, known)) return true;
      answers.set(identityText(claim.ref), known);
      return false;
    });
  }

  async function decideLinked(claims: readonly Claim[], answers: Map<string, Known>): Promise<void> {
    for (const [kind, group] of Map.groupBy(await undecided(claims, answers), ({ ref }) => ref.kind)) {
      for (let start = 0; start < group.length; start += claimsMax) {
        const batch = group.slice(start, start + claimsMax);
        const { known, moved } = await recordClaims(db, kind, batch);
        batch.forEach(({ ref }, index) => {
          const now = known[index];
          if (now === undefined) return;
          cache.remember(ref, now);
          answers.set(identityText(ref), now);
        });
        for (const { before, after } of moved) cache.forget([before.id, after.id, mintId(after.ref)], after.ref);
      }
    }
  }

  async function write(refs: readonly VendorRef[]): Promise<void> {
    const unwritten = refs.filter((ref) => cache.known(ref) === undefined);
    await writeOnce(db, unwritten);
    for (const ref of unwritten)
      cache.remember(ref, { id: mintId(ref), linked: false, seen: true, refusal: { kind: 'NONE' } });
  }

  return {
    resolve: async (claims) => {
      const answers = new Map<string, Known>();
      await decideLinked(
        claims.filter(({ ref }) => keepings[ref.kind] === 'LINKED'),
        answers,
      );
      await write(claims.filter(({ ref }) => keepings[ref.kind] === 'WRITTEN_ONCE').map(({ ref }) => ref));
      return claims.map(({ ref }) => answers.get(identityText(ref))?.id ?? mintId(ref));
    },
  };
}
