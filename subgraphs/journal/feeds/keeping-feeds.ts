// What a feed needs besides its pages: records that went missing, tellings to repeat, hints from outside, counts.
import { sql } from 'kysely';
import type { RecordKind } from '../../../schema/canon/identity.ts';
import type { Database } from '../../store/store.ts';
import { changeFailed, closingFeedExceptions, countDiffers, openingFeedException } from './feed-exceptions.ts';
import { FeedLost, isHeld } from './holding.ts';
import type { HeldFeed } from './holding.ts';

/** Rows handled at once. */
const batchMax = 50;
/** Hints that wait of one feed; past it the poll alone must do. */
const hintsMax = 1_000;
/** What is gone is remembered this long, so that a late telling of it is known to be late. */
const goneDays = 30;

/** Records that a reading of everything has not seen, at most 50 of them. */
export async function missingRecords(db: Database, { name, round }: HeldFeed): Promise<readonly MissingRecord[]> {
  const { rows } = await sql<MissingRecord>`select record_id as id, changed_at as "changedAt" from feed_record
    where feed = ${name} and gone is null and round < ${round} order by record_id limit ${batchMax}`.execute(db);
  return rows;
}

/** A record nobody told the end of, as it was told last. */
export interface MissingRecord {
  readonly id: string;
  readonly changedAt: Date;
}

/** Everything was read and what went missing is told: from now on what changes is followed. Raises FeedLost. */
export async function followOn(db: Database, held: HeldFeed): Promise<void> {
  const { rows } = await sql`update feed set phase = 'FOLLOWING' where ${isHeld(held)} returning 1`.execute(db);
  if (rows.length === 0) throw new FeedLost(held);
}

/** A record to be told of without a change. */
export interface DueRecord {
  readonly id: string;
  readonly isGone: boolean;
}

/** Records to be told of now. What an operator has waived is not tried again. */
export async function dueRecords(db: Database, { name }: HeldFeed): Promise<readonly DueRecord[]> {
  await sql`delete from feed_due where feed = ${name} and cause = 'FAILED' and not exists (select from run_exception open
    where open.feed = ${name} and open.feed_record = feed_due.record_id and open.code = ${changeFailed}
      and open.closed_at is null)`.execute(db);
  const { rows } = await sql<DueRecord>`select due.record_id as id, known.gone is not null as "isGone"
    from feed_due due left join feed_record known on known.feed = due.feed and known.record_id = due.record_id
    where due.feed = ${name} and due.due_at <= clock_timestamp() order by due.due_at limit ${batchMax}`.execute(db);
  return rows;
}

/** Puts tellings that failed again off: a minute, then two, four … up to an hour. */
export async function putOff(db: Database, { name }: HeldFeed, ids: readonly string[]): Promise<void> {
  await sql`update feed_due set attempts = attempts + 1,
      due_at = clock_timestamp() + make_interval(mins => (2 ^ least(attempts, 6))::int)
    where feed = ${name} and record_id = any(${[...ids]}::text[])`.execute(db);
}

/** Takes tellings that succeeded off the list, with the exceptions they had. */
export async function settleDueRecords(db: Database, { name }: HeldFeed, ids: readonly string[]): Promise<void> {
  await sql`delete from feed_due where feed = ${name} and record_id = any(${[...ids]}::text[])`.execute(db);
  await closingFeedExceptions({ feed: name, code: changeFailed, records: ids }).execute(db);
}

/** A hint from outside: feeds of a system, of one kind if it says so, are read soon, and the record it names is told of. */
async function hintFeeds(
  db: Database,
  { system, kind, id }: { readonly system: string; readonly kind: RecordKind | null; readonly id: string | null },
): Promise<number> {
  const { rows } = await sql<{ name: string }>`update feed set hinted = true
    where system = ${system} and (${kind}::text is null or kind = ${kind}) returning name`.execute(db);
  if (id !== null && kind !== null) {
    await sql`insert into feed_due (feed, record_id, cause) select name, ${id}, 'HINT' from unnest(${rows.map(({ name }) => name)}::text[]) name
      where (select count(*) from feed_due waiting where waiting.feed = name) < ${hintsMax} on conflict do nothing`.execute(
      db,
    );
  }
  return rows.length;
}

/** A webhook of a system, as a hint. */
export interface Hook {
  readonly system: string;
  readonly hookId: string;
  /** Older ones are forgotten. */
  readonly windowMs: number;
  readonly kind: RecordKind | null;
  readonly id: string | null;
}

/** Follows a webhook's hint, once: how many feeds are read for it; null when it was taken before. */
export function takeHook(db: Database, { hookId, windowMs, ...hint }: Hook): Promise<number | null> {
  return db.transaction().execute(async (transaction) => {
    await sql`delete from feed_hook where at < clock_timestamp() - make_interval(secs => ${windowMs / 1_000})`.execute(
      transaction,
    );
    const { rows } = await sql`insert into feed_hook (system, id) values (${hint.system}, ${hookId})
      on conflict do nothing returning 1`.execute(transaction);
    return rows.length === 0 ? null : hintFeeds(transaction, hint);
  });
}

/** Records of a feed that are there, as far as it was told. */
export async function countHere(db: Database, { name }: HeldFeed): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from feed_record
    where feed = ${name} and gone is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Our count and the system's, held against each other. */
export interface Counted {
  readonly here: number;
  readonly there: number;
  readonly dueInMs: number;
}

/**
 * Keeps what was counted. What differs once may be on its way. What differs twice is an exception, and everything is read anew; when the
 * counts agree again the exception ends by itself. Returns whether a reading of everything was begun.
 */
export async function keepCount(db: Database, held: HeldFeed, { here, there, dueInMs }: Counted): Promise<boolean> {
  const differing = here === there ? 0 : held.differing + 1;
  const isCensus = differing > 0 && differing % 2 === 0;
  return db.transaction().execute(async (transaction) => {
    const { rows } =
      await sql`update feed set counted_at = clock_timestamp(), counted_here = ${here}, counted_there = ${there},
        differing = ${differing}, count_due_at = clock_timestamp() + make_interval(secs => ${dueInMs / 1_000}),
        phase = case when ${isCensus} then 'CENSUS' else phase end, cursor = case when ${isCensus} then null else cursor end,
        round = round + ${isCensus ? 1 : 0}, censuses = censuses + ${isCensus ? 1 : 0}
      where ${isHeld(held)} returning 1`.execute(transaction);
    if (rows.length === 0) throw new FeedLost(held);
    const { name: feed } = held;
    if (differing === 0) await closingFeedExceptions({ feed, code: countDiffers, records: null }).execute(transaction);
    if (isCensus) {
      const message = `${held.instance} has ${there} records of ${held.kind}, we were told of ${here}; all are being read anew`;
      await openingFeedException({ feed, code: countDiffers, message, record: null }).execute(transaction);
    }
    await sql`delete from feed_record where feed = ${feed} and gone is not null
      and told_at < now() - make_interval(days => ${goneDays})`.execute(transaction);
    return isCensus;
  });
}

/** A feed as operators see it. */
export interface FeedFigures {
  readonly system: string;
  readonly instance: string;
  readonly kind: string;
  readonly phase: HeldFeed['phase'];
  readonly complete: boolean;
  /** When nothing was waiting; null: never yet. */
  readonly completeAt: Date | null;
  readonly newestAt: Date | null;
  readonly told: string;
  readonly repeated: string;
  readonly failure: string | null;
  readonly failures: number;
  readonly horizonMissedAt: Date | null;
  readonly censuses: number;
  readonly countedAt: Date | null;
  readonly countedHere: number | null;
  readonly countedThere: number | null;
  /** Changes that could not be told, and wait. */
  readonly setAside: number;
}

/** All feeds, those that are furthest behind first. */
export async function readFeeds(db: Database): Promise<readonly FeedFigures[]> {
  const { rows } = await sql<FeedFigures>`select system, instance, kind, phase, complete, complete_at as "completeAt",
      newest_at as "newestAt", told, repeated, failure, failures, horizon_missed_at as "horizonMissedAt", censuses,
      counted_at as "countedAt", counted_here as "countedHere", counted_there as "countedThere",
      (select count(*) from feed_due where feed_due.feed = feed.name and cause = 'FAILED')::int as "setAside"
    from feed order by complete_at nulls first, name`.execute(db);
  return rows;
}
