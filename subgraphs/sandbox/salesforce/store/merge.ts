// Merging records: the others' details go to the master, and the others lie in the bin, where they name the master.
// Source: SOAP API Developer Guide, "merge()".
import { entityIsDeleted, refusedWrite } from '../api-error.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { formatInstant } from '../instant.ts';
import type { Row } from './record.ts';
import { refuseCycle } from './duplicates.ts';
import type { WriteContext } from './write-context.ts';

/** The guide: up to three records at once, the master included. */
const VICTIMS_MAX = 2;

/** Merges `victims` into `master`. */
export function mergeRecords(
  context: WriteContext,
  object: ObjectDefinition,
  master: Row,
  victims: readonly Row[],
): void {
  if (victims.length === 0 || victims.length > VICTIMS_MAX) {
    throw refusedWrite('INVALID_OPERATION', `merge up to ${VICTIMS_MAX} records into one`);
  }
  if (master.IsDeleted === true || victims.some((row) => row.IsDeleted === true)) throw entityIsDeleted();
  if (victims.some((row) => row.Id === master.Id)) {
    throw refusedWrite('INVALID_OPERATION', 'a record cannot be merged into itself');
  }
  const stamp = formatInstant(context.now);
  const stamps = { LastModifiedDate: stamp, LastModifiedById: context.userId, SystemModstamp: stamp };
  for (const victim of victims) {
    for (const { object: kind, field } of context.catalogue.childrenOf(object)) {
      const key = field.storedAs;
      // A record that was merged into the victim earlier goes on naming it.
      const children =
        key === 'MasterRecordId' ? [] : [...context.store.rows(kind)].filter((row) => row[key] === victim.Id);
      for (const child of children) {
        const moved: Row = { ...child, [key]: master.Id ?? null, SystemModstamp: stamp };
        refuseCycle(context, kind, moved);
        context.store.put(moved);
      }
    }
    context.store.put({ ...victim, ...stamps, IsDeleted: true, MasterRecordId: master.Id ?? null });
  }
  context.store.put({ ...master, ...stamps });
}
