// Time entries, day by day, and the weekly sheets they are handed in with.
import { dateOf, dayOf, instantOn, mondayOf, weekdayOf } from './days.ts';
import type { Draft } from './dirt.ts';
import type { ProjectPlan, Stint } from './engagements.ts';
import { HISTORY_DAYS } from './engagements.ts';
import type { Person } from './model.ts';
import type { TimeEntry, Timesheet, WorkState } from './model-delivery.ts';
import type { WorkBreakdown } from './plan.ts';
import type { Random } from './random.ts';
import type { RateBook } from './rate-cards.ts';

/** Most days are full ones. Multiples of a quarter of an hour, so that hours are exact decimals. */
const DAY_LENGTHS = [480, 480, 480, 480, 450, 450, 420, 510, 540, 360, 300, 240] as const;
const NOTES = [
  'Workshop with client team',
  'Configuration and unit tests',
  'Review of open points',
  'Data mapping',
  'Preparation of steering committee',
  'Interface to finance system',
  'Defect analysis – "blocker" list',
  'Documentation',
  'Abstimmung mit Fachbereich',
  '要件定義の打ち合わせ',
  'Sprint 14: stories & demo',
  'Go-live support',
] as const;
const REJECTIONS = [
  'Wrong project',
  'Task is closed',
  'More than the agreed hours',
  'Please describe what was done',
] as const;

/** What time is generated from. */
interface WorkInput {
  readonly plans: readonly ProjectPlan[];
  readonly breakdowns: ReadonlyMap<number, WorkBreakdown>;
  readonly people: readonly Person[];
  readonly rateBook: RateBook;
  readonly today: string;
  readonly random: Random;
}

/** Time entries in order of day, and their sheets. */
export interface Work {
  readonly timeEntries: Draft<TimeEntry>[];
  readonly timesheets: Draft<Timesheet>[];
}

/** A stint with the state that its running week's sheet will have. */
interface Booking {
  readonly plan: ProjectPlan;
  readonly stint: Stint;
  readonly breakdown: WorkBreakdown;
  readonly costRate: bigint;
  week: number;
  state: WorkState;
  sheet?: Draft<Timesheet>;
}

/** Builds a year of work up to yesterday. */
export function buildWork(input: WorkInput): Work {
  const { today, random } = input;
  const now = dayOf(today);
  const work: Work = { timeEntries: [], timesheets: [] };
  const waiting = bookingsOf(input).sort((one, other) => one.stint.from - other.stint.from);
  let active: Booking[] = [];
  let next = 0;
  for (let day = now - HISTORY_DAYS; day < now; day += 1) {
    if (weekdayOf(day) >= 5) continue;
    for (let booking = waiting[next]; booking !== undefined && booking.stint.from <= day; booking = waiting[next]) {
      active.push(booking);
      next += 1;
    }
    active = active.filter((booking) => booking.stint.to >= day);
    for (const booking of active) if (!random.chance(absence(day))) bookDay(work, booking, day, { ...input, now });
  }
  return work;
}

function bookingsOf({ plans, breakdowns, people }: WorkInput): Booking[] {
  return plans.flatMap((plan) => {
    const breakdown = breakdowns.get(plan.ordinal);
    if (breakdown === undefined) throw new Error(`Project ${plan.ordinal} has no plan`);
    return plan.stints.map((stint) => {
      const costRate = people[stint.person - 1]?.costRate ?? 0n;
      return { plan, stint, breakdown, costRate, week: 0, state: 'draft' as const, sheet: undefined };
    });
  });
}

/** How likely someone is away: at the turn of the year, in August, else. */
function absence(day: number): number {
  const date = dateOf(day).slice(5);
  if (date >= '12-24' || date <= '01-01') return 0.8;
  return date >= '08-01' && date <= '08-20' ? 0.18 : 0.05;
}

type Booker = WorkInput & { readonly now: number };

function bookDay(work: Work, booking: Booking, day: number, input: Booker): void {
  const { random } = input;
  const monday = mondayOf(day);
  if (booking.week !== monday) openWeek(work, booking, monday, input);
  const minutes = random.pick(DAY_LENGTHS);
  const { phases, coordination } = booking.breakdown;
  const phase = phases.find((candidate) => candidate.to >= day) ?? phases.at(-1);
  const task = random.pick(phase?.tasks ?? [coordination]);
  if (random.chance(0.07)) {
    addEntry(work, booking, { day, minutes: minutes - 60, task, billable: true }, input);
    addEntry(work, booking, { day, minutes: 60, task: coordination, billable: false }, input);
  } else {
    const billable = !random.chance(0.04);
    addEntry(work, booking, { day, minutes, task: billable ? task : coordination, billable }, input);
  }
}

/** Decides what happened to the week's sheet. The running week is mostly still being written. */
function openWeek(work: Work, booking: Booking, monday: number, { now, random }: Booker): void {
  const sunday = monday + 6;
  booking.week = monday;
  booking.state = stateOfWeek(now - sunday, random);
  booking.sheet = undefined;
  if (booking.state === 'draft') return;
  const submitted = Math.min(sunday - 2 + random.int(0, 3), now - 1);
  const decided = booking.state === 'submitted' ? undefined : Math.min(submitted + random.int(1, 5), now - 1);
  booking.sheet = {
    ordinal: work.timesheets.length + 1,
    person: booking.stint.person,
    project: booking.plan.ordinal,
    from: dateOf(monday),
    to: dateOf(sunday),
    minutes: 0,
    state: booking.state,
    submittedAt: instantOn(submitted, '17:50:00'),
    decidedAt: decided === undefined ? undefined : instantOn(decided, '18:30:00'),
    decidedBy: decided === undefined ? undefined : booking.plan.approver,
    rejectionReason: booking.state === 'rejected' ? random.pick(REJECTIONS) : undefined,
  };
  work.timesheets.push(booking.sheet);
}

function stateOfWeek(age: number, random: Random): WorkState {
  const roll = random.next();
  if (age < 0) return roll < 0.25 ? 'submitted' : 'draft';
  if (age <= 7) return roll < 0.55 ? 'approved' : roll < 0.95 ? 'submitted' : 'draft';
  if (age <= 21) return roll < 0.9 ? 'approved' : roll < 0.97 ? 'submitted' : 'rejected';
  return roll < 0.975 ? 'approved' : roll < 0.987 ? 'submitted' : 'rejected';
}

interface Hours {
  readonly day: number;
  readonly minutes: number;
  readonly task: number;
  readonly billable: boolean;
}

function addEntry(
  work: Work,
  booking: Booking,
  { day, minutes, task, billable }: Hours,
  { rateBook, random }: Booker,
): void {
  const { plan, stint, sheet } = booking;
  const workedOn = dateOf(day);
  const createdAt = instantOn(day, '17:30:00');
  if (sheet !== undefined) sheet.minutes += minutes;
  work.timeEntries.push({
    ordinal: work.timeEntries.length + 1,
    project: plan.ordinal,
    task,
    person: stint.person,
    role: stint.role,
    workedOn,
    minutes,
    billable,
    state: booking.state,
    timesheet: sheet?.ordinal,
    rate: rateBook.rateOn(plan.rateCard, stint.role, workedOn),
    costRate: booking.costRate,
    notes: random.pick(NOTES),
    invoice: undefined,
    invoiceLine: undefined,
    createdAt,
    modifiedAt: sheet?.decidedAt ?? sheet?.submittedAt ?? createdAt,
  });
}
