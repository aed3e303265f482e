// Projects as the PSA has them on record, with their teams and the requests for people.
import { dateOf, dayOf, instantOn, workdaysBetween } from './days.ts';
import type { Dirt } from './dirt.ts';
import { isAwkward } from './dirt.ts';
import type { ProjectPlan, Stint } from './engagements.ts';
import type { Parties } from './firm.ts';
import type { Assignment, Project, ProjectResource, ResourceRequest, Task } from './model-delivery.ts';
import type { Random } from './random.ts';
import { MANAGER_ROLE, ROLES } from './setup.ts';

/** Oddities of the PSA's records per 120 projects. */
const WITHOUT_CODE = 2;
const WITHOUT_CONTRACT_LINK = 3;
/** A completed project is archived after so many days. */
const ARCHIVED_AFTER_DAYS = 150;
const DAY_MINUTES = 480;

/** What projects are built from. */
interface ProjectsInput {
  readonly plans: readonly ProjectPlan[];
  readonly parties: Parties;
  readonly today: string;
  readonly random: Random;
  readonly dirt: Dirt;
}

/** One record per plan, in order. */
export function buildProjects({ plans, parties, today, random, dirt }: ProjectsInput): Project[] {
  const now = dayOf(today);
  const groupByCustomer = new Map(parties.clientGroups.map((group) => [group.customer, group.ordinal]));
  const shuffled = random.shuffled(plans).map((plan) => plan.ordinal);
  const take = (perHundredTwenty: number): Set<number> =>
    new Set(shuffled.splice(0, Math.round((perHundredTwenty * plans.length) / 120)));
  const withoutCode = take(WITHOUT_CODE);
  const withoutContract = take(WITHOUT_CONTRACT_LINK);
  return plans.map((plan) => {
    const { engagement, ordinal } = plan;
    if (isAwkward(plan.title.replaceAll('–', '-'))) dirt.add('awkwardName', 'projects', ordinal, plan.title);
    if (withoutCode.has(ordinal))
      dirt.add('projectWithoutCode', 'projects', ordinal, `${plan.code} shows no project code in the PSA`);
    if (withoutContract.has(ordinal))
      dirt.add('projectWithoutContractLink', 'projects', ordinal, `${plan.code} names no CRM contract`);
    if (plan.rateCard === undefined)
      dirt.add('projectWithoutRateCard', 'projects', ordinal, `${plan.code} has no rate card`);
    const created = Math.min(plan.start - random.int(2, 14), now - 1);
    return {
      ordinal,
      code: plan.code,
      title: plan.title,
      customer: engagement.customer,
      contract: engagement.ordinal,
      opportunity: engagement.ordinal,
      legalEntity: engagement.legalEntity,
      currency: engagement.currency,
      billingModel: plan.model,
      start: dateOf(plan.start),
      due: dateOf(plan.due),
      status: plan.status,
      price: plan.price,
      notToExceed: plan.notToExceed,
      rateCard: plan.rateCard,
      manager: plan.manager,
      approver: plan.approver,
      department: plan.department,
      serviceLine: plan.serviceLine,
      location: engagement.legalEntity,
      percentComplete: percentComplete(plan, now),
      archived: plan.status === 'completed' && plan.due < now - ARCHIVED_AFTER_DAYS,
      codeField: withoutCode.has(ordinal) ? undefined : plan.code,
      clientGroup: groupByCustomer.get(engagement.customer),
      contractLink: withoutContract.has(ordinal) ? undefined : engagement.ordinal,
      // Half of the unlinked projects still name their opportunity, through which the contract can be found.
      opportunityLink: withoutContract.has(ordinal) && ordinal % 2 === 0 ? undefined : engagement.ordinal,
      createdAt: instantOn(created, '09:10:00'),
      modifiedAt: instantOn(Math.max(created, Math.min(plan.workEnd, now - 1)), '15:25:00'),
    };
  });
}

function percentComplete(plan: ProjectPlan, now: number): number {
  if (plan.status === 'completed') return 100;
  const elapsed = (Math.min(now, plan.workEnd) - plan.start) / (plan.due - plan.start);
  return Math.min(95, Math.max(0, Math.round(elapsed * 100)));
}

/** Places in teams, people's tasks, and requests. */
interface Teams {
  readonly projectResources: ProjectResource[];
  readonly assignments: Assignment[];
  readonly resourceRequests: ResourceRequest[];
}

/** Builds the teams from the plans' stints, the manager first, and some places still to be filled. */
export function buildTeams(
  plans: readonly ProjectPlan[],
  tasks: readonly Task[],
  today: string,
  random: Random,
): Teams {
  const teams: Teams = { projectResources: [], assignments: [], resourceRequests: [] };
  const now = dayOf(today);
  const bookable = new Map<number, Task[]>();
  for (const task of tasks) {
    if (task.kind !== 'task') continue;
    const list = bookable.get(task.project) ?? [];
    list.push(task);
    bookable.set(task.project, list);
  }
  for (const plan of plans) {
    const places = teamOf(plan);
    for (const [person, stints] of places) {
      const resource = addResource(teams, plan, { person, role: stints[0]?.role ?? MANAGER_ROLE, stints });
      const projectTasks = bookable.get(plan.ordinal) ?? [];
      const picked = new Set([random.pick(projectTasks), random.pick(projectTasks)]);
      for (const task of picked) {
        const ordinal = teams.assignments.length + 1;
        const estimateMinutes = Math.round(resource.allocatedMinutes / picked.size);
        teams.assignments.push({ ordinal, task: task.ordinal, resource: resource.ordinal, person, estimateMinutes });
      }
      if (random.chance(0.2)) addRequest(teams, plan, { resource, state: 'confirmed', now, random });
    }
    if ((plan.status === 'inProgress' || plan.status === 'notStarted') && random.chance(0.3)) {
      const from = Math.max(now + 7, plan.start);
      if (from >= plan.due) continue;
      const stint = { from, to: Math.min(plan.due, from + 60) };
      const resource = addResource(teams, plan, { role: random.int(MANAGER_ROLE + 1, ROLES.length), stints: [stint] });
      addRequest(teams, plan, {
        resource,
        state: random.pick(['requested', 'requested', 'softBooked', 'declined'] as const),
        now,
        random,
      });
    }
  }
  return teams;
}

/** Everyone's stints, by person; the manager is there for the whole project. */
function teamOf(plan: ProjectPlan): Map<number, Stint[]> {
  const team = new Map<number, Stint[]>();
  team.set(plan.manager, [{ person: plan.manager, role: MANAGER_ROLE, from: plan.start, to: plan.start + 9 }]);
  for (const stint of plan.stints) {
    const stints = team.get(stint.person) ?? [];
    stints.push(stint);
    team.set(stint.person, stints);
  }
  return team;
}

interface Place {
  readonly person?: number;
  readonly role: number;
  readonly stints: readonly Pick<Stint, 'from' | 'to'>[];
}

function addResource(teams: Teams, plan: ProjectPlan, { person, role, stints }: Place): ProjectResource {
  const resource = {
    ordinal: teams.projectResources.length + 1,
    project: plan.ordinal,
    person,
    role,
    allocatedMinutes: stints.reduce((sum, stint) => sum + workdaysBetween(stint.from, stint.to) * DAY_MINUTES, 0),
    from: dateOf(Math.min(...stints.map((stint) => stint.from))),
    to: dateOf(Math.max(...stints.map((stint) => stint.to))),
  };
  teams.projectResources.push(resource);
  return resource;
}

interface RequestSeed {
  readonly resource: ProjectResource;
  readonly state: ResourceRequest['state'];
  readonly now: number;
  readonly random: Random;
}

function addRequest(teams: Teams, plan: ProjectPlan, { resource, state, now, random }: RequestSeed): void {
  teams.resourceRequests.push({
    ordinal: teams.resourceRequests.length + 1,
    project: plan.ordinal,
    resource: resource.ordinal,
    role: resource.role,
    requestedBy: plan.manager,
    person: resource.person,
    minutes: resource.allocatedMinutes,
    from: resource.from,
    to: resource.to,
    state,
    createdAt: instantOn(Math.min(dayOf(resource.from), now) - random.int(3, 20), '11:30:00'),
  });
}
