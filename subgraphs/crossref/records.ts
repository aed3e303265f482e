// Identities on file: looked up in bulk, changed by one transaction at a time for each kind of record.
import { sql } from 'kysely';
import { mintId, type RecordKind, systemOfRecord, type VendorRef } from '../../schema/canon/identity.ts';
import type { System } from '../../schema/canon/freshness.ts';
import type { Database } from '../store/store.ts';
import { forgetCandidates, noteLikelyMatches, saveConflicts, type Standing } from './candidates.ts';
import { columnsOf, type Writer } from './columns.ts';
import { matchedKinds } from './match.ts';
import { type Claim, decide, type Decisions, refusedId, type Row } from './decide.ts';

/** One instance of a system, and a kind of record in it. */
export interface Place {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
}

/**
 * Runs work that decides about one kind of record, one at a time over all processes. Without the lock two processes could
 * give one id away twice; and as both directions are unique, row locks alone would let them wait for each other for ever.
 */
export async function deciding<T>(
  db: Database,
  kind: RecordKind,
  work: (transaction: Writer) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('crossref'), hashtext(${kind}))`.execute(transaction);
    return work(transaction);
  });
}

interface RecordRow {
  readonly system: System;
  readonly instance: string;
  readonly kind: RecordKind;
  readonly vendor_id: string;
  readonly canonical_id: string;
  readonly seen: boolean;
}

function refOf({ system, instance, kind, vendor_id: id }: Omit<RecordRow, 'canonical_id' | 'seen'>): VendorRef {
  return { system, instance, kind, id };
}

function rowOf(record: RecordRow): Row {
  return { ref: refOf(record), id: record.canonical_id, seen: record.seen };
}

/** The rows of some references; those that are not on file are left out. */
export async function rowsOf(db: Database, refs: readonly VendorRef[]): Promise<readonly Row[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<RecordRow>`
    select record.system, record.instance, record.kind, record.vendor_id, record.canonical_id, record.seen
    from unnest(${columnsOf(refs)}) as asked (system, instance, kind, vendor_id)
    join crossref_record record using (system, instance, kind, vendor_id)`.execute(db);
  return rows.map(rowOf);
}

/** Decides claims about one kind of record and puts the outcome on file. */
export async function recordClaims(db: Database, kind: RecordKind, claims: readonly Claim[]): Promise<Decisions> {
  return deciding(db, kind, async (transaction) => {
    const decisions = decide(await rowsTouchedBy(transaction, claims), claims);
    const { inserted, moved, newlySeen, conflicts } = decisions;
    await moveRecords(transaction, moved);
    await insertRecords(transaction, inserted);
    await markSeen(transaction, newlySeen);
    await saveAliases(transaction, inserted, moved);
    await forgetCandidates(transaction, {
      // Whatever was noted of an id that a record has left, or now goes by, is not about that record any more.
      all: moved.map(({ after }) => mintId(after.ref)),
      dangling: newlySeen.map(({ id }) => id),
      claims: standing(claims, decisions),
    });
    await saveConflicts(transaction, kind, conflicts);
    // A record takes what it is matched by along.
    const concerned = moved.flatMap(({ before, after }) => [before.id, after.id]);
    if (matchedKinds.has(kind) && concerned.length > 0) await noteLikelyMatches(transaction, kind, concerned);
    return decisions;
  });
}

/** What the change query told of unlinked records: their own ids, and the one claim that still stands, if any. */
function standing(claims: readonly Claim[], { known }: Decisions): readonly Standing[] {
  return claims.flatMap(({ ref, telling }, index) => {
    const now = known[index];
    // A record of the system of record claims nothing; what others claim of it is not withdrawn by its telling.
    const claims = telling === 'TOLD' && now?.linked === false && ref.system !== systemOfRecord[ref.kind];
    return claims ? [{ ownId: mintId(ref), claimedId: refusedId(now) }] : [];
  });
}

async function rowsTouchedBy(transaction: Writer, claims: readonly Claim[]): Promise<readonly Row[]> {
  const targets = claims.flatMap(({ target }) => (target === null ? [] : [target]));
  const refs = [...claims.map(({ ref }) => ref), ...targets];
  const { rows } = await sql<RecordRow>`
    select record.system, record.instance, record.kind, record.vendor_id, record.canonical_id, record.seen
    from unnest(${columnsOf(refs)}) as asked (system, instance, kind, vendor_id)
    join crossref_record record using (system, instance, kind, vendor_id)
    union
    select system, instance, kind, vendor_id, canonical_id, seen from crossref_record
    where canonical_id = any(${[...new Set(targets.map(mintId))]}::uuid[])`.execute(transaction);
  return rows.map(rowOf);
}

async function insertRecords(transaction: Writer, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into crossref_record (system, instance, kind, vendor_id, canonical_id, seen)
    select * from unnest(${columnsOf(rows.map(({ ref }) => ref))}, ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ seen }) => seen)}::boolean[])`.execute(
    transaction,
  );
}

async function moveRecords(transaction: Writer, moved: Decisions['moved']): Promise<void> {
  // Those that leave an id first: uniqueness is checked row by row, and another record may be about to take it.
  const leaving = moved.filter(({ before }) => before.id !== mintId(before.ref)).map(({ before }) => before.ref);
  const taking = moved.map(({ after }) => after).filter(({ ref, id }) => id !== mintId(ref));
  await setIds(
    transaction,
    leaving.map((ref) => ({ ref, id: mintId(ref) })),
  );
  await setIds(transaction, taking);
}

async function setIds(
  transaction: Writer,
  rows: readonly { readonly ref: VendorRef; readonly id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update crossref_record record set canonical_id = wanted.canonical_id
    from unnest(${columnsOf(rows.map(({ ref }) => ref))}, ${rows.map(({ id }) => id)}::uuid[])
      as wanted (system, instance, kind, vendor_id, canonical_id)
    where (record.system, record.instance, record.kind, record.vendor_id) = (wanted.system, wanted.instance, wanted.kind, wanted.vendor_id)`.execute(
    transaction,
  );
}

async function markSeen(transaction: Writer, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update crossref_record record set seen = true
    from unnest(${columnsOf(rows.map(({ ref }) => ref))}) as read (system, instance, kind, vendor_id)
    where (record.system, record.instance, record.kind, record.vendor_id) = (read.system, read.instance, read.kind, read.vendor_id)`.execute(
    transaction,
  );
}

/** The id a linked record would mint for itself leads to the one it has; that of a record let go leads nowhere. */
async function saveAliases(transaction: Writer, inserted: readonly Row[], moved: Decisions['moved']): Promise<void> {
  const after = moved.map((each) => each.after);
  const linked = [...inserted, ...after].filter(({ ref, id }) => id !== mintId(ref));
  if (linked.length > 0) {
    await sql`insert into crossref_alias (alias_id, canonical_id)
      select * from unnest(${linked.map(({ ref }) => mintId(ref))}::uuid[], ${linked.map(({ id }) => id)}::uuid[])
      on conflict (alias_id) do update set canonical_id = excluded.canonical_id`.execute(transaction);
  }
  const free = after.filter(({ ref, id }) => id === mintId(ref)).map(({ id }) => id);
  if (free.length > 0) await sql`delete from crossref_alias where alias_id = any(${free}::uuid[])`.execute(transaction);
}

/** The id of a record that is part of another one now leads there, and so does what led to it: one step, never a chain. */
export async function supersedeRecord(db: Database, loser: VendorRef, winner: VendorRef): Promise<void> {
  await deciding(db, loser.kind, async (transaction) => {
    const [from, to] = [mintId(loser), mintId(winner)];
    await sql`update crossref_alias set canonical_id = ${to}::uuid where canonical_id = ${from}::uuid`.execute(
      transaction,
    );
    await sql`insert into crossref_alias (alias_id, canonical_id) values (${from}::uuid, ${to}::uuid)
      on conflict (alias_id) do update set canonical_id = excluded.canonical_id`.execute(transaction);
    await forgetCandidates(transaction, { all: [from], dangling: [], claims: [] });
  });
}

/** Puts references on file under the ids they mint, in order, so that two processes never wait for each other. */
export async function writeOnce(db: Database, refs: readonly VendorRef[]): Promise<void> {
  if (refs.length === 0) return;
  await sql`insert into crossref_record (system, instance, kind, vendor_id, canonical_id, seen)
    select *, true from unnest(${columnsOf(refs)}, ${refs.map(mintId)}::uuid[]) order by 1, 2, 3, 4
    on conflict do nothing`.execute(db);
}

/** Vendor ids behind canonical ids at one place, aliases followed. */
export async function vendorIdsAt(
  db: Database,
  ids: readonly string[],
  at: Place,
): Promise<readonly { readonly id: string; readonly vendorId: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; vendorId: string }>`
    select asked.id, record.vendor_id as "vendorId"
    from unnest(${[...ids]}::uuid[]) as asked (id)
    left join crossref_alias alias on alias.alias_id = asked.id
    join crossref_record record on record.canonical_id = coalesce(alias.canonical_id, asked.id)
      and record.system = ${at.system} and record.instance = ${at.instance} and record.kind = ${at.kind}`.execute(db);
  return rows;
}

/** Every record that was read behind canonical ids, aliases followed. One that was only named may not exist. */
export async function seenRefsOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, VendorRef[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<RecordRow & { asked: string }>`
    select asked.id as asked, record.system, record.instance, record.kind, record.vendor_id
    from unnest(${[...ids]}::uuid[]) as asked (id)
    left join crossref_alias alias on alias.alias_id = asked.id
    join crossref_record record on record.canonical_id = coalesce(alias.canonical_id, asked.id) and record.seen
    order by 2, 3, 4, 5`.execute(db);
  const refs = Map.groupBy(rows, ({ asked }) => asked);
  return new Map([...refs].map(([id, found]) => [id, found.map(refOf)]));
}

/** Ids of the records that a place has told of, in order of id, past one of them. */
export async function seenIdsAt(
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
