// Where a reading of a change feed stands, and how it goes on.
import { z } from 'zod';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import type { PsaChangeKind } from '../../ports/psa.ts';

/** `from` is exclusive, as the vendor's filter is; `mark` is the newest stamp of the round so far. */
export interface Position {
  readonly from: string | null;
  readonly page: number;
  readonly mark: string | null;
}

const secondMs = 1_000;
const instant = z.iso.datetime();
/** A Position as it is kept. */
export const positionSchema = z.strictObject({
  from: instant.nullable(),
  page: z.int().min(1),
  mark: instant.nullable(),
});
const cursorSchema = z.strictObject({ v: z.literal(1), i: z.string(), k: z.string(), ...positionSchema.shape });

/** The beginning: everything there is. */
export const start: Position = { from: null, page: 1, mark: null };

/**
 * Behind a page ordered by stamp: from a second before its last stamp on, so that a record that changes while we read moves
 * to a later page and cannot fall between two. When a whole page is of that second, the next page of the same window.
 */
export function behindStamp({ from, page, mark }: Position, lastStamp: string | null): Position {
  const newest = later(mark, lastStamp);
  const next = lastStamp === null ? null : before(lastStamp, 1);
  if (next === null || (from !== null && next <= from)) return { from, page: page + 1, mark: newest };
  return { from: next, page: 1, mark: newest };
}

/** The next page of a round that began at `mark`, in an order that no stamp rules. */
export function behindPage({ from, page }: Position, mark: string): Position {
  return { from, page: page + 1, mark };
}

/** A finished round begins again a little earlier: a record may become visible after a later stamp was read. */
export function startOver({ from, mark }: Position, overlapSeconds: number): Position {
  return { from: mark === null ? from : before(mark, overlapSeconds + 1), page: 1, mark: null };
}

/** An instant without fractions, so many seconds earlier: the vendor keeps whole seconds. */
export function before(stamp: string, seconds: number): string {
  const ms = Math.floor(Date.parse(stamp) / secondMs) * secondMs;
  return new Date(Math.max(0, ms - seconds * secondMs)).toISOString();
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** The cursor of a position in a feed. */
export function writeFeedCursor({ from, page, mark }: Position, instance: string, kind: PsaChangeKind): string {
  return Buffer.from(JSON.stringify({ v: 1, i: instance, k: kind, from, page, mark })).toString('base64url');
}

/** Reads a cursor. Raises UnsupportedFilterError when it is not of this instance's feed of this kind. */
export function readFeedCursor(cursor: string, instance: string, kind: PsaChangeKind): Position {
  const parts = cursorSchema.safeParse(cursorParts(cursor));
  if (parts.success && parts.data.i === instance && parts.data.k === kind) {
    const { from, page, mark } = parts.data;
    return { from, page, mark };
  }
  const told = JSON.stringify(cursor.slice(0, 40));
  throw new UnsupportedFilterError(
    `The cursor ${told} is not of the ${kind} feed of ${instance}; begin again without one`,
  );
}

/** What a cursor holds, unchecked; null for what is none. */
export function cursorParts(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
