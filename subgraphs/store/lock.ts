// One process at a time may make, start or stop the embedded cluster; the others wait for it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreError } from './binaries.ts';
import { isAlive } from './processes.ts';

/** Making a cluster takes about a second; waiting longer than this means that something hangs. */
const waitMsMax = 30_000;
const pollMs = 25;

/** Runs `work` while holding the lock file; a lock whose holder died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const untilMs = Date.now() + waitMsMax;
  while (!take(file)) {
    const holder = Number(readText(file));
    if (Number.isInteger(holder) && holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
    else if (Date.now() > untilMs)
      throw new StoreError(
        `Process ${holder} has held ${file} for ${waitMsMax / 1000} s; end it, or delete the file if it is not ours`,
      );
    else await pause(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
