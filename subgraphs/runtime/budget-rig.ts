// What every store of shared places must do, asked of each (its test calls this): let in whom the rule lets in, whatever was told before.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createBudget } from './budget.ts';
import { waitingTrustMs } from './budget-port.ts';
import type { Budget, SharedPlaces } from './budget-port.ts';
import { admitted } from './budget-rule.ts';
import type { BudgetShare, ByPriority, OtherShares } from './budget-rule.ts';
import { priorities, systemEnvelope } from './envelope.ts';

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
    referenceIdleMs: Math.min(
      ...told.map((share) => (share.referenceIdleMs === 0 ? 0 : share.referenceIdleMs + age(share))),
    ),
  };
}

/**
 * Tells random shares of three processes and compares every admission with the rule; returns how many let somebody in, how many
 * left somebody waiting, and how often reference went before billing, so that the caller can tell a run that showed nothing.
 */
export async function followsTheRule(
  placesOf: (process: string) => SharedPlaces,
  rounds: number,
): Promise<{ readonly admissions: number; readonly refusals: number; readonly turns: number }> {
  let account = `TEST:${randomUUID()}`;
  const processes = ['a', 'b', 'c'].map(placesOf);
  let shares: (Told | null)[] = [null, null, null];
  const counts = { admissions: 0, refusals: 0, turns: 0 };
  let late = 0;
  const below = (max: number): number => Math.floor(Math.random() * max);
  for (let round = 0; round < rounds; round += 1) {
    if (shares.some((share) => share !== null && performance.now() - share.toldMs > waitingTrustMs / 2)) {
      // The store soon stops waiting for what was told so long ago.
      account = `TEST:${randomUUID()}`;
      shares = [null, null, null];
    }
    // Often all have waited longer: only then there is a floor to give, or a turn of reference.
    const limits = { concurrentMax: 8, reserve: below(4), floorAfterMs: below(below(2) === 0 ? daysMs / 50 : daysMs) };
    const who = below(3);
    // Often none in the background: only then there is a floor to give.
    const held = { interactive: Math.max(0, below(5) - 2), background: Math.max(0, below(7) - 3) };
    const waiting = { interactive: Math.max(0, below(4) - 1), billing: below(5), reference: below(3) };
    const waitedMs = { interactive: below(daysMs), billing: below(daysMs), reference: below(daysMs) };
    const referenceIdleMs = held.background > 0 && below(4) === 0 ? 0 : 1 + below(daysMs);
    const mine: BudgetShare = { ...held, waiting, waitedMs, referenceIdleMs };
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
      else if (waiting[priority] > 0) counts.refusals += 1;
    }
    if (expected.reference > admitted(limits, { ...mine, referenceIdleMs: 0 }, others).reference) counts.turns += 1;
    const left = { ...waiting };
    for (const priority of priorities) left[priority] -= expected[priority];
    const entered = {
      interactive: held.interactive + expected.interactive,
      background: held.background + expected.billing + expected.reference,
    };
    const idleMs = expected.reference > 0 ? 0 : referenceIdleMs;
    shares[who] = { ...mine, ...entered, waiting: left, referenceIdleMs: idleMs, toldMs: performance.now() };
  }
  return counts;
}

/** Budgets of one account in several processes of a house. */
export function budgetsOf(
  placesOf: (process: string) => SharedPlaces,
  concurrentMax: number,
  copies: number,
): Budget[] {
  const instance = randomUUID();
  return Array.from({ length: copies }, (_, copy) =>
    createBudget({ system: 'ERP', instance, concurrentMax, places: placesOf(`copy-${copy}`) }),
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
