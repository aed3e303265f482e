// What was exported comes back whole, or not at all.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup, restore } from './backup.ts';
import { binariesHere, makeHome, removeHomes, removeTemplate, usedHome } from './store-rig.ts';
import { openStore } from './store.ts';
import type { Database, Store } from './store.ts';

const stores: Store[] = [];
let file: string;
let source: Database;

async function emptyStore(): Promise<Database> {
  const store = await openStore({ dataDir: await usedHome(), asOwner: true });
  stores.push(store);
  return store.db;
}

beforeAll(async () => {
  if (!binariesHere) return;
  source = await emptyStore();
  file = join(makeHome(), 'backup.gz');
  await sql`insert into run (id, process, input, initiator, correlation_id, priority, lane)
    select 'run-' || n, 'p', '{"amount": "12345678901234567890.10"}', gen_random_uuid(), 'c', 'billing', 'p' from generate_series(1, 1200) n`.execute(
    source,
  );
  await sql`insert into run_exception (run_id, generation, kind, step, code, message) values ('run-7', 1, 'STUCK', 's', 'C', 'm')`.execute(
    source,
  );
  await sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id) values ('t', 's', '[1]', '{a,b}', 'run-1', 'c')`.execute(
    source,
  );
  expect(await backup(source, file)).toMatchObject({ rows: 1202 });
});

afterAll(async () => {
  for (const store of stores) await store.close();
  removeHomes();
  await removeTemplate();
});

const digestOf = async (db: Database): Promise<unknown> =>
  (await sql`select md5(string_agg(run::text, '|' order by id)) as digest from run`.execute(db)).rows;

test.runIf(binariesHere)('an empty store becomes what was backed up, and counts on from there', async () => {
  const target = await emptyStore();
  expect(await restore(target, file)).toMatchObject({ rows: 1202 });
  expect(await digestOf(target)).toEqual(await digestOf(source));
  await sql`insert into outbox_event (type, subject, data, run_id, correlation_id) values ('t', 's', '1', 'r', 'c')`.execute(
    target,
  );
  const { rows } = await sql<{ id: string }>`select id from outbox_event order by id`.execute(target);
  expect(rows.map(({ id }) => id)).toEqual(['1', '2']);
  await expect(restore(target, file)).rejects.toThrow('not empty');
  expect(await restore(target, file, true)).toMatchObject({ rows: 1202 });
});

test.runIf(binariesHere)('a file that was cut short or changed restores nothing', async () => {
  const target = await emptyStore();
  const text = gunzipSync(readFileSync(file)).toString();
  const changed = join(makeHome(), 'changed.gz');
  const lines = text.trimEnd().split('\n');
  for (const broken of [
    text.replace('run-77"', 'run-zz"'),
    lines.slice(0, -1).join('\n'),
    lines.toSpliced(1, 1).join('\n'),
  ]) {
    writeFileSync(changed, gzipSync(broken));
    await expect(restore(target, changed)).rejects.toThrow('checksum');
  }
  expect((await sql`select 1 from run`.execute(target)).rows).toEqual([]);
});

test.runIf(binariesHere)('a file that cannot be read or unpacked is named, with what to do', async () => {
  const target = await emptyStore();
  const directory = makeHome();
  const bytes = readFileSync(file);
  const copies: readonly (readonly [string, Buffer, string])[] = [
    ['its last bytes changed', Buffer.concat([bytes.subarray(0, -6), Buffer.alloc(6, 7)]), 'incorrect'],
    ['cut short', bytes.subarray(0, -2_000), 'unexpected end of file'],
    ['not packed', Buffer.from('{"kind":"HEAD"}\n'), 'incorrect header check'],
    ['something else', gzipSync('not a line of ours\n'), 'no backup’s'],
  ];
  for (const [name, content, reason] of copies) {
    const copy = join(directory, name);
    writeFileSync(copy, content);
    const failure = await restore(target, copy).catch((error: unknown) => error);
    expect(String(failure), name).toContain(`The backup ${copy} cannot be used`);
    expect(String(failure), name).toContain(reason);
    expect(String(failure), name).toContain('or take an older backup');
  }
  await expect(restore(target, join(directory, 'nowhere'))).rejects.toThrow('nowhere cannot be read (ENOENT');
  await expect(backup(target, file)).rejects.toThrow(`${file} is there already`);
  expect((await sql`select 1 from run`.execute(target)).rows).toEqual([]);
});
