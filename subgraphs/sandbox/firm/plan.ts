// Plans of projects: phases, tasks, billing milestones.
import { dateOf, dayOf } from './days.ts';
import type { ProjectPlan } from './engagements.ts';
import type { Draft } from './dirt.ts';
import type { Milestone, Task } from './model-delivery.ts';
import type { Random } from './random.ts';

/** A span of a project and the tasks people book on during it. */
export interface Phase {
  readonly from: number;
  readonly to: number;
  readonly tasks: readonly number[];
}

/** Where a project's time goes. */
export interface WorkBreakdown {
  readonly phases: readonly Phase[];
  /** The task for time nobody pays for. */
  readonly coordination: number;
}

/** All tasks and milestones, and each project's breakdown by the project's ordinal. */
export interface Plans {
  readonly tasks: Task[];
  readonly milestones: Draft<Milestone>[];
  readonly breakdowns: ReadonlyMap<number, WorkBreakdown>;
}

const BUILD_PHASES: readonly (readonly [string, readonly string[]])[] = [
  ['Discovery', ['Stakeholder interviews', 'Process mapping', 'Solution outline']],
  ['Build', ['Configuration', 'Integration', 'Data migration']],
  ['Launch', ['User acceptance test', 'Training', 'Hypercare']],
];
const SERVICE_PHASES: readonly (readonly [string, readonly string[]])[] = [
  ['Onboarding', ['Service transition', 'Knowledge transfer']],
  ['Service', ['Monthly service', 'Advisory hours', 'Change requests']],
];
/** Parts of the price, in tenths, billed at the end of each build phase. */
const PHASE_TENTHS = [3, 4, 3] as const;
/** A day of work as estimates count it. */
const DAY_MINUTES = 480;

/** Builds the plan of every project, in order of project. */
export function buildPlans(plans: readonly ProjectPlan[], today: string, random: Random): Plans {
  const tasks: Task[] = [];
  const milestones: Draft<Milestone>[] = [];
  const breakdowns = new Map<number, WorkBreakdown>();
  const now = dayOf(today);
  for (const plan of plans) breakdowns.set(plan.ordinal, buildProject(plan, { tasks, milestones, now, random }));
  return { tasks, milestones, breakdowns };
}

interface Writing {
  readonly tasks: Task[];
  readonly milestones: Draft<Milestone>[];
  readonly now: number;
  readonly random: Random;
}

function buildProject(plan: ProjectPlan, writing: Writing): WorkBreakdown {
  const { random } = writing;
  const monthly = plan.model === 'retainer' || plan.model === 'recurring';
  const outline = monthly ? SERVICE_PHASES : BUILD_PHASES;
  const estimate = Math.max(DAY_MINUTES, Math.round(plannedMinutes(plan) / (outline.length * 3)));
  const whole = { from: plan.start, to: plan.due };
  const management = addTask(plan, writing, { ...whole, title: 'Management', kind: 'phase', position: 1 });
  addTask(plan, writing, { ...whole, title: 'Project management', parent: management, position: 1, estimate });
  const coordination = addTask(plan, writing, {
    ...whole,
    title: 'Internal coordination',
    parent: management,
    position: 2,
    billable: false,
  });
  const length = (plan.due - plan.start + 1) / outline.length;
  const phases = outline.map(([title, taskTitles], index) => {
    const from = plan.start + Math.round(index * length);
    const to = plan.start + Math.round((index + 1) * length) - 1;
    const span = { from, to };
    const phase = addTask(plan, writing, { ...span, title, kind: 'phase', position: index + 2 });
    const booked = taskTitles.map((taskTitle, place) =>
      addTask(plan, writing, { ...span, title: taskTitle, parent: phase, position: place + 1, estimate }),
    );
    if (plan.model === 'fixedFee' || plan.model === 'milestone') {
      const name = `${title} accepted`;
      const task = addTask(plan, writing, {
        from: to,
        to,
        title: name,
        kind: 'milestone',
        parent: phase,
        position: booked.length + 1,
      });
      addMilestone(plan, writing, { task, title: name, index, day: to });
    } else if (index === 1 && random.chance(0.3)) {
      addTask(plan, writing, {
        from: to,
        to,
        title: `${title} report`,
        kind: 'deliverable',
        parent: phase,
        position: booked.length + 1,
        estimate: DAY_MINUTES,
      });
    }
    return { from, to, tasks: booked };
  });
  return { phases, coordination };
}

function plannedMinutes(plan: ProjectPlan): number {
  return plan.stints.reduce((sum, stint) => sum + Math.round(((stint.to - stint.from + 1) * 5) / 7) * DAY_MINUTES, 0);
}

interface TaskSeed {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly position: number;
  readonly kind?: Task['kind'];
  readonly parent?: number;
  readonly billable?: boolean;
  readonly estimate?: number;
}

function addTask(plan: ProjectPlan, { tasks, now }: Writing, seed: TaskSeed): number {
  const ordinal = tasks.length + 1;
  const stopped = plan.workEnd < plan.due;
  const done = seed.to < now && !(stopped && seed.to > plan.workEnd);
  const elapsed = Math.min(
    1,
    Math.max(0, (Math.min(now, plan.workEnd) - seed.from) / Math.max(1, seed.to - seed.from)),
  );
  const fixedFee = plan.model === 'fixedFee' && seed.kind === undefined;
  tasks.push({
    ordinal,
    project: plan.ordinal,
    parent: seed.parent,
    kind: seed.kind ?? 'task',
    title: seed.title,
    billable: seed.billable ?? true,
    estimateMinutes: seed.estimate ?? 0,
    start: dateOf(seed.from),
    due: dateOf(seed.to),
    state: done ? 'completed' : elapsed > 0 ? 'started' : 'notStarted',
    percentComplete: done ? 100 : Math.min(95, Math.round(elapsed * 100)),
    budget: seed.estimate === undefined ? undefined : plan.price / 10n,
    fixedFee,
    position: seed.position,
  });
  return ordinal;
}

interface MilestoneSeed {
  readonly task: number;
  readonly title: string;
  readonly index: number;
  readonly day: number;
}

/** Three milestones that sum to the price: the last one takes what rounding leaves. */
function addMilestone(plan: ProjectPlan, { milestones, now, random }: Writing, seed: MilestoneSeed): void {
  const part = (index: number): bigint => (plan.price * BigInt(PHASE_TENTHS[index] ?? 0)) / 10n;
  const accepted = seed.day + random.int(0, 9);
  milestones.push({
    ordinal: milestones.length + 1,
    project: plan.ordinal,
    task: seed.task,
    title: seed.title,
    amount: seed.index === 2 ? plan.price - part(0) - part(1) : part(seed.index),
    invoiceOn: dateOf(seed.day),
    acceptedOn: accepted < now && accepted <= plan.workEnd + 9 ? dateOf(accepted) : undefined,
    invoice: undefined,
  });
}
