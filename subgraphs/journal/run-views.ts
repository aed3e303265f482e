// Runs as people read them: one by id, a page of them, and what each wrote. Never their inputs, which may name people.
import { sql } from 'kysely';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Database } from '../store/store.ts';
import type { Json, RunState, StepState } from './run-journal.ts';

/** A run as it stands. */
export interface RunRecord {
  readonly id: string;
  readonly process: string;
  readonly generation: number;
  readonly state: RunState;
  readonly correlationId: string;
  readonly begunAt: Date;
  readonly changedAt: Date;
  readonly wait: RunWaitRecord | null;
}

/** What a run that was set aside waits for; one of the three says it. Times are ISO 8601. */
export interface RunWaitRecord {
  readonly system: string | null;
  readonly behind: string | null;
  readonly until: string | null;
  readonly since: string;
}

/** One step of a run's newest generation. */
export interface StepRecord {
  readonly name: string;
  readonly system: string;
  readonly key: string;
  readonly state: StepState;
  /** Whether it has a way back. */
  readonly undoRegistered: boolean;
}

/** Which runs; null means any. */
export interface RunFilter {
  readonly process: string | null;
  readonly states: readonly RunState['kind'][] | null;
  readonly correlationId: string | null;
}

const columns = sql`id, process, generation, state, correlation_id as "correlationId", begun_at as "begunAt", changed_at as "changedAt",
  (select json_build_object('system', system, 'behind', behind, 'until', not_before, 'since', since)
    from run_set_aside where run_id = run.id) as wait`;

/** The runs of a database, to be read. */
export class RunViews {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Runs by id, in the order of the ids; null where there is none. */
  async byId(ids: readonly string[]): Promise<readonly (RunRecord | null)[]> {
    const { rows } = await sql<RunRecord>`select ${columns} from run where id = any(${ids}::text[])`.execute(this.#db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** A page of runs, latest begun first. Raises RangeError for a cursor that is none. */
  async page({ first, after }: PageRequest, { process, states, correlationId }: RunFilter): Promise<Page<RunRecord>> {
    const from = after === null ? null : readCursor(after);
    const { rows } = await sql<RunRecord & { micros: string }>`
    select ${columns}, (extract(epoch from begun_at) * 1000000)::bigint as micros from run
    where (${process}::text is null or process = ${process})
      and (${states}::text[] is null or state_kind = any(${states}))
      and (${correlationId}::text is null or correlation_id = ${correlationId})
      and (${from?.micros ?? null}::bigint is null
        or ((extract(epoch from begun_at) * 1000000)::bigint, id) < (${from?.micros ?? null}::bigint, ${from?.id ?? null}))
    order by (extract(epoch from begun_at) * 1000000)::bigint desc, id desc limit ${first + 1}`.execute(this.#db);
    const shown = rows.slice(0, first);
    return {
      items: shown,
      cursors: shown.map(({ micros, id }) => Buffer.from(`${micros} ${id}`).toString('base64url')),
      hasNextPage: rows.length > first,
      totalCount: null,
    };
  }

  /** The steps of each run's newest generation, in order; same order as the ids. */
  async stepsOf(ids: readonly string[]): Promise<readonly (readonly StepRecord[])[]> {
    const { rows } = await sql<StepRecord & { runId: string }>`
    select step.run_id as "runId", step.name, step.system, step.key, step.state,
      step.undo_registered as "undoRegistered"
    from run_step step join run on run.id = step.run_id and run.generation = step.generation
    where step.run_id = any(${ids}::text[]) order by step.position`.execute(this.#db);
    const byRun = Map.groupBy(rows, ({ runId }) => runId);
    return ids.map((id) => byRun.get(id) ?? []);
  }
}

function readCursor(cursor: string): { readonly micros: string; readonly id: string } {
  const [, micros, id] = /^(\d{1,17}) ([\w-]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (micros !== undefined && id !== undefined) return { micros, id };
  throw new RangeError(`"${cursor}" is no cursor of a page of runs; pass an endCursor as it was`);
}

/** The reference that a step wrote, or took back; null when there is none. */
export function refOf(state: StepState): Json {
  return state.kind === 'DONE' || state.kind === 'UNDONE' ? state.ref : null;
}
