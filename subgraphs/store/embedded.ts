// The Postgres that comes with the project: made once, started or adopted, stopped by whoever leaves last.
import { type ChildProcess, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries, StoreError } from './binaries.ts';
import { withLock } from './lock.ts';
import { isAlive, workingIn } from './processes.ts';
import { handOver, type Launch, unprivileged } from './unprivileged.ts';

/** Our user and database in the cluster. */
const account = 'engagement';
/** A cluster that recovers from a crash may take some seconds; one that never answers is broken. */
const startMsMax = 20_000;
const pollMs = 20;
/** How long connections of ours that were closed may still be seen by the server. */
const leaveMsMax = 500;
/** Small on purpose: a demo laptop runs all of it. `fsync` stays on, this store must not lose a committed row. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  logging_collector: 'off',
  log_min_messages: 'fatal',
} as const;

/** A running cluster. */
export interface EmbeddedCluster {
  readonly url: string;
  /** Stops the server when nobody else uses it any more. */
  release(): Promise<void>;
}

/** Paths of one cluster: its data, and beside it what must survive a new data directory. */
interface Places {
  readonly data: string;
  readonly lock: string;
  readonly secret: string;
  readonly log: string;
}

/**
 * Makes (once), adopts or starts the cluster in a directory. Raises StoreError with a remedy when it cannot be made,
 * belongs to another major version, or does not start.
 */
export async function openEmbedded(directory: string): Promise<EmbeddedCluster> {
  const binaries = findBinaries();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const home = realpathSync(directory);
  const places: Places = {
    data: join(home, 'data'),
    lock: join(home, 'lock'),
    secret: join(home, 'secret'),
    log: join(home, 'postgres.log'),
  };
  const url = await withLock(places.lock, async () => {
    const launch = unprivileged();
    makeCluster(places, binaries, launch);
    return (await adopt(places)) ?? (await start(places, binaries, launch));
  });
  return { url, release: () => release(places, url) };
}

function makeCluster(places: Places, { initdb }: Binaries, launch: Launch): void {
  if (existsSync(join(places.data, 'PG_VERSION'))) {
    const version = readFileSync(join(places.data, 'PG_VERSION'), 'utf8').trim();
    if (version !== '18')
      throw new StoreError(
        `${places.data} was made by Postgres ${version}, this is Postgres 18; restore a backup into a new directory`,
      );
    return;
  }
  // A directory without PG_VERSION is what a first start leaves that was killed half way.
  rmSync(places.data, { recursive: true, force: true });
  if (!existsSync(places.secret)) writeFileSync(places.secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
  mkdirSync(places.data, { mode: 0o700 });
  handOver(places.data, launch);
  handOver(places.secret, launch);
  const made = run(launch, initdb, [
    '-D',
    places.data,
    '-U',
    account,
    '--auth=scram-sha-256',
    `--pwfile=${places.secret}`,
    '--encoding=UTF8',
    '--no-locale',
    '--no-instructions',
  ]);
  if (made.status !== 0) {
    rmSync(places.data, { recursive: true, force: true });
    const reason = made.stderr.trim().split('\n').at(-1) ?? made.error?.message ?? 'no reason given';
    throw new StoreError(
      `Cannot make a database in ${places.data}: ${reason}. Check free space and permissions, or set DATABASE_URL`,
    );
  }
}

/** The server that outlived its last user, for instance after kill -9; null when there is none. */
async function adopt(places: Places): Promise<string | null> {
  const running = readPostmaster(places);
  if (running === null) return null;
  if (isAlive(running.pid) && workingIn(places.data).includes(running.pid)) {
    const url = urlOf(places, running.port);
    await answers(url, () => isAlive(running.pid));
    return url;
  }
  // The file of a dead server blocks the next one; it may go only when no backend of it works on the data any more.
  const untilMs = Date.now() + startMsMax;
  while (workingIn(places.data).length > 0) {
    if (Date.now() > untilMs)
      throw new StoreError(`Processes ${workingIn(places.data).join(', ')} still use ${places.data}; end them`);
    await pause(pollMs);
  }
  rmSync(join(places.data, 'postmaster.pid'), { force: true });
  return null;
}

async function start(places: Places, { postgres }: Binaries, launch: Launch): Promise<string> {
  const port = await freePort();
  const log = openSync(places.log, 'a', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program = '', ...args] = [...launch.prefix, postgres, '-D', places.data, '-p', String(port), ...options];
  // Detached and with its output in a file: it must live on when we are killed, so that a commit in flight is not lost.
  const server: ChildProcess = spawn(program, args, {
    cwd: places.data,
    detached: true,
    stdio: ['ignore', log, log],
    ...(launch.owner ?? {}),
  });
  closeSync(log);
  server.unref();
  const state = { ended: false };
  server.once('exit', () => (state.ended = true));
  server.once('error', () => (state.ended = true));
  const url = urlOf(places, port);
  await answers(url, () => !state.ended);
  return url;
}

/** Waits until the server answers queries. Raises StoreError when it ends or stays silent. */
async function answers(url: string, lives: () => boolean): Promise<void> {
  const untilMs = Date.now() + startMsMax;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!lives())
        throw new StoreError(
          `The embedded Postgres ended while starting (${reason}); its log is postgres.log in the store's directory`,
        );
      if (Date.now() > untilMs)
        throw new StoreError(
          `The embedded Postgres does not answer (${reason}); its log is postgres.log in the store's directory`,
        );
      await pause(pollMs);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function release(places: Places, url: string): Promise<void> {
  await withLock(places.lock, async () => {
    const running = readPostmaster(places);
    if (running === null || !isAlive(running.pid)) return;
    // Our own connections are closed, yet the server takes a moment to notice; after that only others' are left.
    const leaveMs = Date.now() + leaveMsMax;
    while (await othersUse(url)) {
      if (Date.now() > leaveMs) return;
      await pause(pollMs);
    }
    process.kill(running.pid, 'SIGINT');
    const untilMs = Date.now() + startMsMax;
    while (isAlive(running.pid) && Date.now() < untilMs) await pause(pollMs);
  });
}

async function othersUse(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ others: string }>(
      "select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return Number(rows[0]?.others ?? '0') > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a running server wrote about itself: line 1 its process, line 4 its port. */
function readPostmaster(places: Places): { readonly pid: number; readonly port: number } | null {
  try {
    const lines = readFileSync(join(places.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return null;
  }
}

function urlOf(places: Places, port: number): string {
  chmodSync(places.secret, 0o600);
  return `postgres://${account}:${readFileSync(places.secret, 'utf8')}@127.0.0.1:${port}/postgres`;
}

function run(launch: Launch, program: string, args: readonly string[]): SpawnSyncReturns<string> {
  const [first = '', ...rest] = [...launch.prefix, program, ...args];
  return spawnSync(first, rest, { encoding: 'utf8', ...(launch.owner ?? {}) });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
