// How time is logged, corrected and handed in.
import type { Row } from '../database.ts';
import { asText, numberIn, textIn } from '../database.ts';
import { invalid } from '../failure.ts';
import type { ApiError } from '../failure.ts';
import type { Given, Scope, WriteRules } from '../resource.ts';
import { currencyOf } from './figures.ts';
import { rateFor } from './rate-lookup.ts';

const INPUTS = [
  'workspace_id',
  'date_performed',
  'time_in_minutes',
  'billable',
  'notes',
  'rate_in_cents',
  'cost_rate_in_cents',
  'role_id',
  'story_id',
  'user_id',
  'location',
  'taxable',
];

/** A day has no more minutes than that. */
const DAY_MINUTES = 1_440;

function roleOf(given: Given, { database, currentUser }: Scope): string | null {
  const user = asText(given.user_id ?? currentUser);
  const resource = database
    .table('workspace_resources')
    .by('workspace_id', asText(given.workspace_id))
    .find((row) => row.user_id === user);
  return textIn(resource, 'role_id') ?? textIn(database.table('users').find(user), 'role_id');
}

function check(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
  const workspace = database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '');
  if (workspace === undefined) errors.push({ field: 'workspace_id', message: "Workspace can't be blank" });
  const story = textIn(draft, 'story_id');
  if (story !== null && database.table('stories').find(story)?.workspace_id !== draft.workspace_id) {
    errors.push({ field: 'story_id', message: 'Story must belong to the workspace' });
  }
  const minutes = numberIn(draft, 'time_in_minutes');
  if (minutes < 0 || minutes > DAY_MINUTES) {
    errors.push({ field: 'time_in_minutes', message: `Time in minutes must be between 0 and ${DAY_MINUTES}` });
  }
  if (workspace?.require_notes_on_time_entries === true && (textIn(draft, 'notes') ?? '') === '') {
    errors.push({ field: 'notes', message: "Notes can't be blank" });
  }
  return errors;
}

/** Rules of `time_entries`. */
export const timeEntryRules: WriteRules = {
  create: INPUTS,
  update: INPUTS,
  required: {
    workspace_id: "Workspace can't be blank",
    date_performed: "Date performed can't be blank",
    time_in_minutes: "Time in minutes can't be blank",
  },
  bulkMax: 100,
  defaults: (given, scope) => {
    const { database, currentUser } = scope;
    const workspace = database.table('workspaces').find(asText(given.workspace_id));
    const role = typeof given.role_id === 'string' ? given.role_id : roleOf(given, scope);
    // Documented: billable follows the task, and is true without one.
    const billable = database.table('stories').find(asText(given.story_id))?.billable !== false;
    const isBillable = given.billable ?? billable;
    return {
      user_id: currentUser,
      story_id: null,
      role_id: role,
      billable,
      notes: null,
      rate_in_cents: isBillable === true ? rateFor(database, { workspace, role, on: asText(given.date_performed) }) : 0,
      cost_rate_in_cents: null,
      currency: currencyOf(database, textIn(workspace, 'id')),
      approved: workspace?.require_time_approvals === false,
      taxable: false,
      location: null,
      active_submission_id: null,
      recent_submission_id: null,
      invoice_id: null,
    };
  },
  follow: (before, given, { database }) =>
    given.workspace_id === undefined || given.workspace_id === before.workspace_id
      ? {}
      : { currency: currencyOf(database, asText(given.workspace_id)) },
  check,
  remove: 'hard',
  isLocked: (row) => textIn(row, 'invoice_id') !== null,
};

/** The Sunday on or before a day, and the Saturday after it: the vendor's week. */
function weekOf(date: string): { readonly start_date: string; readonly end_date: string } {
  const ms = Date.parse(`${date}T00:00:00Z`);
  const sunday = ms - new Date(ms).getUTCDay() * 86_400_000;
  const text = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { start_date: text(sunday), end_date: text(sunday + 6 * 86_400_000) };
}

/** Rules of `timesheet_submissions`: creating hands time in. */
export const timesheetRules: WriteRules = {
  create: ['title', 'comment', 'workspace_id', 'user_id', 'line_item_ids'],
  types: { line_item_ids: 'ids' },
  required: {
    title: "Title can't be blank",
    workspace_id: "Workspace can't be blank",
    line_item_ids: "Line items can't be blank",
  },
  check: (draft, { database }) => {
    const ids = draft.line_item_ids as readonly string[];
    const entries = ids.map((id) => database.table('time_entries').find(id));
    if (entries.some((entry) => entry?.workspace_id !== draft.workspace_id)) {
      return [{ field: 'line_item_ids', message: 'Line items must all belong to the workspace' }];
    }
    return entries.some((entry) => textIn(entry, 'active_submission_id') !== null)
      ? [{ field: 'line_item_ids', message: 'Line items have already been submitted' }]
      : [];
  },
  defaults: (given, { database, currentUser }) => {
    const [first] = (given.line_item_ids ?? []) as readonly string[];
    const entry = database.table('time_entries').find(first ?? '');
    return {
      status: 'new',
      comment: null,
      resolution_description: null,
      resolver_id: null,
      resolved_at: null,
      user_id: textIn(entry, 'user_id') ?? currentUser,
      currency: currencyOf(database, asText(given.workspace_id)),
      ...weekOf(textIn(entry, 'date_performed') ?? '1970-01-01'),
    };
  },
  settle: (row, _body, { database }) => {
    const entries = database.table('time_entries');
    for (const id of row.line_item_ids as readonly string[]) {
      const entry = entries.find(id);
      if (entry === undefined) throw invalid([{ field: 'line_item_ids', message: 'Line items are invalid' }]);
      entries.update(entry, { active_submission_id: row.id, recent_submission_id: row.id });
    }
    database.table('timesheet_submissions').update(row, { line_item_ids: undefined });
  },
};
