// How the house does: queues, what rests, what is paused, and the last word of each process about the systems it talks to.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/store.ts';
import { type DetectorFigures, readDetectors } from './detectors/sweeps.ts';
import { type FeedFigures, readFeeds } from './feeds/keeping-feeds.ts';

/** A report older than this is no news: its process ended, or hangs. */
export const reportTrustMs = 60_000;

/** What a process that calls a system knows of it. */
const reportSchema = z.strictObject({
  breaker: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  inFlight: z.int().min(0),
  /** Calls the account allows at a time, and of them taken, as far as this process knows. */
  quota: z.strictObject({ places: z.int().min(0), taken: z.int().min(0) }).nullable(),
});
export type SystemReport = z.infer<typeof reportSchema>;

/** A system as the operators see it. */
export interface SystemFigures {
  /** As steps name it: `crm`, `psa`, `erp`. */
  readonly system: string;
  /** The configured account; null when no process reports of it. */
  readonly instance: string | null;
  /** The worst that any process reports; null when none does. */
  readonly report: SystemReport | null;
  readonly reportedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly pausedBecause: string | null;
  /** Open exceptions at one of its steps. */
  readonly exceptions: number;
}

/** A queue of runs. */
export interface LaneFigures {
  readonly lane: string;
  /** Runs that no worker has taken yet. */
  readonly queued: number;
  readonly running: number;
  readonly oldestQueuedAt: Date | null;
}

/** The house at one instant. */
export interface Figures {
  readonly systems: readonly SystemFigures[];
  readonly feeds: readonly FeedFigures[];
  readonly detectors: readonly DetectorFigures[];
  readonly lanes: readonly LaneFigures[];
  /** Runs that wait for a system to be back, or for a person once they were tried again for long enough. */
  readonly parked: number;
  /** Runs that wait for a person. */
  readonly stuck: number;
  /** Events that a reader could not be told of. */
  readonly deadLetters: number;
  /** Events that wait to be told. */
  readonly untold: number;
  readonly oldestUntoldAt: Date | null;
  readonly workers: number;
}

/** Keeps a process' last word about a system; call it every few seconds. */
export async function reportSystem(
  db: Database,
  { system, instance, reporter }: { readonly system: string; readonly instance: string; readonly reporter: string },
  report: SystemReport,
): Promise<void> {
  await sql`insert into system_report (system, instance, reporter, facts)
    values (${system}, ${instance}, ${reporter}, ${JSON.stringify(report)}::jsonb)
    on conflict (system, instance, reporter) do update set facts = excluded.facts, at = clock_timestamp()`.execute(db);
  await sql`delete from system_report where at < now() - interval '1 day'`.execute(db);
}

/** All figures; a handful of counts over indexes. */
export async function readFigures(db: Database): Promise<Figures> {
  const [systems, feeds, detectors, lanes, counts] = await Promise.all([
    readSystems(db),
    readFeeds(db),
    readDetectors(db),
    readLanes(db),
    readCounts(db),
  ]);
  return { systems, feeds, detectors, lanes, ...counts };
}

interface ReportRow {
  readonly instance: string;
  readonly facts: unknown;
  readonly at: Date;
  readonly system: string;
}

async function readSystems(db: Database): Promise<readonly SystemFigures[]> {
  const reports = await sql<ReportRow>`select system, instance, facts, at from system_report
    where at > now() - make_interval(secs => ${reportTrustMs / 1_000})`.execute(db);
  const others = await sql<{ system: string; paused_at: Date | null; reason: string | null; open: number }>`
    select system, max(paused_at) as paused_at, max(reason) as reason, sum(open)::int as open from (
      select system, paused_at, reason, 0 as open from system_pause
      union all select system, null, null, count(*) from run_exception
        where closed_at is null and system is not null group by 1) known group by 1`.execute(db);
  const known = new Map(others.rows.map((row) => [row.system, row]));
  const byPlace = Map.groupBy(reports.rows, ({ system, instance }) => `${system} ${instance}`);
  const reported = [...byPlace.values()]
    .flatMap(worstOf)
    .map((worst) => ({ ...worst, ...standingOf(known.get(worst.system)) }));
  const silent = others.rows
    .filter(({ system }) => !reported.some((one) => one.system === system))
    .map((row) => ({ system: row.system, instance: null, report: null, reportedAt: null, ...standingOf(row) }));
  return [...reported, ...silent].sort((a, b) => a.system.localeCompare(b.system));
}

type Standing = Pick<SystemFigures, 'pausedAt' | 'pausedBecause' | 'exceptions'>;

function standingOf(
  row: { readonly paused_at: Date | null; readonly reason: string | null; readonly open: number } | undefined,
): Standing {
  return { pausedAt: row?.paused_at ?? null, pausedBecause: row?.reason ?? null, exceptions: row?.open ?? 0 };
}

const severity = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;

function worstOf(rows: readonly ReportRow[]): readonly Omit<SystemFigures, keyof Standing>[] {
  const read = rows.flatMap(({ system, instance, facts, at }) => {
    const report = reportSchema.safeParse(facts);
    return report.success ? [{ system, instance, report: report.data, reportedAt: at }] : [];
  });
  const [first, ...others] = read;
  if (first === undefined) return [];
  return [
    others.reduce(
      (worst, next) => (severity[next.report.breaker] > severity[worst.report.breaker] ? next : worst),
      first,
    ),
  ];
}

async function readLanes(db: Database): Promise<readonly LaneFigures[]> {
  // A claim sets the owner; whoever sends a run on takes it away.
  const { rows } = await sql<LaneFigures>`
    select lane, (count(*) filter (where owner is null))::int as queued, (count(*) filter (where owner is not null))::int as running,
      min(changed_at) filter (where owner is null) as "oldestQueuedAt"
    from run where state_kind in ('RUNNING', 'COMPENSATING') group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

type Counts = Omit<Figures, 'systems' | 'feeds' | 'detectors' | 'lanes'>;

async function readCounts(db: Database): Promise<Counts> {
  const { rows } = await sql<Counts>`select
    (select count(*) from run where state_kind = 'PARKED')::int as parked,
    (select count(*) from run where state_kind = 'STUCK')::int as stuck,
    (select count(*) from run_exception where closed_at is null and event_id is not null)::int as "deadLetters",
    (select count(*) from outbox_delivery where told_at is null and dead_reason is null)::int as untold,
    (select min(event.made_at) from outbox_delivery delivery join outbox_event event on event.id = delivery.event_id
      where told_at is null and dead_reason is null) as "oldestUntoldAt",
    (select count(*) from executor_heartbeat where beat_at > now() - interval '10 seconds')::int as workers`.execute(
    db,
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error('The database gave no counts');
  return counts;
}
