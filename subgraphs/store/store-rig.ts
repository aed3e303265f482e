// What tests of the store need: throw-away homes, and processes of their own that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBinaries } from './binaries.ts';
import { isAlive, workingIn } from './processes.ts';
import { openStore } from './store.ts';

const made: string[] = [];

/** Whether this machine has the Postgres binaries; without them the tests that need them are skipped, and it is said so. */
export const binariesHere = haveBinaries();

function haveBinaries(): boolean {
  try {
    findBinaries();
    return true;
  } catch (error) {
    console.warn(`SKIPPED, tests of the embedded Postgres: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** A new directory, removed by `removeHomes`. */
export function makeHome(parent = tmpdir()): string {
  const home = realpathSync(mkdtempSync(join(parent, 'store-')));
  made.push(home);
  return home;
}

let template: Promise<string> | null = null;

async function makeTemplate(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'store-template-'));
  const store = await openStore({ dataDir: home });
  await store.close();
  return home;
}

/** A new directory with a cluster that was used and stopped: most tests are not about the first start, which takes longest. */
export async function usedHome(): Promise<string> {
  template ??= makeTemplate();
  const from = await template;
  const home = makeHome();
  for (const name of ['data', 'secret']) cpSync(join(from, name), join(home, name), { recursive: true });
  return home;
}

/** Removes the cluster that `usedHome` copies; once, after all tests of a file. */
export async function removeTemplate(): Promise<void> {
  if (template !== null) rmSync(await template, { recursive: true, force: true });
}

/** Removes every directory made so far and ends the servers that still work in them. */
export function removeHomes(): void {
  for (const home of made.splice(0)) {
    const servers = [join(home, 'data'), join(home, 'postgres/data')].flatMap((data) => workingIn(data) ?? []);
    // Files first: a store that a failed test left open would bring its server back to life.
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    for (const pid of servers) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** Process id of the server of a home. */
export function postmasterOf(home: string): number {
  return Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Process id of the server as recorded for others; it is known a moment after the server answers. */
export function serverOf(home: string): number {
  return (JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')) as { pid: number }).pid;
}

/** A process of its own that holds a store open. */
export interface Opener {
  /** kill -9. */
  kill(): Promise<void>;
  /** Asks it to close the store and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a process that opens the store, runs some SQL and waits; with null it is not waited for until it is open. */
export async function opener(home: string, statements: string | null = 'select 1'): Promise<Opener> {
  const script = `import { sql } from 'kysely';
    const { openStore } = await import(${JSON.stringify(new URL('./store.ts', import.meta.url).href)});
    const store = await openStore({ dataDir: ${JSON.stringify(home)}, asOwner: true });
    process.once('SIGTERM', () => void store.close().then(() => process.exit(0)));
    for (const statement of ${JSON.stringify(statements?.split(';') ?? [])}) await sql.raw(statement).execute(store.db);
    process.send({ kind: 'ready' });`;
  return started(
    spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
    statements !== null,
  );
}

/** Starts the role `store` on `<dataDir>/postgres`. */
export async function roleProcess(dataDir: string): Promise<Opener> {
  return started(
    spawn(process.execPath, [fileURLToPath(new URL('./store.mjs', import.meta.url))], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
    true,
  );
}

async function started(child: ChildProcess, untilReady: boolean): Promise<Opener> {
  const ended = once(child, 'exit');
  if (untilReady) {
    const first = await Promise.race([once(child, 'message'), ended.then(() => null)]);
    if (first === null) throw new Error('the process ended before it had opened the store');
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
