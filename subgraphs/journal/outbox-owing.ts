// Which reader is owed which event. An event is new until it is owed to every reader there is, which one of their relays sees to: that costs
// what is new, however much was told before. Not by the highest id owed: of two transactions the one that began first may commit last, and
// is new only then.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** Events of one round; two relays share the work by skipping what the other holds. */
const roundMax = 200;
/** A reader says so often that it is there. */
const saidEvery = sql`interval '1 hour'`;
/** One that was away for longer is owed nothing more, and everything that is still kept when it comes back. */
const awayMax = sql`interval '1 day'`;
/** Readers come and go alone, while nothing is spread: else one that came meanwhile would miss what the spreading did not see it for. */
const readersKey = sql`hashtextextended('outbox readers', 0)`;

interface Standing {
  /** Its share of what was there when it came is not whole yet. */
  readonly isFilling: boolean;
  readonly isUnseen: boolean;
  readonly hasNew: boolean;
}

/** Owes what is new to every reader, and to this one what it has missed; both by the round. One small query where there is neither. */
export async function oweNew(db: Database, reader: string): Promise<void> {
  // The first in the order of the index: asked whether there is any, a planner that does not know the table goes through all of it.
  const { rows } =
    await sql<Standing>`select filled_to < fill_until as "isFilling", seen_at < now() - ${saidEvery} as "isUnseen",
      (select id from outbox_event where new_since is not null order by new_since, id limit 1) is not null as "hasNew"
    from outbox_reader where name = ${reader}`.execute(db);
  const [standing = null] = rows;
  if (standing === null) await come(db, reader);
  else if (standing.isUnseen) await sayHere(db, reader);
  if (standing === null || standing.isFilling) await fill(db, reader);
  if (standing === null || standing.hasNew) await spread(db);
}

/** A reader that was not there yet: what is there by now is filled in, what comes from now on is spread to it like to everybody. */
async function come(db: Database, reader: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${readersKey})`.execute(transaction);
    await sql`insert into outbox_reader (name, filled_to, fill_until)
      select ${reader}, 0, coalesce(max(id), 0) from outbox_event on conflict do nothing`.execute(transaction);
  });
}

/** Says that a reader is there; whoever was away for too long, by one who was not, is owed nothing more. */
async function sayHere(db: Database, reader: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${readersKey})`.execute(transaction);
    await sql`with gone as (
        delete from outbox_reader other using outbox_reader mine
        where mine.name = ${reader} and mine.seen_at > now() - ${awayMax} and other.seen_at < now() - ${awayMax} returning other.name)
      delete from outbox_delivery using gone where reader = gone.name and told_at is null and dead_reason is null`.execute(
      transaction,
    );
    await sql`update outbox_reader set seen_at = now() where name = ${reader}`.execute(transaction);
  });
}

/** The next page of what a reader missed, by id: what is committed late among these is new, and is spread. */
async function fill(db: Database, reader: string): Promise<void> {
  await sql`with page as materialized (
      select event.id from outbox_event event, outbox_reader reader
      where reader.name = ${reader} and event.id > reader.filled_to and event.id <= reader.fill_until
      order by event.id limit ${roundMax}),
    owed as (insert into outbox_delivery (event_id, reader) select id, ${reader} from page on conflict do nothing)
    update outbox_reader set filled_to =
      greatest(filled_to, case when (select count(*) from page) < ${roundMax} then fill_until else (select max(id) from page) end)
    where name = ${reader}`.execute(db);
}

async function spread(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock_shared(${readersKey})`.execute(transaction);
    // Its own statement: it sees every reader that came before the lock was had. No key update: the same event may just be filled in for
    // somebody, which looks whether it is there after writing what we would wait for. Neither would ever end.
    await sql`with spread as (
        update outbox_event set new_since = null where id = any(array(
          select id from outbox_event where new_since is not null order by new_since, id limit ${roundMax}
          for no key update skip locked)) returning id)
      insert into outbox_delivery (event_id, reader) select spread.id, name from spread cross join outbox_reader
      order by 1, 2 on conflict do nothing`.execute(transaction);
  });
}
