// The server process of an embedded cluster: found running, started, watched until it answers, stopped.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { account, asStoreError, checkSpace, lastWords, type Places, readSecret } from './cluster.ts';
import { isAlive, workingIn } from './processes.ts';
import { codeOf, StoreError } from './store-error.ts';
import { commandOf, type Launch } from './unprivileged.ts';

/** A server that replays its log after a crash answers late; one that is silent for longer is stuck. */
export const answerMsMax = 60_000;
/** Orphaned backends of a killed server notice within a second or two. */
const orphansMsMax = 15_000;
/** A fast stop writes a checkpoint; after this the server is told to drop everything and recover at its next start. */
const stopMsMax = 20_000;
/** Between looking for a free port and taking it somebody else may be faster; three times in a row is no accident. */
const portsTriedMax = 3;
const pollMs = 20;
/** The log is kept over one restart and begun anew when it has grown beyond this. */
const logBytesMax = 4 * 1024 * 1024;
/** Connections that say "this process uses the server" carry this name; see `othersPresent`. */
const presenceName = 'engagement-to-cash presence';

/** Small on purpose: a demo laptop runs all of it. `fsync` stays on: this store must not lose a committed row. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  ssl: 'off',
  // Five processes take thirteen each at most; a killed one's are still there while its successor starts.
  max_connections: '80',
  // A backend that waits for a lock would not notice that its process was killed, and keep its place until it got the lock.
  client_connection_check_interval: '1s',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  // Helper processes that a store of this size does not need; each costs memory.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  jit: 'off',
  // Tables grow faster than their statistics while a month is billed, and a plan of several processes for fifty rows costs their start.
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What happens to the server, not what happens to queries: those failures reach their callers.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

/** A server that answers. `presence` is our open connection to it: it ends when the server does. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly presence: pg.Client;
}

/** The running server of a cluster, else a new one. Raises StoreError. Call it only while holding the cluster's lock. */
export async function runServer(places: Places, binaries: Binaries, launch: Launch): Promise<Server> {
  try {
    const server = (await adoptServer(places)) ?? (await startServer(places, binaries, launch));
    record(places, server);
    return server;
  } catch (error) {
    throw asStoreError(error, places.home);
  }
}

/** The server that outlived its last user, for instance after kill -9; null when there is none, and nothing in the way. */
async function adoptServer(places: Places): Promise<Server | null> {
  const running = readPostmaster(places);
  if (running !== null && worksHere(running.pid, places)) {
    const { pid, port } = running;
    const presence = await connect(places, port, () => worksHere(pid, places));
    if (presence !== null) return { pid, port, presence };
    if (worksHere(pid, places)) throw inUse(places, [pid], 'but does not answer');
  }
  // The file of a dead server blocks the next one: its process id may be a zombie's or somebody else's by now. It may go
  // only when nobody works on the data any more, for two servers on one directory would destroy it.
  const untilMs = performance.now() + orphansMsMax;
  for (let left = workingIn(places.data) ?? []; left.length > 0; left = workingIn(places.data) ?? []) {
    if (performance.now() > untilMs) throw inUse(places, left, 'without a server that answers');
    await pause(pollMs);
  }
  rmSync(join(places.data, 'postmaster.pid'), { force: true });
  return null;
}

async function startServer(places: Places, binaries: Binaries, launch: Launch): Promise<Server> {
  checkSpace(places);
  for (let tried = 1; ; tried += 1) {
    // The same port as last time where possible: processes that lost the server look for it there.
    const port = await freePort(tried === 1 ? recordedPort(places) : 0);
    const { pid, said } = launchServer(places, binaries, launch, port);
    const presence = await connect(places, port, () => isAlive(pid));
    if (presence !== null) return { pid, port, presence };
    if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
    if (tried < portsTriedMax && /could not bind|Address already in use/.test(said())) continue;
    throw new Error(lastWords(said()) ?? 'it ended without a word');
  }
}

/** A process that has just been started, and what it has said since. */
interface Launched {
  readonly pid: number;
  readonly said: () => string;
}

function launchServer(places: Places, { postgres }: Binaries, launch: Launch, port: number): Launched {
  const sizeOf = (): number => statSync(places.log, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeOf() > logBytesMax) renameSync(places.log, `${places.log}.1`);
  const start = sizeOf();
  const log = openSync(places.log, 'a', 0o600);
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const command = commandOf(launch, postgres, ['-D', places.data, ...options]);
  // Detached and with its output in a file: it must live on when we are killed, so that a commit in flight is not lost.
  const child = spawn(command.program, command.args, {
    ...command.as,
    cwd: places.data,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  child.unref();
  // Without a pid it never started; the reason comes with this event and would end our process if nobody listened.
  child.once('error', () => undefined);
  if (child.pid === undefined) throw new Error(`${command.program} cannot be started; is it there and executable?`);
  return { pid: child.pid, said: () => readFileSync(places.log).subarray(start).toString() };
}

/**
 * A connection as soon as the server takes one; null when it ended, or stayed silent for `answerMsMax`. That the password
 * is taken proves that it is the server of this cluster and not a stranger on its port.
 */
async function connect(places: Places, port: number, lives: () => boolean): Promise<pg.Client | null> {
  const untilMs = performance.now() + answerMsMax;
  while (lives() && performance.now() < untilMs) {
    const client = new pg.Client({
      connectionString: urlOf(places, port),
      connectionTimeoutMillis: 2_000,
      application_name: presenceName,
      keepAlive: true,
    });
    // A broken connection is also told by `end`; an error event nobody hears would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (codeOf(error) === '28P01') throw wrongSecret(places, error);
    }
    await pause(pollMs);
  }
  return null;
}

/** Whether another process uses the server. Connections without our name do not count: a console keeps nothing alive. */
export async function othersPresent({ presence }: Server): Promise<boolean> {
  const { rows } = await presence.query<{ others: boolean }>(
    'select exists (select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()) as others',
    [presenceName],
  );
  return rows[0]?.others ?? false;
}

/** Ends the server: connections are cut, what was committed stays. */
export async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const untilMs = performance.now() + stopMsMax;
    while (isAlive(pid) && performance.now() < untilMs) await pause(pollMs);
  }
}

/** The address of the cluster's server; it holds the password, so it is never logged. */
export function urlOf(places: Places, port: number): string {
  return `postgres://${account}:${readSecret(places)}@127.0.0.1:${port}/postgres`;
}

/** What a running server wrote about itself: line 1 its process, line 4 its port. Null when nothing usable is there. */
function readPostmaster(places: Places): { readonly pid: number; readonly port: number } | null {
  try {
    const lines = readFileSync(join(places.data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

// Without /proc a live process of that number has to be believed; it either answers with our password or is complained of.
function worksHere(pid: number, places: Places): boolean {
  return isAlive(pid) && (workingIn(places.data)?.includes(pid) ?? true);
}

function record(places: Places, { pid, port }: Server): void {
  const fresh = `${places.server}.new`;
  writeFileSync(fresh, `${JSON.stringify({ pid, port })}\n`, { mode: 0o600 });
  renameSync(fresh, places.server);
}

function recordedPort(places: Places): number {
  try {
    const { port } = JSON.parse(readFileSync(places.server, 'utf8')) as { port?: unknown };
    return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

/** The wanted port when nobody listens on it, else a free one. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (wanted === 0) reject(error);
      else freePort(0).then(resolve, reject);
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function inUse(places: Places, pids: readonly number[], how: string): StoreError {
  const named = pids.length === 1 ? `Process ${pids[0] ?? ''} works` : `Processes ${pids.join(', ')} work`;
  return new StoreError(
    'DIRECTORY_IN_USE',
    `${named} in ${places.data} ${how}; end it (kill ${pids.join(' ')}) and start again. Its log is ${places.log}`,
  );
}

function wrongSecret(places: Places, cause: unknown): StoreError {
  return new StoreError(
    'NO_PERMISSION',
    `The server in ${places.data} refuses the password in ${places.secret}; put the right one back, or move ${places.home} away to start empty`,
    cause,
  );
}
