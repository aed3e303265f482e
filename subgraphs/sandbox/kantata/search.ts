// Text search. The vendor searches an index that trails its database: a recording finds nothing by a title written a second
// before, and still finds a task deleted a second before.
import { shiftInstant } from './stamps.ts';
import type { Row } from './database.ts';
import { textIn } from './database.ts';
import { holdsAll, wordsOf } from './filters.ts';
import type { Resource, Scope } from './resource.ts';

/** How far the index trails, in seconds; recordings put it between one second and three minutes. */
export const SEARCH_LAG_SECONDS = 5;

/** A search: every word must begin some word of the record; `field:'words'` looks in one field. */
export function searches(resource: Resource, query: string, scope: Scope): (row: Row) => boolean {
  const { searched } = resource;
  if (searched === undefined) return () => true;
  const fields: { readonly field: string; readonly words: readonly string[] }[] = [];
  const rest = query.replace(/(\w+):'([^']*)'/g, (_all, field: string, words: string) => {
    fields.push({ field, words: wordsOf(words) });
    return ' ';
  });
  const terms = wordsOf(rest);
  return (row) =>
    holdsAll([...searched(row, scope), row.id], terms) &&
    fields.every(({ field, words }) => holdsAll([textIn(row, field)], words));
}

/** Whether an index that trails so far has the row: it was there then, and not deleted yet. */
export function isIndexed(row: Row, now: string, lagSeconds: number): boolean {
  const horizon = shiftInstant(now, -lagSeconds);
  const createdAt = textIn(row, 'created_at');
  const deletedAt = textIn(row, 'deleted_at');
  return (createdAt === null || createdAt <= horizon) && (deletedAt === null || deletedAt > horizon);
}
