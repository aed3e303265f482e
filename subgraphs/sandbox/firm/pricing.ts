// What projects cost the customer, from the work planned on them.
import type { ProjectPlan } from './engagements.ts';
import { dateOf, dayOf, monthsBetween, workdaysBetween } from './days.ts';
import type { CurrencyCode } from './money.ts';
import { minorPerUnit } from './money.ts';
import type { Random } from './random.ts';
import type { RateBook } from './rate-cards.ts';
import { roughlyInCurrency } from './setup.ts';
import { STAFFED_AHEAD_DAYS } from './staffing.ts';

/** Hours of an average day, holidays and short days taken into account. */
const HOURS_A_DAY = 6.9;
/** Of every sixty projects: fixed prices that the work exceeds, and caps that it exceeds. */
const OVER_BUDGET_PER_SIXTY = 2;
const OVER_CAP_PER_SIXTY = 1;
/** And hourly projects that nobody gave a rate card: their time has no rate and cannot be billed. */
const WITHOUT_CARD_PER_SIXTY = 0.5;

/** Sets price and cap of every plan, and marks the ones whose work exceeds them. */
export function priceProjects(plans: readonly ProjectPlan[], rateBook: RateBook, today: string, random: Random): void {
  const now = dayOf(today);
  markOverruns(plans, random);
  for (const plan of plans) {
    const currency = plan.engagement.currency;
    const planned =
      plannedValue(plan, rateBook, now) ||
      roughlyInCurrency(random.int(50, 300) * 1000, currency) * minorPerUnit(currency);
    const worked = valueUntil(plan, rateBook, now);
    const nice = (value: number): bigint => niceAmount(value, currency);
    switch (plan.model) {
      case 'timeAndMaterials':
        plan.price = nice(planned * (1.06 + random.next() * 0.2));
        if (plan.over === 'cap') plan.notToExceed = nice(worked * 0.8);
        else if (random.chance(0.45)) plan.notToExceed = plan.price;
        break;
      case 'fixedFee':
      case 'milestone':
        plan.price = nice(plan.over === 'budget' ? worked * 0.7 : planned * (1.03 + random.next() * 0.35));
        break;
      case 'retainer':
      case 'recurring': {
        const months = BigInt(monthsBetween(plan.start, plan.due).length);
        plan.price = nice(planned / Number(months)) * months;
        break;
      }
    }
  }
}

/** Overruns need work behind them, so they are picked among projects that have run for a while. */
function markOverruns(plans: readonly ProjectPlan[], random: Random): void {
  const running = random.shuffled(plans.filter((plan) => plan.status === 'inProgress' && plan.stints.length >= 3));
  const mark = (over: 'budget' | 'cap', models: readonly string[], perSixty: number): void => {
    const count = Math.max(1, Math.round((perSixty * plans.length) / 60));
    for (const plan of running.filter(({ model }) => models.includes(model)).slice(0, count)) plan.over = over;
  };
  mark('budget', ['fixedFee', 'milestone'], OVER_BUDGET_PER_SIXTY);
  mark('cap', ['timeAndMaterials'], OVER_CAP_PER_SIXTY);
  const hourly = running.filter((plan) => plan.model === 'timeAndMaterials' && plan.over === 'nothing');
  const withoutCard = Math.max(1, Math.round((WITHOUT_CARD_PER_SIXTY * plans.length) / 60));
  for (const plan of hourly.slice(0, withoutCard)) plan.rateCard = undefined;
}

/** Value of the whole plan in minor units; what lies beyond the staffed weeks is taken to go on as before. */
function plannedValue(plan: ProjectPlan, rateBook: RateBook, now: number): number {
  const staffedEnd = Math.min(plan.workEnd, now + STAFFED_AHEAD_DAYS);
  const staffed = valueUntil(plan, rateBook, staffedEnd);
  const days = staffedEnd - plan.start + 1;
  return days <= 0 ? 0 : (staffed * (plan.due - plan.start + 1)) / days;
}

function valueUntil(plan: ProjectPlan, rateBook: RateBook, end: number): number {
  const card = rateBook.cardFor(plan.engagement.customer, plan.engagement.currency).ordinal;
  let value = 0;
  for (const stint of plan.stints) {
    const rate = rateBook.rateOn(card, stint.role, dateOf(stint.from)) ?? 0n;
    value += workdaysBetween(stint.from, Math.min(stint.to, end)) * HOURS_A_DAY * Number(rate);
  }
  return value;
}

/** Rounds to what people write in contracts: hundreds, or tens of thousands of yen. Never less than one such step. */
export function niceAmount(minor: number, currency: CurrencyCode): bigint {
  const step = currency === 'JPY' ? 10_000 : 100 * minorPerUnit(currency);
  return BigInt(Math.max(1, Math.round(minor / step)) * step);
}
