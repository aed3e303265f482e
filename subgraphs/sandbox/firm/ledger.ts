// Month-end journals: revenue of every project and the cost of the work on it, in the legal entity's currency.
import { accountNumbered } from './chart.ts';
import { REVENUE_METHOD } from './contracts.ts';
import { dateOf, dayOf, instantOn, monthEnd, monthName, monthsBetween } from './days.ts';
import type { Draft } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import { HISTORY_DAYS } from './engagements.ts';
import type { Setup } from './firm.ts';
import { at } from './firm.ts';
import type { ContractLine } from './model.ts';
import type { ErpJob, Journal, JournalLine, LabourCost, RevenueEvent } from './model-finance.ts';
import type { Milestone, TimeEntry } from './model-delivery.ts';
import type { CurrencyCode } from './money.ts';
import { convertMinor, divideRounded } from './money.ts';
import { periodOn } from './periods.ts';
import { fxRateOn } from './setup.ts';

/** What the journals are made from. */
interface LedgerInput {
  readonly plans: readonly ProjectPlan[];
  readonly jobOf: ReadonlyMap<number, ErpJob>;
  readonly contractLines: readonly ContractLine[];
  readonly timeEntries: readonly TimeEntry[];
  readonly milestones: readonly Milestone[];
  readonly setup: Setup;
  readonly today: string;
}

/** Journals with the events that each of their project lines stands for. */
interface Ledger {
  readonly journals: Journal[];
  readonly revenueEvents: RevenueEvent[];
  readonly labourCosts: LabourCost[];
}

/** Approved value and cost of one project's work in one month. Products of minutes and hourly rates, not yet divided by 60. */
interface Worked {
  value: number;
  minutes: number;
  readonly cost: Map<CurrencyCode, number>;
}

/** Posts every month that has ended, legal entity by legal entity. */
export function buildLedger(input: LedgerInput): Ledger {
  const { plans, jobOf, setup, today } = input;
  const ledger: Ledger = { journals: [], revenueEvents: [], labourCosts: [] };
  const now = dayOf(today);
  const worked = workByMonth(input);
  for (const month of monthsBetween(now - HISTORY_DAYS, monthEnd(now, -1))) {
    for (const entity of setup.legalEntities) {
      const own = plans.filter((plan) => plan.engagement.legalEntity === entity.ordinal && jobOf.has(plan.ordinal));
      postRevenue(ledger, own, { month, entity: entity.ordinal, worked, input });
      postLabour(ledger, own, { month, entity: entity.ordinal, worked, input });
    }
  }
  return ledger;
}

function workByMonth({ timeEntries, setup }: LedgerInput): ReadonlyMap<string, Worked> {
  const months = new Map<string, Worked>();
  for (const entry of timeEntries) {
    if (entry.state !== 'approved' && entry.state !== 'submitted') continue;
    const key = workKey(entry.project, entry.workedOn);
    let month = months.get(key);
    if (month === undefined) months.set(key, (month = { value: 0, minutes: 0, cost: new Map() }));
    const person = at(setup.people, entry.person);
    const currency = at(setup.legalEntities, person.legalEntity).currency;
    month.minutes += entry.minutes;
    month.cost.set(currency, (month.cost.get(currency) ?? 0) + entry.minutes * Number(entry.costRate));
    if (entry.state === 'approved' && entry.billable) month.value += entry.minutes * Number(entry.rate ?? 0n);
  }
  return months;
}

function workKey(project: number, date: string): string {
  return `${project}:${date.slice(0, 7)}`;
}

interface Posting {
  readonly month: number;
  readonly entity: number;
  readonly worked: ReadonlyMap<string, Worked>;
  readonly input: LedgerInput;
}

type LineSeed = Omit<JournalLine, 'position'>;

/** Opens a journal whose lines are added in balanced pairs; it is kept only when it has lines. */
function openJournal(
  ledger: Ledger,
  kind: Journal['kind'],
  { month, entity, input }: Posting,
): { journal: Draft<Journal>; lines: JournalLine[] } {
  const { setup } = input;
  const legalEntity = at(setup.legalEntities, entity);
  const last = monthEnd(month);
  const postedOn = dateOf(last);
  const ordinal = ledger.journals.length + 1;
  const lines: JournalLine[] = [];
  const posted = instantOn(Math.min(last + 2, dayOf(input.today) - 1), '22:30:00');
  const journal: Draft<Journal> = {
    ordinal,
    number: `JE-${String(ordinal).padStart(5, '0')}`,
    legalEntity: entity,
    currency: legalEntity.currency,
    postedOn,
    period: periodOn(setup.periods, legalEntity.calendar, postedOn).ordinal,
    kind,
    memo: `${kind === 'revenue' ? 'Revenue recognition' : 'Labour cost'} ${monthName(month)}`,
    lines,
    createdAt: posted,
    modifiedAt: posted,
  };
  return { journal, lines };
}

function addPair(lines: JournalLine[], first: LineSeed, secondAccount: string): number {
  const position = lines.length + 1;
  lines.push(
    { position, ...first },
    { position: position + 1, ...first, account: accountNumbered(secondAccount), amount: -first.amount },
  );
  return position;
}

function dimensionsOf(
  plan: ProjectPlan,
  job: ErpJob,
): Pick<LineSeed, 'job' | 'department' | 'serviceLine' | 'location'> {
  return {
    job: job.ordinal,
    department: plan.department,
    serviceLine: plan.serviceLine,
    location: plan.engagement.legalEntity,
  };
}

function postRevenue(ledger: Ledger, plans: readonly ProjectPlan[], posting: Posting): void {
  const { month, input } = posting;
  const { journal, lines } = openJournal(ledger, 'revenue', posting);
  for (const plan of plans) {
    const job = input.jobOf.get(plan.ordinal);
    const earned = revenueOf(plan, posting);
    if (job === undefined || earned === 0n) continue;
    const rate = fxRateOn(input.setup.fxRates, plan.engagement.currency, journal.currency, journal.postedOn);
    const amount = convertMinor(earned, plan.engagement.currency, journal.currency, rate);
    const method = REVENUE_METHOD[plan.model];
    const straight = method === 'straightLine';
    const account = accountNumbered(straight ? '4200' : method === 'rightToInvoice' ? '4000' : '4100');
    const seed = {
      account,
      amount: -amount,
      ...dimensionsOf(plan, job),
      revenueMethod: method,
      memo: `${plan.code} ${monthName(month)}`,
    };
    const position = addPair(lines, seed, straight ? '2400' : '1150');
    const line = input.contractLines.find(
      (candidate) => candidate.contract === plan.engagement.ordinal && candidate.name === plan.title,
    );
    ledger.revenueEvents.push({
      ordinal: ledger.revenueEvents.length + 1,
      project: plan.ordinal,
      job: job.ordinal,
      obligation: line?.obligation ?? 1,
      method,
      recognisedOn: journal.postedOn,
      amount,
      journal: journal.ordinal,
      position,
    });
  }
  if (lines.length > 0) ledger.journals.push(journal);
}

/** Revenue of the month in the project's currency. */
function revenueOf(plan: ProjectPlan, { month, worked, input }: Posting): bigint {
  const end = monthEnd(month);
  if (end < plan.start || month > plan.workEnd) return 0n;
  switch (plan.model) {
    case 'timeAndMaterials': {
      const value = worked.get(workKey(plan.ordinal, dateOf(month)))?.value ?? 0;
      return divideRounded(BigInt(value), 60n);
    }
    case 'fixedFee':
      return earnedBy(plan, Math.min(end, plan.workEnd)) - earnedBy(plan, month - 1);
    case 'milestone':
      return input.milestones
        .filter(
          ({ project, acceptedOn }) =>
            project === plan.ordinal && acceptedOn?.slice(0, 7) === dateOf(month).slice(0, 7),
        )
        .reduce((sum, milestone) => sum + milestone.amount, 0n);
    case 'retainer':
    case 'recurring':
      return plan.price / BigInt(monthsBetween(plan.start, plan.due).length);
  }
}

/** What a fixed fee has earned by a day: progress follows the calendar here, and reaches the price on the due day. */
function earnedBy(plan: ProjectPlan, day: number): bigint {
  const length = BigInt(plan.due - plan.start + 1);
  const done = BigInt(Math.max(0, Math.min(plan.due - plan.start + 1, day - plan.start + 1)));
  return divideRounded(plan.price * done, length);
}

function postLabour(ledger: Ledger, plans: readonly ProjectPlan[], posting: Posting): void {
  const { month, input, worked } = posting;
  const { journal, lines } = openJournal(ledger, 'labourCost', posting);
  for (const plan of plans) {
    const job = input.jobOf.get(plan.ordinal);
    const done = worked.get(workKey(plan.ordinal, dateOf(month)));
    if (job === undefined || done === undefined) continue;
    let amount = 0n;
    for (const [currency, product] of done.cost) {
      const rate = fxRateOn(input.setup.fxRates, currency, journal.currency, journal.postedOn);
      amount += convertMinor(divideRounded(BigInt(product), 60n), currency, journal.currency, rate);
    }
    const seed = {
      account: accountNumbered('5000'),
      amount,
      ...dimensionsOf(plan, job),
      memo: `${plan.code} ${monthName(month)}`,
    };
    const position = addPair(lines, seed, '2300');
    ledger.labourCosts.push({
      ordinal: ledger.labourCosts.length + 1,
      project: plan.ordinal,
      job: job.ordinal,
      month: dateOf(month),
      amount,
      minutes: done.minutes,
      journal: journal.ordinal,
      position,
    });
  }
  if (lines.length > 0) ledger.journals.push(journal);
}
