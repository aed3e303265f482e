// What was told of each record of a feed, kept in one transaction with the runs that were begun for it and with the cursor.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { RunRequest, Runs, RunView } from '../runs.ts';
import { changeFailed, closingFeedExceptions, keyReused, openingFeedException } from './feed-exceptions.ts';
import { FeedLost, isHeld } from './holding.ts';
import type { FeedPhase, HeldFeed } from './holding.ts';

/** What is known of a record. */
export interface KnownRecord {
  readonly changedAt: Date;
  /** TOLD: the system said so. MISSING: it was no longer there. */
  readonly gone: 'TOLD' | 'MISSING' | null;
  /** False: it may have changed once more under the same stamp. */
  readonly settled: boolean;
  readonly toldAt: Date;
}

/** What is to be known of a record from now on. */
export interface RecordMark {
  readonly id: string;
  readonly changedAt: Date;
  readonly gone: KnownRecord['gone'];
  readonly settled: boolean;
}

/** A record that could not be told of. */
export interface FailedTelling {
  readonly id: string;
  readonly message: string;
}

/** How far the feed has come with the last part of a page. */
export interface FeedProgress {
  readonly cursor: string;
  readonly phase: FeedPhase;
  readonly round: number;
  readonly complete: boolean;
  readonly newestAt: Date | null;
  readonly horizonMissed: boolean;
  readonly repeated: number;
}

/** What a change begins: a new run, or one that rests and goes on. `id` is the record's. */
export interface ToldRun {
  readonly id: string;
  readonly begins: RunRequest | { readonly goesOn: string; readonly actor: string };
}

/** A part of a page after its subscribers were asked. */
export interface ToldPart {
  readonly marks: readonly RecordMark[];
  /** Records that are there, of which nothing is new: a reading of everything must have seen them. */
  readonly seen: readonly string[];
  readonly runs: readonly ToldRun[];
  readonly failed: readonly FailedTelling[];
  /** With the last part of a page. */
  readonly progress: FeedProgress | null;
}

/** What is known of these records; records nobody told of are not in it. */
export async function knownRecords(
  db: Database,
  feed: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const { rows } = await sql<KnownRecord & { readonly id: string }>`
    select record_id as id, changed_at as "changedAt", gone, settled, told_at as "toldAt" from feed_record
    where feed = ${feed} and record_id = any(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map(({ id, ...known }) => [id, known]));
}

/**
 * Makes what we have written ourselves known to the feeds of its kind, as if told long ago: else its end would concern nobody when it comes
 * before the feed has seen it. `system` is as feeds name it.
 */
export async function knowOwnRecords(
  db: Database,
  records: readonly {
    readonly system: string;
    readonly instance: string;
    readonly kind: string;
    readonly id: string;
  }[],
): Promise<void> {
  for (const { system, instance, kind, id } of records)
    await sql`insert into feed_record (feed, record_id, changed_at, settled, round)
      select name, ${id}, 'epoch', true, round from feed
      where system = ${system} and instance = ${instance} and kind = ${kind} on conflict do nothing`.execute(db);
}

/**
 * Keeps a part of a page: marks, runs and, with its last part, the cursor are one transaction, so that after a crash a change is
 * either told or will be. Returns the runs that are new or go on, to be queued. Raises FeedLost; nothing is kept then.
 */
export function keepTold(db: Database, runs: Runs, held: HeldFeed, part: ToldPart): Promise<readonly RunView[]> {
  return db.transaction().execute(async (transaction) => {
    // Runs hold chains of the audit until the end of the transaction: two feeds at once could wait for each other for ever.
    if (part.runs.length > 1)
      await sql`select pg_advisory_xact_lock(hashtextextended('feeds begin runs', 0))`.execute(transaction);
    // First of all, and by this alone: whoever has lost the feed changes nothing.
    if ((await progressed(transaction, held, part)) === 0) throw new FeedLost(held);
    await writeMarks(transaction, held, part);
    await settleDue(transaction, held, part);
    const begun: RunView[] = [];
    for (const { id, begins: request } of part.runs) {
      if ('goesOn' in request) {
        const moved = await runs.goOnIn(transaction, request.goesOn, { actor: request.actor, because: held.name });
        if (moved !== null) begun.push(moved);
        continue;
      }
      const result = await runs.beginIn(transaction, request, (_transaction, run) => {
        begun.push(run);
        return Promise.resolve();
      });
      if (result.kind !== 'OTHER_INPUT') continue;
      // Asking again would say the same: whether the run that is there is the right one, a person sees.
      const message = `Its key ${request.idempotencyKey} began run ${result.runId} with another input`;
      const record = { kind: held.kind, id };
      await openingFeedException({ feed: held.name, code: keyReused, message, record }).execute(transaction);
    }
    return begun;
  });
}

async function progressed(transaction: Database, held: HeldFeed, part: ToldPart): Promise<number> {
  const { progress, marks } = part;
  if (progress === null) {
    const { rows } = await sql`update feed set told = told + ${marks.length} where ${isHeld(held)} returning 1`.execute(
      transaction,
    );
    return rows.length;
  }
  const { cursor, phase, round, complete, newestAt, horizonMissed, repeated } = progress;
  const { rows } =
    await sql`update feed set cursor = ${cursor}, phase = ${phase}, round = ${round}, complete = ${complete},
      complete_at = case when ${complete} then clock_timestamp() else complete_at end, newest_at = ${newestAt}, attempts = 0,
      horizon_missed_at = case when ${horizonMissed} then clock_timestamp() else horizon_missed_at end,
      censuses = censuses + ${horizonMissed ? 1 : 0}, told = told + ${marks.length}, repeated = repeated + ${repeated}
    where ${isHeld(held)} returning 1`.execute(transaction);
  return rows.length;
}

async function writeMarks(transaction: Database, held: HeldFeed, { marks, seen }: ToldPart): Promise<void> {
  if (marks.length > 0) {
    await sql`insert into feed_record (feed, record_id, changed_at, gone, settled, round)
      select ${held.name}, told.*, ${held.round} from unnest(${marks.map(({ id }) => id)}::text[],
        ${marks.map(({ changedAt }) => changedAt.toISOString())}::timestamptz[], ${marks.map(({ gone }) => gone)}::text[],
        ${marks.map(({ settled }) => settled)}::boolean[]) told
      on conflict (feed, record_id) do update set changed_at = excluded.changed_at, gone = excluded.gone,
        settled = excluded.settled, round = excluded.round, told_at = clock_timestamp()`.execute(transaction);
  }
  if (seen.length > 0) {
    await sql`update feed_record set round = ${held.round}
      where feed = ${held.name} and record_id = any(${[...seen]}::text[]) and round < ${held.round}`.execute(
      transaction,
    );
  }
}

/** What failed is told again later, with an exception that says so; what was told needs neither any more. */
async function settleDue(transaction: Database, { name, kind }: HeldFeed, { marks, failed }: ToldPart): Promise<void> {
  const broken = new Set(failed.map(({ id }) => id));
  const told = marks.map(({ id }) => id).filter((id) => !broken.has(id));
  if (told.length > 0) {
    await sql`delete from feed_due where feed = ${name} and record_id = any(${told}::text[])`.execute(transaction);
    await closingFeedExceptions({ feed: name, code: changeFailed, records: told }).execute(transaction);
  }
  for (const { id, message } of failed) {
    await sql`insert into feed_due (feed, record_id, cause, due_at)
      values (${name}, ${id}, 'FAILED', clock_timestamp() + make_interval(secs => ${toldAgainMs / 1_000}))
      on conflict (feed, record_id) do update set cause = 'FAILED', due_at = excluded.due_at`.execute(transaction);
    await openingFeedException({ feed: name, code: changeFailed, message, record: { kind, id } }).execute(transaction);
  }
}

/** What failed is tried again after a minute, then after two, four … up to an hour. */
const toldAgainMs = 60_000;
