// What a project is planned with: tasks, milestones, its team, and who is still asked for.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import type { Assignment, Milestone, ResourceRequest, Task } from '../../../schema/canon/project.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { present } from './map-project.ts';
import { toMilestones, toResourceRequests, toTasks, toTeam } from './map-plan.ts';
import { checked, teamRecord } from './wire.ts';

type Of<T> = Promise<Answer<readonly (readonly T[])[]>>;

/** The work breakdown of each project. */
export function readTasksOf(context: KantataContext, envelope: Envelope, projects: readonly VendorRef[]): Of<Task> {
  return context.perRef<readonly Task[]>(envelope, {
    name: 'tasksOf',
    kind: 'PROJECT',
    refs: projects,
    none: [],
    ask: async (shared, ids) => {
      const listing = await context.client.all(shared, {
        name: 'tasksOf',
        collection: 'stories',
        filters: { with_projects: ids.join(','), show_from_archived_workspaces: 'true' },
        order: 'created_at:asc',
      });
      return toTasks(listing, context);
    },
  });
}

/** The billing milestones of each project. */
export function readMilestonesOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Of<Milestone> {
  return context.perRef<readonly Milestone[]>(envelope, {
    name: 'milestonesOf',
    kind: 'PROJECT',
    refs: projects,
    none: [],
    ask: async (shared, ids) => {
      const listing = await context.client.all(shared, {
        name: 'milestonesOf',
        collection: 'billing_milestones',
        filters: { workspace_ids: ids.join(',') },
        include: ['invoices'],
        order: 'created_at:asc',
      });
      return toMilestones(listing, context);
    },
  });
}

/**
 * The team of each project. Kantata documents a filter of teams by one project only, but a project brings its own team
 * along, and 200 projects are one call.
 */
export function readAssignmentsOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Of<Assignment> {
  return context.perRef<readonly Assignment[]>(envelope, {
    name: 'assignmentsOf',
    kind: 'PROJECT',
    refs: projects,
    none: [],
    ask: async (shared, ids) => {
      const listing = await context.client.all(shared, {
        name: 'assignmentsOf',
        collection: 'workspaces',
        filters: { only: ids.join(','), include_archived: 'true' },
        include: ['workspace_resources_with_unnamed'],
      });
      return new Map(
        listing.rows.map((row) => {
          const { id, workspace_resources_with_unnamed_ids: places } = checked(teamRecord, row, 'a project');
          const team = places.map((place) => present(listing, 'workspace_resources', place));
          return [id, toTeam(team, context)] as const;
        }),
      );
    },
  });
}

/**
 * Who is asked for, by project. Kantata has no filter by project here; the open requests of a whole firm are a page or
 * two, so they are read once for everybody who asks.
 */
export async function readResourceRequestsOf(
  context: KantataContext,
  envelope: Envelope,
  projects: readonly VendorRef[],
): Of<ResourceRequest> {
  if (context.refs.idsOf('PROJECT', projects).length === 0) return context.known(projects.map(() => []));
  const question = { name: 'resourceRequests', args: null, keep: 'FIGURES' } as const;
  const { value, freshness } = await context.read(envelope, question, async (shared) => {
    const listing = await context.client.all(shared, {
      name: 'resourceRequests',
      collection: 'resource_requests',
      filters: { pending_requests_only: 'true' },
      include: ['resource'],
    });
    return toResourceRequests(listing, context);
  });
  const byProject = Map.groupBy(value, (request) => request.project.id);
  const inOrder = projects.map((ref) => (context.refs.isOurs('PROJECT', ref) ? (byProject.get(ref.id) ?? []) : []));
  return { value: inOrder, freshness };
}
