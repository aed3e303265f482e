// One process at a time may make, start, repair or stop the embedded cluster; the others wait for it.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf, StoreError } from './store-error.ts';

/** A start after a crash replays the log for some seconds; waiting longer than this means that something hangs. */
export const waitMsMax = 60_000;
const pollMs = 20;
/** SQLite's code for "somebody else holds it". */
const busy = 5;

/**
 * Runs `work` while holding the lock. Raises StoreError when it cannot be had within `waitMsMax`.
 *
 * The lock is SQLite's on an empty file: the one lock Node has that the operating system itself lets go of when its
 * holder is killed. A file with a process id in it would have to be judged stale, and two judges could both be right.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const held = await take(file);
  try {
    return await work();
  } finally {
    held.close();
  }
}

async function take(file: string): Promise<DatabaseSync> {
  const untilMs = performance.now() + waitMsMax;
  for (;;) {
    const held = tryTake(file);
    if (held !== null) return held;
    if (performance.now() > untilMs) {
      throw new StoreError(
        'DIRECTORY_IN_USE',
        `Another process has been starting or stopping the database in ${dirname(file)} for ${waitMsMax / 1000} s; end it and try again`,
      );
    }
    await pause(pollMs);
  }
}

function tryTake(file: string): DatabaseSync | null {
  let database: DatabaseSync;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw new StoreError(
      'NO_PERMISSION',
      `Cannot write ${file} (${reasonOf(error)}); set DATA_DIR to a directory you own`,
      error,
    );
  }
  try {
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null;
    throw new StoreError(
      'NO_PERMISSION',
      `Cannot lock ${file} (${reasonOf(error)}); set DATA_DIR to a directory you own on a local disk`,
      error,
    );
  }
}
