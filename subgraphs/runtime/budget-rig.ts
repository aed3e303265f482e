// What every store of shared places must do, asked of each (its test calls this): let in whom the rule lets in, whatever was told before.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createBudget } from './budget.ts';
import { waitingTrustMs } from './budget-port.ts';
import type { Budget, SharedPlaces } from './budget-port.ts';
import { admitted } from './budget-rule.ts';
import type { BudgetLimits, BudgetShare, ByPriority, OtherShares } from './budget-rule.ts';
import { priorities, systemEnvelope } from './envelope.ts';
import type { Priority } from './envelope.ts';

/** Ages spread so far that chance puts none so close to another that a clock would decide between them. */
const daysMs = 1_000_000_000;
/** Answers of a store that may come too late, of some hundred. */
const lateMax = 20;

interface Told extends BudgetShare {
  readonly toldMs: number;
}

/** The rule over what was told before, with ages as they are now. */
function othersOf(shares: readonly (Told | null)[], mine: BudgetShare): OtherShares {
  const told = shares.filter((share) => share !== null);
  const sum = (pick: (share: Told) => number): number => told.reduce((total, share) => total + pick(share), 0);
  const byPriority = (pick: (share: Told, priority: keyof ByPriority) => number): ByPriority => ({
    interactive: sum((share) => pick(share, 'interactive')),
    billing: sum((share) => pick(share, 'billing')),
    reference: sum((share) => pick(share, 'reference')),
  });
  const age = (share: Told): number => performance.now() - share.toldMs;
  const idle = (pick: (share: Told) => number): number =>
    Math.min(...told.map((share) => (pick(share) === 0 ? 0 : pick(share) + age(share))));
  return {
    interactive: sum((share) => share.interactive),
    background: sum((share) => share.background),
    waiting: byPriority((share, priority) => share.waiting[priority]),
    before: byPriority((share, priority) =>
      share.waitedMs[priority] + age(share) > mine.waitedMs[priority] ? share.waiting[priority] : 0,
    ),
    waitedMs: {
      billing: Math.max(
        0,
        ...told.map((share) => (share.waiting.billing > 0 ? share.waitedMs.billing + age(share) : 0)),
      ),
      reference: Math.max(
        0,
        ...told.map((share) => (share.waiting.reference > 0 ? share.waitedMs.reference + age(share) : 0)),
      ),
    },
    billingIdleMs: idle((share) => share.billingIdleMs),
    referenceIdleMs: idle((share) => share.referenceIdleMs),
  };
}

function below(max: number): number {
  return Math.floor(Math.random() * max);
}

/** A random share and account; where it is pressed people wait and nothing is under way in the background: only then there is a floor to give. */
function anyCase(isPressed: boolean): { readonly limits: BudgetLimits; readonly mine: BudgetShare } {
  const concurrentMax = isPressed ? 2 + below(7) : 8;
  // Often all have waited longer: only then there is a floor to give, or a turn of reference.
  const longest = below(2) === 0 ? daysMs / 50 : daysMs;
  const limits = { concurrentMax, reserve: below(Math.min(4, concurrentMax)), floorAfterMs: below(longest) };
  const background = isPressed ? 0 : Math.max(0, below(7) - 3);
  const idleMs = (): number => (background > 0 && below(4) === 0 ? 0 : 1 + below(daysMs));
  const mine = {
    interactive: Math.max(0, below(5) - 2),
    background,
    waiting: {
      interactive: isPressed ? 1 + below(6) : Math.max(0, below(4) - 1),
      billing: below(5),
      reference: below(3),
    },
    waitedMs: { interactive: below(daysMs), billing: below(daysMs), reference: below(daysMs) },
    billingIdleMs: idleMs(),
    referenceIdleMs: idleMs(),
  };
  return { limits, mine };
}

/**
 * Tells random shares of three processes and compares every admission with the rule; returns how many let somebody in, how many
 * left somebody waiting, how often reference went before billing, how often background work before people, and how often it would have
 * but for the last of it having ended too recently: so that the caller can tell a run that showed nothing.
 */
export async function followsTheRule(
  placesOf: (process: string) => SharedPlaces,
  rounds: number,
): Promise<Readonly<Record<'admissions' | 'refusals' | 'turns' | 'floors' | 'pauses', number>>> {
  let account = `TEST:${randomUUID()}`;
  const processes = ['a', 'b', 'c'].map(placesOf);
  let shares: (Told | null)[] = [null, null, null];
  const counts = { admissions: 0, refusals: 0, turns: 0, floors: 0, pauses: 0 };
  let late = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (shares.some((share) => share !== null && performance.now() - share.toldMs > waitingTrustMs / 2)) {
      // The store soon stops waiting for what was told so long ago.
      account = `TEST:${randomUUID()}`;
      shares = [null, null, null];
    }
    const who = below(3);
    const { limits, mine } = anyCase(round % 60 < 30);
    const others = othersOf(
      shares.map((share, index) => (index === who ? null : share)),
      mine,
    );
    const expected = admitted(limits, mine, others);
    let told;
    try {
      told = await processes[who]?.exchange(account, limits, mine);
    } catch (error) {
      // On a busy machine an answer may come too late, and nobody knows what was filed: begun anew.
      late += 1;
      if (late > lateMax) throw error;
      shares = [null, null, null];
      account = `TEST:${randomUUID()}`;
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    expect(told, JSON.stringify({ limits, mine, others })).toMatchObject(expected);
    for (const priority of priorities) {
      if (expected[priority] > 0) counts.admissions += 1;
      else if (mine.waiting[priority] > 0) counts.refusals += 1;
    }
    if (expected.reference > admitted(limits, { ...mine, referenceIdleMs: 0 }, others).reference) counts.turns += 1;
    const peopleIf = (idleMs: number): number => {
      const idle = { billingIdleMs: idleMs, referenceIdleMs: idleMs };
      return admitted(limits, { ...mine, ...idle }, { ...others, ...idle }).interactive;
    };
    if (expected.interactive < peopleIf(0)) counts.floors += 1;
    if (expected.interactive > peopleIf(daysMs)) counts.pauses += 1;
    const left = { ...mine.waiting };
    for (const priority of priorities) left[priority] -= expected[priority];
    const entered = {
      interactive: mine.interactive + expected.interactive,
      background: mine.background + expected.billing + expected.reference,
    };
    const idle = {
      billingIdleMs: expected.billing > 0 ? 0 : mine.billingIdleMs,
      referenceIdleMs: expected.reference > 0 ? 0 : mine.referenceIdleMs,
    };
    shares[who] = { ...mine, ...entered, ...idle, waiting: left, toldMs: performance.now() };
  }
  return counts;
}

/** Budgets of one account in several processes of a house. */
export function budgetsOf(
  placesOf: (process: string) => SharedPlaces,
  concurrentMax: number,
  copies: number,
  options: { readonly floorAfterMs?: number } = {},
): Budget[] {
  const instance = randomUUID();
  return Array.from({ length: copies }, (_, copy) =>
    createBudget({ system: 'ERP', instance, concurrentMax, places: placesOf(`copy-${copy}`), ...options }),
  );
}

/** Works 60 calls through two copies; the most that were ever under way together, and how many each copy had. */
export async function mostTogether(
  budgets: readonly Budget[],
): Promise<{ readonly most: number; readonly done: readonly number[] }> {
  const done = budgets.map(() => 0);
  let running = 0;
  let most = 0;
  const call = async (index: number): Promise<void> => {
    const copy = index % budgets.length;
    const priority = priorities[index % 3] ?? 'reference';
    const lease = await budgets[copy]?.acquire(systemEnvelope('test', { priority }));
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 3));
    running -= 1;
    done[copy] = (done[copy] ?? 0) + 1;
    lease?.release();
  };
  await Promise.all(Array.from({ length: 60 }, (_, index) => call(index)));
  return { most, done };
}

/** How many calls of people and of billing are served in so many milliseconds while in every copy more of both wait than there are places. */
export async function servedUnderPressure(
  budgets: readonly Budget[],
  forMs: number,
): Promise<{ readonly people: number; readonly billing: number }> {
  const served = { interactive: 0, billing: 0, reference: 0 };
  const untilMs = performance.now() + forMs;
  const ask = async (budget: Budget, priority: Priority): Promise<void> => {
    while (performance.now() < untilMs) {
      const lease = await budget.acquire(systemEnvelope('test', { priority }));
      if (performance.now() < untilMs) served[priority] += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      lease.release();
    }
  };
  const callers = (['interactive', 'interactive', 'interactive', 'billing', 'billing'] as const).flatMap((priority) =>
    budgets.map((budget) => ask(budget, priority)),
  );
  await Promise.all(callers);
  return { people: served.interactive, billing: served.billing };
}

/** How long a person waits in one copy for a place while background work of the other copy has borrowed all it can. */
export async function personWaitsMs([busy, asked]: readonly Budget[]): Promise<{
  readonly waitedMs: number;
  readonly borrowed: number;
}> {
  if (busy === undefined || asked === undefined) throw new RangeError('Two copies are needed');
  const work = Array.from({ length: 12 }, () => busy.acquire(systemEnvelope('test', { priority: 'reference' })));
  while (busy.state().waiting === 12) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 60));
  const borrowed = busy.state().backgroundInUse;
  const startedMs = performance.now();
  const lease = await asked.acquire(systemEnvelope('test', { priority: 'interactive' }));
  const waitedMs = performance.now() - startedMs;
  lease.release();
  for (const each of work) void each.then((held) => held.release());
  await Promise.all(work);
  return { waitedMs, borrowed };
}

/**
 * How many places background work of one copy holds of an account with as many places as it asks for: right after a person asked in the
 * other, once nobody has been interactive for a while in either, and when a person has come and gone again meanwhile.
 */
export async function lentToBackground(
  placesOf: (process: string) => SharedPlaces,
): Promise<{ readonly atOnce: number; readonly quiet: number; readonly again: number }> {
  const instance = randomUUID();
  const [busy, asked] = ['busy', 'asked'].map((copy) =>
    createBudget({ system: 'ERP', instance, concurrentMax: 6, lendAllAfterMs: 3_000, places: placesOf(copy) }),
  );
  if (busy === undefined || asked === undefined) throw new RangeError('Two copies are needed');
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
  const person = async (): Promise<void> =>
    (await asked.acquire(systemEnvelope('test', { priority: 'interactive' }))).release();
  await person();
  const work = Array.from({ length: 8 }, () => busy.acquire(systemEnvelope('test', { priority: 'billing' })));
  await settle();
  const atOnce = busy.state().backgroundInUse;
  for (let tries = 0; tries < 200 && busy.state().backgroundInUse < 6; tries += 1) await settle();
  const quiet = busy.state().backgroundInUse;
  const [first, ...others] = work;
  const visit = person();
  await settle();
  (await first)?.release();
  await visit;
  await settle();
  const again = busy.state().backgroundInUse;
  for (const each of others) void each.then((held) => held.release());
  await Promise.all(others);
  return { atOnce, quiet, again };
}
