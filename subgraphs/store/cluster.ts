// The files of one embedded cluster: where they are, how they are made, and what can be wrong with them.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Binaries, postgresMajor } from './binaries.ts';
import { codeOf, reasonOf, StoreError } from './store-error.ts';
import { checkReach, commandOf, handOver, type Launch } from './unprivileged.ts';

/** Our user in the cluster. */
export const account = 'engagement';
/** A new cluster takes 39 MB and its first log segments 32 more; with less than this free a start is bound to fail. */
export const freeBytesMin = 100 * 1024 * 1024;
/** `initdb` needs half a second; a disk that needs longer than this is not usable. */
const makeMsMax = 60_000;

/** Where clusters are made, in the store's directory. */
const freshPrefix = 'data.new-';
/** Postgres complains first and concludes in its last line; three lines hold both. */
const lastLinesMax = 3;

/** Paths of one cluster: its data, and beside it what must survive a new data directory. */
export interface Places {
  readonly home: string;
  readonly data: string;
  readonly lock: string;
  readonly secret: string;
  readonly server: string;
  readonly log: string;
}

/** Makes the directory if need be. Raises StoreError when it cannot be made or used. */
export function placesIn(directory: string): Places {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const home = realpathSync(directory);
    return {
      home,
      data: join(home, 'data'),
      lock: join(home, 'store.lock'),
      secret: join(home, 'secret'),
      server: join(home, 'server.json'),
      log: join(home, 'postgres.log'),
    };
  } catch (error) {
    throw asStoreError(error, directory);
  }
}

/**
 * Makes the cluster, unless it is there. Raises StoreError when it is of another major version, when its disk is full,
 * or when it cannot be made.
 */
export async function makeCluster(places: Places, { initdb }: Binaries, launch: Launch): Promise<void> {
  try {
    // Another user passes through our directory to its data; what is ours beside it stays closed to it (mode 0600).
    if (launch.kind === 'OTHER_USER') chmodSync(places.home, 0o711);
    checkReach(launch, initdb);
    checkReach(launch, places.data);
    if (existsSync(places.data)) {
      checkVersion(places);
      handOver(launch, places.data);
      // What was copied or restored is often open to others; Postgres refuses that, and rightly.
      chmodSync(places.data, 0o700);
      return;
    }
    checkSpace(places);
    await initialise(places, initdb, launch);
  } catch (error) {
    throw asStoreError(error, places.home);
  }
}

/** Raises StoreError when there is too little room to start; a server without room stops in the middle of its work. */
export function checkSpace(places: Places, bytesMin = freeBytesMin): void {
  const { bavail, bsize } = statfsSync(places.home);
  if (bavail * bsize < bytesMin) throw diskFull(places.home, bytesMin);
}

/** The password of `account`. */
export function readSecret(places: Places): string {
  try {
    return readFileSync(places.secret, 'utf8').trim();
  } catch (error) {
    throw new StoreError(
      'NO_PERMISSION',
      `Cannot read ${places.secret}, the password of the database beside it (${reasonOf(error)}); put it back, or move ${places.home} away to start empty`,
      error,
    );
  }
}

function checkVersion(places: Places): void {
  const file = join(places.data, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'an unknown version';
  if (found === postgresMajor) return;
  throw new StoreError(
    'OTHER_MAJOR',
    `${places.data} was made by Postgres ${found}, this is Postgres ${postgresMajor}; start the release that made it and export, or move ${places.home} away to start empty`,
  );
}

async function initialise(places: Places, initdb: string, launch: Launch): Promise<void> {
  // Made beside its place and moved there whole: a first start that is killed half way leaves only what is cleared here.
  // Each start has a place of its own, for the initdb of a killed one may still be at work in another.
  for (const name of readdirSync(places.home)) if (name.startsWith(freshPrefix)) clear(join(places.home, name));
  const fresh = mkdtempSync(join(places.home, freshPrefix));
  const secretCopy = join(fresh, 'initial');
  const data = join(fresh, 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(secretCopy, randomBytes(24).toString('base64url'), { mode: 0o600 });
  handOver(launch, fresh);
  const args = ['-D', data, '-U', account, '--auth=scram-sha-256', `--pwfile=${secretCopy}`];
  // The builtin provider sorts the same on every machine; the libraries of the host would change it under our indexes.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--no-instructions');
  try {
    await run(launch, initdb, args);
    // The password first: whoever sees the cluster finds it. One of a start that was killed in between is replaced.
    copyFileSync(secretCopy, `${places.secret}.new`);
    renameSync(`${places.secret}.new`, places.secret);
    renameSync(data, places.data);
  } finally {
    clear(fresh);
  }
}

function clear(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // An orphaned initdb still writes there, or removes it itself; the next first start clears what is left.
  }
}

function run(launch: Launch, program: string, args: readonly string[]): Promise<void> {
  const command = commandOf(launch, program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, command.args, {
      ...command.as,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: makeMsMax,
      // Postgres reads its messages' language from here, and we read its messages.
      env: { ...process.env, LC_ALL: 'C' },
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4_000)));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(lastWords(said) ?? `ended with ${status ?? 'a signal'}`));
    });
  });
}

/** The end of some output on one line, without the stamps of Postgres' log; null when there is none. */
export function lastWords(output: string): string | null {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] /, '').trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? null : lines.slice(-lastLinesMax).join('; ');
}

/** Any failure with the cluster's files as a StoreError that says what to do. */
export function asStoreError(error: unknown, directory: string): StoreError {
  if (error instanceof StoreError) return error;
  const reason = reasonOf(error);
  if (codeOf(error) === 'ENOSPC' || /No space left/.test(reason)) return diskFull(directory, freeBytesMin, error);
  if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)) || /Permission denied|Read-only file system/.test(reason)) {
    return new StoreError(
      'NO_PERMISSION',
      `No permission for the database in ${directory} (${reason}); if another user made it, start as that user or hand it over (chown -R), else set DATA_DIR to a directory you own`,
      error,
    );
  }
  return new StoreError(
    'START_FAILED',
    `The database in ${directory} cannot be made or started: ${reason}. Its log is postgres.log there; set DATABASE_URL to use another Postgres`,
    error,
  );
}

function diskFull(directory: string, bytesMin: number, cause?: unknown): StoreError {
  return new StoreError(
    'DISK_FULL',
    `The disk of ${directory} has no room for the database (it wants ${Math.ceil(bytesMin / 1024 ** 2)} MB free); make room, or set DATA_DIR to another disk`,
    cause,
  );
}
