// How workspaces are created, changed and deleted.
import type { Row, Value } from '../database.ts';
import { asText, idsIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import { baseUnitOf } from '../money.ts';
import type { Scope, WriteRules } from '../resource.ts';
import { STATUS_KEY_DEFAULT, isStatusKey } from './statuses.ts';
import { applyTemplate } from './templates.ts';
import { checkFieldValues, writeFieldValues } from './workspace-fields.ts';

const SETTINGS = [
  'budgeted',
  'description',
  'currency',
  'start_date',
  'due_date',
  'access_level',
  'rate_card_id',
  'consultant_role_name',
  'client_role_name',
  'change_orders_enabled',
  'expenses_in_burn_rate',
  'posts_require_privacy_decision',
  'stories_are_fixed_fee_by_default',
  'tasks_default_non_billable',
  'exclude_archived_stories_percent_complete',
  'require_expense_approvals',
  'require_time_approvals',
  'require_notes_on_time_entries',
  'time_trackable',
  'status_key',
  'stage',
  'target_margin',
  'external_link',
  'approver_id',
  'approver_ids',
  'workspace_group_ids',
  'primary_workspace_group_id',
  'primary_maven_id',
];

/** Records a project names must be there; the card's currency must be the project's, once that is fixed. */
function checkNames(draft: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
  const names = (column: string, collection: string, message: string): void => {
    const wanted = textIn(draft, column);
    if (wanted !== null && database.table(collection).find(wanted) === undefined)
      errors.push({ field: column, message });
  };
  names('primary_workspace_group_id', 'workspace_groups', 'Primary workspace group is invalid');
  names('project_tracker_template_id', 'project_templates', 'Project tracker template is invalid');
  names('rate_card_id', 'rate_cards', 'Rate card is invalid');
  const card = database.table('rate_cards').find(textIn(draft, 'rate_card_id') ?? '');
  const isNew = draft.id === '0';
  if (!isNew && card !== undefined && card.currency !== draft.currency) {
    errors.push({ field: 'rate_card_id', message: "Rate card currency must match the project's currency" });
  }
  return errors;
}

function check(draft: Row, scope: Scope): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [...checkNames(draft, scope), ...checkFieldValues(draft, scope)];
  const role = textIn(draft, 'creator_role');
  if (role !== null && role !== 'maven' && role !== 'buyer') {
    errors.push({ field: 'creator_role', message: 'Please select a role for this project' });
  }
  if (typeof draft.status_key === 'number' && !isStatusKey(draft.status_key)) {
    errors.push({ field: 'status_key', message: 'Status key is not included in the list' });
  }
  const [start, due] = [textIn(draft, 'start_date'), textIn(draft, 'due_date')];
  if (start !== null && due !== null && due < start) {
    errors.push({ field: 'due_date', message: 'Due date must be after the start date' });
  }
  return errors;
}

/** A price comes in units of the currency, `1234.56`, and is kept in base units. */
function toBaseUnits(raw: unknown, currency: string): Value {
  const text = typeof raw === 'number' ? String(raw) : raw;
  const match = typeof text === 'string' ? /^\D*(\d[\d,]*)(?:\.(\d+))?$/.exec(text.trim()) : null;
  if (match === null) return null;
  const [, whole = '0', fraction = ''] = match;
  const digits = String(baseUnitOf(currency)).length - 1;
  return Number(BigInt(whole.replaceAll(',', '') + fraction.padEnd(digits, '0').slice(0, digits)));
}

/** Nothing public says what keeps a project from being deleted; that work and bills do is the careful guess. */
function refuseRemoval(row: Row, { database }: Scope): readonly Omit<ApiError, 'type'>[] {
  const hanging = (collection: string, column: string): boolean =>
    database.table(collection).by(column, row.id).length > 0;
  const errors: Omit<ApiError, 'type'>[] = [];
  if (hanging('time_entries', 'workspace_id')) errors.push({ field: 'time_entries', message: 'Project has time' });
  if (hanging('expenses', 'workspace_id')) errors.push({ field: 'expenses', message: 'Project has expenses' });
  if (hanging('invoices', 'workspace_ids')) errors.push({ field: 'invoices', message: 'Project has invoices' });
  return errors;
}

/** What belongs to the project goes with it; references of other systems to it stay behind. */
function removeParts(row: Row, { database }: Scope): void {
  const of = (collection: string): readonly Row[] => [...database.table(collection).by('workspace_id', row.id)];
  for (const place of of('workspace_resources')) {
    for (const part of ['workspace_allocations', 'resource_requests', 'assignments'] as const) {
      for (const one of [...database.table(part).by('resource_id', place.id)]) database.table(part).remove(one);
    }
  }
  for (const collection of ['billing_milestones', 'stories', 'workspace_resources'] as const) {
    for (const one of of(collection)) database.table(collection).remove(one);
  }
  const values = database.table('custom_field_values');
  for (const value of [...values.by('subject_id', row.id)]) {
    if (value.subject_type === 'Workspace') values.remove(value);
  }
}

/** A template is applied once, when the project is made: it is no part of the project afterwards. */
function beginFromTemplate(row: Row, scope: Scope): void {
  const template = scope.database.table('project_templates').find(textIn(row, 'project_tracker_template_id') ?? '');
  if (template === undefined) return;
  const start = textIn(row, 'project_template_start_date') ?? textIn(row, 'start_date');
  scope.database.table('workspaces').update(row, {
    project_tracker_template_id: undefined,
    project_template_start_date: undefined,
  });
  applyTemplate(template, row, start, scope);
}

/** Names of a body that are about how the project is made. */
const BEGINNING = ['creator_role', 'project_tracker_template_id', 'project_template_start_date'];

/** Rules of `workspaces`. */
export const workspaceRules: WriteRules = {
  create: ['title', 'custom_fields', ...BEGINNING, ...SETTINGS],
  update: ['title', 'custom_fields', 'archived', ...SETTINGS],
  required: { title: 'Please give your project a title' },
  types: {
    creator_role: 'text',
    approver_id: 'id',
    approver_ids: 'ids',
    custom_fields: 'json',
    project_tracker_template_id: 'id',
    project_template_start_date: 'date',
  },
  columns: { approver_id: 'single_approver_id' },
  bulkMax: 100,
  defaults: (given, { currentUser, database }) => ({
    archived: false,
    description: '',
    start_date: null,
    due_date: null,
    budgeted: true,
    change_orders_enabled: true,
    consultant_role_name: 'Consultants',
    client_role_name: 'Clients',
    default_rate: '25.00',
    // With a rate card its currency wins over the one in the body.
    currency: textIn(database.table('rate_cards').find(asText(given.rate_card_id)), 'currency') ?? 'USD',
    price_in_cents: null,
    access_level: 'invitation',
    status_key: STATUS_KEY_DEFAULT,
    percentage_complete: 0,
    require_time_approvals: true,
    require_expense_approvals: true,
    require_notes_on_time_entries: false,
    expenses_in_burn_rate: true,
    posts_require_privacy_decision: false,
    stories_are_fixed_fee_by_default: false,
    tasks_default_non_billable: false,
    exclude_archived_stories_percent_complete: false,
    time_trackable: true,
    creator_id: currentUser,
    primary_maven_id: currentUser,
    primary_counterpart_id: null,
    participant_ids: [currentUser],
    approver_ids: [],
    workspace_group_ids: [],
    primary_workspace_group_id: null,
  }),
  check,
  settle: (row, body, scope) => {
    const { database } = scope;
    const table = database.table('workspaces');
    const single = textIn(row, 'single_approver_id');
    if (single !== null) table.update(row, { approver_ids: [single], single_approver_id: null });
    if (Object.hasOwn(body, 'price')) {
      table.update(row, { price_in_cents: toBaseUnits(body.price, textIn(row, 'currency') ?? 'USD') });
    }
    const primary = textIn(row, 'primary_workspace_group_id');
    const groups = idsIn(row, 'workspace_group_ids');
    // The primary group is always one of the groups.
    if (primary !== null && !groups.includes(primary)) table.update(row, { workspace_group_ids: [primary, ...groups] });
    writeFieldValues(row, scope);
    beginFromTemplate(row, scope);
  },
  remove: 'hard',
  refuseRemoval,
  onRemove: removeParts,
};
