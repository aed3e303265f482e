// From a name to the story: the runs that wrote, or were about, whatever carries a vendor's id, a number, a code or a
// correlation id; and the audit of what was done, by whom.
import { sql } from 'kysely';
import type { Page, PageRequest } from '../../schema/canon/paging.ts';
import type { Database } from '../store/store.ts';
import type { AuditFacts } from './audit-chain.ts';

/** Names in one trace: a record with all its ids has fewer. */
export const namesMax = 50;
/** Runs of one trace, the newest. */
export const tracedMax = 200;

/** A run of a trace, and the names that led to it. */
export interface TraceRecord {
  readonly runId: string;
  readonly matchedOn: readonly string[];
}

/** The runs that any of the names leads to, latest begun first: run ids, correlation ids, business keys and marks. */
export async function trace(db: Database, names: readonly string[]): Promise<readonly TraceRecord[]> {
  const wanted = [...new Set(names)].slice(0, namesMax);
  if (wanted.length === 0) return [];
  const { rows } = await sql<TraceRecord>`
    with asked as (
      select name, name as as_name from unnest(${wanted}::text[]) name
      -- a run is begun with our ids; people paste a system's
      union select vendor_id, canonical_id::text from crossref_record where vendor_id = any(${wanted}::text[])),
    found as (
      select id as run_id, id as name from run where id = any(${wanted}::text[])
      union select id, correlation_id from run where correlation_id = any(${wanted}::text[])
      union select run_id, name from asked join run_mark on value = as_name
      -- a key is claimed as system/key, and the key alone is what a vendor shows
      union select business_key.run_id, name from unnest(${wanted}::text[]) name
        join business_key on key in (name, 'crm/' || name, 'psa/' || name, 'erp/' || name))
    select run.id as "runId", array_agg(distinct found.name) as "matchedOn"
    from found join run on run.id = found.run_id group by run.id, run.begun_at
    order by run.begun_at desc, run.id limit ${tracedMax}`.execute(db);
  return rows;
}

/** Which entries of the audit; null means any. */
export interface AuditFilter {
  readonly runId?: string | null;
  readonly correlationId?: string | null;
  /** An action, or its beginning up to a dot: `exception.` */
  readonly action?: string | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
}

/** An entry as people read it. */
export interface AuditRecord extends AuditFacts {
  /** Chain and place: an entry's name for ever. */
  readonly id: string;
  readonly at: Date;
  readonly hash: string;
  /** Who the pseudonym stands for; null once erased, and for the house itself. */
  readonly person: string | null;
  /** Why, in the words of the operator; null once they are erased. */
  readonly reason: string | null;
}

interface AuditRow {
  readonly chain: number;
  readonly seq: string;
  readonly at: Date;
  readonly entry: AuditFacts;
  readonly hash: string;
  readonly person: string | null;
  readonly reason: string | null;
}

/** A page of the audit, newest first. Raises RangeError for a cursor that is none. */
export async function pageOfAudit(
  db: Database,
  { first, after }: PageRequest,
  { runId = null, correlationId = null, action = null, from = null, to = null }: AuditFilter,
): Promise<Page<AuditRecord>> {
  const beyond = after === null ? null : readCursor(after);
  const { rows } = await sql<AuditRow>`
    select audit.chain, audit.seq, audit.at, audit.entry, audit.hash, person.data->>'subject' as person,
      (select reason from operator_act act where act.id::text = audit.entry->'detail'->>'act') as reason
    from audit_entry audit left join person on person.pseudonym::text = audit.entry->>'actor'
    where (${runId}::text is null or entry->>'runId' = ${runId})
      and (${correlationId}::text is null or entry->>'correlationId' = ${correlationId})
      and (${action}::text is null or starts_with(entry->>'action', ${action}))
      and (${from?.toISOString() ?? null}::timestamptz is null or at >= ${from?.toISOString() ?? null}::timestamptz)
      and (${to?.toISOString() ?? null}::timestamptz is null or at < ${to?.toISOString() ?? null}::timestamptz)
      and (${beyond === null} or (at, chain, seq) < (${beyond?.at ?? null}::timestamptz, ${beyond?.chain ?? null}::smallint,
        ${beyond?.seq ?? null}::bigint))
    order by at desc, chain desc, seq desc limit ${first + 1}`.execute(db);
  const shown = rows.slice(0, first);
  return {
    items: shown.map(({ entry, chain, seq, ...rest }) => ({ ...entry, ...rest, id: `${chain}-${seq}` })),
    cursors: shown.map(({ at, chain, seq }) =>
      Buffer.from(`${at.toISOString()} ${chain} ${seq}`).toString('base64url'),
    ),
    hasNextPage: rows.length > first,
    totalCount: null,
  };
}

function readCursor(cursor: string): { readonly at: string; readonly chain: string; readonly seq: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, chain, seq] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\d{1,4}) (\d{1,19})$/.exec(text) ?? [];
  if (at !== undefined && chain !== undefined && seq !== undefined) return { at, chain, seq };
  throw new RangeError(`"${cursor.slice(0, 40)}" is no cursor of a page of the audit; pass an endCursor as it was`);
}
