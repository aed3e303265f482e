// The journal in Postgres: every write is one statement, and so one transaction, that holds the run's row under the claim's fence and
// carries its events and its link of the audit. One journey to the database per write is what makes a step cheap.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import { askForRun } from './approvals/ask.ts';
import type { AuditFacts } from './audit-chain.ts';
import { appending, AuditWriter } from './audit.ts';
import { digest } from './canonical.ts';
import { checkedEvent } from './events/event-types.ts';
import { settlingExceptions } from './exceptions.ts';
import { marksOf } from './marks.ts';
import { settlingParked } from './parked.ts';
import type { ParkedPace } from './parked.ts';
import { BusinessKeyTaken, FenceLost, noCodes } from './run-journal.ts';
import type {
  ApprovalAnswer,
  ApprovalRequest,
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
  readonly actor: string;
  readonly correlationId: string;
  readonly mayBeBehind: boolean;
}

/** What a claim does not carry, and its audit needs. */
interface Known {
  readonly actor: string;
  readonly correlationId: string;
  /** System and key of each step on file, by name. */
  readonly steps: Map<string, Pick<StepRow, 'system' | 'key'>>;
}

/** One audited change of a run. */
interface Change {
  readonly action: string;
  readonly systems?: readonly string[];
  readonly detail: { readonly [name: string]: Json };
  readonly events?: readonly BusinessEvent[];
  /** By what the run can be found from now on. */
  readonly marks?: readonly string[];
}

/** The journal of a database; `key` seals the audit. */
export class PgRunJournal implements RunJournal {
  readonly #db: Database;
  readonly #key: Buffer;
  readonly #audit: AuditWriter;
  readonly #parked: ParkedPace | null;
  readonly #known = new WeakMap<Claim, Known>();

  /** Without a pace parked runs wait for a person. */
  constructor(db: Database, key: Buffer, parked: ParkedPace | null = null) {
    this.#db = db;
    this.#key = key;
    this.#parked = parked;
    this.#audit = new AuditWriter(db, key);
  }

  async claim(runId: string, owner: string): Promise<Claim> {
    const { rows } = await sql<RunRow>`
      update run set fence = fence + 1, owner = ${owner}, changed_at = now() where id = ${runId}
      returning fence, process, input, generation, state, initiator as actor, correlation_id as "correlationId",
        exists (select from restoration) as "mayBeBehind"`.execute(this.#db);
    const run = rows[0];
    if (run === undefined) throw new Error(`There is no run ${runId}`);
    const notes = await sql<{ name: string; value: Json }>`
      select name, value from run_note where run_id = ${runId} and generation = ${run.generation}`.execute(this.#db);
    const steps = await this.#steps(runId, run.generation);
    const { actor, correlationId, fence, ...rest } = run;
    const noted = Object.fromEntries(notes.rows.map(({ name, value }) => [name, value]));
    const claim: Claim = { ...rest, runId, fence: Number(fence), steps, notes: noted };
    this.#known.set(claim, { actor, correlationId, steps: new Map(steps.map((step) => [step.name, step])) });
    return claim;
  }

  steps({ runId, generation }: Claim): Promise<readonly StepRow[]> {
    return this.#steps(runId, generation);
  }

  async note(claim: Claim, name: string, value: Json): Promise<Json> {
    const { runId, generation } = claim;
    const { rows } = await sql<{ held: boolean; value: Json | null }>`
      with ${holding(claim)}, noted as (
        insert into run_note (run_id, generation, name, value)
        select ${runId}, ${generation}, ${name}, ${JSON.stringify(value)}::jsonb from held
        on conflict do nothing returning value)
      select exists (select from held) as held, coalesce((select value from noted),
        (select value from run_note where run_id = ${runId} and generation = ${generation} and name = ${name})) as value`.execute(
      this.#db,
    );
    if (rows[0]?.held !== true) throw new FenceLost(runId, claim.fence);
    return rows[0].value;
  }

  async intend(claim: Claim, intent: Intent): Promise<void> {
    const { name, position, system, key, inputHash, sentAtMs, undoRegistered } = intent;
    const { runId, generation } = claim;
    const { rows } = await sql<{ held: boolean; holder: string | null }>`
      with ${holding(claim)}, claimed as (
        insert into business_key (key, run_id) select ${`${system}/${key}`}, ${runId} from held
        on conflict (key) do update set run_id = business_key.run_id returning run_id),
      begun as (
        insert into run_step (run_id, generation, name, position, system, key, input_hash, sent_at_ms, undo_registered)
        select ${runId}, ${generation}::int, ${name}, ${position}::int, ${system}, ${key}, ${inputHash}, ${sentAtMs}::bigint,
          ${undoRegistered}::boolean
        from claimed where run_id = ${runId} returning 1)
      select exists (select from held) as held, (select run_id from claimed) as holder, (select count(*) from begun)`.execute(
      this.#db,
    );
    if (rows[0]?.held !== true) throw new FenceLost(runId, claim.fence);
    const holder = rows[0].holder ?? runId;
    if (holder !== runId) throw new BusinessKeyTaken(key, holder);
    this.#known.get(claim)?.steps.set(name, { system, key });
  }

  async resend(
    claim: Claim,
    name: string,
    sending: { readonly sentAtMs: number; readonly doubted: boolean },
  ): Promise<void> {
    const { runId, generation } = claim;
    const { rows } = await sql<{ held: boolean }>`
      with ${holding(claim)}, sent as (
        update run_step set sent_at_ms = ${sending.sentAtMs}, doubted = doubted or ${sending.doubted}
        where run_id = ${runId} and generation = ${generation} and name = ${name} and exists (select from held) returning 1)
      select exists (select from held) as held, (select count(*) from sent)`.execute(this.#db);
    if (rows[0]?.held !== true) throw new FenceLost(runId, claim.fence);
  }

  done(claim: Claim, name: string, ref: Json, events: readonly BusinessEvent[]): Promise<void> {
    const change: Change = { action: 'step.done', detail: { ref: digest(ref) }, events, marks: marksOf(ref) };
    return this.#change(claim, name, { kind: 'DONE', ref }, change);
  }

  refused(claim: Claim, name: string, failure: StepFailure): Promise<void> {
    const change: Change = { action: 'step.refused', detail: { code: failure.code } };
    return this.#change(claim, name, { kind: 'REFUSED', failure }, change);
  }

  undone(claim: Claim, name: string, ref: Json | null): Promise<void> {
    const change: Change = { action: 'step.undone', detail: { ref: ref === null ? null : digest(ref) } };
    return this.#change(claim, name, { kind: 'UNDONE', ref }, change);
  }

  approve(claim: Claim, request: ApprovalRequest): Promise<ApprovalAnswer> {
    return askForRun(this.#db, this.#key, { claim, request });
  }

  settle(claim: Claim, state: RunState, events: readonly BusinessEvent[] = []): Promise<void> {
    const detail: Change['detail'] = 'failure' in state ? { step: state.step, code: state.failure.code } : {};
    const change: Change = { action: `run.${state.kind.toLowerCase()}`, detail, events };
    const settled = sql`
      update run set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb, changed_at = now()
      where id = ${claim.runId} and exists (select from moved) returning 1`;
    const correlationId = this.#known.get(claim)?.correlationId ?? '';
    const when = sql`select from moved`;
    const exceptions = settlingExceptions(claim, state, { correlationId, when });
    const parked = settlingParked(claim, state, { pace: this.#parked, when });
    return this.#write(claim, change, [settled, ...exceptions, ...parked, ...hearing(claim, state)]);
  }

  async #change(claim: Claim, name: string, state: StepState, change: Change): Promise<void> {
    const { runId, generation } = claim;
    const step = this.#known.get(claim)?.steps.get(name);
    if (step === undefined) throw new Error(`Step ${name} of run ${runId} was never begun under this claim`);
    const changed = sql`
      update run_step set state_kind = ${state.kind}, state = ${JSON.stringify(state)}::jsonb
      where run_id = ${runId} and generation = ${generation} and name = ${name} and exists (select from moved) returning 1`;
    const detail = { step: name, key: step.key, ...change.detail };
    await this.#write(claim, { ...change, systems: [step.system], detail }, [changed]);
  }

  /** Writes what happened, its events and its link of the audit, all or nothing; raises FenceLost when a newer claim has the run. */
  async #write(claim: Claim, change: Change, writes: readonly RawBuilder<unknown>[]): Promise<void> {
    const known = this.#known.get(claim);
    if (known === undefined) throw new Error(`The claim of run ${claim.runId} was not made by this journal`);
    const { action, systems = [], detail, events = [] } = change;
    const { actor, correlationId } = known;
    const { runId, generation, fence } = claim;
    const facts: AuditFacts = { actor, action, runId, correlationId, systems, detail: { generation, ...detail } };
    const marks = [...(change.marks ?? []), ...events.flatMap(({ subject }) => marksOf(subject))];
    // Raises EventRefused before anything is written: what subscribers cannot read, or may not, is told to nobody.
    const tellings = events.map((event) => telling(checkedEvent(event), runId, correlationId));
    const all = [...writes, ...tellings, ...marking(marks, runId)];
    await this.#audit.append(facts, async (link) => {
      const parts = all.map((part, index) => sql`, ${sql.raw(`write_${index}`)} as (${part})`);
      const { rows } = await sql<{ held: boolean; moved: boolean }>`
        with ${holding(claim)}, ${appending(link, sql`exists (select from held)`)}${sql.join(parts, sql``)}
        select exists (select from held) as held, exists (select from moved) as moved`.execute(this.#db);
      if (rows[0]?.held !== true) throw new FenceLost(runId, fence);
      return rows[0].moved ? true : null;
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

/** The named query `held`: the run's row, locked, unless a newer claim has it. */
function holding({ runId, fence }: Claim): RawBuilder<unknown> {
  return sql`held as materialized (select 1 from run where id = ${runId} and fence = ${fence} for update)`;
}

function telling({ type, subject, data, tags }: BusinessEvent, runId: string, correlationId: string) {
  return sql`insert into outbox_event (type, subject, data, tags, run_id, correlation_id)
    select ${type}, ${subject}, ${JSON.stringify(data)}::jsonb, ${[...(tags ?? [])]}::text[], ${runId}, ${correlationId} from moved`;
}

/** A run that rests because of a no has heard it: its replay asks anew. */
function hearing({ runId, generation }: Claim, state: RunState): readonly RawBuilder<unknown>[] {
  if (!('failure' in state) || !noCodes.includes(state.failure.code)) return [];
  return [
    sql`update approval set heard = true where run_id = ${runId} and generation = ${generation}::int and name = ${state.step}
      and state in ('REJECTED', 'EXPIRED', 'WITHDRAWN') and not heard and exists (select from moved) returning 1`,
  ];
}

/** By what the run is found from now on. */
function marking(marks: readonly string[], runId: string): readonly RawBuilder<unknown>[] {
  if (marks.length === 0) return [];
  return [
    sql`insert into run_mark (value, run_id) select distinct mark, ${runId} from moved, unnest(${[...marks]}::text[]) mark
      on conflict do nothing`,
  ];
}
