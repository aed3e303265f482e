// The outbox relay: every event reaches every reader at least once, in order of writing for each reader unless it fails, with
// backoff, and is given up with a reason.
import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import { openingDeadLetter } from './exceptions.ts';
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
  /** Whether an event concerns this reader. */
  wants(event: Pick<ToldEvent, 'type' | 'tags'>): boolean;
  tell(event: ToldEvent): Promise<void>;
}

/** Events of one round; two relays share the work by skipping what the other holds. */
const roundMax = 200;
/** Told in one transaction; with two seconds each it stays below the minute after which the database ends it. */
const toldMax = 20;
/** About an hour with doubling from a second: past it somebody must look. */
export const attemptsMax = 12;
const firstRetryMs = 1_000;

/** What one round did. */
export interface Round {
  readonly told: number;
  readonly failed: number;
  readonly dead: number;
}

/** Tells each reader what is due. Rejects only when the database fails. */
export async function relay(db: Database, readers: readonly EventReader[]): Promise<Round> {
  const total = { told: 0, failed: 0, dead: 0 };
  for (const reader of readers) {
    await addDeliveries(db, reader.name);
    await db.transaction().execute(async (transaction) => {
      for (const due of await dueFor(transaction, reader.name)) total[await deliver(transaction, reader, due)] += 1;
    });
  }
  return total;
}

interface Due extends ToldEvent {
  readonly id: string;
  readonly attempts: number;
}

async function addDeliveries(db: Database, reader: string): Promise<void> {
  // Not by the highest id told: of two transactions the one that began first may commit last.
  await sql`insert into outbox_delivery (event_id, reader)
    select id, ${reader} from outbox_event event
    where not exists (select from outbox_delivery known where known.event_id = event.id and known.reader = ${reader})
    order by id limit ${roundMax} on conflict do nothing`.execute(db);
}

async function dueFor(transaction: Database, reader: string): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select event.id, event.event_id as "eventId", event.type, event.subject, event.data, event.tags, event.run_id as "runId",
      event.correlation_id as "correlationId", event.made_at as "madeAt", delivery.attempts
    from outbox_delivery delivery join outbox_event event on event.id = delivery.event_id
    where delivery.reader = ${reader} and told_at is null and dead_reason is null and next_at <= clock_timestamp()
    order by event.id limit ${toldMax} for update of delivery skip locked`.execute(transaction);
  return rows;
}

async function deliver(
  transaction: Database,
  reader: EventReader,
  { id, attempts, ...event }: Due,
): Promise<keyof Round> {
  const where = sql`event_id = ${id} and reader = ${reader.name}`;
  try {
    if (reader.wants(event)) await reader.tell(event);
    await sql`update outbox_delivery set told_at = clock_timestamp(), attempts = attempts + 1 where ${where}`.execute(
      transaction,
    );
    return 'told';
  } catch (error) {
    // The name of an error is ours to keep; its message may quote what was sent.
    const reason = error instanceof Error ? error.name : typeof error;
    const isDead = attempts + 1 >= attemptsMax;
    const waitMs = firstRetryMs * 2 ** attempts;
    await sql`update outbox_delivery set attempts = attempts + 1, dead_reason = ${isDead ? reason : null},
      next_at = clock_timestamp() + make_interval(secs => ${waitMs / 1_000}) where ${where}`.execute(transaction);
    if (isDead) await openingDeadLetter({ eventId: id, reader: reader.name, reason }).execute(transaction);
    return isDead ? 'dead' : 'failed';
  }
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
