// The one Postgres: the firm's own by DATABASE_URL, else the embedded one; its pool, its migrations, its end.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type EmbeddedCluster, openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** Connections of one process: enough for a request's look-ups side by side, few enough for ten processes on one server. */
export const connectionsMax = 8;
/** A query that waits longer for a connection than this reports so, instead of holding its request. */
const connectMs = 5_000;

/** Where the store is. Without `databaseUrl` it is the embedded one in `dataDir`. */
export type StoreOptions = { readonly databaseUrl: string } | { readonly dataDir: string };

/**
 * The database as every folder uses it: SQL by `sql` templates with their row types beside them. Bulk statements over
 * `unnest` are most of what we send, and a query builder spells those no better.
 */
export type Database = Kysely<Record<string, never>>;

/** The open store. */
export interface Store {
  readonly db: Database;
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the store and brings its tables up to date. Raises StoreError with a remedy. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const embedded: EmbeddedCluster | null = 'dataDir' in options ? await openEmbedded(options.dataDir) : null;
  const url = 'databaseUrl' in options ? options.databaseUrl : (embedded?.url ?? '');
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectMs,
    application_name: 'engagement-to-cash',
  });
  // A server that goes away ends idle connections; the next query opens new ones, so this is no reason to end.
  pool.on('error', () => undefined);
  const db: Database = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    // Kysely ends the pool only when it has used it, and migrations do not go through Kysely.
    await db.destroy();
    if (!pool.ended) await pool.end();
    await embedded?.release();
  };
  try {
    await migrate(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, url, close };
}
