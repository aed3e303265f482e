import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { findBinaries, StoreError } from './binaries.ts';
import { migrate } from './migrate.ts';
import { isAlive, workingIn } from './processes.ts';
import { openStore } from './store.ts';

const made: string[] = [];
function directory(parent = tmpdir()): string {
  const path = mkdtempSync(join(parent, 'store-'));
  made.push(path);
  return path;
}

afterEach(() => {
  for (const path of made.splice(0)) {
    for (const pid of workingIn(join(path, 'data'))) process.kill(pid, 'SIGKILL');
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
});

const postmasterOf = (path: string): number =>
  Number(readFileSync(join(path, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

/** A Node process of its own that opens the store, says so, and waits to be killed. */
async function opener(path: string): Promise<ChildProcess> {
  const script = `import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
    await openStore({ dataDir: ${JSON.stringify(path)} }); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

test('a first start makes the cluster, a stop ends it, a second start finds what was committed', async () => {
  const path = directory();
  const first = await openStore({ dataDir: path });
  const client = new pg.Client(first.url);
  await client.connect();
  await client.query('create table kept (n int); insert into kept values (42)');
  await client.end();
  const pid = postmasterOf(path);
  await first.close();
  expect(isAlive(pid)).toBe(false);

  const second = await openStore({ dataDir: path });
  const again = new pg.Client(second.url);
  await again.connect();
  expect((await again.query('select n from kept')).rows).toEqual([{ n: 42 }]);
  expect((await again.query("select setting from pg_settings where name = 'fsync'")).rows).toEqual([{ setting: 'on' }]);
  await again.end();
  await second.close();
});

test('a home that only its owner may enter is no obstacle', async () => {
  const store = await openStore({ dataDir: directory(homedir()) });
  await store.close();
});

test('a server that outlived its killed process is adopted, not started twice', async () => {
  const path = directory();
  const child = await opener(path);
  const pid = postmasterOf(path);
  await killed(child);
  expect(isAlive(pid)).toBe(true);
  const store = await openStore({ dataDir: path });
  expect(postmasterOf(path)).toBe(pid);
  await store.close();
});

test('kill -9 of server and process leaves a lock that the next start clears, and no committed row is lost', async () => {
  const path = directory();
  const child = await opener(path);
  process.kill(postmasterOf(path), 'SIGKILL');
  await killed(child);
  expect(existsSync(join(path, 'data/postmaster.pid'))).toBe(true);
  const store = await openStore({ dataDir: path });
  const client = new pg.Client(store.url);
  await client.connect();
  expect((await client.query<{ n: string }>('select count(*) as n from migration')).rows[0]!.n).not.toBe('0');
  await client.end();
  await store.close();
});

test('two processes that start at once share one server, and the first to leave does not take it away', async () => {
  const path = directory();
  const [one, other] = await Promise.all([openStore({ dataDir: path }), openStore({ dataDir: path })]);
  expect(one.url).toBe(other.url);
  const client = new pg.Client(other.url);
  await client.connect();
  await one.close();
  expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await client.end();
  await other.close();
});

test('migrations that start together are applied once, and a failing one leaves nothing behind', async () => {
  const path = directory();
  const store = await openStore({ dataDir: path });
  const pool = new pg.Pool({ connectionString: store.url });
  const good = { number: 900, name: 'good', sql: 'create table good (n int)' };
  await Promise.all([1, 2, 3].map(() => migrate(pool, [good])));
  const bad = { number: 901, name: 'bad', sql: 'create table half (n int); select no_such_function()' };
  await expect(migrate(pool, [bad])).rejects.toThrow('Migration 901 (bad) failed and was rolled back');
  expect((await pool.query("select to_regclass('half') as half, to_regclass('good') as good")).rows).toEqual([
    { half: null, good: 'good' },
  ]);
  await pool.end();
  await store.close();
});

describe('what cannot work says what to do', () => {
  test('a platform without binaries', () => {
    expect(() => findBinaries('sunos-sparc')).toThrow(
      'There is no embedded Postgres for sunos-sparc; set DATABASE_URL',
    );
  });

  test('a directory of another major version', async () => {
    const path = directory();
    await (await openStore({ dataDir: path })).close();
    writeFileSync(join(path, 'data/PG_VERSION'), '17\n');
    await expect(openStore({ dataDir: path })).rejects.toThrow(StoreError);
  });
});
