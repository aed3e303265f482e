// Time and expenses, and what is not billed of them.
import { at, type Firm } from '../../subgraphs/sandbox/firm/firm.ts';
import { kantataIds } from '../../subgraphs/sandbox/firm/ids.ts';
import type { Expense, Project, TimeEntry, WorkState } from '../../subgraphs/sandbox/firm/model-delivery.ts';
import { costRates } from '../../subgraphs/sandbox/kantata/seed/convert.ts';
import { psaId } from './identities.ts';
import { isOf } from './crm-plain.ts';
import { pageOf, type PageArguments, within } from './pages.ts';
import { decimalText, digitsOf, dividedHalfUp, type Minor, printed, total } from './plain-money.ts';
import { by, once, type Plain, type World } from './world.ts';

const approvals: Readonly<Record<WorkState, string>> = {
  draft: 'DRAFT',
  submitted: 'SUBMITTED',
  approved: 'APPROVED',
  rejected: 'REJECTED',
};

/** Arguments of every list of work. */
export interface WorkArguments extends PageArguments {
  readonly filter?: {
    readonly projectId?: string | null;
    readonly on?: { readonly from?: string | null; readonly to?: string | null } | null;
    readonly approval?: string | null;
    readonly billable?: boolean | null;
    readonly invoiced?: boolean | null;
  } | null;
}

/** Hours x price of one entry, rounded half up; null without a price or when the client does not pay. */
function worth({ minutes, rate, billable }: TimeEntry): bigint | null {
  return rate === undefined || !billable ? null : dividedHalfUp(BigInt(minutes) * rate, 60n);
}

/** The PSA's own sum of billable time, divided once, and billable expenses of any state. */
export function budgetUsed(firm: Firm, { ordinal, currency }: Project): Minor {
  const time = total(timeOf(firm)(ordinal), ({ minutes, rate = 0n, billable }) =>
    billable ? BigInt(minutes) * rate : 0n,
  );
  const expenses = total(expensesOf(firm)(ordinal), ({ amount, billable }) => (billable ? amount : 0n));
  return { minor: dividedHalfUp(time, 60n) + expenses, currency };
}

/** Work of a project that no invoice holds. */
export interface PlainUnbilledWork {
  readonly workInProgress: Minor;
  readonly approved: Minor;
  readonly approvedMinutes: number;
  readonly oldestApprovedOn: string | null;
  readonly unpricedEntries: number;
}

/**
 * Submitted and approved billable work on no invoice (DOMAIN "WIP"): time where time is the bill, elsewhere a fee absorbs
 * it; expenses everywhere (rules 52 and 67).
 */
export function unbilledWork(firm: Firm, project: Project): PlainUnbilledWork {
  const { ordinal, currency, billingModel } = project;
  const open = <T extends TimeEntry | Expense>(items: readonly T[]): readonly T[] =>
    items.filter(({ billable, invoice, state }) => billable && invoice === undefined && isInHand(state));
  const entries = billingModel === 'timeAndMaterials' ? open(timeOf(firm)(ordinal)) : [];
  const expenses = open(expensesOf(firm)(ordinal));
  const approvedEntries = entries.filter(({ state }) => state === 'approved');
  const approvedExpenses = expenses.filter(({ state }) => state === 'approved');
  const days = [...approvedEntries.map(({ workedOn }) => workedOn), ...approvedExpenses.map(({ spentOn }) => spentOn)];
  const valueOf = (time: readonly TimeEntry[], spent: readonly Expense[]): Minor => ({
    minor: total(time, (entry) => worth(entry) ?? 0n) + total(spent, ({ amount }) => amount),
    currency,
  });
  return {
    workInProgress: valueOf(entries, expenses),
    approved: valueOf(approvedEntries, approvedExpenses),
    approvedMinutes: approvedEntries.reduce((sum, { minutes }) => sum + minutes, 0),
    oldestApprovedOn: days.sort()[0] ?? null,
    unpricedEntries: approvedEntries.filter(({ rate }) => rate === undefined).length,
  };
}

function isInHand(state: WorkState): boolean {
  return state === 'submitted' || state === 'approved';
}

const timeByProject = new WeakMap<Firm, ReadonlyMap<number, readonly TimeEntry[]>>();
const expensesByProject = new WeakMap<Firm, ReadonlyMap<number, readonly Expense[]>>();

function grouped<T extends { readonly project: number }>(
  kept: WeakMap<Firm, ReadonlyMap<number, readonly T[]>>,
  firm: Firm,
  items: readonly T[],
): (project: number) => readonly T[] {
  const known = kept.get(firm) ?? Map.groupBy(items, ({ project }) => project);
  kept.set(firm, known);
  return (project) => known.get(project) ?? [];
}

function timeOf(firm: Firm): (project: number) => readonly TimeEntry[] {
  return grouped(timeByProject, firm, firm.timeEntries);
}

function expensesOf(firm: Firm): (project: number) => readonly Expense[] {
  return grouped(expensesByProject, firm, firm.expenses);
}

/** A page of time by work date, of one project or of all. */
export function timePage(world: World, { filter, ...page }: WorkArguments, project: number | null): object {
  const { firm } = world;
  const entries = project === null ? byWorkDate(firm) : timeOf(firm)(project);
  const wanted = entries.filter((entry) => isWanted(world, { ...entry, day: entry.workedOn }, filter));
  const ordered = project === null ? wanted : [...wanted].sort(workOrder);
  return pageOf(
    lazyRows(ordered, ({ ordinal }) => timeEntry(world, ordinal)),
    page,
  );
}

const workOrder = by<TimeEntry>(
  ({ workedOn }) => workedOn,
  ({ ordinal }) => ordinal,
);
const byWorkDate = once((firm: Firm) => [...firm.timeEntries].sort(workOrder));

/** A page of expenses by date. */
export function expensesPage(world: World, { filter, ...page }: WorkArguments): object {
  const wanted = world.firm.expenses
    .filter((expense) => isWanted(world, { ...expense, day: expense.spentOn }, filter))
    .sort(
      by(
        ({ spentOn }) => spentOn,
        ({ ordinal }) => ordinal,
      ),
    );
  return pageOf(
    lazyRows(wanted, (expense) => expenseOf(world, expense)),
    page,
  );
}

/** Rows that become objects only where a page holds them: there are 33,000 time entries. */
function lazyRows<T>(rows: readonly T[], make: (row: T) => Plain): readonly (() => Plain)[] {
  return rows.map((row) => () => make(row));
}

interface Work {
  readonly project: number;
  readonly day: string;
  readonly state: WorkState;
  readonly billable: boolean;
  readonly invoice?: number;
}

function isWanted({ ids }: World, work: Work, filter: WorkArguments['filter']): boolean {
  const { projectId, on, approval = null, billable = null, invoiced = null } = filter ?? {};
  return (
    within(work.day, on) &&
    (approval === null || approvals[work.state] === approval) &&
    (billable === null || work.billable === billable) &&
    (invoiced === null || (work.invoice !== undefined) === invoiced) &&
    isOf(ids.ofProject(work.project), projectId)
  );
}

const costOf = once((firm: Firm) => costRates(firm));

function timeEntry(world: World, ordinal: number): Plain {
  const { firm, ids } = world;
  const entry = at(firm.timeEntries, ordinal);
  const { currency } = at(firm.projects, entry.project);
  const amount = worth(entry);
  const cost = costOf(firm)(entry.person, entry.project, entry.costRate, entry.workedOn);
  return {
    id: psaId('TIME_ENTRY', kantataIds.timeEntry(ordinal)),
    project: () => world.project(ids.ofProject(entry.project)),
    resource: () => world.resource(entry.person),
    taskId: psaId('TASK', kantataIds.story(entry.task)),
    workedOn: entry.workedOn,
    hours: decimalText(dividedHalfUp(BigInt(entry.minutes) * 10_000n, 60n), 4),
    note: entry.notes,
    billable: entry.billable,
    approval: approvals[entry.state],
    invoiced: entry.invoice !== undefined,
    hourlyBillRate: entry.rate === undefined ? null : decimalText(entry.rate, digitsOf(currency)),
    hourlyCostRate: decimalText(BigInt(cost), digitsOf(currency)),
    billableAmount: amount === null ? null : printed({ minor: amount, currency }),
  };
}

function expenseOf(world: World, expense: Expense): Plain {
  const { firm, ids } = world;
  const { currency } = at(firm.projects, expense.project);
  return {
    id: psaId('EXPENSE', kantataIds.expense(expense.ordinal)),
    project: () => world.project(ids.ofProject(expense.project)),
    resource: () => world.resource(expense.person),
    spentOn: expense.spentOn,
    category: expense.category,
    amount: printed({ minor: expense.amount, currency }),
    reimbursable: expense.reimbursable,
    billable: expense.billable,
    approval: approvals[expense.state],
    invoiced: expense.invoice !== undefined,
  };
}
