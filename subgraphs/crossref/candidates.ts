// What a person should look at: records that are likely one, records that claim one id, references to nothing. On file,
// with the day each was first noted; nothing here ever merges anything.
import { sql } from 'kysely';
import type { System } from '../../schema/canon/freshness.ts';
import { isCanonicalId, type RecordKind, systemOfRecord, type VendorRef } from '../../schema/canon/identity.ts';
import type { Database } from '../store/store.ts';
import { columnsOf, type Writer } from './columns.ts';
import type { Conflict } from './decide.ts';
import { likelyMatches, type Matchable } from './match.ts';

/** Why two ids stand beside each other. The words are those of `DuplicateCandidate.matchedOn`, LIKELY_MATCH excepted. */
export type CandidateReason = 'LIKELY_MATCH' | 'CLAIMED_TWICE' | 'DANGLING_REFERENCE';

/**
 * An id that may mean the same as the one asked for. CLAIMED_TWICE: both claim one record of the system of record.
 * DANGLING_REFERENCE: the other names a record that its system does not have. `score` is decimal text from 0 to 1.
 */
export interface Candidate {
  readonly kind: RecordKind;
  readonly otherId: string;
  readonly reason: CandidateReason;
  readonly score: string;
  /** What agreed (NAME, DOMAIN, TAX_ID), or the conflict. */
  readonly matchedOn: readonly string[];
  /** RFC 3339 UTC instant. */
  readonly firstSeenAt: string;
}

/** A row of the table, as seen from `id`. */
type CandidateRow = Omit<Candidate, 'firstSeenAt'> & { readonly id: string; readonly firstSeenAt: Date };

/** Most candidates told of one record: more than a person would look through. */
export const candidatesMax = 20;
/** A conflict is about a reference somebody entered: nearly certain, and still for a person to decide. */
const conflictScore = '0.99';

/** Candidates of each id, aliases followed, most likely first; same order as the ids. */
export async function findCandidates(db: Database, ids: readonly string[]): Promise<readonly (readonly Candidate[])[]> {
  const asked = [...new Set(ids)].filter(isCanonicalId);
  if (asked.length === 0) return ids.map(() => []);
  const { rows } = await sql<CandidateRow>`
    with asked as (
      select asked.id, coalesce(alias.canonical_id, asked.id) as canonical_id
      from unnest(${asked}::uuid[]) as asked (id) left join crossref_alias alias on alias.alias_id = asked.id
    )
    select asked.id, kind, other as "otherId", reason, score::text, matched_on as "matchedOn", first_seen_at as "firstSeenAt"
    from asked join (
      select first_id as one, second_id as other, kind, reason, score, matched_on, first_seen_at from crossref_candidate
      union all
      select second_id, first_id, kind, reason, score, matched_on, first_seen_at from crossref_candidate
    ) pair on pair.one = asked.canonical_id`.execute(db);
  const found = Map.groupBy(rows, ({ id }) => id);
  return ids.map((id) =>
    strongest((found.get(id) ?? []).map(candidateOf))
      .toSorted(likeliest)
      .slice(0, candidatesMax),
  );
}

function candidateOf(row: CandidateRow): Candidate {
  const { kind, otherId, reason, score, matchedOn, firstSeenAt } = row;
  return { kind, otherId, reason, score, matchedOn, firstSeenAt: firstSeenAt.toISOString() };
}

function likeliest(one: Candidate, other: Candidate): number {
  return Number(other.score) - Number(one.score) || (one.otherId < other.otherId ? -1 : 1);
}

/** One entry for each other id, the strongest reason: a conflict of references says more than names that agree. */
function strongest(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...Map.groupBy(candidates, ({ otherId }) => otherId).values()].flatMap((reasons) => {
    const [best] = reasons.toSorted((one, other) => rank[one.reason] - rank[other.reason]);
    return best === undefined ? [] : [best];
  });
}

const rank: Readonly<Record<CandidateReason, number>> = { CLAIMED_TWICE: 0, DANGLING_REFERENCE: 1, LIKELY_MATCH: 2 };

/** Notes records that claim an id which another one holds. */
export async function saveConflicts(
  transaction: Writer,
  kind: RecordKind,
  conflicts: readonly Conflict[],
): Promise<void> {
  const pairs = conflicts.map(({ ownId, claimedId }) => [ownId, claimedId] as const);
  await savePairs(transaction, kind, 'CLAIMED_TWICE', pairs);
}

async function savePairs(
  transaction: Writer,
  kind: RecordKind,
  reason: Exclude<CandidateReason, 'LIKELY_MATCH'>,
  pairs: readonly (readonly [string, string])[],
): Promise<void> {
  if (pairs.length === 0) return;
  await sql`insert into crossref_candidate (kind, first_id, second_id, reason, matched_on, score)
    select ${kind}, least(one, other), greatest(one, other), ${reason}, array[${reason}], ${conflictScore}
    from unnest(${pairs.map(([one]) => one)}::uuid[], ${pairs.map(([, other]) => other)}::uuid[]) as pair (one, other)
    on conflict do nothing`.execute(transaction);
}

/** A record's own id, and the id it claims and was refused, if it claims one. */
export interface Standing {
  readonly ownId: string;
  readonly claimedId: string | null;
}

/** What is settled. */
interface Settled {
  /** Ids whose every pair is void. */
  readonly all: readonly string[];
  /** Ids that references name and that turned out to exist. */
  readonly dangling: readonly string[];
  /** Records that claim nothing but what is said here. */
  readonly claims: readonly Standing[];
}

/** Removes what is settled. */
export async function forgetCandidates(transaction: Writer, { all, dangling, claims }: Settled): Promise<void> {
  if (all.length + dangling.length > 0) {
    await sql`delete from crossref_candidate where first_id = any(${[...all]}::uuid[]) or second_id = any(${[...all]}::uuid[])
      or (reason = 'DANGLING_REFERENCE' and (first_id = any(${[...dangling]}::uuid[]) or second_id = any(${[...dangling]}::uuid[])))`.execute(
      transaction,
    );
  }
  if (claims.length === 0) return;
  await sql`delete from crossref_candidate pair
    using unnest(${claims.map(({ ownId }) => ownId)}::uuid[], ${claims.map(({ claimedId }) => claimedId)}::uuid[]) as standing (own_id, claimed_id)
    where reason = 'CLAIMED_TWICE' and standing.own_id in (first_id, second_id)
      and (standing.claimed_id is null or standing.claimed_id not in (first_id, second_id))`.execute(transaction);
}

/**
 * Notes references to records that their system never told of, although everything it had was read. The pair is the id
 * the naming record would have had by itself, and the one it has by its reference.
 */
export async function noteDangling(transaction: Writer, kind: RecordKind): Promise<void> {
  const { rows } = await sql<{ one: string; other: string }>`
    select alias.alias_id as one, named.canonical_id as other
    from crossref_record named
    join crossref_alias alias on alias.canonical_id = named.canonical_id
    join feed_cursor feed on feed.system = named.system and feed.instance = named.instance and feed.kind = named.kind
    where named.kind = ${kind} and named.system = ${systemOfRecord[kind]} and not named.seen
      and feed.complete_at is not null`.execute(transaction);
  await savePairs(
    transaction,
    kind,
    'DANGLING_REFERENCE',
    rows.map(({ one, other }) => [one, other] as const),
  );
}

/** What a record is matched by. */
export interface Clues {
  readonly ref: VendorRef;
  readonly keys: readonly string[];
}

/** Keeps what records are matched by, replacing what was kept of them. */
export async function saveClues(transaction: Writer, clues: readonly Clues[]): Promise<void> {
  const refs = clues.map(({ ref }) => ref);
  await sql`delete from crossref_match_key stored
    using unnest(${columnsOf(refs)})
      as told (system, instance, kind, vendor_id)
    where (stored.system, stored.instance, stored.kind, stored.vendor_id) = (told.system, told.instance, told.kind, told.vendor_id)`.execute(
    transaction,
  );
  const rows = clues.flatMap(({ ref, keys }) => keys.map((key) => ({ ref, key })));
  if (rows.length === 0) return;
  await sql`insert into crossref_match_key (system, instance, kind, vendor_id, key)
    select * from unnest(${columnsOf(rows.map(({ ref }) => ref))}, ${rows.map(({ key }) => key)}::text[])
    on conflict do nothing`.execute(transaction);
}

/** Records of a place that share a key with those asked for, each with what it shares. */
export async function cluesSharing(
  db: Database,
  { system, instance, kind }: { readonly system: System; readonly instance: string; readonly kind: RecordKind },
  keys: readonly string[],
): Promise<readonly Clues[]> {
  const { rows } = await sql<{ id: string; keys: string[] }>`
    select vendor_id as id, array_agg(key order by key) as keys from crossref_match_key
    where system = ${system} and instance = ${instance} and kind = ${kind} and key = any(${[...keys]}::text[])
    group by vendor_id order by vendor_id`.execute(db);
  return rows.map(({ id, keys: shared }) => ({ ref: { system, instance, kind, id }, keys: shared }));
}

/** Weighs some ids against everything they share a key with, and replaces what was noted of them. */
export async function noteLikelyMatches(transaction: Writer, kind: RecordKind, ids: readonly string[]): Promise<void> {
  const matches = likelyMatches(new Set(ids), await sharing(transaction, kind, ids));
  const [first, second] = [matches.map(({ firstId }) => firstId), matches.map(({ secondId }) => secondId)];
  // What still matches stays, with the day it was first noted.
  await sql`delete from crossref_candidate where reason = 'LIKELY_MATCH'
    and (first_id = any(${[...ids]}::uuid[]) or second_id = any(${[...ids]}::uuid[]))
    and (first_id, second_id) not in (select * from unnest(${first}::uuid[], ${second}::uuid[]))`.execute(transaction);
  if (matches.length === 0) return;
  await sql`insert into crossref_candidate (kind, first_id, second_id, reason, matched_on, score)
    select ${kind}, one, other, 'LIKELY_MATCH', string_to_array(agreed, ','), score
    from unnest(${first}::uuid[], ${second}::uuid[], ${matches.map(({ matchedOn }) => matchedOn.join(','))}::text[],
      ${matches.map(({ score }) => score)}::numeric[]) as match (one, other, agreed, score)
    on conflict (first_id, second_id, reason) do update set matched_on = excluded.matched_on, score = excluded.score`.execute(
    transaction,
  );
}

/** Some ids and all that share a key with them, with the keys they share. */
async function sharing(transaction: Writer, kind: RecordKind, ids: readonly string[]): Promise<readonly Matchable[]> {
  const { rows } = await sql<Matchable>`
    with sought as (
      select distinct stored.key from crossref_record record
      join crossref_match_key stored using (system, instance, kind, vendor_id)
      where record.kind = ${kind} and record.canonical_id = any(${[...ids]}::uuid[])
    )
    select record.canonical_id as id, array_agg(distinct stored.key) as keys
    from sought join crossref_match_key stored on stored.kind = ${kind} and stored.key = sought.key
    join crossref_record record using (system, instance, kind, vendor_id)
    group by record.canonical_id`.execute(transaction);
  return rows;
}
