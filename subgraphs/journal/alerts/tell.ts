// Tells channels of alerts, each by a signed webhook: at least once, with backoff, and given up after a while with an exception.
import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';

/** Sends a body under an id that is the same at every repetition; rejects unless it was taken. */
export type SendAlert = (id: string, body: string) => Promise<void>;

/** Told in one look; each takes two seconds at most, and what is taken is another worker's after the time below. */
const toldMax = 10;
const takenMs = 45_000;
const firstRetryMs = 1_000;
/** About an hour with doubling from a second, as for events. */
export const tellingsMax = 12;

interface Due {
  readonly id: string;
  readonly alertId: string;
  readonly rule: string;
  readonly channel: string;
  readonly body: unknown;
  readonly attempts: number;
}

/** What one look did. */
export interface TellingRound {
  readonly told: number;
  readonly failed: number;
  readonly dead: number;
}

/** Tells what is due; of one alert and channel in the order of what happened. Rejects only when the database fails. */
export async function tellAlerts(
  db: Database,
  channels: ReadonlyMap<string, SendAlert>,
  nowMs: number,
): Promise<TellingRound> {
  const total = { told: 0, failed: 0, dead: 0 };
  for (const due of await takeDue(db, nowMs)) total[await tellOne(db, channels.get(due.channel), due, nowMs)] += 1;
  return total;
}

async function takeDue(db: Database, nowMs: number): Promise<readonly Due[]> {
  const [now, later] = [new Date(nowMs).toISOString(), new Date(nowMs + takenMs).toISOString()];
  const { rows } = await sql<Due>`
    with due as (
      select telling.id from alert_telling telling
      where told_at is null and dead_reason is null and next_at <= ${now}::timestamptz
        and not exists (select from alert_telling before where before.alert_id = telling.alert_id
          and before.channel = telling.channel and before.made_at < telling.made_at
          and before.told_at is null and before.dead_reason is null)
      order by made_at, id limit ${toldMax} for update skip locked)
    update alert_telling taken set next_at = ${later}::timestamptz from due, alert
    where taken.id = due.id and alert.id = taken.alert_id
    returning taken.id, taken.alert_id as "alertId", alert.rule, taken.channel, taken.body, taken.attempts`.execute(db);
  return rows;
}

async function tellOne(
  db: Database,
  send: SendAlert | undefined,
  due: Due,
  nowMs: number,
): Promise<keyof TellingRound> {
  const { id, attempts } = due;
  const at = new Date(nowMs).toISOString();
  let reason: string;
  try {
    if (send !== undefined) {
      await send(id, JSON.stringify({ id, ...(due.body as object) }));
      await sql`update alert_telling set told_at = ${at}, attempts = ${attempts + 1} where id = ${id}::uuid`.execute(
        db,
      );
      return 'told';
    }
    reason = 'ChannelGone';
  } catch (error) {
    // The name is ours, or the code of one of Node's; a message may quote what was sent.
    reason = error instanceof Error ? error.name : typeof error;
  }
  const isDead = send === undefined || attempts + 1 >= tellingsMax;
  const next = new Date(nowMs + firstRetryMs * 2 ** attempts).toISOString();
  await db.transaction().execute(async (transaction) => {
    await sql`update alert_telling set attempts = ${attempts + 1}, dead_reason = ${isDead ? reason : null}, next_at = ${next}
      where id = ${id}::uuid`.execute(transaction);
    if (isDead) await openUntold(transaction, due, reason);
  });
  return isDead ? 'dead' : 'failed';
}

/** Nobody watches whom nobody could tell. */
async function openUntold(transaction: Database, { alertId, rule, channel }: Due, reason: string): Promise<void> {
  const subject = JSON.stringify({ kind: 'ALERT', id: `${alertId}/${channel}`, label: rule });
  await sql`insert into run_exception (kind, code, message, owner_role, due_at, subject)
    values ('DETECTED', 'ALERT_NOT_TOLD', ${`Channel ${channel} could not be told of alert ${rule}: ${reason}`}, 'operator',
      now() + interval '4 hours', ${subject}::jsonb) on conflict do nothing`.execute(transaction);
}
