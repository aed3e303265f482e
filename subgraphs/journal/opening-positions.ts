// Opening positions: what stood at go-live per project. Without one that somebody else has signed off a project bills nothing
// (DOMAIN rule 31).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { Json } from './run-journal.ts';

/** A position as it is kept. */
export interface KeptPosition {
  readonly projectId: string;
  /** Go-live. */
  readonly on: string;
  readonly currency: string;
  readonly position: Json;
  /** What the systems said themselves. */
  readonly totals: Json;
  /** Why the position differs from them, by measure. */
  readonly explanations: { readonly [measure: string]: string };
  /** Pseudonym of whoever imported it. */
  readonly importedBy: string;
  /** By which somebody else has signed it off; null: nobody has. */
  readonly approvalId: string | null;
  readonly signedOffAt: Date | null;
  readonly runId: string;
}

/** In the order of the projects; null where there is none. */
export async function positionsOf(
  db: Database,
  projectIds: readonly string[],
): Promise<readonly (KeptPosition | null)[]> {
  const { rows } =
    await sql<KeptPosition>`select project_id as "projectId", to_char(stands_on, 'YYYY-MM-DD') as "on", currency, position,
      totals, explanations, imported_by as "importedBy", approval_id as "approvalId", signed_off_at as "signedOffAt", run_id as "runId"
    from opening_position where project_id = any(${[...projectIds]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.projectId, row]));
  return projectIds.map((id) => found.get(id) ?? null);
}

/** Whose positions count for a contract's caps besides the project's own. */
export interface OfContract {
  readonly contractId: string;
  readonly projectId: string;
  /** Its caps; a position of before its contract was kept is found by them. */
  readonly caps: readonly string[];
}

/** Positions of the other projects of a contract, as they are kept: by what it was under at go-live, or is billed under since. */
export async function positionsBeside(
  db: Database,
  { contractId, projectId, caps }: OfContract,
): Promise<readonly Json[]> {
  const { rows } = await sql<{ position: Json }>`select position from opening_position
    where project_id <> ${projectId} and project_id in (
      select project_id from opening_position where contract_id = ${contractId}
      union select draft.project_id from billing_draft draft join opening_position using (project_id)
        where draft.contract_id = ${contractId} and coalesce(opening_position.contract_id, '') = ''
      union select project_id from opening_position where contract_id is null and position->'capsConsumed' ?| ${[...caps]}::text[]
    )`.execute(db);
  return rows.map(({ position }) => position);
}

/** Writes a position; one of before is overwritten, so ask first whether anything was billed by it. */
export async function savePosition(
  db: Database,
  position: Omit<KeptPosition, 'signedOffAt' | 'importedBy'> & {
    /** What it was under at go-live, '' for none; absent: not known. */
    readonly contractId?: string;
  },
): Promise<void> {
  const { projectId, on, currency, totals, explanations, approvalId, runId, contractId = null } = position;
  await sql`insert into opening_position (project_id, stands_on, currency, position, totals, explanations, imported_by, approval_id,
      signed_off_at, run_id, contract_id)
    select ${projectId}, ${on}::date, ${currency}, ${JSON.stringify(position.position)}::jsonb, ${JSON.stringify(totals)}::jsonb,
      ${JSON.stringify(explanations)}::jsonb, run.initiator, ${approvalId}::text, case when ${approvalId}::text is null then null else now() end,
      ${runId}, ${contractId} from run where run.id = ${runId}
    on conflict (project_id) do update set stands_on = excluded.stands_on, currency = excluded.currency, position = excluded.position,
      totals = excluded.totals, explanations = excluded.explanations, imported_by = excluded.imported_by,
      approval_id = excluded.approval_id, signed_off_at = excluded.signed_off_at, run_id = excluded.run_id, contract_id = excluded.contract_id,
      changed_at = now()`.execute(db);
}

/** Writes a signed position anew that something was billed by; what it was compared with, and whose it is, stays. */
export async function amendPosition(
  db: Database,
  {
    projectId,
    position,
    approvalId,
    runId,
  }: Pick<KeptPosition, 'projectId' | 'position' | 'runId'> & {
    readonly approvalId: string;
  },
): Promise<void> {
  await sql`update opening_position set position = ${JSON.stringify(position)}::jsonb, approval_id = ${approvalId}, signed_off_at = now(),
      run_id = ${runId}, changed_at = now() where project_id = ${projectId}`.execute(db);
}
