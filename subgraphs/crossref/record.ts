// Puts sightings on file: one transaction per batch, one batch at a time for each system, instance and kind.
import { sql } from 'kysely';
import { identityText, mintId, mintingRef, type VendorRef } from '../../schema/canon/identity.ts';
import type { Database } from '../store/store.ts';
import { decide, type Decision, type OnFile, type Sighting } from './decide.ts';

/** Identity texts of the sighted records with the canonical ids they have now. `seen` is false for a mere mention. */
export async function recordSightings(
  db: Database,
  sightings: readonly Sighting[],
  seen = true,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const groups = Map.groupBy(sightings, ({ ref }) => [ref.system, ref.instance, ref.kind].join('|'));
  for (const [place, group] of groups) {
    const decided = await db.transaction().execute(async (transaction) => {
      // Two processes that see the same records at once must not both decide who holds an id.
      await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(transaction);
      return recordGroup(transaction, unique(group), seen);
    });
    for (const [text, id] of decided) ids.set(text, id);
  }
  return ids;
}

async function recordGroup(
  transaction: Database,
  group: readonly Sighting[],
  seen: boolean,
): Promise<ReadonlyMap<string, string>> {
  const decisions = decide(group, await onFile(transaction, group));
  const decided = group.map((sighting, index) => ({ ...sighting, decision: decisions[index] as Decision }));
  const placed = decided.filter(({ decision }) => decision.kind !== 'KNOWN');
  await upsertRecords(
    transaction,
    placed.map(({ ref, decision }) => ({ ref, id: decision.id, seen })),
  );
  if (seen)
    await markSeen(
      transaction,
      decided.filter(({ decision }) => decision.kind === 'KNOWN').map(({ ref }) => ref),
    );
  await addAliases(
    transaction,
    placed.flatMap(({ decision }) =>
      decision.kind === 'LINKED' && decision.formerId !== null ? [[decision.formerId, decision.id] as const] : [],
    ),
  );
  await addClaims(
    transaction,
    placed.flatMap(({ ref, decision }) =>
      decision.kind === 'CLAIMED_TWICE' ? [{ kind: ref.kind, id: decision.claimedId, other: decision.id }] : [],
    ),
  );
  // The record of the system of record that a link names is on file too, so that its id can be asked there at once.
  const named = placed
    .map(({ ref, links }) => mintingRef(ref, links))
    .filter((ref, index) => identityText(ref) !== identityText(placed[index]?.ref ?? ref));
  await upsertRecords(
    transaction,
    named.map((ref) => ({ ref, id: mintId(ref), seen: false })),
    true,
  );
  return new Map(decided.map(({ ref, decision }) => [identityText(ref), decision.id]));
}

/** Within a batch the last word on a record counts, and the order of vendor ids decides, not the order of arrival. */
function unique(group: readonly Sighting[]): readonly Sighting[] {
  const last = new Map(group.map((sighting) => [sighting.ref.id, sighting]));
  return [...last.values()].sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1));
}

async function onFile(transaction: Database, group: readonly Sighting[]): Promise<OnFile> {
  const [first] = group;
  if (first === undefined) return { idOf: new Map(), holderOf: new Map() };
  const { system, instance, kind } = first.ref;
  const wanted = group.flatMap(({ ref, links }) => [mintId(mintingRef(ref, links)), mintId(ref)]);
  const { rows } = await sql<{ vendorId: string; id: string }>`
    select vendor_id as "vendorId", canonical_id as id from crossref_record
    where system = ${system} and instance = ${instance} and kind = ${kind}
      and (vendor_id = any(${group.map(({ ref }) => ref.id)}::text[]) or canonical_id = any(${wanted}::uuid[]))`.execute(
    transaction,
  );
  return {
    idOf: new Map(rows.map(({ vendorId, id }) => [identityText({ ...first.ref, id: vendorId }), id])),
    holderOf: new Map(rows.map(({ vendorId, id }) => [id, vendorId])),
  };
}

interface Row {
  readonly ref: VendorRef;
  readonly id: string;
  readonly seen: boolean;
}

async function upsertRecords(transaction: Database, rows: readonly Row[], onlyNew = false): Promise<void> {
  if (rows.length === 0) return;
  const values = sql`select * from unnest(${rows.map(({ ref }) => ref.system)}::text[], ${rows.map(({ ref }) => ref.instance)}::text[],
    ${rows.map(({ ref }) => ref.kind)}::text[], ${rows.map(({ ref }) => ref.id)}::text[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ seen }) => seen)}::boolean[])`;
  const conflict = onlyNew
    ? sql`on conflict do nothing`
    : sql`on conflict (system, instance, kind, vendor_id) do update set canonical_id = excluded.canonical_id, seen = crossref_record.seen or excluded.seen`;
  await sql`insert into crossref_record (system, instance, kind, vendor_id, canonical_id, seen) ${values} ${conflict}`.execute(
    transaction,
  );
}

async function markSeen(transaction: Database, refs: readonly VendorRef[]): Promise<void> {
  const [first] = refs;
  if (first === undefined) return;
  await sql`update crossref_record set seen = true
    where system = ${first.system} and instance = ${first.instance} and kind = ${first.kind} and not seen
      and vendor_id = any(${refs.map((ref) => ref.id)}::text[])`.execute(transaction);
}

async function addAliases(
  transaction: Database,
  pairs: readonly (readonly [alias: string, id: string])[],
): Promise<void> {
  if (pairs.length === 0) return;
  const [aliases, ids] = [pairs.map(([alias]) => alias), pairs.map(([, id]) => id)];
  // Whoever pointed at the former id points at the new one: an alias leads to its record in one step.
  await sql`update crossref_alias set canonical_id = moved.id from unnest(${aliases}::uuid[], ${ids}::uuid[]) as moved (former, id)
    where canonical_id = moved.former`.execute(transaction);
  await sql`insert into crossref_alias (alias_id, canonical_id) select * from unnest(${aliases}::uuid[], ${ids}::uuid[])
    on conflict (alias_id) do update set canonical_id = excluded.canonical_id`.execute(transaction);
  // An id that is in use again is no alias any more.
  await sql`delete from crossref_alias where alias_id = any(${ids}::uuid[])`.execute(transaction);
}

async function addClaims(
  transaction: Database,
  claims: readonly { kind: string; id: string; other: string }[],
): Promise<void> {
  if (claims.length === 0) return;
  await sql`insert into crossref_claim (kind, canonical_id, other_id)
    select * from unnest(${claims.map(({ kind }) => kind)}::text[], ${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ other }) => other)}::uuid[])
    on conflict do nothing`.execute(transaction);
}
