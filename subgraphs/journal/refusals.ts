// Refusals that another run settles: the exception of a run that was refused ends when somebody else's run has done the same after all.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { BooksPage } from './books.ts';

/** The open exception of a run that was refused, with everything taken back. */
export interface Refusal {
  /** Of the exception. */
  readonly id: string;
  readonly runId: string;
  readonly process: string;
  /** Of what the run was about. */
  readonly subjectId: string;
}

const columns = sql`id, run_id as "runId", process, subject->>'id' as "subjectId"`;
// Only what has nothing standing: a run that is parked or stuck has work of its own to finish.
const isRefusal = sql`closed_at is null and kind = 'COMPENSATED' and event_id is null`;

/** What is refused of some processes about some subjects. */
export async function openRefusals(
  db: Database,
  { processes, subjectIds }: { readonly processes: readonly string[]; readonly subjectIds: readonly string[] },
): Promise<readonly Refusal[]> {
  const { rows } = await sql<Refusal>`select ${columns} from run_exception
    where ${isRefusal} and process = any(${[...processes]}::text[]) and subject->>'id' = any(${[...subjectIds]}::text[])`.execute(
    db,
  );
  return rows;
}

/** Refused bills of drafts that gave their work back, of some projects. */
export async function refusedBills(db: Database, projectIds: readonly string[]): Promise<readonly Refusal[]> {
  const { rows } = await sql<Refusal>`select ${columns} from run_exception
    where ${isRefusal} and process = 'billReleasedWork' and exists (select from billing_draft draft
      where draft.id = subject->>'id' and draft.project_id = any(${[...projectIds]}::text[]) and draft.state = 'DROPPED')`.execute(
    db,
  );
  return rows;
}

/** Ends refusals in the name of the run that has done what they were refused, and of whoever began it; its audit names each. */
export async function settleRefusals(page: BooksPage, by: string, refusals: readonly Refusal[]): Promise<void> {
  for (const { id, runId } of refusals) {
    const { rows } = await sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'SETTLED',
        settled_by = ${by}, closed_by = (select initiator from run where run.id = ${by})
      where id = ${id}::uuid and ${isRefusal} and run_id <> ${by} returning 1`.execute(page.db);
    if (rows.length > 0) page.audit('exception.settled', { exception: id, refusedRun: runId });
  }
}
