// Expenses: a few per project and month, billable to the customer or not, reimbursable to the person or not.
import { dateOf, dayOf, instantOn, monthEnd, monthsBetween } from './days.ts';
import type { Draft } from './dirt.ts';
import type { ProjectPlan } from './engagements.ts';
import type { Expense, WorkState } from './model-delivery.ts';
import { minorPerUnit } from './money.ts';
import type { Random } from './random.ts';
import { roughlyInCurrency } from './setup.ts';

/** Category, and the smallest and largest amount in dollars. */
const CATEGORIES: readonly (readonly [string, number, number])[] = [
  ['Travel', 90, 1400],
  ['Lodging', 110, 900],
  ['Meals', 12, 140],
  ['Mileage', 15, 190],
  ['Software', 40, 600],
  ['Subcontractor', 800, 6500],
];
/** Expenses of one project in one month. */
const PER_MONTH_MAX = 3;

/** Builds the expenses of every project in order of project and month; `today` is the first day without any. */
export function buildExpenses(plans: readonly ProjectPlan[], today: string, random: Random): Draft<Expense>[] {
  const expenses: Draft<Expense>[] = [];
  const now = dayOf(today);
  for (const plan of plans) {
    for (const month of monthsBetween(plan.start, Math.min(plan.workEnd, now - 1)))
      addMonth(expenses, plan, month, { now, random });
  }
  return expenses;
}

function addMonth(
  expenses: Draft<Expense>[],
  plan: ProjectPlan,
  month: number,
  { now, random }: { now: number; random: Random },
): void {
  for (let count = random.int(0, PER_MONTH_MAX); count > 0; count -= 1) {
    const day = random.int(month, monthEnd(month));
    const there = plan.stints.filter((stint) => stint.from <= day && day <= stint.to);
    if (day >= now || there.length === 0) continue;
    expenses.push(
      expenseOn(day, { plan, ordinal: expenses.length + 1, person: random.pick(there).person, now, random }),
    );
  }
}

interface ExpenseSeed {
  readonly plan: ProjectPlan;
  readonly ordinal: number;
  readonly person: number;
  readonly now: number;
  readonly random: Random;
}

function expenseOn(day: number, { plan, ordinal, person, now, random }: ExpenseSeed): Draft<Expense> {
  const [category, low, high] = random.pick(CATEGORIES);
  const { currency } = plan.engagement;
  const state = stateOf(now - day, random);
  const decided = Math.min(day + random.int(2, 9), now - 1);
  const approved = state === 'approved';
  const createdAt = instantOn(day, '20:05:00');
  return {
    ordinal,
    project: plan.ordinal,
    person,
    category,
    spentOn: dateOf(day),
    amount: BigInt(
      Math.round(roughlyInCurrency(low + random.next() * (high - low), currency) * minorPerUnit(currency)),
    ),
    billable: random.chance(0.75),
    reimbursable: category !== 'Subcontractor' && random.chance(0.85),
    taxable: random.chance(0.5),
    state,
    notes: `${category} ${dateOf(day)}`,
    approvedAt: approved ? instantOn(decided, '10:45:00') : undefined,
    approvedBy: approved ? plan.approver : undefined,
    invoice: undefined,
    invoiceLine: undefined,
    createdAt,
    modifiedAt: state === 'draft' ? createdAt : instantOn(decided, '10:45:00'),
  };
}

function stateOf(age: number, random: Random): WorkState {
  const roll = random.next();
  if (age <= 10) return roll < 0.4 ? 'draft' : roll < 0.8 ? 'submitted' : 'approved';
  return roll < 0.93 ? 'approved' : roll < 0.97 ? 'submitted' : 'rejected';
}
