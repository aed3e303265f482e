// The ERP's journal entries of posted cost by their own ids, and what was seen of each last.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** An entry by the ERP's own id. */
export interface CostEntryRef {
  readonly instance: string;
  readonly id: string;
}

/** An entry as it is kept. */
export interface KeptCostEntry extends CostEntryRef {
  readonly postingId: string;
  readonly part: string;
  /** Digest of what was seen last; null: nobody has seen it otherwise than it was posted. */
  readonly seen: string | null;
  /** How often it was another one than before. */
  readonly looks: number;
}

/** Puts a posting's entries on record, to be watched from now on. */
export async function keepCostEntries(
  db: Database,
  postingId: string,
  entries: readonly (CostEntryRef & { readonly part: string })[],
): Promise<void> {
  for (const { instance, id, part } of entries)
    await sql`insert into cost_entry (instance, entry, posting_id, part) values (${instance}, ${id}, ${postingId}, ${part})
      on conflict do nothing`.execute(db);
}

/** In the order of the references; null for entries that are nobody's. */
export async function costEntriesOf(
  db: Database,
  refs: readonly CostEntryRef[],
): Promise<readonly (KeptCostEntry | null)[]> {
  const { rows } = await sql<KeptCostEntry>`
    select instance, entry as id, posting_id as "postingId", part, seen, looks from cost_entry
    where entry = any(${refs.map(({ id }) => id)}::text[])`.execute(db);
  return refs.map(({ instance, id }) => rows.find((row) => row.instance === instance && row.id === id) ?? null);
}

/** Writes what was seen of an entry; null says that it is as it was posted. */
export async function saveSeenEntry(db: Database, { instance, id }: CostEntryRef, seen: string | null): Promise<void> {
  await sql`update cost_entry set seen = ${seen}, looked_at = now(),
      looks = looks + case when seen is not distinct from ${seen} then 0 else 1 end
    where instance = ${instance} and entry = ${id}`.execute(db);
}
