// Who works where: resources (places in a project's team, named or not), assignments to tasks, and requests for people.
import type { Row } from '../database.ts';
import { asText, idsIn, numberIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import {
  belongsTo,
  computed,
  constant,
  customFieldValues,
  date,
  externalReferences,
  flag,
  instant,
  integer,
  lists,
  text,
} from '../fields.ts';
import { hides, idIn, isSo, limits, matching, stampFilters, whenTrue, withoutEffect, wordIn } from '../filters.ts';
import type { Filter, Resource, Scope } from '../resource.ts';
import { isInArchivedWorkspace } from './story-filters.ts';

function nameOf(row: Row, { database }: Scope): string | null {
  return textIn(database.table('users').find(textIn(row, 'user_id') ?? ''), 'full_name');
}

function roleNameOf(row: Row, { database }: Scope): string | null {
  return textIn(database.table('roles').find(textIn(row, 'role_id') ?? ''), 'name');
}

function isUnnamed(row: Row): boolean {
  return textIn(row, 'user_id') === null;
}

/** Documented: unnamed resources come only when they are asked for, by include_unnamed or only_unnamed. */
const includeUnnamed: Filter = hides(isUnnamed, ['only_unnamed']);

/** `workspace_resources`. */
export const workspaceResources: Resource = {
  collection: 'workspace_resources',
  singular: 'workspace_resource',
  model: 'WorkspaceResource',
  fields: {
    label: text,
    display_label: computed(
      'text',
      (row, scope) => textIn(row, 'label') ?? nameOf(row, scope) ?? roleNameOf(row, scope),
    ),
    full_name: computed('text', nameOf),
    role_name: computed('text', roleNameOf),
    account_role_name: computed('text', roleNameOf),
    workspace_title: computed('text', (row, { database }) =>
      textIn(database.table('workspaces').find(textIn(row, 'workspace_id') ?? ''), 'title'),
    ),
    total_allocated_minutes: integer,
    earliest_allocation_date: date,
    latest_allocation_date: date,
    assignments_count: computed(
      'integer',
      (row, { database }) => database.table('assignments').by('resource_id', row.id).length,
    ),
    allocations_count: computed('integer', (row) => (numberIn(row, 'total_allocated_minutes') > 0 ? 1 : 0)),
    is_foreign_user: constant(false),
    deletable: computed(
      'boolean',
      (row, { database }) => database.table('assignments').by('resource_id', row.id).length === 0,
    ),
    created_at: instant,
    updated_at: instant,
  },
  associations: {
    workspace: belongsTo('workspaces', 'workspace_id'),
    user: belongsTo('users', 'user_id'),
    role: belongsTo('roles', 'role_id'),
    external_references: externalReferences('WorkspaceResource'),
    custom_field_values: customFieldValues('Resource'),
  },
  filters: {
    ...stampFilters,
    include_unnamed: includeUnnamed,
    only_unnamed: whenTrue(isUnnamed),
    workspace_id: idIn('workspace_id'),
    user_id: idIn('user_id'),
    role_id: idIn('role_id'),
    matching: matching((row, scope) => [nameOf(row, scope), roleNameOf(row, scope)]),
    providers: withoutEffect,
  },
  orders: {
    alphabetical: (row, scope) => nameOf(row, scope),
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
  },
  defaultOrder: 'updated_at:desc',
  write: {
    create: ['workspace_id', 'user_id', 'role_id', 'label'],
    update: ['user_id', 'role_id', 'label'],
    required: { workspace_id: "Workspace can't be blank" },
    bulkMax: 200,
    defaults: (given, { database }) => ({
      user_id: null,
      role_id: textIn(database.table('users').find(asText(given.user_id)), 'role_id'),
      label: null,
      total_allocated_minutes: 0,
      earliest_allocation_date: null,
      latest_allocation_date: null,
    }),
    check: (draft, { database }) => [
      ...(database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '') === undefined
        ? [{ field: 'workspace_id', message: "Workspace can't be blank" }]
        : []),
      ...(isUnnamed(draft) && textIn(draft, 'role_id') === null
        ? [{ field: 'role_id', message: "Role can't be blank for an unnamed resource" }]
        : []),
    ],
    settle: joinProject,
    remove: 'hard',
  },
  feeds: true,
};

/** A named resource takes part in its project. */
function joinProject(row: Row, _body: unknown, { database }: Scope): void {
  const workspace = database.table('workspaces').find(textIn(row, 'workspace_id') ?? '');
  const user = textIn(row, 'user_id');
  const participants = idsIn(workspace, 'participant_ids');
  if (workspace === undefined || user === null || participants.includes(user)) return;
  database.table('workspaces').update(workspace, { participant_ids: [...participants, user] });
}

function storyOf(row: Row, { database }: Scope): Row | undefined {
  return database.table('stories').find(textIn(row, 'story_id') ?? '');
}

/** Assignments have no workspace of their own: it is their story's. */
const inWorkspace: Filter = {
  prepare: (argument, scope) => ({
    candidates: () =>
      argument
        .split(',')
        .flatMap((workspace) => scope.database.table('stories').by('workspace_id', workspace))
        .flatMap((story) => scope.database.table('assignments').by('story_id', story.id)),
    keep: (row) => argument.split(',').includes(textIn(storyOf(row, scope), 'workspace_id') ?? ''),
  }),
};

/** `assignments`: a resource's part in one task. */
export const assignments: Resource = {
  collection: 'assignments',
  singular: 'assignment',
  model: 'Assignment',
  fields: {
    created_at: instant,
    updated_at: instant,
    current: { ...flag, value: (row) => row.current !== false, isStored: true },
    estimated_minutes: integer,
    allocated_minutes: integer,
  },
  associations: {
    story: belongsTo('stories', 'story_id'),
    assignee: belongsTo('users', 'assignee_id'),
    resource: belongsTo('workspace_resources', 'resource_id'),
    external_references: externalReferences('Assignment'),
  },
  filters: {
    ...stampFilters,
    in_unarchived_stories: limits((row, scope) => storyOf(row, scope)?.archived !== true),
    in_unarchived_workspaces: limits((row, scope) => {
      const story = storyOf(row, scope);
      return story === undefined || !isInArchivedWorkspace(story, scope);
    }),
    include_unnamed: hides((row) => textIn(row, 'assignee_id') === null),
    assignee_id: idIn('assignee_id'),
    story_id: idIn('story_id'),
    resource_id: idIn('resource_id'),
    workspace_id: inWorkspace,
    current: whenTrue((row) => row.current !== false),
    uncurrent: whenTrue((row) => row.current === false),
    plannable: withoutEffect,
  },
  orders: { created_at: (row) => textIn(row, 'created_at'), updated_at: (row) => textIn(row, 'updated_at') },
  defaultOrder: 'created_at:desc',
  write: {
    create: ['story_id', 'assignee_id', 'resource_id', 'current', 'estimated_minutes'],
    update: ['assignee_id', 'resource_id', 'current', 'estimated_minutes'],
    types: { current: flag.type },
    required: { story_id: "Story can't be blank" },
    defaults: (given, { database }) => ({
      // A resource names its person; given both, the resource wins.
      assignee_id: textIn(database.table('workspace_resources').find(asText(given.resource_id)), 'user_id'),
      resource_id: null,
      current: true,
      estimated_minutes: null,
      allocated_minutes: 0,
    }),
  },
  feeds: true,
};

const DECISIONS: Readonly<Record<string, string>> = { approve: 'approved', reject: 'rejected', cancel: 'cancelled' };

function checkRequest(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
  if (database.table('workspace_resources').find(textIn(draft, 'resource_id') ?? '') === undefined) {
    errors.push({ field: 'resource_id', message: "Resource can't be blank" });
  }
  if (idsIn(draft, 'approver_ids').some((id) => database.table('users').find(id) === undefined)) {
    errors.push({ field: 'approver_ids', message: 'Approvers are invalid' });
  }
  const decision = textIn(draft, 'request_resolution_status');
  if (decision !== null && (DECISIONS[decision] === undefined || draft.status !== 'pending')) {
    errors.push({ field: 'request_resolution_status', message: 'Request resolution status is invalid' });
  }
  return errors;
}

function decide(row: Row, _body: unknown, { database }: Scope): void {
  const decision = DECISIONS[textIn(row, 'request_resolution_status') ?? ''];
  if (decision === undefined) return;
  database.table('resource_requests').update(row, { status: decision, request_resolution_status: undefined });
}

/** `resource_requests`: a project manager asks for a person for a resource. */
export const resourceRequests: Resource = {
  collection: 'resource_requests',
  singular: 'resource_request',
  model: 'ResourceRequest',
  fields: { status: text, created_at: instant, updated_at: instant },
  associations: {
    resource: belongsTo('workspace_resources', 'resource_id'),
    creator: belongsTo('users', 'creator_id'),
    approvers: lists('users', 'approver_ids'),
  },
  filters: {
    ...stampFilters,
    by_status: wordIn('status'),
    status: wordIn('status'),
    resource_id: idIn('resource_id'),
    creator_id: idIn('creator_id'),
    workspace_id: {
      prepare: (argument, { database }) => {
        const ids = new Set(
          argument.split(',').flatMap((id) =>
            database
              .table('workspace_resources')
              .by('workspace_id', id)
              .map((row) => row.id),
          ),
        );
        return { keep: (row) => ids.has(textIn(row, 'resource_id') ?? '') };
      },
    },
    // A place that is only booked softly is still asked for.
    pending_requests_only: whenTrue((row) => row.status === 'pending' || row.status === 'soft_booked'),
    has_approvers: isSo((row) => idsIn(row, 'approver_ids').length > 0),
  },
  orders: { created_at: (row) => textIn(row, 'created_at'), updated_at: (row) => textIn(row, 'updated_at') },
  defaultOrder: 'created_at:desc',
  write: {
    create: ['resource_id', 'approver_ids'],
    update: ['request_resolution_status'],
    types: { request_resolution_status: 'text' },
    required: { resource_id: "Resource can't be blank", approver_ids: "Approvers can't be blank" },
    check: checkRequest,
    settle: decide,
    defaults: (_given, { currentUser }) => ({ status: 'pending', creator_id: currentUser, approver_ids: [] }),
  },
};
