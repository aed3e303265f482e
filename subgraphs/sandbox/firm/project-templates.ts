// Project templates: how the firm begins its projects, two or more for each service line. The CRM's deals name them by key.
import type { BillingModel } from './model.ts';
import { ROLES, SERVICE_LINES } from './setup.ts';

/** One line of a template's plan; `day` counts from the project's first day, `parent` is the place of another line, from 1. */
export interface TemplateTask {
  readonly title: string;
  readonly kind: 'phase' | 'task' | 'milestone';
  readonly parent?: number;
  readonly day: number;
  readonly days: number;
  readonly estimateMinutes: number;
}

/** A role the template's projects need, and for how long. */
export interface TemplateRole {
  readonly ordinal: number;
  readonly role: number;
  readonly estimateMinutes: number;
}

/** A template. */
export interface ProjectTemplate {
  readonly ordinal: number;
  /** What deals and contracts call it by; unique and never reused. */
  readonly key: string;
  readonly title: string;
  readonly serviceLine: number;
  readonly billingModel: BillingModel;
  readonly durationDays: number;
  readonly tasks: readonly TemplateTask[];
  readonly roles: readonly TemplateRole[];
}

const DAY_MINUTES = 480;

interface Outline {
  readonly key: string;
  readonly title: string;
  readonly serviceLine: string;
  readonly billingModel: BillingModel;
  readonly weeks: number;
  readonly phases: readonly (readonly [string, readonly string[]])[];
  readonly roles: readonly (readonly [string, number])[];
}

const OUTLINES: readonly Outline[] = [
  {
    ...{ key: 'ADV-ASSESS', title: 'Advisory: Assessment', serviceLine: 'Advisory' },
    ...{ billingModel: 'timeAndMaterials', weeks: 6 },
    phases: [
      ['Assess', ['Stakeholder interviews', 'Process mapping']],
      ['Recommend', ['Findings', 'Roadmap']],
    ],
    roles: [
      ['Engagement Manager', 10],
      ['Senior Consultant', 25],
    ],
  },
  {
    ...{ key: 'ADV-FIXED', title: 'Advisory: Fixed-Price Study', serviceLine: 'Advisory' },
    ...{ billingModel: 'fixedFee', weeks: 8 },
    phases: [
      ['Study', ['Data collection', 'Analysis']],
      ['Report', ['Draft report', 'Final report']],
    ],
    roles: [
      ['Partner', 4],
      ['Analyst', 30],
    ],
  },
  {
    ...{ key: 'IMP-MILESTONE', title: 'Implementation: By Milestones', serviceLine: 'Implementation' },
    ...{ billingModel: 'milestone', weeks: 24 },
    phases: [
      ['Discovery', ['Workshops', 'Solution outline']],
      ['Build', ['Configuration', 'Integration', 'Data migration']],
      ['Launch', ['User acceptance test', 'Hypercare']],
    ],
    roles: [
      ['Engagement Manager', 40],
      ['Solution Architect', 60],
      ['Software Engineer', 180],
    ],
  },
  {
    ...{ key: 'IMP-AGILE', title: 'Implementation: Agile', serviceLine: 'Implementation' },
    ...{ billingModel: 'timeAndMaterials', weeks: 16 },
    phases: [
      ['Inception', ['Backlog', 'Architecture']],
      ['Iterations', ['Development', 'Testing']],
    ],
    roles: [
      ['Engagement Manager', 20],
      ['Software Engineer', 140],
      ['Designer', 30],
    ],
  },
  {
    ...{ key: 'MS-RETAINER', title: 'Managed Services: Retainer', serviceLine: 'Managed Services' },
    ...{ billingModel: 'retainer', weeks: 52 },
    phases: [
      ['Onboarding', ['Service transition', 'Knowledge transfer']],
      ['Service', ['Advisory hours', 'Change requests']],
    ],
    roles: [
      ['Engagement Manager', 24],
      ['Consultant', 120],
    ],
  },
  {
    ...{ key: 'MS-SUBSCRIPTION', title: 'Managed Services: Subscription', serviceLine: 'Managed Services' },
    ...{ billingModel: 'recurring', weeks: 52 },
    phases: [
      ['Onboarding', ['Service transition']],
      ['Service', ['Monthly service', 'Service review']],
    ],
    roles: [
      ['Consultant', 100],
      ['Data Engineer', 60],
    ],
  },
  {
    ...{ key: 'TRN-PROGRAMME', title: 'Training: Programme', serviceLine: 'Training' },
    ...{ billingModel: 'fixedFee', weeks: 10 },
    phases: [
      ['Design', ['Curriculum', 'Materials']],
      ['Deliver', ['Sessions', 'Evaluation']],
    ],
    roles: [
      ['Senior Consultant', 20],
      ['Designer', 12],
    ],
  },
  {
    ...{ key: 'TRN-COACHING', title: 'Training: Coaching', serviceLine: 'Training' },
    ...{ billingModel: 'timeAndMaterials', weeks: 12 },
    phases: [
      ['Prepare', ['Goals']],
      ['Coach', ['Sessions', 'Follow-up']],
    ],
    roles: [['Senior Consultant', 24]],
  },
];

/** Every template, in order of ordinal. */
export const PROJECT_TEMPLATES: readonly ProjectTemplate[] = OUTLINES.map((outline, index) => ({
  ordinal: index + 1,
  key: outline.key,
  title: outline.title,
  serviceLine: ordinalOf(SERVICE_LINES, outline.serviceLine),
  billingModel: outline.billingModel,
  durationDays: outline.weeks * 7,
  tasks: tasksOf(outline),
  roles: outline.roles.map(([role, days], place) => ({
    ordinal: rolesBefore(index) + place + 1,
    role: ordinalOf(ROLES, role),
    estimateMinutes: days * DAY_MINUTES,
  })),
}));

function rolesBefore(index: number): number {
  return OUTLINES.slice(0, index).reduce((sum, outline) => sum + outline.roles.length, 0);
}

function ordinalOf(list: readonly { readonly ordinal: number; readonly name: string }[], name: string): number {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The firm has no "${name}"`);
  return found.ordinal;
}

/** Phases share the duration evenly; each ends with its acceptance when the fee is fixed. */
function tasksOf({ phases, weeks, billingModel, roles }: Outline): readonly TemplateTask[] {
  const isFixed = billingModel === 'fixedFee' || billingModel === 'milestone';
  const days = Math.floor((weeks * 7) / phases.length);
  const booked = phases.reduce((sum, [, titles]) => sum + titles.length, 0);
  const minutes = Math.round((roles.reduce((sum, [, effort]) => sum + effort, 0) * DAY_MINUTES) / booked);
  const tasks: TemplateTask[] = [];
  phases.forEach(([title, titles], index) => {
    const span = { day: index * days, days };
    const parent = tasks.push({ ...span, title, kind: 'phase', estimateMinutes: 0 });
    for (const one of titles) tasks.push({ ...span, title: one, kind: 'task', parent, estimateMinutes: minutes });
    if (!isFixed) return;
    const last = { day: (index + 1) * days - 1, days: 1 };
    tasks.push({ ...last, title: `${title} accepted`, kind: 'milestone', parent, estimateMinutes: 0 });
  });
  return tasks;
}
