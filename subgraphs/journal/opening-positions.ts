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

/** What other projects had used of a cap at go-live, in one currency, as decimal text: one contract may have several projects. */
export async function usedElsewhere(
  db: Database,
  { cap, projectId, currency }: { readonly cap: string; readonly projectId: string; readonly currency: string },
): Promise<string> {
  const { rows } = await sql<{
    used: string;
  }>`select coalesce(sum((position->'capsConsumed'->${cap}::text->>'amount')::numeric), 0)::text
      as used from opening_position
    where project_id <> ${projectId} and position->'capsConsumed'->${cap}::text->>'currency' = ${currency}`.execute(db);
  return rows[0]?.used ?? '0';
}

/** Writes a position; one of before is overwritten, so ask first whether anything was billed by it. */
export async function savePosition(
  db: Database,
  position: Omit<KeptPosition, 'signedOffAt' | 'importedBy'>,
): Promise<void> {
  const { projectId, on, currency, totals, explanations, approvalId, runId } = position;
  await sql`insert into opening_position (project_id, stands_on, currency, position, totals, explanations, imported_by, approval_id,
      signed_off_at, run_id)
    select ${projectId}, ${on}::date, ${currency}, ${JSON.stringify(position.position)}::jsonb, ${JSON.stringify(totals)}::jsonb,
      ${JSON.stringify(explanations)}::jsonb, run.initiator, ${approvalId}::text, case when ${approvalId}::text is null then null else now() end,
      ${runId} from run where run.id = ${runId}
    on conflict (project_id) do update set stands_on = excluded.stands_on, currency = excluded.currency, position = excluded.position,
      totals = excluded.totals, explanations = excluded.explanations, imported_by = excluded.imported_by,
      approval_id = excluded.approval_id, signed_off_at = excluded.signed_off_at, run_id = excluded.run_id, changed_at = now()`.execute(
    db,
  );
}
