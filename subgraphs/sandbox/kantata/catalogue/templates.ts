// Project templates: what a new project begins with. Their tasks are in `raw_json`, of which the vendor publishes no form: this one is ours.
import type { Row } from '../database.ts';
import { asText, numberIn, textIn } from '../database.ts';
import { belongsTo, computed, flag, integer, optional, owns, text } from '../fields.ts';
import { idIn, matching, withoutEffect } from '../filters.ts';
import type { Resource, Scope } from '../resource.ts';
import { dateOf, dayOf } from '../../firm/days.ts';

/** A line of a template's plan; `day` counts from the start, `parent` is the place of another line, from 1. */
interface TemplateLine {
  readonly title: string;
  readonly type: string;
  readonly parent?: number;
  readonly day: number;
  readonly days: number;
  readonly minutes: number;
}

const byTitle = matching((row) => [textIn(row, 'title')]);

/** `project_templates`. */
export const projectTemplates: Resource = {
  collection: 'project_templates',
  singular: 'project_template',
  model: 'ProjectTemplate',
  fields: {
    title: text,
    description: text,
    currency: text,
    budget: integer,
    duration: integer,
    is_budgeted: flag,
    sharing: text,
    raw_json: optional(text),
  },
  associations: {
    user: belongsTo('users', 'user_id'),
    project_template_assignments: owns(
      'project_template_assignments',
      'project_template_assignment_ids',
      'project_template_id',
    ),
  },
  filters: { by_title: byTitle, matching: byTitle, mine: withoutEffect },
  orders: {
    title: (row) => textIn(row, 'title'),
    updated_at: (row) => textIn(row, 'updated_at'),
    duration: (row) => numberIn(row, 'duration'),
  },
  defaultOrder: 'updated_at:desc',
};

/** `project_template_assignments`: whom a template's projects need. */
export const projectTemplateAssignments: Resource = {
  collection: 'project_template_assignments',
  singular: 'project_template_assignment',
  model: 'ProjectTemplateAssignment',
  fields: {
    name: text,
    role_name: optional(
      computed('text', (row, { database }) => textIn(database.table('roles').find(asText(row.role_id)), 'name')),
    ),
    total_estimated_minutes: optional(integer),
  },
  associations: {
    project_template: belongsTo('project_templates', 'project_template_id'),
    role: belongsTo('roles', 'role_id'),
  },
  filters: { project_template_id: idIn('project_template_id') },
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
};

/** Makes a template's tasks in a project, dated from a day; without one they have no dates. They carry no external references. */
export function applyTemplate(template: Row, workspace: Row, start: string | null, scope: Scope): void {
  const { database, now, currentUser } = scope;
  const table = database.table('stories');
  const ids: string[] = [];
  const lines = JSON.parse(asText(template.raw_json)) as readonly TemplateLine[];
  for (const [index, { title, type, parent, day, days, minutes }] of lines.entries()) {
    const id = table.nextId();
    ids.push(id);
    table.insert({
      id,
      workspace_id: workspace.id,
      parent_id: parent === undefined ? null : (ids[parent - 1] ?? null),
      title,
      description: null,
      story_type: type,
      state: 'not started',
      status: null,
      priority: 'normal',
      position: index + 1,
      archived: false,
      deleted_at: null,
      start_date: start === null ? null : dateOf(dayOf(start) + day),
      due_date: start === null ? null : dateOf(dayOf(start) + day + days - 1),
      billable: workspace.tasks_default_non_billable !== true,
      fixed_fee: workspace.stories_are_fixed_fee_by_default === true,
      percentage_complete: 0,
      weight: null,
      time_trackable: true,
      budget_estimate_in_cents: null,
      cost_budget_in_cents: null,
      time_estimate_in_minutes: minutes === 0 ? null : minutes,
      creator_id: currentUser,
      tag_ids: [],
      follower_ids: [],
      created_at: now,
      updated_at: now,
    });
  }
}
