// The account's own fields, their values, and references to records of other systems: everything that hangs on any record.
import type { Row } from '../database.ts';
import { asText, textIn } from '../database.ts';
import {
  belongsTo,
  computed,
  constant,
  externalReferences,
  flag,
  flagOf,
  idAsNumber,
  instant,
  json,
  text,
} from '../fields.ts';
import { idIn, isSo, moment, stampFilters, wordIn } from '../filters.ts';
import type { ReferenceAssociation, Resource, Scope } from '../resource.ts';
import { collectionOf } from '../resource.ts';

/** The record that a value or reference is about, as `{key, id}`. */
const subject: ReferenceAssociation = {
  kind: 'reference',
  key: 'subject_ref',
  find: (row, { catalogue, database }) => {
    const key = collectionOf(catalogue, textIn(row, 'subject_type'));
    const subjectId = textIn(row, 'subject_id');
    if (key === null || subjectId === null || database.table(key).find(subjectId) === undefined) return null;
    return { key, id: subjectId };
  },
};

/** The collection of a custom field's subject; resources are called that way only here. */
function exists(draft: Row, { catalogue, database }: Scope): boolean {
  const model = draft.subject_type === 'Resource' ? 'WorkspaceResource' : textIn(draft, 'subject_type');
  const collection = collectionOf(catalogue, model);
  return collection !== null && database.table(collection).find(textIn(draft, 'subject_id') ?? '') !== undefined;
}

/** `custom_fields`. */
export const customFields: Resource = {
  collection: 'custom_fields',
  singular: 'custom_field',
  model: 'CustomField',
  fields: {
    name: text,
    value_type: text,
    subject_type: text,
    default_text: text,
    unique_constraint: flag,
    write_access: text,
    read_access: text,
    hidden_in_user_interface: flag,
    currency: text,
    available_on_estimates: constant(false),
    values_count: computed(
      'integer',
      (row, { database }) => database.table('custom_field_values').by('custom_field_id', row.id).length,
    ),
    has_values: computed(
      'boolean',
      (row, { database }) => database.table('custom_field_values').by('custom_field_id', row.id).length > 0,
    ),
    created_at: instant,
    updated_at: instant,
  },
  associations: { creator: belongsTo('users', 'creator_id'), external_references: externalReferences('CustomField') },
  filters: {
    ...stampFilters,
    for_subject_type: wordIn('subject_type'),
    subject_type: wordIn('subject_type'),
    value_type: wordIn('value_type'),
    by_name: { prepare: (argument) => ({ keep: (row) => textIn(row, 'name') === argument }) },
  },
  orders: { name: (row) => textIn(row, 'name'), created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'name:asc',
  write: {
    create: ['name', 'value_type', 'subject_type', 'default_text', 'unique_constraint', 'write_access', 'read_access'],
    update: ['name', 'default_text', 'write_access', 'read_access'],
    required: { name: "Name can't be blank" },
    defaults: (_given, { currentUser }) => ({
      value_type: 'string',
      subject_type: 'Workspace',
      default_text: null,
      unique_constraint: false,
      write_access: 'project_admin',
      read_access: 'project_collaboration',
      hidden_in_user_interface: false,
      currency: null,
      creator_id: currentUser,
    }),
  },
};

/** `custom_field_values`. Creating a value where there is one replaces it. */
export const customFieldValues: Resource = {
  collection: 'custom_field_values',
  singular: 'custom_field_value',
  model: 'CustomFieldValue',
  fields: {
    subject_type: text,
    subject_id: idAsNumber('subject_id'),
    value: json,
    display_value: text,
    type: text,
    can_edit: constant(true),
    account_id: idAsNumber('account_id'),
    custom_field_name: computed('text', (row, { database }) =>
      textIn(database.table('custom_fields').find(textIn(row, 'custom_field_id') ?? ''), 'name'),
    ),
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    setter: belongsTo('users', 'setter_id'),
    custom_field: belongsTo('custom_fields', 'custom_field_id'),
    subject,
    external_references: externalReferences('CustomFieldValue'),
  },
  filters: {
    ...stampFilters,
    subject_type: wordIn('subject_type'),
    with_subject_id: idIn('subject_id'),
    subject_id: idIn('subject_id'),
    custom_field_id: idIn('custom_field_id'),
    by_custom_field_ids: idIn('custom_field_id'),
  },
  orders: { created_at: (row) => textIn(row, 'created_at'), updated_at: (row) => textIn(row, 'updated_at') },
  defaultOrder: 'created_at:desc',
  // Documented: the list must say whose values it wants.
  requiredArguments: ['subject_type'],
  write: {
    create: ['subject_type', 'subject_id', 'custom_field_id', 'value'],
    update: ['value'],
    types: { subject_id: 'id', custom_field_id: 'id', value: 'json' },
    required: {
      subject_type: "Subject type can't be blank",
      subject_id: "Subject can't be blank",
      custom_field_id: "Custom field can't be blank",
      value: "Value can't be blank",
    },
    bulkMax: 100,
    defaults: (given, { database, currentUser }) => ({
      setter_id: currentUser,
      type: textIn(database.table('custom_fields').find(asText(given.custom_field_id)), 'value_type') ?? 'string',
      display_value: shownValue(given.value),
    }),
    follow: (_before, given, { currentUser }) => ({ setter_id: currentUser, display_value: shownValue(given.value) }),
    check: (draft, scope) => [
      ...(exists(draft, scope) ? [] : [{ field: 'subject_id', message: "Subject can't be blank" }]),
      ...(scope.database.table('custom_fields').find(textIn(draft, 'custom_field_id') ?? '') === undefined
        ? [{ field: 'custom_field_id', message: "Custom field can't be blank" }]
        : []),
    ],
    existing: (given, { database }) =>
      database
        .table('custom_field_values')
        .by('subject_id', asText(given.subject_id))
        .find((row) => row.subject_type === given.subject_type && row.custom_field_id === given.custom_field_id),
    remove: 'hard',
  },
};

function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** `external_references`: lists must say the subject's type; writing goes through `create_or_update`. */
export const externalReferencesOfAll: Resource = {
  collection: 'external_references',
  singular: 'external_reference',
  model: 'ExternalReference',
  fields: {
    service_name: text,
    service_model: text,
    service_model_ref: text,
    subject_type: text,
    subject_id: idAsNumber('subject_id'),
    status: text,
    external_link: text,
    external_message: text,
    external_status: text,
    locked: flagOf('locked'),
    last_synced_at: instant,
    created_at: instant,
    updated_at: instant,
  },
  associations: { subject },
  filters: {
    ...stampFilters,
    last_synced_after: moment('last_synced_at', 'after'),
    last_synced_before: moment('last_synced_at', 'before'),
    subject_type: wordIn('subject_type'),
    subject_id: idIn('subject_id'),
    service_name: wordIn('service_name'),
    service_model: wordIn('service_model'),
    service_model_ref: idIn('service_model_ref'),
    status: wordIn('status'),
    locked: isSo((row) => row.locked === true),
  },
  orders: { created_at: (row) => textIn(row, 'created_at'), last_synced_at: (row) => textIn(row, 'last_synced_at') },
  defaultOrder: 'last_synced_at:desc',
  requiredArguments: ['subject_type'],
  write: { remove: 'hard' },
};
