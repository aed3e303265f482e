// Runs that need a paused system are set aside instead of being carried out: no worker waits with them, no exception is opened, and
// nothing of theirs changes but that they wait. When the system is resumed they are woken, and go on where they were.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { BusinessEvent, Claim, Intent, Json, RunJournal, StepFailure, StepRow } from './run-journal.ts';
import type { RunView } from './runs.ts';

/** A pause is heeded this soon; asking for each step would cost as much as writing it. */
export const pauseNoticedMs = 500;
/** Woken in one statement; the workers' rounds go on until all are. */
const wokenMax = 500;

type Sending = Parameters<RunJournal['resend']>[2];

/** The run cannot go on while this system is paused. Whoever carries it out lets this through to the engine's worker. */
export class SystemPaused extends Error {
  override readonly name = 'SystemPaused';
  readonly system: string;

  constructor(system: string) {
    super(`${system} is paused; the run goes on when it is resumed`);
    this.system = system;
  }
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
 * one, before steps are taken back, and before an execution begins with a call whose end nobody knows. Raises SystemPaused.
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
    if (await this.#pauses.has(system)) throw new SystemPaused(system);
  }
}

/** Notes that a run waits for a system. Whoever carried it out ends; the row is what is left of it until it is woken. */
export async function setAside(db: Database, runId: string, system: string): Promise<void> {
  await sql`insert into run_set_aside (run_id, system) values (${runId}, ${system})
    on conflict (run_id) do update set system = excluded.system, since = now()`.execute(db);
}

/** Takes runs whose system is no longer paused out of their waiting, the longest waiting first; to be enqueued by the caller. */
export async function wake(db: Database): Promise<readonly Pick<RunView, 'id' | 'execution' | 'priority' | 'lane'>[]> {
  const { rows } = await sql<Pick<RunView, 'id' | 'execution' | 'priority' | 'lane'>>`
    with awake as (
      delete from run_set_aside where run_id in (
        select run_id from run_set_aside where system <> all (array(select system from system_pause))
        order by since limit ${wokenMax} for update skip locked)
      returning run_id)
    update run set execution = execution + 1, changed_at = now() from awake
    where run.id = awake.run_id and state_kind in ('RUNNING', 'COMPENSATING')
    returning run.id, run.execution, run.priority, run.lane`.execute(db);
  return rows;
}
