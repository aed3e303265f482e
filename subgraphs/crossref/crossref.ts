// Canonical id <-> vendor ids, unique both ways, in one look-up per batch and none for what was seen a moment ago.
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { System } from '../../schema/canon/freshness.ts';
import {
  identityText,
  isCanonicalId,
  mintId,
  mintingRef,
  type RecordKind,
  type VendorRef,
} from '../../schema/canon/identity.ts';
import type { Database, Store } from '../store/store.ts';
import type { Sighting } from './decide.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { recordSightings } from './record.ts';

export type { Sighting } from './decide.ts';

/** One instance of a system, and a kind of record in it. */
export interface Place {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
}

/** What a record is matched by, besides its name. */
export interface MatchFacts {
  readonly ref: VendorRef;
  readonly keys: readonly string[];
}

/** The directory of identities. Every method is batched and safe when several processes use it at once. */
export interface Crossref {
  /** Canonical ids of records just read, minting and linking as needed; same order. */
  identify(sightings: readonly Sighting[]): Promise<readonly string[]>;
  /** Canonical ids of references that some record names; same order; minted when unseen. */
  idsOf(refs: readonly VendorRef[]): Promise<readonly string[]>;
  /** The records of one place behind canonical ids, aliases followed; an unknown id has none; same order. */
  refsOf(ids: readonly string[], at: Place): Promise<readonly (readonly VendorRef[])[]>;
  /** Ids of the records that a place has told of, in order of id, past one of them. */
  known(at: Place, page: { readonly first: number; readonly after: string | null }): Promise<readonly string[]>;
  /** Likely matches of records, most likely first; same order. */
  candidatesOf(ids: readonly string[]): Promise<readonly (readonly Candidate[])[]>;
  /** Keeps what records are matched by, replacing what was kept of them. */
  saveMatchFacts(facts: readonly MatchFacts[]): Promise<void>;
  cursor(at: Place): Promise<string | null>;
  saveCursor(at: Place, cursor: string): Promise<void>;
}

/** Identities kept in memory: 50,000 of both ways take about 20 MB. */
export const identitiesCachedMax = 50_000;

/**
 * Kinds that are asked for by id, and therefore on file. Everything else (time entries, lines, periods …) gets its id by
 * minting alone: it never has links, and a row for each of a million time entries would buy nothing.
 */
const onFileKinds: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'CUSTOMER',
  'OPPORTUNITY',
  'CONTRACT',
  'PROJECT',
  'RESOURCE',
  'RATE_CARD',
  'INVOICE',
  'LEGAL_ENTITY',
]);

/** The crossref in a store. */
export function createCrossref(store: Store): Crossref {
  const { db } = store;
  const idCache = new LRUCache<string, string>({ max: identitiesCachedMax });
  const refCache = new LRUCache<string, VendorRef>({ max: identitiesCachedMax });

  async function identify(sightings: readonly Sighting[]): Promise<readonly string[]> {
    const unknown = sightings.filter(({ ref, links }) => {
      const cached = idCache.get(identityText(ref));
      const named = mintingRef(ref, links);
      const settled = cached !== undefined && (named === ref || cached === mintId(named));
      return onFileKinds.has(ref.kind) && !settled;
    });
    const found = await recordSightings(db, unknown);
    for (const [text, id] of found) idCache.set(text, id);
    return sightings.map(
      ({ ref }) =>
        (onFileKinds.has(ref.kind) ? (found.get(identityText(ref)) ?? idCache.get(identityText(ref))) : undefined) ??
        mintId(ref),
    );
  }

  async function idsOf(refs: readonly VendorRef[]): Promise<readonly string[]> {
    const unknown = refs.filter((ref) => onFileKinds.has(ref.kind) && !idCache.has(identityText(ref)));
    if (unknown.length > 0) {
      const known = await idsOnFile(db, unknown);
      // A record nobody sighted yet is known only by being named: it gets the id it would mint for itself.
      const named = unknown.filter((ref) => !known.has(identityText(ref)));
      const minted = await recordSightings(
        db,
        named.map((ref) => ({ ref, links: [] })),
        false,
      );
      for (const [text, id] of [...known, ...minted]) idCache.set(text, id);
    }
    return refs.map((ref) => idCache.get(identityText(ref)) ?? mintId(ref));
  }

  async function refsOf(ids: readonly string[], at: Place): Promise<readonly (readonly VendorRef[])[]> {
    const keyOf = (id: string): string => `${id}|${at.system}|${at.instance}|${at.kind}`;
    const unknown = [...new Set(ids)].filter((id) => isCanonicalId(id) && !refCache.has(keyOf(id)));
    for (const { id, vendorId } of await refsOnFile(db, unknown, at)) refCache.set(keyOf(id), { ...at, id: vendorId });
    return ids.map((id) => {
      const ref = refCache.get(keyOf(id));
      return ref === undefined ? [] : [ref];
    });
  }

  return {
    identify,
    idsOf,
    refsOf,
    known: (at, page) => knownIds(db, at, page),
    candidatesOf: (ids) => findCandidates(db, ids),
    saveMatchFacts: (facts) => saveMatchFacts(db, facts),
    cursor: async ({ system, instance, kind }) => {
      const { rows } = await sql<{ cursor: string }>`select cursor from feed_cursor
        where system = ${system} and instance = ${instance} and kind = ${kind}`.execute(db);
      return rows[0]?.cursor ?? null;
    },
    saveCursor: async ({ system, instance, kind }, cursor) => {
      await sql`insert into feed_cursor (system, instance, kind, cursor) values (${system}, ${instance}, ${kind}, ${cursor})
        on conflict (system, instance, kind) do update set cursor = excluded.cursor, saved_at = now()`.execute(db);
    },
  };
}

async function idsOnFile(db: Database, refs: readonly VendorRef[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ text: string; id: string }>`
    select concat_ws('|', system, instance, kind, vendor_id) as text, canonical_id as id
    from crossref_record
    where (system, instance, kind, vendor_id) in (
      select * from unnest(${refs.map((ref) => ref.system)}::text[], ${refs.map((ref) => ref.instance)}::text[], ${refs.map((ref) => ref.kind)}::text[], ${refs.map((ref) => ref.id)}::text[])
    )`.execute(db);
  return new Map(rows.map(({ text, id }) => [text, id]));
}

async function refsOnFile(
  db: Database,
  ids: readonly string[],
  at: Place,
): Promise<readonly { id: string; vendorId: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; vendorId: string }>`
    select asked.id, record.vendor_id as "vendorId"
    from unnest(${[...ids]}::uuid[]) as asked (id)
    left join crossref_alias alias on alias.alias_id = asked.id
    join crossref_record record on record.canonical_id = coalesce(alias.canonical_id, asked.id)
      and record.system = ${at.system} and record.instance = ${at.instance} and record.kind = ${at.kind}`.execute(db);
  return rows;
}

async function knownIds(
  db: Database,
  at: Place,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select canonical_id as id from crossref_record
    where system = ${at.system} and instance = ${at.instance} and kind = ${at.kind} and seen
      and (${after}::uuid is null or canonical_id > ${after}::uuid)
    order by canonical_id limit ${first}`.execute(db);
  return rows.map(({ id }) => id);
}

async function saveMatchFacts(db: Database, facts: readonly MatchFacts[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.flatMap(({ ref, keys }) => keys.map((key) => ({ ref, key })));
  await db.transaction().execute(async (transaction) => {
    await sql`delete from crossref_match_key where (system, instance, kind, vendor_id) in (
      select * from unnest(${facts.map(({ ref }) => ref.system)}::text[], ${facts.map(({ ref }) => ref.instance)}::text[], ${facts.map(({ ref }) => ref.kind)}::text[], ${facts.map(({ ref }) => ref.id)}::text[]))`.execute(
      transaction,
    );
    await sql`insert into crossref_match_key (kind, key, system, instance, vendor_id)
      select * from unnest(${rows.map(({ ref }) => ref.kind)}::text[], ${rows.map(({ key }) => key)}::text[], ${rows.map(({ ref }) => ref.system)}::text[], ${rows.map(({ ref }) => ref.instance)}::text[], ${rows.map(({ ref }) => ref.id)}::text[])
      on conflict do nothing`.execute(transaction);
  });
}
