// What has changed since somebody looked, by reading: whoever writes pays nothing for those who watch, and nothing is lost when a
// watching process ends. NOTIFY would tell sooner, but it makes all commits of a database wait for each other (README).
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { matching } from './exception-views.ts';
import type { ExceptionFilter, ExceptionStatus } from './exception-views.ts';

/** No transaction that changes an exception is longer open: the database ends it after a minute without a statement. */
const openMsMax = 90_000;
/** Changes read at once, two megabytes of them; when there are more nobody reads them one by one. */
const changesReadMax = 20_000;

/** How a run stands: whatever of it or its steps changes, changes `version`. */
export interface RunVersion {
  readonly id: string;
  readonly version: string;
  /** Nothing of it will ever change again. */
  readonly isOver: boolean;
}

/** The versions of those of the runs that there are. */
export async function runVersions(db: Database, ids: readonly string[]): Promise<readonly RunVersion[]> {
  const { rows } = await sql<RunVersion>`
    select id, state_kind = 'DONE' as "isOver",
      md5(concat_ws(' ', generation, execution, state_kind, extract(epoch from changed_at), (
        select string_agg(name || ' ' || step.state_kind, ',' order by position) from run_step step
        where step.run_id = run.id and step.generation = run.generation))) as version
    from run where id = any(${[...ids]}::text[])`.execute(db);
  return rows;
}

/** A moment between two looks: by the database's transactions, and by its clock in milliseconds. */
export interface Point {
  readonly oldestOpen: string;
  readonly atMs: number;
}

/** An exception that has changed; `version` differs with every change. */
export interface ExceptionChange {
  readonly id: string;
  readonly version: string;
}

/** This moment. */
export async function pointNow(db: Database): Promise<Point> {
  const { rows } = await sql<PointRow>`select ${pointColumns}`.execute(db);
  return pointOf(rows[0]);
}

/**
 * Exceptions that may have changed after `since`, in the order of their changes, and the moment up to which these are all; `isWhole`
 * is false when there were more than anybody could follow. What had changed while a transaction that is older still ran comes again:
 * skip versions that are known.
 */
export async function exceptionChanges(
  db: Database,
  since: Point,
): Promise<{ readonly changes: readonly ExceptionChange[]; readonly point: Point; readonly isWhole: boolean }> {
  // By the clock for the index's sake, and by the transactions for the truth: the clock says when a change began, not when it was there.
  const { rows } = await sql<PointRow & { id: string | null; version: string | null }>`
    select ${pointColumns}, changed.id, changed.version from (select 1) always left join lateral (
      select id, xmin::text as version from run_exception
      where changed_at > clock_timestamp() - make_interval(secs => ${openMsMax / 1_000})
        and age(xmin) <= age(${since.oldestOpen}::xid)
      order by changed_at limit ${changesReadMax}) changed on true`.execute(db);
  const changes = rows.flatMap(({ id, version }) => (id === null || version === null ? [] : [{ id, version }]));
  return { changes, point: pointOf(rows[0]), isWhole: changes.length < changesReadMax };
}

/** Those of the exceptions that a filter meets, in the order of their changes; without statuses closed ones too. */
export async function matchingExceptions(
  db: Database,
  ids: readonly string[],
  filter: ExceptionFilter,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from run_exception
    where id = any(${[...ids]}::uuid[]) and ${matching(withClosed(filter))} order by changed_at, id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those that a filter meets and that have changed since a time in milliseconds, or a little before; at most `max`. */
export async function exceptionsSince(
  db: Database,
  atMs: number,
  { filter, max }: { readonly filter: ExceptionFilter; readonly max: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from run_exception
    where changed_at > to_timestamp(${(atMs - openMsMax) / 1_000}) and ${matching(withClosed(filter))}
    order by changed_at, id limit ${max}`.execute(db);
  return rows.map(({ id }) => id);
}

const allStatuses: readonly ExceptionStatus[] = ['OPEN', 'ASSIGNED', 'SNOOZED', 'CLOSED'];

/** Whoever watches wants to hear that something ended. */
function withClosed(filter: ExceptionFilter): ExceptionFilter {
  return { ...filter, statuses: filter.statuses ?? allStatuses };
}

interface PointRow {
  readonly oldestOpen: string;
  readonly atMs: string;
}

const pointColumns = sql`pg_snapshot_xmin(pg_current_snapshot())::xid::text as "oldestOpen",
  (extract(epoch from clock_timestamp()) * 1000)::bigint as "atMs"`;

function pointOf(row: PointRow | undefined): Point {
  if (row === undefined) throw new Error('The database did not say what time it is');
  return { oldestOpen: row.oldestOpen, atMs: Number(row.atMs) };
}
