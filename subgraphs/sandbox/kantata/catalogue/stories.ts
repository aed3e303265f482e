// Stories: the vendor's word for tasks, milestones, deliverables and issues, nested up to any depth.
import type { Row } from '../database.ts';
import { numberIn, textIn } from '../database.ts';
import {
  belongsTo,
  computed,
  customFieldValues,
  date,
  externalReferences,
  finds,
  flag,
  gathers,
  instant,
  integer,
  json,
  lists,
  optional,
  owns,
  text,
} from '../fields.ts';
import type { Field, ManyAssociation, Resource, Scope } from '../resource.ts';
import { descendantsOf, figuresOfStory } from './figures.ts';
import { storyFilters } from './story-filters.ts';
import { storyRules } from './story-rules.ts';

/** The sum of a figure over the tasks under a task. */
function under(sum: (story: Row, scope: Scope) => number): Field {
  return computed('integer', (row, scope) =>
    descendantsOf(scope.database, row.id).reduce((total, story) => total + sum(story, scope), 0),
  );
}

const amountFields: Readonly<Record<string, Field>> = {
  budget_estimate_in_cents: integer,
  budget_used_in_cents: computed('integer', (row, { database }) => figuresOfStory(database, row.id).budgetUsed),
  cost_budget_in_cents: integer,
  time_estimate_in_minutes: integer,
  logged_billable_time_in_minutes: computed(
    'integer',
    (row, { database }) => figuresOfStory(database, row.id).billableMinutes,
  ),
  logged_nonbillable_time_in_minutes: computed(
    'integer',
    (row, { database }) => figuresOfStory(database, row.id).nonbillableMinutes,
  ),
  sub_stories_budget_estimate_in_cents: under((story) => numberIn(story, 'budget_estimate_in_cents')),
  sub_stories_budget_used_in_cents: under((story, { database }) => figuresOfStory(database, story.id).budgetUsed),
  sub_stories_time_estimate_in_minutes: under((story) => numberIn(story, 'time_estimate_in_minutes')),
  sub_stories_billable_time_in_minutes: under(
    (story, { database }) => figuresOfStory(database, story.id).billableMinutes,
  ),
};

function ancestorsOf(row: Row, { database }: Scope): readonly string[] {
  const ids: string[] = [];
  for (let parent = textIn(row, 'parent_id'); parent !== null && !ids.includes(parent);) {
    ids.unshift(parent);
    parent = textIn(database.table('stories').find(parent), 'parent_id');
  }
  return ids;
}

function currentAssignments(row: Row, { database }: Scope): readonly Row[] {
  return database
    .table('assignments')
    .by('story_id', row.id)
    .filter((assignment) => assignment.current !== false);
}

/** People on the task; who was only named there (as recorded tasks say) becomes an assignment. */
const assignees: ManyAssociation = {
  ...gathers('users', 'assignee_ids', (row, scope) =>
    currentAssignments(row, scope).flatMap((assignment) => textIn(assignment, 'assignee_id') ?? []),
  ),
  adopt: (row, ids, { database, now }) => {
    const table = database.table('assignments');
    for (const id of ids) {
      table.insert({
        id: table.nextId(),
        story_id: row.id,
        assignee_id: id,
        resource_id: null,
        current: true,
        estimated_minutes: null,
        allocated_minutes: 0,
        created_at: now,
        updated_at: now,
      });
    }
  },
};

/** `stories`. */
export const stories: Resource = {
  collection: 'stories',
  singular: 'story',
  model: 'Story',
  fields: {
    title: text,
    description: text,
    created_at: instant,
    updated_at: instant,
    due_date: date,
    start_date: date,
    story_type: text,
    state: text,
    status: json,
    priority: text,
    position: integer,
    archived: flag,
    deleted_at: instant,
    billable: flag,
    fixed_fee: flag,
    percentage_complete: integer,
    weight: integer,
    time_trackable: flag,
    sub_story_count: computed(
      'integer',
      (row, { database }) => database.table('stories').by('parent_id', row.id).length,
    ),
    ancestry_depth: computed('integer', (row, scope) => ancestorsOf(row, scope).length),
    ...amountFields,
    can_edit: optional(computed('boolean', () => true)),
    can_post: optional(computed('boolean', () => true)),
  },
  associations: {
    workspace: belongsTo('workspaces', 'workspace_id'),
    creator: belongsTo('users', 'creator_id'),
    parent: belongsTo('stories', 'parent_id'),
    root: finds('stories', 'root_id', (row, scope) => ancestorsOf(row, scope)[0] ?? null),
    assignees,
    ancestors: gathers('stories', 'ancestor_ids', ancestorsOf),
    sub_stories: owns('stories', 'sub_story_ids', 'parent_id'),
    descendants: gathers('stories', 'descendant_ids', (row, { database }) =>
      descendantsOf(database, row.id).map((story) => story.id),
    ),
    tags: lists('tags', 'tag_ids'),
    followers: lists('users', 'follower_ids'),
    current_assignments: gathers('assignments', 'current_assignment_ids', (row, scope) =>
      currentAssignments(row, scope).map((assignment) => assignment.id),
    ),
    workspace_resources: gathers('workspace_resources', 'workspace_resource_ids', (row, scope) =>
      currentAssignments(row, scope).flatMap((assignment) => textIn(assignment, 'resource_id') ?? []),
    ),
    replies: { ...gathers('posts', 'reply_ids', repliesOf), onlyWithOnly: true },
    external_references: externalReferences('Story'),
    custom_field_values: customFieldValues('Story'),
  },
  filters: storyFilters,
  orders: {
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
    due_date: (row) => textIn(row, 'due_date'),
    start_date: (row) => textIn(row, 'start_date'),
    position: (row) => numberIn(row, 'position'),
  },
  defaultOrder: 'updated_at:desc',
  searched: (row, { database }) => [
    textIn(row, 'title'),
    textIn(row, 'description'),
    textIn(database.table('workspaces').find(textIn(row, 'workspace_id') ?? ''), 'title'),
  ],
  write: storyRules,
  feeds: true,
};

function repliesOf(row: Row, { database }: Scope): readonly string[] {
  return database
    .table('posts')
    .by('story_id', row.id)
    .flatMap((post) => database.table('posts').by('subject_id', post.id))
    .map((post) => post.id);
}

/** `tags` of stories; they only come along with them. */
export const tags: Resource = {
  collection: 'tags',
  singular: 'tag',
  model: 'Tag',
  fields: { name: text, status: integer },
  associations: {},
  filters: {},
  orders: { name: (row) => textIn(row, 'name') },
  defaultOrder: 'name:asc',
};
