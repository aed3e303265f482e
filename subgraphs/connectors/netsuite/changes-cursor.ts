// Where a change feed stands. Stamps are the account's wall clock, so a feed must look back when that clock is set back.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { ErpChangeKind } from '../../ports/erp.ts';
import type { FeedPlace } from './changes-query.ts';
import { id, zonedTime } from './wire.ts';

const wall = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const feedSchema = z.strictObject({
  from: wall.nullable(),
  after: z.strictObject({ at: wall, id }).nullable(),
  newest: zonedTime.nullable(),
});
/** One feed: where it reads on, and the newest stamp of this round, from which the next round starts. */
export type Feed = z.infer<typeof feedSchema>;

const cursorSchema = z.strictObject({
  v: z.literal(1),
  instance: z.string(),
  kind: z.string(),
  phase: z.enum(['CHANGED', 'DELETED']),
  changed: feedSchema,
  deleted: feedSchema,
});
/** A round reads what changed, then what was deleted. */
export type ChangesCursor = z.infer<typeof cursorSchema>;
/** A cursor is about 350 characters; a longer text is none of ours. */
const cursorLengthMax = 2_000;

const beginning: Feed = { from: null, after: null, newest: null };

/** The cursor of a feed that has told nothing yet. */
export function firstCursor(instance: string, kind: ErpChangeKind): ChangesCursor {
  return { v: 1, instance, kind, phase: 'CHANGED', changed: beginning, deleted: beginning };
}

export function writeChangesCursor(cursor: ChangesCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor. Raises UnsupportedFilterError when it is not of this instance's feed of this kind. */
export function readChangesCursor(text: string, instance: string, kind: ErpChangeKind): ChangesCursor {
  const parsed = cursorSchema.safeParse(text.length > cursorLengthMax ? null : decoded(text));
  if (parsed.success && parsed.data.instance === instance && parsed.data.kind === kind) return parsed.data;
  throw new UnsupportedFilterError(
    `The cursor ${JSON.stringify(text.slice(0, 40))} is not of the changes of ${kind} in ${instance}; begin again with null`,
  );
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** The wall clock of a stamp such as 2026-11-20T01:00:00-08:00, as queries take it. */
export function wallOf(stamp: string): string {
  return stamp.slice(0, 19).replace('T', ' ');
}

/** The later of two stamps. */
export function later(one: string | null, other: string): string {
  return one === null || Date.parse(other) > Date.parse(one) ? other : one;
}

/** The feed after a page that was not the last of its round. */
export function goOn(feed: Feed, last: { readonly stamp: string; readonly id: string }, newest: string): Feed {
  return { ...feed, after: { at: wallOf(last.stamp), id: last.id }, newest: later(feed.newest, newest) };
}

/**
 * The feed at the end of a round: the next one starts a little before the newest stamp. In the hour before the wall clock
 * is set back it starts an hour earlier still, because what comes next will be stamped with times already gone by.
 */
export function startOver(feed: Feed, overlapSeconds: number, timeZone: string): Feed {
  if (feed.newest === null) return { ...feed, after: null };
  const clock = Temporal.PlainDateTime.from(feed.newest.slice(0, 19)).subtract({ seconds: overlapSeconds });
  const moment = Temporal.Instant.from(feed.newest).subtract({ seconds: overlapSeconds }).toZonedDateTimeISO(timeZone);
  const setBack = moment.add({ hours: 1 }).offsetNanoseconds < moment.offsetNanoseconds;
  const from = setBack ? clock.subtract({ hours: 1 }) : clock;
  return { from: from.toString({ smallestUnit: 'second' }).replace('T', ' '), after: null, newest: feed.newest };
}

/** What the queries need of a feed. */
export function placeOf({ from, after }: Feed): FeedPlace {
  return { from, after };
}
