// The one Postgres: the firm's own by DATABASE_URL, else the embedded one; its pool, its migrations, its end.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../runtime/telemetry.ts';
import { openEmbedded } from './embedded.ts';
import { keepToFirm } from './firm.ts';
import { migrate } from './migrate.ts';
import { appRole } from './migrations/0009-app-role.ts';
import { preparing } from './prepared.ts';
import { reasonOf, StoreError } from './store-error.ts';

/** Connections of one process: enough for a request’s look-ups side by side, few enough for five processes on the embedded server. */
export const connectionsMax = 8;
/** A query that waits longer for a connection than this reports so, instead of holding its request. */
const connectMs = 5_000;
/** No query of a request has a reason to take longer; one that does must not hold a connection. */
const statementMsMax = 30_000;
/** A transaction that waits for our code this long belongs to a process that hangs. */
const idleInTransactionMsMax = 60_000;
/** The oldest major version of a firm's own Postgres that the migrations are written for. */
const majorMin = 15;

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Where the store is. */
export interface StoreOptions {
  /** The firm's own Postgres; wins over `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Directory of the embedded one; a relative path counts from the project's root. */
  readonly dataDir?: string | undefined;
  /** Works as the database's own user instead of the role of our processes: for tests and restores, which make and empty tables. */
  readonly asOwner?: boolean;
  /** Whose records are to be in it; another firm's store is refused. Without it nobody asks: for tools that work on whichever there is. */
  readonly firm?: string;
  readonly logger?: Logger | undefined;
}

/**
 * The database as every folder uses it: SQL by `sql` templates with their row types beside them. Bulk statements over
 * `unnest` are most of what we send, and a query builder spells those no better.
 */
export type Database = Kysely<Record<string, never>>;

/** The open store. */
export interface Store {
  readonly db: Database;
  /** For libraries that bring their own pool. Holds the password: never to be logged. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the store and brings its tables up to date. Raises StoreError with a remedy. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, release } = await whereabouts(options);
  let pool: pg.Pool | null = null;
  const close = async (): Promise<void> => {
    await pool?.end();
    await release();
  };
  try {
    const mayTakeRole = await prepare(url, options);
    pool = poolOf(mayTakeRole && options.asOwner !== true ? asRole(url, appRole) : url, connectionsMax, options.logger);
  } catch (error) {
    await close();
    throw error;
  }
  // Kysely ends only a pool it has used; ours is ended by us.
  const db: Database = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { db, url, close: once(close) };
}

/** What only the database's user may do; whether our connections may take on the role of our processes. */
async function prepare(url: string, { logger, firm, databaseUrl, dataDir }: StoreOptions): Promise<boolean> {
  const owner = poolOf(url, 1, logger);
  try {
    await checkServer(owner, url);
    await migrate(owner);
    const isOwn = databaseUrl !== undefined && databaseUrl !== '';
    if (firm !== undefined) await keepToFirm(owner, { firm, place: isOwn ? placeOf(url) : (dataDir ?? placeOf(url)) });
    const { rows } = await owner.query<{ may: boolean }>(
      `select exists (select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'member')
        and has_table_privilege(oid, 'run', 'insert')) as may`,
      [appRole],
    );
    const may = rows[0]?.may ?? false;
    const remedy = `The database's user could not make the role ${appRole} at the first start: triggers alone keep the audit`;
    if (!may) logger?.warn({ role: appRole }, remedy);
    return may;
  } finally {
    await owner.end();
  }
}

function poolOf(url: string, max: number, logger: Logger | undefined): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMsMax,
    idle_in_transaction_session_timeout: idleInTransactionMsMax,
    application_name: 'engagement-to-cash',
  });
  // A server that goes away ends idle connections; the next query opens new ones, so this is no reason to end.
  const lost = (error: Error): void => logger?.debug({ reason: error.message }, 'store connection lost');
  pool.on('error', lost);
  // The pool listens to idle connections alone; one that is lost between two statements of a transaction has nobody else, and an
  // error without a listener ends the process. The next statement fails and says so.
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/** The address with a role that every connection takes on as it is made, and comes back to on a reset. */
function asRole(url: string, role: string): string {
  const address = new URL(url);
  const options = [address.searchParams.get('options'), `-c role=${role}`].filter((option) => option !== null);
  address.searchParams.set('options', options.join(' '));
  return address.href;
}

async function whereabouts(options: StoreOptions): Promise<{ url: string; release: () => Promise<void> }> {
  const { databaseUrl, dataDir, logger } = options;
  if (databaseUrl !== undefined && databaseUrl !== '') return { url: databaseUrl, release: () => Promise.resolve() };
  if (process.env.NODE_ENV === 'production' && process.env.EMBEDDED_STORE !== 'allow') {
    throw new StoreError(
      'NOT_ALLOWED',
      'NODE_ENV is production and no DATABASE_URL is set: the embedded Postgres has no backup and no second machine. ' +
        'Set DATABASE_URL, or EMBEDDED_STORE=allow if one machine is enough',
    );
  }
  return openEmbedded({ directory: resolve(projectRoot, dataDir ?? '.data/postgres'), logger });
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  let version: string | undefined;
  try {
    version = (await pool.query<{ server_version: string }>('show server_version')).rows[0]?.server_version;
  } catch (error) {
    throw new StoreError('UNREACHABLE', `Cannot use the Postgres at ${placeOf(url)}: ${reasonOf(error)}`, error);
  }
  if (Number.parseInt(version ?? '0', 10) >= majorMin) return;
  throw new StoreError(
    'OTHER_MAJOR',
    `The Postgres at ${placeOf(url)} is ${version ?? 'of unknown version'}; it must be ${majorMin} or newer`,
  );
}

/** Host, port and database of an address, for messages: never its user or password. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'DATABASE_URL (not a postgres:// address)' : `${parsed.host}${parsed.pathname}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
