// Runs as their callers see them: begun under an idempotency key, and read. Operators send them on (operate.ts).
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { digest } from './canonical.ts';
import { marksOf } from './marks.ts';
import { pseudonymOf } from './people.ts';
import type { Json, Priority, RunState, RunView } from './run-journal.ts';
import { moveOn } from './send-on.ts';

export type { RunView } from './run-journal.ts';

/** Keys are kept at least this long (ARCHITECTURE rule 5). */
export const idempotencyDaysMin = 90;

/** What a run is begun with. */
export interface RunRequest {
  readonly process: string;
  readonly input: Json;
  /** The caller's key; two callers' keys are told apart by `scope`. */
  readonly idempotencyKey: string;
  readonly scope: string;
  /** Who asked; only a pseudonym of it is journaled. */
  readonly initiator: string;
  readonly correlationId: string;
  readonly priority: Priority;
  /**
   * What the run queues up with, such as the vendor account that does most of its work: runs of different lanes do not wait for each
   * other. A handful of names, not one per customer; by default the process.
   */
  readonly lane?: string;
  /**
   * Canonical id of the customer it is about, or of the deal or project where a process knows no customer, or a row (`rowOf`): runs of
   * one id are carried out one after another, in the order in which they were begun (order.ts).
   */
  readonly orderOf?: string;
}

/** NEW: begun now. SAME: the key and this input began it earlier. OTHER_INPUT: the key began something else; refuse. */
export type Begun =
  { readonly kind: 'NEW' | 'SAME'; readonly runId: string } | { readonly kind: 'OTHER_INPUT'; readonly runId: string };

/** Runs of a database. */
export class Runs {
  readonly #db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  /**
   * Begins a run, or names the one its key has begun; callers with the same key at the same moment get the same run. `also`
   * runs in the transaction (an enqueue), for new runs only.
   */
  begin(request: RunRequest, also?: (transaction: Database, run: RunView) => Promise<void>): Promise<Begun> {
    return this.#db.transaction().execute((transaction) => this.beginIn(transaction, request, also));
  }

  /**
   * The same within a transaction of the caller's. Several in one transaction hold several chains of the audit until its end: let only
   * one such transaction run at a time, or two wait for each other.
   */
  async beginIn(
    transaction: Database,
    request: RunRequest,
    also?: (transaction: Database, run: RunView) => Promise<void>,
  ): Promise<Begun> {
    const { process, input, idempotencyKey, scope, correlationId, priority, lane = process, orderOf = null } = request;
    const inputHash = digest({ process, input });
    const runId = randomUUID();
    // Waits for a concurrent caller of the same key; then it is there, or was rolled back.
    const inserted = await sql`insert into idempotency_key (scope, key, input_hash, run_id)
      values (${scope}, ${idempotencyKey}, ${inputHash}, ${runId}) on conflict do nothing returning run_id`.execute(
      transaction,
    );
    if (inserted.rows.length === 0) return this.#earlier(transaction, request, inputHash);
    const initiator = await pseudonymOf(transaction, this.#key, request.initiator);
    await sql`insert into run (id, process, input, initiator, correlation_id, priority, lane, order_of)
      values (${runId}, ${process}, ${JSON.stringify(input)}::jsonb, ${initiator}, ${correlationId}, ${priority}, ${lane},
        ${orderOf})`.execute(transaction);
    await sql`insert into run_mark (value, run_id) select mark, ${runId} from unnest(${[...marksOf(input)]}::text[]) mark`.execute(
      transaction,
    );
    const state: RunState = { kind: 'RUNNING' };
    await also?.(transaction, {
      ...{ id: runId, process, generation: 1, execution: 1 },
      state,
      correlationId,
      priority,
      lane,
    });
    const detail = { process, input: inputHash };
    await appendAudit(transaction, this.#key, {
      actor: initiator,
      action: 'run.begun',
      runId,
      correlationId,
      systems: [],
      detail,
    });
    return { kind: 'NEW', runId };
  }

  /** Whether a caller's key has begun a run: what is refused by how things stand now must not refuse a repetition. */
  async isBegun(scope: string, idempotencyKey: string): Promise<boolean> {
    const { rows } =
      await sql`select 1 from idempotency_key where scope = ${scope} and key = ${idempotencyKey}`.execute(this.#db);
    return rows.length > 0;
  }

  async read(runId: string): Promise<RunView | null> {
    return readRun(this.#db, runId);
  }

  /** Whether it goes on because somebody mended something, or because what it waited for has happened. */
  async wasSentOn(runId: string): Promise<boolean> {
    const { rows } = await sql`select 1 from run where id = ${runId} and sent_on_at is not null`.execute(this.#db);
    return rows.length > 0;
  }

  /** Who began a run, as its caller named them; null once they were erased, or when there is no such run. */
  async initiatorOf(runId: string): Promise<string | null> {
    const { rows } = await sql<{ subject: string | null }>`
      select data->>'subject' as subject from person join run on run.initiator = person.pseudonym
      where run.id = ${runId}`.execute(this.#db);
    return rows[0]?.subject ?? null;
  }

  /** Forgets idempotency keys that are older than their time; business keys are never forgotten. */
  async forgetOldKeys(): Promise<void> {
    await sql`delete from idempotency_key where made_at < now() - make_interval(days => ${idempotencyDaysMin})`.execute(
      this.#db,
    );
  }

  /**
   * Lets a run that is stuck go on in place within a transaction, for what it waits for may have happened: its exception stays open and
   * ends with it. Null when it is not stuck any more.
   */
  goOnIn(
    transaction: Database,
    runId: string,
    { actor, because }: { readonly actor: string; readonly because: string },
  ): Promise<RunView | null> {
    const going = { runId, actor, action: 'run.went-on', from: 'STUCK', detail: { because } } as const;
    return moveOn(transaction, { key: this.#key, ...going });
  }

  async #earlier(transaction: Database, { scope, idempotencyKey }: RunRequest, inputHash: string): Promise<Begun> {
    const { rows } = await sql<{ run_id: string; input_hash: string }>`
      select run_id, input_hash from idempotency_key where scope = ${scope} and key = ${idempotencyKey}`.execute(
      transaction,
    );
    const earlier = rows[0];
    if (earlier === undefined)
      throw new Error(`The idempotency key ${idempotencyKey} vanished while it was read; ask again`);
    return { kind: earlier.input_hash === inputHash ? 'SAME' : 'OTHER_INPUT', runId: earlier.run_id };
  }
}

async function readRun(db: Database, runId: string): Promise<RunView | null> {
  const { rows } =
    await sql<RunView>`select id, process, generation, execution, state, correlation_id as "correlationId", priority, lane
    from run where id = ${runId}`.execute(db);
  return rows[0] ?? null;
}
