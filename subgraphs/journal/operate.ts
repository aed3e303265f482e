// What operators do about exceptions. Every act is one transaction with its audit entry; the reason stands in an erasable table,
// and the audit holds its digest.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { Act as HeldAct } from './approvals/ask.ts';
import { holdBack } from './approvals/gate.ts';
import type { Awaiting } from './approvals/gate.ts';
import type { ApprovalPolicy } from './approvals/rule.ts';
import { appendAudit } from './audit.ts';
import { keyedDigest } from './canonical.ts';
import { matching } from './exception-views.ts';
import type { ExceptionFilter } from './exception-views.ts';
import { pseudonymOf } from './people.ts';
import { onceFor } from './requests.ts';
import type { ActRequest, Repeated } from './requests.ts';
import type { Json, RunState, RunView } from './run-journal.ts';
import { refusalOf, sendOn } from './send-on.ts';
import type { SentOn, Way, Why } from './send-on.ts';

/** Who does it, and why, in a sentence without names. */
export interface By {
  readonly operator: string;
  readonly reason: string;
  /** What the request is known again by; without one it counts anew each time. */
  readonly request?: ActRequest | null;
}

/** How an act ended. `runs` are to be enqueued by the caller: what it forgets the workers' round finds. */
export type Acted =
  | { readonly kind: 'DONE'; readonly runs: readonly RunView[] }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'CLOSED' }
  /** There is no run to send on: a dead letter is told again, not resumed. */
  | { readonly kind: 'NO_RUN' }
  | { readonly kind: 'NOT_RESTING'; readonly state: RunState['kind'] }
  | { readonly kind: 'WRITTEN' }
  /** What the run did has no way back. */
  | { readonly kind: 'FINAL' }
  /** Somebody else has to agree; then it is done. */
  | Awaiting
  | Repeated;

/** How a retry of many ended; COUNT_DIFFERS did nothing, for the filter meets others than the operator saw. */
export type BulkActed =
  /** `waiting`: what somebody else has to agree to first was asked for, and not sent on. */
  | { readonly kind: 'DONE'; readonly runs: readonly RunView[]; readonly waiting: number }
  | { readonly kind: 'COUNT_DIFFERS'; readonly count: number }
  | { readonly kind: 'TOO_MANY'; readonly count: number }
  | Repeated;

/** How pausing or resuming a system ended; UNCHANGED: it was so before. */
export type Switched = { readonly kind: 'DONE' } | { readonly kind: 'UNCHANGED' } | Repeated;

/** One transaction sends at most so many on: each holds its row and its link of the audit until the end. */
export const retriedMax = 500;

interface Locked {
  readonly id: string;
  readonly runId: string | null;
  readonly eventId: string | null;
  readonly reader: string | null;
  readonly correlationId: string | null;
  readonly system: string | null;
  readonly isClosed: boolean;
}

interface Act extends By {
  readonly action: string;
  readonly detail?: { readonly [name: string]: Json };
}

/** The operators' desk of a database; `key` seals the audit. */
export class Operators {
  readonly #db: Database;
  readonly #key: Buffer;
  readonly #policy: ApprovalPolicy | null;

  /** Without a policy nothing is held back: for what has been approved. `db` may be a transaction. */
  constructor(db: Database, key: Buffer, policy: ApprovalPolicy | null = null) {
    this.#db = db;
    this.#key = key;
    this.#policy = policy;
  }

  /** Gives it to somebody (by the subject of their token), or to nobody. */
  assign(id: string, assignee: string | null, by: By): Promise<Acted> {
    return this.#onOne(id, by, async (transaction, exception) => {
      const person = assignee === null ? null : await pseudonymOf(transaction, this.#key, assignee);
      await sql`update run_exception set assignee = ${person}::uuid, snoozed_until = null, changed_at = now()
        where id = ${id}::uuid`.execute(transaction);
      await this.#record(transaction, exception, { ...by, action: 'exception.assigned', detail: { assignee: person } });
      return done;
    });
  }

  /** Hides it until a time; its due time stays. */
  snooze(id: string, until: Date, by: By): Promise<Acted> {
    return this.#onOne(id, by, async (transaction, exception) => {
      const at = until.toISOString();
      await sql`update run_exception set snoozed_until = ${at}::timestamptz, changed_at = now()
        where id = ${id}::uuid`.execute(transaction);
      await this.#record(transaction, exception, { ...by, action: 'exception.snoozed', detail: { until: at } });
      return done;
    });
  }

  /** Ends it with everything left as it is. */
  waive(id: string, by: By): Promise<Acted> {
    return this.#onOne(id, by, async (transaction, exception) => {
      const held = await this.#held(transaction, { kind: 'WAIVE', exceptionId: id }, by);
      if (held !== null) return held;
      const actor = await pseudonymOf(transaction, this.#key, by.operator);
      await close(transaction, id, { actor, resolution: 'WAIVED' });
      await this.#record(transaction, exception, { ...by, action: 'exception.waived' });
      return done;
    });
  }

  /** Sends the run of an exception on: again, back, or anew with another input. */
  send(id: string, way: Way, by: By): Promise<Acted> {
    return this.#onOne(id, by, async (transaction, exception) => {
      if (exception.runId === null || exception.eventId !== null) return { kind: 'NO_RUN' };
      const refusal = await refusalOf(transaction, exception.runId, way);
      if (refusal !== null) return refusal;
      const held = await this.#held(transaction, { kind: 'SEND', exceptionId: id, way }, by);
      if (held !== null) return held;
      const sent = await this.#send(transaction, exception, { way, by });
      return sent.kind === 'SENT' ? { kind: 'DONE', runs: [sent.run] } : sent;
    });
  }

  /** Has the reader of a dead letter told once more, from the first attempt on. */
  tellAgain(id: string, by: By): Promise<Acted> {
    return this.#onOne(id, by, async (transaction, exception) => {
      const { eventId, reader } = exception;
      if (eventId === null || reader === null) return { kind: 'NOT_FOUND' };
      await sql`update outbox_delivery set attempts = 0, dead_reason = null, next_at = clock_timestamp()
        where event_id = ${eventId}::bigint and reader = ${reader}`.execute(transaction);
      const actor = await pseudonymOf(transaction, this.#key, by.operator);
      await close(transaction, id, { actor, resolution: 'TOLD_AGAIN' });
      await this.#record(transaction, exception, { ...by, action: 'exception.told-again', detail: { reader } });
      return done;
    });
  }

  /** Replays the runs of all open exceptions of a filter, provided that they are as many as the operator was shown. */
  retryAll(filter: ExceptionFilter, expectedCount: number, by: By): Promise<BulkActed> {
    return this.#once('exceptions', by, async (transaction): Promise<BulkActed> => {
      // In the order of runs, so that two operators with overlapping filters do not block each other for ever.
      const { rows } = await sql<Locked>`select ${lockedColumns} from run_exception
        where ${matching({ ...filter, statuses: filter.statuses?.filter((one) => one !== 'CLOSED') ?? null })}
          and run_id is not null and event_id is null
        order by run_id limit ${retriedMax + 1} for update`.execute(transaction);
      if (rows.length > retriedMax) return { kind: 'TOO_MANY', count: rows.length };
      if (rows.length !== expectedCount) return { kind: 'COUNT_DIFFERS', count: rows.length };
      const runs: RunView[] = [];
      let waiting = 0;
      for (const exception of rows) {
        const act: HeldAct = { kind: 'SEND', exceptionId: exception.id, way: { kind: 'REPLAY' } };
        if ((await this.#held(transaction, act, by)) !== null) {
          waiting += 1;
          continue;
        }
        const sent = await this.#send(transaction, exception, { way: { kind: 'REPLAY' }, by });
        if (sent.kind === 'SENT') runs.push(sent.run);
      }
      return { kind: 'DONE', runs, waiting };
    });
  }

  /** Keeps runs from calling a system until it is resumed; calls under way end. */
  pause(system: string, by: By): Promise<Switched> {
    return this.#once(`system:${system}`, by, async (transaction): Promise<Switched> => {
      const actor = await pseudonymOf(transaction, this.#key, by.operator);
      const { rows } = await sql`insert into system_pause (system, paused_by, reason)
        values (${system}, ${actor}::uuid, ${by.reason}) on conflict do nothing returning 1`.execute(transaction);
      if (rows.length === 0) return { kind: 'UNCHANGED' };
      await this.#record(transaction, systemWide(system), { ...by, action: 'system.paused' });
      return { kind: 'DONE' };
    });
  }

  /** Lets runs call a system again; the workers' next round wakes those that waited. */
  resume(system: string, by: By): Promise<Switched> {
    return this.#once(`system:${system}`, by, async (transaction): Promise<Switched> => {
      const { rows } = await sql`delete from system_pause where system = ${system} returning 1`.execute(transaction);
      if (rows.length === 0) return { kind: 'UNCHANGED' };
      await this.#record(transaction, systemWide(system), { ...by, action: 'system.resumed' });
      return { kind: 'DONE' };
    });
  }

  async isPaused(system: string): Promise<boolean> {
    const { rows } = await sql`select 1 from system_pause where system = ${system}`.execute(this.#db);
    return rows.length > 0;
  }

  /** Sends a resting run on, whether or not it has an exception: in place, or as a new generation when all was taken back. */
  replay(runId: string, by: By): Promise<Acted> {
    return this.#once(runId, by, async (transaction): Promise<Acted> => {
      const { rows } = await sql`select 1 from run where id = ${runId}`.execute(transaction);
      if (rows.length === 0) return { kind: 'NOT_FOUND' };
      const held = await this.#held(transaction, { kind: 'REPLAY', runId }, by);
      if (held !== null) return held;
      const sent = await this.#send(transaction, { runId, id: runId }, { way: { kind: 'REPLAY' }, by });
      return sent.kind === 'SENT' ? { kind: 'DONE', runs: [sent.run] } : sent;
    });
  }

  #once<T extends { readonly kind: string }>(
    subject: string,
    { request = null }: By,
    act: (transaction: Database) => Promise<T>,
  ): Promise<T | Repeated> {
    const carryOut = (transaction: Database) => onceFor(transaction, { request, subject }, () => act(transaction));
    return this.#db.isTransaction ? carryOut(this.#db) : this.#db.transaction().execute(carryOut);
  }

  #held(transaction: Database, act: HeldAct, by: By): Promise<Awaiting | null> {
    const policy = this.#policy;
    return policy === null ? Promise.resolve(null) : holdBack(transaction, this.#key, { policy, act, by });
  }

  #onOne(id: string, by: By, act: (transaction: Database, exception: Locked) => Promise<Acted>): Promise<Acted> {
    return this.#once(id, by, async (transaction): Promise<Acted> => {
      const { rows } =
        await sql<Locked>`select ${lockedColumns} from run_exception where id::text = ${id} for update`.execute(
          transaction,
        );
      const exception = rows[0];
      if (exception === undefined) return { kind: 'NOT_FOUND' };
      return exception.isClosed ? { kind: 'CLOSED' } : act(transaction, exception);
    });
  }

  async #send(
    transaction: Database,
    { runId, id }: Pick<Locked, 'runId' | 'id'>,
    { way, by }: { readonly way: Way; readonly by: By },
  ): Promise<SentOn> {
    if (runId === null) throw new Error(`Exception ${id} has no run`);
    const actor = await pseudonymOf(transaction, this.#key, by.operator);
    const why = await this.#note(transaction, { actor, subject: id, action: way.kind, by });
    return sendOn(transaction, { key: this.#key, runId, actor, way, why });
  }

  /** The act in words, where it can be erased; its digest, salted by the row's own id, is for the audit. */
  async #note(
    transaction: Database,
    act: { readonly actor: string; readonly subject: string; readonly action: string; readonly by: By },
  ): Promise<Why> {
    const { reason, request } = act.by;
    const { rows } = await sql<{ id: string }>`insert into operator_act (actor, action, subject, reason)
      values (${act.actor}::uuid, ${act.action}, ${act.subject}, ${reason}) returning id`.execute(transaction);
    const id = rows[0]?.id ?? '';
    const digest = keyedDigest(this.#key, { act: id, reason });
    // A key is the caller's own text, so the audit has its digest.
    return request == null ? { act: id, digest } : { act: id, digest, request: keyedDigest(this.#key, request.key) };
  }

  async #record(
    transaction: Database,
    about: Pick<Locked, 'id' | 'runId' | 'correlationId' | 'system'>,
    act: Act,
  ): Promise<void> {
    const { action, detail = {} } = act;
    const actor = await pseudonymOf(transaction, this.#key, act.operator);
    const why = await this.#note(transaction, { actor, subject: about.id, action, by: act });
    await appendAudit(transaction, this.#key, {
      actor,
      action,
      runId: about.runId ?? about.id,
      correlationId: about.correlationId ?? about.id,
      systems: about.system === null ? [] : [about.system],
      detail: { ...detail, ...why, subject: about.id },
    });
  }
}

const done: Acted = { kind: 'DONE', runs: [] };

const lockedColumns = sql`id, run_id as "runId", event_id as "eventId", reader, correlation_id as "correlationId", system,
  closed_at is not null as "isClosed"`;

function systemWide(system: string): Pick<Locked, 'id' | 'runId' | 'correlationId' | 'system'> {
  return { id: `system:${system}`, runId: null, correlationId: null, system };
}

async function close(
  transaction: Database,
  id: string,
  { actor, resolution }: { readonly actor: string; readonly resolution: string },
): Promise<void> {
  await sql`update run_exception set closed_at = now(), changed_at = now(), closed_by = ${actor}::uuid,
    resolution = ${resolution} where id = ${id}::uuid`.execute(transaction);
}
