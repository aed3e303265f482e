// What finance made of the work: jobs, schedules, invoices, cash, credits, disputes, journals; then what is left unbilled.
import { pileExpenses } from './billable.ts';
import { billSchedules } from './billing-schedules.ts';
import { billTime } from './billing-time.ts';
import { buildCash } from './cash.ts';
import { ACCOUNTS, ITEMS, TAX_CODES } from './chart.ts';
import { decideFates } from './collection.ts';
import { buildCredits, buildDisputes } from './credits.ts';
import { dateOf, dayOf } from './days.ts';
import type { Dirt, Draft } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import type { Deals, Parties, Setup } from './firm.ts';
import { buildInvoices } from './invoices.ts';
import { buildJobs } from './jobs.ts';
import { buildLedger } from './ledger.ts';
import type { Finance } from './model-finance.ts';
import type { Expense, Milestone, TimeEntry } from './model-delivery.ts';
import { divideRounded } from './money.ts';
import type { Random } from './random.ts';
import type { Work } from './work.ts';

/** Approved time older than this that nobody has billed is a dirty case. */
const OLD_UNBILLED_DAYS = 40;

/** What finance works from; it marks the time, expenses and milestones that it bills. */
interface FinanceInput {
  readonly plans: readonly ProjectPlan[];
  readonly setup: Setup;
  readonly parties: Parties;
  readonly deals: Deals;
  readonly today: string;
  readonly work: Work;
  readonly expenses: readonly Draft<Expense>[];
  readonly milestones: readonly Draft<Milestone>[];
  readonly random: Random;
  readonly dirt: Dirt;
}

/** Builds the ERP's side of the firm. */
export function buildFinance(input: FinanceInput): Finance {
  const { plans, setup, parties, deals, today, work, milestones, random, dirt } = input;
  const jobs = buildJobs(plans, today, random.fork('jobs'), dirt);
  const jobOf = new Map(jobs.map((job) => [job.project, job]));
  const expenses = pileExpenses(input.expenses);
  const { billingSchedules, billables } = billSchedules({
    plans,
    jobOf,
    milestones,
    expenses,
    today,
    random: random.fork('schedules'),
  });
  const { timeEntries } = work;
  const hourly = billTime({ plans, jobOf, timeEntries, expenses, today, random: random.fork('time') });
  const invoices = buildInvoices({
    billables: [...billables, ...hourly],
    setup,
    parties,
    contracts: deals.contracts,
    random: random.fork('invoices'),
    dirt,
  });
  const fates = decideFates(invoices, today, random.fork('fates'));
  const cash = buildCash({ invoices, fates, setup, today, random: random.fork('cash') });
  const crediting = { invoices, fates, cash, setup, today, random: random.fork('credits') };
  const creditMemos = buildCredits(crediting);
  const disputes = buildDisputes(crediting, plans);
  const { contractLines } = deals;
  const ledger = buildLedger({ plans, jobOf, contractLines, timeEntries, milestones, setup, today });
  noteWork(plans, timeEntries, today, dirt);
  return {
    accounts: ACCOUNTS,
    taxCodes: TAX_CODES,
    items: ITEMS,
    jobs,
    invoices,
    disputes,
    ...cash,
    creditMemos,
    billingSchedules,
    ...ledger,
  };
}

/** Names the dirty cases that only show once everything is built: overruns, old unbilled time, rejections. */
function noteWork(plans: readonly ProjectPlan[], entries: readonly TimeEntry[], today: string, dirt: Dirt): void {
  const oldest = dateOf(dayOf(today) - OLD_UNBILLED_DAYS);
  const worth = new Map<number, bigint>();
  const old = new Map<number, number>();
  for (const entry of entries) {
    if (entry.state === 'rejected')
      dirt.add('rejectedTime', 'timeEntries', entry.ordinal, `rejected ${entry.workedOn}`);
    if (entry.state !== 'approved' || !entry.billable || entry.rate === undefined) continue;
    worth.set(entry.project, (worth.get(entry.project) ?? 0n) + divideRounded(BigInt(entry.minutes) * entry.rate, 60n));
    if (entry.invoice === undefined && entry.workedOn < oldest)
      old.set(entry.project, (old.get(entry.project) ?? 0) + 1);
  }
  for (const plan of plans) {
    const value = worth.get(plan.ordinal) ?? 0n;
    const count = old.get(plan.ordinal);
    if (plan.model === 'timeAndMaterials') {
      if (count !== undefined)
        dirt.add(
          'oldUnbilledTime',
          'projects',
          plan.ordinal,
          `${count} approved entries unbilled for over ${OLD_UNBILLED_DAYS} days`,
        );
      if (plan.notToExceed !== undefined && value > plan.notToExceed)
        dirt.add('projectOverCap', 'projects', plan.ordinal, `${value} worked, cap ${plan.notToExceed}`);
    } else if ((plan.model === 'fixedFee' || plan.model === 'milestone') && value > plan.price) {
      dirt.add('projectOverBudget', 'projects', plan.ordinal, `${value} worked, price ${plan.price}`);
    }
  }
}
