// What the operating system says of processes: whether one lives, and who still works in a directory.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './store-error.ts';

/** Whether a process is there and no zombie: a zombie holds no lock, however long its parent forgets it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and somebody else's.
    if (codeOf(error) !== 'EPERM') return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return true;
  }
}

/**
 * Live processes whose working directory it is: a postmaster and its backends stay in their data directory. Null where
 * the system does not tell (no /proc).
 */
export function workingIn(directory: string): readonly number[] | null {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return null;
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === directory && isAlive(pid);
      } catch {
        return false;
      }
    });
}
