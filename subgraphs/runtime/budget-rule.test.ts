// The rule over time: what people who ask without a pause leave to background work, with a clock that is counted instead of waited for.
import { describe, expect, it } from 'vitest';
import { admitted, floorAfterMs, nobody } from './budget-rule.ts';
import type { BudgetLimits, BudgetShare, OtherShares } from './budget-rule.ts';

const account: BudgetLimits = { concurrentMax: 5, reserve: 2, floorAfterMs };
const stepMs = 50;
const callMs = 200;

interface Minute {
  readonly interactive: number;
  readonly background: number;
  /** Background calls that were ever under way together. */
  readonly most: number;
  readonly longestWaitMs: number;
}

/** One process' share of a minute: people always wait in it or never, background work always waits in it or never. */
class Copy {
  readonly #people: number;
  readonly #work: number;
  #ends: { readonly kind: 'interactive' | 'background'; readonly atMs: number }[] = [];
  #sinceMs = 0;

  constructor(people: number, work: number) {
    this.#people = people;
    this.#work = work;
  }

  at(nowMs: number): BudgetShare {
    this.#ends = this.#ends.filter(({ atMs }) => atMs > nowMs);
    const held = (kind: string): number => this.#ends.filter((call) => call.kind === kind).length;
    const waitedMs = this.#work > 0 ? nowMs - this.#sinceMs : 0;
    return {
      interactive: held('interactive'),
      background: held('background'),
      waiting: { interactive: this.#people, billing: this.#work, reference: 0 },
      waitedMs: { interactive: 0, billing: waitedMs, reference: 0 },
      referenceIdleMs: nowMs,
    };
  }

  enter(kind: 'interactive' | 'background', count: number, nowMs: number): void {
    for (let call = 0; call < count; call += 1) this.#ends.push({ kind, atMs: nowMs + callMs });
    // Whoever is next in the line has waited since then: each is asked for when the one before it has entered.
    if (kind === 'background' && count > 0) this.#sinceMs = nowMs;
  }
}

function othersOf({ interactive, background, waiting, waitedMs }: BudgetShare): OtherShares {
  return { ...nobody, interactive, background, waiting, waitedMs };
}

/** A minute of an account, asked by these copies one after the other. */
function minuteOf(copies: readonly Copy[], limits: BudgetLimits): Minute {
  const seen = { interactive: 0, background: 0, most: 0, longestWaitMs: 0 };
  for (let nowMs = 0; nowMs < 60_000; nowMs += stepMs) {
    for (const copy of copies) {
      const other = copies.find((one) => one !== copy);
      const mine = copy.at(nowMs);
      const entering = admitted(limits, mine, other === undefined ? nobody : othersOf(other.at(nowMs)));
      const background = entering.billing + entering.reference;
      if (background > 0) seen.longestWaitMs = Math.max(seen.longestWaitMs, mine.waitedMs.billing);
      copy.enter('interactive', entering.interactive, nowMs);
      copy.enter('background', background, nowMs);
      seen.interactive += entering.interactive;
      seen.background += background;
    }
    const underWay = copies.reduce((total, copy) => total + copy.at(nowMs).background, 0);
    seen.most = Math.max(seen.most, underWay);
  }
  return seen;
}

/** All that five places can do in a minute. */
const capacity = (60_000 / callMs) * account.concurrentMax;

describe('while people ask without a pause', () => {
  it.each([
    ['in the same process', () => [new Copy(10, 10)]],
    ['in another process', () => [new Copy(10, 0), new Copy(0, 10)]],
    ['in another process that is asked first', () => [new Copy(0, 10), new Copy(10, 0)]],
  ])('background work %s has one place now and then, and they have all the rest', (_where, copies) => {
    const minute = minuteOf(copies(), account);
    expect(minute.most).toBe(1);
    expect(minute.background).toBeGreaterThanOrEqual(45);
    expect(minute.longestWaitMs).toBeLessThanOrEqual(floorAfterMs + callMs);
    expect(minute.interactive).toBeGreaterThan(capacity * 0.94);
  });

  it('it would wait for ever without that, as this measure can tell', () => {
    const minute = minuteOf([new Copy(10, 10)], { ...account, floorAfterMs: Number.POSITIVE_INFINITY });
    expect(minute).toMatchObject({ background: 0, interactive: capacity });
  });
});

it('nobody loses a place to background work that has one already, or has waited less', () => {
  const waiting = { interactive: 3, billing: 2, reference: 1 };
  const waitedMs = { interactive: 0, billing: 999, reference: 0 };
  const mine = { interactive: 2, background: 0, waiting, waitedMs, referenceIdleMs: 1 };
  expect(admitted(account, mine, nobody)).toEqual({ interactive: 3, billing: 0, reference: 0 });
  const overdue = { ...mine, waitedMs: { interactive: 0, billing: 999, reference: 1_000 } };
  // What is more urgent of it goes first, whoever made it overdue.
  expect(admitted(account, overdue, nobody)).toEqual({ interactive: 2, billing: 1, reference: 0 });
  expect(admitted(account, { ...overdue, interactive: 1, background: 1 }, nobody)).toMatchObject({ billing: 0 });
  expect(admitted(account, overdue, { ...nobody, background: 1 })).toEqual({
    interactive: 2,
    billing: 0,
    reference: 0,
  });
});
