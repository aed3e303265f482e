// The journal in Postgres: every write is one transaction that holds the run's row, checks the fence, and appends to the audit.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { digest } from './canonical.ts';
import { BusinessKeyTaken, FenceLost } from './run-journal.ts';
import type {
  BusinessEvent,
  Claim,
  Intent,
  Json,
  RunJournal,
  RunState,
  StepFailure,
  StepRow,
  StepState,
} from './run-journal.ts';

interface RunRow {
  readonly fence: string;
  readonly process: string;
  readonly input: Json;
  readonly generation: number;
  readonly state: RunState;
}

interface Held {
  readonly transaction: Database;
  readonly actor: string;
  readonly correlationId: string;
}

/** One audited change of a run. */
interface Change {
  readonly action: string;
  readonly systems?: readonly string[];
  readonly detail: { readonly [name: string]: Json };
  readonly events?: readonly BusinessEvent[];
}

/** The journal of a database; `key` seals the audit. */
export class PgRunJournal implements RunJournal {
  readonly #db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  async claim(runId: string, owner: string): Promise<Claim> {
    const { rows } = await sql<RunRow>`
      update run set fence = fence + 1, owner = ${owner}, changed_at = now() where id = ${runId}
      returning fence, process, input, generation, state`.execute(this.#db);
    const run = rows[0];
    if (run === undefined) throw new Error(`There is no run ${runId}`);
    const notes = await sql<{ name: string; value: Json }>`
      select name, value from run_note where run_id = ${runId} and generation = ${run.generation}`.execute(this.#db);
    const steps = await this.#steps(runId, run.generation);
    const noted = Object.fromEntries(notes.rows.map(({ name, value }) => [name, value]));
    return { ...run, runId, fence: Number(run.fence), steps, notes: noted };
  }

  steps({ runId, generation }: Claim): Promise<readonly StepRow[]> {
    return this.#steps(runId, generation);
  }

  note(claim: Claim, name: string, value: Json): Promise<Json> {
    return this.#hold(claim, async ({ transaction }) => {
      await sql`insert into run_note (run_id, generation, name, value)
        values (${claim.runId}, ${claim.generation}, ${name}, ${JSON.stringify(value)}::jsonb)
        on conflict do nothing`.execute(transaction);
      const { rows } = await sql<{ value: Json }>`select value from run_note
        where run_id = ${claim.runId} and generation = ${claim.generation} and name = ${name}`.execute(transaction);
      return rows[0]?.value ?? null;
    });
  }

  intend(claim: Claim, intent: Intent): Promise<void> {
    const { name, position, system, key, inputHash, sentAtMs, undoRegistered } = intent;
    return this.#hold(claim, async ({ transaction }) => {
      const { rows } = await sql<{
        run_id: string;
      }>`insert into business_key (key, run_id) values (${`${system}/${key}`}, ${claim.runId})
        on conflict (key) do update set run_id = business_key.run_id returning run_id`.execute(transaction);
      const holder = rows[0]?.run_id ?? claim.runId;
      if (holder !== claim.runId) throw new BusinessKeyTaken(key, holder);
      await sql`insert into run_step (run_id, generation, name, position, system, key, input_hash, sent_at_ms, undo_registered)
        values (${claim.runId}, ${claim.generation}, ${name}, ${position}, ${system}, ${key}, ${inputHash}, ${sentAtMs}, ${undoRegistered})`.execute(
        transaction,
      );
    });
  }

  resend(claim: Claim, name: string, sending: { readonly sentAtMs: number; readonly doubted: boolean }): Promise<void> {
    return this.#hold(claim, async ({ transaction }) => {
      await sql`update run_step set sent_at_ms = ${sending.sentAtMs}, doubted = doubted or ${sending.doubted}
        where run_id = ${claim.runId} and generation = ${claim.generation} and name = ${name}`.execute(transaction);
    });
  }

  done(claim: Claim, name: string, ref: Json, events: readonly BusinessEvent[]): Promise<void> {
    return this.#change(
      claim,
      name,
      { kind: 'DONE', ref },
      { action: 'step.done', detail: { ref: digest(ref) }, events },
    );
  }

  refused(claim: Claim, name: string, failure: StepFailure): Promise<void> {
    return this.#change(
      claim,
      name,
      { kind: 'REFUSED', failure },
      { action: 'step.refused', detail: { code: failure.code } },
    );
  }

  undone(claim: Claim, name: string, ref: Json | null): Promise<void> {
    const detail = { ref: ref === null ? null : digest(ref) };
    return this.#change(claim, name, { kind: 'UNDONE', ref }, { action: 'step.undone', detail });
  }

  settle(claim: Claim, state: RunState, events: readonly BusinessEvent[] = []): Promise<void> {
    return this.#hold(claim, async (held) => {
      await sql`update run set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb, changed_at = now()
        where id = ${claim.runId}`.execute(held.transaction);
      await openException(held.transaction, claim, state);
      const detail: Change['detail'] = 'failure' in state ? { step: state.step, code: state.failure.code } : {};
      await this.#tell(held, claim, { action: `run.${state.kind.toLowerCase()}`, detail, events });
    });
  }

  #change(claim: Claim, name: string, state: StepState, change: Change): Promise<void> {
    return this.#hold(claim, async (held) => {
      const { rows } = await sql<{ system: string; key: string }>`
        update run_step set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb
        where run_id = ${claim.runId} and generation = ${claim.generation} and name = ${name}
        returning system, key`.execute(held.transaction);
      const step = rows[0];
      if (step === undefined) throw new Error(`Step ${name} of run ${claim.runId} was never begun`);
      const detail = { step: name, key: step.key, ...change.detail };
      await this.#tell(held, claim, { ...change, systems: [step.system], detail });
    });
  }

  /** Outbox, then audit: the audit's lock is held for the shortest time. */
  async #tell(
    { transaction, actor, correlationId }: Held,
    { runId, generation }: Claim,
    change: Change,
  ): Promise<void> {
    for (const { type, subject, data, tags } of change.events ?? []) {
      await sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id)
        values (${type}, ${subject}, ${JSON.stringify(data)}::jsonb, ${[...(tags ?? [])]}::text[], ${runId}, ${correlationId})`.execute(
        transaction,
      );
    }
    const { action, systems = [], detail } = change;
    const facts = { actor, action, runId, correlationId, systems, detail: { generation, ...detail } };
    await appendAudit(transaction, this.#key, facts);
  }

  /** A transaction that holds the run's row under the claim's fence; raises FenceLost when a newer claim has it. */
  async #hold<T>({ runId, fence }: Claim, work: (held: Held) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ fence: string; initiator: string; correlation_id: string }>`
        select fence, initiator, correlation_id from run where id = ${runId} for update`.execute(transaction);
      const run = rows[0];
      if (run === undefined || Number(run.fence) !== fence) throw new FenceLost(runId, fence);
      return work({ transaction, actor: run.initiator, correlationId: run.correlation_id });
    });
  }

  async #steps(runId: string, generation: number): Promise<readonly StepRow[]> {
    const { rows } = await sql<Omit<StepRow, 'sentAtMs'> & { sentAtMs: string }>`
      select name, generation, position, system, key, input_hash as "inputHash", state, sent_at_ms as "sentAtMs", doubted,
        undo_registered as "undoRegistered"
      from run_step where run_id = ${runId} and generation = ${generation} order by position`.execute(this.#db);
    return rows.map((row) => ({ ...row, sentAtMs: Number(row.sentAtMs) }));
  }
}

async function openException(transaction: Database, { runId, generation }: Claim, state: RunState): Promise<void> {
  if (state.kind !== 'PARKED' && state.kind !== 'STUCK' && state.kind !== 'COMPENSATED') return;
  const direction = state.kind === 'COMPENSATED' ? null : state.direction;
  const { step, failure } = state;
  await sql`insert into run_exception (run_id, generation, kind, direction, step, code, message)
    values (${runId}, ${generation}, ${state.kind}, ${direction}, ${step}, ${failure.code}, ${failure.message})`.execute(
    transaction,
  );
}
