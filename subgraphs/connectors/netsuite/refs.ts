// NetSuite internal ids as references, and back. A reference that is not ours, or no internal id, names nothing here.
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { Link } from './config.ts';
import { isInternalId } from './suiteql.ts';

/** Makes references of one NetSuite account. */
export interface Refs {
  of(kind: RecordKind, id: string): VendorRef;
  /** The same, null when there is no id. */
  maybe(kind: RecordKind, id: string | null): VendorRef | null;
  /** The internal id of a reference; null when it is another system's, another account's or another kind's. */
  idOf(kind: RecordKind, ref: VendorRef): string | null;
  /** Distinct internal ids of those references that are ours, smallest first, so that equal questions look equal. */
  idsOf(kind: RecordKind, refs: readonly VendorRef[]): readonly string[];
}

export function createRefs(instance: string): Refs {
  const of = (kind: RecordKind, id: string): VendorRef => ({ system: 'ERP', instance, kind, id });
  const idOf = (kind: RecordKind, ref: VendorRef): string | null =>
    ref.system === 'ERP' && ref.instance === instance && ref.kind === kind && isInternalId(ref.id) ? ref.id : null;
  return {
    of,
    maybe: (kind, id) => (id === null ? null : of(kind, id)),
    idOf,
    idsOf: (kind, refs) => [...new Set(refs.flatMap((ref) => idOf(kind, ref) ?? []))].sort(byNumber),
  };
}

/** Orders internal ids as the numbers they are. */
export function byNumber(left: string, right: string): number {
  const [a, b] = [BigInt(left), BigInt(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The records of other systems that reference fields name; an empty field names none. */
export function linkRefs(
  links: readonly Link[],
  valueOf: (field: string) => string | null | undefined,
): readonly VendorRef[] {
  return links.flatMap(({ field, system, instance, kind }) => {
    const id = valueOf(field)?.trim() ?? '';
    return id === '' ? [] : [{ system, instance, kind, id }];
  });
}

// Three tables of dimensions count from 1 each, so a dimension's id says which table it is of.
const dimensionTables = { DEPARTMENT: 'department', CLASS: 'classification', LOCATION: 'location' } as const;

/** `department:3`: the id of a dimension, unique over the three tables. */
export function dimensionId(kind: keyof typeof dimensionTables, id: string): string {
  return `${dimensionTables[kind]}:${id}`;
}
