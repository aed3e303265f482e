// Releases that begin by themselves, as workers share them: one of them looks at a window at a time, under a fence, and whoever comes after
// a crash begins the same run, for its key is the window's name.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { KeptMoney } from './claims.ts';

/** What came of the last look. NOTHING: there was nothing to bill. STILL_AT_WORK: what the window before had begun was not done. */
export type ScheduleOutcome = 'BEGUN' | 'NOTHING' | 'STILL_AT_WORK';

/** What a schedule begins: time by the hour every window; what a fee covers, what falls due and what is prepaid once a day. */
export type KeptTakes = 'TIME' | 'COVERED' | 'DUE' | 'PREPAID';

/** A schedule as it stands. */
export interface KeptSchedule {
  readonly legalEntity: string;
  readonly takes: KeptTakes;
  readonly everyMinutes: number;
  readonly timeZone: string;
  readonly nextDueAt: Date;
  readonly lastWindow: string | null;
  readonly lookedAt: Date | null;
  readonly outcome: ScheduleOutcome | null;
  readonly projects: number;
  readonly through: string | null;
  readonly runId: string | null;
  /** Why the systems could not be asked, by code; null when they could. */
  readonly failure: string | null;
  /** A system that it needs is paused. */
  readonly isPaused: boolean;
}

/** Where schedules are kept. */
export type ScheduleDatabase = Database;

const needed = ['crm', 'psa', 'erp'];
const columns = sql`legal_entity as "legalEntity", takes, every_minutes as "everyMinutes", time_zone as "timeZone", next_due_at as "nextDueAt",
  last_window as "lastWindow", looked_at as "lookedAt", outcome, projects, to_char(through, 'YYYY-MM-DD') as through, run_id as "runId",
  failure, exists (select from system_pause where system = any(${needed}::text[])) as "isPaused"`;

/** Puts the schedules on file as they are configured; others are not shown any more. */
export async function ensureSchedules(
  db: Database,
  schedules: readonly Pick<KeptSchedule, 'legalEntity' | 'takes' | 'everyMinutes' | 'timeZone' | 'nextDueAt'>[],
): Promise<void> {
  for (const { legalEntity, takes, everyMinutes, timeZone, nextDueAt } of schedules)
    await sql`insert into release_schedule (legal_entity, takes, active, every_minutes, time_zone, next_due_at)
      values (${legalEntity}, ${takes}, true, ${everyMinutes}, ${timeZone}, ${nextDueAt})
      on conflict (legal_entity, takes) do update set active = true, every_minutes = excluded.every_minutes, time_zone = excluded.time_zone`.execute(
      db,
    );
  await sql`update release_schedule set active = false
    where legal_entity || ' ' || takes <> all(${schedules.map(({ legalEntity, takes }) => `${legalEntity} ${takes}`)}::text[])`.execute(
    db,
  );
}

/** The schedules that are configured, by legal entity, those of time first. */
export async function readSchedules(db: Database): Promise<readonly KeptSchedule[]> {
  const { rows } = await sql<KeptSchedule>`select ${columns} from release_schedule where active
      order by legal_entity, takes <> 'TIME', takes`.execute(db);
  return rows;
}

/** A schedule that a worker looks at now. */
export interface HeldSchedule {
  readonly legalEntity: string;
  readonly takes: KeptTakes;
  readonly fence: string;
  readonly runId: string | null;
  readonly failures: number;
}

/** Takes a schedule whose window nobody has looked at; null when somebody has or does, or one of its systems is paused. */
export async function holdSchedule(
  db: Database,
  {
    legalEntity,
    takes,
    window,
    owner,
    leaseMs,
  }: {
    readonly legalEntity: string;
    readonly takes: KeptTakes;
    readonly window: string;
    readonly owner: string;
    readonly leaseMs: number;
  },
): Promise<HeldSchedule | null> {
  const { rows } = await sql<HeldSchedule>`update release_schedule set owner = ${owner}, fence = fence + 1,
      owned_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})
    where legal_entity = ${legalEntity} and takes = ${takes} and last_window is distinct from ${window}
      and (owned_until is null or owned_until < clock_timestamp())
      and not exists (select from system_pause where system = any(${needed}::text[]))
    returning legal_entity as "legalEntity", takes, fence::text, run_id as "runId", failures`.execute(db);
  return rows[0] ?? null;
}

/** What a look came to. */
export interface ScheduleLook {
  readonly window: string;
  readonly lookedAt: Date;
  readonly nextDueAt: Date;
  readonly outcome: ScheduleOutcome;
  readonly projects: number;
  readonly through: string;
  /** Null keeps the one before. */
  readonly runId: string | null;
}

/** Ends a look; of a schedule that somebody else holds by now nothing is changed. */
export async function endLook(
  db: Database,
  { legalEntity, takes, fence }: HeldSchedule,
  look: ScheduleLook,
): Promise<void> {
  const { window, lookedAt, nextDueAt, outcome, projects, through, runId } = look;
  await sql`update release_schedule set owner = null, owned_until = null, failure = null, failures = 0, last_window = ${window},
      looked_at = ${lookedAt}, next_due_at = ${nextDueAt}, outcome = ${outcome}, projects = ${projects}, through = ${through}::date,
      run_id = coalesce(${runId}, run_id)
    where legal_entity = ${legalEntity} and takes = ${takes} and fence = ${fence}::bigint`.execute(db);
}

/** A look that could not be had: the window is looked at again after a while. */
export async function failLook(
  db: Database,
  { legalEntity, takes, fence }: HeldSchedule,
  { failure, retryMs }: { readonly failure: string; readonly retryMs: number },
): Promise<void> {
  await sql`update release_schedule set owner = null, failure = ${failure}, failures = failures + 1,
      owned_until = clock_timestamp() + make_interval(secs => ${retryMs / 1_000})
    where legal_entity = ${legalEntity} and takes = ${takes} and fence = ${fence}::bigint`.execute(db);
}

/** A release with the runs of its projects. */
const family = (runId: string) =>
  sql`(select ${runId}::text as id union select run_id from idempotency_key where scope = 'billing' and key like ${`${runId}:%`})`;

/** Whether something of a release still moves. */
export async function isAtWork(db: Database, runId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from run where id in ${family(runId)} and state_kind in ('RUNNING', 'COMPENSATING')
    limit 1`.execute(db);
  return rows.length > 0;
}

/** What a release has made. */
export interface ReleaseMade {
  readonly drafts: number;
  /** Of these, those that are invoices of the ERP. */
  readonly posted: number;
  /** Runs that still move. */
  readonly atWork: number;
  /** Projects that were refused or wait for a person; each is an exception of its own. */
  readonly stopped: number;
  /** Without tax, by currency. */
  readonly net: readonly KeptMoney[];
}

/** What a release has made until now. */
export async function madeBy(db: Database, runId: string): Promise<ReleaseMade> {
  const { rows: runs } = await sql<Pick<ReleaseMade, 'atWork' | 'stopped'>>`
    select count(*) filter (where state_kind in ('RUNNING', 'COMPENSATING'))::int as "atWork",
      count(*) filter (where state_kind in ('STUCK', 'COMPENSATED'))::int as stopped
    from run where id in ${family(runId)}`.execute(db);
  const { rows: drafts } = await sql<{ currency: string; amount: string; drafts: number; posted: number }>`
    select currency, sum(net)::text as amount, count(*)::int as drafts,
      count(*) filter (where state in ('POSTED', 'ISSUED'))::int as posted
    from billing_draft where released_by in ${family(runId)} and state <> 'DROPPED' group by currency order by currency`.execute(
    db,
  );
  const total = (of: 'drafts' | 'posted'): number => drafts.reduce((sum, row) => sum + row[of], 0);
  return {
    ...{
      atWork: runs[0]?.atWork ?? 0,
      stopped: runs[0]?.stopped ?? 0,
      drafts: total('drafts'),
      posted: total('posted'),
    },
    net: drafts.map(({ amount, currency }) => ({ amount, currency })),
  };
}

/**
 * Of these projects those of which a run of a process, or the run of any draft, stopped at something that a person has to mend: it is sent on
 * from there. A bill that was refused gave its work back, which would else be released again in every window.
 */
export async function stoppedProjects(
  db: Database,
  process: string,
  projectIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = [...projectIds];
  const { rows } = await sql<{ id: string }>`select open.subject->>'id' as id from run_exception open
      join run on run.id = open.run_id
    where open.closed_at is null and run.process = ${process} and open.subject->>'kind' = 'PROJECT'
      and open.subject->>'id' = any(${asked}::text[])
    union select draft.project_id from run_exception open
      join run on run.id = open.run_id
      join billing_draft draft on draft.id = open.subject->>'id'
    where open.closed_at is null and run.process = 'billReleasedWork' and open.subject->>'kind' = 'BILLING_DRAFT'
      and draft.project_id = any(${asked}::text[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
