// What is kept too long is removed, once a day by one of the workers, as retention.ts says for each table. Runs that still move or
// wait for somebody, and those of people under a legal hold, are kept whatever their age.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import type { ProcessEngine } from './engine/engine.ts';
import { retentionClasses } from './retention.ts';

/** Rows removed by one statement: it holds their locks for some milliseconds. */
const removedMax = 1_000;

/** How many rows of each table were removed. */
export type Removed = Readonly<Record<string, number>>;

/** Does today's housekeeping (UTC, by the database's clock); null when it was done, or is being done, by anybody. */
export async function keepHouse(db: Database, engine: Pick<ProcessEngine, 'forget'>): Promise<Removed | null> {
  const { rows } = await sql<{ day: string }>`insert into housekeeping (day) values ((now() at time zone 'utc')::date)
    on conflict (day) do nothing returning day::text`.execute(db);
  const day = rows[0]?.day;
  if (day === undefined) return null;
  try {
    const removed = await removeOld(db, engine);
    await sql`update housekeeping set removed = ${JSON.stringify(removed)}::jsonb where day = ${day}::date`.execute(db);
    return removed;
  } catch (error) {
    // Half done is begun anew by whoever comes next. If this cannot be written either, tomorrow's does it.
    await sql`delete from housekeeping where day = ${day}::date`.execute(db).catch(() => undefined);
    throw error;
  }
}

/** Removes whatever is older than its class allows. Safe to repeat, and to do twice at once. */
export async function removeOld(db: Database, engine: Pick<ProcessEngine, 'forget'>): Promise<Removed> {
  const removed: Record<string, number> = {};
  for (const [table, old] of Object.entries(oldRows())) {
    removed[table] = await repeated(async () => {
      const { rows } = await sql<{ count: string }>`with gone as (
          delete from ${sql.table(table)} where ctid = any(array(select ctid from ${sql.table(table)} candidate where ${old}
            limit ${sql.lit(removedMax)})) returning 1)
        select count(*) from gone`.execute(db);
      return Number(rows[0]?.count ?? 0);
    });
  }
  const before = new Date(Date.now() - daysOf('dbos') * 86_400_000);
  removed.dbos = await repeated(() => engine.forget(before, removedMax));
  return removed;
}

/** What is old, by table, in this order. What belongs to a run (steps, notes, exceptions, marks) goes with it. */
function oldRows(): Readonly<Record<string, RawBuilder<unknown>>> {
  return {
    run: sql`state_kind in ('DONE', 'COMPENSATED') and changed_at < ${ago('run')}
      and not exists (select from legal_hold where pseudonym = candidate.initiator)
      and not exists (select from run_exception open where open.run_id = candidate.id and open.closed_at is null)`,
    idempotency_key: sql`made_at < ${ago('idempotency_key')}`,
    // An event somebody is still to be told of waits, however old.
    outbox_event: sql`made_at < ${ago('outbox_event')}
      and not exists (select from outbox_delivery told where told.event_id = candidate.id and told_at is null and dead_reason is null)
      and not (new_since is not null and exists (select from outbox_reader))
      and not exists (select from run_exception open where open.event_id = candidate.id and open.closed_at is null)`,
    operator_act: sql`at < ${ago('operator_act')} and not exists (select from legal_hold where pseudonym = candidate.actor)`,
    // What belongs to a run goes with it.
    approval: sql`run_id is null and state <> 'PENDING' and decided_at < ${ago('approval')}
      and not exists (select from legal_hold where pseudonym = candidate.requester)`,
    approval_delegation: sql`ends_at < ${ago('approval_delegation')}
      and not exists (select from legal_hold where pseudonym in (candidate.delegator, candidate.delegate))`,
    // An exception without a run goes by itself.
    run_exception: sql`kind = 'DETECTED' and closed_at < ${ago('run_exception')}`,
    // With whom it was told to.
    alert: sql`resolved_at < ${ago('alert')}`,
    housekeeping: sql`begun_at < ${ago('housekeeping')}`,
  };
}

function ago(table: string): RawBuilder<unknown> {
  return sql`now() - make_interval(days => ${sql.lit(daysOf(table))})`;
}

function daysOf(table: string): number {
  const kept = retentionClasses[table];
  if (kept?.kind === 'DAYS') return kept.days;
  throw new Error(`${table} has no number of days in retention.ts; nothing of it is removed by age`);
}

async function repeated(remove: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const count = await remove();
    total += count;
    if (count < removedMax) return total;
  }
}
