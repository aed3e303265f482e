// Users and roles. Users without an active membership are hidden from lists, yet side-loaded wherever they are named.
import { belongsTo, computed, customFieldValues, externalReferences, id, optional, text } from '../fields.ts';
import { textIn } from '../database.ts';
import { always, hides, idIn, isSo, matching, stampFilters, withoutEffect, wordIn } from '../filters.ts';
import type { Filter, Resource } from '../resource.ts';

/** The photo of everyone who has not uploaded one. */
const DEFAULT_PHOTO = 'https://app.mavenlink.com/images/default_profile_photo/default.png';

/** People who work on the workspace with this id. */
const participantIn: Filter = {
  prepare: (argument, { database }) => {
    const workspace = database.table('workspaces').find(argument);
    const participants = new Set(workspace === undefined ? [] : (workspace.participant_ids as readonly string[]));
    return { keep: (user) => participants.has(user.id) };
  },
};

/** `users`. */
export const users: Resource = {
  collection: 'users',
  singular: 'user',
  model: 'User',
  fields: {
    full_name: text,
    photo_path: computed('text', (user) => textIn(user, 'photo_path') ?? DEFAULT_PHOTO),
    email_address: text,
    headline: text,
    disabled: computed('boolean', (user) => user.disabled === true),
    account_id: id,
    account_permission: text,
    city: optional(text),
    country: optional(text),
    classification: optional(text),
  },
  associations: {
    role: belongsTo('roles', 'role_id'),
    external_references: externalReferences('User'),
    custom_field_values: customFieldValues('User'),
  },
  filters: {
    ...stampFilters,
    show_disabled: hides((user) => user.disabled === true),
    on_my_account: withoutEffect,
    participant_in: participantIn,
    by_email_address: wordIn('email_address'),
    by_email_addresses: wordIn('email_address'),
    by_full_name: matching((user) => [textIn(user, 'full_name')]),
    matching: matching((user) => [textIn(user, 'full_name')]),
    with_users: idIn('id'),
    consultants_only: always(() => true),
  },
  orders: { alphabetical: (user) => textIn(user, 'full_name')?.toLowerCase() ?? null },
  defaultOrder: 'alphabetical:asc',
  searched: (user) => [textIn(user, 'full_name'), textIn(user, 'email_address'), textIn(user, 'headline')],
  write: { update: ['full_name', 'headline', 'email_address'], required: { full_name: "Full name can't be blank" } },
  feeds: true,
};

/** `roles`: the account's job roles. */
export const roles: Resource = {
  collection: 'roles',
  singular: 'role',
  model: 'Role',
  fields: { name: text, deleted: computed('boolean', (role) => role.deleted === true) },
  associations: { external_references: externalReferences('Role') },
  filters: {
    ...stampFilters,
    matching: matching((role) => [textIn(role, 'name')]),
    deleted: isSo((role) => role.deleted === true),
  },
  orders: { name: (role) => textIn(role, 'name'), created_at: (role) => textIn(role, 'created_at') },
  defaultOrder: 'name:asc',
  write: {
    create: ['name'],
    update: ['name'],
    required: { name: "Name can't be blank" },
    remove: 'hard',
    bulkMax: 100,
  },
  feeds: true,
};
