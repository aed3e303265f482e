// The audit in Postgres: appended to in the transaction of what it tells of, and verified from its first entry to its sealed heads.
// No personal data: people are pseudonyms, values are digests.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import { chainOf, chainsCount, emptyHead, flawOf, linkAfter, sealOf } from './audit-chain.ts';
import type { AuditFacts, Head, Link, NewLink } from './audit-chain.ts';

const pageSize = 1_000;
/** Somebody else's entries can come in between a few times; as often as this, something else is wrong. */
const triesMax = 100;

/** Appends one entry as the last statements of a transaction: from here to its end others of the same chain wait. */
export async function appendAudit(transaction: Database, key: Buffer, facts: AuditFacts): Promise<void> {
  const chain = chainOf(facts.runId);
  const read = sql<HeadRow>`select chain, seq, hash from audit_head where chain = ${chain} for update`;
  let row = (await read.execute(transaction)).rows[0];
  if (row === undefined) {
    await makeHeads(transaction, key);
    row = (await read.execute(transaction)).rows[0];
  }
  const link = linkAfter(key, row === undefined ? emptyHead(chain) : headOf(row), facts);
  await sql`with ${appending(link, sql`true`)} select from audited`.execute(transaction);
}

/** The named queries `moved` and `audited` that append a link where `when` holds and its chain has not grown meanwhile. */
export function appending({ chain, seq, at, entry, previous, hash, seal }: NewLink, when: RawBuilder<unknown>) {
  return sql`moved as (
      update audit_head set seq = ${seq}, hash = ${hash}, seal = ${seal}
      where chain = ${chain} and seq = ${seq - 1} and hash = ${previous} and ${when} returning 1),
    audited as (
      insert into audit_entry (chain, seq, at, entry, previous, hash)
      select ${chain}::smallint, ${seq}::bigint, ${at}::timestamptz, ${JSON.stringify(entry)}::jsonb, ${previous}, ${hash}
      from moved returning 1)`;
}

/**
 * Appends without reading first. The heads that this process wrote last are remembered, so that what is done and its audit are one
 * statement, made anew when another process has moved the head.
 */
export class AuditWriter {
  readonly #db: Database;
  readonly #key: Buffer;
  readonly #heads = new Map<number, Head>();
  /** The last append to each chain: those of this process take turns instead of thwarting each other. */
  readonly #turns = new Map<number, Promise<unknown>>();

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  /** `write` commits the link with what it tells of, and resolves to null when the link's chain had grown. */
  append<T>(facts: AuditFacts, write: (link: NewLink) => Promise<T | null>): Promise<T> {
    const chain = chainOf(facts.runId);
    const turn = (this.#turns.get(chain) ?? Promise.resolve()).then(() => this.#append(chain, facts, write));
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(chain, settled);
    return turn;
  }

  async #append<T>(chain: number, facts: AuditFacts, write: (link: NewLink) => Promise<T | null>): Promise<T> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const head = this.#heads.get(chain) ?? (await this.#read(chain));
      const link = linkAfter(this.#key, head, facts);
      // Until it is known to be written, the head is not known.
      this.#heads.delete(chain);
      const result = await write(link);
      if (result === null) continue;
      this.#heads.set(chain, { chain, seq: link.seq, hash: link.hash });
      return result;
    }
    throw new Error(`The audit chain ${chain} grew ${triesMax} times while an entry was made for it; try again`);
  }

  async #read(chain: number): Promise<Head> {
    const read = sql<HeadRow>`select chain, seq, hash from audit_head where chain = ${chain}`;
    let row = (await read.execute(this.#db)).rows[0];
    if (row === undefined) {
      await makeHeads(this.#db, this.#key);
      row = (await read.execute(this.#db)).rows[0];
    }
    return row === undefined ? emptyHead(chain) : headOf(row);
  }
}

/** All heads at once, sealed, at the first entry of all: a chain without a head is then a chain that was taken away. */
async function makeHeads(db: Database, key: Buffer): Promise<void> {
  const heads = Array.from({ length: chainsCount }, (_, chain) => emptyHead(chain));
  await sql`insert into audit_head (chain, seq, hash, seal)
    select * from unnest(${heads.map(({ chain }) => chain)}::smallint[], ${heads.map(({ seq }) => seq)}::bigint[],
      ${heads.map(({ hash }) => hash)}::text[], ${heads.map((head) => sealOf(key, head))}::text[])
    on conflict do nothing`.execute(db);
}

interface HeadRow {
  readonly chain: number;
  readonly seq: string;
  readonly hash: string;
}

function headOf({ chain, seq, hash }: HeadRow): Head {
  return { chain, seq: Number(seq), hash };
}

/** The newest entries, as an anchor kept outside the database remembers them. */
export type Anchor = readonly Head[];

/** What a verification found; `BROKEN` names the chain and its first entry that does not hold. */
export type AuditVerdict =
  | { readonly kind: 'SOUND'; readonly entries: number; readonly heads: Anchor }
  | { readonly kind: 'BROKEN'; readonly chain: number; readonly at: number; readonly why: string };

type Broken = Extract<AuditVerdict, { kind: 'BROKEN' }>;

/**
 * Reads all chains as they are at one instant, whatever is appended meanwhile. `anchor` are heads noted earlier elsewhere: without
 * them, chains cut back together with their heads look sound.
 */
export function verifyAudit(db: Database, key: Buffer, anchor: Anchor | null = null): Promise<AuditVerdict> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read');
  return snapshot.execute((transaction) => verifyChains(transaction, key, anchor));
}

async function verifyChains(db: Database, key: Buffer, anchor: Anchor | null): Promise<AuditVerdict> {
  const { rows } = await sql<HeadRow & { seal: string }>`select chain, seq, hash, seal from audit_head`.execute(db);
  const some = await sql`select 1 from audit_entry limit 1`.execute(db);
  // The beginning of a run is an entry, and business keys are never removed.
  const begun = await sql`select 1 from run union all select 1 from business_key limit 1`.execute(db);
  const isBegun = rows.length > 0 || some.rows.length > 0 || begun.rows.length > 0;
  const stray = await strayEntry(db);
  if (stray !== null) return stray;
  const heads: Head[] = [];
  for (let chain = 0; chain < chainsCount; chain += 1) {
    const head = await verifyChain(db, key, { chain, anchored: anchor?.find((one) => one.chain === chain) ?? null });
    if ('kind' in head) return head;
    const row = rows.find((one) => one.chain === chain);
    const why = row === undefined ? (isBegun ? 'its head is missing' : null) : flawOfHead(key, head, row);
    if (why !== null) return { kind: 'BROKEN', chain, at: head.seq + 1, why };
    heads.push(head);
  }
  return { kind: 'SOUND', entries: heads.reduce((total, { seq }) => total + seq, 0), heads };
}

/** An entry where no chain passes: whoever reads the audit would see it, and nobody would look at its seal. */
async function strayEntry(db: Database): Promise<Broken | null> {
  const { rows } = await sql<{ chain: number; seq: string }>`select chain, seq from audit_entry
    where chain not between 0 and ${chainsCount - 1} or seq < 1 limit 1`.execute(db);
  const stray = rows[0];
  if (stray === undefined) return null;
  return { kind: 'BROKEN', chain: stray.chain, at: Number(stray.seq), why: 'the entry is in none of the chains' };
}

function flawOfHead(key: Buffer, head: Head, row: HeadRow & { readonly seal: string }): string | null {
  const sealed = headOf(row);
  const ends = sealed.seq === head.seq && sealed.hash === head.hash && row.seal === sealOf(key, head);
  return ends ? null : 'the chain does not end where its sealed head says';
}

/** Goes through one chain; its last entry, or what is wrong with it. */
async function verifyChain(
  db: Database,
  key: Buffer,
  { chain, anchored }: { readonly chain: number; readonly anchored: Head | null },
): Promise<Head | Broken> {
  const broken = (at: number, why: string): Broken => ({ kind: 'BROKEN', chain, at, why });
  let head = emptyHead(chain);
  for (;;) {
    const page = await readPage(db, head);
    for (const link of page) {
      const why = flawOf(key, head, link);
      if (why !== null) return broken(head.seq + 1, why);
      if (anchored?.seq === link.seq && anchored.hash !== link.hash) {
        return broken(link.seq, 'the entry differs from the anchor: the chain was written anew');
      }
      head = { chain, seq: link.seq, hash: link.hash };
    }
    if (page.length < pageSize) break;
  }
  if (anchored !== null && anchored.seq > head.seq) {
    return broken(head.seq + 1, `the chain ends before entry ${anchored.seq}, which the anchor remembers`);
  }
  return head;
}

/** The entries of one chain after its entry `seq`. */
async function readPage(db: Database, { chain, seq }: Head): Promise<readonly Link[]> {
  const { rows } = await sql<Omit<Link, 'seq' | 'at'> & { seq: string; at: Date }>`
    select chain, seq, at, entry, previous, hash from audit_entry
    where chain = ${chain} and seq > ${seq} order by seq limit ${pageSize}`.execute(db);
  return rows.map(({ seq: place, at, ...row }) => ({ ...row, seq: Number(place), at: at.toISOString() }));
}
