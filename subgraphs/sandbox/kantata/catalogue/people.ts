// Users and roles. Users without an active membership are hidden from lists, yet side-loaded wherever they are named.
import {
  belongsTo,
  computed,
  customFieldValues,
  externalReferences,
  finds,
  flagOf,
  idAsNumber,
  instant,
  integer,
  optional,
  refersTo,
  text,
  textOr,
} from '../fields.ts';
import { textIn } from '../database.ts';
import {
  always,
  hides,
  idIn,
  isSo,
  isTrue,
  matching,
  stampFilters,
  whenTrue,
  withoutEffect,
  wordIn,
} from '../filters.ts';
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
    photo_path: textOr('photo_path', () => DEFAULT_PHOTO),
    email_address: text,
    headline: text,
    disabled: flagOf('disabled'),
    account_id: idAsNumber('account_id'),
    account_permission: text,
    city: optional(text),
    country: optional(text),
    classification: optional(text),
  },
  associations: {
    role: belongsTo('roles', 'role_id'),
    account_membership: finds('account_memberships', 'account_membership_id', (user, { database }) => {
      const [membership] = database.table('account_memberships').by('user_id', user.id);
      return membership?.id ?? null;
    }),
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
  fields: { name: text, deleted: flagOf('deleted') },
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

/** `account_memberships`: what a user is in the account, and since when no longer. */
export const accountMemberships: Resource = {
  collection: 'account_memberships',
  singular: 'account_membership',
  model: 'AccountMembership',
  fields: {
    permission: text,
    disabled_at: instant,
    is_administrator: computed('boolean', (membership) => membership.permission === 'administrator'),
    is_owner: flagOf('is_owner'),
    bill_rate_in_cents: integer,
    cost_rate_in_cents: integer,
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    default_role: refersTo('roles', 'default_role_id'),
  },
  filters: {
    ...stampFilters,
    by_user_id: idIn('user_id'),
    with_user_ids: idIn('user_id'),
    // Documented: inactive members are hidden until is_active:false asks for them.
    is_active: {
      byDefault: 'true',
      prepare: (argument, scope) => {
        const isOverruled = isTrue(scope.arguments.get('only_inactive'));
        return isTrue(argument) && !isOverruled ? { keep: (row) => textIn(row, 'disabled_at') === null } : null;
      },
    },
    only_active: whenTrue((row) => textIn(row, 'disabled_at') === null),
    only_inactive: whenTrue((row) => textIn(row, 'disabled_at') !== null),
  },
  orders: { created_at: (row) => textIn(row, 'created_at'), updated_at: (row) => textIn(row, 'updated_at') },
  defaultOrder: 'created_at:desc',
};
