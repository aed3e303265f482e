// Workspaces: the vendor's word for projects.
import type { Row } from '../database.ts';
import { idsIn, numberIn, textIn } from '../database.ts';
import type { Field, Resource, Scope } from '../resource.ts';
import {
  belongsTo,
  computed,
  constant,
  customFieldValues,
  date,
  externalReferences,
  finds,
  flag,
  id,
  idAsNumber,
  instant,
  integer,
  json,
  lists,
  optional,
  owns,
  refersTo,
  subjectsOf,
  text,
} from '../fields.ts';
import { showAmount } from '../money.ts';
import { currencyFields } from './currency-fields.ts';
import { figuresOfWorkspace } from './figures.ts';
import { statusOf } from './statuses.ts';
import { workspaceFilters } from './workspace-filters.ts';
import { workspaceRules } from './workspace-rules.ts';

function currency(row: Row): string {
  return textIn(row, 'currency') ?? 'USD';
}

function price(row: Row): number | null {
  return typeof row.price_in_cents === 'number' ? row.price_in_cents : null;
}

function budgetUsed(row: Row, { database }: Scope): number {
  return figuresOfWorkspace(database, row.id).budgetUsed;
}

const moneyFields: Readonly<Record<string, Field>> = {
  ...currencyFields,
  default_rate: text,
  price: computed('text', (row) => {
    const cents = price(row);
    return cents === null ? 'TBD' : showAmount(cents, currency(row));
  }),
  price_in_cents: integer,
  budget_used: computed('text', (row, scope) => showAmount(budgetUsed(row, scope), currency(row))),
  budget_used_in_cents: computed('integer', budgetUsed),
  budget_remaining: computed('text', (row, scope) => {
    const cents = price(row);
    return cents === null ? null : showAmount(cents - budgetUsed(row, scope), currency(row));
  }),
  percent_of_budget_used: computed('integer', (row, scope) => {
    const cents = price(row) ?? 0;
    return cents === 0 ? 0 : Math.round((budgetUsed(row, scope) * 100) / cents);
  }),
  over_budget: computed('boolean', (row, scope) => {
    const cents = price(row);
    return cents !== null && budgetUsed(row, scope) > cents;
  }),
  total_expenses_in_cents: computed('integer', (row, { database }) => figuresOfWorkspace(database, row.id).expenses),
  target_margin: integer,
  rate_card_id: id,
};

const settingFields: Readonly<Record<string, Field>> = {
  access_level: text,
  budgeted: flag,
  change_orders_enabled: flag,
  client_role_name: text,
  consultant_role_name: text,
  exclude_archived_stories_percent_complete: flag,
  expenses_in_burn_rate: flag,
  external_link: json,
  posts_require_privacy_decision: flag,
  require_expense_approvals: flag,
  require_notes_on_time_entries: flag,
  require_time_approvals: flag,
  stories_are_fixed_fee_by_default: flag,
  tasks_default_non_billable: flag,
  time_trackable: flag,
  workspace_invoice_preference_id: id,
  stage: optional(text),
  lock_date: optional(date),
};

/** What the token's owner, an administrator, may do everywhere. */
const permissionFields: Readonly<Record<string, Field>> = {
  can_create_line_items: computed('boolean', (row) => row.archived !== true),
  can_invite: constant(true),
  has_budget_access: constant(true),
  permissions: constant({
    can_upload_files: true,
    can_private_message: true,
    can_join: false,
    is_participant: true,
    access_level: 'admin',
    team_lead: true,
    user_is_client: false,
    can_change_price: true,
    can_change_story_billable: true,
    can_post: true,
    can_edit: true,
    restricted: false,
    can_see_financials: true,
    is_guest_on_project: false,
  }),
};

/** The names a search looks through besides the project's own texts. */
function namesAround(row: Row, scope: Scope): readonly (string | null)[] {
  const { database } = scope;
  const leads = [textIn(row, 'primary_maven_id'), textIn(row, 'primary_counterpart_id')];
  return [
    ...leads.map((lead) => (lead === null ? null : textIn(database.table('users').find(lead), 'full_name'))),
    ...idsIn(row, 'workspace_group_ids').map((group) => textIn(database.table('workspace_groups').find(group), 'name')),
    ...subjectsOf(scope, 'custom_field_values', 'Workspace', row.id).map((value) => textIn(value, 'display_value')),
  ];
}

/** `workspaces`. */
export const workspaces: Resource = {
  collection: 'workspaces',
  singular: 'workspace',
  model: 'Workspace',
  fields: {
    title: text,
    account_id: idAsNumber('account_id'),
    archived: flag,
    description: text,
    start_date: date,
    due_date: date,
    // Deprecated by the vendor; blank text instead of null, as recorded.
    effective_due_date: computed('text', (row) => textIn(row, 'due_date') ?? ''),
    created_at: instant,
    updated_at: instant,
    ...moneyFields,
    ...settingFields,
    ...permissionFields,
    percentage_complete: integer,
    status: computed('json', (row) => statusOf(numberIn(row, 'status_key'))),
    status_key: integer,
    has_active_timesheet_submissions: computed(
      'boolean',
      (row, { database }) => figuresOfWorkspace(database, row.id).hasPendingTimesheets,
    ),
    has_active_expense_report_submissions: computed(
      'boolean',
      (row, { database }) => figuresOfWorkspace(database, row.id).hasPendingExpenseReports,
    ),
  },
  associations: {
    creator: belongsTo('users', 'creator_id'),
    primary_counterpart: refersTo('users', 'primary_counterpart_id'),
    primary_maven: refersTo('users', 'primary_maven_id'),
    approver: finds('users', 'approver_id', (row) => idsIn(row, 'approver_ids')[0] ?? null),
    approvers: lists('users', 'approver_ids'),
    participants: lists('users', 'participant_ids'),
    workspace_groups: lists('workspace_groups', 'workspace_group_ids'),
    primary_workspace_group: refersTo('workspace_groups', 'primary_workspace_group_id'),
    timesheet_submissions: owns('timesheet_submissions', 'timesheet_submission_ids', 'workspace_id'),
    billing_milestones: owns('billing_milestones', 'billing_milestone_ids', 'workspace_id'),
    workspace_resources: {
      ...owns('workspace_resources', 'workspace_resource_ids', 'workspace_id'),
      find: (row, { database }) =>
        database
          .table('workspace_resources')
          .by('workspace_id', row.id)
          .filter((resource) => textIn(resource, 'user_id') !== null)
          .map((resource) => resource.id),
    },
    workspace_resources_with_unnamed: owns(
      'workspace_resources',
      'workspace_resources_with_unnamed_ids',
      'workspace_id',
    ),
    external_references: externalReferences('Workspace'),
    custom_field_values: customFieldValues('Workspace'),
  },
  filters: workspaceFilters,
  orders: {
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
    due_date: (row) => textIn(row, 'due_date'),
    start_date: (row) => textIn(row, 'start_date'),
    percentage_complete: (row) => numberIn(row, 'percentage_complete'),
    price: (row) => price(row),
    status: (row) => numberIn(row, 'status_key'),
    title: (row) => textIn(row, 'title')?.toLowerCase() ?? null,
  },
  defaultOrder: 'updated_at:desc',
  searched: (row, scope) => [textIn(row, 'title'), textIn(row, 'description'), ...namesAround(row, scope)],
  write: workspaceRules,
  feeds: true,
};
