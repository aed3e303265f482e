// External references: our business keys and the ids of other systems, on whatever record they stand. A POST makes a record each
// time it is sent, so every record of ours carries its key from its first moment, and is looked up by it before and after.
import type { RecordKind, VendorRef } from '../../../schema/canon/identity.ts';
import type { BusinessKey, Found, WriteOutcome } from '../../ports/write.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { RecordWrite } from './client.ts';
import type { ReferenceLink } from './config.ts';
import type { KantataContext } from './context.ts';
import type { ListRequest } from './request.ts';
import { sendOne } from './sending.ts';
import { checked, type ExternalReference, ownReference, recordWithId, referenceSubject } from './wire.ts';

/** A kind of record that carries references. */
export interface Subject {
  /** The vendor's name of the model. */
  readonly type: string;
  readonly collection: string;
  readonly kind: RecordKind;
  /** The model our keys of it stand under. */
  readonly keyModel: string;
  /** Shows what lists hide by default. */
  readonly filters: ListRequest['filters'];
  /** Whether a record counts as there; absent: every one does that a list holds. */
  readonly isInForce?: (row: unknown) => boolean;
}

/** Clients. */
export const clients: Subject = {
  ...{ type: 'WorkspaceGroup', collection: 'workspace_groups', kind: 'CUSTOMER', keyModel: 'Customer', filters: {} },
};
/** Projects, archived ones too. */
export const projects: Subject = {
  ...{ type: 'Workspace', collection: 'workspaces', kind: 'PROJECT', keyModel: 'Project' },
  filters: { include_archived: 'true' },
};

/** The reference that a new record carries, as its body has it. */
export interface KeyReference extends ExternalReference {
  readonly status: 'successful';
}

/** Our key as a reference. */
export function keyReference({ mapping }: KantataContext, model: string, key: string): KeyReference {
  return { service_name: mapping.keyService, service_model: model, service_model_ref: key, status: 'successful' };
}

/** The records that carry this key, and are there. */
export async function recordsByKey(
  context: KantataContext,
  envelope: Envelope,
  subject: Subject,
  key: BusinessKey,
): Promise<Found> {
  const { service_name, service_model, service_model_ref } = keyReference(context, subject.keyModel, key);
  const listing = await context.client.all(envelope, {
    name: 'external-references-by',
    collection: 'external_references',
    filters: { subject_type: subject.type, service_name, service_model, service_model_ref },
  });
  const named = await context.understood('external-references-by', () => {
    const subjects = listing.rows.map((row) => checked(referenceSubject, row, 'an external reference'));
    const ours = subjects.filter(({ service_model_ref: value }) => value === key);
    return Promise.resolve([...new Set(ours.map(({ subject_id: id }) => id))]);
  });
  return named.length === 0 ? [] : stillThere(context, envelope, subject, named);
}

/** Those of some records that are there. A reference may outlive its record, and a 404 may hide one. Raises Fault. */
export async function stillThere(
  context: KantataContext,
  envelope: Envelope,
  { collection, filters, kind, isInForce = () => true }: Subject,
  ids: readonly string[],
): Promise<Found> {
  const name = `${collection}-by-id`;
  const listing = await context.client.all(envelope, {
    name,
    collection,
    filters: { ...filters, only: ids.join(',') },
  });
  return context.understood(name, () =>
    Promise.resolve(
      listing.rows.filter(isInForce).map((row) => context.refs.of(kind, checked(recordWithId, row, 'a record').id)),
    ),
  );
}

/** A reference with its own id. */
export type OwnReference = ExternalReference & { readonly id: string };

/** The references of one record. Raises Fault. */
export async function referencesOf(
  context: KantataContext,
  envelope: Envelope,
  subject: Subject,
  id: string,
): Promise<readonly OwnReference[]> {
  const listing = await context.client.all(envelope, {
    name: 'external-references-of',
    collection: 'external_references',
    filters: { subject_type: subject.type, subject_id: id },
  });
  return context.understood('external-references-of', () =>
    Promise.resolve(listing.rows.map((row) => checked(ownReference, row, 'an external reference'))),
  );
}

/**
 * The vendor's one write that makes or changes: a reference of the same service and model is overwritten. APPLIED names `ref`, for
 * Kantata does not say whether it made the reference or changed one.
 */
export async function putReference(
  context: KantataContext,
  envelope: Envelope,
  subject: Subject,
  put: { readonly ref: VendorRef; readonly reference: KeyReference },
): Promise<WriteOutcome> {
  const { ref, reference } = put;
  const write: RecordWrite = {
    name: 'write:external_references:create_or_update',
    method: 'POST',
    path: 'external_references/create_or_update.json',
    body: { external_reference: { subject_type: subject.type, subject_id: ref.id, ...reference } },
  };
  const asked = { kind: 'CREATE', collection: 'external_references' } as const;
  const outcome = await sendOne(context, envelope, { write, asked, kind: subject.kind });
  return outcome.kind === 'APPLIED' ? { kind: 'APPLIED', ref, isNew: false } : outcome;
}

/** Whether a configured reference is the one for this record of another system. */
export function names({ system, instance, kind }: ReferenceLink, link: VendorRef): boolean {
  return system === link.system && instance === link.instance && kind === link.kind;
}
