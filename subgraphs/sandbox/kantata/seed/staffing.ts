// Teams: resources of projects, their parts in tasks, and requests for people.
import { at } from '../../firm/firm.ts';
import type { Firm } from '../../firm/firm.ts';
import { kantataIds } from '../../firm/ids.ts';
import type { ResourceRequest } from '../../firm/model-delivery.ts';
import type { SeedRows } from './rows.ts';
import { optionalId } from './convert.ts';

/** The words are ours: no public text of the vendor lists its own. */
const STATUSES: Readonly<Record<ResourceRequest['state'], string>> = {
  requested: 'pending',
  softBooked: 'soft_booked',
  confirmed: 'approved',
  declined: 'rejected',
};

/** Workspace resources, assignments and resource requests. */
export function staffingRows(firm: Firm): SeedRows {
  return {
    workspace_resources: firm.projectResources.map((resource) => {
      const project = at(firm.projects, resource.project);
      return {
        id: kantataIds.workspaceResource(resource.ordinal),
        workspace_id: kantataIds.workspace(resource.project),
        user_id: optionalId(resource.person, kantataIds.user),
        role_id: kantataIds.role(resource.role),
        label: null,
        total_allocated_minutes: resource.allocatedMinutes,
        earliest_allocation_date: resource.from,
        latest_allocation_date: resource.to,
        created_at: project.createdAt,
        updated_at: project.modifiedAt,
      };
    }),
    assignments: firm.assignments.map((assignment) => {
      const project = at(firm.projects, at(firm.tasks, assignment.task).project);
      return {
        id: kantataIds.assignment(assignment.ordinal),
        story_id: kantataIds.story(assignment.task),
        assignee_id: kantataIds.user(assignment.person),
        resource_id: kantataIds.workspaceResource(assignment.resource),
        current: true,
        estimated_minutes: assignment.estimateMinutes,
        allocated_minutes: assignment.estimateMinutes,
        created_at: project.createdAt,
        updated_at: project.modifiedAt,
      };
    }),
    resource_requests: firm.resourceRequests.map((request) => ({
      id: kantataIds.resourceRequest(request.ordinal),
      status: STATUSES[request.state],
      resource_id: kantataIds.workspaceResource(request.resource),
      creator_id: kantataIds.user(request.requestedBy),
      approver_ids: [kantataIds.user(at(firm.projects, request.project).approver)],
      created_at: request.createdAt,
      updated_at: request.createdAt,
    })),
  };
}
