// Feeds as workers share them: one of them reads a feed at a time, under a fence, and whoever comes after a crash goes on from there.
import { sql } from 'kysely';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { Database } from '../../store/store.ts';

/** Where feeds are kept. */
export type FeedDatabase = Database;

/** A feed: one kind of record in one account of a system. */
export interface FeedPlace {
  /** As steps and pauses name it: `crm`, `psa`, `erp`. */
  readonly system: string;
  readonly instance: string;
  readonly kind: RecordKind;
}

/** BASELINE: read for the first time. CENSUS: everything is read anew. FOLLOWING: what changed. */
export type FeedPhase = 'BASELINE' | 'CENSUS' | 'FOLLOWING';

/** A feed as its holder has it. */
export interface HeldFeed extends FeedPlace {
  readonly name: string;
  readonly phase: FeedPhase;
  readonly cursor: string | null;
  /** Counts the readings of everything. */
  readonly round: number;
  readonly fence: string;
  /** The newest stamp of the system that was told. */
  readonly newestAt: Date | null;
  readonly failures: number;
  /** How often the page under way could not be told. */
  readonly attempts: number;
  readonly isCountDue: boolean;
  /** How often in a row our count and the system's differed. */
  readonly differing: number;
}

/** Another worker has the feed: whatever this one has read is not to be kept. */
export class FeedLost extends Error {
  override readonly name = 'FeedLost';

  constructor({ name, fence }: Pick<HeldFeed, 'name' | 'fence'>) {
    super(`${name}: another worker holds the feed since fence ${fence}; leave it to that one`);
  }
}

/** The name under which a feed is kept. */
export function feedName({ system, instance, kind }: FeedPlace): string {
  return `${system}/${instance}/${kind}`;
}

/** Puts feeds on file that are not yet. */
export async function ensureFeeds(db: Database, places: readonly FeedPlace[]): Promise<void> {
  for (const place of places) {
    const { system, instance, kind } = place;
    await sql`insert into feed (name, system, instance, kind) values (${feedName(place)}, ${system}, ${instance}, ${kind})
      on conflict do nothing`.execute(db);
  }
}

/** Takes one of these feeds that is due and that nobody holds; null when there is none. Feeds of a paused system are left alone. */
export async function holdFeed(
  db: Database,
  { owner, names, leaseMs }: { readonly owner: string; readonly names: readonly string[]; readonly leaseMs: number },
): Promise<HeldFeed | null> {
  // A hint makes it due for good: were it only forgotten here, it would be lost with this worker.
  const { rows } = await sql<HeldFeed>`update feed set owner = ${owner}, fence = fence + 1, hinted = false,
      due_at = least(due_at, clock_timestamp()), owned_until = ${until(leaseMs)}
    where name = (select name from feed where name = any(${[...names]}::text[])
      and (owner is null or owned_until < clock_timestamp()) and (due_at <= clock_timestamp() or hinted)
      and system not in (select system from system_pause)
      order by due_at limit 1 for update skip locked)
    returning name, system, instance, kind, phase, cursor, round, fence::text, newest_at as "newestAt", failures, attempts,
      count_due_at <= clock_timestamp() as "isCountDue", differing`.execute(db);
  return rows[0] ?? null;
}

/** Holds it for longer. Raises FeedLost. */
export async function holdOn(db: Database, held: HeldFeed, leaseMs: number): Promise<void> {
  const { rows } = await sql`update feed set owned_until = ${until(leaseMs)} where ${isHeld(held)} returning 1`.execute(
    db,
  );
  if (rows.length === 0) throw new FeedLost(held);
}

/** How a turn ended: `failure` is a code; `isTelling` when it was about telling a page, not about getting one. */
export interface TurnEnd {
  readonly dueInMs: number;
  readonly failure: { readonly code: string; readonly isTelling: boolean } | null;
}

/** Lets a feed go; it is due again after a while. Of a feed that somebody else holds by now nothing is changed. */
export async function letGo(db: Database, held: HeldFeed, { dueInMs, failure }: TurnEnd): Promise<void> {
  const code = failure?.code ?? null;
  await sql`update feed set owner = null, owned_until = null, failure = ${code},
      failures = case when ${code}::text is null then 0 else failures + 1 end,
      attempts = case when ${failure?.isTelling ?? false} then attempts + 1 else attempts end,
      due_at = clock_timestamp() + make_interval(secs => ${dueInMs / 1_000})
    where ${isHeld(held)}`.execute(db);
}

/** The condition under which a holder may write. */
export function isHeld({ name, fence }: Pick<HeldFeed, 'name' | 'fence'>) {
  return sql`name = ${name} and fence = ${fence}::bigint and owner is not null`;
}

function until(leaseMs: number) {
  return sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})`;
}
