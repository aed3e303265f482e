// The feed of changes as a resource. Payloads come only when asked for by optional_fields, as the vendor documents.
import type { Row } from '../database.ts';
import { asText, textIn } from '../database.ts';
import { isInFeed } from '../events.ts';
import { badRequest } from '../failure.ts';
import { belongsTo, idAsNumber, instant, json, optional, text } from '../fields.ts';
import { idIn, isTrue, moment, wordIn } from '../filters.ts';
import type { Filter, Resource } from '../resource.ts';
import { collectionOf } from '../resource.ts';

/** The newest event of each subject, or of each subject and type. */
function newestOf(keyOf: (event: Row) => string): Filter {
  return {
    prepare: (argument, { database, now }) => {
      if (!isTrue(argument)) return null;
      const newest = new Map<string, Row>();
      for (const event of database.table('subscribed_events').all()) {
        const known = newest.get(keyOf(event));
        const isNewer = known === undefined || asText(event.subject_changed_at) >= asText(known.subject_changed_at);
        if (isInFeed(event, now) && isNewer) newest.set(keyOf(event), event);
      }
      const kept = new Set(newest.values());
      return { keep: (event) => kept.has(event) };
    },
  };
}

function subjectKey(event: Row): string {
  return `${asText(event.subject_type)} ${asText(event.subject_id)}`;
}

/** Subjects count per model, so an id alone says nothing. */
const ofSubject: Filter = {
  prepare: (argument, scope, collection) => {
    if ((scope.arguments.get('subject_type') ?? '') === '')
      throw badRequest('subject_type is required with subject_id');
    return idIn('subject_id').prepare(argument, scope, collection);
  },
};

/** `subscribed_events`. */
export const subscribedEvents: Resource = {
  collection: 'subscribed_events',
  singular: 'subscribed_event',
  model: 'SubscribedEvent',
  fields: {
    event_type: text,
    subject_type: text,
    subject_id: idAsNumber('subject_id'),
    subject_changed_at: instant,
    account_id: idAsNumber('account_id'),
    previous_payload: optional(json),
    current_payload: optional(json),
    payload_changes: optional(json),
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    subject: {
      kind: 'reference',
      key: 'subject_ref',
      find: (row, { catalogue, database }) => {
        const key = collectionOf(catalogue, textIn(row, 'subject_type'));
        const subjectId = textIn(row, 'subject_id') ?? '';
        return key === null || database.table(key).find(subjectId) === undefined ? null : { key, id: subjectId };
      },
    },
  },
  filters: {
    created_after: moment('created_at', 'after'),
    created_before: moment('created_at', 'before'),
    event_types: wordIn('event_type'),
    subject_type: wordIn('subject_type'),
    subject_id: ofSubject,
    user_ids: idIn('user_id'),
    most_recent: newestOf(subjectKey),
    most_recent_by_event_type: newestOf((event) => `${subjectKey(event)} ${asText(event.event_type)}`),
  },
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
  isThere: isInFeed,
};
