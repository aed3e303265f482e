// The outbox relay: every event reaches every reader at least once, in order of writing for each reader unless it fails, with
// backoff, and is given up with a reason.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { openingDeadLetter } from './exceptions.ts';
import { oweNew } from './outbox-owing.ts';
import type { Json } from './run-journal.ts';

/** An event as readers get it; `eventId` is the same at every repetition. */
export interface ToldEvent {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly data: Json;
  readonly tags: readonly string[];
  readonly runId: string;
  readonly correlationId: string;
  readonly madeAt: Date;
}

/** Who is told. `tell` may be called twice for one event; a rejection is tried again later. */
export interface EventReader {
  /** Kept with every delivery; never renamed while events wait. */
  readonly name: string;
  /** Whether events of one run are told in their order even when one fails: the later ones wait for it, or for its being given up. */
  readonly isOrdered?: boolean;
  /** Whether an event concerns this reader. */
  wants(event: Pick<ToldEvent, 'type' | 'tags'>): boolean;
  /** Ends within two seconds. */
  tell(event: ToldEvent): Promise<void>;
  close?(): Promise<void>;
}

/** Taken at once by one relay. */
const toldMax = 20;
/** What a relay has taken is another one's after this: more than it can need for all of it at two seconds each. */
const takenMs = 45_000;
/** About an hour with doubling from a second: past it somebody must look. */
export const attemptsMax = 12;
const firstRetryMs = 1_000;

/** What one round did. */
export interface Round {
  readonly told: number;
  readonly failed: number;
  readonly dead: number;
}

/** Tells each reader what is due. No transaction waits for a reader. Rejects only when the database fails. */
export async function relay(db: Database, readers: readonly EventReader[]): Promise<Round> {
  const total = { told: 0, failed: 0, dead: 0 };
  for (const reader of readers) {
    await oweNew(db, reader.name);
    for (const due of await take(db, reader)) total[await deliver(db, reader, due)] += 1;
  }
  return total;
}

interface Due extends ToldEvent {
  readonly id: string;
  readonly attempts: number;
}

/** Takes what is due: nobody else tells it meanwhile, and if we do not come to it, somebody else does when the time is over. */
async function take(db: Database, { name, isOrdered = false }: EventReader): Promise<readonly Due[]> {
  const isNext = isOrdered
    ? sql`not exists (select from outbox_delivery before join outbox_event earlier on earlier.id = before.event_id
        where before.reader = ${name} and before.told_at is null and before.dead_reason is null
          and earlier.run_id = event.run_id and earlier.id < event.id)`
    : sql`true`;
  const { rows } = await sql<Due>`
    with due as (
      select event.id from outbox_delivery delivery join outbox_event event on event.id = delivery.event_id
        join outbox_reader reader on reader.name = delivery.reader
      where delivery.reader = ${name} and told_at is null and dead_reason is null and next_at <= clock_timestamp()
        -- what came since waits for what was there before
        and (reader.filled_to = reader.fill_until or event.id <= reader.filled_to) and ${isNext}
      order by event.id limit ${toldMax} for update of delivery skip locked)
    update outbox_delivery taken set next_at = clock_timestamp() + make_interval(secs => ${takenMs / 1_000})
    from due join outbox_event event on event.id = due.id where taken.event_id = due.id and taken.reader = ${name}
    returning event.id, event.event_id as "eventId", event.type, event.subject, event.data, event.tags, event.run_id as "runId",
      event.correlation_id as "correlationId", event.made_at as "madeAt", taken.attempts`.execute(db);
  return rows.sort((one, other) => Number(BigInt(one.id) - BigInt(other.id)));
}

async function deliver(db: Database, reader: EventReader, { id, attempts, ...event }: Due): Promise<keyof Round> {
  // Not what somebody else has told meanwhile, because we were thought to be gone.
  const where = sql`event_id = ${id} and reader = ${reader.name} and told_at is null and dead_reason is null`;
  try {
    if (reader.wants(event)) await reader.tell(event);
  } catch (error) {
    const reason = reasonOf(error);
    const isDead = attempts + 1 >= attemptsMax;
    const waitMs = firstRetryMs * 2 ** attempts;
    return db.transaction().execute(async (transaction) => {
      await sql`update outbox_delivery set attempts = ${attempts + 1}, dead_reason = ${isDead ? reason : null},
        next_at = clock_timestamp() + make_interval(secs => ${waitMs / 1_000}) where ${where}`.execute(transaction);
      if (isDead) await openingDeadLetter({ eventId: id, reader: reader.name, reason }).execute(transaction);
      return isDead ? 'dead' : 'failed';
    });
  }
  await sql`update outbox_delivery set told_at = clock_timestamp(), attempts = attempts + 1 where ${where}`.execute(db);
  return 'told';
}

/** The name of an error is ours to keep, or the code of one of Node's; its message may quote what was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : null;
  return error.name === 'Error' && typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,59}$/.test(code) ? code : error.name;
}

/** A reader that makes kept answers invalid at a gateway's admin port (`POST /invalidate`). */
export function invalidationReader(adminUrl: string, timeoutMs = 2_000): EventReader {
  return {
    name: `invalidate ${new URL(adminUrl).host}`,
    wants: ({ tags }) => tags.length > 0,
    tell: async ({ tags }) => {
      const answer = await fetch(new URL('/invalidate', adminUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tags }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`${adminUrl} answered ${answer.status}`);
    },
  };
}
