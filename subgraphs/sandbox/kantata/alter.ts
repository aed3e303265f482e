// A change of a record that follows from a change of another one: stamped and told to the feed like any other.
import type { Changes, Row } from './database.ts';
import { announce } from './events.ts';
import { renderRow } from './render.ts';
import type { Scope } from './resource.ts';
import { resourceOf } from './resource.ts';

/** Changes a record of the collection. */
export function alter(collection: string, row: Row, changes: Changes, scope: Scope): void {
  const resource = resourceOf(scope.catalogue, collection);
  const before = renderRow(resource, row, scope);
  scope.database.table(collection).update(row, { ...changes, updated_at: scope.now });
  announce(resource, { kind: 'updated', row, before }, scope);
}
