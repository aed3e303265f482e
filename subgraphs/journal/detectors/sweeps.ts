// Readings of what stands, as workers share them: one of them reads a kind of facts at a time, under a fence, and whoever comes after
// a crash goes on from there.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';

/** Where readings are kept. */
export type DetectorDatabase = Database;

/** A reading as its holder has it. */
export interface HeldSweep {
  readonly name: string;
  readonly fence: string;
  /** Null: at the beginning. */
  readonly cursor: string | null;
  readonly round: number;
  readonly failures: number;
}

/** A reading and the codes that are found by it. */
export interface SweepPlace {
  readonly name: string;
  /** As pauses name them: while one of them is paused nothing is read. */
  readonly systems: readonly string[];
  readonly detectors: readonly { readonly code: string; readonly active: boolean; readonly graceMs: number }[];
}

/** Another worker has the reading: whatever this one has read is not to be kept. */
export class SweepLost extends Error {
  override readonly name = 'SweepLost';

  constructor({ name, fence }: Pick<HeldSweep, 'name' | 'fence'>) {
    super(`${name}: another worker holds the reading since fence ${fence}; leave it to that one`);
  }
}

/** When readings are due: one that is new after a while, one that came to its end so long after that. */
export interface SweepPace {
  readonly firstInMs: number;
  readonly everyMs: number;
}

/** Puts readings and their detectors on file as they are configured now; another pace than before holds at once. */
export async function ensureSweeps(
  db: Database,
  places: readonly SweepPlace[],
  { firstInMs, everyMs }: SweepPace,
): Promise<void> {
  const everyS = everyMs / 1_000;
  for (const { name, systems, detectors } of places) {
    await sql`insert into detector_sweep (name, systems, due_at) values (${name}, ${[...systems]}::text[], ${until(firstInMs)})
      on conflict (name) do update set systems = excluded.systems,
        due_at = case when detector_sweep.cursor is null and detector_sweep.failure is null and detector_sweep.completed_at is not null
          then detector_sweep.completed_at + make_interval(secs => ${everyS})
          else least(detector_sweep.due_at, clock_timestamp() + make_interval(secs => ${everyS})) end`.execute(db);
    for (const { code, active, graceMs } of detectors)
      await sql`insert into detector (code, sweep, active, grace_ms) values (${code}, ${name}, ${active}, ${graceMs})
        on conflict (code) do update set sweep = excluded.sweep, active = excluded.active, grace_ms = excluded.grace_ms`.execute(
        db,
      );
  }
}

/** Takes one of these readings that is due and that nobody holds; null when there is none. */
export async function holdSweep(
  db: Database,
  { owner, names, leaseMs }: { readonly owner: string; readonly names: readonly string[]; readonly leaseMs: number },
): Promise<HeldSweep | null> {
  const { rows } = await sql<HeldSweep>`update detector_sweep set owner = ${owner}, fence = fence + 1,
      began_at = case when cursor is null then clock_timestamp() else began_at end, owned_until = ${until(leaseMs)}
    where name = (select name from detector_sweep where name = any(${[...names]}::text[])
      and (owner is null or owned_until < clock_timestamp()) and due_at <= clock_timestamp()
      and not exists (select from system_pause where system = any(detector_sweep.systems))
      order by due_at limit 1 for update skip locked)
    returning name, fence::text, cursor, round, failures`.execute(db);
  return rows[0] ?? null;
}

/** Lets a reading go; it is due again after a while. `failure` is a code. Of one that somebody else holds by now nothing is changed. */
export async function letSweepGo(
  db: Database,
  held: HeldSweep,
  { dueInMs, failure }: { readonly dueInMs: number; readonly failure: string | null },
): Promise<void> {
  await sql`update detector_sweep set owner = null, owned_until = null, failure = ${failure},
      failures = case when ${failure}::text is null then 0 else failures + 1 end,
      due_at = clock_timestamp() + make_interval(secs => ${dueInMs / 1_000})
    where ${isHeld(held)}`.execute(db);
}

/** The condition under which a holder may write. */
export function isHeld({ name, fence }: Pick<HeldSweep, 'name' | 'fence'>) {
  return sql`name = ${name} and fence = ${fence}::bigint and owner is not null`;
}

/** Until when something taken now is held. */
export function until(leaseMs: number) {
  return sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})`;
}

/** A detector as operators see it. */
export interface DetectorFigures {
  readonly code: string;
  readonly active: boolean;
  /** A case that stands for less is not told yet: what is being begun looks like what never was. */
  readonly graceMs: number;
  /** What it reads. */
  readonly facts: string;
  /** When everything was last looked through; null: not yet. */
  readonly lookedAt: Date | null;
  /** How many records that was. */
  readonly looked: number | null;
  /** Why it cannot be read, by code; null while it can. */
  readonly failure: string | null;
  readonly failures: number;
  /** Cases that stand, told or waived or too young to be told. */
  readonly standing: number;
  /** Exceptions of it that are not closed. */
  readonly open: number;
}

/** All detectors, in the order of their codes. */
export async function readDetectors(db: Database): Promise<readonly DetectorFigures[]> {
  const { rows } = await sql<DetectorFigures>`select code, active, grace_ms::float8 as "graceMs", sweep as facts,
      completed_at as "lookedAt", looked_last as looked, failure, failures,
      (select count(*) from detector_sighting seen where seen.code = detector.code)::int as standing,
      (select count(*) from run_exception open where open.code = detector.code and kind = 'DETECTED' and closed_at is null)::int as open
    from detector join detector_sweep on detector_sweep.name = detector.sweep order by code`.execute(db);
  return rows;
}
