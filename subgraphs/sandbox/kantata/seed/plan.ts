// Tasks as stories, and the amounts that hang on milestones.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { Task } from '../../firm/model-delivery.ts';
import type { SeedRows } from './rows.ts';
import { currencyOf, optionalId, optionalUnits, units } from './convert.ts';

/** A phase is a task that has subtasks: the vendor has no kind of its own for it. */
const STORY_TYPES: Readonly<Record<Task['kind'], string>> = {
  phase: 'task',
  task: 'task',
  milestone: 'milestone',
  deliverable: 'deliverable',
};
const STATES: Readonly<Record<Task['state'], string>> = {
  notStarted: 'not started',
  started: 'started',
  completed: 'completed',
};

/** Stories and billing milestones. */
export function planRows(firm: Firm): SeedRows {
  return {
    stories: firm.tasks.map((task) => {
      const project = at(firm.projects, task.project);
      return {
        id: kantataIds.story(task.ordinal),
        workspace_id: kantataIds.workspace(task.project),
        parent_id: optionalId(task.parent, kantataIds.story),
        title: task.title,
        description: null,
        story_type: STORY_TYPES[task.kind],
        state: STATES[task.state],
        status: null,
        priority: 'normal',
        position: task.position,
        archived: false,
        deleted_at: null,
        start_date: task.start,
        due_date: task.due,
        billable: task.billable,
        fixed_fee: task.fixedFee,
        percentage_complete: task.percentComplete,
        weight: null,
        time_trackable: task.kind === 'task',
        budget_estimate_in_cents: optionalUnits(task.budget),
        cost_budget_in_cents: null,
        time_estimate_in_minutes: task.estimateMinutes,
        creator_id: kantataIds.user(project.manager),
        tag_ids: [],
        follower_ids: [],
        created_at: project.createdAt,
        updated_at: project.modifiedAt,
      };
    }),
    billing_milestones: firm.milestones.map((milestone) => {
      const project = at(firm.projects, milestone.project);
      return {
        id: kantataIds.milestone(milestone.ordinal),
        workspace_id: kantataIds.workspace(milestone.project),
        story_id: kantataIds.story(milestone.task),
        title: milestone.title,
        amount_in_cents: units(milestone.amount),
        currency: currencyOf(firm, milestone.project),
        date_to_invoice: milestone.invoiceOn,
        billing_type: 'upon_completion',
        invoice_id: optionalId(milestone.invoice, kantataIds.invoice),
        created_at: project.createdAt,
        updated_at: milestone.acceptedOn === undefined ? project.createdAt : `${milestone.acceptedOn}T15:00:00Z`,
      };
    }),
  };
}
