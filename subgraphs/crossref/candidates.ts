// Likely matches on file: records that agree on a key but not on their id, and records that claim the same id.
import { sql } from 'kysely';
import { isCanonicalId } from '../../schema/canon/identity.ts';
import type { Database } from '../store/store.ts';
import { matchedOn, score } from './match.ts';

/** A record that may be the same as another; `matchedOn` says what agreed or which claim conflicted. */
export interface Candidate {
  readonly otherId: string;
  readonly score: string;
  readonly matchedOn: readonly string[];
}

/** Most candidates told of one record: more than a person would look through. */
export const candidatesMax = 20;

/** Candidates of each id, most likely first; same order as the ids. */
export async function findCandidates(db: Database, ids: readonly string[]): Promise<readonly (readonly Candidate[])[]> {
  const asked = [...new Set(ids)].filter(isCanonicalId);
  if (asked.length === 0) return ids.map(() => []);
  const [agreements, claims] = await Promise.all([agreementsOf(db, asked), claimsOf(db, asked)]);
  return ids.map((id) => {
    const others = Map.groupBy(
      agreements.filter((row) => row.id === id),
      (row) => row.other,
    );
    const matches = [...others].map(([otherId, rows]): Candidate => {
      const keys = rows.map((row) => row.key);
      return { otherId, score: score(keys), matchedOn: matchedOn(keys) };
    });
    const claimed = claims
      .filter((row) => row.id === id)
      .map((row): Candidate => ({ otherId: row.other, score: '0.99', matchedOn: ['CLAIMED_TWICE'] }));
    const merged = [
      ...claimed,
      ...matches.filter((match) => !claimed.some((claim) => claim.otherId === match.otherId)),
    ];
    return merged
      .sort((a, b) => (a.score === b.score ? (a.otherId < b.otherId ? -1 : 1) : a.score > b.score ? -1 : 1))
      .slice(0, candidatesMax);
  });
}

async function agreementsOf(
  db: Database,
  ids: readonly string[],
): Promise<readonly { id: string; other: string; key: string }[]> {
  const { rows } = await sql<{ id: string; other: string; key: string }>`
    select distinct mine.canonical_id as id, theirs.canonical_id as other, my_key.key
    from crossref_record mine
    join crossref_match_key my_key using (system, instance, kind, vendor_id)
    join crossref_match_key their_key on their_key.kind = my_key.kind and their_key.key = my_key.key
    join crossref_record theirs on theirs.system = their_key.system and theirs.instance = their_key.instance
      and theirs.kind = their_key.kind and theirs.vendor_id = their_key.vendor_id
    where mine.canonical_id = any(${[...ids]}::uuid[]) and theirs.canonical_id <> mine.canonical_id`.execute(db);
  return rows;
}

async function claimsOf(db: Database, ids: readonly string[]): Promise<readonly { id: string; other: string }[]> {
  const { rows } = await sql<{ id: string; other: string }>`
    select canonical_id as id, other_id as other from crossref_claim where canonical_id = any(${[...ids]}::uuid[])
    union select other_id, canonical_id from crossref_claim where other_id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
