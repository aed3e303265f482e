// What the operating system says of processes: whether one lives, and who still works in a directory.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Whether a process is there and no zombie: a zombie holds no lock, however long its parent forgets it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return true;
  }
}

/** Live processes whose working directory it is: postmaster and backends of a cluster. Empty where /proc is not. */
export function workingIn(directory: string): readonly number[] {
  let pids: number[];
  try {
    pids = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === directory && isAlive(pid);
    } catch {
      return false;
    }
  });
}
