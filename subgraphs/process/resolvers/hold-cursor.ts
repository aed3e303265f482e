// Where a page of work that waits ended, as a cursor: by day and name, so that a page can be asked for after work that waits no more.
import { invalidCursor } from '../../../schema/canon/paging.ts';
import type { HoldPlace } from '../../journal/work-holds.ts';

const form = /^(\d{4}-\d{2}-\d{2}) (.+)$/s;

/** The cursor of a row. */
export function holdCursor({ workedOn, source }: HoldPlace): string {
  return Buffer.from(`${workedOn} ${source}`).toString('base64url');
}

/** Where a cursor stands; null without one. Raises BAD_USER_INPUT for what is none of ours. */
export function holdPlace(cursor: string | null): HoldPlace | null {
  if (cursor === null) return null;
  const [, workedOn, source] = form.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (workedOn === undefined || source === undefined || Number.isNaN(Date.parse(workedOn))) throw invalidCursor(cursor);
  return { workedOn, source };
}
