// Who may enter next, as one pure rule: the memory of a process, Redis and Postgres all follow it (budget-rig.ts holds the three
// together).
import type { Priority } from './envelope.ts';

/** A number for each priority. */
export type ByPriority = Readonly<Record<Priority, number>>;

/** The places of a vendor account. Background work may borrow the reserve, all but one place, while nobody is interactive. */
export interface BudgetLimits {
  readonly concurrentMax: number;
  readonly reserve: number;
  /**
   * Once background work has waited this long, and none of it has been under way for as long, the next free place is its, whoever waits. So
   * among it for reference.
   */
  readonly floorAfterMs: number;
}

/**
 * Without a floor people who ask without a pause would keep a month end waiting for as long as they ask. One call at a time, and only a second
 * after the last one: at 200 ms a call some 3,000 calls an hour, for a sixth of one place (a thirtieth of five), so people hardly notice.
 * Without the second between, a backlog, whose oldest is always overdue, would have a place for good: the only one, at an account of one.
 *
 * Reference calls have the same among the background: while a month end bills without a pause, feeds and watchers would wait until they give
 * up (10 s). A second after the last of them one may go before billing: the eight that a feed asks at once are all served in those 10 s, and
 * billing keeps 29 of 30 parts of five places. Billing has one in between, or it would itself wait for ever for the one call that people leave.
 */
export const floorAfterMs = 1_000;

/** What one process holds and waits for, in absolute numbers: told again after a lost answer, it is still true. */
export interface BudgetShare {
  /** Places held, whatever their calls do. */
  readonly interactive: number;
  readonly background: number;
  readonly waiting: ByPriority;
  /** How long the oldest of the waiting has waited, in milliseconds; whoever waits longest goes first, in whichever process. */
  readonly waitedMs: ByPriority;
  /** How long no billing call has been under way, in milliseconds; 0 while one is. */
  readonly billingIdleMs: number;
  /** The same of reference calls. */
  readonly referenceIdleMs: number;
}

/** The others, summed up: what they hold, what they wait for, and how many of these have waited longer than the oldest of mine. */
export interface OtherShares {
  readonly interactive: number;
  readonly background: number;
  readonly waiting: ByPriority;
  readonly before: ByPriority;
  /** How long the oldest of each among them has waited, in milliseconds; 0 where none waits. */
  readonly waitedMs: Omit<ByPriority, 'interactive'>;
  /** How long no billing call has been under way in any of them. */
  readonly billingIdleMs: number;
  /** The same of reference calls. */
  readonly referenceIdleMs: number;
}

/** So long after the last interactive call nobody is at work there, and background work may have every place. */
export const lendAllAfterMs = 10_000;

/** The places as they may be lent now: all of them, once nobody has been interactive for a while. */
export function lentWhole(limits: BudgetLimits, isQuiet: boolean): BudgetLimits {
  // By the rule below nothing kept is everything lent.
  return isQuiet ? { ...limits, reserve: 0 } : limits;
}

/** Nobody else. */
export const nobody: OtherShares = {
  interactive: 0,
  background: 0,
  waiting: { interactive: 0, billing: 0, reference: 0 },
  before: { interactive: 0, billing: 0, reference: 0 },
  waitedMs: { billing: 0, reference: 0 },
  billingIdleMs: Number.POSITIVE_INFINITY,
  referenceIdleMs: Number.POSITIVE_INFINITY,
};

/** How many of those that wait in `mine` may enter now. */
export function admitted(limits: BudgetLimits, mine: BudgetShare, others: OtherShares): ByPriority {
  const { concurrentMax, reserve } = limits;
  const background = mine.background + others.background;
  const free = concurrentMax - mine.interactive - others.interactive - background;
  const isReferenceOverdue = isOverdue('reference', limits, mine, others);
  const isAnyOverdue = isReferenceOverdue || isOverdue('billing', limits, mine, others);
  const billingIdleMs = Math.min(mine.billingIdleMs, others.billingIdleMs);
  const referenceIdleMs = Math.min(mine.referenceIdleMs, others.referenceIdleMs);
  const isIdle = background === 0 && Math.min(billingIdleMs, referenceIdleMs) >= limits.floorAfterMs;
  const floor = isIdle && isAnyOverdue && free > 0 ? 1 : 0;
  const interactive = between(mine.waiting.interactive, free - floor - others.before.interactive);
  const left = mine.waiting.interactive - interactive + others.waiting.interactive;
  const isQuiet = mine.interactive + others.interactive + interactive + left === 0;
  const backgroundMax = isQuiet ? Math.max(concurrentMax - 1, concurrentMax - reserve) : concurrentMax - reserve;
  const room = Math.max(floor, Math.min(free - interactive - left, backgroundMax - background));
  const isReferenceNext = referenceIdleMs >= limits.floorAfterMs && referenceIdleMs > billingIdleMs;
  const turn = isReferenceNext && isReferenceOverdue && room > 0 ? 1 : 0;
  const billing = between(mine.waiting.billing, room - turn - others.before.billing);
  const moreUrgent = mine.waiting.billing + others.waiting.billing;
  const reference = between(mine.waiting.reference, Math.max(turn, room - moreUrgent) - others.before.reference);
  return { interactive, billing, reference };
}

/** Whether background work of a kind, here or elsewhere, has waited as long as it may be kept waiting. */
function isOverdue(
  kind: 'billing' | 'reference',
  { floorAfterMs: after }: BudgetLimits,
  mine: BudgetShare,
  others: OtherShares,
): boolean {
  return [mine, others].some(({ waiting, waitedMs }) => waiting[kind] > 0 && waitedMs[kind] >= after);
}

/** As many as are wanted and there is room for; never less than none. */
function between(wanted: number, room: number): number {
  return Math.max(0, Math.min(wanted, room));
}
