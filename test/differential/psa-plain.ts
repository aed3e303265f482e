// What the PSA is the system of record of: projects, their plans and people.
import { at } from '../../subgraphs/sandbox/firm/firm.ts';
import { kantataIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type { Project, ProjectResource, ResourceRequest, Task } from '../../subgraphs/sandbox/firm/model-delivery.ts';
import { billingModels, isOf } from './crm-plain.ts';
import { psaId } from './identities.ts';
import { among, holdsWords, pageOf, type PageArguments } from './pages.ts';
import { decimalText, digitsOf, firmMoney, hoursOf, printed } from './plain-money.ts';
import { budgetUsed, expensesPage, timePage, unbilledWork, type WorkArguments } from './psa-work.ts';
import { by, lazily, type Plain, sourceInfo, unknownFields, type World } from './world.ts';

const statuses: Readonly<Record<Project['status'], string>> = {
  notStarted: 'REQUESTED',
  inProgress: 'ACTIVE',
  onHold: 'ON_HOLD',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
};
/** The vendor's own words, which `Task.state` and `ResourceRequest.status` pass on. */
const taskStates: Readonly<Record<Task['state'], string>> = {
  notStarted: 'not started',
  started: 'started',
  completed: 'completed',
};
const requestStatuses: Readonly<Record<ResourceRequest['state'], string>> = {
  requested: 'pending',
  softBooked: 'soft_booked',
  confirmed: 'approved',
  declined: 'rejected',
};

const projectFields =
  'code name status customer contract opportunity legalEntity billingModel currency practice region serviceLine startOn ' +
  'endOn manager percentComplete plan unbilledWork tasks milestones assignments resourceRequests timeEntries rateCard ' +
  'psaSource';

/** Most projects of one customer that the graph tells. */
const projectsOfCustomerMax = 200;

/** A project as far as the PSA tells of it. */
export function psaProject(world: World, id: string): Plain {
  const { firm, ids } = world;
  const { project } = ids.project(id);
  return project === null ? unknownFields(projectFields) : knownProject(world, at(firm.projects, project));
}

function knownProject(world: World, project: Project): Plain {
  const { firm, ids } = world;
  const { currency, ordinal } = project;
  const plan = lazily(() => ({
    budget: firmMoney(project.price, currency),
    budgetUsed: printed(budgetUsed(firm, project)),
    updatedAt: project.modifiedAt,
  }));
  return {
    code: project.codeField ?? null,
    name: project.title,
    status: statuses[project.status],
    customer: () => (project.clientGroup === undefined ? null : world.customer(ids.ofGroup(project.clientGroup))),
    contract: () => (project.contractLink === undefined ? null : world.contract(project.contractLink)),
    opportunity: () => (project.opportunityLink === undefined ? null : world.opportunity(project.opportunityLink)),
    legalEntity: () => world.legalEntity(project.legalEntity),
    billingModel: billingModels[project.billingModel],
    currency,
    practice: at(firm.departments, project.department).name,
    region: at(firm.locations, project.location).name,
    serviceLine: at(firm.serviceLines, project.serviceLine).name,
    startOn: project.start,
    endOn: project.due,
    manager: () => world.resource(project.manager),
    percentComplete: String(project.percentComplete),
    plan,
    unbilledWork: lazily(() => {
      const work = unbilledWork(firm, project);
      return {
        workInProgress: printed(work.workInProgress),
        approved: printed(work.approved),
        approvedHours: hoursOf(work.approvedMinutes),
        oldestApprovedOn: work.oldestApprovedOn,
        unpricedEntries: work.unpricedEntries,
      };
    }),
    ...teamOf(world, project),
    timeEntries: (args: WorkArguments) => timePage(world, args, ordinal),
    rateCard: () => (project.rateCard === undefined ? null : world.rateCard(project.rateCard)),
    psaSource: sourceInfo('PSA'),
  };
}

/** The plan's tasks and milestones, and who is on the project. */
function teamOf(world: World, { ordinal, currency }: Project): Plain {
  const { firm } = world;
  return {
    tasks: lazily(() => tasksOf(world, ordinal)),
    milestones: lazily(() =>
      firm.milestones
        .filter(({ project }) => project === ordinal)
        .sort(
          by(
            ({ invoiceOn }) => invoiceOn,
            (milestone) => milestone.ordinal,
          ),
        )
        .map((milestone) => ({
          id: psaId('MILESTONE', kantataIds.milestone(milestone.ordinal)),
          name: milestone.title,
          dueOn: milestone.invoiceOn,
          amount: firmMoney(milestone.amount, currency),
          billed: milestone.invoice !== undefined,
        })),
    ),
    assignments: lazily(() =>
      firm.projectResources
        .filter(({ project }) => project === ordinal)
        .map((place) => ({
          id: psaId('ASSIGNMENT', kantataIds.workspaceResource(place.ordinal)),
          resource: () => (place.person === undefined ? openPlace(world, place) : world.resource(place.person)),
          role: at(firm.roles, place.role).name,
          startOn: place.from,
          endOn: place.to,
          allocatedHours: hoursOf(place.allocatedMinutes),
        })),
    ),
    resourceRequests: lazily(() =>
      firm.resourceRequests
        .filter(({ project, state }) => project === ordinal && (state === 'requested' || state === 'softBooked'))
        .map((request) => ({
          id: psaId('RESOURCE_REQUEST', kantataIds.resourceRequest(request.ordinal)),
          role: at(firm.roles, request.role).name,
          status: requestStatuses[request.state],
          startOn: request.from,
          endOn: request.to,
          requestedHours: hoursOf(request.minutes),
        })),
    ),
  };
}

function tasksOf({ firm }: World, project: number): readonly Plain[] {
  const logged = new Map<number, number>();
  for (const { task, minutes, billable } of firm.timeEntries)
    if (billable) logged.set(task, (logged.get(task) ?? 0) + minutes);
  return firm.tasks
    .filter((task) => task.project === project)
    .map((task) => ({
      id: psaId('TASK', kantataIds.story(task.ordinal)),
      parentId: task.parent === undefined ? null : psaId('TASK', kantataIds.story(task.parent)),
      position: task.position,
      name: task.title,
      billable: task.billable,
      state: taskStates[task.state],
      estimatedHours: hoursOf(task.estimateMinutes),
      loggedBillableHours: hoursOf(logged.get(task.ordinal) ?? 0),
      percentComplete: String(task.percentComplete),
      dueOn: task.due,
    }));
}

/** Somebody who works for the firm. */
export function psaResource({ firm }: World, person: number): Plain {
  const { name, email, role, active } = at(firm.people, person);
  return {
    id: psaId('RESOURCE', kantataIds.user(person)),
    kind: 'PERSON',
    displayName: name,
    email,
    role: at(firm.roles, role).name,
    active,
  };
}

/** A place in a team that waits for a person: a role, called by its own id. */
function openPlace({ firm }: World, place: ProjectResource): Plain {
  const role = at(firm.roles, place.role).name;
  const vendorId = `workspace_resource:${kantataIds.workspaceResource(place.ordinal)}`;
  return { id: psaId('RESOURCE', vendorId), kind: 'GENERIC_ROLE', displayName: role, email: null, role, active: true };
}

/** A rate card with the prices of all its versions. */
export function psaRateCard({ firm }: World, ordinal: number): Plain {
  const { name, currency, versions } = at(firm.rateCards, ordinal);
  return {
    id: psaId('RATE_CARD', kantataIds.rateCard(ordinal)),
    name,
    currency,
    lines: versions.flatMap(({ effectiveFrom, rates }) =>
      rates.map(({ role, rate }) => ({
        role: at(firm.roles, role).name,
        hourlyRate: decimalText(rate, digitsOf(currency)),
        effectiveFrom,
      })),
    ),
  };
}

/** The PSA's part of a customer: its projects, by title. */
export function psaCustomer(world: World, id: string): Plain {
  const { firm, ids } = world;
  const { group } = ids.customer(id);
  return {
    projects: ({ first, statuses: wanted }: { first?: number | null; statuses?: readonly string[] | null }) => {
      if (group === null) return null;
      return byTitle(firm.projects)
        .filter((project) => project.clientGroup === group && among(statuses[project.status], wanted))
        .slice(0, Math.min(first ?? 50, projectsOfCustomerMax))
        .map(({ ordinal }) => world.project(ids.ofProject(ordinal)));
    },
  };
}

function byTitle(projects: readonly Project[]): Project[] {
  return [...projects].sort(
    by(
      ({ title }) => title.toLowerCase(),
      ({ ordinal }) => ordinal,
    ),
  );
}

interface ProjectFilter {
  readonly statuses?: readonly string[] | null;
  readonly customerId?: string | null;
  readonly search?: string | null;
}

/** The PSA's fields of Query. */
export function psaQuery(world: World): Plain {
  const { firm, ids } = world;
  const ordered = byTitle(firm.projects);
  const people = [...firm.people].sort(
    by(
      ({ name }) => name.toLowerCase(),
      ({ ordinal }) => ordinal,
    ),
  );
  return {
    project: ({ id }: { id: string }) => (ids.project(id).project === null ? null : world.project(id)),
    projects: ({ filter, ...page }: PageArguments & { filter?: ProjectFilter | null }) =>
      pageOf(
        ordered
          .filter(({ status }) => among(statuses[status], filter?.statuses))
          .filter(({ clientGroup }) =>
            isOf(clientGroup === undefined ? null : ids.ofGroup(clientGroup), filter?.customerId),
          )
          .filter(({ title }) => holdsWords(title, filter?.search))
          .map(({ ordinal }) => world.project(ids.ofProject(ordinal))),
        page,
      ),
    resources: ({ filter, ...page }: PageArguments & { filter?: { search?: string | null } | null }) =>
      pageOf(
        people.filter(({ name }) => holdsWords(name, filter?.search)).map(({ ordinal }) => world.resource(ordinal)),
        page,
      ),
    timeEntries: (args: WorkArguments) => timePage(world, args, null),
    expenses: (args: WorkArguments) => expensesPage(world, args),
  };
}
