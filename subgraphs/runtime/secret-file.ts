// A file with a secret: read whole, by the stamp of what was read, and only when nobody else may read it.
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';

/** The largest keys are some kilobytes; a log file named by mistake is refused. */
const fileBytesMax = 65_536n;
/** File systems keep times in steps of up to two seconds; a file younger than this may change without a new stamp. */
const settledMs = 2_500;

/** A file cannot be used as a secret; the message names it and the remedy, never what it holds. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/** What was read. */
export interface SecretFile {
  readonly text: string;
  /** Another file under the name, or another time of writing, has another stamp. */
  readonly stamp: string;
  /** Whether the stamp would change with the content: not so for a file that was written a moment ago. */
  readonly isSettled: boolean;
}

/** The stamp of the file that has this name now; links are followed. Raises SecretFileError. */
export function stampOf(file: string): string {
  return stampIn(existing(file, () => statSync(file, { bigint: true })));
}

/** Reads it. The stamp is that of the very file that was read, whatever is renamed over its name meanwhile. Raises SecretFileError. */
export function readSecretFile(file: string): SecretFile {
  // Before it is opened: opening a pipe waits for whoever writes to it.
  if (!existing(file, () => statSync(file)).isFile()) throw new SecretFileError(`${file} is not a file`);
  const descriptor = existing(file, () => openSync(file, 'r'));
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    if (stats.size > fileBytesMax)
      throw new SecretFileError(`${file} has ${stats.size} bytes, a secret ${fileBytesMax} at most`);
    // The group may: mounted secrets belong to root and are lent to a group.
    const isOpenToAll = process.platform !== 'win32' && (stats.mode & 0o007n) !== 0n;
    if (isOpenToAll) throw new SecretFileError(`${file} can be read by others: chmod 600 ${file}`);
    const text = readFileSync(descriptor, 'utf8').trim();
    return { text, stamp: stampIn(stats), isSettled: Date.now() - Number(stats.mtimeMs) > settledMs };
  } finally {
    closeSync(descriptor);
  }
}

function existing<T>(file: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SecretFileError(`${file} cannot be read (${code})`);
  }
}

function stampIn({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
