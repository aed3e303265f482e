// Cursors of document lists: a place in the order (issue date, id), so that a new invoice shifts nobody's page.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UnsupportedFilterError } from '../../ports/failures.ts';
import { id, isoDate } from './wire.ts';

/** Where a page ended. `total` is carried along, because NetSuite counts only what is left after a place. */
export interface Place {
  readonly issued: string;
  readonly id: string;
  readonly total: number;
}

const cursorSchema = z.strictObject({ v: z.literal(1), l: z.string(), d: isoDate, i: id, n: z.int().min(0) });
/** A cursor is about 90 characters; a longer text is none of ours. */
const cursorLengthMax = 400;

/** Fingerprint of the list a cursor belongs to: the instance, the list's name and its filters. */
export function listKey(instance: string, name: string, filters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([instance, name, filters]))
    .digest('base64url')
    .slice(0, 16);
}

export function writeCursor(list: string, place: Place): string {
  const parts = { v: 1, l: list, d: place.issued, i: place.id, n: place.total };
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads a cursor of this list. Raises UnsupportedFilterError for anything else, also for another list's cursor. */
export function readCursor(list: string, cursor: string): Place {
  const parts = cursorSchema.safeParse(cursor.length > cursorLengthMax ? null : parsed(cursor));
  if (!parts.success || parts.data.l !== list) {
    throw new UnsupportedFilterError(
      `The cursor ${JSON.stringify(cursor.slice(0, 40))} is not of this list and filter; begin again without "after"`,
    );
  }
  return { issued: parts.data.d, id: parts.data.i, total: parts.data.n };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
