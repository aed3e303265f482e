// Numbered migrations, each applied once and whole, by one process at a time.
import type pg from 'pg';
import type { Migration } from './migration.ts';
import { crossrefTables } from './migrations/0001-crossref.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [crossrefTables];

/** Any number, the same in every process: who holds this advisory lock migrates. */
const lockKey = 4_071_823;

/** Brings the schema up to date; processes that start together wait for the one that does it. */
export async function migrate(pool: pg.Pool, wanted: readonly Migration[] = migrations): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists migration (number int primary key, name text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ number: number }>('select number from migration');
    const applied = new Set(rows.map((row) => row.number));
    for (const { number, name, sql } of wanted) {
      if (applied.has(number)) continue;
      await client.query('begin');
      try {
        await client.query(sql);
        await client.query('insert into migration (number, name) values ($1, $2)', [number, name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${number} (${name}) failed and was rolled back`, { cause: error });
      }
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => undefined);
    client.release();
  }
}
