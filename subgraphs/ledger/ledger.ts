// One write per business key, where the write happens: it is serialised by key, a lower fence is refused, and what came of it is
// kept, so that the same request twice has one effect and one answer.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** Anything JSON can carry. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The failure of a write, as the ports tell it. */
export interface LedgerFailure {
  readonly code: string;
  readonly message: string;
  readonly vendorCode: string | null;
  readonly fields: readonly string[];
  readonly retryAfterMs: number | null;
}

/** A write's outcome: the ports' WriteOutcome, or that a newer execution has written or looked (FENCED). */
export type LedgerOutcome<R> =
  | { readonly kind: 'APPLIED'; readonly ref: R; readonly isNew: boolean }
  | {
      readonly kind: 'NOT_APPLIED';
      readonly reason: 'REFUSED' | 'AMBIGUOUS' | 'OUTAGE' | 'FENCED';
      readonly failure: LedgerFailure;
    }
  | { readonly kind: 'IN_DOUBT'; readonly settleMs: number; readonly failure: LedgerFailure };

/** Which write. The same key may be written, and later removed: `operation` tells them apart. */
export interface LedgerKey {
  /** Vendor account, such as `psa/kantata-eu`. */
  readonly system: string;
  readonly operation: string;
  readonly key: string;
  readonly fence: number;
}

/** A write about to be made. */
export interface LedgerWrite extends LedgerKey {
  readonly inputHash: string;
  /** How long after a call was sent its effect may still appear. */
  readonly settleMs: number;
  /** The vendor itself makes one of two (upsert, idempotency key): a doubt needs no look-up before the next call. */
  readonly isRepeatable: boolean;
}

type State = 'OPEN' | 'APPLIED' | 'NOT_APPLIED' | 'IN_DOUBT' | 'LOOKED_UP';

interface Row {
  readonly fence: string;
  readonly input_hash: string;
  readonly state: State;
  readonly outcome: LedgerOutcome<Json> | null;
  readonly settle_ms: number;
  readonly age_ms: number;
}

/**
 * Unless told otherwise, a call takes at most this long with all its retries; a writer that is silent for longer is dead, and its
 * write in doubt.
 */
export const openMsDefault = 30_000;
/** How often a waiting writer looks whether the other is through. */
const pollMs = 20;

/** The ledger of a database. */
export class Ledger {
  readonly #db: Database;
  readonly #openMs: number;

  /** All users of one database have to name the same `openMs`, and let no call take longer. */
  constructor(db: Database, { openMs = openMsDefault }: { readonly openMs?: number } = {}) {
    this.#db = db;
    this.#openMs = openMs;
  }

  /**
   * Makes a write once. The outcome of an earlier applied one is returned without a call; another input under its key is refused
   * (KEY_REUSED); while another writer is at it this one waits. A write in doubt is not made again until it was looked up, or, when it
   * is repeatable, until it has settled. Rejects only when the database fails; `act` that throws leaves the write in doubt.
   */
  async write<R extends Json>(write: LedgerWrite, act: () => Promise<LedgerOutcome<R>>): Promise<LedgerOutcome<R>> {
    const entry = await this.#enter(write);
    // What is kept under a key is what `act` of that key returned.
    if (entry.kind === 'ANSWERED') return entry.outcome as LedgerOutcome<R>;
    let outcome: LedgerOutcome<R>;
    try {
      outcome = await act();
    } catch (error) {
      await this.#close(write, entry.openedAt, doubt(write.settleMs, 'the write ended without an answer'));
      throw error;
    }
    await this.#close(write, entry.openedAt, outcome);
    return outcome;
  }

  /**
   * Looks records up under a key, with no write of that key under way or still to appear, and with every lower fence shut out from
   * now on. Raises LowerFence when this one is shut out itself; rejects with what `find` rejects with.
   */
  async lookUp<R extends Json>(asked: LedgerKey, find: () => Promise<readonly R[]>): Promise<readonly R[]> {
    for (;;) {
      const row = await this.#raise(asked);
      if (row === null) throw new LowerFence(asked);
      if (row.state === 'NOT_APPLIED' || row.state === 'LOOKED_UP') break;
      // Applied is not yet visible: searches of some vendors trail what they have just confirmed.
      const closesInMs = row.state === 'OPEN' ? this.#openMs + row.settle_ms : row.settle_ms;
      if (row.age_ms >= closesInMs) break;
      await pause(row.state === 'OPEN' ? pollMs : closesInMs - row.age_ms + 1);
    }
    const found = await find();
    const [only, ...others] = found;
    const isOne = only !== undefined && others.length === 0;
    const outcome = isOne ? JSON.stringify({ kind: 'APPLIED', ref: only, isNew: false }) : null;
    await sql`update ledger_entry set state = ${isOne ? 'APPLIED' : 'LOOKED_UP'}, outcome = ${outcome}::jsonb
      where ${at(asked)} and fence = ${asked.fence} and (state <> 'APPLIED' or ${found.length === 0})`.execute(
      this.#db,
    );
    return found;
  }

  /** Takes the key for a call; else what to answer instead. */
  async #enter(write: LedgerWrite): Promise<Entry> {
    for (const untilMs = Date.now() + this.#openMs + write.settleMs; ;) {
      const openedAt = await this.#open(write);
      if (openedAt !== null) return { kind: 'OURS', openedAt };
      const answer = answerFrom(await this.#read(write), write, this.#openMs);
      if (answer !== 'WAIT') return { kind: 'ANSWERED', outcome: answer };
      if (Date.now() >= untilMs) {
        return { kind: 'ANSWERED', outcome: doubt(write.settleMs, 'another write of this key does not end') };
      }
      await pause(pollMs);
    }
  }

  /** One statement decides who may call: the instant of opening when it is us, else null. */
  async #open(write: LedgerWrite): Promise<string | null> {
    const { system, operation, key, fence, inputHash, settleMs, isRepeatable } = write;
    const taken = await sql<{ opened_at: string }>`
      insert into ledger_entry (system, operation, key, fence, input_hash, state, settle_ms)
      values (${system}, ${operation}, ${key}, ${fence}, ${inputHash}, 'OPEN', ${settleMs})
      on conflict (system, operation, key) do update
        set fence = excluded.fence, state = 'OPEN', outcome = null, opened_at = clock_timestamp(), settle_ms = excluded.settle_ms,
          input_hash = excluded.input_hash
        where ledger_entry.fence < excluded.fence and (
          ledger_entry.input_hash = excluded.input_hash and ledger_entry.state in ('NOT_APPLIED', 'LOOKED_UP')
          or ledger_entry.input_hash = excluded.input_hash and ${isRepeatable} and ledger_entry.state in ('IN_DOUBT', 'OPEN')
            and clock_timestamp() >= ledger_entry.opened_at + interval '1 millisecond' *
              (ledger_entry.settle_ms + case ledger_entry.state when 'OPEN' then ${this.#openMs}::int else 0 end)
          or ledger_entry.input_hash = '' and ledger_entry.state = 'LOOKED_UP')
      returning opened_at::text as opened_at`.execute(this.#db);
    return taken.rows[0]?.opened_at ?? null;
  }

  async #raise(asked: LedgerKey): Promise<Row | null> {
    const { system, operation, key, fence } = asked;
    await sql`insert into ledger_entry (system, operation, key, fence, input_hash, state, settle_ms)
      values (${system}, ${operation}, ${key}, ${fence}, '', 'LOOKED_UP', 0)
      on conflict (system, operation, key) do update set fence = excluded.fence
        where ledger_entry.fence < excluded.fence`.execute(this.#db);
    const row = await this.#read(asked);
    return Number(row.fence) > fence ? null : row;
  }

  async #read(asked: LedgerKey): Promise<Row> {
    const { rows } = await sql<Row>`select fence, input_hash, state, outcome, settle_ms,
        (extract(epoch from clock_timestamp() - opened_at) * 1000)::float8 as age_ms
      from ledger_entry where ${at(asked)}`.execute(this.#db);
    const row = rows[0];
    if (row === undefined) throw new Error(`The ledger lost ${asked.system}/${asked.operation}/${asked.key}`);
    return row;
  }

  /** Only whoever opened it closes it: one that was taken for dead comes too late. A look-up meanwhile may have raised the fence. */
  async #close(write: LedgerWrite, openedAt: string, outcome: LedgerOutcome<Json>): Promise<void> {
    // Its age counts from its end now: the call may have been sent late, after a queue or a repeat, and settles from then on.
    await sql`update ledger_entry set state = ${outcome.kind}, outcome = ${JSON.stringify(outcome)}::jsonb,
        opened_at = clock_timestamp()
      where ${at(write)} and state = 'OPEN' and opened_at::text = ${openedAt}`.execute(this.#db);
  }
}

/** Whether a writer may call. */
type Entry =
  | { readonly kind: 'OURS'; readonly openedAt: string }
  | { readonly kind: 'ANSWERED'; readonly outcome: LedgerOutcome<Json> };

/** A look-up under a fence that a newer execution has shut out. */
export class LowerFence extends Error {
  override readonly name = 'LowerFence';

  constructor({ key, fence }: LedgerKey) {
    super(`${key}: fence ${fence} is older than one that has written or looked already`);
  }
}

function answerFrom(row: Row, write: LedgerWrite, openMs: number): LedgerOutcome<Json> | 'WAIT' {
  const fence = Number(row.fence);
  if (row.input_hash !== '' && row.input_hash !== write.inputHash) {
    return refusal('REFUSED', 'KEY_REUSED', `${write.key} was written with another input`);
  }
  if (fence > write.fence)
    return refusal('FENCED', 'FENCED', `a newer execution than ${write.fence} holds ${write.key}`);
  // Sent again before the first has settled, the first could arrive last and undo what later steps wrote to the record.
  const isSentAgain = write.isRepeatable && fence < write.fence;
  switch (row.state) {
    case 'APPLIED':
      return row.outcome?.kind === 'APPLIED' ? { ...row.outcome, isNew: false } : 'WAIT';
    case 'OPEN':
      return isSentAgain || row.age_ms < openMs
        ? 'WAIT'
        : doubt(row.settle_ms, 'an earlier write of this key never ended');
    case 'IN_DOUBT':
      return isSentAgain
        ? 'WAIT'
        : doubt(write.settleMs, `an earlier write of ${write.key} is in doubt; look it up first`);
    case 'NOT_APPLIED':
      // The very same request again gets the very same answer; only a higher fence may try anew.
      return row.outcome ?? 'WAIT';
    case 'LOOKED_UP':
      return refusal('FENCED', 'FENCED', `${write.key} was looked up under fence ${fence}; write under a higher one`);
  }
}

function at({ system, operation, key }: LedgerKey) {
  return sql<boolean>`system = ${system} and operation = ${operation} and key = ${key}`;
}

function doubt(settleMs: number, message: string): LedgerOutcome<never> {
  return { kind: 'IN_DOUBT', settleMs, failure: failureOf('LEDGER_IN_DOUBT', message) };
}

function refusal(reason: 'REFUSED' | 'FENCED', code: string, message: string): LedgerOutcome<never> {
  return { kind: 'NOT_APPLIED', reason, failure: failureOf(code, message) };
}

function failureOf(code: string, message: string): LedgerFailure {
  return { code, message, vendorCode: null, fields: [], retryAfterMs: null };
}
