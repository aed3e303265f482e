// Postgres refuses to run as root or as a user without a name. There we run it in a user namespace where we are nobody, else,
// as root, as the user nobody.
import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { StoreError } from './store-error.ts';

/** The user and group called nobody on Linux. */
const nobody = 65_534;
const othersMayEnter = 0o001;

/** How to start a program that must not be root. */
export type Launch =
  /** As we are: we are not root. */
  | { readonly kind: 'PLAIN' }
  /** Program and arguments in front; files stay ours, so a home only we may enter is no obstacle. */
  | { readonly kind: 'NAMESPACE'; readonly prefix: readonly string[] }
  /** As another user, who must own the data and be able to reach the programs. */
  | { readonly kind: 'OTHER_USER'; readonly uid: number; readonly gid: number };

/** How to run Postgres here. Hardened containers forbid user namespaces; there root becomes nobody. */
export function unprivileged(): Launch {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { kind: 'PLAIN' };
  const prefix = ['unshare', `--map-user=${nobody}`, `--map-group=${nobody}`];
  const probe = commandOf({ kind: 'NAMESPACE', prefix }, 'true', []);
  if (spawnSync(probe.program, probe.args, { stdio: 'ignore' }).status === 0) return { kind: 'NAMESPACE', prefix };
  return isRoot ? { kind: 'OTHER_USER', uid: nobody, gid: nobody } : { kind: 'PLAIN' };
}

// Container platforms start us under a number that no password file knows, and `initdb` insists on a name.
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Program, arguments and spawn options for a program under a launch. */
export function commandOf(
  launch: Launch,
  program: string,
  args: readonly string[],
): { readonly program: string; readonly args: readonly string[]; readonly as: { uid?: number; gid?: number } } {
  switch (launch.kind) {
    case 'PLAIN':
      return { program, args, as: {} };
    case 'NAMESPACE': {
      const [first = program, ...rest] = launch.prefix;
      return { program: first, args: [...rest, program, ...args], as: {} };
    }
    case 'OTHER_USER':
      return { program, args, as: { uid: launch.uid, gid: launch.gid } };
  }
}

/** Raises StoreError when the user we would become cannot reach a path: somebody above it is closed to others. */
export function checkReach(launch: Launch, path: string): void {
  if (launch.kind !== 'OTHER_USER') return;
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const { mode, uid } = statSync(above);
    if (uid === launch.uid || (mode & othersMayEnter) !== 0) continue;
    throw new StoreError(
      'NO_PERMISSION',
      `Postgres does not run as root, user namespaces are forbidden here, and the user nobody may not enter ${above} ` +
        `on the way to ${path}. Start as an ordinary user, or move the project and DATA_DIR out of ${above}, or set DATABASE_URL`,
    );
  }
}

/** Gives a directory and all in it to the user the program will be; a directory that is already theirs is left alone. */
export function handOver(launch: Launch, directory: string): void {
  if (launch.kind === 'PLAIN') return;
  const [uid, gid] =
    launch.kind === 'OTHER_USER' ? [launch.uid, launch.gid] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (statSync(directory).uid === uid) return;
  give(directory, uid, gid);
}

// Children first: a hand-over that was interrupted is seen as unfinished, because the top is given last.
function give(path: string, uid: number, gid: number): void {
  const status = lstatSync(path);
  if (status.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), uid, gid);
  if (!status.isSymbolicLink()) chownSync(path, uid, gid);
}
