// Projects as workspaces.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { Project } from '../../firm/model-delivery.ts';
import type { Row } from '../database.ts';
import type { SeedRows } from './rows.ts';
import { optionalId, units } from './convert.ts';

const STATUS_KEYS: Readonly<Record<Project['status'], number>> = {
  notStarted: 110,
  inProgress: 310,
  onHold: 410,
  cancelled: 501,
  completed: 610,
};

/** Workspaces. */
export function projectRows(firm: Firm): SeedRows {
  const team = new Map<number, Set<string>>();
  for (const resource of firm.projectResources) {
    if (resource.person === undefined) continue;
    const members = team.get(resource.project) ?? new Set();
    team.set(resource.project, members.add(kantataIds.user(resource.person)));
  }
  return {
    workspaces: firm.projects.map((project) => workspaceRow(firm, project, team.get(project.ordinal) ?? new Set())),
  };
}

function workspaceRow(firm: Firm, project: Project, team: ReadonlySet<string>): Row {
  const manager = kantataIds.user(project.manager);
  const approver = kantataIds.user(project.approver);
  const group = optionalId(project.clientGroup, kantataIds.workspaceGroup);
  return {
    id: kantataIds.workspace(project.ordinal),
    title: project.title,
    account_id: kantataIds.account(),
    archived: project.archived,
    description: `${at(firm.customers, project.customer).name}: ${project.title}`,
    start_date: project.start,
    due_date: project.due,
    budgeted: true,
    change_orders_enabled: true,
    consultant_role_name: 'Consultants',
    client_role_name: 'Clients',
    default_rate: '0.00',
    currency: project.currency,
    price_in_cents: units(project.price),
    access_level: 'invitation',
    status_key: STATUS_KEYS[project.status],
    percentage_complete: project.percentComplete,
    rate_card_id: optionalId(project.rateCard, kantataIds.rateCard),
    require_time_approvals: true,
    require_expense_approvals: true,
    require_notes_on_time_entries: false,
    expenses_in_burn_rate: true,
    posts_require_privacy_decision: false,
    stories_are_fixed_fee_by_default: project.billingModel === 'fixedFee' || project.billingModel === 'milestone',
    tasks_default_non_billable: false,
    exclude_archived_stories_percent_complete: false,
    time_trackable: project.status !== 'cancelled',
    stage: 'project',
    target_margin: null,
    external_link: null,
    creator_id: manager,
    primary_maven_id: manager,
    primary_counterpart_id: null,
    approver_ids: [approver],
    participant_ids: [...new Set([manager, approver, ...team])],
    primary_workspace_group_id: group,
    workspace_group_ids: group === null ? [] : [group],
    created_at: project.createdAt,
    updated_at: project.modifiedAt,
  };
}
