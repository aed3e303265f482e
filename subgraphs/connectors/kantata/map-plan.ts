// The plan of a project: tasks, milestones, its team and the places still to be filled. Pure.
import type { Assignment, Milestone, ResourceRequest, Task } from '../../../schema/canon/project.ts';
import { amountOf, denomination } from './amount.ts';
import type { Listing } from './listing.ts';
import { type MapContext, present } from './map-project.ts';
import { byNumber, placeId, type Refs } from './refs.ts';
import {
  type BillingMilestoneRecord,
  billingMilestoneRecord,
  checked,
  resourceRequestRecord,
  type StoryRecord,
  storyRecord,
  type WorkspaceResourceRecord,
  workspaceResourceRecord,
} from './wire.ts';

/** The tasks of a list by project, each project's in the order of its plan: a task, then what is under it. */
export function toTasks(listing: Listing, { refs }: MapContext): ReadonlyMap<string, readonly Task[]> {
  const records = listing.rows.map((row) => checked(storyRecord, row, 'a task'));
  const byProject = Map.groupBy(records, (record) => record.workspace_id);
  return new Map(
    [...byProject].map(([project, stories]) => [project, inPlanOrder(stories).map((story) => toTask(story, refs))]),
  );
}

function toTask(record: StoryRecord, refs: Refs): Task {
  return {
    ref: refs.of('TASK', record.id),
    project: refs.of('PROJECT', record.workspace_id),
    parent: refs.maybe('TASK', record.parent_id),
    position: record.position ?? 0,
    name: record.title,
    billable: record.billable,
    state: record.state,
    estimated: record.time_estimate_in_minutes,
    loggedBillable: record.logged_billable_time_in_minutes,
    percentComplete: record.percentage_complete,
    dueOn: record.due_date,
  };
}

/** Depth first by position, then id. A task whose parent is not in the list (archived, say) counts as a top one. */
export function inPlanOrder(stories: readonly StoryRecord[]): readonly StoryRecord[] {
  const known = new Set(stories.map((story) => story.id));
  const parentOf = ({ parent_id: parent }: StoryRecord): string => (parent !== null && known.has(parent) ? parent : '');
  const children = Map.groupBy(stories, parentOf);
  const place = ({ position }: StoryRecord): number => position ?? Number.MAX_SAFE_INTEGER;
  const under = (parent: string): readonly StoryRecord[] =>
    [...(children.get(parent) ?? [])]
      .sort((a, b) => place(a) - place(b) || byNumber(a.id, b.id))
      .flatMap((story) => [story, ...under(story.id)]);
  return under('');
}

/** The billing milestones of a list by project, in order of date; those without a date come last. */
export function toMilestones(listing: Listing, { refs }: MapContext): ReadonlyMap<string, readonly Milestone[]> {
  const records = listing.rows
    .map((row) => checked(billingMilestoneRecord, row, 'a billing milestone'))
    .sort((a, b) => compareDates(a.date_to_invoice, b.date_to_invoice) || byNumber(a.id, b.id));
  const byProject = Map.groupBy(records, (record) => record.workspace_id);
  return new Map([...byProject].map(([project, rows]) => [project, rows.map((row) => toMilestone(row, refs))]));
}

function toMilestone(record: BillingMilestoneRecord, refs: Refs): Milestone {
  const money = denomination(record.currency, record.currency_base_unit);
  return {
    ref: refs.of('MILESTONE', record.id),
    project: refs.of('PROJECT', record.workspace_id),
    name: record.title,
    dueOn: record.date_to_invoice,
    amount: record.amount_in_cents === null ? null : amountOf(record.amount_in_cents, money),
    billed: record.invoice_id !== null || record.invoice_ids.length > 0,
    bill: refs.maybe('INVOICE', record.invoice_id ?? record.invoice_ids.at(-1) ?? null),
  };
}

/** A project's team: one assignment per place in it, named or not, in order of first day. */
export function toTeam(places: readonly unknown[], { refs }: MapContext): readonly Assignment[] {
  return places
    .map((row) => toAssignment(checked(workspaceResourceRecord, row, 'a workspace resource'), refs))
    .sort((a, b) => compareDates(a.startOn, b.startOn) || byNumber(a.ref.id, b.ref.id));
}

function toAssignment(record: WorkspaceResourceRecord, refs: Refs): Assignment {
  return {
    ref: refs.of('ASSIGNMENT', record.id),
    project: refs.of('PROJECT', record.workspace_id),
    resource: refs.of('RESOURCE', record.user_id ?? placeId(record.id)),
    role: record.role_name,
    startOn: record.earliest_allocation_date,
    endOn: record.latest_allocation_date,
    allocated: record.total_allocated_minutes,
  };
}

/** Open requests of a list; what they ask for is told by the place they want filled. */
export function toResourceRequests(listing: Listing, { refs, mapping }: MapContext): readonly ResourceRequest[] {
  const closed = new Set(mapping.closedRequestStatuses);
  return listing.rows
    .map((row) => checked(resourceRequestRecord, row, 'a resource request'))
    .filter(({ status }) => !closed.has(status))
    .flatMap(({ id, status, resource_id: place }) => {
      // The place was deleted: nobody is asked for any more.
      if (place === null) return [];
      const wanted = present(listing, 'workspace_resources', place);
      const record = checked(workspaceResourceRecord, wanted, 'a workspace resource');
      return [
        {
          ref: refs.of('RESOURCE_REQUEST', id),
          project: refs.of('PROJECT', record.workspace_id),
          role: record.role_name ?? record.label,
          status,
          startOn: record.earliest_allocation_date,
          endOn: record.latest_allocation_date,
          requested: record.total_allocated_minutes,
        },
      ];
    })
    .sort((a, b) => compareDates(a.startOn, b.startOn) || byNumber(a.ref.id, b.ref.id));
}

function compareDates(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
