// Cursors of lists: how many of the vendor's rows lie behind. Kantata pages by offset only, so a cursor is an offset too.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidCursor } from '../../../schema/canon/paging.ts';

const cursorSchema = z.strictObject({ v: z.literal(1), l: z.string(), o: z.int().min(1) });
/** A cursor is about 60 characters; a longer text is none of ours. */
const cursorLengthMax = 200;

/** Fingerprint of the list a cursor belongs to: the instance, the list's name and its filters. */
export function listKey(instance: string, name: string, filters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([instance, name, filters]))
    .digest('base64url')
    .slice(0, 16);
}

/** The cursor behind the first `offset` rows. */
export function writeCursor(list: string, offset: number): string {
  return Buffer.from(JSON.stringify({ v: 1, l: list, o: offset })).toString('base64url');
}

/** The offset of a cursor of this list. Raises a BAD_USER_INPUT error for anything else, another list's cursor too. */
export function readCursor(list: string, cursor: string | null): number {
  if (cursor === null) return 0;
  const parts = cursorSchema.safeParse(cursor.length > cursorLengthMax ? null : parsed(cursor));
  if (!parts.success || parts.data.l !== list) throw invalidCursor(cursor);
  return parts.data.o;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
