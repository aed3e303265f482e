// How far each place's change query has been read.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { Place } from './records.ts';

/** How far a place was read; `complete` once everything it had was read, however long ago. */
export interface Progress {
  readonly cursor: string;
  readonly complete: boolean;
}

/** The progress of a place; null when it was never read. */
export async function readProgress(db: Database, { system, instance, kind }: Place): Promise<Progress | null> {
  const { rows } = await sql<Progress>`select cursor, complete_at is not null as complete from feed_cursor
    where system = ${system} and instance = ${instance} and kind = ${kind}`.execute(db);
  return rows[0] ?? null;
}

/** Keeps where the next reading begins. */
export async function writeCursor(db: Database, { system, instance, kind }: Place, cursor: string): Promise<void> {
  await sql`insert into feed_cursor (system, instance, kind, cursor) values (${system}, ${instance}, ${kind}, ${cursor})
    on conflict (system, instance, kind) do update set cursor = excluded.cursor, saved_at = now()`.execute(db);
}

/** Notes that everything the place had was read. */
export async function markComplete(db: Database, { system, instance, kind }: Place): Promise<void> {
  await sql`update feed_cursor set complete_at = now()
    where system = ${system} and instance = ${instance} and kind = ${kind}`.execute(db);
}
