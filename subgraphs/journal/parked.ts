// Parked runs come back by themselves: what an outage has stopped, or what waits for something that is mended elsewhere (FailureAbout), is
// tried again with growing pauses, for so long that a person would have looked by then. The exception stays open meanwhile, says when the next try is, and ends when the run does. When it is due stands in a
// row, and one worker takes it.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../store/store.ts';
import { reportTrustMs } from './figures.ts';
import type { Claim, RunState, RunView } from './run-journal.ts';
import { moveOn } from './send-on.ts';
import type { Moving } from './send-on.ts';

/** How parked runs are tried again. */
export interface ParkedPace {
  /** Before the first try, the second, and so on; the last one stays. */
  readonly pausesMs: readonly number[];
  /** From its first parking at one place; then a person has to look. */
  readonly forMs: number;
}

/** A system that is known to be away, or paused, is not called for this: its runs are looked at again so much later, or sooner by pace. */
const awayMsMax = 30_000;
/** Sent on in one round of a worker; the next one is half a second later. */
const triedMax = 20;
/** In whose name runs are tried again. */
const gateway = 'system:gateway';

/**
 * What settling a run does to its being tried again, each part to be run where `when` holds. A run that is parked where it was parked last
 * waits longer; at another place it has come on, and begins to count anew. Without a pace nothing is ever tried.
 */
export function settlingParked(
  { runId }: Claim,
  state: RunState,
  { pace, when }: { readonly pace: ParkedPace | null; readonly when: RawBuilder<unknown> },
): readonly RawBuilder<unknown>[] {
  switch (state.kind) {
    case 'RUNNING':
    case 'COMPENSATING':
    case 'WAITING_APPROVAL':
      return [];
    case 'DONE':
    case 'COMPENSATED':
      return [forgetting(runId, when)];
    case 'STUCK':
      if (state.failure.about?.isTriedAgain !== true) return [forgetting(runId, when)];
      return pace === null ? [] : [parking(runId, state, { pace, when })];
    case 'PARKED':
      return pace === null ? [] : [parking(runId, state, { pace, when })];
  }
}

function forgetting(runId: string, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`delete from run_parked where run_id = ${runId} and exists (${when}) returning 1`;
}

function parking(
  runId: string,
  { step, failure }: Extract<RunState, { kind: 'PARKED' | 'STUCK' }>,
  { pace, when }: { readonly pace: ParkedPace; readonly when: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const { pausesMs, forMs } = pace;
  const pauses = sql`${[...pausesMs]}::float8[]`;
  // Spread a little, so that what an outage has parked together does not come back together.
  const dueAfter = (times: RawBuilder<unknown>) => sql`clock_timestamp() + make_interval(secs => (1 + random() / 4)
    * greatest((${pauses})[least(${times}, array_length(${pauses}, 1))], ${failure.retryAfterMs ?? 0}::float8) / 1000)`;
  const isSame = sql`run_parked.step = excluded.step`;
  return sql`insert into run_parked (run_id, step, next_at) select ${runId}, ${step}, ${dueAfter(sql`1`)} from (${when}) holds
    on conflict (run_id) do update set step = excluded.step,
      since = case when ${isSame} then run_parked.since else excluded.since end,
      times = case when ${isSame} then run_parked.times + 1 else 1 end,
      next_at = case when not ${isSame} then ${dueAfter(sql`1`)}
        when run_parked.since > clock_timestamp() - make_interval(secs => ${forMs / 1_000}) then ${dueAfter(sql`run_parked.times + 1`)} end
    returning 1`;
}

interface Due {
  readonly runId: string;
  readonly isAway: boolean;
}

/**
 * Sends parked runs on whose time has come, audited in the gateway's name; to be enqueued by the caller. Left alone are those whose
 * exception somebody has ended, and as long as that holds those of a system that is paused or that its breaker knows to be away; where
 * the place names no system, any of them.
 */
export async function tryParkedAgain(
  db: Database,
  key: Buffer,
  { pausesMs: [firstMs = awayMsMax] }: Pick<ParkedPace, 'pausesMs'>,
): Promise<readonly RunView[]> {
  const { rows } = await sql<Due>`select due.run_id as "runId", ${isAway} as "isAway"
    from run_parked due join run_exception open on open.run_id = due.run_id and open.closed_at is null and open.event_id is null
    where due.next_at <= clock_timestamp() order by due.next_at limit ${triedMax}`.execute(db);
  const away = rows.flatMap((each) => (each.isAway ? [each.runId] : []));
  if (away.length > 0) {
    await sql`update run_parked set next_at = clock_timestamp() + make_interval(secs => ${Math.min(firstMs, awayMsMax) / 1_000})
      where run_id = any(${away}::text[]) and next_at <= clock_timestamp()`.execute(db);
  }
  const sent: RunView[] = [];
  for (const { runId } of rows.filter((each) => !each.isAway)) sent.push(...(await tryOne(db, key, runId)));
  return sent;
}

const isAway = sql`exists (select from system_pause paused where paused.system = coalesce(open.system, paused.system))
  or exists (select from system_report told where told.system = coalesce(open.system, told.system)
    and told.facts->>'breaker' = 'OPEN' and told.at > now() - make_interval(secs => ${reportTrustMs / 1_000}))`;

/** One transaction each: it holds the run and a link of the audit. */
function tryOne(db: Database, key: Buffer, runId: string): Promise<readonly RunView[]> {
  return db.transaction().execute(async (transaction) => {
    // Whoever gets the row has it; another worker finds it locked, or not due.
    const { rows } = await sql<{ times: number; from: Moving['from'] }>`update run_parked set next_at = null from run
      where run.id = run_parked.run_id and run_parked.run_id = (
        select run_id from run_parked where run_id = ${runId} and next_at <= clock_timestamp() for update skip locked)
      returning times, run.state_kind as "from"`.execute(transaction);
    const [taken] = rows;
    if (taken === undefined) return [];
    const moved = await moveOn(transaction, {
      ...{ key, runId, actor: gateway, action: 'run.tried-again', from: taken.from },
      detail: { times: taken.times },
    });
    return moved === null ? [] : [moved];
  });
}
