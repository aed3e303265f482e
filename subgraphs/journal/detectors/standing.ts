// What our own books say of what was begun: conversions of deals, and engagements that began at risk.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { EngagementRecord, EngagementState } from '../engagements.ts';
import { Engagements } from '../engagements.ts';

/** Engagements, or keys, of one page. */
const pageMax = 200;

/**
 * What became of the conversion of a deal. STANDS: it is converted, or a run moves, or rests with an exception that somebody has to end.
 * UNWOUND: it was taken back, and nothing was begun since. LEFT: a run rests, and somebody has left it as it is (waived its exception, or
 * withdrew the request): that is no conversion.
 */
export type ConversionStanding = 'STANDS' | 'UNWOUND' | 'LEFT';

/** By the deals' canonical ids; absent where none was ever begun. A dry run begins nothing. */
export async function conversionsOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ConversionStanding>> {
  const { rows } = await sql<{ id: string; stands: boolean; unwound: boolean }>`
    select id, bool_or(stands) as stands, bool_or(unwound) as unwound from (
      select opportunity_id as id, state <> 'UNWOUND' as stands, state = 'UNWOUND' as unwound from engagement
        where opportunity_id = any(${[...ids]}::text[])
      union all select mark.value, state_kind in ('RUNNING', 'COMPENSATING', 'WAITING_APPROVAL') or exists (select from run_exception open
          where open.run_id = run.id and open.closed_at is null and open.event_id is null), false
        from run_mark mark join run on run.id = mark.run_id
        where mark.value = any(${[...ids]}::text[]) and run.process = 'convertOpportunityToProject'
          and run.input->>'dryRun' = 'false') known group by id`.execute(db);
  return new Map(rows.map(({ id, stands, unwound }) => [id, stands ? 'STANDS' : unwound ? 'UNWOUND' : 'LEFT']));
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
  return engagementsIn(db, ['AT_RISK'], after);
}

/** A page of the engagements that are not unwound, in order of id. */
export async function engagementsStanding(
  db: Database,
  after: string | null,
): Promise<{ readonly items: readonly EngagementRecord[]; readonly next: string | null }> {
  return engagementsIn(db, ['ACTIVE', 'AT_RISK'], after);
}

async function engagementsIn(
  db: Database,
  states: readonly EngagementState[],
  after: string | null,
): Promise<{ readonly items: readonly EngagementRecord[]; readonly next: string | null }> {
  const { rows } = await sql<{ id: string }>`select id from engagement
    where state = any(${[...states]}::text[]) and (${after}::text is null or id > ${after}) order by id limit ${pageMax}`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  const found = await new Engagements(db).byId(ids);
  return {
    items: found.flatMap((each) => each ?? []),
    next: ids.length < pageMax ? null : (ids.at(-1) ?? null),
  };
}
