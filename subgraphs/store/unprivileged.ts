// Postgres refuses to run as root. As root we run it in a user namespace where we are nobody, else as the user nobody.
import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** The user and group called nobody on Linux. */
const nobody = 65_534;

/** How to start a program that must not be root. */
export interface Launch {
  /** Program and arguments that go in front. */
  readonly prefix: readonly string[];
  /** What the process must become, when it cannot be done by a prefix. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/** How to run Postgres here. A user namespace keeps files ours and works in a home only root may enter. */
export function unprivileged(): Launch {
  if (process.getuid?.() !== 0) return { prefix: [], owner: null };
  const mapped = [`--map-user=${nobody}`, `--map-group=${nobody}`];
  const allowed = spawnSync('unshare', [...mapped, 'true'], { stdio: 'ignore' }).status === 0;
  if (allowed) return { prefix: ['unshare', ...mapped], owner: null };
  return { prefix: [], owner: { uid: nobody, gid: nobody } };
}

/** Gives a directory to the user the program will be. */
export function handOver(directory: string, { owner }: Launch): void {
  if (owner !== null) chownSync(directory, owner.uid, owner.gid);
}
