// How workspaces are created and changed. They cannot be deleted through the API, only archived.
import type { Row, Value } from '../database.ts';
import { asText, idsIn, textIn } from '../database.ts';
import type { ApiError } from '../failure.ts';
import { baseUnitOf } from '../money.ts';
import type { WriteRules } from '../resource.ts';
import { STATUS_KEY_DEFAULT, isStatusKey } from './statuses.ts';

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

function check(draft: Row): readonly Omit<ApiError, 'type'>[] {
  const errors: Omit<ApiError, 'type'>[] = [];
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

/** Rules of `workspaces`. */
export const workspaceRules: WriteRules = {
  create: ['title', 'creator_role', ...SETTINGS],
  update: ['title', 'archived', ...SETTINGS],
  required: { title: 'Please give your project a title' },
  types: { creator_role: 'text', approver_id: 'id', approver_ids: 'ids' },
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
  settle: (row, body, { database }) => {
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
  },
};
