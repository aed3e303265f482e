// How stories are created, changed and deleted. State and percentage follow each other; a deleted task keeps its row.
import type { Changes, Row } from '../database.ts';
import { asText, idsIn, numberIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import type { Given, Scope, WriteRules } from '../resource.ts';

const STORY_TYPES = ['task', 'milestone', 'deliverable', 'issue'];
const STATES = ['not started', 'started', 'needs info', 'completed'];
/** Issues have words of their own. */
const ISSUE_STATES = [
  'new',
  'reopened',
  'in progress',
  'blocked',
  'fixed',
  'duplicate',
  "can't repro",
  'resolved',
  "won't fix",
];

const INPUTS = [
  'title',
  'story_type',
  'description',
  'parent_id',
  'start_date',
  'due_date',
  'archived',
  'budget_estimate_in_cents',
  'cost_budget_in_cents',
  'time_estimate_in_minutes',
  'billable',
  'percentage_complete',
  'state',
  'fixed_fee',
  'weight',
  'priority',
  'time_trackable',
  'assignee_ids',
];

function check(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
  if (!STORY_TYPES.includes(asText(draft.story_type))) {
    errors.push({ field: 'story_type', message: 'Story type is not included in the list' });
  }
  const states = draft.story_type === 'issue' ? [...STATES, ...ISSUE_STATES] : STATES;
  if (typeof draft.state === 'string' && !states.includes(draft.state)) {
    errors.push({ field: 'state', message: 'State is not included in the list' });
  }
  const percent = numberIn(draft, 'percentage_complete');
  if (percent < 0 || percent > 100) {
    errors.push({ field: 'percentage_complete', message: 'Percentage complete must be between 0 and 100' });
  }
  if (database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '') === undefined) {
    errors.push({ field: 'workspace_id', message: "Workspace can't be blank" });
  }
  const parent = textIn(draft, 'parent_id');
  const above = parent === null ? undefined : database.table('stories').find(parent);
  if (parent !== null && above?.workspace_id !== draft.workspace_id) {
    errors.push({ field: 'parent_id', message: 'Parent is invalid' });
  }
  return errors;
}

/** A percentage moves the state, and a state moves the percentage; recorded: 10 per cent makes "not started" "started". */
function follow(before: Row, given: Given): Changes {
  const percent = given.percentage_complete;
  if (typeof percent === 'number' && percent !== numberIn(before, 'percentage_complete')) {
    if (percent >= 100) return { state: 'completed' };
    if (percent === 0) return { state: 'not started' };
    return given.state === 'not started' || before.state === 'not started' ? { state: 'started' } : {};
  }
  return given.state === 'completed' ? { percentage_complete: 100 } : {};
}

/** assignee_ids of a body are the whole list: others are no longer current. */
function assign(story: Row, body: Readonly<Record<string, unknown>>, { database, now }: Scope): void {
  if (!Object.hasOwn(body, 'assignee_ids')) return;
  const table = database.table('assignments');
  const wanted = idsIn(story, 'assignee_ids');
  const known = table.by('story_id', story.id);
  for (const assignment of known) {
    table.update(assignment, { current: wanted.includes(textIn(assignment, 'assignee_id') ?? ''), updated_at: now });
  }
  const resources = database.table('workspace_resources').by('workspace_id', textIn(story, 'workspace_id') ?? '');
  for (const id of wanted.filter((user) => !known.some((assignment) => assignment.assignee_id === user))) {
    table.insert({
      id: table.nextId(),
      story_id: story.id,
      assignee_id: id,
      resource_id: resources.find((resource) => resource.user_id === id)?.id ?? null,
      current: true,
      estimated_minutes: null,
      allocated_minutes: 0,
      created_at: now,
      updated_at: now,
    });
  }
  database.table('stories').update(story, { assignee_ids: undefined });
}

/** Rules of `stories`. */
export const storyRules: WriteRules = {
  create: ['workspace_id', ...INPUTS],
  update: INPUTS,
  required: { title: "Title can't be blank" },
  bulkMax: 100,
  defaults: (given, { currentUser, database }) => ({
    description: null,
    story_type: 'task',
    state: 'not started',
    priority: 'normal',
    position: 0,
    archived: false,
    deleted_at: null,
    start_date: null,
    due_date: null,
    billable: database.table('workspaces').find(asText(given.workspace_id))?.tasks_default_non_billable !== true,
    fixed_fee: database.table('workspaces').find(asText(given.workspace_id))?.stories_are_fixed_fee_by_default === true,
    percentage_complete: 0,
    weight: null,
    time_trackable: true,
    budget_estimate_in_cents: null,
    cost_budget_in_cents: null,
    time_estimate_in_minutes: null,
    parent_id: null,
    creator_id: currentUser,
    tag_ids: [],
    follower_ids: [],
  }),
  check,
  follow,
  settle: assign,
  remove: 'soft',
};
