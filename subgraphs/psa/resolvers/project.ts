// Project and what hangs on it, as the PSA tells it.
import { GraphQLError } from 'graphql';
import { hoursText } from '../../../schema/canon/hours.ts';
import { connection, pageRequest } from '../../../schema/canon/paging.ts';
import { entitiesOf, freshnessOf, told } from '../../crossref/translate.ts';
import { asksOnlyForId } from '../../runtime/selection.ts';
import type {
  AssignmentResolvers,
  CustomerResolvers,
  MilestoneResolvers,
  ProjectResolvers,
  ResourceRequestResolvers,
  TaskResolvers,
  UnbilledWorkResolvers,
} from '../generated/resolvers.ts';
import { workQuery } from './query.ts';
import { foreignId, resourceOf } from './references.ts';

export const project: ProjectResolvers = {
  __resolveReference: async ({ id }, { projects }) => ({ id, known: await projects.load(id) }),
  code: told((record) => record.code),
  name: told((record) => record.name),
  status: told((record) => record.status),
  customer: ({ known }, _args, context) => foreignId(known?.record.customer ?? null, context),
  contract: ({ known }, _args, context) => foreignId(known?.record.contract ?? null, context),
  opportunity: ({ known }, _args, context) => foreignId(known?.record.opportunity ?? null, context),
  legalEntity: told(({ legalEntityCode }) => (legalEntityCode === null ? null : { code: legalEntityCode })),
  billingModel: told((record) => record.billingModel),
  currency: told((record) => record.currency),
  practice: told((record) => record.practice),
  region: told((record) => record.region),
  serviceLine: told((record) => record.serviceLine),
  startOn: told((record) => record.startOn),
  endOn: told((record) => record.endOn),
  manager: ({ known }, _args, context, info) => resourceOf(known?.record.manager ?? null, context, asksOnlyForId(info)),
  percentComplete: told((record) => record.percentComplete),
  plan: told((record) => record.plan),
  unbilledWork: ({ known }, _args, { unbilledWork }) => (known === null ? null : unbilledWork.load(known.record)),
  tasks: async ({ id }, _args, { tasksOf }) => (await tasksOf.load(id))?.record ?? null,
  milestones: async ({ id }, _args, { milestonesOf }) => (await milestonesOf.load(id))?.record ?? null,
  assignments: async ({ id }, _args, { assignmentsOf }) => (await assignmentsOf.load(id))?.record ?? null,
  resourceRequests: async ({ id }, _args, { resourceRequestsOf }) =>
    (await resourceRequestsOf.load(id))?.record ?? null,
  timeEntries: async ({ id, known }, args, context) => {
    if (known === null) return null;
    const other = args.filter?.projectId;
    if (other !== undefined && other !== null && other !== id) {
      throw new GraphQLError(
        `filter.projectId is ${other}, but these are the time entries of project ${id}; leave it out`,
        {
          extensions: { code: 'BAD_USER_INPUT' },
        },
      );
    }
    const asked = await workQuery(args, id, context);
    const { value } = await context.port.timeEntries(context.envelope, asked);
    return connection(value, value.items, asked.after);
  },
  rateCard: async ({ known }, _args, { translator, rateCards }, info) => {
    const ref = known?.record.rateCard ?? null;
    if (ref === null) return null;
    const id = await translator.idOf(ref);
    return { id, known: asksOnlyForId(info) ? null : await rateCards.load(id) };
  },
  psaSource: freshnessOf,
};

export const customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  projects: async ({ id }, { first: asked, statuses }, { projectsOf, translator }) => {
    const { first } = pageRequest(asked ?? 50, null);
    const found = await projectsOf(statuses ?? null).load(id);
    if (found === null) return null;
    return entitiesOf(translator, found.record.slice(0, first), found.freshness, (record) => record.links);
  },
};

export const unbilledWork: UnbilledWorkResolvers = {
  approvedHours: ({ approvedTime }) => hoursText(approvedTime),
};

export const task: TaskResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  parentId: ({ parent }, _args, { translator }) => (parent === null ? null : translator.idOf(parent)),
  estimatedHours: ({ estimated }) => (estimated === null ? null : hoursText(estimated)),
  loggedBillableHours: ({ loggedBillable }) => (loggedBillable === null ? null : hoursText(loggedBillable)),
};

export const milestone: MilestoneResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};

export const assignment: AssignmentResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  resource: ({ resource }, _args, context, info) => resourceOf(resource, context, asksOnlyForId(info)),
  allocatedHours: ({ allocated }) => (allocated === null ? null : hoursText(allocated)),
};

export const resourceRequest: ResourceRequestResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
  requestedHours: ({ requested }) => (requested === null ? null : hoursText(requested)),
};
