// The PSA's own questions: projects, people and work, by id and by page.
import { type Connection, connection, type PageRequest, pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf } from '../../crossref/translate.ts';
import type { ProjectFilter, QueryResolvers, WorkFilter } from '../generated/resolvers.ts';
import type { WorkQuery } from '../../ports/psa.ts';
import { isFault } from '../../runtime/fault.ts';
import type { PsaContext } from '../context.ts';
import { changeQueries } from './changes.ts';
import { internalQuery } from './customer-writes.ts';
import type { ProjectSource } from '../sources.ts';

/** What the caller asks of a list of work. */
export interface WorkArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: WorkFilter | null;
}

/** The port's query for a filter; `projectId` names the only project when the list hangs on one. */
export async function workQuery(
  args: WorkArguments,
  projectId: string | null,
  { translator }: PsaContext,
): Promise<WorkQuery> {
  const { filter } = args;
  const wanted = projectId ?? filter?.projectId ?? null;
  const project = wanted === null ? null : await translator.refOf(wanted, 'PROJECT');
  return {
    ...pageRequest(args.first ?? 50, args.after),
    projects: wanted === null ? null : project === null ? [] : [project],
    from: filter?.on?.from ?? null,
    to: filter?.on?.to ?? null,
    approval: filter?.approval ?? null,
    billable: filter?.billable ?? null,
    invoiced: filter?.invoiced ?? null,
  };
}

export const query: QueryResolvers = {
  ...changeQueries,
  ...internalQuery,
  project: async (_root, { id }, { projects }) => {
    const known = await projects.load(id);
    return known === null ? null : { id, known };
  },
  projects: async (_root, { first, after, filter }, context, info) => {
    const page = pageRequest(first ?? 50, after);
    try {
      return await projectsPage(page, filter ?? null, context);
    } catch (fault) {
      // A silent PSA need not empty the page: who the projects are is on file, and other systems may know the rest.
      // What a filter means only the PSA can say, so a filtered page fails.
      const known =
        isFault(fault) && (filter === null || filter === undefined)
          ? await context.translator.identities('PROJECT', page)
          : null;
      if (!isFault(fault) || known === null || known.items.length === 0) throw fault;
      context.reports.add(info, fault);
      return connection(known, known.items, page.after);
    }
  },
  resources: async (_root, { first, after, filter }, context) => {
    const page = pageRequest(first ?? 50, after);
    const { value, freshness } = await context.port.resources(context.envelope, {
      ...page,
      search: filter?.search ?? null,
    });
    return connection(value, await entitiesOf(context.translator, value.items, freshness), page.after);
  },
  timeEntries: async (_root, args, context) => {
    const asked = await workQuery(args, null, context);
    const { value } = await context.port.timeEntries(context.envelope, asked);
    return connection(value, value.items, asked.after);
  },
  expenses: async (_root, args, context) => {
    const asked = await workQuery(args, null, context);
    const { value } = await context.port.expenses(context.envelope, asked);
    return connection(value, value.items, asked.after);
  },
};

async function projectsPage(
  page: PageRequest,
  filter: ProjectFilter | null,
  context: PsaContext,
): Promise<Connection<ProjectSource>> {
  const customerId = filter?.customerId ?? null;
  const customer = customerId === null ? null : await context.translator.refOf(customerId, 'CUSTOMER');
  const { value, freshness } = await context.port.projects(context.envelope, {
    ...page,
    statuses: filter?.statuses ?? null,
    customers: customerId === null ? null : customer === null ? [] : [customer],
    search: filter?.search ?? null,
  });
  const nodes = await entitiesOf(context.translator, value.items, freshness, (project) => project.links);
  for (const node of nodes) if (node.known !== null) context.projects.prime(node.id, node.known);
  return connection(value, nodes, page.after);
}
