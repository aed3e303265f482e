// Page cursors: the sort key and id of a row, opaque to everybody else.
import { invalidCursor } from '../../../schema/canon/paging.ts';
import { recordIdForm } from './record-id.ts';

/** The row after which a page goes on. */
export interface PagePosition {
  readonly key: string;
  readonly id: string;
}

/** The cursor of a row. */
export function writePageCursor(position: PagePosition): string {
  return Buffer.from(JSON.stringify([position.key, position.id])).toString('base64url');
}

/** The row of a cursor; `keyForm` is what the list's sort key looks like. Raises BAD_USER_INPUT for a cursor of no such list. */
export function readPageCursor(cursor: string, keyForm: RegExp): PagePosition {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [key, id] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
    if (typeof key === 'string' && typeof id === 'string' && keyForm.test(key) && recordIdForm.test(id))
      return { key, id };
  } catch {
    // Falls through to the one message for every foreign cursor.
  }
  throw invalidCursor(cursor);
}
