// Requests that are neither list, show, create, update nor delete.
import type { BodyObject } from './body.ts';
import type { Row } from './database.ts';
import { asText } from './database.ts';
import { collectionOf } from './resource.ts';
import type { Scope } from './resource.ts';
import { invalid, notFound, notPlayed } from './failure.ts';
import { checkReference, writeReference } from './references.ts';
import { cancelInvoice } from './catalogue/invoice-rules.ts';
import { isVerdict, resolve } from './resolutions.ts';

/** What an act answers: records of its collection, or a body of its own. */
export type ActResult = { readonly rows: readonly Row[] } | { readonly body: unknown };

/** An act as it was asked for. */
export interface Act {
  readonly method: string;
  readonly collection: string;
  readonly id: string | null;
  readonly act: string;
}

/** Acts of the vendor that the stand-in knows of but does not play. */
const KNOWN_ACTS: ReadonlySet<string> = new Set(['workspaces/invite']);

/** Does an act. */
export function perform(act: Act, body: BodyObject, scope: Scope): ActResult {
  const name = `${act.method} ${act.collection}/${act.act}`;
  if (act.method === 'PUT' && act.id !== null && isVerdict(act.collection, act.act))
    return { rows: [resolve({ collection: act.collection, id: act.id, verdict: act.act }, body, scope)] };
  switch (name) {
    case 'GET users/me': {
      const me = scope.database.table('users').find(scope.currentUser);
      if (me === undefined) throw notFound();
      return { rows: [me] };
    }
    case 'PUT invoices/cancel':
      return { rows: [cancelInvoice(act.id ?? '', scope)] };
    case 'GET subscribed_events/event_types':
      return { body: { subscribed_event_types: eventTypes(scope) } };
    case 'GET invoices/next_invoice_number':
      return { body: { next_invoice_number: String(scope.database.table('invoices').size + 1) } };
    case 'POST external_references/create_or_update':
      return { rows: [createOrUpdate(body, scope)] };
    default:
      if (KNOWN_ACTS.has(`${act.collection}/${act.act}`)) throw notPlayed(name);
      throw notFound();
  }
}

function eventTypes({ catalogue }: Scope): readonly string[] {
  return [...catalogue.values()]
    .filter((resource) => resource.feeds === true)
    .flatMap((resource) => ['created', 'updated', 'deleted'].map((kind) => `${resource.singular}:${kind}`));
}

function createOrUpdate(body: BodyObject, scope: Scope): Row {
  const reference = (body.external_reference ?? {}) as Readonly<Record<string, unknown>>;
  const model = asText(reference.subject_type);
  const subject = asText(reference.subject_id);
  const collection = collectionOf(scope.catalogue, model);
  const errors = [...checkReference(reference)];
  if (collection === null || scope.database.table(collection).find(subject) === undefined) {
    errors.push({ field: 'subject_id', message: "Subject can't be blank" });
  }
  const written = errors.length === 0 ? writeReference(model, subject, reference, scope) : undefined;
  if (written === undefined) throw invalid(errors);
  return written;
}
