// The audit chain: every entry is sealed with the one before it by a key that the database does not hold. No personal data: people
// are pseudonyms, values are digests.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { keyedDigest } from './canonical.ts';
import type { Json } from './run-journal.ts';

/** Who did what, when, to what, through which systems. */
export interface AuditFacts {
  /** A pseudonym or `system:<name>`. */
  readonly actor: string;
  readonly action: string;
  readonly runId: string;
  readonly correlationId: string;
  readonly systems: readonly string[];
  /** Ids, codes and digests only. */
  readonly detail: { readonly [name: string]: Json };
}

const lockKey = 4_071_824;
const genesis = '0'.repeat(64);
const keyLengthMin = 32;
const pageSize = 1_000;

/** The key, from AUDIT_KEY or the file AUDIT_KEY_FILE names. Raises an Error with the remedy when there is none or it is short. */
export function auditKeyFrom(env: Readonly<Record<string, string | undefined>>): Buffer {
  const { AUDIT_KEY: inline, AUDIT_KEY_FILE: file } = env;
  const text =
    inline !== undefined && inline !== '' ? inline : file === undefined ? '' : readFileSync(file, 'utf8').trim();
  if (text.length >= keyLengthMin) return Buffer.from(text);
  throw new Error(
    `The audit key has ${text.length} characters; set AUDIT_KEY, or AUDIT_KEY_FILE to a file, with at least ${keyLengthMin}`,
  );
}

/** Appends one entry as the last statements of the transaction: from here to its end others wait for their turn. */
export async function appendAudit(transaction: Database, key: Buffer, facts: AuditFacts): Promise<void> {
  const head = await lockHead(transaction);
  const seq = head.seq + 1;
  const at = new Date().toISOString();
  const entry: Json = { ...facts };
  const hash = hashOf(key, { seq, at, entry, previous: head.hash });
  // One statement: every journey to the database made here is made while all others wait.
  await sql`with head as (
      insert into audit_head (seq, hash, seal) values (${seq}, ${hash}, ${sealOf(key, seq, hash)})
      on conflict (only_row) do update set seq = excluded.seq, hash = excluded.hash, seal = excluded.seal)
    insert into audit_entry (seq, at, entry, previous, hash)
    values (${seq}, ${at}, ${JSON.stringify(entry)}::jsonb, ${head.hash}, ${hash})`.execute(transaction);
}

async function lockHead(transaction: Database): Promise<Anchor> {
  const read = sql<{ seq: string; hash: string }>`select seq, hash from audit_head for update`;
  let row = (await read.execute(transaction)).rows[0];
  if (row === undefined) {
    // The very first entries have no row to hold.
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(transaction);
    row = (await read.execute(transaction)).rows[0];
  }
  return { seq: Number(row?.seq ?? 0), hash: row?.hash ?? genesis };
}

interface Link {
  readonly seq: number;
  readonly at: string;
  readonly entry: Json;
  readonly previous: string;
}

function hashOf(key: Buffer, { seq, at, entry, previous }: Link): string {
  return keyedDigest(key, { seq, at, entry, previous });
}

function sealOf(key: Buffer, seq: number, hash: string): string {
  return keyedDigest(key, { head: seq, hash });
}

/** The newest entry, as an anchor kept outside the database remembers it. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/** What a verification found; `BROKEN` names the first entry that does not hold. */
export type AuditVerdict =
  | { readonly kind: 'SOUND'; readonly entries: number; readonly head: Anchor }
  | { readonly kind: 'BROKEN'; readonly at: number; readonly why: string };

/** Reads the whole chain. `anchor` is a head noted earlier elsewhere: without one, a chain cut back together with its head looks sound. */
export async function verifyAudit(db: Database, key: Buffer, anchor: Anchor | null = null): Promise<AuditVerdict> {
  let head: Anchor = { seq: 0, hash: genesis };
  for (;;) {
    const page = await readPage(db, head.seq);
    for (const row of page) {
      const why = flawOf(key, head, row);
      if (why !== null) return { kind: 'BROKEN', at: head.seq + 1, why };
      if (anchor?.seq === row.seq && anchor.hash !== row.hash) {
        return { kind: 'BROKEN', at: row.seq, why: 'the entry differs from the anchor: the chain was written anew' };
      }
      head = { seq: row.seq, hash: row.hash };
    }
    if (page.length < pageSize) break;
  }
  const { rows } = await sql<{
    seq: string;
    hash: string;
    seal: string;
  }>`select seq, hash, seal from audit_head`.execute(db);
  const sealed = rows[0];
  const isSealed =
    sealed === undefined
      ? head.seq === 0
      : Number(sealed.seq) === head.seq &&
        sealed.hash === head.hash &&
        sealed.seal === sealOf(key, head.seq, head.hash);
  if (!isSealed) return { kind: 'BROKEN', at: head.seq + 1, why: 'the chain does not end where its sealed head says' };
  if (anchor !== null && anchor.seq > head.seq) {
    return {
      kind: 'BROKEN',
      at: head.seq + 1,
      why: `the chain ends before entry ${anchor.seq}, which the anchor remembers`,
    };
  }
  return { kind: 'SOUND', entries: head.seq, head };
}

type StoredLink = Link & { readonly hash: string };

async function readPage(db: Database, after: number): Promise<readonly StoredLink[]> {
  const { rows } = await sql<{ seq: string; at: Date; entry: Json; previous: string; hash: string }>`
    select seq, at, entry, previous, hash from audit_entry where seq > ${after} order by seq limit ${pageSize}`.execute(
    db,
  );
  return rows.map(({ seq, at, ...row }) => ({ ...row, seq: Number(seq), at: at.toISOString() }));
}

function flawOf(key: Buffer, before: Anchor, row: StoredLink): string | null {
  if (row.seq !== before.seq + 1) return `entry ${before.seq + 1} is missing`;
  if (row.previous !== before.hash) return `entry ${row.seq} does not follow the one before it`;
  if (row.hash !== hashOf(key, row)) return `entry ${row.seq} was changed, or written without the key`;
  return null;
}
