// What of a feed needs a person: a change that cannot be told, and counts that differ.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { ruleOf } from '../exception-codes.ts';

/** Our count of a feed's records is not the system's. */
export const countDiffers = 'FEED_COUNT_DIFFERS';
/** A subscriber could not say what a change means. */
export const changeFailed = 'FEED_CHANGE_FAILED';

/** A subscriber asked for a run under a key that began another one. */
export const keyReused = 'FEED_KEY_REUSED';

/** Opens an exception of a feed, unless the same is open. */
export function openingFeedException({
  feed,
  code,
  message,
  record,
}: {
  readonly feed: string;
  readonly code: string;
  readonly message: string;
  readonly record: { readonly kind: string; readonly id: string } | null;
}): RawBuilder<unknown> {
  const { ownerRole, dueHours } = ruleOf('FEED', code, null);
  const subject = record === null ? { kind: 'FEED', id: feed, label: null } : { ...record, label: null };
  return sql`insert into run_exception (kind, code, message, system, owner_role, due_at, subject, feed, feed_record)
    values ('FEED', ${code}, ${message}, ${feed.split('/')[0] ?? null}, ${ownerRole},
      now() + make_interval(hours => ${dueHours}), ${JSON.stringify(subject)}::jsonb, ${feed}, ${record?.id ?? null})
    on conflict (feed, code, coalesce(feed_record, '')) where closed_at is null and feed is not null
    do update set occurrences = run_exception.occurrences + 1, message = excluded.message, changed_at = now()`;
}

/** Closes exceptions of a feed that have ended by themselves: of these records, or of the feed as a whole. */
export function closingFeedExceptions({
  feed,
  code,
  records,
}: {
  readonly feed: string;
  readonly code: string;
  readonly records: readonly string[] | null;
}): RawBuilder<unknown> {
  const ofRecords = records === null ? sql`feed_record is null` : sql`feed_record = any(${[...records]}::text[])`;
  return sql`update run_exception set closed_at = now(), changed_at = now(), resolution = 'ENDED'
    where feed = ${feed} and closed_at is null and ${ofRecords} and code = ${code}`;
}
