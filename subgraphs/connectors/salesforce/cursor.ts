// Page cursors: the sort key and id of a row, opaque to everybody else.
import { invalidCursor } from '../../../schema/canon/paging.ts';

/** The row after which a page goes on. */
export interface PagePosition {
  readonly key: string;
  readonly id: string;
}

/** The cursor of a row. */
export function writePageCursor(position: PagePosition): string {
  return Buffer.from(JSON.stringify([position.key, position.id])).toString('base64url');
}

/** The row of a cursor. Raises a BAD_USER_INPUT error for a cursor that is not one of ours. */
export function readPageCursor(cursor: string): PagePosition {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && typeof parts[0] === 'string' && typeof parts[1] === 'string')
      return { key: parts[0], id: parts[1] };
  } catch {
    // Falls through to the one message for every foreign cursor.
  }
  throw invalidCursor(cursor);
}
