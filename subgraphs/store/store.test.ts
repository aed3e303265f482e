// The embedded Postgres through everything that happens to it: first start, kill -9 of this and that, two at once.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { migrate, migrations } from './migrate.ts';
import { isAlive } from './processes.ts';
import {
  binariesHere,
  makeHome,
  opener,
  postmasterOf,
  removeHomes,
  removeTemplate,
  roleProcess,
  serverOf,
  usedHome,
} from './store-rig.ts';
import { openStore, type Store } from './store.ts';

afterEach(removeHomes);
afterAll(removeTemplate);

const count = async (store: Store): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from kept`.execute(store.db)).rows[0]!.n;

describe.skipIf(!binariesHere)('the embedded Postgres', () => {
  test('a first start makes the cluster, a stop ends it, a second start finds what was committed on the same port', async () => {
    const home = makeHome();
    const first = await openStore({ dataDir: home, asOwner: true });
    await sql`create table kept (n int)`.execute(first.db);
    await sql`insert into kept values (42)`.execute(first.db);
    expect((await sql`select setting from pg_settings where name = 'fsync'`.execute(first.db)).rows).toEqual([
      { setting: 'on' },
    ]);
    const pid = postmasterOf(home);
    await first.close();
    expect(isAlive(pid)).toBe(false);

    const second = await openStore({ dataDir: home, asOwner: true });
    expect(await count(second)).toBe(1);
    expect(second.url).toBe(first.url);
    await second.close();
  });

  test('only loopback, only with the password', async () => {
    const store = await openStore({ dataDir: await usedHome(), asOwner: true });
    const stranger = new pg.Client({ connectionString: store.url.replace(/:[^:@]*@/, ':guess@') });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories')`.execute(
      store.db,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    });
    await store.close();
  });

  test('a home that only its owner may enter is no obstacle, as root neither', async () => {
    const home = makeHome(homedir());
    const store = await openStore({ dataDir: join(home, 'deeper', 'postgres') });
    await store.close();
  });

  test.skipIf(process.getuid?.() !== 0)('where user namespaces are forbidden, root runs it as nobody', async () => {
    const home = makeHome();
    const launch = { kind: 'OTHER_USER', uid: 65_534, gid: 65_534 } as const;
    const cluster = await openEmbedded({ directory: home, launch });
    await cluster.release();
    // And back again: what nobody owned becomes root's.
    const store = await openStore({ dataDir: home, asOwner: true });
    await store.close();
  });

  test('a server that outlived its killed process is adopted, not started twice', async () => {
    const home = await usedHome();
    const child = await opener(home);
    const pid = postmasterOf(home);
    await child.kill();
    expect(isAlive(pid)).toBe(true);
    const store = await openStore({ dataDir: home, asOwner: true });
    expect(postmasterOf(home)).toBe(pid);
    await store.close();
    expect(isAlive(pid), 'the adopter is the last to leave').toBe(false);
  });

  test('kill -9 of server and process leaves a lock that the next start clears, and no committed row is lost', async () => {
    const home = await usedHome();
    const child = await opener(home, 'create table kept (n int); insert into kept values (1), (2)');
    // The process first, so that nobody reaps the server or brings it back.
    const pid = postmasterOf(home);
    await child.kill();
    process.kill(pid, 'SIGKILL');
    expect(existsSync(join(home, 'data/postmaster.pid'))).toBe(true);
    const store = await openStore({ dataDir: home, asOwner: true });
    expect(postmasterOf(home)).not.toBe(pid);
    expect(await count(store)).toBe(2);
    await store.close();
  });

  test('a lock file that names a living stranger is no obstacle', async () => {
    const home = await usedHome();
    writeFileSync(join(home, 'data/postmaster.pid'), `${process.pid}\n${home}/data\n1\n1\n`);
    await (await openStore({ dataDir: home, asOwner: true })).close();
  });

  test('a server that is killed under a living process comes back on its port, and queries go on', async () => {
    const home = await usedHome();
    const store = await openStore({ dataDir: home, asOwner: true });
    await sql`create table kept (n int)`.execute(store.db);
    const killed = postmasterOf(home);
    process.kill(killed, 'SIGKILL');
    const back = async (): Promise<boolean> => serverOf(home) !== killed && (await count(store).catch(() => -1)) === 0;
    for (const untilMs = performance.now() + 10_000; !(await back()) && performance.now() < untilMs;) await pause(20);
    expect(await count(store)).toBe(0);
    expect(serverOf(home)).not.toBe(killed);
    await store.close();
  });

  test('a server that is killed between two statements of a transaction fails the transaction, and ends nobody', async () => {
    const home = await usedHome();
    const store = await openStore({ dataDir: home, asOwner: true });
    const transaction = store.db.transaction().execute(async (held) => {
      await sql`create table kept (n int)`.execute(held);
      process.kill(postmasterOf(home), 'SIGKILL');
      // Long enough for the connection to tell of its end while nobody asks anything of it.
      await pause(500);
      await sql`insert into kept values (1)`.execute(held);
    });
    await expect(transaction).rejects.toThrow();
    await store.close();
  });

  test('a first start that was killed half way leaves nothing in the way', async () => {
    const home = makeHome();
    const child = await opener(home, null);
    const untilMs = performance.now() + 10_000;
    while (!readdirSync(home).some((name) => name.startsWith('data.new')) && performance.now() < untilMs)
      await pause(1);
    await child.kill();
    expect(existsSync(join(home, 'data'))).toBe(false);
    await (await openStore({ dataDir: home, asOwner: true })).close();
  });

  test('two that open at once share one server, and the first to leave does not take it away', async () => {
    const home = makeHome();
    const [one, other, child] = await Promise.all([
      openStore({ dataDir: home, asOwner: true }),
      openStore({ dataDir: home, asOwner: true }),
      opener(home),
    ]);
    expect(one.url).toBe(other.url);
    const pid = postmasterOf(home);
    await one.close();
    expect((await sql`select 1 as n`.execute(other.db)).rows).toEqual([{ n: 1 }]);
    await other.close();
    expect(isAlive(pid), 'the other process is still there').toBe(true);
    expect(postmasterOf(home)).toBe(pid);
    await child.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('a console does not keep the server alive, and an idle store is not forgotten', async () => {
    const home = await usedHome();
    const [one, idle] = await Promise.all([
      openStore({ dataDir: home, asOwner: true }),
      openStore({ dataDir: home, asOwner: true }),
    ]);
    const console = new pg.Client(one.url);
    console.on('error', () => undefined);
    await console.connect();
    const pid = postmasterOf(home);
    await one.close();
    // The pool of the idle store may have closed every connection by now; its presence still counts.
    expect(isAlive(pid)).toBe(true);
    await idle.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('the firm’s own Postgres wins over the directory and is left running', async () => {
    const home = await usedHome();
    const firm = await openStore({ dataDir: home, asOwner: true });
    const unused = makeHome();
    const store = await openStore({ databaseUrl: firm.url, dataDir: unused });
    expect((await sql<{ n: number }>`select count(*)::int as n from migration`.execute(store.db)).rows[0]!.n).toBe(
      migrations.length,
    );
    await store.close();
    expect(existsSync(join(unused, 'data'))).toBe(false);
    expect(isAlive(postmasterOf(home))).toBe(true);
    await firm.close();
  });

  test('migrations that start together are applied once, and a failing one leaves nothing behind', async () => {
    const store = await openStore({ dataDir: await usedHome() });
    const pool = new pg.Pool({ connectionString: store.url });
    const good = { number: 900, name: 'good', sql: 'create table good (n int)' };
    await Promise.all([1, 2, 3].map(() => migrate(pool, [good])));
    const bad = { number: 901, name: 'bad', sql: 'create table half (n int); select no_such_function()' };
    await expect(migrate(pool, [bad])).rejects.toThrow('Migration 901 (bad) failed and was rolled back');
    expect((await pool.query("select to_regclass('half') as half, to_regclass('good') as good")).rows).toEqual([
      { half: null, good: 'good' },
    ]);
    await expect(migrate(pool), 'an older release').rejects.toMatchObject({ code: 'NEWER_SCHEMA' });
    await pool.end();
    await store.close();
  });

  test('the role of its own keeps the server for others, and takes it down when it is told to', async () => {
    const dataDir = makeHome();
    const home = join(dataDir, 'postgres');
    const role = await roleProcess(dataDir);
    const pid = postmasterOf(home);
    const store = await openStore({ dataDir: home, asOwner: true });
    expect(postmasterOf(home)).toBe(pid);
    await store.close();
    expect(isAlive(pid)).toBe(true);
    await role.stop();
    expect(isAlive(pid)).toBe(false);
  });
});
