// Runs that have to wait for something other than a person are set aside instead of being carried out: no worker waits with them, no
// exception is opened, and nothing of theirs changes but that they wait. What they wait for wakes them, and they go on where they were.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { BusinessEvent, Claim, Intent, Json, RunJournal, StepFailure, StepRow } from './run-journal.ts';
import { holdsOrder } from './order.ts';
import type { RunView } from './runs.ts';

/** A pause is heeded this soon; asking for each step would cost as much as writing it. */
export const pauseNoticedMs = 500;
/** Woken in one statement; the workers' rounds go on until all are. */
const wokenMax = 500;

type Sending = Parameters<RunJournal['resend']>[2];

/** PAUSED: until the system is resumed. BEHIND: until that run has let go. WISHED: the system wishes to be left alone for so long. */
export type Wait =
  | { readonly kind: 'PAUSED'; readonly system: string }
  | { readonly kind: 'BEHIND'; readonly run: string }
  | { readonly kind: 'WISHED'; readonly ms: number };

/** The run cannot go on now. Whoever carries it out lets this through to the engine's worker, which sets the run aside. */
export class RunSetAside extends Error {
  override readonly name = 'RunSetAside';
  readonly wait: Wait;

  constructor(wait: Wait) {
    super(`The run is to be set aside: ${JSON.stringify(wait)}`);
    this.wait = wait;
  }
}

/** A run that was set aside so often because systems wished it is parked instead: a person should look at what they say. */
const restsMax = 20;
/** A system that wishes to be left alone for longer is away: its runs are parked, where they are seen. */
const wishMsMax = 900_000;

/**
 * Leaves the worker's place to others until a system is to be called again, by raising RunSetAside; `random` in [0, 1) keeps those that
 * were turned away together from coming back together. Returns when the run may rest no more, or that long: then it is an outage.
 */
export async function leaveFor(
  db: Database,
  runId: string,
  wish: { readonly ms: number; readonly random: number },
): Promise<void> {
  if (wish.ms > wishMsMax) return;
  const { rows } = await sql<{ rested: number }>`select rested from run where id = ${runId}`.execute(db);
  if ((rows[0]?.rested ?? 0) >= restsMax) return;
  throw new RunSetAside({ kind: 'WISHED', ms: Math.round(wish.ms * (1 + wish.random / 4)) });
}

/** Whether systems are paused, read at most every `pauseNoticedMs`. */
export class Pauses {
  readonly #db: Database;
  #known: Promise<ReadonlySet<string>> = Promise.resolve(new Set());
  #askedAtMs = -Infinity;

  constructor(db: Database) {
    this.#db = db;
  }

  async has(system: string): Promise<boolean> {
    if (performance.now() - this.#askedAtMs > pauseNoticedMs) {
      this.#askedAtMs = performance.now();
      this.#known = this.#read();
      // Whoever awaits it is told; the next one asks anew.
      this.#known.catch(() => (this.#askedAtMs = -Infinity));
    }
    return (await this.#known).has(system);
  }

  async #read(): Promise<ReadonlySet<string>> {
    const { rows } = await sql<{ system: string }>`select system from system_pause`.execute(this.#db);
    return new Set(rows.map(({ system }) => system));
  }
}

/**
 * A journal that stops a run before it calls a paused system, whichever way it is going: before a step's first call and each further
 * one, before steps are taken back, and before an execution begins with a call whose end nobody knows. Raises RunSetAside.
 */
export class PausingJournal implements RunJournal {
  readonly #inner: RunJournal;
  readonly #pauses: Pauses;
  readonly #systems = new WeakMap<Claim, Map<string, string>>();

  constructor(inner: RunJournal, pauses: Pauses) {
    this.#inner = inner;
    this.#pauses = pauses;
  }

  async claim(runId: string, owner: string): Promise<Claim> {
    const claim = await this.#inner.claim(runId, owner);
    this.#systems.set(claim, new Map(claim.steps.map(({ name, system }) => [name, system])));
    for (const { state, system } of claim.steps) if (state.kind === 'INTENT') await this.#heed(system);
    return claim;
  }

  /** Asked for when steps are to be taken back. */
  async steps(claim: Claim): Promise<readonly StepRow[]> {
    const steps = await this.#inner.steps(claim);
    for (const { state, system, undoRegistered } of steps) {
      if (undoRegistered && (state.kind === 'INTENT' || state.kind === 'DONE')) await this.#heed(system);
    }
    return steps;
  }

  async intend(claim: Claim, intent: Intent): Promise<void> {
    await this.#heed(intent.system);
    await this.#inner.intend(claim, intent);
    this.#systems.get(claim)?.set(intent.name, intent.system);
  }

  async resend(claim: Claim, name: string, sending: Sending): Promise<void> {
    const system = this.#systems.get(claim)?.get(name);
    if (system !== undefined) await this.#heed(system);
    await this.#inner.resend(claim, name, sending);
  }

  note(claim: Claim, name: string, value: Json): Promise<Json> {
    return this.#inner.note(claim, name, value);
  }

  done(claim: Claim, name: string, ref: Json, events: readonly BusinessEvent[]): Promise<void> {
    return this.#inner.done(claim, name, ref, events);
  }

  refused(claim: Claim, name: string, failure: StepFailure): Promise<void> {
    return this.#inner.refused(claim, name, failure);
  }

  undone(claim: Claim, name: string, ref: Json | null): Promise<void> {
    return this.#inner.undone(claim, name, ref);
  }

  approve(...asked: Parameters<RunJournal['approve']>): ReturnType<RunJournal['approve']> {
    return this.#inner.approve(...asked);
  }

  settle(...settled: Parameters<RunJournal['settle']>): Promise<void> {
    return this.#inner.settle(...settled);
  }

  async #heed(system: string): Promise<void> {
    if (await this.#pauses.has(system)) throw new RunSetAside({ kind: 'PAUSED', system });
  }
}

/** Notes that a run waits. Whoever carried it out ends; the row is what is left of it until it is woken. */
export async function setAside(db: Database, runId: string, wait: Wait): Promise<void> {
  const system = wait.kind === 'PAUSED' ? wait.system : null;
  const behind = wait.kind === 'BEHIND' ? wait.run : null;
  const ms = wait.kind === 'WISHED' ? wait.ms : null;
  await sql`with counted as (update run set rested = rested + (${ms}::bigint is not null)::int, changed_at = now()
      where id = ${runId} returning 1)
    insert into run_set_aside (run_id, system, behind, not_before)
    values (${runId}, ${system}, ${behind}, clock_timestamp() + ${ms}::bigint * interval '1 millisecond')
    on conflict (run_id) do update set system = excluded.system, behind = excluded.behind, not_before = excluded.not_before,
      since = now()`.execute(db);
}

/** Takes runs that need not wait any more out of their waiting, the longest waiting first; to be enqueued by the caller. */
export async function wake(db: Database): Promise<readonly Pick<RunView, 'id' | 'execution' | 'priority' | 'lane'>[]> {
  const { rows } = await sql<Pick<RunView, 'id' | 'execution' | 'priority' | 'lane'>>`
    with awake as (
      delete from run_set_aside where run_id in (
        select run_id from run_set_aside aside
        where (system is not null and system <> all (array(select system from system_pause)))
          or not_before <= clock_timestamp()
          or (behind is not null
            and not exists (select from run ahead where ahead.id = aside.behind and ${holdsOrder('ahead')}))
        order by since limit ${wokenMax} for update skip locked)
      returning run_id)
    update run set execution = execution + 1, changed_at = now() from awake
    where run.id = awake.run_id and state_kind in ('RUNNING', 'COMPENSATING')
    returning run.id, run.execution, run.priority, run.lane`.execute(db);
  return rows;
}
