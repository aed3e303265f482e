// The rule over time: what people who ask without a pause leave to background work, with a clock that is counted instead of waited for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitted, floorAfterMs, nobody } from './budget-rule.ts';
import type { BudgetLimits, BudgetShare, ByPriority, OtherShares } from './budget-rule.ts';
import { priorities } from './envelope.ts';
import type { Priority } from './envelope.ts';

const stepMs = 20;
const minuteMs = 60_000;

/** One process in which so many of each priority wait at any time: whoever enters is followed by another. */
class Copy {
  readonly #callMs: number;
  readonly #backlog: ByPriority;
  readonly #lines: Readonly<Record<Priority, number[]>> = { interactive: [], billing: [], reference: [] };
  readonly #endedMs = { interactive: 0, billing: 0, reference: 0 };
  #calls: { readonly priority: Priority; readonly endsMs: number }[] = [];

  constructor(backlog: Partial<ByPriority>, callMs = 200) {
    this.#backlog = { interactive: 0, billing: 0, reference: 0, ...backlog };
    this.#callMs = callMs;
  }

  held(priority: Priority): number {
    return this.#calls.filter((call) => call.priority === priority).length;
  }

  /** Since when those of a priority wait, the oldest first. */
  lineOf(priority: Priority): readonly number[] {
    return this.#lines[priority];
  }

  at(nowMs: number): BudgetShare {
    for (const { priority, endsMs } of this.#calls) {
      if (endsMs <= nowMs) this.#endedMs[priority] = Math.max(this.#endedMs[priority], endsMs);
    }
    this.#calls = this.#calls.filter(({ endsMs }) => endsMs > nowMs);
    for (const priority of priorities) {
      while (this.#lines[priority].length < this.#backlog[priority]) this.#lines[priority].push(nowMs);
    }
    const waited = (priority: Priority): number => nowMs - (this.#lines[priority][0] ?? nowMs);
    const idle = (priority: Priority): number => (this.held(priority) > 0 ? 0 : nowMs - this.#endedMs[priority]);
    return {
      interactive: this.held('interactive'),
      background: this.held('billing') + this.held('reference'),
      waiting: this.#backlog,
      waitedMs: { interactive: waited('interactive'), billing: waited('billing'), reference: waited('reference') },
      billingIdleMs: idle('billing'),
      referenceIdleMs: idle('reference'),
    };
  }

  enter(priority: Priority, count: number, nowMs: number): void {
    for (let call = 0; call < count; call += 1) this.#calls.push({ priority, endsMs: nowMs + this.#callMs });
    this.#lines[priority].splice(0, count);
  }
}

/** What one of the copies is told of the others; whoever is asked first counts as before where two have waited as long. */
function othersOf(copies: readonly Copy[], mine: Copy, nowMs: number): OtherShares {
  const others = copies.filter((copy) => copy !== mine).map((copy) => ({ copy, share: copy.at(nowMs) }));
  if (others.length === 0) return nobody;
  const sum = (pick: (share: BudgetShare) => number): number =>
    others.reduce((total, { share }) => total + pick(share), 0);
  const before = (priority: Priority): number => {
    const oldestMs = mine.lineOf(priority)[0] ?? nowMs;
    return others
      .map(({ copy }) => {
        const isBefore = copies.indexOf(copy) < copies.indexOf(mine);
        return copy.lineOf(priority).filter((sinceMs) => sinceMs < oldestMs || (sinceMs === oldestMs && isBefore));
      })
      .reduce((total, line) => total + line.length, 0);
  };
  const byPriority = (of: (priority: Priority) => number): ByPriority => ({
    interactive: of('interactive'),
    billing: of('billing'),
    reference: of('reference'),
  });
  return {
    interactive: sum((share) => share.interactive),
    background: sum((share) => share.background),
    waiting: byPriority((priority) => sum((share) => share.waiting[priority])),
    before: byPriority(before),
    waitedMs: byPriority((priority) => Math.max(...others.map(({ share }) => share.waitedMs[priority]))),
    billingIdleMs: Math.min(...others.map(({ share }) => share.billingIdleMs)),
    referenceIdleMs: Math.min(...others.map(({ share }) => share.referenceIdleMs)),
  };
}

interface Minute {
  /** Calls that entered. */
  readonly calls: ByPriority;
  /** Background calls that were ever under way together. */
  readonly most: number;
  /** From one call that entered to the next of the same priority, or to the end. */
  readonly longestGapMs: ByPriority;
}

/** A minute of an account, asked by these copies one after the other. */
function minuteOf(copies: readonly Copy[], limits: BudgetLimits): Minute {
  const calls = { interactive: 0, billing: 0, reference: 0 };
  const lastMs = { interactive: 0, billing: 0, reference: 0 };
  const longestGapMs = { interactive: 0, billing: 0, reference: 0 };
  let most = 0;
  const sees = (priority: Priority, count: number, nowMs: number): void => {
    if (count === 0) return;
    calls[priority] += count;
    longestGapMs[priority] = Math.max(longestGapMs[priority], nowMs - lastMs[priority]);
    lastMs[priority] = nowMs;
  };
  for (let nowMs = 0; nowMs < minuteMs; nowMs += stepMs) {
    for (const copy of copies) {
      const entering = admitted(limits, copy.at(nowMs), othersOf(copies, copy, nowMs));
      for (const priority of priorities) {
        copy.enter(priority, entering[priority], nowMs);
        sees(priority, entering[priority], nowMs);
      }
    }
    const held = (priority: Priority): number => copies.reduce((total, copy) => total + copy.held(priority), 0);
    const background = held('billing') + held('reference');
    expect(held('interactive') + background).toBeLessThanOrEqual(limits.concurrentMax);
    most = Math.max(most, background);
  }
  for (const priority of priorities) {
    longestGapMs[priority] = Math.max(longestGapMs[priority], minuteMs - lastMs[priority]);
  }
  return { calls, most, longestGapMs };
}

function accountOf(concurrentMax: number): BudgetLimits {
  return { concurrentMax, reserve: Math.min(Math.ceil(concurrentMax / 4), concurrentMax - 1), floorAfterMs };
}

/** All that so many places can do in a minute. */
function capacityOf(places: number, callMs = 200): number {
  return (minuteMs / callMs) * places;
}

describe('while people ask without a pause', () => {
  describe.each([1, 2, 5])('for %d places, background work that never ends', (places) => {
    it.each([
      ['in the same process', () => [new Copy({ interactive: 10, billing: 10 })]],
      ['in another process', () => [new Copy({ interactive: 10 }), new Copy({ billing: 10 })]],
      ['in another process that is asked first', () => [new Copy({ billing: 10 }), new Copy({ interactive: 10 })]],
      ['in three processes', () => Array.from({ length: 3 }, () => new Copy({ interactive: 10, billing: 10 }))],
    ])('%s has one call a second or so, and they have all the rest', (_where, copies) => {
      const { calls, most, longestGapMs } = minuteOf(copies(), accountOf(places));
      expect(most).toBe(1);
      // The one that is in the way, its own, and a second.
      expect(longestGapMs.billing).toBeLessThanOrEqual(floorAfterMs + 400 + 2 * stepMs);
      expect(calls.billing).toBeLessThanOrEqual(minuteMs / (floorAfterMs + 200));
      expect(calls.interactive).toBeGreaterThanOrEqual(capacityOf(places) - 1.2 * calls.billing);
      expect(calls.interactive / capacityOf(places)).toBeGreaterThan(places === 5 ? 0.95 : 0.8);
      expect(longestGapMs.interactive).toBeLessThanOrEqual(400 + 2 * stepMs);
    });

    it('gives billing and reference calls their turns', () => {
      const { calls, most, longestGapMs } = minuteOf(
        [new Copy({ interactive: 10, billing: 10, reference: 10 })],
        accountOf(places),
      );
      expect(most).toBe(1);
      expect(Math.abs(calls.billing - calls.reference)).toBeLessThanOrEqual(1);
      for (const priority of ['billing', 'reference'] as const) {
        expect(longestGapMs[priority]).toBeLessThanOrEqual(2 * (floorAfterMs + 400 + 2 * stepMs));
      }
    });
  });

  it('nobody waits for ever, in however many processes, however long a call takes', () => {
    const backlog = fc.record({
      interactive: fc.constantFrom(0, 10),
      billing: fc.constantFrom(0, 10),
      reference: fc.constantFrom(0, 10),
    });
    fc.assert(
      fc.property(
        fc.array(backlog, { minLength: 1, maxLength: 3 }),
        fc.record({ concurrentMax: fc.integer({ min: 1, max: 6 }), reserve: fc.nat(5) }),
        fc.integer({ min: stepMs, max: 1_500 }),
        (backlogs, { concurrentMax, reserve }, callMs) => {
          const copies = backlogs.map((each) => new Copy(each, callMs));
          const limits = { concurrentMax, reserve: Math.min(reserve, concurrentMax - 1), floorAfterMs };
          const { longestGapMs } = minuteOf(copies, limits);
          for (const priority of priorities) {
            if (backlogs.every((each) => each[priority] === 0)) continue;
            const turns = priority === 'interactive' ? 1 : 2;
            expect(longestGapMs[priority]).toBeLessThanOrEqual(turns * (floorAfterMs + 2 * callMs + 3 * stepMs));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('background work would wait for ever without that, as this measure can tell', () => {
    const copies = [new Copy({ interactive: 10, billing: 10 })];
    const { calls } = minuteOf(copies, { ...accountOf(5), floorAfterMs: Number.POSITIVE_INFINITY });
    expect(calls).toEqual({ interactive: capacityOf(5), billing: 0, reference: 0 });
  });
});

it('while nobody is interactive background work has all the places that may be lent, without a pause', () => {
  for (const places of [1, 2, 5]) {
    const { calls } = minuteOf([new Copy({ billing: 10 }), new Copy({ billing: 10 })], accountOf(places));
    expect(calls.billing).toBe(capacityOf(Math.max(1, places - 1)));
  }
});

describe('the floor of background work', () => {
  const account: BudgetLimits = { concurrentMax: 5, reserve: 2, floorAfterMs };
  const mine: BudgetShare = {
    ...{ interactive: 2, background: 0, waiting: { interactive: 3, billing: 2, reference: 1 } },
    waitedMs: { interactive: 0, billing: 999, reference: floorAfterMs },
    billingIdleMs: floorAfterMs,
    referenceIdleMs: floorAfterMs,
  };

  it('is one place, for what is more urgent of it, whoever made it overdue', () => {
    expect(admitted(account, mine, nobody)).toEqual({ interactive: 2, billing: 1, reference: 0 });
  });

  it('is for reference where a billing call was the last', () => {
    const asked = { ...mine, referenceIdleMs: floorAfterMs + 1 };
    expect(admitted(account, asked, nobody)).toEqual({ interactive: 2, billing: 0, reference: 1 });
  });

  it.each([
    ['has waited less', { waitedMs: { interactive: 0, billing: 999, reference: 999 } }, {}],
    ['has a place', { interactive: 1, background: 1 }, {}],
    ['has a place in another process', { interactive: 1 }, { background: 1 }],
    ['had one of billing less than that ago', { billingIdleMs: 999 }, {}],
    ['had one of reference less than that ago', { referenceIdleMs: 999 }, {}],
    ['had one of billing less than that ago in another process', {}, { billingIdleMs: 999 }],
    ['had one of reference less than that ago in another process', {}, { referenceIdleMs: 999 }],
  ])('takes no place from people while it %s', (_why, here, there) => {
    expect(admitted(account, { ...mine, ...here }, { ...nobody, ...there })).toEqual({
      ...{ interactive: 3, billing: 0, reference: 0 },
    });
  });
});
