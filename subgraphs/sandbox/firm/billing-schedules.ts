// Billing schedules of projects that are not charged by the hour, and the invoices for the instalments that are due.
import type { Billable, BillableLine, ExpensePile } from './billable.ts';
import { dateOf, dayOf, monthEnd, monthName, monthsBetween } from './days.ts';
import type { Draft } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import type { BillingSchedule, BillingScheduleLine, ErpJob } from './model-finance.ts';
import type { Milestone } from './model-delivery.ts';
import type { Random } from './random.ts';

/** One due instalment in so many is still waiting for someone to bill it. */
const LEFT_READY_EVERY = 9;

/** What schedules are made from. */
interface ScheduleInput {
  readonly plans: readonly ProjectPlan[];
  readonly jobOf: ReadonlyMap<number, ErpJob>;
  readonly milestones: readonly Draft<Milestone>[];
  readonly expenses: ExpensePile;
  readonly today: string;
  readonly random: Random;
}

/** The schedules, and what they have billed so far. */
interface ScheduledBilling {
  readonly billingSchedules: BillingSchedule[];
  readonly billables: Billable[];
}

/** Builds one schedule per job that is not hourly. Its lines sum to the project's price. */
export function billSchedules(input: ScheduleInput): ScheduledBilling {
  const { plans, jobOf, milestones } = input;
  const billingSchedules: BillingSchedule[] = [];
  const billables: Billable[] = [];
  const counter = { line: 0 };
  for (const plan of plans) {
    const job = jobOf.get(plan.ordinal);
    if (job === undefined || plan.model === 'timeAndMaterials') continue;
    const own = milestones.filter((milestone) => milestone.project === plan.ordinal);
    const lines = (own.length > 0 ? milestoneInstalments(plan, own) : monthlyInstalments(plan)).map((instalment) => {
      const line = scheduleLine(instalment, (counter.line += 1), plan, input);
      if (line.state === 'invoiced') billables.push(billableOf(instalment, line, { plan, job, input }));
      return line;
    });
    const ordinal = billingSchedules.length + 1;
    billingSchedules.push({ ordinal, name: `${plan.code} billing`, project: plan.ordinal, job: job.ordinal, lines });
  }
  return { billingSchedules, billables };
}

interface Instalment {
  readonly description: string;
  readonly due: number;
  /** When the right to bill arises; undefined while a milestone is not accepted. */
  readonly earned: number | undefined;
  readonly amount: bigint;
  readonly milestone?: Draft<Milestone>;
}

function milestoneInstalments(plan: ProjectPlan, milestones: readonly Draft<Milestone>[]): Instalment[] {
  return milestones.map((milestone) => {
    const due = dayOf(milestone.invoiceOn);
    // A fixed fee is billed by date; a milestone fee waits for acceptance.
    const accepted = milestone.acceptedOn === undefined ? undefined : dayOf(milestone.acceptedOn);
    const earned = plan.model === 'fixedFee' ? due : accepted;
    return { description: milestone.title, due, earned, amount: milestone.amount, milestone };
  });
}

/** Retainers are billed in advance, subscriptions in arrears. */
function monthlyInstalments(plan: ProjectPlan): Instalment[] {
  const months = monthsBetween(plan.start, plan.due);
  const amount = plan.price / BigInt(months.length);
  return months.map((month) => {
    const due = plan.model === 'retainer' ? month : monthEnd(month);
    return { description: monthName(month), due, earned: due, amount };
  });
}

function scheduleLine(
  { description, due, earned, amount, milestone }: Instalment,
  ordinal: number,
  plan: ProjectPlan,
  { today, random }: ScheduleInput,
): Draft<BillingScheduleLine> {
  const now = dayOf(today);
  const stopped = plan.workEnd < plan.due && due > plan.workEnd;
  const state = ((): BillingScheduleLine['state'] => {
    if (stopped) return plan.status === 'cancelled' ? 'cancelled' : 'pending';
    if (earned === undefined || earned >= now) return 'pending';
    return earned > now - 8 || random.int(1, LEFT_READY_EVERY) === 1 ? 'ready' : 'invoiced';
  })();
  return { ordinal, description, dueOn: dateOf(due), amount, state, milestone: milestone?.ordinal, invoice: undefined };
}

interface Owner {
  readonly plan: ProjectPlan;
  readonly job: ErpJob;
  readonly input: ScheduleInput;
}

function billableOf(instalment: Instalment, line: Draft<BillingScheduleLine>, { plan, job, input }: Owner): Billable {
  const { random } = input;
  const earned = Math.max(instalment.due, instalment.earned ?? 0);
  const issued = earned + random.int(0, 6);
  const part = (description: string, net: bigint): BillableLine => ({
    plan,
    job,
    kind: plan.model === 'timeAndMaterials' ? 'time' : plan.model,
    description,
    quantity: '1',
    unitPrice: net,
    net,
    milestone: instalment.milestone,
    scheduleLine: line,
  });
  const lines = partsOf(plan).map(([description, percent], index, parts) => {
    const share = (amount: bigint, of: number): bigint => (amount * BigInt(of)) / 100n;
    const isLast = index === parts.length - 1;
    const before = parts.slice(0, index).reduce((sum, [, other]) => sum + share(instalment.amount, other), 0n);
    return part(
      `${description}: ${instalment.description}`,
      isLast ? instalment.amount - before : share(instalment.amount, percent),
    );
  });
  // Subscriptions include expenses; the others recharge them.
  const expenses = plan.model === 'recurring' ? [] : input.expenses.take(plan, job, earned, issued);
  return { issued, memo: `${plan.title}: ${instalment.description}`, lines: [...lines, ...expenses] };
}

/** How an instalment is split on the invoice. */
function partsOf(plan: ProjectPlan): readonly (readonly [string, number])[] {
  switch (plan.model) {
    case 'fixedFee':
      return [
        ['Fixed fee', 85],
        ['Project management', 15],
      ];
    case 'recurring':
      return [
        ['Managed service', 70],
        ['Support', 30],
      ];
    case 'retainer':
      return [['Retainer', 100]];
    default:
      return [['Milestone', 100]];
  }
}
