// Whoever tampers with the audit is found out, and whoever works for us cannot.
import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { binariesHere, makeHome, removeHomes } from '../store/store-rig.ts';
import { openStore } from '../store/store.ts';
import type { Database, Store } from '../store/store.ts';
import { chainOf, chainsCount, emptyHead, sealOf } from './audit-chain.ts';
import { auditKeyFrom } from './audit-key.ts';
import { appendAudit, AuditWriter, appending, verifyAudit } from './audit.ts';
import type { Anchor } from './audit.ts';
import { keyedDigest } from './canonical.ts';
import { Runs } from './runs.ts';

const key = auditKeyFrom({ AUDIT_KEY: 'a key for tests that is long enough' });
let store: Store | null = null;
let db: Database;
let anchor: Anchor;
/** All entries of one run are in one chain; the attacks are on that one. */
const runId = 'run-1';
const chain = chainOf(runId);
const other = (chain + 1) % chainsCount;

beforeEach(async () => {
  if (!binariesHere) return;
  store ??= await openStore({ dataDir: makeHome(), asOwner: true });
  ({ db } = store);
  await asVandal('truncate audit_entry', 'delete from audit_head');
  for (let index = 1; index <= 8; index += 1) {
    const facts = {
      actor: 'system:test',
      action: 'step.done',
      runId,
      correlationId: 'c',
      systems: ['erp'],
    };
    await db.transaction().execute((transaction) => appendAudit(transaction, key, { ...facts, detail: { index } }));
  }
  const verdict = await verifyAudit(db, key);
  if (verdict.kind !== 'SOUND') throw new Error(verdict.why);
  anchor = verdict.heads;
});

afterAll(async () => {
  await store?.close();
  removeHomes();
});

/** Somebody who owns the database, and takes its triggers off first. */
async function asVandal(...statements: readonly string[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`alter table audit_entry disable trigger all`.execute(transaction);
    for (const statement of statements) await sql.raw(statement).execute(transaction);
    await sql`alter table audit_entry enable trigger all`.execute(transaction);
  });
}

/** The whole chain anew, by somebody without the key, who makes hashes of their own. */
async function rewrite(): Promise<void> {
  const forged = 'not the key, but as long as one should be';
  let previous = '0'.repeat(64);
  for (let seq = 1; seq <= 8; seq += 1) {
    const entry = { actor: 'nobody', action: 'nothing', detail: {} };
    const at = '2026-11-21T00:00:00.000Z';
    const hash = keyedDigest(forged, { chain, seq, at, entry, previous });
    await asVandal(
      `update audit_entry set at = '${at}', entry = '${JSON.stringify(entry)}', previous = '${previous}', hash = '${hash}' where seq = ${seq}`,
    );
    previous = hash;
  }
  await asVandal(
    `update audit_head set hash = '${previous}', seal = '${keyedDigest(forged, { chain, head: 8, hash: previous })}' where chain = ${chain}`,
  );
}

const attacks: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'an edit',
    () => asVandal(`update audit_entry set entry = jsonb_set(entry, '{action}', '"step.undone"') where seq = 3`),
  ],
  ['a changed time', () => asVandal(`update audit_entry set at = at - interval '1 day' where seq = 3`)],
  ['a deletion', () => asVandal('delete from audit_entry where seq = 4')],
  [
    'a deletion with the rest moved up',
    () =>
      asVandal(
        'delete from audit_entry where seq = 4',
        'update audit_entry set seq = seq - 1 where seq > 4',
        `update audit_head set seq = 7 where chain = ${chain}`,
      ),
  ],
  [
    'a reordering',
    () =>
      asVandal(
        'update audit_entry set seq = 99 where seq = 2',
        'update audit_entry set seq = 2 where seq = 3',
        'update audit_entry set seq = 3 where seq = 99',
      ),
  ],
  [
    'an insertion',
    () =>
      asVandal(
        `insert into audit_entry (chain, seq, at, entry, previous, hash)
        select chain, 9, now(), entry, hash, repeat('f', 64) from audit_entry where seq = 8`,
      ),
  ],
  ['a truncation of the end', () => asVandal('delete from audit_entry where seq > 6')],
  [
    'a truncation with the head cut back',
    () => asVandal('delete from audit_entry where seq > 6', `update audit_head set seq = 6 where chain = ${chain}`),
  ],
  ['an emptied table', () => asVandal('truncate audit_entry', 'delete from audit_head')],
  ['a whole rewrite without the key', rewrite],
  [
    'an entry moved to another chain',
    () =>
      asVandal(
        `update audit_entry set chain = ${other}, seq = 1 where seq = 8`,
        `update audit_head set seq = 7 where chain = ${chain}`,
      ),
  ],
];

/** What needs no anchor to be found: no head can be set back or taken away without the key. */
test.runIf(binariesHere)(
  'a chain taken away whole, with its head or with a head made up, is detected without an anchor',
  async () => {
    await asVandal('delete from audit_entry', `delete from audit_head where chain = ${chain}`);
    expect(await verifyAudit(db, key)).toMatchObject({ kind: 'BROKEN', chain });
    const seal = sealOf(Buffer.from('not the key, but as long as one should be'), emptyHead(chain));
    await asVandal(
      `insert into audit_head (chain, seq, hash, seal) values (${chain}, 0, '${emptyHead(chain).hash}', '${seal}')`,
    );
    expect(await verifyAudit(db, key)).toMatchObject({ kind: 'BROKEN', chain });
  },
);

test.runIf(binariesHere).each([
  ['outside of all chains', chainsCount, 1],
  ['before the beginning of a chain', chain, 0],
  ['far below it', chain, -7],
])('an entry slipped in %s, where no link leads to, is detected without an anchor', async (_where, place, seq) => {
  // As one of our own processes could: its role may add entries.
  await sql`insert into audit_entry (chain, seq, at, entry, previous, hash)
    select ${place}, ${seq}, at, entry, previous, hash from audit_entry where seq = 3`.execute(db);
  expect(await verifyAudit(db, key)).toMatchObject({ kind: 'BROKEN', chain: place, at: seq });
});

test.runIf(binariesHere)(
  'an audit emptied with all of its heads is detected by what was begun, without an anchor',
  async () => {
    const facts = { process: 'test', input: null, idempotencyKey: 'emptied', scope: 'test', initiator: 'somebody' };
    const { runId: begun } = await new Runs(db, key).begin({ ...facts, correlationId: 'c', priority: 'billing' });
    await asVandal('truncate audit_entry', 'delete from audit_head');
    expect(await verifyAudit(db, key)).toMatchObject({ kind: 'BROKEN' });
    await sql`delete from run where id = ${begun}`.execute(db);
  },
);

test.runIf(binariesHere)(
  'two writers and a third one by hand append to one chain at a time, and every entry is there once',
  async () => {
    const facts = { actor: 'system:test', action: 'step.done', runId, correlationId: 'c', systems: [] };
    const writers = [new AuditWriter(db, key), new AuditWriter(db, key)];
    const append = (writer: AuditWriter, index: number): Promise<true> =>
      writer.append({ ...facts, detail: { index } }, async (link) => {
        const { rows } = await sql<{ moved: boolean }>`with ${appending(link, sql`true`)}
        select exists (select from moved) as moved`.execute(db);
        return rows[0]?.moved === true ? true : null;
      });
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const writer = writers[index % 3];
        if (writer) await append(writer, index);
        else
          await db
            .transaction()
            .execute((transaction) => appendAudit(transaction, key, { ...facts, detail: { index } }));
      }),
    );
    expect(await verifyAudit(db, key)).toMatchObject({ kind: 'SOUND', entries: 38 });
    const { rows } = await sql<{ count: string }>`select count(distinct entry->'detail'->>'index') from audit_entry
    where seq > 8`.execute(db);
    expect(Number(rows[0]?.count)).toBe(30);
  },
);

test.runIf(binariesHere).each(attacks)('%s is detected', async (_name, attack) => {
  await attack();
  expect((await verifyAudit(db, key, anchor)).kind).toBe('BROKEN');
});

test.runIf(binariesHere)('an older head put back with its chain is detected by the anchor only', async () => {
  const { rows } = await sql<{
    seq: string;
    hash: string;
    seal: string;
  }>`select seq, hash, seal from audit_head where chain = ${chain}`.execute(db);
  const old = rows[0];
  const facts = {
    actor: 'system:test',
    action: 'step.done',
    runId,
    correlationId: 'c',
    systems: [],
    detail: {},
  };
  await db.transaction().execute((transaction) => appendAudit(transaction, key, facts));
  const later = await verifyAudit(db, key);
  await asVandal(
    'delete from audit_entry where seq = 9',
    `update audit_head set seq = 8, hash = '${old?.hash ?? ''}', seal = '${old?.seal ?? ''}' where chain = ${chain}`,
  );
  expect(await verifyAudit(db, key)).toMatchObject({ kind: 'SOUND' });
  expect(await verifyAudit(db, key, later.kind === 'SOUND' ? later.heads : null)).toMatchObject({ kind: 'BROKEN' });
});

test.runIf(binariesHere)('an untouched chain is sound, also beside its anchor', async () => {
  expect(await verifyAudit(db, key, anchor)).toMatchObject({ kind: 'SOUND', entries: 8 });
});

test
  .runIf(binariesHere)
  .each(['update audit_entry set hash = hash', 'delete from audit_entry', 'truncate audit_entry'])(
  '"%s" is refused to the owner by a trigger and to the journal’s role by its grants',
  async (statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow('only ever added to');
    await expect(
      db.transaction().execute(async (transaction) => {
        await sql`set local role engagement_journal`.execute(transaction);
        await sql.raw(statement).execute(transaction);
      }),
    ).rejects.toThrow('permission denied');
  },
);

test.runIf(binariesHere)('a canary of personal data is in no entry of the chain', async () => {
  const canary = 'Brunhilde.Canary@example.org';
  const request = {
    process: 'p',
    input: { contact: canary },
    idempotencyKey: 'canary',
    scope: 's',
    correlationId: 'c',
  };
  await new Runs(db, key).begin({ ...request, initiator: canary, priority: 'billing' });
  const { rows } = await sql<{ text: string }>`select entry::text as text from audit_entry`.execute(db);
  expect(rows.length).toBe(9);
  expect(rows.filter(({ text }) => text.includes('Canary'))).toEqual([]);
});
