// What a contract line will be billed by, as ERP, PSA and CRM keep it: the line a project delivers, and its bills one by one: a milestone,
// an instalment, a period (DOMAIN rules 24-27). Each has a name of its own that outlives its schedule, so that it is billed once for ever.
import { Temporal } from 'temporal-polyfill';
import type { VendorRef } from '../../../schema/canon/identity.ts';
import { compare, type Money, sum } from '../../../schema/canon/money.ts';
import { charges, type RecurringLine } from './recurring.ts';

/** How what is not billed by its time is billed. */
export type PlannedKind = 'MILESTONE' | 'FIXED_FEE' | 'RETAINER' | 'RECURRING';

/** A priced line of the contract, in the contract's currency. */
export interface PricedLine {
  readonly id: string;
  readonly description: string;
  readonly billingModel: string;
  readonly amount: Money | null;
  /** Price of one period, where the line has one. */
  readonly periodPrice: Money | null;
  readonly startOn: string | null;
  readonly endOn: string | null;
  readonly rollover: boolean;
}

/** One planned bill of the ERP's schedule. */
export interface ScheduledBill {
  readonly id: string;
  readonly description: string | null;
  readonly dueOn: string | null;
  readonly amount: Money;
  readonly status: 'PLANNED' | 'READY' | 'HELD' | 'BILLED' | 'CANCELLED' | 'UNKNOWN';
  /** The milestone of the PSA that earns it, by its canonical id and as the PSA names it. */
  readonly milestone: { readonly id: string; readonly ref: VendorRef } | null;
}

/** A milestone of the PSA. */
export interface ToldMilestone {
  readonly id: string;
  readonly name: string;
  readonly dueOn: string | null;
  readonly amount: Money | null;
  readonly billed: boolean;
}

/** A bill to be. `source` is its name for ever, unless the books know it by another (`bill-names`). */
export interface PlannedBill {
  readonly source: string;
  /** Its name by month and place, under which it may have been billed before names were by line of the schedule; null: never. */
  readonly formerly: string | null;
  readonly kind: PlannedKind;
  readonly title: string;
  /** Day from which it may be billed; null: when it is accepted. */
  readonly dueOn: string | null;
  /** First and last day of what it is for; both the due day where a milestone earns it. */
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
  readonly status: ScheduledBill['status'];
  readonly scheduleLine: string | null;
  readonly milestone: ToldMilestone | null;
  readonly milestoneRef: VendorRef | null;
}

/** The line that a project delivers, or why nobody can say. */
export type LineChoice =
  | { readonly kind: 'LINE'; readonly line: PricedLine; readonly value: Money }
  | { readonly kind: 'UNKNOWN'; readonly why: string };

/**
 * The contract line of a project: the one of its billing model; of several the one that is worth what the project's schedule comes to.
 * No system says it outright. Several that are worth the same are a question for a person, never a guess.
 */
export function lineOfProject(
  lines: readonly PricedLine[],
  project: { readonly billingModel: string; readonly currency: string; readonly scheduled: Money | null },
): LineChoice {
  const { billingModel, currency, scheduled } = project;
  const priced = lines.flatMap((line) =>
    line.billingModel === billingModel && line.amount?.currency === currency ? [{ line, value: line.amount }] : [],
  );
  const fitting =
    priced.length === 1 || scheduled === null ? priced : priced.filter(({ value }) => compare(value, scheduled) === 0);
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return { kind: 'LINE', ...first };
  const why =
    first === undefined
      ? `the contract has no line of ${billingModel} in ${currency} that fits; add it, or correct the project`
      : `the contract has ${fitting.length} lines of ${billingModel} that fit; make their amounts or schedules differ`;
  return { kind: 'UNKNOWN', why };
}

/** What bills are planned from. */
export interface Plans {
  readonly line: PricedLine;
  readonly kind: PlannedKind;
  readonly schedule: readonly ScheduledBill[];
  readonly milestones: readonly ToldMilestone[];
  /** Periods are told that are due to this day. */
  readonly through: string;
}

/**
 * The bills of a line in order of their days: as the ERP has scheduled them; where it has no schedule, periods by the contract itself,
 * prorated at both ends (rule 27). Raises RangeError when the contract's periods never end.
 */
export function plannedBills(plans: Plans): readonly PlannedBill[] {
  const { schedule } = plans;
  return schedule.length > 0 ? bySchedule(plans) : byContract(plans);
}

function bySchedule({ line, kind, schedule, milestones }: Plans): readonly PlannedBill[] {
  const told = new Map(milestones.map((milestone) => [milestone.id, milestone]));
  const ordered = [...schedule].sort((a, b) => order(a.dueOn, b.dueOn) || a.id.localeCompare(b.id));
  const dated = ordered.filter(({ milestone }) => milestone === null).flatMap(({ dueOn }) => dueOn ?? []);
  // Several of one day serve the same days.
  const days = [...new Set(dated)];
  const months = new Map<string, number>();
  return ordered.map(({ id, description, dueOn, amount, status, milestone }) => {
    const facts = { kind, amount, status, scheduleLine: id, dueOn };
    const day = dueOn ?? line.startOn ?? line.endOn ?? '';
    const title = description ?? line.description;
    if (milestone !== null) {
      const { id: source, ref } = milestone;
      const known = told.get(source) ?? missing(source, title);
      const own = { source, formerly: null, title, from: day, to: day };
      return { ...facts, ...own, milestone: known, milestoneRef: ref };
    }
    const month = day.slice(0, 7);
    const nth = (months.get(month) ?? 0) + 1;
    months.set(month, nth);
    const span = kind === 'FIXED_FEE' ? { from: day, to: day } : spanOf(line, kind, days, day);
    const names = { source: `instalment:${line.id}:${id}`, formerly: periodSource(line, month, nth) };
    return { ...facts, ...names, title, ...span, milestone: null, milestoneRef: null };
  });
}

/** A schedule that names a milestone the PSA does not have any more: billed by nobody until somebody mends one of the two. */
function missing(id: string, name: string): ToldMilestone {
  return { id, name, dueOn: null, amount: null, billed: false };
}

function byContract({ line, kind, through }: Plans): readonly PlannedBill[] {
  const { periodPrice, startOn, endOn } = line;
  if (periodPrice === null || startOn === null || (kind !== 'RECURRING' && kind !== 'RETAINER')) return [];
  const recurring: RecurringLine = {
    ...{ amount: periodPrice, everyMonths: 1, alignment: 'CALENDAR', startOn, endOn },
    // What is prepaid is billed before it is used, what was served after.
    timing: kind === 'RETAINER' ? 'ADVANCE' : 'ARREARS',
  };
  return charges(recurring, through, 'HALF_UP').map(({ from, to, billOn, days, ofDays, amount }) => ({
    ...{ source: periodSource(line, billOn.slice(0, 7), 1), formerly: null, kind, dueOn: billOn, from, to, amount },
    title:
      days === ofDays ? `${line.description}, ${from} to ${to}` : `${line.description}, ${from} to ${to}, pro rata`,
    ...{ status: 'READY' as const, scheduleLine: null, milestone: null, milestoneRef: null },
  }));
}

/** The name of a contract's own period: its line and the month it falls due. Once it also named bills of a schedule, by their place in it. */
function periodSource({ id }: PricedLine, month: string, nth: number): string {
  return nth === 1 ? `period:${id}:${month}` : `period:${id}:${month}:${nth}`;
}

/** In advance a bill serves to the day before the next one, in arrears from the day after the one before. */
function spanOf(
  { startOn, endOn }: PricedLine,
  kind: PlannedKind,
  days: readonly string[],
  day: string,
): { readonly from: string; readonly to: string } {
  const place = days.indexOf(day);
  if (kind === 'RETAINER') {
    const next = days[place + 1];
    const to = next === undefined ? (endOn ?? monthEnd(day)) : plusDays(next, -1);
    return { from: day, to: to < day ? day : to };
  }
  const before = place <= 0 ? undefined : days[place - 1];
  const from = before === undefined ? (startOn ?? `${day.slice(0, 7)}-01`) : plusDays(before, 1);
  return { from: from > day ? day : from, to: day };
}

function monthEnd(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString();
}

function plusDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function order(a: string | null, b: string | null): number {
  const [one, other] = [a ?? '9999-12-31', b ?? '9999-12-31'];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** What a schedule comes to; null for one without lines. Cancelled bills count: they are part of what was agreed. */
export function scheduledValue(schedule: readonly ScheduledBill[]): Money | null {
  const [first] = schedule;
  return first === undefined
    ? null
    : sum(
        first.amount.currency,
        schedule.map(({ amount }) => amount),
      );
}
