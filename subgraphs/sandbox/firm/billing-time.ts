// Invoices for time and materials: the approved hours of a month by role, and expenses, some weeks or months behind.
import type { Billable, BillableLine, ExpensePile } from './billable.ts';
import { dateOf, dayOf, monthEnd, monthName, monthsBetween } from './days.ts';
import type { Draft } from './dirt.ts';
import type { EngagementPlan, ProjectPlan } from './engagements.ts';
import { HISTORY_DAYS } from './engagements.ts';
import type { ErpJob } from './model-finance.ts';
import type { TimeEntry } from './model-delivery.ts';
import { divideRounded } from './money.ts';
import type { Random } from './random.ts';
import { ROLES } from './setup.ts';

/** Two projects share an invoice only while it stays short. */
const SHARED_LINES_MAX = 4;
/** How many whole months billing lags behind: half of the projects are up to date, some are months late. */
const LAGS = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3] as const;

/** What time is billed from. */
interface TimeBillingInput {
  readonly plans: readonly ProjectPlan[];
  readonly jobOf: ReadonlyMap<number, ErpJob>;
  readonly timeEntries: readonly Draft<TimeEntry>[];
  readonly expenses: ExpensePile;
  readonly today: string;
  readonly random: Random;
}

/** Bills month by month; two hourly projects of one engagement share an invoice. */
export function billTime(input: TimeBillingInput): Billable[] {
  const { plans, jobOf, today, random } = input;
  const now = dayOf(today);
  const waiting = unbilledByProject(input);
  const lags = new Map<EngagementPlan, { lag: number; wait: number }>();
  const billed = new Map<ProjectPlan, bigint>();
  const billables: Billable[] = [];
  const hourly = plans.filter((plan) => plan.model === 'timeAndMaterials' && jobOf.has(plan.ordinal));
  const engagements = [...new Set(hourly.map((plan) => plan.engagement))];
  for (const engagement of engagements) {
    const running = engagement.projects.some((plan) => plan.status === 'inProgress');
    lags.set(engagement, { lag: running ? random.pick(LAGS) : 0, wait: random.int(4, 11) });
  }
  for (const month of monthsBetween(now - HISTORY_DAYS, monthEnd(now, -1))) {
    for (const engagement of engagements) {
      const { lag, wait } = lags.get(engagement) ?? { lag: 0, wait: 7 };
      // Invoices of the month just ended may still be to come, when today is one of its first days.
      if (month > monthEnd(now, -1 - lag) || monthEnd(month) + wait > now - 2) continue;
      const projects = hourly.filter((plan) => plan.engagement === engagement);
      billables.push(...billMonth(projects, { month, issued: monthEnd(month) + wait, waiting, billed }, input));
    }
  }
  return billables;
}

/** The invoices of one engagement for one month. */
function billMonth(projects: readonly ProjectPlan[], run: Run, { jobOf, expenses }: TimeBillingInput): Billable[] {
  const { month, issued } = run;
  const perProject = projects.map((plan) => {
    const job = jobOf.get(plan.ordinal);
    if (job === undefined) return [];
    return [...timeLines(plan, job, run), ...expenses.take(plan, job, monthEnd(month), issued)];
  });
  const all = perProject.flat();
  const invoices = all.length <= SHARED_LINES_MAX ? [all] : perProject;
  const memo = `Services ${monthName(month)}`;
  return invoices.filter((lines) => lines.length > 0).map((lines) => ({ issued, memo, lines }));
}

function unbilledByProject({ timeEntries }: TimeBillingInput): Map<number, Draft<TimeEntry>[]> {
  const waiting = new Map<number, Draft<TimeEntry>[]>();
  for (const entry of timeEntries) {
    if (entry.state !== 'approved' || !entry.billable || entry.rate === undefined) continue;
    const list = waiting.get(entry.project);
    if (list === undefined) waiting.set(entry.project, [entry]);
    else list.push(entry);
  }
  return waiting;
}

interface Run {
  readonly month: number;
  readonly issued: number;
  readonly waiting: Map<number, Draft<TimeEntry>[]>;
  readonly billed: Map<ProjectPlan, bigint>;
}

/** One line per role and rate. Hours beyond the cap, and hours approved too late, stay waiting. */
function timeLines(plan: ProjectPlan, job: ErpJob, { month, issued, waiting, billed }: Run): BillableLine[] {
  const lastDay = dateOf(monthEnd(month));
  const cutoff = dateOf(issued);
  const groups = new Map<string, { role: number; rate: bigint; entries: Draft<TimeEntry>[] }>();
  const left: Draft<TimeEntry>[] = [];
  let total = billed.get(plan) ?? 0n;
  for (const entry of waiting.get(plan.ordinal) ?? []) {
    const rate = entry.rate ?? 0n;
    const value = divideRounded(BigInt(entry.minutes) * rate, 60n);
    const fits = plan.notToExceed === undefined || total + value <= plan.notToExceed;
    if (entry.workedOn > lastDay || entry.modifiedAt >= cutoff || !fits) {
      left.push(entry);
      continue;
    }
    total += value;
    const key = `${entry.role}:${rate}`;
    const group = groups.get(key) ?? { role: entry.role, rate, entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  waiting.set(plan.ordinal, left);
  billed.set(plan, total);
  return [...groups.values()].map(({ role, rate, entries }) => {
    const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
    return {
      plan,
      job,
      kind: 'time',
      description: `${ROLES[role - 1]?.name ?? ''}, ${monthName(month)}`,
      quantity: (minutes / 60).toFixed(2),
      unitPrice: rate,
      net: divideRounded(BigInt(minutes) * rate, 60n),
      role,
      entries,
    };
  });
}
