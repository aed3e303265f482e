// Kantata ids as references, and back. A reference that is not ours names nothing here.
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { ReferenceLink } from './config.ts';
import type { ExternalReference } from './wire.ts';

/** Makes references of one Kantata account. */
export interface Refs {
  of(kind: RecordKind, id: string): VendorRef;
  /** The same, null when there is no id. */
  maybe(kind: RecordKind, id: string | null): VendorRef | null;
  /** Whether a reference is of this account and kind. */
  isOurs(kind: RecordKind, ref: VendorRef): boolean;
  /** Distinct ids of those references that are ours, in one fixed order, so that equal questions look equal. */
  idsOf(kind: RecordKind, refs: readonly VendorRef[]): readonly string[];
}

/** References of the account with this configured name. */
export function createRefs(instance: string): Refs {
  const of = (kind: RecordKind, id: string): VendorRef => ({ system: 'PSA', instance, kind, id });
  const isOurs = (kind: RecordKind, ref: VendorRef): boolean =>
    ref.system === 'PSA' && ref.instance === instance && ref.kind === kind && idForm.test(ref.id);
  return {
    of,
    maybe: (kind, id) => (id === null ? null : of(kind, id)),
    isOurs,
    idsOf: (kind, refs) =>
      [...new Set(refs.filter((ref) => isOurs(kind, ref)).map((ref) => ref.id))].sort((a, b) => byNumber(a, b)),
  };
}

// People have plain ids. A place in a project's team that nobody fills yet has no person, so it is named by itself.
const placePrefix = 'workspace_resource:';
const idForm = /^(?:workspace_resource:)?\d{1,18}$/;

/** The id of a place in a team as a resource. */
export function placeId(workspaceResource: string): string {
  return `${placePrefix}${workspaceResource}`;
}

/** The workspace resource of a place's id; null for a person's id. */
export function workspaceResourceOf(id: string): string | null {
  return id.startsWith(placePrefix) ? id.slice(placePrefix.length) : null;
}

/** Orders ids as the numbers they are, people before places. */
export function byNumber(left: string, right: string): number {
  const [a, b] = [left.replace(placePrefix, ''), right.replace(placePrefix, '')];
  const byKind = Number(left !== a) - Number(right !== b);
  return byKind !== 0 ? byKind : a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The records of other systems that the external references of a record name. */
export function linkRefs(
  links: readonly ReferenceLink[],
  references: readonly ExternalReference[],
): readonly VendorRef[] {
  return links.flatMap(({ service, model, system, instance, kind }) =>
    references
      .filter((reference) => reference.service_name === service && reference.service_model === model)
      .map((reference) => ({ system, instance, kind, id: reference.service_model_ref.trim() }))
      .filter(({ id }) => id !== ''),
  );
}
