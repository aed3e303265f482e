// Projects of the port. Archived projects are read like any other: their work and their invoices still count.
import type { Answer } from '../../../schema/canon/freshness.ts';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { type Page, pageSizeMax } from '../../../schema/canon/paging.ts';
import type { Project, ProjectStatus } from '../../../schema/canon/project.ts';
import type { ProjectQuery } from '../../ports/psa.ts';
import type { Envelope } from '../../runtime/envelope.ts';
import type { KantataContext } from './context.ts';
import { projectIncludes, toProjects } from './map-project.ts';
import { readPage } from './page.ts';
import type { ListRequest } from './request.ts';

function workspaces(name: string, filters: ListRequest['filters']): ListRequest {
  return {
    name,
    collection: 'workspaces',
    filters: { include_archived: 'true', ...filters },
    include: projectIncludes,
    order: 'title:asc',
  };
}

/**
 * A page of projects. Kantata cannot filter by status, and its filter by group also finds projects of which the customer
 * is not the client: both are filtered here, at the price of more than one call when few of a page fit.
 */
export async function readProjects(
  context: KantataContext,
  envelope: Envelope,
  query: ProjectQuery,
): Promise<Answer<Page<Project>>> {
  const { first, after, statuses, customers, search } = query;
  const groups = customers === null ? null : context.refs.idsOf('CUSTOMER', customers);
  if (groups?.length === 0 || statuses?.length === 0) {
    return context.known({ items: [], cursors: [], hasNextPage: false, totalCount: 0 });
  }
  const filters = { statuses: statuses === null ? null : [...statuses].sort(), groups, search };
  return context.read(envelope, { name: 'projects', args: { first, after, ...filters }, keep: 'FIGURES' }, (shared) =>
    readPage(context, shared, {
      page: { first, after },
      request: workspaces('projects', { workspace_groups: groups?.join(',') ?? null, matching: search }),
      filters,
      toItems: (listing) => toProjects(listing, context),
      keep: statuses === null && groups === null ? null : fits(statuses, groups),
    }),
  );
}

function fits(statuses: readonly ProjectStatus[] | null, groups: readonly string[] | null) {
  return ({ status, customer }: Project): boolean =>
    (statuses === null || statuses.includes(status)) &&
    (groups === null || (customer !== null && groups.includes(customer.id)));
}

/** Projects by reference. */
export async function readProjectsByRef(
  context: KantataContext,
  envelope: Envelope,
  refs: readonly VendorRef[],
): Promise<Answer<readonly (Project | null)[]>> {
  return context.perRef<Project | null>(envelope, {
    name: 'projectsByRef',
    kind: 'PROJECT',
    refs,
    none: null,
    ask: async (shared, ids) => {
      const request = workspaces('projectsByRef', { only: ids.join(',') });
      const projects = toProjects(await context.client.all(shared, request), context);
      return new Map(projects.map((project) => [project.ref.id, project]));
    },
  });
}

/** Projects of each customer, by title. */
export async function readProjectsOf(
  context: KantataContext,
  envelope: Envelope,
  customers: readonly VendorRef[],
  statuses: readonly ProjectStatus[] | null,
): Promise<Answer<readonly (readonly Project[])[]>> {
  return context.perRef<readonly Project[]>(envelope, {
    name: 'projectsOf',
    kind: 'CUSTOMER',
    refs: customers,
    args: statuses === null ? null : [...statuses].sort(),
    none: [],
    ask: async (shared, ids) => {
      const request = workspaces('projectsOf', { workspace_groups: ids.join(',') });
      const projects = toProjects(await context.client.all(shared, request), context);
      const byCustomer = Map.groupBy(projects.filter(fits(statuses, ids)), (project) => project.customer?.id ?? '');
      return new Map([...byCustomer].map(([customer, found]) => [customer, found.slice(0, pageSizeMax)]));
    },
  });
}
