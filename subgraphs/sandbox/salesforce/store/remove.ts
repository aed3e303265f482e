// Deleting a record: it stays, marked, for queryAll and /deleted; its details go with it and lookups to it are emptied.
import { entityIsDeleted, refusedWrite } from '../api-error.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { labelOf } from '../catalogue/describe.ts';
import { formatInstant } from '../instant.ts';
import type { Row } from './record.ts';
import type { WriteContext } from './write-context.ts';

/** Details of details, and so on; more levels than any organisation has. */
const DEPTH_MAX = 10;

/** Deletes a record and what belongs to it. */
export function deleteRecord(context: WriteContext, object: ObjectDefinition, row: Row): void {
  if (row.IsDeleted === true) throw entityIsDeleted();
  if (!object.allows('deletable')) {
    throw refusedWrite('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type ${object.name} does not support delete`);
  }
  removeWithChildren(context, object, row, 0);
}

function removeWithChildren(context: WriteContext, object: ObjectDefinition, row: Row, depth: number): void {
  if (depth > DEPTH_MAX) throw new Error(`More than ${DEPTH_MAX} levels of details under ${object.name}`);
  const stamp = formatInstant(context.now);
  const stamps = { LastModifiedDate: stamp, LastModifiedById: context.userId, SystemModstamp: stamp };
  context.store.put({ ...row, IsDeleted: true, ...stamps });
  for (const child of context.catalogue.childrenOf(object)) {
    const key = child.field.storedAs;
    const children = [...context.store.rows(child.object)].filter(
      (candidate) => candidate[key] === row.Id && candidate.IsDeleted !== true,
    );
    for (const found of children) {
      if (child.cascadeDelete) removeWithChildren(context, child.object, found, depth + 1);
      else if (child.restrictedDelete) throw deleteRefused(object, child.object);
      // A lookup that may not be empty (an owner, a creator) keeps naming the deleted record.
      else if (child.field.nillable) context.store.put({ ...found, [key]: null, SystemModstamp: stamp });
    }
  }
}

function deleteRefused(object: ObjectDefinition, child: ObjectDefinition): Error {
  return refusedWrite(
    'DELETE_FAILED',
    `Your attempt to delete this ${labelOf(object)} could not be completed because it is associated with the following ` +
      `${labelOf(child)} records.`,
  );
}
