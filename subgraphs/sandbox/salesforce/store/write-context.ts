// Who writes, when, and into what.
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { FieldDefinition } from '../catalogue/field.ts';
import type { ObjectDefinition } from '../catalogue/object.ts';
import { equalityKey } from '../soql/compare.ts';
import type { Row, Value } from './record.ts';
import type { Store } from './store.ts';

/** The surroundings of a write. */
export interface WriteContext {
  readonly catalogue: Catalogue;
  readonly store: Store;
  readonly now: Date;
  /** The session's user, who becomes creator, last modifier and owner. */
  readonly userId: string;
  /** Currency of records that name none. */
  readonly currency: string;
  /** Whether the client asked to save records that look like others. */
  readonly savesDuplicates: boolean;
}

/** The records of an object, not deleted, whose field has this value. */
export function findByValue(
  { store }: Pick<WriteContext, 'store'>,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: Value,
): Row[] {
  const keyOf = (other: Value): string =>
    field.caseSensitive ? JSON.stringify(other) : equalityKey(field.type, other);
  const wanted = keyOf(value);
  return [...store.rows(object)].filter(
    (row) => row.IsDeleted !== true && keyOf(row[field.storedAs] ?? null) === wanted,
  );
}
