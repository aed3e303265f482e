// What our processes may do in a database, though its user owns everything.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRole } from './migrations/0009-app-role.ts';
import { binariesHere, makeHome, removeHomes } from './store-rig.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

let store: Store;

beforeAll(async () => {
  if (!binariesHere) return;
  store = await openStore({ dataDir: makeHome() });
  await sql`insert into audit_entry (chain, seq, at, entry, previous, hash) values (0, 1, now(), '{}', 'p', 'h')`.execute(
    store.db,
  );
});

afterAll(async () => {
  if (binariesHere) await store.close();
  removeHomes();
});

test.runIf(binariesHere)('every connection works as the role of our processes, also after a reset', async () => {
  const roleNow = sql<{ role: string; login: string }>`select current_user as role, session_user as login`;
  const several = await Promise.all(Array.from({ length: 8 }, () => roleNow.execute(store.db)));
  for (const { rows } of several) expect(rows).toMatchObject([{ role: appRole }]);
  expect(several[0]?.rows[0]?.login).not.toBe(appRole);
  await sql`reset role`.execute(store.db);
  expect((await roleNow.execute(store.db)).rows[0]?.role).toBe(appRole);
});

test
  .runIf(binariesHere)
  .each([
    'update audit_entry set hash = hash',
    'delete from audit_entry',
    'truncate audit_entry',
    'delete from audit_head',
  ])('"%s" is refused by the database, not by a trigger', async (statement) => {
  await expect(sql.raw(statement).execute(store.db)).rejects.toThrow('permission denied');
});

test
  .runIf(binariesHere)
  .each([
    'alter table audit_entry disable trigger all',
    'drop trigger audit_only_grows on audit_entry',
    'drop table audit_entry',
    'create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'create table of_my_own (n int)',
    'grant all on audit_entry to engagement_app',
  ])('"%s" is not ours to do', async (statement) => {
  const said = await sql
    .raw(statement)
    .execute(store.db)
    .then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
  // To a grant by somebody without any right to give, the database only says a warning; what counts is that nothing was given.
  expect(said).toMatch(statement.startsWith('grant') ? /nothing|permission denied/ : /must be owner|permission denied/);
  await expect(sql`delete from audit_entry`.execute(store.db)).rejects.toThrow('permission denied');
  expect((await sql`select to_regclass('of_my_own') as made`.execute(store.db)).rows).toEqual([{ made: null }]);
});

test.runIf(binariesHere)('every other table of ours can be worked with, those of later migrations too', async () => {
  const { rows } = await sql<{ name: string; may: boolean }>`
    select relname as name, has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
      and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete') as may
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(store.db);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ may }) => !may).map(({ name }) => name)).toEqual(['audit_entry', 'audit_head', 'migration']);
  const owner = await openStore({ databaseUrl: store.url, asOwner: true });
  await sql`create table later (n int)`.execute(owner.db);
  await sql`create schema dbos`.execute(owner.db);
  await sql`create table dbos.of_the_engine (n int)`.execute(owner.db);
  await owner.close();
  await sql`insert into later values (1)`.execute(store.db);
  expect((await sql`select * from dbos.of_the_engine`.execute(store.db)).rows).toEqual([]);
  await expect(sql`insert into dbos.of_the_engine values (1)`.execute(store.db)).rejects.toThrow('permission denied');
});

/** A database of a user who may neither do everything nor make roles; its address. */
async function firmOf(name: string, isGivenTheRole: boolean): Promise<string> {
  const owner = await openStore({ databaseUrl: store.url, asOwner: true });
  await sql.raw(`create role ${name} login password 'of the firm' nosuperuser nocreaterole`).execute(owner.db);
  if (isGivenTheRole) await sql.raw(`grant ${appRole} to ${name}`).execute(owner.db);
  await sql.raw(`create database ${name} owner ${name}`).execute(owner.db);
  await owner.close();
  const url = new URL(store.url);
  Object.assign(url, { username: name, password: 'of the firm', pathname: `/${name}` });
  return url.href;
}

test.runIf(binariesHere).each([
  ['firm_with', true, appRole, 'permission denied'],
  ['firm_without', false, 'firm_without', 'only ever added to'],
] as const)(
  'a user without rights of their own, %s the role: the audit is kept all the same',
  async (name, isGiven, role, refusal) => {
    const firm = await openStore({ databaseUrl: await firmOf(name, isGiven) });
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(firm.db);
    expect(rows).toEqual([{ role }]);
    await sql`insert into audit_entry (chain, seq, at, entry, previous, hash) values (0, 1, now(), '{}', 'p', 'h')`.execute(
      firm.db,
    );
    await expect(sql`delete from audit_entry`.execute(firm.db)).rejects.toThrow(refusal);
    await firm.close();
  },
);
