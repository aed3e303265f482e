// Time entries and the weekly submissions that get them approved. Invoiced time is locked: changes answer 404.
import type { Row } from '../database.ts';
import { numberIn, textIn } from '../database.ts';
import {
  belongsTo,
  computed,
  date,
  externalReferences,
  flag,
  flagOf,
  instant,
  integer,
  owns,
  refersTo,
  text,
} from '../fields.ts';
import {
  always,
  dayRange,
  hides,
  idIn,
  isSo,
  onDay,
  stampFilters,
  whenTrue,
  withoutEffect,
  wordIn,
} from '../filters.ts';
import { day } from '../filters.ts';
import { showAmount, worthOf } from '../money.ts';
import type { Resource, Scope } from '../resource.ts';
import { currencyFields } from './currency-fields.ts';
import { isInArchivedWorkspace } from './story-filters.ts';
import { timeEntryRules, timesheetRules } from './time-rules.ts';

function isInvoiced(row: Row): boolean {
  return textIn(row, 'invoice_id') !== null;
}

/** `time_entries`. */
export const timeEntries: Resource = {
  collection: 'time_entries',
  singular: 'time_entry',
  model: 'TimeEntry',
  fields: {
    created_at: instant,
    updated_at: instant,
    date_performed: date,
    time_in_minutes: integer,
    billable: flag,
    notes: text,
    rate_in_cents: integer,
    cost_rate_in_cents: integer,
    ...currencyFields,
    // The vendor documents it as optional today; recordings have it always.
    user_can_edit: computed('boolean', (row) => !isInvoiced(row)),
    approved: flagOf('approved'),
    taxable: flagOf('taxable'),
    is_invoiced: computed('boolean', isInvoiced),
    location: text,
  },
  associations: {
    story: belongsTo('stories', 'story_id'),
    workspace: belongsTo('workspaces', 'workspace_id'),
    user: belongsTo('users', 'user_id'),
    role: belongsTo('roles', 'role_id'),
    active_submission: refersTo('timesheet_submissions', 'active_submission_id'),
    recent_submission: refersTo('timesheet_submissions', 'recent_submission_id'),
    invoice: refersTo('invoices', 'invoice_id'),
    external_references: externalReferences('TimeEntry'),
  },
  filters: {
    ...stampFilters,
    from_archived_workspaces: hides(isInArchivedWorkspace),
    on_my_account: withoutEffect,
    workspace_id: idIn('workspace_id'),
    workspace_ids: idIn('workspace_id'),
    with_user_ids: idIn('user_id'),
    created_by: idIn('user_id'),
    story_id: idIn('story_id'),
    date_performed_between: dayRange('date_performed'),
    billable: isSo((row) => row.billable === true),
    approved: always((row) => row.approved === true),
    invoiced: always(isInvoiced),
    uninvoiced: always((row) => !isInvoiced(row)),
    in_active_invoice_id: idIn('invoice_id'),
    in_active_submission: isSo((row) => textIn(row, 'active_submission_id') !== null),
    with_timesheet_id: idIn('active_submission_id'),
    with_recent_timesheet_ids: idIn('recent_submission_id'),
  },
  orders: {
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
    date_performed: (row) => textIn(row, 'date_performed'),
  },
  defaultOrder: 'date_performed:desc',
  write: timeEntryRules,
  feeds: true,
};

/** What the entries of a submission are worth; rejected and cancelled ones keep their lines as the most recent ones. */
function totalOf(row: Row, { database }: Scope): number {
  return database
    .table('time_entries')
    .by('recent_submission_id', row.id)
    .filter((entry) => entry.billable === true)
    .reduce((sum, entry) => sum + worthOf(numberIn(entry, 'time_in_minutes'), numberIn(entry, 'rate_in_cents')), 0);
}

/** `timesheet_submissions`: one person's time on one project, handed in together. */
export const timesheetSubmissions: Resource = {
  collection: 'timesheet_submissions',
  singular: 'timesheet_submission',
  model: 'TimesheetSubmission',
  fields: {
    start_date: date,
    end_date: date,
    created_at: instant,
    updated_at: instant,
    status: text,
    title: text,
    comment: text,
    type: computed('text', () => 'TimesheetSubmission'),
    resolution_description: text,
    current_resolution_description: computed('text', (row) => textIn(row, 'resolution_description')),
    current_resolution_creator_id: computed('integer', (row) => {
      const resolver = textIn(row, 'resolver_id');
      return resolver === null ? null : Number(resolver);
    }),
    current_resolution_created_at_date: computed('instant', (row) => textIn(row, 'resolved_at')),
    line_item_total_in_cents: computed('integer', totalOf),
    line_item_total_formatted: computed('text', (row, scope) =>
      showAmount(totalOf(row, scope), textIn(row, 'currency') ?? 'USD'),
    ),
    ...currencyFields,
    permissions: computed('json', (row) => ({
      can_cancel_submission: row.status === 'new' || row.status === 'approved',
      can_approve_submission: row.status === 'new',
      can_reject_submission: row.status === 'new',
    })),
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    workspace: belongsTo('workspaces', 'workspace_id'),
    time_entries: owns('time_entries', 'time_entry_ids', 'recent_submission_id'),
    external_references: externalReferences('Submission'),
  },
  filters: {
    ...stampFilters,
    statuses: wordIn('status'),
    by_status: wordIn('status'),
    active: whenTrue((row) => row.status === 'new' || row.status === 'approved'),
    not_cancelled: whenTrue((row) => row.status !== 'cancelled'),
    user_ids: idIn('user_id'),
    workspace_id: idIn('workspace_id'),
    workspace_ids: idIn('workspace_id'),
    start_date: onDay('start_date'),
    end_date: onDay('end_date'),
    start_date_after: {
      // Documented as on or after, unlike the other filters of this name.
      prepare: (argument, scope, collection) => {
        const after = day('start_date', 'after').prepare(argument, scope, collection);
        const same = onDay('start_date').prepare(argument, scope, collection);
        return { keep: (row) => after?.keep(row) === true || same?.keep(row) === true };
      },
    },
  },
  orders: { date: (row) => textIn(row, 'start_date'), created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'date:desc',
  write: timesheetRules,
  feeds: true,
};
