// What our own books say of what was begun: conversions of deals, and engagements that began at risk.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { EngagementRecord } from '../engagements.ts';
import { Engagements } from '../engagements.ts';

/** Engagements, or keys, of one page. */
const pageMax = 200;

/**
 * Of these deals (canonical ids) those whose conversion was ever begun, whatever became of it: a run that rests has an exception of its
 * own, and what was unwound was begun. A dry run begins nothing.
 */
export async function begunDeals(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select opportunity_id as id from engagement where opportunity_id = any(${[...ids]}::text[])
    union select mark.value from run_mark mark join run on run.id = mark.run_id
      where mark.value = any(${[...ids]}::text[]) and run.process = 'convertOpportunityToProject'
        and run.input->>'dryRun' = 'false'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Where a page of business keys goes on, and which keys are meant. */
export interface DoubtedQuery {
  readonly system: string;
  /** Sent at this time or later; ms since 1970. */
  readonly sinceMs: number;
  readonly after: string | null;
}

/** A page of the business keys under which a write was sent again after nobody knew what became of it, in order. */
export async function doubtedKeys(
  db: Database,
  { system, sinceMs, after }: DoubtedQuery,
): Promise<{ readonly items: readonly string[]; readonly next: string | null }> {
  const { rows } = await sql<{ key: string }>`select distinct key from run_step
    where doubted and system = ${system} and sent_at_ms >= ${sinceMs}::bigint and (${after}::text is null or key > ${after})
    order by key limit ${pageMax}`.execute(db);
  const items = rows.map(({ key }) => key);
  return { items, next: items.length < pageMax ? null : (items.at(-1) ?? null) };
}

/** A page of the engagements that began at risk and still are, in order of id. */
export async function engagementsAtRisk(
  db: Database,
  after: string | null,
): Promise<{ readonly items: readonly EngagementRecord[]; readonly next: string | null }> {
  const { rows } = await sql<{ id: string }>`select id from engagement
    where state = 'AT_RISK' and (${after}::text is null or id > ${after}) order by id limit ${pageMax}`.execute(db);
  const ids = rows.map(({ id }) => id);
  const found = await new Engagements(db).byId(ids);
  return {
    items: found.flatMap((each) => each ?? []),
    next: ids.length < pageMax ? null : (ids.at(-1) ?? null),
  };
}
